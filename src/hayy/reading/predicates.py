"""Stage six: cue, link, negation and exception together give the predicate and the extent of a claim."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hayy.model import Extent, Polarity, Predicate
from hayy.reading.clauses_en import in_progress, reached_by
from hayy.reading.exceptions import EXCEPTED, excepted
from hayy.reading.government import Cue, Government
from hayy.reading.governors import link_for
from hayy.reading.groups import Member
from hayy.reading.negation import negated
from hayy.reading.polarity import polarity_of
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
HELD_BY_THEN = "held by then: taken"
"""The reason of a capture that is told by its outcome: "by dawn they held A"."""


def state(sentence: Sentence, government: Government, member: Member, start: int, end: int) -> Statement:
    """What ``government`` says of ``member``, whose list covers units ``start`` to ``end``."""
    cue = government.cue
    if cue is None:
        return Statement(Predicate.NONE, reasons=(government.reason,))
    polarity, why = polarity_of(sentence, cue, end)
    if cue.entry.flag == "conflict":
        polarity, why = Polarity.ASSERTED, ""  # "it is not possible to say who holds A"
    predicate = cue.entry.predicate
    reasons = (f"cue {government.reason}", *((why,) if why else ()))
    if predicate is Predicate.HOLDS and cue.form.tense == "imperfect" and sentence.word(cue.start - 1) in ("لم", "ولم"):
        predicate = Predicate.TOOK  # "has not taken": the imperfect after "لم" is a past
    exception = government.where == EXCEPTED or (government.where == "left" and excepted(sentence, cue, start))
    neither = government.where == "right" and sentence.word(start - 1) in ("neither", "nor")
    if exception and polarity is Polarity.DENIED and predicate in (Predicate.TOOK, Predicate.LOST):
        extent = _extent_of(sentence, government, member, predicate, start, end)
        return Statement(predicate, Polarity.ASSERTED, extent, reasons=(*reasons, "conceded, by an exception"))
    said = polarity is Polarity.DENIED and (sentence.lang == "ar" or _not_true(sentence, cue))
    said = said or polarity is Polarity.FAILED  # "could not enter", "made no headway"
    if (neither or negated(sentence, cue)) and not said and cue.entry.flag != "conflict":  # "not clear who holds it"
        if not exception and (_insisted(sentence, cue) or _answers(sentence, cue, end)):
            polarity = Polarity.DENIED
            reasons += ("said against a claim",)
        elif not exception:
            predicate = _not(predicate)
            reasons += ("negated",)
    elif exception and predicate in (Predicate.TOOK, Predicate.HOLDS):
        reasons += ("what is excepted stays with the others",)
        return Statement(Predicate.HOLDS, polarity, member.extent, ("exception",), reasons)
    if (
        predicate is Predicate.HOLDS
        and cue.form.tense == "imperfect"
        and (_became(sentence, cue.start) or _ticker(sentence, cue.start) or _at_last(sentence, cue.start))
    ):
        predicate, reasons = Predicate.TOOK, (*reasons, "became held: taken")
    if sentence.lang == "en" and (other := _aspect(sentence, cue, predicate, end)) is not None:
        predicate, why = other
        reasons = (*reasons, why)
    near = (cue.start, max(cue.end, end) + 4)
    if predicate in (Predicate.TOOK, Predicate.HOLDS) and sentence.has(*near, "by_fire") is not None:
        predicate, reasons = Predicate.FIGHTS, (*reasons, "by fire only")
    if predicate is Predicate.NONE and polarity not in (Polarity.PLANNED, Polarity.HYPOTHETICAL):
        polarity = Polarity.ASSERTED
    beside = member.link in ("around", "near") and government.where == "left"
    if beside and predicate is Predicate.TOOK and sentence.lang == "en":
        predicate, reasons = Predicate.NONE, (*reasons, "only what lies around it")
    flags = (cue.entry.flag,) if cue.entry.flag else _conflicting(sentence, cue) or _no_further(sentence, cue)
    extent = _extent_of(sentence, government, member, predicate, start, end)
    return Statement(predicate, polarity, extent, flags, reasons)


def _extent_of(
    sentence: Sentence, government: Government, member: Member, predicate: Predicate, start: int, end: int
) -> Extent:
    """How much of the place a statement is about: what the member says, and what stands around the cue and the list."""
    cue = government.cue
    if cue is None or government.where == "front":
        return Extent.WITHIN if cue is not None else Extent.WHOLE
    extent = _extent(predicate, _bare(member) if government.where == "relative" else member, cue, start)
    if extent is not Extent.WHOLE:
        return extent
    if predicate is Predicate.TOOK and sentence.lang == "en" and member.link == "on" and start > cue.end:
        if any(sentence.has(cue.end, start, name) is not None for name in ("site", "site_noun")):
            return Extent.WITHIN  # "a checkpoint on the road"
    if predicate is Predicate.TOOK:
        at = cue.end if sentence.lang == "en" and government.where == "relative" else end  # "where they took all but"
        but = sentence.has(at, at + 3, "except")
        if but is not None and (at < end or sentence.word(but) != "but" or sentence.word(but - 1) == "all"):
            return Extent.PART  # "all of the old city except ..."
        if sentence.lang == "ar" and _almost(sentence, cue, start, end):
            return Extent.PART
    if sentence.lang == "ar" and _part_of_it(sentence, government, cue, start):
        return Extent.PART
    return extent


def _part_of_it(sentence: Sentence, government: Government, cue: Cue, start: int) -> bool:
    """ "A, of which they took the most": what a pronoun behind the cue takes up is a part of the place."""
    if government.where not in ("relative", "right") and start < cue.end:
        return False
    end = max(cue.end, start + 1) if start >= cue.end else cue.end + 7
    found = sentence.has(cue.end, end, "part_of_it")
    return found is not None and not any(sentence.units[k].mention is not None for k in range(cue.end, found))


def _almost(sentence: Sentence, cue: Cue, start: int, end: int) -> bool:
    """ "an almost complete control of A": not yet the whole."""
    behind = max(end, cue.end)
    return any(sentence.has(*bounds, "almost") is not None for bounds in ((cue.start, start), (behind, behind + 2)))


def _not(predicate: Predicate) -> Predicate:
    return Predicate.HOLDS if predicate is Predicate.LOST else Predicate.NONE


def _aspect(sentence: Sentence, cue: Cue, predicate: Predicate, end: int) -> tuple[Predicate, str] | None:
    """English: "is clearing A" is still going on; "by dawn they held A" tells that it was taken before."""
    if predicate is Predicate.TOOK and cue.form.tense == "ing" and in_progress(sentence, cue):
        return Predicate.FIGHTS, "still going on"
    were = cue.form.tense == "noun" and any(
        sentence.word(k) in ("was", "were") for k in range(cue.start - 3, cue.start)
    )
    if predicate is Predicate.TOOK and _for_years(sentence, cue, end):
        return Predicate.HOLDS, "for so long: held"
    told = were or _ticks(sentence, cue) or (cue.form.tense == "past" and cue.entry.frame == "object")
    if predicate is Predicate.HOLDS and told:
        if reached_by(sentence, cue, end) and not any("still" in sentence.tags[k] for k in range(cue.start)):
            return Predicate.TOOK, HELD_BY_THEN
    if predicate is Predicate.HOLDS and cue.entry.frame == "attribute" and _now_whole(sentence, cue):
        return Predicate.TOOK, "now wholly theirs: taken"
    if (
        predicate is Predicate.HOLDS
        and sentence.word(cue.start) in ("in", "control")
        and "control" in _words(sentence, cue)
    ):
        if sentence.has(cue.start - 12, cue.start, "proclaim") is not None:
            return Predicate.TOOK, "announced as its own: taken"
    return None


def _for_years(sentence: Sentence, cue: Cue, end: int) -> bool:
    """ "has occupied A for years", "have occupied A since 2012"."""
    if not sentence.word(cue.start).startswith("occup"):
        return False
    behind = max(end, cue.end)
    if sentence.word(behind) == "since":
        return True
    spans = ("years", "months", "weeks", "decades", "year")
    return sentence.word(behind) == "for" and any(sentence.word(behind + k) in spans for k in (1, 2, 3))


def _now_whole(sentence: Sentence, cue: Cue) -> bool:
    """ "is now fully under its control": it was not before."""
    near = range(max(0, cue.start - 5), cue.end)
    words = {sentence.word(k) for k in near}
    return "now" in words and not words.isdisjoint(("fully", "completely", "entirely", "wholly", "full", "complete"))


def _ticks(sentence: Sentence, cue: Cue) -> bool:
    """English: "A and B under army control (by noon)": an entry without a verb tells what came about."""
    if cue.form.tense != "noun" or cue.entry.frame != "attribute":
        return False
    near = sentence.tags[max(0, cue.start - 3) : cue.start]
    return not any("chain" in tags or "still" in tags or "relative" in tags for tags in near)


def _not_true(sentence: Sentence, cue: Cue) -> bool:
    """English: "it is not true that": the "not" before the cue belongs to the denial."""
    for at in range(max(0, cue.start - 8), cue.start):
        found = sentence.tags[at].get("deny")
        if found is not None and any("negation" in sentence.tags[k] for k in range(at, found.end)):
            return True
    return False


def _insisted(sentence: Sentence, cue: Cue) -> bool:
    """ "insist that A has not fallen": it answers somebody who says that it has."""
    if sentence.lang != "en" or cue.entry.predicate is not Predicate.TOOK:
        return False
    at = sentence.has(cue.start - 12, cue.start, "insist")
    return at is not None and sentence.has(at, cue.start, "coordination_break") is None


def _conflicting(sentence: Sentence, cue: Cue) -> tuple[str, ...]:
    """ "reports conflict about the capture of A": what they conflict about is disputed."""
    if sentence.lang != "ar" or cue.form.tense != "noun":
        return ()
    before = (c for c in sentence.cues if c.entry.flag == "conflict" and 0 <= cue.start - c.end <= 4)
    return tuple(c.entry.flag for c in before)[:1]


def _no_further(sentence: Sentence, cue: Cue) -> tuple[str, ...]:
    """English: "they have only reached the main street": it answers whoever says more."""
    if sentence.lang != "en" or cue.entry.predicate not in (Predicate.ADVANCES, Predicate.ENTERS):
        return ()
    near = range(max(0, cue.start - 1), min(cue.end + 1, len(sentence.units)))
    return ("conflict",) if any(sentence.word(k) in ("only", "merely") for k in near) else ()


def _answers(sentence: Sentence, cue: Cue, end: int) -> bool:
    """ "A has not fallen, as they claim": a plain "not" that answers somebody, for what could be claimed."""
    claimed = (Predicate.TOOK, Predicate.ENTERS, Predicate.LOST)
    past = cue.entry.predicate in claimed or sentence.word(cue.start - 1) in ("لم", "ولم")
    if sentence.lang != "ar" or not past:
        return False
    behind = max(end, cue.end)
    return sentence.has(behind, behind + 8, "as_claimed") is not None


def _words(sentence: Sentence, cue: Cue) -> list[str]:
    return [sentence.word(k) for k in range(cue.start, cue.end)]


def _became(sentence: Sentence, at: int) -> bool:
    return any("inchoative" in sentence.tags[k] for k in range(max(0, at - 4), at)) and sentence.lang == "ar"


def _at_last(sentence: Sentence, at: int) -> bool:
    """ "... before they stormed A and extended their control": a subjunctive after "before" tells what came next."""
    if sentence.lang != "ar":
        return False
    return any(sentence.word(k) == "ان" and "real_that" in sentence.tags[k - 1] for k in range(max(1, at - 6), at))


def _ticker(sentence: Sentence, at: int) -> bool:
    """ "الثوار يسيطرون على": a headline in the present tense tells what has just happened."""
    if any("speech" in sentence.tags[k] for k in range(at)):
        return False  # "said that his men hold"
    opening = any(side.end == at and start <= 8 for start, side in sentence.sides.items())
    if any("was" in sentence.tags[k] for k in range(max(0, at - 6), at)):
        return False  # "the rebels were holding A when ..."
    return opening and sentence.lang == "ar" and not any("still" in sentence.tags[k] for k in range(at))


def _bare(member: Member) -> Member:
    """What a relative clause says is said of the place itself, whatever ties the place to the words before it."""
    extent = Extent.WHOLE if member.edge or member.link == "in" else member.extent
    return replace(member, link="obj", edge=False, extent=extent)


def _extent(predicate: Predicate, member: Member, cue: Cue, start: int) -> Extent:
    if predicate is Predicate.NONE:
        return Extent.WHOLE
    if member.nested:
        return Extent.WITHIN
    if member.link == "upto":
        return Extent.UPTO if predicate is Predicate.TOOK else Extent.WHOLE
    if member.extent is not Extent.WHOLE:
        return member.extent
    if predicate in (Predicate.TOOK, Predicate.LOST):
        if member.edge:
            return Extent.PART
        if start >= cue.end and link_for(cue.entry, member) == "in":
            return Extent.WITHIN
    return Extent.WHOLE
