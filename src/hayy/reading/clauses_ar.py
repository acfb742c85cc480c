"""Arabic clauses: what stands around a name or a verbal noun without saying anything of its own."""

from __future__ import annotations

from hayy.model import Predicate
from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence

_ATTACK_BEFORE = 6  # units between an attack and what it is meant to take


def before_head(sentence: Sentence, at: int) -> int:
    """Where the head noun of the name at ``at`` begins: "from the quarter of A"."""
    head = sentence.ending(at, ("head",)) if sentence.lang == "ar" else None
    return head.start if head is not None else at


def past_city(sentence: Sentence, at: int) -> int:
    """Past "in Aleppo" at ``at``, which may stand between a name and what describes it."""
    found = sentence.tags[at].get("city") if at < len(sentence.units) else None
    return found.end if found is not None else at


def assault(sentence: Sentence, cue: Found[CueEntry]) -> Found[CueEntry] | None:
    """The attack that a capture is the aim of: "an attack to retake A"."""
    if sentence.lang != "ar" or cue.entry.predicate is not Predicate.TOOK or cue.form.tense != "noun":
        return None
    if "aim_is" in sentence.tags[cue.start - 1]:
        return None  # "the battle, whose aim is to take A": not told as under way
    for attack in reversed(sentence.cues):
        if attack.entry.predicate is Predicate.FIGHTS and 0 <= cue.start - attack.end <= _ATTACK_BEFORE:
            between = range(attack.end, cue.start)
            if all(sentence.units[k].mention is None and "coordination_break" not in sentence.tags[k] for k in between):
                return attack
    return None
