"""Evidence that counts: points for and against the place from the words around its name."""

from __future__ import annotations

from hayy.finding.lexicon import Clue
from hayy.finding.passage import Passage
from hayy.finding.verdicts import SITE_WITHIN, Case, Verdict

HEAD, LOOSE, CUE = 4.0, 1.0, 2.0
_HEAD_OF_LIST, _SITE, _HALVES = 3.0, 3.0, 3.0
_EDGE, _NOUN, _FIRM, _FALL, _VERB, _LAM, _AFTER = 3.0, 2.0, 2.0, 2.0, 1.0, 0.5, 2.0
_CAPITAL, _HASHTAG = 1.0, 2.0
_COMMON_SENSE, _LIKE_A_PERSON, _SURNAME = -4.0, -3.0, -1.5
_CUE_REACH = 5  # words between a cue and the preposition of the name
_MEDICINE_REACH = 4
_CUES = Clue.CUE | Clue.NOUN | Clue.EDGE | Clue.VERB | Clue.FALL
_COMMON = frozenset(("common_word", "title", "unit"))
_COMMON_OR_PERSON = _COMMON | {"person"}
# What the word before a name says for it; the first that it gives counts.
_GOVERNORS = (
    (Clue.WEAK, 0.0, ""),
    (Clue.EDGE, _EDGE, "takes a place"),
    (Clue.FIRM, _FIRM, "takes a place"),
    (Clue.NOUN, _NOUN, "takes a place"),
    (Clue.CUE, CUE, "governs it"),
    (Clue.FALL, _FALL, "says it of a place"),
    (Clue.VERB, _VERB, "stands before it"),
    (Clue.LOOSE, LOOSE, "stands before it"),
)
_ANY_GOVERNOR = sum(clue for clue, _, _ in _GOVERNORS)


def weigh(case: Case, verdict: Verdict) -> None:
    """Count the evidence that does not depend on other verdicts."""
    match, entry = verdict.item.match, verdict.entry
    if verdict.item.head is not None or verdict.item.after is not None:
        _weigh_head(case, verdict)
    _weigh_governor(case, verdict)
    _weigh_what_follows(case, verdict)
    if case.passage.hashed and b"#" in case.passage.gap(match.first):
        verdict.add(_HASHTAG, "a hashtag")
    if entry.latin:
        _weigh_capitals(case, verdict)
        return
    if not entry.also.isdisjoint(_COMMON_OR_PERSON):
        _weigh_adjective(case, verdict)
    if "disease" in entry.also and verdict.item.head is None:
        _weigh_medicine(case, verdict)
    if len(entry.words) == 1:
        _weigh_as_adjective(case, verdict)
        if match.bare and "common_word" in entry.also:  # أحياء جديدة: only a sure name before it in a list helps
            verdict.points = -HEAD if verdict.group[0] is verdict else min(verdict.points, 0.0)


def _weigh_head(case: Case, verdict: Verdict) -> None:
    item = verdict.item
    at = item.head if item.head is not None else item.after
    head = case.passage.words[at].head if at is not None else None
    if at is None or head is None:
        return
    if not head.site:
        verdict.add(_HEAD_OF_LIST if item.head_of_list else HEAD, f"head noun {case.quote(at)}")
    elif item.composed or (verdict.entry.target, head.singular[0]) in case.names.headed:
        verdict.add(HEAD, f"head noun {case.quote(at)}")
    elif head.many or not item.head_of_list:
        verdict.add(_SITE, f"{SITE_WITHIN}: {case.quote(at)} is not known by itself")


# --- what governs it ------------------------------------------------------------------------------------------------


def _weigh_governor(case: Case, verdict: Verdict) -> None:
    """What governs the name, or the list that it belongs to."""
    passage, words = case.passage, case.passage.words
    first = verdict.group[0].item
    at, clitics = first.match.first, first.match.clitics
    if first.head is not None and first.head < at:
        at = first.head
        clitics = words[at].clitics
    if verdict.item is not first and verdict.item.match.clitics[-1:] in ("ب", "ل", "ك"):
        verdict.add(LOOSE, "a preposition is glued to it")
    at -= 1
    while at >= 0 and (words[at].article or words[at].text == "the") and passage.close(at + 1):
        at -= 1
    if at < 0 or not passage.runs_on(at + 1):
        return
    if (preposition := clitics[-1:]) and preposition in ("ب", "ل"):
        if "unit" not in verdict.entry.also:  # بالمدفعية: with artillery
            verdict.add(LOOSE if preposition == "ب" else _LAM, "a preposition is glued to it")
        _weigh_cue(case, verdict, at)
    else:
        _weigh_word_before(case, verdict, at)


def _weigh_word_before(case: Case, verdict: Verdict, at: int) -> None:
    clues = case.passage.words[at].clues
    if clues & Clue.LOOSE and at and case.passage.words[at - 1].clues & Clue.COMPARATIVE:
        return  # أكثر من النصر
    if not clues & _ANY_GOVERNOR:
        return
    for clue, points, why in _GOVERNORS:
        if clues & clue:
            if points:
                verdict.add(points, f"{case.quote(at)} {why}")
            if clue in (Clue.FIRM, Clue.NOUN, Clue.LOOSE):
                _weigh_cue(case, verdict, at - 1)
            elif clue == Clue.WEAK:
                _weigh_cue(case, verdict, at - 1, Clue.CUE)
            return


