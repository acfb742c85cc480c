"""Partial areas: what "the northern part of X" selects, as properties of any polygon."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPoint, MultiPolygon, Polygon, box
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from hayy.errors import DataError
from hayy.files import data_root
from hayy.gazetteer.build import load_boundaries
from hayy.geometry import centre, part_of
from hayy.geometry.parts import LEAST_QUARTER
from hayy.model import Direction

BUILT = load_boundaries(data_root() / "gazetteer" / "aleppo")
HALVES = (Direction.N, Direction.E, Direction.S, Direction.W)
QUARTERS = (Direction.NE, Direction.SE, Direction.SW, Direction.NW)
OPPOSITE = {
    Direction.N: Direction.S,
    Direction.E: Direction.W,
    Direction.NE: Direction.SW,
    Direction.SE: Direction.NW,
}
BEARING = {d: 45 * i for i, d in enumerate(d for d in Direction if d is not Direction.C)}


@st.composite
def bent(draw: st.DrawFn) -> BaseGeometry:
    """Convex, concave, pierced and scattered areas of the size of a quarter, somewhere on Earth."""
    corners = draw(
        st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=3, max_size=8, unique=True).filter(
            lambda points: MultiPoint(points).convex_hull.area > 500
        )
    )
    shape: BaseGeometry = MultiPoint(corners).convex_hull
    kind = draw(st.sampled_from(["convex", "bitten", "pierced", "scattered"]))
    west, south, east, north = shape.bounds
    middle = box(*(a + (b - a) * f for f in (0.3, 0.7) for a, b in ((west, east), (south, north))))
    if kind == "bitten":
        shape = shape.difference(box(middle.bounds[0], middle.bounds[1], 300, middle.bounds[3]))
    elif kind == "pierced":
        shape = shape.difference(middle)
    elif kind == "scattered":
        shape = shape.union(translate(shape, 300, draw(st.integers(-300, 300))))
    lat = draw(st.sampled_from([-55.0, 0.0, 36.2, 60.0]))
    return translate(scale(shape, 1e-4, 1e-4, origin=(0, 0)), 37.0, lat)


@given(bent(), st.sampled_from(list(Direction)))
def test_a_part_is_inside_and_a_plausible_share(area: BaseGeometry, direction: Direction) -> None:
    part = part_of(area, direction)
    share = part.area / area.area
    assert part.is_valid
    assert part.difference(area).area <= 1e-9 * area.area
    if direction in HALVES:
        assert share == pytest.approx(0.5, abs=1e-6)
    elif direction in QUARTERS:
        assert LEAST_QUARTER - 1e-6 <= share <= 0.5 + 1e-6
    else:
        assert share == pytest.approx(0.25, abs=1e-6)


@given(bent(), st.sampled_from(sorted(OPPOSITE)))
def test_opposite_parts_share_no_ground_and_weigh_the_same(area: BaseGeometry, direction: Direction) -> None:
    one, other = part_of(area, direction), part_of(area, OPPOSITE[direction])
    assert one.intersection(other).area <= 1e-9 * area.area
    assert one.area == pytest.approx(other.area, abs=1e-6 * area.area)


@given(bent(), st.sampled_from([d for d in Direction if d is not Direction.C]))
def test_a_part_lies_in_its_direction(area: BaseGeometry, direction: Direction) -> None:
    """The middle of the part lies farther in the direction than the middle of the opposite part."""
    part = part_of(area, direction)
    rest = part_of(area, {**OPPOSITE, **{b: a for a, b in OPPOSITE.items()}}[direction])
    radians = math.radians(BEARING[direction])
    east = (part.centroid.x - rest.centroid.x) * math.cos(math.radians(area.centroid.y))
    north = part.centroid.y - rest.centroid.y
    assert east * math.sin(radians) + north * math.cos(radians) > 0


@given(bent())
def test_two_quarters_make_a_half_when_no_quarter_is_replaced(area: BaseGeometry) -> None:
    quarters = {d: part_of(area, d) for d in QUARTERS}
    north, east = part_of(area, Direction.N), part_of(area, Direction.E)
    # The slow and obvious construction of the north-eastern quarter.
    plain = north.intersection(east)
    if LEAST_QUARTER * 1.001 < plain.area / area.area < (0.5 - LEAST_QUARTER) * 0.999:
        assert quarters[Direction.NE].symmetric_difference(plain).area <= 1e-9 * area.area
        both = quarters[Direction.NE].union(quarters[Direction.NW])
        assert both.symmetric_difference(north).area <= 1e-6 * area.area


def test_a_square() -> None:
    square = box(37.0, 36.0, 37.02, 36.02)
    expected = {
        Direction.N: (37.0, 36.01, 37.02, 36.02),
        Direction.NE: (37.01, 36.01, 37.02, 36.02),
        Direction.E: (37.01, 36.0, 37.02, 36.02),
        Direction.SE: (37.01, 36.0, 37.02, 36.01),
        Direction.S: (37.0, 36.0, 37.02, 36.01),
        Direction.SW: (37.0, 36.0, 37.01, 36.01),
        Direction.W: (37.0, 36.0, 37.01, 36.02),
        Direction.NW: (37.0, 36.01, 37.01, 36.02),
    }
    for direction, bounds in expected.items():
        part = part_of(square, direction)
        assert part.bounds == pytest.approx(bounds, abs=1e-9), direction
        assert part.area == pytest.approx(box(*bounds).area), direction
    assert centre(square) == pytest.approx((37.01, 36.01), abs=1e-9)
    # The middle is round on the ground, so wider than high in degrees.
    west, south, east, north = part_of(square, Direction.C).bounds
    assert (north - south) / (east - west) == pytest.approx(math.cos(math.radians(36.01)), rel=1e-6)


def test_a_slanted_strip_has_no_sliver_for_a_quarter() -> None:
    """A strip from south-west to north-east: hardly any of it is both north and west of its centre."""
    strip = translate(rotate(box(-0.02, -0.001, 0.02, 0.001), 45), 37.0, 36.0)
    plain = part_of(strip, Direction.N).intersection(part_of(strip, Direction.W))
    assert plain.area < 0.03 * strip.area
    assert part_of(strip, Direction.NW).area == pytest.approx(0.25 * strip.area, rel=1e-6)
    assert part_of(strip, Direction.NE).area == pytest.approx(0.5 * strip.area, rel=0.03)


def test_in_aleppo_four_places_lie_so_slantwise_that_a_quarter_is_replaced() -> None:
    assert BUILT is not None
    replaced = set()
    for place, area in BUILT.areas.items():
        north = part_of(area, Direction.N)
        for direction, other in ((Direction.NE, Direction.E), (Direction.NW, Direction.W)):
            plain = north.intersection(part_of(area, other)).area / area.area
            share = part_of(area, direction).area / area.area
            assert LEAST_QUARTER < share < 0.5 - LEAST_QUARTER or plain > 0.4, (place, direction)
            if share != pytest.approx(plain, abs=1e-9):
                replaced.add((place, direction.value))
    assert replaced == {("maasaraniya", "NE"), ("qadi-askar", "NE"), ("sheikh-taha", "NW"), ("siryan", "NW")}


@pytest.mark.parametrize("empty", [Polygon(), MultiPolygon(), MultiPoint([(37, 36)])])
def test_an_empty_area_has_no_parts(empty: BaseGeometry) -> None:
    with pytest.raises(DataError, match="empty area"):
        part_of(empty, Direction.N)
