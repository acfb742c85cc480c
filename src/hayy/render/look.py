"""The colours, patterns and words that the page and the pictures share, read from ``style.toml`` and ``texts.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def style() -> dict[str, Any]:
    """``style.toml``: statuses in the order of the legend, sides, patterns, outlines and paper, light and dark.

    >>> list(style()["status"])
    ['retaken', 'contested', 'held', 'lost', 'mentioned']
    """
    return _read("style.toml")


@cache
def texts() -> dict[str, dict[str, Any]]:
    """``texts.toml``: by language code, every word that is not data; ``{x}`` stands for data.

    >>> sorted(texts()), texts()["en"]["status_none"]
    (['ar', 'en'], 'No report')
    """
    return _read("texts.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("hayy.render") / name).read_text(encoding="utf-8"))
