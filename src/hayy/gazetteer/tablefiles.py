"""Reading one table of a gazetteer: where it lies, its text, its rows with their lines."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hayy.errors import DataError
from hayy.files import data_root

TABLES = ("city.toml", "sources.toml", "places.csv", "names.csv", "regions.csv", "boundaries.csv", "exceptions.csv")
COLUMNS = {
    "places.csv": ("id", "name_ar", "name_en", "kind", "parent", "near", "lat", "lon", "radius_m"),
    "names.csv": ("place", "form", "lang", "sources"),
    "regions.csv": ("id", "name_ar", "name_en"),
    "boundaries.csv": ("place_id", "part", "ring", "seq", "lon", "lat"),
    "exceptions.csv": ("check", "subject", "reason"),
    "elsewhere/places.csv": ("id", "name_ar", "name_en", "kind", "within"),
    "elsewhere/names.csv": ("place", "form", "lang", "sources"),
}
"""The columns a table must have; those missing here (``also``, ``note``, ``pcodes`` ...) may be left out."""
SHARED = ("kinds.toml", "elsewhere/sources.toml", "elsewhere/places.csv", "elsewhere/names.csv")


def table_path(directory: Path, name: str) -> Path:
    """Where the table ``name`` of the gazetteer in ``directory`` is read from; it may not exist."""
    candidates = [directory / name]
    if name in SHARED:
        candidates += [directory.parent / name, data_root() / "gazetteer" / name]
    return next((path for path in candidates if path.is_file()), candidates[0])


def read_text(path: Path) -> str:
    """The text of a table.

    Raises:
        DataError: there is no such file, or it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}: save the table as UTF-8") from error


def read_toml(text: str, path: Path) -> dict[str, Any]:
    """A TOML text as a dictionary.

    Raises:
        DataError: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not TOML: {error}") from error


def numbered_rows(text: str, path: Path, columns: Iterable[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV text with their line (the header is line 1); cells that a short row leaves out are empty.

    Raises:
        DataError: the text is not CSV, one of ``columns`` is missing, or a row has more cells than the header.
    """
    reader = csv.DictReader(io.StringIO(text), restval="", strict=True)
    try:
        if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
            raise DataError(f"{path}: no column {', '.join(missing)}: see gazetteer/README.md for the columns")
        for row in reader:
            if None in row:
                raise DataError(f"{path}:{reader.line_num}: more cells than the header has: quote the comma")
            yield reader.line_num, row
    except csv.Error as error:
        raise DataError(f"{path}:{reader.line_num}: {error}") from error


def read_rows(text: str, path: Path, columns: Iterable[str] = ()) -> Iterator[dict[str, str]]:
    """The rows of :func:`numbered_rows` without their lines."""
    return (row for _, row in numbered_rows(text, path, columns))
