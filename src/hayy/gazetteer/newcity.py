"""A gazetteer for a city of which only points are known: a table of points in, a folder with computed areas out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from hayy.errors import DataError
from hayy.files import data_root
from hayy.gazetteer.adopting import UNSTATED, Base, Origin, city_table, place_row
from hayy.gazetteer.build import refuse
from hayy.gazetteer.cells import Point, cells, outline_around
from hayy.gazetteer.drafting import Draft, Row, bare_name, is_arabic, name_fault, new_id
from hayy.gazetteer.shapes import SLIVER_HA, Plane, area_ha
from hayy.gazetteer.tablefiles import numbered_rows, read_text, read_toml
from hayy.gazetteer.vectorfiles import read_features
from hayy.text import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COLUMNS = ("name_ar", "name_en", "lat", "lon")
OPTIONAL = ("id", "kind", "radius_m", "source", "other_names", "note")
ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
DEGREE_M = 111_320.0  # of latitude
TOO_NEAR_M = 10.0
FAR_DEGREES = 1.0
"""Points of two places nearer than this are taken for a slip: their cells would say nothing."""

# Points a place -> mean IoU of the cells with the 118 outlines of Aleppo: points spread evenly, points at random.
# benchmarks/boundaries.py measures them.
MEASURED = {1: (0.61, 0.41), 2: (0.69, 0.48), 3: (0.73, 0.52), 5: (0.78, 0.58), 8: (0.80, 0.63), 12: (0.82, 0.68)}


@dataclass
class Spot:
    """One place of the points table: the row it is first on, its names and all its points."""

    line: int
    id: str
    name: str
    name_ar: str
    kind: str
    radius_m: float
    source: str
    note: str
    points: list[Point] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)


def kinds_drawn() -> dict[str, str]:
    """How every kind that gazetteers share may be drawn, by its id.

    >>> kinds_drawn()["neighbourhood"], kinds_drawn()["hospital"]
    ('area', 'never')
    """
    path = data_root() / "gazetteer" / "kinds.toml"
    return {key: str(kind["draw"]) for key, kind in read_toml(read_text(path), path)["kinds"].items()}


def read_spots(table: Path) -> list[Spot]:
    """The places of a points table, in order of their first rows.

    Rows with the same id, or without ids the same names, are points of one place. What only its first row says (kind,
    radius, source, note) holds for it all.

    Raises:
        DataError: every fault of the table, with its row.
    """
    kinds = kinds_drawn()
    faults: list[str] = []
    spots: dict[object, Spot] = {}
    for line, row in _rows(table):
        found = _spot(line, row, kinds)
        if isinstance(found, str):
            faults.append(f"{table.name}:{line}: {found}")
            continue
        key = row["id"] or (fold(found.name).text, fold(found.name_ar).text)
        known = spots.setdefault(key, found)
        if known is not found:
            known.points += found.points
            known.other_names += found.other_names
    faults += [f"{table.name}:{fault}" for fault in (*_clashes(list(spots.values())), *_astray(list(spots.values())))]
    refuse(faults)
    if not spots:
        raise DataError(f"{table}: no points: give one row a point, with the columns {','.join(COLUMNS)}")
    return list(spots.values())


def _astray(spots: list[Spot]) -> Iterator[str]:
    """Points that lie a degree and more from the middle of all: a wrong sign, or latitude and longitude exchanged."""
    if not spots:
        return
    points = [point for spot in spots for point in spot.points]
    middle = median(lon for lon, _ in points), median(lat for _, lat in points)
    for spot in spots:
        for lon, lat in spot.points:
            if max(abs(lon - middle[0]), abs(lat - middle[1])) > FAR_DEGREES:
                yield f"{spot.line}: {lat:g}, {lon:g} is far from the other points, about {middle[1]:g}, {middle[0]:g}"


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells (stripped; missing columns empty) of every row."""
    for line, row in numbered_rows(read_text(table), table, COLUMNS):
        yield line, {key: (row.get(key) or "").strip() for key in (*COLUMNS, *OPTIONAL)}


