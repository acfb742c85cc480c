"""In a frame: of no known size, sandboxed, telling its height."""

from __future__ import annotations

import html as escaping

import pytest

from hayy.render.embed import embed_snippet


def host(body):
    return f"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>host</title><body>{body}</body></html>"


def framed(page):
    return page.frames[1]


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-popups allow-downloads"])
def test_sandboxed(show, embedded, sandbox):
    inside = escaping.escape(embedded, quote=True)
    seen = show(host(f'<iframe sandbox="{sandbox}" srcdoc="{inside}" width="700" height="900"></iframe>'))
    frame = framed(seen.page)
    frame.wait_for_selector("path.is-retaken")
    assert frame.evaluate("map_hayy.getSize().x") > 600
    frame.click("#language")
    frame.eval_on_selector("path.is-retaken", "p => p.focus()")
    seen.page.keyboard.press("Enter")
    assert frame.is_visible("#panel")
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_a_frame_that_gets_its_size_late(show, embedded):
    inside = escaping.escape(embedded, quote=True)
    seen = show(host(f'<iframe srcdoc="{inside}" style="display:none;width:700px;height:900px;border:0"></iframe>'))
    frame = framed(seen.page)
    frame.wait_for_selector("path.is-retaken", state="attached")
    assert frame.evaluate("map_hayy.getSize().x") == 0
    assert not seen.errors
    seen.page.eval_on_selector("iframe", "f => { f.style.display = 'block' }")
    frame.wait_for_function("() => map_hayy.getSize().x === 700")
    frame.wait_for_function("() => document.querySelectorAll('.name.shown').length >= 5")
    bounds = frame.evaluate("[map_hayy.getBounds().contains([36.19, 37.15]), map_hayy.getZoom()]")
    assert bounds[0]
    assert 11 < bounds[1] < 15
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_the_snippet_gives_the_frame_its_height(show, embedded, tmp_path):
    (tmp_path / "embed.html").write_text(embedded, encoding="utf-8")
    seen = show(host(embed_snippet("embed.html", 'Aleppo "north" & south')))
    frame = framed(seen.page)
    frame.wait_for_selector("path.is-retaken")
    seen.page.wait_for_function("() => document.querySelector('iframe').clientHeight !== 640")
    inner = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    seen.page.wait_for_function("h => Math.abs(document.querySelector('iframe').clientHeight - h) <= 1", arg=inner)
    assert seen.page.get_attribute("iframe", "title") == 'Aleppo "north" & south'
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    low = frame.evaluate("document.querySelector('details summary') !== null")
    assert low
    frame.click("#table summary")
    seen.page.wait_for_function("h => document.querySelector('iframe').clientHeight > h + 100", arg=inner)
    assert seen.quiet, (seen.requests, seen.messages, seen.errors)


def test_the_snippet_obeys_nobody_else(show, embedded, tmp_path):
    (tmp_path / "embed.html").write_text(embedded, encoding="utf-8")
    seen = show(host(embed_snippet("embed.html", "x")))
    framed(seen.page).wait_for_selector("path.is-retaken")
    seen.page.wait_for_timeout(200)
    before = seen.page.evaluate("document.querySelector('iframe').clientHeight")
    seen.page.evaluate("window.postMessage({type: 'hayy:height', height: 3000}, '*')")
    seen.page.wait_for_timeout(100)
    assert seen.page.evaluate("document.querySelector('iframe').clientHeight") == before


def test_lean(show, embedded, html):
    page = show(embedded, "lang=en").page
    assert page.query_selector("#download_csv") is None
    assert page.is_hidden("#inset")
    assert page.is_hidden("#rows")
    page.click("#table summary")
    assert page.is_visible("#rows")
    page.click("#language")
    assert page.is_visible("#rows"), "stays open"
    assert len(embedded) < 0.95 * len(html)
