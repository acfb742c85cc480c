"""Many articles in one file: killed at many moments, added by two processes at once, in memory that does not grow."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from hayy.gazetteer import load
from hayy.store import Project

Write = Callable[[Path, int], Path]
HERE = Path(__file__).parent
ALEPPO = load()
ADD = [sys.executable, "-m", "hayy.cli", "add"]
PEAK = "import resource, sys; from hayy.cli.group import cli; cli.main(sys.argv[1:], standalone_mode=False); "
PEAK += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def test_killed_at_many_moments_the_file_is_whole_and_nothing_is_lost(tmp_path: Path, write: Write) -> None:
    articles = write(tmp_path / "articles.jsonl", 60)
    command = [sys.executable, str(HERE / "killing.py"), str(tmp_path), str(articles), "20", "24"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert ran.returncode == 0, ran.stderr[-2000:]
    report = json.loads(ran.stdout)
    assert report["faults"] == []
    assert report["died"] >= 12
    # Some died before anything was stored and some in the midst of it, or the test has tested nothing.
    assert 0 in report["sizes"]
    assert {20, 40} & set(report["sizes"])


def test_two_processes_add_at_once(tmp_path: Path, write: Write) -> None:
    one, two = write(tmp_path / "one.jsonl", 300), write(tmp_path / "two.jsonl", 400)  # the first 300 are the same
    path = tmp_path / "both.gpkg"
    running = [subprocess.Popen([*ADD, str(path), str(file)], stderr=subprocess.PIPE, text=True) for file in (one, two)]
    said = [process.communicate(timeout=110)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    with Project.open(path, ALEPPO) as project:
        assert project.count("documents") == 400
        stored = list(project.readings())
        assert len({reading.document.id for reading in stored}) == 400
        assert project.count("mentions") == sum(len(reading.mentions) for reading in stored)
        assert project.count("state") == len({claim.place for reading in stored for claim in reading.claims})


def peak(folder: Path, count: int, write: Write) -> int:
    """The most memory that adding so many articles took, in KiB."""
    articles = write(folder / f"{count}.jsonl", count)
    command = [sys.executable, "-c", PEAK, "add", str(folder / f"{count}.gpkg"), str(articles)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=110)
    return int(ran.stdout)


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path, write: Write) -> None:
    few, many = peak(tmp_path, 250, write), peak(tmp_path, 1000, write)
    with Project.open(tmp_path / "1000.gpkg", ALEPPO) as project:
        assert project.count("documents") == 1000
    assert many < few + 40_000
