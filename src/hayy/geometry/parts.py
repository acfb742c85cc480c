"""The part of a place that "the northern part of X" means.

An article that says so much says no more, so the parts are the plainest that the words allow, cut about the *centre* of
the place: the point with half of its area to the north and half to the south, half to the east and half to the west.

- N, E, S, W: the half on that side of the centre; exactly half of the area.
- NE, SE, SW, NW: where two halves meet; opposite quarters are equally large. In a place that lies slantwise such a
  quarter can be next to nothing; below a tenth of the area it is instead the quarter of the area that lies farthest in
  that direction.
- C: the quarter of the area that lies nearest to the centre.

Every part is inside its place and not empty, opposite parts share no ground, and a part is the same whatever the place
is cut into. Directions are true north; within a city the map's north is the same to a tenth of a degree.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from hayy.errors import DataError
from hayy.gazetteer.shapes import areal
from hayy.model import Direction

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

LEAST_QUARTER = 0.10
"""A quarter with a smaller share of the area than this is replaced by the farthest quarter."""

# East and north of one step in each direction.
_STEP = {
    Direction.N: (0, 1),
    Direction.NE: (1, 1),
    Direction.E: (1, 0),
    Direction.SE: (1, -1),
    Direction.S: (0, -1),
    Direction.SW: (-1, -1),
    Direction.W: (-1, 0),
    Direction.NW: (-1, 1),
}


def part_of(area: BaseGeometry, direction: Direction) -> Polygon | MultiPolygon:
    """The part of an area that lies in a direction; see the module for what that is.

    ``area`` is a polygon or multipolygon in WGS84 degrees; so is the result.

    Raises:
        DataError: the area is empty.

    >>> from shapely.geometry import box
    >>> [round(degrees, 6) for degrees in part_of(box(37, 36, 37.02, 36.02), Direction.SE).bounds]
    [37.01, 36.0, 37.02, 36.01]
    """
    whole = areal(area)
    if whole.is_empty or not whole.area > 0:
        raise DataError("an empty area has no parts")
    if direction is Direction.C:
        return _nearest_quarter(whole)
    east, north = _STEP[direction]
    if not (east and north):
        return _farthest(whole, (east, north), 0.5)
    quarter = areal(_farthest(whole, (0, north), 0.5).intersection(_farthest(whole, (east, 0), 0.5)))
    if quarter.area >= LEAST_QUARTER * whole.area:
        return quarter
    # In metres north-east is halfway between north and east; in degrees a degree east is shorter.
    return _farthest(whole, (east * _stretch(whole), north), 0.25)


def centre(area: BaseGeometry) -> tuple[float, float]:
    """Longitude and latitude of the point with half of the area on each side of it, north-south and east-west.

    >>> from shapely.geometry import box
    >>> [round(degrees, 6) for degrees in centre(box(37, 36, 37.02, 36.02))]
    [37.01, 36.01]
    """
    whole = areal(area)
    return _threshold(whole, (1, 0), 0.5), _threshold(whole, (0, 1), 0.5)


def _stretch(area: BaseGeometry) -> float:
    """Length of a degree of longitude over one of latitude, in the middle of the area."""
    _, south, _, north = area.bounds
    return math.cos(math.radians((south + north) / 2))


def _farthest(area: BaseGeometry, step: tuple[float, float], share: float) -> Polygon | MultiPolygon:
    """The given share of the area that lies farthest in the direction ``step`` (east, north)."""
    return areal(area.intersection(_half_plane(area, step, _threshold(area, step, share))))


def _threshold(area: BaseGeometry, step: tuple[float, float], share: float) -> float:
    """The ``t`` with ``share`` of the area where ``east * x + north * y >= t``."""
    west, south, east, north = area.bounds
    along = [step[0] * x + step[1] * y for x in (west, east) for y in (south, north)]
    return _solve(
        lambda t: float(area.intersection(_half_plane(area, step, t)).area), min(along), max(along), share * area.area
    )


def _half_plane(area: BaseGeometry, step: tuple[float, float], t: float) -> Polygon:
    """As much of the half-plane ``east * x + north * y >= t`` as reaches over the area."""
    from shapely.geometry import Polygon

    west, south, east, north = area.bounds
    length = math.hypot(*step)
    ux, uy = step[0] / length, step[1] / length
    reach = 2 * math.hypot(east - west, north - south)
    # The point of the dividing line nearest to the middle of the area.
    mx, my = (west + east) / 2, (south + north) / 2
    shift = t / length - (ux * mx + uy * my)
    px, py = mx + shift * ux, my + shift * uy
    left, right = (px - reach * uy, py + reach * ux), (px + reach * uy, py - reach * ux)
    return Polygon([left, right, *((x + reach * ux, y + reach * uy) for x, y in (right, left))])


def _nearest_quarter(area: BaseGeometry) -> Polygon | MultiPolygon:
    """The quarter of the area inside a circle about its centre."""
    from shapely.affinity import scale
    from shapely.geometry import Point

    x, y = centre(area)
    west, south, east, north = area.bounds
    widest = math.hypot(east - west, north - south)

    def disc(radius: float) -> BaseGeometry:
        return scale(Point(x, y).buffer(radius, quad_segs=16), xfact=1 / _stretch(area), origin=(x, y))

    radius = -_solve(lambda r: float(area.intersection(disc(-r)).area), -2 * widest, 0.0, 0.25 * area.area)
    return areal(area.intersection(disc(radius)))


def _solve(falling: Callable[[float], float], low: float, high: float, target: float) -> float:
    """Where a falling function takes the value ``target``, by halving the interval until it cannot be halved."""
    for _ in range(60):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if falling(middle) >= target else (low, middle)
    return low
