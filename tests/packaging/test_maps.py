"""The pages in maps/ are what the code makes of the seed article and of the coded claims, byte for byte."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from hayy.cli import cli


def run(*args: str | Path) -> str:
    result = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_seed_map_and_its_embed_are_current(root: Path, seed: Path, tmp_path: Path) -> None:
    run("map", seed, "-o", tmp_path / "map.html")
    snippet = run("map", seed, "--embed", "-o", tmp_path / "aleppo-embed.html")
    assert (tmp_path / "map.html").read_bytes() == (root / "maps/aleppo.html").read_bytes(), "run: make maps"
    assert (tmp_path / "aleppo-embed.html").read_bytes() == (root / "maps/aleppo-embed.html").read_bytes()
    assert 'src="aleppo-embed.html"' in snippet
    assert snippet == (root / "maps/aleppo-embed-snippet.html").read_text(encoding="utf-8")


def test_the_timeline_is_current(root: Path, tmp_path: Path) -> None:
    project = tmp_path / "timeline.gpkg"
    run("add", project, "--claims", root / "tests/eval/timeline_2016.csv")
    run("map", project, "-o", tmp_path / "timeline.html")
    assert (tmp_path / "timeline.html").read_bytes() == (root / "maps/timeline.html").read_bytes(), "run: make maps"
