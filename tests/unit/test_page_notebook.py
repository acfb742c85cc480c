"""The map as an object: it shows itself, gives a folium map, takes the layers of another, and loads nothing."""

from __future__ import annotations

import html as escaping
import re
from datetime import date

import pytest

import hayy
from hayy.errors import OutputError
from hayy.model import Claim, Predicate

CLAIM = Claim(
    "c", None, "shaar", Predicate.TOOK, actor="GOV", attributed_to=("Monitor",), reported=date(2020, 1, 1), url="https://example.org"
)  # fmt: skip


def test_it_shows_itself_in_a_sandboxed_frame():
    shown = hayy.ControlMap(coded=[CLAIM])._repr_html_()
    source = re.search(r'srcdoc="([^"]*)"', shown)
    assert source is not None
    assert escaping.unescape(source[1]).startswith("<!DOCTYPE html>")
    assert 'sandbox="allow-scripts' in shown
    assert "allow-same-origin" not in shown


def test_layers_can_be_added_and_taken():
    import folium

    made = hayy.ControlMap(coded=[CLAIM])
    folium.CircleMarker((36.2, 37.15), radius=11).add_to(made.map)
    assert '"radius": 11' in made.to_html()
    theirs = folium.Map()
    folium.PolyLine([(36.2, 37.1), (36.2, 37.2)], weight=13).add_to(theirs)
    taken = hayy.ControlMap(coded=[CLAIM], layers_of=theirs).to_html()
    assert '"weight": 13' in taken
    assert "openstreetmap" not in taken


def test_a_geodataframe_goes_onto_it_and_twice_is_the_same():
    import folium
    import geopandas
    from shapely.geometry import box

    frame = geopandas.GeoDataFrame({"n": [1]}, geometry=[box(37.1, 36.1, 37.2, 36.2)], crs="EPSG:4326")
    made = hayy.ControlMap(coded=[CLAIM])
    folium.GeoJson(frame).add_to(made.map)
    assert made.to_html().count("L.geoJson(") == 5
    assert made.to_html() == made.to_html()


def test_without_additions_it_is_the_page():
    from hayy.render.html import page

    made = hayy.ControlMap(coded=[CLAIM])
    assert made.to_html() == page(made.payload)


def test_saving_is_whole_or_not_at_all(tmp_path):
    made = hayy.ControlMap(coded=[CLAIM])
    made.save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == made.to_html()
    with pytest.raises(OutputError):
        made.save(tmp_path / "no" / "map.html")


def test_a_layer_that_would_end_the_script_is_refused():
    import folium

    from hayy.errors import RenderError

    made = hayy.ControlMap(coded=[CLAIM])
    folium.Marker((36.2, 37.15), tooltip="</script>").add_to(made.map)
    with pytest.raises(RenderError, match="</script"):
        made.to_html()
