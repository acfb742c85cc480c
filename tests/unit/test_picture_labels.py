"""Names on a map: none over another, none lost without being told, and leaders that lead somewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hayy.render.picture.ground import Box
from hayy.render.picture.labels import GAP, Label, Placed, crosses, crosses_box, place

WITHIN = Box(0, 0, 300, 200)


def labels(spread: float) -> st.SearchStrategy[list[Label]]:
    """Up to 25 names crowded into the middle of the map, on areas and beside markers."""
    one = st.tuples(
        st.floats(150 - spread, 150 + spread), st.floats(100 - spread / 2, 100 + spread / 2), st.floats(10, 70),
        st.sampled_from([0.0, 5.0]), st.booleans(), st.booleans(),
    )  # fmt: skip
    return st.lists(one, max_size=25).map(
        lambda rows: [
            Label(i, width, 9.0, (x, y), marker, rtl=rtl, quiet=quiet and not marker, room=width + 1)
            for i, (x, y, width, marker, rtl, quiet) in enumerate(rows)
        ]
    )


def markers(found: Sequence[Label]) -> list[Box]:
    return [Box(x - 5, y - 5, x + 5, y + 5) for x, y in (label.at for label in found if label.marker)]


def touch(one: Box, other: Box) -> bool:
    """The slow and obvious way: whether some point of a fine grid lies in both."""
    return any(
        other.left < x < other.right and other.bottom < y < other.top
        for x in steps(one.left, one.right)
        for y in steps(one.bottom, one.top)
    )


def steps(low: float, high: float) -> list[float]:
    count = max(2, math.ceil((high - low) / 1.0))
    return [low + (high - low) * (i + 0.5) / count for i in range(count)]


def along(line: tuple[tuple[float, float], tuple[float, float]]) -> list[tuple[float, float]]:
    (x, y), (u, v) = line
    return [(x + (u - x) * i / 200, y + (v - y) * i / 200) for i in range(201)]


@given(labels(60))
def test_nothing_stands_on_anything(given_labels: list[Label]) -> None:
    obstacles = markers(given_labels)
    made = place(given_labels, WITHIN, obstacles)
    for number, placed in enumerate(made):
        assert placed.box.inside(WITHIN)
        for other in (*(p.box for p in made[:number]), *obstacles):
            assert not touch(placed.box, other), (placed, other)
    for placed in made:
        if placed.leader:
            assert placed.leader[0] == placed.label.at, "a leader starts at its place"
            assert placed.box.left <= placed.leader[1][0] <= placed.box.right, "and ends at its name"
            inner = [p.box.shrunk(0.5) for p in made if p is not placed]
            for x, y in along(placed.leader):
                assert not any(b.left < x < b.right and b.bottom < y < b.top for b in inner), "and crosses no name"


@given(labels(100))
def test_each_name_is_placed_once_or_missing(given_labels: list[Label]) -> None:
    keys = [placed.label.key for placed in place(given_labels, WITHIN)]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {label.key for label in given_labels}


@given(labels(60))
def test_the_same_names_go_to_the_same_places(given_labels: list[Label]) -> None:
    assert place(given_labels, WITHIN) == place(given_labels, WITHIN)


def alone(label: Label, **how: object) -> Placed:
    (made,) = place([label], WITHIN, **how)  # type: ignore[arg-type]
    return made


def test_a_name_alone_stands_in_the_middle_of_its_area() -> None:
    made = alone(Label(0, 40, 10, (150, 100)))
    assert (made.box, made.leader, made.numbered) == (Box(130, 95, 170, 105), None, False)


@pytest.mark.parametrize("rtl", [False, True])
def test_a_name_stands_beside_its_marker_on_the_side_where_reading_goes(rtl: bool) -> None:
    box = alone(Label(0, 40, 10, (150, 100), marker=5, rtl=rtl)).box
    assert (box.right < 145) if rtl else (box.left > 155)


def test_a_name_that_would_lie_on_foreign_ground_gets_a_leader() -> None:
    def foreign(_label: Label, box: Box) -> float:
        return 1.0 if box.overlaps(Box(120, 80, 180, 120)) else 0.0

    made = alone(Label(0, 40, 10, (150, 100)), foreign=foreign)
    assert made.leader is not None
    assert not made.box.overlaps(Box(120, 80, 180, 120))


def test_a_name_that_does_not_fit_becomes_a_number() -> None:
    walls = [Box(0, 0, 140, 200), Box(160, 0, 300, 200)]
    made = alone(Label(0, 60, 10, (150, 100)), obstacles=walls)
    assert made.numbered
    assert made.leader is None


def test_a_quiet_name_that_does_not_fit_is_left_out() -> None:
    assert place([Label(0, 60, 10, (150, 100), quiet=True, room=59)], WITHIN) == []
    assert len(place([Label(0, 60, 10, (150, 100), quiet=True, room=61)], WITHIN)) == 1


def test_where_names_take_all_the_room_numbers_stand_so_that_none_is_missing() -> None:
    room = Box(0, 0, 60, 34)
    crowd = [Label(i, 50, 9, (12 + 12 * i, 17)) for i in range(4)]
    made = place(crowd, room, badge=(9, 8))
    assert sorted(placed.label.key for placed in made) == [0, 1, 2, 3]
    assert any(placed.numbered for placed in made)


@given(*[st.tuples(*[st.tuples(st.integers(0, 9), st.integers(0, 9))] * 2)] * 2)
def test_lines_cross_as_an_exact_library_says(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    from shapely.geometry import LineString, box

    assume(one[0] != one[1] and other[0] != other[1])
    assert crosses(one, other) == LineString(one).intersects(LineString(other))
    (west, east), (south, north) = (sorted(values) for values in zip(*other, strict=True))
    assert crosses_box(one, Box(west, south, east, north)) == LineString(one).intersects(box(west, south, east, north))


def test_the_gap_between_names_is_kept() -> None:
    made = place([Label(0, 40, 10, (150, 100)), Label(1, 40, 10, (150, 100))], WITHIN)
    assert not made[0].box.overlaps(made[1].box, GAP * 0.99)
