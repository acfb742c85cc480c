"""The tables of a gazetteer that takes over somebody else's outlines: whose each boundary, point and name is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hayy.errors import DataError
from hayy.gazetteer.build import load_boundaries
from hayy.gazetteer.drafting import Draft, Row, is_arabic, new_id
from hayy.gazetteer.placing import ALIKE, Finding, Group, name_score
from hayy.gazetteer.shapes import Plane
from hayy.gazetteer.tablefiles import read_rows
from hayy.gazetteer.tables import Gazetteer
from hayy.text import fold, fold_name

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

UNSTATED = "not stated: find out before publishing"
MARGIN_DEGREES = 0.05
"""What the bounding box of a new city takes in around its places: about 5 km."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose file it is: an id for the sources table, the file's name, and what is owed for it."""

    id: str
    file: str
    attribution: str = UNSTATED
    licence: str = UNSTATED


@dataclass(frozen=True, slots=True)
class Base:
    """What a new gazetteer starts from: the tables of a known one, or a city's name and nothing else."""

    city: Mapping[str, Any]
    known: Gazetteer | None = None
    sources: Mapping[str, dict[str, str]] = field(default_factory=dict)
    places: Sequence[Row] = ()
    names: Sequence[Row] = ()
    regions: Sequence[Row] = ()
    exceptions: Sequence[Row] = ()


def base_of(known: Gazetteer) -> Base:
    """The tables of a gazetteer as they stand in its folder."""

    def table(name: str) -> list[Row]:
        path = known.directory / name
        return list(read_rows(path.read_text(encoding="utf-8-sig"), path))

    def toml(name: str) -> dict[str, Any]:
        return tomllib.loads((known.directory / name).read_text(encoding="utf-8-sig"))

    return Base(
        toml("city.toml"),
        known,
        toml("sources.toml"),
        table("places.csv"),
        table("names.csv"),
        table("regions.csv"),
        table("exceptions.csv"),
    )


def new_city(name: str, name_ar: str = "") -> Base:
    """A city of which only the name is known, in Latin or Arabic letters or both.

    >>> new_city("Dar Salwa", "دار سلوى").city["id"]
    'dar-salwa'
    """
    if not fold_name(name) or not name.isprintable() or not name_ar.isprintable():
        raise DataError(f"{name!r} is no name of a city: give letters, and no hidden or control characters")
    latin = [name] if not is_arabic(name) else []
    arabic = [form for form in dict.fromkeys((name_ar, name)) if is_arabic(form)]
    return Base(
        {
            "id": new_id(latin[0] if latin else "", (), "city"),
            "name_ar": (arabic or latin)[0],
            "name_en": (latin or arabic)[0],
            "forms_ar": arabic,
            "forms_latin": latin,
            "bbox": [],
            "attribution": [],
            "scheme": "",
        }
    )


def adopt(
    base: Base,
    kept: Sequence[tuple[Finding, Group]],
    areas: Mapping[str, Polygon | MultiPolygon],
    origin: Origin,
) -> Draft:
    """The base with these outlines instead of its own, points inside them, and the file's places and names added."""
    places = {row["id"]: dict(row) for row in base.places}
    for key, outline in _former(base).items():
        if key in places and key not in areas:
            places[key] |= circle_row(places[key], outline)
    for found, group in kept:
        if found.place not in places:
            places[found.place] = place_row(found.place, group.name, group.name_ar, f"from {origin.file}")
    for key, area in areas.items():
        places[key] |= point_row(area, "a point inside the imported boundary", origin.id)
    method = f"Imported from {origin.file}; invalid outlines mended and small overlaps cut, as report.csv says."
    if base.known:
        method += f" Matched to the places of {base.known.city.name_en} by name and position."
    return Draft(
        city=city_table(base, areas.values(), origin.attribution, f"The boundaries are those of {origin.file}."),
        sources={**base.sources, origin.id: {"what": f"boundaries of {origin.file}", "licence": origin.licence}},
        places=list(places.values()),
        names=[*base.names, *_added_names(base, kept, origin)],
        areas=areas,
        notes={
            "title": f"Boundaries of {origin.file}",
            "certainty": "boundary",
            "source": origin.id,
            "attribution": origin.attribution,
            "licence": origin.licence,
            "method": method,
        },
        regions=list(base.regions),
        exceptions=list(base.exceptions),
    )


