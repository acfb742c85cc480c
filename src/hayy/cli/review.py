"""``hayy review``: decisions of people, marked in a spreadsheet, back into the project."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from hayy.cli.options import common_options
from hayy.cli.projects import open_project, project_argument
from hayy.cli.textfile import read_table_text
from hayy.cli.wording import tell


@click.command("review")
@project_argument
@click.argument("table", metavar="CLAIMS.csv", type=click.Path(path_type=Path))
@common_options
def command(project: Path, table: Path, directory: Path | None) -> None:
    """Take over what people decided about claims.

    `hayy export PROJECT --what claims -o claims.csv` writes the table. In its column `review` a person puts accepted,
    rejected or corrected (the corrected values in the row itself), in `review_note` why; rows without a review say
    nothing. Decisions are merged by claim, survive `hayy refresh`, and are shown on the map.

    \b
    Example:
      hayy review aleppo.gpkg claims.csv
    """
    from hayy.exports.claims import read_decisions

    with open_project(project, directory) as opened:
        given = read_decisions(read_table_text(table), opened, str(table))
        changed = opened.decide(given)
    counts = Counter(decision.review for decision in given)
    said = ", ".join(f"{count} {review}" for review, count in sorted(counts.items())) or "no decisions"
    tell(f"{project}: {said}; {changed} of them new")
