"""What is taken out of a statement: "all of the Old City except A", "apart from A, everything has fallen"."""

from __future__ import annotations

from collections.abc import Sequence

from hayy.model import Predicate
from hayy.reading.government import Cue, Government, broken, mentions
from hayy.reading.groups import Group
from hayy.reading.passives import is_passive
from hayy.reading.tagging import Sentence

EXCEPTED = "excepted"
"""Where a cue stands that tells of the whole from which a list is taken out."""
_NEAR = 10


def excepted(sentence: Sentence, cue: Cue, start: int) -> bool:
    """Whether "except", "but", "all save" stands between a cue and the list that begins at ``start``."""
    return cue.end <= start and sentence.has(cue.end, start, "except") is not None


def exception_before(sentence: Sentence, group: Group) -> int | None:
    """Where the "except" begins that stands right before a list."""
    if not sentence.names("except"):
        return None
    first = group.members[0].unit
    for at in range(max(0, group.start - 3), first):
        found = sentence.tags[at].get("except")
        if found is not None and group.start <= found.end <= first:
            return at
    return None


def set_apart(sentence: Sentence, group: Group) -> Government | None:
    """The cue that tells of the whole from which ``group`` is taken out, before it or behind it."""
    if (at := exception_before(sentence, group)) is None:
        return None
    telling = [c for c in sentence.cues if c.entry.predicate in (Predicate.TOOK, Predicate.HOLDS)]
    before = [c for c in telling if 0 <= at - c.end <= _NEAR and not broken(sentence, c.end, at)]
    if before:
        return Government(before[-1], EXCEPTED, reason=f"{before[-1].entry.id}, of all the rest")
    for cue in telling:
        if not group.end <= cue.start <= group.end + _NEAR or broken(sentence, group.end, cue.start):
            continue
        undergoes = cue.entry.frame != "object" or is_passive(sentence, cue)
        whole = at > 0 or any(sentence.has(group.end, cue.start, name) is not None for name in ("whole", "rest"))
        if undergoes and whole and not mentions(sentence, group.end, cue.start):
            return Government(cue, EXCEPTED, reason=f"{cue.entry.id}, of all the rest")
    return None


def past_exception(sentence: Sentence, end: int, groups: Sequence[Group]) -> int:
    """Where a clause goes on after what is taken out right behind a list: "the Old City, bar A, was overrun"."""
    if sentence.lang != "en":
        return end
    behind = (g for g in groups if end < g.members[0].unit <= end + 5)
    return next((g.end for g in behind if exception_before(sentence, g) in (end, end + 1)), end)
