"""Names that are safe, data that is found, and files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hayy import files
from hayy.errors import DataError, OutputError
from hayy.files import atomic_write, data_root, safe_name


def test_data_root_holds_the_gazetteer_and_the_geometry() -> None:
    assert (data_root() / "gazetteer" / "aleppo").is_dir()
    assert (data_root() / "geo").is_dir()


def test_data_root_says_when_the_installation_is_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files.resources, "files", lambda _package: tmp_path / "a" / "b")
    with pytest.raises(DataError, match="install hayy again"):
        data_root()


@pytest.mark.parametrize(
    "text",
    ["../x", "/etc/x", "CON", "con.txt", "nul", "a\0b", "a" * 300, "حي" * 300, "", ".", "..", ".hidden", "a/b\\c:d"],
)
def test_hostile_names_become_one_harmless_component(text: str, tmp_path: Path) -> None:
    name = safe_name(text)
    target = tmp_path / name
    target.write_bytes(b"x")
    assert target.parent == tmp_path
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert not name.startswith(".")
    assert name.partition(".")[0].casefold() not in files._RESERVED


@given(st.text())
def test_every_text_gives_a_harmless_name(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 100
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name[0] not in " ."
    assert name[-1] not in " ."


@given(st.text(), st.text())
def test_different_texts_never_share_a_name(one: str, other: str) -> None:
    assert (safe_name(one) == safe_name(other)) == (one == other)


@given(
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda t: len(t) <= 80 and t not in files._RESERVED)
)
def test_plain_ids_stay_as_they_are(text: str) -> None:
    assert safe_name(text) == text


def test_write_makes_a_new_file_with_the_mode_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic_write(tmp_path / "new.html", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "new.html").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "new.html").stat().st_mode) == 0o640


def test_write_keeps_the_mode_of_what_it_replaces(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_bytes(b"old")
    target.chmod(0o604)
    atomic_write(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


def test_write_replaces_a_link_and_leaves_what_it_points_to(tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"precious")
    link = tmp_path / "map.html"
    link.symlink_to(precious)
    atomic_write(link, b"new")
    assert precious.read_bytes() == b"precious"
    assert not link.is_symlink()
    assert link.read_bytes() == b"new"


def _fail(*_args: Any, **_kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _write_half(real: Callable[..., Any]) -> Callable[..., Any]:
    """An fdopen whose file takes half of what it is given and then finds the disk full."""

    def opened(*args: Any, **kwargs: Any) -> Any:
        file = real(*args, **kwargs)

        class Full:
            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_error: object) -> None:
                file.close()

            def write(self, data: bytes) -> None:
                file.write(data[: len(data) // 2])
                file.flush()
                _fail()

        return Full()

    return opened


STEPS = ["open", "write", "fsync", "chmod", "rename"]


def _break(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if step == "open":
        monkeypatch.setattr(files.os, "open", _fail)
    elif step == "write":
        monkeypatch.setattr(files.os, "fdopen", _write_half(os.fdopen))
    elif step == "fsync":
        monkeypatch.setattr(files.os, "fsync", _fail)
    elif step == "chmod":
        monkeypatch.setattr(Path, "chmod", _fail)
    else:
        monkeypatch.setattr(Path, "replace", _fail)


@pytest.mark.parametrize("step", STEPS)
def test_a_write_that_fails_at_any_step_leaves_the_old_file_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "map.html"
    target.write_bytes(b"old")
    with monkeypatch.context() as patch:
        _break(step, patch)
        with pytest.raises(OutputError, match=r"cannot write .*map\.html: No space left on device"):
            atomic_write(target, b"a new page")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize("step", [s for s in STEPS if s != "chmod"])
def test_a_first_write_that_fails_leaves_no_file_at_all(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _break(step, patch)
        with pytest.raises(OutputError):
            atomic_write(tmp_path / "map.html", b"a new page")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_while_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "map.html"
    target.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            atomic_write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_sync_folder", _fail)
    atomic_write(tmp_path / "map.html", b"new")
    assert (tmp_path / "map.html").read_bytes() == b"new"


@pytest.mark.parametrize(
    "target", ["nowhere/map.html", ".", "a\0b.html", "x" * 300], ids=["folder", "dot", "NUL", "300"]
)
def test_a_target_that_cannot_be_written_is_one_clear_line(target: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write") as error:
        atomic_write(tmp_path / target, b"new")
    assert "\n" not in str(error.value)
