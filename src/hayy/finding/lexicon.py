"""The word lists of ``lexicon/finding.toml``, folded and turned round: from a word to what it can tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import cache
from importlib import resources
from typing import Any

from hayy.text import fold_name


class Clue(IntFlag):
    """What a word beside a name can tell. One word may tell several things (القائد, رأس, الحي ...)."""

    CONJUNCTION = auto()
    LINK = auto()
    LOOSE = auto()
    WEAK = auto()
    FIRM = auto()
    EDGE = auto()
    NOUN = auto()
    CUE = auto()
    FALL = auto()
    AFTER = auto()
    FILLER = auto()
    TITLE = auto()
    GIVEN = auto()
    SPEECH = auto()
    UNIT = auto()
    ORGANISATION = auto()
    ORGANISATION_AFTER = auto()
    SENSE_AFTER = auto()
    WHOSE = auto()
    DIRECTION = auto()
    MONTH = auto()
    MEDICINE = auto()
    AREA_BEFORE = auto()
    AREA_NOUN = auto()
    SEAT = auto()
    TRANSLATED = auto()
    VERB = auto()
    HALVES = auto()
    RANGE = auto()
    ADJECTIVE = auto()
    WAR = auto()
    COMMON = auto()


_WHERE = {
    ("lists", "conjunctions"): Clue.CONJUNCTION,
    ("lists", "links"): Clue.LINK,
    ("governors", "loose"): Clue.LOOSE,
    ("governors", "weak"): Clue.WEAK,
    ("governors", "firm"): Clue.FIRM,
    ("governors", "edges"): Clue.EDGE,
    ("governors", "nouns"): Clue.NOUN,
    ("governors", "cues"): Clue.CUE,
    ("governors", "falls"): Clue.FALL,
    ("governors", "after"): Clue.AFTER,
    ("governors", "fillers"): Clue.FILLER,
    ("others", "titles"): Clue.TITLE,
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
    ("lists", "ranges"): Clue.RANGE,
    ("others", "adjectives"): Clue.ADJECTIVE,
    ("war", "words"): Clue.WAR,
    ("spelling", "common"): Clue.COMMON,
}


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: ``many`` for a dual or plural, ``singular`` all singulars of its kind, ``site`` and ``memorial`` as
    told in ``finding.toml``."""

    kind: str
    many: bool
    site: bool
    memorial: bool
    singular: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``clues`` and ``heads`` by folded word; ``glued`` are words that are found glued to the name after them."""

    clues: Mapping[str, Clue]
    heads: Mapping[str, Head]
    glued: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once.

    >>> lexicon().heads["دواري"].kind, lexicon().heads["دواري"].many
    ('roundabout', True)
    >>> Clue.CUE in lexicon().clues["سيطره"]
    True
    """
    text = resources.files("hayy").joinpath("lexicon", "finding.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    clues: dict[str, Clue] = {}
    for (section, key), clue in _WHERE.items():
        for word in map(fold_name, table[section].get(key, ())):
            clues[word] = clues.get(word, Clue(0)) | clue
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
