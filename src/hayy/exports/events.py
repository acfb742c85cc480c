"""Claims as rows of the event tables that conflict researchers use: ACLED-style and UCDP-GED-style.

The columns and precision codes are those of the published codebooks; the rows are claims, not events that anybody has
verified, and each says so. ``docs/exports.md`` has the mapping and what is lost.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hayy.control import event_days, says_something
from hayy.exports.claims import table_csv
from hayy.geometry import Certainty, locate
from hayy.model import Claim, Extent, Polarity, Predicate
from hayy.sides import load_sides
from hayy.voices import voice_of

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer
    from hayy.geometry import Area
    from hayy.model import Reading

NOTE = "a claim as reported, not verified"

ACLED_COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
UCDP_COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_name",
    "dyad_name",
    "side_a",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "country",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
)
_INTER = {"GOV": 1, "GOV2": 1, "REB": 2, "KUR": 2, "ISIS": 2, "IRQ": 8}
_ACTORS = {
    "GOV": "Military Forces of Syria (2000-2024)",
    "GOV2": "Military Forces of Syria (2024-)",
    "REB": "Opposition Rebels (Syria)",
    "KUR": "QSD: Syrian Democratic Forces",
    "ISIS": "Islamic State (Iraq and Syria)",
    "IRQ": "Military Forces of Iraq",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A claim that tells of an event, its days and ground, and the article it stands in."""

    claim: Claim
    days: tuple[date, date]
    area: Area
    outlet: str | None
    title: str | None
    url: str | None
    evidence: str | None


def acled_csv(readings: Sequence[Reading], coded: Sequence[Claim], gazetteer: Gazetteer) -> bytes:
    """Captures, fights, advances and losses as an ACLED-style table, in order of day and claim."""
    return table_csv(ACLED_COLUMNS, (_acled(event, gazetteer) for event in events(readings, coded, gazetteer)))


def ucdp_csv(readings: Sequence[Reading], coded: Sequence[Claim], gazetteer: Gazetteer) -> bytes:
    """The same claims as a UCDP-GED-style table; deaths are empty, as no claim of control tells of any."""
    return table_csv(UCDP_COLUMNS, (_ucdp(event, gazetteer) for event in events(readings, coded, gazetteer)))


def events(readings: Sequence[Reading], coded: Sequence[Claim], gazetteer: Gazetteer) -> list[Event]:
    """The claims that tell of an event on a day at a place that may be drawn.

    Left out: that somebody holds a place (no event), denials and plans, claims without any day, places without a
    location or whose kind is never drawn.
    """
    areas = locate(gazetteer)
    made = []
    for claim, reading in _all(readings, coded):
        days, area = event_days(claim), areas.get(claim.place)
        happened = says_something(claim) and claim.polarity in (Polarity.ASSERTED, Polarity.FAILED)
        if not happened or claim.predicate is Predicate.HOLDS or days is None:
            continue
        if area is None or area.geometry is None:
            continue
        document = reading.document if reading else None
        evidence = claim.evidence.of(document.text) if document and claim.evidence else None
        article = (document.outlet, document.title, document.url) if document else (None, None, None)
        made.append(Event(claim, days, area, article[0], article[1], claim.url or article[2], evidence))
    return sorted(made, key=lambda event: (event.days[1], event.claim.place, event.claim.id))


def _all(readings: Sequence[Reading], coded: Iterable[Claim]) -> Iterator[tuple[Claim, Reading | None]]:
    for reading in readings:
        yield from ((claim, reading) for claim in reading.claims)
    yield from ((claim, None) for claim in coded)


def _acled(event: Event, gazetteer: Gazetteer) -> dict[str, object]:
    claim = event.claim
    kind, sub = _acled_type(claim)
    first, second = _acled_actors(claim)
    lat, lon = _point(event.area, gazetteer)
    codes = [_INTER.get(side or "", 0) for side in (first, second)]
    return {
        "event_id_cnty": f"SYR{_number(claim.id)}",
        "event_date": event.days[1].isoformat(),
        "year": event.days[1].year,
        "time_precision": _time_precision(event),
        "disorder_type": "Political violence" if kind == "Battles" else "Strategic developments",
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": _ACTORS.get(first or "", ""),
        "inter1": codes[0] or "",
        "actor2": _ACTORS.get(second or "", ""),
        "inter2": codes[1] or "",
        "interaction": int("".join(str(code) for code in sorted(codes, key=lambda c: c or 9)))
        if codes[0] or codes[1]
        else "",
        "iso": 760,
        "region": "Middle East",
        "country": "Syria",
        "admin1": gazetteer.city.name_en,
        "admin2": "",
        "admin3": "",
        "location": f"{gazetteer.city.name_en} - {gazetteer.places[claim.place].name_en}",
        "latitude": lat,
        "longitude": lon,
        "geo_precision": 1 if claim.extent is not Extent.PART and event.area.certainty is Certainty.BOUNDARY else 2,
        "source": "; ".join(dict.fromkeys(reversed(claim.attributed_to))),
        "source_scale": "",
        "notes": _notes(event),
        "fatalities": "",
        "tags": f"claim={claim.id}",
    }


