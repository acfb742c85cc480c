"""Voices against each other: early, confirmed, contradicted, withdrawn; how a place stands across sides."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from hayy.agreement import Standing, VoiceRecord, agreement, standing
from hayy.coded import read_coded
from hayy.gazetteer import load
from hayy.model import Claim, Predicate, When
from hayy.text import fold_name

ALEPPO = load()


def claim(voice: str, day: int, predicate: Predicate = Predicate.TOOK, **more: object) -> Claim:
    on = date(2016, 12, day)
    told = {"actor": "GOV", "event": When(on, on, "day"), "reported": on, "voice": voice}
    identity = f"{voice}{day}{predicate}{sorted(more)}"
    return Claim(identity, None, "p", predicate, **{**told, **more})  # type: ignore[arg-type]


def record(rows: list[Claim], voice: str) -> VoiceRecord:
    return next(r for r in agreement(rows).voices if r.voice == voice)


def test_who_is_first_and_how_late_the_others_are() -> None:
    rows = [claim("a", 5), claim("b", 6), claim("c", 8)]
    assert [(r.voice, r.first, r.late_days) for r in agreement(rows).voices] == [
        ("a", 1, 0.0),
        ("b", 0, 1.0),
        ("c", 0, 3.0),
    ]


def test_a_loss_told_by_another_confirms_a_capture() -> None:
    rows = [claim("a", 5), claim("b", 6, Predicate.LOST, actor="REB")]
    assert (record(rows, "a").confirmed, record(rows, "b").confirmed) == (1, 1)
    assert agreement(rows).same == {("a", "b"): 1}


def test_events_far_apart_do_not_confirm_each_other() -> None:
    assert record([claim("a", 5), claim("b", 20)], "a").confirmed == 0


def test_contradicted_by_another_not_by_oneself() -> None:
    rows = [claim("a", 5), claim("b", 5, Predicate.FIGHTS, actor=None)]
    assert record(rows, "a").contradicted == 1
    assert agreement(rows).contrary == {("a", "b"): 1}
    own = [claim("a", 5), claim("a", 7, Predicate.FIGHTS, actor=None)]
    assert (record(own, "a").contradicted, record(own, "a").withdrawn) == (0, 1)


def test_a_place_taken_back_is_not_withdrawn() -> None:
    rows = [claim("a", 5), claim("a", 7, actor="REB")]
    assert record(rows, "a").withdrawn == 0


def test_copies_count_once_and_claims_of_fights_are_not_firm() -> None:
    rows = [claim("a", 5), claim("a", 5, note="copy"), claim("a", 6, Predicate.FIGHTS, actor=None)]
    found = record(rows, "a")
    assert (found.claims, found.firm) == (3, 1)


@pytest.mark.parametrize(
    ("voices", "stands"),
    [
        ([("SANA", "GOV"), ("SOHR", None)], Standing.ACROSS),
        ([("SANA", "GOV"), ("Al-Masdar", "GOV")], Standing.SAME_SIDE),
        ([("SANA", "GOV"), ("SANA", "GOV")], Standing.SINGLE),
        ([], Standing.NONE),
    ],
)
def test_standings(voices: list[tuple[str, str | None]], stands: Standing) -> None:
    rows = [claim(voice, 5, camp=camp) for voice, camp in voices]
    assert standing(rows, "p")[0] is stands


# What the comparison of the seed article with other sources says -> how the place stands on 12 December, and whether a
# claim about it is marked as contradicted.
COMPARED = {
    "confirmed across sides": ({Standing.ACROSS}, None),
    "same side only": ({Standing.SAME_SIDE, Standing.SINGLE}, False),
    "confirmed later the same day; contested in the morning or later": ({Standing.ACROSS}, True),
    "other sides go further: rebels left the same afternoon": ({Standing.DISPUTED}, True),
    "no second source seen": ({Standing.SINGLE}, False),
}


def compared() -> list[dict[str, str]]:
    path = Path(__file__).parent.parent / "eval" / "seed_compare.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", compared(), ids=lambda row: row["name_en"])
def test_disagreement_shows_where_the_comparison_by_hand_says_so(row: dict[str, str], root: Path) -> None:
    text = (root / "tests/eval/timeline_2016.csv").read_text(encoding="utf-8")
    claims = [coded.claim for coded in read_coded(text, ALEPPO).claims]
    names = {fold_name(name.form): name.place for name in ALEPPO.names}
    stands, state = standing(claims, names[fold_name(row["name_in_seed"])], date(2016, 12, 12))
    expected, contradicted = COMPARED[row["comparison"]]
    assert stands in expected
    assert state is not None
    if contradicted is not None:
        assert bool(state.contradicted) is contradicted
