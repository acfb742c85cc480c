"""Where on the page a date stands: alone as a heading, in a dateline, or at the head of one line of a chronology."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

HEADING_WORDS = 8
DATELINE_WORDS = 6
WORD = re.compile(r"[^\W\d_]+")
BULLET = re.compile(r"[\s\-–—•*·●▪#(\[]*(?:\d{1,2}[.)\-]\s*)?")
AFTER_DATELINE = re.compile(r"[\s)\],]*(?:[:–—\-]|\([^()\n]{0,40}\))")
CLOCK = re.compile(r"[\s,|–\-]*\d{1,2}:\d{2}\b")
CLOCK_WORDS = 4
AFTER_BULLET = re.compile(r"\s*[):–—\-]")


class Layout:
    """The lines of a text, for asking what part a date plays in its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        lines = text.split("\n")
        self.lengths = [len(line) for line in lines]
        self.starts = [0, *accumulate(length + 1 for length in self.lengths[:-1])]
        self.first = next((i for i, line in enumerate(lines) if line.strip()), 0)

    def role(self, start: int, end: int, *, dated: bool) -> str:
        r"""``header`` (the date counts for the lines below), ``bullet`` (for its own line) or ``""``.

        ``dated`` says that the words are a date of the calendar; a weekday or "today" in a headline is no heading.

        >>> text = "حلب 2/5/2014\nDec 3: the army took it"
        >>> Layout(text).role(4, 12, dated=True), Layout(text).role(13, 18, dated=True)
        ('header', 'bullet')
        """
        line = bisect_right(self.starts, start) - 1
        line_start = self.starts[line]
        line_end = line_start + self.lengths[line]
        if end > line_end:
            return ""
        own = sum(1 for _ in WORD.finditer(self.text, start, end))
        words = sum(1 for _ in WORD.finditer(self.text, line_start, line_end))
        rest = words - own
        if rest == 0 or (dated and rest <= CLOCK_WORDS and CLOCK.match(self.text, end, line_end)):
            return "header"
        if self._opens(line_start, start) and AFTER_BULLET.match(self.text, end, line_end):
            return "bullet"
        if not dated:
            return ""
        if line == self.first and words <= HEADING_WORDS:
            return "header"
        return "header" if self._dateline(line, line_start, start, end, line_end) else ""

    def _opens(self, line_start: int, start: int) -> bool:
        """Whether nothing but a bullet or a short number stands before ``start``."""
        if start - line_start > 12:
            return False
        found = BULLET.fullmatch(self.text, line_start, start)
        return found is not None

    def _dateline(self, line: int, line_start: int, start: int, end: int, line_end: int) -> bool:
        """Whether few words precede the date and a dash, colon or agency in brackets follows it, near the top."""
        if line > self.first + 2 or start - line_start > 80:
            return False
        before = sum(1 for _ in WORD.finditer(self.text, line_start, start))
        return before <= DATELINE_WORDS and AFTER_DATELINE.match(self.text, end, line_end) is not None
