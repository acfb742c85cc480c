"""The annotated texts read once for all tests of the evaluation."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hayy.evaluate import Figures, Names, aliases_of, evaluate, load_gold, predict
from hayy.gazetteer import load
from hayy.pipeline import Reader

HERE = Path(__file__).resolve().parent


def load_script(path: Path) -> ModuleType:
    """A script beside the tests as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Measured:
    """A set of annotated texts with what hayy said of them."""

    path: Path
    gold: dict[str, dict[str, Any]]
    said: dict[str, dict[str, Any]]
    names: Names
    figures: Figures


@pytest.fixture(scope="session")
def gate() -> ModuleType:
    return load_script(HERE / "gate.py")


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """The scorer of the annotation scheme, written independently of hayy."""
    return load_script(HERE / "score.py")


@pytest.fixture(scope="session")
def measured(gate: ModuleType) -> dict[str, Measured]:
    reader = Reader(load())
    found = {}
    for path in gate.golds():
        gold, aliases = load_gold(path), aliases_of(path)
        names = Names.from_file(aliases) if aliases else Names()
        said = predict(gold, reader)
        found[path.name] = Measured(path, gold, said, names, evaluate(gold, said, names))
    return found
