"""Floors under the figures on the annotated texts: ``python tests/eval/gate.py [--update [--allow-lower]]``.

Without an option the figures are measured and compared with ``baseline.json``. ``--update`` raises the floors to what
is measured; a floor that would fall (also because a text or an alias changed) is refused, unless ``--allow-lower`` is
given and the Unreleased section of CHANGELOG.md names it: the set, ``total`` or the language, and the figure, in one
line, with the reason. One line may name several of each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hayy.evaluate import Figures, aliases_of, run
from hayy.evaluate.floors import SCHEMA, Change, changes, check, digest, floors_of, inputs, load_baseline
from hayy.files import atomic_write
from hayy.gazetteer import load
from hayy.pipeline import Reader

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
CHANGELOG = HERE.parent.parent / "CHANGELOG.md"

Sets = dict[str, dict[str, Any]]


def golds(folder: Path = HERE) -> list[Path]:
    """The files of annotated texts."""
    kinds = ("annotated", "cases_*", "fresh_*", "last_*")
    return [path for kind in kinds for path in sorted(folder.glob(f"{kind}.jsonl"))]


def measured(folder: Path = HERE) -> dict[Path, Figures]:
    """Every file of annotated texts with its figures."""
    reader = Reader(load())
    return {gold: run(gold, reader, aliases_of(gold))[0] for gold in golds(folder)}


def updated(figures: Mapping[Path, Figures]) -> Sets:
    """The baseline that holds these figures."""
    return {
        gold.name: {
            "inputs": {path.name: digest(path) for path in inputs(gold, aliases_of(gold))},
            "floors": floors_of(found),
        }
        for gold, found in figures.items()
    }


def lowered(before: Sets, now: Sets) -> list[tuple[str, Change]]:
    """Every floor that is lower now, or gone, with its set."""
    return [
        (name, change)
        for name, entry in before.items()
        for change in changes(now.get(name, {}).get("floors", {}), entry["floors"])
        if change.worse
    ]


def unreleased(changelog: str) -> str:
    """The section of the changelog that the next release will have."""
    return changelog.partition("## Unreleased")[2].partition("\n## ")[0]


def undeclared(fallen: list[tuple[str, Change]], changelog: str) -> list[tuple[str, Change]]:
    """Those of the fallen floors that no line of ``changelog`` names."""
    lines = changelog.splitlines()
    return [
        (name, change)
        for name, change in fallen
        if not any(all(word in line.split() for word in (name, change.part, change.figure)) for line in lines)
    ]


def refusal(before: Sets, now: Sets, changelog: str, *, allow_lower: bool) -> str | None:
    """Why the baseline may not become ``now``, or None."""
    fallen = lowered(before, now)
    if not fallen:
        return None
    told = "; ".join(f"{name} {change}" for name, change in fallen)
    if not allow_lower:
        return f"floors would fall, and --allow-lower is not given: {told}"
    missing = undeclared(fallen, unreleased(changelog))
    if missing:
        first = f"{missing[0][0]} {missing[0][1].part} {missing[0][1].figure}"
        return f"the Unreleased section of CHANGELOG.md does not name {len(missing)} floors that fall, first: {first}"
    return None


def as_text(sets: Sets) -> str:
    """The baseline file."""
    return json.dumps({"schema": SCHEMA, "sets": sets}, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Check, or update; 1 when a floor is broken or may not fall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-lower", action="store_true", help="let floors fall that CHANGELOG.md names")
    options = parser.parse_args(arguments)
    found = measured()
    if not options.update:
        differing = [(gold.name, c) for gold, of in found.items() for c in check(gold, aliases_of(gold), of, BASELINE)]
        for name, change in differing:
            sys.stdout.write(f"{'WORSE' if change.worse else 'better'} {name} {change}\n")
        return int(any(change.worse for _, change in differing))
    now = updated(found)
    before = load_baseline(BASELINE) if BASELINE.exists() else {}
    refused = refusal(before, now, CHANGELOG.read_text(encoding="utf-8"), allow_lower=options.allow_lower)
    if refused:
        sys.stderr.write(refused + "\n")
        return 1
    atomic_write(BASELINE, as_text(now).encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
