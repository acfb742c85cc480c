"""``hayy evaluate``: its figures agree with an independent scorer, and its faults are clear lines."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hayy.cli import cli
from hayy.errors import InputError
from hayy.evaluate import Names, evaluate, load_gold
from hayy.evaluate.gold import days_of
from hayy.evaluate.measures import date_verdict

HERE = Path(__file__).resolve().parent
ANNOTATED = HERE / "annotated.jsonl"
GOLD = load_gold(ANNOTATED)
FAULTS = json.loads((HERE.parent / "cases" / "gold_faults.json").read_text(encoding="utf-8"))


def perfect(gold: dict[str, Any]) -> dict[str, Any]:
    """Predictions that say what the annotation says."""
    fields = ("start", "end", "status", "polarity", "extent")

    def mention(m: dict[str, Any]) -> dict[str, Any]:
        days = days_of(m["event_date"])
        said = {k: m[k] for k in fields} | {"name_ar": m["canonical"]}
        return said | {"event_date": [str(d) for d in days] if days else None}

    return {
        key: {
            "id": key,
            "mentions": [mention(m) for m in row["mentions"] if m["in_scope"]],
            "places": {name: label["status"] for name, label in row["doc_labels"].items()},
        }
        for key, row in gold.items()
    }


def differing(scorer: ModuleType, gold: dict[str, Any], said: dict[str, Any], aliases: Path | None) -> list[str]:
    """The figures in which hayy and the scorer do not agree, in all and per language."""
    names = Names.from_file(aliases) if aliases else Names()
    ours = evaluate(gold, said, names)
    faults = []
    for part, mine in [("total", ours), *ours["by_language"].items()]:
        rows = {key: row for key, row in gold.items() if part in ("total", row["lang"])}
        theirs = scorer.score(rows, said, scorer.Names(aliases))
        faults += [f"{part} {key}" for key in theirs if theirs[key] != mine[key]]
    return faults


def test_what_hayy_says_is_scored_as_the_scorer_scores_it(scorer: ModuleType, measured: dict[str, Any]) -> None:
    for name, of in measured.items():
        assert not differing(scorer, of.gold, of.said, HERE / "aliases.tsv"), name


@st.composite
def disturbed(draw: st.DrawFn) -> dict[str, Any]:
    """Predictions near the annotation: mentions dropped, moved, renamed, said otherwise; places likewise."""
    keys = draw(st.lists(st.sampled_from(sorted(GOLD)), min_size=1, max_size=3, unique=True))
    names = sorted(
        {name for key in keys for name in GOLD[key]["doc_labels"]} | {"هنانو", "الأصيله", "حلب القديمة", "x"}
    )
    statuses = st.sampled_from(["retaken", "contested", "held", "lost", "mentioned"])
    polarities = st.sampled_from(["asserted", "denied", "failed", "planned", "hypothetical"])
    extents = st.sampled_from(["whole", "part", "upto", "within"])
    said = {}
    for key in keys:
        mentions = []
        for m in GOLD[key]["mentions"]:
            for _ in range(draw(st.integers(0, 2))):
                shift = draw(st.integers(-4, 4))
                mentions.append(
                    {
                        "start": m["start"] + shift,
                        "end": m["end"] + shift,
                        "name_ar": draw(st.sampled_from([m["canonical"] or "x", *names])),
                        "status": draw(st.sampled_from([m["status"]]) | statuses),
                        "polarity": draw(st.sampled_from([m["polarity"]]) | polarities),
                        "extent": draw(extents),
                        "event_date": None,
                    }
                )
        said[key] = {
            "id": key,
            "mentions": draw(st.permutations(mentions)),
            "places": draw(st.dictionaries(st.sampled_from(names), statuses, max_size=8)),
        }
    return said


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60)
@given(disturbed(), st.booleans())
def test_any_predictions_are_scored_as_the_scorer_scores_them(
    scorer: ModuleType, said: dict[str, Any], with_aliases: bool
) -> None:
    gold = {key: GOLD[key] for key in [*said, "D01", "D18"]}
    assert not differing(scorer, gold, said, HERE / "aliases.tsv" if with_aliases else None)


def test_the_annotation_itself_is_perfect() -> None:
    figures = evaluate(GOLD, perfect(GOLD), Names())
    for share in ("resolution_accuracy", "status_accuracy", "polarity_accuracy", "extent_accuracy"):
        assert figures[share] == 1.0
    assert figures["detection"]["F"] == figures["map_retaken"]["F"] == figures["map_contested"]["F"] == 1.0
    assert figures["event_date"]["right_or_null"] == figures["event_date"]["right_of_dated"] == 1.0
    assert figures["false_retaken_list"] == []


def test_saying_nothing_finds_nothing() -> None:
    figures = evaluate(GOLD, {}, Names())
    assert figures["detection"] | {"fn": 0} == {"P": None, "R": 0.0, "F": 0.0, "tp": 0, "fp": 0, "fn": 0}
    assert figures["map_retaken"]["R"] == 0.0
    assert figures["documents_missing"] == sorted(GOLD)
    assert figures["event_date"]["right_or_null"] is None


def test_a_false_retaken_is_listed_with_its_reason() -> None:
    said = perfect(GOLD)
    said["D03"]["places"]["الشعار"] = "retaken"
    said["D26"]["places"]["الميدان"] = "retaken"
    said["D09"]["places"]["الزهراء"] = "retaken"
    wrong = evaluate(GOLD, said, Names())["false_retaken_list"]
    assert [(w["id"], w["gold"]) for w in wrong] == [("D03", "contested"), ("D09", "absent"), ("D26", "held")]
    assert "denied" in wrong[0]["why"]
    assert wrong[1]["why"].startswith("not in the text")


@pytest.mark.parametrize(
    ("gold", "said", "verdict"),
    [
        ("2016-12-05", ["2016-12-05", "2016-12-05"], "right"),
        ("2016-12-05", ["2016-12-04", "2016-12-05"], "wrong"),
        ("2016-12-05", None, "missed"),
        (None, ["2016-12-05", "2016-12-05"], "invented"),
        (None, None, "both_null"),
        ("2012-08", ["2012-08-01", "2012-08-31"], "right"),
        ("2012", ["2012-01-01", "2012-12-31"], "right"),
        ("2016-12-07/2016-12-08", ["2016-12-07", "2016-12-08"], "right"),
    ],
)
def test_date_verdicts(gold: str | None, said: list[str] | None, verdict: str) -> None:
    assert date_verdict({"event_date": gold}, {"event_date": said}) == verdict


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["comment"] for fault in FAULTS])
def test_a_faulty_annotation_is_one_clear_line(tmp_path: Path, fault: dict[str, Any]) -> None:
    row = json.loads(json.dumps(GOLD["D01"])) | fault.get("change", {})
    if "mention" in fault:
        row["mentions"][0] |= fault["mention"]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_gold(path)
    assert fault["message"] in str(told.value)
    assert str(told.value).startswith(f"{path}:1: ")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no annotated document"),
        (b"{", "not JSON"),
        (b"[]", "is a JSON object"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_of_another_kind_is_one_clear_line(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        load_gold(path)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text((json.dumps(GOLD["D01"]) + "\n") * 2, encoding="utf-8")
    with pytest.raises(InputError, match=":2: the id 'D01' stands twice"):
        load_gold(path)


def test_aliases_chain_and_cannot_lead_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text("a\tb\nc\td\n", encoding="utf-8")
    assert Names.from_file(path).key("B") == "a"
    path.write_text("a\tb\nb\tc\nc\ta\n", encoding="utf-8")
    assert {Names.from_file(path).key(name) for name in "abc"} == {"a"}


# The command.


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two annotated texts in a folder of their own, with the aliases."""
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps(GOLD[key]) + "\n" for key in ("D02", "D19")), encoding="utf-8")
    (tmp_path / "aliases.tsv").write_bytes((HERE / "aliases.tsv").read_bytes())
    return path


