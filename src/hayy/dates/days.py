"""Grammar rules for one day: relative words, weekdays, calendar dates, dates in figures, and their combinations."""

from __future__ import annotations

from dataclasses import replace

from hayy.dates.expressions import Point, Range
from hayy.dates.window import Window

SEPARATORS = frozenset({",", "(", "-", "in", "the", "."})
YEARS = range(1900, 2100)
DAY_BEGINS = frozenset({"part", "edge", "day", "relative_day", "last", "past", "next", "this", "weekday"}) | frozenset(
    {"weekday_short", "num", "ordinal", "month"}
)


def is_year(w: Window, at: int) -> bool:
    """Whether a number of four figures that can be a year of our era stands at ``at``."""
    return w.kind(at) == "num" and w.number(at) in YEARS


def is_day_number(w: Window, at: int) -> bool:
    """Whether a number or an ordinal from 1 to 31 stands at ``at``."""
    return w.kind(at) in ("num", "ordinal") and 1 <= w.number(at) <= 31


def month(w: Window, at: int) -> tuple[int | None, int] | None:
    """A month, in one naming or in two (ديسمبر/كانون الأول); the number is None where the two disagree."""
    if w.kind(at) != "month":
        return None
    number, end = w.number(at), at + 1
    if w.kind(end) in ("/", "(", "-", "\\") and w.kind(end + 1) == "month" and w.arabic(end + 1) and w.arabic(at):
        agrees = w.number(end + 1) == number
        closing = w.kind(end) == "(" and w.kind(end + 2) == ")"
        return (number if agrees else None), end + 2 + closing
    return number, end


def year_after(w: Window, at: int) -> tuple[int | None, str | None, int]:
    """What follows a month: ``(year, shift, next)``; a year not above zero is relative to publication."""
    here = w.skip(at, ",", ".", "of", "the", "in", "year_unit")
    if is_year(w, here):
        return w.number(here), None, here + 1
    relative = relative_year(w, w.skip(at, "of", "in"))
    if relative is not None:
        return relative[0], None, relative[1]
    if w.arabic(at) and w.kind(at) in ("last", "this", "next"):
        return None, w.kind(at), at + 1
    return None, None, at


def relative_year(w: Window, at: int) -> tuple[int, int] | None:
    """Last year or this year: minus one or zero, and the next position."""
    pairs = {"last": -1, "this": 0}
    first, second = w.kind(at), w.kind(at + 1)
    if second == "year_unit" and first in pairs and w.number(at + 1) == 1:
        return pairs[first], at + 2
    if first == "year_unit" and second in pairs and w.arabic(at) and w.number(at) == 1:
        return pairs[second], at + 2
    return None


def calendar(w: Window, at: int) -> tuple[Point, int] | None:
    """A day of a month in words, with or without its year: 28 من تشرين الأول الماضي, ``Dec. 3, 2016``."""
    if is_day_number(w, at):
        here = w.skip(at + 1, "suffix")
        named = month(w, w.skip(here, "of", "the", "month_unit", "-", "/"))
        if named is not None:
            year, shift, end = year_after(w, named[1])
            return Point(day=w.number(at), month=named[0], year=year, shift=shift), end
        return day_of_this_month(w, at)
    named = month(w, at)
    if named is None or w.arabic(at):
        return None
    here = w.skip(named[1], ".", "the")
    if not is_day_number(w, here):
        return None
    year, shift, end = year_after(w, w.skip(here + 1, "suffix"))
    return Point(day=w.number(here), month=named[0], year=year, shift=shift), end


def day_of_this_month(w: Window, at: int) -> tuple[Point, int] | None:
    """A day of this or the last month: الخامس من الشهر الجاري, "3 الجاري"."""
    here = w.skip(at + 1, "of", "the")
    named = w.kind(here) == "month_unit"
    shift = w.kind(here + named)
    if not w.arabic(here + named) or shift not in ("this", "last") or (not named and shift == "last"):
        return None
    if not named and w.kind(at) != "num":
        return None
    return Point(day=w.number(at), month=0 if shift == "this" else -1), here + named + 1


def figures(w: Window, at: int) -> tuple[Point, int] | None:
    """A whole date in figures: ``2/5/2014`` (day first), ``2016-12-05``; day and month change places if they must."""
    if w.kind(at) != "num" or w.kind(at + 1) not in ("/", "-", "."):
        return None
    if w.kind(at + 2) != "num" or w.kind(at + 4) != "num":
        return None
    mark = w.kind(at + 1)
    if w.kind(at + 3) != mark or (mark != "/" and not w.adjacent(at, 5)):
        return None
    if (w.kind(at - 1) == mark and w.kind(at - 2) == "num") or (w.kind(at + 5) == mark and w.kind(at + 6) == "num"):
        return None
    first, second, third = (w.number(at + k) for k in (0, 2, 4))
    if first in YEARS:
        year, middle, last = first, second, third
        if middle > 12:
            middle, last = last, middle
        return Point(day=last, month=middle, year=year), at + 5
    if mark == "/" and 10 <= third <= 99:
        third += 2000
    if third not in YEARS or not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if second > 12:
        first, second = second, first
    return Point(day=first, month=second, year=third, numeric=first <= 12 and first != second), at + 5


