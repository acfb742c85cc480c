"""The tables of a project file, how a new one is made, and how an older one is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from hayy.errors import InputError
from hayy.store import geopackage, styles

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer

VERSION = 1
"""The version of the tables in ``schema.sql``. A change of them raises it, and adds a step to :data:`MIGRATIONS`."""

_TABLES = {
    "project": "What the file is: versions of its tables and of its gazetteer",
    "documents": "Articles, each with the versions of reader and gazetteer by which it was read",
    "mentions": "Names found in the articles and what they were taken for",
    "claims": "Claims: read from an article (kind mention, anaphor) or coded by hand (kind coded)",
    "decisions": "What people decided about claims",
}
_LAYERS = {
    "places": "Places of the gazetteer; those that are never drawn have no geometry",
    "state": "The latest state of every place that a claim names: claims as reported, not verified",
    "claims_map": "Claims on the ground of their places: as reported, not verified",
}
_CLAIMS_MAP_COLUMNS = (
    "fid",
    "geom",
    "id",
    "document",
    "place",
    "name_ar",
    "name_en",
    "status",
    "predicate",
    "polarity",
    "extent",
    "direction",
    "actor",
    "against",
    "attributed_to",
    "event_first",
    "event_last",
    "reported",
    "evidence",
    "url",
    "note",
    "kind",
    "review",
)

Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: dict[int, Migration] = {}
"""Version -> the step from it to the next; each runs in the transaction that brings the file up to date."""


def create(connection: sqlite3.Connection, gazetteer: Gazetteer) -> None:
    """The tables of an empty project for one gazetteer; inside the caller's transaction."""
    geopackage.create(connection)
    script = files("hayy.store").joinpath("schema.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        connection.execute(statement)
    for name, description in _TABLES.items():
        geopackage.register_attributes(connection, name, description)
    for name, description in _LAYERS.items():
        geopackage.register_layer(connection, name, description, gazetteer.city.bbox)
    for table, qml in styles.all_styles().items():
        geopackage.add_style(connection, table, qml, "side: colour; contested: hatched; disputed: broken outline")
    set_facts(connection, {"schema": str(VERSION), "city": gazetteer.slug, "gazetteer": ""})


def facts(connection: sqlite3.Connection) -> dict[str, str]:
    """What the table ``project`` holds; empty for a file that is no project."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'project' AND type = 'table'").fetchone():
        return {}
    return dict(connection.execute("SELECT key, value FROM project").fetchall())


def set_facts(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Set entries of the table ``project``."""
    connection.executemany(
        "INSERT INTO project (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        sorted(values.items()),
    )


def upgrade(connection: sqlite3.Connection, where: str) -> None:
    """Bring the tables of an older project up to date; inside the caller's transaction.

    Raises:
        InputError: the file is no project, or of a version that this hayy does not know.
    """
    stated = facts(connection).get("schema", "")
    if not stated.isdecimal():
        raise InputError(f"{where}: is a database, but not a hayy project; give another name")
    version = int(stated)
    if version > VERSION:
        raise InputError(
            f"{where}: written by a newer hayy (version {version} of its tables, this one knows {VERSION}); update hayy"
        )
    while version < VERSION:
        MIGRATIONS[version](connection)
        version += 1
        set_facts(connection, {"schema": str(version)})


def table_names() -> Sequence[str]:
    """Every table and layer that holds people's data, in the order in which they are made."""
    return (*_TABLES, *_LAYERS)


def column_types(table: str) -> dict[str, str]:
    """The columns of a table or layer with the kind of value that each holds, as ``schema.sql`` states it.

    >>> column_types("decisions")["claim"], column_types("state")["geom"]
    ('TEXT', 'MULTIPOLYGON')
    """
    if table == "claims_map":
        known = column_types("claims") | column_types("places") | {"review": "TEXT"}
        return {name: known[name] for name in _CLAIMS_MAP_COLUMNS}
    script = files("hayy.store").joinpath("schema.sql").read_text(encoding="utf-8")
    body = script.partition(f"CREATE TABLE {table} (\n")[2].partition("\n);")[0]
    words = [line.replace(",", " ").split() for line in body.splitlines()]
    return {line[0]: line[1] for line in words}
