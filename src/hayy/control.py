"""From claims to the state of every place at a date.

The rules, in the order in which they apply to one place (``docs/how-state-is-decided.md`` argues them):

1. Only claims reported by the date count; what is planned or supposed says nothing about control.
2. A later event replaces an earlier one. Days are compared within a document only where both are stated; between
   documents an undated event counts as of the day it was reported. Background without a day is older than anything.
3. A denial, or two voices that cannot both be right, make the place contested and disputed.
4. Of what is left: a capture of the whole (or as far as it) is ``retaken``, by the last taker; a loss of the whole is
   ``lost``; a part taken, a fight or a failed attack is ``contested``; then ``held``; else ``mentioned``.

Nothing spreads to a parent, a part or a neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from hayy.model import Claim, ControlState, Extent, PlaceState, Polarity, Predicate, Status

_FULL = (Extent.WHOLE, Extent.UPTO)
_UNSETTLED = (Predicate.FIGHTS, Predicate.ADVANCES, Predicate.ENTERS)


def decide(claims: Iterable[Claim], as_of: date | None = None) -> ControlState:
    """The state of every place named by ``claims``, as reported by ``as_of`` (None: by all of them).

    Claims stand in text order within a document. ``as_of`` of the result is the date asked for, or the latest day on
    which anything was reported.

    >>> from hayy.model import Claim, Predicate
    >>> took = Claim("1", "d", "shaar", Predicate.TOOK, actor="GOV")
    >>> fights = Claim("2", "d", "sukkari", Predicate.FIGHTS)
    >>> state = decide([took, fights])
    >>> [(s.place, s.status.value, s.actor) for s in state.by_place.values()]
    [('shaar', 'retaken', 'GOV'), ('sukkari', 'contested', None)]
    """
    known = [c for c in claims if as_of is None or _known_on(c) is None or _known_on(c) <= as_of]  # type: ignore[operator]
    by_place: dict[str, list[Claim]] = {}
    for claim in known:
        by_place.setdefault(claim.place, []).append(claim)
    days = [day for c in known if (day := c.reported or (c.event.last if c.event else None))]
    states = {place: _state(place, rows) for place, rows in by_place.items() if place}
    return ControlState(as_of or max(days, default=None), states)


def voice_of(claim: Claim) -> str:
    """Whose statement a claim is: what ``voice`` says, else the innermost source, else the outlet or the document."""
    return claim.voice or (claim.attributed_to[-1] if claim.attributed_to else claim.document or "")


def _known_on(claim: Claim) -> date | None:
    return claim.reported or (claim.event.last if claim.event else None)


def _says_something(claim: Claim) -> bool:
    told = claim.polarity not in (Polarity.PLANNED, Polarity.HYPOTHETICAL)
    return told and (claim.predicate is not Predicate.NONE or claim.polarity is Polarity.FAILED)


def _state(place: str, claims: Sequence[Claim]) -> PlaceState:
    telling = [c for c in claims if _says_something(c)]
    if not telling:
        return PlaceState(place, Status.MENTIONED, claims=_ids(claims))
    current = _current(telling)
    return _verdict(place, current, claims)


def _current(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that no later event replaces."""
    fresh = [c for c in claims if not c.background or c.event] or list(claims)
    rows: list[Claim] = []
    for _, group in groupby(fresh, key=lambda c: c.document or c.id):
        rows += _latest(list(group), by_report=False)
    documents = {c.document or c.id for c in rows}
    return _latest(rows, by_report=True) if len(documents) > 1 else rows


def _latest(claims: Sequence[Claim], *, by_report: bool) -> list[Claim]:
    """Drop what a later event replaces; a report that the taker now holds the place replaces nothing."""

    def days(claim: Claim) -> tuple[date, date] | None:
        if claim.event:
            return claim.event.first, claim.event.last
        return (claim.reported, claim.reported) if by_report and claim.reported else None

    def replaces(new: Claim, old: Claim) -> bool:
        then, now = days(old), days(new)
        if then is None or now is None or then[1] >= now[0]:
            return False
        confirms = new.predicate is Predicate.HOLDS and old.predicate is Predicate.TOOK and new.actor == old.actor
        return not confirms

    return [old for old in claims if not any(replaces(new, old) for new in claims)]


