"""``hayy gazetteer new``: a table of points into a gazetteer folder with computed areas."""

from __future__ import annotations

from pathlib import Path

import click

from hayy.cli.options import debug_option


@click.command("new")
@click.argument("name")
@click.argument("points", type=click.Path(path_type=Path))
@click.option("--outline", type=click.Path(path_type=Path), help="Outline of the city: .geojson, .gpkg or .shp.")
@click.option("--name-ar", default="", help="Arabic name of the city.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write.  [default: NAME]")
@click.option("--force", is_flag=True, help="Overwrite the tables of a folder that is there already.")
@click.option("--attribution", help="What is owed wherever the areas show.  [default: not stated]")
@click.option("--licence", help="Licence of the points.  [default: not stated]")
@debug_option
def new(
    name: str,
    points: Path,
    outline: Path | None,
    name_ar: str,
    output: Path | None,
    force: bool,
    attribution: str | None,
    licence: str | None,
) -> None:
    """Start the gazetteer of the city NAME from POINTS, a CSV table with the columns name_ar, name_en, lat, lon.

    Several rows with one name (or one id) are several points of one place. Each place gets the ground nearest to its
    points inside the outline, marked as computed. Further columns: id, kind, radius_m, source, other_names, note.

    \b
    Example:
      hayy gazetteer new "Dar Salwa" points.csv --name-ar "دار سلوى" --outline city.geojson -o dar-salwa
    """
    from hayy.gazetteer.adopting import UNSTATED, Origin, new_city
    from hayy.gazetteer.drafting import new_id, write_folder
    from hayy.gazetteer.newcity import new_gazetteer, outline_of, read_spots

    base = new_city(name, name_ar)
    spots = read_spots(points)
    origin = Origin(new_id(points.stem, (), "points"), points.name, attribution or UNSTATED, licence or UNSTATED)
    ground = outline_of(outline) if outline is not None else None
    draft = new_gazetteer(base, spots, ground, origin, outline.name if outline is not None else None)
    target = output if output is not None else Path(str(base.city["id"]))
    write_folder(target, draft.files(), force)
    expected = draft.notes["accuracy"]["iou_mean_expected_spread"]
    click.echo(f"{target}: {len(draft.places)} places, {len(draft.areas)} computed areas", err=True)
    click.echo(f"Computed areas are a guess: mean IoU about {expected} at best (docs/boundaries.md)", err=True)
