"""Date expressions against cases as data, and properties that hold for every text."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hayy.dates import find_dates, is_vague, role_of, undated
from hayy.dates.lexicon import forms, lexemes
from hayy.errors import DataError
from hayy.model import When
from hayy.text import tokens

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "dates.json").read_text(encoding="utf-8")
)


def day_of(case: dict[str, Any]) -> date | None:
    return date.fromisoformat(case["published"]) if case["published"] else None


def days(when: When) -> str:
    return str(when.first) if when.first == when.last else f"{when.first}/{when.last}"


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{c['comment']}" for i, c in enumerate(CASES)])
def test_case(case: dict[str, Any]) -> None:
    found = find_dates(case["text"], day_of(case), case["lang"])
    assert all(w.words for w in found)
    told = [[w.words.of(case["text"]), days(w), w.precision] for w in found if w.words]
    assert told == [expected[:3] for expected in case["expect"]]
    for when, expected in zip(found, case["expect"], strict=True):
        if len(expected) > 3:
            assert role_of(when) == expected[3]
    if "undated" in case:
        lost = [span.of(case["text"]) for span in undated(case["text"], day_of(case), case["lang"])]
        assert lost == case["undated"]


def test_there_are_enough_cases_and_negatives() -> None:
    assert len(CASES) >= 120
    assert sum(not case["expect"] for case in CASES) >= 40


def test_reasons_tell_what_the_reader_must_know() -> None:
    published = date(2016, 12, 12)
    assert find_dates("السبت 9 كانون الأول 2016", published)[0].reason.count("contradiction") == 1
    assert "contradiction" in find_dates("أمس السبت", published)[0].reason
    assert find_dates("talks go on next Tuesday", published)[0].reason.startswith("future:")
    assert find_dates("حتى ظهر اليوم", published)[0].reason.startswith("until;")
    assert "2016-12-12" in find_dates("on Sunday", published)[0].reason


def test_every_annotated_date_is_found(root: Path) -> None:
    """Each (words, publication) pair of the annotated texts gives the day that its annotator worked out."""
    missed, pairs = [], 0
    for line in (root / "tests" / "eval" / "annotated.jsonl").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        found = find_dates(doc["text"], date.fromisoformat(doc["published"]), doc["lang"])
        for words, gold in {(m["time"], m["event_date"]) for m in doc["mentions"] + doc["claims"] if m["time"]}:
            pairs += 1
            spots = [i for i in range(len(doc["text"])) if doc["text"].startswith(words, i)]
            near = [w for w in found for i in spots if w.words and w.words.start < i + len(words) and i < w.words.end]
            told = [str(w.first)[:7] if w.precision == "month" else days(w) for w in near if not is_vague(w)]
            if gold not in (told or [None]):
                missed.append((doc["id"], words, gold, told))
    assert pairs >= 40
    assert not missed


WORDS = [
    *sorted({" ".join(form) for form in forms()}),
    "2016",
    "12",
    "3",
    "٥",
    "/",
    "-",
    ",",
    ".",
    "\n",
    "(",
    "الحي",
    "took",
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["ar", "en", None]),
)
@example("tomorrow الاثنين", date(2000, 1, 3), "ar")
def test_any_words_give_ordered_days_not_after_publication(text: str, published: date, lang: str | None) -> None:
    last_end = 0
    for when in find_dates(text, published, lang):
        assert when.words
        assert last_end <= when.words.start < when.words.end <= len(text)
        last_end = when.words.end
        assert when.first <= when.last
        if "future" not in when.reason:
            assert when.first <= published
            if when.precision in ("day", "interval"):
                assert when.last <= published


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_without_publication_only_whole_dates_are_placed(text: str) -> None:
    """What is found without a publication date does not change when one is given: nothing was guessed."""
    late = {w.words: (w.first, w.last) for w in find_dates(text, date(2029, 12, 31), "ar")}
    for when in find_dates(text, None, "ar"):
        if when.precision != "since":
            assert late.get(when.words) == (when.first, when.last)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for when in find_dates(text, date(2016, 12, 12)):
        assert when.words
        assert when.words.of(text).strip()


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_found_by_walking_back(published: date, back: int) -> None:
    """The slow obvious way: go back day by day until the weekday fits."""
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    day = published - timedelta(days=back)
    assert [w.first for w in find_dates(f"on {names[day.weekday()]}", published)] == [day]


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_iso_and_written_dates_agree(day: date) -> None:
    months = [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ]
    for text in (day.isoformat(), f"{day.day} {months[day.month - 1]} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert [(w.first, w.last) for w in find_dates(text, None)] == [(day, day)]


def test_a_form_under_two_kinds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    forms.cache_clear()
    monkeypatch.setattr("hayy.dates.lexicon.tomllib.loads", lambda _: {"day": {"1": ["x"]}, "week": {"1": ["x"]}})
    with pytest.raises(DataError, match="stands twice"):
        forms()
    monkeypatch.undo()
    forms.cache_clear()
    assert forms()


HOSTILE = [
    "1/",
    "2016-12-",
    "في ",
    "the ",
    "و",
    "Dec ",
    "last ",
    "يوم ",
    "ليل ",
    "5 و",
    "a",
    "\n",
    "1:1",
    "(",
    "منذ ",
    "ـ",
]


@pytest.mark.parametrize("unit", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        find_dates(text, date(2016, 12, 12))
        return time.process_time() - start

    # Four times the text takes four times as long, where squares would take sixteen times; on a busy machine the least
    # of several runs tells, taken in turn.
    pairs = [(seconds(12_500), seconds(50_000)) for _ in range(5)]
    quarter, whole = (min(times) for times in zip(*pairs, strict=True))
    assert whole < 9 * quarter + 0.1


def test_lexemes_cover_figures_of_any_length() -> None:
    assert [x.value for x in lexemes(tokens("9" * 6000))] == [-1]
