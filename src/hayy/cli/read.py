"""``hayy read``: articles to a table for people or JSON lines for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.articles import article_options, load_gazetteer, read_articles, readings
from hayy.cli.options import common_options
from hayy.documents import Options

if TYPE_CHECKING:
    from hayy.records import Record


@click.command("read")
@article_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table for people, or one JSON record a document (hayy.read/1, see docs/read-format.md).",
)
@common_options
def command(articles: tuple[str, ...], form: str, directory: Path | None, **how: Any) -> None:
    """List what articles claim about control of places, by whom and according to whom.

    \b
    Examples:
      hayy read seeds/aleppo-2016-12-12.txt
      hayy read --format jsonl seeds/aleppo-2016-12-12.txt
    """
    documents = read_articles(articles, Options(**how))

    from hayy.cli.table import table
    from hayy.records import to_record

    gazetteer = load_gazetteer(directory)
    for number, reading in enumerate(readings(documents, gazetteer)):
        if form == "jsonl":
            click.echo(_json_line(to_record(reading, gazetteer)))
        else:
            click.echo(("\n" if number else "") + table(reading, gazetteer))


def _json_line(record: Record) -> str:
    """One line for every reader: the line separators that JSON leaves as they are would end it for some."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    for separator in "\x85\u2028\u2029":
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return text
