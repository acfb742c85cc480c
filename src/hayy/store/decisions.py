"""What people decide about claims: accepted, rejected or corrected, with a note; and how that bears on a claim."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hayy.model import Claim, Direction, Extent, Polarity, Predicate, When

REVIEWS = ("accepted", "rejected", "corrected")
CORRECTABLE = ("place", "predicate", "polarity", "extent", "direction", "actor", "against", "event_first", "event_last")
"""The columns of a claim that a person may correct, as text; empty means none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's word on one claim; ``corrected`` holds the corrected columns of :data:`CORRECTABLE` in full."""

    claim: str
    review: str
    note: str = ""
    corrected: Mapping[str, str] = field(default_factory=dict)


def correctable(claim: Claim) -> dict[str, str]:
    """The columns of a claim that a person may correct.

    >>> correctable(Claim("1", None, "shaar", Predicate.TOOK, actor="GOV"))["actor"]
    'GOV'
    """
    first, last = (claim.event.first.isoformat(), claim.event.last.isoformat()) if claim.event else ("", "")
    return {
        "place": claim.place,
        "predicate": claim.predicate.value,
        "polarity": claim.polarity.value,
        "extent": claim.extent.value,
        "direction": claim.direction.value if claim.direction else "",
        "actor": claim.actor or "",
        "against": claim.against or "",
        "event_first": first,
        "event_last": last,
    }


def said(claim: Claim) -> str:
    """What a claim says, in one text: a decision follows a claim that says the same."""
    return json.dumps(correctable(claim), ensure_ascii=False)


def apply(claim: Claim, decision: Decision | None) -> Claim | None:
    """The claim as a decision leaves it: None when it was rejected, corrected where it was, and marked as reviewed.

    >>> apply(Claim("1", None, "shaar", Predicate.TOOK), Decision("1", "rejected")) is None
    True
    """
    if decision is None:
        return claim
    if decision.review == "rejected":
        return None
    mark = f"reviewed by a person: {decision.review}" + (f" ({decision.note})" if decision.note else "")
    marked = replace(claim, flags=(*claim.flags, "reviewed"), reasons=(*claim.reasons, mark))
    return _corrected(marked, decision.corrected) if decision.review == "corrected" else marked


def _corrected(claim: Claim, cells: Mapping[str, str]) -> Claim:
    told: dict[str, Any] = {
        "place": cells["place"],
        "predicate": Predicate(cells["predicate"]),
        "polarity": Polarity(cells["polarity"]),
        "extent": Extent(cells["extent"]),
        "direction": Direction(cells["direction"]) if cells["direction"] else None,
        "actor": cells["actor"] or None,
        "against": cells["against"] or None,
    }
    first, last = cells["event_first"], cells["event_last"]
    if (first, last) != tuple(correctable(claim)[key] for key in ("event_first", "event_last")):
        told["event"] = _days(first, last)
    return replace(claim, **told)


def _days(first: str, last: str) -> When | None:
    if not first:
        return None
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(start, end, "day" if start == end else "interval", reason="corrected by a person")


def read_all(connection: sqlite3.Connection) -> dict[str, Decision]:
    """Every decision by the id of its claim."""
    rows = connection.execute("SELECT claim, review, note, corrected FROM decisions")
    return {row[0]: Decision(row[0], row[1], row[2], json.loads(row[3])) for row in rows}


def write(connection: sqlite3.Connection, decision: Decision, claim: Claim) -> None:
    """Store a decision about ``claim`` (as it was read, not as corrected), in place of an earlier one."""
    connection.execute(
        "INSERT INTO decisions (claim, review, note, corrected, document, place, evidence_start, evidence_stop, said)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (claim) DO UPDATE SET review = excluded.review,"
        " note = excluded.note, corrected = excluded.corrected",
        (
            claim.id,
            decision.review,
            decision.note,
            json.dumps(dict(decision.corrected), ensure_ascii=False, sort_keys=True),
            claim.document,
            claim.place,
            claim.evidence.start if claim.evidence else None,
            claim.evidence.end if claim.evidence else None,
            said(claim),
        ),
    )


def reattach(connection: sqlite3.Connection, before: Mapping[str, Claim], after: list[Claim]) -> int:
    """After a document was read again: let decisions follow their claims; how many could not.

    A decision whose claim is gone goes to the one claim about the same place in the same words, if that says the same
    as before, or if the person corrected what was said. Otherwise it stays in the table and bears on nothing.
    """
    known = {claim.id for claim in after}
    lost = 0
    for identity, old in before.items():
        decision = connection.execute("SELECT review FROM decisions WHERE claim = ?", (identity,)).fetchone()
        if decision is None or identity in known:
            continue
        same = [c for c in after if c.place == old.place and _overlap(c, old)]
        follows = [c for c in same if decision[0] == "corrected" or said(c) == said(old)]
        if (
            len(follows) == 1
            and not connection.execute("SELECT 1 FROM decisions WHERE claim = ?", (follows[0].id,)).fetchone()
        ):
            connection.execute("UPDATE decisions SET claim = ? WHERE claim = ?", (follows[0].id, identity))
        else:
            lost += 1
    return lost


def _overlap(one: Claim, other: Claim) -> bool:
    return one.evidence is not None and other.evidence is not None and one.evidence.overlaps(other.evidence)
