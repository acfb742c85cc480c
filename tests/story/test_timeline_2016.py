"""The whole story of the claims of 26 November to 22 December 2016, told by the commands that a person gives."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hayy.agreement import agreement
from hayy.cli.group import cli
from hayy.cli.projects import choose
from hayy.documents import read_documents
from hayy.gazetteer import load
from hayy.render.payload import build
from hayy.store import Project
from hayy.text import fold_name

ALEPPO = load()
Row = dict[str, str]


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    path = tmp_path_factory.mktemp("story") / "aleppo.gpkg"
    run("add", path, "--claims", root / "tests/eval/timeline_2016.csv")
    return path


@pytest.fixture(scope="module")
def with_seed(tmp_path_factory: pytest.TempPathFactory, project: Path, seed: Path) -> Path:
    path = tmp_path_factory.mktemp("story") / "both.gpkg"
    path.write_bytes(project.read_bytes())
    run("add", path, seed)
    return path


@pytest.fixture(scope="module")
def payload(project: Path) -> Any:
    with Project.open(project, ALEPPO) as opened:
        chosen = choose(opened, None, None)
    return build(chosen.readings, ALEPPO, coded=chosen.coded, as_of=chosen.last)


@pytest.fixture(scope="module")
def state_on(payload: Any) -> Callable[[str, str], dict[str, Any] | None]:
    """What the page's slider shows of a place on a day."""
    index = {place["id"]: number for number, place in enumerate(payload["places"])}

    def state(place: str, day: str) -> dict[str, Any] | None:
        shown = None
        for step in payload["steps"]:
            if step["day"] <= day:
                shown = step["changes"].get(index[place], shown)
        return shown

    return state


def test_the_slider_runs_from_the_first_day_to_the_last(payload: Any) -> None:
    days = [step["day"] for step in payload["steps"]]
    assert days == sorted(days)
    assert (days[0], days[-1], payload["as_of"]) == ("2016-11-26", "2016-12-22", "2016-12-22")
    # Of the last days there are claims about the whole city only, which are kept, and change nothing on the map.
    assert payload["steps"][-1]["changes"] == {}


def test_the_page_itself_has_all_of_it(project: Path, tmp_path: Path) -> None:
    result = run("map", project, "-o", tmp_path / "map.html")
    assert "retaken" in result.stderr
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "2016-11-26" in page
    assert "https://elimpulso.com/?p=514470" in page


@pytest.mark.parametrize(
    ("day", "status", "disputed"),
    [
        ("2016-11-30", "contested", True),  # the army says taken; the monitor, a rebel leader and the factions say not
        ("2016-12-02", "contested", False),
        ("2016-12-04", "contested", True),  # listed as secured, by the side that was wrong before
        ("2016-12-07", "contested", True),  # Hezbollah's own television lists it as held by the opposition
        ("2016-12-10", "contested", False),
        ("2016-12-11", "contested", False),
        ("2016-12-12", "retaken", False),  # SANA, the monitor, and Reuters on the ground
        ("2016-12-16", "retaken", False),
    ],
)
def test_sheikh_saeed(state_on: Any, day: str, status: str, disputed: bool) -> None:
    shown = state_on("sheikh-saeed", day)
    assert (shown["status"], shown["disputed"]) == (status, disputed)


def test_the_premature_claims_are_kept_and_marked(project: Path) -> None:
    lines = run("timeline", project, "--place", "الشيخ سعيد", "--format", "jsonl").stdout.splitlines()
    steps = [json.loads(line) for line in lines]
    last = steps[-1]
    by_claim = {claim: step["day"] for step in steps for claim in step["claims"]}
    assert (last["day"], last["status"]) == ("2016-12-12", "retaken")
    assert {"2016-11-30", "2016-12-04"} <= {by_claim[claim] for claim in last["contradicted"]}
    assert "2016-12-12" not in {by_claim[claim] for claim in last["contradicted"]}


def test_the_two_quarters_of_nearly_one_name_are_never_mixed(state_on: Any, payload: Any, project: Path) -> None:
    assert state_on("karm-al-dada", "2016-12-06")["status"] == "retaken"
    assert state_on("karm-al-daadaa", "2016-12-06") is None
    assert state_on("karm-al-daadaa", "2016-12-07")["status"] == "held"
    assert state_on("karm-al-daadaa", "2016-12-12")["status"] == "retaken"
    with Project.open(project, ALEPPO) as opened:
        named = {
            (row["named_ar"], row["place"]) for row in opened.rows("claims") if "كرم الد" in (row["named_ar"] or "")
        }
    assert named == {("كرم الدادا", "karm-al-dada"), ("كرم الدعدع", "karm-al-daadaa")}


