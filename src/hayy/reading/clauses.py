"""English clauses: the verb chain before a cue, the subject before that, and what may be inserted after a subject.

English tells who did what by order: the words right before the verb chain ("the army has since taken") are its subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from hayy.model import Predicate
from hayy.reading.lexicon import CueEntry
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence, is_hyphen
from hayy.text import TokenKind

_INSERT = 24  # no insert is longer, in units
_SUBJECT = 14
_CLOSES = {"(": ")", "[": "]", "-": "-", ",": ","}


def is_auxiliary(sentence: Sentence, at: int) -> bool:
    """Whether the word at ``at`` belongs to a verb chain: "has", "been", "finally", "not"."""
    return (
        "chain" in sentence.tags[at]
        or "negation" in sentence.tags[at]
        or "still" in sentence.tags[at]
        or is_adverb(sentence, at)
    )


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
        end = next(
            (k for k in range(at + 1, min(len(sentence.units), at + _INSERT)) if sentence.word(k) == close), None
        )
        if end is None:
            return
        yield at + 1
        yield end + 1
        at = end if close == "," else end + 1


def opens_with(sentence: Sentence, at: int, cue: Found[CueEntry]) -> bool:
    """Whether a predicate that begins at unit ``at`` begins with ``cue``, its verb chain aside."""
    return at <= cue.start <= at + 6 and all(is_auxiliary(sentence, k) for k in range(at, cue.start))


def chain_start(sentence: Sentence, cue: Found[CueEntry]) -> int:
    """Where the verb chain of a cue begins: "has since", "were", "managed to" before it; times between commas too."""
    at = cue.start
    while at > 0:
        tags, number = sentence.tags[at - 1], sentence.units[at - 1].kind is TokenKind.NUMBER
        told = number or not tags.keys().isdisjoint(("succeed", "time"))
        if told or is_auxiliary(sentence, at - 1) or sentence.word(at - 1) == "to":
            at -= 1
        elif (opening := split_chain(sentence, at)) is not None:
            at = opening
        else:
            break
    return at


def split_chain(sentence: Sentence, at: int) -> int | None:
    """ "have, over the past two days, taken": the comma that opens what splits a verb chain right before ``at``."""
    if sentence.word(at - 1) != ",":
        return None
    opening = next((k for k in range(at - 2, max(0, at - _INSERT), -1) if sentence.word(k) == ","), None)
    if opening is None or "chain" not in sentence.tags[opening - 1]:
        return None
    return None if any(sentence.units[k].mention is not None for k in range(opening, at)) else opening


def subject_kind(sentence: Sentence, cue: Found[CueEntry]) -> str:
    """What stands as the subject of an active cue: "side", "pronoun", "armed", "other", or "" for none."""
    end = chain_start(sentence, cue)
    start = end
    while start > max(0, end - _SUBJECT) and not _clause_edge(sentence, start - 1):
        start -= 1
    words = range(start, end)
    if not words or start == max(0, end - _SUBJECT) > 0:
        return ""
    if start > 1 and sentence.word(start - 1) in ("who", "which", "that") and sentence.has(start, end, "chain") is None:
        if any(start <= c.start < end for c in sentence.cues):
            words = range(max(0, start - 5), start - 1)  # "soldiers who took A on Friday had reached"
            end = start - 1
            start = words.start
    named = [side for side, found in sentence.sides.items() if side < end and found.end > start]
    if any(sentence.ending(side, ("by",)) is None for side in named):
        shelling = [c.start for c in sentence.cues if c.end == end and c.entry.id == "en-shelling"]
        if shelling and sentence.has(start, shelling[0], "by") is None:
            return "other"  # "government helicopters attacked A"
        head = sentence.has(start, end, "transport")
        return "other" if head is not None and sentence.word(head + 1) == "of" else "side"
    if any("armed" in sentence.tags[k] for k in words):
        return "armed"
    if any("subject_pronoun" in sentence.tags[k] for k in words):
        return "pronoun"
    if all(is_auxiliary(sentence, k) or "time" in sentence.tags[k] for k in words):
        return ""
    return "other"


def _clause_edge(sentence: Sentence, at: int) -> bool:
    tags = sentence.tags[at]
    if sentence.word(at) == "-":
        return not is_hyphen(sentence, at)
    if sentence.word(at) in (",", ";", ":", '"', "(", ")", "and", "then", "that"):
        return True
    return "boundary" in tags or "coordination_break" in tags or "relative" in tags or "speech" in tags


def contact_clause(sentence: Sentence, at: int, cue: Found[CueEntry]) -> bool:
    """ ", a quarter the army had cleared": a relative clause without its pronoun, after an apposition."""
    if sentence.word(at) != "," or cue.form.tense == "noun":
        return False
    at += 1
    while at < cue.start and at not in sentence.sides and "head" in sentence.tags[at]:
        at = sentence.tags[at]["head"].end
    side = sentence.sides.get(at)
    return (
        side is not None
        and all(is_auxiliary(sentence, k) for k in range(side.end, cue.start))
        and side.end <= cue.start
    )


def along(sentence: Sentence, at: int, *, passive: bool) -> bool:
    """Whether the list that begins at ``at`` shares what was said of the one before: "and so did B", "along with B"."""
    if sentence.lang != "en":
        return False
    return sentence.ending(at, ("so_did", "along") if passive else ("so_did",)) is not None


def cannot_follow(sentence: Sentence, cue: Found[CueEntry], start: int, *, before: bool) -> bool:
    """Whether a list that begins at ``start`` is no object of a cue before it.

    A verb whose subject is the place has it before, but for "gone are A and B"; after ", and" a new clause begins.
    """
    units = _without_asides(sentence, cue.end, start)
    between = [sentence.word(k) for k in units]
    if between[:1] == [","] and len(between) == 2 and between[1] in ("and", "but", "or", "so") and not before:
        return True
    if between[-1:] == [","] and not before and not (between[0] == "," and len(between) > 1) and ":" not in between:
        return True
    if not before and any("relative" in sentence.tags[k] or _says(sentence, k) for k in units):
        return sentence.ending(start, ("except",)) is None
    if cue.entry.frame == "subject" and cue.form.tense != "noun" and sentence.ending(start, ("except",)) is None:
        return not {"is", "are", "was", "were", ":"}.intersection(between[-4:])
    return False


def _says(sentence: Sentence, at: int) -> bool:
    """Whether somebody speaks at ``at``: not in "clashes were reported around A"."""
    passive = any(sentence.word(k) in ("was", "were", "is", "are", "been", "being") for k in (at - 1, at - 2))
    return "speech" in sentence.tags[at] and not passive


def _without_asides(sentence: Sentence, start: int, end: int) -> list[int]:
    """The units between two, less asides that name no place: "hold, it added, is", "took - after a day - A"."""
    kept = list(range(start, end))
    for first, last in asides(sentence, start, end):
        kept = [k for k in kept if not first <= k < last]
    commas = [k for k in kept if sentence.word(k) == ","]
    if len(commas) == 2 and commas[1] - commas[0] <= 6 and commas[1] < end - 1:
        return [k for k in kept if not commas[0] <= k <= commas[1]]
    return kept


def asides(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is inserted right at ``start``, or right behind an "and" before ``end``, between two marks of a kind.

    ``start`` is the end of a verb: a mark between the verb and its object opens what is no object.
    """
    at = start
    while at < end:
        opens = sentence.word(at) in _CLOSES and not is_hyphen(sentence, at)
        if not opens or not (at == start or sentence.word(at - 1) in ("and", "also")):
            at += 1
            continue
        close = _CLOSES[sentence.word(at)]
        marks = (k for k in range(at + 1, min(end, at + _INSERT)) if sentence.word(k) == close)
        last = next((k for k in marks if not is_hyphen(sentence, k)), None)
        if last is None or any(sentence.units[k].mention is not None for k in range(at, last)):
            return
        yield at, last + 1
        at = last + 1


