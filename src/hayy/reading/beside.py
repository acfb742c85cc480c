"""Cues that stand beside a list or after it: words that describe the place, and verbs whose subject it is."""

from __future__ import annotations

from collections.abc import Sequence

from hayy.model import Predicate
from hayy.reading.clauses import contact_clause, has_share, inserts_end, opens_with, site_before
from hayy.reading.clauses_ar import past_city
from hayy.reading.clauses_en import in_apposition
from hayy.reading.exceptions import past_exception
from hayy.reading.government import LOCATORS, Cue, Government, broken, content, has_punct, mentions
from hayy.reading.groups import Group
from hayy.reading.lexicon import load_lexicon
from hayy.reading.morphology import Form
from hayy.reading.passives import is_passive, is_reduced
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence, is_hyphen

_NEAR_RIGHT = 9


def described(sentence: Sentence, group: Group) -> Government | None:
    """An attribute cue right beside the list: "rebel-held A", "A, under the control of"."""
    if (owner := _owner_behind(sentence, group)) is not None:
        return owner
    for cue in sentence.cues:
        if cue.entry.frame != "attribute":
            continue
        if sentence.lang == "en" and _formerly(sentence, cue):
            continue
        among = any("among" in sentence.tags[k] for k in range(cue.end, group.members[0].unit))
        apart = not among and has_punct(sentence, cue.end, group.start, ":")
        first = group.start if sentence.lang == "en" else group.members[0].unit
        apart = apart or (sentence.lang == "ar" and mentions(sentence, cue.end, first))
        apart = apart or (sentence.lang == "en" and f"link_{group.link}" in LOCATORS)  # "territory east of A"
        if cue.end <= first and content(sentence, cue.end, group.start) <= 1 and not apart:
            named = _names_side_before(sentence, cue) or _of_areas(sentence, cue, group)
            if sentence.word(cue.end) in (":", "-") or named or cue.entry.before:
                return Government(cue, reason=f"{cue.entry.id} describes it")
        if group.end <= cue.start and cue.start - group.end <= 5 and not broken(sentence, group.end, cue.start):
            apart = sentence.lang == "ar" and (
                cue.entry.id == "ar-positions"
                or (f"link_{group.link}" in LOCATORS and not _articled(sentence, group.end, cue))
            )
            apart = apart or (sentence.lang == "en" and _of_another(sentence, cue, group.end))
            owns = sentence.word(cue.start) in ("is", "'s", "are")  # "from A to B the road is the army's"
            apart = apart or (owns and content(sentence, group.end, cue.start) > 0)
            if (
                not apart
                and content(sentence, group.end, cue.start) <= 2
                and not mentions(sentence, group.end, cue.start)
            ):
                return Government(cue, "right", reason=f"{cue.entry.id} describes it")
    return None


def _of_another(sentence: Sentence, cue: Cue, end: int) -> bool:
    """ "in A with men from rebel-held B", "fled A for rebel-held areas": the attribute is of something else than A."""
    if not is_hyphen(sentence, cue.start):
        return False
    named = cue.end < len(sentence.units) and sentence.units[cue.end].mention is not None
    return named or sentence.word(end) in ("for", "to", "into", "from", "toward", "towards", "and", "or", "near", "by")


def _of_areas(sentence: Sentence, cue: Cue, group: Group) -> bool:
    """English: "places controlled by the army in A": the side stands between the cue and the list."""
    if sentence.lang != "en" or group.link != "in" or cue.start < 1:
        return False
    held = not sentence.tags[cue.start - 1].keys().isdisjoint(("head", "site_noun", "side_noun"))
    return held and any(cue.start < at < group.start for at in sentence.sides)


def _formerly(sentence: Sentence, cue: Cue) -> bool:
    """ "a former stronghold", "held by them until Monday": it is so no more."""
    if sentence.has(cue.start - 5, cue.start, "formerly") is not None:
        return True
    behind = range(cue.end, min(cue.end + 7, len(sentence.units)))
    marks = (k for k in behind if sentence.word(k) in (",", ";", ".", "until") or "relative" in sentence.tags[k])
    return sentence.word(next(marks, -1)) == "until"


def _owner_behind(sentence: Sentence, group: Group) -> Government | None:
    """English: "A: rebels", "A (YPG)": a name, a mark and a side, and no more, say that the side holds the place."""
    if sentence.lang != "en" or sentence.word(group.end) not in (":", "-", "(") or group.end not in range(1, 20):
        return None
    at = group.end + 1 + (sentence.word(group.end + 1) == "the")
    side = sentence.sides.get(at)
    if side is None or sentence.word(side.end) not in ("", ".", ",", ";", ")") or is_hyphen(sentence, group.end):
        return None
    return Government(side_cue(sentence, at), "right", reason="en-side-list, behind it")


