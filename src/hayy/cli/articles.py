"""The argument ARTICLE... and its options, for every command that reads articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from hayy.cli.wording import tell
from hayy.decoding import ENCODINGS
from hayy.documents import MAX_BYTES, Options, parse_day, read_documents
from hayy.model import Document

_Decorated = Callable[..., Any]


class Day(click.ParamType):
    """A day given on the command line as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        day = parse_day(value)
        if day is None:
            self.fail(f"{value!r} is not a day as YYYY-MM-DD (1900-2100).", param, ctx)
        return day


def article_options(command: _Decorated) -> _Decorated:
    """Add ARTICLE..., ``--published``, ``--outlet``, ``--encoding`` and ``--max-bytes`` to a command."""
    for add in (
        click.option(
            "--max-bytes",
            type=click.IntRange(min=1),
            default=MAX_BYTES,
            show_default=True,
            help="Refuse an input larger than this.",
        ),
        click.option(
            "--encoding",
            type=click.Choice(ENCODINGS, case_sensitive=False),
            default="utf-8",
            show_default=True,
            help="How the inputs are encoded.",
        ),
        click.option("--outlet", help="Who published the articles; overrides what the inputs say."),
        click.option(
            "--published", type=Day(), help="Day on which the articles were published; overrides what the inputs say."
        ),
        click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True),
    ):
        command = add(command)
    return command


def read_articles(articles: Sequence[str], options: Options) -> list[Document]:
    """All documents, read before any output begins: one that is at fault ends the command with nothing written."""
    return list(read_documents(articles, options, tell=tell))
