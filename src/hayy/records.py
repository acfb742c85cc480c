"""The public JSON shape ``hayy.read/1``: one record per document read. ``docs/read-format.md`` describes it."""

from __future__ import annotations

from typing import Any

from hayy.control import decide
from hayy.gazetteer import Gazetteer
from hayy.model import Claim, PlaceState, Reading, Resolution, Span, When

SCHEMA = "hayy.read/1"

Record = dict[str, Any]


def to_record(reading: Reading, gazetteer: Gazetteer) -> Record:
    """What one document says, as plain data that ``json.dumps`` takes.

    The keys stand in the order of the contract, ``places`` in that of their ids. All offsets are code points of the
    document's text, end exclusive; days are ISO 8601, intervals of them inclusive.
    """
    document = reading.document
    state = decide(reading.claims)
    return {
        "schema": SCHEMA,
        "id": document.id,
        "published": document.published.isoformat() if document.published else None,
        "outlet": document.outlet,
        "mentions": [
            _mention(found, claim, gazetteer) for found, claim in zip(reading.mentions, reading.by_mention, strict=True)
        ],
        "claims": [_claim(claim) for claim in reading.claims],
        "places": {place: _state(state.by_place[place], gazetteer) for place in sorted(state.by_place)},
    }


def _mention(found: Resolution, claim: Claim, gazetteer: Gazetteer) -> Record:
    place = gazetteer.places[found.place] if found.place else None
    span = found.mention.span
    return {
        "start": span.start,
        "end": span.end,
        "surface": found.mention.surface,
        "place": found.place,
        "name_ar": place.name_ar if place else None,
        "name_en": place.name_en if place else None,
        "score": round(found.score, 1),
        "reasons": list(found.reasons),
        "status": claim.status.value,
        "polarity": claim.polarity.value,
        "extent": claim.extent.value,
        "direction": claim.direction.value if claim.direction else None,
        "actor": claim.actor,
        "attributed_to": list(claim.attributed_to),
        "event_date": _days(claim.event),
        "evidence": _offsets(claim.evidence),
    }


def _claim(claim: Claim) -> Record:
    return {
        "id": claim.id,
        "place": claim.place,
        "predicate": claim.predicate.value,
        "status": claim.status.value,
        "polarity": claim.polarity.value,
        "extent": claim.extent.value,
        "direction": claim.direction.value if claim.direction else None,
        "actor": claim.actor,
        "against": claim.against,
        "attributed_to": list(claim.attributed_to),
        "event_date": _days(claim.event),
        "evidence": _offsets(claim.evidence),
        "mention": claim.mention,
    }


def _state(state: PlaceState, gazetteer: Gazetteer) -> Record:
    place = gazetteer.places[state.place]
    return {
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "status": state.status.value,
        "disputed": state.disputed,
        "partial": state.partial,
        "extent": state.extent.value if state.extent else None,
        "actor": state.actor,
        "event_date": _days(state.event),
    }


def _days(when: When | None) -> list[str] | None:
    return [when.first.isoformat(), when.last.isoformat()] if when else None


def _offsets(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
