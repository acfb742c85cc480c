"""Lexemes to date expressions: which words belong together, before any day is worked out.

::

    expression := since X | until X | between day and day | day to day | past | ago | anchored | part | day | period
    day        := {part of} ( relative [weekday] | [last] weekday [last] [calendar] | calendar | figures ) [part]
    calendar   := number [of] month [year] | month number [year]        "28 من تشرين الأول الماضي", "Dec 3, 2016"
    past       := within [the] [last] count unit [last]                 "خلال الساعات الأربع والعشرين الماضية"
    period     := [late] month [year] | [last] month | season year | year

Each rule takes the lexemes and a position and gives an expression with the position after it, or None. No rule looks
further than a fixed number of lexemes, so the whole is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from hayy.dates.days import DAY_BEGINS, day, days_named
from hayy.dates.expressions import Ago, Anchored, Expression, PartAlone, Past, Period, Point, Range, Since
from hayy.dates.lexicon import Lexeme, forms
from hayy.dates.periods import PERIOD_BEGINS, period
from hayy.dates.window import Parsed, Window
from hayy.text import Token

UNITS = frozenset({"minute", "hour", "day", "week", "month_unit", "year_unit"})
CLOSING = frozenset({"", "newline", ".", ",", ";", ":", ")"})
EVENT_WORDS = 9  # how far behind "since" the day of the event may stand
INSIDE = frozenset({"of", "to", "about", "suffix", "ago", "name_after"})  # no rule begins with these
FILLING = frozenset({"in", "the"})  # nor with these, unless what follows is a word of time
NIGHTS = frozenset({"night", "midnight", "after_midnight"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with its place in the text; ``until`` when it stands after "until". None: no date, to be passed."""

    expression: Expression | None
    start: int
    end: int
    until: bool = False


def count_unit(w: Window, at: int) -> tuple[int | None, str, int] | None:
    """A count and its unit: ``(count, unit, next)``; the count is None where the words leave it open ("some days")."""
    at = w.skip(at, "the")
    if w.kind(at) in ("num", "number", "some") and w.kind(at + 1) in UNITS:
        return _count(w, at), w.kind(at + 1), at + 2
    if w.kind(at) not in UNITS:
        return None
    after = w.skip(at + 1, "the")
    if w.kind(after) in ("num", "number", "some"):
        return _count(w, after), w.kind(at), after + 1
    return w.number(at) or None, w.kind(at), at + 1


def _count(w: Window, at: int) -> int | None:
    return w.number(at) if 0 < w.number(at) <= 100 else None


def in_days(count: int | None, unit: str) -> int | None:
    """``count`` hours, days or weeks in days, rounded up; None for longer units and open counts.

    >>> in_days(36, "hour"), in_days(2, "week"), in_days(2, "month_unit")
    (2, 14, None)
    """
    if count is None or unit not in ("hour", "day", "week"):
        return None
    return ceil(count / 24) if unit == "hour" else count * (7 if unit == "week" else 1)


def past(w: Window, at: int) -> Parsed | None:
    """The last so many hours or days, counted back from the statement; "within" alone looks back as well."""
    within = w.kind(at) == "within"
    here = w.skip(at + 1 if within or w.kind(at) == "in" else at, "the")
    before = w.kind(here) if w.kind(here) in ("last", "past") else ""
    unit_at = here + bool(before)
    read = count_unit(w, unit_at)
    if read is None:
        return None
    count, unit, end = read
    after = w.kind(end) if w.kind(end) in ("last", "past") else ""
    if w.kind(unit_at) == unit and w.number(unit_at) == 1 and end == unit_at + 1 and "past" not in (before, after):
        return None  # "last week" is a period, خلال يوم الجمعة a day
    end += bool(after)
    days = in_days(count, unit)
    if not (before or after or within) or days is None or days > 31 or w.kind(end) in ("ago", "edge"):
        return None
    return Past(days), end


