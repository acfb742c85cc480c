"""Stage four: whether the text says it happened, or that it was denied, failed, planned or only supposed."""

from __future__ import annotations

from hayy.model import Polarity, Predicate
from hayy.reading.clauses import enabled, inverted_condition, is_gerund, stands_there
from hayy.reading.clauses_ar import joined_to, would
from hayy.reading.clauses_en import told_as_done
from hayy.reading.government import Cue
from hayy.reading.tagging import Sentence
from hayy.text import TokenKind

_FAIL_REACH = 6
_MODAL_REACH = 3
_PLAN_REACH = 12
_PURPOSE_REACH = 14
_SUPPOSING = ("provided", "providing", "assuming", "imagine", "suppose")
_CONDITIONS = frozenset({"if", "whether", "unless", "should", "once", "in", "what", *_SUPPOSING})  # "in case"
_OUTCOMES = (Predicate.TOOK, Predicate.LOST, Predicate.HOLDS)
_DEPENDING = frozenset({"until", "that", "before", "once", "soon", "unless", "whether", "if", "will", "shall"})


def polarity_of(sentence: Sentence, cue: Cue, end: int) -> tuple[Polarity, str]:
    """The polarity of what ``cue`` says about the list that ends at ``end``, and the reason in words."""
    if sentence.is_question:
        return Polarity.HYPOTHETICAL, "a question"
    if stands_there(sentence, cue):
        return Polarity.ASSERTED, ""
    at = _supposed(sentence, cue)
    if at is not None and _last(sentence, cue, "succeed", 2) is None:
        return Polarity.HYPOTHETICAL, f"supposed: {sentence.word(at)}"
    if (at := inverted_condition(sentence, cue)) is not None:
        return Polarity.HYPOTHETICAL, f"supposed: {sentence.word(at)}"
    if (at := is_gerund(sentence, cue, end) or would(sentence, cue, max(end, cue.end))) is not None:
        return Polarity.HYPOTHETICAL, f"what taking it would mean: {sentence.word(at)}"
    if (at := _if_after(sentence, max(end, cue.end))) is not None:
        return Polarity.HYPOTHETICAL, f"supposed: {sentence.word(at)}"
    if (at := _denied(sentence, cue, end)) is not None:
        return Polarity.DENIED, f"denied: {sentence.word(at)}"
    if (at := _failed(sentence, cue, end)) is not None:
        return Polarity.FAILED, f"failed: {sentence.word(at)}"
    at = sentence.has(max(end, cue.end), max(end, cue.end) + 6, "plan_back")
    if at is not None and not (sentence.lang == "ar" and any(end <= c.start < at for c in sentence.cues)):
        return Polarity.PLANNED, f"still to come: {sentence.word(at)}"
    tried = sentence.tags[cue.start].get("attempt")
    own = tried is not None and not tried.form.clitic  # وسعت is "widened", too
    at = cue.start if own else _last(sentence, cue, "attempt", _PLAN_REACH)
    if at is not None and not own and cue.entry.predicate in _OUTCOMES and _of_another(sentence, at, cue):
        at = None
    if at is not None and cue.entry.predicate is not Predicate.NONE:
        return Polarity.FAILED, f"only attempted: {sentence.word(at)}"
    if (reason := _planned(sentence, cue)) is not None:
        return Polarity.PLANNED, reason
    return Polarity.ASSERTED, ""


def _supposed(sentence: Sentence, cue: Cue) -> int | None:
    """Where the words stand that make what a cue says a supposition: "if", "likely", "may"."""
    at = _last(sentence, cue, "hypothetical", 25, crosses=True)
    if at is not None and _only_feared(sentence, at, cue):
        at = None
    if at is not None and sentence.word(at) == "ان" and sentence.word(at - 1) not in ("", ",", ":", "."):
        at = None  # "after that they took": no condition opens inside a clause
    if at is not None and _is_done(sentence, at):
        at = next((k for k in range(at - 1, max(-1, at - 8), -1) if "whether" in sentence.tags[k]), None)
    if at is None and sentence.lang == "en":
        at = _last(sentence, cue, "modal", _MODAL_REACH)
        if at is not None and ("time" in sentence.tags[at - 1] or _is_month(sentence, at)):
            at = None  # "relieved in May, and captured"
    return at


