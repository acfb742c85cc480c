"""Checks of ids, kinds and references between the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hayy.errors import DataError
from hayy.gazetteer.check import Check, Finding, Row, Tables
from hayy.gazetteer.tables import read_city

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SCHEME_KINDS = frozenset({"nbhd", "subarea", "outskirts", "landmark", "base", "road", "gate", "zone"})
_DRAW = frozenset({"area", "point", "outline", "never"})
_CONFIDENCE = frozenset({"", "high", "medium", "low", "none"})


def ids(tables: Tables) -> Iterator[Finding]:
    """Ids are ASCII words joined by hyphens, and each stands once: places and regions share one list."""
    for group in (("places.csv", "regions.csv"), ("elsewhere/places.csv",)):
        first: dict[str, str] = {}
        for table in group:
            for row in tables.rows[table]:
                key = row["id"]
                if not _ID.fullmatch(key):
                    said = f"{key!r} is no id: lower-case ASCII letters and digits, words joined by hyphens"
                    yield Finding("bad-id", table, row.line, key, said)
                if key in first:
                    yield Finding("duplicate-id", table, row.line, key, f"the id stands at {first[key]} already")
                first.setdefault(key, f"{table}:{row.line}")


def order(tables: Tables) -> Iterator[Finding]:
    """Tables are in order of id, so that a change shows as one line in a comparison."""
    for table, column in (("places.csv", "id"), ("names.csv", "place"), ("elsewhere/places.csv", "id")):
        keys = [row[column] for row in tables.rows[table]]
        for before, after, row in zip(keys, keys[1:], tables.rows[table][1:], strict=False):
            if after < before:
                said = f"{after} stands after {before}: keep the table in order of {column}"
                yield Finding("unsorted", table, row.line, after, said, is_fault=False)


def cells(tables: Tables) -> Iterator[Finding]:
    """Cells of ``places.csv`` that take one of few values."""
    for row in tables.places:
        if row["kind"] not in tables.kinds:
            said = f"kind {row['kind']!r} is not in kinds.toml: use one of {', '.join(tables.kinds)}"
            yield Finding("unknown-kind", "places.csv", row.line, row["id"], said)
        if row["confidence"] not in _CONFIDENCE:
            said = f"confidence {row['confidence']!r} is not high, medium, low or none"
            yield Finding("bad-cell", "places.csv", row.line, row["id"], said)
        if row["needs_context"] not in ("", "yes"):
            said = f"needs_context is {row['needs_context']!r}: yes, or empty"
            yield Finding("bad-cell", "places.csv", row.line, row["id"], said)


def kinds(tables: Tables) -> Iterator[Finding]:
    """Every kind maps to a kind of the annotation scheme and to a way of drawing."""
    for key, kind in tables.kinds.items():
        entries = kind if isinstance(kind, dict) else {}
        for entry, allowed in (("scheme", _SCHEME_KINDS), ("draw", _DRAW)):
            if entries.get(entry) not in allowed:
                said = f"[kinds.{key}] {entry} is {entries.get(entry)!r}, not one of {', '.join(sorted(allowed))}"
                yield Finding("bad-kind", "kinds.toml", 0, key, said)
        if missing := [label for label in ("label_ar", "label_en") if not entries.get(label)]:
            yield Finding("bad-kind", "kinds.toml", 0, key, f"[kinds.{key}] has no {' and no '.join(missing)}")


def parents(tables: Tables) -> Iterator[Finding]:
    """Parents and neighbours exist and are not the place itself."""
    known = tables.ids("places.csv")
    for row in tables.places:
        for column in ("parent", "near"):
            for other in row.items(column):
                if other not in known:
                    said = f"{column} {other!r} is no id of places.csv"
                    yield Finding("unknown-parent", "places.csv", row.line, row["id"], said)
                elif other == row["id"] and column == "near":
                    yield Finding("unknown-parent", "places.csv", row.line, row["id"], "the place is near itself")
    within = tables.ids("elsewhere/places.csv")
    for row in tables.rows["elsewhere/places.csv"]:
        if row["within"] and row["within"] not in within:
            said = f"within {row['within']!r} is no id of elsewhere/places.csv"
            yield Finding("unknown-parent", "elsewhere/places.csv", row.line, row["id"], said)


def cycles(tables: Tables) -> Iterator[Finding]:
    """No place lies in itself, however many steps away; a circle is told once, at its first row."""
    for table, column in (("places.csv", "parent"), ("elsewhere/places.csv", "within")):
        above = {row["id"]: row[column] for row in tables.rows[table]}
        told: set[str] = set()
        for row in tables.rows[table]:
            circle = _circle(row["id"], above)
            if circle and not told & set(circle):
                told.update(circle)
                said = f"lies in itself: {' > '.join([*circle, circle[0]])}"
                yield Finding("cycle", table, row.line, row["id"], said)


def _circle(start: str, above: dict[str, str]) -> list[str]:
    """The way from a place up to itself; empty if the way ends or runs into a circle further up."""
    way = [start]
    while (parent := above.get(way[-1], "")) and parent not in way:
        way.append(parent)
    return way if parent == start else []


def references(tables: Tables) -> Iterator[Finding]:
    """Every name, boundary and exception is about something that exists."""
    listed = tables.ids("places.csv") | tables.ids("regions.csv")
    for table, column, known in (
        ("names.csv", "place", listed),
        ("boundaries.csv", "place_id", tables.ids("places.csv")),
        ("elsewhere/names.csv", "place", tables.ids("elsewhere/places.csv")),
    ):
        told: set[str] = set()
        for row in tables.rows[table]:
            if row[column] not in known | told:
                told.add(row[column])
                said = f"{row[column]!r} is in no table of places"
                yield Finding("unknown-place", table, row.line, row[column], said)


def pcodes(tables: Tables) -> Iterator[Finding]:
    """A P-code names one place."""
    first: dict[str, Row] = {}
    for row in tables.places:
        for pcode in row.items("pcodes"):
            if pcode in first:
                other = first[pcode]
                said = f"P-code {pcode} stands at {other['id']} (row {other.line}) too"
                yield Finding("shared-pcode", "places.csv", row.line, row["id"], said)
            first.setdefault(pcode, row)


def city(tables: Tables) -> Iterator[Finding]:
    """``city.toml`` has all its entries."""
    try:
        read = read_city(tables.toml["city.toml"], tables.directory / "city.toml")
    except DataError as error:
        yield Finding("bad-city", "city.toml", 0, "city.toml", str(error).rpartition("city.toml: ")[2])
        return
    if not _ID.fullmatch(read.id):
        yield Finding("bad-id", "city.toml", 0, read.id, f"{read.id!r} is no id")
    west, south, east, north = read.bbox
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        yield Finding(
            "bad-city", "city.toml", 0, "bbox", f"bbox {read.bbox} is not west, south, east, north in degrees"
        )


ROW_CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (ids, ()),
    (order, ()),
    (cells, ("kinds.toml",)),
    (kinds, ()),
    (parents, ("places.csv", "elsewhere/places.csv")),
    (cycles, ()),
    (references, ("places.csv", "regions.csv", "elsewhere/places.csv")),
    (pcodes, ()),
    (city, ("city.toml",)),
)
"""Each check with the tables it cannot do without; an unreadable table has no rows and no ids."""