def side_cue(sentence: Sentence, at: int) -> Cue:
    """The side named from unit ``at`` on, as a cue that says that it holds a place."""
    entry = next(e for e in load_lexicon(sentence.lang).entries if e.id.endswith("-side-list"))
    return Found(entry, at, sentence.sides[at].end, Form("noun"))


def _articled(sentence: Sentence, start: int, cue: Cue) -> bool:
    """Whether what describes the place begins with the article: "الخاضع", "الواقع تحت"."""
    return cue.form.article or any(
        sentence.word(k).startswith("ال") and len(sentence.word(k)) > 4 for k in range(start, cue.start)
    )


def last_described(sentence: Sentence, group: Group) -> Government | None:
    """ "took A and B, and C is besieged": an indefinite predicate behind the last name is said of that one only."""
    if sentence.lang != "ar" or len(group.members) < 2 or not group.members[-1].conjunction:
        return None
    for cue in sentence.cues:
        if cue.start == group.end and cue.entry.frame == "attribute" and cue.entry.predicate is Predicate.FIGHTS:
            if not cue.form.article and not cue.form.clitic and "one_only" in sentence.tags[cue.start]:
                return Government(cue, "right", reason=f"{cue.entry.id}, of the last name only")
    return None


def after(sentence: Sentence, group: Group, groups: Sequence[Group], *, past_where: bool = False) -> Government | None:
    """A cue after the list: what falls or is taken stands before the verb, and so does a fronted locative.

    ``past_where`` looks into "where ..." after an exception: it tells who holds what was not taken.
    """
    for cue in sentence.cues:
        if cue.start < group.end or cue.entry.frame == "attribute" or in_apposition(sentence, group.end, cue):
            continue
        start = group.end
        if past_where and (where := sentence.has(group.end, cue.start, "where")) is not None:
            start = where + 1
        if cue.start - start > _NEAR_RIGHT or broken(sentence, start, cue.start):
            return None
        if start > group.end and cue.entry.predicate is Predicate.HOLDS:
            return Government(cue, "right", reason=f"{cue.entry.id}, of what is excepted")
        if mentions(sentence, past_exception(sentence, group.end, groups), cue.start):
            return None
        return (
            _of_subject(sentence, group, cue)
            or _of_pronoun(sentence, group, cue)
            or _in_front(sentence, group, groups, cue)
        )
    return None


def _of_subject(sentence: Sentence, group: Group, cue: Cue) -> Government | None:
    """What falls or is taken: the list is the subject of ``cue``, or a participle beside it describes it."""
    passive = is_passive(sentence, cue) or _agent_follows(sentence, cue)
    if passive and is_reduced(sentence, cue) and cue.entry.frame == "object":
        return Government(cue, "relative", passive=True, reason=f"{cue.entry.id}: a participle that describes it")
    beside = sentence.lang == "en" and cue.entry.frame == "subject" and cue.start <= group.end + 1
    if beside and sentence.has(cue.start, cue.start + 3, "relative") is not None:
        return Government(cue, "relative", passive=True, reason=f"{cue.entry.id}, in a relative clause about it")
    if cue.entry.frame == "subject" and group.link in ("obj", "of"):
        return Government(cue, "right", passive=True, reason=f"{cue.entry.id}: it is the subject")
    if not passive or cue.entry.frame != "object":
        return None
    if sentence.lang == "en" and site_before(sentence, group.start, group.link):
        return Government(cue, "front", passive=True, reason=f"{cue.entry.id}, passive: of a site inside it")
    if group.link == "obj":
        return Government(cue, "right", passive=True, reason=f"{cue.entry.id}, passive: it is the subject")
    return None


def _of_pronoun(sentence: Sentence, group: Group, cue: Cue) -> Government | None:
    if has_object_pronoun(cue):
        return Government(cue, "right", reason=f"{cue.entry.id}: its object pronoun takes up the place")
    if _is_relative(sentence, group, cue):
        return Government(cue, "relative", reason=f"{cue.entry.id}, in a relative clause about it")
    return None


