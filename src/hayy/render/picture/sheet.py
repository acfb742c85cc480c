"""The sheet: which size it has, where heading, maps, legend and foot stand on it, and how they share the room.

On a wide sheet the legend stands beside the map or maps; on a square one, and where it is too long for that, below
them. It is set as large as there is room for, down to a smallest size of letters; the maps get the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Literal

from hayy.errors import RenderError
from hayy.render.picture.canvas import Canvas
from hayy.render.picture.ground import Bounds, Box, fitted
from hayy.render.picture.legend import Manner, inset_row, key_rows, legend_rows, note_rows, voice_rows
from hayy.render.picture.notes import foot_rows, head_rows, panel_rows
from hayy.render.picture.panel import Map
from hayy.render.picture.rows import Row, column, columns, space, total
from hayy.render.picture.scene import Scene

Size = Literal["a4", "16:9", "square"]
Part = tuple[Box, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width and height in points, the usual size of letters, and whether it is wide enough for a legend beside maps."""

    width: float
    height: float
    letters: float
    beside: bool


SHEETS: dict[Size, Sheet] = {
    "a4": Sheet(841.89, 595.28, 7.6, beside=True),  # ISO 216, landscape
    "16:9": Sheet(960.0, 540.0, 8.8, beside=True),  # a slide
    "square": Sheet(720.0, 720.0, 8.6, beside=False),
}
_EDGE = 18.0
_GAP = 12.0
_SIDE = ((0.235, 0.27), (0.19, 0.22))
"""Width of a column beside the maps as a share of the sheet's: of one or two columns, in one or two languages."""
# What is tried in turn until everything has room: share of the usual size of letters, whether meanings are told, and
# the least scale of the maps, as a share of what it would be with nothing beside or below them.
_TRIES = (
    (1.0, True, 0.62), (0.93, True, 0.62), (0.86, True, 0.6), (0.8, True, 0.6), (0.93, False, 0.55), (0.8, False, 0.5),
    (0.7, False, 0.4), (0.6, False, 0.25),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture in which everything has its place: what to draw, and where."""

    sheet: Sheet
    maps: tuple[Map, ...]
    parts: tuple[Part, ...]

    def draw(self, canvas: Canvas) -> None:
        """Draw all of it."""
        numbers = numbering(self.maps)
        for made in self.maps:
            made.draw(canvas, numbers)
        for box, rows in self.parts:
            column(canvas, rows, box)


def laid_out(shown: Scene, how: Manner, sheet: Sheet, bounds: Bounds) -> Layout:
    """The largest setting of a picture that fits its sheet.

    Raises:
        RenderError: nothing fits, however small.
    """
    ways: list[Callable[[_Job], Layout | None]] = [_below]
    if sheet.beside:
        ways = [partial(_beside, count=1), partial(_beside, count=2), _below]
    for (share, about, least), way in product(_TRIES, ways):
        smaller = replace(how, size=how.size * share)
        made = way(_Job(shown, how, smaller, sheet, bounds, about and len(how.words) == 1, least))
        if made is not None:
            return made
    raise RenderError("the texts of this picture do not fit its sheet: give a shorter title or another --size")


@dataclass(frozen=True, slots=True)
class _Job:
    shown: Scene
    how: Manner
    explained: Manner
    """How the texts about the map are written: smaller, where they would not fit otherwise."""
    sheet: Sheet
    bounds: Bounds
    about: bool
    least: float

    def large_enough(self, maps: Sequence[Map], room: Box) -> bool:
        """Whether the maps are not much smaller than they could be in all of the room."""
        alone = fitted(_split(room, len(maps), rtl=False)[0], self.bounds)
        return maps[0].box.height > 0 and maps[0].ground.scale >= self.least * alone.scale

    def frame(self) -> tuple[Box, list[Part]]:
        """The room between head and foot, and these two."""
        whole = Box(0, 0, self.sheet.width, self.sheet.height).shrunk(_EDGE)
        head = head_rows(self.shown, self.how, whole.width)
        foot = foot_rows(self.shown, self.explained, whole.width)
        top, bottom = whole.top - total(head) - _GAP * 0.6, whole.bottom + total(foot) + _GAP * 0.6
        parts = [
            (Box(whole.left, top, whole.right, whole.top), tuple(head)),
            (Box(whole.left, whole.bottom, whole.right, whole.bottom + total(foot)), tuple(foot)),
        ]
        return Box(whole.left, bottom, whole.right, top), parts

    def maps_in(self, box: Box) -> tuple[list[Map], list[Part]]:
        """The maps side by side in a box, and above two of them the day of each."""
        panels = self.shown.panels
        boxes = _split(box, len(panels), rtl=self.how.rtl)
        heads = [panel_rows(panel, self.how, boxes[0].width) if len(panels) > 1 else [] for panel in panels]
        head = max(total(rows) for rows in heads)
        maps, parts = [], []
        for number, (panel, frame, rows) in enumerate(zip(panels, boxes, heads, strict=True)):
            below = replace(frame, top=frame.top - head)
            changed = self.shown.changed() if number else frozenset[int]()
            maps.append(Map(self.shown, panel, fitted(below, self.bounds), self.how, changed))
            parts.append((replace(frame, bottom=frame.top - head), tuple(rows)))
        return maps, parts

    def rows(self, maps: Sequence[Map], width: float, inset: float) -> list[Row]:
        """Everything that explains the maps."""
        made = legend_rows(self.shown, self.explained, width, about=self.about)
        for block in (
            voice_rows(self.shown, self.explained, width),
            key_rows(numbering(maps), self.shown, self.explained, width),
            inset_row(self.shown, maps[-1].ground.bounds, self.explained, width, inset),
            note_rows(
                self.shown, _each(made.outside() for made in maps), _each(made.crowded() for made in maps),
                self.explained, width,
            ),
        ):  # fmt: skip
            if block:
                made += [space(self.explained.size * 0.9), *block]
        return made


def _beside(job: _Job, count: int) -> Layout | None:
    """The maps side by side, and everything that explains them in columns at their end."""
    room, parts = job.frame()
    wide = job.sheet.width * _SIDE[count - 1][len(job.how.words) - 1]
    used = count * (wide + _GAP)
    rtl = job.how.rtl
    box = Box(room.left + (used if rtl else 0), room.bottom, room.right - (0 if rtl else used), room.top)
    maps, heads = job.maps_in(box)
    if not job.large_enough(maps, room):
        return None
    sets = columns(job.rows(maps, wide, wide * 0.62), count)
    if max(total(rows) for rows in sets) > room.height:
        return None
    for number, rows in enumerate(sets):
        left = room.right - used + _GAP + number * (wide + _GAP)
        if rtl:
            left = room.left + used - (number + 1) * (wide + _GAP)
        parts.append((Box(left, room.bottom, left + wide, room.top), tuple(rows)))
    return Layout(job.sheet, tuple(maps), (*parts, *heads))


def _below(job: _Job) -> Layout | None:
    """The maps side by side, and everything that explains them in columns below."""
    room, parts = job.frame()
    count = 3 if job.sheet.width < 800 or len(job.how.words) > 1 else 4
    wide = (room.width - (count - 1) * _GAP * 1.5) / count
    depth = 0.0
    # The numbers on the map depend on its size, and the room for their key on the numbers: it only ever grows.
    for _ in range(6):
        low = room.bottom + depth + (_GAP if depth else 0)
        maps, heads = job.maps_in(Box(room.left, low, room.right, room.top))
        if not job.large_enough(maps, room):
            return None
        sets = columns(job.rows(maps, wide, wide * 0.45), count)
        needed = max(total(rows) for rows in sets)
        if needed <= depth:
            break
        depth = needed
    else:
        return None
    for number, rows in enumerate(sets):
        place = count - 1 - number if job.how.rtl else number
        left = room.left + place * (wide + _GAP * 1.5)
        parts.append((Box(left, room.bottom, left + wide, room.bottom + depth), tuple(rows)))
    return Layout(job.sheet, tuple(maps), (*parts, *heads))


def numbering(maps: Sequence[Map]) -> dict[int, int]:
    """The number of each place whose name is a number on some map: one number for all maps."""
    return {index: number for number, index in enumerate(_each(made.numbered() for made in reversed(maps)), 1)}


def _each(lists: Iterable[Iterable[int]]) -> list[int]:
    """Everything once, in order."""
    return list(dict.fromkeys(index for part in lists for index in part))


def _split(box: Box, count: int, *, rtl: bool) -> list[Box]:
    """The box as ``count`` boxes side by side, in reading order."""
    wide = (box.width - (count - 1) * _GAP) / count
    lefts = [box.left + number * (wide + _GAP) for number in range(count)]
    boxes = [Box(left, box.bottom, left + wide, box.top) for left in lefts]
    return boxes[::-1] if rtl else boxes
