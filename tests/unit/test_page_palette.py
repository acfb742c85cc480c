"""The colours of the map can be told apart by everybody, and the documented figures are the measured ones."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

# Distances measured with the colorspacious package for a set of conventional colours, to hold the formulas here to it.
KNOWN = {"normal sight": 42.3, "protanopia": 29.8, "deuteranopia": 29.5, "tritanopia": 41.4}
CONVENTIONAL = {"GOV": "#BF0703", "REB": "#57A691", "SDF": "#FCEE68", "ISIS": "#161617"}


@pytest.fixture(scope="module")
def measure(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_palette", root / "docs" / "measure_palette.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("sight", KNOWN)
def test_the_formulas_give_known_distances(measure, sight):
    assert round(measure.closest(CONVENTIONAL, sight)[0], 1) == KNOWN[sight]


def test_white_and_grey_have_no_colour(measure):
    lightness, red, yellow = measure.seen("#ffffff", "normal sight")
    assert abs(lightness - 100) < 0.1
    assert max(abs(red), abs(yellow)) < 2.5, "sRGB's white is D65 to rounding"
    assert measure.seen("#000000", "normal sight")[0] < 0.1


@pytest.mark.parametrize("sight", KNOWN)
def test_no_two_colours_of_one_map_are_close(measure, sight):
    for name, colours in measure.palettes().items():
        distance, one, other = measure.closest(colours, sight)
        assert distance >= (25 if name.startswith("statuses") else 15), (name, sight, one, other)


def test_the_documented_figures_are_these(measure, root):
    assert measure.table() in (root / "docs" / "map-page.md").read_text(encoding="utf-8")


def test_every_side_and_status_has_its_colours_and_pattern():
    from hayy.model import Status
    from hayy.render.look import style
    from hayy.sides import load_sides

    look = style()
    assert set(look["status"]) == set(Status)
    assert set(look["side"]) == {*load_sides(), "unknown"}
    patterns = [status["pattern"] for status in look["status"].values()]
    assert len(set(patterns)) == len(patterns), (
        "each status has a pattern of its own, so that print in grey can be read"
    )
    assert set(look["pattern"]) == set(patterns) - {"solid", "outline"}
