"""Pictures look as they did, are the same bytes each time, and keep their text as text.

Tolerance of the comparison with a golden picture: at most one pixel in a thousand may differ by more than 48 of 255 in
a channel. That allows for another FreeType, not for a place that changes its colour.
"""

from __future__ import annotations

import io
import re
import runpy
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hayy.render.picture import picture
from hayy.render.picture.words import visible

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "pictures"
MAKE: dict[str, Any] = runpy.run_path(str(GOLDEN / "make.py"))
DIFFERENCE, SHARE = 48, 0.001
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def payload() -> Any:
    return MAKE["story"]()


def pixels(png: bytes) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def share_of_difference(one: bytes, other: bytes) -> float:
    a, b = pixels(one), pixels(other)
    assert a.shape == b.shape
    return float((abs(a - b).max(axis=2) > DIFFERENCE).mean())


@pytest.mark.parametrize("name", MAKE["CASES"])
def test_a_picture_looks_like_its_golden_one(name: str, payload: Any) -> None:
    golden = GOLDEN / name
    assert golden.is_file(), f"no golden picture {golden}: run `python {GOLDEN / 'make.py'}` and look at what it wrote"
    assert share_of_difference(MAKE["drawn"](payload, name), golden.read_bytes()) <= SHARE


def test_there_is_no_golden_picture_that_nothing_is_compared_with() -> None:
    assert {path.name for path in GOLDEN.glob("*.png")} == set(MAKE["CASES"])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda claim: claim.place == "farafra", id="a small place has no report"),
        pytest.param(lambda claim: claim.place == "bab-al-hadid", id="a mention is gone"),
        pytest.param(lambda claim: claim.polarity.value == "denied", id="no longer disputed"),
    ],
)
def test_the_tolerance_sees_a_small_change(change: Callable[[Any], bool]) -> None:
    fewer = MAKE["story"](claims=[claim for claim in MAKE["claims"]() if not change(claim)])
    assert share_of_difference(MAKE["drawn"](fewer, "a4-en.png"), (GOLDEN / "a4-en.png").read_bytes()) > SHARE


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_picture_is_the_same_bytes(form: Any, payload: Any) -> None:
    def made() -> bytes:
        return picture(payload, form, lang="ar", dpi=60, before=date(2020, 1, 6))

    first = made()
    assert made() == first
    assert not re.search(rb"CreationDate|ModDate|<dc:date>|tIME", first)


def test_settings_of_the_person_change_nothing(payload: Any) -> None:
    import matplotlib as mpl

    plain = picture(payload, "svg", lang="en")
    mine = {"svg.fonttype": "path", "font.size": 30, "savefig.bbox": "tight", "text.usetex": True, "text.color": "red"}
    with mpl.rc_context(mine):
        assert picture(payload, "svg", lang="en") == plain
        assert mpl.rcParams["font.size"] == 30, "what the person set is as it was"


def parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made here


def svg_texts(data: bytes) -> list[str]:
    return ["".join(node.itertext()).strip("\u200e\u200f") for node in parsed(data).iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_text_stays_text_in_svg(lang: Any, payload: Any) -> None:
    texts = svg_texts(picture(payload, "svg", lang=lang))
    named = ("sheikh-saeed", "sukkari", "fardous", "jdeideh", "bab-al-hadid")
    shown = [place for place in payload["places"] if place["id"] in named]
    assert len(shown) == len(named)
    for place in shown:
        assert visible(place[lang]) in texts
    assert payload["title"][lang] in texts


def test_letters_stay_letters_in_pdf(payload: Any) -> None:
    data = picture(payload, "pdf", lang="ar")
    assert data.startswith(b"%PDF-")
    # TrueType fonts are embedded whole in what is used of them, with the way back from glyphs to characters.
    assert b"/FontFile2" in data
    assert b"/ToUnicode" in data
    assert b"/Type3" not in data


def test_two_maps_show_both_dates(payload: Any) -> None:
    texts = svg_texts(picture(payload, "svg", lang="en", before=date(2020, 1, 6)))
    days = [text for text in texts if text.startswith("As reported by")]
    assert days == ["As reported by 6 Jan 2020", "As reported by 10 Jan 2020"]
    assert any(text.startswith("Changed since 6 Jan 2020") for text in texts)
    assert texts.count("Sheikh Maqsoud") == 2, "held on both days"


def test_what_every_figure_carries(payload: Any) -> None:
    """Title, as-of date, cut-off, sources, legend with counts, scale, north, inset, disclaimer, attribution."""
    said = " ".join(svg_texts(picture(payload, "svg", lang="en")))
    for words in (
        "Aleppo: reported control of neighbourhoods", "As reported by 10 Jan 2020", "Cut-off: nothing reported after",
        "Example Wire", "Retaken : 7", "Contested : 9", "Held : 3", "Lost : 1", "Mentioned : 2", "No report", "2 km",
        "Where the view lies in the city", "not what was verified", "MIT licence", "Coded by hand, no sentence kept",
        "Not drawn, location unknown", "Karm al-Afandi",
    ):  # fmt: skip
        assert re.sub(r"\s+", "", words) in re.sub(r"\s+", "", said), words
