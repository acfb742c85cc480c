"""Invented English reports, place by place: what each is said to be (cases as data, given places)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hayy.control import decide
from hayy.model import Claim, Document, Extent, Mention, Polarity, Resolution, Span, Status
from hayy.reading import read_claims

CASES = json.loads((Path(__file__).parents[1] / "cases" / "reading_en.json").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = CASES["cases"]
GAP = pytest.mark.xfail(strict=True, reason="known gap")


def found(row: dict[str, Any]) -> list[Resolution]:
    """The places of a case as perfect mentions, each after the one before."""
    at, mentions = 0, []
    for place in row["places"]:
        start = row["text"].index(place["name"], at)
        at = start + len(place["name"])
        mention = Mention(Span(start, at), place["name"])
        mentions.append(Resolution(mention, place["name"], 100, ("given",)))
    return mentions


def said(claim: Claim) -> str:
    """The status of a claim in the words of the cases."""
    if claim.polarity is Polarity.DENIED:
        return "denied"
    if claim.status is Status.RETAKEN and claim.extent in (Extent.PART, Extent.WITHIN):
        return "part"
    return claim.status.value


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"{n}", marks=[GAP] if r.get("gap") else []) for n, r in enumerate(ROWS)]
)
def test_each_place_is_what_the_text_says(row: dict[str, Any]) -> None:
    document = Document("case", row["text"], published=date(2016, 12, 10), lang="en")
    reading = read_claims(document, found(row))
    wrong = [
        (place["name"], place["status"], said(claim), claim.reasons)
        for place, claim in zip(row["places"], reading.by_mention, strict=True)
        if said(claim) not in ([place["status"]] if isinstance(place["status"], str) else place["status"])
    ]
    assert wrong == []


@pytest.mark.parametrize("row", [pytest.param(r, id=f"{n}") for n, r in enumerate(CASES["documents"])])
def test_what_refers_back_counts_for_the_place(row: dict[str, Any]) -> None:
    mentions = found({"text": row["text"], "places": [{"name": name} for name in row["named"]]})
    reading = read_claims(Document("case", row["text"], published=date(2016, 12, 10), lang="en"), mentions)
    states = decide(reading.claims).by_place
    assert {place: state.status.value for place, state in states.items()} == row["states"]