def _spot(line: int, row: Mapping[str, str], kinds: Mapping[str, str]) -> Spot | str:
    """One row, or what is wrong with it."""
    name, name_ar = bare_name(row["name_en"]), bare_name(row["name_ar"])
    others = [bare_name(form) for form in row["other_names"].split(";") if form.strip()]
    for form in (name or name_ar, name_ar or name, *others):
        if fault := name_fault(form):
            return fault
    try:
        lat, lon, radius = float(row["lat"]), float(row["lon"]), float(row["radius_m"] or 0)
    except ValueError:
        return f"lat {row['lat']!r}, lon {row['lon']!r}, radius_m {row['radius_m']!r}: not decimal numbers"
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return f"lat {row['lat']}, lon {row['lon']} is no place on Earth in WGS84 degrees"
    if not (math.isfinite(radius) and 0 <= radius <= 20_000):
        return f"radius_m {row['radius_m']}: between 0 and 20000"
    if not set(row["id"]) <= ID_LETTERS:
        return f"id {row['id']!r}: small Latin letters, digits and hyphens only"
    kind = row["kind"] or "neighbourhood"
    if kind not in kinds:
        return f"kind {kind!r} is not one of {', '.join(sorted(kinds))}"
    return Spot(line, row["id"], name, name_ar, kind, radius, row["source"], row["note"], [(lon, lat)], others)


def _clashes(spots: list[Spot]) -> Iterator[str]:
    """Names that two places share, and points of two places that are all but one."""
    owners: dict[str, Spot] = {}
    for spot in spots:
        for form in dict.fromkeys(fold(f).text for f in (spot.name_ar, spot.name, *spot.other_names) if f):
            if (other := owners.setdefault(form, spot)) is not spot:
                yield f"{spot.line}: the name {form} stands for the place of row {other.line} already"
    points = sorted((lon, lat, spot.line) for spot in spots for lon, lat in spot.points)
    for i, (lon, lat, line) in enumerate(points):
        for near_lon, near_lat, near_line in points[i + 1 :]:
            if (near_lon - lon) * DEGREE_M * math.cos(math.radians(lat)) > TOO_NEAR_M:
                break
            if near_line != line and abs(near_lat - lat) * DEGREE_M <= TOO_NEAR_M:
                first, second = sorted((line, near_line))
                yield f"{second}: a point within {TOO_NEAR_M:.0f} m of one of row {first}"


def outline_of(path: Path) -> BaseGeometry:
    """All areas of a vector file as one outline.

    Raises:
        DataError: the file cannot be read, or a feature of it is no area; every such feature with its row.
    """
    from shapely.ops import unary_union

    features = read_features(path)
    refuse([f"{path.name}: feature {f.row}: {f.fault}" for f in features if f.geometry is None])
    if not features:
        raise DataError(f"{path}: no features: an outline is one polygon or several")
    joined: BaseGeometry = unary_union([f.geometry for f in features])
    return joined


