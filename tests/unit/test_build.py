"""boundaries.csv -> geo/aleppo.geojson: the committed files are what the command builds, and every fault is told."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape
from shapely.ops import unary_union

from hayy.cli import cli
from hayy.errors import DataError, InputError
from hayy.files import data_root
from hayy.gazetteer.build import load_boundaries, read_boundaries, write_built
from hayy.gazetteer.shapes import area_ha, canonical, overlaps, polygons

ALEPPO = data_root() / "gazetteer" / "aleppo"
GEO = data_root() / "geo"
HEADER = "place_id,part,ring,seq,lon,lat\n"
NOTES = 'title = "T"\ncertainty = "boundary"\nsource = "S"\nattribution = "A"\nlicence = "MIT"\nmethod = "M"\n'


def folder(tmp_path: Path, rows: str, notes: str = NOTES) -> Path:
    """A gazetteer folder with these boundary rows."""
    (tmp_path / "boundaries.csv").write_text(HEADER + rows, encoding="utf-8")
    (tmp_path / "boundaries.toml").write_text(notes, encoding="utf-8")
    return tmp_path


def ring_rows(place: str, points: list[tuple[float, float]], part: int = 1, ring: int = 0) -> str:
    return "".join(f"{place},{part},{ring},{i},{x},{y}\n" for i, (x, y) in enumerate(points))


def square(x: float, y: float, size: float = 0.01) -> list[tuple[float, float]]:
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


def committed() -> dict[str, object]:
    return json.loads((GEO / "aleppo.geojson").read_bytes())


def test_committed_files_are_what_the_command_builds(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["gazetteer", "build", "-o", str(tmp_path / "aleppo.geojson")])
    assert result.exit_code == 0, result.output
    for name in ("aleppo.geojson", "aleppo.meta.toml"):
        assert (tmp_path / name).read_bytes() == (GEO / name).read_bytes(), name


def test_a_second_build_gives_the_same_bytes_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    lines = (ALEPPO / "boundaries.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    folder(tmp_path, "".join(reversed(lines[1:])), (ALEPPO / "boundaries.toml").read_text(encoding="utf-8"))
    write_built(tmp_path, tmp_path / "aleppo.geojson")
    assert (tmp_path / "aleppo.geojson").read_bytes() == (GEO / "aleppo.geojson").read_bytes()


def test_geojson_follows_rfc_7946() -> None:
    collection = committed()
    assert set(collection) == {"type", "features"}, "no crs member"
    features = collection["features"]
    ids = [feature["id"] for feature in features]
    assert ids == sorted(set(ids))
    with (ALEPPO / "boundaries.csv").open(encoding="utf-8", newline="") as file:
        assert set(ids) == {row["place_id"] for row in csv.DictReader(file)}
    for feature in features:
        assert feature["properties"] == {"place": feature["id"], "certainty": "boundary", "source": "CSRP"}
        geometry = feature["geometry"]
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        assert shape(geometry).is_valid, feature["id"]
        for rings in parts:
            for index, ring in enumerate(rings):
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert Polygon(ring).exterior.is_ccw == (index == 0), "exteriors counter-clockwise, holes clockwise"
                assert all(37.0 < x < 37.35 and 36.1 < y < 36.35 for x, y in ring), "longitude first, in Aleppo"


def test_no_two_places_overlap_by_pairwise_comparison() -> None:
    areas = {feature["id"]: shape(feature["geometry"]) for feature in committed()["features"]}
    slow = [(a, b) for a, b in combinations(sorted(areas), 2) if areas[a].intersection(areas[b]).area > 1e-12]
    assert slow == []
    assert overlaps(areas) == []


def test_dissolving_keeps_the_ground_and_only_the_ground() -> None:
    """Each place covers its parts, as plainly read from the table, and nothing more: gaps stay empty."""
    parts: dict[str, dict[tuple[str, str], list[tuple[float, float]]]] = {}
    with (ALEPPO / "boundaries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ring = parts.setdefault(row["place_id"], {}).setdefault((row["part"], row["ring"]), [])
            ring.append((float(row["lon"]), float(row["lat"])))
    for feature in committed()["features"]:
        plain = unary_union([Polygon(ring) for ring in parts[feature["id"]].values()])
        assert shape(feature["geometry"]).symmetric_difference(plain).area < 1e-12, feature["id"]


def test_meta_states_what_is_owed_and_what_was_measured() -> None:
    meta = tomllib.loads((GEO / "aleppo.meta.toml").read_text(encoding="utf-8"))
    assert meta["build"]["sha256"] == hashlib.sha256((GEO / "aleppo.geojson").read_bytes()).hexdigest()
    assert meta["attribution"] == (
        "Boundaries generalised after Conflict Urbanism: Aleppo, Columbia University Center for Spatial Research "
        "(MIT licence, 2019), itself adapted from UN-Habitat and REACH 2013"
    )
    assert meta["licence"] == "MIT"
    assert 0.9 < meta["accuracy"]["iou_mean"] < 1
    assert meta["accuracy"]["boundary_distance_mean_m"] > 0


def test_parts_sharing_an_edge_become_one_polygon_and_others_stay_apart(tmp_path: Path) -> None:
    rows = ring_rows("a", square(0, 0)) + ring_rows("a", square(0.01, 0), part=2) + ring_rows("a", square(1, 1), part=3)
    built = load_boundaries(folder(tmp_path, rows))
    assert built is not None
    assert built.areas["a"].wkt == (
        "MULTIPOLYGON (((0 0, 0.01 0, 0.02 0, 0.02 0.01, 0.01 0.01, 0 0.01, 0 0)), "
        "((1 1, 1.01 1, 1.01 1.01, 1 1.01, 1 1)))"
    )


def test_a_hole_stays_a_hole(tmp_path: Path) -> None:
    rows = ring_rows("a", square(0, 0, 0.03)) + ring_rows("a", square(0.01, 0.01), ring=1)
    built = load_boundaries(folder(tmp_path, rows))
    assert built is not None
    assert built.areas["a"].area == pytest.approx(0.0009 - 0.0001)


BOW_TIE = [(0, 0), (0.01, 0.01), (0.01, 0), (0, 0.01)]


def test_every_fault_is_reported_with_its_row(tmp_path: Path) -> None:
    rows = (
        ring_rows("good", square(1, 1))  # rows 2-5
        + "nan,1,0,0,nan,36\n"  # row 6
        + "far,1,0,0,37,136\n"  # row 7
        + "empty,1,0,,37,36\n"  # row 8
        + "word,1,0,x,37,36\n"  # row 9
        + ring_rows("bow-tie", BOW_TIE)  # rows 10-13
        + ring_rows("thin", [(2, 2), (3, 3)])  # rows 14-15
        + "twice,1,0,0,5,5\ntwice,1,0,0,6,5\ntwice,1,0,1,6,6\n"  # rows 16-18
        + ring_rows("hole-only", square(7, 7), ring=1)  # rows 19-22
    )
    with pytest.raises(DataError) as caught:
        load_boundaries(folder(tmp_path, rows, NOTES.replace('licence = "MIT"\n', "")))
    message = str(caught.value)
    for expected in (
        "9 faults",
        "boundaries.csv:6: lon nan",
        "boundaries.csv:7: lon 37, lat 136",
        "boundaries.csv:8: a cell is empty",
        "boundaries.csv:9: part, ring and seq",
        "boundaries.csv:10: bow-tie: not a valid polygon: Self-intersection",
        "boundaries.csv:14: thin: ring 0: fewer than three",
        "boundaries.csv:16: twice: ring 0: a seq number stands twice",
        "boundaries.csv:19: hole-only: a part without ring 0",
        "boundaries.toml: licence is missing",
    ):
        assert expected in message
    assert "\n" not in message
    assert "good" not in message


BAD = {
    "nan": lambda x: [(x, math.nan), *square(x, 0)],
    "infinite": lambda x: [(math.inf, 0), *square(x, 0)],
    "metres": lambda x: [(337_000 + x, 4_000_000), *square(x, 0)],
    "bow-tie": lambda x: [(x + a, b) for a, b in BOW_TIE],
    "thin": lambda x: [(x, 0), (x, 1)],
    "one point": lambda x: [(x, 0)] * 5,
    "flat": lambda x: [(x, 0), (x, 1), (x, 2)],
}


@given(st.lists(st.sampled_from(["good", *BAD]), min_size=1, max_size=12))
def test_any_mixture_of_bad_geometry_is_told_place_by_place(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str]
) -> None:
    """Every bad place has its fault at its first row and no good one has any."""
    rows, first, line = "", {}, 2
    for number, kind in enumerate(kinds):
        added = ring_rows(f"p{number}", square(number, 0) if kind == "good" else BAD[kind](number))
        if kind != "good":
            first[line] = kind
        rows, line = rows + added, line + added.count("\n")
    areas, faults = read_boundaries(folder(tmp_path_factory.mktemp("mix"), rows) / "boundaries.csv")
    told = [int(fault.split(":")[1]) for fault in faults]
    assert sorted(told) == sorted(first)
    assert {f"p{number}" for number, kind in enumerate(kinds) if kind == "good"} <= set(areas)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"id,x\n", "columns must begin with"),
        (b"", "columns must begin with"),
        (HEADER.encode() + b"\xff\xfe", "not a readable UTF-8 CSV"),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "boundaries.csv").write_bytes(content)
    areas, faults = read_boundaries(tmp_path / "boundaries.csv")
    assert areas == {}
    assert len(faults) == 1
    assert expected in faults[0]


def test_overlapping_places_are_not_built(tmp_path: Path) -> None:
    rows = ring_rows("a", square(0, 0)) + ring_rows("b", square(0.005, 0)) + ring_rows("c", square(0.015, 0))
    target = tmp_path / "x.geojson"
    with pytest.raises(DataError, match="a and b overlap by 61"):
        write_built(folder(tmp_path, rows), target)
    assert not target.exists()


def test_a_file_that_no_build_made_is_replaced_only_when_told(tmp_path: Path) -> None:
    source, target = folder(tmp_path, ring_rows("a", square(0, 0))), tmp_path / "x.geojson"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="--force"):
        write_built(source, target)
    assert target.read_text(encoding="utf-8") == "mine"
    write_built(source, target, force=True)
    once = target.read_bytes()
    write_built(source, target)
    assert target.read_bytes() == once


def test_the_command_to_standard_output_and_with_a_wrong_suffix(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["gazetteer", "build", "-o", "-"])
    assert result.stdout_bytes == (GEO / "aleppo.geojson").read_bytes()
    assert CliRunner().invoke(cli, ["gazetteer", "build", "-o", str(tmp_path / "x.txt")]).exit_code == 2


def test_a_gazetteer_of_points_only_has_no_boundaries(tmp_path: Path) -> None:
    assert load_boundaries(tmp_path) is None
    with pytest.raises(DataError, match="points only"):
        write_built(tmp_path, tmp_path / "x.geojson")


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=9, unique=True),
    st.integers(0, 8),
    st.booleans(),
)
def test_canonical_form_depends_on_the_area_only(corners: list[tuple[int, int]], start: int, backwards: bool) -> None:
    hull = Polygon([(x / 1000, y / 1000) for x, y in corners]).convex_hull
    if hull.geom_type != "Polygon":
        return
    ring = list(hull.exterior.coords)[:-1]
    turned = ring[start % len(ring) :] + ring[: start % len(ring)]
    other = Polygon(turned[::-1] if backwards else turned)
    assert canonical(hull).wkt == canonical(other).wkt
    assert canonical(canonical(hull)).wkt == canonical(hull).wkt
    assert canonical(hull).exterior.is_ccw
    assert len(polygons(canonical(hull))) == 1
    assert area_ha(canonical(hull)) > 0
