"""``hayy gazetteer import``: somebody's boundary file into a gazetteer folder and a report."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hayy.cli.options import common_options

if TYPE_CHECKING:
    from hayy.gazetteer.adopting import Base

REPORT = "report.csv"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name-field", required=True, help="Property with the name of each feature.")
@click.option("--name-field-ar", help="Second property with the Arabic name, if there is one.")
@click.option("--match-to", metavar="CITY", help="Known gazetteer to match with: aleppo, or a gazetteer folder.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write.  [default: the file's name]")
@click.option("--force", is_flag=True, help="Overwrite the tables of a folder that is there already.")
@click.option("--layer", help="Layer of a GeoPackage, when it has several.")
@click.option("--crs", metavar="EPSG:CODE", help="CRS of the file, when it names none itself.")
@click.option("--city", help="Name of the city, when it is matched to none.  [default: the file's name]")
@click.option("--city-ar", default="", help="Arabic name of the city, when it is matched to none.")
@click.option("--attribution", help="What is owed wherever the boundaries show.  [default: not stated]")
@click.option("--licence", help="Licence of the boundaries.  [default: not stated]")
@common_options
def import_(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Path,
    name_field: str,
    name_field_ar: str | None,
    match_to: str | None,
    output: Path | None,
    force: bool,
    layer: str | None,
    crs: str | None,
    city: str | None,
    city_ar: str,
    attribution: str | None,
    licence: str | None,
    directory: Path | None,
) -> None:
    """Make a gazetteer folder from the boundaries in FILE (GeoJSON, GeoPackage or Shapefile, any CRS).

    With --match-to a feature is taken for a known place when name and position agree; same name on other ground is left
    out. DIR/report.csv tells what became of every feature and which known places have no boundary now.

    \b
    Example:
      hayy gazetteer import quarters.gpkg --name-field NAME --name-field-ar NAME_A --match-to aleppo -o my-aleppo
    """
    from hayy.gazetteer.adopting import UNSTATED, Origin
    from hayy.gazetteer.drafting import new_id, write_folder
    from hayy.gazetteer.importing import import_features
    from hayy.gazetteer.vectorfiles import read_features

    features = read_features(file, layer, crs)
    base = _base(match_to or (str(directory) if directory else None), city or file.stem, city_ar)
    key = new_id(file.stem, base.sources, "imported")
    origin = Origin(key, file.name, attribution or UNSTATED, licence or UNSTATED)
    made = import_features(features, name_field, name_field_ar, base, origin)
    target = output if output is not None else Path(new_id(file.stem, (), "imported"))
    write_folder(target, {**made.draft.files(), REPORT: made.report()}, force)
    counts = Counter(found.outcome.value for found in made.findings)
    for outcome, count in counts.items():
        click.echo(f"{count:5}  {outcome}", err=True)
    click.echo(
        f"{target}: {len(made.draft.areas)} boundaries; what became of each feature: {target / REPORT}", err=True
    )


def _base(match_to: str | None, city: str, city_ar: str) -> Base:
    """The gazetteer to match with, or a city of which only the name is known."""
    from hayy.files import data_root
    from hayy.gazetteer.adopting import base_of, new_city
    from hayy.gazetteer.tables import load

    if match_to is None:
        return new_city(city, city_ar)
    built_in = data_root() / "gazetteer" / match_to
    return base_of(load(built_in if "/" not in match_to and built_in.is_dir() else Path(match_to)))
