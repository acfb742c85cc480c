"""One map: places, parts, circles, names, scale bar and north arrow in a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hayy.render.data import StateData
from hayy.render.look import style
from hayy.render.picture.canvas import Canvas, measuring
from hayy.render.picture.fills import POINTS_PER_PIXEL, fill
from hayy.render.picture.ground import Box, Ground, round_length
from hayy.render.picture.labels import Label, Placed, place
from hayy.render.picture.legend import Manner, changed_stroke, name, stroke
from hayy.render.picture.scene import Panel, Scene
from hayy.render.picture.words import Piece

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MARKER = 7.0 * POINTS_PER_PIXEL
"""Radius of the marker of a point, as on the page."""
_RANK = {"retaken": 4, "contested": 4, "lost": 3, "held": 3, "mentioned": 2}
_SPILL = 6.0
"""Points by which shapes reach over the frame before they are cut, so that their edges are not drawn along it."""


@dataclass
class Map:
    """A panel on its ground; names are placed by :meth:`placed`, everything is drawn by :meth:`draw`."""

    shown: Scene
    panel: Panel
    ground: Ground
    how: Manner
    changed: frozenset[int] = frozenset()
    _shapes: dict[int, BaseGeometry] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        """The frame on the sheet."""
        return self.ground.box

    def shape(self, index: int) -> BaseGeometry:
        """The outline of a place, or its middle, in points."""
        if index not in self._shapes:
            from shapely.geometry import shape

            self._shapes[index] = self.ground.shape(shape(self.shown.place(index)["geometry"]))
        return self._shapes[index]

    def outside(self) -> list[int]:
        """The places with a state that are drawn, but not within the frame."""
        from shapely.geometry import box

        frame = box(self.box.left, self.box.bottom, self.box.right, self.box.top)
        return [
            index
            for index in self.panel.states
            if self.shown.place(index)["geometry"] is not None and not self.shape(index).intersects(frame)
        ]

    # Names

    @cached_property
    def placed(self) -> list[Placed]:
        """Where the names stand: of places with a report first, then of areas that have room for theirs."""
        inner = self.box.shrunk(3.0)
        reported, quiet = self._labels(inner)
        obstacles = [*self._markers(), self.furniture()]
        badge = (self.how.size * 1.5, self.how.size * 1.3)
        return place([*reported, *quiet], inner, obstacles, foreign=self._foreign, badge=badge)

    def crowded(self) -> list[int]:
        """The places with a report whose name found no room at all."""
        named = {placed.label.key for placed in self.placed}
        reported, _ = self._labels(self.box.shrunk(3.0))
        return [label.key for label in reported if label.key not in named]

    def numbered(self) -> list[int]:
        """The places whose names became numbers: from north to south, as one looks for them."""
        found = sorted((p for p in self.placed if p.numbered), key=lambda p: (-round(p.box.top), p.box.left))
        return [placed.label.key for placed in found]

    def _labels(self, inner: Box) -> tuple[list[Label], list[Label]]:
        reported: list[Label] = []
        quiet: list[Label] = []
        for index, data in enumerate(self.shown.payload["places"]):
            if data["label"] is None or data["draw"] == "none":
                continue
            state = self.panel.states.get(index)
            if state is None and data["draw"] != "area":
                continue
            at = self.ground.at(*data["label"])
            if not (inner.left < at[0] < inner.right and inner.bottom < at[1] < inner.top):
                continue
            (reported if state else quiet).append(self._label(index, at, state))
        reported.sort(key=lambda label: (-self._rank(label.key), self.shape(label.key).area, label.key))
        quiet.sort(key=lambda label: (-label.room, label.key))
        return reported, quiet

    def _rank(self, index: int) -> int:
        return _RANK[self.panel.states[index]["status"]]

    def _label(self, index: int, at: tuple[float, float], state: StateData | None) -> Label:
        size = self._size(state)
        measure = measuring(size, bold=state is not None)
        lines = self._lines(index)
        west, _, east, _ = self.shape(index).bounds
        point = self.shown.place(index)["draw"] == "point"
        return Label(
            index,
            width=max(measure(piece.text) for piece in lines) + 2.0,
            height=size * 1.12 * len(lines),
            at=at,
            marker=MARKER if point else 0.0,
            rtl=self.how.rtl,
            quiet=state is None,
            room=(east - west) * 0.95,
        )

    def _size(self, state: StateData | None) -> float:
        return self.how.size * (0.95 if state else 0.78)

    def _lines(self, index: int) -> list[Piece]:
        return [name(self.shown, index, words) for words in self.how.words]

    def _markers(self) -> list[Box]:
        found = []
        for index, at in self._points():
            edge = MARKER + (1.0 if index in self.panel.states else 0.0)
            found.append(Box(at[0] - edge, at[1] - edge, at[0] + edge, at[1] + edge))
        return found

    def _points(self) -> Iterator[tuple[int, tuple[float, float]]]:
        """Places with a report that are known as a point."""
        for index in self.panel.states:
            if self.shown.place(index)["draw"] == "point":
                middle = self.shape(index)
                yield index, (middle.x, middle.y)

    def _foreign(self, label: Label, box: Box) -> float:
        """The share of a name's box that lies on areas of other places with a report."""
        from shapely.geometry import box as rectangle

        frame = rectangle(box.left, box.bottom, box.right, box.top)
        share = 0.0
        for index in self.panel.states:
            if index != label.key and self.shown.place(index)["draw"] == "area":
                shape = self.shape(index)
                if shape.intersects(frame):
                    share += shape.intersection(frame).area / frame.area
        return share

    # Drawing

    def draw(self, canvas: Canvas, numbers: Mapping[int, int]) -> None:
        """Everything within the frame, and the frame; ``numbers`` gives each numbered place its number."""
        from shapely.geometry import box

        paper = self.how.paper
        frame = box(self.box.left, self.box.bottom, self.box.right, self.box.top)
        canvas.shape(frame, fill=paper["paper"])
        canvas.clip(self.box)
        self._draw_ground(canvas)
        self._draw_states(canvas)
        self._draw_points(canvas)
        self._draw_names(canvas, numbers)
        self._draw_furniture(canvas)
        canvas.clip(None)
        canvas.shape(frame, stroke=paper["edge"], width=0.8)

    def _cut(self, shape: BaseGeometry) -> BaseGeometry:
        from shapely.geometry import box

        edge = self.box.shrunk(-_SPILL)
        return shape.intersection(box(edge.left, edge.bottom, edge.right, edge.top))

    def _draw_ground(self, canvas: Canvas) -> None:
        """Every area as if without a report, and the outline of them all."""
        from shapely.geometry import shape

        paper = self.how.paper
        for index, data in enumerate(self.shown.payload["places"]):
            if data["draw"] == "area":
                canvas.shape(self._cut(self.shape(index)), fill=paper["none"], stroke=paper["line"], width=0.9)
        if self.shown.payload["outline"] is not None:
            city = self._cut(self.ground.shape(shape(self.shown.payload["outline"])))
            canvas.shape(city, stroke=paper["city"], width=1.1)

    def _draw_states(self, canvas: Canvas) -> None:
        """Fills and outlines of areas with a report: the plain ones first, so that strong outlines lie above."""
        states = [(i, s) for i, s in self.panel.states.items() if self.shown.place(i)["draw"] in ("area", "outline")]
        for index, state in states:
            if self.shown.place(index)["draw"] == "area":
                self._draw_fill(canvas, index, state)
        for index, state in sorted(states, key=lambda item: (item[1]["disputed"], item[0] in self.changed, item[0])):
            self._draw_outline(canvas, index, state)

    def _draw_fill(self, canvas: Canvas, index: int, state: StateData) -> None:
        from shapely.geometry import shape

        part = next((
            part for part in self.shown.payload["parts"]
            if state["partial"] and part["place"] == index and part["direction"] == state["direction"]
        ), None)  # fmt: skip
        area = self._cut(self.ground.shape(shape(part["geometry"])) if part else self.shape(index))
        for layer in fill(area, state["status"], self.shown.colours(state), self.how.paper["paper"]):
            canvas.shape(layer.shape, fill=layer.colour)
        if part:
            canvas.shape(area, stroke=self.how.paper["edge"], width=0.75)

    def _draw_outline(self, canvas: Canvas, index: int, state: StateData) -> None:
        paper = self.how.paper
        area = self._cut(self.shape(index))
        data = self.shown.place(index)
        rough = data["located"] == "computed" or (data["draw"] == "outline" and data["located"] == "point")
        if index in self.changed:
            canvas.shape(area, **changed_stroke(paper))
        elif state["status"] == "mentioned":
            kind = "approximate" if rough else "mentioned"
            canvas.shape(area, **stroke(kind, style()["status"]["mentioned"]["light"]))
        elif rough and not state["disputed"]:
            canvas.shape(area, **stroke("approximate", paper["soft"]))
        else:
            canvas.shape(area, **stroke("certain", paper["paper" if state["status"] == "retaken" else "edge"]))
        if state["disputed"]:
            canvas.shape(area, **stroke("disputed", paper["edge"]))

    def _draw_points(self, canvas: Canvas) -> None:
        """For each point the circle within which the place lies, then its marker."""
        from shapely.geometry import Point

        paper = self.how.paper
        points = list(self._points())
        for index, at in points:
            radius = (self.shown.place(index)["radius_m"] or 0.0) * self.ground.scale
            faint = self.panel.states[index]["status"] == "mentioned"
            colour = paper["city" if faint else "soft"]
            canvas.shape(self._cut(Point(at).buffer(radius, quad_segs=24)), **stroke("approximate", colour))
        for index, at in points:
            state = self.panel.states[index]
            marker = Point(at).buffer(MARKER, quad_segs=12)
            canvas.shape(Point(at).buffer(MARKER + 1.2, quad_segs=12), fill=paper["paper"])
            canvas.shape(marker, fill=paper["paper"])
            for layer in fill(marker, state["status"], self.shown.colours(state), paper["paper"]):
                canvas.shape(layer.shape, fill=layer.colour)
            if index in self.changed:
                canvas.shape(marker, **changed_stroke(paper))
            elif state["disputed"]:
                canvas.shape(marker, **stroke("disputed", paper["edge"]))
            else:
                kind = "mentioned" if state["status"] == "mentioned" else "certain"
                canvas.shape(marker, **stroke(kind, paper["edge"]))

    def _draw_names(self, canvas: Canvas, numbers: Mapping[int, int]) -> None:
        from shapely.geometry import Point

        for placed in self.placed:
            if placed.leader:
                canvas.line(placed.leader, self.how.paper["paper"], 2.2)
                canvas.line(placed.leader, self.how.paper["ink"], 0.7)
                if not placed.label.marker:
                    canvas.shape(Point(placed.leader[0]).buffer(1.3, quad_segs=4), fill=self.how.paper["ink"],
                                 stroke=self.how.paper["paper"], width=0.5)  # fmt: skip
        for placed in self.placed:
            if placed.numbered:
                self._draw_badge(canvas, placed, numbers[placed.label.key])
            else:
                self._draw_name(canvas, placed)

    def _draw_name(self, canvas: Canvas, placed: Placed) -> None:
        paper = self.how.paper
        state = self.panel.states.get(placed.label.key)
        size = self._size(state)
        middle = (placed.box.left + placed.box.right) / 2
        for number, piece in enumerate(self._lines(placed.label.key)):
            base = placed.box.top - size * (0.9 + 1.12 * number)
            canvas.text(
                (middle, base), piece, size, paper["ink" if state else "soft"], bold=state is not None,
                align="center", halo=paper["paper"] if state else None,
            )  # fmt: skip

    def _draw_badge(self, canvas: Canvas, placed: Placed, number: int) -> None:
        from shapely.geometry import box

        paper, at = self.how.paper, placed.box
        frame = box(at.left + 1, at.bottom + 1, at.right - 1, at.top - 1).buffer(1.0, quad_segs=4)
        canvas.shape(frame, fill=paper["sheet"], stroke=paper["ink"], width=0.7)
        words, size = self.how.words[0], self.how.size * 0.86
        base = (at.bottom + at.top) / 2 - size * 0.36
        piece = Piece(words.number(number), rtl=False)
        canvas.text(((at.left + at.right) / 2, base), piece, size, paper["ink"], bold=True, align="center")

    # Scale bar and north arrow

    def _scale(self) -> tuple[float, float]:
        """Metres of the scale bar and its length in points."""
        metres = round_length(self.box.width * 0.22 / self.ground.scale)
        return metres, metres * self.ground.scale

    def furniture(self) -> Box:
        """Where scale bar and north arrow stand: in the corner that hides least of what is reported."""
        size = self.how.size
        wide, high = self._scale()[1] + size * 4.6, size * 3.2
        box, edge = self.box, 5.0
        left, right = box.left + edge, box.right - edge - wide
        low, high_up = box.bottom + edge, box.top - edge - high
        corners = [Box(x, y, x + wide, y + high) for y in (low, high_up) for x in (left, right)]
        return min(corners, key=self._hidden)

    def _hidden(self, corner: Box) -> float:
        from shapely.geometry import box

        frame = box(corner.left, corner.bottom, corner.right, corner.top)
        shaded = sum(self.shape(index).intersects(frame) for index in self.panel.states
                     if self.shown.place(index)["geometry"] is not None)  # fmt: skip
        return float(shaded)

    def _draw_furniture(self, canvas: Canvas) -> None:
        from shapely.geometry import Polygon
        from shapely.geometry import box as rectangle

        paper, size, at = self.how.paper, self.how.size, self.furniture()
        words = self.how.words[0]
        frame = rectangle(at.left, at.bottom, at.right, at.top)
        canvas.shape(frame, fill=paper["sheet"], stroke=paper["rule"], width=0.6)
        metres, length = self._scale()
        x, y, tip = at.left + size * 1.5, at.bottom + size * 1.4, at.top - size * 0.3
        arrow = [(x, tip), (x + size * 0.62, y), (x, y + size * 0.42), (x - size * 0.62, y)]
        canvas.shape(Polygon(arrow), fill=paper["ink"])
        north = (x, at.bottom + size * (0.6 if words.rtl else 0.35))
        canvas.text(north, Piece(words.t("north"), words.rtl), size * 0.9, paper["ink"], bold=True, align="center")
        left, low = at.left + size * 3.2, at.bottom + size * 0.8
        canvas.line([(left, low + size * 0.6), (left, low), (left + length, low), (left + length, low + size * 0.6)],
                    paper["ink"], 1.2)  # fmt: skip
        value, unit = (metres / 1000, "scale_km") if metres >= 1000 else (metres, "scale_m")
        said = "".join(piece.text for piece in words.say(unit, n=words.number(value)))
        middle = (left + length / 2, low + size * 0.5)
        canvas.text(middle, Piece(said, words.rtl), size * 0.9, paper["ink"], align="center")


