#!/usr/bin/env python3
"""Turn the marked-up texts of ``src/*.txt`` into annotated records, one JSON object per line.

usage: annotate.py [--check] [--review]

``src/ar_*.txt`` (ids A001...) become ``cases_ar.jsonl``, ``src/en_*.txt`` (E001...) ``cases_en.jsonl``; those whose
name contains ``heldout`` become ``cases_ar_heldout.jsonl`` and ``cases_en_heldout.jsonl``. A second, later set of whole
articles, each measured at first sight and then read: ``src/fresh*.txt`` (X001..., Y001...) become ``fresh_ar.jsonl``
and ``fresh_en.jsonl``. ``src/last_heldout.txt`` (X201-X218, X301-X305) and ``src/last_heldout_en.txt`` (Y301-Y312),
``last_heldout.jsonl`` and ``last_heldout_en.jsonl``, are unread.
The markup is kept, and not only the JSON, because a reader can check a marked-up text by eye: names and claims stand
in the sentence, and the reading of a whole list is written once. One record::

    ### A001 2016-12-09 | outlet
    text with [[a:name]], [[a:surface=canonical name]], [[plain]] and {{b:words of a claim=place, place}}
    ---
    # what the record is meant to test
    a retaken GOV; src=MIL; time=اليوم; date=2016-12-09; flags=headline; alt=contested
    = place contested disputed partial GOV REB

* ``[[...]]`` is a name. ``a:`` gives it the reading of group ``a``; without a group it is a plain mention. A canonical
  name is written only where it differs from the surface; ``-`` is none. ``/kind`` follows the canonical name where
  ``src/places.tsv`` does not list it (``out`` and ``nonplace`` always need it). ``+flag`` adds a flag.
* ``{{...}}`` is a claim whose place is only referred to; it may contain names.
* A group line: first the status, actor, polarity and extent in any order (defaults: mentioned, none, asserted, whole;
  ``earlier`` marks background), then ``key=value`` pairs.
* ``=`` overrides the label that `label` works out for a place: for several states one after the other.
"""
from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
HERE = Path(__file__).parent
STATUSES = ("retaken", "contested", "lost", "held", "mentioned")
ACTORS = ("GOV", "REB", "KUR", "GOV2", "ISIS", "IRQ")
POLARITIES = ("asserted", "denied", "failed", "planned", "hypothetical")
EXTENTS = ("whole", "part", "upto", "within")
KINDS = ("nbhd", "subarea", "outskirts", "landmark", "base", "road", "gate", "zone", "out", "nonplace")
LAST_READ = {"X": 200, "Y": 300}  # the numbers of the last records of each kind that may be read
LANGUAGES = {"A": "ar", "E": "en", "X": "ar", "Y": "en"}
KEYS = ("src", "time", "date", "flags", "alt")
DATE = re.compile(r"\d{4}-\d\d(-\d\d(/\d{4}-\d\d-\d\d)?)?")
NAME = re.compile(r"(?:(?P<group>[a-z]\w*):)?(?P<surface>[^=+]+)(?:=(?P<canonical>[^/+]+)(?:/(?P<kind>\w+))?)?"
                  r"(?P<flags>(?:\+[^+]+)*)")


class MarkupError(ValueError):
    """A record that does not follow the markup; the message says which and how."""


def held_out(record_id: str) -> bool:
    """Whether a record belongs to the unread third, drawn by a fixed seed.

    Of the Arabic records one of every three successive ids, of the English ones ten of every thirty; of the second set
    the Arabic ones from 201 on and the English ones from 301 on.

    >>> [sum(held_out(f"{letter}{n:03}") for n in range(1, 301)) for letter in "AE"]
    [100, 100]
    """
    if record_id[0] in "XY":
        return int(record_id[1:]) > LAST_READ[record_id[0]]
    if record_id.startswith("E"):
        block, place = divmod(int(record_id[1:]) - 1, 30)
        return place + 1 in random.Random(f"hayy-en-{block}").sample(range(1, 31), 10)  # noqa: S311
    block, place = divmod(int(record_id[1:]) - 1, 3)
    return random.Random(f"hayy held-out {block}").randrange(3) == place  # noqa: S311 (a fixed draw, no secret)


