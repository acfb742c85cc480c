"""``hayy map``: articles to one self-contained page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.articles import article_options, day_option
from hayy.cli.options import common_options
from hayy.cli.outputs import STDOUT, check_output, force_option, write_output
from hayy.cli.projects import choice_options, shown
from hayy.cli.wording import tell
from hayy.documents import Options
from hayy.model import Status

if TYPE_CHECKING:
    from hayy.render.tiles import Tiles

SUFFIXES = (".html", ".htm")


@click.command("map")
@article_options
@click.option("-o", "--output", required=True, metavar="FILE.html", help="The page to write; - is standard output.")
@click.option("--title", help="Title of the page.")
@click.option("--embed", is_flag=True, help="Write the lean variant for a frame, and print the HTML that embeds it.")
@click.option("--tiles", metavar="URL", help="Tile server for the background: https://HOST/{z}/{x}/{y}.png.")
@click.option("--attribution", metavar="TEXT", help="Whose the tiles are, and their licence; needed with --tiles.")
@day_option("--as-of", "Last day of which reports count.  [default: the latest]")
@choice_options
@force_option
@common_options
def command(articles: tuple[str, ...], output: str, force: bool, directory: Path | None, **how: Any) -> None:
    """Draw what articles claim about control as one HTML page that needs no network.

    Claims of all articles are weighed together: the later event wins, a disagreement is shown as contested and
    disputed, and the as-of date is the latest day of publication. Only --tiles lets the page load anything.

    A project file (.gpkg, made by `hayy add`) may stand in place of the articles.

    \b
    Examples:
      hayy map seeds/aleppo-2016-12-12.txt -o aleppo.html
      hayy map seeds/aleppo-2016-12-12.txt --embed -o aleppo-embed.html
    """
    check_output(output, SUFFIXES, force=force)
    look = {name: how.pop(name) for name in ("title", "embed", "tiles", "attribution")}
    tiles = _tiles(look["tiles"], look["attribution"])
    as_of, sources, actor = (how.pop(name) for name in ("as_of", "sources", "actor"))
    chosen, gazetteer = shown(articles, Options(**how), directory, sources, actor)
    as_of = as_of or chosen.last

    from hayy.control import decide
    from hayy.render.embed import embed_snippet
    from hayy.render.html import page
    from hayy.render.payload import build

    payload = build(chosen.readings, gazetteer, coded=chosen.coded, as_of=as_of, title=look["title"])
    write_output(output, page(payload, embed=look["embed"], tiles=tiles).encode("utf-8"))
    if output != STDOUT:
        state = decide(chosen.claims, as_of)
        tell(f"{output}: {summary(place.status for place in state.by_place.values())}")
        if look["embed"]:
            click.echo(embed_snippet(Path(output).name, payload["title"][payload["lang"]]))


def _tiles(url: str | None, attribution: str | None) -> Tiles | None:
    if (url is None) != (attribution is None):
        raise click.UsageError("--tiles and --attribution go together.")
    if url is None or attribution is None:
        return None
    from hayy.render.tiles import Tiles

    return Tiles(url, attribution)


def summary(statuses: Iterable[Status]) -> str:
    """How many places have which status."""
    counts = Counter(statuses)
    if not counts:
        return "no place of the gazetteer found, so nothing is shaded"
    return ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status])
