"""Hostile texts in every field that reaches a picture stand there as they are; what is never drawn is not drawn."""

from __future__ import annotations

import dataclasses
import json
import runpy
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hayy.gazetteer import Gazetteer, load
from hayy.model import Claim, Document, Predicate, Reading
from hayy.render.payload import build
from hayy.render.picture import picture
from hayy.render.picture.words import visible

TESTS = Path(__file__).resolve().parent.parent
MAKE: dict[str, Any] = runpy.run_path(str(TESTS / "golden" / "pictures" / "make.py"))
TEXTS: list[str] = json.loads((TESTS / "security" / "hostile.json").read_text(encoding="utf-8"))["texts"]
# What matplotlib could take for mathematics or TeX, what would break XML, PDF strings and lines.
TEXTS += [
    "$x^2$ and $$", r"$\frac{1337}{7}$ \input{/etc/passwd}", r"\textbf{x} {{ }} %", "a_b^c & # ~", ")( \\) (",
    "'\"<&>]]>",
    "\u202eعكس\u202c", "\x00\x01\x1b[31m", "\ud800", "\u0301\u0301\u0301 e\u0301", "漢字 \U0001f6d1 \ue000",
    "وصل" * 200, "W" * 3000, "a " * 2000,
]  # fmt: skip


def hostile(text: str) -> Any:
    """A payload with ``text`` as title, place, city, outlet, source, address and attribution."""
    gazetteer = load()
    place = dataclasses.replace(gazetteer.places["fardous"], name_ar=text, name_en=text)
    city = dataclasses.replace(gazetteer.city, name_ar=text, name_en=text, attribution=(text,))
    changed = dataclasses.replace(gazetteer, places=MappingProxyType({**gazetteer.places, "fardous": place}), city=city)
    day = date(2020, 1, 6)
    claims = [Claim("c", "d", "fardous", Predicate.TOOK, actor="GOV", attributed_to=(text, text), reported=day)]
    claims.append(Claim("e", "d", "karm-al-afandi", Predicate.TOOK, actor=text, attributed_to=(text,), reported=day))
    document = Document("d", "text", text, text, day, "en", text)
    return build([Reading(document, (), (), tuple(claims))], changed, title=text)


def words_of(svg: bytes) -> str:
    """All text of an SVG, without spaces and direction marks: lines may be broken anywhere."""
    root = ET.fromstring(svg)  # noqa: S314 - made here
    said = "".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))
    return "".join(said.split()).replace("\u200e", "").replace("\u200f", "")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_texts_stand_there_as_they_are(text: str) -> None:
    svg = picture(hostile(text), "svg", lang="en")
    said = words_of(svg)
    start = "".join(visible(text).split())[:60]
    assert said.count(start) >= 4
    assert "9359" not in said
    assert b"<script" not in svg


@pytest.mark.parametrize("form", ["png", "pdf"])
@pytest.mark.parametrize("text", TEXTS[-8:], ids=range(8))
def test_hostile_texts_break_no_other_format(text: str, form: Any) -> None:
    assert picture(hostile(text), form, lang="both", dpi=50)


@given(st.text(max_size=200))
@settings(max_examples=12)
def test_any_title_gives_a_picture(title: str) -> None:
    made = build([], load(), coded=MAKE["claims"](), title=title)
    ET.fromstring(picture(made, "svg", lang="ar", size="square"))  # noqa: S314 - made here


def test_a_long_title_is_cut_and_says_so() -> None:
    said = words_of(picture(hostile("W" * 3000), "svg", lang="en"))
    assert "W…" in said


@pytest.mark.parametrize("kind", ["hospital", "school", "worship", "shelter", "military-site"])
def test_places_that_are_never_drawn_are_counted_and_neither_drawn_nor_named(kind: str) -> None:
    gazetteer = load()

    def with_kind(kind: str) -> Gazetteer:
        place = dataclasses.replace(gazetteer.places["shaar"], kind=kind, name_en="Never Drawn", name_ar="لا يرسم")
        return dataclasses.replace(gazetteer, places=MappingProxyType({**gazetteer.places, "shaar": place}))

    claims = [*MAKE["claims"](), Claim("x", None, "shaar", Predicate.TOOK, actor="GOV", reported=date(2020, 1, 10))]
    said = words_of(picture(build([], with_kind(kind), coded=claims), "svg", lang="en"))
    assert "NeverDrawn" not in said
    assert "placesoftheirkindareneverdrawn:1" in said
    assert "NeverDrawn" in words_of(picture(build([], with_kind("neighbourhood"), coded=claims), "svg", lang="en"))


def test_without_any_report_the_city_is_shown_and_that_is_said() -> None:
    said = words_of(picture(build([], load()), "svg", lang="en"))
    assert "Noplaceofthegazetteerisnamedinthesereports." in said
    assert "Retaken:0" in said
