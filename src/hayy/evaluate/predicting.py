"""What hayy says of annotated texts, in the shape that the scorer of the annotation scheme reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hayy.control import decide
from hayy.evaluate.gold import Row, document_of
from hayy.model import Reading, When

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer
    from hayy.pipeline import Reader

SCHEMA = "hayy.predictions/1"


def predict(gold: Mapping[str, Row], reader: Reader) -> dict[str, Row]:
    """A prediction for every annotated document; its annotations are not looked at."""
    return {key: prediction(reader.read(document_of(row)), reader.gazetteer) for key, row in gold.items()}


def prediction(reading: Reading, gazetteer: Gazetteer) -> Row:
    """One reading as a prediction: the mentions that are places of the gazetteer, and the state of every place.

    Two places of one Arabic name with different states count as contested, as they do for the scorer.
    """
    states: dict[str, str] = {}
    for place, state in decide(reading.claims).by_place.items():
        name, status = gazetteer.places[place].name_ar, state.status.value
        states[name] = status if states.get(name, status) == status else "contested"
    return {
        "schema": SCHEMA,
        "id": reading.document.id,
        "mentions": [
            {
                "start": found.mention.span.start,
                "end": found.mention.span.end,
                "name_ar": gazetteer.places[found.place].name_ar,
                "status": claim.status.value,
                "polarity": claim.polarity.value,
                "extent": claim.extent.value,
                "event_date": _days(claim.event),
            }
            for found, claim in zip(reading.mentions, reading.by_mention, strict=True)
            if found.place is not None
        ],
        "places": dict(sorted(states.items())),
    }


def _days(when: When | None) -> list[str] | None:
    return [when.first.isoformat(), when.last.isoformat()] if when else None
