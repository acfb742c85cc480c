"""The figures: predictions against annotations.

Those that the scorer of the annotation scheme gives too agree with it to the last digit (a test holds that); the dates
of events are measured here alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hayy.evaluate.gold import Row, days_of
from hayy.evaluate.names import Names

NOT_ASSERTED = frozenset({"denied", "failed", "planned", "hypothetical"})
TOLD_WHY = ("withdrawal", "exception", "evacuation", "conflict")
OLD_CITY = "حلب القديمة"  # the one zone of several quarters that is scored

Figures = dict[str, Any]


@dataclass(slots=True)
class Pairing:
    """Annotated mentions with the predictions that hit them (None: missed), and what was predicted beside them."""

    pairs: list[tuple[Row, Row | None, bool]] = field(default_factory=list)
    false_positives: int = 0
    traps: int = 0


def ratio(part: int, whole: int) -> float | None:
    """A share to three digits; None of nothing."""
    return round(part / whole, 3) if whole else None


def precision_recall(tp: int, fp: int, fn: int) -> Figures:
    """Precision, recall, their harmonic mean, and the counts behind them."""
    return {
        "P": ratio(tp, tp + fp),
        "R": ratio(tp, tp + fn),
        "F": ratio(2 * tp, 2 * tp + fp + fn),
        "tp": tp,
        "fp": fp,
        "fn": fn,
    }


def neutral(mention: Row) -> bool:
    """An unnamed sector is neither hit nor miss."""
    return bool(mention["kind"] == "zone" and mention["canonical"] != OLD_CITY)


def pair_up(row: Row, prediction: Row, names: Names) -> Pairing:
    """Each scored mention with one prediction that shares a character with it, the right place before another.

    What is then left on a trap or on nothing is a false positive; what is left on a neutral zone is passed over.
    """
    result = Pairing()
    free = dict(enumerate(prediction.get("mentions", [])))
    scored = [m for m in row["mentions"] if m["in_scope"] and not neutral(m)]
    others = [m for m in row["mentions"] if not (m["in_scope"] and not neutral(m))]
    for mention in sorted(scored, key=lambda m: int(m["start"])):
        hits = _overlapping(free, mention)
        right = [k for k in hits if names.key(free[k]["name_ar"]) == names.key(mention["canonical"])]
        taken = next(iter(right or hits), None)
        result.pairs.append((mention, None if taken is None else free.pop(taken), bool(right)))
    for mention in sorted(others, key=lambda m: int(m["start"])):
        hits = _overlapping(free, mention)
        free = {k: p for k, p in free.items() if k not in hits}
        if not mention["in_scope"]:
            result.false_positives += len(hits)
            result.traps += bool(hits)
    result.false_positives += len(free)
    return result


def _overlapping(free: Mapping[int, Row], mention: Row) -> list[int]:
    return [k for k, p in free.items() if p["start"] < mention["end"] and mention["start"] < p["end"]]


def status_is_right(gold: Row, said: Row) -> bool:
    """The status or the accepted other one; what is not asserted may be hedged; a partial capture is contested too."""
    status, polarity = said.get("status"), said.get("polarity", "asserted")
    if gold["polarity"] in NOT_ASSERTED:
        hedged = status in (gold["status"], "retaken") and polarity in NOT_ASSERTED
        return status in ("contested", "mentioned") or hedged
    if status in (gold["status"], gold.get("alt")):
        return status != "retaken" or polarity not in NOT_ASSERTED
    return bool(gold["status"] == "retaken" and gold["extent"] in ("part", "within") and status == "contested")


def date_verdict(gold: Row, said: Row) -> str:
    """How the day of an event compares: ``right``, ``both_null``, ``missed`` (honestly null), ``invented``, ``wrong``.

    >>> date_verdict({"event_date": "2016-12"}, {"event_date": ["2016-12-01", "2016-12-31"]})
    'right'
    """
    want, got = days_of(gold.get("event_date")), said.get("event_date")
    if got is None:
        return "missed" if want else "both_null"
    if want is None:
        return "invented"
    return "right" if tuple(date.fromisoformat(day) for day in got) == want else "wrong"


def measure(gold: Mapping[str, Row], predictions: Mapping[str, Row], names: Names) -> Figures:
    """Every figure over the documents of ``gold``; a document without a prediction counts as one with nothing found."""
    pairings = {key: pair_up(row, predictions.get(key, {}), names) for key, row in gold.items()}
    pairs = [pair for pairing in pairings.values() for pair in pairing.pairs]
    hits = [(mention, said, right) for mention, said, right in pairs if said is not None]
    captures = [
        said.get("extent", "whole") == m["extent"]
        for m, said, _ in hits
        if m["status"] == said.get("status") == "retaken"
    ]
    kinds = Counter(m["kind"] for m, _, _ in pairs)
    found = Counter(m["kind"] for m, _, _ in hits)
    false_positives = sum(p.false_positives for p in pairings.values())
    maps, wrong = _document_places(gold, predictions, names)
    return {
        "documents": len(gold),
        "documents_missing": sorted(gold.keys() - predictions.keys()),
        "detection": precision_recall(len(hits), false_positives, len(pairs) - len(hits)),
        "traps_hit": sum(p.traps for p in pairings.values()),
        "recall_by_kind": {kind: ratio(found[kind], n) for kind, n in kinds.items()},
        "resolution_accuracy": ratio(sum(right for _, _, right in hits), len(hits)),
        "status_accuracy": ratio(sum(status_is_right(m, said) for m, said, _ in hits), len(hits)),
        "polarity_accuracy": ratio(
            sum(said.get("polarity", "asserted") == m["polarity"] for m, said, _ in hits), len(hits)
        ),
        "extent_accuracy": ratio(sum(captures), len(captures)),
        **maps,
        "false_retaken": len(wrong),
        "false_retaken_list": wrong,
        "confusion": dict(Counter(f"{m['status']}/{m['polarity']} -> {said.get('status')}" for m, said, _ in hits)),
        "event_date": _dates([(m, said) for m, said, _ in hits if m["status"] != "mentioned"]),
    }


def _dates(hits: Sequence[tuple[Row, Row]]) -> Figures:
    """Dates of found mentions of which the annotation says more than that they are mentioned."""
    verdicts = Counter(date_verdict(gold, said) for gold, said in hits)
    honest = verdicts["right"] + verdicts["both_null"] + verdicts["missed"]
    dated = verdicts["right"] + verdicts["missed"] + verdicts["wrong"]
    return {
        "right_or_null": ratio(honest, len(hits)),
        "right_of_dated": ratio(verdicts["right"], dated),
        **{name: verdicts[name] for name in ("right", "both_null", "missed", "invented", "wrong")},
    }


def by_place(statuses: Mapping[str, str], names: Names) -> dict[str, str]:
    """Key of the name to status; two names of one place that differ count as contested."""
    merged: dict[str, str] = {}
    for name, status in statuses.items():
        key = names.key(name)
        merged[key] = status if merged.get(key, status) == status else "contested"
    return merged


def _document_places(
    gold: Mapping[str, Row], predictions: Mapping[str, Row], names: Names
) -> tuple[Figures, list[dict[str, str]]]:
    """Document-place figures for retaken and contested, and every place wrongly shown as retaken."""
    cells: Counter[tuple[str, str]] = Counter()
    wrong: list[dict[str, str]] = []
    for key, row in gold.items():
        passed = {names.key(m["canonical"]) for m in row["mentions"] if m["in_scope"] and neutral(m)}
        wanted = by_place({name: label["status"] for name, label in row["doc_labels"].items()}, names)
        shown = by_place(predictions.get(key, {}).get("places", {}), names)
        for place in sorted((wanted.keys() | shown.keys()) - passed):
            want, got = wanted.get(place, "absent"), shown.get(place, "absent")
            for status in ("retaken", "contested"):
                if status in (want, got):
                    cells[status, "tp" if want == got else "fp" if got == status else "fn"] += 1
            if got == "retaken" != want:
                wrong.append({"id": key, "place": place, "gold": want, "why": _why(row, place, names)})
    return {
        f"map_{status}": precision_recall(*(cells[status, cell] for cell in ("tp", "fp", "fn")))
        for status in ("retaken", "contested")
    }, wrong


def _why(row: Row, place: str, names: Names) -> str:
    """What the annotation says about a place that was wrongly shown as retaken."""
    readings = [m for m in row["mentions"] if m["in_scope"] and names.key(m["canonical"]) == place]
    readings += [c for c in row["claims"] if place in map(names.key, c["places"])]
    if not readings:
        return "not in the text: wrong resolution, trap or out of area"
    reasons = {r["polarity"] for r in readings if r["polarity"] in NOT_ASSERTED}
    reasons |= {r["extent"] for r in readings if r["extent"] in ("part", "within")}
    reasons |= {flag for r in readings for flag in r["flags"] if flag.startswith(TOLD_WHY)}
    return ", ".join(sorted(reasons or {r["status"] for r in readings}))
