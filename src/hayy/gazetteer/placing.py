"""Which known place a feature of somebody else's file is: by name *and* position, never by one of them alone.

Authorities draw different grounds under one name, and one ground under different names; so a feature is taken for a
known place only where both agree:

- the known place has an outline: the names are alike (score >= 85) and the areas overlap (IoU >= 0.15), or the names
  are somewhat alike (score >= 70) and it is nearly the same ground (IoU >= 0.5);
- it has a point with a radius: the names are alike and the feature comes within that radius of the point;
- its position is not known: the names are the same letter for letter once folded, and the feature is in the city.

A feature with a known place's own name on other ground is told apart as such and taken for neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from hayy.gazetteer.build import load_boundaries
from hayy.gazetteer.drafting import bare_name, is_arabic
from hayy.gazetteer.latin import latin_key
from hayy.gazetteer.shapes import Plane, circle, iou
from hayy.text import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from hayy.gazetteer.tables import Gazetteer
    from hayy.model import Location

ALIKE, SOMEWHAT_ALIKE, THE_SAME = 85.0, 70.0, 99.0
OVERLAP, SAME_GROUND = 0.15, 0.5
LEAST_RADIUS_M = 50.0
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}


class Outcome(StrEnum):
    """What became of a feature, or of a known place that no feature is."""

    MATCHED = "matched"
    OTHER_GROUND = "same name, other ground"
    NEW = "new"
    REFUSED = "refused"
    NOT_IN_FILE = "known, not in the file"


@dataclass(frozen=True, slots=True)
class Group:
    """The features of a file that are parts of one place: their rows, names and joint ground in WGS84 degrees."""

    rows: tuple[int, ...]
    name: str
    name_ar: str
    geometry: BaseGeometry
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. ``overlap`` is the IoU with the known outline; ``distance_m`` that to the known point."""

    outcome: Outcome
    rows: tuple[int, ...] = ()
    name: str = ""
    name_ar: str = ""
    place: str = ""
    score: float | None = None
    overlap: float | None = None
    distance_m: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A feature beside a known place that its name or its ground suggests."""

    group: int
    place: str
    score: float
    overlap: float | None
    distance_m: float | None
    radius_m: float

    @property
    def agrees(self) -> bool:
        """Whether name and position both say that it is this place."""
        if self.overlap is not None:
            alike, near = self.score >= ALIKE, self.overlap >= OVERLAP
            return (alike and near) or (self.score >= SOMEWHAT_ALIKE and self.overlap >= SAME_GROUND)
        if self.distance_m is not None:
            return self.score >= ALIKE and self.distance_m <= self.radius_m
        return self.score >= THE_SAME

    @property
    def weight(self) -> float:
        """What the surer pair has more of."""
        return self.score / 100 + (self.overlap if self.overlap is not None else 0.3)


def name_score(one: Iterable[str], other: Iterable[str]) -> float:
    """How alike the names of two places are, 0-100: the best pair of forms in the same script.

    100 is the same word once spellings are folded; below it the share of letters in common order. Numbers are no
    spelling: forms with different ones are different names.

    >>> name_score(["حي الزهراء"], ["الزهراء", "Zahraa"]), round(name_score(["Al-Sukary"], ["Sukkari"]))
    (100.0, 100)
    """
    keys = [spelling_key(form) for form in one]
    return max((_alike(a, b) for form in other for b in [spelling_key(form)] for a in keys), default=0.0)


def _alike(one: SpellingKey, other: SpellingKey) -> float:
    """The share of letters in common order of two keys, 0 when their scripts or numbers differ."""
    from rapidfuzz.fuzz import ratio

    if one.numbers != other.numbers or is_arabic(one.words) != is_arabic(other.words):
        return 0.0
    return float(ratio(one.words, other.words))


class SpellingKey(NamedTuple):
    """A form without head noun, articles and differences of spelling, and the numbers in it."""

    words: str
    numbers: tuple[str, ...]


def spelling_key(form: str) -> SpellingKey:
    """What two spellings of one name share.

    >>> spelling_key("Hayy as-Sakhour II") == spelling_key("Al-Sakhoor 2"), spelling_key("الحمدانيّة ٢").numbers
    (True, ('2',))
    """
    folded = fold(bare_name(form)).text
    first, *rest = folded.split() or [""]
    words = [first, *(_ROMAN.get(word, word) for word in rest)]
    numbers = tuple(sorted(word for word in words if word.isdecimal()))
    words = [word for word in words if not word.isdecimal()]
    if is_arabic(folded):
        return SpellingKey(" ".join(word.removeprefix("ال") if len(word) > 4 else word for word in words), numbers)
    return SpellingKey(latin_key(" ".join(words)) or folded, numbers)


def place_groups(groups: Sequence[Group], known: Gazetteer) -> list[Finding]:
    """A finding for every group, in their order, then one for every known place that none of them is."""
    pairs = list(_pairs(groups, known))
    by_group: dict[int, _Pair] = {}
    taken: dict[str, int] = {}
    for pair in sorted((p for p in pairs if p.agrees), key=lambda p: (-p.weight, p.group, p.place)):
        if pair.group not in by_group and pair.place not in taken:
            by_group[pair.group] = pair
            taken[pair.place] = pair.group
    found = []
    for index, group in enumerate(groups):
        others = [pair for pair in pairs if pair.group == index]
        found.append(_finding(group, by_group.get(index), others, {p: groups[g].rows for p, g in taken.items()}))
    found += [
        Finding(Outcome.NOT_IN_FILE, name=known.places[key].name_en, name_ar=known.places[key].name_ar, place=key)
        for key in sorted(known.places)
        if key not in taken
    ]
    return found


def _finding(
    group: Group, pair: _Pair | None, others: Sequence[_Pair], taken: Mapping[str, tuple[int, ...]]
) -> Finding:
    head = (group.rows, group.name, group.name_ar)
    mended = [f"mended: {group.mended}"] if group.mended else []
    if pair is not None:
        alone = pair.overlap is None and pair.distance_m is None
        notes = (["by its name alone: no position of it was known"] if alone else []) + mended
        return Finding(Outcome.MATCHED, *head, pair.place, pair.score, pair.overlap, pair.distance_m, "; ".join(notes))
    same = [p for p in others if p.score >= THE_SAME]
    if same:
        best = max(same, key=lambda p: (p.weight, p.place))
        rows = taken.get(best.place)
        note = (
            f"{best.place} is row {_rows(rows)} already"
            if rows
            else "left out: which ground the name means is not decided here"
        )
        return Finding(
            Outcome.OTHER_GROUND,
            *head,
            best.place,
            best.score,
            best.overlap,
            best.distance_m,
            "; ".join([note, *mended]),
        )
    ground = [p for p in others if (p.overlap or 0) >= SAME_GROUND]
    best_ground = max(ground, key=lambda p: (p.overlap or 0, p.place), default=None)
    hint = [f"lies where {best_ground.place} does (IoU {best_ground.overlap:.2f})"] if best_ground else []
    return Finding(Outcome.NEW, *head, note="; ".join(hint + mended))


def _rows(rows: tuple[int, ...]) -> str:
    return "+".join(map(str, rows))


def _pairs(groups: Sequence[Group], known: Gazetteer) -> Iterable[_Pair]:
    """Every group with every known place that has its name or touches its ground."""
    from shapely import STRtree
    from shapely.geometry import box

    built = load_boundaries(known.directory)
    outlines = built.areas if built else {}
    grounds = {key: outlines[key] for key in known.places if key in outlines}
    points = {key: place.location for key, place in known.places.items() if place.location and key not in grounds}
    reach = {key: circle(at.lon, at.lat, max(at.radius_m, LEAST_RADIUS_M)) for key, at in points.items()}
    forms = {key: [name.form for name in known.names_of(key)] for key in known.places}
    by_key: dict[SpellingKey, set[str]] = {}
    for key, spelled in forms.items():
        for form in spelled:
            by_key.setdefault(spelling_key(form), set()).add(key)
    keys = [*grounds, *reach]
    tree = STRtree([*grounds.values(), *reach.values()])
    city = box(*known.city.bbox)
    for index, group in enumerate(groups):
        names = [name for name in (group.name, group.name_ar) if name]
        near = {keys[i] for i in tree.query(group.geometry, predicate="intersects").tolist()}
        namesakes = {place for name in names for place in by_key.get(spelling_key(name), ())}
        for key in sorted(near | namesakes):
            if key in grounds:
                yield _Pair(index, key, name_score(names, forms[key]), iou(group.geometry, grounds[key]), None, 0)
            elif key in points:
                distance, radius = _distance(group.geometry, points[key])
                yield _Pair(index, key, name_score(names, forms[key]), None, distance, radius)
            elif city.intersects(group.geometry):
                yield _Pair(index, key, name_score(names, forms[key]), None, None, 0)


def _distance(geometry: BaseGeometry, at: Location) -> tuple[float, float]:
    """Metres from a point to the nearest ground of a feature, and the radius within which that is near enough."""
    from shapely.geometry import Point

    plane = Plane(at.lon, at.lat)
    return float(plane.to_metres(geometry).distance(Point(0, 0))), max(at.radius_m, LEAST_RADIUS_M)
