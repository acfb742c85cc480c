"""Reading the gazetteer's tables into plain frozen data.

A gazetteer is a folder of small reviewable tables (``gazetteer/README.md`` describes them). Loading reads CSV and TOML
only and never judges: a table that cannot be read at all raises :class:`DataError`; everything else that may be wrong
with it is the business of :mod:`hayy.gazetteer.check`, which lists all faults at once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from hayy.errors import DataError
from hayy.files import data_root
from hayy.gazetteer.tablefiles import COLUMNS, read_rows, read_text, read_toml, table_path
from hayy.model import Location, Name, Place

DEFAULT_CITY = "aleppo"
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of place it is: the kind of the annotation scheme it maps to, and how it may be drawn.

    ``draw`` is ``area`` (its boundary, else a circle about its point), ``point`` (a circle only), ``outline`` (never
    filled) or ``never`` (recognised and listed, not on the map).
    """

    id: str
    scheme: str
    draw: str
    label_ar: str
    label_en: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a name, a point or a boundary comes from, and under which licence."""

    id: str
    what: str
    where: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """The city a gazetteer is about.

    ``forms`` are the words that show that a text speaks of it. ``bbox`` is west, south, east, north in WGS84 degrees
    and takes in the surroundings that are listed. ``attribution`` is owed wherever the boundaries show.
    """

    id: str
    name_ar: str
    name_en: str
    forms: tuple[str, ...]
    bbox: tuple[float, float, float, float]
    attribution: tuple[str, ...]
    scheme: str
    place_pcode: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """Several unnamed quarters that reporting names together; recognised, never shaded."""

    id: str
    name_ar: str
    name_en: str
    names: tuple[Name, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place outside the city that competes for a name, or an area that shows where a text is.

    ``within`` is the larger area it lies in; ``context`` the forms of every area around it (``دمشق``, ``Damascus``,
    ``سوريا``...): words that, near the name, say that this place is meant.
    """

    id: str
    name_ar: str
    name_en: str
    kind: str
    within: str | None
    names: tuple[Name, ...]
    context: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A fault or warning of the checker that is accepted, and why."""

    check: str
    subject: str
    reason: str


@dataclass(frozen=True)
class Gazetteer:
    """Everything known of one city's places.

    ``names`` are the names of ``places`` only; regions and places elsewhere carry their own. ``version`` is the SHA-256
    of all tables read, so that a change of any datum shows.
    """

    slug: str
    city: City
    places: Mapping[str, Place]
    names: tuple[Name, ...]
    regions: Mapping[str, Region]
    elsewhere: Mapping[str, Elsewhere]
    sources: Mapping[str, Source]
    kinds: Mapping[str, Kind]
    tags: Mapping[str, str]
    exceptions: tuple[Accepted, ...]
    version: str
    directory: Path
    _by_place: Mapping[str, tuple[Name, ...]] = field(repr=False, compare=False, default_factory=dict)

    def names_of(self, place: str) -> tuple[Name, ...]:
        """All names of a place, Arabic first, the canonical one leading.

        >>> [n.form for n in load().names_of("karm-al-afandi")]
        ['كرم الأفندي', 'كرم الأفندى', 'كرم الافندي', 'Karm al-Afandi']
        """
        return self._by_place.get(place, ())

    def parts_of(self, place: str) -> tuple[str, ...]:
        """Ids of the places whose parent is ``place``.

        >>> load().parts_of("hellok")
        ('hellok-fawqani', 'hellok-tahtani')
        """
        return tuple(sorted(p.id for p in self.places.values() if p.parent == place))

    def kind_of(self, place: str) -> Kind:
        """The kind of a place.

        >>> load().kind_of("sakhour").draw
        'area'
        """
        return self.kinds[self.places[place].kind]


def load(directory: Path | None = None) -> Gazetteer:
    """Read the gazetteer in ``directory`` (default: Aleppo's, inside the installation).

    ``kinds.toml`` and ``elsewhere/`` are taken from the folder itself, else from the folder above it, else from the
    installation, so that a gazetteer of one's own need not copy them.

    Raises:
        DataError: a table is missing or cannot be read as CSV or TOML.

    >>> aleppo = load()
    >>> aleppo.places["sheikh-saeed"].name_ar, aleppo.city.name_en
    ('الشيخ سعيد', 'Aleppo')
    """
    folder = directory if directory is not None else data_root() / "gazetteer" / DEFAULT_CITY
    if not folder.is_dir():
        raise DataError(f"no gazetteer folder at {folder}: give the folder that holds places.csv")
    files = _Files(folder)
    city = read_city(files.toml("city.toml"), table_path(folder, "city.toml"))
    kinds_table = files.toml("kinds.toml")
    rows = [_name(row) for row in files.rows("names.csv")]
    names = _grouped(rows)
    bounded = {row["place_id"] for row in files.rows("boundaries.csv")}
    places = {row["id"]: _place(row, bounded) for row in files.rows("places.csv")}
    regions = {
        row["id"]: Region(row["id"], row["name_ar"], row["name_en"], names.get(row["id"], ()), row.get("note", ""))
        for row in files.rows("regions.csv")
    }
    elsewhere = _elsewhere(files.rows("elsewhere/places.csv"), files.rows("elsewhere/names.csv"), city.id)
    sources = files.toml("elsewhere/sources.toml") | files.toml("sources.toml")
    accepted = tuple(Accepted(r["check"], r["subject"], r["reason"]) for r in files.rows("exceptions.csv"))
    return Gazetteer(
        slug=city.id,
        city=city,
        places=MappingProxyType(places),
        names=tuple(name for name in rows if name.place in places),
        regions=MappingProxyType(regions),
        elsewhere=MappingProxyType(elsewhere),
        sources=MappingProxyType(_made(Source, sources, table_path(folder, "sources.toml"))),
        kinds=MappingProxyType(_made(Kind, kinds_table.get("kinds", {}), table_path(folder, "kinds.toml"))),
        tags=MappingProxyType(dict(kinds_table.get("tags", {}))),
        exceptions=accepted,
        version=files.digest(),
        directory=folder,
        _by_place=MappingProxyType(names),
    )


class _Files:
    """The tables of one gazetteer as they are read, and the digest over their text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, str] = {}

    def _text(self, name: str) -> str:
        text = self._read[name] = read_text(table_path(self._folder, name))
        return text

    def toml(self, name: str) -> dict[str, Any]:
        return read_toml(self._text(name), table_path(self._folder, name))

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        path = table_path(self._folder, name)
        return read_rows(self._text(name), path, COLUMNS[name])

    def digest(self) -> str:
        total = hashlib.sha256()
        for name, text in sorted(self._read.items()):
            data = text.encode()
            total.update(f"{name}\0{len(data)}\0".encode() + data)
        return total.hexdigest()


