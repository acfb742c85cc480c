"""``hayy picture``: a file whole or not at all, the format by its suffix, two dates; what is committed is current."""

from __future__ import annotations

import io
import runpy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from hayy.cli.group import cli

GOLDEN: dict[str, Any] = runpy.run_path(str(Path(__file__).with_name("test_picture_golden.py")))
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-"}


def draw(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["picture", *arguments])


@pytest.mark.parametrize("form", STARTS)
def test_the_suffix_says_the_format_and_hayy_knows_its_own_files(form: str, seed: Path, tmp_path: Path) -> None:
    output = tmp_path / f"aleppo.{form}"
    for _ in range(2):
        result = draw(str(seed), "-o", str(output), "--dpi", "60")
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
        assert result.stderr.startswith(f"{output}: ")
    assert output.read_bytes().startswith(STARTS[form])
    assert draw(str(seed), "-o", "-", "--format", form, "--dpi", "60").stdout_bytes == output.read_bytes()


def test_what_hayy_did_not_make_is_kept(seed: Path, tmp_path: Path) -> None:
    output = tmp_path / "mine.png"
    output.write_bytes(b"\x89PNG mine")
    result = draw(str(seed), "-o", str(output))
    assert result.exit_code == 1
    assert "was not made by hayy" in result.stderr
    assert output.read_bytes() == b"\x89PNG mine"


@pytest.mark.parametrize(("size", "shape"), [("a4", (585, 413)), ("16:9", (667, 375)), ("square", (500, 500))])
def test_the_sheet_has_the_size_that_is_asked_for(size: str, shape: tuple[int, int], seed: Path) -> None:
    made = draw(str(seed), "-o", "-", "--format", "png", "--dpi", "50", "--size", size).stdout_bytes
    width, height = Image.open(io.BytesIO(made)).size
    assert abs(width - shape[0]) <= 1
    assert abs(height - shape[1]) <= 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "map.gif"], ["-o", "-"], ["-o", "map.png", "--format", "svg"], ["-o", "map.png", "--dpi", "10"],
        ["-o", "map.png", "--as-of", "2016-12-10", "--before", "2016-12-10"], ["-o", "map.png", "--before", "soon"], [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_use_is_exit_2(arguments: list[str], seed: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert draw(str(seed), *arguments).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_a_day_that_is_not_before_the_last_report_is_told(seed: Path, tmp_path: Path) -> None:
    result = draw(str(seed), "-o", str(tmp_path / "map.png"), "--before", "2016-12-12")
    assert result.exit_code == 1
    assert result.stderr == "Error: --before 2016-12-12: the latest report is of 2016-12-12; give an earlier day\n"


def test_before_the_first_report_nothing_is_shaded(seed: Path, tmp_path: Path) -> None:
    result = draw(str(seed), "-o", str(tmp_path / "map.svg"), "--as-of", "2016-12-01", "--lang", "en")
    assert result.stderr.endswith(": no place of the gazetteer found, so nothing is shaded\n")
    assert "As reported by 1 Dec 2016" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_without_matplotlib_one_line_says_what_to_install(seed: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    result = draw(str(seed), "-o", str(tmp_path / "map.png"))
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert result.stderr == "Error: pictures need matplotlib: install hayy with the extra `picture`\n"


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_committed_pictures_are_what_the_command_draws(lang: str, seed: Path, root: Path) -> None:
    """PNG within the tolerance of the golden pictures; byte for byte with the versions that they were made with."""

    def drawn(form: str) -> bytes:
        return draw(str(seed), "--lang", lang, "-o", "-", "--format", form).stdout_bytes

    made = {form: drawn(form) for form in STARTS}
    committed = {form: (root / "maps" / f"aleppo-{lang}.{form}").read_bytes() for form in STARTS}
    hint = "maps/ is not current: run `make pictures`"
    assert GOLDEN["share_of_difference"](made["png"], committed["png"]) <= GOLDEN["SHARE"], hint
    assert GOLDEN["svg_texts"](made["svg"]) == GOLDEN["svg_texts"](committed["svg"]), hint
    if made["png"] == committed["png"]:
        assert made == committed, hint


def test_the_picture_of_the_readme_is_current(seed: Path, root: Path) -> None:
    made = draw(str(seed), "--lang", "en", "--size", "16:9", "--dpi", "120", "-o", "-", "--format", "png").stdout_bytes
    committed = (root / "maps" / "aleppo.png").read_bytes()
    assert GOLDEN["share_of_difference"](made, committed) <= GOLDEN["SHARE"], "run `make pictures`"
