"""Write docs/accuracy.md: what ``hayy evaluate`` says of the annotated texts in tests/eval."""

from __future__ import annotations

import runpy
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from pathlib import Path
from typing import Any

from hayy.evaluate import Figures, load_gold
from hayy.evaluate.floors import parts, value
from hayy.evaluate.report import ROWS, confusion, number
from hayy.gazetteer import load
from hayy.gazetteer.evaluate import report

PAGE = Path(__file__).with_name("accuracy.md")
TEXTS = PAGE.parent.parent / "tests" / "eval"

# (what, figure, least or most, the aim): what the project wants on texts that nobody who wrote a rule has read.
AIMS = (
    ("detection F", "detection.F", "≥", 0.94),
    ("resolution", "resolution_accuracy", "≥", 0.98),
    ("status", "status_accuracy", "≥", 0.90),
    ("retaken P, document-place", "map_retaken.P", "≥", 0.95),
    ("retaken R", "map_retaken.R", "≥", 0.88),
    ("contested F", "map_contested.F", "≥", 0.80),
    ("event date right or null", "event_date.right_or_null", "≥", 0.90),
    ("false retaken, share of labels", "false_share", "≤", 0.02),
)
STATUSES = ("retaken", "contested", "held", "lost", "mentioned")
TITLES = {
    "annotated.jsonl": "The texts that define the scheme",
    "cases_ar.jsonl": "Further Arabic texts",
    "cases_en.jsonl": "Further English texts",
    "cases_ar_heldout.jsonl": "Arabic, held out",
    "cases_en_heldout.jsonl": "English, held out",
    "fresh_ar.jsonl": "Arabic articles, measured first and then read",
    "fresh_en.jsonl": "English articles, measured first and then read",
    "last_heldout.jsonl": "Arabic articles, held out to the end",
    "last_heldout_en.jsonl": "English articles, held out to the end",
}

HEAD = """# Accuracy

Made by `python docs/make_accuracy.py` (also `make docs`) from the annotated texts in `tests/eval/`; do not edit.

Each text is annotated mention by mention (which place, what is claimed of it, by whom, when, how far) and place by
place (what the text alone justifies on a map). `hayy evaluate FILE` compares, and agrees with the scorer of the
annotation scheme (`tests/eval/score.py`) to the last digit. What the figures mean:

- *detection*: a place name in or around the city is found (one shared character is a hit); *traps* are the same words
  meaning something else;
- *resolution*, *status*, *polarity*: shares of the names found whose place, status (or the other one that the annotator
  also accepts) and polarity are right; *extent*: of captures that were seen as captures;
- *event date*: of found names that carry more than a mention, the day is right, or left open. *Of dated* counts only
  those whose text gives a day, and a day left open is then a miss;
- *document-place*: what the map of the one text would show, against what it should;
- *false retaken*: a place shown as retaken that is not. The worst error; the aim is none.
"""

FIRST_SIGHT = """## At first sight

What each batch of articles gave when it was measured for the first time, before anybody who writes rules had read it;
afterwards it was read, and stands in the sets above. This is what to expect of new texts: few false reports, and gaps.

| batch, in order of writing | texts | status | retaken P | retaken R | contested F | false retaken |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| both languages (X019-X036, Y019-Y036) | 36 | 0.81 | 0.78 | 0.78 | 0.62 | 12 |
| English (Y037-Y052) | 16 | 0.77 | 0.71 | 0.44 | 0.71 | 6 |
| Arabic (X037-X044) | 8 | 0.74 | 0.85 | 0.44 | 0.74 | 2 |
| Arabic (X041-X048, the first half read) | 8 | 0.87 | 0.84 | 0.76 | 0.68 | 3 |
| Arabic (X049-X052) | 4 | 0.70 | 0.60 | 0.43 | 0.52 | 4 |
| English (Y201-Y218) | 18 | 0.78 | 0.93 | 0.39 | 0.76 | 1 |
| Arabic (X201-X218; not read since) | 18 | 0.90 | 0.91 | 0.93 | 0.82 | 4 |
| English, rich in idioms (Y219-Y228) | 10 | 0.73 | 0.87 | 0.33 | 0.67 | 2 |
| English, rich in idioms (Y229-Y238) | 10 | 0.69 | 0.71 | 0.32 | 0.57 | 5 |
| English, plain news prose (Y239-Y248) | 10 | 0.88 | 0.97 | 0.87 | 0.81 | 1 |
| English, plain news prose (Y249-Y260) | 12 | 0.92 | 0.87 | 0.87 | 0.91 | 4 |
| Arabic, rich in idioms (X053-X062) | 10 | 0.78 | 0.83 | 0.47 | 0.77 | 3 |
| Arabic, plain news prose (X063-X072) | 10 | 0.87 | 0.89 | 0.81 | 0.93 | 5 |
| Arabic, plain news prose (X073-X077) | 5 | 0.96 | 0.78 | 0.95 | 0.91 | 5 |
| Arabic, plain news prose (X301-X305; not read since) | 5 | 0.95 | 1.00 | 0.94 | 0.92 | 0 |
| English, plain news prose (Y301-Y312; not read since) | 12 | 0.92 | 0.94 | 0.83 | 0.88 | 2 |
| English, plain news prose (Y261-Y266) | 6 | 0.91 | 0.85 | 0.85 | 0.83 | 3 |

"""

