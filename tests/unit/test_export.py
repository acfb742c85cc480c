"""Exports of a state: evidence and sources with every feature, safe in a spreadsheet, nothing that is never drawn."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from hayy.control import decide
from hayy.documents import read_documents
from hayy.export import CSV_COLUMNS, to_csv, to_geojson
from hayy.gazetteer import load
from hayy.gazetteer.drafting import formula_safe
from hayy.geometry import area_ha, areas, part_of
from hayy.model import (
    Claim,
    ControlState,
    Direction,
    Document,
    Extent,
    Mention,
    Predicate,
    Reading,
    Resolution,
    Span,
    When,
)
from hayy.pipeline import Reader

ALEPPO = load()
TEXT = "=cmd|x took the south-east of Karm al-Daadaa.\nSukkari was mentioned; a barracks and a hospital too."
DOCUMENT = Document("d", TEXT, outlet="=HYPERLINK(1)", url="https://example.org/1", published=date(2016, 12, 12))
DAY = When(date(2016, 12, 11), date(2016, 12, 11), "day")


def claim(number: int, place: str, **more: Any) -> Claim:
    told = {"document": "d", "predicate": Predicate.NONE, "evidence": Span(0, 45), "reported": date(2016, 12, 12)}
    return Claim(id=f"c{number}", place=place, **{**told, **more})


CLAIMS = (
    claim(
        1,
        "karm-al-daadaa",
        predicate=Predicate.TOOK,
        extent=Extent.PART,
        direction=Direction.SE,
        actor="GOV",
        against="REB",
        attributed_to=("=HYPERLINK(1)", "a military source"),
        event=DAY,
    ),
    claim(2, "sukkari", evidence=Span(46, 68)),
    claim(3, "hanano-barracks", evidence=Span(46, 99)),
    claim(4, "karm-al-afandi", predicate=Predicate.TOOK),
)
CODED = Claim("h1", None, "shaar", Predicate.TOOK, actor="REB", url="https://example.org/2", note="coded by hand")


def reading() -> Reading:
    mentions = tuple(Resolution(Mention(Span(0, 1), TEXT[:1]), told.place, 100.0, ("exact",)) for told in CLAIMS)
    return Reading(DOCUMENT, mentions, CLAIMS)


STATE = decide([*CLAIMS, CODED])


def exported() -> dict[str, Any]:
    return json.loads(to_geojson(STATE, ALEPPO, [reading()], [CODED]))


def rows(state: ControlState = STATE) -> list[dict[str, str]]:
    data = to_csv(state, ALEPPO, [reading()], [CODED])
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_place_of_the_state_is_a_feature_in_order() -> None:
    collection = exported()
    assert [feature["id"] for feature in collection["features"]] == sorted(STATE.by_place)
    assert "crs" not in collection
    assert collection["hayy"]["as_of"] == "2016-12-12"
    assert collection["hayy"]["attribution"] == list(ALEPPO.city.attribution)
    assert to_geojson(STATE, ALEPPO, [reading()], [CODED]) == to_geojson(STATE, ALEPPO, [reading()], [CODED])


def test_every_feature_carries_the_sources_of_its_ground_its_names_and_its_claims() -> None:
    collection = exported()
    for feature in collection["features"]:
        told = feature["properties"]
        assert told["name_sources"], told["place"]
        assert set(told["name_sources"] + told["location_source"]) <= set(collection["hayy"]["sources"])
        assert (feature["geometry"] is None) == (told["location_certainty"] in ("none", "withheld"))
        assert bool(told["location_source"]) == (feature["geometry"] is not None)
        assert told["claims"]
        for one in told["claims"]:
            assert one["coded_by_hand"] != bool(one["document"])
            assert one["evidence"] in TEXT if one["document"] else one["url"] and one["evidence"] is None


def test_a_part_is_the_part_and_what_is_never_drawn_has_no_geometry() -> None:
    features = {feature["id"]: feature for feature in exported()["features"]}
    part = features["karm-al-daadaa"]
    expected = part_of(areas(ALEPPO)["karm-al-daadaa"], Direction.SE)
    assert part["properties"]["geometry_is"] == "part"
    assert shape(part["geometry"]).symmetric_difference(expected).area < 0.01 * expected.area
    assert part["properties"]["area_ha"] == pytest.approx(area_ha(expected), abs=0.1)
    assert part["properties"]["claims"][0]["actor_label"] == "Syrian army and allies"
    assert features["hanano-barracks"]["geometry"] is None
    assert features["hanano-barracks"]["properties"]["location_certainty"] == "withheld"
    assert features["karm-al-afandi"]["geometry"] is None
    assert features["karm-al-afandi"]["properties"]["location_certainty"] == "none"


def test_exteriors_run_counter_clockwise_and_coordinates_are_rounded() -> None:
    for feature in exported()["features"]:
        if feature["geometry"] is not None:
            made = shape(feature["geometry"])
            assert made.is_valid
            for polygon in getattr(made, "geoms", [made]):
                assert polygon.exterior.is_ccw
                assert all(round(x, 5) == x and round(y, 5) == y for x, y in polygon.exterior.coords)


def test_a_csv_row_for_every_claim_with_its_evidence_and_no_formula() -> None:
    found = rows()
    assert tuple(found[0]) == CSV_COLUMNS
    assert sorted(row["claim"] for row in found) == ["c1", "c2", "c3", "c4", "h1"]
    first = next(row for row in found if row["claim"] == "c1")
    assert first["evidence"] == "'=cmd|x took the south-east of Karm al-Daadaa."
    assert first["outlet"] == "'=HYPERLINK(1)"
    assert first["attributed_to"] == "'=HYPERLINK(1) > a military source"
    assert (first["status"], first["claim_status"], first["claim_direction"]) == ("contested", "retaken", "SE")
    assert (first["event_first"], first["partial"], first["actor"]) == ("2016-12-11", "yes", "GOV")
    by_hand = next(row for row in found if row["claim"] == "h1")
    assert (by_hand["evidence"], by_hand["document"], by_hand["url"]) == ("", "", "https://example.org/2")


@given(st.text(alphabet="=+-@\t\r\n '\u200b\u202aab1", max_size=6))
def test_a_cell_never_begins_as_a_formula(text: str) -> None:
    safe = formula_safe(text)
    assert safe in (text, f"'{text}")
    # Plainly: skip what spreadsheets skip, and look at the first character.
    assert safe.lstrip(" \t\r\n\u200b\u202a")[:1] not in tuple("=+-@")
    assert safe[:1] not in ("\t", "\r")


def test_numbers_stay_numbers() -> None:
    state = decide([claim(5, "sukkari", evidence=None)])
    row = next(r for r in rows(state) if r["place"] == "sukkari")
    assert row["claim"] == ""
    assert formula_safe("") == ""


def test_an_empty_state_is_an_empty_collection() -> None:
    nothing = decide([])
    assert json.loads(to_geojson(nothing, ALEPPO, []))["features"] == []
    assert to_csv(nothing, ALEPPO, []).decode("utf-8-sig").splitlines() == [",".join(CSV_COLUMNS)]


def test_the_seed_article_exports_with_its_south_eastern_part_in_the_history(seed: Path) -> None:
    readings = [Reader(ALEPPO).read(document) for document in read_documents([seed])]
    state = decide(c for r in readings for c in r.claims)
    features = {f["id"]: f for f in json.loads(to_geojson(state, ALEPPO, readings))["features"]}
    assert features["karm-al-afandi"]["geometry"] is None
    assert features["jalloum"]["properties"]["status"] == "retaken"
    text = seed.read_text(encoding="utf-8")
    for feature in features.values():
        for one in feature["properties"]["claims"]:
            assert one["evidence"] in text
