"""The reader put together: sentences -> lists -> governors -> statements -> claims, then what refers back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hayy.model import Claim, Document, Polarity, Predicate, Reading, Resolution, Span, Status
from hayy.reading.anaphora import Memory, references, taken
from hayy.reading.attribution import Attribution, Sources
from hayy.reading.beside import last_described
from hayy.reading.clauses import follows_pronoun, subject_kind
from hayy.reading.government import Cue, Government
from hayy.reading.governors import govern
from hayy.reading.groups import Group, Member, groups
from hayy.reading.moments import Moments
from hayy.reading.predicates import Statement, state
from hayy.reading.roles import Named, actor_of, in_aside, named_sides
from hayy.reading.tagging import Sentence, sentences


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
    header: tuple[Sentence, Government] | None = None
    actor: str | None = None


def read_claims(document: Document, mentions: Sequence[Resolution]) -> Reading:
    """What ``document`` claims about every mention found in it, and about places it only refers back to.

    ``mentions`` come in text order and do not overlap; the result keeps their order. Ids of claims are hashes of the
    document's id, the place and the words.
    """
    draft = _Draft(document, mentions, Sources(document), Moments(document))
    for sentence in sentences(document, mentions):
        _read_sentence(draft, sentence)
    by_mention = tuple(draft.by_mention.get(i) or _silent(document, i, mentions[i]) for i in range(len(mentions)))
    return Reading(document, tuple(mentions), by_mention, tuple(draft.anaphoric))


def _silent(document: Document, index: int, found: Resolution) -> Claim:
    """The claim of a mention that is no name in its sentence: it says nothing."""
    identity = hashlib.sha256(f"{document.id} {found.mention.span}".encode()).hexdigest()[:16]
    return Claim(identity, document.id, "", Predicate.NONE, mention=index, reported=document.published)


def _read_sentence(draft: _Draft, sentence: Sentence) -> None:
    sides = named_sides(sentence, draft.document.published)
    attribution = draft.sources.of(sentence)
    found = groups(sentence)
    used: dict[int, Group] = taken(sentence, found)
    government = _listed(draft, sentence)
    listed = government is not None
    for group in found:
        if not listed or government is None:
            government = govern(sentence, group, found, used, government)
        if government.cue is not None and not listed:
            used[government.cue.start] = group
        for member in group.members:
            if not listed and member is group.members[-1] and (own := last_described(sentence, group)) is not None:
                government = own
            if listed and draft.header is not None:
                claim = _item(draft, sentence, member, government, attribution)
            else:
                bounds = (group.start, group.end)
                statement = state(sentence, government, member, *bounds)
                claim = _claim(draft, sentence, government, member, statement, bounds, sides, attribution)
                if claim.status is Status.MENTIONED and government.fallback is not None:
                    statement = state(sentence, government.fallback, member, *bounds)
                    claim = _claim(draft, sentence, government.fallback, member, statement, bounds, sides, attribution)
            draft.by_mention[member.mention] = claim
    for reference in references(sentence, found, used, draft.memory, draft.by_mention):
        for place in reference.places:
            statement = state(sentence, reference.government, reference.member, reference.start, reference.end)
            if reference.repeats is not None:
                statement = Statement(reference.repeats, Polarity.DENIED, reasons=("what was claimed before is denied",))
            if statement.predicate is Predicate.NONE:
                continue
            bounds = (reference.start, reference.end)
            claim = _claim(draft, sentence, reference.government, reference.member, statement, bounds, sides, attribution, place)
            if not _upgrade(draft, sentence, found, claim):
                draft.anaphoric.append(claim)
            draft.memory.told(claim)
    draft.memory.saw(sentence, found, draft.by_mention)
    if sentence.lang == "en" and (acting := next((s.side for s in sides if not s.weak and s.marker != "against"), None)):
        if not any(s.side == draft.actor for s in sides):
            draft.actor = acting  # "they" in the next sentence


def _upgrade(draft: _Draft, sentence: Sentence, found: Sequence[Group], claim: Claim) -> bool:
    """ "stormed A and took it": what is said of the place next, in the same sentence, is what the name carries."""
    for group in found:
        for member in group.members:
            own = draft.by_mention[member.mention]
            if own.place != claim.place or claim.polarity is not own.polarity or "conflict" in own.flags:
                continue
            if claim.cue is None or _other_voice(sentence, member.unit, claim.cue):
                continue
            weak = own.predicate in (Predicate.FIGHTS, Predicate.ADVANCES, Predicate.ENTERS)
            if own.predicate is Predicate.NONE or (weak and claim.predicate is Predicate.TOOK):
                draft.by_mention[member.mention] = replace(claim, mention=member.mention)
                return True
    return False


def _other_voice(sentence: Sentence, start: int, cue: Span) -> bool:
    """Whether somebody begins to speak between a mention and a later cue."""
    return any(
        "speech" in sentence.tags[k] for k in range(start, len(sentence.units)) if sentence.units[k].span.start < cue.start
    )


def _listed(draft: _Draft, sentence: Sentence) -> Government | None:
    """A line without a cue of its own, below a line that ends in a colon, is an item of that line's list."""
    if sentence.units[-1].word == ":" and not any(u.mention is not None for u in sentence.units):
        telling = [c for c in sentence.cues if c.entry.predicate is not Predicate.NONE]
        draft.header = (sentence, Government(telling[0], "header", reason=f"{telling[0].entry.id}, in the line above")) if telling else None
    elif draft.header is not None:
        if sentence.cues or not any(u.mention is not None for u in sentence.units):
            draft.header = None
        else:
            return draft.header[1]
    return None


