"""Stage two: lists of places, each with what ties it to the words before it.

A list is a run of mentions with nothing between them but commas, "and", head nouns and the like. Every member knows its
link (what kind of preposition stands before it), how much of the place is meant, and in which direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hayy.model import Direction, Extent, Span
from hayy.reading.clauses_en import ends_condition, told_of
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence
from hayy.reading.tails import QUOTES, ends_as_site, possessed, tail_end
from hayy.text import TokenKind

_EXTENTS = ("rest", "part", "whole", "edge")
_DIRECTIONS = tuple(f"direction_{d}" for d in ("NE", "NW", "SE", "SW", "N", "S", "E", "W", "C"))
_LINKS = (
    "link_upto", "link_toward", "link_around", "link_near", "link_at", "link_origin", "link_between", "link_via",
    "link_about", "link_from", "link_to", "link_on",
    "link_in", "link_of", "link_for",
)  # fmt: skip
_SITE = {"ar": ("site",), "en": ()}
_GLUED = {"ب": "bi", "ل": "to", "ك": "like"}
_TRANSPARENT = frozenset({"'s", "-"}) | QUOTES


@dataclass(frozen=True, slots=True)
class Member:
    """One place of a list. ``start`` is the unit where the words that belong to it begin.

    ``link`` is "obj" when nothing ties it but its position. ``site`` tells that the words before a locative link name
    something inside the place.
    """

    unit: int
    mention: int
    start: int
    link: str = "obj"
    extent: Extent = Extent.WHOLE
    direction: Direction | None = None
    share: Span | None = None
    edge: bool = False
    completes: bool = False
    explicit: bool = False
    conjunction: bool = False
    end: int = 0
    nested: bool = False
    several: bool = False  # sites in the dual or plural, which may lie in the places named next too


@dataclass(frozen=True, slots=True)
class Group:
    """A list of places in one sentence; units ``start`` to ``end`` (exclusive)."""

    members: tuple[Member, ...]
    coordinated: bool = False
    nested: bool = False
    opens: bool = False  # the first words of a clause of its own

    @property
    def start(self) -> int:
        """The unit where the words that belong to the first member begin."""
        return self.members[0].start

    @property
    def end(self) -> int:
        """One past the last member's unit and the head noun after it."""
        return self.members[-1].end

    @property
    def link(self) -> str:
        """The link of the first member, which the others share unless they have their own."""
        return self.members[0].link


def groups(sentence: Sentence) -> tuple[Group, ...]:
    """The lists of places of a sentence, in order."""
    found: list[Group] = []
    for member in _members(sentence):
        last = found[-1] if found else None
        if last is not None and _new_clause(sentence, last, member):
            found.append(Group((member,), opens=True))
        elif last is not None and _joined(sentence, last.end, member.start, member):
            previous = last.members[-1]
            if sentence.has(last.end, member.start + 1, "among") is not None:
                previous = replace(previous, share=None)  # "parts of A, among them B"
            item = member if member.explicit else _inherit(member, previous)
            if item.explicit and item.link == "obj":
                item = replace(item, link=previous.link)
            if item.link in (previous.link, "upto"):
                found[-1] = Group((*last.members, item), last.coordinated)
            else:
                found.append(Group((item,), coordinated=True))
        elif last is not None and member.start == last.end and member.link == "in" and not member.conjunction:
            found.append(Group((replace(member, nested=True),), nested=True))
        else:
            found.append(Group((member,)))
    return tuple(found)


def _new_clause(sentence: Sentence, group: Group, member: Member) -> bool:
    """English: "with the army in A, B was surrounded", "took A and B fell": a name and its verb begin a clause."""
    if sentence.lang != "en":
        return False
    between = [sentence.word(k) for k in range(group.end, member.start)]
    if between != [","] and not (between in (["and"], [",", "and"]) and told_of(sentence, group.start)):
        return False
    verb = member.end < len(sentence.units) and "chain" in sentence.tags[member.end]
    if between == [","] and ends_condition(sentence, group.start, group.end):
        verb = verb or _verb_behind_list(sentence, member.end)
    return verb or any(c.start == member.end and c.entry.frame == "subject" for c in sentence.cues)


