"""The word lists of ``lexicon/finding.toml``, folded and turned round: from a word to what it can tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from hayy.text import fold_name


class Clue:
    """What a word beside a name can tell; one word may tell several things (القائد, رأس, الحي ...).

    Plain bits: they are tested for every neighbour of every name, and an enum's operators are slow.
    """

    CONJUNCTION: Final = 1 << 0
    LINK: Final = 1 << 1
    LOOSE: Final = 1 << 2
    WEAK: Final = 1 << 3
    FIRM: Final = 1 << 4
    EDGE: Final = 1 << 5
    NOUN: Final = 1 << 6
    CUE: Final = 1 << 7
    FALL: Final = 1 << 8
    AFTER: Final = 1 << 9
    FILLER: Final = 1 << 10
    TITLE: Final = 1 << 11
    ROLE: Final = 1 << 40
    GIVEN: Final = 1 << 12
    SPEECH: Final = 1 << 13
    UNIT: Final = 1 << 14
    ORGANISATION: Final = 1 << 15
    ORGANISATION_AFTER: Final = 1 << 16
    SENSE_AFTER: Final = 1 << 17
    COMPARATIVE: Final = 1 << 41
    WHOSE: Final = 1 << 18
    DIRECTION: Final = 1 << 19
    MONTH: Final = 1 << 20
    MEDICINE: Final = 1 << 21
    AREA_BEFORE: Final = 1 << 22
    AREA_NOUN: Final = 1 << 23
    SEAT: Final = 1 << 24
    TRANSLATED: Final = 1 << 25
    VERB: Final = 1 << 26
    FAMILY: Final = 1 << 42
    HALVES: Final = 1 << 27
    RANGE: Final = 1 << 28
    ADJECTIVE: Final = 1 << 29
    WAR: Final = 1 << 30
    COMMON: Final = 1 << 31


_WHERE = {
    ("lists", "conjunctions"): Clue.CONJUNCTION,
    ("lists", "links"): Clue.LINK,
    ("governors", "loose"): Clue.LOOSE,
    ("governors", "weak"): Clue.WEAK,
    ("governors", "comparatives"): Clue.COMPARATIVE,
    ("governors", "firm"): Clue.FIRM,
    ("governors", "edges"): Clue.EDGE,
    ("governors", "nouns"): Clue.NOUN,
    ("governors", "cues"): Clue.CUE,
    ("governors", "falls"): Clue.FALL,
    ("governors", "after"): Clue.AFTER,
    ("governors", "fillers"): Clue.FILLER,
    ("others", "titles"): Clue.TITLE,
    ("others", "roles"): Clue.TITLE | Clue.ROLE,
    ("others", "given"): Clue.GIVEN,
    ("others", "speech"): Clue.SPEECH,
    ("others", "units"): Clue.UNIT,
    ("others", "organisations"): Clue.ORGANISATION,
    ("others", "organisations_after"): Clue.ORGANISATION_AFTER,
    ("others", "senses_after"): Clue.SENSE_AFTER,
    ("others", "whose"): Clue.WHOSE,
    ("others", "directions"): Clue.DIRECTION,
    ("others", "months"): Clue.MONTH,
    ("others", "medicine"): Clue.MEDICINE,
    ("areas", "before"): Clue.AREA_BEFORE,
    ("areas", "nouns"): Clue.AREA_NOUN,
    ("areas", "seats"): Clue.SEAT,
    ("spelling", "translated"): Clue.TRANSLATED,
    ("governors", "verbs"): Clue.VERB,
    ("lists", "halves"): Clue.HALVES,
    ("lists", "families"): Clue.FAMILY,
    ("lists", "ranges"): Clue.RANGE,
    ("others", "adjectives"): Clue.ADJECTIVE,
    ("war", "words"): Clue.WAR,
    ("spelling", "common"): Clue.COMMON,
}


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: ``many`` for a dual or plural, ``singular`` all singulars of its kind.

    ``site`` and ``memorial`` are told in ``finding.toml``.
    """

    kind: str
    many: bool
    site: bool
    memorial: bool
    singular: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``clues`` and ``heads`` by folded word; ``glued`` are words that are found glued to the name after them."""

    clues: Mapping[str, int]
    heads: Mapping[str, Head]
    glued: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once.

    >>> lexicon().heads["دواري"].kind, lexicon().heads["دواري"].many
    ('roundabout', True)
    >>> lexicon().clues["سيطره"] == Clue.CUE
    True
    """
    text = resources.files("hayy").joinpath("lexicon", "finding.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    clues: dict[str, int] = {}
    for (section, key), clue in _WHERE.items():
        for word in map(fold_name, table[section].get(key, ())):
            clues[word] = clues.get(word, 0) | clue
    return Lexicon(clues, _heads(table["heads"]), tuple(map(fold_name, table["spelling"]["glued_before"])))


def _heads(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Head]:
    heads: dict[str, Head] = {}
    for kind, row in table.items():
        one, many = _folded(row["one"]), _folded(row["many"])
        for words, plural in ((one, False), (many, True)):
            for word in words:
                heads.setdefault(word, Head(kind, plural, row["site"], row.get("memorial", False), one))
    return heads


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold_name, words)))
