"""The argument ARTICLE... with its options, and what every command that reads articles does first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.wording import tell
from hayy.decoding import ENCODINGS
from hayy.documents import MAX_BYTES, Options, parse_day, read_documents
from hayy.model import Document

if TYPE_CHECKING:
    from hayy.gazetteer import Gazetteer
    from hayy.model import Reading

_Decorated = Callable[..., Any]


def _day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    day = parse_day(value)
    if day is None:
        raise click.BadParameter(f"{value!r} is not a day as YYYY-MM-DD (1900-2100).")
    return day


def day_option(name: str, text: str) -> _Decorated:
    """An option that takes a day; a ``date`` or None."""
    return click.option(name, callback=_day, metavar="YYYY-MM-DD", help=text)


_ARTICLES = click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
_PUBLISHED = day_option("--published", "Day of publication; overrides what the inputs say.")
_OUTLET = click.option("--outlet", help="Who published the articles; overrides what the inputs say.")
_ENCODING = click.option(
    "--encoding",
    type=click.Choice(ENCODINGS, case_sensitive=False),
    default="utf-8",
    show_default=True,
    metavar="NAME",
    help=f"How the inputs are encoded: {', '.join(ENCODINGS)}.",
)
_MAX_BYTES = click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    metavar="N",
    help="Refuse an input larger than this.",
)


def article_options(command: _Decorated) -> _Decorated:
    """Add ARTICLE... (parameter ``articles``) and the fields of :class:`hayy.documents.Options` to a command."""
    made: _Decorated = _ARTICLES(document_options(command))
    return made


def document_options(command: _Decorated) -> _Decorated:
    """Add the fields of :class:`hayy.documents.Options` to a command."""
    made: _Decorated = _PUBLISHED(_OUTLET(_ENCODING(_MAX_BYTES(command))))
    return made


def read_articles(articles: Sequence[str], options: Options) -> list[Document]:
    """All documents, read before any output begins: one that is at fault ends the command with nothing written."""
    return list(read_documents(articles, options, tell=tell))


def readings(documents: Sequence[Document], gazetteer: Gazetteer) -> Iterator[Reading]:
    """Each document read against the gazetteer, in order."""
    from hayy.pipeline import Reader

    reader = Reader(gazetteer)
    return (reader.read(document) for document in documents)


def load_gazetteer(directory: Path | None) -> Gazetteer:
    """The gazetteer that ``--gazetteer`` names, else the built-in one."""
    from hayy.gazetteer import load

    return load(directory)
