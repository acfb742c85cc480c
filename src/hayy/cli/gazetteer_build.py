"""``hayy gazetteer build``: boundaries.csv into the GeoJSON that is published of it."""

from __future__ import annotations

from pathlib import Path

import click

from hayy.cli.options import debug_option


@click.command("build")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="GeoJSON file to write, its .meta.toml beside it.  [default: geo/NAME.geojson]",
)
@debug_option
def build(directory: Path | None, output: Path | None) -> None:
    """Build the boundaries of a gazetteer folder (the built-in Aleppo without DIRECTORY) as RFC 7946 GeoJSON.

    Parts of one place are dissolved, rings closed and wound counter-clockwise, gaps left empty. A second build of the
    same tables gives the same bytes. Faulty or overlapping boundaries are all listed, and nothing is written.
    """
    from hayy.files import data_root
    from hayy.gazetteer.build import write_built

    folder = directory if directory is not None else data_root() / "gazetteer" / "aleppo"
    target = output if output is not None else Path("geo") / f"{folder.resolve().name}.geojson"
    if output is None:
        target.parent.mkdir(exist_ok=True)
    built = write_built(folder, target)
    click.echo(f"{len(built.areas)} places: {target} and {target.with_suffix('.meta.toml').name}", err=True)
