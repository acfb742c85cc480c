"""The quick look at a text: could anything in it tie it to the city?

Most documents of a stream speak of other things. What ties a text to the city (:mod:`hayy.finding.evidence`) is its
name, or the names of quarters taken together. The gate looks for all of them at once (Aho-Corasick over the encoded
text) and adds up what they could at best say. It lets too many texts through, never too few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, Implementation

from hayy.finding.alphabet import IGNORED, LETTERS, RARE, encode
from hayy.finding.evidence import ENOUGH, NAMED, WAR, most_of
from hayy.finding.lexicon import Clue, Lexicon
from hayy.finding.names import Entry, Names, Sort
from hayy.finding.romanised import ARTICLES
from hayy.finding.spelling import ARTICLE, CLITICS

_LEAST, _TELLING = 3, 4  # letters of a Latin word that may, and that surely does tell a name
_TELL = Clue.GIVEN | Clue.TITLE | Clue.WAR | Clue.FAMILY
_DROPPED = bytes([IGNORED]) + b"'"  # marks and apostrophes inside words
_SPACED = bytes(b if b not in b'-_"' else 32 for b in range(256))  # what may stand between the words of a name
_PREFIXES = frozenset(
    encode(clitics + article) for clitics in CLITICS for article in ("", ARTICLE, "ل") if clitics or article != "ل"
)
_LETTERS = LETTERS + bytes([RARE])
_ARTICLES = (encode(ARTICLE), encode("لل"))
_LONGEST_PREFIX = max(map(len, _PREFIXES))
_ENDINGS = (encode("ء"), b"s")  # a last hamza that the trie leaves out; a possessive


class Gate:
    """Built once from the names.

    >>> from hayy.finding.lexicon import lexicon
    >>> from hayy.gazetteer import load
    >>> gate = Gate(Names(load()), lexicon())
    >>> [gate.lets_in(encode(text)) >= NAMED for text in ("غارات على الصاخور وحلب", "معارك في الصاخور وكرم الجبل")]
    [True, False]
    >>> gate.lets_in(encode("مباراة في الدوري الإسباني"))
    0.0
    """

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        clues: dict[str, _Clue] = {}
        entries = {(e.target, e.form): e for node in names.nodes() for e in node.entries if not e.glued}
        for entry in entries.values():
            weight = NAMED if _names_city(entry, names) else max(most_of(entry), ENOUGH if entry.latin else 0.0)
            article = not entry.latin and len(entry.words) == 1 and entry.articles[0]
            for phrase in _phrases(entry, names, lexicon):
                known = clues.get(phrase, _Clue(0.0, article))
                clues[phrase] = _Clue(max(known.weight, weight), known.article and article)
        for word, clue in lexicon.clues.items():
            if clue & Clue.WAR:
                clues.setdefault(word, _Clue(0.0, False, war=True))
                clues[word].war = True
        self._clues = list(clues.values())
        self._search = BytesAhoCorasick([encode(phrase) for phrase in clues], implementation=Implementation.DFA)
        self._city = [(encode(phrase), clue.article) for phrase, clue in clues.items() if clue.weight >= NAMED]
        self._city_search = BytesAhoCorasick([phrase for phrase, _ in self._city])

    def lets_in(self, folded: bytes) -> float:
        """How much in an encoded text (:func:`hayy.finding.alphabet.encode`) could at best tie it to the city.

        0: nothing does; ``NAMED`` or more: the city is named.
        """
        plain = folded.translate(_SPACED, _DROPPED)
        if self._is_named(plain):
            return NAMED
        if RARE in folded:
            return ENOUGH  # only the original can tell
        while b"  " in plain:
            plain = plain.replace(b"  ", b" ")
        total, war = 0.0, 0.0
        seen: set[int] = set()
        for number, start, end in self._search.find_matches_as_indexes(plain, overlapping=True):
            if number not in seen and (prefix := _prefix(plain, start, end)) is not None:
                clue = self._clues[number]
                if clue.war:
                    war = WAR
                if not clue.article or prefix.endswith(_ARTICLES):
                    seen.add(number)
                    total += clue.weight
                if total >= NAMED:
                    return total
        return total + war if total + war >= ENOUGH else 0.0

    def _is_named(self, plain: bytes) -> bool:
        """Whether a text holds a name of the city: most that are let in do, and need no further look."""
        for number, start, end in self._city_search.find_matches_as_indexes(plain, overlapping=True):
            prefix = _prefix(plain, start, end)
            if prefix is not None and (not self._city[number][1] or prefix.endswith(_ARTICLES)):
                return True
        return False


@dataclass(slots=True)
class _Clue:
    """What a phrase could say for the city; ``article``: only with the article; ``war``: a word of the war."""

    weight: float
    article: bool
    war: bool = False


def _phrases(entry: Entry, names: Names, lexicon: Lexicon) -> Iterator[str]:
    """What to look for: the city's name; an Arabic name as it may be spelled; of a Latin name the words that are no
    ordinary ones, in every spelling that is listed.
    """
    if _names_city(entry, names):
        for word in names.city_words.intersection(entry.words):
            yield from names.spelled[word] if entry.latin else (word,)
    elif entry.sort is Sort.PLACE and most_of(entry):
        if entry.latin:
            yield from _latin_phrases(entry, names, lexicon)
        else:
            spellings = (
                (word, word + "ء", ARTICLE + word, ARTICLE + word + "ء")[: 4 if article else 2]
                for word, article in zip(entry.words[1:], entry.articles[1:], strict=True)
            )
            phrases = [" ".join((entry.words[0], *rest)) for rest in product(*spellings)]
            yield from phrases
            if len(entry.words) == 2:  # الأنصاري بشقيه الشرقي والغربي
                yield entry.words[0] if names.is_place(entry.words[:1]) else phrases[0]


def _names_city(entry: Entry, names: Names) -> bool:
    return entry.sort is not Sort.ELSEWHERE and not names.city_words.isdisjoint(entry.words)


def _latin_phrases(entry: Entry, names: Names, lexicon: Lexicon) -> Iterator[str]:
    """All spellings of the words of a name that are never ordinary words and long enough; if it has none, all spellings
    of the whole name.
    """
    spelled = {key: names.spelled[key] for key in entry.words}
    shortest = {key: min(map(len, words)) for key, words in spelled.items()}
    telling = [key for key in entry.words if not any(_ordinary(word, lexicon) for word in spelled[key])]
    best = max(telling, key=lambda key: shortest[key], default=None)
    if best is None or shortest[best] < _LEAST:
        gaps = (" ", "", *(f" {article} " for article in ARTICLES))
        for first, *rest in product(*spelled.values()):
            yield from (first + "".join(gap + word for word in rest) for gap in gaps)
        return
    for key in telling:
        if key == best or shortest[key] >= _TELLING:
            yield from spelled[key]


def _ordinary(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.heads or (word.isdigit() and len(word) < 3) or bool(lexicon.clues.get(word, 0) & ~_TELL)


def _prefix(plain: bytes, start: int, end: int) -> bytes | None:
    """The clitics and the article before a hit; None if it is not a word but for these and the endings that names do
    without.
    """
    if plain[end : end + 1] in _ENDINGS:
        end += 1
    if end < len(plain) and plain[end] in _LETTERS:
        return None
    first = start
    while first and start - first <= _LONGEST_PREFIX and plain[first - 1] in _LETTERS:
        first -= 1
    prefix = plain[first:start]
    return prefix if prefix in _PREFIXES else None