def _item(
    draft: _Draft, sentence: Sentence, member: Member, government: Government, attribution: Attribution
) -> Claim:
    """The claim of a list item: the line above says what happened, the item names the place."""
    assert draft.header is not None
    above = draft.header[0]
    end = len(above.units)
    statement = state(above, government, replace(member, link="obj"), end, end)
    sides = named_sides(above, draft.document.published)
    claim = _claim(draft, above, government, member, statement, (end, end), sides, attribution)
    return replace(claim, evidence=Span(above.span.start, sentence.span.end))


def _claim(
    draft: _Draft,
    sentence: Sentence,
    government: Government,
    member: Member,
    statement: Statement,
    bounds: tuple[int, int],
    sides: tuple[Named, ...],
    attribution: Attribution,
    place: str | None = None,
) -> Claim:
    cue = government.cue
    actor, against = actor_of(sentence, government, sides, *bounds, draft.actor)
    if statement.polarity is Polarity.FAILED and cue is not None and cue.form.tense != "noun":
        actor, against = None, None  # whoever repels an attack is not the attacker
    statement, actor, against = _settle(sentence, government, statement, actor, against, sides, bounds)
    if statement.predicate is Predicate.NONE:
        actor = against = None
    elif actor and not (sentence.lang == "ar" and statement.predicate is Predicate.LOST):
        draft.actor = actor
    mention = member.mention if place is None else None
    where = place if place is not None else draft.mentions[member.mention].place or ""
    event, background = draft.moments.of(sentence, cue, bounds, statement)
    claim = Claim(
        id="",
        document=draft.document.id,
        place=where,
        predicate=statement.predicate,
        polarity=statement.polarity,
        extent=statement.extent,
        direction=member.direction if statement.predicate is not Predicate.NONE else None,
        share=member.share.of(draft.document.text) if member.share else None,
        actor=actor,
        against=against,
        attributed_to=attribution.at(cue.start if cue else bounds[0]),
        inherited=attribution.inherited,
        event=event,
        reported=draft.document.published,
        background=background,
        evidence=sentence.span,
        cue=Span(sentence.units[cue.start].span.start, sentence.units[cue.end - 1].span.end) if cue else None,
        mention=mention,
        flags=statement.flags,
        reasons=statement.reasons,
    )
    return replace(claim, id=_identity(claim, member, sentence))


