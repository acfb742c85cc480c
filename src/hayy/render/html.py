"""The map page: one HTML file that needs nothing else, drawn by folium and made safe here.

The only importer of folium. folium's templates run twice over whatever they are given and put text where it can become
code, so folium gets numbers only: geometry, and the position of each place in the payload's lists. Every text goes into
a JSON island that is added after folium has rendered. A Content-Security-Policy with the hash of each script and style
is the second line of defence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

from hayy.errors import RenderError
from hayy.render import escape, leaflet
from hayy.render.island import island_data
from hayy.render.look import style, texts
from hayy.render.tiles import Tiles

if TYPE_CHECKING:
    import folium

    from hayy.render.payload import Payload

STYLES = ("base", "map", "side", "table", "time", "narrow", "frame", "print")
SCRIPTS = (
    "data", "dom", "words", "states", "view", "sentences", "patterns", "areas", "labels", "legend", "evidence",
    "panel", "table", "timeline", "furniture", "inset", "about", "link", "download", "canvas",
    "picture", "printing", "frame",
    "main",
)  # fmt: skip
FULL_ONLY = frozenset({"inset", "download", "canvas", "picture"})
_SLOT = re.compile("%([a-z_]+)%")
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)


def page(payload: Payload, *, embed: bool = False, tiles: Tiles | None = None) -> str:
    """The whole page as one string, the same for the same payload.

    Args:
        payload: what :func:`hayy.render.payload.build` made.
        embed: the lean variant for an ``<iframe>``: the table folded, no downloads, no inset, no points of places
            without a report; it tells its height to its host.
        tiles: a tile server for the background; without one the page asks nothing of any network.

    Raises:
        RenderError: Leaflet's package is missing or changed.
        ValueError: the payload holds a number that is not finite.
    """
    return compose(control_map(payload, lean=embed), payload, embed=embed, tiles=tiles)


def control_map(payload: Payload, *, lean: bool = False) -> folium.Map:
    """The folium map of the page, with its layers and no texts; others may add layers of their own to it.

    A ``lean`` one has no points of places without a report.
    """
    import folium

    from hayy.render.layers import collections

    class ControlPane(folium.Map):
        """A folium map that loads nothing, in panes of its own, with ids that do not change."""

        default_js: list[tuple[str, str]] = []  # noqa: RUF012  # as folium declares it
        default_css: list[tuple[str, str]] = []  # noqa: RUF012
        _template = folium.template.Template(_MAP_TEMPLATE)

    made = ControlPane(
        location=payload["centre"], zoom_start=12, tiles=None, zoom_control=False, attribution_control=False,
        zoom_snap=0.25, min_zoom=9, max_zoom=18,
    )  # fmt: skip
    made._id = "hayy"  # noqa: SLF001  # folium draws ids at random; the page must be the same each time
    for name, features in collections(payload, lean=lean).items():
        options: dict[str, Any] = {"pane": name, "interactive": name in ("areas", "points")}
        if name == "points":
            options["point_to_layer"] = folium.JsCode(
                "function (feature, at) { return L.circleMarker(at, {pane: 'points', radius: 7}); }"
            )
        layer = folium.GeoJson(features, name=name, smooth_factor=0.5, control=False, **options)
        layer._id = name  # noqa: SLF001
        layer.add_to(made)
    return made


def move_layers(source: folium.Map, target: folium.Map) -> None:
    """Move the layers of one folium map to another; tile layers stay, because nothing may be loaded for them."""
    import folium

    for name, child in list(source._children.items()):  # noqa: SLF001  # folium has no public way to its layers
        if not isinstance(child, folium.TileLayer):
            target.add_child(child, name=name)


_MAP_TEMPLATE = """
{% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
{% macro script(this, kwargs) %}
var hayyStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
  center: {{ this.location|tojson }},
  zoomAnimation: !hayyStill, fadeAnimation: !hayyStill, markerZoomAnimation: !hayyStill, inertia: !hayyStill,
  ...{{ this.options|tojavascript }}
});
["outline", "areas", "parts", "points", "mark", "names"].forEach(function (name, i) {
  {{ this.get_name() }}.createPane(name).style.zIndex = 410 + 10 * i;
});
{% endmacro %}
"""


def compose(made: folium.Map, payload: Payload, *, embed: bool = False, tiles: Tiles | None = None) -> str:
    """The page around a folium map that :func:`control_map` made and others may have added to."""
    head, body, script = _rendered(made)
    lang = payload["lang"]
    data = escape.island(island_data(payload, embed=embed, tiles=tiles))
    code = {"leaflet": leaflet.script(), "map": script, "page": page_script(embed=embed)}
    sheets = [leaflet.styles(), style_sheet(style()), *(asset(f"{name}.css") for name in STYLES)]
    policy = content_policy([*code.values()], sheets, head, tiles)
    parts = {
        "lang": lang,
        "dir": "rtl" if lang == "ar" else "ltr",
        "variant": "embed" if embed else "full",
        "policy": escape.text(policy),
        "title": escape.text(payload["title"][lang]),
        "needs_script": escape.text(texts()[lang]["needs_script"]),
        "styles": "\n".join(f"<style>{sheet}</style>" for sheet in sheets),
        "head": head,
        "map": body,
        "scripts": "\n".join(
            [
                f"<script>{code['leaflet']}</script>",
                f"<script>{code['map']}</script>",
                f'<script type="application/json" id="hayy-data">{data}</script>',
                f"<script>{code['page']}</script>",
            ]
        ),
    }
    # One pass: what is put in is never searched for slots again.
    return _SLOT.sub(lambda match: parts.get(match[1], match[0]), asset("page.html"))


def _rendered(made: folium.Map) -> tuple[str, str, str]:
    """Head, body and script that folium makes of the map and everything added to it."""
    figure: Any = made.get_root()
    figure.header._children.pop("meta_http", None)  # noqa: SLF001  # the page states its encoding itself
    parts = (figure.header, figure.html, figure.script)
    before = [part._children.copy() for part in parts]  # noqa: SLF001
    figure.render()
    head, body, script = (part.render().strip() for part in parts)
    # Rendering adds to the figure; what it added goes again, so that rendering twice gives the same twice.
    for part, children in zip(parts, before, strict=True):
        part._children = children  # noqa: SLF001
    if re.search(r"</script", script, re.IGNORECASE):
        raise RenderError("a layer added to the map holds '</script' in its code; leave that text out")
    return head, body, script


def content_policy(scripts: list[str], sheets: list[str], head: str, tiles: Tiles | None) -> str:
    """The Content-Security-Policy: these scripts and styles by hash, pictures made on the page, nothing else."""
    scripts, sheets = list(scripts), list(sheets)
    for kind, _attributes, content in _INLINE.findall(head):
        (scripts if kind.lower() == "script" else sheets).append(content)
    images = ["data:", "blob:", *([tiles.origin] if tiles else [])]
    rules = {
        "default-src": ["'none'"],
        "script-src": [escape.source_hash(code) for code in scripts],
        "style-src": [escape.source_hash(sheet) for sheet in sheets],
        "img-src": images,
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def style_sheet(look: Mapping[str, Any]) -> str:
    """``style.toml`` as CSS variables: one set for light, one for dark."""

    def variables(theme: str) -> str:
        pairs = [(f"--status-{key}", value[theme]) for key, value in look["status"].items()]
        pairs += [(f"--side-{key}", value[theme]) for key, value in look["side"].items()]
        pairs += [(f"--{key}", value) for key, value in look["paper"][theme].items()]
        return "".join(f"{name}:{value};" for name, value in pairs)

    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{variables('dark')}}}}}"
    return f":root{{{variables('light')}}}\n{dark}\n"


def page_script(*, embed: bool = False) -> str:
    """The page's own script: the files of ``assets`` one after the other, in one function scope.

    For a frame without what a frame does not have, and without comments and indentation.
    """
    code = "\n".join(asset(f"{name}.js") for name in SCRIPTS if not (embed and name in FULL_ONLY))
    if embed:
        code = "\n".join(
            line.strip() for line in code.split("\n") if line.strip() and not line.strip().startswith("//")
        )
    return f'(() => {{\n"use strict";\n{code}\n}})();\n'


def asset(name: str) -> str:
    """One file of ``assets``."""
    return (resources.files("hayy.render") / "assets" / name).read_text(encoding="utf-8")