def in_closed_clause(sentence: Sentence, cue: Found[CueEntry], start: int) -> bool:
    """Whether a cue stands in a relative clause between commas that ends before ``start``: ", where it ran ...,"."""
    for at in range(cue.start - 1, max(0, cue.start - 10), -1):
        if sentence.word(at - 1) == "," and "relative" in sentence.tags[at]:
            return any(sentence.word(k) == "," for k in range(cue.end, start))
        if sentence.word(at) == "," or sentence.units[at].mention is not None:
            return False
    return False


def joined_by_words(sentence: Sentence, start: int, end: int, *, bare: bool) -> bool:
    """Whether only "and", "as well as", commas and a time stand between two units; ``bare``: a comma will do."""
    at, joined = start, bare
    if sentence.word(at) == "," and at + 1 < end and "relative" in sentence.tags[at + 1]:
        close = next((k for k in range(at + 2, end) if sentence.word(k) == ","), at)
        if all(sentence.units[k].mention is None for k in range(at, close)):
            at = close  # "A, which they took in May, and B"
    while at < end:
        known = [found.end for name, found in sentence.tags[at].items() if name in ("join", "head", "time")]
        joined = joined or "join" in sentence.tags[at]
        if not known and sentence.word(at) != ",":
            return False
        at = max(known, default=at + 1)
    return joined


