"""Stage three: which cue governs a list of places, if any.

The nearest cue to the left governs when the way the list is tied to it (its link) is one the cue takes; a cue inside an
adjunct ("after heavy clashes") steps back for the verb that still lacks its object. Words that describe the place
("rebel-held", "under the control of") stand right beside it; what falls or changes hands may stand before its cue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hayy.model import Predicate
from hayy.reading.clauses import along, is_hyphen, names_site, site_before, another_site, cannot_follow, contact_clause, has_share, in_closed_clause, inserts_end, joined_by_words, opens_with
from hayy.reading.clauses_ar import assault, before_head, past_city
from hayy.reading.groups import Group, Member
from hayy.reading.lexicon import CueEntry
from hayy.reading.negation import negated
from hayy.reading.passives import BE, is_passive, is_reduced
from hayy.reading.phrases import Found, analyses
from hayy.reading.tagging import Sentence
from hayy.text import TokenKind

Cue = Found[CueEntry]
LOCATORS = ("link_near", "link_at", "link_from", "link_origin", "link_between", "link_via")
_FAR = 16  # more words than this between a cue and a place: say less
_NEAR_RIGHT = 9


@dataclass(frozen=True, slots=True)
class Government:
    """The cue that governs a list; ``side`` tells where it stands; ``passive`` that the place undergoes the verb."""

    cue: Cue | None
    where: str = "left"
    passive: bool = False
    reason: str = ""
    fallback: Government | None = None


def govern(
    sentence: Sentence, group: Group, groups: Sequence[Group], used: dict[int, Group], before: Government | None = None
) -> Government:
    """The cue that governs ``group``.

    ``used`` maps the start of a cue to the list it already governs; ``before`` is the government of the list before,
    which a list joined to it shares.
    """
    if before is not None and before.cue is not None and (group.coordinated or group.nested):
        last = groups[groups.index(group) - 1].end
        if not any(last <= c.start < group.start for c in sentence.cues):
            return replace(before, reason=before.reason + ", with the list before")
    if before is not None and before.cue is not None and along(sentence, group.start, passive=before.passive):
        return replace(before, where="right", passive=True, reason=before.reason + ", and so did this")
    described = _described(sentence, group)
    around = next((c for c in sentence.cues if c.start < group.start and c.end > group.end), None)
    if around is not None and not (sentence.lang == "ar" and f"link_{group.link}" in LOCATORS):
        return Government(around, "around", around.entry.frame == "subject", f"{around.entry.id} around it")
    left = _left(sentence, group, used)
    right = _right(sentence, group, groups) or _beyond(sentence, group)
    if left is not None and left.cue is not None and right is None and excepted(sentence, left.cue, group.start):
        right = _right(sentence, group, groups, past_where=True)
    if left is not None and left.cue is not None and excepted(sentence, left.cue, group.start):
        if not negated(sentence, left.cue):
            return described or right or left
    if left is not None and left.cue is not None and left.cue.entry.predicate is not Predicate.NONE:
        if described is None or left.cue.entry.predicate is not Predicate.HOLDS:
            if (attack := assault(sentence, left.cue)) is not None:
                described = described or Government(attack, reason=f"{attack.entry.id}, to take it")
            relative = right is not None and (sentence.lang == "en" or right.where == "relative")
            return replace(left, fallback=described or (right if relative else None))
    if right is not None and (left is None or left.cue is None or left.cue.entry.predicate is Predicate.NONE):
        if not (described and right.cue and right.cue.entry.predicate is Predicate.NONE):
            return right if right.cue and right.cue.entry.predicate is not Predicate.NONE else (described or left or right)
    return described or left or Government(None, reason="no cue governs it")


def excepted(sentence: Sentence, cue: Cue, start: int) -> bool:
    """Whether "except", "but", "all save" stands between a cue and the list that begins at ``start``."""
    return cue.end <= start and any("except" in sentence.tags[k] for k in range(cue.end, start))


def _left(sentence: Sentence, group: Group, used: dict[int, Group]) -> Government | None:
    first = group.members[0].unit
    candidates = [c for c in sentence.cues if c.end <= first and c.entry.frame != "attribute"]
    header = _header(sentence, group)
    if header is not None:
        return header
    refusal: Government | None = None
    for k in range(len(candidates) - 1, -1, -1):
        cue = candidates[k]
        if group.link == "upto" and cue.entry.predicate not in (Predicate.TOOK, Predicate.ADVANCES, Predicate.ENTERS):
            continue
        if _broken(sentence, cue.end, group.start):
            break
        if sentence.lang == "en" and (in_closed_clause(sentence, cue, group.start) or names_site(sentence, cue, group.start)):
            continue
        if cue.entry.predicate is Predicate.FIGHTS and cue.form.tense == "noun" and "negation" in _tags(sentence, cue.start - 1):
            continue  # "without a fight"
        if sentence.lang == "ar" and group.link == "in" and has_object_pronoun(cue):
            continue  # "points which it had lost in A": its object is the pronoun
        verdict = _accepts(sentence, cue, group, used)
        if verdict is None:
            return refusal or Government(None, reason=f"{cue.entry.id} stands before it, but '{group.link}' ties it")
        if not verdict:
            continue
        if (verb := _verb_of_list(sentence, candidates[:k], cue, group, used)) is not None:
            return Government(verb, reason=f"{verb.entry.id}; what stands between is its first object")
        if _is_adjunct(sentence, cue) and (main := _main(sentence, candidates[:k], group, used)) is not None:
            return Government(main, reason=f"{main.entry.id}; {cue.entry.id} is an adjunct")
        if is_passive(sentence, cue) and cue.entry.frame == "object" and sentence.lang == "en":
            if _inverted(sentence, cue, group):
                return Government(cue, passive=True, reason=f"{cue.entry.id}, passive, before its subject")
            if group.link == "obj" or cue.entry.predicate is Predicate.TOOK:
                refusal = refusal or Government(None, reason=f"{cue.entry.id} is passive: its place stands before it")
                continue
        return Government(cue, reason=cue.entry.id)
    return refusal


def _header(sentence: Sentence, group: Group) -> Government | None:
    """ "Quarters still held by the factions: A, B": what the line says before its colon governs the list after it."""
    colon = next((k for k in range(group.start - 1, -1, -1) if sentence.word(k) in (":", "هي", "وهي", "هم", "هما")), None)
    if colon is None or any(sentence.units[k].mention is not None for k in range(colon)):
        return None
    if any(colon < c.start < group.start and c.entry.frame != "attribute" for c in sentence.cues):
        return None
    telling = [c for c in sentence.cues if c.end <= colon + 1 and c.entry.predicate is not Predicate.NONE]
    if not telling or colon > 25:
        return None
    if sentence.lang == "en" and group.link == "in" and not group.members[0].share:
        return None  # "gains: doctors in A"
    cue = telling[-1] if sentence.lang == "en" else telling[0]
    return Government(cue, reason=f"{cue.entry.id}, before the colon")


def _accepts(sentence: Sentence, cue: Cue, group: Group, used: dict[int, Group]) -> bool | None:
    """True: governs; False: look further left; None: nothing governs (the link says it is a mere locator)."""
    entry = cue.entry
    link = link_for(entry, group.members[0])
    if group.start < cue.end <= group.members[0].unit and not (sentence.lang == "en" and entry.frame == "subject"):
        return True  # the preposition is part of the cue
    gap = _content(sentence, cue.end, group.start)
    if sentence.lang == "en" and entry.predicate is Predicate.TOOK and link == "in" and not has_site(sentence, cue.end, group):
        return None  # "seized weapons in A"
    if sentence.lang == "en" and cannot_follow(sentence, cue, group.start, before=cue.start in used):
        return False
    if sentence.lang == "en" and entry.predicate in (Predicate.TOOK, Predicate.HOLDS) and excepted(sentence, cue, group.members[0].unit):
        return True
    if entry.frame == "subject":
        aside = sum(sentence.word(k) == "," for k in range(cue.end, group.start)) == 2 and gap <= 4
        fits = link in entry.links and (aside or (gap <= 2 and not _has_punct(sentence, cue.end, group.start)))
        return True if fits else (None if link in ("near", "between", "via") else False)
    if gap > _FAR:
        return None
    before = used.get(cue.start)
    if before is not None and group.members[0].share and _has_and(sentence, before.end, group.start) and link != "in":
        return True
    if before is None and _passed(sentence, cue, group, used):
        return None
    if before is not None and not group.coordinated and not _repeats(sentence, cue, before, group, link):
        return None
    if link in entry.links or entry.predicate is Predicate.NONE:
        return True
    if link == "in" and entry.predicate is Predicate.LOST and negated(sentence, cue):
        return True
    if link == "upto" and entry.predicate in (Predicate.TOOK, Predicate.ADVANCES, Predicate.ENTERS):
        return True
    if link == "toward" and entry.predicate in (Predicate.TOOK, Predicate.LOST):
        return None
    return None


def has_site(sentence: Sentence, start: int, group: Group) -> bool:
    """Whether what is taken between a cue and a list tied to it by "in" is a place: a building, a position."""
    names = ("site_noun", "site", "part", "anaphor_1", "anaphor_2", "anaphor_3")
    shared = group.members[0].share is not None or any(sentence.units[k].mention is not None for k in range(start, group.start))
    return shared or any(name in sentence.tags[k] for k in range(start, group.start) for name in names)


def link_for(entry: CueEntry, member: Member) -> str:
    """How a member is tied to a cue: a glued ب is "in" unless it is the object's own preposition (أمسك ب)."""
    if member.edge:
        return "edge"
    return "in" if member.link == "bi" and "bi" not in entry.links else member.link


