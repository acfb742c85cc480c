"""Phrases of the lexicon, compiled once, and found in a row of tokens.

A pattern is a string of elements with spaces between them:

``word``          the folded word; Arabic words are also found with a glued article and with و ف ب ل ك in front
``a|b``           one of several words
``(a)``           a word that may be missing
``P:x`` ``I:x``   the perfect or the imperfect of an Arabic verb, from its stems (``P:استولي,استول``)
``V:x/y``         both, perfect stems before the slash, imperfect stems after it
``N:x``           an Arabic noun, bare or with a possessive pronoun
``v:x``           any form of an English verb
``d:x``           its forms in -ed and -ing only, where the others are nouns or adjectives too (march, free)
``…``             up to five tokens between two elements, no mention and no hard stop among them
``..``            up to three, likewise ("in the army's hands")
``*``             the same, but at least one token ("drove the rebels out", not "drove out")
``……``            up to twelve, likewise
``@``             a list of places between two elements, with what belongs to it ("restored A and B to state control")

The longest match at a position wins; among equal ones, the first in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from hayy.errors import DataError
from hayy.reading import morphology
from hayy.reading.fitting import MEMORY, Fitting, Row, Words, analyses, may_stand
from hayy.reading.morphology import Form
from hayy.text import fold

T = TypeVar("T")
GAP = 5
LIST = 16
_ASIDE = 9  # tokens between two commas
_GAPS = {"…": (GAP, False, 0), "..": (3, False, 0), "*": (GAP, False, 1), "……": (12, False, 0), "@": (LIST, True, 0)}
QUOTES = frozenset("\"'«»")  # marks that a phrase may run through
_NO_LIST = frozenset({"from", "to", "said", "says", "told", "that", "who", "which", "where"})  # no word of a list
FREE, MENTION, STOP = 0, 1, 2  # what a gap may meet
_LITERAL = Form("noun")


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: the words that fit it with their forms; up to ``gap`` tokens may lie before it.

    ``over`` tells that the gap must hold a mention; another gap must hold none. ``least`` is the shortest gap.
    """

    words: Words
    gap: int = 0
    optional: bool = False
    over: bool = False
    least: int = 0


class Found(NamedTuple, Generic[T]):
    """A phrase found: the entry, the tokens it covers (``end`` exclusive) and the form of its first inflected word."""

    entry: T
    start: int
    end: int
    form: Form


@lru_cache(maxsize=MEMORY)
def fold_word(word: str) -> str:
    """A folded word that keeps ة: without it استعادة (recapture) and استعاده (he recaptured it) are one."""
    return "ة".join(fold(part).text for part in word.split("ة"))


def _words(choices: Sequence[str]) -> Words:
    literal: dict[str, Form] = {}
    stems: set[str] = set()
    for choice in choices:
        kind, colon, spec = choice.partition(":")
        if not (colon and spec and kind in "PINVvd"):
            literal.setdefault(fold_word(choice), _LITERAL)
            literal.setdefault(fold_word(choice).replace("ة", "ه"), _LITERAL)
        elif kind in "vd":
            forms = morphology.english_verb(spec).items()
            literal |= {w: f for w, f in forms if kind == "v" or f.tense not in ("base", "present")} | literal
        else:
            stems.update(_stems(kind, spec))
    return Words(literal, frozenset(stems))


def _stems(kind: str, spec: str) -> Iterator[str]:
    """ "V:استولي,استول/ستولي" are the stems of a perfect and, behind the slash, of an imperfect."""
    parts = spec.split("/")
    if kind == "V":
        parts = parts * 2 if len(parts) == 1 else parts  # the same letters after the prefix
    if len(parts) != len(kind) + (kind == "V"):
        raise DataError(f"lexicon: no such element '{kind}:{spec}'")
    for which, part in zip("PI" if kind == "V" else kind, parts, strict=True):
        yield from (f"{which}:{fold_word(stem)}" for stem in part.split(",") if stem)


