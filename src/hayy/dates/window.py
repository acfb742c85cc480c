"""A look at lexemes by position that never runs off the end: what every grammar rule works with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hayy.dates.expressions import Expression
from hayy.dates.lexicon import Lexeme
from hayy.text import Token

Parsed = tuple[Expression, int]
FILLERS = 3


class Window:
    """The lexemes of one text; positions outside them have the kind ``""``."""

    __slots__ = ("kinds", "lexemes")

    def __init__(self, lexemes: Sequence[Lexeme | Token]) -> None:
        self.lexemes = lexemes
        self.kinds: list[str] = [lexeme.kind for lexeme in lexemes]

    def _lexeme(self, at: int) -> Lexeme | None:
        """The lexeme at ``at``; None outside and for a plain word."""
        found = self.lexemes[at] if 0 <= at < len(self.lexemes) else None
        return found if isinstance(found, Lexeme) else None

    def kind(self, at: int) -> str:
        """The kind of the lexeme at ``at``."""
        if at < 0:
            return ""
        try:
            return self.kinds[at]
        except IndexError:
            return ""

    def value(self, at: int) -> int | str:
        """The value of the lexeme at ``at``; zero outside."""
        lexeme = self._lexeme(at)
        return lexeme.value if lexeme is not None else 0

    def number(self, at: int) -> int:
        """The value of the lexeme at ``at`` if it is a number, else zero."""
        value = self.value(at)
        return value if isinstance(value, int) else 0

    def arabic(self, at: int) -> bool:
        """Whether the lexeme at ``at`` is in Arabic letters."""
        if not 0 <= at < len(self.lexemes):
            return False
        found = self.lexemes[at]
        return not (found.norm if isinstance(found, Lexeme) else found.folded).isascii()

    def joined(self, at: int) -> bool:
        """Whether the lexeme at ``at`` had و glued to it."""
        lexeme = self._lexeme(at)
        return lexeme is not None and lexeme.joined

    def skip(self, at: int, *kinds: str) -> int:
        """The first position from ``at`` that is not of ``kinds``; at most three are passed, of days only a single one.

        >>> Window([Lexeme("in", 0, 0, 2), Lexeme("the", 0, 3, 6), Lexeme("weekday", 1, 7, 13)]).skip(0, "in", "the")
        2
        """
        for _ in range(FILLERS):
            kind = self.kind(at)
            if kind not in kinds or (kind == "day" and self.number(at) != 1):
                break
            at += 1
        return at

    def adjacent(self, at: int, count: int) -> bool:
        """Whether ``count`` lexemes from ``at`` touch one another."""
        if at < 0 or at + count > len(self.lexemes):
            return False
        run = self.lexemes[at : at + count]
        return all(a.end == b.start for a, b in pairwise(run))
