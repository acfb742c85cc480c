"""The gate: no figure on the annotated texts is below its floor, and floors fall only when the changelog says so."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hayy.errors import InputError
from hayy.evaluate.floors import Change, check, floors_of, is_worse, load_baseline


def test_no_figure_is_below_its_floor(gate: ModuleType, measured: dict[str, Any]) -> None:
    broken = []
    for name, of in measured.items():
        aliases = gate.aliases_of(of.path)
        broken += [f"{name} {change}" for change in check(of.path, aliases, of.figures, gate.BASELINE) if change.worse]
    assert not broken, "fell below tests/eval/baseline.json:\n" + "\n".join(broken)


def test_every_set_is_gated(gate: ModuleType) -> None:
    assert sorted(load_baseline(gate.BASELINE)) == sorted(path.name for path in gate.golds())


def test_floors_never_fell_without_a_line_in_the_changelog(gate: ModuleType, root: Path) -> None:
    """Every version of the baseline in the history against the one before it."""
    if not (root / ".git").exists():
        pytest.skip("not a checkout: there is no history to compare with")

    def git(*arguments: str) -> str:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True).stdout

    path = gate.BASELINE.relative_to(root).as_posix()
    commits = git("log", "--reverse", "--format=%H", "--", path).split()
    versions = [json.loads(git("show", f"{commit}:{path}"))["sets"] for commit in commits]
    versions.append(load_baseline(gate.BASELINE))
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    for before, now in pairwise(versions):
        silent = gate.undeclared(gate.lowered(before, now), changelog)
        assert not silent, [f"{name} {change}" for name, change in silent]


# The gate itself.

FIGURES: dict[str, Any] = {
    "detection": {"F": 0.979},
    "resolution_accuracy": 0.99,
    "status_accuracy": 0.9,
    "polarity_accuracy": 0.9,
    "extent_accuracy": None,
    "map_retaken": {"P": 1.0, "R": 0.5},
    "map_contested": {"F": 0.8},
    "event_date": {"right_or_null": 0.95},
    "false_retaken": 1,
    "traps_hit": 0,
}


def figures(**changed: Any) -> dict[str, Any]:
    return {**copy.deepcopy(FIGURES), "by_language": {}, **changed}


@pytest.fixture
def sets(tmp_path: Path, gate: ModuleType) -> tuple[Path, Path]:
    """A copy of one annotated file with a baseline of its own: (gold, baseline)."""
    for name in ("annotated.jsonl", "aliases.tsv"):
        shutil.copy(gate.HERE / name, tmp_path / name)
    gold = tmp_path / "annotated.jsonl"
    baseline = tmp_path / "baseline.json"
    baseline.write_text(gate.as_text(gate.updated({gold: figures()})), encoding="utf-8")
    return gold, baseline


def test_floors_are_rounded_down_and_what_cannot_be_computed_has_none() -> None:
    floors = floors_of(figures())["total"]
    assert floors["detection.F"] == 0.97
    assert floors["map_retaken.P"] == 1.0
    assert floors["false_retaken"] == 1
    assert "extent_accuracy" not in floors


def test_equal_and_better_figures_pass(gate: ModuleType, sets: tuple[Path, Path]) -> None:
    gold, baseline = sets
    aliases = gate.aliases_of(gold)
    assert check(gold, aliases, figures(), baseline) == []
    better = check(gold, aliases, figures(false_retaken=0, status_accuracy=0.95), baseline)
    assert [change.worse for change in better] == [False, False]


@pytest.mark.parametrize(
    "changed",
    [
        {"detection": {"F": 0.969}},
        {"false_retaken": 2},
        {"traps_hit": 1},
        {"status_accuracy": None},
        {"map_retaken": {"P": 0.98, "R": 0.5}},
    ],
)
def test_a_worse_figure_is_told(gate: ModuleType, sets: tuple[Path, Path], changed: dict[str, Any]) -> None:
    gold, baseline = sets
    assert [c.worse for c in check(gold, gate.aliases_of(gold), figures(**changed), baseline)] == [True]


@pytest.mark.parametrize("name", ["annotated.jsonl", "aliases.tsv"])
def test_figures_of_other_inputs_are_not_compared(gate: ModuleType, sets: tuple[Path, Path], name: str) -> None:
    gold, baseline = sets
    (gold.parent / name).write_text((gold.parent / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"another {name}"):
        check(gold, gate.aliases_of(gold), figures(), baseline)


def test_a_set_without_floors_is_refused(gate: ModuleType, sets: tuple[Path, Path]) -> None:
    gold, baseline = sets
    other = gold.with_name("other.jsonl")
    shutil.copy(gold, other)
    with pytest.raises(InputError, match="no floors for other"):
        check(other, gate.aliases_of(other), figures(), baseline)


def test_raising_needs_no_flag_and_lowering_needs_flag_and_line(gate: ModuleType, sets: tuple[Path, Path]) -> None:
    gold, baseline = sets
    before = load_baseline(baseline)
    higher, lower = (gate.updated({gold: figures(status_accuracy=share)}) for share in (0.95, 0.85))
    line = "- Floor lowered: annotated.jsonl total status_accuracy 0.9 to 0.85, because of a stricter rule."
    said, silent = f"# C\n\n## Unreleased\n\n{line}\n\n## 1.0\n", f"# C\n\n## Unreleased\n\n## 1.0\n\n{line}\n"
    assert gate.refusal(before, higher, silent, allow_lower=False) is None
    assert "--allow-lower" in gate.refusal(before, lower, said, allow_lower=False)
    assert "CHANGELOG" in gate.refusal(before, lower, silent, allow_lower=True)
    assert gate.refusal(before, lower, said, allow_lower=True) is None


def test_a_line_must_name_set_part_and_figure(gate: ModuleType) -> None:
    fallen = [("a.jsonl", Change("ar", "detection.F", 0.9, 0.8))]
    assert not gate.undeclared(fallen, "- a.jsonl ar detection.F fell: why")
    for line in ("- b.jsonl ar detection.F fell", "- a.jsonl en detection.F fell", "- a.jsonl ar status_accuracy fell"):
        assert gate.undeclared(fallen, line)


def test_a_set_that_is_gone_counts_as_lowered(gate: ModuleType, sets: tuple[Path, Path]) -> None:
    before = load_baseline(sets[1])
    assert len(gate.lowered(before, {})) == len(before["annotated.jsonl"]["floors"]["total"])


def test_the_commands_check_and_update(
    gate: ModuleType, sets: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, baseline = sets
    changelog = gold.with_name("CHANGELOG.md")
    changelog.write_text("## Unreleased\n", encoding="utf-8")
    monkeypatch.setattr(gate, "BASELINE", baseline)
    monkeypatch.setattr(gate, "CHANGELOG", changelog)
    monkeypatch.setattr(gate, "measured", lambda: {gold: figures(status_accuracy=0.85)})
    before = baseline.read_bytes()
    assert gate.main([]) == 1
    assert "WORSE annotated.jsonl total status_accuracy" in capsys.readouterr().out
    assert gate.main(["--update"]) == 1
    assert gate.main(["--update", "--allow-lower"]) == 1
    assert baseline.read_bytes() == before
    changelog.write_text("## Unreleased\n- annotated.jsonl total status_accuracy falls: why\n", encoding="utf-8")
    assert gate.main(["--update", "--allow-lower"]) == 0
    assert load_baseline(baseline)["annotated.jsonl"]["floors"]["total"]["status_accuracy"] == 0.85
    assert gate.main([]) == 0


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "hayy.floors/2", "sets": {}}', '{"schema": "hayy.floors/1", "sets": {"a": {}}}'],
)
def test_a_faulty_baseline_is_one_clear_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"baseline\.json"):
        load_baseline(path)


def test_counts_of_errors_are_worse_upward() -> None:
    assert is_worse("false_retaken", 3, 2)
    assert not is_worse("false_retaken", 1, 2)
    assert is_worse("detection.F", 0.1, 0.2)
    assert is_worse("detection.F", None, 0.2)
