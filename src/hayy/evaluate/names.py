"""Comparing names of places across gazetteers: light folding, and a table of names that mean one place."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from hayy.evaluate.textfile import read_text

_TATWEEL = "\u0640"
_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def fold(name: str) -> str:
    """The words of a name without vowel marks, tatweel, hamza seats and punctuation.

    Deliberately lighter than :func:`hayy.text.fold`: it is the folding that the annotation scheme defines, and the
    figures have to agree with its scorer.

    >>> fold("الأنصارىّ  «الغربي»")
    'الانصاري الغربي'
    """
    bare = "".join(c for c in unicodedata.normalize("NFC", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare.replace(_TATWEEL, "").translate(_LETTERS).lower()))


class Names:
    """Keys under which names are equal.

    >>> Names({"اصيله": "قصيله"}).key("أصيلة")
    'قصيله'
    """

    def __init__(self, same: dict[str, str] | None = None) -> None:
        self._same = same or {}

    @classmethod
    def from_file(cls, path: Path) -> Names:
        """The table of ``path``: tab-separated, each line the names of one place, the first one standing for all.

        Raises:
            InputError: the file cannot be read.
        """
        names = cls()
        for line in read_text(path).splitlines():
            first, *others = map(names.key, line.split("\t"))  # known names stand for their first: no circle can arise
            names._same.update({other: first for other in others if other and other != first})
        return names

    def key(self, name: str | None) -> str:
        """The folded name of the place; empty for None."""
        key = fold(name or "")
        while key in self._same:
            key = self._same[key]
        return key
