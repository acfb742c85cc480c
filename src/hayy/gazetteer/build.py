"""boundaries.csv -> geometry: one polygon or multipolygon a place, and the GeoJSON and notes that are published of it.

``boundaries.csv`` holds one vertex a row (place_id, part, ring, seq, lon, lat): ring 0 is the outline of a part, the
others its holes; rings may be open and wound either way, and the parts of one place may share edges. What is built is
RFC 7946: WGS84, no ``crs`` member, rings closed, exteriors counter-clockwise, parts dissolved, gaps left empty.
``boundaries.toml`` beside it says what the boundaries are, whose they are and how good they are.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hayy.errors import DataError, InputError, OutputError
from hayy.files import atomic_write
from hayy.gazetteer.shapes import DECIMALS, areal, canonical, overlaps

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon

BOUNDARIES = "boundaries.csv"
NOTES = "boundaries.toml"
COLUMNS = ("place_id", "part", "ring", "seq", "lon", "lat")
REQUIRED_NOTES = ("title", "certainty", "source", "attribution", "licence", "method")
COMMAND = "hayy gazetteer build"
CERTAINTIES = ("boundary", "computed")
_SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The built boundaries of one gazetteer: geometry in WGS84 degrees by place id, and the notes on all of them."""

    areas: Mapping[str, Polygon | MultiPolygon]
    notes: Mapping[str, Any]


def load_boundaries(directory: Path) -> Boundaries | None:
    """The boundaries of a gazetteer folder; None when ``boundaries.csv`` has no rows or is not there (points only).

    Raises:
        DataError: every fault of both files, with its row.

    >>> from hayy.files import data_root
    >>> built = load_boundaries(data_root() / "gazetteer" / "aleppo")
    >>> len(built.areas), built.notes["certainty"], built.areas["jalloum"].exterior.is_ccw
    (118, 'boundary', True)
    """
    table = directory / BOUNDARIES
    if not table.is_file():
        return None
    areas, faults = read_boundaries(table)
    if not areas and not faults:
        return None
    notes, more = read_notes(directory / NOTES)
    refuse(faults + more)
    return Boundaries(areas, notes)


def refuse(faults: list[str]) -> None:
    """Raise one DataError with every fault, if there is any; a very long list is cut and says so."""
    if faults:
        shown = faults[:_SHOWN_FAULTS]
        rest = [f"and {len(faults) - len(shown)} more"] if len(faults) > len(shown) else []
        count = f"{len(faults)} faults: " if len(faults) > 1 else ""
        raise DataError(count + "; ".join(shown + rest))


def read_boundaries(table: Path) -> tuple[dict[str, Polygon | MultiPolygon], list[str]]:
    """The geometry by place id, in order of id, and every fault of the table as ``boundaries.csv:ROW: what``."""
    faults: list[str] = []
    rings: dict[tuple[str, str], dict[str, list[tuple[int, int, float, float]]]] = {}
    try:
        with table.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ())[: len(COLUMNS)] != COLUMNS:
                return {}, [f"{table.name}:1: the columns must begin with {','.join(COLUMNS)}"]
            for row in reader:
                vertex = _vertex(row, reader.line_num)
                if isinstance(vertex, str):
                    faults.append(f"{table.name}:{reader.line_num}: {vertex}")
                else:
                    rings.setdefault((row["place_id"], row["part"]), {}).setdefault(row["ring"], []).append(vertex)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return {}, [f"{table.name}: not a readable UTF-8 CSV file: {error}"]
    parts: dict[str, list[Polygon]] = {}
    for (place, _part), by_ring in sorted(rings.items()):
        polygon = _part_polygon(by_ring)
        if isinstance(polygon, tuple):
            faults.append(f"{table.name}:{polygon[0]}: {place}: {polygon[1]}")
        else:
            parts.setdefault(place, []).append(polygon)
    return {place: dissolve(members) for place, members in parts.items()}, faults


def dissolve(parts: Iterable[Polygon]) -> Polygon | MultiPolygon:
    """Parts of one place as one area, in canonical form; shared edges go, gaps stay."""
    from shapely.ops import unary_union

    return canonical(areal(unary_union(list(parts))))


def _vertex(row: Mapping[str, str | None], line: int) -> tuple[int, int, float, float] | str:
    """Sequence number, line, longitude and latitude of one row, or what is wrong with it."""
    if any(row.get(column) in (None, "") for column in COLUMNS):
        return f"a cell is empty: all of {','.join(COLUMNS)} are needed"
    try:
        seq, lon, lat = int(row["seq"] or ""), float(row["lon"] or ""), float(row["lat"] or "")
        int(row["part"] or ""), int(row["ring"] or "")
    except ValueError:
        return "part, ring and seq must be whole numbers, lon and lat decimal degrees"
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        return f"lon {row['lon']}, lat {row['lat']} is no place on Earth in WGS84 degrees"
    return seq, line, lon, lat


def _part_polygon(by_ring: Mapping[str, list[tuple[int, int, float, float]]]) -> Polygon | tuple[int, str]:
    """One part as a polygon, or the line of its first vertex and what is wrong with it."""
    from shapely import Polygon, is_valid_reason

    first = min(vertex[1] for vertices in by_ring.values() for vertex in vertices)
    if "0" not in by_ring:
        return first, "a part without ring 0, its outline"
    made: dict[str, list[tuple[float, float]]] = {}
    for ring, vertices in by_ring.items():
        ordered = sorted(vertices)
        if len({vertex[0] for vertex in ordered}) < len(ordered):
            return ordered[0][1], f"ring {ring}: a seq number stands twice"
        points = [(lon, lat) for _, _, lon, lat in ordered]
        if len(set(points)) < 3:
            return ordered[0][1], f"ring {ring}: fewer than three different points"
        made[ring] = points
    polygon = Polygon(made.pop("0"), list(made.values()))
    if not polygon.is_valid:
        return first, f"not a valid polygon: {is_valid_reason(polygon)}"
    return polygon


