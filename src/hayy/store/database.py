"""Opening the SQLite file of a project, its transactions, and its faults as hayy's errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hayy.errors import HayyError, InputError, OutputError
from hayy.store.geopackage import APPLICATION_ID

WAIT_SECONDS = 60.0
"""How long a process waits for another one that is writing."""
_SQLITE = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    """A connection to a project file in autocommit mode, rows by name.

    Raises:
        InputError: there is no such file and ``create`` is not given, or it is something else than a GeoPackage.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except FileNotFoundError:
        if not create:
            raise InputError(f"{path}: no such project; `hayy add {path} ARTICLE...` makes one") from None
        if not path.parent.is_dir():
            raise InputError(f"{path}: there is no folder {path.parent}; create it first") from None
        start = b""
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if start and start != _SQLITE:
        raise InputError(f"{path}: is no project file, nor a GeoPackage; give another name")
    # A file of no bytes is what a process leaves that was stopped before it wrote anything.
    if not start and not create:
        raise InputError(f"{path}: is empty; `hayy add {path} ARTICLE...` fills it")
    with faults(path):
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        connection.row_factory = sqlite3.Row
        made_by = connection.execute("PRAGMA application_id").fetchone()[0]
        if start and made_by not in (0, APPLICATION_ID):
            connection.close()
            raise InputError(f"{path}: is a database of another program; give another name")
        connection.execute("PRAGMA synchronous = FULL")
    return connection


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one line that says what to try."""
    try:
        yield
    except HayyError:
        raise
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise OutputError(f"{path}: another process is writing to it; try again when it is done") from error
        raise OutputError(f"{path}: cannot be used ({said}); nothing was changed") from error
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: is damaged or no database ({error})") from error


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All or nothing of what is done inside; other writers wait, readers see the old state until it ends."""
    with faults(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns; names of table and columns are hayy's own, values are bound."""
    if rows:
        columns = list(rows[0])
        slots = ", ".join(f":{column}" for column in columns)
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({slots})", rows)  # noqa: S608


def one(connection: sqlite3.Connection, query: str, values: Mapping[str, Any] | tuple[Any, ...] = ()) -> Any:
    """The first column of the first row, None when there is none."""
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None
