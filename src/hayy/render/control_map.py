"""The map as an object: shows itself in a notebook, and takes and gives folium maps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hayy.files import atomic_write
from hayy.gazetteer import load
from hayy.render import html
from hayy.render.escape import text
from hayy.render.payload import build

if TYPE_CHECKING:
    import folium

    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, Reading
    from hayy.render.data import Payload
    from hayy.render.tiles import Tiles


class ControlMap:
    """A map of what readings, or claims coded by hand, say about control.

    ``map`` is a :class:`folium.Map`: add layers of your own to it, or hand it to ``GeoDataFrame.explore(m=...)``, which
    wants the packages mapclassify and matplotlib. They are drawn above the claims and are yours: hayy vouches for no
    text in them. Nothing is loaded from a network, so a layer that wants a plug-in or a picture from elsewhere stays
    without it.

    Args:
        readings: documents, read.
        gazetteer: where the places are; Aleppo's if None.
        coded: claims coded by hand.
        as_of: the last day that counts; None means the latest that is reported.
        title: replaces the title.
        tiles: a tile server for the background.
        layers_of: a folium map whose layers, except its tiles, are moved onto this one.

    Raises:
        DataError: a claim names a place that the gazetteer does not have.

    >>> from datetime import date
    >>> from hayy.model import Claim, Predicate
    >>> claim = Claim("c1", None, "shaar", Predicate.TOOK, actor="GOV", attributed_to=("SOHR",),
    ...               reported=date(2016, 12, 6), url="https://example.org/")
    >>> shown = ControlMap(coded=[claim])
    >>> shown.payload["as_of"], shown._repr_html_()[:7]
    ('2016-12-06', '<iframe')
    """

    def __init__(
        self,
        readings: Sequence[Reading] = (),
        gazetteer: Gazetteer | None = None,
        *,
        coded: Sequence[Claim] = (),
        as_of: date | None = None,
        title: str | None = None,
        tiles: Tiles | None = None,
        layers_of: folium.Map | None = None,
    ) -> None:
        self.payload: Payload = build(readings, gazetteer or load(), coded=coded, as_of=as_of, title=title)
        self.tiles = tiles
        self.map: folium.Map = html.control_map(self.payload)
        if layers_of is not None:
            html.move_layers(layers_of, self.map)

    def to_html(self, *, embed: bool = False) -> str:
        """The page with everything that was added to ``map``."""
        return html.compose(self.map, self.payload, embed=embed, tiles=self.tiles)

    def save(self, path: str | Path, *, embed: bool = False) -> None:
        """Write the page, whole or not at all.

        Raises:
            OutputError: it cannot be written; what was there before is unchanged.
        """
        atomic_write(Path(path), self.to_html(embed=embed).encode("utf-8"))

    def _repr_html_(self) -> str:
        """For notebooks: the page in a frame of its own."""
        title = text(self.payload["title"][self.payload["lang"]])
        return (
            f'<iframe srcdoc="{text(self.to_html(embed=True))}" title="{title}" '
            'sandbox="allow-scripts allow-popups allow-downloads" style="width:100%;height:720px;border:0"></iframe>'
        )