def compile_pattern(pattern: str) -> tuple[Element, ...]:
    """The elements of one pattern; a DataError says what cannot be read.

    >>> [sorted(e.words.literal)[:2] for e in compile_pattern("v:seize … control|power")]
    [['seize', 'seized'], ['control', 'power']]
    """
    elements: list[Element] = []
    gap, over, least = 0, False, 0
    for part in pattern.split():
        if part in _GAPS:
            gap, over, least = _GAPS[part]
            continue
        optional = part.startswith("(") and part.endswith(")")
        words = _words((part[1:-1] if optional else part).split("|"))
        elements.append(Element(words, gap, optional, over, least))
        gap, over, least = 0, False, 0
    if not elements or elements[0].optional:
        raise DataError(f"lexicon: a pattern must begin with a word: '{pattern}'")
    return tuple(elements)


@dataclass(frozen=True, slots=True)
class _Step:
    """An element behind the first, by number. ``next`` is the number of what must stand right behind it, if anything.

    ``gap`` ... ``least`` are those of the :class:`Element`; ``verbs`` tells that a form of a verb may stand there.
    """

    number: int
    gap: int
    optional: bool
    over: bool
    least: int
    next: int | None
    verbs: bool


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[T]):
    """A pattern made ready: ``steps`` behind its first element, and what must stand somewhere behind that."""

    order: int
    first: Words
    steps: tuple[_Step, ...]
    needs: frozenset[int]
    weight: int  # elements that may not be missing
    entry: T


@dataclass(frozen=True, slots=True)
class _Opening(Generic[T]):
    """What may begin with one word: entries that the word alone is, the ``first`` of them, and longer patterns."""

    plain: Mapping[T, Form]
    first: tuple[T, Form] | None
    longer: tuple[tuple[_Pattern[T], Form], ...]


def _opening(begun: Sequence[tuple[_Pattern[T], Form]]) -> _Opening[T]:
    """The patterns that begin with a word, those of one word apart, which any longer one beats that fits."""
    if any(pattern.steps and not pattern.needs for pattern, _ in begun):
        return _Opening({}, None, tuple(begun))  # words that may all be missing: no longer than one word, perhaps
    alone = [(pattern, form) for pattern, form in begun if not pattern.steps]
    plain: dict[T, Form] = {}
    for pattern, form in alone:
        plain.setdefault(pattern.entry, form)
    first = min(alone, key=lambda known: known[0].order, default=None)
    longer = tuple((pattern, form) for pattern, form in begun if pattern.steps)
    return _Opening(plain, (first[0].entry, first[1]) if first else None, longer)


