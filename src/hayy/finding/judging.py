"""Is the place meant? Evidence is weighed in points, every point with its reason in words.

A name that means nothing else needs no more than a text that speaks of the city. The more else a name means (its tags
in the gazetteer), the more must speak for the place: a head noun, sure names beside it in a list, what governs it, the
same name elsewhere in the text. Some things decide alone: another town right behind the name, a person's title.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hayy.finding.evidence import evidence
from hayy.finding.lexicon import Clue
from hayy.finding.matching import Match
from hayy.finding.names import Entry, Sort
from hayy.finding.passage import Passage
from hayy.finding.verdicts import Case, Verdict
from hayy.finding.vetoes import veto
from hayy.finding.weighing import HEAD, LOOSE, weigh
from hayy.finding.words import has_any

# How many points a name needs for what else it means; the highest of its tags counts.
_NEEDS = {
    "needs_context": 1.0, "short_form": 0.5, "person": 1.0, "generic": 0.0, "organisation": 1.0, "community": 1.5,
    "disease": 2.0, "unit": 2.0, "title": 1.0, "epithet": 3.0, "common_word": 3.0, "month": 3.0,
}  # fmt: skip
# A romanised name in English is no common word of English.
_NEEDS_LATIN = {
    "needs_context": 0.5, "short_form": 0.5, "person": 1.0, "organisation": 1.0, "unit": 1.0, "epithet": 2.0,
    "title": 1.0,
}  # fmt: skip
_NEED_LONG = 0.0  # for a name of several words in a report of the fighting
_NEED_LOOSE = 3.0  # for an article left out, a slip in a name of one word, a romanised name without a capital
_NEED_HEARD = 2.0  # for a name of one word in a romanisation that nobody has listed
_NEED_SLIP = 1.0  # for each slip in a name of several words
_SURE = 0.5  # a name that needs no more is sure
_SURE_NEIGHBOUR, _NEIGHBOUR, _CANDIDATE, _AGAIN = 3.0, 2.0, 1.0, 1.5
_EACH_SURE, _MOST_SURE = 0.5, 3  # for each distinct sure place in the text, up to so many
_REPORT = 3  # words of control and fighting that make a text a report of the war
_ROUNDS = 4


def judge(case: Case) -> list[Verdict]:
    """A verdict on every item; towns and regions are no question."""
    case.war = any(item.match.places for item in case.items) and _is_report(case.passage)
    verdicts: list[Verdict] = []
    group: list[Verdict] = []
    for item in case.items:
        match = item.match
        if not group or group[-1].item.list != item.list:
            group = case.by_list[item.list] = []
        verdict = Verdict(item, match.places[0] if match.places else match.entry, group, reasons=[*match.rules])
        group.append(verdict)
        verdicts.append(verdict)
    for verdict in verdicts:
        _begin(case, verdict)
    undecided = [verdict for verdict in verdicts if not verdict.role]
    for verdict in undecided:
        weigh(case, verdict)
    case.evidence = evidence(case, undecided)
    _decide(case, undecided)
    return verdicts


def _is_report(passage: Passage) -> bool:
    """Whether the text reports on the war: by its words, or by several of control and fighting."""
    return has_any(passage.words, Clue.WAR) or sum(word.clues & Clue.CUE > 0 for word in passage.words) >= _REPORT


def _begin(case: Case, verdict: Verdict) -> None:
    """Settle what needs no weighing."""
    match, entry = verdict.item.match, verdict.entry
    if match.places and not match.tied:
        verdict.need = _need(match, case.war and not case.map.foreign)
        veto(case, verdict)
    elif match.places:
        fits = ", ".join(f"“{case.names.labels[e.target]}”" for e in match.places[:3])
        verdict.refuse("ambiguous", f"fits several places equally well: {fits}")
    elif entry.sort is Sort.REGION:
        verdict.refuse("region", "several quarters without names: it belongs to no polygon", entry.target)
    elif entry.sort is Sort.ELSEWHERE:
        verdict.refuse("elsewhere", "a place outside the city", entry.target)
    else:
        verdict.refuse("city", "the city itself")


def _need(match: Match, war: bool) -> float:
    entry = match.places[0]
    several = match.last - match.first > 1
    need = _need_of(entry, several and war) if entry.also else 0.0
    if not (match.slips or match.heard or match.bare or match.lower):
        return need
    if (match.lower and not entry.plain) or (match.bare and not several):
        need = max(need, _NEED_LOOSE)
    if not several and (match.slips or match.heard):
        return max(need + 1, _NEED_LOOSE if match.slips else _NEED_HEARD)
    return max(need, _NEED_SLIP * match.slips)


@lru_cache(maxsize=8192)
def _need_of(entry: Entry, long: bool) -> float:
    """What a name needs for what else it means; ``long``: it has several words, in a report of the fighting."""
    needs = _NEEDS_LATIN if entry.latin and not entry.plain else _NEEDS
    need = max((needs.get(tag, 0.0) for tag in entry.also), default=0.0)
    if "generic" in entry.also:  # القلعة: in a text about the city there is only one
        need = _NEEDS["generic"]
    if long and "common_word" not in entry.also:  # in a report of the fighting الشيخ مقصود is hardly a person
        need = min(need, _NEED_LONG)
    return need


# --- decisions ------------------------------------------------------------------------------------------------------


def _decide(case: Case, verdicts: list[Verdict]) -> None:
    """Accept what has enough evidence; what is accepted is evidence for its neighbours: go round until all is still."""
    if not case.evidence:
        for verdict in verdicts:
            verdict.refuse("other_sense", "nothing in the text speaks of the city")
        return
    waiting = verdicts
    for _ in range(_ROUNDS):
        lists = {v.item.list: v.group for v in waiting}
        standing = {number: _standing(group) if len(group) > 1 else _ALONE for number, group in lists.items()}
        many = _EACH_SURE * min(len(case.sure), _MOST_SURE)
        decided = [v for v in waiting if _total(case, v, standing[v.item.list], many) >= v.need]
        if not decided:
            break
        for verdict in decided:
            _accept(case, verdict, standing[verdict.item.list])
        waiting = [v for v in waiting if not v.role]
    for verdict in waiting:
        verdict.refuse("other_sense", "too little says that the place is meant: the name also means other things")


class _Standing(NamedTuple):
    """How far a list is decided: sure and accepted places in it, candidates for one, and the form of a sure one."""

    sure: int
    accepted: int
    candidates: int
    form: str


_ALONE = _Standing(sure=0, accepted=0, candidates=1, form="")  # an undecided name in a list of its own


def _standing(group: list[Verdict]) -> _Standing:
    accepted = [v for v in group if v.accepted]
    sure = [v for v in accepted if not v.need or v.strong]
    form = (sure or accepted)[0].entry.form if accepted else ""
    return _Standing(len(sure), len(accepted), sum(v.role in ("", "place") for v in group), form)


def _total(case: Case, verdict: Verdict, standing: _Standing, many: float) -> float:
    total = verdict.points + (many if verdict.points >= LOOSE else 0.0)
    if standing.sure:
        total += _SURE_NEIGHBOUR
    elif standing.accepted:
        total += _NEIGHBOUR
    elif standing.candidates > 1:
        total += _CANDIDATE
    return total + (_AGAIN if verdict.entry.target in case.accepted else 0.0)


def _accept(case: Case, verdict: Verdict, standing: _Standing) -> None:
    target = verdict.entry.target
    if standing.accepted:
        verdict.reasons.append(f"in a list with “{standing.form}”")
    elif verdict.need and target in case.accepted:
        verdict.reasons.append("the same name is the place elsewhere in the text")
    verdict.reasons.append(case.evidence)
    verdict.role = "place"
    verdict.strong = verdict.points >= HEAD
    case.accepted.add(target)
    if verdict.need <= _SURE:
        case.sure.add(target)
