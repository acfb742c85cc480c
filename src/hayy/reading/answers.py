"""What answers a claim made shortly before: "they have not even entered it", "it is still in our hands"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hayy.model import Claim, Extent, Polarity, Predicate
from hayy.reading.government import Government
from hayy.reading.negation import negated
from hayy.reading.predicates import Statement
from hayy.reading.tagging import Sentence

# English also counts states: "they do not control the quarter" answers a capture.
_TAKING = (Predicate.TOOK, Predicate.ENTERS, Predicate.ADVANCES)
_DENIABLE = {"ar": _TAKING, "en": (*_TAKING, Predicate.HOLDS)}
_QUOTES = frozenset('"“”')


def answered(
    sentence: Sentence, government: Government, place: str, told: Sequence[tuple[int, Claim]]
) -> Statement | None:
    """The denial that a negated statement of a speaker about ``place`` makes of a capture told before."""
    cue = government.cue
    if cue is None or cue.entry.predicate not in _DENIABLE[sentence.lang] or not negated(sentence, cue):
        return None
    if not any("speech" in sentence.tags[k] for k in range(cue.start)) and not _quoted(sentence, cue.start):
        return None
    if any(_taken(claim, place) for _, claim in told):
        return Statement(Predicate.TOOK, Polarity.DENIED, reasons=("not so, in answer to what was claimed before",))
    return None


def in_answer(sentence: Sentence, claim: Claim, told: Sequence[tuple[int, Claim]], here: Iterable[Claim]) -> Claim:
    """``claim`` marked as conflicting with a capture told before, or as what went before one."""
    if _still_held(sentence, claim, told, here):
        return replace(claim, flags=(*claim.flags, "conflict"))
    return replace(claim, background=True) if _left_before(sentence, claim) else claim


def _still_held(sentence: Sentence, claim: Claim, told: Sequence[tuple[int, Claim]], here: Iterable[Claim]) -> bool:
    """Whether ``claim`` says that another side still holds a place that was just said to be taken."""
    if claim.predicate is not Predicate.HOLDS or claim.actor is None or claim.cue is None:
        return False
    if claim.polarity is not Polarity.ASSERTED or claim.background:
        return False
    at = next(k for k, unit in enumerate(sentence.units) if unit.start == claim.cue.start)
    if not any("still" in sentence.tags[k] for k in range(max(0, at - 4), at + 1)):
        return False
    before = [*(c for _, c in told), *here]
    return any(_taken(c, claim.place) and c.actor not in (None, claim.actor) for c in before)


def _left_before(sentence: Sentence, claim: Claim) -> bool:
    """Whether a loss is told as what went before: "took it, after they had left it"."""
    if sentence.lang != "ar" or claim.predicate is not Predicate.LOST or claim.cue is None:
        return False
    at = next(k for k, unit in enumerate(sentence.units) if unit.start == claim.cue.start)
    near = range(max(0, at - 3), at)
    return any("adjunct" in sentence.tags[k] or "was" in sentence.tags[k] for k in near) or any(
        sentence.word(k).startswith("بعد") for k in near
    )


def _taken(claim: Claim, place: str) -> bool:
    whole = claim.extent in (Extent.WHOLE, Extent.UPTO) and claim.polarity is Polarity.ASSERTED
    return claim.place == place and claim.predicate is Predicate.TOOK and whole


def _quoted(sentence: Sentence, at: int) -> bool:
    """Whether English words at ``at`` stand inside quotation marks: somebody speaks, named or not."""
    return sentence.lang == "en" and any(sentence.word(k) in _QUOTES for k in range(at))
