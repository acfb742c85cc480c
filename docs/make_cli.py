"""Write docs/cli.md from what each command says with --help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hayy.cli import cli

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 100
HEAD = """# Command line

Made by `make docs` from `--help`; do not edit.

Data goes to standard output, messages to standard error. `-` is standard input, or standard output for `-o`. Outputs
are written whole or not at all, and the same inputs give the same bytes. Exit code: 0 done, 1 an input or the data is
at fault (one line says what, where, and what to try), 2 the command was used wrongly.
"""


def commands(command: click.Command, ctx: click.Context) -> Iterator[click.Context]:
    """The context of a command and of every command below it."""
    yield ctx
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from commands(below, context(below, name, ctx))


def context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """A context to describe ``command`` in, at a fixed width."""
    return command.context_class(
        command, info_name=name, parent=parent, terminal_width=WIDTH, **command.context_settings
    )


def everything() -> list[click.Context]:
    """Every command of hayy, the group itself first."""
    return list(commands(cli, context(cli, "hayy")))


def generated() -> str:
    """The whole page."""
    parts = [HEAD]
    for ctx in everything():
        level = "##" if ctx.parent is None or ctx.parent.parent is None else "###"
        parts.append(f"{level} `{ctx.command_path}`\n\n```text\n{ctx.get_help()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(generated(), encoding="utf-8")
