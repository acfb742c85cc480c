"""How fast hayy finds and resolves names, beside what one would write first: ``python -m benchmarks.finding``.

One run, one process, one core, the same generated stream for all (``corpus.py``), megabytes of UTF-8 per second of
CPU time. What matters are the ratios, since machines differ:

* ``read``: decoding UTF-8, the limit;
* ``exact``: the usual exact pipeline, ``str.translate`` to fold and Aho-Corasick over the names; it decides nothing;
* ``windows``: what one writes first, n-gram windows and ``rapidfuzz.process.extractOne`` (on a sample: it is slow);
* ``finding``: hayy, raw text in, every mention resolved with its reasons; cold (every spelling is new) and warm;
* ``quiet``: the same over the three quarters that speak of other things;
* ``claims``: the whole way from text to claims, warm.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import fuzz, process

from benchmarks.corpus import documents
from hayy.finding import Finder
from hayy.gazetteer import Gazetteer, load
from hayy.model import Document
from hayy.pipeline import Reader
from hayy.text import fold, fold_character

_SAMPLE_BYTES = 60_000  # for the windows
_LONGEST_WINDOW = 3


def megabytes(texts: Iterable[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def timed(work: Callable[[str], object], texts: list[str]) -> float:
    """Megabytes a second of CPU time."""
    start = time.process_time()
    for text in texts:
        work(text)
    return megabytes(texts) / (time.process_time() - start)


def exact_pipeline(gazetteer: Gazetteer) -> Callable[[str], object]:
    letters = {code: folded for code in range(0x20, 0x2100) if len(folded := fold_character(code)) < 2}
    table = {code: folded or None for code, folded in letters.items() if folded != chr(code)}
    search = AhoCorasick(
        sorted({fold(name.form).text for name in gazetteer.names}), matchkind=MatchKind.LeftmostLongest
    )
    return lambda text: search.find_matches_as_indexes(text.translate(table))


def windows(gazetteer: Gazetteer) -> Callable[[str], object]:
    names = sorted({fold(name.form).text for name in gazetteer.names})

    def find(text: str) -> list[object]:
        words = re.findall(r"\w+", fold(text).text)
        runs = (" ".join(words[i : i + n]) for i in range(len(words)) for n in range(1, _LONGEST_WINDOW + 1))
        return [hit for run in runs if (hit := process.extractOne(run, names, scorer=fuzz.ratio, score_cutoff=85))]

    return find


def run(size: float, seed: int) -> dict[str, float]:
    """The speed of each way, in megabytes a second."""
    texts = documents(size, seed)
    gazetteer = load()
    speeds = {"read": _reading(texts), "exact": timed(exact_pipeline(gazetteer), texts)}
    sample: list[str] = []
    while megabytes(sample) * 1e6 < min(_SAMPLE_BYTES, size * 1e6):
        sample.append(texts[len(sample)])
    speeds["windows"] = timed(windows(gazetteer), sample)
    finder = Finder(gazetteer)

    def find(text: str) -> object:
        return finder.find(Document("benchmark", text))

    speeds["finding cold"] = timed(find, texts)
    speeds["finding warm"] = timed(find, texts)
    speeds["quiet"] = timed(find, [text for text in texts if not find(text)])
    reader = Reader(gazetteer)
    day = date(2016, 12, 12)

    def read(text: str) -> object:
        return reader.read(Document("benchmark", text, published=day))

    few = texts[: max(len(texts) // 8, 1)]
    timed(read, few)
    speeds["claims"] = timed(read, few)
    return speeds


def _reading(texts: list[str]) -> float:
    raw = [text.encode() for text in texts]
    start = time.process_time()
    for data in raw:
        data.decode()
    return megabytes(texts) / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=20, help="size of the stream (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    speeds = run(options.mb, options.seed)
    if options.json:
        json.dump({name: round(speed, 3) for name, speed in speeds.items()}, sys.stdout)
        return
    print(f"{options.mb:g} MB, Python {sys.version.split()[0]}\n\n| way | MB/s | of exact |\n|---|---:|---:|")
    for name, speed in speeds.items():
        print(f"| {name} | {speed:.3g} | {speed / speeds['exact']:.3g} |")


if __name__ == "__main__":
    main()