def _verb_behind_list(sentence: Sentence, at: int) -> bool:
    """Whether a list that goes on at ``at`` is the subject of the verb behind it: ", B and C would be"."""
    while at < len(sentence.units):
        listed = sentence.word(at) in (",", "and", "or") or sentence.units[at].mention is not None
        if not listed and "head" not in sentence.tags[at]:
            return "chain" in sentence.tags[at]
        at += 1
    return False


def _inherit(member: Member, previous: Member) -> Member:
    """A later item shares the link of the item before it, and "parts of A and B" are parts of both."""
    shared = replace(member, link=previous.link, edge=member.edge or (previous.edge and not member.share))
    if member.extent is Extent.WHOLE and not member.share and previous.share and not previous.completes:
        shared = replace(shared, extent=previous.extent, share=previous.share, direction=member.direction)
    if member.extent is Extent.WHOLE and previous.several and not member.share:
        shared = replace(shared, extent=previous.extent, several=True)
    return shared


def _members(sentence: Sentence) -> Iterator[Member]:
    floor = 0
    for at, unit in enumerate(sentence.units):
        if unit.mention is not None:
            member = _member(sentence, at, unit.mention, floor)
            yield member
            floor = member.end


def member_at(sentence: Sentence, at: int) -> Member:
    """What an anaphor at unit ``at`` is tied by and how much of its place is meant, read like a name."""
    return _member(sentence, at, -1, 0)


def _member(sentence: Sentence, at: int, mention: int, floor: int) -> Member:
    """Walk to the left over heads, extents and directions until a link or another word stops."""
    glued = sentence.units[at].glued
    tail = tail_end(sentence, at + 1)
    member = Member(at, mention, at, end=tail, conjunction=bool(glued) and glued[0] in "وف")
    if sentence.lang == "en" and ends_as_site(sentence, at + 1, tail):
        member = replace(member, extent=Extent.WITHIN)
    elif sentence.lang == "en" and (owned := possessed(sentence, tail)) is not None:
        extent, share = owned
        member = replace(member, extent=extent, share=share)
    elif sentence.lang == "ar" and mention >= 0 and (which := _adjective(sentence, at + 1)) is not None:
        member = replace(member, extent=Extent.PART, direction=which, share=sentence.units[at + 1].span, end=at + 2)
    elif sentence.lang == "ar" and mention >= 0 and _whole_behind(sentence, at + 1):
        member = replace(member, explicit=True)  # "parts of A and all of B", with the share behind the name
    walk = _Walk(sentence, floor, member, at, _GLUED.get(glued.lstrip("وف")[:1], ""))
    while walk.start > floor and not (walk.link and walk.link != "to") and walk.step():
        pass
    if walk.link == "around" and sentence.word(walk.start - 1) in ("في", "وفي", "فى", "وفى", "in"):
        walk.start -= 1  # "وفي محيط": its و joins the list to the one before
        walk.member = replace(walk.member, conjunction=sentence.word(walk.start)[0] == "و" or walk.member.conjunction)
    return _finish(walk.member, walk.start, walk.link, walk.directions)


def _adjective(sentence: Sentence, at: int) -> Direction | None:
    """ "حي الشعار الشمالي": the direction that an adjective of one quarter gives."""
    word = sentence.word(at)
    if not (word.startswith("ال") and word.endswith("ي")):
        return None
    name = next((name for name in _DIRECTIONS if name in sentence.tags[at]), None)
    return Direction(name.partition("_")[2]) if name else None


