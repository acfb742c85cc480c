"""Publishing a project to PostGIS: the same tables and layers, replaced in one transaction (the extra ``postgis``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hayy.errors import InputError, OutputError
from hayy.store.geopackage import from_blob
from hayy.store.schema import column_types, table_names

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from hayy.store import Project

DEFAULT_SCHEMA = "hayy"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_RESERVED = frozenset({"public", "information_schema", "topology", "tiger"})
_MARK = "made by hayy"
_ROWS = 500
# One number for all who publish: two at once take turns.
_LOCK = 0x68617979


def publish(project: Project, address: str, schema: str = DEFAULT_SCHEMA) -> dict[str, int]:
    """Write every table and layer of a project into a schema of a PostgreSQL database with PostGIS.

    All happens in one transaction: readers see the old state until the new one is whole. Tables that hayy made there
    before are replaced, so publishing twice gives the same; a table of that name that hayy did not make is a fault.

    Args:
        project: the project.
        address: ``postgresql://user:password@host/database``, as libpq takes it.
        schema: name of the schema; made where it is missing.

    Returns:
        The number of rows of each table.

    Raises:
        InputError: the name of the schema is none, the address is none, or the extra ``postgis`` is missing.
        OutputError: the server refuses, or has no PostGIS; nothing was changed.
    """
    schema = checked_name(schema)
    try:
        import sqlalchemy
        from sqlalchemy.exc import ArgumentError, SQLAlchemyError
    except ImportError as error:
        raise InputError("PostGIS needs an extra package: pip install 'hayy[postgis]'") from error
    try:
        url = sqlalchemy.make_url(address)
    except ArgumentError as error:
        raise InputError("the address is none: postgresql://user:password@host/database") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise InputError(f"{url.drivername}: only postgresql:// addresses are published to")
    engine = sqlalchemy.create_engine(url.set(drivername="postgresql+psycopg"))
    where = url.render_as_string(hide_password=True)
    try:
        with engine.begin() as connection:
            return _publish(connection, project, schema)
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise OutputError(f"{where}: {said}; nothing was changed there") from error
    finally:
        engine.dispose()


def checked_name(name: str) -> str:
    """The name of a schema: small letters, digits and underscores, none of PostgreSQL's own.

    >>> checked_name('x"; DROP TABLE y; --')
    Traceback (most recent call last):
    hayy.errors.InputError: 'x"; DROP TABLE y; --' is no name of a schema: a-z, 0-9 and _, at most 41, a letter first
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name[:60]!r} is no name of a schema: a-z, 0-9 and _, at most 41, a letter first")
    if name in _RESERVED or name.startswith("pg_"):
        raise InputError(f"{name!r} is a schema of the database itself; give another name")
    return name


def _publish(connection: Connection, project: Project, schema: str) -> dict[str, int]:
    import sqlalchemy
    from sqlalchemy.schema import CreateSchema, DropTable, SetTableComment

    connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    if not connection.execute(sqlalchemy.text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")).scalar():
        raise OutputError("the database has no PostGIS; somebody who may: CREATE EXTENSION postgis")
    inspector = sqlalchemy.inspect(connection)
    if schema not in inspector.get_schema_names():
        connection.execute(CreateSchema(schema))
    present = set(inspector.get_table_names(schema=schema)) | set(inspector.get_view_names(schema=schema))
    counts = {}
    for name in table_names():
        table = _table(name, schema)
        if name in present:
            if not _is_ours(connection, schema, name):
                raise OutputError(f"the table {schema}.{name} is there and was not made by hayy; give another --schema")
            connection.execute(DropTable(table))
        table.create(connection)
        connection.execute(SetTableComment(table))
        counts[name] = 0
        for rows in _batches(project, name):
            connection.execute(table.insert(), rows)
            counts[name] += len(rows)
    return counts


def _is_ours(connection: Connection, schema: str, name: str) -> bool:
    import sqlalchemy

    query = "SELECT obj_description(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    found = connection.execute(
        sqlalchemy.text(f"{query} WHERE n.nspname = :schema AND c.relname = :name"), {"schema": schema, "name": name}
    ).scalar()
    return found == _MARK


def _table(name: str, schema: str) -> Table:
    """The table of a project as one of PostGIS; geometry as MultiPolygon in WGS84 with a spatial index."""
    import sqlalchemy
    from geoalchemy2 import Geometry

    kinds: Mapping[str, Any] = {
        "INTEGER": sqlalchemy.BigInteger,
        "TEXT": sqlalchemy.Text,
        "DATE": sqlalchemy.Date,
        "BOOLEAN": sqlalchemy.Boolean,
        "DOUBLE": sqlalchemy.Double,
        "MULTIPOLYGON": Geometry("MULTIPOLYGON", srid=4326),
    }
    columns = [
        sqlalchemy.Column(column, kinds[kind], primary_key=column == "fid", autoincrement=False)
        for column, kind in column_types(name).items()
    ]
    return sqlalchemy.Table(name, sqlalchemy.MetaData(), *columns, schema=schema, comment=_MARK)


def _batches(project: Project, name: str) -> Iterator[list[dict[str, Any]]]:
    kinds = column_types(name)
    batch: list[dict[str, Any]] = []
    for row in project.rows(name, tuple(kinds)):
        batch.append({column: _value(row[column], kind) for column, kind in kinds.items()})
        if len(batch) == _ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _value(value: Any, kind: str) -> Any:
    from datetime import date

    if value is None:
        return None
    if kind == "DATE":
        return date.fromisoformat(value)
    if kind == "BOOLEAN":
        return bool(value)
    if kind == "MULTIPOLYGON":
        shape = from_blob(value)
        return f"SRID=4326;{shape.wkt}" if shape is not None else None
    return value


def summary(counts: Mapping[str, int], order: Sequence[str] = ("documents", "claims", "state")) -> str:
    """The counts that matter, in words.

    >>> summary({"documents": 2, "claims": 5, "state": 3, "places": 303})
    '2 documents, 5 claims, 3 state'
    """
    return ", ".join(f"{counts[name]} {name}" for name in order)
