"""The table holds what the map shows, at every date and in every view, and also what the map cannot show."""

from __future__ import annotations

import pytest

# The status that each shape on the map has, by place id, and that the table gives.
ON_MAP = """() => Object.fromEntries([...document.querySelectorAll('path.place[tabindex="0"]')]
  .map(p => p.getAttribute('aria-label').split(': ')))"""
KEYS = """() => [...document.querySelectorAll('.key')].map(k =>
  [k.querySelector('.key-name').textContent, k.querySelector('.key-count')?.textContent])"""
IN_TABLE = """() => Object.fromEntries([...document.querySelectorAll('#rows tr[data-place]')].map(r =>
  [r.querySelector('bdi').textContent, r.querySelector('.chip').textContent]))"""
DRAWN = """() => [...document.querySelectorAll('path.place')]
  .filter(p => /is-(retaken|contested|held|lost|mentioned)/.test(p.getAttribute('class')))
  .map(p => p.getAttribute('aria-label').split(': ')[0])"""


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("day", ["2020-01-06", "2020-01-07", "2020-01-08", "2020-01-09", "2020-01-10"])
def test_map_and_table_agree(show, html, payload, lang, day):
    page = show(html, f"lang={lang}&date={day}").page
    on_map, table = page.evaluate(ON_MAP), page.evaluate(IN_TABLE)
    unlocated = {p[lang] for p in payload["places"] if p["draw"] == "none"}
    assert {name: status for name, status in table.items() if name not in unlocated} == on_map
    assert sorted(page.evaluate(DRAWN)) == sorted(on_map)
    states = {}
    for step in payload["steps"]:
        if step["day"] <= day:
            states.update(step["changes"])
    words = {"en": "Retaken", "ar": "استُعيدت السيطرة عليه"}
    expected = {payload["places"][i][lang] for i, state in states.items() if state["status"] == "retaken"}
    assert {name for name, status in table.items() if status == words[lang]} == expected


def test_legend_counts_the_table(show, html):
    page = show(html, "lang=en&date=2020-01-09").page
    table = list(page.evaluate(IN_TABLE).values())
    keys = dict(page.evaluate(KEYS))
    for status in ("Retaken", "Contested", "Held", "Lost", "Mentioned"):
        assert int(keys[status]) == table.count(status), status
    assert keys["Location unknown"] == "1"


def test_a_place_without_location_is_listed_and_counted(show, html):
    page = show(html, "lang=en&date=2020-01-09").page
    row = page.query_selector("#rows tr:has-text('Karm al-Afandi')")
    assert row.query_selector(".column-note").text_content() == "changed, Location unknown"
    row.query_selector("button").click()
    assert "Location unknown" in page.text_content("#panel")
    assert page.query_selector("path.marked") is None


def test_choosing_in_the_table_marks_the_map_and_the_row(show, html):
    page = show(html, "lang=en").page
    page.click("#rows button:has-text('Al-Jalloum')")
    assert page.text_content("#panel-title").startswith("Al-Jalloum")
    assert page.query_selector_all("path.marked")
    assert page.query_selector("#rows tr.chosen").text_content().startswith("Al-Jalloum")


def test_choosing_on_the_map_marks_the_row(show, html):
    page = show(html, "lang=en&view=status").page
    box = page.query_selector("path[aria-label^='Sheikh Saeed']").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.query_selector("#rows tr.chosen").text_content().startswith("Sheikh Saeed")


def test_finding_and_the_unreported(show, html, payload):
    page = show(html, "lang=en").page
    page.fill("#find", "مشهد")
    assert [r.text_content().split(" ")[0] for r in page.query_selector_all("#rows th")] == ["Al-Mashhad"]
    page.fill("#find", "no such place")
    assert page.text_content("#rows") == "No place of this name here."
    page.fill("#find", "")
    page.check("#unreported")
    assert len(page.query_selector_all("#rows tr")) == len(payload["places"])
