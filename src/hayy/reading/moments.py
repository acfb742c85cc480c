"""When: the date expression of the text that belongs to a statement.

A date belongs to the cue it stands nearest to; one before every cue of the sentence counts for all of them, a header
for the lines below, the date of a bullet for its line. The day on which something was *said* is not the day on which it
happened. Nothing is taken from another sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from hayy.dates import find_dates, is_vague
from hayy.model import Document, Polarity, Predicate, When
from hayy.reading.government import Cue, broken
from hayy.reading.predicates import Statement
from hayy.reading.tagging import Sentence
from hayy.text import Token

_REPORT = 14  # units between a verb of speech and the verb of what it reports
_REST_OF_HEADER = 30
_END = attrgetter("end")


class _Days:
    """The date expressions of one document, by where they stand."""

    def __init__(self, document: Document, cut: Sequence[Token]) -> None:
        found = find_dates(document.text, document.published, document.lang, cut)
        self.all = [d for d in found if d.words is not None]
        self.starts = [d.words.start for d in self.all if d.words]
        self.headers = [d for d in self.all if d.reason.startswith("header") and _stands_alone(d, document.text)]
        led = [d for d in self.all if _leads_its_line(d, document.text)]
        bullets = [d for d in self.all if d.reason.startswith("bullet") or (d in led and len(led) > 1)]
        self.bullets = [d for d in bullets if not is_vague(d)]


class Moments:
    """The moments of what one document states; ``cut`` are the tokens of its text.

    Dates are looked for once something is stated: many a text only names places.
    """

    def __init__(self, document: Document, cut: Sequence[Token]) -> None:
        self._document = document
        self._cut = cut

    @cached_property
    def _days(self) -> _Days:
        return _Days(self._document, self._cut)

    def of(
        self, sentence: Sentence, cue: Cue | None, bounds: tuple[int, int], statement: Statement, behind: int = -1
    ) -> tuple[When | None, bool]:
        """The moment of a statement about units ``bounds``, and whether it is background.

        ``behind`` is the unit after one name of a list: "took A on Sunday and B on Monday" dates each of them.
        """
        background = statement.polarity is Polarity.ASSERTED and _is_background(sentence, cue)
        if statement.predicate is Predicate.NONE or cue is None:
            return None, background
        dates = [d for d in self._inside(sentence) if _is_event_date(d)]
        if not dates:
            return self._of_the_line(sentence), background
        own = [d for d in dates if _owns(sentence, _unit_at(sentence, d), cue, bounds)]
        own = [d for d in own if not _is_of_speech(sentence, _unit_at(sentence, d), cue)]
        if sentence.lang == "en" and len(own) > 1:
            own = [d for d in own if behind <= _unit_at(sentence, d) <= behind + 1] or own
        if own:
            return min(own, key=lambda d: abs(_unit_at(sentence, d) - cue.start)), background
        if statement.predicate is not Predicate.HOLDS:
            head = [d for d in dates if _heads(sentence, _unit_at(sentence, d), cue)]
            if head:
                return head[-1], background
        return self._of_the_line(sentence), background

    def _inside(self, sentence: Sentence) -> list[When]:
        days = self._days
        first = bisect_left(days.starts, sentence.span.start)
        return days.all[first : bisect_left(days.starts, sentence.span.end)]

    def _of_the_line(self, sentence: Sentence) -> When | None:
        """The date of the bullet the sentence stands in, or of the header above it."""
        bullet = _last_before(self._days.bullets, sentence.span.end)
        if bullet is not None and bullet.words and bullet.words.start >= self._line_of(sentence):
            return bullet
        return _last_before(self._days.headers, sentence.span.start)

    def _line_of(self, sentence: Sentence) -> int:
        return self._document.text.rfind("\n", 0, sentence.span.start) + 1


def _stands_alone(when: When, text: str) -> bool:
    """A header has its line to itself; a dateline ("BEIRUT, Nov 29 -") runs on into the text and dates the telling."""
    end = when.words.end if when.words else 0
    line = text.find("\n", end)
    return (line if line >= 0 else len(text)) - end <= _REST_OF_HEADER


def _leads_its_line(when: When, text: str) -> bool:
    """ "9 June. The government ...", "Saturday: clashes ...": a line of a chronology opens with its date and a mark."""
    if when.words is None or when.reason.startswith(("header", "bullet")):
        return False
    opening = text[text.rfind("\n", 0, when.words.start) + 1 : when.words.start].strip(" \t-*•·–—")
    return not opening and text[when.words.end : when.words.end + 3].lstrip(" ")[:1] in tuple(".:–—-")


def _last_before(dates: list[When], at: int) -> When | None:
    """The last of ``dates``, which are in order, that begins before code point ``at``."""
    index = bisect_left(dates, at, key=lambda d: d.words.start if d.words else 0)
    return dates[index - 1] if index else None


def _is_event_date(when: When) -> bool:
    if when.precision == "since" and when.first != when.last:
        return False
    return not is_vague(when) and not when.reason.startswith(("until", "bullet"))


def _unit_at(sentence: Sentence, when: When) -> int:
    where = when.words.start if when.words else 0
    return min(bisect_right(sentence.units, where, key=_END), len(sentence.units) - 1)


def _owns(sentence: Sentence, at: int, cue: Cue, bounds: tuple[int, int]) -> bool:
    """Whether the date at unit ``at`` stands in the statement of ``cue`` and its list, or nearer to it than others."""
    start, end = min(cue.start, bounds[0]), max(cue.end, bounds[1])
    if _apart(sentence, min(at, start), max(at, end)):
        return False
    if start <= at <= end:
        return not any(cue.end <= c.start < at for c in _events(sentence))
    mine = start - at if at < start else at - end
    others = [
        c
        for c in _events(sentence)
        if not start <= c.start < end and not _apart(sentence, min(at, c.start), max(at, c.start))
    ]
    return all(mine <= (c.start - at if at < c.start else max(0, at - c.end)) for c in others)


def _events(sentence: Sentence) -> list[Cue]:
    """The cues that tell an event, not the telling of it ("carried by the agency")."""
    return [c for c in sentence.cues if "speech" not in sentence.tags[c.start]]


def _is_of_speech(sentence: Sentence, at: int, cue: Cue) -> bool:
    """English: "said on Monday" dates the statement; so does any date behind a verb of speech that follows the cue."""
    near = range(max(0, at - 4), at)
    if sentence.lang == "en":
        return any("speech" in sentence.tags[k] for k in near)
    return at > cue.end and any("speech" in sentence.tags[k] for k in range(cue.end, at))


def _heads(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Whether a date stands before every cue of its sentence, and nothing new begins between it and this one."""
    first = min((c.start for c in _events(sentence)), default=0)
    if at >= first or _apart(sentence, at, cue.start) or _is_of_speech(sentence, at, cue):
        return False
    return sentence.has(at, cue.start, "then") is None


