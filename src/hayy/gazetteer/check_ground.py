"""Checks of points and boundaries: valid, without overlaps, and where they can be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hayy.gazetteer.build import read_boundaries
from hayy.gazetteer.check import Check, Finding, Row, Tables
from hayy.gazetteer.shapes import Plane, overlaps
from hayy.gazetteer.tablefiles import table_path

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

_LOCATION = ("lat", "lon", "radius_m")
_MAY_LIE_OUTSIDE = frozenset({"village", "town", "suburb", "camp", "farmland"})
"""Kinds of places that are about the city, not in it; their centre must still lie in the box of ``city.toml``."""
_SLACK_M = 25.0
"""What generalising a boundary (about 40 m) may put between a point and the outline it lies in."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A location that is three numbers on Earth."""

    lat: float
    lon: float
    radius_m: float


def locations(tables: Tables) -> Iterator[Finding]:
    """A location is a latitude, a longitude and a radius, all or none, with a source and the way it was found."""
    for row in tables.places:
        given = [column for column in _LOCATION if row[column]]
        if given and (fault := _location_fault(row)):
            yield Finding("bad-location", "places.csv", row.line, row["id"], fault)
        if given and not row["location_source"]:
            yield Finding("no-source", "places.csv", row.line, row["id"], "the location has no location_source")
        if not given and row["location_source"]:
            said = "a location_source without a location"
            yield Finding("bad-location", "places.csv", row.line, row["id"], said)


def boundaries(tables: Tables) -> Iterator[Finding]:
    """Rings close, polygons are valid and not empty, and no two places share ground."""
    areas, faults = read_boundaries(table_path(tables.directory, "boundaries.csv"))
    for fault in faults:
        _, _, rest = fault.partition(":")
        line, _, message = rest.partition(": ")
        at = int(line) if line.isdigit() else 0
        yield Finding("bad-boundary", "boundaries.csv", at, message.partition(":")[0], message or fault)
    first = {row["place_id"]: row.line for row in reversed(tables.rows["boundaries.csv"])}
    for one, other, hectares in overlaps(areas):
        said = f"{one} and {other} share {hectares:.2f} ha of ground"
        yield Finding("overlap", "boundaries.csv", first[other], f"{one}+{other}", said)


def positions(tables: Tables) -> Iterator[Finding]:
    """A point lies in its own boundary, in its parent and in the city; within its radius counts as inside."""
    areas, _ = read_boundaries(table_path(tables.directory, "boundaries.csv"))
    points = {row["id"]: point for row in tables.places if (point := _point(row))}
    city = _city_outline(areas)
    box = tables.toml["city.toml"].get("bbox")
    for row in tables.places:
        if (point := _point(row)) is None:
            continue
        if row["id"] in areas and (away := _metres_outside(point, areas[row["id"]])):
            said = f"the point lies {away:.0f} m outside the place's own boundary"
            yield Finding("point-outside", "places.csv", row.line, row["id"], said)
        if away := _outside_parent(point, row["parent"], points, areas):
            said = f"the point lies {away:.0f} m outside its parent {row['parent']}, more than its radius"
            yield Finding("outside-parent", "places.csv", row.line, row["id"], said)
        yield from _outside_city(row, point, city, box)


def _outside_city(row: Row, point: _Point, city: BaseGeometry | None, box: object) -> Iterator[Finding]:
    if _outside_box(point, box):
        said = f"{point.lat}, {point.lon} lies outside the box of city.toml: lat and lon exchanged?"
        yield Finding("outside-city", "places.csv", row.line, row["id"], said)
    elif city is not None and row["kind"] not in _MAY_LIE_OUTSIDE and (away := _metres_outside(point, city)):
        said = f"the point lies {away:.0f} m outside the city, more than its radius, and is no village or suburb"
        yield Finding("outside-city", "places.csv", row.line, row["id"], said)


def _location_fault(row: Row) -> str | None:
    missing = [column for column in _LOCATION if not row[column]]
    if missing:
        return f"no {' and no '.join(missing)}: a location needs lat, lon and radius_m"
    try:
        lat, lon, radius = (float(row[column]) for column in _LOCATION)
    except ValueError:
        return f"lat {row['lat']!r}, lon {row['lon']!r}, radius_m {row['radius_m']!r} are not three numbers"
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return f"lat {row['lat']}, lon {row['lon']} is no place on Earth in WGS84 degrees"
    if not (math.isfinite(radius) and radius >= 0):
        return f"radius_m {row['radius_m']} is no distance in metres"
    return None


def _point(row: Row) -> _Point | None:
    if _location_fault(row) is not None:
        return None
    return _Point(*(float(row[column]) for column in _LOCATION))


def _outside_parent(
    point: _Point, parent: str, points: Mapping[str, _Point], areas: Mapping[str, Polygon | MultiPolygon]
) -> float:
    """How many metres a point and its radius miss the parent's boundary, or the parent's circle if it has none."""
    if parent in areas:
        return _metres_outside(point, areas[parent])
    if parent in points:
        other = points[parent]
        from shapely.geometry import Point

        apart = _metres_outside(_Point(point.lat, point.lon, 0.0), Point(other.lon, other.lat))
        return max(0.0, apart - point.radius_m - other.radius_m)
    return 0.0


def _metres_outside(point: _Point, area: BaseGeometry) -> float:
    """How many metres lie between the circle of a point and an area; 0 if they meet."""
    from shapely.geometry import Point

    plane = Plane(point.lon, point.lat)
    away = float(plane.to_metres(area).distance(Point(0.0, 0.0))) - point.radius_m
    return away if away > _SLACK_M else 0.0


def _city_outline(areas: Mapping[str, Polygon | MultiPolygon]) -> BaseGeometry | None:
    """The convex hull of all boundaries: a city grows between its quarters too."""
    from shapely import unary_union

    return unary_union(list(areas.values())).convex_hull if areas else None


def _outside_box(point: _Point, box: object) -> bool:
    if not (isinstance(box, list) and len(box) == 4 and all(isinstance(edge, int | float) for edge in box)):
        return False  # reported as bad-city
    west, south, east, north = box
    return not (west <= point.lon <= east and south <= point.lat <= north)


GROUND_CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (locations, ()),
    (boundaries, ("boundaries.csv",)),
    (positions, ("boundaries.csv",)),
)
