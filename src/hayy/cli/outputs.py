"""Where a command's output goes: checked before any work, written whole or not at all."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import click

from hayy.errors import InputError
from hayy.files import atomic_write

STDOUT = "-"

# What the files that hayy writes hold near their start: pages, predictions, PNG and SVG pictures, GeoJSON, KML and SVG,
# annotations; a PDF near its end. A table is not among them: a person may have marked it.
_MADE_BY_HAYY = (
    b'<meta name="generator" content="hayy"',
    b'{"schema": "hayy.predictions/1"',
    b"tEXtSoftware\x00hayy",
    b"<dc:title>hayy</dc:title>",
    b'{"type":"FeatureCollection","hayy":{',
    b"<!-- made by hayy -->",
    b'"id": "urn:hayy:annotations"',
)
_PDF, _PDF_BY_HAYY = b"%PDF-", b"/Creator (hayy)"
_NEAR = 8192

force_option = click.option("--force", is_flag=True, help="Replace a file that hayy did not make.")


def check_output(output: str, suffixes: Sequence[str], *, force: bool) -> None:
    """Refuse an output that could not or should not be written; ``-`` (standard output) always can.

    Raises:
        click.BadParameter: the suffix names a format that the command does not write (a usage error).
        InputError: the folder is missing, or something is there that hayy did not make and ``force`` is not given.
    """
    if output == STDOUT:
        return
    path = Path(output)
    if path.suffix.lower() not in suffixes:
        raise click.BadParameter(f"{output!r} must end in {' or '.join(suffixes)}.", param_hint="-o")
    try:
        if not path.parent.is_dir():
            raise InputError(f"{output}: there is no folder {path.parent}; create it first")
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
            raise InputError(f"{output}: is not a file, so it cannot be replaced; give another name")
        if not force and (stat.S_ISLNK(mode) or not _made_by_hayy(path)):
            raise InputError(f"{output}: is there already and was not made by hayy; --force replaces it")
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise InputError(f"{output}: cannot be written ({getattr(error, 'strerror', None) or error})") from error


def write_output(output: str, data: bytes) -> None:
    """Write ``data`` to the file ``output``, whole or not at all, or to standard output."""
    if output == STDOUT:
        click.echo(data, nl=False)
    else:
        atomic_write(Path(output), data)


def _made_by_hayy(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(_NEAR)
        if not start.startswith(_PDF):
            return any(mark in start for mark in _MADE_BY_HAYY)
        file.seek(max(0, path.stat().st_size - _NEAR))
        return _PDF_BY_HAYY in file.read()
