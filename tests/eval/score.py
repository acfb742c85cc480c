#!/usr/bin/env python3
"""Score predictions of neighbourhood-control extraction against a gold file (the scheme: SCHEME.md).

usage: score.py GOLD.jsonl PREDICTIONS.jsonl [--aliases NAMES.tsv]   (prints one JSON object)

Prediction line:
{"id", "mentions": [{"start", "end", "name_ar", "status", "polarity", "extent"}], "places": {name_ar: status}}
Only mentions that the system resolves to a place of its gazetteer belong in "mentions"."""
from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

Row = dict[str, Any]
NOT_ASSERTED = {"denied", "failed", "planned", "hypothetical"}
LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")


class Names:
    """Compares place names after light Arabic folding, and through an optional table of aliases."""

    def __init__(self, aliases: Path | None = None) -> None:
        self.parent: dict[str, str] = {}
        for line in aliases.read_text(encoding="utf8").splitlines() if aliases else ():
            first, *others = map(self.key, line.split("\t"))
            self.parent.update((o, first) for o in others if o and o != first)

    @staticmethod
    def fold(name: str) -> str:
        name = "".join(c for c in unicodedata.normalize("NFC", name) if not unicodedata.combining(c))
        return " ".join(re.findall(r"\w+", name.replace("ـ", "").translate(LETTERS).lower()))

    def key(self, name: str | None) -> str:
        key = self.fold(name or "")
        while key in self.parent:
            key = self.parent[key]
        return key


def load(path: Path) -> dict[str, Row]:
    lines = path.read_text(encoding="utf8").split("\n")
    return {row["id"]: row for row in map(json.loads, filter(str.strip, lines))}


def ratio(n: int, of: int) -> float | None:
    return round(n / of, 3) if of else None


def prf(tp: int, fp: int, fn: int) -> dict[str, float | None]:
    scores = ratio(tp, tp + fp), ratio(tp, tp + fn), ratio(2 * tp, 2 * tp + fp + fn)
    return dict(zip(("P", "R", "F", "tp", "fp", "fn"), (*scores, tp, fp, fn), strict=True))


def neutral(m: Row) -> bool:
    """A zone such as "the northern part" is neither a hit nor a miss; the Old City alone is scored."""
    return bool(m["kind"] == "zone" and m["canonical"] != "حلب القديمة")


def status_ok(gold: Row, pred: Row) -> bool:
    said, pol = pred.get("status"), pred.get("polarity", "asserted")
    if gold["polarity"] in NOT_ASSERTED:
        return said in ("contested", "mentioned") or (said in (gold["status"], "retaken") and pol in NOT_ASSERTED)
    if said in (gold["status"], gold.get("alt")):
        return said != "retaken" or pol not in NOT_ASSERTED
    return gold["status"] == "retaken" and gold["extent"] in ("part", "within") and said == "contested"


def by_place(statuses: dict[str, str], names: Names) -> dict[str, str]:
    """Folded name -> status; two names that an alias makes one place, but that differ, count as contested."""
    out: dict[str, str] = {}
    for name, status in statuses.items():
        key = names.key(name)
        out[key] = status if out.get(key, status) == status else "contested"
    return out


def why(doc: Row, place: str, names: Names) -> str:
    """What the text says about a place that was wrongly shown as retaken."""
    ms = [m for m in doc["mentions"] if m["in_scope"] and names.key(m["canonical"]) == place]
    ms += [c for c in doc["claims"] if place in map(names.key, c["places"])]
    tags = {m["polarity"] for m in ms} & NOT_ASSERTED | {m["extent"] for m in ms} & {"part", "within"}
    tags |= {f for m in ms for f in m["flags"] if f.startswith(("withdrawal", "exception", "evacuation", "conflict"))}
    absent = "not in the text: wrong resolution, trap or out of area"
    return ", ".join(sorted(tags or {m["status"] for m in ms})) or absent


def score(gold: dict[str, Row], pred: dict[str, Row], names: Names) -> Row:
    fp = traps = resolved = status = polarity = 0
    confusion, kinds, found, cells = (Counter[Any]() for _ in range(4))
    extents: list[bool] = []
    wrong: list[dict[str, str]] = []
    for doc_id, g in gold.items():
        p = pred.get(doc_id, {})
        free = dict(enumerate(p.get("mentions", [])))
        # scored first
        for m in sorted(g["mentions"], key=lambda m: (not m["in_scope"] or neutral(m), m["start"])):
            want, kind = names.key(m["canonical"]), m["kind"]
            hits = [k for k, x in free.items() if x["start"] < m["end"] and m["start"] < x["end"]]
            if not m["in_scope"] or neutral(m):
                free = {k: x for k, x in free.items() if k not in hits}
                fp, traps = (fp, traps) if m["in_scope"] else (fp + len(hits), traps + bool(hits))
                continue
            kinds[kind] += 1
            found[kind] += bool(hits)
            if not hits:
                continue
            right = [k for k in hits if names.key(free[k]["name_ar"]) == want]
            x = free.pop((right or hits)[0])
            resolved += bool(right)
            status += status_ok(m, x)
            polarity += x.get("polarity", "asserted") == m["polarity"]
            if m["status"] == x.get("status") == "retaken":
                extents.append(x.get("extent", "whole") == m["extent"])
            confusion[f"{m['status']}/{m['polarity']} -> {x.get('status')}"] += 1
        fp += len(free)
        skip = {names.key(m["canonical"]) for m in g["mentions"] if m["in_scope"] and neutral(m)}
        labels = {n: v["status"] for n, v in g["doc_labels"].items()}
        gold_map, pred_map = by_place(labels, names), by_place(p.get("places", {}), names)
        for place in sorted((gold_map.keys() | pred_map.keys()) - skip):
            want, got = gold_map.get(place, "absent"), pred_map.get(place, "absent")
            for c in ("retaken", "contested"):
                cells[c, "tp"] += got == c == want
                cells[c, "fp"] += got == c != want
                cells[c, "fn"] += want == c != got
            if got == "retaken" != want:
                wrong.append({"id": doc_id, "place": place, "gold": want, "why": why(g, place, names)})
    tp, fn = sum(found.values()), sum(kinds.values()) - sum(found.values())
    maps = {f"map_{c}": prf(*(cells[c, k] for k in ("tp", "fp", "fn"))) for c in ("retaken", "contested")}
    return {
        "documents": len(gold), "documents_missing": sorted(gold.keys() - pred.keys()),
        "detection": prf(tp, fp, fn), "traps_hit": traps,
        "recall_by_kind": {k: ratio(found[k], n) for k, n in kinds.items()},
        "resolution_accuracy": ratio(resolved, tp), "status_accuracy": ratio(status, tp),
        "polarity_accuracy": ratio(polarity, tp), "extent_accuracy": ratio(sum(extents), len(extents)), **maps,
        "false_retaken": len(wrong), "false_retaken_list": wrong, "confusion": dict(confusion)}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("predictions", type=Path)
    ap.add_argument("--aliases", type=Path, help="TSV: canonical<TAB>other canonical of the same place")
    a = ap.parse_args()
    figures = score(load(a.gold), load(a.predictions), Names(a.aliases))
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
