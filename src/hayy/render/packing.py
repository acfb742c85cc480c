"""Tables of records as columns, each with its few distinct values apart: what keeps a year of claims small.

This is the dictionary encoding of columnar file formats. ``assets/data.js`` has the way back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Column = dict[str, Any]


def pack(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """``rows`` as ``{"n": count, "columns": {key: column}}``.

    A column is ``{"v": values}``, or, where that is shorter, ``{"d": distinct values, "i": index of each}``. A value
    that is None, False, empty or missing is None; a column of nothing else is left out.

    >>> pack([{"a": "retaken", "b": 1}, {"a": "retaken", "b": 2}, {"a": "retaken", "b": 3, "c": []}])
    {'n': 3, 'columns': {'a': {'d': ['retaken'], 'i': [0, 0, 0]}, 'b': {'v': [1, 2, 3]}}}
    """
    keys = sorted({key for row in rows for key in row})
    columns: dict[str, Column] = {}
    for key in keys:
        values = [_plain(row.get(key)) for row in rows]
        if any(value is not None for value in values):
            columns[key] = _column(values)
    return {"n": len(rows), "columns": columns}


def unpack(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a packed table, without the keys that were None, False or empty.

    >>> unpack(pack([{"a": "x", "b": 0}, {"a": "x", "b": None}]))
    [{'a': 'x', 'b': 0}, {'a': 'x'}]
    """
    rows: list[dict[str, Any]] = [{} for _ in range(table["n"])]
    for key, column in table["columns"].items():
        values = column["v"] if "v" in column else [column["d"][index] for index in column["i"]]
        for row, value in zip(rows, values, strict=True):
            if value is not None:
                row[key] = value
    return rows


def _plain(value: Any) -> Any:
    """``value``, or None where it says nothing; 0 is a number and stays."""
    return None if value is None or value is False or value in ("", [], {}) else value


def _column(values: list[Any]) -> Column:
    """The shorter of the two encodings."""
    written = [_written(value) for value in values]
    place = {text: index for index, text in enumerate(dict.fromkeys(written))}
    value_of = dict(zip(written, values, strict=True))
    plain: Column = {"v": values}
    encoded: Column = {"d": [value_of[text] for text in place], "i": [place[text] for text in written]}
    return min(plain, encoded, key=lambda column: len(_written(column)))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