def _of_another(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Whether what is planned, tried or failed at ``at`` is not what the finite verb ``cue`` tells as done."""
    if sentence.lang == "ar":
        to_be = any(sentence.word(k) in ("يكون", "تكون", "يكونوا") for k in range(max(0, cue.start - 4), cue.start))
        if cue.entry.predicate not in _OUTCOMES:
            return False
        return at < cue.start - 1 and not to_be and _plainly_past(sentence.word(cue.start), cue)
    return told_as_done(sentence, cue) and _parted(sentence, at, cue.start)


def _plainly_past(word: str, cue: Cue) -> bool:
    """Whether an Arabic verb can be read as nothing but a perfect: no verbal noun (طرد), no imperfect (تسلم)."""
    bare = word[len(cue.form.clitic) :]
    return cue.form.tense == "perfect" and not cue.form.pronoun and len(bare) > 3 and bare[0] not in "يتن"


def _only_feared(sentence: Sentence, at: int, cue: Cue) -> bool:
    """English: "rebels, fearing a massacre, left A": what is feared or likely is not what is told as done behind it."""
    if sentence.lang != "en" or sentence.word(at) in _CONDITIONS or not told_as_done(sentence, cue):
        return False
    return _parted(sentence, at, cue.start)


def _parted(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause ends between two units, and none begins that depends on the first: "until", "that", "before"."""
    words = {sentence.word(k) for k in range(start, end)}
    if not words.isdisjoint(_DEPENDING):
        return False
    named = any(sentence.units[k].mention is not None for k in range(start, end))
    return "," in words or named or any(start < side < end for side in sentence.sides)


def _is_month(sentence: Sentence, at: int) -> bool:
    """Whether "may" is the month: "on May 21", "since May", "3 May"."""
    if sentence.word(at) != "may":
        return False
    numbers = [k for k in (at - 1, at + 1) if 0 <= k < len(sentence.units)]
    dated = any(sentence.units[k].kind is TokenKind.NUMBER for k in numbers)
    return dated or sentence.word(at - 1) in ("in", "of", "since", "by", "until", "early", "late", "mid", "last")


def _is_done(sentence: Sentence, at: int) -> bool:
    """قد before a perfect says that it happened; before an imperfect, that it may."""
    verb = sentence.word(at + 1)
    if sentence.word(at).lstrip("وف") not in ("قد", "لقد"):
        return False
    if verb[:1] not in ("ي", "ت", "ن") or (verb[:1] != "ي" and verb.endswith(("ت", "وا"))):
        return True
    tags = sentence.tags[at + 1] if verb else {}
    forms = [c.form for c in sentence.cues if c.start == at + 1]
    forms += [tags[name].form for name in ("succeed", "speech") if name in tags]
    return any(form.tense == "perfect" for form in forms)


def _last(sentence: Sentence, cue: Cue, name: str, reach: int, *, crosses: bool = False) -> int | None:
    """The nearest phrase ``name`` before the cue, within ``reach`` units and the same statement."""
    if not sentence.names(name):
        return None
    for at in range(cue.start - 1, max(-1, cue.start - 1 - reach), -1):
        if not crosses and _new_statement(sentence, at):
            return None
        if crosses and (sentence.word(at) == ";" or "coordination_break" in sentence.tags[at]):
            return None
        found = sentence.tags[at].get(name)
        if found is not None and found.end <= cue.start + 1:
            return at
    return None


def _new_statement(sentence: Sentence, at: int) -> bool:
    if sentence.lang == "ar" and "relative" in sentence.tags[at]:
        return True
    return sentence.word(at) in (";", ":") or "coordination_break" in sentence.tags[at]


def _if_after(sentence: Sentence, end: int) -> int | None:
    """ "the capture of A, if confirmed, would ...": a condition right after the place."""
    return sentence.has(end, end + 3, "if")


def denied_behind(sentence: Sentence, cue: Cue, end: int) -> bool:
    """Whether what is denied is denied behind the list that ends at ``end``: "took A, which the rebels deny"."""
    at = _denied(sentence, cue, end)
    return at is not None and at >= max(end, cue.end)


def _denied(sentence: Sentence, cue: Cue, end: int) -> int | None:
    if not sentence.names("deny", "deny_back", "fail"):
        return None
    for at in range(cue.start - 1, -1, -1):
        if _new_statement(sentence, at) or _in_except(sentence, at, cue.start):
            break
        if "deny" in sentence.tags[at] and not _denies_else(sentence, at, cue):
            return at
        # "denied what the media told of"
        told = sentence.lang == "ar" and sentence.word(at - 1) in ("ما", "اللي", "من")
        speech = sentence.tags[at].get("speech")
        anew = speech is not None and (at < cue.start - 1 or "و" in speech.form.clitic)  # "and affirmed its capture"
        if anew and "deny" not in sentence.tags[at] and not told:
            if sentence.lang == "en" and (deny := _denied_claim(sentence, at)) is not None:
                return deny
            break
    for at in range(max(end, cue.end), len(sentence.units) if cue.entry.predicate is not Predicate.HOLDS else 0):
        if "coordination_break" in sentence.tags[at] and sentence.lang == "ar":
            telling = (c for c in sentence.cues if c.entry.predicate is not Predicate.NONE)
            if cue.entry.predicate is Predicate.FIGHTS and any(cue.end <= c.start < at for c in telling):
                return None  # what is denied is the last thing told, not the fighting told of before
            return _denied_next(sentence, at)
        if "coordination_break" in sentence.tags[at]:
            denial = _denied_next(sentence, at)
            return denial if denial is not None and _closes(sentence, denial) else None
        if sentence.word(at) == ";" or "except" in sentence.tags[at]:
            break
        if "deny_back" in sentence.tags[at] and not _denies_on(sentence, at):
            return at
        if sentence.lang == "ar" and _ends_denying(sentence, at):
            return at
    return None


def _denies_else(sentence: Sentence, at: int, cue: Cue) -> bool:
    """ "the army, which denies using gas, took A": a denial in a relative clause that is closed before the verb."""
    opens = sentence.lang == "en" and sentence.word(at - 1) in ("which", "who") and sentence.word(at - 2) == ","
    return opens and any(sentence.word(k) == "," for k in range(at, cue.start))


def _denied_claim(sentence: Sentence, at: int) -> int | None:
    """ "denied the rebels' claims that it had lost", "called a lie the report that": a denial of what is told at."""
    if sentence.word(at - 1) == ",":
        return None  # "denied this, saying that it held A"
    found = (k for k in range(max(0, at - 9), at) if "deny" in sentence.tags[k])
    return next((k for k in found if at - k <= 4 or sentence.tags[k]["deny"].end > at), None)


def _ends_denying(sentence: Sentence, at: int) -> bool:
    """ "..., and the opposition denies it": a verb of denial as the last word."""
    found = sentence.tags[at].get("deny")
    if found is None or found.form.tense == "noun":
        return False
    return found.end == at + 1 and sentence.word(at + 1) in (".", "!", "")


def _denied_next(sentence: Sentence, start: int) -> int | None:
    """ "..., but the opposition denied this": a denial in the next clause, when that says nothing else before it."""
    others = {c.start for c in sentence.cues if c.entry.predicate is not Predicate.NONE}
    spoke = False
    for at in range(start, len(sentence.units)):
        spoke = spoke or "speech" in sentence.tags[at]
        if spoke and at in others and "fail" in sentence.tags[at]:
            return at  # "..., but a rebel said that they had repelled them"
        if at in others or sentence.units[at].mention is not None:
            return None
        if "deny_back" in sentence.tags[at]:
            return None if _denies_on(sentence, at) else at
    return None


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether a denial is the last word of its clause: "but rebels denied it", not "denied it would talk"."""
    found = sentence.tags[at].get("deny_back")
    return found is None or sentence.word(found.end) in ("", ".", ",", ";", '"')


def _denies_on(sentence: Sentence, at: int) -> bool:
    """ "denied the news of its withdrawal from B": what is denied follows, it is not what was told before."""
    end = sentence.tags[at]["deny_back"].end
    if sentence.lang != "ar" or end >= len(sentence.units):
        return False
    follows = ("link_from", "link_about", "relative", "speech")
    return any(name in sentence.tags[end] for name in follows) or any(c.start in (end, end + 1) for c in sentence.cues)


def _in_except(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.has(start, end, "except") is not None


def _failed(sentence: Sentence, cue: Cue, end: int) -> int | None:
    if "fail" in sentence.tags[cue.start]:
        return cue.start
    if cue.entry.predicate is Predicate.FIGHTS and (at := sentence.has(cue.start, cue.end, "fail")) is not None:
        return at  # "tried and failed to take"
    at = _last(sentence, cue, "fail", _FAIL_REACH)
    if at is not None and cue.entry.predicate in _OUTCOMES and _of_another(sentence, at, cue):
        at = None
    if at is None and sentence.lang == "ar" and cue.form.tense == "noun" and cue.entry.predicate is Predicate.FIGHTS:
        at = sentence.has(cue.end, min(end, cue.end + 3), "fail")  # "a failed attack of the factions on A"
    if at is not None:
        return at
    if cue.entry.predicate in (Predicate.FIGHTS, Predicate.ADVANCES, Predicate.ENTERS):
        for at in range(max(end, cue.end), min(len(sentence.units), max(end, cue.end) + 8)):
            if _new_statement(sentence, at):
                break
            if "fail" in sentence.tags[at] or "fail_back" in sentence.tags[at]:
                return at
    return None


def _planned(sentence: Sentence, cue: Cue) -> str | None:
    if cue.form.future:
        return "in the future"
    done = _last(sentence, cue, "succeed", 5)
    meant = _last(sentence, cue, "plan", _PLAN_REACH)
    agreed = sentence.lang == "ar" and done is not None and meant is not None and meant > done  # "تم الاتفاق على"
    if (done is not None and not agreed) or enabled(sentence, cue):
        return None
    if sentence.lang == "ar":
        if cue.form.tense == "noun" and "ل" in cue.form.clitic and cue.entry.predicate is not Predicate.NONE:
            return "a purpose: ل before it"
        if _joins_purpose(sentence, cue):
            return "a purpose, with the one before"
        if cue.form.tense == "imperfect" and sentence.word(cue.start - 1) in ("ان", "لان", "كي", "لكي", "بان"):
            if _last(sentence, cue, "plan", 6) is not None:
                return "planned"
            if "real_that" not in sentence.tags[max(cue.start - 2, 0)] and cue.entry.predicate is not Predicate.HOLDS:
                return "that it do so: not told as done"
        if (first := joined_to(sentence, cue)) is not None and (reason := _planned(sentence, first)) is not None:
            return f"{reason}, and this with it"
    elif cue.form.tense == "base" and sentence.word(cue.start - 1) == "to":
        return "a purpose: to before it"
    if meant is not None and _of_another(sentence, meant, cue):
        return None
    own = sentence.tags[cue.start].get("plan") if sentence.lang == "ar" else None
    if own is not None and own.end > cue.start + 1:
        return f"planned: {sentence.word(cue.start)}"  # "the coming battle: A"
    at = _last(sentence, cue, "plan", _PLAN_REACH)
    return f"planned: {sentence.word(at)}" if at is not None else None


def _joins_purpose(sentence: Sentence, cue: Cue) -> bool:
    """Arabic: "to storm A and take B": a verbal noun with "and" before it, behind one that is a purpose."""
    if cue.form.tense != "noun" or "و" not in cue.form.clitic or cue.entry.predicate is Predicate.NONE:
        return False
    before = [c for c in sentence.cues if cue.start - _PURPOSE_REACH <= c.start < cue.start]
    last = next((c for c in reversed(before) if c.entry.predicate is not Predicate.NONE), None)
    return last is not None and last.form.tense == "noun" and last.form.clitic.strip("وف") == "ل"
