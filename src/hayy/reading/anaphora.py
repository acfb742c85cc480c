"""Stage seven: what refers back to a place ("the district", "فيه", "which fell", "denied this")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hayy.model import Claim, Extent, Polarity, Predicate
from hayy.reading.beside import has_object_pronoun
from hayy.reading.clauses import has_share, inserts_end, opens_with
from hayy.reading.government import Cue, Government
from hayy.reading.groups import Group, Member, member_at
from hayy.reading.passives import is_passive
from hayy.reading.tagging import Sentence

_COMING = (Predicate.TOOK, Predicate.ENTERS, Predicate.ADVANCES)
_MEMORY = 4  # sentences
# Words of anaphors that only fit places with such a name, and what the names of those places hold.
_KINDS = {
    "airport": "airport", "camp": "camp", "citadel": "citadel", "bridge": "bridge", "roundabout": "roundabout",
    "college": "college", "academ": "academy",
    "مطار": "airport", "مخيم": "camp", "قلعة": "citadel", "جسر": "bridge", "دوار": "roundabout",
    "كليات": "college",
}  # fmt: skip
_NEAR_NOUNS = frozenset({"complex", "base", "site", "compound", "hill", "hilltop"})  # of the sentence before only
_SEVERAL = 4  # the number of "them": two or more
_NUMBERS = (
    ("anaphor_latter", 1, "latter"), ("anaphor_former", 1, "former"),
    ("anaphor_3", 3, ""), ("anaphor_2", 2, ""), ("anaphor_1", 1, ""), ("pronoun_2", 2, ""), ("pronoun_1", 1, ""),
)  # fmt: skip
_NOUNS = ("anaphor_1", "anaphor_2", "anaphor_3", "anaphor_latter")
_TAKES_UP = frozenset(name for name, _, _ in _NUMBERS)
# Links of the places that no pronoun takes up.
_ASIDE = {"en": ("from", "near", "via", "between"), "ar": ("near", "via", "between", "origin")}


@dataclass(frozen=True, slots=True)
class Reference:
    """A cue whose place is only referred to; ``repeats`` is the predicate of the claim that is denied or failed."""

    places: tuple[str, ...]
    government: Government
    member: Member
    start: int
    end: int
    repeats: Predicate | None = None
    polarity: Polarity = Polarity.DENIED


@dataclass(slots=True)
class Memory:
    """The lists of places named so far, newest last, and the claims made last."""

    lists: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    claims: list[tuple[int, Claim]] = field(default_factory=list)
    now: int = 0

    def saw(self, sentence: Sentence, found: Sequence[Group], by_mention: Mapping[int, Claim]) -> None:
        """Note what a sentence named and claimed."""
        self.now += 1
        self.lists = [row for row in self.lists if self.now - row[0] < _MEMORY]
        self.claims = [row for row in self.claims if self.now - row[0] < _MEMORY]
        for group in found:
            places = tuple(dict.fromkeys(p for m in group.members if (p := by_mention[m.mention].place)))
            if places:
                self.lists.append((self.now, places))
            for member in group.members:
                self.told(by_mention[member.mention])

    def faded(self) -> bool:
        """Whether the last sentence named no place."""
        return not self.lists or self.lists[-1][0] < self.now

    def told(self, claim: Claim) -> None:
        """Note a claim that something later may deny."""
        if claim.place and claim.predicate is not Predicate.NONE:
            self.claims.append((self.now, claim))

    def antecedent(self, number: int, here: Sequence[tuple[str, ...]], which: str = "") -> tuple[str, ...]:
        """The places that an anaphor of this number (0: one or several) means; () when it is not clear."""
        recent = [places for when, places in self.lists if self.now - when < _MEMORY] + list(here)
        if which:
            pair = next((p for p in reversed(recent) if len(p) >= 2), ())
            return (pair[-1] if which == "latter" else pair[0],) if pair else ()
        if not number:
            return recent[-1] if recent else ()
        if number == _SEVERAL and (places := next((p for p in reversed(recent) if len(p) >= 2), ())):
            return places
        for places in reversed(recent):
            if number == 1 and len(places) == 1:
                return places
            if number == 2 and len(places) == 2:
                return places
            if number == 3 and len(places) >= 2:
                return places
        if number in (2, _SEVERAL) and len(recent) >= 2 and len(recent[-1]) == len(recent[-2]) == 1:
            return (*recent[-2], *recent[-1])
        return ()


def taken(sentence: Sentence) -> dict[int, Group]:
    """The cues whose object is an anaphor right after them: they govern no list that comes later."""
    if not sentence.names(*_NOUNS):
        return {}
    cues: dict[int, Group] = {}
    for cue in sentence.cues:
        for at in range(cue.end, min(len(sentence.units), cue.end + 3)):
            if _stops(sentence, at):
                break
            noun = _noun(sentence, at)
            if noun is not None and noun[3] - noun[2] >= 1 and cue.entry.frame == "object" and _is_noun(sentence, at):
                cues[cue.start] = Group((replace(member_at(sentence, at), end=noun[3]),))
    return cues


def _is_noun(sentence: Sentence, at: int) -> bool:
    return any(name in sentence.tags[at] for name in _NOUNS)


def references(
    sentence: Sentence,
    found: Sequence[Group],
    used: Mapping[int, Group],
    memory: Memory,
    by_mention: Mapping[int, Claim],
) -> Iterator[Reference]:
    """The claims of a sentence whose place is only referred to."""
    made = False
    held = taken(sentence)
    for cue in sentence.cues:
        if (cue.start in used and cue.start not in held) or cue.entry.predicate is Predicate.NONE:
            continue
        anaphor = _anaphor(sentence, cue, found)
        if anaphor is None:
            continue
        _, _, start, end, where = anaphor
        if "relative" in (sentence.tags[end] if end < len(sentence.units) else {}):
            continue  # "the area that they held" names another
        here = [
            tuple(dict.fromkeys(p for m in g.members if (p := by_mention[m.mention].place)))
            for g in found
            if g.end <= max(start, cue.start) and not _aside(sentence, g, by_mention)
        ]
        bound = sentence.lang == "ar" and _is_pronoun(sentence, start) and not _still_holds(sentence, cue)
        if bound and (not here or _in_relative(sentence, start)):
            continue  # a pronoun reaches no further than its sentence, and in "the area they held" not at all
        takes = (Predicate.TOOK,) if sentence.lang == "en" else (Predicate.TOOK, Predicate.LOST)
        if cue.entry.predicate in takes and not _takes(sentence, cue, start):
            continue  # "it is safe and they may return to it"
        places = _meant(sentence, cue, anaphor, here, memory)
        member = _how_much(sentence, cue, start, found)
        if places and member is not None:
            made = sentence.lang == "ar" or cue.entry.predicate is not Predicate.HOLDS  # "false: we still hold it"
            government = Government(cue, where, is_passive(sentence, cue), f"{cue.entry.id}, of a place named before")
            yield Reference(places, government, member, start, end)
    if not made and not any(by_mention[m.mention].place for g in found for m in g.members):
        yield from _denials(sentence, memory)
    yield from _repelled(sentence, found, memory, by_mention)


def _aside(sentence: Sentence, group: Group, by_mention: Mapping[int, Claim]) -> bool:
    """Whether a list only tells where from or near what: no pronoun takes it up, unless somebody was driven from it."""
    if group.link not in _ASIDE[sentence.lang]:
        return False
    claim = by_mention[group.members[0].mention]
    return not (group.link == "from" and claim.predicate in (Predicate.LOST, Predicate.TOOK))


def _meant(
    sentence: Sentence,
    cue: Cue,
    anaphor: tuple[int, str, int, int, str],
    here: Sequence[tuple[str, ...]],
    memory: Memory,
) -> tuple[str, ...]:
    """The places that an anaphor takes up; () where its words fit none of those that were named."""
    number, which, start, end, _ = anaphor
    if sentence.lang == "ar" and number == 1 and _is_pronoun(sentence, start) and sentence.word(start).endswith("ها"):
        number = 0  # "ها" takes up one place as well as several
    places = memory.antecedent(number, [p for p in here if p], which)
    changes = cue.entry.predicate in (Predicate.TOOK, Predicate.LOST)
    if not _named_so(sentence, start, end, places) or (changes and _of_a_site(sentence, start, places)):
        return ()  # "the airport" behind a citadel is another place
    if not here and _NEAR_NOUNS.intersection(sentence.word(k) for k in range(start, end)) and memory.faded():
        return ()
    return places


def _how_much(sentence: Sentence, cue: Cue, start: int, found: Sequence[Group]) -> Member | None:
    """How much of its place the anaphor at ``start`` means; None where it means no place ("lost its commander")."""
    member = member_at(sentence, start)
    if sentence.word(start) == "its" and start != cue.start:
        return replace(member, extent=Extent.PART) if has_share(sentence, start + 1) else None
    verb = sentence.lang == "ar" and _is_pronoun(sentence, start) and cue.form.tense != "noun"
    return replace(member, extent=Extent.WITHIN) if verb and _behind_site(sentence, found, start) else member


def _named_so(sentence: Sentence, start: int, end: int, places: Sequence[str]) -> bool:
    """Whether what an anaphor calls a camp, an airport, a bridge is a place with such a name."""
    kinds = {kind for k in range(start, end) for word, kind in _KINDS.items() if word in sentence.word(k)}
    return all(kind in place for kind in kinds for place in places)


def _behind_site(sentence: Sentence, found: Sequence[Group], start: int) -> bool:
    """ "raided an office in A and took it": what the Arabic pronoun takes up is the site."""
    before = [group for group in found if group.end <= start]
    if not before or before[-1].link != "in":
        return False
    names = ("site", "landmark", "site_noun")
    return any(sentence.has(before[-1].start - 3, before[-1].start, name) is not None for name in names)


def _of_a_site(sentence: Sentence, start: int, places: Sequence[str]) -> bool:
    """ "left the airport and they took it over": a pronoun behind another place than those named."""
    if sentence.lang != "en" or not _is_pronoun(sentence, start):
        return False
    nouns = ((k, sentence.tags[k].get("anaphor_1")) for k in range(start))
    return any(found is not None and not _named_so(sentence, k, found.end, places) for k, found in nouns)


def _still_holds(sentence: Sentence, cue: Cue) -> bool:
    """ "... that they still hold it": what answers a claim takes up its place across the full stop."""
    before = range(max(0, cue.start - 3), cue.start)
    return cue.entry.predicate is Predicate.HOLDS and any("still" in sentence.tags[k] for k in before)


def _is_pronoun(sentence: Sentence, at: int) -> bool:
    return not sentence.tags[at].keys().isdisjoint(("pronoun_1", "pronoun_2"))


_PREPOSITIONS = {"علي": "on", "الي": "to", "من": "from", "عن": "from"}


def _takes(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Whether the preposition of the Arabic pronoun at ``at`` is one that the cue takes."""
    if sentence.lang != "ar" or not _is_pronoun(sentence, at) or at < cue.end:
        return True
    link = next((name for word, name in _PREPOSITIONS.items() if sentence.word(at).lstrip("وف").startswith(word)), "in")
    return link in cue.entry.links or link == "in"


