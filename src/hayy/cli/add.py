"""``hayy add``: articles and coded claims into a project file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.articles import document_options, load_gazetteer
from hayy.cli.gather import Inputs, expand, is_address
from hayy.cli.options import common_options
from hayy.cli.projects import open_project, project_argument, versions
from hayy.cli.wording import tell
from hayy.documents import STDIN, Options

if TYPE_CHECKING:
    from hayy.coded import CodedClaim
    from hayy.gazetteer import Gazetteer
    from hayy.model import Document
    from hayy.pipeline import Reader
    from hayy.store import Added, Project

BATCH = 200
"""Documents in one transaction: what a stop loses at most, and how many readings are in memory at once."""


@click.command("add")
@project_argument
@click.argument("articles", metavar="[ARTICLE...]", nargs=-1)
@click.option("--claims", "tables", multiple=True, metavar="FILE.csv", help="A table of claims coded by hand.")
@click.option("--private", is_flag=True, help="Fetch addresses inside a private network too.")
@document_options
@common_options
def command(
    project: Path, articles: tuple[str, ...], tables: tuple[str, ...], private: bool, directory: Path | None, **how: Any
) -> None:
    """Add articles and coded claims to a project file, which is made where there is none.

    An article is a .txt, .html or .jsonl file, a folder of them, - for standard input, or an address (the only way in
    which hayy loads anything from a network). What is there already is left alone, so a command that was stopped can be
    given again. docs/project-file.md describes the file and the columns of FILE.csv.

    \b
    Examples:
      hayy add aleppo.gpkg seeds/aleppo-2016-12-12.txt
      hayy add aleppo.gpkg articles/ --claims tests/eval/timeline_2016.csv
    """
    if not articles and not tables:
        raise click.UsageError("Give at least one ARTICLE or --claims FILE.csv.")
    inputs = Inputs(expand(articles), Options(**how), private)
    # Everything is looked at before anything is written; what cannot be looked at twice is kept.
    kept = None
    if any(name == STDIN or is_address(name) for name in inputs.names):
        kept = list(inputs.documents())
        total = len(kept)
    else:
        total = sum(1 for _ in inputs.documents())
    gazetteer = load_gazetteer(directory)
    coded = [_read_table(Path(table), gazetteer) for table in tables]
    with open_project(project, directory, create=True) as opened:
        if total:
            documents = kept if kept is not None else inputs.documents(tell=lambda _message: None)
            tell(f"{project}: articles: {_said(add_documents(opened, documents, total))}")
        for table, rows in zip(tables, coded, strict=True):
            tell(f"{project}: claims of {table}: {_said(opened.add_coded(rows))}")


def add_documents(project: Project, documents: Iterable[Document], total: int) -> Added:
    """Read what the project does not have and store it, a batch at a time."""
    from hayy.pipeline import Reader
    from hayy.store import Added

    reader: Reader | None = None
    by = versions(project.gazetteer)
    done = Added()
    with click.progressbar(length=total, label="reading", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for batch in _batches(documents):
            fresh, same = project.wanted(batch)
            done += Added(same=same)
            if fresh:
                reader = reader or Reader(project.gazetteer)
                done += project.add([reader.read(document) for document in fresh], by)
            bar.update(len(batch))
    return done


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield list({document.id: document for document in reversed(batch)}.values())[::-1]


def _read_table(path: Path, gazetteer: Gazetteer) -> Sequence[CodedClaim]:
    from hayy.cli.textfile import read_table_text
    from hayy.coded import read_coded

    coded = read_coded(read_table_text(path), gazetteer, str(path))
    for note in coded.notes:
        tell(note)
    return coded.claims


def _said(done: Added) -> str:
    parts = [f"{done.new} new"]
    parts += [f"{done.changed} read again"] if done.changed else []
    parts += [f"{done.same} there already"] if done.same else []
    parts += [f"{done.detached} decisions no longer fit their claim"] if done.detached else []
    return ", ".join(parts)
