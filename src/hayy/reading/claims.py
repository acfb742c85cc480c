"""The reader put together: sentences -> lists -> governors -> statements -> claims, then what refers back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from hayy.finding.verdicts import SITE_WITHIN
from hayy.model import Claim, Document, Extent, Polarity, Predicate, Reading, Resolution, Span, Status
from hayy.reading.anaphora import Memory, Reference, references, taken
from hayy.reading.answers import answered, in_answer
from hayy.reading.attribution import Attribution, Sources
from hayy.reading.beside import last_described
from hayy.reading.government import Government
from hayy.reading.governors import govern
from hayy.reading.groups import Group, Member, groups
from hayy.reading.moments import Moments
from hayy.reading.passives import is_passive
from hayy.reading.polarity import denied_behind
from hayy.reading.predicates import HELD_BY_THEN, Statement, state
from hayy.reading.roles import Named, actor_of, named_sides
from hayy.reading.settling import settle
from hayy.reading.tagging import Sentence, sentences
from hayy.reading.undone import Undone, gives_up, undone
from hayy.text import tokens


@dataclass(slots=True)
class _Draft:
    """The reading in the making."""

    document: Document
    mentions: Sequence[Resolution]
    sources: Sources
    moments: Moments
    by_mention: dict[int, Claim] = field(default_factory=dict)
    anaphoric: list[Claim] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    header: tuple[_Scene, Government] | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with its lists of places, the sides it names and who is quoted in it."""

    sentence: Sentence
    found: tuple[Group, ...]
    sides: tuple[Named, ...]
    attribution: Attribution


def read_claims(document: Document, mentions: Sequence[Resolution]) -> Reading:
    """What ``document`` claims about every mention found in it, and about places it only refers back to.

    ``mentions`` come in text order and do not overlap; the result keeps their order. Ids of claims are hashes of the
    document's id, the place and the words.
    """
    if not mentions:
        return Reading(document, (), ())
    cut = tokens(document.text)
    draft = _Draft(document, mentions, Sources(document), Moments(document, cut))
    for sentence in sentences(document, mentions, cut):
        sides = named_sides(sentence, document.published)
        _read_scene(draft, _Scene(sentence, groups(sentence), sides, draft.sources.of(sentence)))
    by_mention = tuple(draft.by_mention.get(i) or _silent(document, i, mentions[i]) for i in range(len(mentions)))
    return Reading(document, tuple(mentions), by_mention, tuple(draft.anaphoric))


def _silent(document: Document, index: int, found: Resolution) -> Claim:
    """The claim of a mention that is no name in its sentence: it says nothing."""
    identity = hashlib.sha256(f"{document.id} {found.mention.span}".encode()).hexdigest()[:16]
    return Claim(identity, document.id, "", Predicate.NONE, mention=index, reported=document.published)


def _read_scene(draft: _Draft, scene: _Scene) -> None:
    sentence = scene.sentence
    used: dict[int, Group] = taken(sentence)
    header = _header(draft, scene)
    if header is not None:
        for member in (m for group in scene.found for m in group.members):
            draft.by_mention[member.mention] = _item(draft, sentence, member, *header)
    else:
        _read_lists(draft, scene, used)
    marks = tuple(undone(sentence))
    for reference in references(sentence, scene.found, used, draft.memory, draft.by_mention):
        cue = reference.government.cue
        if cue is None or not any(mark.start <= cue.start < mark.end for mark in marks):
            _read_reference(draft, scene, reference)
    if marks:
        _read_undone(draft, scene, marks)
    draft.memory.saw(sentence, scene.found, draft.by_mention)
    acting = next((s.side for s in scene.sides if not s.weak and s.marker != "against"), None)
    if sentence.lang == "en" and acting and not any(s.side == draft.actor for s in scene.sides):
        draft.actor = acting  # "they" in the next sentence


def _read_lists(draft: _Draft, scene: _Scene, used: dict[int, Group]) -> None:
    """The claim of every name: its list is governed by a cue, or by what that cue falls back to."""
    sentence = scene.sentence
    government: Government | None = None
    for group in scene.found:
        government = govern(sentence, group, scene.found, used, government)
        if government.cue is not None:
            used[government.cue.start] = group
        bounds = (group.start, group.end)
        for member in group.members:
            if member is group.members[-1] and (own := last_described(sentence, group)) is not None:
                government = own
            statement = _of_site(draft, member, state(sentence, government, member, *bounds))
            if (contradicted := _contradicted(draft, scene, government, member, statement, bounds)) is not None:
                draft.by_mention[member.mention] = contradicted
                continue
            claim = _claim(draft, scene, government, member, statement, bounds)
            if claim.status is Status.MENTIONED and (other := government.fallback) is not None:
                claim = _claim(draft, scene, other, member, state(sentence, other, member, *bounds), bounds)
            draft.by_mention[member.mention] = claim


