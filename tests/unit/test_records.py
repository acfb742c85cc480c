"""The record of a reading put together by hand: every field comes from where the contract says."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from hayy.model import (
    Claim,
    Direction,
    Document,
    Extent,
    Mention,
    Place,
    Polarity,
    Predicate,
    Reading,
    Resolution,
    Span,
    When,
)
from hayy.records import to_record

TEXT = "Troops took northern Shaar on Monday. Palmyra fell. The rebels denied losing the district."
GAZETTEER: Any = SimpleNamespace(places={"shaar": Place("shaar", "الشعار", "Shaar", "neighbourhood")})


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def record() -> dict[str, Any]:
    monday = When(date(2016, 12, 5), date(2016, 12, 5), "day", span("on Monday"))
    took = Claim(
        id="c1",
        document="d",
        place="shaar",
        predicate=Predicate.TOOK,
        extent=Extent.PART,
        direction=Direction.N,
        actor="GOV",
        against="REB",
        attributed_to=("A paper", "an officer"),
        event=monday,
        evidence=span("Troops took northern Shaar on Monday."),
        mention=0,
    )
    elsewhere = Claim("c2", "d", "", Predicate.TOOK, evidence=span("Palmyra fell."), mention=1)
    denied = Claim("c3", "d", "shaar", Predicate.TOOK, polarity=Polarity.DENIED, evidence=span("denied losing the"))
    reading = Reading(
        Document("d", TEXT, outlet="A paper", published=date(2016, 12, 6), lang="en"),
        (
            Resolution(Mention(span("Shaar"), "Shaar"), "shaar", 99.96, ("exact",)),
            Resolution(Mention(span("Palmyra"), "Palmyra"), None, 100.0, ("elsewhere",), role="elsewhere"),
        ),
        (took, elsewhere),
        (denied,),
    )
    return to_record(reading, GAZETTEER)


def test_a_mention_carries_its_place_and_what_is_said_of_it(record: dict[str, Any]) -> None:
    assert record["mentions"][0] == {
        "start": TEXT.index("Shaar"),
        "end": TEXT.index("Shaar") + 5,
        "surface": "Shaar",
        "place": "shaar",
        "name_ar": "الشعار",
        "name_en": "Shaar",
        "score": 100.0,
        "reasons": ["exact"],
        "status": "retaken",
        "polarity": "asserted",
        "extent": "part",
        "direction": "N",
        "actor": "GOV",
        "attributed_to": ["A paper", "an officer"],
        "event_date": ["2016-12-05", "2016-12-05"],
        "evidence": [0, TEXT.index(" Palmyra")],
    }


def test_a_place_elsewhere_is_a_mention_and_nothing_more(record: dict[str, Any]) -> None:
    mention = record["mentions"][1]
    assert (mention["place"], mention["name_ar"], mention["name_en"]) == (None, None, None)
    assert mention["status"] == "retaken"
    assert mention["event_date"] is None
    assert [claim["id"] for claim in record["claims"]] == ["c1", "c3"]
    assert list(record["places"]) == ["shaar"]


def test_a_claim_with_an_anaphor_has_no_mention(record: dict[str, Any]) -> None:
    assert [claim["mention"] for claim in record["claims"]] == [0, None]
    assert record["claims"][1]["polarity"] == "denied"
    assert record["claims"][0]["against"] == "REB"
    assert record["claims"][0]["predicate"] == "took"


def test_the_place_is_decided_from_all_claims(record: dict[str, Any]) -> None:
    shaar = record["places"]["shaar"]
    assert (shaar["status"], shaar["disputed"], shaar["partial"]) == ("contested", True, True)
    assert (shaar["name_ar"], shaar["name_en"]) == ("الشعار", "Shaar")


def test_a_record_is_plain_data(record: dict[str, Any]) -> None:
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert (record["published"], record["outlet"], record["id"]) == ("2016-12-06", "A paper", "d")


def test_what_is_not_known_is_null() -> None:
    empty = to_record(Reading(Document("d", "Rain."), (), ()), GAZETTEER)
    assert empty == {
        "schema": "hayy.read/1",
        "id": "d",
        "published": None,
        "outlet": None,
        "mentions": [],
        "claims": [],
        "places": {},
    }
