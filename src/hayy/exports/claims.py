"""Claims as a table for a spreadsheet, and the decisions that come back in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hayy.documents import parse_day
from hayy.errors import InputError
from hayy.gazetteer.drafting import csv_bytes, formula_safe
from hayy.model import Claim, Direction, Extent, Polarity, Predicate
from hayy.sides import load_sides
from hayy.store import CORRECTABLE, REVIEWS, Decision
from hayy.store.decisions import correctable
from hayy.voices import voice_of

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer
    from hayy.store import Project

COLUMNS = (
    "claim",
    "review",
    "review_note",
    *CORRECTABLE,
    "name_ar",
    "name_en",
    "status",
    "voice",
    "attributed_to",
    "reported",
    "evidence",
    "coded_by_hand",
    "outlet",
    "document",
    "url",
    "note",
)
"""The columns of the table; those after ``event_last`` are for reading only."""
_SHOWN_FAULTS = 20
_CODES: Mapping[str, frozenset[str]] = {
    "predicate": frozenset(Predicate),
    "polarity": frozenset(Polarity),
    "extent": frozenset(Extent),
    "direction": frozenset(["", *Direction]),
}
_PROTECTED = re.compile(r"^'(?=[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠\t\r\n])")


def claims_csv(project: Project) -> bytes:
    """Every claim of a project about a place, with its evidence and what was decided about it.

    UTF-8 with a byte-order mark; cells that a spreadsheet would run as a formula begin with an apostrophe. A corrected
    claim shows its corrected values.
    """
    decided = project.decisions()
    documents = {row["id"]: row for row in project.rows("documents", ("id", "outlet", "url"))}
    rows = []
    for claim, row in project.claims_as_read():
        if claim.place:
            decision = decided.get(claim.id)
            told = dict(correctable(claim))
            if decision is not None and decision.review == "corrected":
                told |= decision.corrected
            place = project.gazetteer.places.get(told["place"])
            article = documents.get(claim.document or "")
            rows.append(
                told
                | {
                    "claim": claim.id,
                    "review": decision.review if decision else "",
                    "review_note": decision.note if decision else "",
                    "name_ar": place.name_ar if place else "",
                    "name_en": place.name_en if place else "",
                    "status": claim.status.value,
                    "voice": voice_of(claim),
                    "attributed_to": " > ".join(claim.attributed_to),
                    "reported": claim.reported.isoformat() if claim.reported else "",
                    "evidence": row["evidence"] or "",
                    "coded_by_hand": "yes" if claim.document is None else "no",
                    "outlet": (article["outlet"] if article else "") or "",
                    "document": claim.document or "",
                    "url": claim.url or (article["url"] if article else "") or "",
                    "note": claim.note,
                }
            )
    safe = ({key: formula_safe(value) for key, value in row.items()} for row in rows)
    return b"\xef\xbb\xbf" + csv_bytes(COLUMNS, safe)


def read_decisions(text: str, project: Project, where: str) -> list[Decision]:
    """The decisions in a table of claims that a person has marked; rows without a ``review`` say nothing.

    ``corrected`` takes the row's values of :data:`hayy.store.CORRECTABLE`, one of which must differ from what was read.

    Raises:
        InputError: unknown claims, reviews or codes ...: all faults of all rows at once.
    """
    as_read = {claim.id: claim for claim, _ in project.claims_as_read()}
    faults: list[str] = []
    given: dict[str, Decision] = {}
    for number, cells in _rows(text, where):
        review = cells["review"].strip().casefold()
        if not review:
            continue
        claim = as_read.get(cells["claim"])
        found = [f"no claim {cells['claim']!r} in this project"] if claim is None else []
        if review not in REVIEWS:
            found.append(f"unknown review {cells['review']!r} (known: {', '.join(REVIEWS)})")
        corrected: dict[str, str] = {}
        if claim is not None and review == "corrected":
            corrected = {key: cells[key].strip() for key in CORRECTABLE}
            found += _correction_faults(corrected, project.gazetteer)
            if not found and corrected == correctable(claim):
                found.append("corrected, but nothing in the row differs from what was read")
        if not found and claim is not None and claim.id in given:
            found.append(f"claim {claim.id!r} stands twice")
        faults += [f"row {number}: {fault}" for fault in found]
        if claim is not None and not found:
            given[claim.id] = Decision(claim.id, review, cells["review_note"].strip(), corrected)
    if faults:
        rest = [f"and {len(faults) - _SHOWN_FAULTS} more"] if len(faults) > _SHOWN_FAULTS else []
        raise InputError(f"{where}: {len(faults)} faults: {'; '.join(faults[:_SHOWN_FAULTS] + rest)}")
    return list(given.values())


def unprotected(cell: str) -> str:
    """A cell without the apostrophe by which :func:`formula_safe` protects it.

    >>> unprotected(formula_safe("=1+1")), unprotected("'twas")
    ('=1+1', "'twas")
    """
    return _PROTECTED.sub("", cell)


def _correction_faults(cells: Mapping[str, str], gazetteer: Gazetteer) -> list[str]:
    faults = [f"unknown {key} {cells[key]!r}" for key, known in _CODES.items() if cells[key] not in known]
    faults += [f"unknown side {cells[k]!r}" for k in ("actor", "against") if cells[k] and cells[k] not in load_sides()]
    if cells["place"] not in gazetteer.places:
        faults.append(f"the gazetteer has no place {cells['place']!r}")
    first, last = (parse_day(cells[key]) for key in ("event_first", "event_last"))
    given = [cells[key] for key in ("event_first", "event_last")]
    wrong = [day for day in given if day and (parse_day(day) is None or len(day) != len("2016-12-12"))]
    if wrong or (given[1] and not given[0]):
        faults.append(f"event days {given[0]!r} to {given[1]!r} are none; give YYYY-MM-DD")
    elif first and last and first > last:
        faults.append("the event ends before it begins")
    return faults


def _rows(text: str, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="", strict=True)
    try:
        missing = [
            name for name in ("claim", "review", "review_note", *CORRECTABLE) if name not in (reader.fieldnames or ())
        ]
        if missing:
            raise InputError(
                f"{where}: no column {', '.join(missing)}; `hayy export PROJECT --what claims` makes the table"
            )
        for number, cells in enumerate(reader, start=2):
            if None in cells:
                raise InputError(f"{where}: row {number}: more cells than the header has: quote the comma")
            yield number, {key: unprotected(value or "") for key, value in cells.items()}
    except csv.Error as error:
        raise InputError(f"{where}: not CSV near line {reader.line_num} ({error})") from error


def table_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows as CSV with a byte-order mark, text safe in spreadsheets."""
    safe = ({k: formula_safe(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows)
    return b"\xef\xbb\xbf" + csv_bytes(columns, safe)


def claims_of(project: Project) -> list[Claim]:
    """Every claim of a project about a place, as decisions leave them."""
    return [claim for reading in project.readings() for claim in reading.claims] + project.coded()
