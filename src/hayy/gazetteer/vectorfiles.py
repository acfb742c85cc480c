"""Reading polygons out of GeoJSON, GeoPackage and Shapefile, in whatever CRS, without trusting the file.

GDAL decides by content what a file is, whatever its name: an OGR VRT called ``x.geojson`` (or ``.shp``, ``.gpkg``)
makes it open other files and addresses. So GeoJSON is read with ``json`` alone, and GDAL is given a file only after its
first bytes have shown that it is what its suffix says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from hayy.errors import DataError
from hayy.gazetteer.shapes import areal, polygons

if TYPE_CHECKING:
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

MAX_BYTES = 50_000_000
"""Far above any city's boundaries; a larger file is refused before it is read."""
FORMATS = {".geojson": "GeoJSON", ".json": "GeoJSON", ".gpkg": "GPKG", ".shp": "ESRI Shapefile"}
_CRS_NAME = re.compile(
    r"(?:urn:(?:ogc:def:crs:|x-ogc:def:crs:))?(EPSG|OGC|ESRI):(?:[\d.]{0,8}:)?([A-Za-z0-9]{1,10})", re.I
)


_Found: TypeAlias = "list[tuple[Mapping[str, Any], BaseGeometry | str | None]]"
"""Properties of every feature, and its geometry, or why it has none."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a file; ``row`` counts from 1 in the order of the file.

    ``geometry`` is an area in WGS84 degrees, None when it cannot be used: ``fault`` says why. ``mended`` says what was
    invalid in a geometry that could be repaired.
    """

    row: int
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None
    fault: str = ""
    mended: str = ""


def read_features(path: Path, layer: str | None = None, crs: str | None = None) -> tuple[Feature, ...]:
    """The features of a vector file, their geometry checked, mended and brought to WGS84.

    Args:
        path: a .geojson, .json, .gpkg or .shp file; with a shapefile its .dbf, .shx and .prj beside it.
        layer: which layer of a GeoPackage; needed only when it has several.
        crs: the CRS to assume, such as ``EPSG:32637``, when the file names none (default: GeoJSON is WGS84, anything
            else is refused).

    Raises:
        DataError: the file is not what its suffix says, too large, without a CRS, or not readable.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise DataError(
            f"{path}: give a .geojson, .gpkg or .shp file (unpack archives first; XML formats are not read)"
        )
    _check_content(path, form)
    if form == "GeoJSON":
        found, named = _geojson(path)
    else:
        found, named = _ogr(path, form, layer)
    transform = _to_wgs84(named or crs, path, default="OGC:CRS84" if form == "GeoJSON" else None)
    return tuple(_feature(row, properties, shape, transform) for row, (properties, shape) in enumerate(found, 1))


def _check_content(path: Path, form: str) -> None:
    """Refuse a file that is too large, missing, or begins as another format does."""
    try:
        if not path.is_file():
            raise DataError(f"{path}: {'a folder' if path.is_dir() else 'no such file'}")
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB: cut it to the city first")
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from error
    starts = head.decode("utf-8-sig", "replace").lstrip()[:24]
    if form == "GeoJSON":
        right = starts.startswith("{")
    elif form == "GPKG":
        # An SQLite database whose application id says GeoPackage (1.2 and later, 1.0, 1.1).
        right = head.startswith(b"SQLite format 3\0") and head[68:72] in (b"GPKG", b"GP10", b"GP11")
    else:
        right = head.startswith(b"\0\0\x27\x0a") and head[28:32] == b"\xe8\x03\0\0"
    if not right:
        shown = "".join(c if c.isprintable() else "." for c in starts)
        raise DataError(f"{path}: not {form} (starts with {shown})")


def _geojson(path: Path) -> tuple[_Found, str | None]:
    """Properties and geometry (or why it is none) of every feature, and the CRS an old-style ``crs`` member names."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}: not GeoJSON: {error}") from error
    features = data.get("features") if data.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise DataError(f"{path}: not a GeoJSON FeatureCollection")
    found: _Found = []
    for feature in features:
        member = feature if isinstance(feature, dict) else {}
        properties = member.get("properties")
        found.append((properties if isinstance(properties, dict) else {}, _shape(member.get("geometry"))))
    named = data.get("crs")
    if named is None:
        return found, None
    name = named.get("properties", {}).get("name") if isinstance(named, dict) and named.get("type") == "name" else None
    if not isinstance(name, str):
        raise DataError(f"{path}: its crs member does not name a CRS")
    return found, name


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not a JSON number")


