"""Areas computed from points: each place gets the ground that lies nearest to one of its points, inside an outline.

That is the union of the Voronoi cells of its points (Aurenhammer 1991, doi:10.1145/116873.116880), made in a plane in
metres. It is a guess that a map must show as one: ``docs/boundaries.md`` says how good it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hayy.gazetteer.drafting import settled
from hayy.gazetteer.shapes import Plane, areal

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
"""Longitude and latitude in WGS84 degrees."""


def cells(points: Mapping[str, Sequence[Point]], outline: BaseGeometry) -> dict[str, Polygon | MultiPolygon]:
    """The ground of every place: what is nearer to one of its points than to any other place's, inside the outline.

    ``points`` are at least one a place, no two places sharing one; ``outline`` is an area in WGS84 degrees.

    >>> from shapely.geometry import box
    >>> made = cells({"west": [(0.001, 0.005)], "east": [(0.009, 0.005)]}, box(0, 0, 0.01, 0.01))
    >>> made["west"].bounds
    (0.0, 0.0, 0.005, 0.01)
    """
    from shapely import MultiPoint, voronoi_polygons
    from shapely.ops import unary_union

    plane = Plane.around(outline)
    owners = [place for place, own in points.items() for _ in dict.fromkeys(own)]
    flat = plane.to_metres(MultiPoint([point for own in points.values() for point in dict.fromkeys(own)]))
    ground = plane.to_metres(outline)
    parts: dict[str, list[BaseGeometry]] = {place: [] for place in points}
    if len(owners) == 1:
        parts[owners[0]].append(ground)
    else:
        # ordered: the n-th cell is that of the n-th point.
        for place, cell in zip(owners, voronoi_polygons(flat, extend_to=ground, ordered=True).geoms, strict=True):
            parts[place].append(cell)
    return {
        place: settled(plane.to_degrees(areal(unary_union(own).intersection(ground)))) for place, own in parts.items()
    }


def outline_around(points: Mapping[str, Sequence[Point]]) -> Polygon | MultiPolygon:
    """An outline where none is known: the convex hull of all points, widened by half of the usual spacing of places.

    The spacing is the median distance from a point to the nearest one of another place; 1000 m when there is no other.

    >>> outline_around({"a": [(0.0, 0.0)], "b": [(0.02, 0.0)], "c": [(0.0, 0.02)]}).contains_properly(
    ...     outline_around({"a": [(0.001, 0.001)]}))
    True
    """
    from statistics import median

    from shapely import MultiPoint

    every = MultiPoint([point for own in points.values() for point in own])
    plane = Plane.around(every)
    flat = {place: plane.to_metres(MultiPoint(list(own))) for place, own in points.items()}
    gaps = [
        min(point.distance(other) for key, other in flat.items() if key != place)
        for place, own in flat.items()
        for point in own.geoms
        if len(flat) > 1
    ]
    spacing = median(gaps) if gaps else 1000.0
    return settled(plane.to_degrees(plane.to_metres(every).convex_hull.buffer(spacing / 2)))
