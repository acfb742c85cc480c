"""Folding with a map back to the original text, and tokens.

Folding makes spellings that a reader takes for the same word the same string: marks, tatweel and invisible controls
are dropped; forms of alef, yeh, heh, kaf, digits, quotes, dashes and apostrophes become one; Latin letters lose case
and accents. It never changes the text itself: every folded position knows the code points it came from, so that
evidence is always quoted from the original.

Folding alone decides nothing: a standalone hamza (ماء / ما) is kept, Cyrillic and Greek letters stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from hayy.model import Span

# One line per group: everything on the left is written as the letter on the right.
_SAME = (
    ("أإآٱٲٳٵ", "ا"),
    ("ؤۇۆۈۋٶٷ", "و"),
    ("ئىیېےۍۓٸ", "ي"),
    ("ةۀہھەۃۂۿ", "ه"),
    ("کڪګڬ", "ك"),
    ("پ", "ب"),
    ("ڤ", "ف"),
    ("چ", "ج"),
    ("'’‘‚‛ʼʻʽʾʿˈʹʺˋˊ`´′‵＇", "'"),
    ('"“”„‟«»″‶＂', '"'),
    ("‐‑‒–—―−⁃﹘﹣－", "-"),
    ("،﹐，٬", ","),
    ("؛；", ";"),
    ("؟？", "?"),
    ("٪﹪％", "%"),
    ("٫۔", "."),
    ("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    ("ı", "i"),
    ("ø", "o"),
    ("Ø", "o"),
    ("ł", "l"),
    ("Ł", "l"),
    ("đ", "d"),
    ("Đ", "d"),
    ("ħ", "h"),
    ("Ħ", "h"),
    ("æÆ", "ae"),
    ("œŒ", "oe"),
)
_SPECIAL = {ord(left): right for lefts, right in _SAME for left in lefts} | {0x0640: ""}  # 0640: tatweel
_DROPPED = ("Mn", "Me", "Cf")  # combining and enclosing marks; zero-width and bidirectional controls


def fold_character(code: int) -> str:
    """The folded form of one code point: usually one character, none if it is dropped, several for ligatures.

    >>> fold_character(ord("ﻻ")), fold_character(ord("É")), fold_character(0x200F)
    ('لا', 'e', '')
    """
    if code in _SPECIAL:
        return _SPECIAL[code]
    char = chr(code)
    kind = unicodedata.category(char)
    if kind in _DROPPED:
        return ""
    if kind == "Zs" or char == "\t":
        return " "
    parts = (c for c in unicodedata.normalize("NFKD", char).casefold() if unicodedata.category(c) not in _DROPPED)
    folded = "".join(_SPECIAL.get(ord(c), str(unicodedata.decimal(c, c))) for c in parts)
    return folded if folded.strip() or kind[0] not in "LMS" else ""  # spacing forms of marks: a space and a mark


class _Table(dict[int, str]):
    """Filled as code points are met, so that starting up costs nothing; ``odd`` are those that do not give just one."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(code)
        if len(folded) != 1:
            self.odd.add(chr(code))
        return folded


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts[i]`` is the code point of ``original`` that gave ``text[i]`` (None: the same ``i``)."""

    original: str
    text: str
    starts: Sequence[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that the folded characters ``start`` to ``end`` (exclusive) came from.

        Marks and tatweel on the last letter belong to it; invisible controls before and after stay outside.

        >>> folded = fold("في السُّكَّـريّ، أمس")
        >>> folded.span(3, 9).of(folded.original)
        'السُّكَّـريّ'
        """
        if self.starts is None:
            return Span(start, end)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return Span(at, at)
        return Span(self.starts[start], _past_marks(self.original, self.starts[end - 1] + 1))


def _past_marks(text: str, at: int) -> int:
    """Past the characters from ``at`` on that only decorate the letter before them."""
    while at < len(text) and _clings(text[at]):
        at += 1
    return at


@lru_cache(maxsize=1 << 12)
def _clings(char: str) -> bool:
    return char == "\u0640" or unicodedata.category(char) in ("Mn", "Me")


