"""The database that the server tests get is one with PostGIS."""

from __future__ import annotations

import pytest


@pytest.mark.server
def test_the_database_has_postgis(postgres: str) -> None:
    import psycopg

    with psycopg.connect(postgres) as connection:
        version = connection.execute("SELECT postgis_version()").fetchone()
    assert version
    assert version[0].split()[0] >= "3"
