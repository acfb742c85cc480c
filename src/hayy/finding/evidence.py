"""Does the text speak of the city? Its name says so, or what its quarters are called, taken together.

Where the city is not named, every distinct name says something for it: most if nothing else in the world is called so,
little if it is also a common word. ``most_of`` is what a name could say at best, for the quick look at a text
(:mod:`hayy.finding.gate`).
"""

from __future__ import annotations

from hayy.finding.lexicon import Clue
from hayy.finding.names import Entry, Sort
from hayy.finding.overlaps import Found
from hayy.finding.verdicts import Case, Verdict
from hayy.finding.weighing import CUE
from hayy.finding.words import has_any

ENOUGH = 2.5  # what the names of a text must weigh together
WAR = 1.0  # what the words of the Syrian war add
NAMED = 10.0  # what the city's own name weighs
_FOREIGN = 2.0  # more is needed amid other towns
_HEARD = 0.5  # the share of its weight that an unlisted romanisation has beside listed ones
_GOVERNED = 0.5  # for a name that something governs
# (one word, several words): names that nothing else has; that places elsewhere have; that mean something else, too.
_UNIQUE, _NAMESAKES, _OTHER_SENSES = (2.0, 3.0), (1.0, 1.5), (0.5, 1.0)


def evidence(case: Case, verdicts: list[Verdict]) -> str:
    """Why the text is about the city, or nothing."""
    if case.map.home:
        return "the text speaks of the city"
    listed: dict[str, float] = {}
    heard: dict[str, float] = {}
    for verdict in verdicts:
        weights, target = heard if _only_heard(verdict) else listed, verdict.entry.target
        weights[target] = max(weights.get(target, 0.0), _weight(case, verdict))
    total = sum(listed.values()) + (WAR if has_any(case.passage.words, Clue.WAR) else 0.0)
    total += _HEARD * sum(weight for target, weight in heard.items() if target not in listed)
    if any(listed.values()) and total >= ENOUGH + (_FOREIGN if case.map.foreign else 0.0):
        return "the city is not named, but what is named fits its quarters"
    return ""


def _only_heard(verdict: Verdict) -> bool:
    """Whether a romanised name of one word is spelled in a way that nobody has listed."""
    return verdict.item.match.heard and len(verdict.entry.words) == 1


def _weight(case: Case, verdict: Verdict) -> float:
    """How much a name says for the city by itself. Slips and common nouns say nothing."""
    entry, match = verdict.entry, verdict.item.match
    several = len(entry.words) > 1
    inexact = match.slips or match.lower or entry.glued or match.parts[-1].cut
    if inexact or "generic" in entry.also or entry.plain or (match.bare and not several):
        return 0.0
    namesakes = entry.namesakes
    if any(case.map.named.intersection(case.names.areas_of(target)) for target in namesakes):
        return 0.0
    governed = _GOVERNED if verdict.points >= CUE else 0.0
    if entry.senses:
        return _OTHER_SENSES[several] + governed if several or verdict.points >= verdict.need else 0.0
    return _NAMESAKES[several] + governed if namesakes else _UNIQUE[several]


def hopeful(found: list[Found], city_words: frozenset[str]) -> bool:
    """Whether what is found could at best tie a text to the city, before it is weighed."""
    best: dict[str, float] = {}
    for _, _, reading in found:
        for entry in reading.entries:
            if entry.sort is not Sort.ELSEWHERE and city_words.intersection(entry.words):
                return True
            if entry.sort is Sort.PLACE:
                best[entry.target] = max(best.get(entry.target, 0.0), most_of(entry))
    return sum(best.values()) + WAR >= ENOUGH


def most_of(entry: Entry) -> float:
    """The most that a name of the gazetteer could say for the city."""
    several = len(entry.words) > 1
    if "generic" in entry.also or entry.plain:
        return 0.0
    if entry.senses:
        return _OTHER_SENSES[several] + _GOVERNED
    return _NAMESAKES[several] + _GOVERNED if entry.namesakes else _UNIQUE[several]
