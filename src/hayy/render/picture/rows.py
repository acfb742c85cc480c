"""Rows of text and signs, and columns of rows: what stands beside, above and below a map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hayy.render.picture.canvas import Canvas, measuring
from hayy.render.picture.ground import Box
from hayy.render.picture.setting import Line, lines
from hayy.render.picture.words import Paragraph, Words

LEADING = 1.3
"""Height of a line over the size of its letters."""
_ASCENT = 0.98
"""From the top of a line to its base line, over the size."""

Draw = Callable[[Canvas, Box], None]


@dataclass(frozen=True, slots=True)
class Row:
    """Something of a height that draws itself into a box as wide as its column.

    It stays with the row after it if ``glued``; if ``blank``, it is left out at the top of a column.
    """

    height: float
    draw: Draw
    glued: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size in points, colour, weight."""

    size: float
    colour: str
    bold: bool = False

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.size * LEADING


def text_rows(
    paragraph: Paragraph, words: Words, kind: Type, width: float, *, most: int | None = None, glued: bool = False
) -> list[Row]:
    """A paragraph as rows of one line each, from the start edge of its language."""
    if not paragraph:
        return []
    made = lines(paragraph, width, measuring(kind.size, bold=kind.bold), rtl=words.rtl, most=most)
    return [Row(kind.line, _writer(line, kind), glued=glued) for line in made]


def bilingual(
    said: Sequence[tuple[Words, Paragraph]], kind: Type, width: float, *, most: int | None = None, glued: bool = False
) -> list[Row]:
    """The same in each language: on one line from both edges where there is room, else one below the other."""
    sets = [text_rows(paragraph, words, kind, width, most=most, glued=glued) for words, paragraph in said]
    measure = measuring(kind.size, bold=kind.bold)
    used = sum(measure(piece.text) for _, paragraph in said for piece in paragraph) + 2 * kind.size * len(sets)
    edges = {words.rtl for words, _ in said}
    if len(sets) == 2 and len(edges) == 2 and all(len(rows) == 1 for rows in sets) and used <= width:
        one, other = (rows[0].draw for rows in sets)

        def draw(canvas: Canvas, box: Box) -> None:
            one(canvas, box)
            other(canvas, box)

        return [Row(kind.line, draw, glued)]
    return [row for rows in sets for row in rows]


def _writer(line: Line, kind: Type) -> Draw:
    return lambda canvas, box: write(canvas, line, kind, box.right if line.rtl else box.left, box.top)


def write(canvas: Canvas, line: Line, kind: Type, edge: float, top: float) -> None:
    """Write a line from its start edge below ``top``."""
    canvas.row(line, edge, top - _ASCENT * kind.size, kind.size, kind.colour, bold=kind.bold)


def space(height: float) -> Row:
    """Nothing, so high."""
    return Row(height, lambda _canvas, _box: None, blank=True)


def stacked(rows: Sequence[Row], *, glued: bool = False) -> Row:
    """Rows that stay together as one."""

    def draw(canvas: Canvas, box: Box) -> None:
        column(canvas, rows, box)

    return Row(total(rows), draw, glued)


def total(rows: Sequence[Row]) -> float:
    """The height of rows one below the other."""
    return sum(row.height for row in rows)


def column(canvas: Canvas, rows: Sequence[Row], box: Box) -> None:
    """Draw rows one below the other from the top of ``box``."""
    top = box.top
    for row in rows:
        row.draw(canvas, Box(box.left, top - row.height, box.right, top))
        top -= row.height


def columns(rows: Sequence[Row], count: int) -> list[list[Row]]:
    """Rows in at most ``count`` columns, in order, the highest column as low as can be; glued rows stay together.

    >>> row = Row(10, lambda canvas, box: None)
    >>> [len(part) for part in columns([row] * 5, 2)]
    [3, 2]
    """
    blocks = _blocks(rows)
    heights = sorted({total([row for block in blocks[i:j] for row in block]) for i in range(len(blocks))
                      for j in range(i + 1, len(blocks) + 1)})  # fmt: skip
    for most in heights:
        parts = _filled(blocks, most)
        if len(parts) <= count:
            return parts
    return []


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    open_end = False
    for row in rows:
        if open_end:
            blocks[-1].append(row)
        else:
            blocks.append([row])
        open_end = row.glued
    return blocks


def _filled(blocks: Sequence[list[Row]], most: float) -> list[list[Row]]:
    parts: list[list[Row]] = []
    used = float("inf")
    for block in blocks:
        size = total(block)
        if block[0].blank and used + size > most + 1e-6:
            used = float("inf")
            continue
        if used + size > most + 1e-6:
            parts.append([])
            used = 0.0
            if block[0].blank:
                continue
        parts[-1].extend(block)
        used += size
    return parts