def _repeats(sentence: Sentence, cue: Cue, before: Group, group: Group, link: str) -> bool:
    """A second list of the same cue must take up the preposition again, or bring its own share or "as far as"."""
    if sentence.lang == "en" and link == "in" and before.link == "obj" and another_site(sentence, before.end, group.start):
        return True
    if link == "upto" or (sentence.lang == "en" and joined_by_words(sentence, before.end, group.start, bare=before.members[0].mention < 0)):
        return True
    if group.members[0].conjunction or sentence.word(group.start - 1) in (",", "and", "or"):
        return link == before.link and link not in ("obj", "in") or bool(group.members[0].share and link != "in")
    return False


def _passed(sentence: Sentence, cue: Cue, group: Group, used: dict[int, Group]) -> bool:
    """Whether another list that is no mere locator stands between the cue and this one."""
    if cue.entry.predicate is Predicate.NONE:
        return False
    between = [k for k in range(cue.end, group.start) if sentence.units[k].mention is not None]
    return bool(between) and not any(sentence.ending(before_head(sentence, k), LOCATORS) for k in between)


def _has_and(sentence: Sentence, start: int, end: int) -> bool:
    return any("و" in glued for k in range(start, end) for _, glued, _ in analyses(sentence.word(k)))


def _verb_of_list(
    sentence: Sentence, candidates: Sequence[Cue], noun: Cue, group: Group, used: dict[int, Group]
) -> Cue | None:
    """ "took the water works and A": a noun that says nothing of control is the first item of the verb's objects."""
    if noun.entry.predicate is not Predicate.NONE or noun.form.tense != "noun" or not candidates:
        return None
    joined = sentence.word(group.start - 1) in (",", "and") or group.members[0].conjunction
    verb = candidates[-1]
    taking = verb.entry.predicate in (Predicate.TOOK, Predicate.LOST) and verb.form.tense not in ("noun", "base")
    if not joined or not taking or verb.start in used or group.link not in ("obj", "on", "of"):
        return None
    return verb if _accepts(sentence, verb, group, used) and not is_passive(sentence, verb) else None


