"""How well search finds a spelling that is not listed: ``python -m hayy.gazetteer.evaluate [names_seen.csv]``.

Every form is searched with itself left out of the index. Two sets: the Latin forms of the names table, and spellings
seen in news (``tests/eval/names_seen.csv``: name_ar, variant_seen, source_url). Rows of the latter that are marked in
brackets as machine translation, typo, clash or with a question mark are set apart, not counted.

A *strict* run leaves out, besides the form, every form that differs from it only in articles, apostrophes, accents and
capitals. The command prints the section of ``docs/accuracy.md``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hayy.gazetteer.latin import is_arabic, words_of
from hayy.gazetteer.search import ACCEPT, Hit, Index, is_ambiguous
from hayy.gazetteer.tablefiles import read_rows, read_text
from hayy.gazetteer.tables import Gazetteer, load
from hayy.text import fold_name

_APART = re.compile(r"\([^)]*(?:machine|typo|clash|\?)[^)]*\)|\?")
_GLOSS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A spelling and the place it means; ``apart`` if it is marked as no fair spelling."""

    form: str
    place: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What search answered to one spelling."""

    pair: Pair
    hits: tuple[Hit, ...]

    @property
    def right(self) -> bool:
        """The best answer is the place that was meant."""
        return bool(self.hits) and self.hits[0].place == self.pair.place

    @property
    def accepted(self) -> bool:
        """The best answer is the place that was meant, and its score says so."""
        return self.right and self.hits[0].accepted

    @property
    def ambiguous(self) -> bool:
        """The spelling fits two places and search says so, giving the one that was meant among them."""
        return is_ambiguous(list(self.hits)) and self.pair.place in {hit.place for hit in self.hits if hit.accepted}

    @property
    def wrong(self) -> tuple[Hit, ...]:
        """Accepted answers that are another place."""
        return tuple(hit for hit in self.hits if hit.accepted and hit.place != self.pair.place)


@dataclass(frozen=True, slots=True)
class Figures:
    """The results of one set of spellings."""

    name: str
    results: tuple[Result, ...]

    @property
    def total(self) -> int:
        """How many spellings were searched."""
        return len(self.results)

    @property
    def top1(self) -> float:
        """Share of spellings whose best answer is right, 0 to 1."""
        return sum(result.right for result in self.results) / self.total

    @property
    def accepted(self) -> float:
        """Share of spellings whose best answer is right and above the threshold, 0 to 1."""
        return sum(result.accepted for result in self.results) / self.total

    @property
    def ambiguous(self) -> int:
        """Spellings that fit two places, with both given and said so."""
        return sum(result.ambiguous for result in self.results)

    @property
    def wrong_accepted(self) -> list[Result]:
        """Spellings with another place above the threshold that are not told as ambiguous."""
        return [result for result in self.results if result.wrong and not result.ambiguous]


def listed_pairs(gazetteer: Gazetteer) -> Iterator[Pair]:
    """The Latin forms of the names table."""
    return (Pair(name.form, name.place) for name in gazetteer.names if name.lang != "ar")


def seen_pairs(gazetteer: Gazetteer, table: Path) -> Iterator[Pair]:
    """The spellings of a ``names_seen.csv``; a cell may hold two, parted by `` / ``.

    Raises:
        KeyError: a ``name_ar`` is no name of the gazetteer.
    """
    places = {fold_name(name.form): name.place for name in reversed(gazetteer.names)}
    for row in read_rows(read_text(table), table, ("name_ar", "variant_seen")):
        variant = row["variant_seen"]
        for form in _GLOSS.sub("", variant).split(" / "):
            yield Pair(form.strip(), places[fold_name(row["name_ar"])], bool(_APART.search(variant)))


def measure(gazetteer: Gazetteer, name: str, pairs: Iterable[Pair], *, strict: bool = False) -> Figures:
    """Search every spelling with itself left out (``strict``: and every form that is hardly different)."""
    index = Index(gazetteer.names)
    alike: dict[str, set[str]] = {}
    for known in gazetteer.names:
        alike.setdefault(_bare(known.form), set()).add(known.form)
    results = []
    for pair in pairs:
        without = alike.get(_bare(pair.form), set()) if strict else {pair.form}
        results.append(Result(pair, tuple(index.search(pair.form, without=without))))
    return Figures(name, tuple(results))


def _bare(form: str) -> str:
    return " ".join(words_of(form))


def report(gazetteer: Gazetteer, seen: Path) -> str:
    """The figures as Markdown."""
    listed, news = list(listed_pairs(gazetteer)), list(seen_pairs(gazetteer, seen))
    fair = [pair for pair in news if not pair.apart]
    runs = [
        measure(gazetteer, "Latin forms of the names table", listed),
        measure(gazetteer, "the same, strict", listed, strict=True),
        measure(gazetteer, "spellings seen in news", fair),
        measure(gazetteer, "the same, strict", [pair for pair in fair if not is_arabic(pair.form)], strict=True),
        measure(gazetteer, "set apart: machine translation, typo, clash", [pair for pair in news if pair.apart]),
    ]
    lines = [
        "| spelling, itself left out of the index | number | right first | and accepted | told as ambiguous | wrong |",
        "|---|---|---|---|---|---|",
    ]
    for run in runs:
        shares = f"{run.top1:.1%} | {run.accepted:.1%}"
        lines.append(f"| {run.name} | {run.total} | {shares} | {run.ambiguous} | {len(run.wrong_accepted)} |")
    lines += [
        "",
        f"An answer is accepted from a score of {ACCEPT:g}; *wrong* counts accepted answers that are another place.",
    ]
    missed = [result for run in (runs[0], runs[2]) for result in run.results if not result.right]
    lines += ["", "Not found first: " + "; ".join(_missed(result) for result in missed) + "."]
    return "\n".join(lines)


def _missed(result: Result) -> str:
    answer = result.hits[0].place if result.hits else "no answer"
    return f"{result.pair.form} (is {result.pair.place}, answer {answer})"


if __name__ == "__main__":
    table = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/eval/names_seen.csv")
    sys.stdout.write(report(load(), table) + "\n")
