"""``hayy gazetteer show``: everything known of a place, and nothing that must not be drawn."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from hayy.cli.group import cli
from hayy.gazetteer import load


def show(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["gazetteer", "show", *arguments])


def test_text_names_sources_parts_and_look_alikes() -> None:
    text = show("hellok").stdout
    assert text.startswith("hellok: Al-Hellok, الهلك\n")
    assert "parts:      hellok-fawqani, hellok-tahtani" in text
    assert "neighbours: " in text
    assert "P-code:     N0126" in text
    assert "تراب الهلك (ar; MUN, CSRP, CSRN)" in text
    assert "MUN: 111 municipal neighbourhood polygons" in text


def test_ambiguity_and_look_alikes_are_told() -> None:
    text = show("zuhour").stdout
    assert "context:    the name alone is more often something else" in text
    assert "elsewhere:  Zuhour, الزهور (mosul)" in text
    assert "looks like: karm-al-daadaa كرم الدعدع (2 letters apart)" in show("karm-al-dada").stdout


def test_json_is_everything() -> None:
    known = json.loads(show("jisr-al-hajj", "--format", "json").stdout)
    assert known["location"] == {
        "lat": 36.184,
        "lon": 37.1476,
        "radius_m": 400.0,
        "how": "corner where the municipal and the OCHA boundaries of الفردوس agree and meet the neighbours",
        "source": "MUN",
    }
    assert (known["parent"], known["near"], known["confidence"]) == ("fardous", ["kallaseh"], "medium")
    assert {"form": "جسر الحج", "lang": "ar", "sources": ["SEED", "SANA", "CSRN", "BUS"], "also": []} in known["names"]
    assert "6 of 10 substring hits are false" in known["note"]


def test_an_unknown_location_is_said() -> None:
    assert "location:   not known; listed, never drawn" in show("karm-al-afandi").stdout


def test_geojson_is_a_closed_counter_clockwise_ring() -> None:
    from shapely.geometry import shape

    feature = json.loads(show("jalloum", "--format", "geojson").stdout)
    ground = shape(feature["geometry"])
    assert (feature["type"], feature["id"], ground.is_valid, ground.exterior.is_ccw) == (
        "Feature",
        "jalloum",
        True,
        True,
    )
    assert "Columbia University" in feature["properties"]["attribution"]
    circle = json.loads(show("shahadin", "--format", "geojson").stdout)
    assert (circle["properties"]["certainty"], circle["properties"]["radius_m"]) == ("point", 350.0)
    assert circle["properties"]["attribution"] == ""


@pytest.mark.parametrize("place", ["national-hospital", "hanano-barracks", "umayyad-mosque", "karm-al-afandi"])
def test_what_is_never_drawn_has_no_ground(place: str) -> None:
    result = show(place, "--format", "geojson")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["geometry"] is None
    assert "no ground to give" in result.stderr


def test_a_name_without_doubt_will_do_for_the_id() -> None:
    assert show("Cheikh Saïd").stdout.startswith("sheikh-saeed:")


def test_doubt_is_an_error_that_says_what_is_near() -> None:
    result = show("Karm al-Dada")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "karm-al-dada, karm-al-daadaa" in result.stderr
    assert "hayy gazetteer search" in show("Stockholm").stderr


def test_every_place_can_be_shown() -> None:
    from hayy.gazetteer.describe import describe

    gazetteer = load()
    for place in list(gazetteer.places)[::12]:
        known = describe(gazetteer, place)
        assert known["sources"], place
        assert json.loads(json.dumps(known, allow_nan=False)) == known
