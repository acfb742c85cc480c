"""Start another city from points: cells, their sources and certainty, and every fault of the table at once."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box
from shapely.ops import unary_union

from hayy.cli import cli
from hayy.errors import DataError
from hayy.gazetteer.adopting import Origin, new_city
from hayy.gazetteer.cells import cells, outline_around
from hayy.gazetteer.newcity import MEASURED, new_gazetteer, outline_of, read_spots
from hayy.gazetteer.shapes import Plane, area_ha, overlaps
from hayy.gazetteer.tables import load
from hayy.geometry import Certainty, locate, to_frame

TOWN = Path(__file__).parent.parent / "cases" / "dar-salwa"
POINTS, OUTLINE = TOWN / "points.csv", TOWN / "outline.geojson"
HEADER = "name_ar,name_en,lat,lon,kind,radius_m,source,other_names,note,id\n"


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli, ["gazetteer", "new", *map(str, arguments)])


def made_in(folder: Path, *options: str | Path) -> Path:
    result = run("Dar Salwa", POINTS, "--name-ar", "دار سلوى", "-o", folder / "town", *options)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return folder / "town"


def table(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_a_town_from_points(tmp_path: Path) -> None:
    town = load(made_in(tmp_path, "--outline", OUTLINE))
    assert (town.city.id, town.city.name_ar) == ("dar-salwa", "دار سلوى")
    assert {key: place.name_ar for key, place in town.places.items()} == {
        "bab-al-rih": "باب الريح",
        "nahr": "النهر",
        "qasaba": "القصبة",
        "safina-roundabout": "دوار السفينة",
        "shafaq-hospital": "مشفى الشفق",
        "tal-al-sanabel": "تل السنابل",
        "yaqout": "الياقوت",
    }
    found = locate(town)
    assert {key: area.certainty for key, area in found.items()} == {
        "bab-al-rih": Certainty.COMPUTED,
        "nahr": Certainty.COMPUTED,
        "qasaba": Certainty.COMPUTED,
        "safina-roundabout": Certainty.POINT,
        "shafaq-hospital": Certainty.NONE,
        "tal-al-sanabel": Certainty.COMPUTED,
        "yaqout": Certainty.COMPUTED,
    }
    assert found["safina-roundabout"].radius_m == 80
    assert "Computed, not drawn by anybody" in found["nahr"].how
    assert [name.form for name in town.names_of("yaqout")] == ["الياقوت", "Yaqout", "Yakut", "Yaqoot"]
    assert {town.sources[name.source].what for name in town.names_of("yaqout")} == {"invented for tests"}
    assert list(to_frame(town).place) == [key for key, area in found.items() if area.geometry is not None]


def test_the_cells_fill_the_outline_and_hold_their_points(tmp_path: Path) -> None:
    town = load(made_in(tmp_path, "--outline", OUTLINE))
    outline = outline_of(OUTLINE)
    areas = {key: a.geometry for key, a in locate(town).items() if a.certainty is Certainty.COMPUTED and a.geometry}
    assert unary_union(list(areas.values())).symmetric_difference(outline).area < 1e-3 * outline.area
    assert overlaps(areas) == []
    for spot in read_spots(POINTS):
        key = next((k for k in areas if town.places[k].name_en == spot.name), None)
        for lon, lat in spot.points if key else ():
            assert areas[key].covers(Point(lon, lat)), spot
    assert len(next(spot for spot in read_spots(POINTS) if spot.name == "Yaqout").points) == 2


def test_the_accuracy_of_computed_areas_is_stated(tmp_path: Path) -> None:
    notes = (made_in(tmp_path) / "boundaries.toml").read_text(encoding="utf-8")
    assert f"iou_mean_expected_spread = {MEASURED[1][0]}" in notes
    assert "Not measured here" in notes
    assert "widened convex hull" in notes


def test_the_same_points_give_the_same_bytes_and_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made_in(tmp_path / name, "--outline", OUTLINE)
    files = {path.name: path.read_bytes() for path in (tmp_path / "a" / "town").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "b" / "town").iterdir()}
    result = run("Other", POINTS, "-o", tmp_path / "a" / "town")
    assert result.exit_code == 1
    assert "--force" in result.output
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "a" / "town").iterdir()}
    assert run("Other", POINTS, "-o", tmp_path / "a" / "town", "--force").exit_code == 0
    assert b'name_en = "Other"' in (tmp_path / "a" / "town" / "city.toml").read_bytes()


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "..\\evil", "شر"])
def test_the_name_of_a_city_is_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(name, POINTS).exit_code == 0
    made = [path.name for path in tmp_path.iterdir()]
    assert len(made) == 1
    assert made[0] in ("evil", "etc-evil", "city")


@pytest.mark.parametrize("name", ["", "   ", "evil\n", "\u202eabc", "--"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    result = run("-o", tmp_path / "town", "--", name, POINTS)
    assert result.exit_code == 1
    assert "is no name of a city" in result.output
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("astray", ["-10.1,20.1", "10.1,-20.1", "20.1,10.1"])
def test_a_point_that_cannot_be_of_the_city_is_told_with_its_row(tmp_path: Path, astray: str) -> None:
    rows = "أ,Aa,10.10,20.10,,,,,,\nب,Bb,10.12,20.12,,,,,,\nج,Cc," + astray + ",,,,,,\n"
    with pytest.raises(DataError, match=r"points\.csv:4: .* is far from the other points, about 10\.1"):
        read_spots(table(tmp_path, rows))


def test_every_fault_is_told_with_its_row(tmp_path: Path) -> None:
    rows = (
        "الأول,First,10,20,,,,,,\n"  # row 2, good
        ",,10,20.01,,,,,,\n"  # 3
        "ب,Second,nan,20,,,,,,\n"  # 4
        "ب,Second,x,20,,,,,,\n"  # 5
        "ب,Second,10,220,,,,,,\n"  # 6
        "ب,Second,10,20.02,castle,,,,,\n"  # 7
        "ب,=1+1,10,20.02,,,,,,\n"  # 8
        "ب,Second,10,20.03,,-5,,,,\n"  # 9
        "ب,Second,10,20.04,,,,,,../x\n"  # 10
        "ج,Third,10.00001,20.00001,,,,,,\n"  # 11
        "د,Fourth,10.1,20.1,,,,First,,\n"  # 12
    )
    with pytest.raises(DataError) as caught:
        read_spots(table(tmp_path, rows))
    message = str(caught.value)
    for expected in (
        "10 faults",
        "points.csv:3: no name",
        "points.csv:4: lat nan, lon 20 is no place on Earth",
        "points.csv:5: lat 'x'",
        "points.csv:6: lat 10, lon 220 is no place",
        "points.csv:7: kind 'castle' is not one of",
        "points.csv:8: a name begins with a letter or a digit, not '='",
        "points.csv:9: radius_m -5",
        "points.csv:10: id '../x'",
        "points.csv:11: a point within 10 m of one of row 2",
        "points.csv:12: the name first stands for the place of row 2 already",
    ):
        assert expected in message
    assert "points.csv:2:" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"name_ar,name_en,lat\n", "no column lon"),
        (b"", "no column"),
        (HEADER.encode(), "no points"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        (HEADER.encode() + b"\xd8\xa7,One,10,20,hospital,,,,,\n", "nothing to compute"),
    ],
)
def test_a_table_that_gives_no_city(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "points.csv").write_bytes(content)
    result = run("X", tmp_path / "points.csv", "-o", tmp_path / "x")
    assert result.exit_code == 1
    assert expected in result.output
    assert not (tmp_path / "x").exists()


def test_points_outside_the_outline_are_all_told(tmp_path: Path) -> None:
    spots = read_spots(table(tmp_path, "ا,In,10,20,,,,,,\nب,Out,11,20,,,,,,\nج,Far,12,20,,,,,,\n"))
    with pytest.raises(DataError, match=r"row 3: 11\.0, 20\.0 lies outside.*row 4: 12\.0"):
        new_gazetteer(new_city("X"), spots, box(19.9, 9.9, 20.1, 10.1), Origin("p", "p.csv"))


def test_an_outline_with_a_feature_that_is_no_area(tmp_path: Path) -> None:
    path = tmp_path / "o.geojson"
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    features = [{"type": "Feature", "properties": {}, "geometry": line}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with pytest.raises(DataError, match=r"o\.geojson: feature 1: a LineString, not a polygon"):
        outline_of(path)


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=1, max_size=4),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_cells_are_the_ground_nearest_to_a_place(grid: dict[str, list[tuple[int, int]]], chance: random.Random) -> None:
    """Against the plain definition: a random spot belongs to the place of its nearest point."""
    used: set[tuple[int, int]] = set()
    points: dict[str, list[tuple[float, float]]] = {}
    for place, own in grid.items():
        free = [p for p in dict.fromkeys(own) if p not in used]
        used.update(free)
        if free:
            points[place] = [(20 + x / 2000, 10 + y / 2000) for x, y in free]
    outline = box(20, 10, 20.05, 10.05)
    made = cells(points, outline)
    assert set(made) == set(points)
    assert area_ha(unary_union(list(made.values()))) == pytest.approx(area_ha(outline), rel=1e-4)
    assert overlaps(made) == []
    plane = Plane.around(outline)
    for _ in range(20):
        spot = Point(20 + chance.random() * 0.05, 10 + chance.random() * 0.05)
        here = plane.to_metres(spot)
        near = sorted(
            (min(here.distance(plane.to_metres(Point(p))) for p in own), place) for place, own in points.items()
        )
        if len(near) == 1 or near[1][0] - near[0][0] > 3:  # off the border by more than the files' grid
            assert made[near[0][1]].covers(spot)


def test_an_outline_of_ones_own_holds_every_point() -> None:
    points = {str(i): [(20 + i * 0.01, 10 + (i * i % 7) * 0.01)] for i in range(9)}
    outline = outline_around(points)
    assert all(outline.contains(Point(*point)) for own in points.values() for point in own)
    assert outline_around({"one": [(20.0, 10.0)]}).contains(Point(20, 10))


def test_the_table_of_expected_accuracy_grows_with_the_points() -> None:
    counts = sorted(MEASURED)
    assert counts[0] == 1
    for column in (0, 1):
        values = [MEASURED[count][column] for count in counts]
        assert values == sorted(values)
    assert all(spread > scattered for spread, scattered in MEASURED.values())
