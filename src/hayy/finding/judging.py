"""Is the place meant? Evidence is weighed in points, every point with its reason in words.

A name that means nothing else needs no more than a text that speaks of the city. The more else a name means (its tags
in the gazetteer), the more must speak for the place: a head noun, sure names beside it in a list, what governs it, the
same name elsewhere in the text. Some things decide alone: another town right behind the name, a person's title before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hayy.finding.areas import Area, Map
from hayy.finding.lexicon import Clue
from hayy.finding.lists import Item
from hayy.finding.matching import Match
from hayy.finding.names import Entry, Names, Sort
from hayy.finding.words import Passage, has_any

# How many points a name needs for what else it means; the highest of its tags counts.
_NEEDS = {
    "needs_context": 1.0, "short_form": 0.5, "person": 1.0, "generic": 0.0, "organisation": 1.0, "community": 1.5,
    "disease": 2.0, "unit": 2.0, "title": 1.0, "epithet": 3.0, "common_word": 3.0, "month": 3.0,
}  # fmt: skip
# A romanised name in English is no common word of English.
_NEEDS_LATIN = {"needs_context": 0.5, "short_form": 0.5, "person": 1.0, "organisation": 1.0, "unit": 1.0, "epithet": 2.0, "title": 1.0}
_SURE = 0.5  # a name that needs no more is sure
_NEED_LOOSE = 3.0  # for an article left out, a slip in a name of one word, a romanised name without a capital
_NEED_LONG = 0.0  # for a name of several words in a report of the fighting
_NEED_SLIP = 1.0  # for each slip in a name of several words
_NEED_HEARD = 2.0  # for a name of one word in a romanisation that nobody has listed
_JOINT, _JOINT_FOREIGN = 2.5, 2.0  # what names must weigh together where the city is not named; more if a town is
_NEED_SCENE = 3.0  # more, in a passage set in another town
_HEAD, _HEAD_OF_LIST, _SITE = 4.0, 3.0, 3.0
_SURE_NEIGHBOUR, _NEIGHBOUR, _CANDIDATE = 3.0, 2.0, 1.0
_NOUN, _FIRM, _CUE, _FALL, _LOOSE, _AFTER, _VERB, _EDGE, _LAM = 2.0, 2.0, 2.0, 2.0, 1.0, 2.0, 1.0, 3.0, 0.5
_CITY_BEHIND, _CITY_IN_SENTENCE, _AGAIN, _CAPITAL, _HASHTAG = 2.0, 0.5, 1.5, 1.0, 2.0
_EACH_SURE, _MOST_SURE = 0.5, 3  # for each distinct sure place in the text, up to so many
_COMMON_SENSE, _LIKE_A_PERSON, _SURNAME = -4.0, -3.0, -1.5
_CUE_REACH = 5  # words between a cue and the preposition of the name
_CUES = Clue.CUE | Clue.NOUN | Clue.EDGE | Clue.VERB | Clue.FALL
_PERSONAL = frozenset(("person", "title", "common_word", "disease", "needs_context", "community"))


@dataclass(slots=True, eq=False)
class Verdict:
    """What was found about an item: ``points`` against ``need``; ``veto`` is the reason that decides alone."""

    item: Item
    need: float = 0.0
    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    role: str = ""
    outside: str | None = None
    place: Entry | None = None
    strong: bool = False

    def add(self, points: float, reason: str) -> None:
        """Count evidence."""
        self.points += points
        self.reasons.append(reason)

    def refuse(self, role: str, reason: str, outside: str | None = None) -> None:
        """Decide against the place."""
        self.role, self.outside = role, outside
        self.reasons.append(reason)

    @property
    def accepted(self) -> bool:
        """Whether the place is meant."""
        return self.role == "place"


@dataclass
class Case:
    """All that the judgement of one passage rests on."""

    passage: Passage
    items: list[Item]
    map: Map
    names: Names
    city: str
    by_list: dict[int, list[Verdict]] = field(default_factory=dict)
    accepted: Counter[str] = field(default_factory=Counter)
    sure: set[str] = field(default_factory=set)
    evidence: str = ""
    war: bool = False


def judge(case: Case) -> list[Verdict]:
    """A verdict on every item that may be a place; towns and regions are no question."""
    verdicts = [Verdict(item) for item in case.items]
    case.war = _is_report(case.passage)
    for verdict in verdicts:
        case.by_list.setdefault(verdict.item.list, []).append(verdict)
        _prepare(case, verdict)
    open_verdicts = [v for v in verdicts if not v.role]
    for verdict in open_verdicts:
        _weigh(case, verdict)
    _settle_evidence(case, open_verdicts)
    _decide(case, open_verdicts)
    return verdicts


def _is_report(passage: Passage) -> bool:
    """Whether the text reports on the war: its words, or three of control and fighting."""
    return has_any(passage.words, Clue.WAR) or sum(Clue.CUE in word.clues for word in passage.words) > 2


# --- what decides alone ---------------------------------------------------------------------------------------------


def _prepare(case: Case, verdict: Verdict) -> None:
    match = verdict.item.match
    verdict.reasons.extend(match.rules)
    if not match.places:
        _no_place(verdict)
        return
    verdict.place = match.places[0]
    verdict.need = _need(match, case.war and not case.map.foreign)
    if match.tied:
        fits = ", ".join(f"“{case.names.labels[e.target]}”" for e in match.places[:3])
        verdict.refuse("ambiguous", f"fits several places equally well: {fits}")
        return
    for test in (_by_town, _by_person, _by_thing):
        test(case, verdict)
        if verdict.role:
            return


def _no_place(verdict: Verdict) -> None:
    entry = verdict.item.match.entry
    if entry.sort is Sort.REGION:
        verdict.refuse("region", "several quarters without names: it belongs to no polygon", entry.target)
    elif entry.sort is Sort.ELSEWHERE:
        verdict.refuse("elsewhere", "a place outside the city", entry.target)
    else:
        verdict.refuse("city", "the city itself")


def _need(match: Match, war: bool) -> float:
    entry = match.places[0]
    needs = _NEEDS_LATIN if entry.latin and not entry.plain else _NEEDS
    need = max((needs.get(tag, 0.0) for tag in entry.also), default=0.0)
    if "generic" in entry.also:  # القلعة: in a text about the city there is only one
        need = _NEEDS["generic"]
    if match.last - match.first > 1 and war and not entry.also & {"common_word"}:
        need = min(need, _NEED_LONG)  # in a report of the fighting, الشيخ مقصود is hardly a person
    if (match.lower and not entry.plain) or (match.bare and match.last - match.first == 1):
        need = max(need, _NEED_LOOSE)
    if match.last - match.first == 1 and (match.slips or match.heard):
        return max(need + 1, _NEED_LOOSE if match.slips else _NEED_HEARD)
    return max(need, _NEED_SLIP * match.slips)


def _homonyms(entry: Entry) -> list[str]:
    return [tag.partition(":")[2] for tag in sorted(entry.also) if tag.startswith("elsewhere:")]


def _by_town(case: Case, verdict: Verdict) -> None:
    """Another town behind the name, or a passage set in a town that has a place of this name."""
    item, entry = verdict.item, verdict.place
    assert entry is not None
    last = case.by_list[item.list][-1].item.match.last
    behind = case.map.after(item, item.match.last) or case.map.after(item, last)
    if behind is not None and behind.home:
        verdict.add(_CITY_BEHIND, "the city is named right beside it")
        return
    known = _homonyms(entry)
    if behind is not None:
        verdict.refuse("elsewhere", f"{_label(case, behind)} is named right beside it", _which(case, known, behind))
        return
    near = _beside_namesake(case, verdict, known) or case.map.in_sentence(item.match.first)
    if isinstance(near, str):
        verdict.refuse("elsewhere", "in a list with a town that has a place of this name beside it", near)
        return
    scene = case.map.scene(item.match.first)
    if near is not None and (scene is None or not scene.home):
        which = _which(case, known, near)
        if which in known:
            verdict.refuse("elsewhere", f"{_label(case, near)} in the same sentence has a place of this name", which)
            return
    if scene is None:
        if case.map.foreign and known and any(_which(case, known, area) in known for area in case.map.areas):
            verdict.need += _NEED_SCENE
            verdict.reasons.append("the text is as much about another town that has a place of this name")
        return
    if scene.home:
        verdict.add(_CITY_IN_SENTENCE, "the city is named in the same passage")
        return
    which = _which(case, known, scene)
    if which in known:
        verdict.refuse("elsewhere", f"the passage is about {_label(case, scene)}, which has a place of this name", which)
    elif scene.scene and (entry.also or len(entry.words) == 1):
        verdict.refuse("elsewhere", f"the passage is set in {_label(case, scene)}", scene.areas[0])


def _beside_namesake(case: Case, verdict: Verdict, known: list[str]) -> str | None:
    """The namesake that lies in the same small area as a town of the same list (نبل والزهراء)."""
    for other in case.by_list[verdict.item.list]:
        entry = other.item.match.entry
        if other is verdict or entry.sort is not Sort.ELSEWHERE or other.item.match.places:
            continue
        around = case.names.areas_of(entry.target)[1:2]
        for target in known:
            if around and around == case.names.areas_of(target)[1:2]:
                return target
    return None


def _which(case: Case, known: list[str], area: Area) -> str | None:
    for target in known:
        around = case.names.areas_of(target)
        if area.areas and (area.areas[0] in around or case.names.regions_of(around).intersection(area.areas)):
            return target
    return area.areas[0] if area.areas else None


def _label(case: Case, area: Area) -> str:
    passage = case.passage
    return f"“{passage.text[passage.starts[area.first] : passage.ends[area.last - 1]]}”"


def _by_person(case: Case, verdict: Verdict) -> None:
    """A title, a given name or a verb of speech before the name; a title, a given name or such a verb after it."""
    match, passage, entry = verdict.item.match, case.passage, verdict.place
    assert entry is not None
    if verdict.item.head is not None or match.clitics[-1:] in ("ب", "ل"):
        return
    if not entry.also & _PERSONAL and len(entry.words) > 1:
        return
    before, after = match.first - 1, match.last
    if entry.latin and before >= 0 and passage.words[before].article:
        before -= 1
    if before >= 0 and passage.close(before + 1) and _in_line(passage, before + 1):
        word = passage.words[before]
        if word.clues & (Clue.TITLE | Clue.GIVEN) and not word.clitics.endswith(("ب", "ل")) and _names_person(case, before, entry):
            verdict.refuse("other_sense", f"part of a person's name: “{_surface(passage, before)}” stands before it")
        elif Clue.SPEECH in word.clues and "person" in entry.also and not entry.latin:
            verdict.refuse("other_sense", f"a person: “{_surface(passage, before)}” stands before it")
    elif entry.latin and before >= 0 and _initial(passage, before):
        verdict.refuse("other_sense", f"part of a person's name: “{_surface(passage, before)}.” stands before it")
    if verdict.role or not passage.close(after) or not _in_line(passage, after) or "person" not in entry.also:
        return
    word = passage.words[after]
    if word.clues & (Clue.TITLE | Clue.GIVEN) and not word.clitics and not word.parts:
        verdict.refuse("other_sense", f"part of a person's name: “{_surface(passage, after)}” stands behind it")
    elif Clue.SPEECH in word.clues and entry.latin:
        verdict.refuse("other_sense", f"a person: “{_surface(passage, after)}” stands behind it")


def _initial(passage: Passage, at: int) -> bool:
    """Whether a word is an initial with a full stop (M. Hanano)."""
    return len(passage.words[at].text) == 1 and passage.capital(at) and passage.gap(at + 1) == b". "


def _names_person(case: Case, before: int, entry: Entry) -> bool:
    """Whether a title or given name is used as one: not as part of a place before it, Latin ones with a capital."""
    passage = case.passage
    if entry.latin:
        return passage.capital(before) or passage.words[before].text in ("activist", "named", "called", "commander")
    return not any(item.match.first <= before < item.match.last for item in case.items)


def _in_line(passage: Passage, at: int) -> bool:
    return b"\n" not in passage.gap(at)


def _surface(passage: Passage, at: int) -> str:
    return passage.text[passage.starts[at] : passage.ends[at]]


def _by_thing(case: Case, verdict: Verdict) -> None:
    """Units, organisations, months, and buildings called after a person or an idea."""
    item, passage, entry = verdict.item, case.passage, verdict.place
    assert entry is not None
    match = item.match
    if not entry.also:
        return
    before = match.first - 1 if not match.clitics and passage.close(match.first) else -1
    if before >= 0 and not entry.latin:
        word = passage.words[before]
        if word.clues & (Clue.UNIT | Clue.ORGANISATION):
            verdict.refuse("other_sense", f"the name of something else: “{_surface(passage, before)}” stands before it")
            return
        if word.head is not None and word.head.memorial and entry.also & {"person", "common_word", "title", "epithet"}:
            verdict.refuse("other_sense", f"“{_surface(passage, before)}” is called after it; it need not lie there")
            return
    if entry.plain and _of_another(case, match):
        verdict.refuse("other_sense", "it is another one: the text says whose")
        return
    after = match.last
    head = passage.words[verdict.item.after].head if verdict.item.after is not None else None
    if head is not None and head.memorial and len(entry.words) == 1:
        verdict.refuse("other_sense", f"“{_surface(passage, match.last)}” is called after it; it need not lie there")
        return
    if passage.close(after) and Clue.ORGANISATION_AFTER in passage.words[after].clues and entry.latin:
        verdict.refuse("other_sense", f"the name of something else: “{_surface(passage, after)}” stands behind it")
        return
    if "month" in entry.also:
        dated = before >= 0 and passage.words[before].text.isdigit()
        if dated or (passage.close(after) and Clue.MONTH in passage.words[after].clues):
            verdict.refuse("other_sense", "the month")


def _of_another(case: Case, match: Match) -> bool:
    """Whether an English common noun is said to belong to something else (its industrial zone, the park of Paris)."""
    passage = case.passage
    if match.first and Clue.WHOSE in passage.words[match.first - 1].clues:
        return True
    at = match.last
    if at + 1 >= len(passage) or passage.words[at].text != "of" or not (passage.close(at) and passage.close(at + 1)):
        return False
    named = any(item.match.first <= at + 1 < item.match.last for item in case.items)
    return passage.capital(at + 1) and not named


# --- what counts ----------------------------------------------------------------------------------------------------


def _weigh(case: Case, verdict: Verdict) -> None:
    """The evidence that does not depend on other verdicts."""
    item, passage, entry = verdict.item, case.passage, verdict.place
    assert entry is not None
    _weigh_head(case, verdict)
    _weigh_governor(case, verdict)
    after = item.match.last
    if passage.close(after) and Clue.HALVES in passage.words[after].clues:
        verdict.add(_HEAD_OF_LIST, "its halves are named")
    elif (said := _past_fillers(passage, after)) is not None:
        verdict.add(_AFTER, f"“{_surface(passage, said)}” follows")
    if b"#" in passage.gap(item.match.first):
        verdict.add(_HASHTAG, "a hashtag")
    if entry.latin and not entry.plain and not item.match.lower:
        verdict.points += _CAPITAL
        if "person" in entry.also:
            _weigh_capitals(case, verdict)
    if entry.also & {"common_word", "title", "person", "unit"} and not entry.latin:
        _weigh_adjective(case, verdict)
    if len(entry.words) == 1 and not entry.latin:
        _weigh_as_adjective(case, verdict)
    if "disease" in entry.also:
        _weigh_medicine(case, verdict)
    if item.match.bare and "common_word" in entry.also and len(entry.words) == 1:
        first = case.by_list[item.list][0] is verdict
        verdict.points = min(verdict.points, 0.0) if not first else -_HEAD  # only a sure name before it in a list helps



def _past_fillers(passage: Passage, at: int) -> int | None:
    """The word that says something of a place behind it, small words skipped."""
    for i in range(at, min(at + 3, len(passage))):
        if not passage.close(i):
            return None
        if Clue.AFTER in passage.words[i].clues:
            return i
        if Clue.FILLER not in passage.words[i].clues:
            return None
    return None


def _weigh_head(case: Case, verdict: Verdict) -> None:
    item, passage = verdict.item, case.passage
    at = item.head if item.head is not None else item.after
    head = passage.words[at].head if at is not None else None
    if at is None or head is None:
        return
    surface = _surface(passage, at)
    if not head.site:
        verdict.add(_HEAD_OF_LIST if item.head_of_list else _HEAD, f"head noun “{surface}”")
    elif item.composed:
        verdict.add(_HEAD, f"head noun “{surface}”")
    elif item.head_of_list and not head.many:
        return
    else:
        verdict.add(_SITE, f"a site within: “{surface}” is not known by itself")


def _weigh_governor(case: Case, verdict: Verdict) -> None:
    """What governs the name, or the list that it belongs to."""
    passage, entry = case.passage, verdict.place
    assert entry is not None
    first = case.by_list[verdict.item.list][0].item
    match = first.match
    at = (first.head if first.head is not None and first.head < match.first else match.first) - 1
    clitics = passage.words[at + 1].clitics if first.head is not None else match.clitics
    if verdict.item is not first and verdict.item.match.clitics[-1:] in ("ب", "ل", "ك"):
        verdict.add(_LOOSE, "a preposition is glued to it")
    while at >= 0 and (passage.words[at].article or passage.words[at].text == "the") and passage.close(at + 1):
        at -= 1
    if at < 0 or not _in_line(passage, at + 1) or b"." in passage.gap(at + 1):
        return
    clues = passage.words[at].clues
    if clitics[-1:] in ("ب", "ل"):
        if not entry.also & {"unit"}:
            verdict.add(_LOOSE if clitics[-1:] == "ب" else _LAM, "a preposition is glued to it")
        _weigh_cue(case, verdict, at)
    elif clues & Clue.WEAK:
        _weigh_cue(case, verdict, at - 1, Clue.CUE)
    elif clues & Clue.EDGE:
        verdict.add(_EDGE, f"“{_surface(passage, at)}” takes a place")
    elif clues & Clue.FIRM:
        verdict.add(_FIRM, f"“{_surface(passage, at)}” takes a place")
        _weigh_cue(case, verdict, at - 1)
    elif clues & Clue.NOUN:
        verdict.add(_NOUN, f"“{_surface(passage, at)}” takes a place")
        _weigh_cue(case, verdict, at - 1)
    elif clues & Clue.CUE:
        verdict.add(_CUE, f"“{_surface(passage, at)}” governs it")
    elif clues & Clue.FALL:
        verdict.add(_FALL, f"“{_surface(passage, at)}” says it of a place")
    elif clues & Clue.VERB:
        verdict.add(_VERB, f"“{_surface(passage, at)}” stands before it")
    elif clues & Clue.LOOSE:
        verdict.add(_LOOSE, f"“{_surface(passage, at)}” stands before it")
        _weigh_cue(case, verdict, at - 1)


def _weigh_cue(case: Case, verdict: Verdict, at: int, kinds: Clue = _CUES) -> None:
    """A word of control, fighting or movement a few words before the preposition."""
    passage = case.passage
    for i in range(at, max(at - _CUE_REACH, -1), -1):
        if b"." in passage.gap(i + 1) or not _in_line(passage, i + 1):
            return
        if passage.words[i].clues & kinds:
            verdict.add(_CUE, f"“{_surface(passage, i)}” governs it")
            return


def _weigh_capitals(case: Case, verdict: Verdict) -> None:
    """An unknown capitalised word right before or behind a name that is also a person's."""
    passage, match = case.passage, verdict.item.match
    before = match.first - 1
    if before >= 0 and passage.words[before].article:
        before -= 1
    behind = match.last
    if behind < len(passage) and passage.words[behind].article and passage.close(behind):
        behind += 1
    for at, close in ((before, passage.close(before + 1)), (behind, passage.close(behind))):
        if at < 0 or not close or not _in_line(passage, max(at, match.first)):
            continue
        word = passage.words[at]
        strange = word.latin and passage.capital(at) and not word.parts and not word.clues and word.head is None
        opens = at == 0 or passage.sentence(at - 1) != passage.sentence(at)
        if strange and not opens and not word.possessive and len(word.text) > 1:
            verdict.add(_LIKE_A_PERSON, f"“{_surface(passage, at)}” beside it looks like the rest of a name")


