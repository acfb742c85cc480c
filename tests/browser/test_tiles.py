"""Tiles only when asked for, from the named host alone, with their attribution on the map."""

from __future__ import annotations

import pytest

from hayy.render.html import page as html_page
from hayy.render.tiles import Tiles


@pytest.fixture(scope="module")
def tiled(payload):
    return html_page(payload, tiles=Tiles("https://tiles.example/{z}/{x}/{y}.png", "Tiles <b>by</b> {{1337*7}}"))


def test_they_are_asked_of_that_host_and_credited(show, tiled):
    seen = show(tiled, "lang=en")
    seen.page.wait_for_selector("img.leaflet-tile", state="attached")
    assert seen.requests
    assert all(url.startswith("https://tiles.example/") for url in seen.requests)
    assert seen.page.text_content("#tile-credit") == "Tiles <b>by</b> {{1337*7}}"
    assert seen.page.is_visible("#tile-credit")
    assert not seen.errors
    assert not [message for message in seen.messages if "Content Security Policy" in message]
    fill = "p => getComputedStyle(p).fillOpacity"
    assert float(seen.page.eval_on_selector("path.place.is-none", fill)) < 0.5, "the ground shows through"


def test_no_other_host_is_allowed(show, tiled):
    seen = show(tiled, "lang=en")
    seen.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://other.example/x.png'}))")
    seen.page.wait_for_timeout(200)
    assert any("other.example" in m and "Content Security Policy" in m for m in seen.messages), "blocked, and said so"


def test_without_them_no_host_is_allowed(html, tiled):
    assert "tiles.example" in tiled
    assert "img-src data: blob:;" in html
