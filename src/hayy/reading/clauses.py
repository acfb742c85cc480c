"""English clauses: the verb chain before a cue, the subject before that, and what may be inserted after a subject.

English tells who did what by order: the words right before the verb chain ("the army has since taken") are its subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from hayy.reading.phrases import Found
from hayy.reading.lexicon import CueEntry
from hayy.reading.tagging import Sentence
from hayy.text import TokenKind

_INSERT = 24  # no insert is longer, in units
_SUBJECT = 14
_CLOSES = {"(": ")", "[": "]", "-": "-", ",": ","}


def is_auxiliary(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at`` belongs to a verb chain: "has", "been", "finally", "not"."""
    return "chain" in sentence.tags[at] or "negation" in sentence.tags[at] or is_adverb(sentence, at)


def is_adverb(sentence: Sentence, at: int) -> bool:
    """A word in -ly, "now", "since": it says how or when and may stand anywhere in a verb chain."""
    word = sentence.word(at)
    return "adverb" in sentence.tags[at] or (len(word) > 4 and word.endswith("ly") and word != "family")


def inserts_end(sentence: Sentence, at: int) -> Iterator[int]:
    """Where a clause may go on after what is inserted at ``at``: an apposition, a relative clause, a bracket."""
    for _ in range(3):
        if at >= len(sentence.units) or sentence.word(at) not in _CLOSES or sentence.units[at].mention is not None:
            return
        close = _CLOSES[sentence.word(at)]
        end = next((k for k in range(at + 1, min(len(sentence.units), at + _INSERT)) if sentence.word(k) == close), None)
        if end is None:
            return
        yield end + 1
        at = end if close == "," else end + 1


def opens_with(sentence: Sentence, at: int, cue: Found[CueEntry]) -> bool:
    """Whether a predicate that begins at unit ``at`` begins with ``cue``, its verb chain aside."""
    return at <= cue.start <= at + 6 and all(is_auxiliary(sentence, k) for k in range(at, cue.start))


def chain_start(sentence: Sentence, cue: Found[CueEntry]) -> int:
    """Where the verb chain of a cue begins: "has since", "were", "managed to" before it; times between commas too."""
    at = cue.start
    while at > 0:
        if is_auxiliary(sentence, at - 1) or "succeed" in sentence.tags[at - 1] or sentence.word(at - 1) == "to":
            at -= 1
        elif sentence.units[at - 1].kind is TokenKind.NUMBER or "time" in sentence.tags[at - 1]:
            at -= 1
        else:
            break
    return at


def subject_kind(sentence: Sentence, cue: Found[CueEntry]) -> str:
    """What stands as the subject of an active cue: "side", "pronoun", "armed", "other", or "" when none stands there."""
    end = chain_start(sentence, cue)
    start = end
    while start > max(0, end - _SUBJECT) and not _clause_edge(sentence, start - 1):
        start -= 1
    words = range(start, end)
    if not words or start == max(0, end - _SUBJECT) > 0:
        return ""
    if any(side < end and found.end > start for side, found in sentence.sides.items()):
        return "side"
    if any("armed" in sentence.tags[k] for k in words):
        return "armed"
    if any("subject_pronoun" in sentence.tags[k] for k in words):
        return "pronoun"
    if all(is_auxiliary(sentence, k) or "time" in sentence.tags[k] for k in words):
        return ""
    return "other"


def _clause_edge(sentence: Sentence, at: int) -> bool:
    tags = sentence.tags[at]
    if sentence.word(at) in (",", ";", ":", "-", '"', "(", ")", "and", "or", "then", "to", "that"):
        return True
    return "boundary" in tags or "coordination_break" in tags or "relative" in tags or "speech" in tags
