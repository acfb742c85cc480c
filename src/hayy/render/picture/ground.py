"""From degrees to points on the sheet: which stretch of ground a map shows, and at which scale.

The projection is the plate carrée with its standard parallel in the middle of the map: a degree of longitude is as much
shorter than one of latitude as it is there. North is up everywhere, and over a city lengths are true in every direction
to about a thousandth. One point is 1/72 inch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hayy.render.picture.scene import Scene

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km."""
LEAST_SPAN_M = 3000.0
"""No map shows less ground than this across: nothing here is known so finely."""
_MARGIN = 0.05
_NEAR = 1 / 6

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet in points, measured from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two boxes come nearer to each other than ``gap``.

        >>> Box(0, 0, 2, 2).overlaps(Box(3, 0, 5, 2)), Box(0, 0, 2, 2).overlaps(Box(3, 0, 5, 2), gap=2)
        (False, True)
        """
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.bottom < other.top + gap and other.bottom < self.top + gap

    def inside(self, other: Box) -> bool:
        """Whether all of it lies in ``other``."""
        across = self.left >= other.left and self.right <= other.right
        return across and self.bottom >= other.bottom and self.top <= other.top

    def shrunk(self, by: float) -> Box:
        """The box without a margin of ``by`` on every side; a negative one makes it larger."""
        return Box(self.left + by, self.bottom + by, self.right - by, self.top - by)


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of the earth that is drawn into ``box``: its middle in degrees, and points per metre."""

    box: Box
    lon: float
    lat: float
    scale: float

    @property
    def _shrink(self) -> float:
        return math.cos(math.radians(self.lat))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies on the sheet."""
        per_degree = self.scale * METRES_PER_DEGREE
        x = (self.box.left + self.box.right) / 2 + (lon - self.lon) * per_degree * self._shrink
        return x, (self.box.bottom + self.box.top) / 2 + (lat - self.lat) * per_degree

    def shape(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape on the sheet."""
        from shapely import transform

        def moved(degrees: Any) -> Any:
            made = degrees.copy()
            made[:, 0], made[:, 1] = self.at(degrees[:, 0], degrees[:, 1])
            return made

        return transform(shape, moved)

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north of what is shown, in degrees."""
        high = self.box.height / 2 / self.scale / METRES_PER_DEGREE
        wide = self.box.width / 2 / self.scale / METRES_PER_DEGREE / self._shrink
        return self.lon - wide, self.lat - high, self.lon + wide, self.lat + high


def fitted(box: Box, bounds: Bounds, least_m: float = LEAST_SPAN_M, margin: float = _MARGIN) -> Ground:
    """The ground that shows all of ``bounds`` (degrees) in the middle of ``box``, and no less than ``least_m`` across.

    >>> ground = fitted(Box(0, 0, 100, 100), (37.0, 36.0, 37.0, 36.0), least_m=1000)
    >>> ground.at(37.0, 36.0), round(ground.scale, 6)
    ((50.0, 50.0), 0.1)
    """
    west, south, east, north = bounds
    lat = (south + north) / 2
    wide = (east - west) * METRES_PER_DEGREE * math.cos(math.radians(lat))
    high = (north - south) * METRES_PER_DEGREE
    grown = 1 / (1 - 2 * margin)
    scale = min(
        box.width / max(wide * grown, least_m),
        box.height / max(high * grown, least_m),
    )
    return Ground(box, (west + east) / 2, lat, scale)


def round_length(most_m: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 ... metres that is not longer than ``most_m``.

    >>> [round_length(m) for m in (1.0, 4.9, 730, 2000)]
    [1.0, 2.0, 500.0, 2000.0]
    """
    power = 10.0 ** math.floor(math.log10(most_m))
    # Just below a power of ten the logarithm may round up to it; then half of it is the longest.
    return next(n * power for n in (5.0, 2.0, 1.0, 0.5) if n * power <= most_m)


def shown_bounds(shown: Scene) -> Bounds | None:
    """The ground that a picture must show: every place that is ever shaded, else every place named, else the city.

    A place known as a point counts with all of its circle. Places that are only mentioned are taken in where they lie
    near. None when there is nothing to draw at all.
    """
    payload = shown.payload
    states = [item for panel in shown.panels for item in panel.states.items()]
    named = [box for index, _ in states if (box := place_bounds(shown, index))]
    shaded = [box for index, state in states if state["status"] != "mentioned" if (box := place_bounds(shown, index))]
    if shaded or named:
        return _with_near(_union(shaded or named), named)
    if payload["outline"] is not None:
        from shapely.geometry import shape

        return _bounds(shape(payload["outline"]).bounds)
    every = [box for index in range(len(payload["places"])) if (box := place_bounds(shown, index))]
    return _union(every) if every else None


def _with_near(bounds: Bounds, named: Iterable[Bounds]) -> Bounds:
    """The bounds with the middle of every named place that lies no farther beyond them than a sixth of their extent."""
    west, south, east, north = bounds
    wide, high = (east - west) * _NEAR, (north - south) * _NEAR
    middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in named]
    near = [(x, y, x, y) for x, y in middles if west - wide <= x <= east + wide and south - high <= y <= north + high]
    return _union([bounds, *near])


def place_bounds(shown: Scene, index: int) -> Bounds | None:
    """The bounds of a place that is drawn, its circle included."""
    from shapely.geometry import shape

    place = shown.place(index)
    if place["geometry"] is None:
        return None
    west, south, east, north = shape(place["geometry"]).bounds
    if place["radius_m"] is not None and place["draw"] == "point":
        high = place["radius_m"] / METRES_PER_DEGREE
        wide = high / math.cos(math.radians(south))
        return west - wide, south - high, east + wide, north + high
    return west, south, east, north


def _bounds(values: Sequence[float]) -> Bounds:
    west, south, east, north = values
    return west, south, east, north


def _union(boxes: Iterable[Bounds]) -> Bounds:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