def _main(sentence: Sentence, candidates: Sequence[Cue], group: Group, used: dict[int, Group]) -> Cue | None:
    """The verb before an adjunct that still lacks its object and takes this link."""
    for cue in reversed(candidates):
        if cue.start in used or cue.entry.predicate is Predicate.NONE or _broken(sentence, cue.end, group.start):
            return None
        link = link_for(cue.entry, group.members[0])
        if cue.entry.frame == "object" and link in cue.entry.links and link != "in":
            return cue
    return None


def _is_adjunct(sentence: Sentence, cue: Cue) -> bool:
    """A noun brought in by "after", "amid", "following": it tells the circumstances, not the event."""
    if cue.form.tense != "noun" or cue.entry.predicate not in (Predicate.FIGHTS, Predicate.NONE, Predicate.ADVANCES):
        return False
    return any("adjunct" in sentence.tags[k] for k in range(max(0, cue.start - 3), cue.start))


def _described(sentence: Sentence, group: Group) -> Government | None:
    """An attribute cue right beside the list: "rebel-held A", "A, under the control of"."""
    for cue in sentence.cues:
        if cue.entry.frame != "attribute":
            continue
        if sentence.lang == "en" and (is_hyphen(sentence, cue.end - 1) or sentence.has(cue.start - 5, cue.start, "formerly") is not None):
            continue
        among = any("among" in sentence.tags[k] for k in range(cue.end, group.members[0].unit))
        apart = not among and _has_punct(sentence, cue.end, group.start, ":")
        first = group.start if sentence.lang == "en" else group.members[0].unit
        apart = apart or (sentence.lang == "ar" and _mentions(sentence, cue.end, first))
        if cue.end <= first and _content(sentence, cue.end, group.start) <= 1 and not apart:
            if sentence.word(cue.end) in (":", "-") or _names_side_before(sentence, cue) or cue.entry.before:
                return Government(cue, reason=f"{cue.entry.id} describes it")
        if group.end <= cue.start and cue.start - group.end <= 5 and not _broken(sentence, group.end, cue.start):
            apart = sentence.lang == "ar" and f"link_{group.link}" in LOCATORS and not cue.form.article
            if not apart and _content(sentence, group.end, cue.start) <= 2 and not _mentions(sentence, group.end, cue.start):
                return Government(cue, "right", reason=f"{cue.entry.id} describes it")
    return None


