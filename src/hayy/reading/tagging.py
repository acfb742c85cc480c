"""Stage one: a document with its resolved mentions becomes sentences of tagged units.

A unit is a word, a mark or a whole mention; what a phrase of the lexicon covers is noted at the units it begins and
ends at. Everything later works on units, never on the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from hayy.model import Document, Resolution, Span
from hayy.reading.fitting import Row
from hayy.reading.lexicon import BREAK, CUE, SIDE, WORD, CueEntry, Lexicon, SideForm, load_lexicon
from hayy.reading.phrases import FREE, MENTION, STOP, Found, fold_word
from hayy.text import Token, TokenKind, tokens

_ENDS = frozenset(".!?…")
_ABBREVIATED = frozenset({"mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "brig", "prof", "st"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "any", "another", "every", "this", "no"})
_BRACKETS = frozenset("()[],")
_MENTION = "\ufffc"
_NOTHING: dict[str, Found[str]] = {}
_SIDE_REACH = 40  # letters around a name in which the name of a side may stand
_LONGEST_PHRASE = 8  # units
_LONGEST = 300  # units; no sentence of a report is longer, and the time to read one grows with its square


class Unit(NamedTuple):
    """One word, mark or mention. ``glued`` holds the Arabic letters written together with a mention before it."""

    start: int
    end: int
    word: str
    kind: TokenKind
    mention: int | None = None
    glued: str = ""

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class Sentence:
    """A sentence of units with what the lexicon says of them.

    ``tags[i][name]`` is the longest function phrase ``name`` that begins at unit ``i``, ``where[name]`` all such
    units, ``ends[i]`` the function phrases that end right before unit ``i`` in the order of their beginnings;
    ``cues`` are in order and do not begin inside one another; ``sides[i]`` is a side named from unit ``i`` on;
    ``opens[i]`` tells which kinds of phrases may begin with the word of ``row`` at ``i``.
    """

    units: tuple[Unit, ...]
    span: Span
    paragraph: int
    lang: str
    is_question: bool
    tags: tuple[dict[str, Found[str]], ...] = ()
    cues: tuple[Found[CueEntry], ...] = ()
    sides: dict[int, Found[SideForm]] = field(default_factory=dict)
    where: dict[str, list[int]] = field(default_factory=dict)
    ends: dict[int, list[Found[str]]] = field(default_factory=dict)
    words: Sequence[str] = ()
    row: Row | None = None
    opens: list[int] = field(default_factory=list)

    def has(self, start: int, end: int, name: str) -> int | None:
        """The first unit in ``start`` to ``end`` where the function phrase ``name`` begins."""
        for at in self.where.get(name, ()):
            if at >= start:
                return at if at < end else None
        return None

    def names(self, *names: str) -> bool:
        """Whether one of the function phrases begins anywhere in it: what most questions come to first."""
        return not self.where.keys().isdisjoint(names)

    def ending(self, at: int, names: Sequence[str]) -> Found[str] | None:
        """The longest of the named function phrases that ends right before unit ``at``; earlier names win."""
        best: Found[str] | None = None
        for found in self.ends.get(at, ()):
            if found.entry not in names or found.start < at - _LONGEST_PHRASE:
                continue
            if best is None:
                best = found
            elif found.start > best.start:
                break
            elif names.index(found.entry) < names.index(best.entry):
                best = found
        return best

    def word(self, at: int) -> str:
        """The folded word at ``at``, "" outside the sentence."""
        words = self.words
        return words[at] if 0 <= at < len(words) else ""


def sentences(
    document: Document, mentions: Sequence[Resolution], cut: Sequence[Token] | None = None
) -> Iterator[Sentence]:
    """The sentences of a document, in order, tagged with the lexicon of their own language.

    ``cut`` are the tokens of its text, where they are at hand.
    """
    text = document.text
    for paragraph, units in _cut(_units(text, mentions, tokens(text) if cut is None else cut)):
        letters = [text[u.start] for u in units]  # a mention counts by its own script
        lang = "ar" if sum("\u0600" <= c < "\u2000" for c in letters) * 2 > len(units) * 0.6 else "en"
        span = Span(units[0].start, units[-1].end)
        question = any(u.word == "?" for u in units[-2:])
        yield _tagged(Sentence(tuple(units), span, paragraph, lang, question), load_lexicon(lang))


def _units(text: str, mentions: Sequence[Resolution], cut: Sequence[Token]) -> Iterator[Unit]:
    """Tokens, each mention one unit; letters glued before a mention are kept with it, those after it stand alone."""
    spans = [(i, m.mention.span) for i, m in enumerate(mentions) if _is_name(m) and not _in_side(text, m)]
    at = 0
    first = spans[0][1].start if spans else len(text)  # where the next mention begins
    done = 0
    for token in cut:
        start, end, surface, folded, kind = token
        if end <= first:
            yield Unit(start, end, fold_word(surface) if "ة" in surface else folded, kind)
            continue
        while at < len(spans) and spans[at][1].end <= start:
            at += 1
        first = spans[at][1].start if at < len(spans) else len(text)
        if end <= first:
            yield Unit(start, end, fold_word(surface) if "ة" in surface else folded, kind)
            continue
        index, span = spans[at]
        glued = text[start : span.start] if start < span.start < end and done <= start else ""
        if done <= span.start:
            yield Unit(span.start, span.end, _MENTION, TokenKind.WORD, index, glued)
            done = span.end
        if span.end < end and kind is TokenKind.WORD:
            rest = span.end
            yield from (Unit(rest + t.start, rest + t.end, t.folded, t.kind) for t in tokens(text[rest:end]))


def _in_side(text: str, found: Resolution) -> bool:
    """Whether a place elsewhere is a word of a side's name: "the Democratic Forces of Syria"."""
    span = found.mention.span
    if found.role != "elsewhere":
        return False
    before = [t.folded for t in tokens(text[max(0, span.start - _SIDE_REACH) : span.start])][-3:]
    inside = [t.folded for t in tokens(found.mention.surface)]
    sides = load_lexicon("ar" if inside and inside[0][:1] >= "\u0600" else "en").sides
    if not any(sides.begin_with(word) for word in (*before[-2:], *inside[:1])):
        return False
    after = [t.folded for t in tokens(text[span.end : span.end + _SIDE_REACH])][:3]
    words = [*before, *inside, *after]
    first, last = len(before), len(before) + len(inside)
    row = sides.row(words)
    hits = (sides.at(row, k) for k in range(max(0, first - 2), first + 1))
    return any(hit is not None and hit.end >= last and hit.end - hit.start > len(inside) for hit in hits)


