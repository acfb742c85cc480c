"""What the seed article says, place by place: the table the whole project is held to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hayy.documents import read_documents
from hayy.gazetteer import load
from hayy.pipeline import Reader
from hayy.records import to_record

MONDAY, SUNDAY = ["2016-12-12"] * 2, ["2016-12-11"] * 2
TAKEN = ("الشيخ سعيد", "الشحادين", "منطقة الإسكان", "كرم الأفندي", "كرم الدعدع", "الصالحين")
REACHED = ("جسر الحج", "الجلوم", "باب المقام", "الفردوس", "قلعة الشريف")
ADVANCED_ON = ("الكلاسة", "بستان القصر", "سوق الهال")
MENTIONED = ("باب الحديد", "قاضي عسكر", "باب النيرب", "المالكية", "عزيزة", "قلعة حلب")


@pytest.fixture(scope="module")
def record(seed: Path) -> Mapping[str, Any]:
    """The seed article as ``hayy read`` gives it."""
    gazetteer = load()
    (document,) = read_documents([seed])
    return to_record(Reader(gazetteer).read(document), gazetteer)


def _rows(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [m for m in record["mentions"] if m["name_ar"] == name]


def _places(record: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {row["name_ar"]: row for row in record["places"].values()}


@pytest.mark.parametrize("name", [*TAKEN, *REACHED])
def test_taken_by_the_army_according_to_a_military_source_via_sana(record: Mapping[str, Any], name: str) -> None:
    row = _rows(record, name)[0]
    assert (row["status"], row["polarity"], row["actor"], row["event_date"]) == ("retaken", "asserted", "GOV", MONDAY)
    assert row["extent"] == ("upto" if name in REACHED else "whole")
    assert row["attributed_to"] == [record["outlet"], "SANA", "a Syrian military source"]
    assert _places(record)[name]["status"] == "retaken"
    assert not _places(record)[name]["disputed"]


def test_what_was_taken_the_day_before_names_no_source_of_its_own(record: Mapping[str, Any]) -> None:
    asila, daadaa = _rows(record, "القصيلة")[0], _rows(record, "كرم الدعدع")[1]
    assert asila["surface"] == "الأصيلة"
    for row in (asila, daadaa):
        assert (row["status"], row["actor"], row["event_date"]) == ("retaken", "GOV", SUNDAY)
        assert row["attributed_to"] == [record["outlet"], "inherited: SANA > a Syrian military source"]
    assert (daadaa["extent"], daadaa["direction"]) == ("part", "SE")


def test_the_later_whole_claim_wins_and_the_earlier_stays(record: Mapping[str, Any]) -> None:
    place = _places(record)["كرم الدعدع"]
    assert (place["status"], place["extent"], place["event_date"]) == ("retaken", "whole", MONDAY)
    assert {c["extent"] for c in record["claims"] if c["place"] == "karm-al-daadaa"} >= {"whole", "part"}


@pytest.mark.parametrize("name", ADVANCED_ON)
def test_advanced_on_is_contested(record: Mapping[str, Any], name: str) -> None:
    assert _rows(record, name)[0]["status"] == "contested"
    assert _places(record)[name]["status"] == "contested"


@pytest.mark.parametrize("name", MENTIONED)
def test_crossings_and_locators_are_only_mentioned(record: Mapping[str, Any], name: str) -> None:
    assert {row["status"] for row in _rows(record, name)} == {"mentioned"}
    assert _places(record)[name]["status"] == "mentioned"


def test_nothing_else_reaches_the_map(record: Mapping[str, Any]) -> None:
    named = {*TAKEN, *REACHED, *ADVANCED_ON, *MENTIONED, "القصيلة"}
    assert set(_places(record)) == named
    assert all(m["place"] is None for m in record["mentions"] if "تدمر" in m["surface"])


def test_the_publication_date_is_that_of_the_metadata(record: Mapping[str, Any]) -> None:
    assert record["published"] == date(2016, 12, 12).isoformat()
