"""Evidence that decides alone: another town, a person's name, the name of something else."""

from __future__ import annotations

from hayy.finding.areas import Area
from hayy.finding.lexicon import Clue
from hayy.finding.names import Sort
from hayy.finding.verdicts import Case, Verdict

_CITY_BESIDE, _CITY_IN_SENTENCE = 2.0, 0.25
_BEHIND = 4  # words
_NEED_AMID_FOREIGN = 3.0  # more, in a text as much about a town that has a place of this name
_PERSONAL = frozenset(("person", "title", "common_word", "disease", "needs_context", "community"))
_CALLED_AFTER = frozenset(("person", "common_word", "title", "epithet"))


def veto(case: Case, verdict: Verdict) -> None:
    """Refuse the place if something decides against it."""
    _by_town(case, verdict)
    if not verdict.role:
        _by_person(case, verdict)
    if verdict.entry.also and not verdict.role:
        _by_thing(case, verdict)


# --- towns ----------------------------------------------------------------------------------------------------------


def _by_town(case: Case, verdict: Verdict) -> None:
    """Another town behind the name, or a passage set in a town that has a place of this name."""
    match, known = verdict.item.match, verdict.entry.namesakes
    beside = case.map.beside(match.first, match.last)
    near_by = known and (beside is None or beside.home)
    if near_by and (namesake := _near_namesake(case, verdict, known)) is not None:
        verdict.refuse("elsewhere", "the town that has a place of this name is named right behind it", namesake)
        return
    if beside is None and verdict.group[-1] is not verdict:
        beside = case.map.beside(match.first, verdict.group[-1].item.match.last)
    if beside is not None:
        if beside.home:
            verdict.add(_CITY_BESIDE, "the city is named right beside it")
        else:
            verdict.refuse("elsewhere", f"{_town(case, beside)} is named right beside it", _which(case, known, beside))
        return
    if known and (namesake := _beside_namesake(case, verdict, known)) is not None:
        verdict.refuse("elsewhere", "in a list with a town that has a place of this name beside it", namesake)
        return
    scene = case.map.scene(match.first)
    near = case.map.in_sentence(match.first) if known else None
    if near is not None and (scene is None or not scene.home) and (which := _which(case, known, near)) in known:
        verdict.refuse("elsewhere", f"{_town(case, near)} in the same sentence has a place of this name", which)
    elif scene is not None:
        _by_scene(case, verdict, scene, known)
    elif known and case.map.foreign and any(_which(case, known, area) in known for area in case.map.areas):
        verdict.need += _NEED_AMID_FOREIGN
        verdict.reasons.append("the text is as much about another town that has a place of this name")


def _by_scene(case: Case, verdict: Verdict, scene: Area, known: tuple[str, ...]) -> None:
    entry = verdict.entry
    if scene.home:
        verdict.add(_CITY_IN_SENTENCE, "the city is named in the same passage")
    elif (which := _which(case, known, scene)) in known:
        verdict.refuse("elsewhere", f"the passage is about {_town(case, scene)}, which has a place of this name", which)
    elif scene.scene and (entry.also or len(entry.words) == 1):
        verdict.refuse("elsewhere", f"the passage is set in {_town(case, scene)}", scene.areas[0])


def _near_namesake(case: Case, verdict: Verdict, known: tuple[str, ...]) -> str | None:
    """The namesake in or near a town named a few words behind (حي الزهور شرق الموصل, المالكية قرب أعزاز)."""
    last = verdict.item.match.last
    for at in range(last, min(last + _BEHIND, len(case.passage))):
        if case.passage.gap(at).strip(b" -'"):
            return None
        item = case.at.get(at)
        if item is not None and item.match.entry.sort is Sort.ELSEWHERE:
            town = item.match.entry.target
            return next((target for target in known if town in case.names.areas_of(target)), None)
    return None


def _beside_namesake(case: Case, verdict: Verdict, known: tuple[str, ...]) -> str | None:
    """The namesake that lies in the same small area as a town of the same list (نبل والزهراء)."""
    if len(verdict.group) == 1:
        return None
    around = case.around_list(verdict.item.list)
    return next((target for target in known if case.names.areas_of(target)[1:2] in around), None)


def _which(case: Case, known: tuple[str, ...], area: Area) -> str | None:
    """The namesake that lies in a town or its region; else the town."""
    for target in known:
        around = case.names.areas_of(target)
        if area.areas and (area.areas[0] in around or case.names.regions_of(around).intersection(area.areas)):
            return target
    return area.areas[0] if area.areas else None


