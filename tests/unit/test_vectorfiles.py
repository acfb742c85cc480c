"""GeoJSON, GeoPackage and Shapefile: any CRS, every bad geometry told with its row, nothing else ever opened."""

from __future__ import annotations

import contextlib
import json
import math
import shutil
import socket
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box, from_wkt

from hayy.errors import DataError, HayyError
from hayy.gazetteer import vectorfiles
from hayy.gazetteer.shapes import iou
from hayy.gazetteer.vectorfiles import read_features, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SQUARES = {"حي الأول": box(37.1, 36.1, 37.12, 36.12), "الثاني": box(37.2, 36.2, 37.22, 36.22)}
VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{source}</SrcDataSource></OGRVRTLayer>
</OGRVRTDataSource>"""


def frame(crs: str = "EPSG:4326") -> geopandas.GeoDataFrame:
    made = geopandas.GeoDataFrame(
        {"الاسم": list(SQUARES), "n": [1, 2]}, geometry=list(SQUARES.values()), crs="EPSG:4326"
    )
    return made.to_crs(crs)


def collection(*features: Any, **members: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32637", "EPSG:3857", "EPSG:22770"])
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson"])
def test_every_format_in_any_crs_gives_the_same_areas(tmp_path: Path, suffix: str, crs: str) -> None:
    path = tmp_path / f"quarters{suffix}"
    if suffix == ".geojson":
        named = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs.replace(':', '::')}"}}
        write(path, collection(*json.loads(frame(crs).to_json())["features"], crs=named))
    else:
        frame(crs).to_file(path, encoding="utf-8")
    found = read_features(path)
    assert [f.row for f in found] == [1, 2]
    assert [f.properties["الاسم"] for f in found] == list(SQUARES)
    for one, shape in zip(found, SQUARES.values(), strict=True):
        assert one.geometry is not None
        assert iou(one.geometry, shape) > 0.999
        assert (one.fault, one.mended) == ("", "")


def test_a_shapefile_without_its_crs_is_refused_until_it_is_told(tmp_path: Path) -> None:
    frame("EPSG:32637").to_file(tmp_path / "q.shp")
    (tmp_path / "q.prj").unlink()
    with pytest.raises(DataError, match=r"names no CRS .* --crs"):
        read_features(tmp_path / "q.shp")
    found = read_features(tmp_path / "q.shp", crs="EPSG:32637")
    assert found[0].geometry is not None
    assert iou(found[0].geometry, SQUARES["حي الأول"]) > 0.999


def test_a_geopackage_with_several_layers_needs_one_named(tmp_path: Path) -> None:
    for layer in ("one", "two"):
        frame().to_file(tmp_path / "q.gpkg", layer=layer)
    with pytest.raises(DataError, match=r"2 layers \(one, two\): name one with --layer"):
        read_features(tmp_path / "q.gpkg")
    assert len(read_features(tmp_path / "q.gpkg", layer="two")) == 2
    with pytest.raises(DataError, match="no layer three"):
        read_features(tmp_path / "q.gpkg", layer="three")


SQUARE = [[37.1, 36.1], [37.2, 36.1], [37.2, 36.2], [37.1, 36.1]]
BOW_TIE = [[37, 36], [37.1, 36.1], [37.1, 36], [37, 36.1], [37, 36]]


def test_every_bad_geometry_is_told_with_its_row_and_the_good_ones_are_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path / "bad.geojson",
        collection(
            feature([SQUARE], name="good"),
            feature([BOW_TIE], name="bow-tie"),
            {"type": "Feature", "properties": {}, "geometry": None},
            feature([], name="empty"),
            feature([37, 36], "Point"),
            feature([[[337_000, 4_000_000], [338_000, 4_000_000], [338_000, 4_001_000], [337_000, 4_000_000]]]),
            feature([[[37, 36], [37.1, 36], [37, 36]]]),
            feature([[[37, 36], [37.1, 36], [37.2, 36], [37, 36]]], name="flat"),
            feature("nonsense"),
            "no feature at all",
            feature([[["x", "y"], [1, 2], [3, 4], ["x", "y"]]]),
            feature([[[37, 36], [37.1, 36], [37.1, 777], [37, 36]]], name="infinite"),
        ).replace("777", "1e999"),
    )
    found = {f.row: f for f in read_features(path)}
    assert found[1].geometry is not None
    assert found[2].mended == "Self-intersection[37.05 36.05]"
    assert found[2].geometry is not None
    assert found[2].geometry.area == pytest.approx(0.005)
    faults = {row: f.fault for row, f in found.items() if f.geometry is None}
    assert sorted(faults) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert faults[3] == faults[4] == faults[10] == "no geometry"
    assert faults[5] == "a Point, not a polygon"
    assert faults[6] == "its coordinates are outside the CRS: is the CRS right?"
    assert all(faults[row].endswith("nothing is left of it when mended") for row in (7, 8))
    assert all(faults[row].startswith("not a GeoJSON geometry") for row in (9, 11))
    assert faults[12].startswith("not a GeoJSON geometry")


def test_a_number_that_is_none_in_a_geopackage_is_told(tmp_path: Path) -> None:
    bad = from_wkt("POLYGON ((37 36, 37.1 36, 37.1 36.1, 37 36))")
    shapes = [Polygon([(x, math.inf if y > 36 else y) for x, y in bad.exterior.coords]), bad]
    geopandas.GeoDataFrame({"n": [1, 2]}, geometry=shapes, crs="EPSG:4326").to_file(tmp_path / "q.gpkg")
    one, two = read_features(tmp_path / "q.gpkg")
    assert one.fault == "a coordinate is not a number"
    assert two.geometry is not None


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("x.geojson", "<OGRVRTDataSource/>", r"not GeoJSON \(starts with <OGRVRTDataSource/>\)"),
        ("x.shp", "<OGRVRTDataSource/>", r"not ESRI Shapefile \(starts with <OGRVRT"),
        ("x.gpkg", "<OGRVRTDataSource/>", r"not GPKG \(starts with <OGRVRT"),
        ("x.gpkg", b"SQLite format 3\0" + bytes(100), "not GPKG"),
        ("x.geojson", b"PK\x03\x04zip", "not GeoJSON"),
        ("x.geojson", b"\xff\xfe{", "not GeoJSON"),
        ("x.geojson", b'{"a": "\xff"}', "not UTF-8 at byte 7"),
        ("x.geojson", "", "not GeoJSON"),
        ("x.geojson", '{"type": "FeatureCollection", "features": [NaN]}', "NaN is not a JSON number"),
        ("x.geojson", '{"type": "FeatureCollection"', "not GeoJSON"),
        ("x.geojson", '{"type": "Topology"}', "not a GeoJSON FeatureCollection"),
        ("x.geojson", '{"type":"FeatureCollection","features":' + "[" * 100_000, "not GeoJSON"),
        ("x.geojson", '{"type":"FeatureCollection","features":[],"crs":{"type":"link"}}', "does not name a CRS"),
        (
            "x.geojson",
            '{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"/etc/passwd"}}}',
            "unknown CRS '/etc/passwd'",
        ),
        (
            "x.geojson",
            '{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"EPSG:999999"}}}',
            "unknown CRS",
        ),
        ("x.kml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>', "XML formats are not read"),
        ("x.kmz", b"PK\x03\x04", "unpack archives first"),
        ("x.zip", b"PK\x03\x04", "unpack archives first"),
    ],
)
def test_what_is_not_what_its_suffix_says_is_refused(
    tmp_path: Path, name: str, content: str | bytes, expected: str
) -> None:
    with pytest.raises(DataError, match=expected) as caught:
        read_features(write(tmp_path / name, content))
    assert "\n" not in str(caught.value)


@pytest.fixture
def listener(socket_enabled: None) -> Iterator[tuple[int, list[str]]]:
    """A local server that notes every connection."""
    seen: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                seen.append(str(address))
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], seen
        stop.set()
        thread.join()


@pytest.mark.parametrize("name", ["x.geojson", "x.json", "x.shp", "x.gpkg"])
def test_a_vrt_reads_no_other_file_and_opens_no_address(
    tmp_path: Path, name: str, listener: tuple[int, list[str]]
) -> None:
    port, seen = listener
    secret = write(tmp_path / "secret.csv", "a,b\n1,s3cret\n")
    for source in (f"/vsicurl/http://127.0.0.1:{port}/x.geojson", str(secret)):
        with pytest.raises(DataError) as caught:
            read_features(write(tmp_path / name, VRT.format(source=source)))
        assert "s3cret" not in str(caught.value)
    assert seen == []


def test_a_missing_file_a_folder_and_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match="no such file"):
        read_features(tmp_path / "none.geojson")
    (tmp_path / "folder.shp").mkdir()
    with pytest.raises(DataError, match="a folder"):
        read_features(tmp_path / "folder.shp")
    monkeypatch.setattr(vectorfiles, "MAX_BYTES", 10)
    with pytest.raises(DataError, match="larger than"):
        read_features(write(tmp_path / "large.geojson", collection()))


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
def test_only_a_data_error_escapes_wherever_a_file_is_cut(tmp_path: Path, suffix: str) -> None:
    frame().to_file(tmp_path / f"q{suffix}", encoding="utf-8")
    whole = (tmp_path / f"q{suffix}").read_bytes()
    for size in range(0, len(whole), max(1, len(whole) // 25)):
        folder = tmp_path / str(size)
        folder.mkdir()
        for beside in tmp_path.glob("q.*"):
            shutil.copy(beside, folder)
        write(folder / f"q{suffix}", whole[:size])
        with contextlib.suppress(DataError):
            read_features(folder / f"q{suffix}")


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "properties", "features"]), inner)
        ),
        max_leaves=20,
    )
)
def test_only_hayy_errors_escape_from_any_json(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "x.geojson"
    for data in ({"type": "FeatureCollection", "features": value}, {"type": "FeatureCollection", "features": [value]}):
        write(path, json.dumps(data))
        with contextlib.suppress(HayyError):
            for found in read_features(path):
                assert (found.geometry is None) == bool(found.fault)


def test_a_zip_named_as_a_shapefile(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "q.shp", "w") as archive:
        archive.writestr("x", "0" * 1_000_000)
    with pytest.raises(DataError, match="not ESRI Shapefile"):
        read_features(tmp_path / "q.shp")


@pytest.mark.parametrize(("value", "expected"), [(True, ""), (7, "7"), (7.5, ""), ({"a": 1}, ""), (" a  b ", "a b")])
def test_what_counts_as_a_name(value: object, expected: str) -> None:
    assert text_of(value) == expected