def _in_relative(sentence: Sentence, at: int) -> bool:
    """Whether a relative pronoun shortly before ``at`` goes with a noun that is no mention."""
    where = next((k for k in range(at - 1, max(0, at - 8), -1) if "relative" in sentence.tags[k]), None)
    return where is not None and all(sentence.units[k].mention is None for k in (where - 1, max(0, where - 2)))


def _anaphor(sentence: Sentence, cue: Cue, found: Sequence[Group]) -> tuple[int, str, int, int, str] | None:
    """(number, "latter" or "former", start, end, side of the cue) of what the cue's place is referred to by."""
    if has_object_pronoun(cue):
        return cue.form.pronoun, "", cue.start, cue.end, "left"
    subject = sentence.lang == "en" and cue.entry.frame == "subject" and cue.form.tense != "noun"
    if _after_its_taking(sentence, cue) or (cue.start == 0 and sentence.word(0) == "its"):
        return 1, "", cue.start, cue.end, "left"
    if sentence.lang == "ar" and cue.start == 0 and cue.end > 2 and _is_noun(sentence, 1):
        if cue.entry.frame == "subject" and (noun := _noun(sentence, 1)) is not None:
            return (*noun, "right")  # "وبات الحي تحت سيطرته"
    inside = sentence.lang == "ar" and cue.end - cue.start > 1 and _is_pronoun(sentence, cue.end - 1)
    inside = inside or sentence.word(cue.end - 1) == "there"  # "still there"
    for at in range(cue.end - inside, min(len(sentence.units), cue.end + 7 * (not subject))):
        if _stops(sentence, at) or (sentence.lang == "ar" and _own_object(sentence, at)):
            break
        if sentence.lang == "en" and (
            sentence.word(at) == "," or (at > cue.end and any(c.start == at for c in sentence.cues))
        ):
            break  # "takes a street, loses it"
        if sentence.lang == "ar" and _is_half_of_it(sentence, at, cue):
            return 1, "", at, at + 1, "left"
        if (noun := _noun(sentence, at)) is not None and cue.entry.frame != "attribute":
            falls = sentence.lang == "ar" and cue.entry.frame == "subject" and _is_noun(sentence, at)
            if falls and member_at(sentence, at).link != "obj":
                break  # "the fall of a shell on the district"
            return (*noun, "left")
    for at in range(cue.start - 1, max(-1, cue.start - 8), -1):
        if _stops(sentence, at):
            break
        if sentence.word(at) == "where" and cue.entry.predicate is Predicate.TOOK and cue.entry.frame != "subject":
            break  # "where it seized a school": the school was taken
        if sentence.tags[at].get("relative") and at and (at - 1) >= 0 and any(g.end in (at, at - 1) for g in found):
            return 1, "", at, at + 1, "right"
        if (
            (noun := _noun(sentence, at)) is not None
            and _next_to(sentence, noun[3], cue)
            and (cue.entry.frame in ("subject", "attribute") or is_passive(sentence, cue) or cue.entry.actor == "none")
        ):
            return (*noun, "right")
    return None


