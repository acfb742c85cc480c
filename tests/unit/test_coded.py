"""Claims by hand: what every code means, all faults at once, nothing lost."""

from __future__ import annotations

import csv
import io
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hayy.coded import COLUMNS, Coded, read_coded
from hayy.coded.codes import EVENTS, brackets, chain_of, extent_of, hour_of, when_of
from hayy.errors import InputError
from hayy.gazetteer import load
from hayy.model import Claim, Direction, Extent, Polarity, Predicate
from hayy.voices import known_voice

ALEPPO = load()
ROW = {
    "date": "2016-12-06",
    "neighbourhood": "al-Sha'ar",
    "neighbourhood_ar": "الشعار",
    "event": "retaken_full",
    "actor_gaining_or_holding": "government+allies",
    "attributed_to": "SOHR via AFP",
    "source_side": "monitor",
    "date_basis": "stated",
    "note": "",
    "source_url": "https://example.org/1",
}


def table(*rows: dict[str, Any], columns: tuple[str, ...] = COLUMNS) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return text.getvalue()


def one(**row: Any) -> Claim:
    coded = read_coded(table(row, columns=(*COLUMNS, *(set(row) - set(COLUMNS)))), ALEPPO)
    assert len(coded.claims) == 1
    return coded.claims[0].claim


def timeline(root: Path) -> Coded:
    path = root / "tests" / "eval" / "timeline_2016.csv"
    return read_coded(path.read_text(encoding="utf-8"), ALEPPO, path.name)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("retaken_full", ("took", "whole", "asserted")),
        ("taken_full", ("took", "whole", "asserted")),
        ("recaptured_full", ("took", "whole", "asserted")),
        ("retaken_partial", ("took", "part", "asserted")),
        ("taken_partial", ("took", "part", "asserted")),
        ("recaptured_partial", ("took", "part", "asserted")),
        ("withdrawn_full", ("lost", "whole", "asserted")),
        ("withdrawn_partial", ("lost", "part", "asserted")),
        ("held", ("holds", "whole", "asserted")),
        ("contested", ("fights", "whole", "asserted")),
        ("split_control", ("fights", "whole", "asserted")),
        ("advance_toward", ("advances", "whole", "asserted")),
        ("advance_in", ("enters", "whole", "asserted")),
        ("entered", ("enters", "whole", "asserted")),
        ("reached", ("took", "upto", "asserted")),
        ("advance_repelled", ("fights", "whole", "failed")),
        ("pause_announced", ("none", "whole", "asserted")),
        ("evacuation_starts", ("none", "whole", "asserted")),
    ],
)
def test_codes_of_events(event: str, said: tuple[str, str, str]) -> None:
    claim = one(event=event)
    assert (claim.predicate.value, claim.extent.value, claim.polarity.value) == said


def test_no_code_is_left_out_of_the_test_above() -> None:
    marks = test_codes_of_events.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {event for event, _ in marks} == set(EVENTS)


@pytest.mark.parametrize(
    ("name", "extent", "direction", "share"),
    [
        ("al-Sha'ar", Extent.WHOLE, None, None),
        ("al-Sha'ar (south)", Extent.PART, Direction.S, "south"),
        ("al-Sha'ar (south-east part)", Extent.PART, Direction.SE, "south-east part"),
        ("al-Sha'ar (edges)", Extent.PART, None, "edges"),
        ("al-Sha'ar (all rebel-held parts)", Extent.WHOLE, None, "all rebel-held parts"),
        ("al-Sha'ar (Poets' Quarter of old)", Extent.PART, None, "Poets' Quarter of old"),
        ("al-Sha'ar (Police Hill)", Extent.WHOLE, None, None),
    ],
)
def test_words_in_brackets(name: str, extent: Extent, direction: Direction | None, share: str | None) -> None:
    claim = one(neighbourhood=name)
    assert (claim.extent, claim.direction, claim.share) == (extent, direction, share)


@pytest.mark.parametrize(
    ("basis", "first", "last"),
    [
        ("stated", 6, 6),
        ('stated, "yesterday Sunday"', 6, 6),
        ("weekday inferred", 6, 6),
        ("approx", 5, 7),
        ("approx 4-5 Dec", 4, 5),
        ("range <=6 Dec", 1 - 1, 6),
    ],
)
def test_bases_of_dates(basis: str, first: int, last: int) -> None:
    event = one(date_basis=basis).event
    assert event is not None
    assert (event.first, event.last) == (date(2016, 12, first) if first else date(2016, 11, 30), date(2016, 12, last))


@pytest.mark.parametrize(
    ("words", "chain", "voice"),
    [
        ("SOHR via AFP", ("AFP", "SOHR"), "Syrian Observatory for Human Rights"),
        ('SANA military source ("up to")', ("SANA military source",), "Syrian state"),
        ("military source to Xinhua", ("Xinhua", "military source"), "Syrian state"),
        ("AP: no evidence on the ground", ("AP",), "AP"),
        ("activists", ("activists",), "activists (example.org)"),
        ("Step News", ("Step News",), "Step News"),
    ],
)
def test_sources(words: str, chain: tuple[str, ...], voice: str) -> None:
    claim = one(attributed_to=words)
    assert (claim.attributed_to, claim.voice) == (chain, voice)


def test_two_sources_in_a_row_are_two_claims() -> None:
    rows = read_coded(
        table({"attributed_to": "SANA and SOHR via Xinhua", "source_side": "state+monitor"}), ALEPPO
    ).claims
    assert [(c.claim.attributed_to, c.claim.camp) for c in rows] == [
        (("Xinhua", "SANA"), "GOV"),
        (("Xinhua", "SOHR"), None),
    ]
    assert len({c.claim.id for c in rows}) == 2