def last_described(sentence: Sentence, group: Group) -> Government | None:
    """ "took A and B, and C is besieged": an indefinite predicate right behind the last name says it of that one only."""
    if sentence.lang != "ar" or len(group.members) < 2 or not group.members[-1].conjunction:
        return None
    for cue in sentence.cues:
        if cue.start == group.end and cue.entry.frame == "attribute" and cue.entry.predicate is Predicate.FIGHTS:
            if not cue.form.article and not cue.form.clitic and "one_only" in sentence.tags[cue.start]:
                return Government(cue, "right", reason=f"{cue.entry.id}, of the last name only")
    return None


def _right(
    sentence: Sentence, group: Group, groups: Sequence[Group], *, past_where: bool = False
) -> Government | None:
    """A cue after the list: what falls or is taken stands before the verb, and so does a fronted locative.

    ``past_where`` looks into "where ..." after an exception: it tells who holds what was not taken.
    """
    for cue in sentence.cues:
        if cue.start < group.end or cue.entry.frame == "attribute":
            continue
        start = group.end
        if past_where and (where := sentence.has(group.end, cue.start, "where")) is not None:
            start = where + 1
        if cue.start - start > _NEAR_RIGHT or _broken(sentence, start, cue.start):
            return None
        if start > group.end and cue.entry.predicate is Predicate.HOLDS:
            return Government(cue, "right", reason=f"{cue.entry.id}, of what is excepted")
        if _mentions(sentence, group.end, cue.start):
            return None
        passive = is_passive(sentence, cue) or _agent_follows(sentence, cue)
        if passive and is_reduced(sentence, cue) and cue.entry.frame == "object":
            return Government(cue, "relative", passive=True, reason=f"{cue.entry.id}: a participle that describes it")
        beside = sentence.lang == "en" and cue.entry.frame == "subject" and cue.start <= group.end + 1
        if beside and sentence.has(cue.start, cue.start + 3, "relative") is not None:
            return Government(cue, "relative", passive=True, reason=f"{cue.entry.id}, in a relative clause about it")
        if cue.entry.frame == "subject" and group.link in ("obj", "of"):
            return Government(cue, "right", passive=True, reason=f"{cue.entry.id}: it is the subject")
        if passive and sentence.lang == "en" and cue.entry.frame == "object" and site_before(sentence, group.start, group.link):
            return Government(cue, "front", passive=True, reason=f"{cue.entry.id}, passive: of a site inside it")
        if passive and cue.entry.frame == "object" and group.link == "obj":
            return Government(cue, "right", passive=True, reason=f"{cue.entry.id}, passive: it is the subject")
        if has_object_pronoun(cue):
            return Government(cue, "right", reason=f"{cue.entry.id}: its object pronoun takes up the place")
        if _is_relative(sentence, group, cue):
            return Government(cue, "relative", reason=f"{cue.entry.id}, in a relative clause about it")
        has_object = any(_is_object(sentence, cue, g) for g in groups)
        fronted = group.link == "in" or sentence.word(group.end) in (":", "-") or (group.start <= 1 and (sentence.lang != "en" or group.link == "obj"))
        if fronted and not has_object and cue.entry.frame in ("object", "oblique") and cue.entry.predicate is not Predicate.NONE:
            site = sentence.lang == "en" and (group.link == "in" or sentence.word(group.end) == ":") and cue.entry.predicate is Predicate.TOOK and has_share(sentence, cue.end)
            if site or cue.entry.predicate in (Predicate.FIGHTS, Predicate.ADVANCES) or sentence.word(group.end) in (":", "-"):
                return Government(cue, "front" if site else "right", reason=f"{cue.entry.id}: the place stands in front")
        return None
    return None