def _is_name(found: Resolution) -> bool:
    """Whether a mention stands in its sentence as a name: not a word in another sense, a region or a cue."""
    if found.role not in ("elsewhere", "ambiguous"):
        return found.role == "place"
    return not _is_cue(found.mention.surface)


@lru_cache(maxsize=1 << 12)
def _is_cue(name: str) -> bool:
    """Whether a cue begins with the first word of a name."""
    words = [fold_word(t.surface) for t in tokens(name)]
    lang = "ar" if words and words[0][:1] >= "\u0600" else "en"
    cues = load_lexicon(lang).cues
    return cues.at(cues.row(words), 0) is not None


def _cut(units: Iterator[Unit]) -> Iterator[tuple[int, list[Unit]]]:
    """Cut into sentences at line ends and full stops, with the number of the line."""
    line, current = 0, list[Unit]()
    for unit in units:
        if unit.kind is TokenKind.NEWLINE:
            if current:
                yield line, current
                current = []
            line += 1
            continue
        current.append(unit)
        if (unit.word in _ENDS and not _is_initial(current)) or len(current) >= _LONGEST:
            yield line, current
            current = []
    if current:
        yield line, current


def _is_initial(units: Sequence[Unit]) -> bool:
    """A full stop after a Latin letter (U.S.), a title (Mr.) or a bullet number at the start of a line ends nothing."""
    before = units[-2] if len(units) > 1 else None
    if before is None:
        return False
    letter = len(before.word) == 1 and "a" <= before.word <= "z"
    return letter or before.word in _ABBREVIATED or (len(units) == 2 and before.kind is TokenKind.NUMBER)


def _tagged(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    words = [u.word for u in sentence.units]
    row = lexicon.row(words)
    opens = [lexicon.opens(word) for word in words]
    sentence.words, sentence.row, sentence.opens = words, row, opens
    stops = row.stops = [_stop(lexicon, row, at, opens[at]) for at in range(len(words))]
    tags: list[dict[str, Found[str]]] = []
    cues: list[Found[CueEntry]] = []
    covered = side_covered = 0
    for at, unit in enumerate(sentence.units):
        begun = opens[at]
        if unit.mention is not None or not begun:
            tags.append(_NOTHING)
            continue
        here = lexicon.words.every(row, at) if begun & WORD else _NOTHING
        tags.append(here)
        if at < side_covered:
            continue  # no cue begins inside the name of a side ("جيش الفتح")
        if begun & SIDE and (side := lexicon.sides.at(row, at)):
            sentence.sides[at] = side
            side_covered = side.end
            if side.end - at > 1:
                continue
        origin = here.get("link_origin")
        if origin is not None and sentence.lang == "ar" and origin.end > at + 1:
            covered = max(covered, origin.end)  # "from the axis of A" tells where from, no fighting
        if begun & CUE and at >= covered and "link_upto" not in here and (cue := lexicon.cues.at(row, at)):
            if words[cue.end - 1] == "-" and is_hyphen(sentence, cue.end - 1):
                continue  # "government-held": no list behind a stroke
            if cue.entry.frame != "void" and not _is_noun(words, cue):
                cues.append(cue)
            spread = any(stops[k] == MENTION for k in range(at, cue.end))
            covered = at + 1 if spread else cue.end
    sentence.tags, sentence.cues = tuple(tags), tuple(cues)
    for at, here in enumerate(tags):
        for name, found in here.items():
            sentence.where.setdefault(name, []).append(at)
            sentence.ends.setdefault(found.end, []).append(found)
    return sentence


def is_hyphen(sentence: Sentence, at: int) -> bool:
    """Whether the stroke at ``at`` is written inside a word."""
    if not 0 < at < len(sentence.units) - 1 or sentence.word(at) in _BRACKETS:
        return False
    before, stroke, after = (sentence.units[k].span for k in (at - 1, at, at + 1))
    return before.end == stroke.start and stroke.end == after.start


def _is_noun(words: Sequence[str], cue: Found[CueEntry]) -> bool:
    """English: "a collapse", "its fall": behind a determiner what looks like a verb of a place's own is a noun."""
    if words[cue.start] == "its":
        return cue.start > 0  # "Its fall" opens a sentence on a place, "a week after its fall" tells nothing
    verb = cue.entry.frame == "subject" and cue.form.tense in ("base", "present")
    return verb and cue.start > 0 and words[cue.start - 1] in _DETERMINERS


def _stop(lexicon: Lexicon, row: Row, at: int, begun: int) -> int:
    if row.words[at] == _MENTION:
        return MENTION
    if row.words[at] in ";:":
        return STOP
    return STOP if begun & BREAK and lexicon.breaks.at(row, at) is not None else FREE
