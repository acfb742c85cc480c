"""Stage six and a half: a statement against its subject.

A loss to a named taker is a capture; "entered", "withdrew", "holds" without an armed side say nothing about control; a
capture that nobody is said to have made is none.
"""

from __future__ import annotations

from dataclasses import replace

from hayy.model import Polarity, Predicate
from hayy.reading.clauses import follows_pronoun, subject_kind
from hayy.reading.clauses_en import drives_nobody
from hayy.reading.government import Cue, Government
from hayy.reading.predicates import Statement
from hayy.reading.roles import Named, in_aside
from hayy.reading.tagging import Sentence

_TAKER_REACH = 6
_VERBS = ("perfect", "imperfect", "past", "present", "ing", "base")

Outcome = tuple[Statement, str | None, str | None]
"""A statement, who acts in it, and against whom."""


def settle(
    sentence: Sentence, government: Government, outcome: Outcome, sides: tuple[Named, ...], bounds: tuple[int, int]
) -> Outcome:
    """What remains of a statement about units ``bounds`` once its subject is known."""
    statement, actor, against = outcome
    cue = government.cue
    if cue is None:
        return outcome
    if "exception" in statement.flags and government.where == "left":
        return statement, None, actor  # "holds all but A": somebody else does
    if statement.predicate is Predicate.LOST and (taker := _taker(sides, cue, bounds, actor)) is not None:
        reasons = (*statement.reasons, "a taker is named")
        return replace(statement, predicate=Predicate.TOOK, reasons=reasons), taker, actor
    if statement.predicate is Predicate.TOOK and _its_expulsion(sentence, cue):
        reasons = (*statement.reasons, "who took it is not told")
        return replace(statement, predicate=Predicate.LOST, reasons=reasons), actor, None
    if statement.predicate is Predicate.TOOK and _talked_of(sentence, cue, bounds):
        return _silent(statement, "nobody is said to have done it")
    if drives_nobody(sentence, cue):
        return _silent(statement, "nobody is driven out")
    subject = _explicit(sentence, government)
    if subject == "other" and statement.predicate is not Predicate.NONE:
        return _silent(statement, "its subject is no side")
    known = actor is not None or statement.predicate in (Predicate.TOOK, Predicate.ENTERS)
    if subject in ("armed", "pronoun") and known:
        return statement, actor, against
    # English: of what failed or is denied, whoever is named is not the attacker.
    failed = statement.polarity in (Polarity.FAILED, Polarity.DENIED) and sentence.lang == "en"
    active = cue.entry.frame == "object" and not government.passive and cue.form.tense in _VERBS
    if statement.predicate is Predicate.TOOK and actor is None and active and not failed:
        if _its(sentence, cue) or _armed_subject(sentence, cue):
            return statement, actor, against
        return _silent(statement, "nobody is named who took it")
    if cue.entry.side and _unarmed(sentence, cue, actor, sides, failed=failed):
        return _silent(statement, "no armed side is its subject")
    return statement, actor, against


def _its(sentence: Sentence, cue: Cue) -> bool:
    """ "after its capture of A, the army ...": the verbal noun with a pronoun, whose side is named only behind it."""
    if sentence.lang != "ar" or not sentence.word(cue.start).endswith(("ته", "تها", "تهم")):
        return False
    return "adjunct" in sentence.tags[cue.start - 1] and any(at >= cue.end for at in sentence.sides)


def _silent(statement: Statement, reason: str) -> Outcome:
    return Statement(Predicate.NONE, reasons=(*statement.reasons, reason)), None, None


def _taker(sides: tuple[Named, ...], cue: Cue, bounds: tuple[int, int], loser: str | None) -> str | None:
    """The side to which a place is lost: named with "to", "لصالح", behind the cue and its list."""
    end = max(bounds[1], cue.end)
    near = [s.side for s in sides if s.marker == "agent" and s.start >= cue.end and s.start - end < _TAKER_REACH]
    return next((side for side in near if side != loser), None)


def _unarmed(sentence: Sentence, cue: Cue, actor: str | None, sides: tuple[Named, ...], *, failed: bool) -> bool:
    """Whether no armed side is the subject of a cue that needs one."""
    if _civil(sentence, cue.start, cue.end):
        return True
    if actor is None and not failed:
        return not _armed_subject(sentence, cue)
    named = any(side.side == actor for side in sides)
    carried = not named and not failed and cue.form.tense in ("noun", "ing")
    return carried and not follows_pronoun(sentence, cue)


def _armed_subject(sentence: Sentence, cue: Cue) -> bool:
    """Arabic: "the tanks advance towards A": armed, though nobody says whose."""
    active = cue.form.tense in ("perfect", "imperfect") and cue.entry.predicate is not Predicate.LOST
    return sentence.lang == "ar" and active and sentence.has(cue.start - 2, cue.end + 2, "force") is not None


def _its_expulsion(sentence: Sentence, cue: Cue) -> bool:
    """Arabic: "since its expulsion from A": the pronoun is the side that was driven out."""
    expels = cue.entry.id == "ar-expel" and cue.form.tense == "noun"
    return sentence.lang == "ar" and expels and bool(cue.form.pronoun)


def _talked_of(sentence: Sentence, cue: Cue, bounds: tuple[int, int]) -> bool:
    """A verbal noun that opens a statement ("taking it is easy"), without an agent or a word that it was done."""
    if sentence.lang != "ar" or cue.form.tense != "noun":
        return False
    if not sentence.word(cue.start - 1).endswith(("ان", "لان", "كون")):
        return False
    if any(cue.start <= at < max(bounds[1], cue.end) + 5 for at in sentence.sides):
        return False
    after = range(max(bounds[1], cue.end), len(sentence.units))
    return not any(name in sentence.tags[k] for k in after for name in ("succeed", "done"))


def _explicit(sentence: Sentence, government: Government) -> str:
    """English: what kind of subject an active verb has; "" where that cannot be told."""
    cue = government.cue
    if cue is None or sentence.lang != "en" or government.passive or cue.entry.frame not in ("object", "oblique"):
        return ""
    if cue.form.tense not in ("past", "participle", "present") or cue.entry.actor != "subject":
        return ""
    return subject_kind(sentence, cue)


def _civil(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the subject beside a verb is a civilian, a convoy, a shell."""
    if start and sentence.word(start).endswith("ing") and "civil" in sentence.tags[start - 1]:
        return True  # "for residents leaving A"
    if sentence.lang == "ar":
        near = range(start, min(end + 3, len(sentence.units)))
    else:
        near = range(max(0, start - 4), start)
    if sentence.lang == "ar":  # the place after the verb ends the search on that side
        near = range(start, next((k for k in near if sentence.units[k].mention is not None), near.stop))
    for at in (*near, *range(start - 1, max(-1, start - 25), -1)):
        if at in sentence.sides and not in_aside(sentence, at, start):
            return False
        if sentence.lang == "en" and at in near and sentence.units[at].mention is not None:
            return False
        if "civil" in sentence.tags[at]:
            return True
    return False