LIMITS = """## What these figures do not say

- All texts are of the project's own writing. They imitate the manner of news copy; real articles are longer and
  messier, and repeat each other. Expect less on them.
- Whoever wrote a text annotated it, after one written scheme. Where two careful readers may differ, the scheme accepts
  both; a second annotator would be stricter.
- The held-out texts were written at the same time and in the same manner as the others. Nobody who writes rules reads
  them, but their figures are printed here each time, so they are not a blind test for ever.
- The samples are small. The intervals above are 95 % Wilson intervals, and they are wide.
- Texts about other cities, in other languages or of other kinds than news, posts and reports are hardly covered.
- Every text has a publication date. Without one, weekdays and "yesterday" cannot be placed and are left open.
- Being right about what a text claims says nothing about whether the claim is true.
"""


def generated(measured: Mapping[Path, Figures]) -> str:
    """The whole page, from the figures of every file of annotated texts."""
    return "\n".join([HEAD, *_aims(measured), FIRST_SIGHT, *_sets(measured), *_search(), LIMITS])


def _aims(measured: Mapping[Path, Figures]) -> Iterator[str]:
    held = {path: figures for path, figures in measured.items() if "heldout" in path.name}
    yield "## Against the aims: texts that were held out\n"
    yield (
        "The first two are a third of the cases of each language, written to be hard; the others are whole articles.\n"
        "Figures only: no rule was made from these texts.\n"
    )
    yield from _row("", "aim", *(_title(path) for path in held))
    yield from _row("---", *["---:"] * (len(held) + 1))
    for label, figure, sign, aim in AIMS:
        cells = []
        for path, figures in held.items():
            now = _share(path, figures, figure)
            met = now is not None and (now >= aim if sign == "≥" else now <= aim)
            cells.append("–" if now is None else f"{now:.3f}{'' if met else ' (missed)'}")
        yield from _row(label, f"{sign} {aim:g}", *cells)
    yield ""
    for path, figures in held.items():
        low, high = wilson(figures["map_retaken"]["tp"], figures["map_retaken"]["tp"] + figures["map_retaken"]["fp"])
        yield (
            f"{_title(path)}: {_size(path)}; {figures['false_retaken']} false retaken; "
            f"the true precision of retaken lies between {low:.2f} and {high:.2f}."
        )
    yield ""


def _sets(measured: Mapping[Path, Figures]) -> Iterator[str]:
    yield "## Every set\n"
    for path, figures in measured.items():
        yield f"### {_title(path)}: `{path.name}`\n"
        yield f"{_size(path)}.\n"
        columns = list(parts(figures)) if len(figures["by_language"]) > 1 else [("total", figures)]
        yield from _row("", *(name for name, _ in columns))
        yield from _row("---", *["---:"] * len(columns))
        for label, figure in ROWS:
            yield from _row(label, *(number(of, figure) for _, of in columns))
        yield from _false(path, figures)
        yield "\nStatus annotated (rows) and said (columns), of the names found:\n"
        yield from _row("", *STATUSES)
        yield from _row("---", *["---:"] * len(STATUSES))
        for gold, said in confusion(figures):
            yield from _row(gold, *(str(said.get(status, "")) for status in STATUSES))
        yield ""


def _false(path: Path, figures: Figures) -> Iterator[str]:
    if "heldout" in path.name:
        yield "\nWhich places were falsely retaken is not listed, so that the texts stay unread."
        return
    if figures["false_retaken_list"]:
        yield "\nFalsely retaken:\n"
    for wrong in figures["false_retaken_list"]:
        yield f"- {wrong['id']} {wrong['place']}: should be {wrong['gold']} ({wrong['why']})"


def _search() -> Iterator[str]:
    yield "## Gazetteer search: spellings that are not listed\n"
    yield report(load(), TEXTS / "names_seen.csv")
    yield ""


def _row(*cells: str) -> Iterator[str]:
    yield "| " + " | ".join(cells) + " |"


def _title(path: Path) -> str:
    return TITLES.get(path.name, path.stem)


def _share(path: Path, figures: Figures, figure: str) -> float | None:
    if figure == "false_share":
        return float(figures["false_retaken"]) / labels(load_gold(path).values())
    return value(figures, figure)


def _size(path: Path) -> str:
    rows = list(load_gold(path).values())
    names = sum(mention["in_scope"] for row in rows for mention in row["mentions"])
    traps = sum(not mention["in_scope"] for row in rows for mention in row["mentions"])
    return f"{len(rows)} texts with {names} names, {traps} traps and {labels(rows)} labels of places"


def labels(rows: Iterable[dict[str, Any]]) -> int:
    """How many (document, place) labels the annotation has."""
    return sum(len(row["doc_labels"]) for row in rows)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927); all of 0 to 1 for no trial.

    >>> [round(x, 2) for x in wilson(9, 10)]
    [0.6, 0.98]
    """
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, (middle - spread) / (1 + z * z / total)), min(1.0, (middle + spread) / (1 + z * z / total))


if __name__ == "__main__":
    PAGE.write_text(generated(runpy.run_path(str(TEXTS / "gate.py"))["measured"]()), encoding="utf-8")
