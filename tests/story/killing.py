"""Adds articles in children that stop dead at many moments, and says what they left: a script, run by the tests.

Two ways of dying: at a given step of SQLite's machine, the way SQLite tests itself, and by SIGKILL after a random time.
Nothing is cleaned up in either. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from hayy.documents import read_documents
from hayy.gazetteer import load
from hayy.model import Reading
from hayy.pipeline import Reader
from hayy.store import Project, Versions

GAZETTEER = load()
BY = Versions("reader", GAZETTEER.version)


def add(path: Path, readings: list[Reading], batch: int, *, steps: int | None = None) -> None:
    """Add in batches; die at the given step."""
    project = Project.open(path, GAZETTEER, create=True)
    if steps is not None:
        left = [steps]

        def tick() -> int:
            left[0] -= 1
            if left[0] <= 0:
                os._exit(9)
            return 0

        project._db.set_progress_handler(tick, 200)
    for start in range(0, len(readings), batch):
        project.add(readings[start : start + batch], BY)
    project.close()


def child(path: Path, readings: list[Reading], batch: int, steps: int | None, after: float | None) -> bool:
    """Run :func:`add` in a child that dies; whether it did."""
    pid = os.fork()
    if pid == 0:
        add(path, readings, batch, steps=steps)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return status != 0


def faults(path: Path, readings: list[Reading], batch: int) -> list[str]:
    """Everything in which the file is neither the old nor the new state."""
    if not path.exists() or path.stat().st_size == 0:
        return []
    found = []
    with sqlite3.connect(path) as connection:
        if (said := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            found.append(said)
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            return found
    with Project.open(path, GAZETTEER) as project:
        stored = list(project.readings())
        if stored != readings[: len(stored)]:
            found.append("a reading differs")
        if len(stored) % batch and len(stored) != len(readings):
            found.append(f"{len(stored)} documents: half a batch")
        if project.count("state") != len({c.place for r in stored for c in r.claims}):
            found.append("the state is not that of the claims")
    return found


def main(folder: Path, articles: Path, batch: int, kills: int) -> None:
    reader = Reader(GAZETTEER)
    readings = [reader.read(document) for document in read_documents([articles])]
    chance = random.Random(7)  # noqa: S311
    report: dict[str, Any] = {"died": 0, "sizes": [], "faults": []}
    for number in range(kills):
        path = folder / f"{number}.gpkg"
        steps = chance.randrange(1, 40 * 2 ** chance.randrange(9)) if number % 2 else None
        after = None if number % 2 else chance.random() * 0.5
        report["died"] += child(path, readings, batch, steps, after)
        report["faults"] += faults(path, readings, batch)
        if path.exists() and path.stat().st_size:
            with Project.open(path, GAZETTEER, create=True) as project:
                report["sizes"].append(project.count("documents"))
        add(path, readings, batch)  # what was stopped is given again: all of it is there
        report["faults"] += faults(path, readings, len(readings))
        with Project.open(path, GAZETTEER) as project:
            if project.count("documents") != len(readings):
                report["faults"].append("something is lost")
        path.unlink()
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