def test_the_difference_lists_the_gains_with_their_evidence(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "change.geojson"
    days = ("--from", "2016-11-26", "--to", "2016-12-13")
    run("diff", project, *days, "-o", target)
    features = {f["id"]: f for f in json.loads(target.read_text(encoding="utf-8"))["features"]}
    gained = {key for key, f in features.items() if "gained" in f["properties"]["changes"]}
    assert {"sheikh-saeed", "salhin", "karm-al-daadaa", "karm-al-dada", "jalloum", "fardous", "sakhour"} <= gained
    assert "hanano" not in features  # contested on both days
    assert not {"mashhad", "sukkari"} & gained
    for feature in features.values():
        claims = feature["properties"]["claims"]
        assert claims
        for claim in claims:
            assert claim["attributed_to"]
            assert claim["url"]
            assert (claim["coded_by_hand"], claim["evidence"]) == (True, None)
            assert "2016-11-26" < claim["reported"] <= "2016-12-13"
    table = run("diff", project, *days).stdout
    total = re.search(
        r"^gained: (\d+) places, ([\d.]+) ha in (\d+) with a boundary and (\d+) without one$", table, re.M
    )
    assert total
    areas = [features[key]["properties"]["area_ha"] for key in gained]
    assert int(total[1]) == len(gained)
    assert int(total[3]) == sum(area is not None for area in areas)
    assert float(total[2]) == pytest.approx(sum(area or 0 for area in areas), abs=1)


def compared(root: Path) -> list[Row]:
    with (root / "tests/eval/seed_compare.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_disagreement_is_visible_where_the_comparison_by_hand_says_so(state_on: Any, root: Path) -> None:
    names = {fold_name(name.form): name.place for name in ALEPPO.names}
    further = [row for row in compared(root) if row["comparison"].startswith("other sides go further")]
    assert len(further) == 2
    for row in further:
        shown = state_on(names[fold_name(row["name_in_seed"])], "2016-12-12")
        assert (shown["status"], shown["disputed"]) == ("contested", True), row["name_en"]
    for row in compared(root):
        if row["comparison"] in ("confirmed across sides", "same side only"):
            shown = state_on(names[fold_name(row["name_in_seed"])], "2016-12-12")
            assert (shown["status"], shown["disputed"]) == ("retaken", False), row["name_en"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("sheikh-saeed", "confirmed across sides"),
        ("qalaat-al-sharif", "same side only"),
        ("iskan", "one voice"),
        ("karm-al-daadaa", "confirmed across sides, contradicted at first"),
        ("kallaseh", "disputed"),
    ],
)
def test_who_carries_a_status_is_said(project: Path, place: str, words: str) -> None:
    table = run("timeline", project, "--place", place).stdout.splitlines()
    last = next(line for line in reversed(table) if line.startswith("2016-12-12"))
    assert f"  {words}  " in last


def test_the_seed_article_merges_with_the_claims(with_seed: Path, project: Path, seed: Path) -> None:
    document = next(iter(read_documents([seed])))
    with Project.open(with_seed, ALEPPO) as both, Project.open(project, ALEPPO) as alone:
        assert [reading.document for reading in both.readings()] == [document]
        merged = {row["place"]: (row["status"], row["disputed"]) for row in both.rows("state")}
        before = {row["place"]: (row["status"], row["disputed"]) for row in alone.rows("state")}
        counts = {row["place"]: row["claims"] for row in both.rows("state")}
        fewer = {row["place"]: row["claims"] for row in alone.rows("state")}
    # The article quotes SANA, whose claims of the day are coded too: the same voice, so no second opinion.
    for place in ("sheikh-saeed", "salhin", "shahadin", "jalloum", "karm-al-afandi", "iskan"):
        assert merged[place] == before[place] == ("retaken", 0)
        assert counts[place] > fewer[place]
    assert set(before) <= set(merged)


def test_nothing_is_shown_without_a_sentence_that_is_stored_or_a_coded_claim_that_says_so(with_seed: Path) -> None:
    with Project.open(with_seed, ALEPPO) as both:
        texts = {row["id"]: row["text"] for row in both.rows("documents")}
        behind: dict[str, list[Any]] = {}
        for claim, row in both.claims_as_read():
            behind.setdefault(claim.place, []).append((claim, row))
        shaded = [row["place"] for row in both.rows("state")]
    assert len(shaded) > 70
    for place in shaded:
        for claim, row in behind[place]:
            if claim.document is None:
                assert (row["kind"], row["evidence"]) == ("coded", None)
                assert claim.attributed_to
                assert claim.url
            else:
                assert row["evidence"]
                assert row["evidence"] == claim.evidence.of(texts[claim.document])


def test_the_voice_of_the_seed_is_that_of_the_coded_claims(with_seed: Path, project: Path) -> None:
    with Project.open(with_seed, ALEPPO) as both, Project.open(project, ALEPPO) as alone:
        now, before = agreement(choose(both, None, None).claims), agreement(choose(alone, None, None).claims)
    claims = {record.voice: record.claims for record in now.voices}
    earlier = {record.voice: record.claims for record in before.voices}
    assert claims["Syrian state"] > earlier["Syrian state"] + 10
    assert set(claims) == set(earlier)  # nobody speaks in the article who does not speak in the table


def test_what_was_known_and_what_was(project: Path, tmp_path: Path) -> None:
    """Claims of the 12th tell of the 11th: as known on the 11th they are missing, as it was on the 11th they count."""
    table = tmp_path / "late.csv"
    rows = project_rows()
    table.write_text(rows, encoding="utf-8")
    path = tmp_path / "late.gpkg"
    run("add", path, "--claims", table)
    for option, status in (("--as-of", None), ("--on", "retaken")):
        run("export", path, option, "2016-12-11", "-o", tmp_path / "x.geojson", "--force")
        features = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]
        assert [f["properties"]["status"] for f in features] == ([status] if status else [])


def project_rows() -> str:
    head = (
        "date,neighbourhood,neighbourhood_ar,event,actor_gaining_or_holding,attributed_to,source_side,date_basis,note,"
    )
    row = "2016-12-11,al-Asila,الأصيلة,retaken_full,government+allies,SANA,state,stated,,https://example.org"
    return f"{head}source_url,reported\n{row},2016-12-12\n"