class Phrases(Generic[T]):
    """A set of patterns, each with the entry it stands for; sets that share a ``fitting`` can look at the same row."""

    def __init__(self, patterns: Iterable[tuple[str, T]], fitting: Fitting | None = None) -> None:
        self._fitting = Fitting() if fitting is None else fitting
        self._by_key: dict[str, list[_Pattern[T]]] = {}
        self._met: dict[str, _Opening[T]] = {}
        for order, (pattern, entry) in enumerate(patterns):
            made = self._made(order, compile_pattern(pattern), entry)
            for key in (*made.first.literal, *made.first.stems):
                self._by_key.setdefault(key, []).append(made)

    def __len__(self) -> int:
        return len({pattern.order for rows in self._by_key.values() for pattern in rows})

    def _made(self, order: int, elements: Sequence[Element], entry: T) -> _Pattern[T]:
        numbers = [self._fitting.number(element.words) for element in elements]
        steps = []
        for at, element in enumerate(elements[1:], 1):
            follower = elements[at + 1] if at + 1 < len(elements) else None
            close = follower is not None and not follower.optional and not follower.gap
            behind = numbers[at + 1] if close else None
            verbs = element.words.inflect()
            steps.append(_Step(numbers[at], element.gap, element.optional, element.over, element.least, behind, verbs))
        needs = frozenset(step.number for step in steps if not step.optional)
        weight = sum(not element.optional for element in elements)
        return _Pattern(order, elements[0].words, tuple(steps), needs, weight, entry)

    def row(self, words: Sequence[str]) -> Row:
        """Words made ready for being looked at from many positions."""
        return self._fitting.row(words)

    def begin_with(self, word: str) -> bool:
        """Whether a pattern begins with ``word``."""
        opening = self._opening(word)
        return bool(opening.plain or opening.longer)

    def _opening(self, word: str) -> _Opening[T]:
        """What begins with ``word``, each with the form that it then has; words come again and again."""
        known = self._met.get(word)
        if known is None:
            if len(self._met) >= MEMORY:
                self._met.clear()
            known = self._met[word] = _opening(tuple(self._starting(word)))
        return known

    def _starting(self, word: str) -> Iterator[tuple[_Pattern[T], Form]]:
        for core, glued, article in analyses(word):
            keys = morphology.readings(core) if core[:1] >= "\u0600" else ()
            for key, inflected in ((core, None), *keys):
                for pattern in self._by_key.get(key, ()):
                    form = inflected or pattern.first.literal[core]
                    if may_stand(form, glued, article):
                        yield pattern, Form(form.tense, form.pronoun, form.future, glued, article)

    def every(self, row: Row, start: int) -> dict[T, Found[T]]:
        """The longest phrase of each entry that begins at token ``start``."""
        opening = self._opening(row.words[start])
        behind = start + 1
        found = {entry: Found(entry, start, behind, form) for entry, form in opening.plain.items()}
        for pattern, form in opening.longer:
            if pattern.needs <= row.present and (end := _match(row, start, pattern.steps)) is not None:
                entry = pattern.entry
                if entry not in found or end > found[entry].end:
                    found[entry] = Found(entry, start, end, form)
        return found

    def at(self, row: Row, start: int) -> Found[T] | None:
        """The longest phrase that begins at token ``start``."""
        opening = self._opening(row.words[start])
        best: tuple[_Pattern[T], int, Form] | None = None
        best_key = (0, 0, 0)
        for pattern, form in opening.longer:
            if not pattern.needs <= row.present or (end := _match(row, start, pattern.steps)) is None:
                continue
            key = (pattern.weight, end - start, -pattern.order)
            if best is None or key > best_key:
                best, best_key = (pattern, end, form), key
        if best is None:
            first = opening.first
            return None if first is None else Found(first[0], start, start + 1, first[1])
        pattern, end, form = best
        return Found(pattern.entry, start, end, self._inflected(row.words[start + 1 : end], pattern, form))

    def _inflected(self, words: Sequence[str], pattern: _Pattern[T], first: Form) -> Form:
        """The form that counts: that of the first element, or of a verb behind it, whose pronoun is left aside."""
        if first.tense != "noun":
            return first
        for step in pattern.steps:
            if step.verbs:
                forms = (self._fitting.verb(word, step.number) for word in words)
                form = next((form for form in forms if form is not None), None)
                if form is not None:
                    return Form(form.tense, form.pronoun, form.future, first.clitic, first.article)
        return first


def _match(row: Row, start: int, steps: Sequence[_Step]) -> int | None:
    """Where the elements end when they begin at ``start``; the nearest fit is taken in a gap."""
    words, fits, stops = row.words, row.fits, row.stops
    length = len(words)
    at = start + 1
    gap, over, least = 0, False, 0  # what an optional element that is missing leaves open stays for the next
    for step in steps:
        number = step.number
        gap, over, least = max(gap, step.gap), over or step.over, max(least, step.least)
        while at < length and words[at] in QUOTES:
            at += 1
        limit = min(length, at + gap + 1)
        fit = None
        met = False
        k = at
        while k < limit:
            if number in fits[k] and met >= over and k - at >= least and _goes_on(row, k + 1, step.next):
                fit = k
                break
            stop = stops[k]
            if stop == STOP or (stop == MENTION and not over) or (over and words[k] in _NO_LIST):
                break
            met = met or stop == MENTION
            past = _past_aside(words, k, stops) if gap and not over and words[k] == "," else k + 1
            k, limit = past, min(length, limit + past - k - 1)
        if fit is None:
            if step.optional:
                continue
            return None
        at, gap, over, least = fit + 1, 0, False, 0
    return at


def _past_aside(words: Sequence[str], at: int, stops: Sequence[int]) -> int:
    """Past what stands between the comma at ``at`` and the next, when that is short and names no place."""
    for k in range(at + 1, min(len(words), at + _ASIDE + 2)):
        if words[k] == ",":
            return k + 1
        if stops[k] != FREE:
            break
    return at + 1


def _goes_on(row: Row, at: int, number: int | None) -> bool:
    """Whether what must stand at ``at`` does: "became, in the city, in the army's hands" has one "in" too many."""
    if number is None:
        return True
    return at < len(row.words) and (number in row.fits[at] or row.words[at] in QUOTES)
