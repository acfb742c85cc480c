"""Where a passage is: does the text speak of the city, and is this sentence about another town?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from hayy.finding.lexicon import Clue
from hayy.finding.lists import Item
from hayy.finding.matching import Match
from hayy.finding.names import Names, Sort
from hayy.finding.words import Passage

_DATELINES = 3  # lines at the head of a text in which a town may be a dateline
_SEAT_REACH = 3  # words before "in Damascus" that may name who sits there
_ATTACH_REACH = 4  # words after a name within which "in Homs" belongs to it


@dataclass(frozen=True, slots=True)
class Home:
    """Where the city itself lies: ``own`` are the territories that bear its name, ``around`` those that hold them."""

    own: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Area:
    """A mention of a town: word indices, the areas it lies in (itself first), whether it is the city, whether it sets
    the scene (``وفي حمص،`` or ``Homs:``), and whether it only tells where a speaker sits."""

    first: int
    last: int
    areas: tuple[str, ...]
    home: bool
    scene: bool
    seat: bool


@dataclass
class Map:
    """The towns of a passage in order."""

    passage: Passage
    areas: list[Area] = field(default_factory=list)

    @cached_property
    def home(self) -> bool:
        """Whether the city is named anywhere."""
        return any(area.home for area in self.areas)

    @cached_property
    def foreign(self) -> bool:
        """Whether another town sets the scene or is named as often as the city."""
        away = sum(not area.home and not area.seat for area in self.areas)
        return away > 0 and away >= sum(area.home for area in self.areas)

    def in_sentence(self, at: int) -> Area | None:
        """Another town of the sentence of word ``at``: the one nearest to it that is not just where a source sits."""
        passage = self.passage
        sentence = passage.sentence(at)
        near = [a for a in self.areas if passage.sentence(a.first) == sentence and not a.seat]
        if any(area.home for area in near):
            return None
        return min(near, key=lambda area: abs(area.first - at), default=None)

    def after(self, item: Item, last: int) -> Area | None:
        """The town named right behind the name or its list (``بدمشق``, ``in Homs``, ``Homs's Khalidiya``)."""
        passage = self.passage
        for area in self.areas:
            if last <= area.first <= last + _ATTACH_REACH and self._attached(last, area):
                return area
            if area.last == item.match.first and passage.words[area.last - 1].possessive:
                return area
        return None

    def _attached(self, last: int, area: Area) -> bool:
        """Whether only a preposition and nouns such as ``مدينة`` stand between a name and the town behind it."""
        passage = self.passage
        preposition = passage.words[area.first].clitics == "ب" or _clitic(passage, area.first) == "ب"
        for at in range(last, area.first):
            word = passage.words[at]
            if Clue.AREA_BEFORE in word.clues and not word.clitics:
                preposition = True
            elif Clue.AREA_NOUN in word.clues and word.clitics in ("", "ب"):
                preposition = preposition or word.clitics == "ب"
            else:
                return False
        if not preposition and passage.gap(area.first).strip(b" ") == b",":  # Midan, Damascus
            preposition = area.first == last and passage.words[area.first].latin
        return preposition and all(not passage.gap(at).strip(b" -,") for at in range(last, area.first + 1))

    def scene(self, at: int) -> Area | None:
        """The town that the sentence of word ``at`` is set in: named before it in the sentence, else the last one that
        set the scene in the same paragraph."""
        passage = self.passage
        sentence, paragraph = passage.sentence(at), passage.paragraph(at)
        found: Area | None = None
        for area in self.areas:
            if area.first > at:
                break
            if passage.paragraph(area.first) != paragraph or area.seat:
                continue
            if passage.sentence(area.first) == sentence or area.scene:
                found = area
        return found


def _clitic(passage: Passage, at: int) -> str:
    """The preposition glued to a word that is part of a name."""
    parts = passage.words[at].parts
    return parts[0].clitics[-1:] if parts else ""


def survey(passage: Passage, items: list[Item], names: Names, home: Home) -> Map:
    """The towns among the items. A name that is also a place of the gazetteer does not tell where the text is, nor does
    a town beside the city or the country around it."""
    found = Map(passage)
    for item in items:
        match = item.match
        areas: tuple[str, ...] = ()
        if match.entry.sort is not Sort.ELSEWHERE and names.city_words.intersection(match.entry.words):
            pass  # قلعة حلب, أحياء حلب الشرقية: the city is named in it
        elif match.entry.sort is Sort.ELSEWHERE and not match.places:
            areas = names.areas_of(match.entry.target)
            if areas[0] in home.around or (areas[0] not in home.own and home.own.intersection(areas)):
                continue
        else:
            continue
        near = not areas or areas[0] in home.own
        dateline = _is_dateline(passage, match)
        scene = _sets_scene(passage, match) and not dateline
        seat = dateline or (not scene and not near and _is_seat(passage, match))
        found.areas.append(Area(match.first, match.last, areas, near, scene, seat))
    return found


def _sets_scene(passage: Passage, match: Match) -> bool:
    """Whether a town opens a sentence: ``Homs:``, ``وفي دمشق،``, ``محافظة حمص:``, ``In the southern province of Daraa,``."""
    at = match.first - 1
    sentence = passage.sentence(match.first)
    while at >= 0 and passage.sentence(at) == sentence:
        if not passage.words[at].clues & (Clue.AREA_NOUN | Clue.AREA_BEFORE):
            return False
        at -= 1
    return True


def _is_dateline(passage: Passage, match: Match) -> bool:
    """Whether a town only tells where the report was written: alone at the start of one of the first lines, with a
    colon, a dash or an agency behind it (``BEIRUT - ``, ``بيروت: ``, ``عواصم``)."""
    if passage.paragraph(match.first) > _DATELINES or match.first != 0 and b"\n" not in passage.gap(match.first):
        return False
    end = passage.ends[match.last - 1]
    return passage.folded[end : end + 4].lstrip(b" ")[:1] in (b"-", b":", b"(", b",") and not match.clitics


def _is_seat(passage: Passage, match: Match) -> bool:
    """Whether a town is only where a source sits (``مصدر عسكري في دمشق``), or stands for its government."""
    at = match.first - 1
    if at >= 0 and Clue.AREA_BEFORE in passage.words[at].clues:
        at -= 1
    elif _clitic(passage, match.first) != "ب":
        word = passage.words[at] if at >= 0 else None
        governed = word is not None and (word.head or word.clues & (Clue.LOOSE | Clue.FIRM | Clue.EDGE | Clue.AREA_NOUN))
        return not governed  # قالت دمشق: a town that nothing places is its government
    reach = range(max(at - _SEAT_REACH + 1, 0), at + 1)
    return any(Clue.SEAT in passage.words[i].clues for i in reach)


def home_of(names: Names) -> Home:
    """The territories that bear the city's name, and those around them."""
    own = {t for t, words in names.elsewhere_words.items() if t in names.territories and words & names.city_words}
    around = {area for target in own for area in names.areas_of(target)} - own
    return Home(frozenset(own), frozenset(around))
