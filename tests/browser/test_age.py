"""Old news ages visibly: how long ago the last word on control of a place was, by the day that is shown."""

from __future__ import annotations

from datetime import date

import pytest

from hayy.gazetteer import load
from hayy.model import Claim, Predicate, When
from hayy.render.html import page as html_page
from hayy.render.payload import build


def claim(number, day, predicate=Predicate.TOOK, place="shaar"):
    on = date(2016, 12, day)
    by = ("SOHR",)
    return Claim(
        str(number), None, place, predicate, actor="GOV", attributed_to=by, event=When(on, on, "day"), reported=on
    )


@pytest.fixture(scope="module")
def aging():
    # The mention of the 8th and the news from elsewhere are no word on control of the place.
    rows = [claim(1, 6), claim(2, 8, Predicate.NONE), claim(3, 12, place="sukkari")]
    return html_page(build([], load(), coded=rows))


@pytest.mark.parametrize(
    ("lang", "day", "note"),
    [
        ("en", 6, None),
        ("en", 8, None),
        ("en", 9, "Old news: nothing on control here is reported in the 3 days after 6 Dec 2016."),
        ("en", 12, "Old news: nothing on control here is reported in the 6 days after 6 Dec 2016."),
        ("ar", 12, "خبر قديم: آخر تقرير عن السيطرة هنا في ٦ كانون الأول ٢٠١٦ (عدد الأيام منذ ذلك: ٦)."),
    ],
)
def test_the_panel_says_how_old_the_last_word_is(show, aging, lang, day, note):
    page = show(aging, f"lang={lang}&date=2016-12-{day:02}&place=shaar").page
    notes = [found.text_content() for found in page.query_selector_all("#panel .note-old")]
    assert notes == ([note] if note else [])
