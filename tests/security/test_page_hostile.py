"""Hostile texts in every field that can reach the page: they stand there as they are, and do nothing."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from hayy.gazetteer import Gazetteer, load
from hayy.model import Claim, Document, Mention, Predicate, Reading, Resolution, Span, When
from hayy.render import html
from hayy.render.payload import build

TEXTS: list[str] = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))["texts"]
DAY = date(2020, 1, 6)


def hostile_gazetteer(text: str) -> Gazetteer:
    """Aleppo's gazetteer with ``text`` in every word of it that a page shows."""
    gazetteer = load()
    place = dataclasses.replace(gazetteer.places["fardous"], name_ar=text, name_en=text)
    city = dataclasses.replace(gazetteer.city, name_ar=text, name_en=text, attribution=(text,))
    sources = {k: dataclasses.replace(v, what=text, licence=text) for k, v in gazetteer.sources.items()}
    kinds = {k: dataclasses.replace(v, label_ar=text, label_en=text) for k, v in gazetteer.kinds.items()}
    return dataclasses.replace(
        gazetteer,
        places=MappingProxyType({**gazetteer.places, "fardous": place}),
        city=city,
        sources=MappingProxyType(sources),
        kinds=MappingProxyType(kinds),
    )


def hostile_readings(text: str) -> tuple[list[Reading], list[Claim]]:
    """A document, a claim and a coded claim with ``text`` in every field."""
    whole = f"{text} before. {text} took {text} today. {text} after."
    start = whole.index(". ") + 2
    evidence = Span(start, whole.index(". ", start) + 1)
    name = Span(evidence.start + len(text) + 6, evidence.start + 2 * len(text) + 6)
    document = Document("d", whole, text, text, DAY, "en", text)
    claim = Claim(
        "c1", "d", "fardous", Predicate.TOOK, share=text, actor="GOV", attributed_to=(text, text), voice=text,
        event=When(DAY, DAY, "day", Span(name.start, name.end), text), reported=DAY, evidence=evidence,
        cue=Span(evidence.start, evidence.start + len(text)), mention=0, flags=(text,), reasons=(text,), note=text,
    )  # fmt: skip
    coded = Claim("c2", None, "shaar", Predicate.TOOK, attributed_to=(text,), reported=DAY, url=text, note=text)
    found = Resolution(Mention(name, name.of(whole)), "fardous", 100, (text,))
    return [Reading(document, (found,), (claim,))], [coded]


def hostile_page(text: str, **options: Any) -> str:
    readings, coded = hostile_readings(text)
    return html.page(build(readings, hostile_gazetteer(text), coded=coded, title=text), **options)


@cache
def plain_page() -> str:
    return html.page(build([], load()))


@pytest.mark.parametrize("text", TEXTS)
def test_no_template_runs_and_no_markup_grows(text):
    made = hostile_page(text)
    plain = plain_page()
    assert made.count("9359") == plain.count("9359"), "the digits stand in coordinates only"
    for tag in ("<script", "</script", "<style", "<title", "<meta", "<img", "<iframe"):
        assert made.count(tag) == plain.count(tag), tag
    assert re.findall(r"<script[^>]*>", made) == re.findall(r"<script[^>]*>", plain)


@pytest.mark.parametrize("text", TEXTS)
def test_the_island_gives_the_text_back(text):
    made = hostile_page(text)
    island = re.search(r'<script type="application/json" id="hayy-data">(.*?)</script>', made, re.DOTALL)
    assert island is not None
    data = json.loads(island[1])
    assert data["title"] == {"ar": text, "en": text}
    assert data["attribution"] == [text]
    assert text in json.dumps(data["passages"], ensure_ascii=False).encode().decode("unicode_escape", "ignore") or any(
        text in value
        for column in data["passages"]["columns"].values()
        for value in column.get("v", column.get("d", []))
        if isinstance(value, str)
    )


def test_lone_surrogates_and_nul_do_not_break_the_file():
    made = hostile_page("a\ud800b\x00c")
    assert made.encode("utf-8")
    assert "\x00" not in made


def test_only_one_module_imports_folium(root):
    importers = {
        path.relative_to(root).as_posix()
        for path in (root / "src").rglob("*.py")
        if re.search(
            r"^\s*(import|from) (folium|branca)\b",
            re.sub(r"if TYPE_CHECKING:\n(?:    .*\n|\n)+", "", path.read_text("utf-8")),
            re.M,
        )
    }
    assert importers == {"src/hayy/render/html.py"}


def test_layers_hold_numbers_only():
    from hayy.render.layers import collections

    readings, coded = hostile_readings("<b>")
    layers = collections(build(readings, hostile_gazetteer("<b>"), coded=coded))
    for collection in layers.values():
        for feature in collection["features"]:
            assert isinstance(feature["id"], int)
            assert all(isinstance(value, float | int) for value in feature["properties"].values())


def test_a_place_id_from_a_foreign_gazetteer_is_no_code():
    gazetteer = load()
    key = "{{1337*7}}</script>"
    place = dataclasses.replace(gazetteer.places["karm-al-afandi"], id=key)
    foreign = dataclasses.replace(gazetteer, places=MappingProxyType({**gazetteer.places, key: place}))
    claim = Claim("c", None, key, Predicate.TOOK, reported=DAY)
    made = html.page(build([], foreign, coded=[claim]))
    assert made.count("9359") == plain_page().count("9359")
    assert made.count("</script") == plain_page().count("</script")
