"""Looking a name up: ranked answers across Arabic and every usual romanisation.

A query meets a name in one of three ways: the folded words are the same (score 100), the keys are the same (98: another
romanisation of the same name), or they are similar (97 and less). From ``ACCEPT`` up an answer can be taken for the
place; below it, it is a suggestion. The figures behind the threshold are in docs/accuracy.md, made by
``python -m hayy.gazetteer.evaluate``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from hayy.gazetteer.latin import Key, is_arabic, is_weak, letters_key, name_key, plain_key, skeleton, words_of
from hayy.gazetteer.tables import Elsewhere, Gazetteer
from hayy.model import Name
from hayy.text import fold, fold_name

ACCEPT = 95.0
"""From this score up, an answer can be taken for the place that was meant."""
LIST_FROM = 70.0
"""Answers below this score are not listed: they share little more than the alphabet."""

_SAME_KEY = 98.0
_MOST_SIMILAR = 97.0
_OTHER_SCRIPT = 96.0
_OTHER_SCRIPT_SHORT = 94.0
_LONG_ENOUGH = 5
_ENOUGH_TO_COMPARE = 3
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

    def search(self, query: str, limit: int = 10, without: Container[str] = ()) -> list[Hit]:
        """Places that ``query`` may mean, best first, at most ``limit``.

        ``without`` leaves forms out, as if they were not listed: for measuring how well a new spelling is found.
        """
        hits = self._search(_readings(query), without)
        if is_arabic(query) and not any(hit.accepted for hit in hits):
            hits = [hit for hit in self._search(_without_clitic(query), without) if hit.accepted] or hits
        return hits[:limit]

    def _search(self, readings: Iterable[tuple[float, str]], without: Container[str]) -> list[Hit]:
        best: dict[str, _Found] = {}
        for cost, reading in readings:
            asked = _entry(Name("", reading, "", ""))
            for known in self._entries:
                if known.name.form not in without:
                    _keep_better(best, asked, known, cost)
        ranked = sorted(best.items(), key=lambda item: (-item[1].score, -item[1].likeness, item[0]))
        return [Hit(place, found.score, found.name.form, found.name.source) for place, found in ranked]


@dataclass(frozen=True, slots=True)
class _Found:
    """The best name of a place so far; ``likeness`` letter by letter decides between spellings with the same key."""

    score: float
    likeness: float
    name: Name


def _keep_better(best: dict[str, _Found], asked: _Entry, known: _Entry, cost: float) -> None:
    score = round(_score(asked, known) - cost, 1)
    old = best.get(known.name.place)
    if score < LIST_FROM or (old is not None and score < old.score):
        return
    likeness = fuzz.ratio(asked.letter_by_letter, known.letter_by_letter)
    if old is None or (score, likeness) > (old.score, old.likeness):
        best[known.name.place] = _Found(score, likeness, known.name)


def _readings(query: str) -> list[tuple[float, str]]:
    """The query, and what it says if it was written for readers of German (ch), Spanish (j, y) or French (ou).

    >>> [reading for _, reading in _readings("Al Jalidiya")]
    ['Al Jalidiya', 'al khalidiya']
    """
    if not fold_name(query):
        return []
    folded = fold(query).text
    foreign = [(cost, written.sub(meant, folded)) for written, meant, cost in _FOREIGN if written.search(folded)]
    return [(0.0, query), *foreign]


def _without_clitic(query: str) -> list[tuple[float, str]]:
    """An Arabic query without the conjunction or preposition that may be written onto its first word.

    >>> _without_clitic("والصاخور"), _without_clitic("للصاخور"), _without_clitic("كرم")
    ([(1.0, 'الصاخور')], [(1.0, 'الصاخور')], [(1.0, 'رم')])
    """
    folded = fold_name(query)
    if folded.startswith("لل"):
        return [(1.0, "ال" + folded[2:])]
    return [(1.0, folded[1:])] if folded[:1] in tuple("وفبلك") else []


_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ar", "ad", "at", "an", "az", "es", "ech"})
_FOREIGN = (
    (re.compile("(?<![st])ch"), "kh", 1.0),
    (re.compile("j"), "kh", 1.0),
    (re.compile("(?<=[bcdfghjklmnpqrstvwxz])y(?=[aeiou])"), "j", 1.0),
    (re.compile("ou(?=[aei])"), "w", 1.0),
)


def search(gazetteer: Gazetteer, query: str, limit: int = 10) -> list[Hit]:
    """Places of the gazetteer that ``query`` may mean, best first.

    The name of a place elsewhere beats every answer that is only similar: Palmyra is no spelling of Ballura.

    >>> from hayy.gazetteer import load
    >>> hit = search(load(), "Kallassa")[0]
    >>> hit.place, hit.score, hit.form, hit.source
    ('kallaseh', 98.0, 'al-Kallassa', 'SEEN')
    >>> search(load(), "Palmyra")
    []
    """
    hits = Index(gazetteer.names).search(query, limit)
    others = namesakes(gazetteer, query)
    if not others:
        return hits
    asked = _bare(query)
    if any(_bare(name.form) == asked for place in others for name in place.names):
        # Spelt just like a place elsewhere: only what is spelt so in the city may be meant, too.
        return [hit for hit in hits if hit.accepted and _bare(hit.form) == asked]
    return [hit for hit in hits if hit.accepted]


def _bare(form: str) -> str:
    """The folded words of a name without its article."""
    words = fold_name(form).split()
    return " ".join(words[1:] if words[:1] and words[0] in _ARTICLES and len(words) > 1 else words).removeprefix("ال")


def namesakes(gazetteer: Gazetteer, query: str) -> list[Elsewhere]:
    """The places elsewhere that have this very name, by the folded words or by the key of its Latin spelling.

    >>> from hayy.gazetteer import load
    >>> [place.id for place in namesakes(load(), "al-Bureij")]
    ['breij-gaza']
    """
    folded, key = fold_name(query), name_key(query)
    latin = not is_arabic(query)
    return [
        place
        for place in gazetteer.elsewhere.values()
        if any(fold_name(n.form) == folded or (latin and name_key(n.form) == key) for n in place.names)
    ]


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
    glued: str
    letter_by_letter: str


def _entry(name: Name) -> _Entry:
    arabic = is_arabic(name.form)
    letters = letters_key(name.form) if arabic else _NOTHING
    folded = fold_name(name.form)
    # An apostrophe is often an ayn, which others write aa: Da'da', Daadaa.
    spelt = "".join(words_of(folded.replace("'", "a")))
    glued = folded.replace(" ", "")
    return _Entry(name, folded, arabic, name_key(name.form), plain_key(name.form), letters, glued, spelt)


_NOTHING = Key(frozenset(), "")


def _score(asked: _Entry, known: _Entry) -> float:
    """How alike two spellings are, 0 to 100."""
    if asked.folded == known.folded:
        return 100.0
    if not asked.arabic:
        return _latin_score(asked, known)
    if not known.arabic:
        return 0.0
    if asked.glued == known.glued or asked.letters == known.letters:
        return _SAME_KEY
    score = _key_score(asked.letters, known.letters, fuzz.ratio)
    if _may_be_unknown_spelling(asked.letters.concepts, known.letters.concepts):
        score = max(score, fuzz.ratio(asked.glued, known.glued) - _SPELT_OUT)
    return min(score, _MOST_SIMILAR)


def _latin_score(asked: _Entry, known: _Entry) -> float:
    if asked.key == known.key:
        score = _SAME_KEY
    else:
        score = min(_key_score(asked.key, known.key, _similar), _MOST_SIMILAR)
        if _may_be_unknown_spelling(asked.key.concepts, known.key.concepts):
            score = max(score, _similar(asked.plain, known.plain) - _SPELT_OUT)
    if not known.arabic:
        return score
    # Transliterated by rule, without the short vowels: never as good as a spelling seen.
    return min(score, _OTHER_SCRIPT if len(known.key.rest) >= _LONG_ENOUGH else _OTHER_SCRIPT_SHORT)


def _may_be_unknown_spelling(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the concepts differ only by words that one side names and the other may spell in an unknown way.

    A number is spelt one way only, and east is no spelling of west.
    """
    return (one < other or other < one) and not any(concept.isdigit() for concept in one ^ other)


def _key_score(asked: Key, known: Key, likeness: Callable[[str, str], float]) -> float:
    missing = sum(_MISSING_WEAK_WORD if is_weak(c) else _MISSING_WORD for c in asked.concepts ^ known.concepts)
    if missing > _MOST_SIMILAR - LIST_FROM:
        return 0.0
    if not asked.rest and not known.rest:
        return _MOST_SIMILAR - missing if asked.concepts & known.concepts else 0.0
    return likeness(asked.rest, known.rest) - missing


def _similar(one: str, other: str) -> float:
    """The mean of two likenesses: with the vowels as classes, and without vowels.

    Two or three signs are too few to be merely alike, and lengths too far apart cannot reach ``LIST_FROM``.
    """
    shorter, longer = sorted((len(one), len(other)))
    if one == other:
        return 100.0 if one else 0.0
    if shorter < _ENOUGH_TO_COMPARE or shorter * 2 < longer:
        return 0.0
    return (fuzz.ratio(one, other) + fuzz.ratio(skeleton(one), skeleton(other))) / 2
