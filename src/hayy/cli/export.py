"""``hayy export``: a project in the formats of other tools, or published to PostGIS."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hayy.cli.articles import day_option
from hayy.cli.options import common_options
from hayy.cli.outputs import STDOUT, check_output, force_option, write_output
from hayy.cli.projects import Chosen, choice_options, choose, open_project, project_argument
from hayy.cli.wording import tell
from hayy.errors import InputError

if TYPE_CHECKING:
    from hayy.store import Project

# What is exported -> the suffixes of the files it can be written as.
FORMATS = {
    "state": (".geojson", ".json", ".gpkg", ".csv", ".parquet", ".kml"),
    "claims": (".csv",),
    "evidence": (".jsonld",),
    "acled": (".csv",),
    "ucdp": (".csv",),
}


@click.command("export")
@project_argument
@click.option("-o", "--output", metavar="FILE", help="The file to write, - for standard output.")
@click.option(
    "--what",
    type=click.Choice(list(FORMATS)),
    help="State of places, claims for review, evidence as annotations, event tables.  [default: by the suffix]",
)
@click.option("--format", "form", help="Format where the output is -: geojson, gpkg, csv, parquet, kml, jsonld.")
@click.option("--to", "address", metavar="URL", help="Publish to PostGIS: postgresql://USER:PASSWORD@HOST/DATABASE.")
@click.option("--schema", default="hayy", show_default=True, help="Schema of the database to publish to.")
@day_option("--as-of", "Last day of which reports count.  [default: the latest]")
@day_option("--on", "Last day of which events count, whenever they were reported.")
@choice_options
@force_option
@common_options
def command(
    project: Path,
    output: str | None,
    what: str | None,
    form: str | None,
    address: str | None,
    directory: Path | None,
    **how: object,
) -> None:
    """Write a project as GeoJSON, GeoPackage, CSV, GeoParquet, KML, event tables or annotations.

    The suffix of FILE names the format: .geojson, .gpkg, .csv, .parquet and .kml hold the state of places, .jsonld the
    evidence of claims; --what claims, acled or ucdp makes other tables. docs/exports.md says what each keeps. In CSV,
    text that a spreadsheet would take for a formula begins with an apostrophe.

    \b
    Examples:
      hayy export aleppo.gpkg -o state.geojson
      hayy export aleppo.gpkg --what claims -o claims.csv
      hayy export aleppo.gpkg --to postgresql://hayy@localhost/maps
    """
    if address is not None and output is None:
        from hayy.exports.postgis import publish, summary

        with open_project(project, directory) as opened:
            counts = publish(opened, address, str(how["schema"]))
        tell(f"published to the schema {how['schema']}: {summary(counts)}")
        return
    if output is None or address is not None:
        raise click.UsageError("Give either -o FILE or --to URL.")
    suffix = _suffix(output, form)
    what = what or ("evidence" if suffix == ".jsonld" else "state")
    if suffix not in FORMATS[what]:
        raise click.BadParameter(f"{what} can be written as {', '.join(FORMATS[what])}.", param_hint="-o")
    _check(output, project, suffix, force=bool(how["force"]))
    as_of, on = (day if isinstance(day, date) else None for day in (how["as_of"], how["on"]))
    sources, actor = (name if isinstance(name, str) else None for name in (how["sources"], how["actor"]))
    with open_project(project, directory) as opened:
        data = _made(opened, what, suffix, (as_of, on), choose(opened, sources, actor))
    write_output(output, data)
    if output != STDOUT:
        tell(f"{output}: {what} of {project}")


def _suffix(output: str, form: str | None) -> str:
    if output == STDOUT:
        if form is None:
            raise click.UsageError("-o - needs --format.")
        return f".{form.lower()}"
    named = Path(output).suffix.lower()
    if form is not None and named != f".{form.lower()}":
        raise click.BadParameter(f"{form} contradicts the suffix of {output!r}.", param_hint="--format")
    return named


def _check(output: str, project: Path, suffix: str, *, force: bool) -> None:
    check_output(output, (suffix,), force=force)
    if output != STDOUT and Path(output).exists() and Path(output).samefile(project):
        raise InputError(f"{output}: is the project itself; give another name")


def _made(project: Project, what: str, suffix: str, days: tuple[date | None, date | None], chosen: Chosen) -> bytes:
    gazetteer = project.gazetteer
    if what == "claims":
        from hayy.exports.claims import claims_csv

        return claims_csv(project)
    if what == "evidence":
        from hayy.exports.annotations import to_annotations

        return to_annotations(chosen.readings, chosen.coded, gazetteer)
    if what in ("acled", "ucdp"):
        from hayy.exports.events import acled_csv, ucdp_csv

        return (acled_csv if what == "acled" else ucdp_csv)(chosen.readings, chosen.coded, gazetteer)
    from hayy.control import decide

    state = decide(chosen.claims, days[0] or chosen.last, on=days[1])
    return _writer(suffix)(state, gazetteer, chosen.readings, chosen.coded)  # type: ignore[no-any-return, operator]


def _writer(suffix: str) -> object:
    """What writes a state in the format of a suffix."""
    if suffix == ".csv":
        from hayy.export import to_csv

        return to_csv
    if suffix in (".gpkg", ".parquet"):
        from hayy.exports.vector import to_gpkg, to_parquet

        return to_gpkg if suffix == ".gpkg" else to_parquet
    if suffix == ".kml":
        from hayy.exports.kml import to_kml

        return to_kml
    from hayy.export import to_geojson

    return to_geojson
