"""The figures as a table in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from hayy.evaluate.floors import parts, value
from hayy.evaluate.measures import Figures

ROWS = (
    ("documents", "documents"),
    ("detection P", "detection.P"),
    ("detection R", "detection.R"),
    ("detection F", "detection.F"),
    ("traps hit", "traps_hit"),
    ("resolution", "resolution_accuracy"),
    ("status", "status_accuracy"),
    ("polarity", "polarity_accuracy"),
    ("extent of captures", "extent_accuracy"),
    ("event date right or null", "event_date.right_or_null"),
    ("event date right, of dated", "event_date.right_of_dated"),
    ("retaken P, document-place", "map_retaken.P"),
    ("retaken R", "map_retaken.R"),
    ("retaken F", "map_retaken.F"),
    ("contested P, document-place", "map_contested.P"),
    ("contested R", "map_contested.R"),
    ("contested F", "map_contested.F"),
    ("false retaken", "false_retaken"),
)
COUNTS = frozenset({"documents", "traps_hit", "false_retaken"})


def number(figures: Figures, figure: str) -> str:
    """A figure for people: counts whole, shares to three digits, a dash for what cannot be computed.

    >>> number({"traps_hit": 2, "extent_accuracy": None}, "traps_hit")
    '2'
    >>> number({"extent_accuracy": None}, "extent_accuracy")
    '-'
    """
    found = value(figures, figure)
    if found is None:
        return "-"
    return f"{found:.0f}" if figure in COUNTS else f"{found:.3f}"


def confusion(figures: Figures) -> list[tuple[str, dict[str, int]]]:
    """Annotated status and polarity -> counts of the statuses said, the most frequent rows first."""
    rows: dict[str, dict[str, int]] = {}
    for cell, count in figures["confusion"].items():
        gold, said = cell.split(" -> ")
        rows.setdefault(gold, {})[said] = count
    return sorted(rows.items(), key=lambda row: (-sum(row[1].values()), row[0]))


def table(figures: Figures) -> str:
    """All figures, the false retaken with their reasons, and the confusion of statuses."""
    return "\n".join(_lines(figures))


def _lines(figures: Figures) -> Iterator[str]:
    columns = list(parts(figures))
    yield f"{'':28}" + "".join(f"{name:>9}" for name, _ in columns)
    for label, figure in ROWS:
        yield f"{label:28}" + "".join(f"{number(of, figure):>9}" for _, of in columns)
    if figures["documents_missing"]:
        yield f"no prediction for: {', '.join(figures['documents_missing'])}"
    yield ""
    yield "false retaken:" if figures["false_retaken_list"] else "false retaken: none"
    for wrong in figures["false_retaken_list"]:
        yield f"  {wrong['id']:8} {wrong['gold']:10} {wrong['why']:40} {wrong['place']}"
    yield ""
    yield "status annotated -> said:"
    for gold, said in confusion(figures):
        told = ", ".join(f"{status} {n}" for status, n in sorted(said.items(), key=lambda cell: (-cell[1], cell[0])))
        yield f"  {gold:24} {told}"