def fold(text: str) -> Folded:
    r"""Fold a text, keeping the way back; a Folded of pure ASCII lower case is the text itself.

    >>> fold("إلى حـي الأنصاريّ").text
    'الي حي الانصاري'
    >>> fold("Sha’ar, 27 NOVEMBER – «٣٠٠٠»").text
    'sha\'ar, 27 november - "3000"'
    """
    folded = text.translate(_TABLE)
    odd = _TABLE.odd.intersection(text)
    if not odd:
        return Folded(text, folded)
    starts = array("I")
    done = 0
    for match in re.finditer(f"[{re.escape(''.join(sorted(odd)))}]", text):
        at = match.start()
        starts.extend(range(done, at))
        starts.extend([at] * len(_TABLE[ord(text[at])]))
        done = at + 1
    starts.extend(range(done, len(text)))
    return Folded(text, folded, starts)


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    PUNCT = "punct"
    NEWLINE = "newline"


class Token(NamedTuple):
    """A word, number, punctuation mark or line end; ``start``, ``end`` and ``surface`` are of the original text."""

    start: int
    end: int
    surface: str
    folded: str
    kind: TokenKind

    @property
    def span(self) -> Span:
        """Its place in the original text."""
        return Span(self.start, self.end)


# Run over the folded text. Letters and digits part company (الراموسة21, 3000شقة), hyphens are punctuation
# (al-Shaar, rebel-held), an apostrophe between letters stays inside (Sha'ar) except before a possessive s.
_TOKEN = re.compile(
    r"(?P<newline>\n)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:'(?!s(?![^\W_]))[^\W\d_]+)*|(?<=[^\W\d_])'s(?![^\W_]))"
    r"|(?P<punct>[^\w\s]|_)"
)
# What stands between white space is cut by itself: no token reaches over it. A mark may sit on a line end.
_STRETCH = re.compile(r"\S+|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\S*")
_LONG = 32  # letters; what is longer is hardly met again
_KINDS = {kind.value: kind for kind in TokenKind}


def tokens(text: str) -> tuple[Token, ...]:
    r"""Cut a text into tokens, in order; only white space (other than line ends) lies between them.

    >>> [t.folded for t in tokens("وفي الراموسة21، Assad's al-Sha’ar")]
    ['وفي', 'الراموسه', '21', ',', 'assad', "'s", 'al', '-', "sha'ar"]
    >>> [t.kind.value for t in tokens("أ ٣،٥٠٠ !\n")]
    ['word', 'number', 'punct', 'newline']
    """
    found: list[Token] = []
    for match in _STRETCH.finditer(text):
        at, stretch = match.start(), match.group()
        for start, end, surface, folded, kind in _known(stretch) if len(stretch) <= _LONG else _cut(stretch):
            found.append(Token(at + start, at + end, surface, folded, kind))
    return tuple(found)


def _cut(stretch: str) -> tuple[Token, ...]:
    """The tokens of a stretch without white space, with the line end before it."""
    folded = fold(stretch)
    found: list[Token] = []
    done = 0
    for match in _TOKEN.finditer(folded.text):
        span, letters = folded.span(*match.span()), match.group()
        start, end = span.start, span.end
        if start < done:  # one code point that folds to several words is one token (¼, ﷺ)
            if end <= done:
                continue
            start = done
            letters = fold(stretch[start:end]).text
        found.append(Token(start, end, stretch[start:end], letters, _KINDS[match.lastgroup or "punct"]))
        done = end
    return tuple(found)


_known = lru_cache(maxsize=1 << 16)(_cut)  # nearly all words of a text have been met before


def fold_name(name: str) -> str:
    """The folded words and numbers of a name, one space between them: the key under which names are compared.

    >>> fold_name("ضاحية “الأسد”"), fold_name("Sheikh  Sa’eed")
    ('ضاحيه الاسد', "sheikh sa'eed")
    """
    return " ".join(t.folded for t in tokens(name) if t.kind in (TokenKind.WORD, TokenKind.NUMBER))
