"""What the code imports is what the project declares, and nothing is declared that is not used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

# Import name -> name on the package index, where they differ.
DISTRIBUTIONS = {"sqlalchemy": "SQLAlchemy", "PIL": "pillow"}
# Declared for its files, which are found through its metadata: nothing imports it.
NOT_IMPORTED = {"xstatic-leaflet"}
# Reached through a package that is declared: geopandas is made of pandas, folium of branca.
THROUGH_ANOTHER = {"pandas", "branca"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(root: Path) -> dict[str, set[str]]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        group: {canonical(re.match(r"[A-Za-z0-9._-]+", need)[0]) for need in needs}  # type: ignore[index]
        for group, needs in groups.items()
    }


def imported(root: Path) -> set[str]:
    names = set()
    for path in (root / "src" / "hayy").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module]
            names |= {module.split(".")[0] for module in modules}
    third_party = names - set(sys.stdlib_module_names) - {"hayy"} - THROUGH_ANOTHER
    return {canonical(DISTRIBUTIONS.get(name, name)) for name in third_party}


def test_every_import_is_declared(root: Path) -> None:
    needs = declared(root)
    offered = set().union(*(names for group, names in needs.items() if group != "dev"))
    assert imported(root) <= offered


def test_every_declared_dependency_is_used(root: Path) -> None:
    assert declared(root)[""] - NOT_IMPORTED <= imported(root)


def test_every_dependency_has_its_version_in_the_constraints(root: Path) -> None:
    pinned = {canonical(line.partition("==")[0]) for line in (root / "constraints.txt").read_text().splitlines()}
    assert set().union(*declared(root).values()) <= pinned