def test_the_table_and_the_json_give_the_same_figures(small: Path) -> None:
    told, data = run(small), run(small, "--format", "json")
    assert told.exit_code == data.exit_code == 0
    figures = json.loads(data.stdout)
    assert figures["schema"] == "hayy.evaluate/1"
    assert set(figures["by_language"]) == {"ar", "en"}
    row = next(line for line in told.stdout.splitlines() if line.startswith("detection F"))
    assert row.split()[2:] == [f"{f['detection']['F']:.3f}" for f in (figures, *figures["by_language"].values())]


def test_predictions_are_the_input_of_the_scorer(small: Path, scorer: ModuleType) -> None:
    path = small.with_name("said.jsonl")
    figures = json.loads(run(small, "--predictions", path, "--format", "json").stdout)
    aliases = small.with_name("aliases.tsv")
    theirs = scorer.score(scorer.load(small), scorer.load(path), scorer.Names(aliases))
    assert {key: figures[key] for key in theirs} == theirs
    first = path.read_bytes()
    assert run(small, "--predictions", path).exit_code == 0  # its own output may be written again
    assert path.read_bytes() == first


def test_predictions_to_standard_output_stand_alone(small: Path) -> None:
    lines = run(small, "--predictions", "-").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["D02", "D19"]


def test_predictions_do_not_replace_a_file_of_another(small: Path) -> None:
    path = small.with_name("mine.jsonl")
    path.write_text("mine", encoding="utf-8")
    refused = run(small, "--predictions", path)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(small, "--predictions", path, "--force").exit_code == 0


def test_a_baseline_passes_then_fails(small: Path, gate: ModuleType) -> None:
    figures = json.loads(run(small, "--format", "json").stdout)
    baseline = small.with_name("baseline.json")
    sets = gate.updated({small: figures})
    baseline.write_text(gate.as_text(sets), encoding="utf-8")
    assert run(small, "--baseline", baseline).exit_code == 0
    sets["small.jsonl"]["floors"]["total"]["detection.F"] = 1.01
    baseline.write_text(gate.as_text(sets), encoding="utf-8")
    failed = run(small, "--baseline", baseline)
    assert failed.exit_code == 1
    assert "total detection.F: 1.01 ->" in failed.stderr
    assert "detection F" in failed.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.jsonl"], 1, "none.jsonl: cannot be read"),
        ([ANNOTATED, "--aliases", "none.tsv"], 1, "none.tsv: cannot be read"),
        ([ANNOTATED, "--baseline", "none.json"], 1, "none.json: cannot be read"),
        ([ANNOTATED, "--predictions", "said.csv"], 2, "must end in .jsonl"),
        ([ANNOTATED, "--format", "xml"], 2, "xml"),
        ([], 2, "GOLD.jsonl"),
    ],
)
def test_a_wrong_use_is_one_clear_line(arguments: list[Any], code: int, message: str) -> None:
    told = run(*arguments)
    assert told.exit_code == code
    assert message in told.stderr
    assert not told.stdout
