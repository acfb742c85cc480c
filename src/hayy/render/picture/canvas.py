"""The sheet on which a picture is drawn: shapes, lines and text in points, written as PNG, SVG or PDF.

The only importer of matplotlib. Fonts are those that matplotlib brings along, found by file, and its settings are its
own defaults: neither the fonts nor the configuration of the machine change a picture. Text is never taken for
mathematics or TeX. Lengths are points, the origin is the lower left corner.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hayy.errors import RenderError
from hayy.render.picture.ground import Box
from hayy.render.picture.setting import Line, Measure
from hayy.render.picture.words import Piece, is_rtl

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline
    from numpy.typing import NDArray
    from PIL.Image import Image
    from shapely.geometry.base import BaseGeometry

Format = Literal["png", "svg", "pdf"]
Align = Literal["left", "center", "right"]
GENERATOR = "hayy"
_MEASURED_AT = 288.0
_TITLE = 300
"""Characters of a title in the description of a file."""
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": GENERATOR,
    "pdf.fonttype": 42,
    "text.hinting": "none",
    "text.parse_math": False,
    "text.usetex": False,
    "path.simplify": False,
}
# In SVG a text has the direction of its first letter, as in the other formats.
_SVG_STYLE = ("butt}</style>", "butt} text{unicode-bidi: plaintext}</style>")


@contextmanager
def settings() -> Iterator[None]:
    """Set matplotlib to its own defaults with what hayy needs, whatever the person's configuration says.

    Raises:
        RenderError: matplotlib is missing or too old to shape Arabic.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise RenderError("pictures need matplotlib: install hayy with the extra `picture`") from error
    if mpl.__version_info__ < (3, 11):
        raise RenderError(f"pictures need matplotlib 3.11 or newer, to join Arabic letters; here is {mpl.__version__}")
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        # A letter that the font lacks is drawn as a box that tells its script.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


