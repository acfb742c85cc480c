"""What the page's script gets: the payload without its geometry, packed, with the texts and the style it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hayy.render.look import style, texts
from hayy.render.packing import pack

if TYPE_CHECKING:
    from hayy.render.data import Payload
    from hayy.render.tiles import Tiles


def island_data(payload: Payload, *, embed: bool = False, tiles: Tiles | None = None) -> dict[str, Any]:
    """The payload as the script reads it: lists as packed tables, changes of all steps as one table.

    Geometry stays out: folium's layers hold it, and a feature's id is the position in the list.
    """
    changes = [
        {"step": number, "place": place, **state}
        for number, step in enumerate(payload["steps"])
        for place, state in step["changes"].items()
    ]
    look = style()
    plain = ("lang", "title", "city", "as_of", "sides", "kinds", "sources", "attribution")
    return {
        **{key: payload[key] for key in plain},  # type: ignore[literal-required]
        "embed": embed,
        "tiles": {"url": tiles.url, "attribution": tiles.attribution} if tiles else None,
        "days": [step["day"] for step in payload["steps"]],
        "changes": pack(changes),
        "places": pack([{k: v for k, v in place.items() if k != "geometry"} for place in payload["places"]]),
        "parts": pack([{"place": part["place"], "direction": part["direction"]} for part in payload["parts"]]),
        "claims": pack(payload["claims"]),
        "documents": pack(payload["documents"]),
        "passages": pack(payload["passages"]),
        "look": {key: look[key] for key in ("status", "pattern", "outline")},
        "texts": texts(),
    }
