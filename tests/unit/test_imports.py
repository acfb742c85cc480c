"""The rooms import each other in one direction, stay small, and start fast."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HEAVY = ("folium", "branca", "geopandas", "pandas", "matplotlib", "shapely", "pyogrio", "pyproj", "numpy")
# Third-party package -> the only rooms (or files) of hayy that may import it.
ONLY_IN = {
    "click": ("cli",),
    "folium": ("render/html.py",),
    "branca": ("render/html.py",),
    "geopandas": ("geometry", "export", "render", "gazetteer"),
    "pandas": ("geometry", "export", "render", "gazetteer"),
    "matplotlib": ("render",),
}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50


def tiers(root: Path) -> dict[str, int]:
    """Room -> its height, as the paragraph in docs/design.md that the README of the rooms ends with states it."""
    text = (root / "docs" / "design.md").read_text(encoding="utf-8")
    stated = re.search(r"Imports run downward only, in this order: `([^`]+)`", text)
    assert stated, "docs/design.md no longer states the order of imports"
    order = [tier.split(",") for tier in stated[1].replace("\n", " ").split("<-")]
    return {room.strip(): height for height, tier in enumerate(order) for room in tier}


def sources(root: Path) -> list[Path]:
    found = sorted((root / "src" / "hayy").rglob("*.py"))
    assert len(found) > 10
    return found


def room_of(path: Path, root: Path) -> str:
    return path.relative_to(root / "src" / "hayy").parts[0].removesuffix(".py")


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    """Everything under an `if TYPE_CHECKING:`, which no running program imports."""
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    return {node for block in blocks for statement in block.body for node in ast.walk(statement)}


def imported(path: Path, *, types: bool = True) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything that a file imports, inside functions too, and for types if asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set() if types else for_types_only(tree)
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            assert node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def upward(room: str, target: str, heights: dict[str, int]) -> bool:
    """Whether `room` may not import `target`: it is neither the same room nor a lower one."""
    return target != room and heights[target] >= heights[room]


def test_the_rule_itself_tells_up_from_down(root: Path) -> None:
    heights = tiers(root)
    assert upward("model", "cli", heights)
    assert upward("errors", "model", heights)
    assert not upward("cli", "model", heights)
    assert not upward("reading", "reading", heights)


def test_imports_run_downward_only(root: Path) -> None:
    heights = tiers(root)
    faults = []
    for path in sources(root):
        room = room_of(path, root)
        if room == "__init__":  # the public face: it offers what lies in every room, lazily
            continue
        if room not in heights:
            faults.append(f"{path}: the room {room!r} has no place in the order of docs/design.md")
            continue
        for line, name in imported(path):
            top, *rest = name.split(".")
            if top == "hayy" and rest and rest[0] in heights and upward(room, rest[0], heights):
                faults.append(f"{path}:{line}: {room} may not import {name}")
    assert not faults, "\n".join(faults)


def test_packages_are_imported_only_where_they_belong(root: Path) -> None:
    faults = []
    for path in sources(root):
        inside = path.relative_to(root / "src" / "hayy").as_posix()
        for line, name in imported(path, types=False):
            allowed = ONLY_IN.get(name.split(".")[0])
            if allowed and not any(
                inside == where or inside.startswith((f"{where}/", f"{where}.py")) for where in allowed
            ):
                faults.append(f"{path}:{line}: {name} belongs in {', '.join(allowed)}")
    assert not faults, "\n".join(faults)


def test_files_and_functions_stay_small(root: Path) -> None:
    faults = []
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > MAX_FILE_LINES:
            faults.append(f"{path}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
                first = node.body[1 if documented and len(node.body) > 1 else 0].lineno
                length = (node.end_lineno or first) - first + 1
                if length > MAX_FUNCTION_LINES:
                    faults.append(f"{path}:{node.lineno}: {node.name} has {length} lines")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "code",
    [
        "import hayy",
        "import sys; sys.argv = ['hayy', '--help']; import hayy.cli; hayy.cli.main()",
        "import hayy.documents",
    ],
    ids=["import hayy", "hayy --help", "hayy.documents"],
)
def test_starting_loads_no_heavy_package(code: str) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines() if "|" in line}
    assert "hayy" in loaded
    assert not loaded & set(HEAVY)
