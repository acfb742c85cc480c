"""Stage three: which cue governs a list of places, if any.

The nearest cue to the left governs when the way the list is tied to it (its link) is one the cue takes; a cue inside an
adjunct ("after heavy clashes") steps back for the verb that still lacks its object. Words that describe the place
("rebel-held", "under the control of") stand right beside it; what falls or changes hands may stand before its cue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hayy.model import Predicate
from hayy.reading.beside import after, beyond, described, has_object_pronoun, side_cue
from hayy.reading.clauses import (
    along,
    another_site,
    cannot_follow,
    chain_start,
    in_closed_clause,
    joined_by_words,
    names_site,
)
from hayy.reading.clauses_ar import assault, before_head
from hayy.reading.clauses_en import gapped, garrison, of_points
from hayy.reading.exceptions import excepted, set_apart
from hayy.reading.fitting import analyses
from hayy.reading.government import LOCATORS, Cue, Government, broken, content, has_punct, mentions
from hayy.reading.groups import Group, Member
from hayy.reading.lexicon import CueEntry
from hayy.reading.negation import negated
from hayy.reading.passives import BE, is_passive
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence

_SHORT = 7  # units before a colon: a label, no sentence
_OF_CONTROL = (Predicate.TOOK, Predicate.LOST, Predicate.HOLDS)
_FAR = 16  # more words than this between a cue and a place: say less


def govern(
    sentence: Sentence, group: Group, groups: Sequence[Group], used: dict[int, Group], before: Government | None = None
) -> Government:
    """The cue that governs ``group``.

    ``used`` maps the start of a cue to the list it already governs; ``before`` is the government of the list before,
    which a list joined to it shares.
    """
    if before is not None and (shared := _shared(sentence, group, groups, before)) is not None:
        return shared
    beside = described(sentence, group)
    around = next((c for c in sentence.cues if c.start < group.start and c.end > group.end), None)
    if around is not None and not (sentence.lang == "ar" and f"link_{group.link}" in LOCATORS):
        return Government(around, "around", around.entry.frame == "subject", f"{around.entry.id} around it")
    left = _left(sentence, group, used)
    right = after(sentence, group, groups) or beyond(sentence, group)
    if left is not None and left.cue is not None and right is None and excepted(sentence, left.cue, group.start):
        right = after(sentence, group, groups, past_where=True)
    if left is not None and left.cue is not None and excepted(sentence, left.cue, group.start):
        if not negated(sentence, left.cue):
            return beside or right or left
    if (left is None or left.cue is None) and (exception := set_apart(sentence, group)) is not None:
        return exception
    if right is not None and (_own_clause(sentence, group, right) or _told_beside(left, right)):
        return right
    if left is not None and left.cue is not None and left.cue.entry.predicate is not Predicate.NONE:
        if beside is None or left.cue.entry.predicate is not Predicate.HOLDS:
            if (attack := assault(sentence, left.cue)) is not None:
                beside = beside or Government(attack, reason=f"{attack.entry.id}, to take it")
            relative = right is not None and (sentence.lang == "en" or right.where == "relative")
            return replace(left, fallback=beside or (right if relative else None))
    if right is not None and (left is None or left.cue is None or left.cue.entry.predicate is Predicate.NONE):
        if not (beside and right.cue and right.cue.entry.predicate is Predicate.NONE):
            return right if right.cue and right.cue.entry.predicate is not Predicate.NONE else (beside or left or right)
    if beside is None and (left is None or left.cue is None) and (inside := _garrisoned(sentence, group)) is not None:
        return inside
    return beside or left or Government(None, reason="no cue governs it")


def _told_beside(left: Government | None, right: Government) -> bool:
    """ "the loss of A, which the army overran": the relative clause tells more than the noun."""
    if left is None or left.cue is None or right.cue is None or right.where != "relative":
        return False
    noun = left.cue.entry.predicate is Predicate.LOST and left.cue.form.tense == "noun"
    return noun and right.cue.entry.predicate is Predicate.TOOK


def _own_clause(sentence: Sentence, group: Group, right: Government) -> bool:
    """English: "the siege is complete as A falls": the list opens a clause of its own, whose subject it is."""
    if sentence.lang != "en" or right.where != "right" or right.cue is None or not right.passive:
        return False
    opens = group.opens or ("boundary" in _tags(sentence, group.start - 1) and group.link == "obj")
    return opens and right.cue.entry.predicate is not Predicate.NONE


def _shared(sentence: Sentence, group: Group, groups: Sequence[Group], before: Government) -> Government | None:
    """What governs the list before governs this one too: joined to it, "and so did B", "and B on Sunday"."""
    cue = before.cue
    if cue is None:
        return None
    located = f"link_{group.link}" in LOCATORS and cue.entry.predicate in _OF_CONTROL
    if (group.coordinated or group.nested) and not located:  # "seized A, south of B"
        last = groups[groups.index(group) - 1].end
        if not any(last <= c.start < group.start for c in sentence.cues):
            return replace(before, reason=before.reason + ", with the list before")
    if along(sentence, group.start, passive=before.passive):
        return replace(before, where="right", passive=True, reason=before.reason + ", and so did this")
    on_its_day = sentence.lang == "en" and before.passive and cue.end <= group.start
    if on_its_day and gapped(sentence, cue.end, group.start, group.end):
        return replace(before, where="right", reason=before.reason + ", and so this on another day")
    return None


def _garrisoned(sentence: Sentence, group: Group) -> Government | None:
    """English: "the rebels in A have nowhere to run": a side that is a subject in a place holds it."""
    if sentence.lang != "en" or group.link != "in" or sentence.has(group.end, group.end + 3, "modal") is not None:
        return None
    at = garrison(sentence, group.start, group.members[0].unit)
    return None if at is None else Government(side_cue(sentence, at), reason="a side is said to be in it")


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
        if broken(sentence, cue.end, group.start):
            break
        if _says_nothing_of(sentence, cue, group):
            continue
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


def _says_nothing_of(sentence: Sentence, cue: Cue, group: Group) -> bool:
    """Whether a cue before a list is passed over: a site's name, a clause that is closed, "without a fight"."""
    if names_site(sentence, cue, group.start) and (sentence.lang == "en" or group.link == "in"):
        return True
    if sentence.lang == "en" and in_closed_clause(sentence, cue, group.start):
        return True
    fight = cue.entry.predicate is Predicate.FIGHTS and cue.form.tense == "noun"
    if fight and "negation" in _tags(sentence, cue.start - 1):
        return True  # "without a fight"
    if sentence.lang == "en" and of_points(sentence, cue) and any(0 < cue.start - c.end <= 6 for c in sentence.cues):
        return True  # "won back all the quarters it had lost, A among them"
    if sentence.lang == "ar" and _of_site(sentence, cue):
        return True  # "buildings in which the army was based, in A"
    if group.link != "in":
        return False
    if sentence.lang == "en":
        return of_points(sentence, cue)  # "regained the points it had lost in A"
    return has_object_pronoun(cue)  # "points which it had lost in A": its object is the pronoun


