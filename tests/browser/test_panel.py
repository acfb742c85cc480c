"""What the panel says of a place, word for word, and that every word of it has its source."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hayy.model import Claim, Predicate, When
from hayy.render.html import page as html_page
from hayy.render.payload import build

SAID = json.loads((Path(__file__).parent / "said.json").read_text(encoding="utf-8"))
CASES = [(lang, case) for lang in ("en", "ar") for case in SAID[lang]]


@pytest.mark.parametrize(
    ("lang", "case"), CASES, ids=lambda v: v if isinstance(v, str) else f"{v['place']}-{v['date']}"
)
def test_words(show, html, lang, case):
    page = show(html, f"lang={lang}&view=status&date={case['date']}&place={case['place']}").page
    assert page.text_content("#panel-title") == case["name"]
    assert page.text_content("#panel .verdict .chip") == case["chip"]
    verdict = page.query_selector("#panel .verdict-words")
    assert (verdict.text_content() if verdict else "") == case["verdict"]
    assert [note.text_content() for note in page.query_selector_all("#panel .note")] == case["notes"]
    if "sentence" in case:
        assert page.text_content("#panel .sentence") == case["sentence"]
        marks = page.query_selector_all("#panel .sentence mark")
        assert [[m.get_attribute("class").removeprefix("mark-"), m.text_content()] for m in marks] == case["marks"]
    if "voices" in case:
        shown = [
            v.query_selector(".voice-says").text_content() + " | " + v.query_selector("li").text_content()
            for v in page.query_selector_all("#panel .voice")
        ]
        assert shown == case["voices"]
    if "coded" in case:
        assert page.text_content("#panel .card-coded") == case["coded"]


def test_evidence_is_a_piece_of_the_document(show, html, payload, story):
    texts = {row["id"]: row["text"] for row in story["documents"]}
    page = show(html, "lang=en").page
    seen = 0
    for claim in payload["claims"]:
        if claim["passage"] is None:
            continue
        page.evaluate(
            "hash => { location.hash = hash }", f"place={payload['places'][claim['place']]['id']}&date=2020-01-10"
        )
        sentence = payload["passages"][claim["passage"]]["text"]
        page.wait_for_function(
            "s => [...document.querySelectorAll('.sentence')].some(n => n.textContent === s)", arg=sentence
        )
        assert sentence in texts[payload["documents"][claim["document"]]["id"]]
        seen += 1
    assert seen == 11


def test_context_stands_around_the_sentence(show, html):
    page = show(html, "lang=en&date=2020-01-06&place=fardous").page
    quote = page.text_content("#panel blockquote")
    assert quote.startswith("A quiet night, people said. Troops took")
    assert quote.endswith("Nobody counted the hours.")


def test_how_it_was_read(show, html):
    page = show(html, "lang=en&date=2020-01-06&place=fardous").page
    rows = dict(
        zip(
            [n.text_content() for n in page.query_selector_all("#panel .card dt")],
            [n.text_content() for n in page.query_selector_all("#panel .card dd")],
            strict=True,
        )
    )
    assert rows == {
        "Source": "Example Wire › a military source",
        "Reported": "6 Jan 2020",
        "Event": "6 Jan 2020, from “on Monday”",
        "Polarity": "asserted",
        "Extent": "the whole place",
        "Name matched": "Al-Fardous: 100 of 100 – exact name",
        "Rules": "the verb governs the name",
    }
    facts = page.text_content("#panel .facts")
    assert "boundary" in facts
    assert "CSRP" not in facts, "sources are named, not coded"
    assert "Columbia" in facts or "polygons" in facts


def test_link_to_the_article_only_when_there_is_one(show, html):
    page = show(html, "lang=en&date=2020-01-06&place=fardous").page
    link = page.query_selector("#panel .card-article a")
    assert link.get_attribute("href") == "https://example.org/one"
    assert "noopener" in link.get_attribute("rel")
    page = show(html, "lang=en&date=2020-01-07&place=jalloum").page
    assert page.query_selector("#panel .card-article a") is None


def test_planned_never_shades(show, html, payload):
    page = show(html, "lang=en&date=2020-01-10&place=amiriya").page
    assert page.query_selector("#panel .card-unshaded")
    index = next(i for i, place in enumerate(payload["places"]) if place["id"] == "amiriya")
    row = page.query_selector(f'#rows tr[data-place="{index}"]')
    assert row.query_selector(".chip").text_content() == "Mentioned"


def test_a_contradicted_report_says_so_from_that_day(show, gazetteer):
    def told(key, day, source, predicate, actor):
        event = When(date(2020, 1, day), date(2020, 1, day), "day")
        return Claim(
            key, None, "shaar", predicate, actor=actor, attributed_to=(source,), event=event, reported=event.first, url="https://example.org"
        )  # fmt: skip

    claims = [told("a", 1, "One", Predicate.TOOK, "GOV"), told("b", 2, "Other", Predicate.HOLDS, "REB")]
    made = html_page(build([], gazetteer, coded=claims))
    note = "Another voice contradicted this report when it was new (2 Jan 2020)."
    assert note not in show(made, "lang=en&place=shaar&date=2020-01-01").page.text_content("#panel")
    assert note in show(made, "lang=en&place=shaar&date=2020-01-02").page.text_content("#panel")


def test_closing_by_button_map_and_escape(show, html):
    page = show(html, "lang=en&place=fardous").page
    page.click("#panel .close")
    assert page.is_hidden("#panel")
    page.click("#rows .row-button >> nth=0")
    assert page.is_visible("#panel")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
