"""``hayy picture``: articles to one PNG, SVG or PDF for a report or a slide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hayy.cli.articles import article_options, day_option
from hayy.cli.map import summary
from hayy.cli.options import common_options
from hayy.cli.outputs import STDOUT, check_output, force_option, write_output
from hayy.cli.projects import choice_options, shown
from hayy.cli.wording import tell
from hayy.documents import Options
from hayy.model import Status

FORMATS = ("png", "svg", "pdf")
SIZES = ("a4", "16:9", "square")


@click.command("picture")
@article_options
@click.option("-o", "--output", required=True, metavar="FILE", help="FILE.png, .svg or .pdf; - is standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Format, where the suffix does not say it.")
@click.option("--size", type=click.Choice(SIZES), default="a4", show_default=True, help="Sheet; a4 is landscape.")
@click.option("--lang", type=click.Choice(["ar", "en", "both"]), help="Language.  [default: that of most articles]")
@click.option("--dpi", type=click.IntRange(50, 600), default=200, show_default=True, help="Dots per inch of a PNG.")
@day_option("--as-of", "Last day of which reports count.  [default: the latest]")
@day_option("--before", "Draw a second map beside it, of what was reported by this day.")
@click.option("--title", help="Title of the picture.")
@choice_options
@force_option
@common_options
def command(articles: tuple[str, ...], output: str, form: str | None, directory: Path | None, **how: Any) -> None:
    """Draw what articles claim about control as a picture: PNG, SVG or PDF.

    Colours, patterns and counts are those of the page. Text stays text in SVG and PDF. With --before two maps stand
    side by side, and what changed between them is outlined. Needs the extra `picture` (matplotlib).

    A project file (.gpkg, made by `hayy add`) may stand in place of the articles.

    \b
    Examples:
      hayy picture seeds/aleppo-2016-12-12.txt -o aleppo.png
      hayy picture seeds/aleppo-2016-12-12.txt --lang both --size 16:9 -o slide.svg
      hayy picture seeds/aleppo-2016-12-12.txt --before 2016-12-11 -o change.pdf
    """
    form = _format(output, form)
    check_output(output, [f".{name}" for name in FORMATS], force=how.pop("force"))
    look = {name: how.pop(name) for name in ("size", "lang", "dpi")}
    title, as_of, before = how.pop("title"), how.pop("as_of"), how.pop("before")
    if as_of is not None and before is not None and before >= as_of:
        raise click.BadParameter("must be earlier than --as-of.", param_hint="--before")
    sources, actor = how.pop("sources"), how.pop("actor")
    chosen, gazetteer = shown(articles, Options(**how), directory, sources, actor)
    as_of = as_of or chosen.last

    from hayy.errors import InputError
    from hayy.render.payload import build
    from hayy.render.picture import picture
    from hayy.render.picture.scene import states_on

    payload = build(chosen.readings, gazetteer, coded=chosen.coded, as_of=as_of, title=title)
    if before is not None and (payload["as_of"] is None or before.isoformat() >= payload["as_of"]):
        last = payload["as_of"] or "not known"
        raise InputError(f"--before {before}: the latest report is of {last}; give an earlier day")
    write_output(output, picture(payload, form, before=before, **look))  # type: ignore[arg-type]
    if output != STDOUT:
        states = states_on(payload, None).values()
        tell(f"{output}: {summary(Status(state['status']) for state in states)}")


def _format(output: str, form: str | None) -> str:
    """The format that the suffix of the output names, or the option; they must not contradict each other."""
    named = Path(output).suffix.lower().removeprefix(".")
    if output == STDOUT:
        if form is None:
            raise click.UsageError("-o - needs --format png, svg or pdf.")
        return form
    if named in FORMATS and form not in (None, named):
        raise click.BadParameter(f"{form} contradicts the suffix of {output!r}.", param_hint="--format")
    return form or named