def _apart(sentence: Sentence, start: int, end: int) -> bool:
    return broken(sentence, start, end)


def _is_background(sentence: Sentence, cue: Cue | None) -> bool:
    """ "had taken", وكان ... قد: told as something older."""
    if cue is None:
        return False
    if any("background" in sentence.tags[k] for k in range(max(0, cue.start - 5), cue.start)):
        return True  # "days after the army announced that ..."
    if sentence.lang == "en":
        near = range(max(0, cue.start - 3), cue.start)
        reached = any(sentence.word(k) == "by" for k in range(max(0, cue.start - 14), cue.start))
        if reached or _reported(sentence, cue.start):
            return False  # "by noon they had taken A", "said that they had taken A" are no background
        return any(sentence.word(k) == "had" for k in near)
    opening = [sentence.word(k).lstrip("و") for k in range(min(cue.start, 4))]
    return "كان" in opening or "كانت" in opening


def _reported(sentence: Sentence, at: int) -> bool:
    """English: whether a verb of speech stands before ``at`` in its clause: what it reports is put back by a tense."""
    for k in range(at - 1, max(-1, at - _REPORT), -1):
        tags = sentence.tags[k]
        if "speech" in tags:
            return True
        if "relative" in tags and sentence.word(k) != "that":
            return False
        if "coordination_break" in tags or sentence.word(k) == ";":
            return False
    return False
