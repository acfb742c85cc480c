"""What makes an SQLite file a GeoPackage (OGC 12-128r17, version 1.3): its own tables, and geometry as its blobs.

Only what hayy needs: WGS84, MultiPolygon layers, attribute tables, and the table in which QGIS looks for styles.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

APPLICATION_ID = 0x47504B47
USER_VERSION = 10300
SRS = 4326
_HEADER = struct.Struct("<2sBBi4d")
# Little-endian, with an envelope of x and y.
_FLAGS = 0b011

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_TABLES = (
    """CREATE TABLE gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)""",
    """CREATE TABLE gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (
        table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE layer_styles (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
        f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
        useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
        update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))""",
)
_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", SRS, "EPSG", SRS, _WGS84, "longitude/latitude coordinates in decimal degrees"),
)


def create(connection: sqlite3.Connection) -> None:
    """Make an empty database a GeoPackage; inside the caller's transaction."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION:d}")
    for statement in _TABLES:
        connection.execute(statement)
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
    register_attributes(connection, "layer_styles", "Styles of the layers, as QGIS keeps them")


def register_attributes(connection: sqlite3.Connection, table: str, description: str) -> None:
    """List a table without geometry."""
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (table, table, description),
    )


def register_layer(
    connection: sqlite3.Connection, table: str, description: str, bounds: tuple[float, float, float, float]
) -> None:
    """List a table or view whose column ``geom`` holds MultiPolygons; ``bounds`` are west, south, east, north."""
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)"
        " VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)",
        (table, table, description, *bounds, SRS),
    )
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", (table, SRS))


def add_style(connection: sqlite3.Connection, table: str, qml: str, description: str) -> None:
    """Store a QML style that QGIS takes as the layer's default."""
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')",
        (table, "hayy", qml, description),
    )


def touch(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Note that tables have changed."""
    connection.executemany(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?",
        [(table,) for table in tables],
    )


def to_blob(shape: BaseGeometry | None) -> bytes | None:
    """A polygonal shape in WGS84 as a GeoPackage geometry, always a MultiPolygon; None stays None.

    >>> from shapely.geometry import box
    >>> to_blob(box(37, 36, 38, 37))[:8].hex()
    '47500003e6100000'
    """
    if shape is None:
        return None
    import shapely

    whole = shapely.MultiPolygon(list(getattr(shape, "geoms", [shape])))
    west, south, east, north = whole.bounds
    body: bytes = shapely.to_wkb(whole, byte_order=1)
    return _HEADER.pack(b"GP", 0, _FLAGS, SRS, west, east, south, north) + body


def from_blob(blob: bytes | None) -> BaseGeometry | None:
    """The shape in a GeoPackage geometry as :func:`to_blob` writes it.

    >>> from shapely.geometry import box
    >>> from_blob(to_blob(box(37, 36, 38, 37))).bounds
    (37.0, 36.0, 38.0, 37.0)
    """
    if blob is None:
        return None
    import shapely

    shape: BaseGeometry = shapely.from_wkb(blob[_HEADER.size :])
    return shape
