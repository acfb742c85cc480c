"""The payload: plain data, the same states as the control rule, honest about what is not known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hayy.control import decide
from hayy.errors import DataError
from hayy.gazetteer import load
from hayy.model import Claim, Direction, Document, Extent, Polarity, Predicate, Reading, Span, When
from hayy.render.island import island_data
from hayy.render.packing import unpack
from hayy.render.payload import build
from hayy.render.statements import CONTEXT, passage
from hayy.render.steps import state_data

FIRST = date(2020, 1, 1)
PLACES = ("fardous", "shaar", "sukkari")


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        reported = draw(st.none() | st.integers(0, 6).map(lambda n: FIRST + timedelta(n)))
        event = draw(st.none() | st.integers(0, 6).map(lambda n: FIRST + timedelta(n)))
        made.append(
            Claim(
                id=f"c{number}",
                document=None,
                place=draw(st.sampled_from(PLACES)),
                predicate=draw(st.sampled_from(Predicate)),
                polarity=draw(st.sampled_from(Polarity)),
                extent=draw(st.sampled_from(Extent)),
                direction=draw(st.none() | st.sampled_from(Direction)),
                actor=draw(st.none() | st.sampled_from(["GOV", "REB"])),
                attributed_to=(draw(st.sampled_from(["A", "B"])),),
                event=When(event, event, "day") if event else None,
                reported=reported,
            )
        )
    return made


def known(claim: Claim) -> date | None:
    return claim.reported or (claim.event.last if claim.event else None)


def by_then(told: Sequence[Claim], day: date) -> list[Claim]:
    """The slow obvious way: everything known by the day, in the order in which it became known."""
    return sorted((c for c in told if (known(c) or FIRST) <= day), key=lambda c: known(c) or date.min)


@settings(max_examples=30)
@given(claims())
def test_steps_are_the_control_rule_at_every_day(told):
    payload = build([], load(), coded=told)
    states: dict[int, object] = {}
    contradicted: dict[str, str] = {}
    days = [step["day"] for step in payload["steps"]]
    assert days == sorted(days, key=lambda day: day or "")
    for step in payload["steps"]:
        states.update(step["changes"])
        seen = told if step["day"] is None else by_then(told, date.fromisoformat(step["day"]))
        oracle = decide(seen).by_place
        for key in (key for state in oracle.values() for key in state.contradicted):
            contradicted.setdefault(key, step["day"] or "")
        assert {payload["places"][i]["id"]: state for i, state in states.items()} == {
            place: state_data(state, seen) for place, state in oracle.items()
        }
    assert {c["id"]: c["contradicted"] for c in payload["claims"] if c["contradicted"] is not None} == contradicted


@settings(max_examples=30)
@given(claims(), st.integers(-1, 8))
def test_as_of_leaves_out_what_came_later(told, after):
    day = FIRST + timedelta(after)
    payload = build([], load(), coded=told, as_of=day)
    assert payload["as_of"] == day.isoformat()
    assert payload["steps"][-1]["day"] == day.isoformat()
    assert {c["id"] for c in payload["claims"]} == {c.id for c in told if (known(c) or day) <= day}


@settings(max_examples=20)
@given(claims())
def test_plain_data_and_the_island_holds_all_of_it(told):
    payload = build([], load(), coded=told)
    assert json.loads(json.dumps(payload, allow_nan=False))["claims"] == payload["claims"]
    island = json.loads(json.dumps(island_data(payload)))
    assert [row["id"] for row in unpack(island["claims"])] == [c["id"] for c in payload["claims"]]
    assert len(unpack(island["places"])) == len(payload["places"])
    assert "geometry" not in island["places"]["columns"]


def test_every_drawable_place_is_there_once_and_nothing_else():
    gazetteer = load()
    payload = build([], gazetteer)
    ids = [place["id"] for place in payload["places"]]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    for place in payload["places"]:
        assert place["geometry"] is not None
        assert place["label"] is not None
        assert gazetteer.kind_of(place["id"]).draw != "never"
    assert payload["steps"] == []
    assert payload["as_of"] is None


def test_kinds_that_are_never_drawn_are_listed_without_coordinates():
    gazetteer = load()
    hidden = [key for key in gazetteer.places if gazetteer.kind_of(key).draw == "never"]
    assert hidden
    payload = build([], gazetteer, coded=[Claim(k, None, k, Predicate.TOOK, reported=FIRST) for k in hidden])
    listed = {place["id"]: place for place in payload["places"]}
    for key in hidden:
        place = listed[key]
        assert (place["draw"], place["located"]) == ("none", "withheld")
        assert place["geometry"] is place["label"] is place["radius_m"] is None


def test_unknown_locations_say_so():
    payload = build([], load(), coded=[Claim("c", None, "karm-al-afandi", Predicate.TOOK, reported=FIRST)])
    place = next(p for p in payload["places"] if p["id"] == "karm-al-afandi")
    assert (place["draw"], place["located"], place["geometry"]) == ("none", "unknown", None)


def test_a_place_the_gazetteer_does_not_have_is_an_error():
    with pytest.raises(DataError, match="atlantis"):
        build([], load(), coded=[Claim("c", None, "atlantis", Predicate.TOOK)])


@given(st.text(max_size=900), st.data())
def test_passage_is_a_piece_of_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = passage(text, Span(start, end), 3)
    assert made["text"] == text[start:end]
    before, after = made["before"].removeprefix("… "), made["after"].removesuffix(" …")
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert len(before) <= CONTEXT
    assert len(after) <= CONTEXT
    if start <= CONTEXT:
        assert made["before"] == text[:start]


def test_a_document_given_twice_counts_once():
    document = Document("d", "Troops took Al-Fardous.", "Wire", None, FIRST, "en")
    claim = Claim("c", "d", "fardous", Predicate.TOOK, evidence=Span(0, 23), reported=FIRST)
    reading = Reading(document, (), (claim,))
    payload = build([reading, reading], load())
    assert len(payload["documents"]) == len(payload["claims"]) == len(payload["passages"]) == 1


def test_a_year_of_claims_fits(root):
    import gzip

    from hayy.render.html import page

    gazetteer = load()
    ids = sorted(key for key in gazetteer.places if gazetteer.places[key].has_boundary)
    told = [
        Claim(
            id=f"{number * 2654435761 % 2**32:08x}",
            document=None,
            place=ids[number * 7919 % len(ids)],
            predicate=(Predicate.TOOK, Predicate.FIGHTS, Predicate.HOLDS, Predicate.LOST)[number * 31 % 4],
            actor=("GOV", "REB", "KUR")[number * 17 % 3],
            attributed_to=(f"Outlet {number % 60}",),
            event=When(day := date(2016, 1, 1) + timedelta(number * 366 // 5000), day, "day"),
            reported=day,
            url=f"https://news.example.org/2016/{number % 900}",
        )
        for number in range(5000)
    ]
    payload = build([], gazetteer, coded=told)
    assert len(payload["steps"]) == 366
    made = page(payload).encode()
    assert len(made) <= 1_600_000
    assert len(gzip.compress(made, mtime=0)) <= 450_000
