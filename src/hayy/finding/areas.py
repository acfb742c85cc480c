"""Where a passage is: does the text speak of the city, and is this sentence about another town?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from hayy.finding.lexicon import Clue
from hayy.finding.lists import Item
from hayy.finding.matching import Match
from hayy.finding.names import Names, Sort
from hayy.finding.passage import Passage

_DATELINES = 3  # lines at the head of a text in which a town may be a dateline
_SEAT_REACH = 3  # words before "in Damascus" that may name who sits there
_ATTACH_REACH = 4  # words after a name within which "in Homs" belongs to it
_PLACING = Clue.LOOSE | Clue.FIRM | Clue.EDGE | Clue.AREA_NOUN


@dataclass(frozen=True, slots=True)
class Home:
    """Where the city itself lies: ``own`` are the territories that bear its name, ``around`` those that hold them."""

    own: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Area:
    """A mention of a town, in words ``first`` to ``last`` (exclusive).

    ``areas`` are the ids of the town and of what it lies in; ``home``: it is the city; ``scene``: it sets the scene
    (``وفي حمص،`` or ``Homs:``); ``seat``: it only tells where a speaker or a government sits.
    """

    first: int
    last: int
    areas: tuple[str, ...]
    home: bool
    scene: bool
    seat: bool


class Map:
    """The towns of a passage, indexed by where they stand."""

    def __init__(self, passage: Passage, areas: list[Area]) -> None:
        self._passage = passage
        self.areas = areas
        self._firsts = [area.first for area in areas]
        self._owners = {area.last: area for area in areas if passage.words[area.last - 1].possessive}
        self._beside = {at for first in self._firsts for at in range(first - _ATTACH_REACH, first + 1)}
        self._near = [area for area in areas if not area.seat]
        self._near_firsts = [area.first for area in self._near]
        self._scenes = [area for area in areas if area.scene]
        self._scene_firsts = [area.first for area in self._scenes]
        self._near_sentences = {passage.sentence(area.first) for area in self._near}
        self._scene_paragraphs = {passage.paragraph(area.first) for area in self._scenes}
        homely = {passage.sentence(area.first) for area in self._near if area.home}
        self._foreign_sentences = self._near_sentences - homely
        self.home = any(area.home for area in areas)
        away = sum(not area.home for area in self._near)
        self.foreign = away > 0 and away >= sum(area.home for area in areas)
        """Whether other towns are named at least as often as the city."""
        self.named = frozenset(area.areas[0] for area in areas if area.areas)

    def in_sentence(self, at: int) -> Area | None:
        """Another town of the sentence of word ``at``, the nearest, if the sentence does not name the city as well."""
        sentence = self._passage.sentence(at)
        if sentence not in self._foreign_sentences:
            return None
        i = bisect_left(self._near_firsts, at)
        beside = [area for area in self._near[max(i - 1, 0) : i + 1] if self._passage.sentence(area.first) == sentence]
        return min(beside, key=lambda area: abs(area.first - at), default=None)

    def scene(self, at: int) -> Area | None:
        """The town that word ``at`` is set in: named before it in the sentence, else the last one that set the scene in
        the paragraph.
        """
        near = scene = None
        sentence, paragraph = self._passage.sentence(at), self._passage.paragraph(at)
        if sentence in self._near_sentences and (i := bisect_right(self._near_firsts, at)):
            near = self._near[i - 1]
            if self._passage.sentence(near.first) != sentence:
                near = None
        if paragraph in self._scene_paragraphs and (i := bisect_right(self._scene_firsts, at)):
            scene = self._scenes[i - 1]
            if self._passage.paragraph(scene.first) != paragraph:
                scene = None
        if near is None or scene is None:
            return near or scene
        return near if near.first >= scene.first else scene

    def beside(self, first: int, last: int) -> Area | None:
        """The town named right behind words ``first`` to ``last`` (``بدمشق``, ``in Homs``), or as their owner."""
        if first in self._owners:
            return self._owners[first]
        if last in self._beside:
            area = self.areas[bisect_left(self._firsts, last)]
            if self._attached(last, area):
                return area
        return None

    def _attached(self, last: int, area: Area) -> bool:
        """Whether only a preposition and nouns such as ``مدينة`` stand between a name and the town behind it."""
        passage = self._passage
        preposition = _clitic(passage, area.first) == "ب"
        for at in range(last, area.first):
            word = passage.words[at]
            if word.clues & Clue.AREA_BEFORE and not word.clitics:
                preposition = True
            elif word.clues & Clue.AREA_NOUN and word.clitics in ("", "ب"):
                preposition = preposition or word.clitics == "ب"
            else:
                return False
        if not preposition and passage.gap(area.first).strip(b" ") == b",":  # Midan, Damascus
            town = passage.words[area.first]
            preposition = area.first == last and town.latin and not town.possessive
        return preposition and all(not passage.gap(at).strip(b" -,") for at in range(last, area.first + 1))


def _clitic(passage: Passage, at: int) -> str:
    """The preposition glued to a word that is part of a name, else to a word of the lexicon."""
    word = passage.words[at]
    return word.parts[0].clitics[-1:] if word.parts else word.clitics[-1:]


def survey(passage: Passage, items: list[Item], names: Names, home: Home) -> Map:
    """The towns among the items.

    A name that is also a place of the gazetteer does not tell where the text is, nor does a town beside the city or the
    country around it.
    """
    found: list[Area] = []
    for item in items:
        match = item.match
        areas: tuple[str, ...] = ()
        if match.entry.sort is Sort.ELSEWHERE and not match.places:
            areas = names.areas_of(match.entry.target)
            if areas[0] in home.around or (areas[0] not in home.own and home.own.intersection(areas)):
                continue
        elif names.city_words.isdisjoint(match.entry.words):  # but قلعة حلب, أحياء حلب الشرقية name the city
            continue
        near = not areas or areas[0] in home.own
        dateline = _is_dateline(passage, match)
        scene = not dateline and _sets_scene(passage, match)
        seat = dateline or (not scene and not near and _is_seat(passage, match))
        found.append(Area(match.first, match.last, areas, near, scene, seat))
    return Map(passage, found)


def _sets_scene(passage: Passage, match: Match) -> bool:
    """Whether a town opens a sentence: ``Homs:``, ``وفي دمشق،``, ``محافظة حمص:``, ``In the province of Daraa,``."""
    at = match.first - 1
    sentence = passage.sentence(match.first)
    while at >= 0 and passage.sentence(at) == sentence:
        if not passage.words[at].clues & (Clue.AREA_NOUN | Clue.AREA_BEFORE):
            return False
        at -= 1
    return True


def _is_dateline(passage: Passage, match: Match) -> bool:
    """Whether a town only tells where the report was written.

    It stands alone at the start of one of the first lines, with a colon, a dash or an agency behind it.
    """
    opens = match.first == 0 or not passage.same_line(match.first)
    if not opens or match.clitics or passage.paragraph(match.first) > _DATELINES:
        return False
    end = passage.ends[match.last - 1]
    return passage.folded[end : end + 4].lstrip(b" ")[:1] in (b"-", b":", b"(", b",")


def _is_seat(passage: Passage, match: Match) -> bool:
    """Whether a town is only where a source sits (``مصدر عسكري في دمشق``), or stands for its government."""
    at = match.first - 1
    if at >= 0 and passage.words[at].clues & Clue.AREA_BEFORE:
        at -= 1
    elif _clitic(passage, match.first) != "ب":
        word = passage.words[at] if at >= 0 else None
        governed = word is not None and (word.head is not None or word.clues & _PLACING)
        return not governed  # قالت دمشق: a town that nothing places is its government
    reach = range(max(at - _SEAT_REACH + 1, 0), at + 1)
    return any(passage.words[i].clues & Clue.SEAT for i in reach)


def home_of(names: Names) -> Home:
    """The territories that bear the city's name, and those around them."""
    own = {t for t, words in names.elsewhere_words.items() if t in names.territories and words & names.city_words}
    around = {area for target in own for area in names.areas_of(target)} - own
    return Home(frozenset(own), frozenset(around))
