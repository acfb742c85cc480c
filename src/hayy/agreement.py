"""Voices against each other: who reports early, who is confirmed, contradicted, or takes it back.

Counted are captures of a whole place, losses of one, and that a side holds one: what can be right or wrong. Many copies
of one statement are one. No voice is ranked, and nothing here bears on the state of a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from hayy.control import decide, event_days, incompatible, says_something
from hayy.model import Claim, Extent, PlaceState, Polarity, Predicate, Status
from hayy.voices import camp_of, voice_of

NEAR = timedelta(days=3)
"""Statements whose days are at most this far apart are about the same event."""

_WHOLE = (Extent.WHOLE, Extent.UPTO)
_FIRM = (Predicate.TOOK, Predicate.LOST, Predicate.HOLDS)


class Standing(StrEnum):
    """How what is said of a place stands on a day, across voices."""

    ACROSS = "confirmed across sides"
    SAME_SIDE = "same side only"
    SINGLE = "one voice"
    DISPUTED = "disputed"
    NONE = "nothing said"


@dataclass(slots=True)
class VoiceRecord:
    """What one voice said, and what became of it.

    ``claims`` counts everything about control, ``firm`` what can be right or wrong; of these, ``first`` were told
    before any other voice, ``confirmed`` and ``contradicted`` by others near the day, ``withdrawn`` by itself.
    ``late_days`` is how many days after the first voice it told what others told too, on average.
    """

    voice: str
    camp: str | None
    claims: int = 0
    firm: int = 0
    first: int = 0
    confirmed: int = 0
    contradicted: int = 0
    withdrawn: int = 0
    delays: list[int] = field(default_factory=list)

    @property
    def late_days(self) -> float | None:
        """Mean delay behind the first voice in days, None where nothing was told by others too."""
        return round(sum(self.delays) / len(self.delays), 1) if self.delays else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All voices, those with most claims first, and how often two of them said the same and the contrary."""

    voices: tuple[VoiceRecord, ...]
    same: Mapping[tuple[str, str], int]
    contrary: Mapping[tuple[str, str], int]


def agreement(claims: Sequence[Claim]) -> Agreement:
    """How the voices behind ``claims`` stand to each other.

    >>> def told(number, voice, day):
    ...     return Claim(number, None, "shaar", Predicate.TOOK, actor="GOV", reported=date(2016, 12, day), voice=voice)
    >>> found = agreement([told("1", "SOHR", 5), told("2", "SANA", 6)])
    >>> [(r.voice, r.first, r.confirmed, r.late_days) for r in found.voices]
    [('SANA', 0, 1, 1.0), ('SOHR', 1, 1, 0.0)]
    """
    telling = [claim for claim in claims if claim.place and says_something(claim)]
    records = {name: VoiceRecord(name, camp) for name, camp in _camps(telling).items()}
    for claim in telling:
        records[voice_of(claim)].claims += 1
    same: defaultdict[tuple[str, str], int] = defaultdict(int)
    contrary: defaultdict[tuple[str, str], int] = defaultdict(int)
    for rows in _by_place(telling).values():
        statements = _statements(rows)
        for one in filter(_firm, statements):
            _weigh(one, statements, records)
        _pair(statements, same, contrary)
    ordered = sorted(records.values(), key=lambda record: (-record.claims, record.voice))
    return Agreement(tuple(ordered), dict(same), dict(contrary))


def standing(claims: Sequence[Claim], place: str, as_of: date | None = None) -> tuple[Standing, PlaceState | None]:
    """How what is said of a place stands, and its state: how many voices carry it, and of how many sides.

    A voice without a known stake stands for a side of its own; so does the loser's.
    """
    rows = [claim for claim in claims if claim.place == place]
    state = decide(rows, as_of).by_place.get(place)
    if state is None or state.status is Status.MENTIONED:
        return Standing.NONE, state
    if state.disputed:
        return Standing.DISPUTED, state
    behind = {claim.id for claim in rows} & set(state.claims)
    carrying = [c for c in rows if c.id in behind and _carries(c, state)]
    voices = {voice_of(claim): camp_of(claim) or "" for claim in carrying}
    if len(voices) < 2:
        return Standing.SINGLE, state
    return (Standing.ACROSS if len(set(voices.values())) > 1 else Standing.SAME_SIDE), state


