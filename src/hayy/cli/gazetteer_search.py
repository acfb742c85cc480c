"""``hayy gazetteer search``: which place a name means, in any usual spelling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.options import common_options
from hayy.cli.wording import tell

if TYPE_CHECKING:
    from hayy.gazetteer import Elsewhere, Gazetteer
    from hayy.gazetteer.search import Hit

HEADER = ("SCORE", "ID", "NAME", "FORM MATCHED", "SOURCE", "NAME")


@click.command("search")
@click.argument("query", metavar="Q")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or a JSON list for programs, best answer first.",
)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many answers.")
@common_options
def search(query: str, form: str, limit: int, directory: Path | None) -> None:
    """Find places by name: Arabic, or English, French, Spanish or German spellings of it.

    Scores run to 100 (the same words); from 95 up an answer can be taken for the place, below it is a suggestion. A
    spelling that fits two places gives both and says so. No answer is no error.

    \b
    Examples:
      hayy gazetteer search "sheikh said"
      hayy gazetteer search "Karam al Yabal"
      hayy gazetteer search "الشيخ سعيد" --format json
    """
    from hayy.gazetteer import load
    from hayy.gazetteer.search import is_ambiguous, namesakes
    from hayy.gazetteer.search import search as find

    gazetteer = load(directory)
    hits = find(gazetteer, query, limit)
    if form == "json":
        click.echo(json.dumps([_record(gazetteer, hit) for hit in hits], ensure_ascii=False, indent=1))
    elif hits:
        click.echo(_table(gazetteer, hits))
    if not hits:
        tell(f"no place of the gazetteer is called {query!r} or nearly so")
    if is_ambiguous(hits):
        fitting = [hit.place for hit in hits if hit.score >= hits[1].score]
        tell(f"ambiguous: this spelling fits {' and '.join(fitting)} alike; only the Arabic name tells them apart")
    if others := namesakes(gazetteer, query):
        tell(f"also the name of a place elsewhere: {', '.join(_where(gazetteer, other) for other in others)}")


def _record(gazetteer: Gazetteer, hit: Hit) -> dict[str, Any]:
    place = gazetteer.places[hit.place]
    names = gazetteer.names_of(hit.place)
    return {
        "id": hit.place,
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "names_ar": [name.form for name in names if name.lang == "ar"],
        "names_en": [name.form for name in names if name.lang != "ar"],
        "score": hit.score,
        "form": hit.form,
        "source": hit.source,
    }


def _table(gazetteer: Gazetteer, hits: list[Hit]) -> str:
    from hayy.cli.table import aligned

    # The Arabic name stands last: a terminal that reorders right-to-left text then cannot move the other columns.
    rows = [
        (
            f"{hit.score:g}" + ("" if hit.accepted else "?"),
            hit.place,
            gazetteer.places[hit.place].name_en,
            hit.form,
            hit.source,
            gazetteer.places[hit.place].name_ar,
        )
        for hit in hits
    ]
    return "\n".join(aligned([HEADER, *rows]))


def _where(gazetteer: Gazetteer, other: Elsewhere) -> str:
    within = gazetteer.elsewhere.get(other.within or "")
    return f"{other.name_en} ({within.name_en})" if within else other.name_en
