"""What a picture shows of a payload: the state of each place on a day, its colours, and what the legend counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from hayy.render.data import Payload, PlaceData, StateData
from hayy.render.look import style

Mode = Literal["status", "sides"]
States = Mapping[int, StateData]


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of the picture: the day it is as of (None: undated) and the state of each place, by index."""

    day: str | None
    states: States


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend.

    ``kind`` is ``status``, ``side`` or ``outline``, ``key`` which of them; ``counts`` has a number for each panel and
    is empty where nothing is counted.
    """

    kind: Literal["status", "side", "outline"]
    key: str
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """The panels of a picture, in order of time, and what the colours stand for."""

    payload: Payload
    panels: tuple[Panel, ...]
    mode: Mode

    @property
    def last(self) -> Panel:
        """The later panel, or the only one."""
        return self.panels[-1]

    def place(self, index: int) -> PlaceData:
        """The place at a position of the payload's list."""
        return self.payload["places"][index]

    def changed(self) -> frozenset[int]:
        """The places whose state differs between two panels."""
        if len(self.panels) < 2:
            return frozenset()
        old, new = self.panels[0].states, self.panels[1].states
        return frozenset(index for index in new if new[index] != old.get(index))

    def colours(self, state: StateData) -> tuple[str, ...]:
        """The colours of a state: of its status, or of its sides; the second only where they contest it."""
        look = style()
        if self.mode == "status" or state["status"] == "mentioned":
            return (look["status"][state["status"]]["light"],)
        sides = state["sides"] if state["status"] == "contested" else state["sides"][:1]
        return tuple(side_colour(side) for side in sides or ["unknown"])


def side_colour(side: str) -> str:
    """The colour of a side, or of the side that is not known."""
    known: dict[str, dict[str, str]] = style()["side"]
    return known.get(side, known["unknown"])["light"]


def scene(payload: Payload, before: date | None = None) -> Scene:
    """The last state of a payload, and with ``before`` also the state as reported by that day."""
    last = Panel(payload["as_of"], states_on(payload, None))
    earlier = [Panel(before.isoformat(), states_on(payload, before))] if before is not None else []
    return Scene(payload, (*earlier, last), _mode(payload))


def states_on(payload: Payload, day: date | None) -> dict[int, StateData]:
    """The state of every place as reported by a day (None: by all that the payload holds).

    Steps without a day count from the beginning.
    """
    states: dict[int, StateData] = {}
    for step in payload["steps"]:
        if day is not None and step["day"] is not None and step["day"] > day.isoformat():
            break
        states.update(step["changes"])
    return states


def _mode(payload: Payload) -> Mode:
    """Colour is the side where more than one takes or holds something on any day, as on the page."""
    states = [state for step in payload["steps"] for state in step["changes"].values()]
    sides = {state["actor"] for state in states if state["actor"] and state["status"] != "mentioned"}
    return "sides" if len(sides) > 1 else "status"


def legend(shown: Scene) -> list[Entry]:
    """Its lines: statuses, sides where they give the colour, outlines; what does not occur is left out."""
    entries: list[Entry] = []
    for status in style()["status"]:
        counts = _counts(shown, partial(_has_status, status))
        if any(counts) or status in ("retaken", "contested"):
            entries.append(Entry("status", status, counts))
    entries.append(Entry("status", "none"))
    if shown.mode == "sides":
        entries += _sides(shown)
    tests: dict[str, Callable[[StateData, PlaceData], bool]] = {
        "disputed": lambda state, _place: state["disputed"],
        "approximate": lambda _state, place: place["located"] in ("point", "computed"),
    }
    for key, test in tests.items():
        counts = _counts(shown, test)
        if any(counts):
            entries.append(Entry("outline", key, counts))
    if changed := shown.changed():
        entries.append(Entry("outline", "changed", (len(changed),)))
    return entries


def _has_status(status: str, state: StateData, _place: PlaceData) -> bool:
    return state["status"] == status


def _counts(shown: Scene, test: Callable[[StateData, PlaceData], bool]) -> tuple[int, ...]:
    return tuple(
        sum(test(state, shown.place(index)) for index, state in panel.states.items()) for panel in shown.panels
    )


def _sides(shown: Scene) -> list[Entry]:
    """The sides that give a colour, those with most places first."""

    def sides_of(state: StateData) -> list[str]:
        if state["status"] == "mentioned":
            return []
        if state["status"] == "contested" and state["sides"]:
            return state["sides"]
        return [state["actor"] or "unknown"]

    found = {side for panel in shown.panels for state in panel.states.values() for side in sides_of(state)}
    entries = [
        Entry("side", side, tuple(sum(side in sides_of(s) for s in panel.states.values()) for panel in shown.panels))
        for side in found
    ]
    return sorted(entries, key=lambda entry: (*(-n for n in reversed(entry.counts)), entry.key))
