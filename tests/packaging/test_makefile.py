"""A machine on which hayy cannot be set up is told why, in one line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # These tests may themselves run under make, whose flags are not meant for this one.
    env = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS")}
    return subprocess.run(["make", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def bare(root: Path, tmp_path: Path) -> Path:
    """A folder with what `make setup` looks at, and no environment yet."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("python", ["no-such-python", "./old"], ids=["none", "too old"])
def test_no_python_that_is_new_enough_is_said_clearly(python: str, bare: Path) -> None:
    old = bare / "old"
    old.write_text("#!/bin/sh\nexit 1\n")  # what a Python before 3.11 answers when it is asked
    old.chmod(0o755)
    ran = make(bare, "setup", f"PYTHONS={python}")
    assert ran.returncode != 0
    assert ran.stderr.splitlines()[0].startswith(
        f"hayy needs Python 3.11 or newer: none found as {python}. Install one"
    )
    assert not (bare / ".venv").exists()


def test_a_python_without_venv_names_the_package_to_install(bare: Path) -> None:
    crippled = bare / "python3"
    crippled.write_text('#!/bin/sh\n[ "$1" = -c ]\n')  # new enough, but `-m venv` fails
    crippled.chmod(0o755)
    ran = make(bare, "setup", "PYTHONS=./python3")
    assert ran.returncode != 0
    assert "on Debian or Ubuntu: apt-get install python3-venv" in ran.stderr


def test_help_tells_every_target(root: Path) -> None:
    text = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    told = make(root, "help").stdout
    for target in phony[1].split():
        assert target == "help" or re.search(rf"^make {target}\s", told, re.MULTILINE), target


def test_constraints_are_names_and_versions_only(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 20
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line
