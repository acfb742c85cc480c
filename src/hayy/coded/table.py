"""A table of coded claims, read row by row; every fault of every row is found before any is reported."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from hayy.coded.codes import EVENTS, brackets, camps_of, chain_of, extent_of, hour_of, sides_of, when_of
from hayy.decoding import check_characters
from hayy.documents import parse_day
from hayy.errors import InputError
from hayy.model import Claim, Direction, Extent, Predicate, When
from hayy.sides import load_sides
from hayy.text import fold_name
from hayy.voices import known_voice, voice_of

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer

COLUMNS = (
    "date",
    "neighbourhood",
    "neighbourhood_ar",
    "event",
    "actor_gaining_or_holding",
    "attributed_to",
    "source_side",
    "date_basis",
    "note",
    "source_url",
)
"""The columns that a table must have, in any order."""
OPTIONAL = ("place", "reported")
"""Columns that it may have: the gazetteer's id of the place, and the day of the report where it is not the event's."""
_SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """A claim with the row it was coded in and the names that the row gives its place."""

    claim: Claim
    row: int
    named_en: str
    named_ar: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What a table holds. ``notes`` say, one line each, which rows are kept but will not be drawn, and why."""

    claims: tuple[CodedClaim, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Names:
    """The places that a folded name stands for, those of the city itself, and the ids."""

    places: Mapping[str, set[str]]
    city: frozenset[str]
    ids: frozenset[str]


@dataclass(slots=True)
class _Row:
    """One row in the making, with its faults."""

    number: int
    cells: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    note: str | None = None

    def fault(self, what: str) -> None:
        self.faults.append(f"row {self.number}: {what}")


def read_coded(text: str, gazetteer: Gazetteer, where: str = "claims") -> Coded:
    """The claims in a CSV text with the columns :data:`COLUMNS`, and :data:`OPTIONAL` ones.

    A row that names two sources of two sides (``source_side`` ``state+monitor``) becomes a claim of each. A claim's id
    is a hash of its row, so the same row is the same claim wherever it is read again.

    Args:
        text: the table.
        gazetteer: where the places are looked up, by ``place``, else by the Arabic name, else by the English one.
        where: how messages call the table.

    Raises:
        InputError: unknown or missing columns, unknown codes, days that are none ...: all faults of all rows at once.
    """
    check_characters(text, where)
    names = _names(gazetteer)
    made: dict[str, CodedClaim] = {}
    faults: list[str] = []
    undrawn: list[str] = []
    for row in _rows(text, where):
        claims = _claims(row, names)
        faults += row.faults
        made |= {coded.claim.id: coded for coded in claims}
        undrawn += [row.note] if row.note else []
    if faults:
        rest = [f"and {len(faults) - _SHOWN_FAULTS} more"] if len(faults) > _SHOWN_FAULTS else []
        count = f"{len(faults)} faults: " if len(faults) > 1 else ""
        raise InputError(f"{where}: {count}{'; '.join(faults[:_SHOWN_FAULTS] + rest)}")
    return Coded(tuple(made.values()), tuple(f"{where}: {note}" for note in undrawn))


def _rows(text: str, where: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="", strict=True)
    try:
        columns = reader.fieldnames or ()
        missing = [name for name in COLUMNS if name not in columns]
        unknown = [str(name) for name in columns if name not in (*COLUMNS, *OPTIONAL)]
        if missing or unknown or len(set(columns)) < len(columns):
            parts = [f"{what} {', '.join(them)}" for what, them in (("no", missing), ("unknown", unknown)) if them]
            said = "; ".join(parts) or "one stands twice"
            raise InputError(f"{where}: its columns are at fault: {said} (known: {', '.join((*COLUMNS, *OPTIONAL))})")
        for number, cells in enumerate(reader, start=2):
            row = _Row(number, {key: (value or "").strip() for key, value in cells.items() if isinstance(key, str)})
            if None in cells:
                row.fault("more cells than the header has: quote the comma")
            yield row
    except csv.Error as error:
        raise InputError(f"{where}: not CSV near line {reader.line_num} ({error})") from error


def _names(gazetteer: Gazetteer) -> _Names:
    places: defaultdict[str, set[str]] = defaultdict(set)
    for name in gazetteer.names:
        places[fold_name(name.form)].add(name.place)
    city = frozenset(fold_name(n) for n in (gazetteer.city.name_ar, gazetteer.city.name_en, *gazetteer.city.forms))
    return _Names(places, city, frozenset(gazetteer.places))


def _claims(row: _Row, names: _Names) -> list[CodedClaim]:
    cells = row.cells
    day, reported = _days(row)
    event = EVENTS.get(cells["event"])
    if event is None:
        row.fault(f"unknown event {cells['event']!r} (known: {', '.join(EVENTS)})")
    sides = sides_of(cells["actor_gaining_or_holding"], frozenset(load_sides()))
    if sides is None:
        row.fault(f"unknown side {cells['actor_gaining_or_holding']!r} (known: both, {', '.join(load_sides())})")
    camps = camps_of(cells["source_side"])
    if camps is None:
        row.fault(f"unknown source_side {cells['source_side']!r}")
    if not cells["attributed_to"]:
        row.fault("attributed_to is empty: a claim never stands without its source")
    name, words = brackets(cells["neighbourhood"])
    place = _place(row, names, name)
    if row.faults or event is None or sides is None or camps is None or day is None:
        return []
    actor, against = (None, sides[0]) if event.by_defender else sides
    extent, direction = _extent(event.extent, words)
    told = event.predicate is not Predicate.NONE
    claim = Claim(
        id="",
        document=None,
        place=place,
        predicate=event.predicate,
        polarity=event.polarity,
        extent=extent,
        direction=direction if told else None,
        share=words if extent_of(words) else None,
        actor=actor if told else None,
        against=against if told else None,
        event=day,
        reported=reported,
        flags=tuple(flag for flag in (event.flag, hour_of(cells["attributed_to"])) if flag),
        reasons=(f"coded by hand as {cells['event']}",),
        url=cells["source_url"] or None,
        note=cells["note"],
    )
    sources = _sources(cells["attributed_to"], len(camps))
    by = zip(sources, _matched(sources, camps), strict=True)
    made = [_by(claim, chain, camp, (number, cells)) for number, (chain, camp) in enumerate(by)]
    return [CodedClaim(each, row.number, cells["neighbourhood"], cells["neighbourhood_ar"]) for each in made]


def _days(row: _Row) -> tuple[When | None, date | None]:
    """When it happened and when it was reported."""
    cells = row.cells
    day, when = parse_day(cells["date"]), None
    if day is None:
        row.fault(f"date {cells['date']!r} is not a day as YYYY-MM-DD (1900-2100)")
    else:
        when = when_of(day, cells["date_basis"])
        if when is None:
            row.fault(f"date_basis {cells['date_basis']!r} is not understood (stated, inferred, approx, range ...)")
    told = cells.get("reported", "")
    reported = parse_day(told) if told else day
    if told and reported is None:
        row.fault(f"reported {told!r} is not a day as YYYY-MM-DD (1900-2100)")
    return when, reported


def _extent(coded: Extent, words: str) -> tuple[Extent, Direction | None]:
    """Words in brackets after the name narrow what the code says; nothing widens it."""
    found = extent_of(words)
    if found is None or found[0] is Extent.WHOLE:
        return coded, None
    return found if coded is not Extent.UPTO else (coded, found[1])


def _place(row: _Row, names: _Names, name: str) -> str:
    """The id of the place, "" when the row is about the whole city or a place that is not known."""
    given, arabic = row.cells.get("place", ""), fold_name(row.cells["neighbourhood_ar"])
    if given:
        if given not in names.ids:
            row.fault(f"the gazetteer has no place {given!r}")
        return given
    english = fold_name(name)
    found = names.places.get(arabic, set())
    by_english = names.places.get(english, set())
    if found and by_english and not found & by_english:
        row.fault(f"{name!r} and {row.cells['neighbourhood_ar']!r} are different places")
        return ""
    found = found & by_english or found or (by_english if not arabic else set())
    if len(found) > 1:
        row.fault(f"{row.cells['neighbourhood_ar'] or name!r} may be {' or '.join(sorted(found))}: name it under place")
        return ""
    if found:
        return next(iter(found))
    what = row.cells["neighbourhood"] or row.cells["neighbourhood_ar"]
    whole = arabic in names.city or english in names.city
    why = "is about the whole city" if whole else "names no place of the gazetteer" if what else "names no place"
    row.note = f"row {row.number} ({what}) {why}: kept, never drawn"
    return ""


def _sources(words: str, count: int) -> list[tuple[str, ...]]:
    """The chains of ``count`` sources that a cell names with "and" or a semicolon; all in one where it does not."""
    if count == 1:
        return [chain_of(words)]
    plain = brackets(words)[0]
    inner, link, outer = plain.partition(" via ") if ";" not in plain else (plain, "", "")
    parts = [part.strip() for part in inner.replace(" and ", ";").split(";")]
    if len(parts) != count:
        return [chain_of(words)] * count
    return [chain_of(f"{part}{link}{outer}") for part in parts]


def _matched(sources: list[tuple[str, ...]], camps: list[str | None]) -> list[str | None]:
    """The camp of each source: codes stand in any order, so what is known of the voices puts them in theirs."""
    if len(camps) == 1:
        return camps
    known = [known_voice(chain[-1]) for chain in sources]
    told = [voice.camp for voice in known if voice]
    left = [camp for camp in camps if camp not in told]
    return [voice.camp if voice else left.pop(0) if left else None for voice in known]


def _by(claim: Claim, chain: tuple[str, ...], camp: str | None, where: tuple[int, Mapping[str, str]]) -> Claim:
    """The claim of one source; its id is a hash of the row and of which of the row's sources it is."""
    number, cells = where
    made = replace(claim, attributed_to=chain, camp=camp)
    key = repr((sorted((name, cell) for name, cell in cells.items() if cell), number))
    return replace(made, id="h" + hashlib.sha256(key.encode()).hexdigest()[:15], voice=voice_of(made))
