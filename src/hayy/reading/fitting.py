"""Which words of the lexicon's patterns a word of the text fits: looked up once per word, then only compared by number.

Every place of a pattern is numbered. A word of the text is taken apart once, however often it occurs and however many
patterns ask for it; after that "does this word fit there" is whether a number is in a set, and a pattern one of whose
words stands nowhere in the sentence is never tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hayy.reading import morphology
from hayy.reading.morphology import Form

MEMORY = 1 << 16  # words remembered
_SHORT = frozenset(["حي", "لم", "لن", "لا", "ما", "قد", "من", "عن", "في", "ان", "كل", "لو", "هل", "ثم"])  # after و, ف
_QUARTER = "حي"  # the one word of two letters that is common with a letter glued before it


@lru_cache(maxsize=MEMORY)
def analyses(word: str) -> tuple[tuple[str, str, bool], ...]:
    """What a folded word may be: (core, glued prefix letters, article), the least stripped first.

    >>> [core for core, _, _ in analyses("وللجيش")]
    ['وللجيش', 'للجيش', 'لجيش', 'الجيش', 'جيش']
    """
    if not word or word[0] < "\u0600":
        return ((word, "", False),)
    out: list[tuple[str, str, bool]] = []

    def add(core: str, glued: str) -> None:
        if len(core) < 2:
            return
        out.append((core, glued, False))
        if core.startswith("ال") and len(core) > 3:
            out.append((core[2:], glued, True))

    out.append((word, "", False))
    if word.startswith("ال") and len(word) > 3:
        out.append((word[2:], "", True))
    rests = [(word, "")]
    if word[0] in "وف" and (len(word) > 3 or word[1:] in _SHORT):
        add(word[1:], word[0])
        rests.append((word[1:], word[0]))
    for rest, glued in rests:
        if rest.startswith("لل") and len(rest) > 4:
            add(rest[1:], glued + "ل")
            add("ال" + rest[2:], glued + "ل")
        elif rest[0] in "بلك" and (len(rest) > 3 or rest[1:] == _QUARTER):
            add(rest[1:], glued + rest[0])
    out += [(core[:-1], glued, article) for core, glued, article in out if core.endswith("ا") and len(core) > 3]
    return tuple(dict.fromkeys(out))


@dataclass(frozen=True, slots=True)
class Words:
    """The words that fit one place of a pattern: those written out, and the forms of stems ("P:استعاد")."""

    literal: Mapping[str, Form]
    stems: frozenset[str] = frozenset()

    def get(self, core: str) -> Form | None:
        """The form in which ``core`` fits, None if it does not."""
        form = self.literal.get(core)
        if form is not None or not self.stems or core[:1] < "\u0600":
            return form
        return next((form for key, form in morphology.readings(core) if key in self.stems), None)

    def inflect(self) -> bool:
        """Whether a form of a verb is among them."""
        return any(form.tense != "noun" for form in self.literal.values()) or any(s[0] != "N" for s in self.stems)


def may_stand(form: Form, glued: str, article: bool) -> bool:
    """An Arabic verb takes no article, and before an imperfect, the ل of purpose and the ب of dialect."""
    if form.tense not in ("perfect", "imperfect"):
        return True
    prepositions = glued.strip("وف")
    return not article and (not prepositions or (prepositions in ("ل", "ب") and form.tense == "imperfect"))


@dataclass(slots=True)
class Row:
    """A row of tokens with what each of them fits; ``present`` is what any of them does.

    ``stops`` tells of every token whether a gap of a pattern may run over it; 0: it may.
    """

    words: Sequence[str]
    fits: list[frozenset[int]]
    present: frozenset[int]
    stops: Sequence[int]

    def without_stops(self) -> Row:
        """The same words with no stop set."""
        return Row(self.words, self.fits, self.present, [0] * len(self.words))


class Fitting:
    """The numbered places of patterns, and which of them every word met so far fits."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[frozenset[tuple[str, Form]], frozenset[str]], int] = {}
        self._words: list[Words] = []
        self._by_literal: dict[str, set[int]] = {}
        self._by_stem: dict[str, set[int]] = {}
        self._met: dict[str, frozenset[int]] = {}
        self._verbs: dict[tuple[str, int], Form | None] = {}

    def number(self, words: Words) -> int:
        """The number of a place that takes ``words``; the same words have the same number."""
        key = (frozenset(words.literal.items()), words.stems)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._words)
            self._words.append(words)
            for literal in words.literal:
                self._by_literal.setdefault(literal, set()).add(number)
            for stem in words.stems:
                self._by_stem.setdefault(stem, set()).add(number)
            self._met.clear()
        return number

    def of(self, word: str) -> frozenset[int]:
        """The numbers of the places that ``word`` fits."""
        known = self._met.get(word)
        if known is None:
            if len(self._met) >= MEMORY:
                self._met.clear()
            known = self._met[word] = self._fitting(word)
        return known

    def row(self, words: Sequence[str]) -> Row:
        """Words made ready for being looked at from many positions, with no stop set."""
        fits = [self.of(word) for word in words]
        return Row(words, fits, frozenset[int]().union(*fits), [0] * len(words))

    def _fitting(self, word: str) -> frozenset[int]:
        fits: set[int] = set()
        for core, glued, article in analyses(word):
            decided = self._by_literal.get(core, set())
            fits |= decided
            if core[:1] < "\u0600":
                continue
            for key, form in morphology.readings(core):
                here = self._by_stem.get(key, set()) - decided  # of several forms the first counts
                if here:
                    decided = decided | here
                    fits |= here if may_stand(form, glued, article) else set()
        return frozenset(fits)

    def verb(self, word: str, number: int) -> Form | None:
        """The form in which ``word`` is a verb that fits place ``number``."""
        if (word, number) not in self._verbs:
            if len(self._verbs) >= MEMORY:
                self._verbs.clear()
            forms = (self._words[number].get(core) for core, _, _ in analyses(word))
            self._verbs[word, number] = next((form for form in forms if form and form.tense != "noun"), None)
        return self._verbs[word, number]
