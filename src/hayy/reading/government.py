"""What governs a list of places, and what may stand between a cue and a list."""

from __future__ import annotations

from dataclasses import dataclass

from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence
from hayy.text import TokenKind

LOCATORS = ("link_near", "link_at", "link_from", "link_origin", "link_between", "link_via")
Cue = Found[CueEntry]
_LIGHT = frozenset(
    {"head", "join", "whole", "part", "rest", "edge", "still", "agent", "boundary", "speech", "city"}
) | {f"link_{x}" for x in ("on", "to", "in", "from", "of", "toward", "upto", "near", "around")}


@dataclass(frozen=True, slots=True)
class Government:
    """The cue that governs a list; ``side`` tells where it stands; ``passive`` that the place undergoes the verb."""

    cue: Cue | None
    where: str = "left"
    passive: bool = False
    reason: str = ""
    fallback: Government | None = None


def broken(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a new statement begins between two units."""
    if sentence.has(start, end, "coordination_break") is not None:
        return True
    return any(unit.word == ";" for unit in sentence.units[max(start, 0) : max(end, 0)])


def content(sentence: Sentence, start: int, end: int) -> int:
    """How many words between two units say something of their own: no side, link, head, number or mark."""
    count, at = 0, start
    while at < end:
        side = sentence.sides.get(at)
        if side is not None:
            at = max(at + 1, side.end)
            continue
        known = [f.end for name, f in sentence.tags[at].items() if name in _LIGHT]
        if known:
            at = max(*known, at + 1)
            continue
        count += sentence.units[at].kind is TokenKind.WORD
        at += 1
    return count


def has_punct(sentence: Sentence, start: int, end: int, allowed: str = "") -> bool:
    """Whether a comma, colon or semicolon that is not ``allowed`` stands between two units."""
    words = (sentence.word(k) for k in range(start, end))
    return any(word in ",;:" and word not in allowed for word in words if word)


def mentions(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a place is named between two units."""
    return any(sentence.units[k].mention is not None for k in range(start, end))