def _in_front(sentence: Sentence, group: Group, groups: Sequence[Group], cue: Cue) -> Government | None:
    """A fronted locative ("In A, clashes ...") or a label before a colon, of a cue that has no list of its own."""
    label = sentence.word(group.end) in (":", "-")
    opens = group.start <= 1 and (sentence.lang != "en" or group.link == "obj")
    disputed = group.link == "about" and cue.entry.flag == "conflict"  # "About A, accounts differ"
    if not (group.link == "in" or label or opens or disputed) or any(_is_object(sentence, cue, g) for g in groups):
        return None
    if cue.entry.frame not in ("object", "oblique") or cue.entry.predicate is Predicate.NONE:
        return None
    site = (
        sentence.lang == "en"
        and (group.link == "in" or sentence.word(group.end) == ":")
        and cue.entry.predicate in (Predicate.TOOK, Predicate.HOLDS)
        and has_share(sentence, cue.end)
    )
    if sentence.lang == "ar" and label and cue.entry.predicate is Predicate.TOOK:
        site = has_share(sentence, cue.end)  # "A: the army took the school"
    stands = cue.entry.predicate is Predicate.HOLDS and cue.entry.frame == "oblique"  # "In A the army stood firm"
    if not (site or label or stands or cue.entry.predicate in (Predicate.FIGHTS, Predicate.ADVANCES)):
        return None
    return Government(cue, "front" if site else "right", reason=f"{cue.entry.id}: the place stands in front")


def _is_object(sentence: Sentence, cue: Cue, group: Group) -> bool:
    """Whether a later list may be the object of ``cue``: near it, in the same statement; English: of no later cue."""
    if not cue.end <= group.start <= cue.end + 8 or broken(sentence, cue.end, group.start):
        return False
    return sentence.lang != "en" or not any(cue.end <= c.start < group.start for c in sentence.cues)


def has_object_pronoun(cue: Cue) -> bool:
    """Whether a glued pronoun is the object of the cue; with a verb that drives men out, the pronoun is the men."""
    if cue.entry.predicate is Predicate.TOOK and "from" in cue.entry.links:
        return False
    return bool(cue.form.pronoun) and cue.form.tense != "noun" and cue.entry.id != "ar-advance"


def _agent_follows(sentence: Sentence, cue: Cue) -> bool:
    """Arabic writes no vowels: "on the hands of" or "by" after a verb tells that it is passive."""
    if sentence.lang != "ar" or cue.form.tense != "perfect" or cue.entry.frame != "object":
        return False
    return any("by" in sentence.tags[k] for k in range(cue.end, min(cue.end + 7, len(sentence.units))))


def _is_relative(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """ "A, which the opposition controls"; الذي تسيطر عليه."""
    if sentence.lang == "en" and cue.entry.frame == "object" and contact_clause(sentence, group.end, cue):
        return True
    at = past_city(sentence, group.end)
    at += sentence.word(at) == ","
    if sentence.lang == "en" and sentence.word(at) in ("over", "from", "of", "in", "on", "into", "both", "all"):
        at += 1 + (sentence.word(at + 1) == "of")  # "over which", "both of which"
    if at >= cue.start or "relative" not in sentence.tags[at] or cue.start - at > 5:
        return False
    if sentence.lang == "ar":
        return any(
            sentence.tags[k].keys() & {"pronoun_1", "pronoun_2"}
            for k in range(cue.end, min(cue.end + 4, len(sentence.units)))
        )
    between = any(at < k < cue.start for k in sentence.sides)
    return between and cue.entry.frame in ("object", "oblique")


def beyond(sentence: Sentence, group: Group) -> Government | None:
    """English: the predicate of a list after what is inserted: "A, at the far end, had come under army control"."""
    if sentence.lang != "en":
        return None
    if sentence.word(group.end) == "," and group.link not in ("obj", "of"):
        for cue in sentence.cues:
            state = cue.entry.frame in ("subject", "attribute") and cue.form.tense == "noun"
            state = state and not _formerly(sentence, cue)
            if cue.entry.predicate is not Predicate.NONE and state and opens_with(sentence, group.end + 1, cue):
                return Government(cue, "relative", passive=True, reason=f"{cue.entry.id}, said of it between commas")
        return None
    if group.link not in ("obj", "of"):
        return None
    for at in inserts_end(sentence, group.end):
        for cue in sentence.cues:
            if cue.start < at or not opens_with(sentence, at, cue) or _formerly(sentence, cue):
                continue
            passive = cue.entry.frame == "object" and is_passive(sentence, cue)
            if cue.entry.frame in ("subject", "attribute") or passive:
                where = "right" if cue.entry.predicate is not Predicate.NONE else "left"
                return Government(cue, where, passive=passive, reason=f"{cue.entry.id}, after what is inserted")
            break
    return None


def _names_side_before(sentence: Sentence, cue: Cue) -> bool:
    reach = 4 if sentence.lang == "en" else 0  # "the rebels' last strongholds"
    return any(cue.start - reach <= side.end <= cue.start + (reach > 0) for side in sentence.sides.values())
