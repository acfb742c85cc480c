"""``hayy timeline``: the days on which something was reported of places, and what was known by then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hayy.cli.options import common_options
from hayy.cli.projects import choice_options, choose, open_project, project_argument
from hayy.cli.table import aligned
from hayy.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hayy.change import Step
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim

HEADER = ("DAY", "PLACE", "STATUS", "BY", "NOTE", "REPORTED BY", "NAME")


@click.command("timeline")
@project_argument
@click.option("--place", metavar="NAME", help="Only this place: its id, or a name that no other place has.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table for people, or one JSON object a day and place.",
)
@choice_options
@common_options
def command(
    project: Path, place: str | None, form: str, sources: str | None, actor: str | None, directory: Path | None
) -> None:
    """List, day by day, what became known of places and what their status was by then.

    With --place it also says who carries the status: one voice, one side only, or voices of several sides.

    \b
    Examples:
      hayy timeline aleppo.gpkg
      hayy timeline aleppo.gpkg --place sheikh-saeed
    """
    from hayy.change import timeline

    with open_project(project, directory) as opened:
        chosen = choose(opened, sources, actor)
        only = find_place(opened.gazetteer, place) if place else None
        steps = timeline(chosen.claims, only)
        if form == "jsonl":
            for step in steps:
                click.echo(json.dumps(_record(step), ensure_ascii=False))
        elif steps:
            rows = [_row(step, opened.gazetteer, _stands(chosen.claims, step) if only else "") for step in steps]
            click.echo("\n".join(aligned([HEADER, *rows])))
        else:
            click.echo("nothing is reported")


def find_place(gazetteer: Gazetteer, name: str) -> str:
    """The place that a person names by id or by one of its names.

    Raises:
        InputError: no place, or several, go by that name.
    """
    from hayy.text import fold_name

    if name in gazetteer.places:
        return name
    wanted = fold_name(name)
    found = sorted({known.place for known in gazetteer.names if fold_name(known.form) == wanted})
    if len(found) > 1:
        raise InputError(f"{name!r} may be {' or '.join(found)}; give the id")
    if not found:
        raise InputError(f"no place is called {name!r}; `hayy gazetteer search {name!r}` looks for it")
    return found[0]


def _stands(claims: Sequence[Claim], step: Step) -> str:
    """Whether one voice, one side or several carry what is shown; and whether somebody contradicted it that day."""
    from hayy.agreement import Standing, standing

    stands, _ = standing(claims, step.place, step.day)
    new = {claim.id for claim in step.claims} & set(step.state.contradicted)
    words = [stands.value] if stands not in (Standing.DISPUTED, Standing.NONE) else []
    return ", ".join([*words, *(["contradicted at first"] if new and not step.state.disputed else [])])


def _row(step: Step, gazetteer: Gazetteer, stands: str) -> tuple[str, ...]:
    from hayy.control import voice_of
    from hayy.sides import load_sides

    place, state = gazetteer.places[step.place], step.state
    side = load_sides().get(state.actor or "")
    voices = dict.fromkeys(voice_of(claim) for claim in step.claims)
    notes = ["disputed"] if state.disputed else []
    notes += ["in part"] if state.partial else []
    notes += [stands, "" if step.changed else "as before"]
    return (
        step.day.isoformat() if step.day else "no day",
        place.name_en,
        state.status.value,
        side.label_en if side else "",
        ", ".join(note for note in notes if note),
        "; ".join(voices),
        place.name_ar,
    )


def _record(step: Step) -> dict[str, object]:
    state = step.state
    return {
        "day": step.day.isoformat() if step.day else None,
        "place": step.place,
        "status": state.status.value,
        "disputed": state.disputed,
        "partial": state.partial,
        "actor": state.actor,
        "changed": step.changed,
        "claims": [claim.id for claim in step.claims],
        "contradicted": list(state.contradicted),
    }
