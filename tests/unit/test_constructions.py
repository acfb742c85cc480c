"""Grids of invented sentences: every word of a group in every frame says the same of its places (cases as data)."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hayy.gazetteer import load
from hayy.model import Document, Polarity
from hayy.pipeline import Reader

GROUPS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "constructions.json").read_text(encoding="utf-8")
)["groups"]


@cache
def reader() -> Reader:
    return Reader(load())


def said(text: str) -> list[str]:
    """Status and polarity of every place of a text."""
    reading = reader().read(Document("case", text, published=date(2016, 12, 12)))
    return [
        claim.status.value + ("" if claim.polarity is Polarity.ASSERTED else f"/{claim.polarity.value}")
        for found, claim in zip(reading.mentions, reading.by_mention, strict=True)
        if found.place
    ]


@pytest.mark.parametrize("group", [pytest.param(g, id=f"{n}-{g['status'][0]}") for n, g in enumerate(GROUPS)])
def test_every_word_says_the_same_in_every_frame(group: dict[str, Any]) -> None:
    wrong = [
        (text, got)
        for frame in group["frames"]
        for word in group["words"]
        for text in [frame.replace("{x}", word)]
        if not (got := said(text)) or not set(got) <= set(group["status"])
    ]
    assert wrong == []


def test_the_grids_hold_what_takes_nothing_too() -> None:
    sentences = {True: 0, False: 0}
    for group in GROUPS:
        sentences["retaken" in group["status"]] += len(group["frames"]) * len(group["words"])
    assert sentences[False] > 200 < sentences[True]
