"""Turn the marked-up English texts (``cases_en*.src.txt``) into the records of the annotated set (JSON lines).

usage: annotate_en.py SOURCE.txt OUT.jsonl [SOURCE.txt OUT.jsonl ...]

A source file holds records like this::

    === E001 | 2016-12-05 | news agency
    src: SOHR
    T1: on Monday = 2016-12-05
    Troops took {al-Shaar|shaar|R,GOV,@T1} and besieged the rest of it.
    C: besieged the rest of it || shaar || C,GOV
    L: shaar || contested || disputed partial || GOV REB

``{surface|place|spec}`` marks a mention; ``place`` is a key of ``cases_en_places.tsv``, ``out:NAME`` for a place
elsewhere or ``x:WHAT`` for something that is no place. The spec, comma separated: status R C L H M; actor; ``den fail
plan hyp``; ``part upto within``; ``old`` (background); ``@T1``; ``s:SOURCE``; ``alt:R`` (``alt:-`` for none); ``f:flag/flag``.
``C:`` lines are claims on an anaphor (``evidence#2`` for its second occurrence), ``L:`` lines replace a computed label.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]
HERE = Path(__file__).parent
STATUS = {"R": "retaken", "C": "contested", "L": "lost", "H": "held", "M": "mentioned"}
POLARITY = {"den": "denied", "fail": "failed", "plan": "planned", "hyp": "hypothetical"}
ACTORS = {"GOV", "REB", "KUR", "GOV2", "ISIS", "IRQ"}
MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)(?:\|([^{}|]*))?\}")
DAY = re.compile(r"\d{4}-\d\d(-\d\d)?(/\d{4}-\d\d-\d\d)?$")


def load_places(path: Path = HERE / "cases_en_places.tsv") -> dict[str, tuple[str, str]]:
    """Key -> (canonical Arabic name, kind)."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf8").splitlines())
    return {key: (name, kind) for key, name, kind in rows}


def parse_spec(spec: str, source: str | None, times: dict[str, tuple[str, str | None]]) -> Row:
    """The fields from ``status`` to ``alt`` of a mention or a claim."""
    row: Row = {"status": None, "actor": None, "source": None, "polarity": "asserted", "extent": "whole",
                "earlier": False, "time": None, "event_date": None, "flags": [], "alt": None}
    given_source, given_alt = None, None
    for token in filter(None, (t.strip() for t in spec.split(","))):
        if token in STATUS:
            row["status"] = STATUS[token]
        elif token in ACTORS:
            row["actor"] = token
        elif token in POLARITY:
            row["polarity"] = POLARITY[token]
        elif token in ("part", "upto", "within"):
            row["extent"] = token
        elif token == "old":
            row["earlier"] = True
        elif token.startswith("@"):
            row["time"], row["event_date"] = times[token[1:]]
        elif token.startswith("s:"):
            given_source = token[2:]
        elif token.startswith("alt:"):
            given_alt = token[4:]
        elif token.startswith("f:"):
            row["flags"] = token[2:].split("/")
        else:
            raise ValueError(f"unknown token {token!r} in {spec!r}")
    implied = {"denied": "retaken", "failed": "contested"}.get(row["polarity"], "mentioned")
    row["status"] = row["status"] or implied
    plain = row["status"] == "mentioned" and row["polarity"] == "asserted" and not row["actor"]
    row["source"] = given_source or (None if plain else source)
    alt = None
    if row["polarity"] in ("planned", "hypothetical") or (row["extent"] == "upto" and row["status"] == "retaken"):
        alt = "contested"
    elif "withdrawal destination" in row["flags"]:
        alt = "held"
    row["alt"] = alt if given_alt is None else STATUS.get(given_alt)
    return row


