"""The quick look at a text: could anything in it tie it to the city?

Most documents of a stream speak of other things. What ties a text to the city (:mod:`hayy.finding.evidence`) is its
name, or the names of quarters taken together. The gate looks for all of them at once (Aho-Corasick over the encoded
text) and adds up what they could at best say. It lets too many texts through, never too few.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ahocorasick_rs import BytesAhoCorasick

from hayy.finding.alphabet import IGNORED, LETTERS, RARE, encode
from hayy.finding.evidence import ENOUGH, NAMED, WAR, most_of
from hayy.finding.lexicon import Clue, Lexicon
from hayy.finding.names import Entry, Names, Sort
from hayy.finding.spelling import ARTICLE, CLITICS

_LEAST, _TELLING = 3, 4  # letters of a Latin word that may, and that surely does tell a name
_TELL = Clue.GIVEN | Clue.TITLE | Clue.WAR
_DROPPED = bytes([IGNORED]) + b"'"  # marks and apostrophes inside words
_SPACED = bytes(b if b not in b'-_"' else 32 for b in range(256))  # what may stand between the words of a name
_PREFIXES = frozenset(
    encode(clitics + article) for clitics in CLITICS for article in ("", ARTICLE, "ل") if clitics or article != "ل"
)
_LONGEST_PREFIX = max(map(len, _PREFIXES))
_ENDINGS = (encode("ء"), b"s")  # a last hamza that the trie leaves out; a possessive


class Gate:
    """Built once from the names.

    >>> from hayy.finding.lexicon import lexicon
    >>> from hayy.gazetteer import load
    >>> gate = Gate(Names(load()), lexicon())
    >>> [gate.lets_in(encode(text)) for text in ("غارات على الصاخور وحلب", "مباراة في الدوري الإسباني")]
    [True, False]
    """

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        clues: dict[str, float] = {}
        entries = {(e.target, e.form): e for node in names.nodes() for e in node.entries if not e.glued}
        for entry in entries.values():
            for phrase in _phrases(entry, names, lexicon):
                weight = most_of(entry) if entry.sort is Sort.PLACE and not entry.latin else NAMED
                clues[phrase] = max(clues.get(phrase, 0.0), weight)
        self._weights = list(clues.values())
        self._search = BytesAhoCorasick([encode(phrase) for phrase in clues])

    def lets_in(self, folded: bytes) -> bool:
        """Whether an encoded text (:func:`hayy.finding.alphabet.encode`) could be tied to the city."""
        if RARE in folded:
            return True  # only the original can tell
        plain = folded.translate(_SPACED, _DROPPED)
        while b"  " in plain:
            plain = plain.replace(b"  ", b" ")
        total = WAR
        seen: set[int] = set()
        for clue, start, end in self._search.find_matches_as_indexes(plain, overlapping=True):
            if clue not in seen and _is_word(plain, start, end):
                seen.add(clue)
                total += self._weights[clue]
                if total >= ENOUGH:
                    return True
        return False


def _phrases(entry: Entry, names: Names, lexicon: Lexicon) -> Iterator[str]:
    """What to look for: the city's name; an Arabic name as it may be spelled; of a Latin name the words that are no
    ordinary ones, in every spelling that is listed.
    """
    city = names.city_words.intersection(entry.words)
    if entry.sort is not Sort.ELSEWHERE and city:
        for word in city:
            yield from names.spelled[word] if entry.latin else (word,)
    elif entry.sort is Sort.PLACE and most_of(entry):
        if entry.latin:
            yield from _latin_phrases(entry, names, lexicon)
        else:
            spellings = (
                (word, word + "ء", ARTICLE + word, ARTICLE + word + "ء")[: 4 if article else 2]
                for word, article in zip(entry.words[1:], entry.articles[1:], strict=True)
            )
            yield from (" ".join((entry.words[0], *rest)) for rest in product(*spellings))


def _latin_phrases(entry: Entry, names: Names, lexicon: Lexicon) -> Iterator[str]:
    """All spellings of the words of a name that are never ordinary words and long enough; at least of one word."""
    spelled = {key: names.spelled[key] for key in entry.words}
    shortest = {key: min(map(len, words)) for key, words in spelled.items()}
    ordinary = {key: sum(_ordinary(word, lexicon) for word in words) for key, words in spelled.items()}
    best = min(entry.words, key=lambda key: (shortest[key] < _LEAST, ordinary[key] > 0, -shortest[key]))
    if shortest[best] < _LEAST or ordinary[best] == len(spelled[best]):
        best = min(entry.words, key=lambda key: (ordinary[key] == len(spelled[key]), -shortest[key]))
    first, *rest = entry.words
    if shortest[best] < _LEAST and rest and rest[0].isdigit():  # M10
        yield from (word + gap + rest[0] for word in spelled[first] for gap in ("", " "))
    else:
        yield from spelled[best]
    for key in entry.words:
        if not ordinary[key] and shortest[key] >= _TELLING:
            yield from spelled[key]


def _ordinary(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.heads or (word.isdigit() and len(word) < 3) or bool(lexicon.clues.get(word, 0) & ~_TELL)


def _is_word(plain: bytes, start: int, end: int) -> bool:
    """Whether a hit is a word but for clitics and the article before it and the endings that names do without."""
    if plain[end : end + 1] in _ENDINGS:
        end += 1
    if end < len(plain) and plain[end] in LETTERS:
        return False
    first = start
    while first and start - first <= _LONGEST_PREFIX and plain[first - 1] in LETTERS:
        first -= 1
    return plain[first:start] in _PREFIXES