def _of_site(sentence: Sentence, cue: Cue) -> bool:
    """Whether an Arabic cue of holding only tells which site is meant: "مبان كانت تتمركز فيها القوات"."""
    if cue.entry.predicate is not Predicate.HOLDS or cue.end >= len(sentence.units):
        return False
    was = "was" in _tags(sentence, cue.start - 1)
    return was and not sentence.tags[cue.end].keys().isdisjoint(("pronoun_1", "pronoun_2"))


def _header(sentence: Sentence, group: Group) -> Government | None:
    """ "Quarters still held by the factions: A, B": what the line says before its colon governs the list after it."""
    colon = next(
        (k for k in range(group.start - 1, -1, -1) if sentence.word(k) in (":", "هي", "وهي", "هم", "هما")), None
    )
    if colon is None or any(sentence.units[k].mention is not None for k in range(colon)):
        return None
    if any(colon < c.start < group.start and c.entry.frame != "attribute" for c in sentence.cues):
        return None
    telling = [c for c in sentence.cues if c.end <= colon + 1 and c.entry.predicate is not Predicate.NONE]
    if not telling and colon <= _SHORT and not any(c.end > colon for c in sentence.cues):
        telling = _owner_before(sentence, colon)
    if not telling or colon > 25:
        return None
    if sentence.lang == "en" and group.link == "in" and not group.members[0].share:
        return None  # "gains: doctors in A"
    cue = telling[-1] if sentence.lang == "en" else telling[0]
    return Government(cue, reason=f"{cue.entry.id}, before the colon")


def _owner_before(sentence: Sentence, colon: int) -> list[Cue]:
    """ "Rebel areas: A, B": a line that names a side, a colon and a list says that the side holds the places."""
    reach = _SHORT if sentence.lang == "ar" else 2  # "rebel areas now:", no sentence of its own
    named = [at for at, side in sentence.sides.items() if colon - reach <= side.end <= colon]
    return [side_cue(sentence, at) for at in named[-1:]]