class Canvas:
    """A sheet of ``width`` by ``height`` points. What is drawn later lies above; use it within :func:`settings`."""

    def __init__(self, width: float, height: float, paper: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), facecolor=paper)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._drawn = 0
        self._clip: PathPatch | None = None

    def clip(self, box: Box | None) -> None:
        """Draw nothing outside of ``box`` from now on; None ends that."""
        from matplotlib.patches import PathPatch
        from shapely.geometry import box as rectangle

        self._clip = None
        if box is not None:
            path = outline(rectangle(box.left, box.bottom, box.right, box.top))
            self._clip = PathPatch(path, transform=self._axes.transData)

    def shape(
        self, shape: BaseGeometry, *, fill: str | None = None, stroke: str | None = None, width: float = 0.0,
        dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """Draw areas: filled, outlined by a stroke of ``width``, dashed by lengths of strokes and gaps."""
        from matplotlib.patches import PathPatch

        if shape.is_empty:
            return
        patch = PathPatch(
            outline(shape), facecolor=fill or "none", edgecolor=stroke or "none", linewidth=width if stroke else 0.0,
            linestyle=(0, tuple(dash)) if dash else "solid",
            capstyle="butt", joinstyle="round",
        )  # fmt: skip
        self._add(patch, self._axes.add_patch)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        xs, ys = zip(*[(round(x, 2), round(y, 2)) for x, y in points], strict=True)
        self._add(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt"), self._axes.add_line)

    def text(
        self, at: tuple[float, float], piece: Piece, size: float, colour: str, *, bold: bool = False,
        align: Align = "left", halo: str | None = None,
    ) -> None:  # fmt: skip
        """Write a piece of text on the base line ``at``; ``halo`` is the colour of an edge around its letters."""
        if halo is not None:
            self._halo(at, piece, size, halo, bold=bold, align=align)
        self._text(at, piece, size, colour, bold=bold, align=align)

    def _text(
        self, at: tuple[float, float], piece: Piece, size: float, colour: str, *, bold: bool, align: Align
    ) -> Any:
        text = self._axes.text(
            round(at[0], 2), round(at[1], 2), directed(piece), fontproperties=font(bold=bold), fontsize=size,
            color=colour, ha=align, va="baseline", parse_math=False, usetex=False,
        )  # fmt: skip
        return self._add(text, lambda artist: artist)

    def _halo(
        self, at: tuple[float, float], piece: Piece, size: float, colour: str, *, bold: bool, align: Align
    ) -> None:
        """The edge is a text of its own: with an effect on it a text would not stay text in SVG and PDF."""
        from matplotlib.patheffects import Stroke

        under = self._text(at, piece, size, colour, bold=bold, align=align)
        under.set_path_effects([Stroke(linewidth=size * 0.32, foreground=colour, joinstyle="round")])

    def row(self, line: Line, edge: float, base: float, size: float, colour: str, *, bold: bool = False) -> None:
        """Write a line that starts at ``edge``: its left end, or its right end when it runs from right to left."""
        measure = measuring(size, bold=bold)
        if len(line.runs) == 1:
            self.text((edge, base), line.runs[0][1], size, colour, bold=bold, align="right" if line.rtl else "left")
            return
        at = edge
        for space, piece in line.runs:
            length = measure(piece.text)
            at += -space - length if line.rtl else space
            self.text((at, base), piece, size, colour, bold=bold)
            at += 0.0 if line.rtl else length

    def _add(self, artist: Artist, add: Callable[[Any], Any]) -> Artist:
        self._drawn += 1
        artist.set_zorder(self._drawn)
        add(artist)
        if self._clip is not None:
            artist.set_clip_path(self._clip)
            artist.set_clip_on(True)
        return artist

    def save(self, form: Format, dpi: int, title: str) -> bytes:
        """The picture as a file: no dates in it, so the same picture is the same bytes."""
        title = title[:_TITLE]
        if form == "png":
            return self._png(dpi, title)
        metadata: dict[str, dict[str, str | None]] = {
            "svg": {"Creator": GENERATOR, "Title": title, "Date": None},
            "pdf": {"Creator": GENERATOR, "Title": title, "Producer": None, "CreationDate": None},
        }
        target = io.BytesIO()
        self._figure.savefig(target, format=form, metadata=metadata[form])
        made = target.getvalue()
        return made.replace(_SVG_STYLE[0].encode(), _SVG_STYLE[1].encode(), 1) if form == "svg" else made

    def _png(self, dpi: int, title: str) -> bytes:
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL.PngImagePlugin import PngInfo

        self._figure.set_dpi(dpi)
        agg: Any = FigureCanvasAgg(self._figure)
        agg.draw()
        about = PngInfo()
        about.add_text("Software", GENERATOR)
        about.add_itxt("Title", title)
        target = io.BytesIO()
        image = few_colours(np.asarray(agg.buffer_rgba())[:, :, :3])
        image.save(target, "PNG", optimize=True, dpi=(dpi, dpi), pnginfo=about)
        return target.getvalue()


def few_colours(pixels: NDArray[np.uint8]) -> Image:
    """An image of at most 256 colours, a third of the size in a file.

    ``pixels`` has the shape (height, width, 3). The most frequent colours stay exactly as they are: all flat ones. The
    others, shades at edges, become the nearest of these.
    """
    import numpy as np
    from PIL import Image

    weights = np.array([1 << 16, 1 << 8, 1])
    colours, place, counts = np.unique(pixels @ weights, return_inverse=True, return_counts=True)
    kept = np.argsort(-counts, kind="stable")[:256]
    channels = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    nearest = np.empty(len(colours), dtype=np.uint8)
    for start in range(0, len(colours), 4096):
        part = channels[start : start + 4096, None, :] - channels[kept][None, :, :]
        nearest[start : start + 4096] = (part * part).sum(axis=2).argmin(axis=1)
    image = Image.fromarray(nearest[place].reshape(pixels.shape[:2]))
    image.putpalette(channels[kept].astype(np.uint8).tobytes())
    return image


def outline(shape: BaseGeometry) -> Outline:
    """The rings of areas as one path, to hundredths of a point."""
    import numpy as np
    from matplotlib.path import Path as Outline
    from shapely import get_coordinates

    rings = [
        np.round(get_coordinates(ring), 2)
        for area in getattr(shape, "geoms", [shape])
        if area.geom_type == "Polygon"
        for ring in (area.exterior, *area.interiors)
    ]
    codes = [[Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY] for ring in rings]
    if not rings:
        return Outline(np.empty((0, 2)))
    return Outline(np.concatenate(rings), np.concatenate(codes))


def directed(piece: Piece) -> str:
    """The text of a piece, with a mark before it where its letters alone would give it another direction."""
    own = is_rtl(piece.text)
    if own is piece.rtl or (own is None and not piece.rtl):
        return piece.text
    return ("\u200f" if piece.rtl else "\u200e") + piece.text


@cache
def font(*, bold: bool = False) -> FontProperties:
    """DejaVu Sans as matplotlib brings it along."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    file = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"
    return FontProperties(family=["DejaVu Sans", "sans-serif"], weight="bold" if bold else "normal", fname=str(file))


def measuring(size: float, *, bold: bool = False) -> Measure:
    """The function that gives the width of a text at a size, in points."""
    return lambda text: _width(text, bold=bold) * size if text else 0.0


@lru_cache(maxsize=8192)
def _width(text: str, *, bold: bool) -> float:
    """Width per point of size."""
    at_size = font(bold=bold).copy()
    at_size.set_size(10.0)
    width, _height, _descent = _ruler().get_text_width_height_descent(text, at_size, ismath=False)
    return float(width) / _MEASURED_AT * 72 / 10


@cache
def _ruler() -> Any:
    from matplotlib.backends import backend_agg

    made: Any = backend_agg.RendererAgg
    return made(8, 8, _MEASURED_AT)
