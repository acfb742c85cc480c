"""Search: cases as data, the measured floors, invariances, and never one place for another."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from hayy.cli.group import cli
from hayy.gazetteer import load
from hayy.gazetteer.describe import NEAR_LETTERS, near_names
from hayy.gazetteer.evaluate import Figures, listed_pairs, measure, seen_pairs
from hayy.gazetteer.latin import is_arabic, name_key, skeleton
from hayy.gazetteer.search import LIST_FROM, Index, _similar, is_ambiguous, search
from hayy.text import fold_name

ALEPPO = load()
INDEX = Index(ALEPPO.names)
CASES = json.loads(
    (Path(__file__).resolve().parent.parent / "cases" / "gazetteer_search.json").read_text(encoding="utf-8")
)
ARABIC = sorted({name.form for name in ALEPPO.names if is_arabic(name.form)})
# One key, two places: no search can tell which is meant, and it says so.
ONE_SPELLING = frozenset({"karm-al-dada", "karm-al-daadaa"})


@pytest.mark.parametrize("case", CASES, ids=[f"{case['query']}: {case['comment']}" for case in CASES])
def test_a_query_finds_its_place(case: dict[str, Any]) -> None:
    hits = search(ALEPPO, case["query"])
    if case["place"] is None:
        assert hits == []
    else:
        assert hits[0].place == case["place"]
        assert {hit.place for hit in hits if hit.accepted} <= {case["place"]}


@pytest.fixture(scope="module")
def listed() -> Figures:
    return measure(ALEPPO, "listed", listed_pairs(ALEPPO))


@pytest.fixture(scope="module")
def seen(root: Path) -> Figures:
    pairs = seen_pairs(ALEPPO, root / "tests" / "eval" / "names_seen.csv")
    return measure(ALEPPO, "seen", [pair for pair in pairs if not pair.apart])


def test_spellings_that_are_not_listed_are_found(listed: Figures, seen: Figures) -> None:
    assert listed.total > 900
    assert listed.top1 >= 0.975
    assert listed.accepted >= 0.78
    assert seen.total == 76
    assert seen.top1 >= 0.98
    assert seen.accepted >= 0.88


def test_no_wrong_place_is_accepted(listed: Figures, seen: Figures) -> None:
    for figures in (listed, seen):
        assert [(result.pair, result.wrong) for result in figures.wrong_accepted] == []
        ambiguous = {result.pair.place for result in figures.results if result.ambiguous}
        assert ambiguous == ONE_SPELLING


def test_rows_marked_as_no_fair_spelling_are_set_apart(root: Path) -> None:
    pairs = seen_pairs(ALEPPO, root / "tests" / "eval" / "names_seen.csv")
    apart = {pair.form for pair in pairs if pair.apart}
    assert {"Karim Hum", "Sheikh Lufti", "El Makamat", "Karam al Dada", "حي النيرب"} <= apart
    assert "Al Sheij Said" not in apart


def test_a_spelling_that_fits_two_places_gives_both_and_says_so() -> None:
    runner = CliRunner()
    for query in ("Karm al-Dada", "Karam al-Dada"):
        result = runner.invoke(cli, ["gazetteer", "search", query, "--format", "json"])
        assert [hit["id"] for hit in json.loads(result.stdout)][:2] == ["karm-al-dada", "karm-al-daadaa"]
        assert "ambiguous" in result.stderr
    assert not is_ambiguous(search(ALEPPO, "كرم الدادا"))
    assert not is_ambiguous(search(ALEPPO, "Sheikh Said"))


def test_json_is_a_list_with_the_best_first() -> None:
    result = CliRunner().invoke(cli, ["gazetteer", "search", "sheikh said", "--format", "json"])
    assert (result.exit_code, result.stderr) == (0, "")
    best = json.loads(result.stdout)[0]
    assert list(best) == ["id", "name_ar", "name_en", "names_ar", "names_en", "score", "form", "source"]
    assert (best["id"], best["name_ar"], best["score"]) == ("sheikh-saeed", "الشيخ سعيد", 100)
    assert "حي الشيخ سعيد" in best["names_ar"]
    assert "Cheikh Saïd" in best["names_en"]


def test_no_hit_is_an_empty_list_and_no_error() -> None:
    result = CliRunner().invoke(cli, ["gazetteer", "search", "Stockholm", "--format", "json"])
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    result = CliRunner().invoke(cli, ["gazetteer", "search", "Palmyra"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "elsewhere: Palmyra (Homs)" in result.stderr


def test_the_table_marks_what_is_only_a_suggestion() -> None:
    lines = CliRunner().invoke(cli, ["gazetteer", "search", "Handarat"]).stdout.splitlines()
    assert lines[1].startswith("100 ")
    assert all(line.split()[0].endswith("?") for line in lines[2:])


MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u200c\u200d\u200e\u200f"
INSERTED = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(MARKS)), max_size=4)


@given(st.sampled_from(ARABIC), INSERTED, st.booleans())
def test_marks_and_final_letters_never_change_the_place(
    form: str, inserted: list[tuple[int, str]], final: bool
) -> None:
    changed = form.translate(str.maketrans("يةأإآ", "ىهااا")) if final else form
    for at, mark in inserted:
        changed = changed[:at] + mark + changed[at:]
    found, plain = INDEX.search(changed), INDEX.search(form)
    assert [(hit.place, hit.score) for hit in found[:1]] == [(hit.place, hit.score) for hit in plain[:1]]


@given(st.sampled_from(ARABIC), st.sampled_from("وفبلك"))
def test_a_clitic_never_changes_the_place(form: str, clitic: str) -> None:
    swallowed = "لل" + form.removeprefix("ال") if clitic == "ل" and form.startswith("ال") else clitic + form
    assert INDEX.search(swallowed)[0].place == INDEX.search(form)[0].place


def test_names_of_two_places_are_never_accepted_for_each_other() -> None:
    for name in ALEPPO.names:
        accepted = {hit.place for hit in INDEX.search(name.form) if hit.accepted}
        assert accepted in ({name.place}, ONE_SPELLING), name


LETTERS = st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


@given(st.sampled_from(ARABIC), st.integers(0, 30), LETTERS, st.sampled_from(["replace", "insert", "drop", "swap"]))
def test_a_slip_of_one_letter_never_leads_to_another_place(form: str, at: int, letter: str, how: str) -> None:
    at %= len(form)
    slipped = {
        "replace": form[:at] + letter + form[at + 1 :],
        "insert": form[:at] + letter + form[at:],
        "drop": form[:at] + form[at + 1 :],
        "swap": form[:at] + form[at + 1 : at + 2] + form[at : at + 1] + form[at + 2 :],
    }[how]
    meant = {name.place for name in ALEPPO.names if name.form == form}
    accepted = [hit for hit in INDEX.search(slipped) if hit.accepted]
    # A slip may make the very name of another place (الشهداء, الشهباء); likeness alone must not.
    others = [hit for hit in accepted if hit.place not in meant and not _same_name(slipped, hit.form)]
    assert others == []


def _same_name(query: str, form: str) -> bool:
    """Whether a form is the query itself but for articles, clitics, heads and spaces: an exact match, no likeness."""
    one, other = (fold_name(text).replace(" ", "").replace("ال", "") for text in (query, form))
    bare = [one, *(one.removeprefix(clitic) for clitic in ("لل", "و", "ف", "ب", "ل", "ك"))]
    return any(text.endswith(other) or other.endswith(text) for text in bare if text)


def _plain_similar(one: str, other: str) -> float:
    """The likeness as it is defined, without the short ways out."""
    return (fuzz.ratio(one, other) + fuzz.ratio(skeleton(one), skeleton(other))) / 2


@given(st.text("abdjklmnrstuxy", max_size=12), st.text("abdjklmnrstuxy", max_size=12))
def test_the_short_ways_out_lose_no_answer(one: str, other: str) -> None:
    if min(len(one), len(other)) >= 3 and _plain_similar(one, other) >= LIST_FROM:
        assert _similar(one, other) == _plain_similar(one, other)
    else:
        assert _similar(one, other) <= max(_plain_similar(one, other), 0.0)


@given(st.text(max_size=40))
def test_any_text_is_a_query(text: str) -> None:
    assert all(LIST_FROM <= hit.score <= 100 for hit in INDEX.search(text))


@given(st.sampled_from([name.form for name in ALEPPO.names if not is_arabic(name.form)]))
def test_accents_and_apostrophes_never_change_a_key(form: str) -> None:
    typeset = form.replace("'", "’").replace("-", "\u2011")
    decomposed = unicodedata.normalize("NFD", typeset)
    assert name_key(form) == name_key(typeset) == name_key(decomposed)


def _osa(one: str, other: str) -> int:
    """Optimal string alignment distance, the textbook table."""
    rows = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("ابجد", max_size=6), st.text("ابجد", max_size=6))
def test_the_distance_of_near_names_is_the_textbook_one(one: str, other: str) -> None:
    assert OSA.distance(one, other) == _osa(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("karm-al-dada", "karm-al-daadaa"),
        ("shuhada", "shahba"),
        ("aziza", "aziziya"),
        ("dahret-awwad", "jouret-awwad"),
        ("bab-al-nasr", "bab-al-nayrab"),
        ("new-aleppo", "old-city"),
        ("hanano-1", "hanano-2"),
    ],
)
def test_near_duplicates_are_computed_both_ways(one: str, other: str) -> None:
    assert other in {near.place for near in near_names(ALEPPO, one)}
    assert one in {near.place for near in near_names(ALEPPO, other)}
    assert all(0 <= near.letters <= NEAR_LETTERS for near in near_names(ALEPPO, one))