def _settle(
    sentence: Sentence,
    government: Government,
    statement: Statement,
    actor: str | None,
    against: str | None,
    sides: tuple[Named, ...],
    bounds: tuple[int, int],
) -> tuple[Statement, str | None, str | None]:
    """A loss to a named taker is a capture; "entered" without an armed side says nothing about control."""
    cue = government.cue
    if cue is None:
        return statement, actor, against
    if statement.predicate is Predicate.LOST:
        takers = [s for s in sides if s.marker == "agent" and s.start >= cue.end and s.start - max(bounds[1], cue.end) < 6]
        takers = [s for s in takers if s.side != actor]
        if takers:
            reasons = (*statement.reasons, "a taker is named")
            return replace(statement, predicate=Predicate.TOOK, reasons=reasons), takers[0].side, actor
    if statement.predicate is Predicate.TOOK and _talked_of(sentence, cue, bounds):
        return Statement(Predicate.NONE, reasons=(*statement.reasons, "nobody is said to have done it")), None, None
    named = any(s.side == actor for s in sides)
    subject = _explicit(sentence, government)
    if subject == "other" and statement.predicate is not Predicate.NONE:
        return Statement(Predicate.NONE, reasons=(*statement.reasons, "its subject is no side")), None, None
    if subject in ("armed", "pronoun") and (actor is not None or statement.predicate in (Predicate.TOOK, Predicate.ENTERS)):
        return statement, actor, against
    failed = statement.polarity in (Polarity.FAILED, Polarity.DENIED) and sentence.lang == "en"  # then whoever is named is not the attacker
    if statement.predicate is Predicate.TOOK and actor is None and cue.entry.frame == "object" and not (government.passive or failed):
        if cue.form.tense in ("perfect", "imperfect", "past", "present", "ing", "base"):
            return Statement(Predicate.NONE, reasons=(*statement.reasons, "nobody is named who took it")), None, None
    if cue.entry.side and (
        (actor is None and not failed)
        or _civil(sentence, cue.start, cue.end)
        or (not named and not failed and cue.form.tense in ("noun", "ing") and not follows_pronoun(sentence, cue))
    ):
        reasons = (*statement.reasons, "no armed side is its subject")
        return Statement(Predicate.NONE, reasons=reasons), None, None
    return statement, actor, against


def _talked_of(sentence: Sentence, cue: Cue, bounds: tuple[int, int]) -> bool:
    """ "he said that taking it is easy": a verbal noun that opens a statement, without an agent or a word that it was done."""
    if sentence.lang != "ar" or cue.form.tense != "noun" or not sentence.word(cue.start - 1).endswith(("ان", "لان", "كون")):
        return False
    if any(cue.start <= at < max(bounds[1], cue.end) + 5 for at in sentence.sides):
        return False
    after = range(max(bounds[1], cue.end), len(sentence.units))
    return not any(name in sentence.tags[k] for k in after for name in ("succeed", "done"))


def _explicit(sentence: Sentence, government: Government) -> str:
    """English: what kind of subject an active verb has; "" where that cannot be told."""
    cue = government.cue
    if cue is None or sentence.lang != "en" or government.passive or cue.entry.frame not in ("object", "oblique"):
        return ""
    if cue.form.tense not in ("past", "participle", "present") or cue.entry.actor != "subject":
        return ""
    return subject_kind(sentence, cue)


def _civil(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the subject beside a verb is a civilian, a convoy, a shell."""
    if sentence.lang == "ar":
        near = range(start, min(end + 3, len(sentence.units)))
    else:
        near = range(max(0, start - 4), start)
    if sentence.lang == "ar":  # the place after the verb ends the search on that side
        near = range(start, next((k for k in near if sentence.units[k].mention is not None), near.stop))
    for at in (*near, *range(start - 1, max(-1, start - 25), -1)):
        if at in sentence.sides and not in_aside(sentence, at, start):
            return False
        if sentence.lang == "en" and at in near and sentence.units[at].mention is not None:
            return False
        if "civil" in sentence.tags[at]:
            return True
    return False


def _identity(claim: Claim, member: Member, sentence: Sentence) -> str:
    words = (claim.document, claim.place, claim.predicate, claim.polarity, claim.extent, claim.cue, claim.mention)
    where = (sentence.span.start, member.unit)
    return hashlib.sha256(repr((words, where)).encode()).hexdigest()[:16]
