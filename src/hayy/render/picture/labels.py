"""Where names go on a map: none over another, and none where it would seem to name another place.

Greedy, in the order given: each name takes the cheapest free position of its own. A position costs its distance from
where the name would stand best, and much more where it lies on ground that another reported place has. A name that fits
nowhere near is drawn a little farther off with a leader line; where no line fits either it becomes a number, whose name
stands in the key beside the map. Where not even a number fits, a name nearby becomes a number too, and all begins anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from hayy.render.picture.ground import Box

Point = tuple[float, float]

GAP = 1.5
"""Points between two names at least."""
_FOREIGN = 60.0
_BESIDE = 8.0
"""What foreign ground costs a name beside its marker, which tells what it names."""
_QUIET = 1.0
_REACH = (14.0, 22.0, 32.0, 44.0)
_TURNS = 16
_LEADER_COST = 12.0
_BADGE_SHIFT = (0.0, 3.5, 7.0)
_BADGE_REACH = (4.0, 8.0, 13.0, 19.0, 26.0, 34.0, 44.0)


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be placed: its size in points, where it stands best, and its marker's radius (0: an area).

    ``rtl`` says on which side of a marker its first choice is. ``quiet`` is a name that is left out where it does not
    fit ``room``, the width in points that it may take at most.
    """

    key: int
    width: float
    height: float
    at: Point
    marker: float = 0.0
    rtl: bool = False
    quiet: bool = False
    room: float = math.inf


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label went. ``leader`` leads to it from its place; where it is ``numbered`` a number stands there."""

    label: Label
    box: Box
    leader: tuple[Point, Point] | None = None
    numbered: bool = False


Foreign = Callable[[Label, Box], float]


@dataclass
class _Taken:
    obstacles: Sequence[Box]
    names: list[Box] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Whether a name can stand here."""
        if any(box.overlaps(other, GAP) for taken in (self.obstacles, self.names) for other in taken):
            return False
        return not any(crosses_box(line, box) for line in self.leaders)

    def clear(self, line: tuple[Point, Point]) -> bool:
        """Whether a leader meets no name, no other leader and no obstacle but the marker that it starts from."""
        met = [*self.names, *(box for box in self.obstacles if nearest(box, line[0]) != line[0])]
        return not any(crosses_box(line, box) for box in met) and not any(crosses(line, o) for o in self.leaders)


def place(
    labels: Sequence[Label],
    within: Box,
    obstacles: Sequence[Box] = (),
    *,
    foreign: Foreign = lambda _label, _box: 0.0,
    badge: tuple[float, float] = (11.0, 9.0),
) -> list[Placed]:
    """Place labels in order; a label that fits nowhere at all is missing from the result.

    Args:
        labels: the most important first.
        within: no name reaches out of it.
        obstacles: markers, scale bar and whatever else is not to be written on.
        foreign: the share (0 to 1) of a box that lies on ground of other reported places.
        badge: width and height of a number.
    """
    numbered: set[int] = set()
    while True:
        made = _greedy(labels, within, obstacles, foreign, badge, numbered)
        placed = {found.label.key for found in made}
        missing = [label for label in labels if label.key not in placed and not label.quiet]
        if not missing:
            return made
        # Names took all the room: the missing ones become numbers, and so does the name nearest to each.
        more = {key for label in missing for key in (label.key, *_nearest_name(label, made))} - numbered
        if not more:
            return made
        numbered |= more


def _nearest_name(label: Label, made: Sequence[Placed]) -> list[int]:
    """The key of the name (not a number) that stands nearest to a place, if one stands in its way."""
    names = [(math.dist(nearest(found.box, label.at), label.at), found.label.key) for found in made if _in_words(found)]
    return [key for distance, key in sorted(names)[:1] if distance < _BADGE_REACH[-1]]


def _in_words(found: Placed) -> bool:
    return not found.numbered and not found.label.quiet


def _greedy(
    labels: Sequence[Label], within: Box, obstacles: Sequence[Box], foreign: Foreign, badge: tuple[float, float],
    numbered: Set[int],
) -> list[Placed]:  # fmt: skip
    taken = _Taken(obstacles)
    made: list[Placed] = []
    # Numbers stand on their places, so they come first.
    for label in sorted(labels, key=lambda label: label.key not in numbered):
        found = None
        if label.key not in numbered:
            found = _near(label, within, taken, foreign) or (
                None if label.quiet else _led(label, within, taken, foreign)
            )
        if found is None and not label.quiet:
            found = _numbered(label, within, taken, badge)
        if found is not None:
            made.append(found)
            taken.names.append(found.box)
            if found.leader:
                taken.leaders.append(found.leader)
    return made


