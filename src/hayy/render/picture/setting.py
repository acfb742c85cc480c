"""Setting text: paragraphs into lines of a given width, each line a row of runs that keep their own direction.

Widths come from a function, so that nothing here needs a font.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from hayy.render.picture.words import Paragraph, Piece

Measure = Callable[[str], float]
"""The width of a text without spaces at its ends, in points."""

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: runs in reading order, each with the space before it; ``rtl`` is the direction of the whole."""

    runs: tuple[tuple[float, Piece], ...]
    width: float
    rtl: bool


@dataclass(frozen=True, slots=True)
class _Atom:
    """A word of a piece, or what of it stands between two pieces without a space."""

    text: str
    piece: int
    spaced: bool


def lines(
    paragraph: Paragraph, width: float, measure: Measure, *, rtl: bool, most: int | None = None
) -> list[Line]:
    """``paragraph`` in lines no wider than ``width``; a word that is too long for a line is broken.

    Args:
        paragraph: its pieces; a piece may go over several lines.
        width: of a line, in points.
        measure: gives the width of a text.
        rtl: the direction of the paragraph.
        most: at most so many lines; what is left over is cut, and an ellipsis says so.

    >>> [line.runs[0][1].text for line in lines((Piece("one two three", False),), 7, len, rtl=False)]
    ['one two', 'three']
    """
    space = measure("n n") - measure("nn")
    clusters = [part for cluster in _clusters(paragraph) for part in _broken(cluster, width, measure)]
    rows: list[list[list[_Atom]]] = []
    used = 0.0
    for cluster in clusters:
        size = sum(measure(atom.text) for atom in cluster)
        if rows and used + space + size <= width:
            rows[-1].append(cluster)
            used += space + size
        else:
            rows.append([cluster])
            used = size
    if most is not None and len(rows) > most:
        rows = [*rows[: most - 1], _cut(rows[most - 1], width, measure, space)]
    return [_line([atom for cluster in row for atom in cluster], paragraph, measure, space, rtl=rtl) for row in rows]


def _clusters(paragraph: Paragraph) -> list[list[_Atom]]:
    """Atoms that no space parts, together."""
    clusters: list[list[_Atom]] = []
    open_end = False
    for number, piece in enumerate(paragraph):
        words = piece.text.split(" ")
        for position, word in enumerate(words):
            if position:
                open_end = False
            if word:
                if open_end:
                    clusters[-1].append(_Atom(word, number, spaced=False))
                else:
                    clusters.append([_Atom(word, number, spaced=True)])
                open_end = True
    return clusters


def _broken(cluster: list[_Atom], width: float, measure: Measure) -> list[list[_Atom]]:
    """A cluster as it is, or in pieces that fit the width."""
    if sum(measure(atom.text) for atom in cluster) <= width:
        return [cluster]
    parts: list[list[_Atom]] = []
    for atom in cluster:
        rest = atom.text
        while rest:
            size = _fitting(rest, width, measure)
            parts.append([_Atom(rest[:size], atom.piece, spaced=True)])
            rest = rest[size:]
    return parts


def _fitting(text: str, width: float, measure: Measure) -> int:
    """How many characters of ``text`` fit into ``width``, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    return low


def _cut(row: Sequence[list[_Atom]], width: float, measure: Measure, space: float) -> list[list[_Atom]]:
    """The row with an ellipsis at its end, and as few clusters less as it takes."""
    kept = list(row)

    def size() -> float:
        return sum(measure(atom.text) for cluster in kept for atom in cluster) + space * (len(kept) - 1)

    while len(kept) > 1 and size() + measure(ELLIPSIS) > width:
        kept.pop()
    last = kept[-1][-1]
    text = last.text
    while len(text) > 1 and size() - measure(last.text) + measure(text + ELLIPSIS) > width:
        text = text[:-1]
    return [*kept[:-1], [*kept[-1][:-1], _Atom(text + ELLIPSIS, last.piece, last.spaced)]]


def _line(atoms: Sequence[_Atom], paragraph: Paragraph, measure: Measure, space: float, *, rtl: bool) -> Line:
    runs: list[tuple[float, Piece]] = []
    total = 0.0
    for number, group in groupby(atoms, key=lambda atom: atom.piece):
        words = list(group)
        text = "".join((" " if atom.spaced and i else "") + atom.text for i, atom in enumerate(words))
        before = space if runs and words[0].spaced else 0.0
        runs.append((before, Piece(text, paragraph[number].rtl)))
        total += before + measure(text)
    return Line(tuple(runs), total, rtl)
