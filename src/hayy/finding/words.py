"""Words of running text and what each can be: worked out once per spelling and remembered.

News repeats itself: after some thousand articles nearly every word has been met before. So everything that depends on
the spelling alone is kept in :class:`Word`, looked up by its bytes; only what depends on the neighbours is left to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hayy.finding.alphabet import IGNORED, RARE, decode, encode
from hayy.finding.lexicon import Clue, Head, Lexicon
from hayy.finding.names import Names, Sort
from hayy.finding.readings import Part, Reading, Start, read
from hayy.finding.romanised import ARTICLES, skeleton, without_article, word_key
from hayy.finding.spelling import ARTICLE, Neighbours, Stem, distance, stems
from hayy.text import tokens

_GLUED = 9  # letters from which a word may be two
_NAMES_OF_PERSONS = Clue.GIVEN | Clue.TITLE | Clue.FAMILY
_NEXT_WORD = re.compile("[وفبك]?ال..|لل..")
_LONGEST_KEPT = 40  # letters of a word with rare characters: where nothing parts words, a whole text may be one
_MEMO_LIMIT = 500_000  # spellings kept; a stream that never repeats itself must not eat the memory


@dataclass(slots=True, eq=False)
class Word:
    """One spelling.

    ``parts`` are its exact readings as words of names, ``readings`` those and, after :meth:`Vocabulary.prepare`, the
    ones with slips; ``starts`` are the readings that begin a name, ``inner`` those that may stand further in: none with
    clitics; ``leads_on`` are the words of the trie that these are. ``clues`` and ``head`` are what the lexicon knows,
    ``clitics`` those before a word of the lexicon. ``article``: it spells the Arabic article in Latin letters.
    """

    text: str
    latin: bool
    parts: tuple[Part, ...] = ()
    clues: int = 0
    head: Head | None = None
    clitics: str = ""
    possessive: bool = False
    article: bool = False
    prepared: bool = False
    readings: tuple[Part, ...] = ()
    inner: tuple[Part, ...] = ()
    leads_on: frozenset[str] = frozenset()
    starts: tuple[Start, ...] = ()
    exact_starts: tuple[Start, ...] = ()


UNKNOWN = Word("", False)
"""Stands for every word with rare characters."""

Cut = tuple[int, int, Word]
"""Where a word starts and ends, and the word."""


class _Memo(dict[bytes, Word]):
    """Learns a spelling when it is first asked for."""

    def __init__(self, learn: Callable[[bytes], Word]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, raw: bytes) -> Word:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        word = self[raw] = self._learn(raw)
        return word


class Vocabulary:
    """From the bytes of a word to its :class:`Word`."""

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        self._names = names
        self._lexicon = lexicon
        self._memo = _Memo(self._learn)
        self._unusual: dict[str, tuple[Cut, ...]] = {}
        known = {word for node in names.nodes() for word in node.children}
        arabic = {word for word in known if not word.isascii()}
        latin = {word for word in known if word.isascii() and word.isalpha()}
        self._known = arabic | {word for word in known if word.isdigit()}
        self._single = {word for word, node in names.root.children.items() if node.entries and len(word) > 3}
        self._near = Neighbours(word for word in arabic if len(word) > 2)
        self._near_latin = Neighbours({skeleton(word) for word in latin}, long=99)
        self._by_skeleton: dict[str, list[str]] = {}
        for word in sorted(latin):
            self._by_skeleton.setdefault(skeleton(word), []).append(word)

    def joined(self, *words: Word) -> Word:
        """The word that Latin words make when run together (Mash-had)."""
        return self.word("".join(word.text for word in words).encode())

    def words(self, raws: list[bytes]) -> list[Word]:
        """The words of many spellings; one with rare characters is ``UNKNOWN`` until its original is read."""
        return list(map(self._memo.__getitem__, raws))

    def word(self, raw: bytes) -> Word:
        """The word of a spelling."""
        return self._memo[raw]

    def _learn(self, raw: bytes) -> Word:
        return UNKNOWN if RARE in raw else self._analyse(decode(raw), raw)

    def unusual(self, surface: str) -> tuple[Cut, ...]:
        """The words of an original surface that holds rare characters (presentation forms, letters of other scripts),
        each with its start and end.
        """
        cut = self._unusual.get(surface)
        if cut is None:
            words = (token for token in tokens(surface) if token.folded[0].isalnum())
            cut = tuple((t.start, t.end, self._original(t.surface)) for t in words)
            if len(self._unusual) >= _MEMO_LIMIT:
                self._unusual.clear()
            if len(surface) <= _LONGEST_KEPT:
                self._unusual[surface] = cut
        return cut

    def _original(self, surface: str) -> Word:
        found = [t.folded for t in tokens(surface)]
        return self._analyse(found[0] if found else "", encode(surface)) if len(found) == 1 else Word(surface, False)

    def _analyse(self, text: str, raw: bytes) -> Word:
        text = text.rstrip("'").replace(",", "")
        possessive = text.endswith("'s")
        if possessive:
            text = text[:-2]
        taken_apart: tuple[Stem, ...] = ()
        if text.isascii():
            keys = self._names.spellings.get(text.replace("'", ""), ())
            if not keys and (head := self._lexicon.heads.get(text)) and head.many and text.endswith("s"):
                keys = self._names.spellings.get(text[:-1], ())  # the Jazmati and Hawooz roundabouts
            parts = tuple(Part(key) for key in sorted(keys)) if not text.isdigit() else self._number(text)
            word = Word(text, text.isalpha() or "'" in text, parts, possessive=possessive)
            word.article = text in ARTICLES
        else:
            taken_apart = tuple(stems(text))
            found = [_part(stem, raw) for stem in taken_apart if stem.core in self._known]
            word = Word(text, False, tuple(found))
        self._look_up(word, taken_apart)
        if word.clues & Clue.COMMON and not word.latin:
            word.parts = ()
        self._read_as(word, word.parts)
        word.exact_starts = word.starts
        word.prepared = not self._may_be_loose(word)
        return word

    def _number(self, text: str) -> tuple[Part, ...]:
        return (Part(text),) if text in self._known else ()

    def _look_up(self, word: Word, taken_apart: Iterable[Stem]) -> None:
        """Add what the lexicon says of the word, else of what is left of it without clitics."""
        clues, heads = self._lexicon.clues, self._lexicon.heads
        if word.text in clues or word.text in heads or word.latin:
            word.clues, word.head = clues.get(word.text, 0), heads.get(word.text)
            return
        for clitics, _, _ in taken_apart:
            rest = word.text[len(clitics) :] if not clitics.endswith("لل") else "ال" + word.text[len(clitics) :]
            if clitics and (rest in clues or rest in heads):
                word.clues, word.head, word.clitics = clues.get(rest, 0), heads.get(rest), clitics
                return

    def prepare(self, word: Word) -> Word:
        """Add the readings of a word that differ from a name's by a slip or, in Latin letters, by the romanisation.

        A word that the lexicon or the gazetteer knows is not taken for a misspelt other one.
        """
        if not word.prepared:
            loose = self._loose_latin(word) if word.latin else self._loose_arabic(word.text)
            if loose:
                self._read_as(word, word.parts + loose)
            word.prepared = True
        return word

    def _may_be_loose(self, word: Word) -> bool:
        """Whether a word may be read with slips or by its sound."""
        if word.latin:
            letters = len(word.text) - word.text.count("'")
            return not (word.article or letters < 3 or word.head or word.clues & ~_NAMES_OF_PERSONS)
        return not (word.parts or word.clues or word.head or word.text.isdigit())

    def _read_as(self, word: Word, readings: tuple[Part, ...]) -> None:
        if not readings:
            return
        children = self._names.root.children
        word.readings = readings
        word.inner = tuple(part for part in readings if not part.clitics)
        word.leads_on = frozenset(part.word for part in word.inner)
        begun = [((part,), children[part.word]) for part in readings if part.word in children]
        word.starts = tuple(Start(parts, node, self.alone(word, read(node, parts))) for parts, node in begun)

    def alone(self, word: Word, reading: Reading | None) -> Reading | None:
        """What a reading of a word leaves if the word stands by itself.

        A romanised town elsewhere must be spelled as it is listed, and so must a place whose name sounds like an
        everyday word (Syrian).
        """
        if reading is None or not reading.entries[0].latin:
            return reading
        strict, spelled, listed = word.clues & Clue.COMMON, word.text.replace("'", ""), self._names.listed
        left = tuple(
            entry
            for entry in reading.entries
            if (entry.sort is Sort.PLACE and not strict) or entry.glued or (entry.target, spelled) in listed
        )
        return Reading(left, reading.slips, reading.bare, reading.heard, reading.sounds) if left else None

    def _loose_arabic(self, text: str) -> tuple[Part, ...]:
        if (glued := self._glued(text)) is not None:
            return (glued,)
        found: dict[str, Part] = {}
        for clitics, written, stem in stems(text):
            article, core = written, stem
            if len(core) == 4 and not article and core.startswith(ARTICLE):
                article, core = True, core[2:]  # صلاح الدي
            elif len(core) < 3:
                continue
            if len(clitics) > 2 or core in self._lexicon.clues:
                continue
            for known, slips in self._near.near(core).items():
                part = Part(known, clitics, len(clitics), article, slips)
                if known not in found or found[known].slips > slips:
                    found[known] = part
        return tuple(sorted(found.values(), key=lambda part: (part.slips, part.word)))

    def _glued(self, text: str) -> Part | None:
        """A name with the article that a preposition or head noun is glued to (حيالشعار), or that the next word is
        glued to (الصاخوربالبراميل).
        """
        if len(text) < _GLUED:
            return None
        for before in self._lexicon.glued:
            at = text.find(before + ARTICLE, 0, len(before) + 3)
            if (at == 0 or text[:at] == "و") and text[at + len(before) + 2 :] in self._single:
                return Part(text[at + len(before) + 2 :], text[:at], at + len(before), True)
        for clitics, article, core in stems(text):
            for at in range(4, len(core) - 4):
                if article and core[:at] in self._single and _NEXT_WORD.match(core, at):
                    return Part(core[:at], clitics, len(clitics), True, cut=len(core) - at)
        return None

    def _loose_latin(self, word: Word) -> tuple[Part, ...]:
        """Other words of the same sound (0), of the same consonants (1), or one consonant away (2)."""
        text = word.text.replace("'", "")
        if (bare := without_article(text)) is not None:
            exact_parts = tuple(Part(key, heard=True) for key in sorted(self._names.spellings.get(bare, ())))
            if exact_parts:
                return exact_parts
        key = word_key(text)
        bones = skeleton(key)
        exact = {part.word for part in word.parts}
        found: dict[str, Part] = {}
        for near in (bones, *self._near_latin.near(bones)):
            away = 0 if near == bones else 1
            for known in self._by_skeleton.get(near, ()):
                vowels = distance(key, known, 4) - away
                if known in exact or vowels > 2 or (away and (vowels > 1 or len(near) < 4)):
                    continue
                slips = 2 if away else min(vowels, 1)
                if slips <= max(len(near) - 2, 0):
                    found[known] = Part(known, slips=slips, heard=True)
        return tuple(sorted(found.values(), key=lambda part: (part.slips, part.word)))


def _part(stem: Stem, raw: bytes) -> Part:
    """The reading of a stem, with the clitics counted in code points of the spelling (marks between letters count)."""
    left = len(stem.clitics)
    skip = 0
    while left:
        left -= raw[skip] != IGNORED
        skip += 1
    while stem.clitics and raw[skip] == IGNORED:
        skip += 1
    return Part(stem.core, stem.clitics, skip, stem.article)


def has_any(words: Iterable[Word], clue: int) -> bool:
    """Whether one of the words gives the clue."""
    return any(word.clues & clue for word in words)
