"""The types of a payload: everything a page or a picture shows, as plain data that ``json.dumps`` takes.

Days are ISO 8601, stretches of them inclusive pairs. Geometry is GeoJSON in WGS84 degrees, longitude first. Lists refer
to each other by position. The texts of both languages are not here but in ``texts.toml``.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

SCHEMA = "hayy.page/1"

Geometry = dict[str, Any]
Lang = Literal["ar", "en"]
Draw = Literal["area", "outline", "point", "none"]
Located = Literal["boundary", "computed", "point", "unknown", "withheld"]


class Bilingual(TypedDict):
    """One text in both languages."""

    ar: str
    en: str


class PlaceData(TypedDict):
    """A place of the gazetteer that is drawn or that a claim names.

    ``draw``: ``area`` (geometry is a polygon), ``outline`` (a polygon that is never filled), ``point`` (geometry is a
    point, ``radius_m`` the metres within which the place lies) or ``none`` (listed only, geometry is None).
    ``located`` says why: ``boundary``, ``computed`` (a boundary computed from points), ``point``, ``unknown`` (nobody
    says where it is) or ``withheld`` (places of its kind are never drawn, and no coordinates are given).
    ``label`` is longitude and latitude of a point well inside, for its name.
    """

    id: str
    ar: str
    en: str
    kind: str
    draw: Draw
    located: Located
    geometry: Geometry | None
    label: tuple[float, float] | None
    radius_m: float | None
    how: str
    place_sources: list[str]
    name_sources: list[str]


class PartData(TypedDict):
    """The part of a place that a claim with a direction means; ``place`` is an index into ``places``."""

    place: int
    direction: str
    geometry: Geometry


class DocumentData(TypedDict):
    """One article; ``id`` is the document's, everything unknown is None."""

    id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    lang: str | None


class PassageData(TypedDict):
    """An evidence sentence as it stands in a document, with what stands before and after it."""

    document: int
    text: str
    before: str
    after: str


class ClaimData(TypedDict):
    """One claim. ``place``, ``document`` and ``passage`` are indexes; without a passage no sentence was kept.

    ``marks`` are ``[start, end, what]`` in code points of the passage's text, ``what`` being ``name``, ``cue`` or
    ``date``. ``known`` is the day from which the claim counts: reported, else the last day of the event, else None
    (from the beginning). ``attributed_to`` is the chain of sources of the sentence itself, outermost first;
    ``inherited_from`` are sources that an earlier sentence named. ``match`` are the reasons of the matching, ``score``
    is 0-100. ``contradicted`` is the day on which another voice contradicted it, None when none did.
    """

    id: str
    place: int
    status: str
    predicate: str
    polarity: str
    extent: str
    direction: str | None
    share: str | None
    actor: str | None
    against: str | None
    attributed_to: list[str]
    inherited_from: list[str]
    background: bool
    event: list[str] | None
    event_words: str | None
    event_reason: str
    known: str | None
    reported: str | None
    document: int | None
    passage: int | None
    marks: list[list[Any]]
    surface: str | None
    score: float | None
    match: list[str]
    reasons: list[str]
    flags: list[str]
    contradicted: str | None
    confidence: float
    voice: str | None
    url: str | None
    note: str


class StateData(TypedDict):
    """The state of one place, as ``hayy.control`` decided it.

    ``sides`` are at most two: that of the state, then another that the claims behind it name.
    """

    status: str
    disputed: bool
    partial: bool
    extent: str | None
    direction: str | None
    actor: str | None
    sides: list[str]
    event: list[str] | None


class StepData(TypedDict):
    """What changes on a day: states by the index of the place. States of earlier steps stand until changed."""

    day: str | None
    changes: dict[int, StateData]


class SourceData(TypedDict):
    """A source of names or locations in the gazetteer."""

    what: str
    where: str
    licence: str


class Payload(TypedDict):
    """The whole of it. ``centre`` is latitude and longitude; ``as_of`` is the last day that counts."""

    schema: str
    lang: Lang
    title: Bilingual
    city: Bilingual
    as_of: str | None
    centre: list[float]
    places: list[PlaceData]
    parts: list[PartData]
    outline: Geometry | None
    documents: list[DocumentData]
    passages: list[PassageData]
    claims: list[ClaimData]
    steps: list[StepData]
    sides: dict[str, Bilingual]
    kinds: dict[str, Bilingual]
    sources: dict[str, SourceData]
    attribution: list[str]
