"""Any text is read without an exception, in bounded time, and every offset holds: what is found stands in the text."""

from __future__ import annotations

import importlib
import itertools
import json
import pkgutil
import re
import time
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hayy
from hayy.gazetteer import Gazetteer, load
from hayy.model import Document
from hayy.pipeline import Reader
from hayy.records import to_record

# What the reader reacts to, and what upsets parsers; texts are strung together from these and from any letters.
PIECES = [
    *"سيطر الجيش-السوري على حي أحياء الشعار و كرم-الجبل وصولا-إلى باب النيرب نفى أمس اليوم-الاثنين لم من".split(),
    *"دوار قلعة-حلب حلب ، . « » ( ) ـ َّ ١٢ ﻻ ﷺ İ ’ ' \" ` \\ - {{7*7}} {% </script> ${x} 's 90 %".split(),
    *"The army took Karm-al-Jabal and Sheikh-Saeed district on-Monday denied said not 12-Dec-2016".split(),
    *"\n \u200f \u202e \u2011 \u2028".split(" "),
]
PIECES += [piece.replace("-", " ") for piece in PIECES if len(piece) > 3 and "-" in piece]
SPACES = st.sampled_from([" ", "", "\u00a0", "\t", " \n"])
LETTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
TEXTS = st.lists(st.tuples(st.one_of(st.sampled_from(PIECES), LETTERS), SPACES), min_size=1, max_size=40).map(
    lambda parts: "".join(piece + space for piece, space in parts)
)


@cache
def gazetteer() -> Gazetteer:
    return load()


@cache
def reader() -> Reader:
    return Reader(gazetteer())


def record_of(text: str, lang: str | None = "ar") -> dict[str, Any]:
    return to_record(reader().read(Document("d", text, "An outlet", None, date(2016, 12, 12), lang)), gazetteer())


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["ar", "en", None, "tlh"]))
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str, lang: str | None) -> None:
    record = record_of(text, lang)
    json.dumps(record, allow_nan=False)
    places = gazetteer().places
    for mention in record["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["surface"]
        assert mention["surface"]
        assert mention["place"] is None or mention["place"] in places
    spans = sorted((mention["start"], mention["end"]) for mention in record["mentions"])
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans)), "mentions overlap"
    for claim in record["claims"]:
        start, end = claim["evidence"]
        assert 0 <= start < end <= len(text)
        assert claim["place"] in places
        if claim["mention"] is not None:
            named = record["mentions"][claim["mention"]]
            assert named["place"] == claim["place"]
            assert start <= named["start"] < named["end"] <= end


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_reading_depends_on_nothing_but_the_text(text: str) -> None:
    assert record_of(text) == record_of(text)


LARGE = {
    "one word": "ا",
    "one name": "الشعار ",
    "a list without end": "سيطر الجيش على أحياء الشعار وكرم الجبل و",
    "English lists": "troops took Shaar, Karm al-Jabal and ",
    "brackets": "(",
    "quotes": "«",
    "dashes": "-",
    "digits": "1",
    "dates": "12/12/2016 ",
    "marks": "َ",
    "spaces": " ",
    "denials": "نفى ",
    "conjunctions": "و",
    "line ends": "\n",
}


# What takes the square of the length meets the timeout here; what is linear takes a few seconds.
@pytest.mark.parametrize("name", LARGE)
def test_a_line_of_one_thing_over_and_over_is_read_in_bounded_time(name: str) -> None:
    text = "حلب " + LARGE[name] * (50_000 // len(LARGE[name]))
    assert record_of(text)["schema"] == "hayy.read/1"


@pytest.mark.parametrize("end", ["", "\n"], ids=["one line", "many lines"])
def test_a_long_text_is_read_in_bounded_time(end: str) -> None:
    sentence = "سيطر الجيش السوري أمس على حي الشعار في مدينة حلب بعد معارك عنيفة مع المسلحين. " + end
    record = record_of(sentence * (100_000 // len(sentence)))
    assert record["places"]["shaar"]["status"] == "retaken"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of hayy holds, in containers too."""

    def within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                yield value
        elif depth < 3 and isinstance(value, dict):
            for item in value.values():
                yield from within(item, depth + 1)
        elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
            for item in value:
                yield from within(item, depth + 1)

    for module in pkgutil.walk_packages(hayy.__path__, "hayy."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((f"{module.name}.{name}", pattern) for pattern in within(value))


HOSTILE = [
    unit * (50_000 // len(unit)) for unit in (" ", "a", "ا", "1", "-", ".", "و ", "a ", "1/", "<", "\n", "'a", "({", "َ")
]


def test_no_pattern_is_slow_on_hostile_text() -> None:
    found = list(patterns())
    assert len(found) > 5
    slow = []
    for name, pattern in found:
        for text in HOSTILE:
            for hostile in (text, text + "!"):
                start = time.process_time()
                # From one place: that trying it from every place stays cheap is for the tests above to show.
                pattern.match(hostile)
                # A linear pattern takes a few hundredths of a second; one that backtracks takes minutes.
                if (spent := time.process_time() - start) > 2:
                    slow.append(f"{name} {pattern.pattern!r} took {spent:.1f} s on {hostile[:5]!r}...")
    assert not slow, "\n".join(slow)