def _verdict(place: str, current: Sequence[Claim], claims: Sequence[Claim]) -> PlaceState:
    disputed = _disputed(current)
    asserted = [c for c in current if c.polarity is Polarity.ASSERTED]
    takes = [c for c in asserted if c.predicate is Predicate.TOOK]
    whole = [c for c in takes if c.extent in _FULL]
    losses = [c for c in asserted if c.predicate is Predicate.LOST and c.extent in _FULL]
    holds = [c for c in asserted if c.predicate is Predicate.HOLDS]
    entered = [c for c in asserted if c.predicate is Predicate.ENTERS]
    basis: Claim | None
    if disputed:
        status, basis = Status.CONTESTED, next(reversed(takes), None)
    elif whole and not _undone(whole[-1], takes):
        status, basis = Status.RETAKEN, _last(whole)
    elif losses and not entered and not takes:
        status, basis = Status.LOST, _last(losses)
    elif takes or any(c.predicate in _UNSETTLED or c.predicate is Predicate.LOST for c in current) or _failed(current):
        status, basis = Status.CONTESTED, next(reversed(takes), None)
    elif holds:
        status, basis = Status.HELD, _last(holds)
    else:
        status, basis = Status.MENTIONED, None
    shown = basis or current[-1]
    return PlaceState(
        place=place,
        status=status,
        disputed=disputed,
        partial=bool(takes) and not whole,
        extent=shown.extent,
        direction=basis.direction if basis else None,
        actor=basis.actor if basis else None,
        event=shown.event,
        claims=_ids(claims),
    )


def _failed(claims: Sequence[Claim]) -> bool:
    return any(c.polarity is Polarity.FAILED for c in claims)


def _undone(whole: Claim, takes: Sequence[Claim]) -> bool:
    """Whether another side then took back a part of what was taken whole."""
    later = takes[list(takes).index(whole) + 1 :]
    return any(c.extent not in _FULL and c.actor and whole.actor and c.actor != whole.actor for c in later)


def _last(claims: Sequence[Claim]) -> Claim:
    """The last by event day, then by order in the text."""
    return max(enumerate(claims), key=lambda pair: (pair[1].event.last if pair[1].event else date.min, pair[0]))[1]


def _disputed(claims: Sequence[Claim]) -> bool:
    if any(c.polarity is Polarity.DENIED or "conflict" in c.flags for c in claims):
        return True
    asserted = [c for c in claims if c.polarity in (Polarity.ASSERTED, Polarity.FAILED)]
    return any(
        _incompatible(a, b) for a in asserted for b in asserted if a is not b and voice_of(a) != voice_of(b)
    )


def _incompatible(full: Claim, other: Claim) -> bool:
    """Whether one voice gives the whole place to a side and another voice says otherwise."""
    if full.polarity is not Polarity.ASSERTED or full.extent not in _FULL:
        return False
    if full.predicate is Predicate.TOOK:
        if other.polarity is Polarity.FAILED or other.predicate is Predicate.FIGHTS:
            return True
        if other.predicate is Predicate.TOOK:
            return other.extent not in _FULL or _rivals(full, other)
        return other.predicate is Predicate.HOLDS and _rivals(full, other)
    return full.predicate is Predicate.HOLDS and other.predicate is Predicate.HOLDS and _rivals(full, other)


def _rivals(one: Claim, other: Claim) -> bool:
    return one.actor is not None and other.actor is not None and one.actor != other.actor


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Newest first: by event day, then by the later word in the text."""
    order = sorted(
        enumerate(claims),
        key=lambda pair: ((pair[1].event.last if pair[1].event else pair[1].reported) or date.min, pair[0]),
        reverse=True,
    )
    return tuple(claim.id for _, claim in order)