def _split(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds several, separated by semicolons."""
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _made(what: Callable[..., _Made], entries: Mapping[str, Any], path: Path) -> dict[str, _Made]:
    """One ``what`` for each sub-table of a TOML file; its entries are the fields."""
    made = {}
    for key, entry in entries.items():
        try:
            made[key] = what(key, **{field: str(value) for field, value in entry.items()})
        except (AttributeError, TypeError) as error:
            raise DataError(f"{path}: [{key}] has not the entries it should have: {error}") from error
    return made


def _name(row: Mapping[str, str]) -> Name:
    also, note = _split(row.get("also", "")), row.get("note", "")
    return Name(row["place"], row["form"], row["lang"], row["sources"], also, note)


def _grouped(names: Iterable[Name]) -> dict[str, tuple[Name, ...]]:
    groups: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        groups[name.place].append(name)
    return {place: tuple(group) for place, group in groups.items()}


def _place(row: Mapping[str, str], bounded: set[str]) -> Place:
    return Place(
        id=row["id"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        kind=row["kind"],
        parent=row["parent"] or None,
        near=_split(row["near"]),
        location=_location(row),
        pcodes=_split(row.get("pcodes", "")),
        has_boundary=row["id"] in bounded,
        needs_context=row.get("needs_context", "") == "yes",
        confidence=row.get("confidence", ""),
        note=row.get("note", ""),
    )


def _location(row: Mapping[str, str]) -> Location | None:
    """The point of a place; a cell that is no number leaves the place without one (the checker reports it)."""
    try:
        lat, lon, radius = float(row["lat"]), float(row["lon"]), float(row["radius_m"])
    except ValueError:
        return None
    return Location(lat, lon, radius, row.get("location_how", ""), row.get("location_source", ""))


def read_city(table: Mapping[str, Any], path: Path) -> City:
    """The entries of ``city.toml``.

    Raises:
        DataError: an entry is missing or of the wrong type.
    """
    try:
        west, south, east, north = (float(x) for x in table["bbox"])
        return City(
            id=str(table["id"]),
            name_ar=str(table["name_ar"]),
            name_en=str(table["name_en"]),
            forms=tuple(table["forms_ar"]) + tuple(table["forms_latin"]),
            bbox=(west, south, east, north),
            attribution=tuple(table["attribution"]),
            scheme=str(table["scheme"]),
            place_pcode=str(table.get("place_pcode", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        what = f"no entry {error}" if isinstance(error, KeyError) else f"faulty entry: {error}"
        raise DataError(f"{path}: {what}") from error


def _elsewhere(
    places: Iterable[Mapping[str, str]], names: Iterable[Mapping[str, str]], city: str
) -> dict[str, Elsewhere]:
    """Competitor places with their context words; the city itself and what lies in it are left out."""
    rows = {row["id"]: row for row in places}
    groups = _grouped(_name(row) for row in names)
    found = {}
    for key, row in rows.items():
        around = list(_around(key, rows))
        if city in (key, *around):
            continue
        context = tuple(dict.fromkeys(name.form for area in around for name in groups.get(area, ())))
        found[key] = Elsewhere(
            key,
            row["name_ar"],
            row["name_en"],
            row["kind"],
            row["within"] or None,
            groups.get(key, ()),
            context,
            row.get("note", ""),
        )
    return found


def _around(key: str, rows: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The areas a place elsewhere lies in, smallest first; stops at an unknown id and at a cycle."""
    seen = {key}
    while (area := rows[key]["within"]) in rows and area not in seen:
        yield area
        seen.add(area)
        key = area
