"""The words above and below the maps: title, as-of date, cut-off, sources, attribution and disclaimer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from hayy.render.data import DocumentData
from hayy.render.picture.canvas import Canvas
from hayy.render.picture.ground import Box
from hayy.render.picture.legend import Manner
from hayy.render.picture.rows import Row, Type, bilingual, column, space, text_rows, total
from hayy.render.picture.scene import Panel, Scene
from hayy.render.picture.words import Paragraph, Piece, Words, merged

_SOURCES = 4
_DOCUMENTS = 4
_TITLE_LINES = 2
_COLUMN_GAP = 16.0

Said = Callable[[Words, float], list[Row]]


def head_rows(shown: Scene, how: Manner, width: float) -> list[Row]:
    """Title, then the as-of date, the sources and the cut-off."""

    def said(words: Words, wide: float) -> list[Row]:
        title = (words.data(shown.payload["title"][words.lang]),)
        facts = [as_of(shown.last, words)] if len(shown.panels) == 1 else []
        facts += [sources(shown, words), cutoff(shown, words)]
        line = _joined([fact for fact in facts if fact], words)
        return [
            *text_rows(title, words, how.type(1.9, bold=True), wide, most=_TITLE_LINES),
            space(how.size * 0.15),
            *text_rows(line, words, how.type(1.06, "soft"), wide, most=3),
        ]

    return _side_by_side(said, how, width)


def panel_rows(panel: Panel, how: Manner, width: float) -> list[Row]:
    """The heading of one of two maps: its day."""
    rows = bilingual([(words, as_of(panel, words)) for words in how.words], how.type(1.15, bold=True), width)
    return [*rows, space(how.size * 0.4)]


def foot_rows(shown: Scene, how: Manner, width: float) -> list[Row]:
    """Disclaimer, documents, where the ground comes from, attribution."""
    kind = how.type(0.84, "soft")

    def said(words: Words, wide: float) -> list[Row]:
        ink = Type(kind.size, how.paper["ink"])
        return [
            *text_rows(words.fixed(words.t("disclaimer")), words, ink, wide),
            *text_rows(documents(shown, words), words, kind, wide, most=5),
        ]

    # Whose the data are is told in the words of their owners, so once is enough.
    words = how.words[0]
    credit = [(words.data(line),) for line in shown.payload["attribution"]]
    owed = _joined([*credit, locations(shown, words), words.fixed(words.t("picture_made_with"))], words)
    return [*_side_by_side(said, how, width), *text_rows(owed, words, kind, width, most=5)]


def as_of(panel: Panel, words: Words) -> Paragraph:
    """The day that a map is as of."""
    if panel.day is None:
        return words.fixed(words.t("as_of_none"))
    return words.say("as_of", date=words.date(panel.day))


def cutoff(shown: Scene, words: Words) -> Paragraph:
    """The last day of which reports count."""
    day = shown.payload["as_of"]
    return words.say("picture_cutoff", date=words.date(day)) if day else ()


def sources(shown: Scene, words: Words) -> Paragraph:
    """The outlets and first sources, the most frequent first, as on the page."""
    counts: Counter[str] = Counter()
    for claim in shown.payload["claims"]:
        document = claim["document"]
        outlet = shown.payload["documents"][document]["outlet"] if document is not None else None
        source = outlet or next(iter(claim["attributed_to"]), None)
        if source:
            counts[source] += 1
    names = [name for name, _ in counts.most_common()]
    if not names:
        return ()
    said = words.joined([words.data(name) for name in names[:_SOURCES]], "list_separator")
    return words.say("sources_line", list=_more(said, len(names) - _SOURCES, words))


def documents(shown: Scene, words: Words) -> Paragraph:
    """What was read: outlet, title, day and address of the first few, and how many there are."""
    listed = shown.payload["documents"]
    coded = sum(claim["document"] is None for claim in shown.payload["claims"])
    parts: list[Paragraph] = []
    if listed:
        items = words.joined([_document(item, words) for item in listed[:_DOCUMENTS]], "picture_item_separator")
        items = _more(items, len(listed) - _DOCUMENTS, words)
        parts.append(words.say("picture_documents", n=words.number(len(listed)), list=items))
    if coded:
        parts.append(words.say("picture_coded", n=words.number(coded)))
    return _joined(parts, words)


def _document(item: DocumentData, words: Words) -> Paragraph:
    named: Piece | str = words.data(item["outlet"]) if item["outlet"] else words.t("document_unknown")
    said = words.say("published", date=words.date(item["published"])) if item["published"] else None
    parts: list[Piece | str | Paragraph] = [named]
    parts += [words.data(text) for text in (item["title"],) if text]
    parts.append(said or words.t("published_unknown"))
    parts += [words.data(text) for text in (item["url"],) if text]
    return words.joined(parts, "list_separator")


def locations(shown: Scene, words: Words) -> Paragraph:
    """The gazetteer's sources of where the places with a report lie."""
    used = {
        source
        for panel in shown.panels
        for index in panel.states
        if shown.place(index)["draw"] != "none"
        for source in shown.place(index)["place_sources"]
    }
    if not used:
        return ()
    return words.say("picture_locations", list=words.joined([words.data(s) for s in sorted(used)], "list_separator"))


def _more(said: Paragraph, left: int, words: Words) -> Paragraph:
    return (*said, *words.fixed(" "), *words.say("and_more", n=words.number(left))) if left > 0 else said


def _joined(parts: Sequence[Paragraph], words: Words) -> Paragraph:
    """Sentences on one line, parted by a dot."""
    made: list[Piece] = []
    for part in parts:
        if part:
            made += [*(words.fixed(" · ") if made else ()), *part]
    return merged(made)


def _side_by_side(said: Said, how: Manner, width: float) -> list[Row]:
    """The same in each language: one over the whole width, two side by side."""
    count = len(how.words)
    if count == 1:
        return said(how.words[0], width)
    wide = (width - (count - 1) * _COLUMN_GAP) / count
    blocks = [said(words, wide) for words in how.words]

    def draw(canvas: Canvas, box: Box) -> None:
        for number, rows in enumerate(blocks):
            left = box.left + number * (wide + _COLUMN_GAP)
            column(canvas, rows, Box(left, box.bottom, left + wide, box.top))

    return [Row(max(total(rows) for rows in blocks), draw)]
