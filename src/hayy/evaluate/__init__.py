"""How well hayy reads: its predictions on annotated texts against what careful annotators read there.

``load_gold`` reads annotated texts, ``predict`` lets a reader read them, ``evaluate`` gives the figures for all and per
language, ``run`` does all three; :mod:`~hayy.evaluate.floors` holds the figures against a baseline.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from hayy.evaluate.gold import Row, load_gold
from hayy.evaluate.measures import Figures, measure
from hayy.evaluate.names import Names
from hayy.evaluate.predicting import predict

if TYPE_CHECKING:
    from hayy.pipeline import Reader

__all__ = ["Figures", "Names", "aliases_of", "evaluate", "load_gold", "predict", "run"]

SCHEMA = "hayy.evaluate/1"


def evaluate(gold: Mapping[str, Row], predictions: Mapping[str, Row], names: Names) -> Figures:
    """The figures over all documents, and under ``by_language`` those of each language alone.

    Args:
        gold: annotated documents by id, as :func:`load_gold` gives them.
        predictions: by the same ids, in the shape of :func:`predict`.
        names: which names mean one place.

    >>> row = {"id": "x", "lang": "en", "text": "A fell.", "claims": [], "mentions": [], "doc_labels": {}}
    >>> evaluate({"x": row}, {"x": {"mentions": [], "places": {"A": "retaken"}}}, Names())["false_retaken"]
    1
    """
    languages = sorted({row["lang"] for row in gold.values()})
    alone = {lang: {key: row for key, row in gold.items() if row["lang"] == lang} for lang in languages}
    return {
        "schema": SCHEMA,
        **measure(gold, predictions, names),
        "by_language": {lang: measure(rows, predictions, names) for lang, rows in alone.items()},
    }


def aliases_of(gold: Path) -> Path | None:
    """The table of names that mean one place which lies beside a file of annotated texts, if there is one."""
    beside = gold.with_name("aliases.tsv")
    return beside if beside.is_file() else None


def run(gold: Path, reader: Reader, aliases: Path | None = None) -> tuple[Figures, dict[str, Row]]:
    """The figures of a reader on a file of annotated texts, and what it said.

    Raises:
        InputError: a file cannot be used.
    """
    rows = load_gold(gold)
    names = Names.from_file(aliases) if aliases else Names()
    said = predict(rows, reader)
    return evaluate(rows, said, names), said
