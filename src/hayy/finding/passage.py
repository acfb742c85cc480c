"""A text as its words, with what lies between them and which sentence and line each stands in."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate, product

from hayy.finding.alphabet import IGNORED, LINE_ENDS, RARE, SENTENCE_ENDS, WORDS
from hayy.finding.readings import Part
from hayy.finding.romanised import without_article
from hayy.finding.words import UNKNOWN, Vocabulary, Word

_IGNORED = bytes([IGNORED])
_LOOSE_ENDS = frozenset(b"'" + _IGNORED)  # what may stand at the end of a word and not belong to it
# What may stand between two words of one name: at most three spaces, hyphens or quotation marks.
_CLOSE = frozenset(bytes(gap) for length in range(4) for gap in product(b" -_\"'", repeat=length))
_MEMO_LIMIT, _LONGEST_KEPT = 10_000, 20  # gaps whose ends are remembered, and how long they may be


class _Ends(dict[bytes, int]):
    """How many ends lie in what stands between two words, counted once for all gaps that are alike."""

    def __init__(self, ends: re.Pattern[bytes]) -> None:
        super().__init__()
        self._ends = ends

    def __missing__(self, gap: bytes) -> int:
        count = len(self._ends.findall(gap + b"x"))  # the next word follows
        if len(self) < _MEMO_LIMIT and len(gap) <= _LONGEST_KEPT:
            self[gap] = count
        return count


_SENTENCE_ENDS, _LINE_ENDS = _Ends(SENTENCE_ENDS), _Ends(LINE_ENDS)


class Passage:
    """A text cut into words, with what lies between them.

    Word ``i`` covers ``starts[i]:ends[i]`` of the text; :meth:`gap` is what stands before it.
    """

    def __init__(self, text: str, folded: bytes, vocabulary: Vocabulary) -> None:
        self.text = text
        self.folded = folded
        pieces = WORDS.split(folded)  # what stands before the first word, the word, what stands before the next ...
        at = list(accumulate(map(len, pieces)))
        self.starts, self.ends = at[:-1:2], at[1::2]
        self.words = vocabulary.words(pieces[1::2])
        self._before = pieces[::2]  # ignored characters and all
        if RARE in folded:
            self._mend_unusual(vocabulary)
        gaps = self._before
        if IGNORED in folded and _IGNORED in b"".join(gaps):
            gaps = [gap.replace(_IGNORED, b"") for gap in gaps]
        self._gaps = [b"\n", *gaps[1:-1], b"\n"]
        self.quoted, self.hashed = b'"' in folded, b"#" in folded

    def _mend_unusual(self, vocabulary: Vocabulary) -> None:
        """Cut the words that hold rare characters again, from the original."""
        starts: list[int] = []
        ends: list[int] = []
        words: list[Word] = []
        done = 0
        for i in [i for i, word in enumerate(self.words) if word is UNKNOWN]:
            starts += self.starts[done:i]
            ends += self.ends[done:i]
            words += self.words[done:i]
            at = self.starts[i]
            for start, end, word in vocabulary.unusual(self.text[at : self.ends[i]]):
                starts.append(at + start)
                ends.append(at + end)
                words.append(word)
            done = i + 1
        self.starts, self.ends = starts + self.starts[done:], ends + self.ends[done:]
        self.words = words + self.words[done:]
        between = zip(self.ends, self.starts[1:], strict=False)
        self._before = [b"", *(self.folded[end:start] for end, start in between), b""]

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, i: int) -> bytes:
        """The folded characters between word ``i - 1`` and word ``i``, ignored ones left out; line ends at the ends."""
        return self._gaps[i]

    def end(self, i: int) -> int:
        """Where word ``i`` ends as a name: without a possessive, closing quotes and invisible controls.

        An apostrophe at the end stays if the word has another one and none was opened before it (Da'da').
        """
        start, end = self.starts[i], self.ends[i]
        if self.folded[end - 1] not in _LOOSE_ENDS and not self.words[i].possessive:
            return end
        raw = self.folded[start:end]
        if self.words[i].possessive:
            end = start + raw.rindex(b"'")
        elif raw.endswith(b"'"):
            bare = raw.rstrip(b"'")
            inner = b"'" in bare and self.folded[start - 1 : start] != b"'"
            end = start + len(bare) + inner
        while self.folded[end - 1] == IGNORED and unicodedata.category(self.text[end - 1]) == "Cf":
            end -= 1
        return end

    def close(self, i: int) -> bool:
        """Whether word ``i`` follows the one before it with nothing but space, a hyphen or quotation marks between."""
        return self._gaps[i] in _CLOSE

    def surface(self, first: int, last: int | None = None) -> str:
        """The words ``first`` to ``last`` (exclusive; one word by default) as they stand in the text."""
        return self.text[self.starts[first] : self.ends[(last or first + 1) - 1]]

    def hyphen(self, i: int) -> bool:
        """Whether word ``i`` is tied to the one before it by a hyphen."""
        return self._gaps[i] == b"-"

    def same_line(self, i: int) -> bool:
        """Whether word ``i`` stands in the same line as the one before it."""
        return b"\n" not in self._gaps[i]

    def runs_on(self, i: int) -> bool:
        """Whether neither a full stop nor a line end stands between word ``i`` and the one before it."""
        gap = self._gaps[i]
        return gap == b" " or (b"\n" not in gap and b"." not in gap)

    def capital(self, i: int) -> bool:
        """Whether word ``i`` begins with a capital letter."""
        return self.text[self.starts[i]].isupper()

    @cached_property
    def _sentences(self) -> list[int]:
        return self._numbered(SENTENCE_ENDS, _SENTENCE_ENDS)

    @cached_property
    def _lines(self) -> list[int]:
        return self._numbered(LINE_ENDS, _LINE_ENDS)

    def _numbered(self, ends: re.Pattern[bytes], within: _Ends) -> list[int]:
        """For each word how many ends stand before it."""
        if RARE not in self.folded:
            return list(accumulate(map(within.__getitem__, self._before)))
        numbers: list[int] = []  # a question mark may be taken for a letter, and the end lie in a word
        count = 0
        for match in ends.finditer(self.folded):
            words = bisect_left(self.starts, match.start(), len(numbers)) - len(numbers)
            numbers.extend([count] * words)
            count += 1
        return numbers + [count] * (len(self.starts) - len(numbers))

    def named(self, i: int) -> bool:
        """Whether a Latin word is written like a name: with a capital, or one behind a glued article (alQasr)."""
        start = self.starts[i]
        if self.text[start].isupper():
            return True
        return self.text[start + 2 : start + 3].isupper() and without_article(self.words[i].text) is not None

    def readings(self, i: int) -> tuple[Part, ...]:
        """How word ``i`` may be read: a Latin word that is not written like a name only as it is listed."""
        word = self.words[i]
        return word.readings if not word.latin or self.named(i) else word.parts

    def inner(self, i: int) -> tuple[Part, ...]:
        """Those of its readings that may stand inside a name."""
        word = self.words[i]
        return word.inner if not word.latin or self.named(i) else word.parts

    def sentence(self, i: int) -> int:
        """The number of the sentence of word ``i``."""
        return self._sentences[i]

    def paragraph(self, i: int) -> int:
        """The number of the line of word ``i``."""
        return self._lines[i]
