"""Looking a name up: ranked answers across Arabic and every usual romanisation.

A query meets a name in one of three ways: the folded words are the same (score 100), the keys are the same (98: another
romanisation of the same name), or they are similar (97 and less). From ``ACCEPT`` up an answer can be taken for the
place; below it, it is a suggestion. The figures behind the threshold are in docs/accuracy.md, made by
``python -m hayy.gazetteer.evaluate``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from hayy.gazetteer.latin import Key, is_arabic, is_weak, letters_key, name_key, plain_key, skeleton, words_of
from hayy.gazetteer.tables import Gazetteer
from hayy.model import Name
from hayy.text import fold_name

ACCEPT = 95.0
"""From this score up, an answer can be taken for the place that was meant."""
LIST_FROM = 70.0
"""Answers below this score are not listed: they share little more than the alphabet."""

_SAME_KEY = 98.0
_MOST_SIMILAR = 97.0
_OTHER_SCRIPT = 96.0
_OTHER_SCRIPT_SHORT = 94.0
_LONG_ENOUGH = 5
_MISSING_WORD = 18.0
_MISSING_WEAK_WORD = 11.0
_SPELT_OUT = 6.0  # what it costs that a word was not recognised as the concept it is


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a query may mean, with the name that spoke for it and that name's sources."""

    place: str
    score: float
    form: str
    source: str

    @property
    def accepted(self) -> bool:
        """Whether the score is high enough to take the place for the one meant."""
        return self.score >= ACCEPT


class Index:
    """The names of a gazetteer, ready to be searched.

    >>> from hayy.gazetteer import load
    >>> index = Index(load().names)
    >>> [hit.place for hit in index.search("Al Sheij Said")][:1]
    ['sheikh-saeed']
    >>> [(hit.place, hit.accepted) for hit in index.search("Karam al-Dada")][:2]
    [('karm-al-dada', True), ('karm-al-daadaa', True)]
    >>> index.search("Stockholm")
    []
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._entries = tuple(_entry(name) for name in names)

    def search(self, query: str, limit: int = 10, without: str | None = None) -> list[Hit]:
        """Places that ``query`` may mean, best first, at most ``limit``.

        ``without`` leaves the names of exactly that form out: for measuring how well a spelling is found that nobody
        has listed.
        """
        if not fold_name(query):
            return []
        asked = _entry(Name("", query, "", ""))
        best: dict[str, tuple[float, float, str, str]] = {}
        for known in self._entries:
            if known.name.form == without:
                continue
            score = round(_score(asked, known), 1)
            place = known.name.place
            if score >= LIST_FROM and (place not in best or score >= best[place][0]):
                # Of spellings with the same key, the one that is nearer letter by letter comes first.
                likeness = fuzz.ratio(asked.letter_by_letter, known.letter_by_letter)
                found = (score, likeness, known.name.form, known.name.source)
                if place not in best or found[:2] > best[place][:2]:
                    best[place] = found
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
        return [Hit(place, score, form, source) for place, (score, _, form, source) in ranked[:limit]]


def search(gazetteer: Gazetteer, query: str, limit: int = 10) -> list[Hit]:
    """Places of the gazetteer that ``query`` may mean, best first.

    >>> from hayy.gazetteer import load
    >>> hit = search(load(), "Kallassa")[0]
    >>> hit.place, hit.score, hit.form, hit.source
    ('kallaseh', 98.0, 'al-Kallassa', 'SEEN')
    """
    return Index(gazetteer.names).search(query, limit)


def is_ambiguous(hits: list[Hit]) -> bool:
    """Whether the spelling itself fits two places, so that no search can tell which is meant.

    >>> from hayy.gazetteer import load
    >>> is_ambiguous(search(load(), "Karm al-Dada")), is_ambiguous(search(load(), "كرم الدادا"))
    (True, False)
    """
    return len(hits) > 1 and hits[1].score >= _SAME_KEY


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name with what it is compared by."""

    name: Name
    folded: str
    arabic: bool
    key: Key
    plain: str
    letters: Key
    letter_by_letter: str


def _entry(name: Name) -> _Entry:
    arabic = is_arabic(name.form)
    letters = letters_key(name.form) if arabic else _NOTHING
    folded = fold_name(name.form)
    # An apostrophe is often an ayn, which others write aa: Da'da', Daadaa.
    spelt = "".join(words_of(folded.replace("'", "a")))
    return _Entry(name, folded, arabic, name_key(name.form), plain_key(name.form), letters, spelt)


_NOTHING = Key(frozenset(), "")


def _score(asked: _Entry, known: _Entry) -> float:
    """How alike two spellings are, 0 to 100."""
    if asked.folded == known.folded:
        return 100.0
    if asked.arabic:
        if not known.arabic:
            return 0.0
        same, score = asked.letters == known.letters, _key_score(asked.letters, known.letters, fuzz.ratio)
    else:
        same, score = asked.key == known.key, _key_score(asked.key, known.key, _similar)
        if _may_be_unknown_spelling(asked.key.concepts, known.key.concepts):
            score = max(score, _similar(asked.plain, known.plain) - _SPELT_OUT)
        if known.arabic:  # transliterated by rule, without the short vowels: never as good as a spelling seen
            cap = _OTHER_SCRIPT if len(known.key.rest) >= _LONG_ENOUGH else _OTHER_SCRIPT_SHORT
            return cap if same else min(score, cap)
    return _SAME_KEY if same else min(score, _MOST_SIMILAR)


def _may_be_unknown_spelling(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the concepts differ only by words that one side names and the other may spell in an unknown way.

    A number is spelt one way only, and east is no spelling of west.
    """
    return (one < other or other < one) and not any(concept.isdigit() for concept in one ^ other)


def _key_score(asked: Key, known: Key, likeness: Callable[[str, str], float]) -> float:
    missing = sum(_MISSING_WEAK_WORD if is_weak(c) else _MISSING_WORD for c in asked.concepts ^ known.concepts)
    if not asked.rest and not known.rest:
        return _MOST_SIMILAR - missing if asked.concepts & known.concepts else 0.0
    return likeness(asked.rest, known.rest) - missing


@lru_cache(maxsize=65536)
def _similar(one: str, other: str) -> float:
    """The mean of two likenesses: with the vowels as classes, and without vowels."""
    if not one or not other:
        return 0.0
    return (fuzz.ratio(one, other) + fuzz.ratio(skeleton(one), skeleton(other))) / 2
