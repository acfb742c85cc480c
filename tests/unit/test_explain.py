"""Every mention is explained, and every explanation comes out the same when it is executed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from hayy.cli import cli
from hayy.documents import read_documents
from hayy.explain import explain, replay
from hayy.gazetteer import Gazetteer, load
from hayy.model import Document, Reading
from hayy.pipeline import Reader


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


@pytest.fixture(scope="module")
def readings(root: Path, seed: Path, gazetteer: Gazetteer) -> list[Reading]:
    """The seed article and every annotated text."""

    def documents() -> Iterator[Document]:
        yield from read_documents([seed])
        for line in (root / "tests/eval/annotated.jsonl").read_text(encoding="utf-8").split("\n"):
            if line:
                row = json.loads(line)
                yield Document(
                    row["id"], row["text"], row["outlet"], None, date.fromisoformat(row["published"]), row["lang"]
                )

    reader = Reader(gazetteer)
    return [reader.read(document) for document in documents()]


def test_every_mention_is_explained_and_replays(readings: list[Reading], gazetteer: Gazetteer) -> None:
    for reading in readings:
        rows = explain(reading, gazetteer)
        assert len(rows) == len(reading.mentions) + len(reading.anaphoric)
        for row in rows:
            assert row.steps
            assert replay(row, reading, gazetteer) is None, row


def test_a_changed_explanation_does_not_replay(readings: list[Reading], gazetteer: Gazetteer) -> None:
    reading = readings[0]
    row = next(r for r in explain(reading, gazetteer, "sheikh-saeed") if r.cue)
    assert "does not have" in str(replay(replace(row, surface="الشعار"), reading, gazetteer))
    assert "no place" in str(replay(replace(row, place="nowhere"), reading, gazetteer))
    assert "does not match" in str(replay(replace(row, cue="ar-shelling"), reading, gazetteer))
    assert "does not give" in str(replay(replace(row, days=("2016-01-01", "2016-01-01")), reading, gazetteer))
    assert "does not find" in str(replay(replace(row, status="lost"), reading, gazetteer))


def test_the_command_explains_one_place_in_words(seed: Path) -> None:
    result = CliRunner().invoke(cli, ["explain", str(seed), "--place", "الشيخ سعيد"])
    assert result.exit_code == 0
    assert "sheikh-saeed  retaken (asserted, whole)" in result.stdout
    assert "according to: Egyptian newspaper (not named in the file) > SANA > a Syrian military source" in result.stdout
    assert "map, from this article alone: retaken" in result.stdout


def test_an_unknown_place_is_one_clear_line(seed: Path) -> None:
    result = CliRunner().invoke(cli, ["explain", str(seed), "--place", "Atlantis"])
    assert result.exit_code == 1
    assert "hayy gazetteer search" in result.stderr


def test_what_was_left_out_is_explained_too(tmp_path: Path) -> None:
    article = tmp_path / "mosul.txt"
    article.write_text("حررت القوات العراقية حي الزهور في الموصل.", encoding="utf-8")
    assert CliRunner().invoke(cli, ["read", "--format", "jsonl", str(article)]).stdout.count('"surface"') == 0
    told = CliRunner().invoke(cli, ["explain", str(article)]).stdout
    assert "الزهور" in told
    assert "place: none (elsewhere)" in told
