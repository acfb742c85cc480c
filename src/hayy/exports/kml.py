"""A state as KML 2.2 for Google Earth and the like: a placemark a place, its claims in the balloon as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from hayy.export import NOTE, state_items
from hayy.store.styles import COLOURS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, ControlState, Reading

# XML 1.0 has no place for these, even as references.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")
_FIELDS = ("status", "disputed", "partial", "actor", "event_first", "event_last", "heard", "location_certainty")
_ALPHA = {"retaken": "b0", "held": "80", "contested": "60", "lost": "40", "mentioned": "20"}


def to_kml(
    state: ControlState, gazetteer: Gazetteer, readings: Iterable[Reading], coded: Iterable[Claim] = ()
) -> bytes:
    """The state as KML; places that are never drawn are left out, as KML shows nothing without a geometry."""
    marks = [
        _placemark(item, shape) for item, shape in state_items(state, gazetteer, readings, coded) if shape is not None
    ]
    day = state.as_of.isoformat() if state.as_of else "not dated"
    head = f"{NOTE} As of {day}. {' '.join(gazetteer.city.attribution)}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hayy -->\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{_text(gazetteer.city.name_en)}, {day}</name><description>{_text(head)}</description>\n"
        + "\n".join(marks)
        + "\n</Document></kml>\n"
    ).encode()


def _placemark(item: dict[str, Any], shape: BaseGeometry) -> str:
    colour = _colour(item["actor"], item["status"])
    data = "".join(
        f'<Data name="{key}"><value>{_text(item[key])}</value></Data>'
        for key in ("place", *_FIELDS)
        if item[key] is not None
    )
    return (
        f"<Placemark><name>{_text(item['name_en'])} / {_text(item['name_ar'])}</name>"
        f"<description>{_text(_said(item['claims']))}</description>"
        f"<Style><LineStyle><color>ff{colour[2:]}</color></LineStyle><PolyStyle><color>{colour}</color></PolyStyle></Style>"
        f"<ExtendedData>{data}</ExtendedData><MultiGeometry>{''.join(_polygons(shape))}</MultiGeometry></Placemark>"
    )


def _said(claims: Sequence[dict[str, Any]]) -> str:
    lines = []
    for claim in claims:
        chain = " > ".join(claim["attributed_to"]) or claim["outlet"] or "no source named"
        how = f'"{claim["evidence"]}"' if claim["evidence"] else f"coded by hand. {claim['note']}"
        lines.append(
            f"{claim['event_last'] or claim['reported'] or 'no day'}: {claim['status']}, according to {chain}: {how}"
        )
    return "\n".join(lines)


def _polygons(shape: BaseGeometry) -> Iterable[str]:
    from hayy.gazetteer.drafting import settled

    whole = settled(shape)
    for polygon in getattr(whole, "geoms", [whole]):
        holes = "".join(f"<innerBoundaryIs>{_ring(hole)}</innerBoundaryIs>" for hole in polygon.interiors)
        yield f"<Polygon><outerBoundaryIs>{_ring(polygon.exterior)}</outerBoundaryIs>{holes}</Polygon>"


def _ring(ring: Any) -> str:
    points = " ".join(f"{x:.5f},{y:.5f}" for x, y in ring.coords)
    return f"<LinearRing><coordinates>{points}</coordinates></LinearRing>"


def _colour(side: str | None, status: str) -> str:
    """KML's aabbggrr."""
    red, green, blue = (int(part) for part in COLOURS.get(side or "", "115,93,92").split(","))
    return f"{_ALPHA[status]}{blue:02x}{green:02x}{red:02x}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return escape(str(value).translate(_FORBIDDEN))
