"""A reading as a table in a terminal: one line a place, what is said of it first."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hayy.cli.wording import one_line
from hayy.control import decide
from hayy.model import Claim, PlaceState, Reading, Status
from hayy.sides import load_sides

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer

# The Arabic name stands last: a terminal that reorders right-to-left text then cannot move the other columns.
HEADER = ("STATUS", "PLACE", "BY", "ACCORDING TO", "EVENT", "NOTE", "NAME")
_ORDER = list(Status)


def table(reading: Reading, gazetteer: Gazetteer) -> str:
    """What one document says of each place, contested before merely mentioned, then in the order of the text."""
    claims = {claim.id: claim for claim in reading.claims}
    states = decide(reading.claims).by_place
    first_named = {claim.place: number for number, claim in reversed(list(enumerate(reading.claims)))}
    ordered = sorted(states.values(), key=lambda state: (_ORDER.index(state.status), first_named[state.place]))
    rows = [_row(state, claims, gazetteer) for state in ordered]
    lines = [_heading(reading), *(aligned([HEADER, *rows]) if rows else ["no place of the gazetteer is named"])]
    if left := _left_out(reading):
        lines.append(f"recognised, but no place of the gazetteer: {left}")
    return "\n".join(lines)


def width(text: str) -> int:
    """How many terminal cells ``text`` takes.

    >>> width("حَلَب")
    3
    """
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _heading(reading: Reading) -> str:
    document = reading.document
    day = document.published.isoformat() if document.published else "not dated"
    return one_line(f"{document.outlet or 'outlet not stated'}, {day} ({document.id[:12]})")


def _row(state: PlaceState, claims: dict[str, Claim], gazetteer: Gazetteer) -> tuple[str, ...]:
    place = gazetteer.places[state.place]
    behind = [claims[claim] for claim in state.claims if claim in claims]
    telling = [claim for claim in behind if claim.status is state.status] or behind
    chains = dict.fromkeys(" > ".join(claim.attributed_to) for claim in telling if claim.attributed_to)
    side = load_sides().get(state.actor or "")
    return (
        state.status.value,
        place.name_en,
        side.label_en if side else "",
        "; ".join(chains) if state.status is not Status.MENTIONED else "",
        _days(state),
        ", ".join(_notes(state)),
        place.name_ar,
    )


def _days(state: PlaceState) -> str:
    if state.event is None:
        return ""
    first, last = state.event.first.isoformat(), state.event.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _notes(state: PlaceState) -> list[str]:
    notes = ["disputed"] if state.disputed else []
    if state.partial:
        notes.append("in part" if state.direction is None else f"in part ({state.direction.value})")
    if state.extent is not None and state.extent.value == "upto":
        notes.append("as far as")
    return notes


def _left_out(reading: Reading) -> str:
    """Names that were recognised as something else: a region, a place elsewhere, another sense of the word."""
    found = {f"{r.mention.surface} ({r.outside or r.role})": None for r in reading.mentions if r.place is None}
    return one_line(", ".join(found))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with columns two spaces apart, each cell on one line and safe to show.

    >>> aligned([("ID", "N"), ("sakhour", "1")])
    ['ID       N', 'sakhour  1']
    """
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    return [
        "  ".join(cell + " " * (cells - width(cell)) for cell, cells in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
