"""What commands on a project file share: options, opening it, and choosing claims by day, source and side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hayy.cli.articles import load_gazetteer, read_articles, readings
from hayy.cli.wording import tell
from hayy.errors import InputError

if TYPE_CHECKING:
    from hayy.documents import Options
    from hayy.gazetteer import Gazetteer
    from hayy.model import Claim, Document, Reading
    from hayy.store import Project, Versions

SUFFIX = ".gpkg"
_Decorated = Callable[..., Any]

project_argument = click.argument("project", metavar="PROJECT.gpkg", type=click.Path(path_type=Path))


def choice_options(command: _Decorated) -> _Decorated:
    """Add ``--sources`` and ``--actor``: which claims of a project count."""
    for option in (
        click.option(
            "--actor", metavar="SIDE,...", help="Only claims that name one of these sides (GOV, REB, KUR ...)."
        ),
        click.option(
            "--sources", metavar="NAME,...", help="Only claims of these voices or outlets (see hayy sources)."
        ),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a project counts: readings in which other claims are about no place, and claims coded by hand.

    ``last`` is the last day on which anything in the project was reported, of the whole city too: how far it reaches.
    None for articles that are in no project.
    """

    readings: Sequence[Reading]
    coded: Sequence[Claim]
    last: date | None = None

    @property
    def claims(self) -> list[Claim]:
        """All claims about places."""
        return [claim for reading in self.readings for claim in reading.claims] + list(self.coded)


def is_project(name: str) -> bool:
    """Whether an argument names a project file."""
    return name.lower().endswith(SUFFIX)


def open_project(path: Path, directory: Path | None, *, create: bool = False) -> Project:
    """The project, with the gazetteer that ``--gazetteer`` names or the built-in one."""
    from hayy.store import Project

    if not is_project(path.name):
        raise click.BadParameter(f"{str(path)!r} must end in {SUFFIX}.", param_hint="PROJECT.gpkg")
    return Project.open(path, load_gazetteer(directory), create=create)


def versions(gazetteer: Gazetteer) -> Versions:
    """Of the reader and the gazetteer in use."""
    from hayy.pipeline import reader_version
    from hayy.store import Versions

    return Versions(reader_version(), gazetteer.version)


def choose(project: Project, sources: str | None, actor: str | None) -> Chosen:
    """The claims of a project that count.

    Raises:
        InputError: no claim is of that source or side, or one is about a place that the gazetteer no longer has.
    """
    wanted_sources, wanted_sides = _names(sources), _names(actor)
    readings = [_only(reading, wanted_sources, wanted_sides) for reading in project.readings()]
    coded = [claim for claim in project.coded() if _counts(claim, wanted_sources, wanted_sides)]
    chosen = Chosen(readings, coded, project.last_day())
    claims = chosen.claims
    if (wanted_sources or wanted_sides) and not claims:
        raise InputError(
            f"{project.path}: no claim of {sources or actor}; `hayy sources {project.path}` lists the voices"
        )
    if unknown := {claim.place for claim in claims} - set(project.gazetteer.places):
        places = ", ".join(sorted(unknown))
        raise InputError(f"{project.path}: the gazetteer has no {places}; `hayy refresh {project.path}` reads again")
    return chosen


def shown(
    articles: Sequence[str], options: Options, directory: Path | None, sources: str | None, actor: str | None
) -> tuple[Chosen, Gazetteer]:
    """What ``hayy map`` and ``hayy picture`` draw: articles read now, or one project file.

    Raises:
        click.UsageError: a project file together with other inputs, or options that only one of both has.
    """
    projects = [name for name in articles if is_project(name)]
    if projects and len(articles) > 1:
        raise click.UsageError(f"{projects[0]} is a project: give it alone, or add the articles to it (hayy add).")
    if projects:
        with open_project(Path(projects[0]), directory) as opened:
            return choose(opened, sources, actor), opened.gazetteer
    if sources or actor:
        raise click.UsageError("--sources and --actor choose among the claims of a project; add the articles to one.")
    documents = without_repeats(read_articles(articles, options))
    gazetteer = load_gazetteer(directory)
    return Chosen(list(readings(documents, gazetteer)), ()), gazetteer


def without_repeats(documents: Sequence[Document]) -> list[Document]:
    """Each document once: the same article given twice is no second voice."""
    once: dict[str, Document] = {}
    for document in documents:
        once.setdefault(document.id, document)
    if repeats := len(documents) - len(once):
        tell(f"left out {repeats} article{'s' if repeats > 1 else ''} given more than once")
    return list(once.values())


def _names(cell: str | None) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in (cell or "").split(",") if name.strip())


def _only(reading: Reading, sources: frozenset[str], sides: frozenset[str]) -> Reading:
    if not sources and not sides:
        return reading
    kept = tuple(c if _counts(c, sources, sides) else replace(c, place="") for c in reading.by_mention)
    return replace(reading, by_mention=kept, anaphoric=tuple(_matching(reading.anaphoric, sources, sides)))


def _matching(claims: Iterable[Claim], sources: frozenset[str], sides: frozenset[str]) -> Iterable[Claim]:
    return (claim for claim in claims if _counts(claim, sources, sides))


def _counts(claim: Claim, sources: frozenset[str], sides: frozenset[str]) -> bool:
    from hayy.control import voice_of

    named = {name.casefold() for name in (voice_of(claim), *claim.attributed_to)}
    of_source = not sources or bool(named & sources) or any(name in sources for name in _plain(named))
    of_side = not sides or bool({(claim.actor or "").casefold(), (claim.against or "").casefold()} & sides)
    return of_source and of_side


def _plain(names: Iterable[str]) -> Iterable[str]:
    """Names without the outlet in brackets, and voices by any of their names."""
    from hayy.voices import known_voice

    for name in names:
        yield name.partition(" (")[0]
        known = known_voice(name)
        if known:
            yield known.id.casefold()
