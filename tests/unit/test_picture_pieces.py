"""The pieces of a picture one by one: words and lines, patterns, the ground, and what the legend counts."""

from __future__ import annotations

import math
import re
import runpy
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hayy.control import decide
from hayy.model import Claim, Polarity, Predicate
from hayy.render.look import style, texts
from hayy.render.payload import build
from hayy.render.picture.fills import POINTS_PER_PIXEL, fill, pattern
from hayy.render.picture.ground import METRES_PER_DEGREE, Box, fitted, round_length, shown_bounds
from hayy.render.picture.rows import Row, columns, space
from hayy.render.picture.scene import legend, scene, states_on
from hayy.render.picture.setting import lines
from hayy.render.picture.words import Piece, Words, _own, is_rtl, visible

MAKE: dict[str, Any] = runpy.run_path(str(Path(__file__).resolve().parent.parent / "golden" / "pictures" / "make.py"))


@pytest.fixture(scope="module")
def payload() -> Any:
    return MAKE["story"]()


# Words


@given(st.text())
def test_visible_text_holds_nothing_that_cannot_be_seen(text: str) -> None:
    import unicodedata

    shown = visible(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in shown)
    assert visible(shown) == shown


def test_both_languages_say_the_same_things() -> None:
    own = _own()
    assert own["en"].keys() == own["ar"].keys()
    for key in own["en"]:
        english, arabic = (sorted(re.findall(r"\{\w+\}", own[lang][key])) for lang in ("en", "ar"))
        assert english == arabic, key
    assert not {f"picture_{key}" for key in own["en"]} & texts()["en"].keys()


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("حلب", True), ("Aleppo", False), ("١٢ حلب", True), ("(x) حلب", False), ("12 - ،", None), ("", None)],
)
def test_direction_is_that_of_the_first_letter(text: str, rtl: bool | None) -> None:
    assert is_rtl(text) is rtl


@given(
    st.lists(st.tuples(st.text("ab حل(،", min_size=1, max_size=30), st.booleans()), min_size=1, max_size=6),
    st.integers(3, 40),
    st.sampled_from([None, 1, 3]),
)
def test_lines_are_no_wider_than_asked_and_lose_nothing(
    rows: list[tuple[str, bool]], width: int, most: int | None
) -> None:
    paragraph = tuple(Piece(text, rtl) for text, rtl in rows)
    made = lines(paragraph, width, len, rtl=False, most=most)
    for line in made:
        assert line.width <= width
        assert line.width == sum(before + len(piece.text) for before, piece in line.runs)
    written = "".join(piece.text for line in made for _, piece in line.runs).replace(" ", "")
    whole = "".join(text for text, _ in rows).replace(" ", "")
    assert written == whole or (most is not None and written.endswith("…") and whole.startswith(written[:-1]))
    assert most is None or len(made) <= most


def test_a_run_never_mixes_two_pieces() -> None:
    (line,) = lines(Words("en").say("sources_line", list=Words("en").data("جريدة المثال")), 99, len, rtl=False)
    assert [(piece.text, piece.rtl) for _, piece in line.runs] == [("According to", False), ("جريدة المثال", True)]


def test_what_is_blank_does_not_stand_at_the_top_of_a_column() -> None:
    row = Row(10, lambda _canvas, _box: None)
    assert [[r.height for r in part] for part in columns([row, space(3), row], 2)] == [[10], [10]]
    assert [[r.height for r in part] for part in columns([row, space(3), row], 1)] == [[10, 3, 10]]


@given(st.lists(st.floats(1, 50), min_size=1, max_size=12), st.integers(1, 4))
def test_columns_are_as_low_as_can_be(heights: list[float], count: int) -> None:
    from itertools import combinations

    made = columns([Row(height, lambda _canvas, _box: None) for height in heights], count)
    best = min(
        max(sum(heights[i:j]) for i, j in zip((0, *cuts), (*cuts, len(heights)), strict=True))
        for used in range(min(count, len(heights)))
        for cuts in combinations(range(1, len(heights)), used)
    )
    assert sum(len(part) for part in made) == len(heights)
    assert max(sum(row.height for row in part) for part in made) <= best + 1e-3


