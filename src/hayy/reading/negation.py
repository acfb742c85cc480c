"""Plain negation of a cue."""

from __future__ import annotations

from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence


def negated(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """Whether "not" stands before the cue, and not as part of "still", "not only" or "nothing but"."""
    if sentence.lang == "en" and any(sentence.word(k) in _NO for k in range(cue.start + 1, cue.end)):
        return True  # "made no gains"
    if sentence.lang == "en" and cue.form.tense != "noun" and _nobody(sentence, cue.start):
        return True
    for at in range(cue.start - 1, max(-1, cue.start - 5), -1):
        if (
            sentence.word(at) in (",", ";", ":")
            or sentence.units[at].mention is not None
            or "boundary" in sentence.tags[at]
        ):
            return False
        if sentence.lang == "ar" and "و" in cue.form.clitic and cue.form.tense == "perfect" and at < cue.start - 1:
            return False  # "did not stop and went on": another verb
        if "negation" in sentence.tags[at] and not _is_relative_ma(sentence, at):
            spans = (sentence.tags[k].get(name) for k in (at, at - 1) if k >= 0 for name in ("not_negation", "still"))
            return not any(found is not None and (sentence.lang == "en" or found.end > at) for found in spans)
    return False


def _nobody(sentence: Sentence, end: int) -> bool:
    """ "Neither the army nor the rebels have ever taken it": the subject is negated."""
    for at in range(end - 1, max(-1, end - 11), -1):
        if sentence.word(at) in ("neither", "nor", "nobody", "none"):
            return True
        if (
            sentence.word(at) in (",", ";", ":", "and", "but")
            or sentence.units[at].mention is not None
            or "boundary" in sentence.tags[at]
        ):
            return False
    return False


_NO = frozenset({"no", "little", "few"})


def _is_relative_ma(sentence: Sentence, at: int) -> bool:
    """ما negates at the head of a statement only; elsewhere it is "what" (آخر ما انتزعه)."""
    return sentence.word(at) == "ما" and at > 0 and sentence.word(at - 1) not in (",", ";", ":", ".")