def resolve(key: str, places: dict[str, tuple[str, str]], row: Row) -> Row:
    """The three fields that say what the words name."""
    if key.startswith("x:"):
        row["flags"] = [key[2:], *row["flags"]]
        return {"canonical": None, "kind": "nonplace", "in_scope": False}
    if key.startswith("out:"):
        return {"canonical": key[4:], "kind": "out", "in_scope": False}
    name, kind = places[key]
    if kind == "out":
        return {"canonical": name, "kind": kind, "in_scope": False}
    return {"canonical": name, "kind": kind, "in_scope": True}


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The plain text and (start, end, place key, spec) of each mark."""
    text, marks, at = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        marks.append((len(text), len(text) + len(m[1]), m[2], m[3] or ""))
        text += m[1]
        at = m.end()
    text += marked[at:]
    if set(text) & set("{}|"):
        raise ValueError(f"stray mark-up in {text[:60]!r}")
    return text, marks


def label(claims: list[Row]) -> Row:
    """What one text says of one place: section 4 of the scheme, without the order of events (decision 18)."""
    real = [c for c in claims if c["polarity"] not in ("planned", "hypothetical")]
    disputed = any(c["polarity"] == "denied" or set(c["flags"]) & {"conflict", "conflicting accounts"} for c in real)
    said = [c for c in real if c["polarity"] == "asserted"]
    takes = [c for c in said if c["status"] == "retaken"]
    whole = [c for c in takes if c["extent"] in ("whole", "upto")]
    gone = [c for c in said if c["status"] == "lost" and c["extent"] == "whole"]
    lost_part = [c for c in said if c["status"] == "lost" and c["extent"] != "whole"]
    held = [c for c in said if c["status"] == "held"]
    fights = [c for c in real if c["status"] == "contested" or c["polarity"] in ("denied", "failed")]
    rest: list[Row] = []
    if whole and not disputed:
        status, rest = "retaken", [max(whole, key=lambda c: c["event_date"] or "")]
    elif gone and not disputed:
        status, rest = "lost", gone
    elif takes or lost_part or fights or disputed:
        status, rest = "contested", takes + held + gone + lost_part
    elif held:
        status, rest = "held", held
    else:
        status = "mentioned"
    partial = bool(takes) and not whole or status == "held" and all(c["extent"] != "whole" for c in held)
    return {"status": status, "disputed": disputed, "partial": partial and status != "lost",
            "actors": sorted({c["actor"] for c in rest if c["actor"]})}


def labels(row: Row) -> Row:
    """The labels of one record, before overrides."""
    by_place: dict[str, list[Row]] = {}
    for m in row["mentions"]:
        if m["in_scope"]:
            by_place.setdefault(m["canonical"], []).append(m)
    for c in row["claims"]:
        for place in c["places"]:
            by_place.setdefault(place, []).append(c)
    return {place: label(claims) for place, claims in by_place.items()}


def find(text: str, words: str) -> tuple[int, int]:
    """Where the words stand; ``words#2`` means the second occurrence, and a single one must be unique."""
    words, _, nth = words.partition("#")
    starts = [m.start() for m in re.finditer(re.escape(words), text)]
    if not starts or (not nth and len(starts) > 1):
        raise ValueError(f"{words!r} occurs {len(starts)} times")
    start = starts[int(nth or 1) - 1]
    return start, start + len(words)


def build(block: str, places: dict[str, tuple[str, str]]) -> Row:
    """One record from its source block."""
    head, *lines = block.strip("\n").split("\n")
    case, day, outlet = (part.strip() for part in head.split("|", 2))
    date.fromisoformat(day)
    source: str | None = "narr"
    times: dict[str, tuple[str, str | None]] = {}
    body: list[str] = []
    claims: list[str] = []
    fixed: list[str] = []
    for line in lines:
        if line.startswith("src: ") and not body:
            source = line[5:].strip()
        elif (m := re.match(r"(T\d): (.+) = (\S+)$", line)) and not body:
            if m[3] != "null" and not DAY.match(m[3]):
                raise ValueError(f"bad date {m[3]}")
            times[m[1]] = m[2], None if m[3] == "null" else m[3]
        elif line.startswith("C: "):
            claims.append(line[3:])
        elif line.startswith("L: "):
            fixed.append(line[3:])
        elif not line.startswith("# "):
            body.append(line)
    text, marks = unmark("\n".join(body).strip("\n"))
    for words, _ in times.values():
        if words not in text:
            raise ValueError(f"time words {words!r} not in the text")
    row: Row = {"id": case, "lang": "en", "published": day, "outlet": outlet, "text": text,
                "mentions": [], "claims": []}
    for start, end, key, spec in marks:
        said = parse_spec(spec, source, times)
        row["mentions"].append({"start": start, "end": end, "surface": text[start:end],
                                **resolve(key, places, said), **said})
    for line in claims:
        words, keys, spec = (part.strip() for part in line.split("||"))
        start, end = find(text, words)
        row["claims"].append({"start": start, "end": end, "evidence": text[start:end],
                              "places": [places[k][0] for k in keys.split()], **parse_spec(spec, source, times)})
    row["doc_labels"] = labels(row)
    for line in fixed:
        key, status, notes, actors = (part.strip() for part in line.split("||"))
        if places[key][0] not in row["doc_labels"] or status not in STATUS.values():
            raise ValueError(f"label of a place that is not in the text, or no status: {line}")
        row["doc_labels"][places[key][0]] = {"status": status, "disputed": "disputed" in notes,
                                             "partial": "partial" in notes, "actors": actors.split()}
    return row


def convert(source: Path) -> list[Row]:
    """All records of one source file, in its order."""
    places = load_places()
    rows = []
    for block in re.split(r"^=== ", source.read_text(encoding="utf8"), flags=re.M)[1:]:
        try:
            rows.append(build(block, places))
        except (ValueError, KeyError) as error:
            raise SystemExit(f"{source.name}: {block.split('|')[0].strip()}: {error!r}") from error
    return rows


def main() -> None:
    """Convert the pairs of files named on the command line."""
    for source, out in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        rows = convert(Path(source))
        Path(out).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf8")
        print(f"{out}: {len(rows)} records", file=sys.stderr)


if __name__ == "__main__":
    main()