# Patterns


@pytest.mark.parametrize("kind", ["stripes", "bars", "dots"])
def test_a_pattern_covers_as_much_as_its_lengths_say(kind: str) -> None:
    from shapely.geometry import box

    step, width = style()["pattern"][kind]["step"], style()["pattern"][kind]["width"]
    expected = math.pi * (width / 2 / step) ** 2 if kind == "dots" else width / step
    area = box(0, 0, 600, 600)
    made = pattern(area, kind)
    assert made.is_valid
    assert made.area / area.area == pytest.approx(expected, rel=0.04)
    assert area.buffer(1e-6).contains(made)


def test_stripes_rise_to_the_right_and_bars_stand_upright() -> None:
    from shapely.geometry import Point, box

    area, step = box(0, 0, 100, 100), style()["pattern"]["stripes"]["step"] * POINTS_PER_PIXEL * math.sqrt(2)
    stripes, bars = pattern(area, "stripes"), pattern(area, "bars")
    at = Point(50 + 1, 50)
    assert stripes.contains(at) == stripes.contains(Point(61, 60)) == stripes.contains(Point(51 + step, 50))
    samples = [stripes.contains(Point(x, 50)) == stripes.contains(Point(x + 20, 70)) for x in range(5, 75)]
    assert all(samples)
    assert all(bars.contains(Point(x + 0.3, 20)) == bars.contains(Point(x + 0.3, 80)) for x in range(2, 98))


def test_two_sides_share_a_contested_place_and_a_mention_has_no_fill() -> None:
    from shapely.geometry import box

    layers = fill(box(0, 0, 30, 30), "contested", ("#ff0000", "#00ff00"), "#ffffff")
    assert [layer.colour for layer in layers] == ["#00ff00", "#ff0000"]
    assert fill(box(0, 0, 30, 30), "mentioned", ("#ff0000",), "#ffffff") == []


# Ground


@given(st.floats(36.0, 36.4), st.floats(36.9, 37.4), st.floats(0, 2 * math.pi), st.floats(100, 4000))
def test_lengths_and_directions_on_the_map_are_those_of_the_ellipsoid(
    lat: float, lon: float, bearing: float, metres: float
) -> None:
    from pyproj import Geod

    ground = fitted(Box(0, 0, 600, 500), (lon - 0.04, lat - 0.04, lon + 0.04, lat + 0.04))
    east, north, _ = Geod(ellps="WGS84").fwd(lon, lat, math.degrees(bearing), metres)
    (x, y), (u, v) = ground.at(lon, lat), ground.at(east, north)
    assert math.hypot(u - x, v - y) / ground.scale == pytest.approx(metres, rel=0.006)
    turn = math.atan2(u - x, v - y) - bearing
    assert abs(math.remainder(turn, 2 * math.pi)) < math.radians(0.5), "north is up"


def test_the_ground_shows_what_it_is_asked_for_and_is_never_too_close() -> None:
    bounds = (37.1, 36.15, 37.2, 36.25)
    west, south, east, north = fitted(Box(10, 20, 300, 220), bounds).bounds
    assert west < bounds[0]
    assert south < bounds[1]
    assert east > bounds[2]
    assert north > bounds[3]
    spot = fitted(Box(0, 0, 300, 200), (37.1, 36.15, 37.1, 36.15))
    assert 200 / spot.scale == pytest.approx(3000)


@given(st.floats(1, 1e6))
@example(math.nextafter(1000.0, 0.0))
def test_a_scale_bar_is_round_and_fits(most: float) -> None:
    length = round_length(most)
    assert length <= most < length * 2.5 * (1 + 1e-9)
    assert f"{length:.0e}"[0] in "125"


