"""The patterns of the statuses as shapes, so that every format and resolution has the same ones.

The patterns and their lengths are those of the page (``style.toml``). They are anchored to the sheet, not to the shape:
neighbours of one status carry one pattern through, and its strokes stand where they stand in the legend's boxes too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hayy.render.look import style

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

POINTS_PER_PIXEL = 0.75
"""Lengths of style.toml are pixels at 96 dpi; a point is 1/72 inch."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A shape in one colour (``#rrggbb``), to be filled without an outline."""

    shape: BaseGeometry
    colour: str


def fill(shape: BaseGeometry, status: str, colours: tuple[str, ...], paper: str) -> list[Layer]:
    """The layers that fill ``shape`` (in points) for a status: ground first, then the pattern on it.

    ``colours`` is one, or two where two sides contest the place: then the second is the ground. A status that is shown
    by its outline alone has no layers.

    >>> from shapely.geometry import box
    >>> [layer.colour for layer in fill(box(0, 0, 20, 20), "contested", ("#ff0000",), "#ffffff")]
    ['#ffbfbf', '#ff0000']
    """
    look = style()["status"][status]
    if look["pattern"] == "outline":
        return []
    if look["pattern"] == "solid":
        return [Layer(shape, colours[0])]
    ground = colours[1] if len(colours) > 1 else blend(colours[0], paper, look["tint"])
    return [Layer(shape, ground), Layer(pattern(shape, look["pattern"]), colours[0])]


def blend(colour: str, paper: str, share: float) -> str:
    """``share`` of a colour over the paper.

    >>> blend("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def pattern(shape: BaseGeometry, kind: str) -> BaseGeometry:
    """The strokes or dots of a pattern that lie on ``shape``: stripes rise to the right, bars stand upright."""
    from shapely import MultiPolygon, prepare

    lengths = style()["pattern"][kind]
    step, width = lengths["step"] * POINTS_PER_PIXEL, lengths["width"] * POINTS_PER_PIXEL
    marks = _dots(shape, step, width) if kind == "dots" else _strokes(shape, step, width, slant=kind == "stripes")
    prepare(shape)
    pieces = [piece for mark in marks for piece in _polygons(mark.intersection(shape))]
    return MultiPolygon(pieces)


def _strokes(shape: BaseGeometry, step: float, width: float, *, slant: bool) -> Iterator[BaseGeometry]:
    """Stripes of ``width`` every ``step``, across their direction, that reach over the shape's bounds."""
    from shapely.geometry import Polygon

    west, south, east, north = shape.bounds
    if slant:
        # Measured along the x axis a stripe at 45 degrees is wider, and it leans over by the height of the shape.
        step, width = step * math.sqrt(2), width * math.sqrt(2)
    lean = 1.0 if slant else 0.0
    for number in range(math.floor((west - lean * north - width) / step), math.ceil((east - lean * south) / step) + 1):
        low, high = number * step + lean * south, number * step + lean * north
        yield Polygon([(low, south), (low + width, south), (high + width, north), (high, north)])


def _dots(shape: BaseGeometry, step: float, width: float) -> Iterator[BaseGeometry]:
    from shapely.geometry import Point

    west, south, east, north = shape.bounds
    for column in range(math.floor(west / step), math.ceil(east / step) + 1):
        for row in range(math.floor(south / step), math.ceil(north / step) + 1):
            yield Point((column + 0.5) * step, (row + 0.5) * step).buffer(width / 2, quad_segs=4)


def _polygons(shape: BaseGeometry) -> list[BaseGeometry]:
    """The parts of a shape that are areas; where two areas only touch, an intersection has points and lines too."""
    parts = list(getattr(shape, "geoms", [shape]))
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
