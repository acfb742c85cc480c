"""Arabic clauses: what stands around a name or a verbal noun without saying anything of its own."""

from __future__ import annotations

from dataclasses import replace

from hayy.model import Predicate
from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence

_VERB_BEHIND = 3
_SHORT = 4  # letters
_ATTACK_BEFORE = 6  # units between an attack and what it is meant to take
_JOINED = 16  # units between two verbs, or two verbal nouns, of one clause
_THAT = ("ان", "لان", "كي", "لكي", "بان")


def before_head(sentence: Sentence, at: int) -> int:
    """Where the head noun of the name at ``at`` begins: "from the quarter of A"."""
    head = sentence.ending(at, ("head",)) if sentence.lang == "ar" else None
    return head.start if head is not None else at


def past_city(sentence: Sentence, at: int) -> int:
    """Past "in Aleppo" at ``at``, which may stand between a name and what describes it."""
    found = sentence.tags[at].get("city") if at < len(sentence.units) else None
    return found.end if found is not None else at


def would(sentence: Sentence, cue: Found[CueEntry], end: int) -> int | None:
    """ "Taking A will pen them in": a verb of the future behind the list of a verbal noun that is only its subject."""
    if sentence.lang != "ar" or cue.form.tense != "noun" or cue.entry.predicate is not Predicate.TOOK:
        return None
    for at in range(end, min(end + _VERB_BEHIND, len(sentence.units))):
        word = sentence.word(at)
        if word in (",", ";", ":", ".") or word[:1] in ("و", "ف"):
            return None
        if len(word) > _SHORT and word.startswith(("سي", "ست")) and "not_future" not in sentence.tags[at]:
            return at
    return None


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


def joined_to(sentence: Sentence, cue: Found[CueEntry]) -> Found[CueEntry] | None:
    """What a verb or verbal noun is joined to by "and": "that they leave and hand over A", "to storm A and take B".

    For a verb behind "that", the cue itself as if it stood right there; for a verbal noun, the one before it.
    """
    joined = "و" in cue.form.clitic or sentence.word(cue.start - 1) in ("ثم", "او")
    if not joined or cue.form.future or cue.form.tense not in ("imperfect", "noun"):
        return None
    for at in range(cue.start - 1, max(0, cue.start - _JOINED), -1):
        if sentence.word(at) in (";", ":") or "coordination_break" in sentence.tags[at]:
            return None
        if cue.form.tense == "imperfect" and sentence.word(at) in _THAT:
            said = any("speech" in sentence.tags[k] for k in range(max(0, at - 4), at))
            begins = sentence.word(at + 1)[:1] in ("ي", "ت", "ن") and at + 1 not in sentence.sides and not said
            return cue._replace(start=at + 1, form=replace(cue.form, clitic="")) if begins else None
        before = next((c for c in sentence.cues if c.start == at and c.entry.predicate is not Predicate.NONE), None)
        if before is not None and cue.form.tense == "noun":
            return before if before.form.tense == "noun" else None
    return None