def _carries(claim: Claim, state: PlaceState) -> bool:
    """Whether a claim says what the state says, of the same days."""
    days, event = event_days(claim), state.event
    if not _firm_or_open(claim) or days is None:
        return False
    if event is not None and abs(days[1] - event.last) > NEAR:
        return False
    if state.status is Status.RETAKEN:
        other_end = claim.predicate is Predicate.LOST and claim.actor != state.actor
        return (claim.predicate is Predicate.TOOK and claim.actor == state.actor and claim.extent in _WHOLE) or (
            other_end and claim.extent in _WHOLE
        )
    return claim.status is state.status


def _firm_or_open(claim: Claim) -> bool:
    return says_something(claim) and claim.polarity is Polarity.ASSERTED


def _firm(claim: Claim) -> bool:
    return claim.polarity is Polarity.ASSERTED and claim.predicate in _FIRM and claim.extent in _WHOLE


def _statements(rows: Sequence[Claim]) -> list[Claim]:
    """One claim for every voice, day and content."""
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in rows:
        key = (voice_of(claim), event_days(claim), claim.predicate, claim.polarity, claim.extent, claim.actor)
        seen.setdefault(key, claim)
    return list(seen.values())


def _weigh(one: Claim, statements: Sequence[Claim], records: Mapping[str, VoiceRecord]) -> None:
    record = records[voice_of(one)]
    others = [c for c in statements if voice_of(c) != voice_of(one) and _near(one, c)]
    agreeing = [c for c in others if _agrees(one, c)]
    record.firm += 1
    record.confirmed += bool(agreeing)
    record.contradicted += any(incompatible(one, c) or incompatible(c, one) for c in others)
    own = [c for c in statements if voice_of(c) == voice_of(one) and _near(one, c)]
    record.withdrawn += any(_takes_back(one, c) for c in own)
    told = one.reported
    days = [c.reported for c in agreeing if c.reported]
    if told and days:
        record.delays.append(max(0, (told - min(*days, told)).days))
    record.first += told is not None and all(told < day for day in days)


def _pair(statements: Sequence[Claim], same: dict[tuple[str, str], int], contrary: dict[tuple[str, str], int]) -> None:
    for number, one in enumerate(statements):
        for other in statements[number + 1 :]:
            pair = tuple(sorted((voice_of(one), voice_of(other))))
            if pair[0] == pair[1] or not _near(one, other):
                continue
            if _firm(one) and _agrees(one, other):
                same[pair[0], pair[1]] += 1
            elif incompatible(one, other) or incompatible(other, one):
                contrary[pair[0], pair[1]] += 1


def _agrees(one: Claim, other: Claim) -> bool:
    if not (_firm(one) and _firm(other)):
        return False
    if one.predicate is other.predicate:
        return one.actor == other.actor
    ends = {one.predicate, other.predicate} == {Predicate.TOOK, Predicate.LOST}
    return ends and one.actor is not None and other.actor is not None and one.actor != other.actor


def _takes_back(one: Claim, later: Claim) -> bool:
    """Whether a voice says later that the capture it told of did not happen, or not wholly."""
    then, now = event_days(one), event_days(later)
    if then is None or now is None or now[0] <= then[1] or one.predicate is not Predicate.TOOK:
        return False
    retaken = later.predicate is Predicate.TOOK and later.actor != one.actor
    return incompatible(one, later) and not retaken


def _near(one: Claim, other: Claim) -> bool:
    a, b = event_days(one), event_days(other)
    return a is not None and b is not None and a[0] - b[1] <= NEAR and b[0] - a[1] <= NEAR


def _camps(claims: Sequence[Claim]) -> dict[str, str | None]:
    camps: dict[str, str | None] = {}
    for claim in claims:
        name = voice_of(claim)
        camps[name] = camps.get(name) or camp_of(claim)
    return camps


def _by_place(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    rows: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        rows[claim.place].append(claim)
    return dict(rows)
