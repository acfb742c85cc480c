"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

DEBUG = "hayy.debug"

_Decorated = Callable[..., Any]


def _remember_debug(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        # meta is shared by a context and its parents, so the group sees what its command was given.
        ctx.meta[DEBUG] = True


debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_remember_debug,
    help="Show the traceback of an error.",
)

gazetteer_option = click.option(
    "--gazetteer",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with another gazetteer [default: the built-in one of Aleppo].",
)


def common_options(command: _Decorated) -> _Decorated:
    """Add ``--gazetteer DIR`` (parameter ``directory``, a ``Path`` or None) and ``--debug`` to a command."""
    return gazetteer_option(debug_option(command))
