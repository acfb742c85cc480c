"""Captures that the same sentence takes back: "seized A, only to be driven out by nightfall", "briefly took A"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hayy.model import Claim, Polarity, Predicate, Span
from hayy.reading.government import mentions
from hayy.reading.roles import Named
from hayy.reading.tagging import Sentence

_REACH = 24  # units between a capture and what takes it back
_BESIDE = 4
_ONWARD = 4  # units behind "withdrew" in which another place is where they withdrew from


@dataclass(frozen=True, slots=True)
class Undone:
    """Units ``start`` to ``end``, which take back a capture told before them, or say that one beside them was brief."""

    start: int
    end: int
    brief: bool = False


def undone(sentence: Sentence) -> Iterator[Undone]:
    """What in a sentence takes back a capture told before it."""
    if not sentence.names("undone", "briefly"):
        return
    for at, tags in enumerate(sentence.tags):
        if (found := tags.get("undone")) is not None:
            if not mentions(sentence, found.end, min(found.end + _ONWARD, len(sentence.units))):
                yield Undone(at, found.end)
        elif (found := tags.get("briefly")) is not None:
            if sentence.word(at - 1) == "," == sentence.word(found.end):
                continue  # "took A and, briefly, B": of the next only
            yield Undone(at, found.end, brief=True)


def gives_up(sentence: Sentence, claim: Claim, marks: Sequence[Undone], sides: Sequence[Named]) -> Claim | None:
    """The loss of what ``claim`` says was taken, if one of ``marks`` takes it back."""
    if claim.predicate is not Predicate.TOOK or claim.polarity is not Polarity.ASSERTED or claim.cue is None:
        return None
    starts = [k for k, unit in enumerate(sentence.units) if claim.cue.start <= unit.start < claim.cue.end]
    if not starts:
        return None
    for mark in marks:
        ahead = mark.start - starts[-1]
        near = -_BESIDE <= ahead <= 2 * _BESIDE if mark.brief else 0 < ahead <= _REACH
        if near and not _of_others(mark, claim, sides):
            units = sentence.units
            span = claim.cue if mark.brief else Span(units[mark.start].span.start, units[mark.end - 1].span.end)
            identity = hashlib.sha256(f"{claim.id} given up".encode()).hexdigest()[:16]
            reasons = (*claim.reasons, "given up again")
            return replace(claim, id=identity, predicate=Predicate.LOST, mention=None, cue=span, reasons=reasons)
    return None


def _of_others(mark: Undone, claim: Claim, sides: Sequence[Named]) -> bool:
    """ "took A but the rebels were driven back": whoever is named there gives up, not the taker."""
    near = [s for s in sides if mark.start <= s.start < mark.end + 2 and s.marker != "agent"]
    return bool(near) and all(s.side != claim.actor for s in near)
