"""One day from all that the words say of it, against the publication date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hayy.dates.expressions import Point

FAR_BACK = 300  # a day without a year that would lie further back than this may as well be a coming one
RECENT = 7  # days in which a date is near the news: one reading of figures may be preferred, "since" is an event
LATE = frozenset({"evening", "night", "midnight"})


@dataclass(frozen=True, slots=True)
class Placed:
    """Inclusive days with their precision and the reason in words."""

    first: date
    last: date
    precision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: publication, the day named last in the text, and in the same sentence.

    ``late`` says that it was the evening or night of the day named last: dawn is then that of the next day.
    """

    published: date | None
    anchor: date | None = None
    sentence_anchor: date | None = None
    late: bool = False
    day_first: bool = True


def one(day: date | None, reason: str) -> Placed | None:
    """A single day; None for none."""
    return None if day is None else Placed(day, day, "day", reason)


def stretch(first: date | None, last: date | None, reason: str) -> Placed | None:
    """A stretch of days, or one day if both ends agree; None when an end is missing or they are in the wrong order."""
    if first is None or last is None or first > last:
        return None
    return Placed(first, last, "day" if first == last else "interval", reason)


def whole_year(first: int, last: int, reason: str) -> Placed | None:
    """The days of the years ``first`` to ``last``; None outside the calendar."""
    if not 1 <= first <= last <= 9999:
        return None
    return Placed(date(first, 1, 1), date(last, 12, 31), "year", reason)


def shifted(day: date, days: int) -> date | None:
    """``day`` moved by ``days``; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def place_point(point: Point, frame: Frame) -> Placed | None:
    """One day from all that the words say of it; what contradicts is said in the reason, or widens the answer.

    >>> place_point(Point(day=30, month=11, weekday=6), Frame(date(2024, 12, 1))).first
    datetime.date(2024, 11, 30)
    """
    if point.numeric and not frame.day_first:
        return _ambiguous(point, frame)
    placed = _on_calendar(point, frame.published) if point.day is not None else _counted(point, frame.published)
    if placed is None or frame.published is None or placed.first <= frame.published:
        return placed
    return replace(placed, reason=f"future: {placed.reason}")


def day_of_week(weekday: int, shift: str | None, published: date) -> date | None:
    """The weekday meant: the most recent one up to and including publication unless "last" or "next" says otherwise.

    >>> day_of_week(5, None, date(2016, 12, 9)), day_of_week(5, "last", date(2016, 12, 9))
    (datetime.date(2016, 12, 9), datetime.date(2016, 12, 2))
    """
    back = (published.isoweekday() - weekday) % 7
    if shift == "this":  # "this Friday" is the coming one or the last one
        return None
    if shift == "next":
        return shifted(published, 7 - back)
    if shift in ("last", "last_but_one"):
        back = (back or 7) + (7 if shift == "last_but_one" else 0)
    return shifted(published, -back)


def _on_calendar(point: Point, published: date | None) -> Placed | None:
    """A day of a month; a weekday beside it that contradicts is told and the date kept."""
    found, how = None, "calendar date"
    if point.year is not None and point.year > 0:
        found = day_of(point.year, point.month or 0, point.day or 0)
    elif published is not None:
        found, how = _with_year(point, published), f"calendar date, year from publication on {published}"
    if found is not None and point.weekday is not None and found.isoweekday() != point.weekday:
        how += f"; contradiction: it was a {found:%A}, the date is kept"
    return one(found, how)


def _with_year(point: Point, published: date) -> date | None:
    """The date of a day whose year, or year and month, the words give relative to publication or not at all."""
    if point.month is None or point.day is None:
        return None
    if point.month < 1:
        named = published if point.month == 0 else published.replace(day=1) - timedelta(days=1)
        return day_of(named.year, named.month, point.day)
    if point.year is not None:
        return day_of(published.year + point.year, point.month, point.day)
    if point.shift == "this":
        return day_of(published.year, point.month, point.day)
    if point.shift == "next":
        return next((d for d in _years(point, published, 1) if d > published), None)
    limit = published.replace(day=1) - timedelta(days=1) if point.shift == "last" else published
    found = next((d for d in _years(point, published, -1) if d <= limit), None)
    if found is None or point.shift == "last" or found.year == published.year:
        return found
    agrees = point.weekday == found.isoweekday()
    return found if agrees or (published - found).days <= FAR_BACK else None


def _years(point: Point, published: date, step: int) -> Iterator[date]:
    """The day in the year of publication and those after or before it; nine, for the sake of 29 February."""
    for away in range(9):
        found = day_of(published.year + step * away, point.month or 0, point.day or 0)
        if found is not None:
            yield found


def _counted(point: Point, published: date | None) -> Placed | None:
    """A weekday or a relative day, counted from publication."""
    if published is None:
        return None
    if point.offset is not None:
        return _relative(point.offset, point.weekday, published)
    if point.weekday is None:
        return None
    found = day_of_week(point.weekday, point.shift, published)
    if point.part == "after_midnight" and found is not None:
        return stretch(found, min(found + timedelta(days=1), published), "the night that follows the weekday")
    return one(found, f"weekday, counted from publication on {published}")


def _relative(offset: int, weekday: int | None, published: date) -> Placed | None:
    """Today, yesterday ..., checked against the weekday beside it: if they differ, both days are within the answer."""
    found = shifted(published, offset)
    reason = f"{offset} days from publication on {published}"
    if found is None or weekday is None or found.isoweekday() == weekday:
        return one(found, reason)
    other = shifted(found, (weekday - found.isoweekday() + 3) % 7 - 3)
    if other is None or max(found, other) > published:
        return None  # "tomorrow, Monday" in a text of Monday
    return stretch(min(found, other), max(found, other), f"{reason}; contradiction with the weekday beside it")


def _ambiguous(point: Point, frame: Frame) -> Placed | None:
    """Figures whose day and month may change places: the one reading that publication allows, else the year."""
    plain = replace(point, numeric=False)
    readings = (place_point(p, frame) for p in (plain, replace(plain, day=point.month, month=point.day)))
    published = frame.published
    if published is not None:
        possible = [p for p in readings if p is not None and p.first <= published]
        near = [p for p in possible if (published - p.first).days <= RECENT]
        for certain in (near, possible):
            if len(certain) == 1:
                return replace(certain[0], reason="date in figures, in the order that publication allows")
    year = point.year or 0
    return whole_year(year, year, "date in figures that does not say whether day or month comes first")
