"""``hayy diff``: what changed between two days, as a table, as GeoJSON, or as two maps side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hayy.cli.articles import day_option
from hayy.cli.options import common_options
from hayy.cli.outputs import check_output, force_option, write_output
from hayy.cli.projects import Chosen, choice_options, choose, open_project, project_argument
from hayy.cli.table import aligned
from hayy.cli.wording import tell

if TYPE_CHECKING:
    from hayy.change import Change
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, PlaceState

PICTURES = (".png", ".svg", ".pdf")
SUFFIXES = (".geojson", ".json", *PICTURES)
HEADER = ("CHANGE", "PLACE", "BEFORE", "AFTER", "HA", "CLAIMS BEHIND IT", "NAME")


@click.command("diff")
@project_argument
@day_option("--from", "The earlier day.")
@day_option("--to", "The later day.")
@click.option("-o", "--output", metavar="FILE", help="Write FILE.geojson, or a before/after map: FILE.png, .svg, .pdf.")
@force_option
@choice_options
@common_options
def command(
    project: Path,
    output: str | None,
    force: bool,
    sources: str | None,
    actor: str | None,
    directory: Path | None,
    **days: date | None,
) -> None:
    """Show what changed between what was known on two days: gained, lost, contested, disputed; with the claims behind.

    Hectares are of places with a boundary only; what is known by a point has no area. A before/after map needs the
    extra `picture`.

    \b
    Examples:
      hayy diff aleppo.gpkg --from 2016-11-26 --to 2016-12-13
      hayy diff aleppo.gpkg --from 2016-11-26 --to 2016-12-13 -o change.geojson
    """
    first, second = days["from"], days["to"]
    if first is None or second is None:
        raise click.UsageError("Give both --from and --to.")
    if second <= first:
        raise click.BadParameter("must be later than --from.", param_hint="--to")
    if output is not None:
        check_output(output, SUFFIXES, force=force)
    from hayy.change import difference

    with open_project(project, directory) as opened:
        gazetteer = opened.gazetteer
        chosen = choose(opened, sources, actor)
    changes = difference(chosen.claims, first, second)
    if output is None:
        click.echo("\n".join(_table(changes, gazetteer)) if changes else "nothing changed")
        return
    write_output(output, _file(output, changes, (first, second), chosen, gazetteer))
    tell(f"{output}: {len(changes)} places changed from {first} to {second}")


def _file(
    output: str, changes: Sequence[Change], days: tuple[date, date], chosen: Chosen, gazetteer: Gazetteer
) -> bytes:
    form = Path(output).suffix.lower()
    if form in PICTURES:
        from hayy.render.payload import build
        from hayy.render.picture import picture

        payload = build(chosen.readings, gazetteer, coded=chosen.coded, as_of=days[1])
        return picture(payload, form.removeprefix("."), before=days[0])  # type: ignore[arg-type]
    from hayy.exports.differences import difference_geojson

    documents = {reading.document.id: reading.document for reading in chosen.readings}
    return difference_geojson(changes, days, gazetteer, documents)


def _table(changes: Sequence[Change], gazetteer: Gazetteer) -> list[str]:
    from hayy.change import KINDS
    from hayy.exports.differences import hectares
    from hayy.geometry import locate

    areas = dict(locate(gazetteer))
    rows = []
    totals = []
    for kind in KINDS:
        of_kind = [change for change in changes if kind in change.kinds]
        rows += [_row(kind, change, gazetteer, hectares([change], areas, kind)) for change in of_kind]
        if of_kind:
            total, bounded, without = hectares(changes, areas, kind)
            rest = f" and {without} without one" if without else ""
            totals.append(f"{kind}: {len(of_kind)} places, {total} ha in {bounded} with a boundary{rest}")
    return [*aligned([HEADER, *rows]), "", *totals]


def _row(kind: str, change: Change, gazetteer: Gazetteer, area: tuple[float, int, int]) -> tuple[str, ...]:
    place = gazetteer.places[change.place]
    side = {"gained": change.gained_by, "lost": change.lost_by}.get(kind)
    return (
        f"{kind} ({side})" if side else kind,
        place.name_en,
        _said(change.before),
        _said(change.after),
        f"{area[0]:.1f}" if area[1] else "",
        "; ".join(dict.fromkeys(_source(claim) for claim in change.claims[:4])),
        place.name_ar,
    )


def _said(state: PlaceState | None) -> str:
    if state is None:
        return "no report"
    return f"{state.status.value}{', disputed' if state.disputed else ''}"


def _source(claim: Claim) -> str:
    from hayy.control import voice_of

    day = claim.event.last if claim.event else claim.reported
    return f"{voice_of(claim)} {day.isoformat() if day else ''}".strip()
