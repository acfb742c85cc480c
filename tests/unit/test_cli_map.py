"""``hayy map``: a page whole or not at all, the same each time; several articles are weighed together."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hayy import files
from hayy.cli.group import cli

TOOK = "سيطر الجيش السوري اليوم على حي الشعار في مدينة حلب"
DENIED = "نفى قيادي في المعارضة سقوط حي الشعار في مدينة حلب"


def draw(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, ["map", *arguments], input=stdin)


def summary(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stderr.splitlines()[-1].rpartition(": ")[2]


def test_the_seed_becomes_a_page_and_the_summary_says_what_is_on_it(seed: Path, tmp_path: Path) -> None:
    output = tmp_path / "aleppo.html"
    result = draw(str(seed), "-o", str(output))
    assert summary(result) == "12 retaken, 3 contested, 6 mentioned"
    assert result.stdout == ""
    assert output.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_a_second_map_has_the_same_bytes(seed: Path, tmp_path: Path) -> None:
    output = tmp_path / "aleppo.html"
    draw(str(seed), "-o", str(output))
    first = output.read_bytes()
    draw(str(seed), "-o", str(output))
    assert output.read_bytes() == first
    assert draw(str(seed), "-o", "-").stdout_bytes == first


def test_the_committed_map_is_what_the_command_writes(seed: Path, root: Path, tmp_path: Path) -> None:
    draw(str(seed), "-o", str(tmp_path / "aleppo.html"))
    made, committed = (tmp_path / "aleppo.html").read_bytes(), (root / "maps" / "aleppo.html").read_bytes()
    assert made == committed, "maps/aleppo.html is not current: run `make map`"


def jsonl(folder: Path, *documents: dict[str, Any]) -> str:
    path = folder / "articles.jsonl"
    path.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in documents), encoding="utf-8")
    return str(path)


def test_two_articles_that_disagree_make_the_place_contested(tmp_path: Path) -> None:
    one = {"id": "1", "text": TOOK, "published": "2016-12-07", "outlet": "One", "lang": "ar"}
    other = {"id": "2", "text": DENIED, "published": "2016-12-07", "outlet": "Other", "lang": "ar"}
    output = str(tmp_path / "map.html")
    assert summary(draw(jsonl(tmp_path, one), "-o", output)) == "1 retaken"
    assert summary(draw(jsonl(tmp_path, one, other), "-o", output)) == "1 contested"


def test_an_article_given_twice_is_one_voice(seed: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.html", tmp_path / "twice.html"
    draw(str(seed), "-o", str(once))
    result = draw(str(seed), str(seed), "-o", str(twice))
    assert result.stderr.splitlines()[0] == "left out 1 article given more than once"
    assert once.read_bytes() == twice.read_bytes()


def test_an_article_without_a_place_gives_a_map_that_says_so(tmp_path: Path) -> None:
    result = draw(
        "-", "--published", "2016-12-12", "-o", str(tmp_path / "map.html"), stdin="Rain is expected in Lisbon."
    )
    assert summary(result) == "no place of the gazetteer found, so nothing is shaded"


def test_what_hayy_did_not_make_is_kept(seed: Path, tmp_path: Path) -> None:
    output = tmp_path / "mine.html"
    output.write_text("mine", encoding="utf-8")
    result = draw(str(seed), "-o", str(output))
    assert result.exit_code == 1
    assert result.stderr == f"Error: {output}: is there already and was not made by hayy; --force replaces it\n"
    assert output.read_text(encoding="utf-8") == "mine"
    assert draw(str(seed), "-o", str(output), "--force").exit_code == 0
    assert output.read_text(encoding="utf-8") != "mine"


def test_a_full_disk_leaves_the_old_map_and_one_line(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    output = tmp_path / "aleppo.html"
    draw(str(seed), "-o", str(output))
    old = output.read_bytes()
    monkeypatch.setattr(files.os, "fsync", full)
    result = draw(str(seed), "--outlet", "Another", "-o", str(output))
    assert result.exit_code == 1
    assert result.stderr == f"Error: cannot write {output}: No space left on device\n"
    assert output.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["aleppo.html"]


@pytest.mark.parametrize("arguments", [[], ["-o", "map.png"]], ids=["no output", "another format"])
def test_a_wrong_use_is_exit_2(arguments: list[str], seed: Path) -> None:
    assert draw(str(seed), *arguments).exit_code == 2


def test_the_lean_variant_prints_the_html_that_embeds_it(seed: Path, tmp_path: Path) -> None:
    result = draw(str(seed), "--embed", "--title", "A <title>", "-o", str(tmp_path / "map.html"))
    assert result.exit_code == 0
    assert result.stdout.startswith('<iframe src="map.html" title="A &lt;title&gt;" sandbox="allow-scripts')
    assert (tmp_path / "map.html").stat().st_size > 0


def test_tiles_are_named_with_their_attribution_or_not_at_all(seed: Path, tmp_path: Path) -> None:
    output = tmp_path / "map.html"
    address = "https://tiles.example.org/{z}/{x}/{y}.png"
    assert draw(str(seed), "-o", str(output), "--tiles", address).exit_code == 2
    assert draw(str(seed), "-o", str(output), "--attribution", "Example").exit_code == 2
    wrong = draw(str(seed), "-o", str(output), "--tiles", "tiles.example.org", "--attribution", "Example")
    assert (wrong.exit_code, output.exists()) == (1, False)
    assert draw(str(seed), "-o", str(output), "--tiles", address, "--attribution", "Example").exit_code == 0
    assert "https://tiles.example.org" in output.read_text(encoding="utf-8")
