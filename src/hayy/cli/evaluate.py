"""``hayy evaluate``: how well hayy reads annotated texts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hayy.cli.articles import load_gazetteer
from hayy.cli.options import common_options
from hayy.cli.outputs import check_output, force_option, write_output
from hayy.cli.wording import tell
from hayy.errors import InputError

FILE = click.Path(path_type=Path)


@click.command("evaluate")
@click.argument("gold", metavar="GOLD.jsonl", type=FILE)
@click.option("--baseline", type=FILE, metavar="FILE", help="Fail if a figure is worse than this file's floors.")
@click.option(
    "--predictions",
    metavar="FILE",
    help="Also write what hayy said, one JSON document a line (.jsonl): the input of the scheme's scorer.",
)
@click.option(
    "--aliases",
    type=FILE,
    metavar="FILE",
    help="Names that mean one place, tab-separated, one place a line [default: aliases.tsv beside GOLD.jsonl, if any].",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or every figure as one JSON object.",
)
@force_option
@common_options
def command(
    gold: Path,
    baseline: Path | None,
    predictions: str | None,
    aliases: Path | None,
    form: str,
    force: bool,
    directory: Path | None,
) -> None:
    """Measure how well hayy reads texts that people have annotated.

    GOLD.jsonl holds one annotated document a line (docs/accuracy.md says how they are annotated). The figures are those
    of its scorer, for all texts and for each language, and whether the days of events are right.

    \b
    Examples:
      hayy evaluate tests/eval/annotated.jsonl
      hayy evaluate tests/eval/annotated.jsonl --format json
    """
    from hayy.evaluate import aliases_of, run
    from hayy.evaluate.floors import check
    from hayy.evaluate.report import table
    from hayy.pipeline import Reader

    if predictions is not None:
        check_output(predictions, (".jsonl",), force=force)
    aliases = aliases or aliases_of(gold)
    figures, said = run(gold, Reader(load_gazetteer(directory)), aliases)
    changes = check(gold, aliases, figures, baseline) if baseline else []
    if predictions is not None:
        lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in said.values())
        write_output(predictions, "".join(lines).encode("utf-8"))
    if predictions != "-":
        click.echo(json.dumps(figures, ensure_ascii=False, indent=1) if form == "json" else table(figures))
    for change in changes:
        tell(f"{'worse' if change.worse else 'better'} than the floor: {change}")
    worse = [change for change in changes if change.worse]
    if worse:
        raise InputError(f"{baseline}: {len(worse)} figures fell below their floors, the first: {worse[0]}")
