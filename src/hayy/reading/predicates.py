"""Stage six: cue, link, negation and exception together give the predicate and the extent of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from hayy.model import Extent, Polarity, Predicate
from hayy.reading.governors import Government
from hayy.reading.groups import Member
from hayy.reading.polarity import negated, polarity_of
from hayy.reading.tagging import Sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of one place: before actors, sources and dates."""

    predicate: Predicate
    polarity: Polarity = Polarity.ASSERTED
    extent: Extent = Extent.WHOLE
    flags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


_SILENT = Statement(Predicate.NONE)


def state(sentence: Sentence, government: Government, member: Member, start: int, end: int) -> Statement:
    """What ``government`` says of ``member``, whose list covers units ``start`` to ``end``."""
    cue = government.cue
    if cue is None:
        return Statement(Predicate.NONE, reasons=(government.reason,))
    polarity, why = polarity_of(sentence, cue, end)
    predicate = cue.entry.predicate
    reasons = (f"cue {government.reason}", *((why,) if why else ()))
    excepted = cue.end <= start and any("except" in sentence.tags[k] for k in range(cue.end, start))
    if negated(sentence, cue):
        if not excepted:
            predicate = _not(predicate)
            reasons += ("negated",)
    elif excepted and predicate in (Predicate.TOOK, Predicate.HOLDS):
        return Statement(Predicate.NONE, reasons=(*reasons, "named as an exception"), flags=("exception",))
    if predicate is Predicate.HOLDS and _became(sentence, cue.start):
        predicate, reasons = Predicate.TOOK, (*reasons, "became held: taken")
    if predicate is Predicate.NONE and polarity not in (Polarity.PLANNED, Polarity.HYPOTHETICAL):
        polarity = Polarity.ASSERTED
    return Statement(predicate, polarity, _extent(predicate, member), reasons=reasons)


def _not(predicate: Predicate) -> Predicate:
    return Predicate.HOLDS if predicate is Predicate.LOST else Predicate.NONE


def _became(sentence: Sentence, at: int) -> bool:
    return any("inchoative" in sentence.tags[k] for k in range(max(0, at - 4), at)) and sentence.lang == "ar"


def _extent(predicate: Predicate, member: Member) -> Extent:
    if predicate is Predicate.NONE:
        return Extent.WHOLE
    if member.link == "upto":
        return Extent.UPTO if predicate is Predicate.TOOK else Extent.WHOLE
    if member.extent is not Extent.WHOLE:
        return member.extent
    if predicate in (Predicate.TOOK, Predicate.LOST):
        if member.edge:
            return Extent.PART
        if member.link == "in":
            return Extent.WITHIN
    return Extent.WHOLE
