"""Evidence as W3C Web Annotations (JSON-LD): each claim is a body, the words it rests on are the target."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hayy.store.decisions import correctable

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, Document, Reading, Span

CONTEXT = 32
"""Code points of a quotation's prefix and suffix."""


def to_annotations(readings: Sequence[Reading], coded: Sequence[Claim], gazetteer: Gazetteer) -> bytes:
    """An AnnotationCollection with every claim about a place; coded claims have their page as target, and no words.

    Positions are code points of the document's text as stored, end exclusive, as the standard's TextPositionSelector.
    """
    items = [_annotation(claim, reading.document, gazetteer) for reading in readings for claim in reading.claims] + [
        _annotation(claim, None, gazetteer) for claim in coded
    ]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:hayy:annotations",
        "type": "AnnotationCollection",
        "label": "Claims about control, as reported, not verified",
        "total": len(items),
        "first": {"id": "urn:hayy:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return (json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _annotation(claim: Claim, document: Document | None, gazetteer: Gazetteer) -> dict[str, Any]:
    told = {key: value for key, value in correctable(claim).items() if value}
    place = gazetteer.places[claim.place]
    value = {
        **told,
        "status": claim.status.value,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "attributed_to": list(claim.attributed_to),
        "coded_by_hand": document is None,
    }
    return {
        "id": f"urn:hayy:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "application/json",
            "value": json.dumps(value, ensure_ascii=False, sort_keys=True),
        },
        "target": _target(claim, document),
    }


def _target(claim: Claim, document: Document | None) -> Any:
    if document is None:
        return claim.url or f"urn:hayy:coded:{claim.id}"
    target: dict[str, Any] = {"source": document.url or f"urn:hayy:document:{document.id}"}
    if claim.evidence is not None:
        target["selector"] = [_position(claim.evidence), _quote(claim.evidence, document.text)]
    return target


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _quote(span: Span, text: str) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - CONTEXT) : span.start],
        "suffix": text[span.end : span.end + CONTEXT],
    }
