"""A project file is a valid GeoPackage that GIS programs open as it is."""

from __future__ import annotations

import sqlite3
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import geopandas
import pyogrio
import pytest

from hayy.coded import CodedClaim
from hayy.gazetteer import load
from hayy.model import Claim, Document, Predicate
from hayy.pipeline import Reader
from hayy.store import Project, Versions
from hayy.store.schema import column_types, table_names
from hayy.store.styles import COLOURS, all_styles

ALEPPO = load()
TEXT = "سيطر الجيش السوري على حي الشعار في مدينة حلب، وفق وكالة سانا."


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gpkg") / "aleppo.gpkg"
    reading = Reader(ALEPPO).read(Document("d", TEXT, outlet="صحيفة", published=date(2016, 12, 12), lang="ar"))
    claim = Claim("h1", None, "sukkari", Predicate.HOLDS, actor="REB", reported=date(2016, 12, 12))
    with Project.open(made, ALEPPO, create=True) as project:
        project.add([reading], Versions("r", ALEPPO.version))
        project.add_coded([CodedClaim(claim, 2, "al-Sukkari", "السكري")])
    return made


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def validate(path: Path) -> subprocess.CompletedProcess[str]:
    """GDAL's own validator, as Debian's python3-gdal has it."""
    has_it = subprocess.run(
        ["/usr/bin/python3", "-c", "import osgeo_utils.samples.validate_gpkg"], capture_output=True, check=False
    )
    if has_it.returncode:
        pytest.skip("GDAL's validate_gpkg.py is missing: apt-get install python3-gdal")
    command = ["/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_gdal_finds_it_valid(path: Path) -> None:
    ran = validate(path)
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")


def test_gdal_would_find_a_fault(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'POTATO'")
    assert validate(broken).returncode != 0


def test_layers_open_with_names_dates_and_crs(path: Path) -> None:
    state = geopandas.read_file(path, layer="state").set_index("place")
    assert state.crs.to_epsg() == 4326
    assert state.loc["shaar", "name_ar"] == "الشعار"
    assert (state.loc["shaar", "status"], state.loc["sukkari", "actor"]) == ("retaken", "REB")
    assert str(state.loc["shaar", "heard"])[:10] == "2016-12-12"
    assert state.geometry.is_valid.all()
    claims = geopandas.read_file(path, layer="claims_map")
    assert set(claims.place) == {"shaar", "sukkari"}
    assert TEXT in set(claims.evidence)


def test_every_table_is_listed_and_readable(path: Path) -> None:
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert set(table_names()) <= layers
    for name in ("documents", "mentions", "claims", "decisions", "project"):
        assert "geometry" not in pyogrio.read_dataframe(path, layer=name).columns


def test_the_stated_columns_are_those_of_the_tables(database: sqlite3.Connection) -> None:
    for table in table_names():
        found = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({table})")}
        assert list(found) == list(column_types(table))
        if table != "claims_map":
            assert found == column_types(table)


def test_it_says_what_it_is(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG")
    assert database.execute("PRAGMA user_version").fetchone()[0] == 10300


def test_styles_are_stored_as_qgis_keeps_them(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
    ).fetchall()
    assert {row[0] for row in rows} == {"state", "claims_map", "places"}
    for _, column, qml, default in rows:
        root = ET.fromstring(qml)  # noqa: S314  # of our own making
        rules, symbols = root.findall(".//rule"), root.findall(".//symbol")
        assert (column, default, root.tag) == ("geom", 1, "qgis")
        assert {rule.get("symbol") for rule in rules} == {symbol.get("name") for symbol in symbols}


def test_every_status_and_side_has_one_rule(database: sqlite3.Connection) -> None:
    """The filters are SQL, so they can be tried: each row of the state is drawn by one rule."""
    filters = [rule.get("filter") for rule in ET.fromstring(all_styles()["state"]).findall(".//rule")]  # noqa: S314
    for status in ("retaken", "contested", "held", "lost", "mentioned"):
        for actor in (*COLOURS, None):
            for disputed in (0, 1) if status == "contested" else (0,):
                row = (status, disputed, actor)
                query = "SELECT 1 FROM (SELECT ? AS status, ? AS disputed, ? AS actor) WHERE {}"
                drawn = [f for f in filters if database.execute(query.format(f), row).fetchone()]
                assert len(drawn) == 1, row


def test_colours_are_those_of_the_page(root: Path) -> None:
    style = tomllib.loads((root / "src/hayy/render/style.toml").read_text(encoding="utf-8"))
    for side, colour in COLOURS.items():
        red, green, blue = (int(part) for part in colour.split(","))
        assert style["side"][side]["light"] == f"#{red:02x}{green:02x}{blue:02x}"
