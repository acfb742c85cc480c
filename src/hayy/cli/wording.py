"""How messages are put: on stderr, one line each, safe to show in a terminal."""

from __future__ import annotations

import unicodedata

import click


def one_line(text: str) -> str:
    r"""``text`` on one line, with control and bidi-override characters written as escapes.

    Joiners and direction marks that Arabic text uses stay as they are.

    >>> one_line("a\nb\x1b[31m")
    'a b\\x1b[31m'
    """
    return "".join(_visible(c) for c in " ".join(text.splitlines()))


def tell(message: str) -> None:
    """Say something to the person on stderr, one line."""
    click.echo(one_line(message), err=True)


def _visible(char: str) -> str:
    if char in "\u200c\u200d\u200e\u200f" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return char
    return char.encode("unicode_escape").decode("ascii")
