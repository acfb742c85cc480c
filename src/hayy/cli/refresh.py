"""``hayy refresh``: read again what an older reader or gazetteer has read."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import click

from hayy.cli.add import BATCH
from hayy.cli.options import common_options
from hayy.cli.projects import open_project, project_argument, versions
from hayy.cli.wording import tell


@click.command("refresh")
@project_argument
@click.option("--all", "everything", is_flag=True, help="Read every article again, whatever read it.")
@common_options
def command(project: Path, everything: bool, directory: Path | None) -> None:
    """Read the articles of a project again where the reader or the gazetteer has changed since.

    Decisions of people follow their claims; those whose claim is gone or says something else now are counted, stay in
    the file, and bear on nothing until somebody reviews again.

    \b
    Example:
      hayy refresh aleppo.gpkg
    """
    from hayy.pipeline import Reader
    from hayy.store import Added, Versions

    with open_project(project, directory) as opened:
        by = versions(opened.gazetteer)
        stale = opened.outdated(Versions("", "") if everything else by)
        done = Added()
        if stale:
            reader = Reader(opened.gazetteer)
            left = iter(stale)
            hidden = not sys.stderr.isatty()
            with click.progressbar(length=len(stale), label="reading", file=sys.stderr, hidden=hidden) as bar:
                while batch := list(islice(left, BATCH)):
                    done += opened.replace([reader.read(document) for document in opened.documents(batch)], by)
                    bar.update(len(batch))
        else:
            opened.replace([], by)
        lost = f", {done.detached} decisions no longer fit their claim" if done.detached else ""
        tell(f"{project}: {done.changed} of {opened.count('documents')} articles read again{lost}")
