"""What is reported of each place by which day: the steps of the slider, as changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hayy.control import decide
from hayy.geometry import part_of
from hayy.model import Direction, Polarity, Predicate
from hayy.render.data import PartData, StateData, StepData
from hayy.render.places import as_geojson
from hayy.render.statements import days

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from hayy.model import Claim, PlaceState
    from hayy.render.places import Places
    from hayy.render.statements import Statement

_UNTOLD = (Polarity.PLANNED, Polarity.HYPOTHETICAL)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps, and by the id of a claim the day on which another voice first contradicted it ("" without days)."""

    data: list[StepData]
    contradicted: dict[str, str]


def step_data(statements: Sequence[Statement], index: Mapping[str, int], as_of: date | None) -> Steps:
    """One step for each day on which something became known, and one for ``as_of``; each holds what changed.

    The state of a place rests on its own claims alone, so only places with a new claim are decided again. Claims that
    no day is known of count from the beginning. Without any day there is one step, whose day is None.
    """
    told: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        told[statement.claim.place].append(statement)
    every = sorted({s.known for s in statements if s.known} | ({as_of} if as_of else set()))
    contradicted: dict[str, str] = {}
    if not every:
        changes = _changes(told, None, {}, index, contradicted)
        return Steps([StepData(day=None, changes=changes)] if told else [], contradicted)
    touched: defaultdict[date, set[str]] = defaultdict(set)
    for statement in statements:
        touched[statement.known or every[0]].add(statement.claim.place)
    current: dict[int, StateData] = {}
    steps = [
        StepData(
            day=day.isoformat(),
            changes=_changes({place: told[place] for place in touched[day]}, day, current, index, contradicted),
        )
        for day in every
    ]
    return Steps(steps, contradicted)


def _changes(
    touched: Mapping[str, Sequence[Statement]],
    day: date | None,
    current: dict[int, StateData],
    index: Mapping[str, int],
    contradicted: dict[str, str],
) -> dict[int, StateData]:
    """The new states of the places with a new claim, where they differ.

    ``current`` and ``contradicted`` are brought up to date.
    """
    made: dict[int, StateData] = {}
    for place in sorted(touched):
        claims = [s.claim for s in touched[place] if s.known is None or day is None or s.known <= day]
        # What is known when is settled above, for claims without a day of their own too.
        state = decide(claims).by_place.get(place)
        if state is None:
            continue
        for claim in state.contradicted:
            contradicted.setdefault(claim, day.isoformat() if day else "")
        new = state_data(state, claims)
        if current.get(index[place]) != new:
            current[index[place]] = made[index[place]] = new
    return made


def state_data(state: PlaceState, claims: Sequence[Claim]) -> StateData:
    """One state as plain data."""
    return StateData(
        status=state.status.value,
        disputed=state.disputed,
        partial=state.partial,
        extent=state.extent.value if state.extent else None,
        direction=state.direction.value if state.direction else None,
        actor=state.actor,
        sides=_sides(state, claims),
        event=days(state.event),
    )


def _sides(state: PlaceState, claims: Sequence[Claim]) -> list[str]:
    """The side of the state first, then the others that the claims behind it name, newest first; two at most."""
    told = {c.id: c for c in claims if c.predicate is not Predicate.NONE and c.polarity not in _UNTOLD}
    behind = [told[key] for key in state.claims if key in told]
    named = [state.actor, *(side for claim in behind for side in (claim.actor, claim.against))]
    return list(dict.fromkeys(side for side in named if side))[:2]


def part_data(steps: Sequence[StepData], places: Places) -> list[PartData]:
    """The part of each area that some step shows, once for each place and direction."""
    wanted = {
        (place, state["direction"])
        for step in steps
        for place, state in step["changes"].items()
        if state["partial"] and state["direction"] is not None and places.data[place]["draw"] == "area"
    }
    return [
        PartData(place=place, direction=direction, geometry=as_geojson(_part(places, place, direction)))
        for place, direction in sorted(wanted)
    ]


def _part(places: Places, place: int, direction: str) -> BaseGeometry:
    return part_of(places.shapes[places.data[place]["id"]], Direction(direction))
