"""The seed article as a person sees its page: the table of what a careful reader takes from it, and its size."""

from __future__ import annotations

import gzip
import json

import pytest

from hayy.documents import read_documents
from hayy.pipeline import Reader
from hayy.render.html import page as html_page
from hayy.render.payload import build

ROWS = """() => [...document.querySelectorAll('#rows tr[data-place]')].map(r => ({
  index: Number(r.dataset.place),
  status: r.querySelector('.chip').textContent.toLowerCase(),
  side: r.querySelector('.column-side').textContent,
  date: r.querySelector('.column-date').textContent,
  note: r.querySelector('.column-note').textContent}))"""


@pytest.fixture(scope="module")
def expected(root):
    return json.loads((root / "tests" / "cases" / "seed.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seed_payload(seed, gazetteer):
    reader = Reader(gazetteer)
    return build([reader.read(document) for document in read_documents([seed])], gazetteer)


@pytest.fixture(scope="module")
def seed_html(seed_payload):
    return html_page(seed_payload)


def test_the_table_is_that_of_a_careful_reader(show, seed_html, seed_payload, expected):
    seen = show(seed_html, "lang=en")
    rows = {seed_payload["places"][row.pop("index")]["id"]: row for row in seen.page.evaluate(ROWS)}
    assert {key: row["status"] for key, row in rows.items()} == {k: v["status"] for k, v in expected["places"].items()}
    for key, wanted in expected["places"].items():
        if wanted["status"] == "mentioned":
            assert rows[key]["side"] == "–", key
        elif wanted.get("actor") == "GOV":
            assert rows[key]["side"] == "Syrian army and allies", key
        if wanted.get("event_date"):
            assert rows[key]["date"] == f"{int(wanted['event_date'][0][-2:])} Dec 2016", key
    assert rows["karm-al-afandi"]["note"] == "Location unknown"
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_the_map_shows_the_same(show, seed_html, seed_payload, expected):
    page = show(seed_html, "lang=en").page
    names = {place["en"]: place["id"] for place in seed_payload["places"]}
    labels = page.eval_on_selector_all(
        "path.place[tabindex='0']", "nodes => nodes.map(n => n.getAttribute('aria-label'))"
    )
    shown = {names[label.rpartition(": ")[0]]: label.rpartition(": ")[2].lower() for label in labels}
    assert shown == {k: v["status"] for k, v in expected["places"].items() if k != "karm-al-afandi"}


@pytest.mark.parametrize(
    ("place", "start", "end"),
    [
        ("sheikh-saeed", "Reported retaken by Syrian army and allies, according to ", ", 12 Dec 2016"),
        (
            "jisr-al-hajj",
            "Reported retaken by Syrian army and allies (up to this place), according to ",
            ", 12 Dec 2016",
        ),
        ("qasileh", "Reported retaken by Syrian army and allies, according to ", ", 11 Dec 2016"),
    ],
)
def test_the_sentence_of_a_place(show, seed_html, place, start, end):
    page = show(seed_html, f"lang=en&place={place}").page
    said = page.text_content("#panel .verdict-words")
    assert said.startswith(start)
    assert said.endswith(end)
    source = said.removeprefix(start).removesuffix(end)
    assert "Egyptian newspaper" in source
    assert place == "qasileh" or "SANA" in source or "سانا" in source


def test_the_earlier_part_stays_in_the_history(show, seed_html):
    page = show(seed_html, "lang=en&place=karm-al-daadaa").page
    cards = [card.text_content() for card in page.query_selector_all("#panel .card")]
    assert len(cards) == 2
    assert "the south-eastern part" in cards[1]
    assert "11 Dec 2016" in cards[1]
    assert page.query_selector_all("path.part.shown") == [], "the later whole claim wins on the map"


def test_folded_name_is_marked_as_it_stands_in_the_text(show, seed_html):
    page = show(seed_html, "lang=en&place=qasileh").page
    assert page.text_content("#panel .mark-name") == "الأصيلة"
    assert page.text_content("#panel .mark-date") == "أمس"


def test_size(seed_html):
    assert len(seed_html.encode()) <= 450_000
    assert len(gzip.compress(seed_html.encode(), mtime=0)) <= 130_000


@pytest.mark.parametrize(("lang", "width"), [("ar", 1600), ("en", 1600), ("ar", 360), ("en", 360)])
def test_screenshots(show, seed_html, artifacts, lang, width):
    seen = show(seed_html, f"lang={lang}", width=width, height=950 if width > 1000 else 740)
    path = artifacts / f"seed-{lang}-{width}.png"
    seen.page.screenshot(path=path)
    assert path.stat().st_size > 20_000


def test_printed_on_one_page(show, seed_html, artifacts):
    import re

    for lang in ("ar", "en"):
        pdf = show(seed_html, f"lang={lang}").page.pdf(prefer_css_page_size=True, print_background=True)
        (artifacts / f"seed-{lang}.pdf").write_bytes(pdf)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
