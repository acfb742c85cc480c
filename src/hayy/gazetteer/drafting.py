"""A gazetteer folder in the making: its tables in memory, and writing them whole or not at all."""

from __future__ import annotations

import csv
import io
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hayy.errors import InputError, OutputError
from hayy.files import atomic_write
from hayy.gazetteer.build import BOUNDARIES, COLUMNS, NOTES, toml_text
from hayy.gazetteer.shapes import DECIMALS, areal, canonical, polygons
from hayy.text import fold

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

PLACE_COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "kind",
    "parent",
    "near",
    "lat",
    "lon",
    "radius_m",
    "location_how",
    "location_source",
    "confidence",
    "pcodes",
    "needs_context",
    "note",
)
NAME_COLUMNS = ("place", "form", "lang", "sources", "also", "note")
REGION_COLUMNS = ("id", "name_ar", "name_en", "note")
EXCEPTION_COLUMNS = ("check", "subject", "reason")
MAX_NAME = 120
_FORMULA = tuple("=+-@＝＋－＠")
_BREAKS = ("\t", "\r", "\n")
_BLANKS = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_HEAD = re.compile(r"^(?:حي|hayy?) (?=\S)", re.IGNORECASE)
_OPENERS = "'’‘ʿʾ`´\"“«("

Row = dict[str, str]


@dataclass
class Draft:
    """The tables of a gazetteer to be written; every row a mapping of column to text."""

    city: dict[str, Any]
    sources: dict[str, dict[str, str]]
    places: list[Row]
    names: list[Row]
    areas: Mapping[str, Polygon | MultiPolygon]
    notes: Mapping[str, Any]
    regions: list[Row] = field(default_factory=list)
    exceptions: list[Row] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """The content of every file of the folder, by name; equal drafts give equal bytes."""
        places = sorted(self.places, key=lambda row: row["id"])
        names = sorted(self.names, key=lambda row: row["place"])
        return {
            "city.toml": toml_text(self.city).encode(),
            "sources.toml": toml_text(self.sources).encode(),
            "places.csv": csv_bytes(PLACE_COLUMNS, places),
            "names.csv": csv_bytes(NAME_COLUMNS, names),
            "regions.csv": csv_bytes(REGION_COLUMNS, self.regions),
            "exceptions.csv": csv_bytes(EXCEPTION_COLUMNS, self.exceptions),
            BOUNDARIES: csv_bytes(COLUMNS, boundary_rows(self.areas)),
            NOTES: toml_text(self.notes).encode(),
        }


def write_folder(directory: Path, files: Mapping[str, bytes], force: bool = False) -> None:
    """Write the files of a folder. A new folder appears whole or not at all.

    Raises:
        InputError: the folder is there and not empty, and ``force`` is not set.
        OutputError: a file cannot be written; a new folder is then not there, in an old one each file is old or new.
    """
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise InputError(f"{directory} is there and no folder: choose another with -o")
    if directory.is_dir() and any(directory.iterdir()):
        if not force:
            raise InputError(f"{directory} is there already: choose another folder with -o, or --force to overwrite")
        for name, data in files.items():
            atomic_write(directory / name, data)
        return
    partial = directory.parent / f".hayy-{secrets.token_hex(8)}.tmp"
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
        for name, data in files.items():
            atomic_write(partial / name, data)
        partial.replace(directory)
    except OSError as error:
        raise OutputError(f"cannot write {directory}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def csv_bytes(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A table as CSV (RFC 4180, but LF line ends); a column that a row lacks is empty, others are left out."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def formula_safe(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula: one that begins as such gets an apostrophe before it.

    Spreadsheets skip blanks and invisible characters before a formula, so they do not hide it here.

    >>> formula_safe("=1+1"), formula_safe("Jalloum"), formula_safe(" @x")
    ("'=1+1", 'Jalloum', "' @x")
    """
    start = text[:1] in _BREAKS or _BLANKS.sub("", text)[:1] in _FORMULA
    return f"'{text}" if text and start else text


def boundary_rows(areas: Mapping[str, Polygon | MultiPolygon]) -> Iterable[dict[str, object]]:
    """The vertices of every area as rows of ``boundaries.csv``, rings open, in order of place id."""
    for place, area in sorted(areas.items()):
        for part, polygon in enumerate(polygons(area), 1):
            for ring, line in enumerate((polygon.exterior, *polygon.interiors)):
                for seq, (lon, lat) in enumerate(list(line.coords)[:-1]):
                    values = (place, part, ring, seq, f"{lon:.{DECIMALS}f}", f"{lat:.{DECIMALS}f}")
                    yield dict(zip(COLUMNS, values, strict=True))


def settled(geometry: BaseGeometry) -> Polygon | MultiPolygon:
    """An area on the grid of :data:`DECIMALS` that files hold, valid there, in canonical form; possibly empty."""
    from shapely import set_precision

    return canonical(areal(set_precision(geometry, 10.0**-DECIMALS)))


def clean_name(text: str) -> str:
    r"""A name without control characters, invisible marks of direction and surplus spaces.

    >>> clean_name("  حي\u200f  الزهراء\n")
    'حي الزهراء'
    """
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())


def bare_name(text: str) -> str:
    """A cleaned name without the word for neighbourhood before it, which is no part of the name.

    >>> bare_name("حي  الزهراء"), bare_name("Hayy al-Zahraa"), bare_name("Hay")
    ('الزهراء', 'al-Zahraa', 'Hay')
    """
    return _HEAD.sub("", clean_name(text))


def name_fault(name: str) -> str | None:
    """Why this cannot be a place's name; None when it can.

    >>> name_fault("=1+1"), name_fault("Karm al-Jabal")
    ("a name begins with a letter or a digit, not '='", None)
    """
    if not name:
        return "no name"
    if len(name) > MAX_NAME:
        return f"a name of {len(name)} characters: at most {MAX_NAME}"
    first = name.lstrip(_OPENERS)[:1]
    return None if first.isalnum() else f"a name begins with a letter or a digit, not {name[0]!r}"


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic letters.

    >>> is_arabic("الزهراء"), is_arabic("Zahraa")
    (True, False)
    """
    return _ARABIC.search(name) is not None


def new_id(name_en: str, taken: Iterable[str], fallback: str) -> str:
    """An ASCII id from a Latin name, with a number when it is taken; ``fallback`` when no ASCII letter is left.

    >>> new_id("Karm al-Ja‘bari", {"karm-al-jabari"}, "place")
    'karm-al-jabari-2'
    """
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name_en).text.replace("'", "")).strip("-")[:60] or fallback
    used = set(taken)
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(used) + 3))) if key not in used)
