"""What changed between two days, as GeoJSON: a feature a place, with the claims behind the change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from hayy.export import as_feature, as_json, claim_item
from hayy.geometry import Area, Certainty, area_ha, locate

if TYPE_CHECKING:
    from hayy.change import Change
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, Document, PlaceState

NOTE = "Changes between two days, of claims as reported, not verified. Hectares only for places with a boundary."


def hectares(changes: Sequence[Change], areas: dict[str, Area], kind: str) -> tuple[float, int, int]:
    """The area of the places with a kind of change: hectares, places with a boundary, places without."""
    named = [change.place for change in changes if kind in change.kinds]
    bounded = [areas[p] for p in named if areas[p].certainty in (Certainty.BOUNDARY, Certainty.COMPUTED)]
    total = sum(area_ha(area.geometry) for area in bounded if area.geometry is not None)
    return round(total, 1), len(bounded), len(named) - len(bounded)


def difference_geojson(
    changes: Sequence[Change],
    days: tuple[date, date],
    gazetteer: Gazetteer,
    documents: dict[str, Document],
) -> bytes:
    """The changes as an RFC 7946 FeatureCollection in order of place; places never drawn have no geometry."""
    areas = locate(gazetteer)
    features = [_feature(change, gazetteer, areas[change.place], documents) for change in changes]
    head = {
        "schema": "hayy.diff/1",
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
        "note": NOTE,
        "attribution": list(gazetteer.city.attribution),
    }
    lines = ",\n".join(as_json(feature) for feature in features)
    return f'{{"type":"FeatureCollection","hayy":{as_json(head)},"features":[\n{lines}\n]}}\n'.encode()


def _feature(change: Change, gazetteer: Gazetteer, area: Area, documents: dict[str, Document]) -> dict[str, Any]:
    place = gazetteer.places[change.place]
    bounded = area.certainty in (Certainty.BOUNDARY, Certainty.COMPUTED) and area.geometry is not None
    properties = {
        "place": place.id,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "changes": list(change.kinds),
        "gained_by": change.gained_by,
        "lost_by": change.lost_by,
        "before": _said(change.before),
        "after": _said(change.after),
        "area_ha": round(area_ha(area.geometry), 1) if bounded and area.geometry is not None else None,
        "claims": [_claim(claim, documents) for claim in change.claims],
    }
    return as_feature(place.id, properties, area.geometry)


def _claim(claim: Claim, documents: dict[str, Document]) -> dict[str, Any]:
    return claim_item(claim, documents.get(claim.document or ""))


def _said(state: PlaceState | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {"status": state.status.value, "disputed": state.disputed, "actor": state.actor}
