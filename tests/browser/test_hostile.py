"""Hostile texts in Chromium: shown as they are, in every place where they stand; nothing runs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "hostile_texts", Path(__file__).parent.parent / "security" / "test_page_hostile.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
hostile = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)

HIDDEN = {
    "\u202e": "⟦U+202E⟧",
    "\u202c": "⟦U+202C⟧",
    "\u2066": "⟦U+2066⟧",
    "\u2069": "⟦U+2069⟧",
    "\u200b": "⟦U+200B⟧",
    "\ufeff": "⟦U+FEFF⟧",
}


def seen_text(text):
    for control, shown in HIDDEN.items():
        text = text.replace(control, shown)
    return text


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_shown_as_it_is(show, text):
    seen = show(hostile.hostile_page(text), "lang=en&place=fardous")
    page, shown = seen.page, seen_text(text)
    assert page.evaluate("window.broken") is None
    assert page.text_content("#title") == shown
    assert page.text_content("#panel-title bdi") == shown
    assert page.text_content("#panel .mark-name") == shown
    assert page.text_content("#panel .sentence") == f"{shown} took {shown} today."
    assert page.text_content("#foot .credit") == shown
    assert shown in page.text_content("#about .documents")
    page.hover("path.place.is-retaken >> nth=0", force=True)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.click("#rows button >> nth=1")
    page.click("#language")
    page.evaluate("id => { location.hash = 'place=' + id }", "shaar")
    page.wait_for_selector("#panel .card-coded")
    assert shown in page.text_content("#panel .card-coded")
    assert page.query_selector("#panel a[href^='javascript']") is None
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.scripts.length") == 4
    assert page.query_selector("img") is None
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_hidden_controls_are_announced(show):
    page = show(hostile.hostile_page("\u202egnp.exe"), "lang=en&place=fardous").page
    assert "hidden direction marks" in page.text_content("#panel .warning")
    page = show(hostile.hostile_page("plain"), "lang=en&place=fardous").page
    assert page.query_selector("#panel .warning") is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_formula_in_the_csv_file(show, text):
    page = show(hostile.hostile_page(text), "lang=en").page
    with page.expect_download() as caught:
        page.click("#download_csv")
    content = caught.value.path().read_bytes().decode("utf-8-sig")
    assert f"'{text}" in content
    assert f",{text}" not in content


def test_the_policy_stops_what_a_foreign_layer_brings(show, payload):
    import folium

    from hayy.render import html

    made = html.control_map(payload)
    bad = folium.CircleMarker((36.2, 37.15), radius=30, tooltip='<img src="x" onerror="window.broken=1">')
    bad.add_to(made)
    seen = show(html.compose(made, payload), "lang=en")
    seen.page.evaluate(f"{bad.get_name()}.openTooltip()")
    seen.page.wait_for_selector(".leaflet-tooltip img", state="attached")
    seen.page.wait_for_timeout(200)
    assert seen.page.evaluate("window.broken") is None
    assert any("Content Security Policy" in message for message in seen.messages)
    assert not seen.requests
