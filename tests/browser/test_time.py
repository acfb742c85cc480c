"""The slider of days, and the address that restores a view."""

from __future__ import annotations

import pytest

DAY = "document.getElementById('day-words').textContent"


def status(page, name):
    return page.get_attribute(f"path[aria-label^='{name}']", "aria-label").split(": ")[1]


def test_each_place_is_as_reported_by_then(show, html):
    page = show(html, "lang=en&date=2020-01-06").page
    assert status(page, "Al-Fardous") == "Retaken"
    assert status(page, "Al-Jalloum") == "No report"
    page.click("#next")
    assert page.evaluate(DAY) == "7 Jan 2020"
    assert page.text_content("#as-of") == "As reported by 7 Jan 2020"
    assert status(page, "Al-Jalloum") == "Lost"
    for _ in range(2):
        page.click("#next")
    assert status(page, "Al-Fardous") == "Contested"
    page.click("#previous")
    assert status(page, "Al-Fardous") == "Retaken"


def test_a_day_without_reports_changes_nothing(show, html):
    page = show(html, "lang=en&date=2020-01-08").page
    assert page.text_content("#day-changes") == "No change since the day before"
    assert not page.query_selector_all("path.is-changed")
    assert status(page, "Al-Jalloum") == "Lost"


def test_changes_are_marked_on_map_and_in_table(show, html):
    page = show(html, "lang=en&date=2020-01-07").page
    names = [p.get_attribute("aria-label").split(": ")[0] for p in page.query_selector_all("path.is-changed")]
    assert sorted(names) == ["Al-Amiriya", "Al-Jalloum", "Bab al-Hadid", "Karm al-Da'da'"]
    rows = [r.query_selector("bdi").text_content() for r in page.query_selector_all("#rows tr:has-text('changed')")]
    assert sorted(rows) == sorted(names)
    assert page.text_content("#day-changes") == "Changed since the day before: 4"


def test_keys_step_the_slider(show, html):
    page = show(html, "lang=en&date=2020-01-06").page
    page.focus("#day")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(DAY) == "7 Jan 2020"
    page.keyboard.press("End")
    assert page.evaluate(DAY) == "10 Jan 2020"
    page.keyboard.press("Home")
    assert page.evaluate(DAY) == "6 Jan 2020"
    assert page.get_attribute("#day", "aria-valuetext") == "6 Jan 2020"


def test_play_runs_to_the_end_and_pause_stops(show, html):
    page = show(html, "lang=en&date=2020-01-06").page
    page.clock.install()
    page.click("#play")
    assert page.get_attribute("#play", "aria-label") == "Pause"
    page.clock.run_for(1000)
    assert page.evaluate(DAY) == "7 Jan 2020"
    page.click("#play")
    page.clock.run_for(5000)
    assert page.evaluate(DAY) == "7 Jan 2020"
    page.click("#play")
    page.clock.run_for(10000)
    assert page.evaluate(DAY) == "10 Jan 2020"
    assert page.get_attribute("#play", "aria-label") == "Play"


def test_the_panel_follows_the_day(show, html):
    page = show(html, "lang=en&date=2020-01-06&place=fardous").page
    assert page.text_content("#panel .chip") == "Retaken"
    for _ in range(3):
        page.click("#next")
    assert page.text_content("#panel .chip") == "Contested"


def test_summary_is_announced(show, html):
    page = show(html, "lang=en&date=2020-01-06").page
    page.click("#next")
    assert page.text_content("#live") == "7 Jan 2020: 1 retaken, 2 contested, 1 held, 1 lost, 2 mentioned."


@pytest.mark.parametrize(
    "link", ["date=2020-01-07&place=jalloum&lang=ar&view=sides", "date=2020-01-09&place=fardous&lang=en&view=status"]
)
def test_address_restores_the_view_and_follows_it(show, html, link):
    page = show(html, link).page
    wanted = dict(part.split("=") for part in link.split("&"))
    assert page.evaluate("document.documentElement.lang") == wanted["lang"]
    assert page.evaluate(
        "day => document.getElementById('day').value === String(Date.parse(day) / 864e5)", wanted["date"]
    )
    assert page.is_visible("#panel")
    assert page.get_attribute("#view-switch button[aria-pressed=true]", "aria-pressed") == "true"
    page.click("#next")
    page.click("#language")
    page.wait_for_timeout(300)  # the address is written when the view has come to rest
    address = page.evaluate("location.hash.slice(1)")
    assert address.startswith("date=2020-01-")
    assert f"place={wanted['place']}" in address
    assert f"view={wanted['view']}" in address
    assert f"lang={'en' if wanted['lang'] == 'ar' else 'ar'}" in address


def test_no_slider_for_one_day(show, gazetteer, story):
    from hayy.render.html import page as html_page
    from hayy.render.payload import build

    payload = build([], gazetteer, coded=[])
    seen = show(html_page(payload), "lang=en")
    assert seen.quiet
    assert seen.page.is_hidden("#time")
    assert seen.page.text_content("#rows") == "No place of the gazetteer is named in these reports."
    assert seen.page.text_content("#as-of") == "Undated reports"
