"""Claims with the words they rest on: documents, evidence sentences with their context, and the marks in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hayy.reading.attribution import INHERITED
from hayy.render.data import ClaimData, DocumentData, PassageData

if TYPE_CHECKING:
    from hayy.model import Claim, Document, Reading, Resolution, Span, When

CONTEXT = 240
"""Code points of the document shown before and after an evidence sentence, at most."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, the document and passage it was read from (as indexes) and the mention that named the place."""

    claim: Claim
    known: date | None
    document: int | None = None
    passage: int | None = None
    resolution: Resolution | None = None
    event_words: str | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements with the documents and passages they refer to, oldest first."""

    statements: list[Statement]
    documents: list[DocumentData]
    passages: list[PassageData]


def statements(readings: Sequence[Reading], coded: Sequence[Claim], as_of: date | None) -> Statements:
    """Every claim that is known by ``as_of`` (None: all), in the order in which they became known.

    A document given twice counts once.
    """
    made = Statements([], [], [])
    seen: set[str] = set()
    for reading in readings:
        if reading.document.id not in seen:
            seen.add(reading.document.id)
            _add(reading, made, as_of)
    made.statements.extend(Statement(claim, _known(claim, None)) for claim in coded)
    kept = [s for s in made.statements if as_of is None or s.known is None or s.known <= as_of]
    kept.sort(key=lambda s: s.known or date.min)
    return Statements(kept, made.documents, made.passages)


def _add(reading: Reading, made: Statements, as_of: date | None) -> None:
    """Append the document, its claims and their passages."""
    document = reading.document
    if as_of is not None and document.published is not None and document.published > as_of:
        return
    number = len(made.documents)
    made.documents.append(_document(document))
    by_span: dict[Span, int] = {}
    for claim in reading.claims:
        if claim.evidence is not None and claim.evidence not in by_span:
            by_span[claim.evidence] = len(made.passages)
            made.passages.append(passage(document.text, claim.evidence, number))
        resolution = reading.mentions[claim.mention] if claim.mention is not None else None
        cited = by_span.get(claim.evidence) if claim.evidence is not None else None
        words = claim.event.words.of(document.text) if claim.event and claim.event.words else None
        made.statements.append(Statement(claim, _known(claim, document), number, cited, resolution, words))


def _known(claim: Claim, document: Document | None) -> date | None:
    """The day from which a claim counts; before it happened nobody can have reported it."""
    return claim.reported or (document.published if document else None) or (claim.event.last if claim.event else None)


def _document(document: Document) -> DocumentData:
    return DocumentData(
        id=document.id,
        outlet=document.outlet,
        title=document.title,
        url=document.url,
        published=document.published.isoformat() if document.published else None,
        lang=document.lang,
    )


def passage(text: str, evidence: Span, document: int) -> PassageData:
    """The sentence with its context, cut between words and marked with an ellipsis where the text goes on.

    >>> from hayy.model import Span
    >>> passage("One. Two three. Four.", Span(5, 15), 0)
    {'document': 0, 'text': 'Two three.', 'before': 'One. ', 'after': ' Four.'}
    """
    before, after = text[: evidence.start], text[evidence.end :]
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    return PassageData(document=document, text=evidence.of(text), before=before, after=after)


def claim_data(statement: Statement, index: Mapping[str, int], contradicted: Mapping[str, str]) -> ClaimData:
    """One claim as plain data; ``index`` has the position of each place, ``contradicted`` a day by the claim's id."""
    claim, found = statement.claim, statement.resolution
    return ClaimData(
        id=claim.id,
        place=index[claim.place],
        status=claim.status.value,
        predicate=claim.predicate.value,
        polarity=claim.polarity.value,
        extent=claim.extent.value,
        direction=claim.direction.value if claim.direction else None,
        share=claim.share,
        actor=claim.actor,
        against=claim.against,
        attributed_to=[
            source for source in claim.attributed_to if not (claim.inherited and source.startswith(INHERITED))
        ],
        inherited_from=_inherited(claim),
        background=claim.background,
        event=days(claim.event),
        event_words=statement.event_words,
        event_reason=claim.event.reason if claim.event else "",
        known=statement.known.isoformat() if statement.known else None,
        reported=claim.reported.isoformat() if claim.reported else None,
        document=statement.document,
        passage=statement.passage,
        marks=_marks(statement),
        surface=found.mention.surface if found else None,
        score=round(found.score, 1) if found else None,
        match=list(found.reasons) if found else [],
        reasons=list(claim.reasons),
        flags=list(claim.flags),
        contradicted=contradicted.get(claim.id),
        confidence=claim.confidence,
        voice=claim.voice,
        url=claim.url,
        note=claim.note,
    )


def _inherited(claim: Claim) -> list[str]:
    """The sources that were carried over from an earlier sentence, outermost first."""
    carried = [source for source in claim.attributed_to if source.startswith(INHERITED)] if claim.inherited else []
    return [name for source in carried for name in source.removeprefix(INHERITED).split(" > ")]


def days(event: When | None) -> list[str] | None:
    """First and last day of an event, ISO 8601."""
    return [event.first.isoformat(), event.last.isoformat()] if event else None


def _marks(statement: Statement) -> list[list[Any]]:
    """Where in the passage the name, the deciding words and the date stand, in code points of its text."""
    claim, found = statement.claim, statement.resolution
    if claim.evidence is None:
        return []
    spans = [
        (found.mention.span if found else None, "name"),
        (claim.cue, "cue"),
        (claim.event.words if claim.event else None, "date"),
    ]
    start, end = claim.evidence.start, claim.evidence.end
    return [
        [span.start - start, span.end - start, what]
        for span, what in spans
        if span is not None and start <= span.start and span.end <= end
    ]
