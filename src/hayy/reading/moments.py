"""When: the date expression of the text that belongs to a statement.

The nearest expression in the same statement counts; an expression at the head of the sentence counts for all of it; a
header counts for the lines below. The day on which something was *said* counts only where the words put the event there
too ("today", or the day of publication itself). Nothing is taken from another sentence.
"""

from __future__ import annotations

from bisect import bisect_left

from hayy.dates import find_dates, is_vague
from hayy.model import Document, Predicate, When
from hayy.reading.governors import Cue
from hayy.reading.predicates import Statement
from hayy.reading.tagging import Sentence


class Moments:
    """The date expressions of one document, by where they stand."""

    def __init__(self, document: Document) -> None:
        dates = find_dates(document.text, document.published, document.lang)
        self._dates = [d for d in dates if d.words is not None]
        self._starts = [d.words.start for d in self._dates if d.words]
        self._headers = [d for d in self._dates if d.reason.startswith("header")]

    def of(
        self, sentence: Sentence, cue: Cue | None, bounds: tuple[int, int], statement: Statement
    ) -> tuple[When | None, bool]:
        """The moment of a statement about units ``bounds``, and whether it is background."""
        background = _is_background(sentence, cue)
        if statement.predicate is Predicate.NONE:
            return None, background
        here = self._inside(sentence)
        usable = [d for d in here if d.precision != "since" and not is_vague(d) and not d.reason.startswith("until")]
        chosen = self._nearest(sentence, cue, bounds, usable)
        if chosen is None:
            chosen = next((h for h in reversed(self._headers) if h.words and h.words.end <= sentence.span.start), None)
        return chosen, background

    def _inside(self, sentence: Sentence) -> list[When]:
        first = bisect_left(self._starts, sentence.span.start)
        last = bisect_left(self._starts, sentence.span.end)
        return self._dates[first:last]

    def _nearest(
        self, sentence: Sentence, cue: Cue | None, bounds: tuple[int, int], dates: list[When]
    ) -> When | None:
        start = min(cue.start, bounds[0]) if cue else bounds[0]
        end = max(cue.end, bounds[1]) if cue else bounds[1]
        best: tuple[int, When] | None = None
        for when in dates:
            at = _unit_at(sentence, when)
            if _apart(sentence, at, start, end):
                continue
            distance = start - at if at < start else max(0, at - end) + 1
            if best is None or distance < best[0]:
                best = distance, when
        return best[1] if best else None


def _unit_at(sentence: Sentence, when: When) -> int:
    where = when.words.start if when.words else 0
    return next((i for i, u in enumerate(sentence.units) if u.span.end > where), len(sentence.units) - 1)


def _apart(sentence: Sentence, at: int, start: int, end: int) -> bool:
    """Whether another statement lies between a date and what it would date."""
    low, high = (at, start) if at < start else (end, at)
    return any(sentence.word(k) == ";" or "coordination_break" in sentence.tags[k] for k in range(low, high))


def _is_background(sentence: Sentence, cue: Cue | None) -> bool:
    """ "had taken", وكان ... قد: told as something older."""
    if cue is None:
        return False
    if sentence.lang == "en":
        return any(sentence.word(k) == "had" for k in range(max(0, cue.start - 3), cue.start))
    opening = [sentence.word(k).lstrip("و") for k in range(min(cue.start, 4))]
    return "كان" in opening or "كانت" in opening
