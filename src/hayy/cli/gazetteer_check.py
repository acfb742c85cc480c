"""``hayy gazetteer check``: every fault of the tables at once."""

from __future__ import annotations

from pathlib import Path

import click

from hayy.cli.options import common_options
from hayy.cli.wording import one_line, tell


@click.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--accepted", is_flag=True, help="List the findings that exceptions.csv accepts, with the reason.")
@common_options
@click.pass_context
def check(ctx: click.Context, folder: Path | None, accepted: bool, directory: Path | None) -> None:
    """Check the tables of a gazetteer folder (the built-in one of Aleppo without DIR).

    Every finding is one line: file, row, check, what is wrong, and in brackets the subject under which exceptions.csv
    can accept it. Faults end with exit code 1, warnings do not. DIR may also be given as --gazetteer DIR.

    \b
    Examples:
      hayy gazetteer check
      hayy gazetteer check gazetteer/aleppo --accepted
    """
    from hayy.errors import DataError
    from hayy.files import data_root
    from hayy.gazetteer.check import check as findings_of
    from hayy.gazetteer.tables import DEFAULT_CITY

    folder = folder or directory or data_root() / "gazetteer" / DEFAULT_CITY
    if not folder.is_dir():
        raise DataError(f"no gazetteer folder at {folder}: give the folder that holds places.csv")
    findings = findings_of(folder)
    shown = [finding for finding in findings if accepted or not finding.accepted]
    for finding in shown:
        level = "fault" if finding.is_fault else "accepted" if finding.accepted else "warning"
        reason = f" (accepted: {finding.accepted})" if finding.accepted else ""
        click.echo(one_line(f"{level}: {finding}{reason}"))
    faults = sum(finding.is_fault for finding in findings)
    known = sum(bool(finding.accepted) for finding in findings)
    warnings = len(findings) - faults - known
    tell(f"{folder}: {_count(faults, 'fault')}, {_count(warnings, 'warning')}, {known} accepted")
    if faults:
        ctx.exit(1)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
