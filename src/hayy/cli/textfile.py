"""Reading a small table that a person gives: whole, bounded, in UTF-8."""

from __future__ import annotations

from pathlib import Path

from hayy.decoding import decode
from hayy.errors import InputError

MAX_BYTES = 50_000_000


def read_table_text(path: Path) -> str:
    """The text of a CSV file.

    Raises:
        InputError: it cannot be read, is larger than 50 MB, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: larger than 50 MB; split the table")
    return decode(data, str(path))
