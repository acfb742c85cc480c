"""The page needs nothing, complains of nothing, and is the same each time."""

from __future__ import annotations

import gzip
import re

import pytest

from hayy.render.html import page as html_page


@pytest.mark.parametrize(
    "link", ["lang=ar", "lang=en", "lang=en&place=fardous&date=2020-01-09", "date=x&place=y&lang=z"]
)
def test_no_request_no_message_no_error(show, html, link):
    seen = show(html, link)
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_embed_and_dark_are_as_quiet(show, embedded):
    seen = show(embedded, "lang=en", color_scheme="dark", reduced_motion="reduce")
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_every_place_opens_without_complaint(show, html, payload):
    seen = show(html, "lang=en")
    for place in payload["places"]:
        seen.page.evaluate("id => { location.hash = 'place=' + id }", place["id"])
        seen.page.wait_for_function(
            "name => document.getElementById('panel-title')?.textContent.includes(name)", arg=place["en"]
        )
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_language_switches_everything(show, html, payload):
    page = show(html, "lang=ar").page
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.text_content("#title") == payload["title"]["ar"]
    assert page.text_content("#as-of") == "كما وردت التقارير حتى ١٠ كانون الثاني ٢٠٢٠"
    page.click("#language")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert page.title() == page.text_content("#title") == payload["title"]["en"]
    assert page.text_content("#as-of") == "As reported by 10 Jan 2020"
    assert page.text_content("#sources-line") == "According to Example Wire, جريدة المثال, Example Monitor"
    arabic = re.compile("[\u0621-\u064a]")
    for part in ("#legend", "#about h2", "#about .disclaimer", "#table thead"):
        assert not arabic.search(page.text_content(part)), part


def test_same_bytes_each_time(payload, html):
    assert html_page(payload) == html


def test_scripts_are_those_of_the_template(show, html):
    page = show(html, "lang=en&place=fardous").page
    assert page.evaluate("document.scripts.length") == 4
    assert html.count("<script") == 4
    assert page.evaluate("document.querySelectorAll('[onclick],[onerror],[onload],[style*=expression]').length") == 0


def test_size_of_the_page_without_claims_leaves_room(html):
    assert len(html.encode()) < 450_000
    assert len(gzip.compress(html.encode())) < 130_000


def test_without_script_it_says_so(chromium, html, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    assert "script" in page.inner_text("noscript") or "script" in page.inner_text("body")
    context.close()
