"""English clauses, what they tell beside the verb and its subject: what goes on, what was reached, who stands where."""

from __future__ import annotations

from hayy.model import Predicate
from hayy.reading.clauses import chain_start, is_adverb, is_auxiliary
from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence

_SUBJECT = 14  # units; how far before its verb the words of a clause are looked for
_INSERT = 24
_AFTER = frozenset({"after", "since", "having", "by", "upon", "following"})
_TO_COME = frozenset({"to", "will", "shall", "'ll", "would", "could", "may", "might", "can", "should", "going", "be"})
_SPANS = frozenset({"minutes", "hour", "hours", "day", "days", "night", "nights", "week", "weeks"})


def in_progress(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """ "are clearing", "has been mopping up": the verb chain before an -ing form tells that it goes on."""
    at = cue.start
    while at > 0 and is_adverb(sentence, at - 1):
        at -= 1
    return sentence.word(at - 1) in ("is", "are", "was", "were", "been", "'re", "still")


def reached_by(sentence: Sentence, cue: Found[CueEntry], end: int) -> bool:
    """ "by Saturday morning they held": a weekday or a time of the day that the clause of a cue is told to end with."""
    behind = max(cue.end, end)
    behind += sentence.word(behind) in ("early", "late")
    if sentence.word(behind) == "by" and behind < len(sentence.units) and "time" in sentence.tags[behind]:
        return True
    for at in range(cue.start - 1, max(-1, cue.start - _SUBJECT), -1):
        if sentence.word(at) == ";" or not sentence.tags[at].keys().isdisjoint(("coordination_break", "relative")):
            return False
        if sentence.word(at) in ("by", "before") and "time" in sentence.tags[min(at + 1, cue.start)]:
            return True
        if sentence.word(at) == "by" and "time" in sentence.tags[at] and sentence.word(at + 1) != "the":
            return True
        if sentence.word(at) == "within" and not _SPANS.isdisjoint({sentence.word(at + 1), sentence.word(at + 2)}):
            return True
        if sentence.word(at) == "later" and sentence.word(at - 1) in _SPANS:
            return True
    return False


def told_of(sentence: Sentence, start: int) -> bool:
    """Whether a verb with its subject is told of a list that begins at ``start``: "the army took A (and B fell)"."""
    for cue in reversed(sentence.cues):
        if cue.end > start or start - cue.end > 3:
            continue
        subject = chain_start(sentence, cue) - 1
        finite = cue.form.tense in ("past", "present") and subject >= 0
        return finite and sentence.units[subject].mention is None and "relative" not in sentence.tags[subject]
    return sentence.word(start - 1) in ("is", "are", "was", "were")


def ends_condition(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the comma at ``end`` closes a clause like "if the rebels hold A", whose object the list is."""
    opens = not sentence.tags[0].keys().isdisjoint(("if", "hypothetical", "boundary"))
    first = all(sentence.word(k) != "," for k in range(end))
    return opens and first and any(start - 2 <= c.end <= start + 2 for c in sentence.cues)


def of_points(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """ "all the points it had lost": a clause that only tells which site or part is meant."""
    if cue.entry.predicate not in (Predicate.LOST, Predicate.HOLDS) or cue.form.tense not in ("past", "participle"):
        return False
    at = chain_start(sentence, cue) - 1
    if sentence.word(at) not in ("it", "they"):
        return False
    at -= sentence.word(at - 1) in ("that", "which")
    return any(name in sentence.tags[at - 1] for name in ("site_noun", "site", "part"))


def drives_nobody(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """ "pushed south from A": a verb of driving out with nothing but a direction behind it has no object."""
    if sentence.lang != "en" or "from" not in cue.entry.links or cue.entry.predicate is not Predicate.TOOK:
        return False
    inside = range(cue.start + 1, cue.end - 1)
    return bool(inside) and cue.form.tense != "noun" and all(_only_whither(sentence, k) for k in inside)


def _only_whither(sentence: Sentence, at: int) -> bool:
    direction = any(name.startswith("direction_") for name in sentence.tags[at])
    whither = ("on", "forward", "ahead", "onward", "onwards", "inward", "inwards", "further", "away", "up", "down")
    return (
        direction
        or is_adverb(sentence, at)
        or sentence.word(at).endswith(("wards", "ward"))
        or sentence.word(at) in whither
    )


def garrison(sentence: Sentence, start: int, end: int) -> int | None:
    """Where the side begins that is a subject right before the "in" of a list: "the rebels in A", "they were in A"."""
    at = next((k for k in range(start, min(start + 3, end)) if sentence.word(k) in ("in", "inside")), None)
    if at is None:
        return None
    while (
        at > 0 and (is_auxiliary(sentence, at - 1) or "armed" in sentence.tags[at - 1]) and at - 1 not in sentence.sides
    ):
        at -= 1
    first = next((k for k, side in sentence.sides.items() if side.end == at), None)
    if first is None or "negation" in sentence.tags[at]:
        return None
    before = first
    while before > 0 and sentence.word(before - 1) in ("the", "some", "many", "all", "remaining", "only", "other"):
        before -= 1
    opens = before == 0 or "time" in sentence.tags[before - 1] or "speech" in sentence.tags[before - 1]
    return (
        first if opens or sentence.word(before - 1) in (",", ";", ":", "and", "but", "with", "that", "while") else None
    )


def gapped(sentence: Sentence, start: int, end: int, behind: int) -> bool:
    """ "A was taken on Saturday and B on Sunday": nothing but times and "and" before B, and a time behind it."""
    first = next((k for k in range(start, min(start + 7, end)) if "time" in sentence.tags[k]), start)
    if all(sentence.units[k].mention is None for k in range(start, first)) and sentence.word(start) != ",":
        start = first  # past "by the forces of", "of Damascus-affiliated forces"
    between = [k for k in range(start, end) if sentence.units[k].mention is None]
    words = [k for k in between if sentence.word(k) not in ("and", ",", "the", "first", "then", "next", "finally")]
    timed = all("time" in sentence.tags[k] or "time" in sentence.tags[k - 1] for k in words)
    if timed and sentence.word(end - 1) == "then":  # "A fell first, then B, then C"
        return sentence.word(behind) in ("", ".", ",", ";", "and")
    return bool(words) and timed and behind < len(sentence.units) and "time" in sentence.tags[behind]


def in_apposition(sentence: Sentence, at: int, cue: Found[CueEntry]) -> bool:
    """English: whether a cue only describes what stands before ``at``: ", a battlefield for months, was"."""
    if cue.form.tense != "noun" or cue.entry.frame != "object":
        return False
    if (
        sentence.lang != "en"
        or sentence.word(at) != ","
        or sentence.word(at + 1) not in ("a", "an", "the", "once", "long")
    ):
        return False
    marks = (k for k in range(cue.end, min(len(sentence.units) - 1, at + _INSERT)) if sentence.word(k) == ",")
    close = next(marks, None)
    return close is not None and "chain" in sentence.tags[close + 1]


def told_as_done(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """Whether a verb is finite and tells what happened: what was planned before it ("hoping to relieve the city, rebels
    took A") is something else. "Will be taken", "to have taken" are no such, "after taking A" is.
    """
    if cue.form.tense == "ing":
        return sentence.word(cue.start - 1) in (*_AFTER, "is", "are", "was", "were")
    chain = range(chain_start(sentence, cue), cue.start)
    holds = cue.entry.predicate is Predicate.HOLDS and cue.form.tense == "base"  # "the rebels still hold A"
    plural = holds and any(side.end == chain.start for side in sentence.sides.values())
    if not plural and cue.form.tense not in ("past", "participle", "present"):
        return False
    return all(sentence.word(k) not in _TO_COME for k in (*chain, chain.start - 1))
