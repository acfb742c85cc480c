"""The click group: commands loaded by name, and hayy's errors as one line and an exit code."""

from __future__ import annotations

import importlib
from typing import Any

import click

from hayy import __version__
from hayy.cli.options import DEBUG, debug_option
from hayy.cli.wording import one_line
from hayy.errors import HayyError

# Command -> the module whose ``command`` it is.
COMMANDS = {
    "add": "hayy.cli.add",
    "diff": "hayy.cli.diff",
    "evaluate": "hayy.cli.evaluate",
    "export": "hayy.cli.export",
    "explain": "hayy.cli.explain",
    "gazetteer": "hayy.cli.gazetteer",
    "map": "hayy.cli.map",
    "picture": "hayy.cli.picture",
    "read": "hayy.cli.read",
    "refresh": "hayy.cli.refresh",
    "review": "hayy.cli.review",
    "sources": "hayy.cli.sources",
    "timeline": "hayy.cli.timeline",
}


class Failure(click.ClickException):
    """One clear line on stderr and exit code 1."""

    exit_code = 1

    def format_message(self) -> str:
        """The message without line breaks or control characters: it may quote hostile input."""
        return one_line(self.message)


class HayyGroup(click.Group):
    """A group that imports a command when it is needed and turns errors into :class:`Failure`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; anything it raises ends as one line, unless ``--debug`` asks for the traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except HayyError as error:
            if ctx.meta.get(DEBUG):
                raise
            raise Failure(str(error)) from error
        except Exception as error:
            if ctx.meta.get(DEBUG):
                raise
            what = f"{type(error).__name__}: {error}"
            raise Failure(f"a fault in hayy itself ({what}); run again with --debug and report it") from error


@click.group(cls=HayyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="hayy")
@debug_option
def cli() -> None:
    """Turn news text into a sourced map of neighbourhood control.

    Every statement on the map is attributed, dated and quoted. An article is a .txt file (with an optional .toml of the
    same name beside it for outlet and date), a .jsonl file with one document a line, or - for standard input.
    """
