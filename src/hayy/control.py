"""From claims to the state of every place at a date.

``docs/how-state-is-decided.md`` argues the rules. In short, for one place:

1. Only claims known by the date count, and of them only events up to the day asked for; what is planned or supposed
   says nothing about control. Background without a day is older than anything.
2. Within a document a later event replaces an earlier one where both days are stated.
3. Between documents an undated event counts as of the day it was reported. Within a voice the latest event counts, and
   of one day the later hour and the whole before the part. A later event replaces what other voices said of earlier
   days, but for two things: that another side still holds the place is no event, so soon after a capture it contradicts
   it; and after a side's capture was contradicted, that side's next boasts replace only its own words.
4. A denial, or voices that cannot both be right, make the place contested and disputed. An admission outweighs boasts.
5. Of what is left: a capture of the whole (or as far as it) is ``retaken``, by the last taker; a loss of the whole is
   ``lost``; a part taken, a fight or a failed attack is ``contested``; then ``held``; else ``mentioned``.

Nothing spreads to a parent, a part or a neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hayy.model import Claim, ControlState, Direction, Extent, PlaceState, Polarity, Predicate, Status
from hayy.voices import is_admission, is_boast, voice_of

__all__ = ["decide", "event_days", "incompatible", "known_on", "says_something", "voice_of"]

SOON = timedelta(days=3)
"""So long after a capture a report that another side holds the place contradicts it; later it is news."""

_FULL = (Extent.WHOLE, Extent.UPTO)
_UNSETTLED = (Predicate.FIGHTS, Predicate.ADVANCES, Predicate.ENTERS)
_HOURS = ("time:night", "time:morning", "time:afternoon", "time:evening")


def decide(claims: Iterable[Claim], as_of: date | None = None, *, on: date | None = None) -> ControlState:
    """The state of every place named by ``claims``.

    Args:
        claims: those of one document in text order, coded ones of one day in order of time.
        as_of: the last day on which a claim may have been reported; None: all claims count.
        on: the last day on which an event may have happened; None: all events count. ``decide(c, as_of=d)`` is what was
            known on ``d``; ``decide(c, on=d)`` is how it was on ``d`` by all that is known today.

    Returns:
        ``as_of`` is the day asked for (the earlier of the two), or the latest day on which anything was reported.

    >>> from hayy.model import Claim, Predicate
    >>> took = Claim("1", "d", "shaar", Predicate.TOOK, actor="GOV")
    >>> fights = Claim("2", "d", "sukkari", Predicate.FIGHTS)
    >>> state = decide([took, fights])
    >>> [(s.place, s.status.value, s.actor) for s in state.by_place.values()]
    [('shaar', 'retaken', 'GOV'), ('sukkari', 'contested', None)]
    """
    known = [claim for claim in claims if _counts(claim, as_of, on)]
    by_place: dict[str, list[Claim]] = {}
    for claim in known:
        by_place.setdefault(claim.place, []).append(claim)
    asked = min((day for day in (as_of, on) if day), default=None)
    days = [day for claim in known if (day := known_on(claim))]
    states = {place: _state(place, rows) for place, rows in by_place.items() if place}
    return ControlState(asked or max(days, default=None), states)


def known_on(claim: Claim) -> date | None:
    """The day from which a claim counts: reported, else the last day of the event, else None (from the beginning)."""
    return claim.reported or (claim.event.last if claim.event else None)


def event_days(claim: Claim) -> tuple[date, date] | None:
    """First and last day of what a claim tells; an undated event counts as of the day it was reported."""
    if claim.event:
        return claim.event.first, claim.event.last
    return (claim.reported, claim.reported) if claim.reported else None


def says_something(claim: Claim) -> bool:
    """Whether a claim says anything about control."""
    told = claim.polarity not in (Polarity.PLANNED, Polarity.HYPOTHETICAL)
    return told and (claim.predicate is not Predicate.NONE or claim.polarity is Polarity.FAILED)


def _counts(claim: Claim, as_of: date | None, on: date | None) -> bool:
    reported, happened = known_on(claim), event_days(claim)
    return (as_of is None or reported is None or reported <= as_of) and (
        on is None or happened is None or happened[0] <= on
    )


def _state(place: str, claims: Sequence[Claim]) -> PlaceState:
    telling = [c for c in claims if says_something(c)]
    if not telling:
        return PlaceState(place, Status.MENTIONED, claims=_ids(claims))
    current, contradicted = _current(telling)
    return _verdict(place, current, claims, contradicted)


def _current(claims: Sequence[Claim]) -> tuple[list[Claim], list[str]]:
    """The claims that no later event replaces, and the ids of those that were contradicted when new."""
    fresh = [c for c in claims if not c.background or c.event] or list(claims)
    by_document: dict[str, list[Claim]] = {}
    for claim in fresh:
        by_document.setdefault(claim.document or claim.id, []).append(claim)
    rows = [claim for group in by_document.values() for claim in _latest_stated(group)]
    return _fold(rows) if len(by_document) > 1 else (rows, [])


def _latest_stated(claims: Sequence[Claim]) -> list[Claim]:
    """Within a document: drop what a later event replaces, where both days are stated."""
    newest: dict[tuple[Predicate, str | None], Claim] = {}  # a text may say the same a thousand times
    for claim in claims:
        if claim.event:
            known = newest.setdefault((claim.predicate, claim.actor), claim)
            if known.event and known.event.first < claim.event.first:
                newest[claim.predicate, claim.actor] = claim

    def replaces(new: Claim, old: Claim) -> bool:
        return bool(new.event and old.event and old.event.last < new.event.first and not _repeats(new, old))

    return [old for old in claims if not any(replaces(new, old) for new in newest.values())]


def _repeats(new: Claim, old: Claim) -> bool:
    """Whether the taker of ``old`` is only said to hold now what it took then."""
    return new.predicate is Predicate.HOLDS and old.predicate is Predicate.TOOK and new.actor == old.actor


_Kinds = dict[tuple[object, ...], list[Claim]]
"""Claims by their gist: those that say the same in the same voice of the same days, compared once for all."""


@dataclass(slots=True)
class _Standing:
    """What stands of a place after a day: claims in force, sides whose capture was contradicted, ids of such claims."""

    current: _Kinds = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    contradicted: dict[str, None] = field(default_factory=dict)


def _fold(rows: Sequence[Claim]) -> tuple[list[Claim], list[str]]:
    """Between documents: go through the days, the older standing giving way to the newer."""
    undated = [c for c in rows if event_days(c) is None]
    by_day: defaultdict[date, list[Claim]] = defaultdict(list)
    for claim in rows:
        if days := event_days(claim):
            by_day[days[1]].append(claim)
    standing = _Standing()
    for day in sorted(by_day):
        _next_day(standing, _kinds(by_day[day]))
    kept = {id(claim) for kind in standing.current.values() for claim in kind}
    current = [claim for day in sorted(by_day) for claim in by_day[day] if id(claim) in kept]
    return [*undated, *current], list(standing.contradicted)


def _next_day(standing: _Standing, told: _Kinds) -> None:
    """Bring ``standing`` up to a day of which ``told`` is what was said, its later hours the last word of a voice."""
    news = [kind[0] for kind in told.values()]
    standing.current = {
        gist: kind
        for gist, kind in standing.current.items()
        if not any(_replaces(new, kind[0], standing.doubted) for new in news)
    }
    # What was contradicted in the morning stays marked, though the contradiction is withdrawn by the evening.
    for kind in _doubtful({**standing.current, **told}):
        standing.contradicted |= dict.fromkeys(claim.id for claim in kind)
    last = _last_words(told)
    standing.current |= last
    doubtful = [kind[0] for kind in _doubtful(standing.current)]
    standing.doubted |= {c.actor for c in doubtful if c.actor and c.predicate is Predicate.TOOK}
    if not doubtful:
        settling = [kind[0] for kind in last.values() if kind[0].predicate is Predicate.TOOK and not is_boast(kind[0])]
        standing.doubted -= {claim.actor for claim in settling if claim.actor}


def _doubtful(kinds: _Kinds) -> list[list[Claim]]:
    """The kinds of claims that another one contradicts: of another voice, or one that tells of divided control."""

    def contradicted(gist: tuple[object, ...], kind: list[Claim]) -> bool:
        return any(
            (gist[0] != other[0] or "split" in rest[0].flags) and _clash(kind, rest) for other, rest in kinds.items()
        )

    return [kind for gist, kind in kinds.items() if contradicted(gist, kind)]


def _clash(kind: Sequence[Claim], other: Sequence[Claim]) -> bool:
    if other[0].predicate in _UNSETTLED and other[0].predicate is not Predicate.FIGHTS:
        # These disagree only between articles, so it matters which articles say them.
        return any(incompatible(one, another) for one in kind for another in other)
    return incompatible(kind[0], other[0])


def _replaces(new: Claim, old: Claim, doubted: set[str]) -> bool:
    """Whether the event of ``new`` makes ``old`` a thing of the past."""
    then, now = event_days(old), event_days(new)
    if then is None or now is None or then[1] >= now[0] or _confirms(new, old):
        return False
    if voice_of(new) == voice_of(old):
        return True
    if new.predicate is Predicate.HOLDS and incompatible(old, new) and now[0] - then[1] <= SOON:
        return False
    return not (is_boast(new) and new.actor in doubted)


def _confirms(new: Claim, old: Claim) -> bool:
    """Whether a later claim says again, or from the other end, that the taker of ``old`` has the place."""
    if old.predicate is not Predicate.TOOK or new.polarity is not Polarity.ASSERTED or old.extent not in _FULL:
        return _repeats(new, old)
    if new.predicate is Predicate.TOOK:
        return new.actor == old.actor and new.extent in _FULL
    return _repeats(new, old) or (new.predicate is Predicate.LOST and _rivals(new, old))


def _last_words(told: _Kinds) -> _Kinds:
    """Of one day: what a voice said of a later hour replaces its earlier words; the whole it took, the part."""

    def replaces(new: Claim, old: Claim) -> bool:
        then, now = _hour(old), _hour(new)
        if then is not None and now is not None and then < now:
            return True
        both = new.predicate is old.predicate is Predicate.TOOK and new.actor == old.actor
        return both and new.extent in _FULL and old.extent not in _FULL and new.polarity is old.polarity

    by_voice: defaultdict[object, list[Claim]] = defaultdict(list)
    for gist, kind in told.items():
        by_voice[gist[0]].append(kind[0])
    return {gist: kind for gist, kind in told.items() if not any(replaces(new, kind[0]) for new in by_voice[gist[0]])}


def _hour(claim: Claim) -> int | None:
    return next((_HOURS.index(flag) for flag in claim.flags if flag in _HOURS), None)


def _kinds(claims: Sequence[Claim]) -> _Kinds:
    kinds: _Kinds = {}
    for claim in claims:
        kinds.setdefault(_gist(claim), []).append(claim)
    return kinds


def _gist(claim: Claim) -> tuple[object, ...]:
    """The voice first, then all that bears on comparing a claim with another."""
    said = (claim.predicate, claim.polarity, claim.extent, claim.actor, claim.against, claim.flags)
    return (voice_of(claim), is_boast(claim), is_admission(claim), event_days(claim), claim.reported, *said)


def _verdict(place: str, current: Sequence[Claim], claims: Sequence[Claim], contradicted: Sequence[str]) -> PlaceState:
    disputed = _disputed(current)
    asserted = [c for c in current if c.polarity is Polarity.ASSERTED]
    takes = [c for c in asserted if c.predicate is Predicate.TOOK]
    whole = [c for c in takes if c.extent in _FULL]
    losses = [c for c in asserted if c.predicate is Predicate.LOST and c.extent in _FULL]
    holds = [c for c in asserted if c.predicate is Predicate.HOLDS]
    entered = [c for c in asserted if c.predicate is Predicate.ENTERS]
    basis: Claim | None
    direction: Direction | None = None
    if disputed:
        status, basis = Status.CONTESTED, next(reversed(takes), None)
    elif whole and not _undone(whole[-1], takes) and not _given_up(whole[-1], asserted):
        status, basis = Status.RETAKEN, _last(whole)
    elif losses and not entered and not takes:
        status, basis = Status.LOST, _last(losses)
    elif takes or any(c.predicate in _UNSETTLED or c.predicate is Predicate.LOST for c in current) or _failed(current):
        status, basis = Status.CONTESTED, next(reversed(takes), None)
        direction = _only_part(asserted) if basis is None else None
    elif holds:
        status, basis = Status.HELD, _last(holds)
    else:
        status, basis = Status.MENTIONED, None
    shown = basis or current[-1]
    return PlaceState(
        place=place,
        status=status,
        disputed=disputed,
        partial=(bool(takes) and not whole) or direction is not None or (status is Status.HELD and _in_part(holds)),
        extent=shown.extent,
        direction=basis.direction if basis else direction,
        actor=basis.actor if basis else None,
        event=shown.event,
        claims=_ids(claims),
        heard=max((day for c in claims if says_something(c) and (day := known_on(c))), default=None),
        contradicted=tuple(contradicted),
    )


def _in_part(claims: Sequence[Claim]) -> bool:
    """Whether all that is told is told of a part."""
    return all(c.extent not in _FULL for c in claims)


def _only_part(claims: Sequence[Claim]) -> Direction | None:
    """The part that was given up or is fought over, where it is the only thing that is told."""
    partly = [c for c in claims if c.predicate in (Predicate.LOST, *_UNSETTLED) and c.extent is Extent.PART]
    alike = len(partly) == len(claims) and len({c.direction for c in partly}) == 1
    return partly[-1].direction if partly and alike else None


def _failed(claims: Sequence[Claim]) -> bool:
    return any(c.polarity is Polarity.FAILED for c in claims)


def _undone(whole: Claim, takes: Sequence[Claim]) -> bool:
    """Whether another side then took back a part of what was taken whole."""
    later = takes[list(takes).index(whole) + 1 :]
    return any(c.extent not in _FULL and c.actor and whole.actor and c.actor != whole.actor for c in later)


def _given_up(whole: Claim, asserted: Sequence[Claim]) -> bool:
    """Whether the text goes on to tell that the taker left again ("took A, then withdrew from it")."""
    return any(
        c.predicate is Predicate.LOST and c.actor == whole.actor is not None and c.document == whole.document
        for c in asserted
        if c.evidence == whole.evidence and c.cue and whole.cue and not c.background
        if c.cue == whole.cue or c.cue.start > whole.cue.end  # "briefly took A": one cue for both
        if not (c.event and whole.event and c.event.first < whole.event.first)
    )


def _last(claims: Sequence[Claim]) -> Claim:
    """The last by event day, then by order in the text."""
    return max(enumerate(claims), key=lambda pair: (pair[1].event.last if pair[1].event else date.min, pair[0]))[1]


def _disputed(current: Sequence[Claim]) -> bool:
    kinds = _kinds(current)
    claims = [kind[0] for kind in kinds.values()]
    if any(c.polarity is Polarity.DENIED or "conflict" in c.flags for c in claims):
        return True
    losers = {loser for c in claims if is_admission(c) and (loser := _loser(c))}
    idle = [
        g for g, k in kinds.items() if is_boast(k[0]) and k[0].polarity is Polarity.ASSERTED and k[0].actor in losers
    ]
    return bool(_doubtful({gist: kind for gist, kind in kinds.items() if gist not in idle}))


def _loser(admission: Claim) -> str | None:
    """The side that an admission says has lost the whole place."""
    if admission.extent not in _FULL:
        return None
    if admission.predicate is Predicate.LOST:
        return admission.actor
    return admission.against if admission.predicate is Predicate.TOOK else None


def incompatible(full: Claim, other: Claim) -> bool:
    """Whether ``full`` gives the whole place to a side, or says it was lost, and ``other`` says otherwise."""
    if full.polarity is not Polarity.ASSERTED or full.extent not in _FULL:
        return False
    if full.predicate is Predicate.TOOK:
        if other.polarity is Polarity.FAILED or other.predicate is Predicate.FIGHTS:
            return True
        if other.predicate in _UNSETTLED:
            # Within one article the advance and the capture are one story; between articles, two versions of it.
            return full.document is None or full.document != other.document
        if other.predicate is Predicate.TOOK:
            return _rivals(full, other) or (other.extent not in _FULL and not _may_precede(other, full))
        return other.predicate is Predicate.HOLDS and _rivals(full, other)
    if full.predicate is Predicate.LOST and full.actor == other.actor:
        return other.predicate is Predicate.HOLDS or (other.predicate is Predicate.LOST and other.extent not in _FULL)
    return full.predicate is Predicate.HOLDS and other.predicate is Predicate.HOLDS and _rivals(full, other)


def _may_precede(part: Claim, whole: Claim) -> bool:
    """Whether the part was spoken of before the day of the whole, and may have been taken before it."""
    then, now = event_days(part), event_days(whole)
    if then is None or now is None or then[0] >= now[1]:
        return False
    return part.reported is None or part.reported < now[1]


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