def _weigh_adjective(case: Case, verdict: Verdict) -> None:
    """An adjective that agrees with the common noun: المشهد السوري, الشعار القديم."""
    passage, at, entry = case.passage, verdict.item.match.last, verdict.place
    if entry is None or not passage.close(at) or any(item.match.first == at for item in case.items):
        return
    word = passage.words[at]
    nisba = word.text.startswith("ال") and word.text.endswith(("ي", "يه")) and len(word.text) > 5
    if "person" in entry.also and word.text.startswith("ال") and not (word.clues or word.head or word.parts):
        verdict.add(_SURNAME, f"“{_surface(passage, at)}” behind it may be the rest of a person's name")
    if "common_word" not in entry.also and "title" not in entry.also and "unit" not in entry.also:
        return
    if Clue.SENSE_AFTER in word.clues or (nisba and not word.clues & (Clue.DIRECTION | Clue.AFTER)):
        verdict.add(_COMMON_SENSE, f"with “{_surface(passage, at)}” it has its common sense")


def _weigh_as_adjective(case: Case, verdict: Verdict) -> None:
    """A name in -iya behind a definite feminine noun is its adjective (الدولة الحمدانية)."""
    passage, match = case.passage, verdict.item.match
    before = match.first - 1
    if before < 0 or match.clitics or not passage.close(match.first) or verdict.item.head is not None:
        return
    word, name = passage.words[before], passage.words[match.first]
    if word.clues or case.by_list[verdict.item.list][0] is not verdict:
        return
    feminine = name.text.endswith("يه") and word.text.endswith("ه")
    plural = name.text.endswith("ين") and word.text.endswith(("اء", "ات", "ين", "ون"))
    adjective = feminine or (Clue.ADJECTIVE in name.clues and (plural or not name.text.endswith("ين")))
    if adjective and word.text.startswith("ال") and name.text.startswith("ال"):
        if not any(item.match.last == match.first for item in case.items):
            verdict.need += -_COMMON_SENSE
            verdict.reasons.append(f"behind “{_surface(passage, before)}” it reads as an adjective")


