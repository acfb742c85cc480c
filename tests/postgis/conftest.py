"""A PostgreSQL server with PostGIS: the one that HAYY_POSTGRES names, as in CI, else one of the tests' own.

The tests' own is a new cluster in a temporary folder, on a Unix socket only, and goes when they are done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ADVICE = "apt-get install postgresql postgresql-15-postgis-3"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest version that has PostGIS."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        version = folder.parent.name
        if (folder / "initdb").exists() and Path(f"/usr/share/postgresql/{version}/extension/postgis.control").exists():
            return folder
    return None


def as_postgres(*command: str | Path) -> None:
    """Run a program of the server, which refuses to run as root."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    ran = subprocess.run(
        [*before, *map(str, command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd="/",
    )
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a database in which others can be made."""
    if address := os.environ.get("HAYY_POSTGRES"):
        yield address
        return
    found = programs()
    if found is None:
        pytest.skip(f"no PostgreSQL with PostGIS here: {ADVICE}; or set HAYY_POSTGRES to an address of one")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    try:
        as_postgres(found / "initdb", "-D", data, "-U", "hayy", "--auth=trust", "-E", "UTF8", "--no-sync")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        as_postgres(found / "pg_ctl", "-D", data, "-o", settings, "-l", folder / "log", "-w", "start")
        yield f"postgresql://hayy@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            as_postgres(found / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
