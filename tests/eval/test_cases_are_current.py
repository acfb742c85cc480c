"""The annotated cases are what their marked-up sources say, and every field of them can be trusted."""
from __future__ import annotations

import importlib.util
import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
FILES = sorted(path.name for kind in ("cases", "fresh", "last") for path in HERE.glob(f"{kind}_*.jsonl"))


def load_converter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotate", HERE / "annotate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


annotate = load_converter()


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf8").splitlines()]


def test_the_files_are_made_from_the_sources() -> None:
    made = annotate.cases()
    assert sorted(made) == FILES
    for name, text in made.items():
        assert (HERE / name).read_text(encoding="utf8") == text, f"{name}: run tests/eval/annotate.py"


@pytest.mark.parametrize("name", FILES)
def test_every_span_is_the_text_it_names(name: str) -> None:
    for row in rows(name):
        for mention in row["mentions"]:
            assert row["text"][mention["start"]:mention["end"]] == mention["surface"], row["id"]
        for claim in row["claims"]:
            assert row["text"][claim["start"]:claim["end"]] == claim["evidence"], row["id"]


@pytest.mark.parametrize("name", FILES)
def test_mentions_do_not_overlap_and_stay_clear_of_the_markup(name: str) -> None:
    for row in rows(name):
        assert not any(mark in row["text"] for mark in ("[[", "]]", "{{", "}}")), row["id"]
        ends = sorted((m["start"], m["end"]) for m in row["mentions"])
        assert all(before[1] <= after[0] for before, after in pairwise(ends)), row["id"]


@pytest.mark.parametrize("name", FILES)
def test_the_labels_cover_exactly_the_places_of_the_text(name: str) -> None:
    for row in rows(name):
        places = {m["canonical"] for m in row["mentions"] if m["in_scope"]}
        places |= {place for claim in row["claims"] for place in claim["places"]}
        assert set(row["doc_labels"]) == places, row["id"]


@pytest.mark.parametrize("name", FILES)
def test_a_retaken_label_rests_on_an_asserted_full_capture(name: str) -> None:
    for row in rows(name):
        for place, label in row["doc_labels"].items():
            readings = annotate.readings_of(place, row["mentions"], row["claims"])
            full = [r for r in readings if r["status"] == "retaken" and r["polarity"] == "asserted"
                    and r["extent"] in ("whole", "upto")]
            assert label["status"] != "retaken" or full, (row["id"], place)


@pytest.mark.parametrize("name", FILES)
def test_days_are_real_and_the_words_for_them_stand_in_the_text(name: str) -> None:
    for row in rows(name):
        published = date.fromisoformat(row["published"])
        for reading in row["mentions"] + row["claims"]:
            if reading["time"]:
                assert reading["time"] in row["text"], (row["id"], reading["time"])
            if reading["event_date"] and len(reading["event_date"]) > len("2016-12"):
                days = [date.fromisoformat(day) for day in reading["event_date"].split("/")]
                assert days == sorted(days), (row["id"], reading["event_date"])
                assert days[-1] <= published or reading["polarity"] == "planned", (row["id"], reading["event_date"])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_third_is_held_out_and_a_third_has_nothing_retaken(language: str) -> None:
    read, unread = rows(f"cases_{language}.jsonl"), rows(f"cases_{language}_heldout.jsonl")
    assert 0.30 <= len(unread) / len(read + unread) <= 0.36
    without = [row for row in read + unread
               if not any(label["status"] == "retaken" for label in row["doc_labels"].values())]
    assert len(without) / len(read + unread) >= 1 / 3


@pytest.mark.parametrize("block", [
    " A001 2016-12-01 | outlet\n[[a:الشعار]]\n---\na retaken GOV whole part\n",  # two extents
    " A001 2016-12-01 | outlet\n[[a:الشعار]]\n---\na retaken NATO\n",  # no such side
    " A001 2016-12-01 | outlet\n[[لا مكان كهذا]]\n---\n",  # a name that no table knows
    " A001 2016-12-01 | outlet\n[[b:الشعار]]\n---\na retaken GOV\n",  # a group that does not exist
    " A001 2016-12-01 | outlet\n[[الشعار]]\n---\na retaken GOV\n",  # a group that nothing uses
    " A001 2016-12-01 | outlet\n[[الشعار]]\n---\n= السكري held REB\n",  # a label for a place not in the text
    " A001 1 December | outlet\n[[الشعار]]\n---\n",  # no ISO day
])
def test_a_slip_in_the_markup_is_refused(block: str) -> None:
    kinds = annotate.read_kinds(HERE / "src" / "places.tsv")
    with pytest.raises(annotate.MarkupError):
        annotate.read_record(block, kinds)


def test_a_list_shares_one_reading_and_offsets_are_of_the_plain_text() -> None:
    kinds = annotate.read_kinds(HERE / "src" / "places.tsv")
    text = "سقط [[a:الشعار]] و[[a:السكرى=السكري+orthography]] {{b:وخرجت منهما=الشعار, السكري}}."
    block = f" A001 2016-12-01 | outlet\n{text}\n---\na retaken GOV part\nb lost REB part\n"
    row = annotate.read_record(block, kinds)
    assert row["text"] == "سقط الشعار والسكرى وخرجت منهما."
    assert [(m["start"], m["surface"], m["canonical"], m["flags"]) for m in row["mentions"]] == [
        (4, "الشعار", "الشعار", []), (12, "السكرى", "السكري", ["orthography"])]
    assert row["claims"][0]["evidence"] == "وخرجت منهما"
    assert row["doc_labels"]["السكري"] == {
        "status": "contested", "disputed": False, "partial": True, "actors": ["GOV", "REB"]}
