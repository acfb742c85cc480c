"""What a date expression says before it is placed on the calendar: a small tree of frozen dataclasses.

The grammar makes these from words alone; :mod:`hayy.dates.placing` gives them days. Every field that the words leave
open is None, so that nothing is filled in before the publication date is known.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One day, by any of its descriptions; more than one may be given and then they have to agree.

    ``weekday`` is the ISO number, ``offset`` counts days from publication, ``numeric`` marks a date in figures whose
    day and month could be exchanged. ``shift`` is ``last``, ``last_but_one``, ``next``, ``this`` or None.
    """

    weekday: int | None = None
    offset: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    shift: str | None = None
    part: str | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From one day to another, both included ("3-5 December", "the night of Wednesday to Thursday")."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True)
class Period:
    """A month, season, year or week; ``number`` is the month, or minus one for "last", zero for "this"."""

    unit: str
    number: int | None = None
    year: int | None = None
    last_year: int | None = None
    season: str | None = None
    shift: str | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """From a day or period until the day of publication."""

    start: Point | Range | Period | Ago | PartAlone | None


@dataclass(frozen=True, slots=True)
class Past:
    """The last ``count`` days, counted back from the day of the statement ("in the past 24 hours")."""

    days: int


@dataclass(frozen=True, slots=True)
class Ago:
    """``count`` units before publication ("two days ago", قبل شهرين)."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """``days`` after the day that the text named last ("two days later", في اليوم نفسه)."""

    days: int


@dataclass(frozen=True, slots=True)
class PartAlone:
    """A part of the day without its day ("at night", فجرا); ``part`` as in the lexicon."""

    part: str


Expression = Point | Range | Period | Since | Past | Ago | Anchored | PartAlone
