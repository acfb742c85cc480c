"""Publishing to a real PostgreSQL with PostGIS: the same tables, again the same, all or nothing, nothing of others'."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from click.testing import CliRunner

from hayy.cli.group import cli
from hayy.coded import CodedClaim
from hayy.errors import OutputError
from hayy.exports import postgis
from hayy.exports.postgis import publish
from hayy.gazetteer import load
from hayy.model import Claim, Document, Predicate
from hayy.pipeline import Reader
from hayy.store import Project, Versions
from hayy.store.geopackage import from_blob
from hayy.store.schema import column_types, table_names

pytestmark = pytest.mark.server
ALEPPO = load()
TEXT = "سيطر الجيش السوري على حي الشعار في مدينة حلب، وفق وكالة سانا."
NEVER = next(p for p in sorted(ALEPPO.places) if ALEPPO.kind_of(p).draw == "never")
_NUMBERS = itertools.count()


def in_database(server: str, name: str) -> str:
    return sqlalchemy.make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def template(server: str) -> Iterator[str]:
    """The name of a database with PostGIS, to be copied: making the extension anew takes seconds."""
    name = f"hayy_template_{os.getpid()}"
    maintenance(server, f"CREATE DATABASE {name}")
    run(in_database(server, name), "CREATE EXTENSION postgis")
    yield name
    maintenance(server, f"DROP DATABASE {name}")


@pytest.fixture
def address(server: str, template: str) -> Iterator[str]:
    """A new database with PostGIS."""
    name = f"hayy_test_{os.getpid()}_{next(_NUMBERS)}"
    maintenance(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield in_database(server, name)
    maintenance(server, f"DROP DATABASE {name}")


def maintenance(server: str, query: str) -> None:
    """What cannot run in a transaction."""
    url = sqlalchemy.make_url(server).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(query))
    engine.dispose()


def run(address: str, *queries: str) -> list[Any]:
    engine = sqlalchemy.create_engine(sqlalchemy.make_url(address).set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            for query in queries:
                result = connection.execute(sqlalchemy.text(query))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    reading = Reader(ALEPPO).read(Document("d", TEXT, outlet="صحيفة", published=date(2016, 12, 12), lang="ar"))
    claims = [
        Claim(f"h{n}", None, place, Predicate.HOLDS, actor="REB", reported=date(2016, 12, 12))
        for n, place in enumerate(("sukkari", NEVER))
    ]
    with Project.open(tmp_path / "p.gpkg", ALEPPO, create=True) as opened:
        opened.add([reading], Versions("r", ALEPPO.version))
        opened.add_coded([CodedClaim(claim, n, "", "") for n, claim in enumerate(claims)])
        yield opened


def snapshot(address: str, schema: str = "hayy") -> dict[str, list[Any]]:
    return {name: run(address, f"SELECT * FROM {schema}.{name} ORDER BY fid") for name in table_names()}  # noqa: S608


def test_every_row_of_every_table_arrives(project: Project, address: str) -> None:
    counts = publish(project, address)
    for name in table_names():
        kinds = column_types(name)
        plain = [column for column, kind in kinds.items() if kind != "MULTIPOLYGON"]
        there = run(address, f"SELECT {', '.join(plain)} FROM hayy.{name} ORDER BY fid")  # noqa: S608
        here = [tuple(postgis._value(row[c], kinds[c]) for c in plain) for row in project.rows(name, tuple(plain))]
        assert there == here
        assert counts[name] == len(here)


def test_geometry_is_in_wgs84_and_the_same_ground(project: Project, address: str) -> None:
    publish(project, address)
    rows = run(
        address, "SELECT place, ST_SRID(geom), ST_IsValid(geom), ST_AsText(geom) FROM hayy.state WHERE geom IS NOT NULL"
    )
    shapes = {row["place"]: from_blob(row["geom"]) for row in project.rows("state") if row["geom"]}
    assert {row[0] for row in rows} == set(shapes) == {"shaar", "sukkari"}
    from shapely import from_wkt

    for place, srid, valid, text in rows:
        assert (srid, valid) == (4326, True)
        assert from_wkt(text).equals(shapes[place])
    assert run(address, f"SELECT geom FROM hayy.state WHERE place = '{NEVER}'") == [(None,)]  # noqa: S608
    layers = run(address, "SELECT f_table_name, srid, type FROM geometry_columns WHERE f_table_schema = 'hayy'")
    assert sorted(layers) == [(name, 4326, "MULTIPOLYGON") for name in ("claims_map", "places", "state")]


def test_publishing_twice_gives_the_same(project: Project, address: str) -> None:
    publish(project, address)
    first = snapshot(address)
    publish(project, address)
    assert snapshot(address) == first


def test_all_or_nothing(project: Project, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(project, address)
    before = snapshot(address)
    real = postgis._batches

    def fails(of: Project, name: str) -> Iterator[list[dict[str, Any]]]:
        yield from real(of, name)
        if name == "claims":
            yield [{"fid": "no number"}]

    monkeypatch.setattr(postgis, "_batches", fails)
    with pytest.raises(OutputError, match="nothing was changed there"):
        publish(project, address)
    assert snapshot(address) == before


def test_tables_of_others_are_left_alone(project: Project, address: str) -> None:
    run(address, "CREATE SCHEMA hayy", "CREATE TABLE hayy.claims (mine TEXT)", "INSERT INTO hayy.claims VALUES ('x')")
    with pytest.raises(OutputError, match=r"hayy\.claims is there and was not made by hayy"):
        publish(project, address)
    assert run(address, "SELECT mine FROM hayy.claims") == [("x",)]
    assert run(address, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'hayy'") == [(1,)]
    assert publish(project, address, "maps_2016")["documents"] == 1


def test_two_at_once_take_turns(project: Project, address: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gpkg"
    copy.write_bytes(project.path.read_bytes())
    faults: list[Exception] = []

    def other() -> None:
        try:
            with Project.open(copy, ALEPPO) as second:
                publish(second, address)
        except Exception as error:  # noqa: BLE001  # told below
            faults.append(error)

    thread = threading.Thread(target=other)
    thread.start()
    publish(project, address)
    thread.join()
    assert faults == []
    assert run(address, "SELECT count(*) FROM hayy.documents") == [(1,)]


def test_a_database_without_postgis_is_told(project: Project, address: str) -> None:
    run(address, "DROP EXTENSION postgis")
    with pytest.raises(OutputError, match="CREATE EXTENSION postgis"):
        publish(project, address)


def test_no_server_is_one_line_without_the_password(project: Project, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        publish(project, f"postgresql://me:secret@/x?host={tmp_path}")
    assert "nothing was changed there" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command(project: Project, address: str) -> None:
    result = CliRunner().invoke(cli, ["export", str(project.path), "--to", address, "--schema", "team"])
    assert result.exit_code == 0, result.output
    assert "published to the schema team: 1 documents" in result.output
    assert run(address, "SELECT status FROM team.state WHERE place = 'shaar'") == [("retaken",)]
