"""``hayy sources``: the voices of a project, and how they stand to each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hayy.cli.options import common_options
from hayy.cli.outputs import check_output, force_option, write_output
from hayy.cli.projects import choose, open_project, project_argument
from hayy.cli.table import aligned
from hayy.cli.wording import tell

if TYPE_CHECKING:
    from hayy.agreement import Agreement

HEADER = ("VOICE", "CAMP", "CLAIMS", "FIRM", "FIRST", "DAYS BEHIND", "CONFIRMED", "CONTRADICTED", "WITHDRAWN")
SUFFIXES = (".svg", ".csv")


@click.command("sources")
@project_argument
@click.option("-o", "--output", metavar="FILE", help="Write the matrix: FILE.svg, a picture, or FILE.csv.")
@click.option("--most", type=click.IntRange(2, 60), default=15, show_default=True, help="Voices in the matrix.")
@force_option
@common_options
def command(project: Path, output: str | None, most: int, force: bool, directory: Path | None) -> None:
    """List the voices of a project: how much they say, how early, and how often others confirm or contradict it.

    Firm claims are captures of a whole place, losses of one and that a side holds one. First: told before any other
    voice. Days behind: after the first, on average. No voice is ranked, and nothing of this bears on the map.

    \b
    Examples:
      hayy sources aleppo.gpkg
      hayy sources aleppo.gpkg -o matrix.svg
    """
    from hayy.agreement import agreement

    if output is not None:
        check_output(output, SUFFIXES, force=force)
    with open_project(project, directory) as opened:
        found = agreement(choose(opened, None, None).claims)
    if output is not None:
        from hayy.exports.matrix import matrix_csv, matrix_svg

        data = matrix_csv(found, most) if output.endswith(".csv") else matrix_svg(found, most)
        write_output(output, data)
        tell(f"{output}: {min(most, len(found.voices))} of {len(found.voices)} voices")
    else:
        click.echo("\n".join(_table(found)) if found.voices else "no claims")


def _table(found: Agreement) -> list[str]:
    rows = [
        (
            record.voice,
            record.camp or "",
            str(record.claims),
            str(record.firm),
            str(record.first),
            "" if record.late_days is None else f"{record.late_days:.1f}",
            str(record.confirmed),
            str(record.contradicted),
            str(record.withdrawn),
        )
        for record in found.voices
    ]
    return aligned([HEADER, *rows])
