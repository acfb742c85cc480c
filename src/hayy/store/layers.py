"""The layers of a project file: the places of its gazetteer, and the latest state of those that claims name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from hayy.control import decide
from hayy.geometry import Area, Certainty, area_ha, locate, part_of
from hayy.model import Claim, Extent, PlaceState
from hayy.sides import load_sides
from hayy.store import geopackage
from hayy.store.database import insert
from hayy.store.decisions import Decision, apply
from hayy.store.rows import to_claim

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer


def write_places(connection: sqlite3.Connection, gazetteer: Gazetteer) -> None:
    """Make the layer ``places`` that of ``gazetteer``."""
    connection.execute("DELETE FROM places")
    insert(connection, "places", [_place(gazetteer, key, area) for key, area in locate(gazetteer).items()])
    geopackage.touch(connection, ["places", "claims_map"])


def write_state(
    connection: sqlite3.Connection, gazetteer: Gazetteer, places: Iterable[str], decisions: Mapping[str, Decision]
) -> None:
    """Decide the latest state of ``places`` again, from all of their claims."""
    areas = locate(gazetteer)
    moved: dict[str, list[str]] = {}
    for decision in decisions.values():
        if decision.review == "corrected":
            moved.setdefault(decision.corrected["place"], []).append(decision.claim)
    for place in sorted(set(places)):
        connection.execute("DELETE FROM state WHERE place = ?", (place,))
        if place not in gazetteer.places:
            continue
        claims = _claims_about(connection, place, decisions, moved.get(place, []))
        state = decide(claims).by_place.get(place)
        if state is not None:
            insert(connection, "state", [_state(gazetteer, state, areas[place])])
    geopackage.touch(connection, ["state", "claims_map"])


def _claims_about(
    connection: sqlite3.Connection, place: str, decisions: Mapping[str, Decision], moved: Iterable[str]
) -> list[Claim]:
    """The claims about a place that count, corrections to it included, in the order in which they were stored."""
    rows = connection.execute("SELECT * FROM claims WHERE place = ? ORDER BY fid", (place,)).fetchall()
    for claim in moved:
        rows += connection.execute("SELECT * FROM claims WHERE id = ? AND place IS NOT ?", (claim, place)).fetchall()
    found = (apply(claim, decisions.get(claim.id)) for claim in map(to_claim, rows))
    return [claim for claim in found if claim is not None and claim.place == place]


def _place(gazetteer: Gazetteer, key: str, area: Area) -> dict[str, Any]:
    place = gazetteer.places[key]
    return {
        "geom": geopackage.to_blob(area.geometry),
        "id": key,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "kind": place.kind,
        "parent": place.parent,
        "certainty": area.certainty.value,
        "source": area.source,
        "how": area.how,
        "radius_m": area.radius_m,
        "area_ha": round(area_ha(area.geometry), 2) if area.geometry is not None else None,
    }


def _state(gazetteer: Gazetteer, state: PlaceState, area: Area) -> dict[str, Any]:
    place = gazetteer.places[state.place]
    side = load_sides().get(state.actor or "")
    shape, what = area.geometry, None
    if shape is not None:
        what = "circle" if area.certainty is Certainty.POINT else "whole"
        if what == "whole" and state.partial and state.extent is Extent.PART and state.direction is not None:
            shape, what = part_of(shape, state.direction), "part"
    return {
        "geom": geopackage.to_blob(shape),
        "place": state.place,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "status": state.status.value,
        "disputed": state.disputed,
        "partial": state.partial,
        "extent": state.extent.value if state.extent else None,
        "direction": state.direction.value if state.direction else None,
        "actor": state.actor,
        "actor_label": side.label_en if side else state.actor,
        "event_first": state.event.first.isoformat() if state.event else None,
        "event_last": state.event.last.isoformat() if state.event else None,
        "heard": state.heard.isoformat() if state.heard else None,
        "claims": len(state.claims),
        "contradicted": len(state.contradicted),
        "certainty": area.certainty.value,
        "geometry_is": what,
    }
