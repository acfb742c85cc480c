"""Date expressions of news text against a publication date.

Stages: words to lexemes (:mod:`~hayy.dates.lexicon`), lexemes to expressions (:mod:`~hayy.dates.grammar`), expressions
to days (:mod:`~hayy.dates.placing`), and the part a date plays on the page (:mod:`~hayy.dates.layout`).

``When.precision`` is one of

- ``day``, ``interval`` (inclusive days), ``month`` (the whole month, also of publication), ``year``;
- ``season``, ``week``: the words name no exact days, the range holds every reading of them;
- ``since``: a state that began then ("since 2012"), not an event.

``When.reason`` says how the days came about. It starts with ``header;`` for a day that counts for the lines below it,
``bullet;`` for one that counts for its own line, ``until;`` after "until" or "by", and holds ``future:`` for what lies
after publication and ``contradiction`` where the words disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hayy.dates.expressions import Anchored, Point, Range
from hayy.dates.grammar import Found, expressions
from hayy.dates.layout import Layout
from hayy.dates.lexicon import SENTENCE_MARKS, Lexeme, lexemes
from hayy.dates.placing import place
from hayy.dates.points import LATE, Frame, Placed
from hayy.model import Span, When
from hayy.text import Token, tokens

__all__ = ["find_dates", "is_vague", "role_of", "undated"]


def find_dates(
    text: str, published: date | None, lang: str | None = None, cut: Sequence[Token] | None = None
) -> tuple[When, ...]:
    """The dates that ``text`` names, in order and not overlapping.

    Args:
        text: the whole text; days without a name of their own ("at night") lean on those before them.
        published: the day of publication; None leaves out whatever needs it (see :func:`undated`).
        lang: ``en`` lets a date in figures be month first, and then says less; any other language is day first.
        cut: the tokens of the text, where they are at hand.

    >>> [(w.first.isoformat(), w.precision) for w in find_dates("قال أمس إنه دخلها فجر الأحد", date(2016, 12, 13))]
    [('2016-12-12', 'day'), ('2016-12-11', 'day')]
    >>> find_dates("fighting on Sunday", None)
    ()
    """
    return tuple(found for found, _ in _read(text, published, lang, cut) if found is not None)


def undated(text: str, published: date | None, lang: str | None = None) -> tuple[Span, ...]:
    """The words that name a time and cannot be placed: no publication date, or more than one day possible.

    >>> text = "fighting on Sunday, after 3 December 2016"
    >>> [span.of(text) for span in undated(text, None)]
    ['Sunday']
    """
    return tuple(span for found, span in _read(text, published, lang, None) if found is None)


def is_vague(when: When) -> bool:
    """Whether the words give no exact days, month or year: not to be shown as the date of an event.

    >>> is_vague(find_dates("since 2012", date(2016, 1, 1))[0])
    True
    """
    return when.precision in ("since", "season", "week")


def role_of(when: When) -> str:
    """``header``, ``bullet`` or ``""``: see the module's text."""
    head = when.reason.partition(";")[0]
    return head if head in ("header", "bullet") else ""


@dataclass(slots=True)
class _Anchors:
    """The day that the text named last, and where."""

    day: date | None = None
    at: int = -1
    late: bool = False

    def note(self, found: Found, placed: Placed) -> None:
        """Remembers a day or stretch that the text names outright and that lies in the past."""
        exact = placed.precision in ("day", "interval") and not placed.reason.startswith("future")
        if exact and isinstance(found.expression, Point | Range | Anchored):
            self.day, self.at = placed.last, found.start
            self.late = getattr(found.expression, "part", None) in LATE


def _read(
    text: str, published: date | None, lang: str | None, cut: Sequence[Token] | None
) -> list[tuple[When | None, Span]]:
    parts = lexemes(tokens(text) if cut is None else cut)
    breaks = _sentence_breaks(parts)
    layout = Layout(text)
    anchors = _Anchors()
    out: list[tuple[When | None, Span]] = []
    sentence = 0
    for found in expressions(parts):
        if found.expression is None:
            continue
        while sentence < len(breaks) and breaks[sentence] <= found.start:
            sentence += 1
        opened = breaks[sentence - 1] if sentence else 0
        same_sentence = anchors.day if anchors.at >= opened else None
        frame = Frame(published, anchors.day, same_sentence, late=anchors.late, day_first=lang != "en")
        placed = place(found.expression, frame)
        span = Span(found.start, found.end)
        if placed is None:
            out.append((None, span))
            continue
        anchors.note(found, placed)
        out.append((When(placed.first, placed.last, placed.precision, span, _reason(found, placed, layout)), span))
    return out


def _reason(found: Found, placed: Placed, layout: Layout) -> str:
    """The reason of ``placed``, with the part that the date plays in its line and sentence in front."""
    said = found.expression
    last = said.last if isinstance(said, Range) else said
    dated = isinstance(last, Point) and last.day is not None
    role = layout.role(found.start, found.end, dated=dated)
    if role == "header" and placed.first != placed.last:
        role = ""  # the title of a chronology: what is told below lies somewhere in it
    marks = [mark for mark in (role, "until" if found.until else "") if mark]
    return "; ".join([*marks, placed.reason])


def _sentence_breaks(parts: Sequence[Lexeme | Token]) -> list[int]:
    """The positions after which a new sentence starts."""
    return [x.end for x in parts if x.kind == "newline" or x.kind in SENTENCE_MARKS]