def test_the_codes_of_two_sources_stand_in_any_order() -> None:
    rows = read_coded(table({"attributed_to": "SOHR and Syrian TV", "source_side": "state+monitor"}), ALEPPO).claims
    assert {c.claim.voice: c.claim.camp for c in rows} == {
        "Syrian Observatory for Human Rights": None,
        "Syrian state": "GOV",
    }


def test_a_repelled_advance_names_the_defender() -> None:
    claim = one(event="advance_repelled", actor_gaining_or_holding="opposition")
    assert (claim.actor, claim.against) == (None, "REB")


def test_split_control_names_both() -> None:
    claim = one(event="split_control", actor_gaining_or_holding="government+allies / SDF/YPG")
    assert (claim.actor, claim.against, claim.flags) == ("GOV", "KUR", ("split",))


def test_a_coded_claim_has_no_sentence_and_says_where_it_was_read() -> None:
    claim = one(note="page date not seen")
    assert (claim.document, claim.evidence, claim.url, claim.note) == (
        None,
        None,
        ROW["source_url"],
        "page date not seen",
    )


def test_a_report_may_be_later_than_the_event() -> None:
    assert one(reported="2016-12-09").reported == date(2016, 12, 9)


def test_ids_are_of_the_row_not_of_its_place_in_the_file() -> None:
    other = {"date": "2016-12-07"}
    first = {c.claim.id for c in read_coded(table({}, other), ALEPPO).claims}
    assert {c.claim.id for c in read_coded(table(other, {}, {}), ALEPPO).claims} == first
    assert one(note="x").id not in first


def test_the_two_quarters_of_nearly_one_name_are_never_mixed(root: Path) -> None:
    places = {(c.named_ar, c.claim.place) for c in timeline(root).claims if c.named_ar in ("كرم الدادا", "كرم الدعدع")}
    assert places == {("كرم الدادا", "karm-al-dada"), ("كرم الدعدع", "karm-al-daadaa")}
    with pytest.raises(InputError, match="different places"):
        one(neighbourhood="Karam al-Daadaa", neighbourhood_ar="كرم الدادا")


def test_rows_that_cannot_be_drawn_are_kept_and_told(root: Path) -> None:
    coded = timeline(root)
    undrawn = [c for c in coded.claims if not c.claim.place]
    assert len(coded.claims) == 179  # 175 rows, four of which name two sources
    assert len(undrawn) == len(coded.notes) == 12
    assert Counter("whole city" in note for note in coded.notes) == {True: 10, False: 2}
    assert "row 164 (Last pocket (unnamed))" in "\n".join(coded.notes)


def test_every_drawn_row_has_a_place_of_the_gazetteer(root: Path) -> None:
    assert {c.claim.place for c in timeline(root).claims} - {""} <= set(ALEPPO.places)


def test_all_faults_of_all_rows_at_once() -> None:
    rows = [{"event": "liberated"}, {"date": "6 Dec"}, {"source_side": "friends", "attributed_to": ""}, {}]
    rows += [{"actor_gaining_or_holding": "Martians", "date_basis": "gut feeling"}, {"place": "atlantis"}]
    with pytest.raises(InputError) as caught:
        read_coded(table(*rows, columns=(*COLUMNS, "place")), ALEPPO, "x.csv")
    message = str(caught.value)
    assert message.startswith("x.csv: 7 faults: row 2: unknown event 'liberated'")
    for words in ("row 3: date '6 Dec'", "row 4: unknown source_side", "row 4: attributed_to", "row 6: unknown side"):
        assert words in message
    for words in ("row 6: date_basis 'gut feeling'", "row 7: the gazetteer has no place 'atlantis'"):
        assert words in message
    assert "row 5" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,colour\n", "no neighbourhood, .*; unknown colour"),
        (table({}).replace("note", "date"), "no note"),
        (table({}).rstrip() + ",more\n", "row 2: more cells"),
        (table({}) + '"unclosed', "not CSV"),
        ("\ud800", "not text"),
    ],
)
def test_tables_that_are_none(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_coded(text, ALEPPO)


def test_a_name_of_several_places_asks_for_the_id() -> None:
    twins = [replace(name, place=place) for name in ALEPPO.names_of("shaar") for place in ("shaar", "marjeh")]
    gazetteer = replace(ALEPPO, names=tuple(twins))
    with pytest.raises(InputError, match="'الشعار' may be marjeh or shaar: name it under place"):
        read_coded(table({"neighbourhood": ""}), gazetteer)


@pytest.mark.parametrize(
    "hostile", [" " * 50_000, "(" * 50_000, "( " * 25_000, "a" * 50_000, "north-" * 8_000, "1-" * 25_000]
)
def test_cells_that_would_take_a_slow_pattern_forever(hostile: str) -> None:
    started = time.perf_counter()
    brackets(hostile)
    chain_of(hostile)
    extent_of(hostile)
    hour_of(hostile)
    when_of(date(2016, 12, 1), f"approx {hostile}")
    known_voice(hostile)
    assert time.perf_counter() - started < 5  # a quadratic one takes minutes


def test_the_id_of_the_place_may_be_given() -> None:
    assert one(neighbourhood="", neighbourhood_ar="الشعار").place == "shaar"
    assert one(place="marjeh").place == "marjeh"
    assert Predicate.TOOK is one().predicate
    assert Polarity.ASSERTED is one().polarity
