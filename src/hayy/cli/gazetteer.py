"""``hayy gazetteer``: the group of commands about the tables of places."""

from __future__ import annotations

import click

from hayy.cli.gazetteer_build import build
from hayy.cli.gazetteer_check import check
from hayy.cli.gazetteer_import import import_
from hayy.cli.gazetteer_new import new
from hayy.cli.gazetteer_search import search
from hayy.cli.gazetteer_show import show


@click.group("gazetteer")
def gazetteer() -> None:
    """Look places up, check the tables, build their boundaries, bring or start your own."""


for _command in (build, check, import_, new, search, show):
    gazetteer.add_command(_command)

command = gazetteer
