"""The checker: every fault of a gazetteer's tables at once, each with its file and row.

A *fault* makes the gazetteer wrong or unsafe to match with; a *warning* is worth a look. ``exceptions.csv`` accepts
single findings, by check and subject, with a reason; an exception that accepts nothing is itself a warning. The checks
are in ``check_rows`` (ids, kinds, references), ``check_names`` (spellings, sources, shared names) and ``check_ground``
(points and boundaries); each is a function from :class:`Tables` to findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hayy.errors import DataError
from hayy.gazetteer.tablefiles import COLUMNS, SHARED, TABLES, numbered_rows, read_text, read_toml, table_path


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with the line it starts the file's count from 1 at the header."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column; empty where the table has no such column."""
        return self.cells.get(column, "")

    def items(self, column: str) -> list[str]:
        """The items of a cell that holds several, separated by semicolons."""
        return [item.strip() for item in self[column].split(";") if item.strip()]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checker has to say; ``line`` is 0 when it is about a whole file.

    ``subject`` names it for ``exceptions.csv`` and does not change when rows move.
    """

    check: str
    file: str
    line: int
    subject: str
    message: str
    is_fault: bool = True
    accepted: str = ""

    def __str__(self) -> str:
        """``file:line: check: message [subject]``."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.check}: {self.message} [{self.subject}]"


@dataclass(frozen=True)
class Tables:
    """The raw tables of one gazetteer folder; what could not be read is empty and named in ``unreadable``."""

    directory: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    toml: dict[str, dict[str, Any]] = field(default_factory=dict)
    unreadable: dict[str, Finding] = field(default_factory=dict)

    @property
    def places(self) -> list[Row]:
        """The rows of ``places.csv``."""
        return self.rows["places.csv"]

    @property
    def names(self) -> list[Row]:
        """The rows of ``names.csv``."""
        return self.rows["names.csv"]

    @property
    def kinds(self) -> dict[str, Any]:
        """The kinds of ``kinds.toml`` by id."""
        kinds = self.toml["kinds.toml"].get("kinds", {})
        return kinds if isinstance(kinds, dict) else {}

    def ids(self, table: str) -> set[str]:
        """The ids of a table."""
        return {row["id"] for row in self.rows[table]}


Check = Callable[[Tables], Iterator[Finding]]


def check(directory: Path) -> list[Finding]:
    """Everything there is to say about the gazetteer in ``directory``, faults first, in order of file and row.

    Accepted findings are listed too, with the reason in ``accepted`` and ``is_fault`` False.

    >>> from hayy.files import data_root
    >>> [str(f) for f in check(data_root() / "gazetteer" / "aleppo") if f.is_fault]
    []
    """
    from hayy.gazetteer.check_ground import GROUND_CHECKS
    from hayy.gazetteer.check_names import NAME_CHECKS
    from hayy.gazetteer.check_rows import ROW_CHECKS

    tables = read_tables(directory)
    findings = list(tables.unreadable.values())
    for function, needed in (*ROW_CHECKS, *NAME_CHECKS, *GROUND_CHECKS):
        if not tables.unreadable.keys() & set(needed):
            findings += function(tables)
    findings = _accept(findings, tables)
    return sorted(findings, key=lambda f: (not f.is_fault, bool(f.accepted), f.file, f.line, f.check, f.message))


def read_tables(directory: Path) -> Tables:
    """The raw tables of a folder; a table that cannot be read becomes a finding, the others are read all the same."""
    tables = Tables(directory)
    for name in (*TABLES, *SHARED):
        path = table_path(directory, name)
        tables.rows[name], tables.toml[name] = [], {}
        try:
            text = read_text(path)
            if name.endswith(".toml"):
                tables.toml[name] = read_toml(text, path)
            else:
                tables.rows[name] = [Row(line, row) for line, row in numbered_rows(text, path, COLUMNS[name])]
        except DataError as error:
            message = str(error).removeprefix(str(path)).lstrip(": ")
            tables.unreadable[name] = Finding("unreadable", name, 0, name, message)
    return tables


def _accept(findings: Iterable[Finding], tables: Tables) -> list[Finding]:
    """Mark what the exceptions accept, and report exceptions that are idle or give no reason."""
    exceptions = {(row["check"], row["subject"]): row for row in tables.rows["exceptions.csv"]}
    used, result = set(), []
    for finding in findings:
        key = (finding.check, finding.subject)
        if key in exceptions and exceptions[key]["reason"].strip():
            used.add(key)
            result.append(replace(finding, is_fault=False, accepted=exceptions[key]["reason"]))
        else:
            result.append(finding)
    for (name, subject), row in exceptions.items():
        if not row["reason"].strip():
            said = f"{name} is accepted without a reason: say why, or take the row out"
            result.append(Finding("exception-without-reason", "exceptions.csv", row.line, subject, said))
        elif (name, subject) not in used and not tables.unreadable:
            said = f"{name} no longer happens: take the row out"
            result.append(Finding("idle-exception", "exceptions.csv", row.line, subject, said, is_fault=False))
    return result
