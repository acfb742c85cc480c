"""axe-core finds nothing, in both languages, light and dark, with and without a place chosen, wide and narrow."""

from __future__ import annotations

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

WAYS = list(itertools.product(["en", "ar"], ["light", "dark"], ["", "&place=fardous&date=2020-01-09"], [1280, 360]))


@pytest.mark.parametrize(("lang", "theme", "place", "width"), WAYS)
def test_no_violations(show, html, lang, theme, place, width):
    page = show(html, f"lang={lang}{place}", width=width, color_scheme=theme).page
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_no_violations_in_a_frame(show, embedded):
    page = show(embedded, "lang=en&place=fardous").page
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(theme):
    from hayy.render.look import style

    paper = style()["paper"][theme]
    for ink in ("ink", "soft"):
        for ground in ("paper", "sheet", "none"):
            assert contrast(paper[ink], paper[ground]) >= 4.5, (ink, ground)
    assert contrast(paper["mark"], paper["sheet"]) >= 4.5


def test_contrast_is_the_known_one():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_motion_is_reduced_on_request(show, html):
    page = show(html, reduced_motion="reduce").page
    assert page.evaluate("map_hayy.options.zoomAnimation") is False
    page = show(html, reduced_motion="no-preference").page
    assert page.evaluate("map_hayy.options.zoomAnimation") is True
