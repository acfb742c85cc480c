"""The sides of the war as ``lexicon/sides.toml`` names them: ids, neutral labels, and who succeeded whom."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its id, its neutral labels, and the day from which another side goes by its names."""

    id: str
    label_ar: str
    label_en: str
    succeeded_on: date | None = None
    succeeded_by: str | None = None


@cache
def load_sides() -> Mapping[str, Side]:
    """Every side by id, in the order of the table.

    >>> load_sides()["REB"].label_en
    'opposition factions'
    """
    text = files("hayy").joinpath("lexicon", "sides.toml").read_text(encoding="utf-8")
    sides = {}
    for row in tomllib.loads(text)["side"]:
        then = row.get("succeeded", {})
        sides[row["id"]] = Side(row["id"], row["label_ar"], row["label_en"], then.get("on"), then.get("by"))
    return sides


def side_on(side: str, day: date | None) -> str:
    """Who goes by the names of ``side`` on ``day``.

    >>> side_on("GOV", date(2025, 1, 6)), side_on("GOV", date(2016, 12, 12)), side_on("GOV", None)
    ('GOV2', 'GOV', 'GOV')
    """
    what = load_sides()[side]
    if day and what.succeeded_on and what.succeeded_by and day >= what.succeeded_on:
        return what.succeeded_by
    return side
