"""Bring your own boundaries: a file made from the built-in ones, shifted, renamed, reprojected and damaged."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
from click.testing import CliRunner
from shapely import box
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from hayy.cli import cli
from hayy.errors import HayyError
from hayy.gazetteer.adopting import Origin, base_of, new_city
from hayy.gazetteer.build import load_boundaries
from hayy.gazetteer.importing import group_features, import_features
from hayy.gazetteer.placing import Group, Outcome, name_score, place_groups
from hayy.gazetteer.shapes import iou, overlaps
from hayy.gazetteer.tables import load
from hayy.gazetteer.vectorfiles import Feature
from hayy.geometry import Certainty, locate

ALEPPO = load()
BUILT = load_boundaries(ALEPPO.directory)
assert BUILT is not None
OUTLINES = BUILT.areas
BOW_TIE = [[37.05, 36.1], [37.06, 36.11], [37.06, 36.1], [37.05, 36.11], [37.05, 36.1]]
# Other spellings than the tables have, as another office would write them.
RENAMED = {"jalloum": "al-Djalloum", "sukkari": "As Soukkary", "salhin": "Es-Salheen"}
SHIFT = 0.0006  # degrees: about 55 m east and 65 m north


def their_name(place: str) -> str:
    return RENAMED.get(place, ALEPPO.places[place].name_en)


@pytest.fixture(scope="module")
def theirs() -> geopandas.GeoDataFrame:
    """The file of another office: every outline shifted; some renamed, two exchanged, one cut in two, others odd."""
    rows: list[dict[str, Any]] = []
    for place, known in OUTLINES.items():
        outline: BaseGeometry = known
        if place in ("kallaseh", "citadel"):
            continue
        name, name_ar = their_name(place), ALEPPO.places[place].name_ar
        if place == "bab-al-maqam":  # here their scheme has another ground under the name
            outline = translate(known, 0.05, 0.05)
        shape = translate(outline, SHIFT, SHIFT)
        pieces = [shape]
        if place == "fardous":
            x, y = shape.centroid.coords[0]
            pieces = [shape.intersection(box(x - 1, y - 1, x, y + 1)), shape.intersection(box(x, y - 1, x + 1, y + 1))]
        rows += [{"NAME": name, "NAME_A": name_ar, "geometry": piece} for piece in pieces]
    rows.append({"NAME": "Dar Salwa", "NAME_A": "دار سلوى", "geometry": box(37.05, 36.27, 37.06, 36.28)})
    rows.append({"NAME": "Dar Salwa", "NAME_A": "دار سلوى", "geometry": box(37.25, 36.1, 37.26, 36.11)})
    rows.append(
        {
            "NAME": "Tied",
            "NAME_A": None,
            "geometry": geopandas.GeoSeries.from_wkt([f"POLYGON (({', '.join(f'{x} {y}' for x, y in BOW_TIE)}))"])[0],
        }
    )
    rows.append({"NAME": None, "NAME_A": None, "geometry": box(37.3, 36.1, 37.31, 36.11)})
    rows.append({"NAME": "=cmd|x", "NAME_A": None, "geometry": box(37.3, 36.12, 37.31, 36.13)})
    rows.append({"NAME": "Ghost", "NAME_A": None, "geometry": None})
    return geopandas.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326").to_crs("EPSG:32637")


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli, ["gazetteer", "import", *map(str, arguments)])


def report(folder: Path) -> list[dict[str, str]]:
    with (folder / "report.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["quarters.gpkg", "quarters.shp", "quarters.geojson"])
def imported(
    request: pytest.FixtureRequest, theirs: geopandas.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder that the command makes of their file."""
    folder = tmp_path_factory.mktemp("import")
    source = folder / request.param
    if source.suffix == ".geojson":
        data = json.loads(theirs.to_json())
        data["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
        source.write_text(json.dumps(data), encoding="utf-8")
    else:
        theirs.to_file(source, encoding="utf-8")
    result = run(
        source,
        "--name-field",
        "NAME",
        "--name-field-ar",
        "NAME_A",
        "--match-to",
        "aleppo",
        "-o",
        folder / "mine",
        "--attribution",
        "Boundaries: an office",
        "--licence",
        "CC0",
    )
    assert result.exit_code == 0, result.output + repr(result.exception)
    return folder / "mine"


def test_known_places_are_found_by_name_and_position(imported: Path) -> None:
    found = {row["place"]: row for row in report(imported) if row["outcome"] == "matched"}
    assert set(found) == set(OUTLINES) - {"kallaseh", "citadel", "bab-al-maqam"}
    assert all(float(row["overlap"]) > 0.15 for row in found.values())
    for place, row in found.items():
        plain = iou(translate(OUTLINES[place], SHIFT, SHIFT), OUTLINES[place])
        assert float(row["overlap"]) == pytest.approx(plain, abs=0.01), place
    assert "+" in found["fardous"]["rows"]
    assert {place: found[place]["name"] for place in RENAMED} == RENAMED


def test_a_name_on_other_ground_is_told_and_left_out(imported: Path) -> None:
    rows = [row for row in report(imported) if row["outcome"] == "same name, other ground"]
    assert [(row["place"], row["overlap"]) for row in rows] == [("bab-al-maqam", "0.000")]
    made = locate(load(imported))
    assert made["bab-al-maqam"].certainty is Certainty.POINT


def test_what_matches_nothing_is_told_either_way(imported: Path) -> None:
    rows = report(imported)
    assert [row["place"] for row in rows if row["outcome"] == "new"] == ["dar-salwa", "tied"]
    missing = {row["place"] for row in rows if row["outcome"] == "known, not in the file"}
    assert missing == set(ALEPPO.places) - (set(OUTLINES) - {"kallaseh", "citadel", "bab-al-maqam"})
    refused = {row["name"]: row["note"] for row in rows if row["outcome"] == "refused"}
    assert refused == {
        "Dar Salwa": "the same name as row 118, more than 500 m away: rename one of them",
        "": "no name",
        "'=cmd|x": "a name begins with a letter or a digit, not '='",
        "Ghost": "no geometry",
    }
    mended = {row["place"] for row in rows if row["note"].startswith("mended: Self-intersection")}
    assert mended == {"tied"}


def test_the_folder_is_a_gazetteer_whose_every_boundary_point_and_name_has_its_source(imported: Path) -> None:
    made = load(imported)
    assert made.city.id == "aleppo"
    assert made.city.attribution[0] == "Boundaries: an office"
    assert not any("Columbia" in line for line in made.city.attribution)
    assert any("OCHA" in line for line in made.city.attribution)
    assert made.sources["quarters"].licence == "CC0"
    areas = locate(made)
    for place in set(OUTLINES) - {"kallaseh", "citadel", "bab-al-maqam"}:
        if made.kind_of(place).draw != "never":
            assert areas[place].source == "quarters", place
            assert areas[place].geometry is not None
            assert iou(areas[place].geometry, translate(OUTLINES[place], SHIFT, SHIFT)) > 0.98, place
    assert all(source in made.sources for name in made.names for source in name.source.split(";"))
    known = {name.form for name in ALEPPO.names}
    added = {name.form: name for name in made.names if name.form not in known}
    assert {*RENAMED.values(), "Dar Salwa", "دار سلوى", "Tied"} >= set(added)
    assert {name.source for name in added.values()} == {"quarters"}
    # The quarter that the file does not have keeps its names and is a circle that covers what was its outline.
    assert areas["kallaseh"].certainty is Certainty.POINT
    assert areas["kallaseh"].geometry is not None
    assert OUTLINES["kallaseh"].difference(areas["kallaseh"].geometry).area < 0.01 * OUTLINES["kallaseh"].area
    assert (
        overlaps({key: a.geometry for key, a in areas.items() if a.certainty is Certainty.BOUNDARY and a.geometry})
        == []
    )


def test_a_second_import_gives_the_same_bytes_and_overwrites_only_when_told(
    theirs: geopandas.GeoDataFrame, tmp_path: Path
) -> None:
    source = tmp_path / "q.gpkg"
    theirs.to_file(source)
    arguments = (source, "--name-field", "NAME", "--match-to", "aleppo", "-o")
    assert run(*arguments, tmp_path / "a").exit_code == 0
    assert run(*arguments, tmp_path / "b").exit_code == 0
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert "report.csv" in files
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    (tmp_path / "a" / "places.csv").write_text("mine", encoding="utf-8")
    refused = run(*arguments, tmp_path / "a")
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert (tmp_path / "a" / "places.csv").read_text(encoding="utf-8") == "mine"
    assert run(*arguments, tmp_path / "a", "--force").exit_code == 0
    assert (tmp_path / "a" / "places.csv").read_bytes() == (tmp_path / "b" / "places.csv").read_bytes()


def test_a_file_matched_to_no_known_gazetteer_is_a_city_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "dar.geojson"
    features = [
        {"type": "Feature", "properties": {"n": name, "a": name_ar}, "geometry": shape.__geo_interface__}
        for name, name_ar, shape in (
            ("North Gate", "الباب الشمالي", box(10, 10, 10.01, 10.01)),
            ("South Gate", "الباب الجنوبي", box(10, 9.99, 10.01, 10.0)),
        )
    ]
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    result = run(
        source,
        "--name-field",
        "n",
        "--name-field-ar",
        "a",
        "-o",
        tmp_path / "dar",
        "--city",
        "Dar Salwa",
        "--city-ar",
        "دار سلوى",
    )
    assert result.exit_code == 0, result.output + repr(result.exception)
    made = load(tmp_path / "dar")
    assert (made.city.id, made.city.name_ar, made.city.forms) == ("dar-salwa", "دار سلوى", ("دار سلوى", "Dar Salwa"))
    assert sorted(made.places) == ["north-gate", "south-gate"]
    assert {area.certainty for area in locate(made).values()} == {Certainty.BOUNDARY}
    assert made.places["north-gate"].name_ar == "الباب الشمالي"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--name-field", "nom"), "no feature has a property 'nom': the file has NAME, NAME_A"),
        (("--name-field", "NAME", "--match-to", "atlantis"), "no gazetteer folder at atlantis"),
    ],
)
def test_wrong_options_are_one_clear_line(
    theirs: geopandas.GeoDataFrame, tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    theirs.to_file(tmp_path / "q.gpkg")
    result = run(tmp_path / "q.gpkg", *arguments, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert expected in result.output
    assert not (tmp_path / "out").exists()


def test_another_city_is_refused() -> None:
    far = [Feature(1, {"n": "Somewhere"}, box(10, 10, 10.1, 10.1))]
    made = import_features(far, "n", None, base_of(ALEPPO), Origin("f", "f.geojson"))
    assert [found.outcome for found in made.findings[:1]] == [Outcome.NEW]
    namesake = [Feature(1, {"n": "Sakhour"}, box(10, 10, 10.1, 10.1))]
    with pytest.raises(HayyError, match="not one feature could be placed"):
        import_features(namesake, "n", None, base_of(ALEPPO), Origin("f", "f.geojson"))


def moved(place: str, east: float) -> BaseGeometry:
    return translate(OUTLINES[place], east, 0)


@pytest.mark.parametrize(
    ("name", "geometry", "expected", "why"),
    [
        ("Sakhour", moved("sakhour", 0.001), (Outcome.MATCHED, "sakhour"), "name and ground"),
        ("Sakhour", moved("sakhour", 0.05), (Outcome.OTHER_GROUND, "sakhour"), "the name alone"),
        ("Quite Another", OUTLINES["sakhour"], (Outcome.NEW, ""), "the ground alone"),
        ("Al Sakkhuri", OUTLINES["sakhour"], (Outcome.MATCHED, "sakhour"), "somewhat alike, the same ground"),
        ("كرم الأفندي", box(37.17, 36.18, 37.175, 36.185), (Outcome.MATCHED, "karm-al-afandi"), "no position is known"),
        ("كرم الأفندي", box(30.17, 36.18, 30.175, 36.185), (Outcome.NEW, ""), "outside the city"),
        (
            "Karm al-Afand",
            box(37.17, 36.18, 37.175, 36.185),
            (Outcome.NEW, ""),
            "no position, and the name not the same",
        ),
    ],
)
def test_name_and_position_decide_together(
    name: str, geometry: BaseGeometry, expected: tuple[Outcome, str], why: str
) -> None:
    found = place_groups([Group((1,), name, "", geometry)], ALEPPO)[0]
    assert (found.outcome, found.place) == expected, why


def test_a_ground_known_under_another_name_is_pointed_out() -> None:
    found = place_groups([Group((1,), "Quite Another", "", OUTLINES["sakhour"])], ALEPPO)[0]
    assert found.note == "lies where sakhour does (IoU 1.00)"


def test_two_features_never_become_one_place() -> None:
    groups = [Group((1,), "Sakhour", "", moved("sakhour", 0.002)), Group((2,), "Sakhour", "", moved("sakhour", 0.0005))]
    found = place_groups(groups, ALEPPO)
    assert [(f.outcome, f.place) for f in found[:2]] == [
        (Outcome.OTHER_GROUND, "sakhour"),
        (Outcome.MATCHED, "sakhour"),
    ]
    assert found[0].note == "sakhour is row 2 already"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Sha'ar", "Ash-Shaar", 99, 100),
        ("حي الفردوس", "الفردوس", 99, 100),
        ("Sakhour I", "Sakhour II", 0, 0),
        ("Sakhour 2", "As-Sakhoor II", 99, 100),
        ("Sakhour", "الصاخور", 0, 0),
        ("Firdous", "Jalloum", 0, 69),
    ],
)
def test_how_alike_names_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= name_score([one], [other]) <= most