def read_kinds(path: Path) -> dict[str, str]:
    """Canonical name -> kind, from a table of two columns."""
    return dict(line.split("\t") for line in path.read_text(encoding="utf8").splitlines() if line)


def read_group(line: str) -> Row:
    """The reading that one group line gives to its names.

    >>> group = read_group("retaken GOV part; src=MIL; date=2016-12-01")
    >>> group["status"], group["actor"], group["extent"], group["source"], group["event_date"]
    ('retaken', 'GOV', 'part', 'MIL', '2016-12-01')
    """
    first, *pairs = (part.strip() for part in line.split(";"))
    words, given = first.split(), dict(pair.split("=", 1) for pair in pairs)

    def one(options: tuple[str, ...], default: str | None) -> str | None:
        found = [words.pop(words.index(option)) for option in options if option in words]
        if len(found) > 1:
            raise MarkupError(f"two of {found} in {line!r}")
        return found[0] if found else default

    status, actor = one(STATUSES, "mentioned"), one(ACTORS, None)
    polarity, extent = one(POLARITIES, "asserted"), one(EXTENTS, "whole")
    earlier, date, alt = one(("earlier",), None) is not None, given.get("date"), given.get("alt")
    plain = status == "mentioned" and polarity == "asserted"
    if words or set(given) - set(KEYS) or (alt and alt not in STATUSES) or (date and not DATE.fullmatch(date)):
        raise MarkupError(f"cannot read the group line {line!r}")
    return {"status": status, "actor": actor, "source": given.get("src", None if plain else "narr"),
            "polarity": polarity, "extent": extent, "earlier": earlier, "time": given.get("time"), "event_date": date,
            "flags": [f.strip() for f in given.get("flags", "").split(",") if f.strip()], "alt": alt}


def pieces(marked: str) -> Iterator[str]:
    """The text cut at the marks."""
    return (piece for piece in re.split(r"(\[\[|\]\]|\{\{|\}\})", marked) if piece)


def read_text(marked: str, groups: dict[str, Row], kinds: dict[str, str]) -> tuple[str, list[Row], list[Row]]:
    """The plain text, its mentions and its claims."""
    text, opened = "", ""
    mentions: list[Row] = []
    claims: list[Row] = []
    group, start = "", -1  # of the claim being read
    for piece in pieces(marked):
        if piece in ("[[", "]]"):
            opened = piece if piece == "[[" else ""
        elif opened:
            mention = read_name(piece, len(text), groups, kinds)
            text += mention["surface"]
            mentions.append(mention)
        elif piece == "{{":
            group, start = "", len(text)
        elif piece == "}}":
            start = -1
        elif start >= 0:
            words, sign, places = piece.partition("=")
            if not group:
                group, _, words = words.partition(":")
            text += words
            if sign:
                names = [name.strip() for name in places.split(",")]
                check_names(names, kinds)
                claims.append({"start": start, "end": len(text), "evidence": text[start:], "places": names,
                               **groups[group], "flags": list(groups[group]["flags"])})
        else:
            text += piece
    return text, mentions, claims


def check_names(names: Iterable[str], kinds: dict[str, str]) -> None:
    """Refuse a canonical name that the table does not know: most often a slip of the pen."""
    if unknown := [name for name in names if name not in kinds]:
        raise MarkupError(f"not in places.tsv: {unknown}")


def read_name(mark: str, start: int, groups: dict[str, Row], kinds: dict[str, str]) -> Row:
    """One mention from the inside of its brackets."""
    found = NAME.fullmatch(mark)
    if not found:
        raise MarkupError(f"cannot read the name {mark!r}")
    surface, canonical = found["surface"], found["canonical"] or found["surface"]
    kind = found["kind"] or kinds.get(canonical)
    if kind not in KINDS or (kind == "nonplace") != (canonical == "-"):
        raise MarkupError(f"{canonical!r} of {mark!r} is of no known kind")
    group = groups[found["group"]] if found["group"] else read_group("mentioned")
    flags = [*group["flags"], *found["flags"].split("+")[1:]]
    return {"start": start, "end": start + len(surface), "surface": surface,
            "canonical": None if canonical == "-" else canonical, "kind": kind,
            "in_scope": kind not in ("out", "nonplace"), **group, "flags": flags}


