"""A gazetteer folder from somebody's boundary file, matched to the places of a gazetteer that is known.

The file's boundaries replace the known ones; they are never mixed, for two authorities' outlines overlap. A known
place that is not in the file keeps its names and is drawn as a circle. What is left out, and why, stands in the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hayy.errors import DataError
from hayy.gazetteer.adopting import Base, Origin, adopt
from hayy.gazetteer.drafting import Draft, bare_name, csv_bytes, formula_safe, name_fault, new_id, settled
from hayy.gazetteer.placing import Finding, Group, Outcome, place_groups, spelling_key
from hayy.gazetteer.shapes import SLIVER_HA, Plane, area_ha, areal, overlaps
from hayy.gazetteer.vectorfiles import Feature, fields_of, text_of
from hayy.text import fold

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

APART_M = 500.0
"""Features of one name within this distance are parts of one place; farther apart they are two."""
TRIM_SHARE = 0.05
"""Overlaps up to this share of the smaller area are digitising slips and are cut from the larger one."""
REPORT_COLUMNS = ("outcome", "rows", "name", "name_ar", "place", "score", "overlap", "distance_m", "note")


@dataclass(frozen=True, slots=True)
class Import:
    """The gazetteer made, and a finding for every feature of the file and every known place."""

    draft: Draft
    findings: tuple[Finding, ...]

    def report(self) -> bytes:
        """The findings as CSV; text cells are safe in a spreadsheet."""
        rows = (
            {
                "outcome": found.outcome.value,
                "rows": "+".join(map(str, found.rows)),
                "name": formula_safe(found.name),
                "name_ar": formula_safe(found.name_ar),
                "place": found.place,
                "score": _number(found.score, 0),
                "overlap": _number(found.overlap, 3),
                "distance_m": _number(found.distance_m, 0),
                "note": formula_safe(found.note),
            }
            for found in self.findings
        )
        return csv_bytes(REPORT_COLUMNS, rows)


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"


def import_features(
    features: Sequence[Feature], name_field: str, name_field_ar: str | None, base: Base, origin: Origin
) -> Import:
    """Match the features of a file to the places of a gazetteer, and draft the gazetteer that has their boundaries.

    Args:
        features: as :func:`hayy.gazetteer.vectorfiles.read_features` gives them.
        name_field: the property that holds the name; Latin or Arabic.
        name_field_ar: a second property with the Arabic name, if there is one.
        base: the gazetteer whose places they may be, or an empty one of a new city.
        origin: whose file it is; stands beside every boundary, name and point taken from it.

    Raises:
        DataError: no feature has the property, or none has both a name and an area.
    """
    groups, refused = group_features(features, name_field, name_field_ar)
    placed = place_groups(groups, base.known) if base.known else [_new(group) for group in groups]
    of_groups, of_places = placed[: len(groups)], placed[len(groups) :]
    taken = {row["id"] for row in (*base.places, *base.regions)}
    for index, found in enumerate(of_groups):
        if found.outcome is Outcome.NEW:
            of_groups[index] = replace(found, place=new_id(found.name, taken, "place"))
            taken.add(of_groups[index].place)
    kept = [
        (found, group)
        for found, group in zip(of_groups, groups, strict=True)
        if found.outcome in (Outcome.MATCHED, Outcome.NEW)
    ]
    if not kept:
        raise DataError("not one feature could be placed: is it the same city, and is the CRS right?")
    areas, notes = _trimmed({found.place: group.geometry for found, group in kept})
    of_groups = [_noted(found, notes) for found in of_groups]
    return Import(adopt(base, kept, areas, origin), tuple(of_groups + refused + of_places))


def _new(group: Group) -> Finding:
    note = f"mended: {group.mended}" if group.mended else ""
    return Finding(Outcome.NEW, group.rows, group.name, group.name_ar, note=note)


def _noted(found: Finding, notes: Mapping[str, list[str]]) -> Finding:
    """The finding with what was done to its area."""
    added = notes.get(found.place, []) if found.outcome in (Outcome.MATCHED, Outcome.NEW) else []
    return replace(found, note="; ".join(filter(None, [found.note, *added])))


def group_features(
    features: Sequence[Feature], name_field: str, name_field_ar: str | None
) -> tuple[list[Group], list[Finding]]:
    """The features joined into places, in order of their first rows, and a finding for each refused.

    Features that lie together under one name are parts of one place. Where both names are given, the Latin ones may
    differ in a number: files cut large quarters into numbered pieces that reporting knows by the one Arabic name.

    Raises:
        DataError: no feature has the property, or none is left.
    """
    fields = fields_of(tuple(features))
    for name in filter(None, (name_field, name_field_ar)):
        if name not in fields:
            raise DataError(f"no feature has a property {name!r}: the file has {', '.join(fields) or 'none'}")
    named: dict[tuple[str, str], list[tuple[Feature, str, str]]] = {}
    refused = []
    for feature in features:
        name = bare_name(text_of(feature.properties.get(name_field)))
        name_ar = bare_name(text_of(feature.properties.get(name_field_ar))) if name_field_ar else ""
        faults = [fault for text in (name or name_ar, name_ar or name) if (fault := name_fault(text))]
        if feature.fault or faults:
            note = "; ".join(filter(None, [feature.fault, *dict.fromkeys(faults)]))
            refused.append(Finding(Outcome.REFUSED, (feature.row,), name[:80], name_ar[:80], note=note))
        else:
            named.setdefault(_same_place(name, name_ar), []).append((feature, name, name_ar))
    groups = []
    for members in named.values():
        for number, cluster in enumerate(_clusters([feature for feature, _, _ in members])):
            _, name, name_ar = members[0]
            rows = tuple(feature.row for feature in cluster)
            if number:
                note = f"the same name as row {members[0][0].row}, more than {APART_M:.0f} m away: rename one of them"
                refused.append(Finding(Outcome.REFUSED, rows, name, name_ar, note=note))
            else:
                mended = "; ".join(feature.mended for feature in cluster if feature.mended)
                groups.append(Group(rows, name, name_ar, _joined(cluster), mended))
    if not groups:
        raise DataError(
            f"no feature has both a name and an area: {refused[0].note if refused else 'the file is empty'}"
        )
    return sorted(groups, key=lambda group: group.rows), sorted(refused, key=lambda found: found.rows)


def _same_place(name: str, name_ar: str) -> tuple[str, str]:
    """What the names of two features share when they may be parts of one place."""
    if name and name_ar:
        return spelling_key(name).words, fold(name_ar).text
    return fold(name).text, fold(name_ar).text


def _joined(features: Sequence[Feature]) -> BaseGeometry:
    from shapely.ops import unary_union

    return areal(unary_union([feature.geometry for feature in features if feature.geometry is not None]))


def _clusters(features: Sequence[Feature]) -> list[list[Feature]]:
    """Features of one name split into those that lie together, the first feature's cluster first."""
    if len(features) == 1:
        return [list(features)]
    plane = Plane.around(_joined(features))
    grounds = [plane.to_metres(feature.geometry) for feature in features if feature.geometry is not None]
    clusters: list[list[int]] = []
    for i, ground in enumerate(grounds):
        near = [c for c in clusters if any(ground.distance(grounds[j]) <= APART_M for j in c)]
        clusters = [c for c in clusters if c not in near] + [[i, *(j for c in near for j in c)]]
    return [[features[i] for i in sorted(cluster)] for cluster in sorted(clusters, key=min)]


def _trimmed(
    areas: Mapping[str, BaseGeometry],
) -> tuple[dict[str, Polygon | MultiPolygon], dict[str, list[str]]]:
    """The areas on the grid of the files, small overlaps cut from the larger area; and what to say of each place."""
    made = {key: settled(area) for key, area in areas.items()}
    notes: dict[str, list[str]] = {}
    for one, other, shared in overlaps(made):
        small, large = sorted((one, other), key=lambda key: (made[key].area, key))
        if shared <= TRIM_SHARE * area_ha(made[small]):
            made[large] = settled(made[large].difference(made[small]))
            notes.setdefault(large, []).append(f"an overlap of {shared:.2f} ha with {small} cut off")
        else:
            notes.setdefault(large, []).append(
                f"overlaps {small} by {shared:.2f} ha: both are kept, and the check says so"
            )
    return {key: area for key, area in made.items() if area_ha(area) > SLIVER_HA}, notes
