"""A state as a layer for GIS: GeoPackage, written by hayy itself, and GeoParquet (the extra ``parquet``)."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hayy.errors import InputError
from hayy.export import NOTE, state_items
from hayy.store import geopackage, styles

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, ControlState, Reading

FIELDS = {
    "place": "TEXT",
    "name_ar": "TEXT",
    "name_en": "TEXT",
    "kind": "TEXT",
    "status": "TEXT",
    "disputed": "BOOLEAN",
    "partial": "BOOLEAN",
    "extent": "TEXT",
    "direction": "TEXT",
    "actor": "TEXT",
    "actor_label": "TEXT",
    "event_first": "DATE",
    "event_last": "DATE",
    "heard": "DATE",
    "location_certainty": "TEXT",
    "location_source": "TEXT",
    "geometry_is": "TEXT",
    "area_ha": "DOUBLE",
    "claims": "TEXT",
}
"""The columns of the layer; ``claims`` is JSON with the evidence of each."""
# A fixed day in place of the clock, so that the same state gives the same bytes.
_NO_CLOCK = "1970-01-01T00:00:00.000Z"
_GEO = {"encoding": "WKB", "geometry_types": ["MultiPolygon"]}


def to_gpkg(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim] = ()
) -> bytes:
    """The state as a GeoPackage with one layer ``state`` and its style for QGIS; the same bytes for the same state."""
    rows = layer_rows(state, gazetteer, readings, coded)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.gpkg"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("BEGIN")
            geopackage.create(connection)
            columns = ", ".join(f"{name} {kind}" for name, kind in FIELDS.items())
            connection.execute(
                f"CREATE TABLE state (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, {columns})"
            )
            note = f"{NOTE} {' '.join(gazetteer.city.attribution)}"
            geopackage.register_layer(connection, "state", note, gazetteer.city.bbox)
            geopackage.add_style(connection, "state", styles.all_styles()["state"], "colour: side; hatching: contested")
            slots = ", ".join("?" for _ in range(len(FIELDS) + 1))
            connection.executemany(
                f"INSERT INTO state (geom, {', '.join(FIELDS)}) VALUES ({slots})",  # noqa: S608  # names of its own
                [(geopackage.to_blob(shape), *(row[name] for name in FIELDS)) for row, shape in rows],
            )
            connection.execute("UPDATE gpkg_contents SET last_change = ?", (_NO_CLOCK,))
            connection.execute("UPDATE layer_styles SET update_time = ?", (_NO_CLOCK,))
            connection.execute("COMMIT")
        finally:
            connection.close()
        return path.read_bytes()


def to_parquet(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim] = ()
) -> bytes:
    """The state as GeoParquet 1.1, WGS84.

    Raises:
        InputError: the extra ``parquet`` is missing.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise InputError("GeoParquet needs an extra package: pip install 'hayy[parquet]'") from error
    rows = layer_rows(state, gazetteer, readings, coded)
    kinds = {
        "TEXT": pa.string(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.string(),
        "DOUBLE": pa.float64(),
    }
    fields = [pa.field(name, kinds[kind]) for name, kind in FIELDS.items()]
    fields.append(pa.field("geometry", pa.binary()))
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": _GEO}}
    told = {"geo": json.dumps(geo), "hayy": json.dumps({"note": NOTE, "attribution": list(gazetteer.city.attribution)})}
    columns = {name: [row[name] for row, _ in rows] for name in FIELDS}
    columns["geometry"] = [_wkb(shape) for _, shape in rows]
    table = pa.table(columns, schema=pa.schema(fields, metadata=told))
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def layer_rows(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim]
) -> Sequence[tuple[dict[str, Any], BaseGeometry | None]]:
    """A row a place with the columns :data:`FIELDS`, and its shape."""
    rows = []
    for item, shape in state_items(state, gazetteer, readings, coded):
        row = {name: item[name] for name in FIELDS}
        row["location_source"] = ";".join(item["location_source"])
        row["claims"] = json.dumps(item["claims"], ensure_ascii=False, allow_nan=False)
        rows.append((row, shape))
    return rows


def _wkb(shape: BaseGeometry | None) -> bytes | None:
    import shapely

    if shape is None:
        return None
    whole = shapely.MultiPolygon(list(getattr(shape, "geoms", [shape])))
    body: bytes = shapely.to_wkb(whole, byte_order=1)
    return body
