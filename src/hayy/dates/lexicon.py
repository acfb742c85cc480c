"""Words to lexemes: the first stage of reading dates.

Kinds of ``lexicon/dates.toml`` are explained there; this module adds ``num`` (a number in figures), ``word`` (anything
else) and the marks themselves (``,`` ``/`` ``-`` ``(`` ``)`` ``:`` ``.`` and ``newline``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from hayy.errors import DataError
from hayy.text import Token, TokenKind, fold_character, tokens

SENTENCE_MARKS = frozenset(".!?;")
LATIN_CAPITAL = frozenset({"weekday", "weekday_short", "month"})
LONGEST_FORM = 6
PIECE = re.compile(r"\d+|[.,]")

Form = tuple[str, ...]


class Lexeme(NamedTuple):
    """A form of the lexicon, a number or a mark, with its place in the text.

    ``value`` is a number or a name as the lexicon gives it. ``joined`` marks a form that had the conjunction و glued
    to it; the conjunction is outside ``start``.
    """

    kind: str
    value: int | str
    start: int
    end: int
    norm: str = ""
    joined: bool = False


@cache
def forms() -> dict[Form, tuple[str, int | str]]:
    """Every form of the lexicon, folded, with its kind and value.

    Raises:
        DataError: if a form stands under two kinds or values, or is longer than the longest allowed.
    """
    data = tomllib.loads((files("hayy") / "lexicon" / "dates.toml").read_text(encoding="utf-8"))
    table: dict[Form, tuple[str, int | str]] = {}
    for kind, values in data.items():
        for key, words in values.items():
            value: int | str = int(key) if key.lstrip("-").isdigit() else key
            for word in words:
                form = tuple(t.folded for t in tokens(word))
                if not 0 < len(form) <= LONGEST_FORM or table.get(form, (kind, value)) != (kind, value):
                    raise DataError(f"lexicon/dates.toml: {word!r} under [{kind}] {key} is too long or stands twice")
                table[form] = (kind, value)
    return table


@cache
def _lengths() -> dict[str, int]:
    """The words with which a form begins, each with the words of its longest form."""
    lengths: dict[str, int] = {}
    for form in forms():
        lengths[form[0]] = max(len(form), lengths.get(form[0], 0))
    return lengths


def _without_clitics(word: str) -> Iterator[tuple[str, int, bool]]:
    """``word`` whole, then without a glued conjunction or preposition: (rest, letters taken, had و).

    >>> list(_without_clitics("والاحد"))
    [('والاحد', 0, False), ('الاحد', 1, True)]
    """
    yield word, 0, False
    taken, joined = 0, False
    for letters in ("وف", "بلك"):
        rest = word[taken:]
        if len(rest) > 3 and rest[0] in letters:
            joined = joined or rest[0] == "و"
            if rest.startswith("لل"):
                yield "ا" + rest[1:], taken, joined
            taken += 1
            yield word[taken:], taken, joined


@lru_cache(maxsize=1 << 14)
def _starts(word: str) -> tuple[tuple[str, int, bool], ...]:
    """Those readings of ``word`` with which a form begins: none for most words, so the answer is kept."""
    return tuple(reading for reading in _without_clitics(word) if reading[0] in _lengths())


def _offset(surface: str, letters: int) -> int:
    """Where in ``surface`` the letter after the first ``letters`` folded ones stands; marks between are passed.

    >>> _offset("بـالأمس", 1)
    2
    """
    if not letters:
        return 0
    bases = [i for i, char in enumerate(surface) if fold_character(ord(char))]
    return bases[letters] if letters < len(bases) else 0


def _match(toks: Sequence[Token], at: int) -> tuple[Lexeme, int] | None:
    """The longest form that starts at token ``at``, and the token after it."""
    token = toks[at]
    table = forms()
    for word, taken, joined in _starts(token.folded):
        words = [word, *[t.folded for t in toks[at + 1 : at + _lengths()[word]]]]
        for length in range(len(words) - 1, -1, -1):
            entry = table.get(tuple(words[: length + 1]))
            if entry is None or (entry[0] in LATIN_CAPITAL and word.isascii() and not token.surface[0].isupper()):
                continue
            start = token.start + _offset(token.surface, taken)
            return Lexeme(*entry, start, toks[at + length].end, word, joined), at + length + 1
    return None


def _figures(token: Token) -> Iterator[Lexeme]:
    """A number, in its pieces where it has marks inside (3.12.2016)."""
    whole = len(token.folded) == len(token.surface)
    for piece in PIECE.finditer(token.folded):
        figures = piece.group()
        start = token.start + piece.start() * whole
        end = token.start + piece.end() if whole else token.end
        if figures.isdecimal():
            yield Lexeme("num", int(figures) if len(figures) <= 4 else -1, start, end, figures)
        else:
            yield Lexeme(figures, 0, start, end, figures)


def lexemes(toks: Sequence[Token]) -> list[Lexeme | Token]:
    """The lexemes of a text that is cut into tokens, longest form first, in one pass; a plain word stays a token.

    >>> [(x.kind, x.value) for x in lexemes(tokens("أول أمس الأربعاء"))]
    [('relative_day', -2), ('weekday', 3)]
    >>> [(x.kind, x.value) for x in lexemes(tokens("Dec. 3"))]
    [('month', 12), ('.', 0), ('num', 3)]
    """
    out: list[Lexeme | Token] = []
    past = 0  # the token after the form found last
    for at, token in enumerate(toks):
        if at < past:
            continue
        start, end, _, folded, kind = token
        if kind is TokenKind.NUMBER:
            out.extend(_figures(token))
        elif _starts(folded) and (matched := _match(toks, at)):
            out.append(matched[0])
            past = matched[1]
        elif kind is TokenKind.WORD:
            out.append(token)
        else:
            out.append(Lexeme("newline" if kind is TokenKind.NEWLINE else folded, 0, start, end, folded))
    return out