def read_notes(path: Path) -> tuple[dict[str, Any], list[str]]:
    """``boundaries.toml`` and every fault in it."""
    try:
        notes = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, [f"{path.name}: {error}"]
    faults = [f"{path.name}: {key} is missing" for key in REQUIRED_NOTES if not isinstance(notes.get(key), str)]
    if isinstance(notes.get("certainty"), str) and notes["certainty"] not in CERTAINTIES:
        faults.append(f"{path.name}: certainty is {notes['certainty']!r}, not one of {', '.join(CERTAINTIES)}")
    return notes, faults


def to_geojson(boundaries: Boundaries) -> bytes:
    """The boundaries as an RFC 7946 FeatureCollection, one feature a line in order of place id, fixed decimals.

    The same boundaries give the same bytes. Names are not in it: they change more often and live in ``names.csv``.
    """
    source, certainty = boundaries.notes["source"], boundaries.notes["certainty"]
    lines = []
    for place, area in sorted(boundaries.areas.items()):
        properties = json.dumps({"place": place, "certainty": certainty, "source": source}, ensure_ascii=False)
        lines.append(
            f'{{"type":"Feature","id":{json.dumps(place)},"properties":{properties},"geometry":{_text(area)}}}'
        )
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n").encode()


def _text(area: Polygon | MultiPolygon) -> str:
    """A geometry as GeoJSON text with every coordinate at :data:`DECIMALS` decimals."""
    polygons = [
        "[" + ",".join(_ring(ring.coords) for ring in (part.exterior, *part.interiors)) + "]"
        for part in (area.geoms if area.geom_type == "MultiPolygon" else [area])
    ]
    if area.geom_type == "Polygon":
        return f'{{"type":"Polygon","coordinates":{polygons[0]}}}'
    return f'{{"type":"MultiPolygon","coordinates":[{",".join(polygons)}]}}'


def _ring(points: Iterable[tuple[float, ...]]) -> str:
    return "[" + ",".join(f"[{x:.{DECIMALS}f},{y:.{DECIMALS}f}]" for x, y in points) + "]"


def to_meta(boundaries: Boundaries, geojson: bytes, name: str) -> bytes:
    """The notes that travel with the GeoJSON, as TOML: the gazetteer's own, then what the build adds."""
    built = {
        "file": f"{name}.geojson",
        "sha256": hashlib.sha256(geojson).hexdigest(),
        "bytes": len(geojson),
        "places": len(boundaries.areas),
        "crs": "WGS84 longitude, latitude (OGC:CRS84), as RFC 7946 prescribes; no crs member",
        "decimals": DECIMALS,
        "built_from": [BOUNDARIES, NOTES],
        "command": COMMAND,
    }
    return toml_text({**boundaries.notes, "build": built}).encode()


def toml_text(table: Mapping[str, Any]) -> str:
    r"""A mapping of strings, numbers, lists and one level of tables as TOML, in the order given.

    >>> print(toml_text({"a": "x\"y", "t": {"n": 1.5, "l": [1, 2]}}), end="")
    a = "x\"y"
    <BLANKLINE>
    [t]
    n = 1.5
    l = [1, 2]
    """
    plain = [f"{key} = {_toml_value(value)}" for key, value in table.items() if not isinstance(value, Mapping)]
    for key, value in table.items():
        if isinstance(value, Mapping):
            plain += ["", f"[{key}]", *(f"{k} = {_toml_value(v)}" for k, v in value.items())]
    return "\n".join(plain) + "\n"


def _toml_value(value: object) -> str:
    """One value; JSON's strings, numbers, booleans and arrays are TOML's too (DEL alone must be escaped)."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007F")


def built(directory: Path) -> tuple[Boundaries, bytes]:
    """The boundaries of a gazetteer folder and the GeoJSON of them.

    Raises:
        DataError: the folder has no boundaries, or they are faulty or overlap; every fault at once.
    """
    boundaries = load_boundaries(directory)
    if boundaries is None:
        raise DataError(f"{directory} has no boundaries: it is a gazetteer of points only, there is nothing to build")
    refuse([f"{BOUNDARIES}: {a} and {b} overlap by {ha:.4f} ha" for a, b, ha in overlaps(boundaries.areas)])
    return boundaries, to_geojson(boundaries)


def write_built(directory: Path, geojson_path: Path, *, force: bool = False) -> Boundaries:
    """Build a gazetteer folder's boundaries into ``X.geojson`` and ``X.meta.toml`` beside it.

    Raises:
        DataError: as for :func:`built`; nothing is written.
        InputError: one of the files is there, was not made by a build, and ``force`` is not set.
        OutputError: a file cannot be written.
    """
    boundaries, geojson = built(directory)
    meta_path = geojson_path.with_suffix(".meta.toml")
    if not force and (geojson_path.exists() or meta_path.exists()) and not _made_by_build(meta_path):
        raise InputError(f"{geojson_path}: is there already and was not made by a build; --force replaces it")
    meta = to_meta(boundaries, geojson, geojson_path.stem)
    try:
        geojson_path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {geojson_path.parent}: {error.strerror or error}") from error
    atomic_write(geojson_path, geojson)
    atomic_write(meta_path, meta)
    return boundaries


def _made_by_build(meta_path: Path) -> bool:
    """Whether the notes beside a GeoJSON file say that a build wrote both."""
    notes, _ = read_notes(meta_path)
    made = notes.get("build")
    return isinstance(made, dict) and made.get("command") == COMMAND
