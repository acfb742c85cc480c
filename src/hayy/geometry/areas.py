"""Where the places of a gazetteer lie, as shapely geometry, and how certain that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from hayy.gazetteer.build import Boundaries, load_boundaries
from hayy.gazetteer.shapes import circle

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon

    from hayy.gazetteer.tables import Gazetteer
    from hayy.model import Place

LEAST_RADIUS_M = 50.0
"""No point is drawn finer than this, whatever radius its source gives: a place is never a spot."""


class Certainty(StrEnum):
    """How well a place's ground is known."""

    BOUNDARY = "boundary"
    """Somebody drew its outline."""
    COMPUTED = "computed"
    """Its outline is computed from points."""
    POINT = "point"
    """A point and the radius within which it lies."""
    NONE = "none"
    """Listed, never drawn: no location is known, or places of its kind are not drawn."""


@dataclass(frozen=True, slots=True)
class Area:
    """The ground of one place.

    ``geometry`` is in WGS84 degrees: the outline, or the circle of ``radius_m`` about the point; None when the place is
    never drawn. ``source`` is an id of the gazetteer's sources, ``how`` says in words how the ground was found.
    """

    place: str
    certainty: Certainty
    geometry: Polygon | MultiPolygon | None = None
    radius_m: float | None = None
    source: str = ""
    how: str = ""


def areas(gazetteer: Gazetteer) -> Mapping[str, Polygon | MultiPolygon]:
    """The outline of every place that has one and may be drawn, by place id, in WGS84 degrees.

    Raises:
        DataError: the boundary table is faulty; every fault with its row.

    >>> from hayy.gazetteer.tables import load
    >>> sorted(areas(load()))[:3]
    ['aajam', 'abraj', 'aghyol']
    """
    outlined = (Certainty.BOUNDARY, Certainty.COMPUTED)
    return MappingProxyType(
        {
            key: area.geometry
            for key, area in locate(gazetteer).items()
            if area.certainty in outlined and area.geometry is not None
        }
    )


def locate(gazetteer: Gazetteer) -> Mapping[str, Area]:
    """The ground of every place of the gazetteer, in order of id.

    Places whose kind is never drawn (hospitals, schools, military sites ...) have no geometry here, whatever the tables
    know of them, so that nothing made from this can show them.

    Raises:
        DataError: the boundary table is faulty; every fault with its row.

    >>> from hayy.gazetteer.tables import load
    >>> found = locate(load())
    >>> found["karm-al-afandi"].certainty.value, found["jalloum"].certainty.value
    ('none', 'boundary')
    """
    boundaries = load_boundaries(gazetteer.directory)
    return MappingProxyType(
        {key: _area(gazetteer, place, boundaries) for key, place in sorted(gazetteer.places.items())}
    )


def _area(gazetteer: Gazetteer, place: Place, boundaries: Boundaries | None) -> Area:
    draw = gazetteer.kind_of(place.id).draw
    if draw == "never":
        return Area(place.id, Certainty.NONE)
    if boundaries is not None and place.id in boundaries.areas and draw != "point":
        return Area(
            place.id,
            Certainty(boundaries.notes["certainty"]),
            boundaries.areas[place.id],
            source=boundaries.notes["source"],
            how=boundaries.notes["method"],
        )
    if place.location is None:
        return Area(place.id, Certainty.NONE)
    at = place.location
    radius = max(at.radius_m, LEAST_RADIUS_M)
    return Area(place.id, Certainty.POINT, circle(at.lon, at.lat, radius), radius, at.source, at.how)