def _contradicted(
    draft: _Draft, scene: _Scene, government: Government, member: Member, statement: Statement, bounds: tuple[int, int]
) -> Claim | None:
    """What one source claims and another denies in one sentence: a claim of the one, and a denial by the other."""
    cue = government.cue
    if statement.polarity is not Polarity.DENIED or cue is None or not denied_behind(scene.sentence, cue, bounds[1]):
        return None
    chains = scene.attribution.split(max(bounds[1], cue.end))
    if chains is None:
        return None
    reasons = tuple(reason for reason in statement.reasons if not reason.startswith("denied"))
    said = replace(statement, polarity=Polarity.ASSERTED, reasons=reasons)
    claim = _claim(draft, scene, government, member, said, bounds)
    denial = _claim(draft, scene, government, member, statement, bounds, claim.place)
    draft.anaphoric.append(replace(denial, attributed_to=chains[1]))
    return replace(claim, attributed_to=chains[0])


def _of_site(draft: _Draft, member: Member, statement: Statement) -> Statement:
    """What is said of "the bridge of A", where that bridge is no place of its own, is said of a site within A."""
    found = draft.mentions[member.mention]
    before = found.head is not None and found.head.start < found.mention.span.start
    within = before and any(reason.startswith(SITE_WITHIN) for reason in found.reasons)
    if not within or statement.predicate not in (Predicate.TOOK, Predicate.LOST) or statement.extent is Extent.PART:
        return statement
    return replace(statement, extent=Extent.WITHIN)


def _read_reference(draft: _Draft, scene: _Scene, reference: Reference) -> None:
    """The claims about places that the words only refer back to."""
    government, member, bounds = reference.government, reference.member, (reference.start, reference.end)
    for place in reference.places:
        statement = state(scene.sentence, government, member, *bounds)
        if reference.repeats is not None:
            why = "is denied" if reference.polarity is Polarity.DENIED else "is said to have failed"
            flags = ("conflict",) if reference.polarity is Polarity.FAILED else ()
            reasons = (f"what was claimed before {why}",)
            statement = Statement(reference.repeats, reference.polarity, flags=flags, reasons=reasons)
        if (denial := answered(scene.sentence, government, place, draft.memory.claims)) is not None:
            statement = denial
        if statement.predicate is Predicate.NONE:
            continue
        claim = _claim(draft, scene, government, member, statement, bounds, place)
        if reference.polarity is Polarity.FAILED and _same_voice(draft, scene, claim):
            continue  # an attack on what it took
        claim = _in_order(draft, scene, claim)
        claim = in_answer(scene.sentence, claim, draft.memory.claims, _named_here(draft, scene))
        if not _upgrade(draft, scene, claim):
            draft.anaphoric.append(claim)
        draft.memory.told(claim)


def _read_undone(draft: _Draft, scene: _Scene, marks: Sequence[Undone]) -> None:
    """What was taken and given up again in one sentence is lost; the capture went before."""
    for member in (m for group in scene.found for m in group.members):
        claim = draft.by_mention[member.mention]
        if (loss := gives_up(scene.sentence, claim, marks, scene.sides)) is not None:
            draft.by_mention[member.mention] = replace(claim, background=True)
            draft.anaphoric.append(loss)
            draft.memory.told(loss)


def _in_order(draft: _Draft, scene: _Scene, claim: Claim) -> Claim:
    """English: two changes of hands in one sentence: what stands last came last, but for "which it had taken"."""
    changes = (Predicate.TOOK, Predicate.LOST)
    if scene.sentence.lang != "en" or claim.predicate not in changes or claim.polarity is not Polarity.ASSERTED:
        return claim
    for member in (m for group in scene.found for m in group.members):
        own = draft.by_mention[member.mention]
        if own.place != claim.place or own.predicate not in changes or own.polarity is not Polarity.ASSERTED:
            continue
        if (own.predicate, own.actor) == (claim.predicate, claim.actor) or claim.attributed_to != own.attributed_to:
            continue
        if _pluperfect(scene.sentence, claim):
            return replace(claim, background=True)
        if claim.extent is Extent.WHOLE and (own.event is None or claim.event is None):
            draft.by_mention[member.mention] = replace(own, background=True)
    return claim


def _pluperfect(sentence: Sentence, claim: Claim) -> bool:
    """Whether a cue stands behind "after" or "who had"."""
    starts = (c.start for c in sentence.cues if claim.cue and sentence.units[c.start].span.start == claim.cue.start)
    at = next(starts, 0)
    words = [sentence.word(k) for k in range(max(0, at - 4), at)]
    relative = sentence.has(at - 6, at, "relative") is not None
    return "after" in words or (relative and "had" in words)


def _named_here(draft: _Draft, scene: _Scene) -> list[Claim]:
    """The claims of the names of a sentence; those of the sentences before it are remembered."""
    return [draft.by_mention[member.mention] for group in scene.found for member in group.members]


def _same_voice(draft: _Draft, scene: _Scene, claim: Claim) -> bool:
    """Whether whoever speaks in ``claim`` spoke last of its place, too."""
    told = [*(c for _, c in draft.memory.claims), *_named_here(draft, scene)]
    spoke = [c.attributed_to for c in told if c.place == claim.place and c.predicate is not Predicate.NONE]
    return not spoke or spoke[-1] == claim.attributed_to