def counted(w: Window, at: int) -> Parsed | None:
    """Two days ago, two days later, قبل يومين, بعد أسبوع."""
    lead = w.kind(at) if w.kind(at) in ("before", "after") and w.arabic(at) else ""
    read = count_unit(w, at + bool(lead))
    if read is None:
        return None
    count, unit, end = read
    related = w.kind(end) in ("of", "in")  # "two days before the attack", "after a week of fighting"
    if count and ((not lead and w.kind(end) == "ago") or (lead == "before" and not related)):
        return Ago(count, unit), end + (not lead)
    if unit == "hour" and count is None and not related and (lead == "after" or w.number(end) == 1):
        return (Anchored(0), end + (not lead)) if lead or w.kind(end) == "edge" else None  # "a few hours later"
    days = None if unit == "hour" else in_days(count, unit)
    if days is None:
        return None
    if not lead and w.kind(end) == "edge" and w.number(end):
        return Anchored(days * w.number(end)), end + 1
    if lead == "after" and not related and (days > 1 or end > at + 2):  # a bare بعد يوم is mostly "after a day of"
        return Anchored(days), end
    return None


def alone(w: Window, at: int) -> Parsed | None:
    """Words that lean on a day the text has already named, or on the moment of writing."""
    kind = w.kind(at)
    if kind == "just_now":
        return Point(offset=0), at + 1
    if kind == "anchored" or (kind == "anchored_closed" and w.kind(at + 1) in CLOSING):
        return Anchored(w.number(at)), at + 1
    if kind == "part_alone":
        return PartAlone(str(w.value(at))), at + 1
    return None


def of_the_day(w: Window, at: int) -> Parsed | None:
    """An English part of the day after a preposition ("by early afternoon"), or a clock at the head of a line."""
    if w.kind(at - 1) in ("", "newline") and clock(w, at):
        return PartAlone("hour"), at + 3
    if w.kind(at) not in ("in", "before", "after", "until") and w.kind(at - 1) != "until":
        return None
    here = at if w.kind(at - 1) == "until" else at + 1
    here = w.skip(here, "the")
    if day(w, here) is not None:
        return None
    here = w.skip(here, "edge")
    return (PartAlone(str(w.value(here))), here + 1) if w.kind(here) == "part" and not w.arabic(here) else None


def weekend(w: Window, at: int) -> Parsed | None:
    """The weekend before publication."""
    here = w.skip(at, "last", "past", "this") if not w.arabic(at) else at
    if w.kind(here) != "weekend" or w.kind(at) == "next":
        return None
    return Range(Point(weekday=6), Point(weekday=7)), here + 1


def between(w: Window, at: int) -> Parsed | None:
    """Two days with a word or a mark between: a stretch of time, both ends included."""
    led = w.kind(at) == "between"
    here = w.skip(at + 1, "in", "the", "day") if led else at
    numbered = days_named(w, here)
    if numbered is not None:
        return numbered
    first = day(w, here)
    if first is None:
        return None
    start, end = first
    second = _second_day(w, end, start)
    if second is None:
        return None
    stretch = Range(start, second[0])
    third = _second_day(w, second[1], second[0])
    return (Range(start, third[0]), third[1]) if third else (stretch, second[1])


def _second_day(w: Window, at: int, first: Point) -> tuple[Point, int] | None:
    """The other end of a stretch: after و, "to", a dash or slash, or bare in the pair ليل الأربعاء الخميس."""
    linked = w.kind(at) in ("to", "-", "/", "until") or w.joined(at)
    paired = w.kind(at) == "weekday" and first.weekday is not None and first.day is None and first.part in NIGHTS
    if not (linked or paired):
        return None
    here = w.skip(at + (w.kind(at) in ("to", "-", "/", "until")), "in", "the", "day")
    return day(w, here)


def since(w: Window, at: int) -> Parsed | None:
    """From some day or period until now. The day itself is what counts; parts of it are passed over."""
    if w.kind(at) != "since":
        return None
    here = w.skip(at + 1, "in", "the", "day", "about")
    for rule in (between, day, weekend, period):
        read = rule(w, here)
        if read is not None and isinstance(read[0], Point | Range | Period):
            return Since(read[0]), read[1]
    if w.kind(here) in ("part", "part_alone"):
        return Since(PartAlone(str(w.value(here)))), here + 1
    read_count = count_unit(w, here)
    if read_count is not None:
        count, unit, end = read_count
        return Since(Ago(count, unit) if count else None), end
    return _since_event(w, here)


