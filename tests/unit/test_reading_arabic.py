"""Invented Arabic reports, from finding to the state of each place; the cases stand in ``cases/reading_ar.json``.

``expect`` gives places by their Arabic name. No place outside it may come out as taken: a false capture is the worst
error. ``known_failure`` says what is not yet read right.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hayy.control import decide
from hayy.gazetteer import load
from hayy.model import Document, Status
from hayy.pipeline import Reader

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).parents[1].joinpath("cases", "reading_ar.json").read_text(encoding="utf-8")
)


@cache
def reader() -> Reader:
    return Reader(load())


def states(text: str, published: str) -> dict[str, str]:
    """The state of each place of a text, by the place's Arabic name."""
    document = Document("case", text, "an outlet", None, date.fromisoformat(published), "ar")
    places = load().places
    return {
        places[key].name_ar: state.status.value
        for key, state in decide(reader().read(document).claims).by_place.items()
    }


def cases() -> list[object]:
    """One case per text; a known failure must fail, and is taken off the list when mended."""
    return [
        pytest.param(
            case,
            id=str(at),
            marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])] if "known_failure" in case else [],
        )
        for at, case in enumerate(CASES)
    ]


@pytest.mark.parametrize("case", cases())
def test_states_of_places(case: dict[str, Any]) -> None:
    got = states(case["text"], case["published"])
    assert {name: got.get(name) for name in case["expect"]} == case["expect"], (case["comment"], case["text"])
    taken = {name for name, status in got.items() if status == Status.RETAKEN.value}
    assert taken <= {name for name, status in case["expect"].items() if status == Status.RETAKEN.value}, (
        case["comment"],
        case["text"],
    )


def test_a_third_of_the_cases_takes_nothing() -> None:
    """Texts that must not colour any place weigh as much as captures."""
    quiet = [case for case in CASES if Status.RETAKEN.value not in case["expect"].values()]
    assert len(CASES) >= 60
    assert len(quiet) * 3 >= len(CASES)
