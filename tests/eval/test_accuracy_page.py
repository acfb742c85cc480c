"""docs/accuracy.md says what is measured now."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any


def test_the_page_is_current(root: Path, measured: dict[str, Any]) -> None:
    page = runpy.run_path(str(root / "docs" / "make_accuracy.py"))
    now = page["generated"]({of.path: of.figures for of in measured.values()})
    assert page["PAGE"].read_text(encoding="utf-8") == now, "docs/accuracy.md is not current: run `make docs`"


def test_the_page_names_no_held_out_place(root: Path, measured: dict[str, Any]) -> None:
    page = runpy.run_path(str(root / "docs" / "make_accuracy.py"))
    held = {of.path: of.figures for name, of in measured.items() if "heldout" in name}
    text = "\n".join([*page["_aims"](held), *page["_sets"](held)])
    assert held
    assert not any(wrong["id"] in text for figures in held.values() for wrong in figures["false_retaken_list"])
