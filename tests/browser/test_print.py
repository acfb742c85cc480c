"""Printed: one clean A4 page with map, legend, table and sources."""

from __future__ import annotations

import re

import pytest


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_one_page_of_a4(show, html, artifacts, lang):
    page = show(html, f"lang={lang}&place=fardous").page
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    (artifacts / f"story-{lang}.pdf").write_bytes(pdf)
    assert pages(pdf) == 1
    width, height = (float(n) for n in re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)


def test_what_is_on_paper(show, html):
    page = show(html, "lang=en&place=fardous").page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for shown in (
        "#title",
        "#as-of",
        "#sources-line",
        "#mapbox",
        "#legend-list",
        "#rows",
        "#foot",
        "#about .disclaimer",
        ".scale-bar",
        ".north",
    ):
        assert page.is_visible(shown), shown
    for hidden in ("#language", "#tools", "#panel", "#find", ".downloads", "#time"):
        assert page.is_hidden(hidden), hidden
    assert len(page.query_selector_all(".name.shown")) >= 5
    size = page.evaluate("[map_hayy.getSize().x, document.querySelector('#mapbox').clientWidth]")
    assert abs(size[0] - size[1]) <= 2, "the map fills its frame on paper"


def test_the_screen_is_as_before_afterwards(show, html):
    page = show(html, "lang=en", reduced_motion="reduce").page
    before = page.evaluate("[map_hayy.getSize().x, map_hayy.getCenter().lat.toFixed(3)]")
    page.pdf()
    page.wait_for_timeout(200)
    assert page.evaluate("[map_hayy.getSize().x, map_hayy.getCenter().lat.toFixed(3)]") == before
    assert not page.evaluate("document.documentElement.classList.contains('printing')")


def test_paper_is_light_also_in_the_dark(show, html):
    page = show(html, "lang=en", color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(27, 32, 38)"
