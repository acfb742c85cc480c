"""Everything the gazetteer knows of one place, as plain data; and which names are near enough to be confused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from hayy.errors import InputError
from hayy.gazetteer.build import load_boundaries
from hayy.gazetteer.latin import is_arabic
from hayy.gazetteer.search import search
from hayy.gazetteer.shapes import Plane, area_ha
from hayy.gazetteer.tables import Gazetteer
from hayy.model import Name
from hayy.text import fold_name

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

NEAR_LETTERS = 2
"""Names within this many letters of each other are near-duplicates."""
_LEAST_LETTERS = 4
_TOUCHING_M = 40.0
"""Boundaries closer than this are neighbours: streets between them are left open, and generalising moves a line."""


@dataclass(frozen=True, slots=True)
class NearName:
    """Another place with a name that differs in ``letters`` letters (0: only by its head word or its script)."""

    place: str
    form: str
    own_form: str
    letters: int


def near_names(gazetteer: Gazetteer, place: str) -> list[NearName]:
    """The places whose Arabic names lie within two letters of one of this place's, nearest first.

    Articles do not count, an exchange of two neighbouring letters counts once (OSA distance).

    >>> from hayy.gazetteer import load
    >>> [(n.place, n.form, n.letters) for n in near_names(load(), "karm-al-dada")]
    [('karm-al-daadaa', 'كرم الدعدع', 2)]
    """
    own = [(name.form, _letters(name)) for name in gazetteer.names_of(place) if is_arabic(name.form)]
    best: dict[str, NearName] = {}
    for name in gazetteer.names:
        if name.place == place or not is_arabic(name.form):
            continue
        letters = _letters(name)
        for form, mine in own:
            distance = OSA.distance(mine, letters, score_cutoff=NEAR_LETTERS)
            near = distance <= NEAR_LETTERS and min(len(mine), len(letters)) >= _LEAST_LETTERS
            if near and (name.place not in best or distance < best[name.place].letters):
                best[name.place] = NearName(name.place, name.form, form, distance)
    return sorted(best.values(), key=lambda near: (near.letters, near.place))


def _letters(name: Name) -> str:
    return " ".join(word.removeprefix("ال") for word in fold_name(name.form).split())


def place_id(gazetteer: Gazetteer, text: str) -> str:
    """``text`` if it is an id, else the one place that it names without doubt.

    Raises:
        InputError: it is neither; the message lists what is near.

    >>> from hayy.gazetteer import load
    >>> place_id(load(), "الشيخ سعيد")
    'sheikh-saeed'
    """
    if text in gazetteer.places:
        return text
    hits = search(gazetteer, text)
    sure = [hit.place for hit in hits if hit.accepted]
    if len(sure) == 1:
        return sure[0]
    if near := ", ".join(hit.place for hit in hits[:5]):
        raise InputError(f"{text!r} is no id of the gazetteer: did you mean {near}?")
    raise InputError(f"{text!r} is no id of the gazetteer: hayy gazetteer search finds ids by name")


def describe(gazetteer: Gazetteer, place: str) -> dict[str, Any]:
    """All that is known of a place, in plain types, ready for JSON.

    >>> from hayy.gazetteer import load
    >>> known = describe(load(), "jalloum")
    >>> known["kind"], known["draw"], known["neighbours"][:2], known["area_ha"]
    ('neighbourhood', 'area', ['aqaba', 'bab-qinnasrin'], 25.7)
    """
    known = gazetteer.places[place]
    kind = gazetteer.kind_of(place)
    names = gazetteer.names_of(place)
    boundaries = load_boundaries(gazetteer.directory)
    areas = {} if boundaries is None else boundaries.areas
    return {
        "id": place,
        "name_ar": known.name_ar,
        "name_en": known.name_en,
        "kind": kind.id,
        "scheme": kind.scheme,
        "draw": kind.draw,
        "names": [
            {"form": n.form, "lang": n.lang, "sources": n.source.split(";"), "also": list(n.also)} for n in names
        ],
        "parent": known.parent,
        "near": list(known.near),
        "parts": list(gazetteer.parts_of(place)),
        "neighbours": neighbours(areas, place),
        "area_ha": round(area_ha(areas[place]), 1) if place in areas else None,
        "location": _location(gazetteer, place),
        "confidence": known.confidence,
        "pcodes": list(known.pcodes),
        "needs_context": known.needs_context,
        "near_names": [{"id": n.place, "form": n.form, "letters": n.letters} for n in near_names(gazetteer, place)],
        "elsewhere": _elsewhere(gazetteer, names),
        "note": known.note,
        "sources": {key: gazetteer.sources[key].what for key in _sources(gazetteer, place)},
    }


def _location(gazetteer: Gazetteer, place: str) -> dict[str, Any] | None:
    at = gazetteer.places[place].location
    if at is None:
        return None
    return {"lat": at.lat, "lon": at.lon, "radius_m": at.radius_m, "how": at.how, "source": at.source}


def _sources(gazetteer: Gazetteer, place: str) -> list[str]:
    found = {source for name in gazetteer.names_of(place) for source in name.source.split(";")}
    if (at := gazetteer.places[place].location) is not None:
        found.add(at.source)
    return sorted(found & set(gazetteer.sources))


def _elsewhere(gazetteer: Gazetteer, names: tuple[Name, ...]) -> list[dict[str, Any]]:
    """The places elsewhere that share a name, with where they are."""
    tags = {tag.removeprefix("elsewhere:") for name in names for tag in name.also if tag.startswith("elsewhere:")}
    return [
        {"id": other.id, "name_ar": other.name_ar, "name_en": other.name_en, "within": other.within}
        for other in (gazetteer.elsewhere[tag] for tag in sorted(tags & set(gazetteer.elsewhere)))
    ]


def neighbours(areas: Mapping[str, BaseGeometry], place: str) -> list[str]:
    """The places whose boundary comes within a street's width of this one's, in order of id.

    >>> from shapely.geometry import box
    >>> neighbours({"a": box(0, 0, 0.01, 0.01), "b": box(0.0102, 0, 0.02, 0.01), "c": box(0.03, 0, 0.04, 0.01)}, "a")
    ['b']
    """
    if place not in areas:
        return []
    plane = Plane.around(areas[place])
    own = plane.to_metres(areas[place])
    near = (other for other, area in areas.items() if float(own.distance(plane.to_metres(area))) <= _TOUCHING_M)
    return sorted(set(near) - {place})
