"""The tree as it is handed on: links that lead somewhere, no path of one machine, no temporary files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

# Put together here, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile("|".join(re.escape(f"/{top}/") for top in ("work", "root", "home")) + r"|\.\./" + "shared")
LARGEST = 3_000_000


def tracked(root: Path) -> list[Path]:
    if not (root / ".git").exists():
        pytest.skip("not a checkout: there is no list of what belongs to the tree")
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, text=True, check=True)
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def test_every_relative_link_in_the_documents_leads_somewhere(root: Path) -> None:
    dead = []
    for page in [path for path in tracked(root) if path.suffix == ".md"]:
        links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        near = [link for link in links if "://" not in link and not link.startswith("mailto:")]
        dead += [f"{page.relative_to(root)}: {link}" for link in near if not (page.parent / link).exists()]
    assert not dead, "\n".join(dead)


def test_no_file_holds_a_path_of_one_machine(root: Path) -> None:
    found = []
    for path in tracked(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(root)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if MACHINE_PATHS.search(line)
        ]
    assert not found, "\n".join(found)


def test_no_file_is_large_or_left_over(root: Path) -> None:
    for path in tracked(root):
        assert path.stat().st_size < LARGEST, path
        assert path.suffix not in (".pyc", ".tmp", ".orig", ".rej", ".swp"), path
