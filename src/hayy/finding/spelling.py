"""How an Arabic word of running text may spell a word of a name: clitics, the article, slips of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

ARTICLE = "ال"
# و and ف join, ب ل ك are prepositions; at most one of each stands before a word, in this order.
CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_SHORTEST = 2
_CLITICS_BY_LETTER = {letter: tuple(c for c in CLITICS if c.startswith(letter)) for letter in "وفبلك"}


class Stem(NamedTuple):
    """One way to take a word apart: ``clitics`` (with the article's لل swallowed), ``article``, then ``core``."""

    clitics: str
    article: bool
    core: str


def core_of(word: str) -> tuple[bool, str]:
    """Whether a folded word has the article, and the word without it and without a last bare hamza.

    >>> core_of("الشهداء"), core_of("الله"), core_of("ضهره")
    ((True, 'شهدا'), (False, 'الله'), (False, 'ضهره'))
    """
    article = word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 2
    core = word[len(ARTICLE) :] if article else word
    return article, core[:-1] if len(core) > 3 and core[-1] == "ء" else core


def stems(word: str) -> Iterator[Stem]:
    """All ways to take a folded word apart, the word as it stands first.

    >>> [tuple(s) for s in stems("وللقلعه")][-1]
    ('ولل', True, 'قلعه')
    >>> ("وب", True, "سكري") in [tuple(s) for s in stems("وبالسكري")]
    True
    """
    if len(word) < _SHORTEST:
        return
    yield Stem("", *core_of(word))
    for clitics in _CLITICS_BY_LETTER.get(word[0], ()):
        if word.startswith(clitics):
            rest = word[len(clitics) :]
            if len(rest) < _SHORTEST:
                continue
            yield Stem(clitics, *core_of(rest))
            if clitics.endswith("ل") and rest[0] == "ل" and len(rest) > _SHORTEST:  # ل + ال is written لل
                yield Stem(clitics + "ل", True, core_of(rest[1:])[1])


def distance(one: str, other: str, limit: int = 2) -> int:
    """Optimal string alignment distance (insert, delete, replace, swap neighbours); ``limit + 1`` when beyond it.

    >>> distance("سعيد", "سيعد"), distance("لا", "طه"), distance("a", "abcdef")
    (1, 2, 3)
    """
    return int(OSA.distance(one, other, score_cutoff=limit))


# Letters that only their dots tell apart.
_SAME_STROKE = {
    letter: group for group in ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق") for letter in group
}
_SHORT = 4  # letters below which another letter makes another word (حرب, حطب)


def is_slip(written: str, known: str) -> bool:
    """Whether a near word may be a slip for a short known one: a letter less or more, or its dots, but no other letter.

    >>> is_slip("شيح", "شيخ"), is_slip("دي", "دين"), is_slip("حرب", "حطب")
    (True, True, False)
    """
    if len(known) >= _SHORT or len(written) != len(known):
        return True
    changed = [(a, b) for a, b in zip(written, known, strict=True) if a != b]
    return len(changed) > 1 or all(_SAME_STROKE.get(a) == _SAME_STROKE.get(b, b) for a, b in changed)


class Neighbours:
    """Known words within distance 1 (or 2, for long ones) of any word, found through what is left after deletions.

    Two words within distance d share a string that each becomes by at most d deletions, the shorter by at most one if
    they differ in length; looking that up does not grow with the number of known words.

    >>> known = Neighbours(["الصاخور"[2:], "دعدع", "دادا", "حمدانيه"])
    >>> known.near("دعدا")
    {'دادا': 1, 'دعدع': 1}
    >>> known.near("صاخورر"), known.near("حمدنيا")
    ({'صاخور': 1}, {'حمدانيه': 2})
    """

    def __init__(self, words: Iterable[str], long: int = 7) -> None:
        self._long = long
        self._longest = 0
        self._by_rest: dict[str, set[str]] = {}
        for word in words:
            self._longest = max(self._longest, len(word))
            for rest in self._rests(word):
                self._by_rest.setdefault(rest, set()).add(word)

    def _rests(self, word: str) -> set[str]:
        rests = {word}
        for at in range(len(word)):
            rest = word[:at] + word[at + 1 :]
            rests.add(rest)
            if len(word) >= self._long:
                rests.update([rest[:then] + rest[then + 1 :] for then in range(at, len(rest))])
        return rests

    def near(self, word: str) -> dict[str, int]:
        """The known words near ``word`` and their distances, nearest first, not ``word`` itself."""
        if len(word) > self._longest + 2:  # nothing is near, and what is left of it would take the square of its length
            return {}
        shared = self._by_rest.keys() & self._rests(word)
        found = set().union(*map(self._by_rest.__getitem__, shared)) - {word}
        if not found:
            return {}
        limits = {known: 2 if len(known) >= self._long else 1 for known in found}
        scored = {known: distance(word, known, limits[known]) for known in sorted(found)}
        nearest = sorted(scored.items(), key=lambda item: item[1])
        return {k: d for k, d in nearest if d <= limits[k] and is_slip(word, k)}
