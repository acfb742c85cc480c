"""What explains a map: the legend with its counts, the key of the numbers, the inset, and what is not on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hayy.render.look import style
from hayy.render.picture.canvas import Canvas, measuring
from hayy.render.picture.fills import POINTS_PER_PIXEL, fill
from hayy.render.picture.ground import Bounds, Box, fitted
from hayy.render.picture.rows import Row, Type, bilingual, space, stacked, text_rows, write
from hayy.render.picture.scene import Entry, Scene, legend, side_colour
from hayy.render.picture.setting import lines
from hayy.render.picture.words import Paragraph, Words, merged

_NAMES = 8
_VOICES = 6
"""So many names stand in a note, so many sources in the list of voices; the others are counted."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a picture is written: its languages, the size of its letters in points, and the colours of the paper."""

    words: tuple[Words, ...]
    size: float
    paper: dict[str, str]

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left: only where everything is Arabic."""
        return all(words.rtl for words in self.words)

    def type(self, share: float = 1.0, colour: str = "ink", *, bold: bool = False) -> Type:
        """Letters of a share of the usual size in a colour of the paper."""
        return Type(self.size * share, self.paper[colour], bold)


def manner(words: Sequence[Words], size: float) -> Manner:
    """The manner of a picture on light paper."""
    return Manner(tuple(words), size, style()["paper"]["light"])


def legend_rows(shown: Scene, how: Manner, width: float, *, about: bool = True) -> list[Row]:
    """The legend; ``about`` adds what each status means."""
    rows = _heading("legend", how, width)
    for number, entry in enumerate(legend(shown)):
        if number:
            rows.append(space(how.size * 0.35))
        rows.append(_entry(entry, shown, how, width, about=about))
    return rows


def _heading(key: str, how: Manner, width: float) -> list[Row]:
    said = [(words, words.fixed(words.t(key))) for words in how.words]
    below = Row(how.size * 0.3, lambda _canvas, _box: None, glued=True)
    return [*bilingual(said, how.type(bold=True), width, glued=True), below]


def _entry(entry: Entry, shown: Scene, how: Manner, width: float, *, about: bool) -> Row:
    """A swatch, and beside it the name with the count; below them what it means."""
    wide, high = how.size * 2.9, how.size * 1.6
    gap = how.size * 0.7
    inner = width - wide - gap
    small = how.type(0.84, "soft")
    rows = bilingual([(words, _named(entry, shown, words)) for words in how.words], how.type(), inner)
    if about and entry.kind != "side" and entry.key != "changed":
        rows += bilingual([(words, words.fixed(words.t(f"about_{entry.key}"))) for words in how.words], small, inner)
    if entry.kind == "status" and shown.mode == "status":
        rows += bilingual([(words, _by(entry.key, shown, words)) for words in how.words], small, inner)
    text = stacked(rows)

    def draw(canvas: Canvas, box: Box) -> None:
        left = box.right - wide if how.rtl else box.left
        swatch(canvas, entry, shown, Box(left, box.top - high, left + wide, box.top), how)
        words = Box(box.left, box.bottom, box.right - wide - gap, box.top)
        if not how.rtl:
            words = Box(box.left + wide + gap, box.bottom, box.right, box.top)
        text.draw(canvas, _snug(rows, words, how))

    return Row(max(text.height, high + how.size * 0.2), draw)


def _snug(rows: Sequence[Row], box: Box, how: Manner) -> Box:
    """A swatch is higher than a line: a lone line stands in its middle."""
    return Box(box.left, box.bottom, box.right, box.top - (how.size * 0.15 if len(rows) == 1 else 0.0))


def _named(entry: Entry, shown: Scene, words: Words) -> Paragraph:
    if entry.key == "changed":
        name = words.say("picture_changed", date=_first_day(shown, words))
    elif entry.kind == "side":
        known = shown.payload["sides"].get(entry.key)
        name = (words.data(known[words.lang]),) if known else words.fixed(words.t("side_unknown"))
    else:
        name = words.fixed(words.t(f"status_{entry.key}" if entry.kind == "status" else entry.key))
    if not entry.counts:
        return name
    count = words.number(entry.counts[-1])
    if len(entry.counts) > 1:
        slots = {"first": words.number(entry.counts[0]), "last": count}
        count = "".join(piece.text for piece in words.say("picture_from_to", **slots))
    return merged((*name, *words.fixed(": "), *words.fixed(count)))


def _by(status: str, shown: Scene, words: Words) -> Paragraph:
    """Who is reported to have taken, held or left the places of a status: one side, where colour is not the side."""
    actors = {s["actor"] for panel in shown.panels for s in panel.states.values() if s["status"] == status}
    known = [shown.payload["sides"][side][words.lang] for side in sorted(filter(None, actors))]
    if not known or status in ("contested", "mentioned"):
        return ()
    return words.say("picture_side", list=words.joined([words.data(label) for label in known], "list_separator"))


def _first_day(shown: Scene, words: Words) -> str:
    day = shown.panels[0].day
    return words.date(day) if day else words.t("as_of_none")


def swatch(canvas: Canvas, entry: Entry, shown: Scene, box: Box, how: Manner) -> None:
    """The sign of a line of the legend, drawn as on the map."""
    from shapely.geometry import Point
    from shapely.geometry import box as rectangle

    paper = how.paper
    area = rectangle(box.left, box.bottom, box.right, box.top)
    if entry.key == "approximate":
        middle = Point((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        ring = stroke("approximate", paper["soft"])
        canvas.shape(middle.buffer(box.height / 2), **ring)
        canvas.shape(middle.buffer(box.height / 4.5), fill=paper["soft"])
    elif entry.key == "disputed":
        canvas.shape(area, fill=paper["paper"], **stroke("disputed", paper["edge"]))
    elif entry.key == "changed":
        canvas.shape(area, fill=paper["paper"], **changed_stroke(paper))
    elif entry.key == "none":
        canvas.shape(area, fill=paper["none"], **stroke("certain", paper["city"]))
    elif entry.kind == "side":
        canvas.shape(area, fill=side_colour(entry.key), **stroke("certain", paper["edge"]))
    elif entry.key == "mentioned":
        colour = style()["status"]["mentioned"]["light"]
        canvas.shape(area, fill=paper["none"], **stroke("mentioned", colour))
    else:
        colour = style()["status"][entry.key]["light"] if shown.mode == "status" else paper["soft"]
        for layer in fill(area, entry.key, (colour,), paper["paper"]):
            canvas.shape(layer.shape, fill=layer.colour)
        canvas.shape(area, **stroke("certain", paper["edge"]))


def stroke(kind: str, colour: str) -> dict[str, Any]:
    """An outline of style.toml, as arguments of :meth:`Canvas.shape`."""
    look = style()["outline"][kind]
    width = look["width"] * POINTS_PER_PIXEL
    dash = [length * POINTS_PER_PIXEL / width for length in look["dash"]]
    return {"stroke": colour, "width": width, "dash": dash}


def changed_stroke(paper: dict[str, str]) -> dict[str, Any]:
    """The outline of what changed between two panels: as strong as that of a change on the page."""
    return {"stroke": paper["mark"], "width": 1.7}


def key_rows(numbers: Mapping[int, int], shown: Scene, how: Manner, width: float) -> list[Row]:
    """The names of the numbers on the maps: place and number."""
    if not numbers:
        return []
    rows = _heading("picture_key", how, width)
    wide = how.size * 2.0
    for index, number in numbers.items():
        text = stacked(
            bilingual(
                [(words, (name(shown, index, words),)) for words in how.words], how.type(0.92), width - wide, most=2
            )
        )
        rows.append(Row(text.height, _keyed(number, text, wide, how)))
    return rows


def _keyed(number: int, text: Row, wide: float, how: Manner) -> Any:
    digits = how.words[0].fixed(how.words[0].number(number))
    kind = how.type(0.92, bold=True)

    def draw(canvas: Canvas, box: Box) -> None:
        line = lines(digits, wide, measuring(kind.size, bold=True), rtl=how.rtl)[0]
        write(canvas, line, kind, box.right if how.rtl else box.left, box.top)
        left, right = (box.left, box.right - wide) if how.rtl else (box.left + wide, box.right)
        text.draw(canvas, Box(left, box.bottom, right, box.top))

    return draw


def name(shown: Scene, index: int, words: Words) -> Any:
    """The name of a place in a language, else in the other one, as a piece."""
    place = shown.place(index)
    return words.data((place["ar"] or place["en"]) if words.lang == "ar" else (place["en"] or place["ar"]))


def voice_rows(shown: Scene, how: Manner, width: float) -> list[Row]:
    """Who says what the last map shows, innermost source first, each with the number of places it speaks of."""
    spoken: dict[tuple[str, ...], set[int]] = {}
    for claim in shown.payload["claims"]:
        if claim["polarity"] in ("planned", "hypothetical") or claim["status"] == "mentioned":
            continue
        chain = tuple(claim["attributed_to"])
        if not chain and claim["document"] is not None:
            outlet = shown.payload["documents"][claim["document"]]["outlet"]
            chain = (outlet,) if outlet else ()
        spoken.setdefault(chain, set()).add(claim["place"])
    if not spoken:
        return []
    rows = _heading("picture_voices", how, width)
    ranked = sorted(spoken.items(), key=lambda item: -len(item[1]))
    words = how.words[0]
    for chain, places in ranked[:_VOICES]:
        said = words.say("picture_voice", source=_chain(chain, words), n=words.number(len(places)))
        rows += text_rows(said, words, how.type(0.92), width, most=3)
    if len(ranked) > _VOICES:
        more = words.say("and_more", n=words.number(len(ranked) - _VOICES))
        rows += text_rows(more, words, how.type(0.92), width)
    return [stacked(rows)]


def _chain(chain: Sequence[str], words: Words) -> Paragraph:
    """"a military source via SANA": as the page puts it."""
    if not chain:
        return words.fixed(words.t("no_source"))
    outer: Paragraph = (words.data(chain[0]),)
    for source in chain[1:]:
        outer = words.say("via", source=words.data(source), outlet=outer)
    return outer


def note_rows(
    shown: Scene, outside: Sequence[int], crowded: Sequence[int], how: Manner, width: float
) -> list[Row]:
    """What a report names and the map does not show, and why."""
    states = shown.last.states
    unknown = [index for index in states if shown.place(index)["located"] == "unknown"]
    withheld = sum(shown.place(index)["located"] == "withheld" for index in states)
    rows: list[Row] = []
    kind = how.type(0.84, "soft")
    for words in how.words:
        if not any(panel.states for panel in shown.panels):
            rows += [*text_rows(words.fixed(words.t("no_claims")), words, kind, width), space(how.size * 0.3)]
        for key, indexes in (("unlocated", unknown), ("outside", outside), ("crowded", crowded)):
            if indexes:
                said = words.say(
                    f"picture_{key}", n=words.number(len(indexes)), list=_listed(shown, indexes, words)
                )
                rows += [*text_rows(said, words, kind, width), space(how.size * 0.3)]
        if withheld:
            said = words.say("picture_withheld", n=words.number(withheld))
            rows += [*text_rows(said, words, kind, width), space(how.size * 0.3)]
    return rows


def _listed(shown: Scene, indexes: Sequence[int], words: Words) -> Paragraph:
    """Names with their status, the first few of them."""
    states = shown.last.states
    items: list[Paragraph] = []
    for index in indexes[:_NAMES]:
        state = states.get(index)
        status = words.t(f"status_{state['status'] if state else 'none'}")
        items.append(words.say("picture_named_as", name=name(shown, index, words), status=status))
    made = words.joined(items, "picture_item_separator")
    if len(indexes) > _NAMES:
        made = (*made, *words.fixed(" "), *words.say("and_more", n=words.number(len(indexes) - _NAMES)))
    return made


def inset_row(shown: Scene, seen: Bounds, how: Manner, width: float, height: float) -> list[Row]:
    """The outline of the city with the frame of the map in it; nothing when the map shows all of the city."""
    from shapely.geometry import box as rectangle
    from shapely.geometry import shape

    if shown.payload["outline"] is None:
        return []
    city = shape(shown.payload["outline"])
    frame = rectangle(*seen)
    if frame.contains(city):
        return []
    both = city.union(frame).bounds

    def draw(canvas: Canvas, box: Box) -> None:
        ground = fitted(box, both, least_m=1.0, margin=0.02)
        line = how.paper["soft"]
        canvas.shape(ground.shape(city), fill=how.paper["none"], stroke=line, width=0.6)
        canvas.shape(ground.shape(frame), stroke=how.paper["mark"], width=1.4)

    rows = _heading("inset", how, width)
    return [*rows, Row(height, draw)]
