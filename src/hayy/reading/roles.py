"""Stage five: which side acts, and against which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hayy.model import Predicate
from hayy.reading.governors import Cue, Government
from hayy.reading.tagging import Sentence
from hayy.sides import side_on

_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Named:
    """A side named in a sentence: where, whether weakly, and what stands before it ("agent", "against" or "")."""

    side: str
    start: int
    end: int
    weak: bool
    marker: str


def named_sides(sentence: Sentence, day: date | None) -> tuple[Named, ...]:
    """The sides a sentence names, in order, as of ``day`` (the Syrian army is another one since December 2024)."""
    rows: list[Named] = []
    for at, found in sorted(sentence.sides.items()):
        side = side_on(found.entry.side, day)
        if sentence.word(at).endswith("نا") and rows:
            side = rows[-1].side  # "the opposition: our forces ..."
        rows.append(Named(side, at, found.end, found.entry.weak, _marker(sentence, at, found.form.clitic)))
    return tuple(rows)


def _marker(sentence: Sentence, at: int, clitic: str) -> str:
    start = at
    while start > 0 and sentence.word(start - 1) in ("the", "a", "both", "all"):
        start -= 1
    if sentence.ending(start, ("agent",)):
        agent = sentence.ending(start, ("agent",))
        if agent is not None and not (sentence.lang == "en" and sentence.word(agent.start) in ("in", "into", "under")):
            return "agent" if not sentence.ending(start, ("against",)) or sentence.word(start - 1) == "by" else "against"
    if sentence.ending(start, ("against",)):
        return "against"
    if "ل" in clitic and not sentence.ending(at, ("force",)):
        return "agent"
    return ""


def actor_of(
    sentence: Sentence, government: Government, sides: tuple[Named, ...], start: int, end: int, before: str | None
) -> tuple[str | None, str | None]:
    """(actor, against) of the claim that ``government`` makes about the list from unit ``start`` to ``end``.

    ``before`` is the side that acted last in the text; it acts on when the sentence names nobody.
    """
    cue = government.cue
    if cue is None:
        return None, None
    if cue.entry.actor == "inside":
        near = [s for s in sides if s.start < cue.end]
        return (near[-1].side if near else before), None
    agents = [s for s in sides if s.marker == "agent" and s.start >= cue.start and s.start - max(cue.end, end) < _WINDOW]
    if cue.entry.actor == "none":
        return None, None
    if cue.entry.actor == "agent" or government.passive:
        inside = [s for s in sides if cue.start <= s.start < cue.end]
        beside = [s for s in sides if 0 <= s.start - cue.end <= 2 or 0 <= cue.start - s.end <= 1]
        found = inside or agents or beside
        return (found[0].side if found else None), None
    against = _against(sides, cue)
    subject = _subject(sentence, sides, cue, start, against)
    actor = subject.side if subject else (before if before != against else None)
    return actor, against


def _against(sides: tuple[Named, ...], cue: Cue) -> str | None:
    near = [s for s in sides if s.marker == "against" and abs(s.start - cue.end) < _WINDOW]
    inside = [s for s in sides if cue.start < s.start < cue.end and cue.entry.predicate is Predicate.TOOK and cue.end - cue.start > 2]
    english = [s for s in inside if s.marker != "agent"]
    found = english or near
    return found[0].side if found else None


def _subject(sentence: Sentence, sides: tuple[Named, ...], cue: Cue, start: int, against: str | None) -> Named | None:
    """The acting side: after the verb in Arabic, before it in English; a plain name before a weak one."""
    acting = [s for s in sides if s.marker == "" or (s.marker == "agent" and sentence.lang == "ar" and s.start < cue.start)]
    left = [s for s in acting if s.end <= cue.start and not _closed(sentence, s.end, cue.start)]
    right = [s for s in acting if cue.start <= s.start < max(start, cue.end + 5) and s.start - cue.end < 6]
    if sentence.lang == "en":
        ordered = [*reversed(left), *right]
    else:
        ordered = [*right, *reversed(left)]
    if not ordered and cue.form.tense in ("perfect", "imperfect"):
        ordered = [s for s in reversed(acting) if s.end <= cue.start and not s.weak]
    ordered = [s for s in ordered if s.side != against] or ordered
    strong = [s for s in ordered[:2] if not s.weak]
    return (strong or ordered or [None])[0]


def _closed(sentence: Sentence, start: int, end: int) -> bool:
    return any("coordination_break" in sentence.tags[k] or sentence.word(k) == ";" for k in range(start, end))