def _acled_type(claim: Claim) -> tuple[str, str]:
    if claim.predicate is Predicate.LOST:
        return "Strategic developments", "Non-violent transfer of territory"
    if claim.predicate is Predicate.TOOK and claim.extent in (Extent.WHOLE, Extent.UPTO):
        return "Battles", "Government regains territory" if claim.actor in (
            "GOV",
            "GOV2",
        ) else "Non-state actor overtakes territory"
    return "Battles", "Armed clash"


def _acled_actors(claim: Claim) -> tuple[str | None, str | None]:
    """The side that acts first; of a loss nobody but the loser is known."""
    return (claim.actor, claim.against) if claim.actor else (claim.against, None)


def _time_precision(event: Event) -> int:
    """ACLED: 1 the day is known, 2 the week, 3 the month."""
    length = (event.days[1] - event.days[0]).days
    if event.claim.event is None:
        return 2
    return 1 if length == 0 else 2 if length <= 7 else 3


def _ucdp(event: Event, gazetteer: Gazetteer) -> dict[str, object]:
    claim = event.claim
    lat, lon = _point(event.area, gazetteer)
    labels = {key: side.label_en for key, side in load_sides().items()}
    sides = [labels.get(side or "", side or "") for side in (claim.actor, claim.against)]
    government = {"GOV", "GOV2"} & {claim.actor, claim.against}
    return {
        "id": _number(claim.id),
        "relid": f"SYR-{event.days[0].year}-{claim.id}",
        "year": event.days[1].year,
        "code_status": NOTE,
        "type_of_violence": 1 if government or not (claim.actor and claim.against) else 2,
        "dyad_name": " - ".join(side for side in sides if side),
        "side_a": sides[0],
        "side_b": sides[1],
        "number_of_sources": 1,
        "source_article": event.url or "",
        "source_office": event.outlet or (claim.attributed_to[0] if claim.attributed_to else ""),
        "source_date": claim.reported.isoformat() if claim.reported else "",
        "source_headline": event.title or "",
        "source_original": voice_of(claim),
        "where_prec": 1 if event.area.certainty is Certainty.BOUNDARY else 2,
        "where_coordinates": gazetteer.places[claim.place].name_en,
        "where_description": _notes(event),
        "adm_1": gazetteer.city.name_en,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})",
        "country": "Syria",
        "region": "Middle East",
        "event_clarity": 1 if claim.event is not None else 2,
        "date_prec": _date_precision(event),
        "date_start": event.days[0].isoformat(),
        "date_end": event.days[1].isoformat(),
    }


def _date_precision(event: Event) -> int:
    """UCDP GED: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
    length = (event.days[1] - event.days[0]).days + 1
    if event.claim.event is None:
        return 2
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if length <= most), 5)


def _notes(event: Event) -> str:
    claim = event.claim
    said = f"{claim.predicate.value}, {claim.extent.value}, {claim.polarity.value}"
    how = f'"{event.evidence}"' if event.evidence else f"coded by hand{f': {claim.note}' if claim.note else ''}"
    return f"{NOTE}: {said}; {how}; {event.url or 'no address known'}"


def _point(area: Area, gazetteer: Gazetteer) -> tuple[float, float]:
    """Latitude and longitude of a point inside the place: not where anything happened."""
    at = gazetteer.places[area.place].location
    if area.certainty is Certainty.POINT and at is not None:
        return round(at.lat, 5), round(at.lon, 5)
    inside = area.geometry.representative_point() if area.geometry is not None else None
    return (round(inside.y, 5), round(inside.x, 5)) if inside is not None else (0.0, 0.0)


def _number(identity: str) -> int:
    """A whole number for formats that want one; the claim's own id stands beside it."""
    return zlib.crc32(identity.encode("utf-8"))
