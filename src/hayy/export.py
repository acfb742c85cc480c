"""A state of control as files for other tools: GeoJSON with everything, CSV with one row a claim.

Nothing is said without its source: every feature carries the claims it rests on with their evidence, outlet and
attribution, where its geometry comes from and how certain that is, and whose its names are. Places that are never drawn
have no geometry here either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hayy.gazetteer.drafting import csv_bytes, formula_safe
from hayy.gazetteer.shapes import DECIMALS
from hayy.geometry import Area, Certainty, area_ha, locate, part_of
from hayy.model import Claim, ControlState, Extent, PlaceState, Reading, When
from hayy.sides import load_sides

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from hayy.gazetteer import Gazetteer
    from hayy.model import Document

SCHEMA = "hayy.state/1"
NOTE = "Claims as reported, not verified. No report on a place says nothing about it."
CSV_COLUMNS = (
    "place",
    "name_ar",
    "name_en",
    "kind",
    "location_certainty",
    "location_source",
    "status",
    "disputed",
    "partial",
    "claim",
    "claim_status",
    "claim_predicate",
    "claim_polarity",
    "claim_extent",
    "claim_direction",
    "actor",
    "actor_label",
    "against",
    "event_first",
    "event_last",
    "reported",
    "attributed_to",
    "evidence",
    "outlet",
    "document",
    "url",
)

Item = dict[str, Any]


def to_geojson(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim] = ()
) -> bytes:
    """The state as an RFC 7946 FeatureCollection, one feature for every place that a claim names, in order of id.

    WGS84, exteriors counter-clockwise. A place of which a part is meant has that part as its geometry
    (``geometry_is``: ``part``), a place known by a point a circle, a place that is never drawn or not located null.

    Args:
        state: as :func:`hayy.control.decide` gives it.
        gazetteer: the gazetteer the readings were made with.
        readings: the documents read, whose claims the state rests on.
        coded: claims coded by hand, which have no document.

    Raises:
        DataError: the gazetteer's boundaries are faulty.
    """
    places = list(state_items(state, gazetteer, readings, coded))
    features = [as_feature(item["place"], item, shape) for item, shape in places]
    head = {
        "schema": SCHEMA,
        "as_of": state.as_of.isoformat() if state.as_of else None,
        "city": gazetteer.city.name_en,
        "note": NOTE,
        "attribution": list(gazetteer.city.attribution),
        "sources": _sources(gazetteer, [item for item, _ in places]),
    }
    lines = ",\n".join(as_json(feature) for feature in features)
    return f'{{"type":"FeatureCollection","hayy":{as_json(head)},"features":[\n{lines}\n]}}\n'.encode()


def to_csv(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim] = ()
) -> bytes:
    """The state as CSV (UTF-8 with a byte-order mark, so that spreadsheets see Arabic), one row a claim behind it.

    Text cells that a spreadsheet would run as a formula begin with an apostrophe. Arguments as for :func:`to_geojson`.
    """
    rows = [
        {key: formula_safe(value) if isinstance(value, str) else value for key, value in row.items()}
        for item, _ in state_items(state, gazetteer, readings, coded)
        for row in _claim_rows(item)
    ]
    return b"\xef\xbb\xbf" + csv_bytes(CSV_COLUMNS, rows)


def state_items(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim]
) -> Iterator[tuple[Item, BaseGeometry | None]]:
    """What is said of every place, with its claims, and the ground it is said of; in order of id."""
    known: dict[str, tuple[Claim, Document | None]] = {claim.id: (claim, None) for claim in coded}
    for reading in readings:
        known |= {claim.id: (claim, reading.document) for claim in reading.claims}
    areas = locate(gazetteer)
    for key in sorted(state.by_place):
        shown, area = state.by_place[key], areas[key]
        shape, what = _ground(shown, area)
        claims = [claim_item(*known[claim]) for claim in shown.claims if claim in known]
        yield _place(gazetteer, shown, area, shape, what) | {"claims": claims}, shape


def _ground(state: PlaceState, area: Area) -> tuple[BaseGeometry | None, str | None]:
    """The ground that a state is about, and whether that is the whole place, a part of it or a circle about it."""
    if area.geometry is None:
        return None, None
    if area.certainty is Certainty.POINT:
        return area.geometry, "circle"
    if state.partial and state.extent is Extent.PART and state.direction is not None:
        return part_of(area.geometry, state.direction), "part"
    return area.geometry, "whole"


def _place(
    gazetteer: Gazetteer, state: PlaceState, area: Area, shape: BaseGeometry | None, geometry_is: str | None
) -> Item:
    place, kind = gazetteer.places[state.place], gazetteer.kind_of(state.place)
    return {
        "place": place.id,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "name_sources": sorted({s for name in gazetteer.names_of(place.id) for s in _split(name.source)}),
        "kind": place.kind,
        "pcodes": list(place.pcodes),
        "location_certainty": "withheld" if kind.draw == "never" else area.certainty.value,
        "location_source": _split(area.source),
        "location_how": area.how,
        "radius_m": area.radius_m,
        "geometry_is": geometry_is,
        "area_ha": round(area_ha(shape), 1) if shape is not None else None,
        "status": state.status.value,
        "disputed": state.disputed,
        "partial": state.partial,
        "extent": state.extent.value if state.extent else None,
        "direction": state.direction.value if state.direction else None,
        "actor": state.actor,
        "actor_label": _label(state.actor),
        **_days(state.event),
        "heard": state.heard.isoformat() if state.heard else None,
        "contradicted": list(state.contradicted),
    }


def claim_item(claim: Claim, document: Document | None) -> Item:
    """A claim with its evidence and everybody it is attributed to; ``coded_by_hand`` when it stands in no document."""
    return {
        "id": claim.id,
        "status": claim.status.value,
        "predicate": claim.predicate.value,
        "polarity": claim.polarity.value,
        "extent": claim.extent.value,
        "direction": claim.direction.value if claim.direction else None,
        "share": claim.share,
        "actor": claim.actor,
        "actor_label": _label(claim.actor),
        "against": claim.against,
        **_days(claim.event),
        "reported": claim.reported.isoformat() if claim.reported else None,
        "attributed_to": list(claim.attributed_to),
        "source_inherited": claim.inherited,
        "evidence": claim.evidence.of(document.text) if document and claim.evidence else None,
        "evidence_span": [claim.evidence.start, claim.evidence.end] if claim.evidence else None,
        "outlet": document.outlet if document else None,
        "published": document.published.isoformat() if document and document.published else None,
        "document": claim.document,
        "url": claim.url or (document.url if document else None),
        "coded_by_hand": claim.document is None,
        "note": claim.note,
    }


def _claim_rows(item: Mapping[str, Any]) -> Iterator[Item]:
    """The CSV rows of one place: a claim each, or one without when none is known."""
    place = {key: item[key] for key in CSV_COLUMNS[:9]} | {"location_source": ";".join(item["location_source"])}
    for claim in item["claims"] or [{}]:
        told = {key: claim.get(key) for key in CSV_COLUMNS[15:]} if claim else {}
        told |= {f"claim_{key}": claim.get(key) for key in ("status", "predicate", "polarity", "extent", "direction")}
        told |= {"claim": claim.get("id"), "attributed_to": " > ".join(claim.get("attributed_to", ()))}
        yield {key: _cell(value) for key, value in (place | told).items()}


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _sources(gazetteer: Gazetteer, items: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """What every source id in the features stands for, and its licence."""
    used = {source for item in items for key in ("name_sources", "location_source") for source in item[key]}
    table = {key: gazetteer.sources[key] for key in sorted(used) if key in gazetteer.sources}
    return {key: {"what": s.what, "where": s.where, "licence": s.licence} for key, s in table.items()}


def _geometry(shape: BaseGeometry | None) -> Item | None:
    """A shape in canonical form as GeoJSON, coordinates at :data:`DECIMALS` decimals."""
    from hayy.gazetteer.drafting import settled

    if shape is None:
        return None
    plain: Item = settled(shape).__geo_interface__
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def _rounded(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else [_rounded(item) for item in value]


def _label(side: str | None) -> str | None:
    known = load_sides().get(side) if side else None
    return known.label_en if known else side


def _days(when: When | None) -> dict[str, str | None]:
    first, last = (when.first.isoformat(), when.last.isoformat()) if when else (None, None)
    return {"event_first": first, "event_last": last, "event_precision": when.precision if when else None}


def _split(sources: str) -> list[str]:
    return [source.strip() for source in sources.split(";") if source.strip()]


def as_feature(identity: str, properties: Item, shape: BaseGeometry | None) -> Item:
    """A GeoJSON feature."""
    return {"type": "Feature", "id": identity, "properties": properties, "geometry": _geometry(shape)}


def as_json(value: object) -> str:
    """``value`` as JSON on one line, Arabic as it is; NaN is refused."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
