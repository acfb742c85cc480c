"""Plain geometry that every room shares: canonical form, area, overlap, and a plane in metres around a place.

Everything outside this file is WGS84 in degrees, longitude first (EPSG:4326 as RFC 7946 uses it). Metres exist only
inside a :class:`Plane`. shapely and pyproj are imported inside the functions: ``import hayy`` must stay light.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

DECIMALS = 5
"""Decimals of a degree in every file written: about one metre, finer than any boundary here deserves."""


SLIVER_HA = 0.05
"""Shared ground up to this is a slip of rounding or digitising: 500 square metres, one metre along 500."""


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of a geometry, however nested; points and lines are left out.

    >>> from shapely import from_wkt
    >>> [p.area for p in polygons(from_wkt("GEOMETRYCOLLECTION (POINT (0 0), POLYGON ((0 0, 1 0, 1 1, 0 0)))"))]
    [0.5]
    """
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [polygon for part in getattr(geometry, "geoms", ()) for polygon in polygons(part)]


def areal(geometry: BaseGeometry) -> Polygon | MultiPolygon:
    """The same ground as one Polygon or MultiPolygon (possibly empty): what an overlay may return, without its dust."""
    from shapely.geometry import MultiPolygon

    parts = polygons(geometry)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def canonical(geometry: BaseGeometry, decimals: int = DECIMALS) -> Polygon | MultiPolygon:
    """One way to write a polygon, so that equal areas give equal coordinates whatever made them.

    Coordinates are rounded, exteriors run counter-clockwise and holes clockwise, every ring is closed and starts at its
    smallest vertex, parts and holes are sorted.

    >>> from shapely import from_wkt
    >>> canonical(from_wkt("POLYGON ((1 1, 1 0, 0 0, 0 1.000001, 1 1))")).wkt
    'POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))'
    """
    from shapely.geometry import MultiPolygon, Polygon

    def ring(points: Iterable[tuple[float, ...]], counter_clockwise: bool) -> list[tuple[float, float]]:
        rounded = [(round(x, decimals) + 0.0, round(y, decimals) + 0.0) for x, y, *_ in points]
        kept = [p for i, p in enumerate(rounded[:-1]) if i == 0 or p != rounded[i - 1]]
        if _signed_area(kept) < 0 if counter_clockwise else _signed_area(kept) > 0:
            kept.reverse()
        start = kept.index(min(kept))
        return [*kept[start:], *kept[:start], kept[start]]

    parts = []
    for polygon in polygons(geometry):
        holes = sorted(ring(hole.coords, False) for hole in polygon.interiors)
        parts.append((ring(polygon.exterior.coords, True), holes))
    made = [Polygon(shell, holes) for shell, holes in sorted(parts)]
    return made[0] if len(made) == 1 else MultiPolygon(made)


def _signed_area(points: list[tuple[float, float]]) -> float:
    """Twice the area inside an open ring; positive when it runs counter-clockwise (the shoelace sum)."""
    following = [*points[1:], points[0]]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, following, strict=True))


def area_ha(geometry: BaseGeometry) -> float:
    """Area in hectares on the WGS84 ellipsoid, edges taken as geodesics.

    ``geometry`` is in WGS84 degrees; points and lines have no area.

    >>> from shapely.geometry import box
    >>> round(area_ha(box(37.0, 36.0, 37.01, 36.01)), 1)   # about 0.9 km by 1.1 km
    100.0
    """
    from pyproj import Geod
    from shapely.geometry.polygon import orient

    geod = Geod(ellps="WGS84")
    return sum(abs(geod.geometry_area_perimeter(orient(p))[0]) for p in polygons(geometry)) / 10_000


def iou(one: BaseGeometry, other: BaseGeometry) -> float:
    """Shared area over joint area (the Jaccard index), 0 to 1; 0 when both are empty.

    In degrees: at the size of a city the stretch of a degree is the same above and below the line and cancels.

    >>> from shapely.geometry import box
    >>> round(iou(box(0, 0, 2, 1), box(1, 0, 3, 1)), 3)
    0.333
    """
    joint = float(one.union(other).area)
    return float(one.intersection(other).area) / joint if joint else 0.0


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map in metres around a point, by Lambert's azimuthal equal-area projection.

    Areas are true everywhere on it, distances to about 1 in 100,000 within 50 km of the centre.

    >>> from shapely.geometry import Point
    >>> plane = Plane(37.16, 36.2)
    >>> round(plane.to_metres(Point(37.16, 36.21)).y)
    1110
    """

    lon: float
    lat: float

    @classmethod
    def around(cls, geometry: BaseGeometry) -> Plane:
        """The plane centred on the middle of the geometry's bounding box."""
        west, south, east, north = geometry.bounds
        return cls((west + east) / 2, (south + north) / 2)

    def to_metres(self, geometry: BaseGeometry) -> BaseGeometry:
        """A WGS84 geometry in metres east and north of the plane's centre."""
        return self._transform(geometry, inverse=False)

    def to_degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry of this plane back in WGS84 degrees."""
        return self._transform(geometry, inverse=True)

    def _transform(self, geometry: BaseGeometry, inverse: bool) -> BaseGeometry:
        from pyproj import Proj
        from shapely import transform

        proj = Proj(proj="laea", lon_0=self.lon, lat_0=self.lat, ellps="WGS84", units="m")
        moved: BaseGeometry = transform(geometry, partial(proj, inverse=inverse), interleaved=False)
        return moved


def circle(lon: float, lat: float, radius_m: float) -> Polygon:
    """The disc of ``radius_m`` metres about a WGS84 point, as a 64-cornered polygon in degrees.

    >>> round(area_ha(circle(37.16, 36.2, 1000.0)))   # pi km2 is 314 ha
    314
    """
    from shapely.geometry import Point, Polygon

    made = Plane(lon, lat).to_degrees(Point(0.0, 0.0).buffer(radius_m, quad_segs=16))
    if not isinstance(made, Polygon):
        raise ValueError(f"a circle needs a radius above 0 m, not {radius_m}")
    return made


def overlaps(areas: Mapping[str, BaseGeometry]) -> list[tuple[str, str, float]]:
    """Every pair of areas that share ground: both keys (in order) and the shared hectares.

    What rounding to :data:`DECIMALS` leaves between neighbours (:data:`SLIVER_HA` at most) does not count.

    >>> from shapely.geometry import box
    >>> overlaps({"a": box(0, 0, 0.01, 0.01), "b": box(0.005, 0, 0.015, 0.01), "c": box(0.015, 0, 0.02, 0.01)})[0][:2]
    ('a', 'b')
    """
    from shapely import STRtree

    if not areas:
        return []
    keys = sorted(areas)
    shapes = [areas[key] for key in keys]
    tree = STRtree(shapes)
    found = []
    for i, j in sorted(zip(*(column.tolist() for column in tree.query(shapes, predicate="intersects")), strict=True)):
        if i < j:
            shared = area_ha(shapes[i].intersection(shapes[j]))
            if shared > SLIVER_HA:
                found.append((keys[i], keys[j], shared))
    return found