def _accepts(sentence: Sentence, cue: Cue, group: Group, used: dict[int, Group]) -> bool | None:
    """True: governs; False: look further left; None: nothing governs (the link says it is a mere locator)."""
    entry = cue.entry
    link = link_for(entry, group.members[0])
    if group.start < cue.end <= group.members[0].unit and not (sentence.lang == "en" and entry.frame == "subject"):
        return True  # the preposition is part of the cue
    gap = content(sentence, cue.end, group.start)
    if (
        sentence.lang == "en"
        and entry.predicate is Predicate.TOOK
        and link == "in"
        and not has_site(sentence, cue.end, group)
    ):
        return None  # "seized weapons in A"
    among = sentence.word(group.end) == "among" and sentence.word(group.end + 1) in ("them", "others")
    if sentence.lang == "en" and not among and cannot_follow(sentence, cue, group.start, before=cue.start in used):
        return False
    if entry.predicate in _OF_CONTROL and excepted(sentence, cue, group.members[0].unit):
        return True
    if entry.frame == "subject":
        aside = sum(sentence.word(k) == "," for k in range(cue.end, group.start)) == 2 and gap <= 4
        fits = link in entry.links and (aside or (gap <= 2 and not has_punct(sentence, cue.end, group.start)))
        return True if fits else (None if link in ("near", "between", "via") else False)
    if gap > _FAR:
        return None
    before = used.get(cue.start)
    if before is not None and sentence.lang == "en" and before.end <= cue.start and not is_passive(sentence, cue):
        before = None  # "apart from A, the army also took B"
    if before is not None and group.members[0].share and _has_and(sentence, before.end, group.start) and link != "in":
        return True
    if before is None and _passed(sentence, cue, group):
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
    shared = group.members[0].share is not None or any(
        sentence.units[k].mention is not None for k in range(start, group.start)
    )
    return shared or any(name in sentence.tags[k] for k in range(start, group.start) for name in names)


def link_for(entry: CueEntry, member: Member) -> str:
    """How a member is tied to a cue: a glued ب is "in" unless it is the object's own preposition (أمسك ب)."""
    if member.edge:
        return "edge"
    return "in" if member.link == "bi" and "bi" not in entry.links else member.link


def _repeats(sentence: Sentence, cue: Cue, before: Group, group: Group, link: str) -> bool:
    """A second list of the same cue must take up the preposition again, or bring its own share or "as far as"."""
    if sentence.ending(group.start, ("among",)) is not None:
        return True  # "the district and several others, including A and B"
    if (
        sentence.lang == "en"
        and link == "in"
        and before.link == "obj"
        and another_site(sentence, before.end, group.start)
    ):
        return True
    if link == "upto" or (
        sentence.lang == "en" and joined_by_words(sentence, before.end, group.start, bare=before.members[0].mention < 0)
    ):
        return True
    then = sentence.lang == "ar" and ("then" in sentence.tags[group.start - 1] or _and_when(sentence, before, group))
    if group.members[0].conjunction or then or sentence.word(group.start - 1) in (",", "and", "or"):
        if cue.entry.predicate is Predicate.FIGHTS and link in cue.entry.links and link != "obj":
            return True  # "clashes in A and around B"
        return (link == before.link and link not in ("obj", "in")) or bool(group.members[0].share and link != "in")
    return False


def _and_when(sentence: Sentence, before: Group, group: Group) -> bool:
    """ "took A on Saturday, and on Sunday B": an "and" glued to what little stands between two lists of one verb."""
    between = range(before.end, group.start)
    told = ("when", "whole", "city")
    only = all(sentence.word(k) == "," or not sentence.tags[k].keys().isdisjoint(told) for k in between)
    return only and _has_and(sentence, before.end, group.start)


def _passed(sentence: Sentence, cue: Cue, group: Group) -> bool:
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
        if cue.start in used or cue.entry.predicate is Predicate.NONE or broken(sentence, cue.end, group.start):
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


def _inverted(sentence: Sentence, cue: Cue, group: Group) -> bool:
    """ "Cleared of militants are A and B", "the districts captured on Monday include A": the subject stands behind."""
    if "quarter_noun" in _tags(sentence, cue.start - 1) and not mentions(sentence, 0, group.start):
        return sentence.word(group.start - 1) in ("include", "included", "were", "are", "being")
    picked = sentence.has(cue.end, group.start + 1, "among") is not None  # "ten districts had been freed, among them A"
    if picked and sentence.has(chain_start(sentence, cue) - 4, cue.start, "quarter_noun") is not None:
        return not mentions(sentence, 0, group.start)
    return cue.start <= 4 and sentence.word(group.start - 1) in BE and not mentions(sentence, 0, group.start)


def _tags(sentence: Sentence, at: int) -> Mapping[str, Found[str]]:
    return sentence.tags[at] if at >= 0 else {}