def test_parts_that_lie_together_are_one_place_and_others_are_not() -> None:
    squares = [box(x, 0, x + 0.001, 0.001) for x in (0, 0.0015, 0.5)]
    groups, refused = group_features([Feature(i, {"n": "A"}, s) for i, s in enumerate(squares, 1)], "n", None)
    assert [group.rows for group in groups] == [(1, 2)]
    assert [found.rows for found in refused] == [(3,)]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("Ramouseh II", "الراموسة"), ("Ramouseh IV", "الراموسة"), True),
        (("Jibreen", "جبرين"), ("Industrial Area Jibreen", "جبرين"), False),
        (("Karm al-Dada", "كرم الدادا"), ("Karm al-Da'da'", "كرم الدعدع"), False),
        (("Sakhour I", ""), ("Sakhour II", ""), False),
        (("", "الصاخور"), ("", "الصاخور"), True),
    ],
)
def test_only_one_name_joins_features_that_lie_together(
    one: tuple[str, str], other: tuple[str, str], together: bool
) -> None:
    features = [
        Feature(i, {"n": name, "a": name_ar}, box(0.001 * i, 0, 0.001 * i + 0.001, 0.001))
        for i, (name, name_ar) in enumerate((one, other), 1)
    ]
    groups, _ = group_features(features, "n", "a")
    assert [group.rows for group in groups] == ([(1, 2)] if together else [(1,), (2,)])


def test_small_overlaps_are_cut_and_large_ones_are_told() -> None:
    shapes = {"A": box(0, 0, 0.01, 0.01), "B": box(0.0099, 0, 0.03, 0.01), "C": box(0.02, 0, 0.04, 0.01)}
    features = [Feature(i, {"n": name}, shape) for i, (name, shape) in enumerate(shapes.items(), 1)]
    made = import_features(features, "n", None, new_city("X"), Origin("f", "f.geojson"))
    notes = {found.name: found.note for found in made.findings}
    assert notes["B"] == "an overlap of 1.23 ha with a cut off"
    assert notes["C"].startswith("overlaps b by 123.")
    assert [pair[:2] for pair in overlaps(made.draft.areas)] == [("b", "c")]