def _noun(sentence: Sentence, at: int) -> tuple[int, str, int, int] | None:
    tags = sentence.tags[at]
    if tags.keys().isdisjoint(_TAKES_UP):
        return None
    if sentence.lang == "ar" and at and not sentence.tags[at - 1].keys().isdisjoint(("site", "landmark")):
        return None  # "the checkpoint of the roundabout" is a name of its own
    for name, number, which in _NUMBERS:
        if name in tags and not any(
            sentence.units[k].mention is not None
            for k in range(at, min(tags[name].end + 1 + (sentence.word(tags[name].end) == "of"), len(sentence.units)))
        ):
            several = name == "pronoun_2" and sentence.word(at) == "them"
            return _SEVERAL if several else number, which, at, tags[name].end
    return None


def _next_to(sentence: Sentence, at: int, cue: Cue) -> bool:
    """English: the subject stands right before its verb chain; "it is the argument they surrendered" is no such."""
    if sentence.lang != "en":
        return True
    points = (at, *inserts_end(sentence, at))
    return any(opens_with(sentence, point, cue) for point in points)


def _after_its_taking(sentence: Sentence, cue: Cue) -> bool:
    """ "after its liberation": the verbal noun carries its object, told as a circumstance."""
    if sentence.lang != "ar" or "taking_of_it" not in sentence.tags[cue.start]:
        return False
    before = range(max(0, cue.start - 2), cue.start)
    return any(not sentence.tags[k].keys().isdisjoint(("adjunct", "since")) for k in before)


