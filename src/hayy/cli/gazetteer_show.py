"""``hayy gazetteer show``: everything known of one place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.options import common_options
from hayy.cli.wording import one_line, tell

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer


@click.command("show")
@click.argument("place", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "geojson"]),
    default="table",
    show_default=True,
    help="Text for people, all of it as JSON, or its ground as an RFC 7946 Feature.",
)
@common_options
def show(place: str, form: str, directory: Path | None) -> None:
    """Print everything known of a place: names with sources, parent, parts, neighbours, location, look-alikes.

    ID is an id, or a name that means one place without doubt. The ground of hospitals, schools, military sites and the
    like is not given as GeoJSON: they are never drawn.

    \b
    Examples:
      hayy gazetteer show sheikh-saeed
      hayy gazetteer show "كرم الدعدع" --format geojson
    """
    from hayy.gazetteer import load
    from hayy.gazetteer.describe import describe, place_id

    gazetteer = load(directory)
    key = place_id(gazetteer, place)
    if form == "geojson":
        click.echo(_json(_feature(gazetteer, key)))
        return
    known = describe(gazetteer, key)
    click.echo(_json(known) if form == "json" else "\n".join(one_line(line) for line in _lines(known)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)


def _feature(gazetteer: Gazetteer, key: str) -> dict[str, Any]:
    """The place as a GeoJSON Feature: its boundary, the circle it lies in, or null when it is not drawn."""
    from shapely.geometry import mapping

    from hayy.geometry import locate

    place, area = gazetteer.places[key], locate(gazetteer)[key]
    if area.geometry is None:
        tell(f"{key} has no ground to give: its location is not known, or places of its kind are never drawn")
    return {
        "type": "Feature",
        "id": key,
        "geometry": None if area.geometry is None else mapping(area.geometry),
        "properties": {
            "name_ar": place.name_ar,
            "name_en": place.name_en,
            "kind": place.kind,
            "certainty": area.certainty.value,
            "radius_m": area.radius_m,
            "how": area.how,
            "source": area.source,
            "confidence": place.confidence,
            "attribution": " · ".join(gazetteer.city.attribution) if area.certainty.value == "boundary" else "",
        },
    }


def _lines(known: dict[str, Any]) -> Iterator[str]:
    yield f"{known['id']}: {known['name_en']}, {known['name_ar']}"
    yield f"kind:       {known['kind']} (drawn: {known['draw']})"
    for label in ("parent", "near", "parts", "neighbours"):
        if value := known[label]:
            yield f"{label + ':':<11} {value if isinstance(value, str) else ', '.join(value)}"
    if known["area_ha"] is not None:
        yield f"area:       {known['area_ha']} ha"
    yield f"location:   {_location(known)}"
    if known["pcodes"]:
        yield f"P-code:     {', '.join(known['pcodes'])}"
    if known["needs_context"]:
        yield "context:    the name alone is more often something else"
    yield "names:"
    for name in known["names"]:
        also = f"; also {', '.join(name['also'])}" if name["also"] else ""
        yield f"  {name['form']} ({name['lang']}; {', '.join(name['sources'])}{also})"
    for near in known["near_names"]:
        yield f"looks like: {near['id']} {near['form']} ({near['letters']} letters apart)"
    for other in known["elsewhere"]:
        yield f"elsewhere:  {other['name_en']}, {other['name_ar']} ({other['within']})"
    if known["note"]:
        yield f"note:       {known['note']}"
    yield "sources:"
    for key, what in known["sources"].items():
        yield f"  {key}: {what}"


def _location(known: dict[str, Any]) -> str:
    at, confidence = known["location"], known["confidence"] or "not stated"
    if at is None:
        return "not known; listed, never drawn"
    within = f"within {at['radius_m']:g} m of " if at["radius_m"] else ""
    return f"{within}{at['lat']}, {at['lon']} ({at['how']}; {at['source']}; confidence {confidence})"
