"""The words of a picture: fixed texts with data in them, digits and dates of the language, and text made harmless.

A paragraph is a sequence of pieces. Each piece keeps its own direction, as if it stood in a ``<bdi>``: an Arabic name
in an English sentence cannot move the words around it, and the other way round.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from hayy.render.data import Lang
from hayy.render.look import texts

_SLOT = re.compile(r"(\{\w+\})")
_MARKS = "\u200e\u200f\u061c"
_MOST = 500
_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is laid out by itself, in its own direction; ``own`` marks hayy's words, not data."""

    text: str
    rtl: bool
    own: bool = False


Paragraph = tuple[Piece, ...]


def visible(text: str) -> str:
    r"""``text`` with everything that cannot be seen made visible as ⟦U+…⟧, on one line.

    Direction marks are left out: they are plain marks of Arabic typing, and a piece has a direction of its own.

    >>> visible("a\u202eb\nc\x00")
    'a⟦U+202E⟧b c⟦U+0000⟧'
    """
    return "".join(_visible(char) for char in " ".join(text.split()) if char not in _MARKS)


def _visible(char: str) -> str:
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp") or ord(char) in _SELECTORS
    return f"⟦U+{ord(char):04X}⟧" if hidden else char


def is_rtl(text: str) -> bool | None:
    """Whether the first letter that has a direction runs from right to left; None when no letter has one.

    >>> is_rtl("12 حلب"), is_rtl("Aleppo"), is_rtl("12")
    (True, False, None)
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return None


class Words:
    """Everything a picture says in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.rtl = lang == "ar"
        self._texts: dict[str, Any] = {**texts()[lang], **{f"picture_{k}": v for k, v in _own()[lang].items()}}

    def t(self, key: str) -> str:
        """A fixed text."""
        return str(self._texts[key])

    def number(self, value: float) -> str:
        """A number in the digits of the language.

        >>> Words("ar").number(2016), Words("en").number(0.5)
        ('٢٠١٦', '0.5')
        """
        digits, plain = self.t("digits"), f"{value:g}"
        if self.rtl:
            plain = plain.replace(".", "٫")
        return "".join(digits[int(char)] if char in "0123456789" else char for char in plain)

    def date(self, iso: str) -> str:
        """A day, written out.

        >>> Words("en").date("2016-12-12")
        '12 Dec 2016'
        """
        year, month, day = (int(part) for part in iso.split("-"))
        months: Sequence[str] = self._texts["months"]
        slots = {"day": self.number(day), "month": months[month - 1], "year": self.number(year)}
        return "".join(slots.get(part[1:-1], part) for part in _SLOT.split(self.t("date")))

    def fixed(self, text: str) -> Paragraph:
        """A text of hayy's own as a paragraph."""
        return (Piece(text, self.rtl, own=True),)

    def data(self, text: str) -> Piece:
        """A text from outside as a piece with the direction of its first letter; what no line could hold is cut."""
        shown = visible(text if len(text) <= _MOST else text[:_MOST] + "…")
        rtl = is_rtl(shown)
        return Piece(shown, self.rtl if rtl is None else rtl)

    def say(self, key: str, **slots: str | Piece | Paragraph) -> Paragraph:
        """A fixed text with its slots filled; strings count as words of the language, pieces keep their direction.

        >>> words = Words("en")
        >>> words.say("sources_line", list=words.data("سانا"))
        (Piece(text='According to ', rtl=False, own=True), Piece(text='سانا', rtl=True, own=False))
        """
        made: list[Piece] = []
        for part in _SLOT.split(self.t(key)):
            value = slots.get(part[1:-1], part) if _SLOT.fullmatch(part) else part
            made.extend(self._pieces(value))
        return merged(made)

    def joined(self, items: Iterable[str | Piece | Paragraph], separator: str) -> Paragraph:
        """Items one after the other with the fixed text ``separator`` between them."""
        made: list[Piece] = []
        for item in items:
            if made:
                made.extend(self._pieces(self.t(separator)))
            made.extend(self._pieces(item))
        return merged(made)

    def _pieces(self, value: str | Piece | Paragraph) -> Paragraph:
        if isinstance(value, str):
            return self.fixed(value)
        return (value,) if isinstance(value, Piece) else value


def merged(pieces: Iterable[Piece]) -> Paragraph:
    """The pieces without empty ones; hayy's own words that follow each other in one language are one piece."""
    made: list[Piece] = []
    for piece in pieces:
        if made and made[-1].own and piece.own and made[-1].rtl is piece.rtl:
            made[-1] = Piece(made[-1].text + piece.text, piece.rtl, own=True)
        elif piece.text:
            made.append(piece)
    return tuple(made)


@cache
def _own() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("hayy.render.picture") / "texts.toml").read_text(encoding="utf-8"))
