"""The places of a gazetteer as plain data: what may be drawn, as what, and where its name goes."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hayy.geometry import Area, Certainty, locate
from hayy.render.data import Draw, Geometry, Located, PlaceData

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from hayy.gazetteer import Gazetteer

DECIMALS = 5
_LABEL_DECIMALS = 4
# Gaps between neighbours up to this many degrees (some 300 m) lie inside the outline of the city.
_CITY_GAP = 0.0015
_LOCATED: Mapping[Certainty, Located] = {
    Certainty.BOUNDARY: "boundary",
    Certainty.COMPUTED: "computed",
    Certainty.POINT: "point",
    Certainty.NONE: "unknown",
}


@dataclass(frozen=True, slots=True)
class Places:
    """The places shown, the index of each id, their shapes, the outline of all areas, and a centre (lat, lon)."""

    data: list[PlaceData]
    index: Mapping[str, int]
    shapes: Mapping[str, BaseGeometry]
    outline: Geometry | None
    centre: list[float]


def place_data(gazetteer: Gazetteer, claimed: Set[str]) -> Places:
    """Every place that may be drawn, and every other one that is in ``claimed``; in order of id.

    Raises:
        DataError: the gazetteer's boundaries are faulty.
    """
    data: list[PlaceData] = []
    shapes: dict[str, BaseGeometry] = {}
    for key, area in locate(gazetteer).items():
        if area.geometry is not None or key in claimed:
            data.append(_place(gazetteer, key, area))
        if area.certainty in (Certainty.BOUNDARY, Certainty.COMPUTED) and area.geometry is not None:
            shapes[key] = area.geometry
    west, south, east, north = gazetteer.city.bbox
    return Places(
        data=data,
        index={place["id"]: i for i, place in enumerate(data)},
        shapes=shapes,
        outline=_outline(list(shapes.values())),
        centre=[round((south + north) / 2, DECIMALS), round((west + east) / 2, DECIMALS)],
    )


def _place(gazetteer: Gazetteer, key: str, area: Area) -> PlaceData:
    place = gazetteer.places[key]
    names = gazetteer.names_of(key)
    draw = _draw(gazetteer.kind_of(key).draw, area)
    return PlaceData(
        id=key,
        ar=place.name_ar,
        en=place.name_en,
        kind=place.kind,
        draw=draw,
        located=_located(gazetteer.kind_of(key).draw, area),
        geometry=_geometry(gazetteer, key, area, draw),
        label=_label(area.geometry) if area.geometry is not None else None,
        radius_m=round(area.radius_m, 1) if area.radius_m is not None else None,
        how=area.how,
        place_sources=_split(area.source),
        name_sources=sorted({source for name in names for source in _split(name.source)}),
    )


def _draw(policy: str, area: Area) -> Draw:
    if area.geometry is None or policy == "never":
        return "none"
    if policy == "outline":
        return "outline"
    return "point" if area.certainty is Certainty.POINT else "area"


def _located(policy: str, area: Area) -> Located:
    if policy == "never":
        return "withheld"
    return _LOCATED[area.certainty]


def _geometry(gazetteer: Gazetteer, key: str, area: Area, draw: str) -> Geometry | None:
    """The outline, or for a point the point itself: the page draws its circle."""
    if draw == "none" or area.geometry is None:
        return None
    at = gazetteer.places[key].location
    if draw == "point" and at is not None:
        return {"type": "Point", "coordinates": [round(at.lon, DECIMALS), round(at.lat, DECIMALS)]}
    return as_geojson(area.geometry)


def as_geojson(shape: BaseGeometry) -> Geometry:
    """A shape as GeoJSON, rounded, as lists."""

    def rounded(value: Any) -> Any:
        if isinstance(value, float | int):
            return round(value, DECIMALS) + 0.0
        return [rounded(item) for item in value]

    plain = shape.__geo_interface__
    return {"type": plain["type"], "coordinates": rounded(plain["coordinates"])}


def _label(shape: BaseGeometry) -> tuple[float, float]:
    """Where a name fits best: the middle of the largest circle inside the largest part."""
    import shapely

    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=1e-5), 0)
    return round(middle.x, _LABEL_DECIMALS), round(middle.y, _LABEL_DECIMALS)


def _outline(shapes: list[BaseGeometry]) -> Geometry | None:
    """The outline of all areas together, street gaps and holes closed."""
    if not shapes:
        return None
    from shapely import Polygon, unary_union

    closed = unary_union(shapes).buffer(_CITY_GAP, quad_segs=2).buffer(-_CITY_GAP, quad_segs=2)
    filled = unary_union([Polygon(part.exterior) for part in getattr(closed, "geoms", [closed])])
    return as_geojson(filled.simplify(_CITY_GAP / 10))


def _split(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]