def label(readings: list[Row]) -> Row:
    """What the readings of one place justify on a map, without regard to the order of events.

    >>> label([read_group("retaken GOV part"), read_group("held REB")])
    {'status': 'contested', 'disputed': False, 'partial': True, 'actors': ['GOV', 'REB']}
    """
    counted = [r for r in readings if r["polarity"] not in ("planned", "hypothetical")]
    said = [r for r in counted if r["polarity"] == "asserted"]
    disputed = any(r["polarity"] == "denied" or any(f.startswith("conflict") for f in r["flags"]) for r in counted)
    taken = [r for r in said if r["status"] == "retaken"]
    full = [r for r in taken if r["extent"] in ("whole", "upto")]
    lost = [r for r in said if r["status"] == "lost"]
    held = [r for r in said if r["status"] == "held"]
    partial = False
    if full and not disputed:
        status, basis = "retaken", sorted(full, key=lambda r: r["event_date"] or "")[-1:]
    elif not disputed and any(r["extent"] == "whole" for r in lost):
        status, basis = "lost", lost
    elif taken or lost or disputed or any(r["status"] == "contested" for r in counted):
        status, basis, partial = "contested", [*taken, *lost, *held], bool(taken) and not full
    elif held:
        status, basis, partial = "held", held, all(r["extent"] in ("part", "within") for r in held)
    else:
        status, basis = "mentioned", []
    return {"status": status, "disputed": disputed, "partial": partial,
            "actors": sorted({r["actor"] for r in basis} - {None})}


def read_override(line: str) -> tuple[str, Row]:
    """A place and its label as written by hand.

    >>> read_override("باب الحديد contested partial REB")
    ('باب الحديد', {'status': 'contested', 'disputed': False, 'partial': True, 'actors': ['REB']})
    """
    found = re.fullmatch(rf"(.+?) ({'|'.join(STATUSES)})((?: \w+)*)", line)
    if not found:
        raise MarkupError(f"cannot read the label {line!r}")
    words = found[3].split()
    actors = sorted(set(words) - {"disputed", "partial"})
    if set(actors) - set(ACTORS):
        raise MarkupError(f"unknown actors in the label {line!r}")
    return found[1], {"status": found[2], "disputed": "disputed" in words, "partial": "partial" in words,
                      "actors": actors}


def read_record(block: str, kinds: dict[str, str]) -> Row:
    """One record from its block of markup, without the leading ``###``."""
    head, _, rest = block.partition("\n")
    found = re.fullmatch(r" ?([AEXY]\d{3}) (\d{4}-\d\d-\d\d) \| (.+)", head)
    marked, line, notes = rest.partition("\n---")
    if not found or not line:
        raise MarkupError(f"cannot read the record {head!r}")
    groups: dict[str, Row] = {}
    overrides: dict[str, Row] = {}
    try:
        for note in filter(None, (n.strip() for n in notes.splitlines())):
            if note.startswith("="):
                place, by_hand = read_override(note[1:].strip())
                overrides[place] = by_hand
            elif not note.startswith("#"):
                name, _, rest = note.partition(" ")
                groups[name] = read_group(rest)
        text, mentions, claims = read_text(marked.lstrip("\n"), groups, kinds)
        if unused := set(groups) - set(re.findall(r"(?:\[\[|\{\{)([a-z]\w*):", marked)):
            raise MarkupError(f"groups that no mark uses: {unused}")
    except (MarkupError, KeyError, ValueError) as error:
        raise MarkupError(f"{found[1]}: {error!r}") from error
    places = dict.fromkeys([m["canonical"] for m in mentions if m["in_scope"]])
    places.update(dict.fromkeys(p for c in claims for p in c["places"]))
    if extra := set(overrides) - set(places):
        raise MarkupError(f"{found[1]}: labels for places not in the text: {extra}")
    labels = {place: overrides.get(place) or label(readings_of(place, mentions, claims)) for place in places}
    return {"id": found[1], "lang": LANGUAGES[found[1][0]], "published": found[2], "outlet": found[3], "text": text,
            "mentions": mentions, "claims": claims, "doc_labels": labels}