def _weigh_cue(case: Case, verdict: Verdict, at: int, kinds: int = _CUES) -> None:
    """A word of control, fighting or movement a few words before the preposition."""
    words, runs_on = case.passage.words, case.passage.runs_on
    for i in range(at, max(at - _CUE_REACH, -1), -1):
        if not runs_on(i + 1):
            return
        if words[i].clues & kinds:
            verdict.add(CUE, f"{case.quote(i)} governs it")
            return


def _weigh_what_follows(case: Case, verdict: Verdict) -> None:
    """What is said of the name behind it, small words skipped (المشهد ما زال محاصرا)."""
    passage, at = case.passage, verdict.item.match.last
    for i in range(at, min(at + 3, len(passage))):
        if not passage.close(i):
            return
        clues = passage.words[i].clues
        if i == at and clues & Clue.HALVES:
            verdict.add(_HALVES, "its halves are named")
            return
        if clues & Clue.AFTER:
            verdict.add(_AFTER, f"{case.quote(i)} follows")
            return
        if not clues & Clue.FILLER:
            return


# --- other senses ---------------------------------------------------------------------------------------------------


def _weigh_capitals(case: Case, verdict: Verdict) -> None:
    """A capital speaks for a romanised name, one more capitalised word beside a person's name against it."""
    match, entry = verdict.item.match, verdict.entry
    if entry.plain or match.lower:
        return
    verdict.points += _CAPITAL
    if "person" not in entry.also:
        return
    passage = case.passage
    before, behind = match.first - 1, match.last
    if before >= 0 and passage.words[before].article:
        before -= 1
    if behind < len(passage) and passage.words[behind].article and passage.close(behind):
        behind += 1
    if before >= 0 and passage.close(before + 1) and _strange(passage, before):
        verdict.add(_LIKE_A_PERSON, f"{case.quote(before)} before it looks like the rest of a name")
    if passage.close(behind) and _strange(passage, behind):
        verdict.add(_LIKE_A_PERSON, f"{case.quote(behind)} behind it looks like the rest of a name")


def _strange(passage: Passage, at: int) -> bool:
    """Whether a word is capitalised, unknown, and does not open a sentence."""
    word = passage.words[at]
    known = word.parts or word.clues or word.head is not None or word.possessive or len(word.text) < 2
    if known or not word.latin or not passage.capital(at):
        return False
    return at > 0 and passage.sentence(at - 1) == passage.sentence(at)


def _weigh_adjective(case: Case, verdict: Verdict) -> None:
    """An adjective that agrees with the common noun (المشهد السوري), or a surname behind a person's name."""
    passage, at, also = case.passage, verdict.item.match.last, verdict.entry.also
    if not passage.close(at) or at in case.at:
        return
    word = passage.words[at]
    definite = word.text.startswith("ال")
    if "person" in also and definite and not (word.clues or word.head or word.parts):
        verdict.add(_SURNAME, f"{case.quote(at)} behind it may be the rest of a person's name")
    nisba = definite and word.text.endswith(("ي", "يه")) and len(word.text) > 5
    if also & _COMMON and (word.clues & Clue.SENSE_AFTER or (nisba and not word.clues & (Clue.DIRECTION | Clue.AFTER))):
        verdict.add(_COMMON_SENSE, f"with {case.quote(at)} it has its common sense")


def _weigh_as_adjective(case: Case, verdict: Verdict) -> None:
    """A name that is itself an adjective of the definite noun before it (الدولة الحمدانية, الخلفاء الراشدين)."""
    passage, match = case.passage, verdict.item.match
    before = match.first - 1
    if match.clitics or verdict.item.head is not None or not passage.close(match.first) or match.first in case.until:
        return
    noun, name = passage.words[before], passage.words[match.first]
    if noun.clues or not (noun.text.startswith("ال") and name.text.startswith("ال")):
        return
    if verdict.group[0] is not verdict:
        return
    adjective = name.clues & Clue.ADJECTIVE > 0
    if name.text.endswith("ين"):
        agrees = adjective and noun.text.endswith(("اء", "ات", "ين", "ون"))
    else:
        agrees = adjective or (name.text.endswith("يه") and noun.text.endswith("ه"))
    if agrees:
        verdict.add(_COMMON_SENSE, f"behind {case.quote(before)} it reads as an adjective")


def _weigh_medicine(case: Case, verdict: Verdict) -> None:
    passage, match = case.passage, verdict.item.match
    sentence = passage.sentence(match.first)
    alone = len(verdict.group) == 1
    after = match.last + (_MEDICINE_REACH + 1 if alone else 0)
    for at in range(max(match.first - _MEDICINE_REACH, 0), min(after, len(passage))):
        outside = not match.first <= at < match.last
        if outside and passage.words[at].clues & Clue.MEDICINE and passage.sentence(at) == sentence:
            verdict.add(_COMMON_SENSE, f"the disease: {case.quote(at)} stands near")
            return
