"""What adding 10,000 articles to a project costs, in one go and with kills at random moments.

Run: python benchmarks/project.py [COUNT [KILLS]]. Last measured (2 cores of a shared machine, Python 3.11): 10,000
articles in 128 s (247 s beside other work), at most 160 MB of memory (129 MB for 200 articles), 37 MB of file; 20
kills, nothing lost.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STORY = Path(__file__).resolve().parent.parent / "tests" / "story"
sys.path.insert(0, str(STORY))

from generated import write  # noqa: E402


def add(path: Path, articles: Path, seconds: float | None = None) -> int:
    """The exit code of ``hayy add``; killed after so many seconds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hayy.cli", "add", str(path), str(articles)], stderr=subprocess.PIPE
    )
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode


def stored(path: Path) -> int:
    """How many documents a file holds that must be whole."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        made = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'documents'").fetchone()[0]
        return connection.execute("SELECT count(*) FROM documents").fetchone()[0] if made else 0
    finally:
        connection.close()


def main(count: int, kills: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        articles = write(Path(folder) / "articles.jsonl", count)
        path = Path(folder) / "once.gpkg"
        started = time.perf_counter()
        assert add(path, articles) == 0
        took = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(
            f"{count} articles: {took:.0f} s, at most {memory} MB of memory, {path.stat().st_size / 1e6:.0f} MB of file"
        )
        chance = random.Random(3)  # noqa: S311
        path, before = Path(folder) / "killed.gpkg", 0
        for _ in range(kills):
            add(path, articles, 1 + chance.random() * took / 4)
            now = stored(path)
            assert now >= before, "something is lost"
            before = now
        assert add(path, articles) == 0
        assert stored(path) == count
        print(f"{kills} kills: nothing lost")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 20)