def _weigh_medicine(case: Case, verdict: Verdict) -> None:
    passage, match = case.passage, verdict.item.match
    near = range(max(match.first - 4, 0), min(match.last + 5, len(passage)))
    for at in near:
        if at in range(match.first, match.last) or passage.sentence(at) != passage.sentence(match.first):
            continue
        if Clue.MEDICINE in passage.words[at].clues:
            verdict.add(_COMMON_SENSE, f"the disease: “{_surface(passage, at)}” stands near")
            return


# --- decisions ------------------------------------------------------------------------------------------------------


def _settle_evidence(case: Case, verdicts: list[Verdict]) -> None:
    """Whether the text speaks of the city: by its name, or by what its quarters are called, taken together."""
    if case.map.home:
        case.evidence = "the text speaks of the city"
        return
    named = {area.areas[0] for area in case.map.areas if area.areas}
    weights: dict[str, float] = {}
    for verdict in verdicts:
        if verdict.place is not None and not verdict.role:
            target = verdict.place.target
            weights[target] = max(weights.get(target, 0.0), _joint_weight(case, verdict, named))
    enough = _JOINT + (_JOINT_FOREIGN if case.map.foreign else 0.0)
    if sum(weights.values()) + has_any(case.passage.words, Clue.WAR) >= enough and weights:
        case.evidence = "the city is not named, but what is named fits its quarters"


