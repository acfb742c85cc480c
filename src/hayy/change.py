"""How control changed: the days of a place, and what differs between two days, with the claims behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hayy.control import decide, known_on, says_something
from hayy.model import Claim, PlaceState, Status

KINDS = (
    "gained",
    "lost",
    "newly contested",
    "no longer contested",
    "newly disputed",
    "no longer disputed",
    "reported held",
)
"""What a change can be, in the order in which tables list it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something about control of a place was reported: the state by then, and the new claims."""

    day: date | None
    place: str
    state: PlaceState
    claims: tuple[Claim, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a place between two days.

    ``kinds`` are of :data:`KINDS`; ``gained_by`` and ``lost_by`` are sides where the claims name them. ``claims`` are
    those reported between the days, newest first: the evidence of the change.
    """

    place: str
    before: PlaceState | None
    after: PlaceState
    kinds: tuple[str, ...]
    gained_by: str | None
    lost_by: str | None
    claims: tuple[Claim, ...]


def timeline(claims: Sequence[Claim], place: str | None = None) -> list[Step]:
    """Every day on which something about control of a place became known, in order of day and place.

    Args:
        claims: all claims, those of a document in text order.
        place: the only place that is wanted, by id; None: every one.

    >>> from hayy.model import Predicate
    >>> rows = [Claim("1", None, "shaar", Predicate.TOOK, actor="GOV", reported=date(2016, 12, 6), voice="SOHR")]
    >>> [(step.day.isoformat(), step.state.status.value) for step in timeline(rows)]
    [('2016-12-06', 'retaken')]
    """
    steps = []
    for key, rows in _by_place(claims).items():
        if place is None or key == place:
            steps += _days_of(key, rows)
    return sorted(steps, key=lambda step: (step.day or date.min, step.place))


def difference(claims: Sequence[Claim], first: date, second: date) -> list[Change]:
    """What differs between what was known on ``first`` and on ``second``, by place.

    Raises:
        ValueError: ``second`` is not later than ``first``.
    """
    if second <= first:
        raise ValueError("the second day must be later than the first")
    changes = []
    for place, rows in sorted(_by_place(claims).items()):
        before, after = decide(rows, first).by_place.get(place), decide(rows, second).by_place.get(place)
        if after is None or _same(before, after):
            continue
        order = {key: number for number, key in enumerate(after.claims)}
        new = [c for c in rows if c.id in order and _new(c, first) and says_something(c)]
        kinds, gained, lost = compare(before, after)
        if kinds:
            told = tuple(sorted(new, key=lambda c: order[c.id]))
            changes.append(Change(place, before, after, kinds, gained, lost, told))
    return changes


def compare(before: PlaceState | None, after: PlaceState) -> tuple[tuple[str, ...], str | None, str | None]:
    """The kinds of change from one state to another, who gained the place and who lost it.

    >>> compare(None, PlaceState("shaar", Status.RETAKEN, actor="GOV"))
    (('gained',), 'GOV', None)
    """
    had, has = _holder(before), _holder(after)
    was_contested = before is not None and before.status is Status.CONTESTED
    is_contested = after.status is Status.CONTESTED
    was_disputed = before is not None and before.disputed
    gained = has if after.status is Status.RETAKEN and has != had else None
    lost = after.actor if after.status is Status.LOST and (before is None or before.status is not Status.LOST) else None
    if lost is None and had and has and had != has:
        lost = had
    named_lost = after.status is Status.LOST and (before is None or before.status is not Status.LOST)
    found = {
        "gained": after.status is Status.RETAKEN
        and (before is None or before.status is not Status.RETAKEN or had != has)
        and not (before is not None and before.status is Status.HELD and had == has),
        "lost": lost is not None or named_lost,
        "newly contested": is_contested and not was_contested,
        "no longer contested": was_contested and not is_contested,
        "newly disputed": after.disputed and not was_disputed,
        "no longer disputed": was_disputed and not after.disputed,
        "reported held": after.status is Status.HELD and had != has,
    }
    return tuple(kind for kind in KINDS if found[kind]), gained, lost


def _days_of(place: str, rows: Sequence[Claim]) -> list[Step]:
    telling = [claim for claim in rows if says_something(claim)]
    steps: list[Step] = []
    before: PlaceState | None = None
    for day in sorted({known_on(claim) or date.min for claim in telling}):
        known = [c for c in rows if (known_on(c) or date.min) <= day]
        state = decide(known).by_place[place]
        new = tuple(c for c in telling if (known_on(c) or date.min) == day)
        steps.append(Step(None if day == date.min else day, place, state, new, not _same(before, state)))
        before = state
    return steps


def _by_place(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    rows: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.place:
            rows[claim.place].append(claim)
    return dict(rows)


def _holder(state: PlaceState | None) -> str | None:
    return state.actor if state is not None and state.status in (Status.RETAKEN, Status.HELD) else None


def _same(before: PlaceState | None, after: PlaceState) -> bool:
    if before is None:
        return after.status is Status.MENTIONED
    said = ("status", "disputed", "partial", "extent", "direction", "actor")
    return all(getattr(before, name) == getattr(after, name) for name in said)


def _new(claim: Claim, first: date) -> bool:
    known = known_on(claim)
    return known is not None and known > first
