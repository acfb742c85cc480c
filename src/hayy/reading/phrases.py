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
from typing import Generic, TypeVar

from hayy.errors import DataError
from hayy.reading import morphology
from hayy.reading.morphology import Form
from hayy.text import fold

T = TypeVar("T")
GAP = 5
LIST = 16
_ASIDE = 9  # tokens between two commas
_MEMORY = 1 << 16  # words remembered
_GAPS = {"…": (GAP, False, 0), "..": (3, False, 0), "*": (GAP, False, 1), "……": (12, False, 0), "@": (LIST, True, 0)}
QUOTES = frozenset("\"'«»")  # marks that a phrase may run through
_NO_LIST = frozenset({"from", "to", "said", "says", "told", "that", "who", "which", "where"})  # no word of a list
FREE, MENTION, STOP = 0, 1, 2  # what a gap may meet
_SHORT = frozenset(["حي", "لم", "لن", "لا", "ما", "قد", "من", "عن", "في", "ان", "كل", "لو", "هل", "ثم"])  # after و, ف
_QUARTER = "حي"  # the one word of two letters that is common with a letter glued before it
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


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase found: the entry, the tokens it covers (``end`` exclusive) and the form of its first inflected word."""

    entry: T
    start: int
    end: int
    form: Form


@lru_cache(maxsize=1 << 16)
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


def fold_word(word: str) -> str:
    """A folded word that keeps ة: without it استعادة (recapture) and استعاده (he recaptured it) are one."""
    return "ة".join(fold(part).text for part in word.split("ة"))


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


class Phrases(Generic[T]):
    """A set of patterns, each with the entry it stands for."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._by_key: dict[str, list[tuple[int, tuple[Element, ...], T]]] = {}
        self._met: dict[str, tuple[tuple[int, tuple[Element, ...], T, Form], ...]] = {}
        for order, (pattern, entry) in enumerate(patterns):
            elements = compile_pattern(pattern)
            for key in (*elements[0].words.literal, *elements[0].words.stems):
                self._by_key.setdefault(key, []).append((order, elements, entry))

    def __len__(self) -> int:
        return len({order for rows in self._by_key.values() for order, _, _ in rows})

    def _beginning(self, word: str) -> tuple[tuple[int, tuple[Element, ...], T, Form], ...]:
        """The patterns that begin with ``word``, each with the form that it then has; words come again and again."""
        known = self._met.get(word)
        if known is None:
            if len(self._met) >= _MEMORY:
                self._met.clear()
            known = self._met[word] = tuple(self._starting(word))
        return known

    def _starting(self, word: str) -> Iterator[tuple[int, tuple[Element, ...], T, Form]]:
        for core, glued, article in analyses(word):
            keys = morphology.readings(core) if core[:1] >= "\u0600" else ()
            for key, inflected in ((core, None), *keys):
                for order, elements, entry in self._by_key.get(key, ()):
                    form = inflected or elements[0].words.literal[core]
                    if _may_stand(form, glued, article):
                        yield order, elements, entry, Form(form.tense, form.pronoun, form.future, glued, article)

    def every(self, words: Sequence[str], start: int, stops: Sequence[int] = ()) -> dict[T, Found[T]]:
        """The longest phrase of each entry that begins at token ``start``."""
        found: dict[T, Found[T]] = {}
        for _, elements, entry, form in self._beginning(words[start]):
            end = _match(words, start, elements, stops)
            if end is not None and (entry not in found or end > found[entry].end):
                found[entry] = Found(entry, start, end, form)
        return found

    def at(self, words: Sequence[str], start: int, stops: Sequence[int] = ()) -> Found[T] | None:
        """The longest phrase that begins at token ``start``; gaps do not cross a token whose stop is set."""
        best: Found[T] | None = None
        best_key = (0, 0, 0)
        for order, elements, entry, form in self._beginning(words[start]):
            end = _match(words, start, elements, stops)
            if end is None:
                continue
            key = (sum(not e.optional for e in elements), end - start, -order)
            if best is None or key > best_key:
                best, best_key = Found(entry, start, end, _inflected_form(words, start, end, elements, form)), key
        return best


def _may_stand(form: Form, glued: str, article: bool) -> bool:
    """An Arabic verb takes no article, and before an imperfect, the ل of purpose and the ب of dialect."""
    if form.tense not in ("perfect", "imperfect"):
        return True
    prepositions = glued.strip("وف")
    return not article and (not prepositions or (prepositions in ("ل", "ب") and form.tense == "imperfect"))


def _fits(word: str, element: Element) -> bool:
    for core, glued, article in analyses(word):
        form = element.words.get(core)
        if form is not None and _may_stand(form, glued, article):
            return True
    return False


def _match(words: Sequence[str], start: int, elements: Sequence[Element], stops: Sequence[int]) -> int | None:
    """Where the elements end when they begin at ``start``; the nearest fit is taken in a gap."""
    at = start + 1
    gap, over, least = 0, False, 0  # what an optional element that is missing leaves open stays for the next
    for number, element in enumerate(elements[1:], 1):
        follower = elements[number + 1] if number + 1 < len(elements) else None
        gap, over, least = max(gap, element.gap), over or element.over, max(least, element.least)
        limit = min(len(words), at + gap + 1)
        fit = None
        met = False
        while at < len(words) and words[at] in QUOTES:
            at, limit = at + 1, min(len(words), limit + 1)
        k = at
        while k < limit:
            if met >= over and k - at >= least and _fits(words[k], element) and _goes_on(words, k + 1, follower):
                fit = k
                break
            stop = stops[k] if stops else FREE
            if stop == STOP or (stop == MENTION and not over) or (over and words[k] in _NO_LIST):
                break
            met = met or stop == MENTION
            past = _past_aside(words, k, stops) if gap and not over and words[k] == "," else k + 1
            k, limit = past, min(len(words), limit + past - k - 1)
        if fit is None:
            if element.optional:
                continue
            return None
        at, gap, over, least = fit + 1, 0, False, 0
    return at


def _past_aside(words: Sequence[str], at: int, stops: Sequence[int]) -> int:
    """Past what stands between the comma at ``at`` and the next, when that is short and names no place."""
    for k in range(at + 1, min(len(words), at + _ASIDE + 2)):
        if words[k] == ",":
            return k + 1
        if stops and stops[k] != FREE:
            break
    return at + 1


def _goes_on(words: Sequence[str], at: int, follower: Element | None) -> bool:
    """Whether what must stand at ``at`` does: "became, in the city, in the army's hands" has one "in" too many."""
    if follower is None or follower.optional or follower.gap or (at < len(words) and words[at] in QUOTES):
        return True
    return at < len(words) and _fits(words[at], follower)


def _inflected_form(words: Sequence[str], start: int, end: int, elements: Sequence[Element], first: Form) -> Form:
    """The form that counts: that of the first element, with a pronoun glued to a later inflected one left aside."""
    if first.tense != "noun" or len(elements) == 1:
        return first
    for element in elements[1:]:
        for word in words[start + 1 : end]:
            for core, _, _ in analyses(word):
                form = element.words.get(core)
                if form and form.tense != "noun":
                    return Form(form.tense, form.pronoun, form.future, first.clitic, first.article)
    return first
