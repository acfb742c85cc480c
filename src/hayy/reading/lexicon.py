"""The lexicon of cues, sides and function words, loaded once per process from ``hayy/lexicon/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from hayy.errors import DataError
from hayy.model import Predicate
from hayy.reading.fitting import MEMORY, Fitting, Row
from hayy.reading.phrases import Phrases

CUE, WORD, SIDE, BREAK, SOURCE = 1, 2, 4, 8, 16
USUAL_LINKS: Mapping[Predicate, frozenset[str]] = {
    Predicate.TOOK: frozenset({"obj", "on", "of", "in", "edge", "upto"}),
    Predicate.LOST: frozenset({"obj", "on", "of"}),
    Predicate.HOLDS: frozenset({"obj", "on", "of", "in", "edge"}),
    Predicate.FIGHTS: frozenset({"obj", "on", "of", "in", "at", "to", "toward", "around", "edge"}),
    Predicate.ADVANCES: frozenset({"obj", "on", "of", "in", "to", "toward", "around", "edge", "upto"}),
    Predicate.ENTERS: frozenset({"obj", "on", "of", "in", "to", "edge", "upto"}),
    Predicate.NONE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One entry of the cue lexicon; the fields are explained at the head of ``lexicon/cues_ar.toml``."""

    id: str
    predicate: Predicate
    frame: str
    actor: str
    links: frozenset[str]
    side: bool
    flag: str
    before: bool
    forms: tuple[str, ...] = field(repr=False)
    example: str = field(repr=False, default="")
    counter: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class SideForm:
    """What a side phrase stands for; a weak one names the side only when no plainer word does."""

    side: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A source the lexicon knows under one neutral label."""

    label: str
    kind: str
    side: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the reader knows about one language. Its phrases can look at the same row of words."""

    lang: str
    cues: Phrases[CueEntry]
    words: Phrases[str]
    sides: Phrases[SideForm]
    entries: tuple[CueEntry, ...]
    breaks: Phrases[str]
    sources: Phrases[Source]
    fitting: Fitting
    _opens: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def row(self, words: Sequence[str]) -> Row:
        """The words of a sentence, made ready for all phrases of the language."""
        return self.fitting.row(words)

    def opens(self, word: str) -> int:
        """Which kinds of phrases may begin with ``word``: bits of CUE ... SOURCE. Most words open none."""
        known = self._opens.get(word)
        if known is None:
            if len(self._opens) >= MEMORY:
                self._opens.clear()
            known = self.cues.begin_with(word) * CUE | self.words.begin_with(word) * WORD
            known |= self.sides.begin_with(word) * SIDE | self.breaks.begin_with(word) * BREAK
            known |= self.sources.begin_with(word) * SOURCE
            self._opens[word] = known
        return known


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("hayy").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8"))


def _cue(row: Mapping[str, Any], where: str) -> CueEntry:
    try:
        predicate = Predicate(row["class"])
        links = frozenset(row["links"]) if "links" in row else USUAL_LINKS[predicate]
        return CueEntry(
            id=row["id"],
            predicate=predicate,
            frame=row["frame"],
            actor=row.get("actor", "subject"),
            links=links,
            side=row.get("side", False),
            flag=row.get("flag", ""),
            before=row.get("before", False),
            forms=tuple(row["forms"]),
            example=row["example"],
            counter=row["counter"],
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"lexicon/{where}: cue {row.get('id', '?')}: {error}") from None


@cache
def load_lexicon(lang: str) -> Lexicon:
    """The lexicon of "ar" or "en".

    >>> load_lexicon("en").lang
    'en'
    """
    entries = tuple(_cue(row, f"cues_{lang}.toml") for row in _load(f"cues_{lang}")["cue"])
    words = [(p, key) for key, rows in _load(f"function_{lang}").items() for row in rows for p in row.split(";")]
    sides = [
        (form, SideForm(side["id"], weak))
        for side in _load("sides")["side"]
        for key, weak in ((lang, False), (f"weak_{lang}", True))
        for form in side.get(key, ())
    ]
    quoted = [
        (form, Source(row["label"], row["kind"], row.get("side")))
        for row in _load("sources")["source"]
        for form in row.get(lang, ())
    ]
    fitting = Fitting()
    sources = Phrases(quoted, fitting)
    cues = Phrases(((form, entry) for entry in entries for form in entry.forms), fitting)
    breaks = Phrases(((pattern, key) for pattern, key in words if key == "coordination_break"), fitting)
    return Lexicon(lang, cues, Phrases(words, fitting), Phrases(sides, fitting), entries, breaks, sources, fitting)
