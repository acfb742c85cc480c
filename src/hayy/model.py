"""The types that flow through hayy: frozen dataclasses and enums, nothing else.

``Document -> Mention/Resolution -> Claim -> ControlState``; every stage takes and returns these.
Offsets are code points of the original text, end exclusive (the W3C Web Annotation position selector).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What is said of a place. No report is not a status: it is absence."""

    RETAKEN = "retaken"
    CONTESTED = "contested"
    HELD = "held"
    LOST = "lost"
    MENTIONED = "mentioned"


class Predicate(StrEnum):
    """What happened, in the words of the field; :class:`Status` is derived from it."""

    TOOK = "took"
    LOST = "lost"
    HOLDS = "holds"
    FIGHTS = "fights"
    ADVANCES = "advances"
    ENTERS = "enters"
    NONE = "none"


class Polarity(StrEnum):
    """Whether the source says it happened."""

    ASSERTED = "asserted"
    DENIED = "denied"
    FAILED = "failed"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class Extent(StrEnum):
    """How much of the place the claim is about."""

    WHOLE = "whole"
    PART = "part"
    UPTO = "upto"
    WITHIN = "within"


class Direction(StrEnum):
    """The part of a place that is meant: a compass octant or half, or its centre."""

    N = "N"
    NE = "NE"
    E = "E"
    SE = "SE"
    S = "S"
    SW = "SW"
    W = "W"
    NW = "NW"
    C = "C"


STATUS_OF = {
    Predicate.TOOK: Status.RETAKEN,
    Predicate.LOST: Status.LOST,
    Predicate.HOLDS: Status.HELD,
    Predicate.FIGHTS: Status.CONTESTED,
    Predicate.ADVANCES: Status.CONTESTED,
    Predicate.ENTERS: Status.CONTESTED,
    Predicate.NONE: Status.MENTIONED,
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the original text: code points ``start`` to ``end`` (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article. ``published`` is None when nothing states it; it is never guessed."""

    id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    lang: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """A point in WGS84 degrees with the radius in metres within which the place lies, and who says so."""

    lat: float
    lon: float
    radius_m: float
    how: str
    source: str


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one place, with its source.

    ``also`` says what else the same letters mean, from a closed list of tags
    (``common_word``, ``person``, ``month``, ``disease``, ``unit``, ``elsewhere:<id>`` ...).
    """

    place: str
    form: str
    lang: str
    source: str
    also: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place of the gazetteer. ``location`` None means: listed, never drawn.

    ``parent`` is the best guess of what it lies in, ``near`` the other candidates; a claim spreads to none of them.
    ``confidence`` says how well its position and extent are known: high, medium, low or none.
    """

    id: str
    name_ar: str
    name_en: str
    kind: str
    parent: str | None = None
    near: tuple[str, ...] = ()
    location: Location | None = None
    pcodes: tuple[str, ...] = ()
    has_boundary: bool = False
    needs_context: bool = False
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of one name: ``span.of(text) == surface``, without head nouns, clitics or outer quotes."""

    span: Span
    surface: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention could be: score 0-100 and the rule that proposed it."""

    place: str
    name: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention was taken for. Unresolved and ambiguous are results: ``place`` is None and ``reasons`` say why.

    ``role`` is ``place`` (resolved to the gazetteer), ``region`` (several unnamed quarters), ``elsewhere``
    (a place outside), ``other_sense`` (a person, a disease, a common word) or ``ambiguous``.
    ``outside`` is the id of the region or the place elsewhere, when there is one.
    ``head`` is the span of the head noun before the name (``حي``, ``أحياء``, ``دوار``), if any: it governs the name,
    and for a list of names it may stand several names earlier.
    """

    mention: Mention
    place: str | None
    score: float
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()
    role: str = "place"
    outside: str | None = None
    head: Span | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When an event happened: inclusive days, and the words of the text that say so (None: the text does not)."""

    first: date
    last: date
    precision: str
    words: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about control of one place, with the words it rests on.

    ``actor`` is the side that takes, holds or attacks (for LOST: the loser), ``against`` the other one; both are ids of
    the sides table. ``attributed_to`` is the chain of sources, outermost first, the outlet included when known;
    ``inherited`` marks that it was carried over from an earlier sentence. ``share`` keeps the words of a share without
    a direction ("half of"). ``mention`` is the index of the mention in its reading, None when the place is only an
    anaphor. A claim coded by hand has no document: ``evidence`` is None and ``url`` says where it was read.
    """

    id: str
    document: str | None
    place: str
    predicate: Predicate
    polarity: Polarity = Polarity.ASSERTED
    extent: Extent = Extent.WHOLE
    direction: Direction | None = None
    share: str | None = None
    actor: str | None = None
    against: str | None = None
    attributed_to: tuple[str, ...] = ()
    inherited: bool = False
    event: When | None = None
    reported: date | None = None
    background: bool = False
    evidence: Span | None = None
    cue: Span | None = None
    mention: int | None = None
    flags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0
    voice: str | None = None
    url: str | None = None
    note: str = ""
    camp: str | None = None

    @property
    def status(self) -> Status:
        """The status in the words of the map; what is only planned or supposed says nothing about control."""
        if self.polarity in (Polarity.PLANNED, Polarity.HYPOTHETICAL):
            return Status.MENTIONED
        if self.polarity is Polarity.FAILED:
            return Status.CONTESTED
        return STATUS_OF[self.predicate]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read: every mention found, and for each place-mention and anaphor the claim it carries.

    ``by_mention[i]`` is the claim of ``mentions[i]``; its place is ``""`` when the mention is not a place of the
    gazetteer (kept so that "IS took Palmyra" can be seen not to leak onto the map).
    """

    document: Document
    mentions: tuple[Resolution, ...]
    by_mention: tuple[Claim, ...]
    anaphoric: tuple[Claim, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim about a place of the gazetteer, those of named mentions first."""
        return tuple(c for c in self.by_mention if c.place) + self.anaphoric


@dataclass(frozen=True, slots=True)
class PlaceState:
    """What all claims known by a date say of one place, by the rules of ``control``.

    ``heard`` is the last day on which anything about control of it was reported. ``contradicted`` are claims that
    another voice contradicted when they were new: premature ones among them, kept and marked.
    """

    place: str
    status: Status
    disputed: bool = False
    partial: bool = False
    extent: Extent | None = None
    direction: Direction | None = None
    actor: str | None = None
    event: When | None = None
    claims: tuple[str, ...] = ()
    heard: date | None = None
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlState:
    """The state of every place that a claim names, as of a date (None: no document is dated)."""

    as_of: date | None
    by_place: Mapping[str, PlaceState]