def _joint_weight(case: Case, verdict: Verdict, named: set[str]) -> float:
    """How much a name says for the city by itself: most if nothing else is called so."""
    place = verdict.place
    assert place is not None
    match = verdict.item.match
    if match.slips or match.lower or match.bare and len(place.words) == 1:
        return 0.0
    homonyms = _homonyms(place)
    if any(named.intersection(case.names.areas_of(target)) for target in homonyms):
        return 0.0
    several = len(place.words) > 1
    governed = 0.5 if verdict.points >= _CUE else 0.0
    if len(place.also) > len(homonyms):
        return (1.0 if several else 0.5) + governed if several or verdict.points >= verdict.need else 0.0
    if homonyms:
        return (1.5 if several else 1.0) + governed
    return 3.0 if several else 2.0


def _decide(case: Case, verdicts: list[Verdict]) -> None:
    """Accept what has enough evidence; what is accepted is evidence for its neighbours, so go round until all is still."""
    if not case.evidence:
        for verdict in verdicts:
            verdict.refuse("other_sense", "nothing in the text speaks of the city")
        return
    waiting = verdicts
    for _ in range(4):
        lists = {number: _standing(group) for number, group in case.by_list.items()}
        many = _EACH_SURE * min(len(case.sure), _MOST_SURE)
        decided = [v for v in waiting if _total(case, v, lists[v.item.list], many) >= v.need]
        if not decided:
            break
        for verdict in decided:
            _accept(case, verdict, lists[verdict.item.list])
        waiting = [v for v in waiting if not v.role]
    for verdict in waiting:
        if verdict.outside is not None:
            verdict.refuse("elsewhere", "too little says that the place in the city is meant", verdict.outside)
        else:
            verdict.refuse("other_sense", "too little says that the place is meant: the name also means other things")