def _since_event(w: Window, at: int) -> Parsed | None:
    """From an event whose day is told: "since the offensive began on 15 November", منذ بدء النزاع في آذار 2011."""
    for here in range(at + 1, at + EVENT_WORDS):
        if w.kind(here - 1) in CLOSING or w.kind(here) == "since":
            return None
        read = day(w, here) or period(w, here)
        if read is not None:
            return Since(read[0]), read[1]
    return None


def passed(w: Window, at: int) -> int | None:
    """Where to go on after words that look like a date and are none, else None."""
    kind = w.kind(at)
    if kind == "not_a_date" or "_" in (w.kind(at - 1), w.kind(at + 1)):  # a hashtag: #نشرة_المساء
        return at + 1
    if kind == "day" and w.number(at) == 0 and w.kind(at + 1) == "weekday":
        return at + 2  # أيام الجمعة: on Fridays
    if kind == "every":
        here = w.skip(at + 1, "day", "the", "in")
        read = day(w, here)
        if read is not None:
            return read[1]
        return here + 1 if w.kind(here) in ("part", "part_alone", "month_unit", "week") else None
    if kind == "name_before":
        read = day(w, at + 1)
        return read[1] if read is not None else None
    if kind in ("before", "after"):
        here = w.skip(at + 1, "day", "in", "the")
        read = day(w, here)
        if read is not None and read[0].part is not None:
            return None  # "before dawn on Sunday" is on Sunday
        spell = period(w, here)
        return read[1] if read is not None else spell[1] if spell is not None else None
    return None


def clock(w: Window, at: int) -> int | None:
    """Where to go on after a time of the day in figures (``12:30``)."""
    return at + 3 if (w.kind(at), w.kind(at + 1), w.kind(at + 2)) == ("num", ":", "num") and w.adjacent(at, 3) else None


Rule = Callable[[Window, int], Parsed | None]
_COUNTED = UNITS | {"num", "number", "some", "the"}
RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (since, frozenset({"since"})),
    (between, DAY_BEGINS | {"between"}),
    (past, _COUNTED | {"within", "in", "last", "past"}),
    (counted, _COUNTED | {"before", "after"}),
    (alone, frozenset({"just_now", "anchored", "anchored_closed", "part_alone"})),
    (day, DAY_BEGINS),
    (weekend, frozenset({"weekend", "last", "past", "this"})),
    (of_the_day, frozenset({"num", "in", "before", "after", "until", "the", "edge", "part"})),
    (period, PERIOD_BEGINS),
)
"""The rules in the order in which they are tried, each with the kinds of lexemes that it may begin with."""


@cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule, kinds in RULES if kind in kinds)


@cache
def _starters() -> frozenset[str]:
    """The kinds with which a rule may begin; most lexemes are plain words."""
    return frozenset(kind for kind, _ in forms().values()).union({"num"}) - INSIDE


def expressions(lexemes: Sequence[Lexeme | Token]) -> Iterator[Found]:
    """The date expressions among ``lexemes``, in order and not overlapping."""
    w = Window(lexemes)
    starters, kinds = _starters(), w.kinds
    at = 0
    while at < len(lexemes):
        kind = kinds[at]
        if kind not in starters or (kind in FILLING and w.kind(w.skip(at + 1, "the")) not in starters):
            at += 1
            continue
        timed = of_the_day(w, at) if kind == "num" else None
        skipped = None if timed else passed(w, at) or clock(w, at)
        if skipped is not None:
            yield Found(None, lexemes[at].start, lexemes[skipped - 1].end)
            at = skipped
            continue
        until = kind == "until"
        here = w.skip(at + 1, "in", "the", "day") if until else at
        read = next((r for rule in _rules(w.kind(here)) if (r := rule(w, here))), None)
        if read is None:
            at += 1
            continue
        found, end = read
        named = w.kind(end) == "name_after"
        yield Found(None if named else found, lexemes[here].start, lexemes[end - 1].end, until)
        at = end
