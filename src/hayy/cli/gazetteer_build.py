"""``hayy gazetteer build``: boundaries.csv into the GeoJSON that is published of it."""

from __future__ import annotations

from pathlib import Path

import click

from hayy.cli.options import common_options
from hayy.cli.outputs import STDOUT, force_option, write_output
from hayy.cli.wording import tell

SUFFIXES = (".geojson", ".json")


@click.command("build")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE.geojson",
    help="File to write, its .meta.toml beside it; - is standard output.  [default: geo/NAME.geojson]",
)
@force_option
@common_options
def build(folder: Path | None, output: str | None, force: bool, directory: Path | None) -> None:
    """Build the boundaries of a gazetteer folder (the built-in Aleppo without DIR) as RFC 7946 GeoJSON.

    Parts of one place are dissolved, rings closed and wound counter-clockwise, gaps left empty. A second build of the
    same tables gives the same bytes. Faulty or overlapping boundaries are all listed, and nothing is written.

    \b
    Examples:
      hayy gazetteer build
      hayy gazetteer build my-city -o my-city.geojson
    """
    from hayy.files import data_root
    from hayy.gazetteer.build import built, write_built
    from hayy.gazetteer.tables import DEFAULT_CITY

    source = folder or directory or data_root() / "gazetteer" / DEFAULT_CITY
    if output == STDOUT:
        write_output(STDOUT, built(source)[1])
        return
    target = Path(output) if output is not None else Path("geo") / f"{source.resolve().name}.geojson"
    if target.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"{str(target)!r} must end in {' or '.join(SUFFIXES)}.", param_hint="-o")
    boundaries = write_built(source, target, force=force)
    tell(f"{len(boundaries.areas)} places: {target} and {target.with_suffix('.meta.toml').name}")
