"""Pictures of a payload: the page's classes, patterns and colours on a sheet, as PNG, SVG or PDF."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from hayy.render.data import Lang

if TYPE_CHECKING:
    from hayy.render.data import Payload
    from hayy.render.picture.canvas import Format
    from hayy.render.picture.sheet import Size

__all__ = ["picture"]

_LANGUAGES: dict[str, tuple[Lang, ...]] = {"ar": ("ar",), "en": ("en",), "both": ("en", "ar")}


def picture(
    payload: Payload,
    form: Format,
    *,
    size: Size = "a4",
    lang: Literal["ar", "en", "both"] | None = None,
    dpi: int = 200,
    before: date | None = None,
) -> bytes:
    """Draw what a payload says, as reported by its last day.

    The same payload gives the same bytes with the same versions of matplotlib and its libraries.

    Args:
        payload: what :func:`hayy.render.payload.build` made.
        form: ``png``, ``svg`` or ``pdf``; text stays text in the last two.
        size: ``a4`` (landscape), ``16:9`` or ``square``.
        lang: the language of everything that is not data, or both; None means the payload's.
        dpi: dots per inch of a PNG.
        before: draws a second map, to the first one's left (right in Arabic), of what was reported by that day.

    Raises:
        RenderError: matplotlib is missing or too old, or the texts do not fit the sheet.
        DataError: the gazetteer has nothing that can be drawn.

    >>> from hayy.gazetteer import load
    >>> from hayy.render.payload import build
    >>> picture(build([], load()), "svg")[:5]
    b'<?xml'
    """
    from hayy.errors import DataError
    from hayy.render.picture.canvas import Canvas, settings
    from hayy.render.picture.ground import shown_bounds
    from hayy.render.picture.legend import manner
    from hayy.render.picture.scene import scene
    from hayy.render.picture.sheet import SHEETS, laid_out
    from hayy.render.picture.words import Words, visible

    shown = scene(payload, before)
    bounds = shown_bounds(shown)
    if bounds is None:
        raise DataError("no place of this gazetteer can be drawn: none has a location")
    words = [Words(code) for code in _LANGUAGES[lang or payload["lang"]]]
    with settings():
        sheet = SHEETS[size]
        how = manner(words, sheet.letters)
        canvas = Canvas(sheet.width, sheet.height, how.paper["sheet"])
        laid_out(shown, how, sheet, bounds).draw(canvas)
        return canvas.save(form, dpi, visible(payload["title"][words[0].lang]))