@dataclass(slots=True)
class _Walk:
    """The walk to the left from a name: what has been taken so far, and the unit where it stands."""

    sentence: Sentence
    floor: int
    member: Member
    start: int
    link: str
    directions: list[Direction] = field(default_factory=list)

    def step(self) -> bool:
        """Pass over or take in what ends where the walk stands; False if nothing that belongs to the name does."""
        passed = self._passed()
        if passed is not None:
            self.start = passed
            return True
        sentence = self.sentence
        join = sentence.ending(self.start, ("join",))
        if join is not None and join.end - join.start > 1:
            return False  # "فضلا عن" joins, its عن is no link
        found = sentence.ending(self.start, (*_EXTENTS, *_LINKS, *_DIRECTIONS, "head", *_SITE[sentence.lang]))
        if found is None or found.start < self.floor:
            return False
        partitive = _partitive(sentence, found) if found.entry in ("link_from", "link_near") else None
        if found.entry == "link_in" and sentence.lang == "ar" and (part := sentence.ending(found.start, ("part",))):
            span = Span(sentence.units[part.start].span.start, sentence.units[found.end - 1].span.end)
            partitive = (part, None, span) if part.end - part.start > 2 else None  # "a number of lanes in"
        if self.link and found.entry.startswith("link_") and not partitive:
            return False
        self.start = found.start
        if found.entry == "link_about" and self.member.share:
            return True
        if partitive:
            found, direction, span = partitive
            self.start = found.start
            self.member = replace(self.member, extent=Extent.PART, share=span)
            self.directions += [direction] if direction else []
            self.link = ""
        elif found.entry == "link_of" and sentence.lang == "en":
            self._side_of(found.start)
            return True
        else:
            self._take(found)
        return self._glue(found.form.clitic)

    def _side_of(self, of: int) -> None:
        """ "the western slope of": a direction before any noun makes it a part of what follows."""
        which = "quarter_noun" in self.sentence.tags[of - 1]
        direction = _direction_ending(self.sentence, of - 1) if of - 2 >= self.floor and not which else None
        if direction is not None and not self.member.share:
            units = self.sentence.units
            span = Span(units[of - 2].span.start, units[of].span.end)
            self.member = replace(self.member, extent=Extent.PART, share=span, direction=direction)
            self.start = of - 2

    def _passed(self) -> int | None:
        """Where the walk goes on behind an owner, a quotation mark or the amount of a share."""
        sentence, start = self.sentence, self.start
        word = sentence.word(start - 1)
        if word in ("'s", "'") and (owner := _owner(sentence, start - 1, self.floor)) is not None:
            return owner
        if word in QUOTES or (self.member.share and _is_amount(sentence, start - 1)):
            return start - 1
        if self.member.share and (approx := sentence.ending(start, ("approx",))) is not None:
            return approx.start if approx.start >= self.floor else None
        return None

    def _take(self, found: Found[str]) -> None:
        if found.entry.startswith("link_"):
            self.link = found.entry[5:]
        elif found.entry.startswith("direction_"):
            if "quarter_noun" not in self.sentence.tags[found.end]:  # "the northern districts of A, B" are whole
                self.directions.append(Direction(found.entry[10:]))
        elif found.entry == "site":
            several = "several" in self.sentence.tags[found.start]
            self.member = replace(self.member, extent=Extent.WITHIN, several=several)
        elif found.entry != "head":
            self.member = _with_extent(self.member, self.sentence, found)
            self.link = "" if self.link == "to" else self.link  # "the eastern edges of" is written with a glued ل

    def _glue(self, glue: str) -> bool:
        """Take the letters glued before a phrase; a conjunction ends the walk."""
        if "و" in glue and not self.member.conjunction:
            self.member = replace(self.member, conjunction=True)
        self.link = self.link or _GLUED.get(glue.strip("وف")[:1], "")
        return not ("و" in glue or "ف" in glue)


def _whole_behind(sentence: Sentence, at: int) -> bool:
    found = sentence.tags[at].get("whole") if at < len(sentence.units) else None
    return found is not None and not found.form.clitic.strip("ب")


