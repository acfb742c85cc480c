"""English passives and participles: where the place stands before the verb that is said of it. Arabic: تم plus noun."""

from __future__ import annotations

from hayy.reading.clauses import is_adverb, split_chain
from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence

Cue = Found[CueEntry]
_AFTER_PARTICIPLE = frozenset(
    {
        "by",
        "on",
        "in",
        "from",
        "last",
        "earlier",
        "yesterday",
        "overnight",
        "during",
        "the",
        "today",
        "this",
        ",",
        ".",
        ";",
        "",
    }
)
BE = frozenset(
    {
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "'s",
        "got",
        "get",
        "gets",
        "remain",
        "remains",
        "remained",
        "stay",
        "stays",
        "stayed",
    }
)


def is_passive(sentence: Sentence, cue: Cue) -> bool:
    """English: a past or participle after "be", or a reduced relative (", captured by ..."). Arabic: تم plus noun."""
    if sentence.lang == "ar":
        return False
    if cue.form.tense == "base":  # "was overrun": the participle looks like the infinitive
        return not _of_owner(sentence, cue.start) and _after_be(sentence, cue.start)
    if cue.form.tense not in ("past", "participle") or cue.entry.flag == "conflict":
        return False  # "it was not clear who held it"
    if (opening := split_chain(sentence, cue.start)) is not None:
        return sentence.word(opening - 1) in BE
    for k in range(cue.start - 1, max(-1, cue.start - 5), -1):
        word = sentence.word(k)
        if word in BE and (word != "'s" or _after_be(sentence, cue.start)):
            return True
        if word in (",", ";", ":") or k in sentence.sides or sentence.units[k].mention is not None:
            break
    return is_reduced(sentence, cue) or (cue.start <= 2 and _be_before_name(sentence, cue.end))


def _of_owner(sentence: Sentence, at: int) -> bool:
    """ "the army's bid to": the 's before a cue is no verb, and no place's ("A's capture")."""
    return at > 1 and sentence.word(at - 1) == "'s" and sentence.units[at - 2].mention is None


def _after_be(sentence: Sentence, at: int) -> bool:
    while at > 0 and is_adverb(sentence, at - 1):
        at -= 1
    return at > 0 and sentence.word(at - 1) in BE


def _be_before_name(sentence: Sentence, start: int) -> bool:
    name = next(
        (k for k in range(start, min(start + 16, len(sentence.units))) if sentence.units[k].mention is not None), start
    )
    return any(sentence.word(k) in BE and sentence.word(k) != "'s" for k in range(max(start, name - 3), name))


def is_reduced(sentence: Sentence, cue: Cue) -> bool:
    """A participle right after a name describes it: "the factory, recently wrested from", "A: retaken last week"."""
    if cue.form.tense not in ("past", "participle") or any(
        sentence.word(k) in _OBJECTS for k in range(cue.start + 1, cue.end)
    ):
        return False  # ", established full control over": the verb has its object, the place is no subject
    at = cue.start
    while at > 0 and is_adverb(sentence, at - 1):
        at -= 1
    before = sentence.units[at - 1] if at else None
    if (
        before is None
        or _closes_aside_of_side(sentence, at - 1)
        or not (before.word in (",", ":", "-", "(") or before.mention is not None or _is_head(sentence, at - 1))
    ):
        return False
    ends = (sentence.word(cue.end), sentence.word(cue.end - 1))
    return (
        not _AFTER_PARTICIPLE.isdisjoint(ends)
        or (sentence.word(cue.end) == "of" and cue.end + 1 in sentence.sides)  # "A, cleared of rebels"
        or (cue.end < len(sentence.units) and "time" in sentence.tags[cue.end])
        or is_adverb(sentence, min(cue.end, len(sentence.units) - 1))
    )


def _closes_aside_of_side(sentence: Sentence, at: int) -> bool:
    """ "the soldiers, for their part, grabbed A": the comma before a verb closes what is inserted after its subject."""
    if sentence.word(at) != ",":
        return False
    opening = next((k for k in range(at - 1, max(0, at - 10), -1) if sentence.word(k) == ","), None)
    return opening is not None and any(side.end == opening for side in sentence.sides.values())


_OBJECTS = frozenset({"control", "hold", "grip", "authority", "security", "stability", "order", "flag", "possession"})


def _is_head(sentence: Sentence, at: int) -> bool:
    if any(start <= at < side.end for start, side in sentence.sides.items()):
        return False  # "the Nusra Front stormed A"
    return sentence.word(at) not in ("the", "a", "an", "of") and not sentence.tags[at].keys().isdisjoint(
        ("head", "site")
    )
