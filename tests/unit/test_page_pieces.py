"""The small pieces of the page: packing, escaping, texts, tiles, Leaflet's files."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hayy.errors import InputError, RenderError
from hayy.render import escape, leaflet
from hayy.render.html import asset, page_script
from hayy.render.look import texts
from hayy.render.packing import pack, unpack
from hayy.render.tiles import Tiles

values = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3), st.lists(st.integers(0, 3), max_size=2)
)
rows = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), values, max_size=3), max_size=12)


@given(rows)
def test_unpacking_gives_the_rows_back(table):
    said = [{k: v for k, v in row.items() if not (v is None or v is False or v in ("", []))} for row in table]
    assert unpack(json.loads(json.dumps(pack(table)))) == said


@given(rows)
def test_packed_is_never_longer_than_columns_of_values(table):
    for column in pack(table)["columns"].values():
        if "d" in column:
            plain = {"v": [column["d"][i] for i in column["i"]]}
            assert len(json.dumps(column)) <= len(json.dumps(plain)) + len(table) + len(column["d"]), "spaces aside"


@given(st.text(st.characters(codec=None)))
def test_island_is_json_without_markup_and_can_be_written(text):
    made = escape.island({"text": text})
    assert not set("<>&\u2028\u2029") & set(made)
    assert made.encode("utf-8")
    assert json.loads(made) == {"text": text}


def test_island_refuses_what_json_cannot_hold():
    with pytest.raises(ValueError, match="not JSON compliant"):
        escape.island({"x": float("nan")})


@pytest.mark.parametrize(
    ("text", "made"), [("<&>\"'", "&lt;&amp;&gt;&quot;&#x27;"), ("a\ud800b\x00", "a\ufffdb\ufffd")]
)
def test_text_of_html(text, made):
    assert escape.text(text) == made


def test_both_languages_have_the_same_texts_and_slots():
    english, arabic = texts()["en"], texts()["ar"]
    assert set(english) == set(arabic)
    for key, text in english.items():
        if isinstance(text, str):
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", arabic[key])), key
    assert len(english["months"]) == len(arabic["months"]) == 12
    assert len(english["digits"]) == len(arabic["digits"]) == 10


def test_neutral_words_only():
    sharp = re.compile(r"terror|liberat|regime|martyr|cleans|إرهاب|تحرير|نظام|شهيد|تطهير", re.IGNORECASE)
    for lang, words in texts().items():
        for key, text in words.items():
            assert not sharp.search(str(text)), (lang, key)


def test_a_frame_gets_the_same_script_without_what_it_does_not_use():
    code = page_script(embed=True)
    assert not re.search(r"^\s|^//", code, re.MULTILINE)
    assert "function startTable" in code
    assert "function savePicture" not in code
    # No template literal goes over a line's end, so that indentation is never part of a text.
    assert all(line.count("`") % 2 == 0 for line in page_script().split("\n"))


def test_every_text_is_used_and_every_used_text_is_there():
    code = page_script() + asset("page.html")
    known = set(texts()["en"])
    asked = set(re.findall(r"""(?:\bt|say|sayPlain)\(\s*"(\w+)"\s*[,)]""", code))
    asked |= set(re.findall(r'data-(?:text|label)="(\w+)"', code))
    assert asked <= known, "asked for, and not there"
    quoted = set(re.findall(r'"(\w+)"', code))
    starts = tuple(word for word in quoted if word.endswith("_"))
    from_data = {"took", "lost", "holds", "fights", "advances", "enters", "none"}
    from_data |= {"asserted", "denied", "failed", "planned", "hypothetical"}
    from_python = {"title", "needs_script"}
    composed = {key for key in known if key.startswith(starts) or key.endswith("_by")}
    assert not known - quoted - composed - from_data - from_python, "never used"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"),
        ("https://{s}.tiles.example:8443/a/{z}/{x}/{y}{r}.png?key=1", "https://*.tiles.example:8443"),
        ("http://127.0.0.1:8000/{z}/{x}/{y}", "http://127.0.0.1:8000"),
    ],
)
def test_tiles_open_the_policy_for_their_host_alone(url, origin):
    assert Tiles(url, "somebody").origin == origin


@pytest.mark.parametrize(
    "url",
    [
        "file:///tiles/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://tiles.example; script-src */{z}/{x}/{y}",
        "https://tiles.example/{z}/{x}/{y}'\"><script>",
        "//tiles.example/{z}/{x}/{y}",
        "https://*/{z}/{x}/{y}",
        "https://{host}/{z}/{x}/{y}",
        "{z}/{x}/{y}",
    ],
)
def test_what_is_no_tile_address_is_refused(url):
    with pytest.raises(InputError, match="not a tile address"):
        Tiles(url, "somebody")


def test_tiles_need_an_attribution():
    with pytest.raises(InputError, match="attribution"):
        Tiles("https://tiles.example/{z}/{x}/{y}.png", " ")


def test_another_leaflet_is_refused(monkeypatch):
    monkeypatch.setitem(leaflet.SHA256, "leaflet.js", "0" * 64)
    leaflet.script.cache_clear()
    with pytest.raises(RenderError, match=r"not that of Leaflet 1\.9\.3"):
        leaflet.script()
    monkeypatch.undo()
    assert leaflet.script()


def test_a_missing_leaflet_says_what_to_install(monkeypatch):
    monkeypatch.setattr(leaflet, "PACKAGE", "no-such-package")
    leaflet.styles.cache_clear()
    with pytest.raises(RenderError, match="pip install"):
        leaflet.styles()
    monkeypatch.undo()
    assert leaflet.styles()


def test_no_carriage_returns_reach_the_page():
    assert "\r" not in leaflet.script() + leaflet.styles() + page_script(), (
        "HTML would read them as LF, and the hash fail"
    )
