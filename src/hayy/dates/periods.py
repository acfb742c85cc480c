"""Grammar rules for months, seasons, weeks and years."""

from __future__ import annotations

from dataclasses import replace

from hayy.dates.days import is_year, month, relative_year, year_after
from hayy.dates.expressions import Period
from hayy.dates.window import Window

SHIFTS = frozenset({"last", "this", "next"})
UNITS = {"month_unit": "month", "week": "week", "year_unit": "year"}
CUES = frozenset({"in", "within", "since", "until", "between", "of", "to", "before", "after", "month_part", "edge"})

PERIOD_BEGINS = SHIFTS | UNITS.keys() | {"month_part", "edge", "the", "season", "month", "num"}


def period(w: Window, at: int) -> tuple[Period, int] | None:
    """A month, a season, a week or a year; a bare name of a month needs a word before it that asks for a time."""
    here = w.skip(at, "month_part", "edge")
    here = w.skip(here, "-", "the", "of") if here > at else w.skip(at, "the")
    led = w.kind(at) in ("month_part", "edge") or w.kind(at - 1) in CUES
    return _relative(w, here) or _season(w, here) or _month(w, here, led) or _year(w, here, led)


def _month(w: Window, at: int, led: bool) -> tuple[Period, int] | None:
    lead = w.kind(at) if w.kind(at) in SHIFTS and not w.arabic(at) else ""
    unit = w.kind(at + bool(lead)) == "month_unit"
    named = month(w, at + bool(lead) + unit)
    if named is None:
        return None
    year, shift, end = year_after(w, named[1])
    heads = w.kind(at - 1) in ("", "newline") and w.kind(end) == ":"  # a line of a chronology
    if not (led or lead or unit or year is not None or shift or heads):
        return None
    return Period("month", number=named[0] or 99, year=year, shift=lead or shift), end


def _relative(w: Window, at: int) -> tuple[Period, int] | None:
    """Last month, this week, العام الماضي; مطلع الأسبوع is the start of this week."""
    if w.kind(at) in SHIFTS and w.kind(at + 1) in UNITS and w.number(at + 1) == 1:
        return Period(UNITS[w.kind(at + 1)], shift=w.kind(at)), at + 2
    if w.kind(at) not in UNITS or w.number(at) != 1 or not w.arabic(at):
        return None
    if w.kind(at + 1) in SHIFTS:
        return Period(UNITS[w.kind(at)], shift=w.kind(at + 1)), at + 2
    if w.kind(at) == "week" and w.kind(at - 1) == "month_part":
        return Period("week", shift="this"), at + 1
    return None


def _season(w: Window, at: int) -> tuple[Period, int] | None:
    lead = w.kind(at) if w.kind(at) in SHIFTS and w.kind(at + 1) == "season" else ""
    here = at + bool(lead)
    if w.kind(here) != "season":
        return None
    name = str(w.value(here))
    if lead:
        return Period("season", season=name, shift=lead), here + 1
    year, shift, end = year_after(w, here + 1)
    if year is None and shift is None:
        return None
    return Period("season", season=name, year=year, shift=shift), end


def _year(w: Window, at: int, led: bool) -> tuple[Period, int] | None:
    here = w.skip(at, "year_unit", "the")
    if not is_year(w, here) or not (led or here > at):
        relative = relative_year(w, at)
        return (Period("year", year=relative[0]), relative[1]) if relative else None
    found = Period("year", year=w.number(here))
    follows = w.skip(here + 1, "-", "to", "until", "year_unit")
    if follows > here + 1 and is_year(w, follows) and w.number(follows) > w.number(here):
        return replace(found, last_year=w.number(follows)), follows + 1
    return found, here + 1
