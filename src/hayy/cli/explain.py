"""``hayy explain``: why this place, and why this status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.articles import article_options, load_gazetteer, read_articles
from hayy.cli.options import common_options
from hayy.documents import Options
from hayy.errors import InputError

if TYPE_CHECKING:
    from hayy.explain import Explanation
    from hayy.gazetteer import Gazetteer
    from hayy.model import Reading


@click.command("explain")
@article_options
@click.option("--place", metavar="ID|NAME", help="Only the mentions of this place.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="Words for people, or one JSON object a mention.",
)
@common_options
def command(articles: tuple[str, ...], place: str | None, form: str, directory: Path | None, **how: Any) -> None:
    """Say for each mention why it is this place and why it has this status, and what was rejected.

    \b
    Examples:
      hayy explain seeds/aleppo-2016-12-12.txt --place sheikh-saeed
      hayy explain --format jsonl seeds/aleppo-2016-12-12.txt
    """
    documents = read_articles(articles, Options(**how))

    from hayy.explain import explain
    from hayy.pipeline import Reader

    gazetteer = load_gazetteer(directory)
    wanted = _place(place, gazetteer) if place else None
    reader = Reader(gazetteer)
    for document in documents:
        reading = reader.read(document, considered=True)
        for row in explain(reading, gazetteer, wanted):
            if form == "jsonl":
                click.echo(json.dumps({"document": reading.document.id, **row.as_dict()}, ensure_ascii=False))
            else:
                click.echo(_words(row, reading))


def _place(wanted: str, gazetteer: Gazetteer) -> str:
    """The id that is meant: an id, or a name that only one place bears."""
    from hayy.text import fold_name

    if wanted in gazetteer.places:
        return wanted
    bearers = {n.place for n in gazetteer.names if fold_name(n.form) == fold_name(wanted)}
    if len(bearers) == 1:
        return bearers.pop()
    raise InputError(
        f"--place {wanted}: no such place; try: hayy gazetteer search {json.dumps(wanted, ensure_ascii=False)}"
    )


def _words(row: Explanation, reading: Reading) -> str:
    from hayy.explain import lexicon_entry, verdict

    what = f"{row.place or 'no place'}  {row.status} ({row.polarity}, {row.extent})"
    head = f"{row.surface}  [{row.start}:{row.end}]  {what}"
    lines = [head, *(f"  {step}" for step in row.steps)]
    if row.cue:
        lines.append(f"  lexicon: {row.cue}: {lexicon_entry(row.cue)}")
    if row.place:
        lines.append(f"  map, from this article alone: {verdict(reading, row.place)}")
    if row.sentence:
        sentence = " ".join(reading.document.text[row.sentence[0] : row.sentence[1]].split())
        lines.append(f"  sentence: {sentence}")
    return "\n".join(lines) + "\n"
