"""Everything by keyboard, without a trap, and read out in words."""

from __future__ import annotations

import pytest

WHERE = """() => {
  const at = document.activeElement;
  return at === document.body ? 'body' : at.id || at.getAttribute('aria-label') || at.textContent;
}"""


def tabs(page, limit=200):
    """What gets the focus, in order, until it leaves the page or comes round."""
    order = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        if where == "body" or (order and where == order[0]):
            return order
        order.append(where)
    raise AssertionError(f"the focus does not come round after {limit} steps: a trap? {order[-5:]}")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_focus_goes_through_everything_once(show, html, lang):
    page = show(html, f"lang={lang}").page
    order = tabs(page)
    assert page.evaluate("document.querySelector('.skip').textContent") == order[0]
    for wanted in ("language", "map_hayy", "previous", "play", "day", "find", "unreported", "download_csv"):
        assert wanted in order, (wanted, order)
    reported = page.evaluate(
        "[...document.querySelectorAll('path.place[tabindex=\"0\"]')].map(p => p.getAttribute('aria-label'))"
    )
    assert len(reported) == 10
    assert [name for name in order if name in reported] == reported
    assert order.index("language") < order.index("map_hayy") < order.index("previous") < order.index("find")


def test_enter_opens_and_escape_returns(show, html):
    page = show(html, "lang=en").page
    page.focus("path[aria-label^='Al-Jalloum']")
    page.keyboard.press("Enter")
    assert page.evaluate(WHERE) == "panel-title"
    assert page.text_content("#panel-title").startswith("Al-Jalloum")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate(WHERE).startswith("Al-Jalloum")
    page.keyboard.press("Space")
    assert page.is_visible("#panel")


def test_enter_in_the_table_opens_and_escape_returns(show, html):
    page = show(html, "lang=en").page
    page.focus("#rows button >> nth=2")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.evaluate(WHERE) == "panel-title"
    assert page.text_content("#panel-title") == name
    page.keyboard.press("Escape")
    assert page.evaluate(WHERE) == name


def test_skip_link_leads_to_the_table(show, html):
    page = show(html, "lang=en").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "find"


def test_focus_shows(show, html):
    page = show(html, "lang=en").page
    page.focus("path[aria-label^='Al-Jalloum']")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_function("parseFloat(getComputedStyle(document.activeElement).strokeWidth) >= 3")
    page.focus("#find")
    page.wait_for_function("getComputedStyle(document.activeElement).outlineStyle === 'solid'")


def test_map_moves_by_keys(show, html):
    page = show(html, "lang=en", reduced_motion="reduce").page
    page.focus("#map_hayy")
    before = page.evaluate("[map_hayy.getZoom(), map_hayy.getCenter().lng]")
    page.keyboard.press("+")
    page.wait_for_function("before => map_hayy.getZoom() > before[0]", arg=before)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => map_hayy.getCenter().lng > before[1]", arg=before)
