"""Nothing overlaps, nothing is cut off, at three widths and in both languages; screenshots for a person to look at."""

from __future__ import annotations

import itertools

import pytest

SIZES = {360: 740, 768: 1024, 1600: 950}
WAYS = list(itertools.product(SIZES, ["en", "ar"]))
BOX = "n => { const b = n.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"


# Metres that so many pixels are, in the middle of the map.
MEASURE = """pixels => {
  const y = map_hayy.getSize().y / 2;
  return map_hayy.distance(map_hayy.containerPointToLatLng([0, y]), map_hayy.containerPointToLatLng([pixels, y]));
}"""


def box(page, selector):
    return page.eval_on_selector(selector, BOX)


def apart(a, b, slack=0.5):
    return a[2] <= b[0] + slack or b[2] <= a[0] + slack or a[3] <= b[1] + slack or b[3] <= a[1] + slack


@pytest.mark.parametrize(("width", "lang"), WAYS)
def test_the_page_is_no_wider_than_the_screen(show, html, width, lang):
    page = show(html, f"lang={lang}&place=fardous", width=width, height=SIZES[width]).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "lang"), WAYS)
def test_legend_and_slider_leave_the_map_free(show, html, width, lang):
    page = show(html, f"lang={lang}", width=width, height=SIZES[width]).page
    shown = box(page, "#mapbox")
    assert apart(box(page, "#legend"), shown)
    assert apart(box(page, "#time"), shown)
    assert shown[2] - shown[0] >= min(width, 640) * 0.95 or width > 900
    assert shown[3] - shown[1] >= 280


@pytest.mark.parametrize(("width", "lang"), WAYS)
def test_what_is_said_does_not_cover_the_place(show, html, width, lang):
    page = show(html, f"lang={lang}&date=2020-01-10", width=width, height=SIZES[width], reduced_motion="reduce").page
    for name in ("sheikh-saeed", "jalloum", "sukkari"):
        page.evaluate("id => { location.hash = 'place=' + id }", name)
        page.wait_for_selector("path.marked")
        page.wait_for_timeout(50)
        left, top, right, bottom = box(page, "path.marked.casing")
        middle = [(left + right) / 2, (top + bottom) / 2] * 2
        assert apart(middle, box(page, "#panel"), 0), name
        view = box(page, "#mapbox")
        assert view[0] <= middle[0] <= view[2], name
        assert view[1] <= middle[1] <= view[3], name


@pytest.mark.parametrize(("width", "lang"), WAYS)
def test_names_do_not_collide(show, html, width, lang):
    page = show(html, f"lang={lang}", width=width, height=SIZES[width], reduced_motion="reduce").page
    for least in (6, 3, 2):
        boxes = page.eval_on_selector_all(".name.shown", f"nodes => nodes.map({BOX})")
        assert len(boxes) >= least
        for a, b in itertools.combinations(boxes, 2):
            assert apart(a, b, 1.5)
        page.click("#tools button >> nth=0")
        page.wait_for_timeout(100)


@pytest.mark.parametrize("width", SIZES)
def test_the_citadel_is_named(show, html, width):
    page = show(html, "lang=en", width=width, height=SIZES[width]).page
    assert page.inner_text(".name.shown.landmark") == "Aleppo Citadel"


def test_every_reported_place_gets_its_name_when_there_is_room(show, html):
    page = show(html, "lang=en", width=1600, height=950).page
    names = page.eval_on_selector_all(".name.shown", "nodes => nodes.map(n => n.textContent)")
    for name in (
        "Al-Fardous",
        "Al-Sukkari",
        "Al-Kallaseh",
        "Karm al-Da'da'",
        "Al-Jalloum",
        "Sheikh Saeed",
        "Al-Mashhad",
    ):
        assert name in names


