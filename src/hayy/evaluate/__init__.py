"""How well hayy reads: its predictions on annotated texts against what careful annotators read there.

``load_gold`` reads annotated texts, ``predict`` lets a reader read them, ``evaluate`` gives the figures for all and per
language; :mod:`~hayy.evaluate.floors` holds them against a baseline.
"""

from __future__ import annotations

from collections.abc import Mapping

from hayy.evaluate.gold import Row, load_gold
from hayy.evaluate.measures import Figures, measure
from hayy.evaluate.names import Names
from hayy.evaluate.predicting import predict

__all__ = ["Figures", "Names", "evaluate", "load_gold", "predict"]

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