def readings_of(place: str, mentions: list[Row], claims: list[Row]) -> list[Row]:
    """The mentions and claims that speak of one place."""
    return [m for m in mentions if m["in_scope"] and m["canonical"] == place] + [
        c for c in claims if place in c["places"]]


def read_sources(paths: Iterable[Path], kinds: dict[str, str]) -> list[Row]:
    """All records of some source files, by id."""
    rows: dict[str, Row] = {}
    for path in paths:
        for block in re.split(r"^###", path.read_text(encoding="utf8"), flags=re.MULTILINE)[1:]:
            row = read_record(block.rstrip("\n"), kinds)
            if row["id"] in rows or held_out(row["id"]) != ("heldout" in path.name):
                raise MarkupError(f"{row['id']} is given twice, or stands in the wrong file ({path.name})")
            rows[row["id"]] = row
    return [rows[key] for key in sorted(rows)]


def cases(directory: Path = HERE) -> dict[str, str]:
    """File name -> the text of that file, made from the sources."""
    kinds = read_kinds(directory / "src" / "places.tsv")
    files: dict[str, list[Path]] = {}
    for lang in ("ar", "en"):
        sources = sorted((directory / "src").glob(f"{lang}_*.txt"))
        files[f"cases_{lang}.jsonl"] = [p for p in sources if "heldout" not in p.name]
        files[f"cases_{lang}_heldout.jsonl"] = [p for p in sources if "heldout" in p.name]
    rows = {name: read_sources(paths, kinds) for name, paths in files.items()}
    fresh = read_sources(sorted((directory / "src").glob("fresh*.txt")), kinds)
    rows |= {f"fresh_{lang}.jsonl": [row for row in fresh if row["lang"] == lang] for lang in ("ar", "en")}
    for path in sorted((directory / "src").glob("last_heldout*.txt")):
        rows[f"{path.stem}.jsonl"] = read_sources([path], kinds)
    return {name: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some) for name, some in rows.items()}


def review(row: Row) -> str:
    """One record for a second reader: labels first, marked ``!`` where a place has several states."""
    out = [f"{row['id']} {row['published']} {row['outlet']}", row["text"]]
    for place, said in row["doc_labels"].items():
        states = {(r["status"], r["polarity"], r["extent"]) for r in readings_of(place, row["mentions"], row["claims"])
                  if r["status"] != "mentioned"}
        notes = [word for word in ("disputed", "partial") if said[word]] + said["actors"]
        out.append(f"  {'!' if len(states) > 1 else ' '} {place}: {said['status']} {' '.join(notes)}")
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the annotated cases from their marked-up sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not up to date")
    parser.add_argument("--review", action="store_true", help="print the read part for a second reader")
    arguments = parser.parse_args()
    try:
        made = cases()
    except MarkupError as error:
        sys.exit(f"annotate.py: {error}")
    stale = [name for name, text in made.items()
             if not (HERE / name).exists() or (HERE / name).read_text(encoding="utf8") != text]
    if arguments.review:
        rows = map(json.loads, (made["cases_ar.jsonl"] + made["cases_en.jsonl"]).splitlines())
        sys.stdout.write("\n\n".join(map(review, rows)) + "\n")
    elif arguments.check and stale:
        sys.exit(f"not up to date: {', '.join(stale)}; run tests/eval/annotate.py")
    elif not arguments.check:
        for name in stale:
            (HERE / name).write_text(made[name], encoding="utf8")


if __name__ == "__main__":
    main()