def _town(case: Case, area: Area) -> str:
    return case.quote(area.first, area.last)


# --- persons --------------------------------------------------------------------------------------------------------


def _by_person(case: Case, verdict: Verdict) -> None:
    """A title, a given name or a verb of speech beside the name."""
    match, passage, entry = verdict.item.match, case.passage, verdict.entry
    if verdict.item.head is not None or match.clitics[-1:] in ("ب", "ل"):
        return
    if len(entry.words) > 1 and entry.also.isdisjoint(_PERSONAL):
        return
    before = match.first - 1
    if entry.latin and before >= 0 and passage.words[before].article:
        before -= 1
    if before >= 0:
        _person_before(case, verdict, before)
    placed = entry.latin and before >= 0 and bool(passage.words[before].clues & Clue.LOOSE)  # "residents of A said"
    if not verdict.role and not placed and "person" in entry.also and passage.close(match.last):
        _person_behind(case, verdict, match.last)


def _person_before(case: Case, verdict: Verdict, at: int) -> None:
    passage, entry = case.passage, verdict.entry
    word = passage.words[at]
    if not passage.close(at + 1):
        short = len(word.text) == 1 or bool(word.clues & Clue.TITLE)
        if entry.latin and short and passage.capital(at) and passage.gap(at + 1) == b". ":  # M. Hanano, Mr. Ansari
            verdict.refuse("other_sense", f"part of a person's name: {case.quote(at)} stands before it")
    elif word.clues & (Clue.TITLE | Clue.GIVEN) and word.clitics[-1:] not in ("ب", "ل"):
        if (passage.capital(at) or word.clues & Clue.ROLE) if entry.latin else at + 1 not in case.until:
            verdict.refuse("other_sense", f"part of a person's name: {case.quote(at)} stands before it")
    elif word.clues & Clue.SPEECH and "person" in entry.also and not entry.latin:
        verdict.refuse("other_sense", f"a person: {case.quote(at)} stands before it")


def _person_behind(case: Case, verdict: Verdict, at: int) -> None:
    word = case.passage.words[at]
    if word.clues & (Clue.TITLE | Clue.GIVEN) and not word.clitics and not word.parts:
        verdict.refuse("other_sense", f"part of a person's name: {case.quote(at)} stands behind it")
    elif word.clues & Clue.SPEECH and verdict.entry.latin:
        verdict.refuse("other_sense", f"a person: {case.quote(at)} stands behind it")


# --- things ---------------------------------------------------------------------------------------------------------


def _by_thing(case: Case, verdict: Verdict) -> None:
    """Units, organisations, months, and buildings called after a person or an idea."""
    for test in (_thing_before, _thing_behind, _month):
        if (reason := test(case, verdict)) is not None:
            verdict.refuse("other_sense", reason)
            return


def _thing_before(case: Case, verdict: Verdict) -> str | None:
    match, passage, entry = verdict.item.match, case.passage, verdict.entry
    at = match.first - 1
    if entry.latin or match.clitics or not passage.close(match.first):
        whose = entry.plain and at >= 0 and passage.words[at].clues & Clue.WHOSE
        return "it is another one: the text says whose" if whose else None
    word = passage.words[at]
    if word.clues & (Clue.UNIT | Clue.ORGANISATION):
        return f"the name of something else: {case.quote(at)} stands before it"
    if word.head is not None and word.head.memorial and not word.head.many and entry.also & _CALLED_AFTER:
        return f"{case.quote(at)} is called after it; it need not lie there"
    return None


def _thing_behind(case: Case, verdict: Verdict) -> str | None:
    match, passage, entry = verdict.item.match, case.passage, verdict.entry
    at = match.last
    if not entry.latin or not passage.close(at):
        return None
    word = passage.words[at]
    if word.head is not None and word.head.memorial and len(entry.words) == 1:
        return f"{case.quote(at)} is called after it; it need not lie there"
    if word.clues & Clue.ORGANISATION_AFTER:
        return f"the name of something else: {case.quote(at)} stands behind it"
    other = entry.plain and word.text == "of" and passage.close(at + 1) and passage.capital(at + 1)
    if other and at + 1 not in case.at:  # the public park of Paris
        return "it is another one: the text says whose"
    return None


def _month(case: Case, verdict: Verdict) -> str | None:
    match, passage = verdict.item.match, case.passage
    if "month" not in verdict.entry.also:
        return None
    dated = passage.close(match.first) and passage.words[match.first - 1].text.isdigit()
    if dated or (passage.close(match.last) and passage.words[match.last].clues & Clue.MONTH):
        return "the month"
    return None
