"""The GeoDataFrame of a gazetteer, and the contract it keeps.

Columns, in this order: ``place`` (id, unique), ``name_ar``, ``name_en``, ``kind``, ``certainty`` (boundary, computed or
point), ``source`` and ``how`` (where the ground comes from), ``area_ha`` (hectares on the ellipsoid), ``geometry``
(valid Polygon or MultiPolygon). CRS: EPSG:4326. Index: 0, 1, 2 ... in order of place id.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hayy.gazetteer.build import refuse
from hayy.gazetteer.shapes import area_ha
from hayy.geometry.areas import Certainty, locate

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from hayy.gazetteer.tables import Gazetteer

CRS = "EPSG:4326"
COLUMNS = ("place", "name_ar", "name_en", "kind", "certainty", "source", "how", "area_ha", "geometry")
DRAWN = tuple(c.value for c in Certainty if c is not Certainty.NONE)


def to_frame(gazetteer: Gazetteer) -> GeoDataFrame:
    """Every place that may be drawn, one row each, as the module's contract says.

    Raises:
        DataError: the boundary table is faulty.

    >>> from hayy.gazetteer.tables import load
    >>> frame = to_frame(load())
    >>> frame.crs.to_string(), list(frame.columns) == list(COLUMNS), frame.place.is_unique
    ('EPSG:4326', True, True)
    """
    import geopandas

    rows = []
    for key, area in locate(gazetteer).items():
        if area.geometry is not None:
            place = gazetteer.places[key]
            head = (key, place.name_ar, place.name_en, place.kind)
            known = (area.certainty.value, area.source, area.how)
            rows.append((*head, *known, round(area_ha(area.geometry), 2), area.geometry))
    columns = {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}
    frame = geopandas.GeoDataFrame(columns, geometry="geometry", crs=CRS)
    refuse(frame_faults(frame))
    return frame


def frame_faults(frame: GeoDataFrame) -> list[str]:
    """Everything in which a frame breaks the contract, each fault with its row label."""
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        return [f"no column {', '.join(missing)}"]
    faults = []
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        faults.append(f"the CRS is {frame.crs.to_string() if frame.crs else 'not set'}, not {CRS}")
    for label, place, certainty, shape in zip(frame.index, frame.place, frame.certainty, frame.geometry, strict=True):
        if not isinstance(place, str) or not place:
            faults.append(f"row {label}: no place id")
        if certainty not in DRAWN:
            faults.append(f"row {label}: certainty {certainty!r} is not one of {', '.join(DRAWN)}")
        if fault := shape_fault(shape):
            faults.append(f"row {label}: {fault}")
    for label, place in frame.place[frame.place.duplicated()].items():
        faults.append(f"row {label}: {place} stands twice")
    return faults


def shape_fault(shape: BaseGeometry | None) -> str | None:
    """What is wrong with a geometry that should be an area in WGS84 degrees; None when nothing is.

    >>> from shapely import from_wkt
    >>> shape_fault(from_wkt("POLYGON ((37 36, 37.1 36.1, 37.1 36, 37 36.1, 37 36))"))
    'not a valid polygon: Self-intersection[37.05 36.05]'
    """
    from shapely import get_coordinates, is_valid_reason

    if shape is None or shape.is_empty:
        return "no geometry"
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return f"a {shape.geom_type}, not a polygon"
    points = get_coordinates(shape).tolist()
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in points):
        return "a coordinate is not a number"
    if not all(abs(x) <= 180 and abs(y) <= 90 for x, y in points):
        return "coordinates outside the degrees of the Earth: metres, or latitude before longitude?"
    return None if shape.is_valid else f"not a valid polygon: {is_valid_reason(shape)}"