def new_gazetteer(
    base: Base, spots: list[Spot], outline: BaseGeometry | None, origin: Origin, outline_file: str | None = None
) -> Draft:
    """The tables of a city from its points: cells for the kinds that have an area, points for the others.

    Args:
        base: the city's name, as :func:`hayy.gazetteer.adopting.new_city` makes it.
        spots: as :func:`read_spots` gives them.
        outline: the city's outline in WGS84 degrees; None: one is drawn around the points.
        origin: whose points they are; a row's own source stands before it.
        outline_file: the name of the file the outline is from.

    Raises:
        DataError: points outside the outline, each with its row; or no place that has an area.
    """
    draws = kinds_drawn()
    owners = {id(spot): key for key, spot in _ids(spots)}
    with_area = [spot for spot in spots if draws[spot.kind] == "area"]
    areal = {owners[id(spot)]: spot.points for spot in with_area}
    if not areal:
        raise DataError("no place of a kind that has an area: there is nothing to compute")
    ground = outline if outline is not None else outline_around(areal)
    refuse(list(_outside(with_area, ground)))
    areas = cells(areal, ground)
    slivers = [key for key, area in areas.items() if area_ha(area) <= SLIVER_HA]
    refuse([f"{key}: hardly any ground is nearest to it: are its points right?" for key in slivers])
    sources, ids = _sources(spots, origin)
    places, names = [], []
    for key, spot in ((owners[id(spot)], spot) for spot in spots):
        source = ids[spot.source]
        places.append(_place(key, spot, source))
        forms = dict.fromkeys(form for form in (spot.name_ar, spot.name, *spot.other_names) if form)
        names += [{"place": key, "form": f, "lang": "ar" if is_arabic(f) else "en", "sources": source} for f in forms]
    return Draft(
        city=city_table(base, [*areas.values(), ground], origin.attribution, "Areas are computed from points."),
        sources=sources,
        places=places,
        names=names,
        areas=areas,
        notes=_notes(base, areal, origin, outline_file),
    )


def _ids(spots: Iterable[Spot]) -> Iterator[tuple[str, Spot]]:
    taken = {spot.id for spot in spots if spot.id}
    for spot in spots:
        key = spot.id or new_id(spot.name, taken, "place")
        taken.add(key)
        yield key, spot


def _outside(spots: Iterable[Spot], ground: BaseGeometry) -> Iterator[str]:
    from shapely import Point as Dot

    plane = Plane.around(ground)
    near = plane.to_metres(ground).buffer(1.0)
    for spot in spots:
        for lon, lat in spot.points:
            if not near.contains(plane.to_metres(Dot(lon, lat))):
                yield f"row {spot.line}: {lat}, {lon} lies outside the outline: take it out or widen the outline"


def _place(key: str, spot: Spot, source: str) -> Row:
    row = place_row(key, spot.name, spot.name_ar, spot.note, spot.kind)
    lon, lat = spot.points[0]
    row |= {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}", "radius_m": f"{spot.radius_m:.0f}"}
    return row | {"location_how": "a point as given", "location_source": source}


def _sources(spots: Iterable[Spot], origin: Origin) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The sources table, and the id in it of every source that the rows name ("" is the file itself)."""
    table = {origin.id: {"what": f"points of {origin.file}", "licence": origin.licence}}
    ids = {"": origin.id}
    for what in dict.fromkeys(spot.source for spot in spots if spot.source):
        ids[what] = new_id(what, table, "source")
        table[ids[what]] = {"what": what, "where": origin.file, "licence": UNSTATED}
    return table, ids


def _notes(
    base: Base, points: Mapping[str, list[Point]], origin: Origin, outline_file: str | None
) -> dict[str, object]:
    """What ``boundaries.toml`` says of computed areas, their likely accuracy first of all."""
    usual = median(len(set(own)) for own in points.values())
    spread, random = MEASURED[max(count for count in MEASURED if count <= usual)]
    around = f"the outline of {outline_file}" if outline_file else "the widened convex hull of all points"
    return {
        "title": f"Areas of {base.city['name_en']}, computed",
        "certainty": "computed",
        "source": origin.id,
        "attribution": origin.attribution,
        "licence": origin.licence,
        "method": f"Computed, not drawn by anybody: the ground nearer to a place's points than to any other's "
        f"(Voronoi cells), inside {around}.",
        "accuracy": {
            "points_per_place_median": usual,
            "iou_mean_expected_spread": spread,
            "iou_mean_expected_random": random,
            "how": "Not measured here. With as many points a place, spread evenly over it or placed at random, cells "
            "have this mean IoU with the outlines of 118 places of Aleppo.",
            "measured_with": "python benchmarks/boundaries.py",
        },
    }
