"""Documents, mentions and claims as rows of a project file, and back: nothing is lost on the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from hayy.model import (
    Candidate,
    Claim,
    Direction,
    Document,
    Extent,
    Mention,
    Polarity,
    Predicate,
    Reading,
    Resolution,
    Span,
    When,
)

Row = dict[str, Any]


def document_row(document: Document, sha256: str, reader: str, gazetteer: str) -> Row:
    """One article, with the versions of what read it."""
    return {
        "id": document.id,
        "sha256": sha256,
        "outlet": document.outlet,
        "title": document.title,
        "url": document.url,
        "published": _iso(document.published),
        "lang": document.lang,
        "reader": reader,
        "gazetteer": gazetteer,
        "text": document.text,
    }


def to_document(row: sqlite3.Row) -> Document:
    """The document of a row."""
    return Document(
        id=row["id"],
        text=row["text"],
        outlet=row["outlet"],
        url=row["url"],
        published=_day(row["published"]),
        lang=row["lang"],
        title=row["title"],
    )


def mention_row(found: Resolution, number: int, document: str) -> Row:
    """One name found, at its place in the order of the text."""
    return {
        "document": document,
        "number": number,
        "start": found.mention.span.start,
        "stop": found.mention.span.end,
        "surface": found.mention.surface,
        "place": found.place,
        "score": found.score,
        "role": found.role,
        "outside": found.outside,
        **_span("head", found.head),
        "reasons": _json(found.reasons),
        "candidates": _json([asdict(candidate) for candidate in found.candidates]),
    }


def to_resolution(row: sqlite3.Row) -> Resolution:
    """The resolution of a row."""
    return Resolution(
        mention=Mention(Span(row["start"], row["stop"]), row["surface"]),
        place=row["place"],
        score=row["score"],
        reasons=tuple(json.loads(row["reasons"])),
        candidates=tuple(Candidate(**candidate) for candidate in json.loads(row["candidates"])),
        role=row["role"],
        outside=row["outside"],
        head=_to_span(row, "head"),
    )


def claim_row(claim: Claim, kind: str, number: int, text: str | None = None, named: tuple[str, str] = ("", "")) -> Row:
    """One claim; ``kind`` is mention, anaphor or coded, ``text`` its document's, ``named`` a table's names for it."""
    event = claim.event
    return {
        "id": claim.id,
        "document": claim.document,
        "kind": kind,
        "number": number,
        "place": claim.place or None,
        "status": claim.status.value,
        "predicate": claim.predicate.value,
        "polarity": claim.polarity.value,
        "extent": claim.extent.value,
        "direction": claim.direction.value if claim.direction else None,
        "share": claim.share,
        "actor": claim.actor,
        "against": claim.against,
        "attributed_to": _json(claim.attributed_to),
        "inherited": claim.inherited,
        "event_first": _iso(event.first) if event else None,
        "event_last": _iso(event.last) if event else None,
        "event_precision": event.precision if event else None,
        "event_reason": event.reason if event else None,
        **_span("words", event.words if event else None),
        "reported": _iso(claim.reported),
        "background": claim.background,
        "evidence": claim.evidence.of(text) if claim.evidence and text is not None else None,
        **_span("evidence", claim.evidence),
        **_span("cue", claim.cue),
        "mention": claim.mention,
        "flags": _json(claim.flags),
        "reasons": _json(claim.reasons),
        "confidence": claim.confidence,
        "voice": claim.voice,
        "url": claim.url,
        "note": claim.note,
        "camp": claim.camp,
        "named_en": named[0] or None,
        "named_ar": named[1] or None,
    }


def to_claim(row: sqlite3.Row) -> Claim:
    """The claim of a row."""
    return Claim(
        id=row["id"],
        document=row["document"],
        place=row["place"] or "",
        predicate=Predicate(row["predicate"]),
        polarity=Polarity(row["polarity"]),
        extent=Extent(row["extent"]),
        direction=Direction(row["direction"]) if row["direction"] else None,
        share=row["share"],
        actor=row["actor"],
        against=row["against"],
        attributed_to=tuple(json.loads(row["attributed_to"])),
        inherited=bool(row["inherited"]),
        event=_to_when(row),
        reported=_day(row["reported"]),
        background=bool(row["background"]),
        evidence=_to_span(row, "evidence"),
        cue=_to_span(row, "cue"),
        mention=row["mention"],
        flags=tuple(json.loads(row["flags"])),
        reasons=tuple(json.loads(row["reasons"])),
        confidence=row["confidence"],
        voice=row["voice"],
        url=row["url"],
        note=row["note"],
        camp=row["camp"],
    )


def reading_rows(reading: Reading) -> tuple[list[Row], list[Row]]:
    """The rows of a reading's mentions and of its claims."""
    document = reading.document
    mentions = [mention_row(found, number, document.id) for number, found in enumerate(reading.mentions)]
    claims = [claim_row(c, "mention", number, document.text) for number, c in enumerate(reading.by_mention)]
    claims += [claim_row(c, "anaphor", number, document.text) for number, c in enumerate(reading.anaphoric)]
    return mentions, claims


def to_reading(document: Document, mentions: Sequence[Resolution], claims: Sequence[tuple[str, Claim]]) -> Reading:
    """A reading of its parts; ``claims`` are pairs of kind and claim in the order of their numbers."""
    by_mention = tuple(claim for kind, claim in claims if kind == "mention")
    return Reading(document, tuple(mentions), by_mention, tuple(claim for kind, claim in claims if kind == "anaphor"))


def _span(name: str, span: Span | None) -> Row:
    return {f"{name}_start": span.start if span else None, f"{name}_stop": span.end if span else None}


def _to_span(row: sqlite3.Row, name: str) -> Span | None:
    start, stop = row[f"{name}_start"], row[f"{name}_stop"]
    return None if start is None else Span(start, stop)


def _to_when(row: sqlite3.Row) -> When | None:
    first, last = _day(row["event_first"]), _day(row["event_last"])
    if first is None or last is None:
        return None
    return When(first, last, row["event_precision"] or "", _to_span(row, "words"), row["event_reason"] or "")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