@dataclass(frozen=True, slots=True)
class _Standing:
    sure: int
    accepted: int
    candidates: int
    label: str


def _standing(group: list[Verdict]) -> _Standing:
    accepted = [v for v in group if v.accepted]
    sure = [v for v in accepted if not v.need or v.strong]
    label = (sure or accepted)[0].item.match.entry.form if accepted else ""
    return _Standing(len(sure), len(accepted), sum(v.place is not None and v.role in ("", "place") for v in group), label)


def _total(case: Case, verdict: Verdict, standing: _Standing, many: float) -> float:
    total = verdict.points + (many if verdict.points >= _LOOSE else 0.0)
    place = verdict.place
    assert place is not None
    if standing.sure:
        total += _SURE_NEIGHBOUR
    elif standing.accepted:
        total += _NEIGHBOUR
    elif standing.candidates > 1:
        total += _CANDIDATE
    if case.accepted[place.target]:
        total += _AGAIN
    return total


def _accept(case: Case, verdict: Verdict, standing: _Standing) -> None:
    place = verdict.place
    assert place is not None
    if standing.accepted:
        verdict.reasons.append(f"in a list with “{standing.label}”")
    elif case.accepted[place.target] and verdict.need:
        verdict.reasons.append("the same name is the place elsewhere in the text")
    verdict.reasons.append(case.evidence)
    verdict.role = "place"
    verdict.strong = verdict.points >= _HEAD
    case.accepted[place.target] += 1
    if verdict.need <= _SURE:
        case.sure.add(place.target)
