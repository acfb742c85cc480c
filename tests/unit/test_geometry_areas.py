"""Where places lie: certainty, circles, what is never drawn, hectares and the contract of the GeoDataFrame."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import Point, Polygon, box, from_wkt, transform

from hayy.gazetteer.shapes import Plane, circle, iou, overlaps, polygons
from hayy.gazetteer.tables import load
from hayy.geometry import LEAST_RADIUS_M, Certainty, area_ha, areas, locate, to_frame
from hayy.geometry.frame import COLUMNS, frame_faults, shape_fault

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ALEPPO = load()
FOUND = locate(ALEPPO)


def test_every_place_has_one_certainty_and_geometry_only_when_it_may_be_drawn() -> None:
    assert list(FOUND) == sorted(ALEPPO.places)
    for key, area in FOUND.items():
        assert (area.geometry is None) == (area.certainty is Certainty.NONE), key
        if area.geometry is not None:
            assert area.geometry.is_valid, key
            assert area.how, key
            assert area.source in ALEPPO.sources, (key, area.source)
        if ALEPPO.kind_of(key).draw == "never":
            assert area.certainty is Certainty.NONE, key
        elif ALEPPO.places[key].location is not None:
            assert area.certainty is not Certainty.NONE, key
    assert {area.certainty for area in FOUND.values()} == {Certainty.BOUNDARY, Certainty.POINT, Certainty.NONE}


def test_military_sites_and_hospitals_have_no_geometry_though_the_tables_know_a_point() -> None:
    hidden = [p for p in ALEPPO.places.values() if ALEPPO.kind_of(p.id).draw == "never" and p.location is not None]
    assert {"military-site", "hospital"} & {place.kind for place in hidden}
    drawn = set(to_frame(ALEPPO).place) | set(areas(ALEPPO))
    assert drawn.isdisjoint(place.id for place in hidden)


def test_areas_are_outlines_only() -> None:
    outlines = areas(ALEPPO)
    assert outlines
    assert all(FOUND[key].certainty is Certainty.BOUNDARY for key in outlines)
    assert overlaps(outlines) == []


@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(1, 5000))
def test_a_circle_keeps_its_radius_in_metres(lon: float, lat: float, radius: float) -> None:
    from pyproj import Geod

    if abs(lon) > 178:
        return  # across the antimeridian RFC 7946 asks for a cut; no city of hayy lies there
    geod = Geod(ellps="WGS84")
    for x, y in circle(lon, lat, radius).exterior.coords:
        assert geod.inv(lon, lat, x, y)[2] == pytest.approx(radius, rel=1e-4, abs=2e-3)


def test_no_point_is_drawn_finer_than_the_least_radius() -> None:
    points = [area for area in FOUND.values() if area.certainty is Certainty.POINT]
    assert points
    assert all(area.radius_m is not None and area.radius_m >= LEAST_RADIUS_M for area in points)


@pytest.mark.parametrize("key", sorted(areas(ALEPPO))[::7])
def test_geodesic_hectares_agree_with_an_equal_area_projection(key: str) -> None:
    """Two independent ways: geodesic polygons of PROJ, and the cylindrical equal-area projection (EPSG:6933)."""
    flat = transform(
        areas(ALEPPO)[key],
        Transformer.from_crs("OGC:CRS84", "EPSG:6933", always_xy=True).transform,
        interleaved=False,
    )
    assert area_ha(areas(ALEPPO)[key]) == pytest.approx(flat.area / 10_000, rel=1e-4)


def test_hectares_do_not_depend_on_winding_and_count_holes_and_parts() -> None:
    shell, hole = box(37, 36, 37.1, 36.1), box(37.04, 36.04, 37.06, 36.06)
    backwards = Polygon(list(shell.exterior.coords)[::-1])
    assert area_ha(backwards) == pytest.approx(area_ha(shell))
    assert area_ha(shell.difference(hole)) == pytest.approx(area_ha(shell) - area_ha(hole), rel=1e-6)
    assert area_ha(Point(37, 36)) == 0


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_the_plane_brings_every_point_back(lon: float, lat: float, east: float, north: float) -> None:
    plane = Plane(lon, lat)
    back = plane.to_degrees(plane.to_metres(Point(lon + east, lat + north)))
    assert (back.x, back.y) == pytest.approx((lon + east, lat + north), abs=1e-7)  # a centimetre


def test_overlap_over_joint_area() -> None:
    assert iou(box(0, 0, 2, 1), box(1, 0, 3, 1)) == pytest.approx(1 / 3)
    assert iou(box(0, 0, 1, 1), box(0, 0, 1, 1)) == 1
    assert iou(box(0, 0, 1, 1), box(2, 0, 3, 1)) == 0
    assert iou(Polygon(), Polygon()) == 0


def test_only_polygons_are_taken_out_of_a_collection() -> None:
    mixed = from_wkt("GEOMETRYCOLLECTION (POINT (0 0), MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0))), LINESTRING (0 0, 1 1))")
    assert [polygon.area for polygon in polygons(mixed)] == [0.5]


def test_frame_keeps_its_contract_and_carries_the_source_of_every_row() -> None:
    frame = to_frame(ALEPPO)
    assert tuple(frame.columns) == COLUMNS
    assert frame_faults(frame) == []
    assert set(frame.source) <= set(ALEPPO.sources)
    assert len(frame) == sum(area.geometry is not None for area in FOUND.values())
    assert (frame.area_ha > 0).all()


def test_every_fault_of_a_frame_is_told_at_once() -> None:
    good = to_frame(ALEPPO).head(7).copy()
    with np.errstate(invalid="ignore"):
        not_a_number = Polygon([(37, 36), (37.1, math.nan), (37.1, 36.1)])
    shapes: list[BaseGeometry | None] = [
        None,
        Polygon(),
        from_wkt("POLYGON ((37 36, 37.1 36.1, 37.1 36, 37 36.1, 37 36))"),
        not_a_number,
        box(338_000, 4_000_000, 339_000, 4_001_000),
        Point(37, 36),
        good.geometry.iloc[6],
    ]
    bad = geopandas.GeoDataFrame(good.drop(columns="geometry"), geometry=shapes, crs="EPSG:32637")
    bad.loc[6, "place"] = bad.loc[5, "place"]
    bad.loc[6, "certainty"] = "sure"
    assert frame_faults(bad) == [
        "the CRS is EPSG:32637, not EPSG:4326",
        "row 0: no geometry",
        "row 1: no geometry",
        "row 2: not a valid polygon: Self-intersection[37.05 36.05]",
        "row 3: a coordinate is not a number",
        "row 4: coordinates outside the degrees of the Earth: metres, or latitude before longitude?",
        "row 5: a Point, not a polygon",
        "row 6: certainty 'sure' is not one of boundary, computed, point",
        f"row 6: {bad.loc[5, 'place']} stands twice",
    ]
    assert frame_faults(good.drop(columns=["kind", "how"])) == ["no column kind, how"]


@given(st.floats(), st.floats(), st.lists(st.tuples(st.floats(), st.floats()), min_size=2, max_size=5))
def test_a_shape_that_passes_is_usable(x: float, y: float, points: list[tuple[float, float]]) -> None:
    start = (x, y) if math.isfinite(x + y) else (37.0, 36.0)  # shapely makes no ring that begins with NaN
    with np.errstate(invalid="ignore"):
        ring = Polygon([start, *points])
    if shape_fault(ring) is None:
        assert ring.is_valid
        assert area_ha(ring) >= 0


def test_a_gazetteer_without_boundaries_has_circles_only(tmp_path: Path) -> None:
    copy = tmp_path / "points"
    shutil.copytree(ALEPPO.directory, copy)
    (copy / "boundaries.csv").write_text("place_id,part,ring,seq,lon,lat\n", encoding="utf-8")
    (copy / "boundaries.toml").unlink()
    bare = locate(load(copy))
    assert not areas(load(copy))
    assert {area.certainty for area in bare.values()} == {Certainty.POINT, Certainty.NONE}
