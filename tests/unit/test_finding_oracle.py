"""The fast matcher gives the same answers as a slow, obvious one.

The slow one tries every Arabic name against every stretch of words. What it knows of spelling it says itself: clitics
are peeled off in a loop, distances are the textbook recursion, nothing is looked up in an index.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hayy.finding.alphabet import encode
from hayy.finding.lexicon import Clue, lexicon
from hayy.finding.matching import Matcher
from hayy.finding.names import Entry, Names, Sort
from hayy.finding.passage import Passage
from hayy.finding.words import Vocabulary
from hayy.gazetteer import load
from hayy.text import Token, TokenKind, fold, tokens

Found = tuple[int, int, str, int]
DOTTED = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")  # letters that differ in their dots


@cache
def osa(a: str, b: str) -> int:
    """Optimal string alignment distance, by its definition."""
    if not a or not b:
        return len(a) + len(b)
    best = min(osa(a[:-1], b) + 1, osa(a, b[:-1]) + 1, osa(a[:-1], b[:-1]) + (a[-1] != b[-1]))
    if len(a) > 1 and len(b) > 1 and a[-1] == b[-2] and a[-2] == b[-1]:
        best = min(best, osa(a[:-2], b[:-2]) + 1)
    return best


def stems(word: str, clitics: bool) -> list[tuple[int, bool, str]]:
    """How many letters of clitics, whether the article, and the rest without a last hamza."""
    found = []
    for first in ("", "و", "ف") if clitics else ("",):
        for second in ("", "ب", "ل", "ك") if clitics else ("",):
            before = first + second
            rest = word[len(before) :]
            if not word.startswith(before) or len(rest) < 2:
                continue
            article = rest.startswith("ال") and len(rest) > 4
            found.append((len(before), article, bare(rest[2:] if article else rest)))
            if second == "ل" and rest.startswith("ل") and len(rest) > 2:
                after = rest[1:]
                inner = after.startswith("ال") and len(after) > 4
                found.append((len(before) + 1, True, bare(after[2:] if inner else after)))
    return found


def bare(word: str) -> str:
    """Without a last hamza."""
    return word[:-1] if len(word) > 3 and word.endswith("ء") else word


class Oracle:
    """Matches like :class:`hayy.finding.matching.Matcher`, by trying everything."""

    def __init__(self, names: Names) -> None:
        entries = {id(e): e for node in names.nodes() for e in node.entries if e.sort is Sort.PLACE and not e.glued}
        self.entries = [e for e in entries.values() if not any(c.isascii() and c.isalpha() for w in e.words for c in w)]
        self.vocabulary = {w for node in names.nodes() for w in node.children if not w.isascii() or w.isdigit()}
        self.lexicon = lexicon()
        self.word = cache(self._word)  # only so that the tests end today

    def find(self, text: str) -> set[Found]:
        """Start, end, place and slips of every reading of every stretch of words as a name."""
        kept = [t for t in tokens(text) if t.kind in (TokenKind.WORD, TokenKind.NUMBER)]
        found = set()
        for first in range(len(kept)):
            for entry in self.entries:
                run = kept[first : first + len(entry.words)]
                if len(run) == len(entry.words) and self.together(text, run):
                    found |= self.spelled(entry, run)
        return found

    def together(self, text: str, run: list[Token]) -> bool:
        """Only space, hyphens and quotation marks between the words, at most three of them."""
        gaps = [fold(text[a.end : b.start]).text for a, b in pairwise(run)]
        return all(len(gap) < 4 and not gap.strip(" -_\"'") for gap in gaps)

    def spelled(self, entry: Entry, run: list[Token]) -> set[Found]:
        """The ways in which the words of ``run`` spell the entry."""
        ways: list[tuple[int, int, list[bool], list[int]]] = [(0, 0, [], [])]  # skip, slips, articles, slips by word
        for at, (token, word) in enumerate(zip(run, entry.words, strict=True)):
            ways = [
                (skip + (more if at == 0 else 0), slips + off, [*articles, article], [*each, off])
                for skip, slips, articles, each in ways
                for more, article, off in self.word(token.folded, word, clitics=at == 0)
            ]
        return {
            (run[0].start + skip, run[-1].end, entry.target, slips)
            for skip, slips, articles, each in ways
            if all(has or not written for has, written in zip(entry.articles, articles, strict=True))
            and self.enough(entry, slips, each)
            and not (slips and len(run) == 1 and articles != list(entry.articles))
        }

    def _word(self, text: str, word: str, clitics: bool) -> list[tuple[int, bool, int]]:
        """Letters of clitics, article and slips of each reading of ``text`` as ``word``."""
        if text.isdigit():
            return [(0, False, 0)] if text == word else []
        known = [(skip, article, core) for skip, article, core in stems(text, True) if core in self.vocabulary]
        clues = self.clues(text)
        if clues & Clue.COMMON:
            known = []
        exact = [(skip, article, 0) for skip, article, core in known if core == word and (clitics or not skip)]
        if known or clues or self.head(text) or text.isdigit():
            return exact
        near: list[tuple[int, bool, int]] = []
        for skip, written, stem in stems(text, True):
            article, core = (True, stem[2:]) if not written and len(stem) == 4 and stem[:2] == "ال" else (written, stem)
            limit = 2 if len(word) >= 7 else 1
            if skip > 2 or (len(core) < 3 and core == stem) or core in self.lexicon.clues or len(word) < 3:
                continue
            off = osa(core, word)
            other_letter = len(core) == len(word) < 4 and [(a, b) for a, b in zip(core, word, strict=True) if a != b]
            if other_letter and len(other_letter) == 1 and not any(set(other_letter[0]) <= set(g) for g in DOTTED):
                continue
            if 0 < off <= limit:
                near.append((skip, article, off))
        if near:  # of several readings as the same word, the first of those with fewest slips
            best = min(near, key=lambda way: way[2])
            return [best] if clitics or not best[0] else []
        return []

    def clues(self, text: str) -> int:
        """What the lexicon says of a word or of what its clitics leave."""
        for form in self.peeled(text):
            if form in self.lexicon.clues or form in self.lexicon.heads:
                return self.lexicon.clues.get(form, 0)
        return 0

    def head(self, text: str) -> bool:
        return any(form in self.lexicon.heads for form in self.peeled(text))

    def peeled(self, text: str) -> list[str]:
        forms = [text]
        for skip, article, _ in stems(text, True):
            if skip:
                swallowed = text[skip - 1] == "ل" and text[:skip].endswith("لل") and article
                forms.append(("ال" if swallowed else "") + text[skip:])
        return forms

    def enough(self, entry: Entry, slips: int, each: list[int]) -> bool:
        """Letters enough to recognise a name with slips, and one word of several right."""
        several = len(entry.words) > 1
        if not slips:
            return True
        if several and all(each):
            return False
        letters = sum(map(len, entry.words))
        return (slips <= 1 and letters >= (7 if several else 5)) or (slips <= 2 and letters >= (12 if several else 8))


GAZETTEER = load()
NAMES = Names(GAZETTEER)
VOCABULARY = Vocabulary(NAMES, lexicon())
MATCHER = Matcher(NAMES, VOCABULARY)
ORACLE = Oracle(NAMES)
FORMS = sorted(
    {n.form for n in GAZETTEER.names if n.lang == "ar" and not any(c.isascii() and c.isalpha() for c in n.form)}
)
LETTERS = "ابتحخدرسشصعغفقكلمنهويةىأء"


def fast(text: str) -> set[Found]:
    """What the matcher finds, in the oracle's shape; what it knows and the oracle does not (glued words) left out."""
    passage = Passage(text, encode(text), VOCABULARY)
    for word in passage.words:
        VOCABULARY.prepare(word)
    found = set()
    for one in MATCHER.all_found(passage):
        _, parts, _ = one
        if any(part.cut for part in parts) or parts[0].skip > 2 * len(parts[0].clitics):
            continue
        done = MATCHER.finish(passage, one)
        found |= {
            (done.start, done.end - text[: done.end].endswith('"'), entry.target, done.slips)
            for entry in done.entries
            if entry in ORACLE.entries
        }
    return found


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    """A name with a letter or two wrong, an article less, or a clitic before it."""
    form = draw(st.sampled_from(FORMS))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(form) - 1))
        letter = draw(st.sampled_from(LETTERS))
        form = draw(
            st.sampled_from(
                (
                    form[:at] + letter + form[at:],
                    form[:at] + form[at + 1 :],
                    form[:at] + letter + form[at + 1 :],
                    form[:at] + form[at : at + 2][::-1] + form[at + 2 :],
                )
            )
        )
    if draw(st.booleans()):
        form = form.replace("ال", "", 1)
    return draw(st.sampled_from(("", "", "و", "ب", "ول", "ف"))) + form


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Names and other words, with all kinds of gaps between them."""
    other = st.sampled_from(
        ("الجيش", "في", "على", "حي", "أحياء", "قصف", "حلب", "الشرقي", "والغربي", "3000", "شقة", "كرم")
    )
    gap = st.sampled_from((" ", " ", " ", "، ", "\n", " - ", "  ", ' "', "_", "."))
    parts = draw(st.lists(st.one_of(misspelt(), other), min_size=1, max_size=5))
    return "".join(part + draw(gap) for part in parts)


@settings(max_examples=200)
@given(texts())
def test_matcher_agrees_with_oracle(text: str) -> None:
    assert fast(text) == ORACLE.find(text)


@pytest.mark.parametrize("text", ["كرم الدعدا", "الشيح سعيد", "وبالسكري", "للمدينة القديمة", "صلاح الدي"])
def test_oracle_sees_what_it_should(text: str) -> None:
    """The comparison would be empty talk if both found nothing."""
    assert ORACLE.find(text)
    assert fast(text) == ORACLE.find(text)
