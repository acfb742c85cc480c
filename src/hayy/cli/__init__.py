"""The command line: the group, its errors and the options every command has.

A command lives in a module of its own that offers ``command``; it is imported only when it is called (or listed), and
imports geopandas, folium and the like only inside the function that needs them.
"""

from __future__ import annotations

import sys

from hayy.cli.group import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Entry point of the ``hayy`` console script: exit code 0 done, 1 input or data at fault, 2 usage."""
    for stream in (sys.stdout, sys.stderr):
        # The output contract is UTF-8, whatever the locale of the machine says.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli.main(prog_name="hayy")