def _is_object(sentence: Sentence, cue: Cue, group: Group) -> bool:
    """Whether a later list may be the object of ``cue``: near it, in the same statement; English: of no later cue."""
    if not cue.end <= group.start <= cue.end + 8 or _broken(sentence, cue.end, group.start):
        return False
    return sentence.lang != "en" or not any(cue.end <= c.start < group.start for c in sentence.cues)


def has_object_pronoun(cue: Cue) -> bool:
    """Whether a glued pronoun is the object of the cue: of a verb that takes one."""
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
    if at >= cue.start or "relative" not in sentence.tags[at] or cue.start - at > 5:
        return False
    if sentence.lang == "ar":
        return any(sentence.tags[k].keys() & {"pronoun_1", "pronoun_2"} for k in range(cue.end, min(cue.end + 4, len(sentence.units))))
    between = any(at < k < cue.start for k in sentence.sides)
    return between and cue.entry.frame in ("object", "oblique")


def _beyond(sentence: Sentence, group: Group) -> Government | None:
    """English: the predicate of a list after what is inserted: "A, at the far end, had come under army control"."""
    if sentence.lang != "en" or group.link not in ("obj", "of"):
        return None
    for at in inserts_end(sentence, group.end):
        for cue in sentence.cues:
            if cue.start < at or not opens_with(sentence, at, cue):
                continue
            passive = cue.entry.frame == "object" and is_passive(sentence, cue)
            if cue.entry.frame in ("subject", "attribute") or passive:
                where = "right" if cue.entry.predicate is not Predicate.NONE else "left"
                return Government(cue, where, passive=passive, reason=f"{cue.entry.id}, after what is inserted")
            break
    return None


def _inverted(sentence: Sentence, cue: Cue, group: Group) -> bool:
    """ "Cleared of militants are A and B": the participle opens the sentence, "be" stands right before its subject."""
    return cue.start <= 4 and sentence.word(group.start - 1) in BE and not _mentions(sentence, 0, group.start)


def _tags(sentence: Sentence, at: int) -> Mapping[str, Found[str]]:
    return sentence.tags[at] if at >= 0 else {}


def _broken(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a new statement begins between two units."""
    return any(
        sentence.word(k) == ";" or "coordination_break" in sentence.tags[k] for k in range(max(start, 0), max(end, 0))
    )


def _content(sentence: Sentence, start: int, end: int) -> int:
    """How many words between two units say something of their own: no side, link, head, number or mark."""
    count, at = 0, start
    while at < end:
        side = sentence.sides.get(at)
        if side is not None:
            at = max(at + 1, side.end)
            continue
        known = [f.end for name, f in sentence.tags[at].items() if name in _LIGHT]
        if known:
            at = max(max(known), at + 1)
            continue
        count += sentence.units[at].kind is TokenKind.WORD
        at += 1
    return count


_LIGHT = frozenset({"head", "join", "whole", "part", "rest", "edge", "still", "agent", "boundary", "speech", "city"}) | {
    f"link_{x}" for x in ("on", "to", "in", "from", "of", "toward", "upto", "near", "around")
}


def _has_punct(sentence: Sentence, start: int, end: int, allowed: str = "") -> bool:
    return any(sentence.word(k) in ",;:" and sentence.word(k) not in allowed for k in range(start, end) if sentence.word(k))


def _mentions(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.units[k].mention is not None for k in range(start, end))


def _names_side_before(sentence: Sentence, cue: Cue) -> bool:
    reach = 4 if sentence.lang == "en" else 0  # "the rebels' last strongholds"
    return any(cue.start - reach <= side.end <= cue.start + (reach > 0) for side in sentence.sides.values())
