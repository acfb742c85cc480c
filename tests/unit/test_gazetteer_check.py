"""The checker: each kind of fault is found in a copy of the tables that has it, and in no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hayy.cli.group import cli
from hayy.gazetteer.check import Finding, check

CASES = json.loads(
    (Path(__file__).resolve().parent.parent / "cases" / "gazetteer_faults.json").read_text(encoding="utf-8")
)


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "gazetteer", tmp_path / "gazetteer")
    return tmp_path / "gazetteer"


def spoil(folder: Path, case: dict[str, Any]) -> int:
    """Put the fault of a case into the tables; the number of lines of the file it is in."""
    path = folder / case["file"]
    text = path.read_text("utf-8")
    if "replace" in case:
        old, new = case["replace"]
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    text += case.get("append", "") + ("\n" if "append" in case else "")
    path.write_text(text, "utf-8")
    return text.count("\n")


def matches(finding: Finding, expect: dict[str, Any], lines: int) -> bool:
    wanted = {"last": lines, "last but one": lines - 1}.get(expect["line"], expect["line"])
    return (
        finding.check == expect["check"]
        and finding.file == expect["file"]
        and expect["subject"] in ("any", finding.subject)
        and wanted in ("any", finding.line)
    )


def test_the_built_in_tables_have_no_fault_and_no_open_warning(root: Path) -> None:
    findings = check(root / "gazetteer" / "aleppo")
    assert [str(finding) for finding in findings if not finding.accepted] == []


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_a_fault_is_found_with_its_file_and_row(case: dict[str, Any], copy: Path) -> None:
    lines = spoil(copy, case)
    faults = [finding for finding in check(copy / "aleppo") if finding.is_fault]
    assert any(matches(finding, case["expect"], lines) for finding in faults), "\n".join(map(str, faults))


def test_faults_are_lines_on_stdout_and_exit_code_1(copy: Path) -> None:
    for case in CASES[:3]:
        spoil(copy, case)
    result = CliRunner().invoke(cli, ["gazetteer", "check", str(copy / "aleppo")])
    assert result.exit_code == 1
    assert [line.partition(": ")[2] for line in result.stdout.splitlines()] == [
        str(finding) for finding in check(copy / "aleppo") if not finding.accepted
    ]
    assert "faults" in result.stderr


def test_all_faults_are_reported_at_once(copy: Path) -> None:
    together = [case for case in CASES if "append" in case and case["expect"]["check"] != "unreadable"]
    for case in together:
        spoil(copy, case)
    found = {finding.check for finding in check(copy / "aleppo") if finding.is_fault}
    assert {case["expect"]["check"] for case in together} - found == set()


def test_an_unreadable_table_does_not_hide_the_faults_of_others(copy: Path) -> None:
    (copy / "aleppo" / "regions.csv").write_bytes(b"\xff")
    (copy / "aleppo" / "boundaries.csv").unlink()
    spoil(copy, next(case for case in CASES if case["comment"] == "an unknown kind"))
    faults = {(f.check, f.file) for f in check(copy / "aleppo") if f.is_fault}
    assert {("unreadable", "regions.csv"), ("unreadable", "boundaries.csv"), ("unknown-kind", "places.csv")} <= faults
    # Names of regions are not called unknown because the table of regions cannot be read.
    assert "unknown-place" not in {check for check, _ in faults}


def test_a_city_without_boundaries_is_checked_like_any_other(copy: Path) -> None:
    table = copy / "aleppo" / "boundaries.csv"
    table.write_text(table.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    assert "overlap" not in {finding.check for finding in check(copy / "aleppo")}


def test_a_warning_does_not_fail_the_check(copy: Path) -> None:
    path = copy / "aleppo" / "exceptions.csv"
    path.write_text(path.read_text("utf-8") + "overlap,hilan+jalloum,no longer true\n", "utf-8")
    result = CliRunner().invoke(cli, ["gazetteer", "check", str(copy / "aleppo")])
    assert result.exit_code == 0
    assert result.stdout.startswith("warning: exceptions.csv:")
    assert "idle-exception" in result.stdout
    assert "0 faults, 1 warning" in result.stderr


def test_an_exception_accepts_one_finding_and_says_why(copy: Path) -> None:
    spoil(copy, next(case for case in CASES if case["comment"] == "a point outside its parent's boundary"))
    path = copy / "aleppo" / "exceptions.csv"
    path.write_text(path.read_text("utf-8") + "outside-parent,zzz,a reason\n", "utf-8")
    accepted = [f for f in check(copy / "aleppo") if f.subject == "zzz" and f.check == "outside-parent"]
    assert [(f.is_fault, f.accepted) for f in accepted] == [(False, "a reason")]
    result = CliRunner().invoke(cli, ["gazetteer", "check", "--accepted", str(copy / "aleppo")])
    assert "(accepted: a reason)" in result.stdout


def test_a_point_within_its_radius_of_the_parent_is_inside(copy: Path) -> None:
    # About 5 km from the parent, with a radius of 5 km.
    row = "zzz,سين,Seen,sub-quarter,jalloum,,36.24,37.17,5500,,NEWS,,,,"
    spoil(copy, {"file": "aleppo/places.csv", "append": row})
    assert "outside-parent" not in {f.check for f in check(copy / "aleppo") if f.subject == "zzz"}


def test_a_village_may_lie_outside_the_city(copy: Path) -> None:
    row = "zzz,سين,Seen,village,,,36.07,37.0,100,,NEWS,,,,"
    spoil(copy, {"file": "aleppo/places.csv", "append": row})
    assert "outside-city" not in {f.check for f in check(copy / "aleppo") if f.subject == "zzz"}


def test_hostile_cells_are_shown_on_one_line(copy: Path) -> None:
    spoil(copy, {"file": "aleppo/places.csv", "append": '"a\nb\x1b[31m",سين,Seen,neighbourhood,,,,,,,,,,,'})
    result = CliRunner().invoke(cli, ["gazetteer", "check", str(copy / "aleppo")])
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    assert all(line.startswith(("fault: ", "warning: ")) for line in result.stdout.splitlines())
