"""Readings and a gazetteer into a payload: what a page or a picture shows, before anything is drawn.

The types are those of :mod:`hayy.render.data`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hayy.errors import DataError
from hayy.render.data import SCHEMA, Bilingual, Lang, Payload, PlaceData, SourceData
from hayy.render.look import texts
from hayy.render.places import place_data
from hayy.render.statements import claim_data, statements
from hayy.render.steps import part_data, step_data
from hayy.sides import load_sides

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, Reading

__all__ = ["Payload", "build"]


def build(
    readings: Sequence[Reading],
    gazetteer: Gazetteer,
    *,
    coded: Sequence[Claim] = (),
    as_of: date | None = None,
    title: str | None = None,
) -> Payload:
    """Put together what the page and the pictures show.

    Args:
        readings: the documents, read.
        gazetteer: where the places are; every drawable place of it is on the map, with or without a report.
        coded: claims coded by hand, without a document; they say so where they are shown.
        as_of: the last day that counts; None means the latest day on which anything was reported.
        title: replaces the title, in both languages.

    Raises:
        DataError: a claim names a place that the gazetteer does not have.
    """
    found = statements(readings, coded, as_of)
    for statement in found.statements:
        if statement.claim.place not in gazetteer.places:
            raise DataError(f"claim {statement.claim.id} is about {statement.claim.place!r}, which the gazetteer lacks")
    places = place_data(gazetteer, {statement.claim.place for statement in found.statements})
    steps = step_data(found.statements, places.index, as_of)
    days = steps.data
    return Payload(
        schema=SCHEMA,
        lang=_language(readings),
        title=_title(gazetteer, title),
        city=Bilingual(ar=gazetteer.city.name_ar, en=gazetteer.city.name_en),
        as_of=days[-1]["day"] if days else None,
        centre=places.centre,
        places=places.data,
        parts=part_data(days, places),
        outline=places.outline,
        documents=found.documents,
        passages=found.passages,
        claims=[claim_data(statement, places.index, steps.contradicted) for statement in found.statements],
        steps=days,
        sides=_sides(statement.claim for statement in found.statements),
        kinds=_kinds(gazetteer, places.data),
        sources=_sources(gazetteer, places.data),
        attribution=list(gazetteer.city.attribution),
    )


def _language(readings: Sequence[Reading]) -> Lang:
    """The language in which the page opens: that of most documents, English where there are none."""
    counts = Counter(reading.document.lang for reading in readings)
    return "ar" if counts["ar"] > len(readings) / 2 else "en"


def _title(gazetteer: Gazetteer, title: str | None) -> Bilingual:
    if title is not None:
        return Bilingual(ar=title, en=title)
    words, city = texts(), gazetteer.city
    return Bilingual(
        ar=words["ar"]["title"].replace("{city}", city.name_ar), en=words["en"]["title"].replace("{city}", city.name_en)
    )


def _sides(claims: Iterable[Claim]) -> dict[str, Bilingual]:
    """The labels of the sides that occur, by id."""
    named = {side for claim in claims for side in (claim.actor, claim.against) if side}
    return {k: Bilingual(ar=v.label_ar, en=v.label_en) for k, v in load_sides().items() if k in named}


def _kinds(gazetteer: Gazetteer, places: Sequence[PlaceData]) -> dict[str, Bilingual]:
    used = {place["kind"] for place in places}
    return {k: Bilingual(ar=v.label_ar, en=v.label_en) for k, v in sorted(gazetteer.kinds.items()) if k in used}


def _sources(gazetteer: Gazetteer, places: Sequence[PlaceData]) -> dict[str, SourceData]:
    used = {source for place in places for source in (*place["name_sources"], *place["place_sources"])}
    return {
        key: SourceData(what=source.what, where=source.where, licence=source.licence)
        for key, source in sorted(gazetteer.sources.items())
        if key in used
    }