def _own_object(sentence: Sentence, at: int) -> bool:
    """ "one of the two": the object is a part of something, and a clause about the whole may follow."""
    found = sentence.tags[at].get("part_of_it")
    if found is None or "pronoun_1" in sentence.tags[at]:
        return False
    return found.end == at + 1 and "احد" in sentence.word(at)


def _is_half_of_it(sentence: Sentence, at: int, cue: Cue) -> bool:
    """ "took back half of it": one word for the part and the pronoun, as the object of a verb of taking or leaving."""
    if cue.entry.frame != "object" or cue.entry.predicate not in (Predicate.TOOK, Predicate.LOST, Predicate.HOLDS):
        return False
    found = sentence.tags[at].get("part_of_it")
    return found is not None and found.end == at + 1 and not _own_object(sentence, at)


def _stops(sentence: Sentence, at: int) -> bool:
    return (
        sentence.units[at].mention is not None
        or sentence.word(at) in (";",)
        or "coordination_break" in sentence.tags[at]
    )


def _denials(sentence: Sentence, memory: Memory) -> Iterator[Reference]:
    """ "denied this", "that was untrue": the last claims made are denied."""
    at = sentence.has(0, len(sentence.units), "deny_back")
    if at is None or not memory.claims:
        return
    newest = memory.claims[-1][0]
    if memory.now != newest:
        return
    for when, claim in tuple(memory.claims):
        if when == newest and claim.predicate in (Predicate.TOOK, Predicate.ENTERS, Predicate.LOST):
            member = Member(at, -1, at, end=at + 1)
            yield Reference((claim.place,), Government(None, reason="denied"), member, at, at + 1, claim.predicate)


def _repelled(
    sentence: Sentence, found: Sequence[Group], memory: Memory, by_mention: Mapping[int, Claim]
) -> Iterator[Reference]:
    """ "... but the rebels said that they repelled the attack": what was claimed last did not succeed."""
    at = sentence.has(1, len(sentence.units), "anaphor_event")
    if at is None or sentence.has(at - 4, at, "fail") is None:
        return
    end = sentence.tags[at]["anaphor_event"].end
    if any(sentence.units[k].mention is not None for k in range(end, min(end + 6, len(sentence.units)))):
        return
    before = [g for g in found if g.end <= at]
    here = [by_mention[m.mention] for m in before[-1].members] if before else []
    recent = here or [claim for when, claim in memory.claims if when == memory.now]
    member = Member(at, -1, at, end=end)
    for place in dict.fromkeys(c.place for c in recent if c.predicate in _COMING and c.polarity is Polarity.ASSERTED):
        government = Government(None, reason="the attack failed")
        yield Reference((place,), government, member, at, end, Predicate.FIGHTS, Polarity.FAILED)
