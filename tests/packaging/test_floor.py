"""The coverage floor never falls: it is compared with every value it had in the history of this repository."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest


def floor(pyproject: str) -> float:
    tool = tomllib.loads(pyproject).get("tool", {})
    return float(tool.get("coverage", {}).get("report", {}).get("fail_under", 0))


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True).stdout


def test_the_floor_is_at_least_90_and_never_falls(root: Path) -> None:
    now = floor((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert now >= 90
    if not (root / ".git").exists():
        pytest.skip("not a checkout: there is no history to compare with")
    commits = git(root, "log", "--format=%H", "--", "pyproject.toml").split()
    earlier = {commit: floor(git(root, "show", f"{commit}:pyproject.toml")) for commit in commits}
    assert earlier, "the history of pyproject.toml is missing"
    highest = max(earlier, key=lambda commit: earlier[commit])
    assert now >= earlier[highest], f"the floor was {earlier[highest]} in {highest[:10]}"
