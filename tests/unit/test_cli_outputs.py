"""Where output may go: checked first, nothing overwritten that hayy did not make, links never followed."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from hayy.cli.outputs import check_output, write_output
from hayy.errors import InputError

PAGE = b'<!doctype html><html><head><meta name="generator" content="hayy"></head></html>'
SUFFIXES = (".html", ".htm")


def test_a_new_name_and_standard_output_are_fine(tmp_path: Path) -> None:
    check_output(str(tmp_path / "new.html"), SUFFIXES, force=False)
    check_output(str(tmp_path / "NEW.HTM"), SUFFIXES, force=False)
    check_output("-", SUFFIXES, force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_page_of_hayy_is_replaced_without_asking(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_bytes(PAGE)
    check_output(str(target), SUFFIXES, force=False)


def test_a_page_that_hayy_wrote_is_known_as_such(seed: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from hayy.cli.group import cli

    for _ in range(2):
        result = CliRunner().invoke(cli, ["map", str(seed), "-o", str(tmp_path / "map.html")])
        assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(
    "content", [b"<html>mine</html>", b"", b"x" * 9000 + PAGE], ids=["other", "empty", "late mark"]
)
def test_a_file_of_another_kind_is_replaced_only_by_force(content: bytes, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_bytes(content)
    with pytest.raises(InputError, match="was not made by hayy; --force replaces it"):
        check_output(str(target), SUFFIXES, force=False)
    check_output(str(target), SUFFIXES, force=True)
    assert target.read_bytes() == content


@pytest.mark.parametrize("broken", [False, True], ids=["to a page of hayy", "to nothing"])
def test_a_link_is_replaced_only_by_force_and_never_followed(broken: bool, tmp_path: Path) -> None:
    precious = tmp_path / "precious.html"
    if not broken:
        precious.write_bytes(PAGE)
    link = tmp_path / "map.html"
    link.symlink_to(precious)
    with pytest.raises(InputError, match="--force replaces it"):
        check_output(str(link), SUFFIXES, force=False)
    check_output(str(link), SUFFIXES, force=True)
    write_output(str(link), b"new")
    assert not link.is_symlink()
    assert precious.exists() is not broken
    assert broken or precious.read_bytes() == PAGE


def test_a_wrong_suffix_is_a_usage_error(tmp_path: Path) -> None:
    for name in ("map.png", "map", ".html"):
        with pytest.raises(click.BadParameter, match=r"must end in \.html or \.htm"):
            check_output(str(tmp_path / name), SUFFIXES, force=True)


def test_a_folder_where_the_page_should_be_is_refused_even_by_force(tmp_path: Path) -> None:
    (tmp_path / "map.html").mkdir()
    with pytest.raises(InputError, match="is not a file, so it cannot be replaced"):
        check_output(str(tmp_path / "map.html"), SUFFIXES, force=True)


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no folder .*create it first"):
        check_output(str(tmp_path / "none" / "map.html"), SUFFIXES, force=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a\0b.html", "x" * 300 + ".html"], ids=["NUL", "300 characters"])
def test_a_name_that_no_file_can_have_is_one_clear_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        check_output(str(tmp_path / name), SUFFIXES, force=False)
