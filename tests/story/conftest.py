"""Made-up articles for the tests of this folder."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[Path, int], Path]


@pytest.fixture(scope="session")
def write() -> Write:
    """Writes so many articles as JSON lines."""
    made: Write = runpy.run_path(str(Path(__file__).parent / "generated.py"))["write"]
    return made
