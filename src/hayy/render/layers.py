"""The payload's geometry as GeoJSON collections of numbers: positions in the payload's lists, radii, coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hayy.render.payload import Payload

Collection = dict[str, Any]


def collections(payload: Payload, *, lean: bool = False) -> dict[str, Collection]:
    """By the name of the pane: outline of the city, areas, parts of areas, points. Empty ones are left in.

    A feature's ``id`` is the index of its place in ``payload["places"]`` (areas, points) or of its part in
    ``payload["parts"]``. Coordinates are WGS84 degrees, longitude first. ``lean`` leaves out the points of places
    without a report.
    """
    places = list(enumerate(payload["places"]))
    reported = {place for step in payload["steps"] for place in step["changes"]}
    areas = [_feature(i, p["geometry"]) for i, p in places if p["draw"] in ("area", "outline")]
    points = [
        _feature(i, p["geometry"], radius=p["radius_m"])
        for i, p in places
        if p["draw"] == "point" and (not lean or i in reported)
    ]
    parts = [_feature(i, part["geometry"]) for i, part in enumerate(payload["parts"])]
    outline = [_feature(0, payload["outline"])] if payload["outline"] else []
    made = {"outline": outline, "areas": areas, "parts": parts, "points": points}
    return {name: {"type": "FeatureCollection", "features": features} for name, features in made.items()}


def _feature(index: int, geometry: Any, **numbers: float | None) -> dict[str, Any]:
    return {"type": "Feature", "id": index, "properties": numbers, "geometry": geometry}
