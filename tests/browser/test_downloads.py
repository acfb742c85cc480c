"""What can be taken along from inside the file, with the network off."""

from __future__ import annotations

import csv
import io
import json

import pytest
from PIL import Image
from shapely.geometry import shape


def saved(page, selector):
    with page.expect_download() as caught:
        page.click(selector)
    return caught.value.suggested_filename, caught.value.path().read_bytes()


def test_geojson(show, html, payload):
    seen = show(html, "lang=en&date=2020-01-09")
    name, content = saved(seen.page, "#download_geojson")
    assert name == "hayy-2020-01-09.geojson"
    data = json.loads(content)
    assert data["type"] == "FeatureCollection"
    assert data["attribution"] == payload["attribution"]
    by_id = {f["id"]: f for f in data["features"]}
    assert len(by_id) == 10
    assert "sheikh-saeed" not in by_id, "not reported by then"
    assert by_id["karm-al-afandi"]["geometry"] is None
    assert by_id["bab-al-hadid"]["geometry"]["type"] == "Point"
    drawn = {p["id"]: p for p in payload["places"]}
    for key, feature in by_id.items():
        if feature["geometry"] and feature["geometry"]["type"] != "Point":
            assert shape(feature["geometry"]).equals_exact(shape(drawn[key]["geometry"]), 1e-5), key
    fardous = by_id["fardous"]["properties"]
    assert (fardous["status"], fardous["disputed"]) == ("contested", True)
    assert [c["polarity"] for c in fardous["claims"]] == ["denied", "asserted"]
    assert fardous["claims"][0]["evidence"] == "A rebel spokesman denied that Al-Fardous had fallen."
    assert seen.quiet


def test_csv(show, html):
    name, content = saved(show(html, "lang=ar&date=2020-01-10").page, "#download_csv")
    assert name == "hayy-2020-01-10.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    by_place = {row["place"]: row for row in rows}
    assert len(rows) == 11
    assert by_place["jalloum"]["status"] == "lost"
    assert by_place["jalloum"]["name_ar"] == "الجلوم"
    assert by_place["sheikh-saeed"]["url"] == "https://example.org/coded"
    assert by_place["karm-al-daadaa"]["direction"] == "SE"
    assert by_place["fardous"]["disputed"] == "true"


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("mode", ["status", "sides"])
def test_picture(show, html, artifacts, lang, mode):
    seen = show(html, f"lang={lang}&view={mode}&date=2020-01-10")
    name, content = saved(seen.page, "#download_png")
    assert name == "hayy-2020-01-10.png"
    (artifacts / f"picture-{lang}-{mode}.png").write_bytes(content)
    image = Image.open(io.BytesIO(content)).convert("RGB")
    size = seen.page.evaluate("[map_hayy.getSize().x, map_hayy.getSize().y]")
    assert image.width == (size[0] + 32) * 2
    assert image.height > size[1] * 2
    colours = {colour for _, colour in image.getcolors(1 << 24)}
    wanted = {"status": [(0x12, 0x3F, 0x73), (0xF0, 0x90, 0x2A)], "sides": [(0xBF, 0x07, 0x03), (0x57, 0xA6, 0x91)]}
    assert set(wanted[mode]) <= colours
    assert seen.quiet


def test_print_button(show, html):
    page = show(html, "lang=en").page
    page.evaluate("window.print = () => { window.printed = true }")
    page.click("#print")
    assert page.evaluate("window.printed") is True