def test_shaded_places_decide_what_is_shown_and_near_mentions_come_along(payload: Any) -> None:
    bounds = shown_bounds(scene(payload))
    assert bounds is not None
    by_id = {place["id"]: place for place in payload["places"]}
    for key in ("sheikh-maqsoud", "sheikh-saeed", "bab-al-hadid"):
        lon, lat = by_id[key]["label"]
        assert bounds[0] <= lon <= bounds[2]
        assert bounds[1] <= lat <= bounds[3]
    assert (bounds[3] - bounds[1]) * METRES_PER_DEGREE < 16_000


# States and legend


PLACES = st.sampled_from(["shaar", "fardous", "salhin"])
DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 6))


@given(
    st.lists(
        st.tuples(PLACES, st.sampled_from(Predicate), st.sampled_from(Polarity), DAYS),
        min_size=1,
        max_size=8,
    ),
    DAYS,
)
def test_the_states_of_a_day_are_those_that_all_claims_known_by_it_give(
    rows: list[tuple[str, Predicate, Polarity, date]], day: date
) -> None:
    claims = [
        Claim(f"c{i}", None, place, predicate, polarity=polarity, actor="GOV", attributed_to=(f"s{i}",), reported=when)
        for i, (place, predicate, polarity, when) in enumerate(rows)
    ]
    assume(any(claim.reported <= day for claim in claims if claim.reported))
    made = build([], MAKE["load"](), coded=claims)
    found = {made["places"][i]["id"]: state["status"] for i, state in states_on(made, day).items()}
    ordered = sorted(claims, key=lambda claim: claim.reported or day)
    assert found == {key: state.status.value for key, state in decide(ordered, day).by_place.items()}


def test_the_legend_counts_what_is_there(payload: Any) -> None:
    shown = scene(payload, date(2020, 1, 6))
    counts = {entry.key: entry.counts for entry in legend(shown) if entry.counts}
    for number, panel in enumerate(shown.panels):
        statuses = Counter(state["status"] for state in panel.states.values())
        for status in style()["status"]:
            assert counts[status][number] == statuses[status]
    assert counts["disputed"] == (0, 1)
    assert counts["changed"] == (len(shown.changed()),)
    assert shown.mode == "sides"
    assert {"GOV", "REB", "KUR"} <= counts.keys()


def test_one_side_alone_is_shown_by_status() -> None:
    made = MAKE["story"](claims=[claim for claim in MAKE["claims"]() if claim.actor == "GOV" and not claim.against])
    shown = scene(made)
    assert shown.mode == "status"
    assert not [entry for entry in legend(shown) if entry.kind == "side"]


def test_each_number_on_the_maps_has_one_name_in_the_key(payload: Any) -> None:
    from hayy.render.picture.canvas import settings
    from hayy.render.picture.legend import manner
    from hayy.render.picture.sheet import SHEETS, laid_out, numbering

    shown = scene(payload, date(2020, 1, 6))
    bounds = shown_bounds(shown)
    assert bounds is not None
    with settings():
        made = laid_out(shown, manner([Words("en"), Words("ar")], 8.8), SHEETS["16:9"], bounds)
        numbers = numbering(made.maps)
        used = {index for panel in made.maps for index in panel.numbered()}
    assert len(used) > 2
    assert numbers.keys() == used
    assert sorted(numbers.values()) == list(range(1, len(used) + 1))


def test_every_place_with_a_report_is_named_numbered_or_told(payload: Any) -> None:
    from hayy.render.picture.canvas import settings
    from hayy.render.picture.legend import manner
    from hayy.render.picture.sheet import SHEETS, laid_out

    shown = scene(payload)
    bounds = shown_bounds(shown)
    assert bounds is not None
    for sheet in SHEETS.values():
        with settings():
            (panel,) = laid_out(shown, manner([Words("en")], sheet.letters), sheet, bounds).maps
            named = {placed.label.key for placed in panel.placed if placed.label.key in shown.last.states}
            told = {*named, *panel.crowded(), *panel.outside()}
        hidden = {index for index in shown.last.states if shown.place(index)["geometry"] is None}
        assert told | hidden == set(shown.last.states)
        assert not told & hidden