def place_row(key: str, name: str, name_ar: str, note: str, kind: str = "neighbourhood") -> Row:
    """A row of the places table; a name that is missing in one script is given in the other, never transliterated."""
    arabic = name_ar or (name if is_arabic(name) else "")
    english = name if name and not is_arabic(name) else ""
    head = {"id": key, "name_ar": arabic or english, "name_en": english or arabic, "kind": kind}
    return {**head, "parent": "", "near": "", "confidence": "low", "note": note}


def point_row(area: BaseGeometry, how: str, source: str) -> Row:
    """The location columns of a place with an outline: a point inside it."""
    at = area.representative_point()
    found = {"lat": f"{at.y:.5f}", "lon": f"{at.x:.5f}", "radius_m": "0"}
    return {**found, "location_how": how, "location_source": source}


def circle_row(row: Row, outline: BaseGeometry) -> Row:
    """The location columns of a place that loses its outline: the circle about its point that covers the outline."""
    from shapely.geometry import Point

    lon, lat = float(row["lon"]), float(row["lat"])
    radius = Plane(lon, lat).to_metres(outline).hausdorff_distance(Point(0, 0))
    return {"radius_m": f"{radius:.0f}", "location_how": f"{row['location_how']}; the circle covers a former boundary"}


def city_table(base: Base, areas: Iterable[BaseGeometry], attribution: str, scheme: str) -> dict[str, Any]:
    """The city's table: a bounding box that takes in the areas, and what is owed for them in place of the former."""
    boxes = [area.bounds for area in areas]
    margin = 0.0 if base.city["bbox"] else MARGIN_DEGREES
    boxes = [(w - margin, s - margin, e + margin, n + margin) for w, s, e, n in boxes]
    boxes += [tuple(base.city["bbox"])] if base.city["bbox"] else []
    west, south, east, north = zip(*boxes, strict=True)
    former = load_boundaries(base.known.directory) if base.known else None
    owed = [line for line in base.city["attribution"] if former is None or line != former.notes["attribution"]]
    return {
        **base.city,
        "bbox": [round(edge, 4) for edge in (min(west), min(south), max(east), max(north))],
        "attribution": [attribution, *owed],
        "scheme": scheme,
    }


def _former(base: Base) -> Mapping[str, BaseGeometry]:
    built = load_boundaries(base.known.directory) if base.known else None
    return built.areas if built else {}


def _added_names(base: Base, kept: Sequence[tuple[Finding, Group]], origin: Origin) -> list[Row]:
    """The file's spellings that the base does not have.

    One that is another place's name already, or unlike every name the place is known by in that script, is not added:
    it may be a slip of the file, and would bring another place's claims here.
    """
    owners: dict[str, set[str]] = {}
    for row in base.names:
        owners.setdefault(fold(row["form"]).text, set()).add(row["place"])
    rows = []
    for found, group in kept:
        forms = [row["form"] for row in base.names if row["place"] == found.place]
        for form in dict.fromkeys(filter(None, (group.name_ar, group.name))):
            same_script = [known for known in forms if is_arabic(known) == is_arabic(form)]
            if not owners.get(fold(form).text) and (not same_script or name_score([form], same_script) >= ALIKE):
                owners[fold(form).text] = {found.place}
                lang = "ar" if is_arabic(form) else "en"
                rows.append({"place": found.place, "form": form, "lang": lang, "sources": origin.id})
    return rows