def names_site(sentence: Sentence, cue: Found[CueEntry], start: int) -> bool:
    """ "captured the water pumping station in A": a noun that says nothing of control only names the site."""
    if cue.entry.predicate is not Predicate.NONE or cue.form.tense != "noun" or start - cue.end > 5:
        return False
    return any("site" in sentence.tags[k] for k in range(cue.start, start))


def another_site(sentence: Sentence, start: int, end: int) -> bool:
    """ "took A, B and a school complex in C": the list goes on with something inside another place."""
    if end - start > 8 or sentence.word(start) not in (",", "and"):
        return False
    names = ("site", "part", "side_noun", "head")
    return any(
        name in sentence.tags[k]
        for k in range(start, end)
        for name in names
        if sentence.word(k) not in ("the", "a", "an")
    )


def site_before(sentence: Sentence, start: int, link: str) -> bool:
    """Whether a list that a locative ties to the words before it follows a site: "three checkpoints in A"."""
    if link not in ("in", "edge", "to") or start < 1:
        return False
    return any(name in sentence.tags[start - 1] for name in ("site", "edge", "side_noun"))


def follows_pronoun(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """ "they overran A before breaching B": the pronoun before it is its subject too."""
    return sentence.lang == "en" and any(
        sentence.word(k) in ("they", "it") for k in range(max(0, cue.start - 25), cue.start)
    )


def has_share(sentence: Sentence, at: int) -> bool:
    """Whether an object that begins at ``at`` is a part or a site: "several building blocks"."""
    names = ("part", "site", "side_noun")
    return any(name in sentence.tags[k] for k in range(at, min(at + 5, len(sentence.units))) for name in names)


def inverted_condition(sentence: Sentence, cue: Found[CueEntry]) -> int | None:
    """ "Had A fallen", "were B to go", "should it fall": the auxiliary stands before its subject."""
    if sentence.lang != "en":
        return None
    for at in range(cue.start - 1, max(-1, cue.start - 12), -1):
        opens = at == 0 or sentence.word(at - 1) in (",", ";", "and", "but", '"')
        if opens and sentence.word(at) in ("once", "when", "until") and _to_come(sentence, cue):
            return at
        if sentence.word(at) not in ("had", "were", "should"):
            continue
        subject = at + 1 + (sentence.word(at + 1) in ("the", "all", "both"))
        named = subject < cue.start and (
            sentence.units[subject].mention is not None or sentence.word(subject) in ("it", "that", "they")
        )
        if opens and (named or any(k in sentence.sides for k in (at + 1, subject))):
            return at
    return None


def stands_there(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """English: "fighters holding out in A would leave": who stands where is told as it is, whatever is planned."""
    if sentence.lang != "en" or cue.entry.predicate is not Predicate.HOLDS or cue.form.tense != "ing":
        return False
    named = any(side.end == cue.start for side in sentence.sides.values())
    return named or (cue.start > 0 and "armed" in sentence.tags[cue.start - 1])


def is_gerund(sentence: Sentence, cue: Found[CueEntry], end: int) -> int | None:
    """ "Capturing A would allow", "taking B has been the goal": the verb is only a subject."""
    if sentence.lang == "en" and cue.form.tense == "noun" and cue.entry.predicate is Predicate.TOOK:
        at = sentence.has(end, end + 4, "modal")  # "the fall of A (in the city) would leave"
        between = range(end, at or end)
        if at == cue.start:
            return None  # "A could not be saved"
        clear = all(sentence.word(k) != "," and "relative" not in sentence.tags[k] for k in between)
        return at if clear else None
    if sentence.lang != "en" or cue.form.tense != "ing" or end >= len(sentence.units) or cue.start > 2:
        return None
    return end if "conditional" in sentence.tags[end] else None


def _to_come(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """ "Once A is cleared": the present after "once" and "when" tells of what is still to come."""
    if cue.form.tense == "present":
        return True
    chain = {sentence.word(k) for k in range(chain_start(sentence, cue), cue.start)}
    return not chain.isdisjoint({"is", "are", "has", "have", "'s"}) and not chain & {"was", "were", "had"}


def enabled(sentence: Sentence, cue: Found[CueEntry]) -> bool:
    """ "used the lull to seize": what stands right before the cue tells that it was done."""
    if sentence.lang != "en":
        return False
    spans = (sentence.tags[k].get("enabled") for k in range(max(0, cue.start - 10), cue.start))
    return any(found is not None and found.end in (cue.start, cue.start + 1) for found in spans)


def opens_main_clause(sentence: Sentence, at: int) -> bool:
    """Whether what begins at ``at`` follows a comma: "Having taken A, the troops ..."."""
    return sentence.word(at - 1) == "," or (sentence.word(at - 1) in ("the", "its") and sentence.word(at - 2) == ",")
