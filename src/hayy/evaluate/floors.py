"""A baseline of figures that may only get better, pinned by the hashes of the files they were measured on.

::

    {"schema": "hayy.floors/1",
     "sets": {"annotated.jsonl": {"inputs": {"annotated.jsonl": sha256, "aliases.tsv": sha256},
                                  "floors": {"total": {"detection.F": 0.97, ...}, "ar": {...}, "en": {...}}}}}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Any

from hayy.errors import InputError
from hayy.evaluate.measures import Figures
from hayy.evaluate.textfile import read_text

SCHEMA = "hayy.floors/1"
AT_LEAST = (
    "detection.F",
    "resolution_accuracy",
    "status_accuracy",
    "polarity_accuracy",
    "extent_accuracy",
    "map_retaken.P",
    "map_retaken.R",
    "map_contested.F",
    "event_date.right_or_null",
)
AT_MOST = ("false_retaken", "traps_hit")

Floors = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs from its floor."""

    part: str
    figure: str
    before: float
    now: float | None

    @property
    def worse(self) -> bool:
        """Whether the figure is below its floor (for counts of errors: above it)."""
        return is_worse(self.figure, self.now, self.before)

    def __str__(self) -> str:
        return f"{self.part} {self.figure}: {self.before:g} -> {'none' if self.now is None else format(self.now, 'g')}"


def is_worse(figure: str, now: float | None, before: float) -> bool:
    """Whether ``now`` is on the wrong side of ``before``; a figure that can no longer be computed is worse.

    >>> is_worse("detection.F", 0.9, 0.95), is_worse("false_retaken", 0, 2)
    (True, False)
    """
    if now is None:
        return True
    return now > before if figure in AT_MOST else now < before


def parts(figures: Figures) -> Iterator[tuple[str, Figures]]:
    """``total`` and every language, with their figures."""
    yield "total", figures
    yield from figures["by_language"].items()


def value(figures: Figures, figure: str) -> float | None:
    """A figure by its dotted name.

    >>> value({"detection": {"F": 0.5}}, "detection.F")
    0.5
    """
    found: Any = figures
    for key in figure.split("."):
        found = found[key]
    return None if found is None else float(found)


def floors_of(figures: Figures) -> Floors:
    """The floors under the figures as they are: shares rounded down to a hundredth, counts of errors exact.

    What could not be computed gets none.
    """
    return {
        part: {
            name: now if name in AT_MOST else floor(now * 100 + 1e-9) / 100
            for name in AT_LEAST + AT_MOST
            if (now := value(of, name)) is not None
        }
        for part, of in parts(figures)
    }


def changes(now: Floors, before: Floors) -> list[Change]:
    """Every figure of ``before`` that is another one in ``now``."""
    return [
        Change(part, figure, old, now.get(part, {}).get(figure))
        for part, expected in before.items()
        for figure, old in expected.items()
        if now.get(part, {}).get(figure) != old
    ]


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(read_text(path).encode("utf-8")).hexdigest()


def load_baseline(path: Path) -> dict[str, Any]:
    """The sets of a baseline file by the name of their annotated file.

    Raises:
        InputError: it cannot be read or has another shape.
    """
    try:
        data = json.loads(read_text(path))
        if data["schema"] != SCHEMA:
            raise InputError(f"{path}: schema {data['schema']!r} is not {SCHEMA!r}")
        for entry in data["sets"].values():
            if not {"inputs", "floors"} <= entry.keys():
                raise InputError(f"{path}: every set needs its inputs and floors")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a baseline of {SCHEMA} ({error!r})") from error
    sets: dict[str, Any] = data["sets"]
    return sets


def check(gold: Path, aliases: Path | None, figures: Figures, baseline: Path) -> list[Change]:
    """The figures whose floor would be another than the baseline's for ``gold``: better ones and worse ones.

    Raises:
        InputError: the baseline has no such set, or was measured on other files: then nothing can be compared.
    """
    entry = load_baseline(baseline).get(gold.name)
    if entry is None:
        raise InputError(f"{baseline}: has no floors for {gold.name}")
    now = {path.name: digest(path) for path in inputs(gold, aliases)}
    if now != entry["inputs"]:
        differing = sorted(
            name for name in now.keys() | entry["inputs"].keys() if now.get(name) != entry["inputs"].get(name)
        )
        raise InputError(f"{baseline}: was measured on another {', '.join(differing)}; measure again before comparing")
    return changes(floors_of(figures), entry["floors"])


def inputs(gold: Path, aliases: Path | None) -> Iterable[Path]:
    """The files that the figures of a set rest on, beside hayy itself."""
    return [path for path in (gold, aliases) if path is not None]
