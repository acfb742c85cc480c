"""The annotated texts: JSON lines after the annotation scheme, checked as they are read."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hayy.errors import InputError
from hayy.evaluate.textfile import read_text
from hayy.model import Document, Extent, Polarity, Status

Row = dict[str, Any]

_DOCUMENT: Mapping[str, type] = {
    "id": str,
    "lang": str,
    "text": str,
    "mentions": list,
    "claims": list,
    "doc_labels": dict,
}
_READING: Mapping[str, type] = {"start": int, "end": int, "status": str, "polarity": str, "extent": str, "flags": list}
_MENTION = {**_READING, "kind": str, "in_scope": bool}
_CLAIM = {**_READING, "places": list}
_CODES: dict[str, type[Status | Polarity | Extent]] = {"status": Status, "polarity": Polarity, "extent": Extent}


def load_gold(path: Path) -> dict[str, Row]:
    """The annotated documents of ``path`` by their ids, in order.

    Raises:
        InputError: the file cannot be read, a line is not JSON or lacks a field, or an id stands twice.
    """
    rows: dict[str, Row] = {}
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: not JSON ({error}); one annotated document a line is expected") from error
        _check(row, where)
        if row["id"] in rows:
            raise InputError(f"{where}: the id {row['id']!r} stands twice")
        rows[row["id"]] = row
    if not rows:
        raise InputError(f"{path}: holds no annotated document")
    return rows


def document_of(row: Row) -> Document:
    """The document without its annotations: all that a reader may see."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    return Document(row["id"], row["text"], row.get("outlet"), row.get("url"), published, row["lang"])


def days_of(said: str | None) -> tuple[date, date] | None:
    """The inclusive days of an annotated date: a day, a month, a year, or two of them with a slash between.

    >>> days_of("2012-02"), days_of("2016-12-07/2016-12-08")
    ((datetime.date(2012, 2, 1), datetime.date(2012, 2, 29)), (datetime.date(2016, 12, 7), datetime.date(2016, 12, 8)))
    """
    if not said:
        return None
    first, _, last = said.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(said: str) -> tuple[date, date]:
    parts = [int(part) for part in said.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return date.fromisoformat(said), date.fromisoformat(said)


def _check(row: object, where: str) -> None:
    """Refuse a row that the measures could not use."""
    for fault in _faults(row):
        raise InputError(f"{where}: {fault}")


def _faults(row: object) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "an annotated document is a JSON object"
        return
    yield from _missing(row, _DOCUMENT, "the document")
    if row.get("published") and not (_is_date(row["published"]) and len(row["published"]) == len("2016-12-05")):
        yield f"'published' is {row['published']!r}, not a day as YYYY-MM-DD"
    for kind, fields in (("mentions", _MENTION), ("claims", _CLAIM)):
        for number, reading in enumerate(row[kind]):
            yield from _reading_faults(reading, fields, f"{kind}[{number}]", len(row["text"]))
    for place, label in row["doc_labels"].items():
        if not isinstance(label, dict) or label.get("status") not in list(Status):
            yield f"doc_labels[{place!r}] has no status of {', '.join(Status)}"


def _reading_faults(reading: object, fields: Mapping[str, type], where: str, length: int) -> Iterator[str]:
    if not isinstance(reading, dict):
        yield f"{where} is not an object"
        return
    yield from _missing(reading, fields, where)
    if fields is _MENTION and not isinstance(reading.get("canonical"), str | None):
        yield f"{where}: 'canonical' is neither a name nor null"
    if not 0 <= reading["start"] < reading["end"] <= length:
        yield f"{where}: {reading['start']}-{reading['end']} lies outside the text"
    for field, codes in _CODES.items():
        if reading[field] not in list(codes):
            yield f"{where}: {field} {reading[field]!r} is none of {', '.join(codes)}"
    said = reading.get("event_date")
    if said and not (isinstance(said, str) and _is_date(said)):
        yield f"{where}: event_date {said!r} is no day, month or interval"


def _missing(row: Row, fields: Mapping[str, type], where: str) -> Iterator[str]:
    for field, kind in fields.items():
        if not isinstance(row.get(field), kind):
            yield f"{where} has no {field!r} ({kind.__name__})"


def _is_date(said: object) -> bool:
    try:
        return isinstance(said, str) and days_of(said) is not None
    except ValueError:
        return False
