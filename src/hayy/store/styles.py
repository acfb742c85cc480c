"""The layers' styles for QGIS (QML): colour is the side, hatching is contested, a broken outline is disputed."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from hayy.sides import load_sides

COLOURS = {
    "GOV": "191,7,3",
    "REB": "87,166,145",
    "KUR": "242,213,31",
    "ISIS": "22,22,23",
    "GOV2": "29,95,174",
    "IRQ": "99,19,76",
}
"""Side -> red, green, blue: the colours of the page on light paper."""
_NOBODY = "115,93,92"
_GREY = "90,90,90"
_SOLID, _HATCH, _EMPTY = "solid", "b_diagonal", "no"


def all_styles() -> dict[str, str]:
    """The style of every layer, by table name."""
    return {"state": _state(), "claims_map": _claims(), "places": _plain()}


def _state() -> str:
    rules = []
    for side in (*load_sides(), None):
        colour = COLOURS.get(side or "", _NOBODY)
        who = f"\"actor\" = '{side}'" if side else '"actor" IS NULL'
        name = load_sides()[side].label_en if side else "no side named"
        for status, fill in (("retaken", _SOLID), ("held", _SOLID), ("lost", _EMPTY), ("contested", _HATCH)):
            for disputed in (0, 1) if status == "contested" else (0,):
                label = f"{status}{', disputed' if disputed else ''}: {name}"
                rules.append((label, f'"status" = \'{status}\' AND "disputed" = {disputed} AND {who}', colour, fill))
    rules.append(("mentioned", "\"status\" = 'mentioned'", _GREY, _EMPTY))
    return _document(rules)


def _claims() -> str:
    statuses = (("retaken", _SOLID), ("held", _SOLID), ("lost", _EMPTY), ("contested", _HATCH), ("mentioned", _EMPTY))
    return _document([(status, f"\"status\" = '{status}'", _GREY, fill) for status, fill in statuses])


def _plain() -> str:
    return _document([("place of the gazetteer", "TRUE", _GREY, _EMPTY)])


def _document(rules: Iterable[tuple[str, str, str, str]]) -> str:
    """A rule-based style: label, filter, colour and fill of each rule."""
    rows, symbols = [], []
    for number, (label, wanted, colour, fill) in enumerate(rules):
        rows.append(f'<rule key="r{number}" symbol="{number}" label={quoteattr(label)} filter={quoteattr(wanted)}/>')
        line = "dash" if "disputed" in label else "solid"
        options = {
            "color": f"{colour},150",
            "style": fill,
            "outline_color": f"{colour if fill != _EMPTY else _GREY},255",
            "outline_style": line,
            "outline_width": "0.5" if line == "dash" else "0.3",
            "outline_width_unit": "MM",
        }
        values = "".join(f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in options.items())
        symbols.append(
            f'<symbol type="fill" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
            f'<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{values}</Option></layer>'
            "</symbol>"
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22.0" styleCategories="Symbology">'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">'
        f'<rules key="root">{"".join(rows)}</rules><symbols>{"".join(symbols)}</symbols></renderer-v2></qgis>'
    )