def short_figures(w: Window, at: int) -> tuple[Point, int] | None:
    """``5/12`` where the words around it say that it is a date."""
    if [w.kind(at + k) for k in range(3)] != ["num", "/", "num"] or not w.adjacent(at, 3) or w.kind(at + 3) == "/":
        return None
    first, second = w.number(at), w.number(at + 2)
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return None
    return Point(day=first, month=second, numeric=first <= 12 and first != second), at + 3


def date_after(w: Window, at: int) -> tuple[Point, int] | None:
    """The calendar date that a weekday or "today" is explained by: الجمعة (9 ديسمبر), "Sunday, Dec 4"."""
    here = w.skip(at, *SEPARATORS)
    read = calendar(w, here) or figures(w, here) or (short_figures(w, here) if here <= at + 1 else None)
    if read is None:
        return None
    opened = any(w.kind(k) == "(" for k in range(at, here))
    return read[0], read[1] + (opened and w.kind(read[1]) == ")")


def weekday(w: Window, at: int) -> tuple[Point, int] | None:
    """A weekday with "last" or "next" on either side, and the date that explains it."""
    before = w.kind(at) if w.kind(at) in ("last", "past", "next", "this") and w.kind(at + 1) == "weekday" else ""
    here = at + bool(before)
    if w.kind(here) not in ("weekday", "weekday_short"):
        return None
    end = here + 1
    after = w.kind(end) if w.kind(end) in ("last", "last_but_one", "next", "this") and w.arabic(end) else ""
    end += bool(after)
    shift = (before or after).replace("past", "last") or None
    dated = date_after(w, end)
    if dated is None:
        return None if w.kind(here) == "weekday_short" else (Point(weekday=w.number(here), shift=shift), end)
    return replace(dated[0], weekday=w.number(here), shift=dated[0].shift if dated[0].shift else shift), dated[1]


def core(w: Window, at: int) -> tuple[Point, int] | None:
    """A day without the part of the day around it."""
    if w.kind(at) == "relative_day":
        end = w.skip(at + 1, ",", "(")
        named = weekday(w, end) if w.kind(end) == "weekday" and not w.joined(end) else None
        explained = named or date_after(w, at + 1)
        if explained is None:
            return Point(offset=w.number(at)), at + 1
        closed = named is not None and w.kind(end - 1) == "(" and w.kind(explained[1]) == ")"
        return replace(explained[0], offset=w.number(at)), explained[1] + closed
    return weekday(w, at) or calendar(w, at) or figures(w, at)


def day(w: Window, at: int) -> tuple[Point, int] | None:
    """A day with a part of the day before or after it: مساء السبت 30 من تشرين الثاني, ``early on Friday``."""
    if w.kind(at) not in DAY_BEGINS:
        return None
    here, part = at, None
    for _ in range(3):
        if w.kind(here) == "part":
            part = str(w.value(here))
        elif w.kind(here) != "edge" and (w.kind(here) != "day" or w.number(here) != 1):
            break
        here = w.skip(here + 1, "in", "of", "the")
    read = core(w, here)
    if read is None and here > at and w.kind(here - 1) == "day":
        read = short_figures(w, here)
    if read is None:
        return None
    point, end = read
    if w.kind(end) in ("part", "part_alone"):
        part, end = part or str(w.value(end)), end + 1
    return replace(point, part=part), end


def days_named(w: Window, at: int) -> tuple[Range, int] | None:
    """Two day numbers with one month: "3-5 December 2016", 3 و5 كانون الأول, ``Dec 3-9, 2016``."""
    named = month(w, at) if not w.arabic(at) else None
    first_at = w.skip(named[1], ".") if named else at
    if not is_day_number(w, first_at):
        return None
    here = w.skip(first_at + 1, "suffix")
    if w.kind(here) not in ("-", "to", "/", "until"):
        return None
    second_at = w.skip(here + 1, "the", "day")
    if not is_day_number(w, second_at):
        return None
    if named is None:
        last = calendar(w, second_at)
        if last is None or last[0].month is None or last[0].month < 1:
            return None
    else:
        year, shift, end = year_after(w, w.skip(second_at + 1, "suffix"))
        last = Point(day=w.number(second_at), month=named[0], year=year, shift=shift), end
    first = replace(last[0], day=w.number(first_at))
    return Range(first, last[0]), last[1]
