"""The built wheel, installed outside the tree, has all that hayy needs to run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(300)]

ARTICLE = "The Syrian army captured Karm al-Jabal on Sunday, state news agency SANA reported."


def run(*command: str, cwd: Path, stdin: str = "", env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(
        command, cwd=cwd, input=stdin, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(
        *pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(root), cwd=folder
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python finds the installed wheel, and not the checkout."""
    target = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel), cwd=target)
    return {**os.environ, "PYTHONPATH": str(target), "HAYY_WHEEL": str(target)}


def test_the_wheel_holds_the_data_and_nothing_that_is_not_hayy(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = Parser().parsestr(archive.read(next(n for n in names if n.endswith(".dist-info/METADATA"))).decode())
    assert "hayy/py.typed" in names
    assert "hayy/_data/geo/aleppo.geojson" in names
    assert "hayy/_data/gazetteer/aleppo/places.csv" in names
    assert "hayy/render/assets/page.html" in names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert all(name.startswith(("hayy/", "hayy-")) for name in names)
    assert not [n for n in names if n.startswith(("hayy/_data/seeds", "hayy/tests")) or n.endswith((".pyc", ".keep"))]
    assert metadata["License-Expression"] == "MIT"


def test_the_installed_wheel_is_what_runs(installed: dict[str, str], tmp_path: Path) -> None:
    where = run(sys.executable, "-c", "import hayy; print(hayy.__file__)", cwd=tmp_path, env=installed)
    assert where.startswith(installed["HAYY_WHEEL"])


def test_the_wheel_checks_its_gazetteer_reads_and_draws(installed: dict[str, str], tmp_path: Path) -> None:
    hayy = (sys.executable, "-m", "hayy.cli")
    run(*hayy, "gazetteer", "check", cwd=tmp_path, env=installed)
    line = run(
        *hayy, "read", "--format", "jsonl", "--published", "2016-11-28", "-", cwd=tmp_path, stdin=ARTICLE, env=installed
    )
    assert json.loads(line)["places"]["karm-al-jabal"]["status"] == "retaken"
    run(*hayy, "map", "--published", "2016-11-28", "-o", "map.html", "-", cwd=tmp_path, stdin=ARTICLE, env=installed)
    assert "Karm al-Jabal" in (tmp_path / "map.html").read_text(encoding="utf-8")