def _near(label: Label, within: Box, taken: _Taken, foreign: Foreign) -> Placed | None:
    """The cheapest free position in or beside the place."""
    if label.quiet and label.width > label.room:
        return None
    best: tuple[float, Box] | None = None
    for distance, box in _positions(label):
        if best is not None and distance >= best[0]:
            continue
        if box.inside(within) and taken.free(box):
            cost = distance + (_BESIDE if label.marker else _FOREIGN) * foreign(label, box)
            if best is None or cost < best[0]:
                best = (cost, box)
    # A name on somebody else's ground misleads; then a leader line is the better way, or no name at all.
    most = _QUIET if label.quiet else _FOREIGN / 2
    return Placed(label, best[1]) if best is not None and best[0] < most else None


def _positions(label: Label) -> Iterator[tuple[float, Box]]:
    """(cost, box) of the positions that need no leader line."""
    w, h = label.width, label.height
    if label.marker:
        across, up = w / 2 + label.marker + GAP + 1.5, h / 2 + label.marker + GAP + 1.0
        first = -across if label.rtl else across
        offsets = [(first, 0.0), (-first, 0.0), (0.0, up), (0.0, -up)]
        offsets += [(x, y) for x in (first * 0.8, -first * 0.8) for y in (up * 0.75, -up * 0.75)]
        yield from ((3.0 * number, _box(label, x, y)) for number, (x, y) in enumerate(offsets))
        return
    yield 0.0, _box(label, 0.0, 0.0)
    if label.quiet:
        return
    for x in (0.0, -0.25 * w, 0.25 * w, -0.5 * w, 0.5 * w):
        for y in (0.0, 0.6 * h, -0.6 * h, 1.2 * h, -1.2 * h, 1.8 * h, -1.8 * h):
            if x or y:
                yield math.hypot(x * 0.6, y), _box(label, x, y)


def _led(label: Label, within: Box, taken: _Taken, foreign: Foreign) -> Placed | None:
    """The cheapest position at the end of a leader line."""
    best: tuple[float, Placed] | None = None
    for reach in _REACH:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            box = _beyond(label, angle, reach + label.marker)
            if not box.inside(within) or not taken.free(box):
                continue
            line = (label.at, nearest(box, label.at))
            if not taken.clear(line):
                continue
            cost = _LEADER_COST + reach + _FOREIGN / 2 * foreign(label, box)
            if best is None or cost < best[0]:
                best = (cost, Placed(label, box, line))
    return best[1] if best is not None else None


def _numbered(label: Label, within: Box, taken: _Taken, badge: tuple[float, float]) -> Placed | None:
    """A number on the place, or as near to it as there is room."""
    small = Label(label.key, badge[0], badge[1], label.at)
    turns = [2 * math.pi * turn / _TURNS for turn in range(_TURNS)]
    for shift in _BADGE_SHIFT if not label.marker else ():
        for angle in turns if shift else turns[:1]:
            box = _box(small, shift * math.cos(angle), shift * math.sin(angle))
            if box.inside(within) and taken.free(box):
                return Placed(label, box, numbered=True)
    for reach in _BADGE_REACH:
        for angle in turns:
            box = _beyond(small, angle, reach + label.marker)
            line = (label.at, nearest(box, label.at))
            if box.inside(within) and taken.free(box) and taken.clear(line):
                return Placed(label, box, line, numbered=True)
    return None


def _box(label: Label, across: float, up: float) -> Box:
    x, y = label.at[0] + across, label.at[1] + up
    return Box(x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2)


def _beyond(label: Label, angle: float, reach: float) -> Box:
    """The box whose nearest edge lies ``reach`` away in a direction."""
    east, north = math.cos(angle), math.sin(angle)
    return _box(label, east * (reach + label.width / 2), north * (reach + label.height / 2))


def nearest(box: Box, point: Point) -> Point:
    """The point of a box that is nearest to another point.

    >>> nearest(Box(0, 0, 2, 2), (5, 1))
    (2, 1)
    """
    return min(max(point[0], box.left), box.right), min(max(point[1], box.bottom), box.top)


def crosses(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two stretches of line meet.

    >>> crosses(((0, 0), (2, 2)), ((0, 2), (2, 0))), crosses(((0, 0), (1, 0)), ((0, 1), (1, 1)))
    (True, False)
    """

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0 and _bounds_meet(one, other)


def _bounds_meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    return all(
        min(one[0][i], one[1][i]) <= max(other[0][i], other[1][i])
        and min(other[0][i], other[1][i]) <= max(one[0][i], one[1][i])
        for i in (0, 1)
    )


def crosses_box(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a stretch of line meets a box.

    >>> crosses_box(((-1, 1), (3, 1)), Box(0, 0, 2, 2)), crosses_box(((-1, 3), (3, 3)), Box(0, 0, 2, 2))
    (True, False)
    """
    if any(nearest(box, end) == end for end in line):
        return True
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    return any(crosses(line, edge) for edge in zip(corners, corners[1:] + corners[:1], strict=True))
