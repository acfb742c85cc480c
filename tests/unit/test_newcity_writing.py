"""A gazetteer folder appears whole or not at all, wherever writing it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from hayy.errors import InputError, OutputError
from hayy.files import atomic_write
from hayy.gazetteer import drafting
from hayy.gazetteer.drafting import write_folder

FILES = {name: name.encode() for name in ("a.csv", "b.csv", "c.toml")}


@pytest.mark.parametrize("step", range(len(FILES) + 1))
def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Write number ``step`` fails; after the last one it is the renaming that fails."""
    written: list[Path] = []

    def fails(path: Path, data: bytes) -> None:
        if len(written) == step:
            raise OutputError(f"cannot write {path}: disk full")
        written.append(path)
        atomic_write(path, data)

    def no_rename(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafting, "atomic_write", fails)
    if step == len(FILES):
        monkeypatch.setattr(drafting, "atomic_write", atomic_write)
        real = Path.replace
        monkeypatch.setattr(Path, "replace", lambda a, b: no_rename(a, b) if a.is_dir() else real(a, b))
    with pytest.raises(OutputError):
        write_folder(tmp_path / "made", FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_written_with_its_parents(tmp_path: Path) -> None:
    write_folder(tmp_path / "x" / "made", FILES)
    assert {path.name: path.read_bytes() for path in (tmp_path / "x" / "made").iterdir()} == FILES
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["made"]


def test_a_file_or_a_link_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(InputError, match="no folder"):
            write_folder(tmp_path / name, FILES, force=True)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_other_files_of_a_folder_stay_when_it_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="--force"):
        write_folder(tmp_path / "made", FILES)
    write_folder(tmp_path / "made", FILES, force=True)
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["a.csv", "b.csv", "c.toml", "mine.txt"]