def _shape(geometry: object) -> BaseGeometry | str | None:
    """A GeoJSON geometry as shapely, None when there is none, or what is wrong with it."""
    from shapely import from_geojson
    from shapely.errors import GEOSException

    if geometry is None:
        return None
    try:
        # Out through text: GEOS checks the structure, so that no wrong type or nesting reaches shapely's own code.
        made: BaseGeometry = from_geojson(json.dumps(geometry))
    except (GEOSException, RecursionError) as error:
        return f"not a GeoJSON geometry: {error}"
    return made


def _ogr(path: Path, form: str, layer: str | None) -> tuple[_Found, str]:
    """Properties and geometry of every feature of a GeoPackage or Shapefile, and its CRS ("" when it names none)."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError
    from shapely import from_wkb

    real = str(path.resolve())
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(real) if kind is not None]
        if layer is None and len(layers) != 1:
            raise DataError(f"{path}: {len(layers)} layers ({', '.join(layers)}): name one with --layer")
        chosen = layers[0] if layer is None else layer
        if chosen not in layers:
            raise DataError(f"{path}: no layer {chosen}: it has {', '.join(layers)}")
        if (driver := pyogrio.read_info(real, layer=chosen)["driver"]) != form:
            raise DataError(f"{path}: GDAL takes it for {driver}, not {form}")
        meta, _, shapes, columns = pyogrio.raw.read(real, layer=chosen, force_2d=True)
    except (DataLayerError, DataSourceError, FeatureError, FieldError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"{path}: GDAL cannot read it: {error}") from error
    names = [str(name) for name in meta["fields"]]
    rows = zip(*(column.tolist() for column in columns), strict=True) if names else ((),) * len(shapes)
    geometries = from_wkb(shapes, on_invalid="ignore") if shapes is not None else []
    found: _Found = [(dict(zip(names, row, strict=True)), shape) for row, shape in zip(rows, geometries, strict=True)]
    return found, str(meta["crs"] or "")


def _to_wgs84(named: str | None, path: Path, default: str | None) -> Callable[[BaseGeometry], BaseGeometry]:
    """A function that brings a geometry of this CRS to WGS84 degrees, longitude first."""
    from pyproj import Transformer
    from shapely import transform

    crs = _crs(named or default, path)
    if crs.to_epsg() == 4326 or crs.to_authority() == ("OGC", "CRS84"):
        return lambda shape: shape
    moved = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True)
    return lambda shape: transform(shape, moved.transform, interleaved=False)


def _crs(named: str | None, path: Path) -> CRS:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    if not named:
        raise DataError(f"{path}: it names no CRS (a shapefile's stands in its .prj): say which with --crs EPSG:...")
    # Only codes and WKT: PROJ's other notations may name files.
    code = _CRS_NAME.fullmatch(named.strip())
    try:
        if code:
            return CRS.from_user_input(f"{code[1].upper()}:{code[2]}")
        return CRS.from_wkt(named)
    except CRSError as error:
        raise DataError(f"{path}: unknown CRS {named[:60]!r}: give it as EPSG:CODE") from error


def _feature(
    row: int,
    properties: Mapping[str, Any],
    shape: BaseGeometry | str | None,
    transform: Callable[[BaseGeometry], BaseGeometry],
) -> Feature:
    """One feature with its geometry checked: refused, mended or as it is."""
    from shapely import get_coordinates, is_valid_reason, make_valid

    def refused(fault: str) -> Feature:
        return Feature(row, properties, None, fault)

    if isinstance(shape, str):
        return refused(shape)
    if shape is None or shape.is_empty:
        return refused("no geometry")
    if not polygons(shape):
        return refused(f"a {shape.geom_type}, not a polygon")
    if not _finite(get_coordinates(shape)):
        return refused("a coordinate is not a number")
    moved = areal(transform(shape))
    if not _finite(points := get_coordinates(moved)) or abs(points[:, 0]).max() > 180 or abs(points[:, 1]).max() > 90:
        return refused("its coordinates are outside the CRS: is the CRS right?")
    if moved.is_valid:
        return Feature(row, properties, moved)
    reason = is_valid_reason(moved)
    mended = areal(make_valid(moved))
    if not mended.area > 0:
        return refused(f"{reason}, and nothing is left of it when mended")
    return Feature(row, properties, mended, mended=reason)


def _finite(points: Any) -> bool:
    import numpy as np

    return bool(np.isfinite(points).all())


def text_of(value: object) -> str:
    r"""A property as a name: stripped text, a whole number in digits; anything else (also a missing one) is empty.

    >>> text_of("  Jalloum\n"), text_of(12.0), text_of(None), text_of(["x"])
    ('Jalloum', '12', '', '')
    """
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def fields_of(features: Iterator[Feature] | tuple[Feature, ...]) -> list[str]:
    """The names of all properties that occur, in order of first occurrence."""
    return list(dict.fromkeys(name for feature in features for name in feature.properties))