@pytest.mark.parametrize(("width", "lang"), WAYS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_screenshots(show, html, artifacts, width, lang, theme):
    seen = show(
        html, f"lang={lang}&date=2020-01-09&place=fardous", width=width, height=SIZES[width], color_scheme=theme
    )
    path = artifacts / f"story-{lang}-{width}-{theme}.png"
    seen.page.screenshot(path=path)
    assert path.stat().st_size > 20_000
    paper = seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(246, 246, 243)" if theme == "light" else "rgb(20, 23, 27)")


def test_a_part_is_drawn_as_a_part(show, html, payload):
    from shapely.geometry import shape

    part = payload["parts"][0]
    place = payload["places"][part["place"]]
    assert (place["id"], part["direction"]) == ("karm-al-daadaa", "SE")
    assert shape(part["geometry"]).within(shape(place["geometry"]).buffer(1e-4))
    page = show(html, "lang=en&view=status&date=2020-01-07").page
    assert page.eval_on_selector_all("path.part.shown", "nodes => nodes.map(n => n.style.fill)") == [
        'url("#fill-contested-status-contested")'
    ]
    whole = page.query_selector("path[aria-label^=\"Karm al-Da'da'\"]")
    assert whole.evaluate("n => n.style.fill") == ""
    page = show(html, "lang=en&date=2020-01-06").page
    assert page.query_selector_all("path.part.shown") == []


def test_a_share_without_direction_hatches_the_whole_and_says_so(show, html):
    page = show(html, "lang=en&view=status&date=2020-01-09&place=mashhad").page
    whole = page.query_selector("path[aria-label^='Al-Mashhad']")
    assert whole.evaluate("n => n.style.fill") == 'url("#fill-contested-status-contested")'
    assert "a share of it (“half of”)" in page.text_content("#panel .verdict")


FILLS = {
    "Sheikh Saeed": "var(--status-retaken)",
    "Al-Kallaseh": 'url("#fill-contested-status-contested")',
    "Al-Sukkari": 'url("#fill-held-status-held")',
    "Al-Jalloum": 'url("#fill-lost-status-lost")',
    "Al-Amiriya": "transparent",
    "Al-Sha'ar": "",
}


def test_each_status_has_its_own_look(show, html):
    page = show(html, "lang=en&view=status").page
    fills = {name: page.query_selector(f'path[aria-label^="{name}:"]').evaluate("n => n.style.fill") for name in FILLS}
    assert fills == FILLS
    assert page.query_selector("path.is-disputed").get_attribute("aria-label").startswith("Al-Fardous")


def test_colour_is_the_side_in_the_other_view(show, html):
    page = show(html, "lang=en&view=sides").page
    fill = "n => n.style.fill"
    assert page.query_selector("path[aria-label^='Sheikh Saeed']").evaluate(fill) == "var(--side-GOV)"
    assert page.query_selector("path[aria-label^='Al-Sukkari']").evaluate(fill) == 'url("#fill-held-side-REB")'
    assert (
        page.query_selector("path[aria-label^='Al-Kallaseh']").evaluate(fill)
        == 'url("#fill-contested-side-GOV-side-REB")'
    )
    assert "opposition factions" in page.text_content("#legend")
    page.click("#view-switch button >> nth=0")
    assert page.query_selector("path[aria-label^='Sheikh Saeed']").evaluate(fill) == "var(--status-retaken)"
    assert "opposition factions" not in page.text_content("#legend")


def test_furniture(show, html):
    page = show(html, "lang=en").page
    words = page.text_content(".scale-bar")
    width = page.eval_on_selector(".scale-bar", "n => parseFloat(n.style.width)")
    metres = float(words.split()[0]) * (1000 if words.endswith("km") else 1)
    measured = page.evaluate(MEASURE, width)
    assert abs(measured - metres) < metres * 0.02
    assert page.is_visible(".north")
    assert page.is_visible("#inset")
    page.click("#tools button >> nth=2")
    page.wait_for_timeout(400)
    assert page.is_hidden("#inset")


def test_the_wheel_scrolls_until_the_map_is_touched(show, html):
    page = show(html, "lang=en", reduced_motion="reduce").page
    zoom = page.evaluate("map_hayy.getZoom()")
    page.mouse.move(300, 400)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(200)
    assert page.evaluate("map_hayy.getZoom()") == zoom
    assert page.evaluate("scrollY") > 0