def _owner(sentence: Sentence, at: int, floor: int) -> int | None:
    """ "most of the army's A": where the side that owns the place begins."""
    return next((start for start, side in sentence.sides.items() if side.end == at and start >= floor), None)


def _partitive(sentence: Sentence, link: Found[str]) -> tuple[Found[str], Direction | None, Span] | None:
    """ "the northern part of", "buildings north of": a part noun, up to two adjectives, and من or a direction word."""
    direction = _direction_at(sentence, link.start)
    if link.entry == "link_near" and (direction is None or sentence.lang == "en"):
        return None
    at = link.start
    for _ in range(3):
        noun = sentence.ending(at, ("part", "side_noun"))
        if noun is not None:
            span = Span(sentence.units[noun.start].span.start, sentence.units[link.end - 1].span.end)
            return noun, direction, span
        at -= 1
        if at < 1 or sentence.units[at].mention is not None or sentence.word(at) in ",;:":
            return None
        direction = _direction_ending(sentence, at + 1) or direction
    return None


def _direction_at(sentence: Sentence, at: int) -> Direction | None:
    names = [n for n in _DIRECTIONS if n in sentence.tags[at]]
    return Direction(names[0][10:]) if names else None


def _direction_ending(sentence: Sentence, at: int) -> Direction | None:
    found = sentence.ending(at, _DIRECTIONS)
    return Direction(found.entry[10:]) if found else None


def _is_amount(sentence: Sentence, at: int) -> bool:
    return sentence.units[at].kind is TokenKind.NUMBER or "approx" in sentence.tags[at]


def _with_extent(member: Member, sentence: Sentence, found: Found[str]) -> Member:
    span = Span(sentence.units[found.start].span.start, sentence.units[found.end - 1].span.end)
    match found.entry:
        case "part":
            return replace(member, extent=Extent.PART, share=span)
        case "edge":
            return replace(member, edge=True, share=span)
        case "rest":
            return replace(member, extent=Extent.WHOLE, share=span, completes=True)
    return replace(member, extent=Extent.WHOLE, explicit=sentence.lang == "en")  # "most of A, and all of B"


def _finish(member: Member, start: int, link: str, directions: list[Direction]) -> Member:
    if directions and (member.extent is Extent.PART or member.edge or not link):
        only = directions[0] if len(set(directions)) == 1 else None  # "the northern and eastern parts" have none
        member = replace(member, direction=only, extent=Extent.PART)
    explicit = member.explicit or bool(link) or member.share is not None or member.extent is not Extent.WHOLE
    if link == "of":
        link = ""
    return replace(member, start=start, link=link or "obj", explicit=explicit)


def _past_aside(sentence: Sentence, at: int, start: int) -> int:
    """ "A and, after a night of clashes, B": where the list goes on after what stands between two commas."""
    if sentence.lang != "en" or sentence.word(at) != ",":
        return at
    close = next((k for k in range(at + 1, min(at + 12, start)) if sentence.word(k) == ","), None)
    return close + 1 if close is not None else at


def _joined(sentence: Sentence, end: int, start: int, member: Member) -> bool:
    """Whether only words that join items of a list stand between ``end`` and ``start``."""
    at, joined = end, member.conjunction
    while at < start:
        unit = sentence.units[at]
        found = sentence.tags[at].get("join")
        if unit.word == "," or (unit.word == "(" and at + 1 == start):
            joined = True
            at += 1
        elif sentence.lang == "en" and (when := sentence.tags[at].get("time")) is not None and when.end <= start:
            at = when.end  # "took A on Sunday and B a day later"
        elif found is not None and found.end <= start:
            joined = True
            at = _past_aside(sentence, found.end, start)
        elif at == end and (city := sentence.tags[at].get("city")) is not None and city.end < start:
            at = city.end  # "A and B in Aleppo, as well as C"
        elif unit.word in _TRANSPARENT or unit.kind is TokenKind.NUMBER:
            at += 1
        else:
            return False
    return joined or (sentence.lang == "en" and end == start and sentence.word(end) == "(")
