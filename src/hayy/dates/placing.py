"""Expressions to days: what the words mean against the publication date and the day that the text named last.

Nothing is guessed: an expression that needs a publication date and has none, or that leaves open which of two days is
meant, has no place.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from hayy.dates.expressions import Ago, Anchored, Expression, PartAlone, Past, Period, Point, Range, Since
from hayy.dates.points import RECENT, Frame, Placed, one, place_point, shifted, stretch, whole_year

EARLY = frozenset({"dawn", "morning"})
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


def place(said: Expression, frame: Frame) -> Placed | None:
    """The days of an expression, or None where nothing honest can be said.

    >>> place(Point(weekday=7), Frame(date(2016, 12, 12))).first
    datetime.date(2016, 12, 11)
    >>> place(Point(weekday=7), Frame(None)) is None
    True
    """
    if isinstance(said, Point):
        return place_point(said, frame)
    if isinstance(said, Range):
        return _place_range(said, frame)
    if isinstance(said, Period):
        return _place_period(said, frame.published)
    if isinstance(said, Since):
        return _place_since(said, frame)
    return _place_counted(said, frame)


def _place_counted(said: Past | Ago | Anchored | PartAlone, frame: Frame) -> Placed | None:
    """What is counted from the statement, from publication or from the day that the text named last."""
    published = frame.published
    if isinstance(said, Ago):
        return None if published is None else _ago(said.count, said.unit, published)
    base = frame.anchor
    if isinstance(said, Anchored):
        moved = None if base is None else shifted(base, said.days)
        late = moved is not None and published is not None and moved > published
        return None if late else one(moved, f"{said.days} days from {base}, the day named before")
    if isinstance(said, Past):
        base = frame.sentence_anchor or published
        return None if base is None else stretch(shifted(base, -said.days), base, f"the {said.days} days up to {base}")
    if base is not None and frame.late and said.part in EARLY:
        next_day = shifted(base, 1)
        base = base if next_day is None or (published is not None and next_day > published) else next_day
    base = base or published
    if base is not None and said.part == "overnight":
        return stretch(shifted(base, -1), base, f"the night before {base}")
    return one(base, f"{said.part} of {base}, the day named before or of publication")


def _place_range(said: Range, frame: Frame) -> Placed | None:
    """Both ends of a stretch; the first takes from the last what it leaves out."""
    last = place_point(said.last, frame)
    if last is None:
        return None
    first, start = said.first, None
    if first.shift is None and first.day is not None and first.year is None:
        starts = (place_point(replace(first, year=last.first.year - k), frame) for k in (0, 1) if last.first.year > k)
        start = next((p for p in starts if p is not None and p.first <= last.first), None)
    elif first.shift is None and first.day is None and first.weekday is not None and first.offset is None:
        start = place_point(replace(first, part=None), replace(frame, published=last.first))
    else:
        start = place_point(first, frame)
    if start is None or (last.first - start.first).days > 366:
        return None
    mark = "future: " if start.reason.startswith("future") else ""
    return stretch(start.first, last.last, f"{mark}from one day to another")


def _place_period(said: Period, published: date | None) -> Placed | None:
    """A month, week, season or year that has begun by publication."""
    if said.shift == "next" or (published is None and (said.year is None or said.year < 1)):
        return None
    if said.unit == "week":
        return None if published is None else _week(said.shift, published)
    if said.unit == "month":
        placed = _month(said, published)
    elif said.unit == "season":
        placed = _season(said, published)
    else:
        year = _year(said, published)
        placed = whole_year(year, said.last_year or year, "year")
    if placed is not None and published is not None and placed.first > published:
        return None
    return placed


def _year(said: Period, published: date | None) -> int:
    """The year in figures, or relative to publication."""
    if said.year is not None and said.year > 0:
        return said.year
    back = said.year if said.year is not None else -1 if said.shift == "last" else 0
    return 0 if published is None else published.year + back


def _month(said: Period, published: date | None) -> Placed | None:
    """A month by name or as "last month"; without a year the latest one not after publication, if it is near."""
    if said.year is not None or published is None:
        return _whole_month(_year(said, published), said.number or 0, "month")
    if said.number is None:
        named = published if said.shift == "this" else published.replace(day=1) - timedelta(days=1)
        return _whole_month(named.year, named.month, f"month, counted from publication on {published}")
    ahead = said.number - published.month
    later = ahead > 0 or (ahead == 0 and said.shift == "last")
    if later and said.shift != "last" and (said.shift == "this" or ahead == 1):
        return None  # "in January", written in December, is the coming one
    return _whole_month(published.year - later, said.number, f"month, year from publication on {published}")


def _whole_month(year: int, month: int, reason: str) -> Placed | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return Placed(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", reason)


def _week(shift: str | None, published: date) -> Placed | None:
    """Weeks start on different days in different places: the days that every reading of the word is within."""
    back = (6, 0) if shift == "this" else (13, 1)
    first, last = (shifted(published, -days) for days in back)
    if first is None or last is None:
        return None
    return Placed(first, last, "week", f"{shift} week, whatever day it starts on")


def _season(said: Period, published: date | None) -> Placed | None:
    """A season of a year; the winter of a year is at either end of it; "last summer" is the latest that is over."""
    year = _year(replace(said, shift=None), published)
    placed = _season_of(said.season or "", year)
    if said.year is None and published is not None and placed is not None and placed.last >= published:
        return _season_of(said.season or "", year - 1) if said.shift == "last" else placed
    return placed


def _season_of(name: str, year: int) -> Placed | None:
    if not 1 < year < 9999:
        return None
    if name == "winter":
        last = date(year + 1, 2, monthrange(year + 1, 2)[1])
        return Placed(date(year - 1, 12, 1), last, "season", "winter, at either end of the year")
    start, end = SEASONS[name]
    return Placed(date(year, start, 1), date(year, end, monthrange(year, end)[1]), "season", "season")


def _place_since(said: Since, frame: Frame) -> Placed | None:
    """From the day the words name until publication; a vague or old start makes it a state and no event."""
    published = frame.published
    if isinstance(said.start, PartAlone) and published is not None:
        return one(published, f"since the {said.start.part} of publication")
    start = None if said.start is None else place(said.start, frame)
    if start is None or start.reason.startswith("future"):
        return None
    if published is None or published < start.first:
        return replace(start, precision="since", reason=f"since {start.first}")
    if start.precision in ("day", "interval") and (published - start.first).days <= RECENT:
        return stretch(start.first, published, f"since {start.first}")
    return Placed(start.first, published, "since", f"since {start.first}")


def _ago(count: int, unit: str, published: date) -> Placed | None:
    """So many hours, days, weeks, months or years before publication, no finer than the unit."""
    reason = f"{count} {unit.removesuffix('_unit')}(s) before publication on {published}"
    if unit in ("minute", "hour"):
        count = count if unit == "hour" else 0
        days = ceil(count / 24) if count > 6 else 0
        return stretch(shifted(published, -days), published, reason)
    if unit == "day":
        return one(shifted(published, -count), reason)
    if unit == "month_unit":
        months = published.year * 12 + published.month - 1 - count
        return _whole_month(months // 12, months % 12 + 1, reason)
    if unit == "year_unit":
        return whole_year(published.year - count, published.year - count, reason)
    day = shifted(published, -7 * count)
    if day is None or count == 1:
        return one(day, reason)
    first, last = shifted(day, -3), shifted(day, 3)
    return None if first is None or last is None else Placed(first, last, "week", reason)