def _upgrade(draft: _Draft, scene: _Scene, claim: Claim) -> bool:
    """What the same sentence says of a place next ("stormed A and took it") is what the name carries."""
    for member in (m for group in scene.found for m in group.members):
        own = draft.by_mention[member.mention]
        if own.place != claim.place or claim.polarity is not own.polarity or "conflict" in own.flags:
            continue
        if claim.cue is None or _other_voice(scene.sentence, member.unit, claim.cue):
            continue
        weak = own.predicate in (Predicate.FIGHTS, Predicate.ADVANCES, Predicate.ENTERS)
        weak = weak and HELD_BY_THEN not in claim.reasons  # "rolled into A, and by dusk it was theirs": two steps
        if scene.sentence.lang == "en" and own.predicate is Predicate.HOLDS and claim.actor in (None, own.actor):
            weak = True  # "now hold A and B; both passed to them on Friday"
        if own.predicate is Predicate.NONE or (weak and claim.predicate is Predicate.TOOK):
            draft.by_mention[member.mention] = replace(claim, mention=member.mention)
            return True
    return False


def _other_voice(sentence: Sentence, start: int, cue: Span) -> bool:
    """Whether somebody begins to speak between a mention and a later cue."""
    if not sentence.names("speech"):
        return False
    between = (k for k in range(start, len(sentence.units)) if sentence.units[k].start < cue.start)
    return any("speech" in sentence.tags[k] for k in between)


def _header(draft: _Draft, scene: _Scene) -> tuple[_Scene, Government] | None:
    """A line without a cue of its own, below a line that ends in a colon, is an item of that line's list."""
    sentence = scene.sentence
    names = any(u.mention is not None for u in sentence.units)
    if sentence.units[-1].word == ":" and not names:
        telling = next((c for c in sentence.cues if c.entry.predicate is not Predicate.NONE), None)
        reason = f"{telling.entry.id}, in the line above" if telling else ""
        passive = telling is not None and is_passive(sentence, telling)
        draft.header = (scene, Government(telling, "header", passive=passive, reason=reason)) if telling else None
    elif draft.header is not None:
        if names and not sentence.cues:
            return draft.header
        draft.header = None
    return None


def _item(draft: _Draft, sentence: Sentence, member: Member, above: _Scene, government: Government) -> Claim:
    """The claim of a list item: the line above says what happened, the item names the place."""
    end = len(above.sentence.units)
    statement = state(above.sentence, government, replace(member, link="obj"), end, end)
    claim = _claim(draft, above, government, member, statement, (end, end))
    return replace(claim, evidence=Span(above.sentence.span.start, sentence.span.end))


def _claim(
    draft: _Draft,
    scene: _Scene,
    government: Government,
    member: Member,
    statement: Statement,
    bounds: tuple[int, int],
    place: str | None = None,
) -> Claim:
    sentence, cue = scene.sentence, government.cue
    actor, against = actor_of(sentence, government, scene.sides, *bounds, draft.actor)
    if statement.polarity is Polarity.FAILED and cue is not None and cue.form.tense != "noun":
        actor, against = None, None  # whoever repels an attack is not the attacker
    statement, actor, against = settle(sentence, government, (statement, actor, against), scene.sides, bounds)
    if statement.predicate is Predicate.NONE:
        actor = against = None
    elif actor and not (sentence.lang == "ar" and statement.predicate is Predicate.LOST):
        draft.actor = actor
    chain = scene.attribution.at(cue.start if cue else bounds[0])
    event, background = draft.moments.of(sentence, cue, bounds, statement, member.end)
    where = draft.mentions[member.mention].place or "" if place is None else place
    mention = member.mention if place is None else None
    units = sentence.units
    words = Span(units[cue.start].start, units[cue.end - 1].end) if cue else None
    return Claim(
        id=_identity((draft.document.id, where, words, mention), statement, (sentence.span.start, member.unit)),
        document=draft.document.id,
        place=where,
        predicate=statement.predicate,
        polarity=statement.polarity,
        extent=statement.extent,
        direction=member.direction if statement.predicate is not Predicate.NONE else None,
        share=member.share.of(draft.document.text) if member.share else None,
        actor=actor,
        against=against,
        attributed_to=chain,
        inherited=scene.attribution.inherited,
        event=event,
        reported=draft.document.published,
        background=background,
        evidence=sentence.span,
        cue=words,
        mention=mention,
        flags=(*statement.flags, "rumour") if chain[-1:] == ("rumours",) else statement.flags,
        reasons=statement.reasons,
    )


def _identity(said: tuple[str, str, Span | None, int | None], statement: Statement, at: tuple[int, int]) -> str:
    """The id of a claim: a hash of its document and place, what is said, by which words, where."""
    document, place, cue, mention = said
    kind = f"{_shown(statement.predicate)}, {_shown(statement.polarity)}, {_shown(statement.extent)}"
    words = None if cue is None else f"Span(start={cue.start}, end={cue.end})"
    text = f"(({document!r}, {place!r}, {kind}, {words}, {mention}), {at})"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _shown(value: Predicate | Polarity | Extent) -> str:
    return repr(value)
