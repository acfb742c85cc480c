"""A second, invented city from its points to its map: nothing is nailed to Aleppo."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shapely.geometry import shape

from hayy.control import decide
from hayy.documents import Options, read_documents
from hayy.export import to_geojson
from hayy.gazetteer import load
from hayy.gazetteer.check import check
from hayy.geometry import Certainty, areas, locate, part_of
from hayy.model import Direction
from hayy.pipeline import Reader

TOWN = Path(__file__).parent.parent / "cases" / "dar-salwa"


def hayy(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line as a user runs it, in a folder of its own."""
    command = [sys.executable, "-m", "hayy.cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=100
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``hayy gazetteer new`` makes of the points."""
    folder = tmp_path_factory.mktemp("work")
    result = hayy(
        folder,
        "gazetteer",
        "new",
        "Dar Salwa",
        TOWN / "points.csv",
        "--name-ar",
        "دار سلوى",
        "--outline",
        TOWN / "outline.geojson",
        "--attribution",
        "Invented for tests",
        "--licence",
        "MIT",
        "-o",
        "dar-salwa",
    )
    assert result.returncode == 0, result.stderr
    return folder / "dar-salwa"


def test_the_folder_has_no_fault(town: Path) -> None:
    assert [str(finding) for finding in check(town)] == []


def test_an_article_about_it_is_read(town: Path) -> None:
    result = hayy(town.parent, "read", "--gazetteer", town, "--format", "jsonl", TOWN / "article.txt")
    assert result.returncode == 0, result.stderr
    record = json.loads(result.stdout)
    assert {place: (told["status"], told["partial"]) for place, told in record["places"].items()} == {
        "bab-al-rih": ("retaken", False),
        "nahr": ("contested", True),
        "qasaba": ("contested", False),
        "safina-roundabout": ("mentioned", False),
        "shafaq-hospital": ("mentioned", False),
        "yaqout": ("retaken", False),
    }


def test_its_map_shows_the_town_and_nothing_of_aleppo(town: Path) -> None:
    result = hayy(town.parent, "map", "--gazetteer", town, TOWN / "article.txt", "-o", "town.html")
    assert result.returncode == 0, result.stderr
    page = (town.parent / "town.html").read_text(encoding="utf-8")
    for expected in ("Yaqout", "الياقوت", "Dar Salwa", "دار سلوى", "Invented for tests"):
        assert expected in page
    for stranger in ("Aleppo", "حلب", "37.1", "36.2", "Columbia"):
        assert stranger not in page


def test_the_export_carries_the_computed_ground_its_certainty_and_its_sources(town: Path) -> None:
    gazetteer = load(town)
    readings = [Reader(gazetteer).read(document) for document in read_documents([str(TOWN / "article.txt")], Options())]
    state = decide(claim for reading in readings for claim in reading.claims)
    exported = json.loads(to_geojson(state, gazetteer, readings))
    assert exported["hayy"]["attribution"] == ["Invented for tests"]
    features = {feature["id"]: feature for feature in exported["features"]}
    found = {
        key: (f["properties"]["location_certainty"], f["properties"]["geometry_is"]) for key, f in features.items()
    }
    assert found == {
        "bab-al-rih": ("computed", "whole"),
        "nahr": ("computed", "part"),
        "qasaba": ("computed", "whole"),
        "safina-roundabout": ("point", "circle"),
        "shafaq-hospital": ("withheld", None),
        "yaqout": ("computed", "whole"),
    }
    assert features["shafaq-hospital"]["geometry"] is None
    assert locate(gazetteer)["shafaq-hospital"].certainty is Certainty.NONE
    south_east = part_of(areas(gazetteer)["nahr"], Direction.SE)
    assert shape(features["nahr"]["geometry"]).symmetric_difference(south_east).area < 5e-3 * south_east.area
    for feature in features.values():
        told = feature["properties"]
        assert told["name_sources"]
        assert set(told["name_sources"] + told["location_source"]) <= set(exported["hayy"]["sources"])
        for claim in told["claims"]:
            assert claim["outlet"] == "An invented newspaper"
            assert claim["evidence"] is None or claim["evidence"] in (TOWN / "article.txt").read_text(encoding="utf-8")
