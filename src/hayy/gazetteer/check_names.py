"""Checks of names: their sources and tags, their letters, and names that two places share."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from hayy.gazetteer.check import Check, Finding, Row, Tables
from hayy.text import fold_name

_NAME_TABLES = ("names.csv", "elsewhere/names.csv")
_TEXT_COLUMNS = {
    "places.csv": ("name_ar", "name_en", "note"),
    "names.csv": ("form", "note"),
    "regions.csv": ("name_ar", "name_en", "note"),
    "elsewhere/places.csv": ("name_ar", "name_en", "note"),
    "elsewhere/names.csv": ("form", "note"),
}
# What a reader cannot see: controls, format characters, private use, surrogates, unassigned code points.
_HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn")


def sources(tables: Tables) -> Iterator[Finding]:
    """Every name has a source, and every source stands in ``sources.toml``."""
    elsewhere = set(tables.toml["elsewhere/sources.toml"])
    for table, known in (
        ("names.csv", elsewhere | set(tables.toml["sources.toml"])),
        ("elsewhere/names.csv", elsewhere),
    ):
        for row in tables.rows[table]:
            if not row.items("sources"):
                yield Finding("no-source", table, row.line, _subject(row), f"{row['form']!r} has no source")
            for source in row.items("sources"):
                if source not in known:
                    said = f"source {source!r} is not in sources.toml"
                    yield Finding("unknown-source", table, row.line, _subject(row), said)
    for row in tables.places:
        source = row["location_source"]
        if source and source not in tables.toml["sources.toml"]:
            said = f"location_source {source!r} is not in sources.toml"
            yield Finding("unknown-source", "places.csv", row.line, row["id"], said)


def tags(tables: Tables) -> Iterator[Finding]:
    """Tags come from the closed list; every place elsewhere that has the name is tagged ``elsewhere:<id>``."""
    allowed = tables.toml["kinds.toml"].get("tags", {})
    ids = tables.ids("elsewhere/places.csv")
    own = tables.toml["city.toml"].get("id")
    namesakes: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables.rows["elsewhere/names.csv"]:
        namesakes[fold_name(row["form"])].add(row["place"])
    places = tables.ids("places.csv")
    for row in tables.names:
        given = {tag.removeprefix("elsewhere:") for tag in row.items("also") if tag.startswith("elsewhere:")}
        for tag in row.items("also"):
            if not tag.startswith("elsewhere:") and tag not in allowed:
                yield Finding("unknown-tag", "names.csv", row.line, _subject(row), f"tag {tag!r} is not in kinds.toml")
        for place in sorted(given - ids):
            said = f"elsewhere:{place} is no id of elsewhere/places.csv"
            yield Finding("unknown-tag", "names.csv", row.line, _subject(row), said)
        for place in sorted(namesakes[fold_name(row["form"])] - given - {own}):
            if row["place"] in places:
                said = f"{row['form']!r} is the name of {place} too: tag it elsewhere:{place}"
                yield Finding("untagged-namesake", "names.csv", row.line, _subject(row), said)


def canonical_names(tables: Tables) -> Iterator[Finding]:
    """The names shown for a place are among its names, with their sources."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables.names:
        forms[row["place"]].add(row["form"])
    for row in tables.places:
        for column in ("name_ar", "name_en"):
            if row[column] and row[column] not in forms[row["id"]]:
                said = f"{column} {row[column]!r} is not among the names of the place in names.csv"
                yield Finding("unlisted-name", "places.csv", row.line, row["id"], said)
        if not row["name_ar"] and not row["name_en"]:
            yield Finding("no-name", "places.csv", row.line, row["id"], "the place has no name")


def duplicates(tables: Tables) -> Iterator[Finding]:
    """One row a form: several sources of one form stand in one row."""
    for table in _NAME_TABLES:
        first: dict[tuple[str, str], int] = {}
        for row in tables.rows[table]:
            key = (row["place"], row["form"])
            if key in first:
                said = f"{row['form']!r} stands at row {first[key]} already: join the sources in one row"
                yield Finding("duplicate-name", table, row.line, _subject(row), said)
            first.setdefault(key, row.line)


def shared_names(tables: Tables) -> Iterator[Finding]:
    """No two places have a name that folds to the same words, unless an exception states the rule that parts them."""
    groups: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in tables.names:
        groups[fold_name(row["form"])].setdefault(row["place"], row)
    for folded, by_place in sorted(groups.items()):
        if len(by_place) > 1 and folded:
            places = sorted(by_place)
            last = max(by_place.values(), key=lambda row: row.line)
            said = f"{last['form']!r} folds to a name of {', '.join(places)} too: give one a head word or state a rule"
            yield Finding("shared-name", "names.csv", last.line, f"{'+'.join(places)}/{folded}", said)


def letters(tables: Tables) -> Iterator[Finding]:
    """No hidden characters, one script a name, the script that ``lang`` says, composed and without stray spaces."""
    for table, columns in _TEXT_COLUMNS.items():
        for row in tables.rows[table]:
            for column in columns:
                yield from _cell_letters(table, row, column)
    for table in _NAME_TABLES:
        for row in tables.rows[table]:
            yield from _name_letters(table, row)


def _cell_letters(table: str, row: Row, column: str) -> Iterator[Finding]:
    text, subject = row[column], _subject(row)
    if hidden := sorted({c for c in text if unicodedata.category(c) in _HIDDEN}):
        which = ", ".join(f"U+{ord(c):04X}" for c in hidden)
        yield Finding("hidden-character", table, row.line, subject, f"{column} has {which}, which nobody can see")
    if column != "note" and text != " ".join(text.split()):
        said = f"{column} {text!r} has spaces at an end or two together"
        yield Finding("stray-space", table, row.line, subject, said)
    if unicodedata.normalize("NFC", text) != text:
        said = f"{column} is not composed (NFC): the same letters are written two ways"
        yield Finding("not-composed", table, row.line, subject, said)


def _name_letters(table: str, row: Row) -> Iterator[Finding]:
    form, subject = row["form"], _subject(row)
    scripts = sorted({_script(c) for c in form if c.isalpha()})
    if not fold_name(form):
        yield Finding("empty-name", table, row.line, subject, f"{form!r} has no letter and no digit")
    if len(scripts) > 1 or set(scripts) - {"ARABIC", "LATIN"}:
        said = f"{form!r} mixes or uses scripts: {', '.join(scripts)}"
        yield Finding("mixed-script", table, row.line, subject, said)
    elif scripts and (scripts == ["ARABIC"]) != (row["lang"] == "ar"):
        said = f"lang is {row['lang']!r} but {form!r} is in {scripts[0].lower()} letters"
        yield Finding("wrong-lang", table, row.line, subject, said)


def _script(char: str) -> str:
    """The script of a letter: the first word of its Unicode name.

    >>> _script("ش"), _script("S"), _script("Ѕ")
    ('ARABIC', 'LATIN', 'CYRILLIC')
    """
    return unicodedata.name(char, "UNNAMED").split()[0]


def _subject(row: Row) -> str:
    """``place/form`` for a name, the id for a place."""
    return f"{row['place']}/{row['form']}" if "form" in row.cells else row["id"]


NAME_CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (sources, ("sources.toml", "elsewhere/sources.toml")),
    (tags, ("places.csv", "kinds.toml", "elsewhere/places.csv", "elsewhere/names.csv")),
    (canonical_names, ("names.csv",)),
    (duplicates, ()),
    (shared_names, ()),
    (letters, ()),
)
