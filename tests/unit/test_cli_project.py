"""The commands on a project file: add, refresh, review, timeline, diff, sources, and maps of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hayy.cli import projects
from hayy.cli.group import cli
from hayy.gazetteer import load
from hayy.store import Project, Versions

ALEPPO = load()
TOOK = "سيطر الجيش السوري على حي الشعار في مدينة حلب، وفق وكالة سانا."
HELD = "The opposition still holds Sukkari in Aleppo city, the Syrian Observatory for Human Rights said."
PAGE = "<html lang=ar><head><meta name=date content=2016-12-08></head><body><article><p>"
PAGE += f"{TOOK}</p></article></body></html>"
CODED = (
    "date,neighbourhood,neighbourhood_ar,event,actor_gaining_or_holding,attributed_to,source_side,date_basis,note,"
    "source_url\n"
    "2016-12-05,al-Sha'ar,الشعار,held,opposition,SOHR,monitor,stated,,https://example.org/1\n"
    "2016-12-05,Aleppo (whole city),حلب,contested,both,SOHR,monitor,stated,,https://example.org/2\n"
)


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)


def done(*arguments: object, stdin: str | None = None) -> Result:
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    (made / "deep").mkdir(parents=True)
    (made / "a.txt").write_text(TOOK, encoding="utf-8")
    (made / "a.toml").write_text('published = 2016-12-07\noutlet = "صحيفة"\n', encoding="utf-8")
    lines = [
        {"id": "j1", "text": HELD, "published": "2016-12-08"},
        {"id": "j2", "text": "Rain.", "published": "2016-12-08"},
    ]
    (made / "deep" / "b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (made / "deep" / "c.html").write_text(PAGE.replace("السوري", "العربي السوري"), encoding="utf-8")
    (made / "notes.md").write_text("not an article", encoding="utf-8")
    (tmp_path / "coded.csv").write_text(CODED, encoding="utf-8")
    return made


@pytest.fixture
def path(tmp_path: Path, folder: Path) -> Path:
    made = tmp_path / "p.gpkg"
    done("add", made, folder, "--claims", tmp_path / "coded.csv")
    return made


def statuses(path: Path) -> dict[str, str]:
    with Project.open(path, ALEPPO) as project:
        return {row["place"]: row["status"] for row in project.rows("state")}


def test_a_folder_of_everything(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "p.gpkg"
    result = done("add", path, folder, "--claims", tmp_path / "coded.csv")
    assert result.stdout == ""
    assert f"{path}: articles: 4 new" in result.stderr
    assert "row 3 (Aleppo (whole city)) is about the whole city: kept, never drawn" in result.stderr
    assert "2 new" in result.stderr.splitlines()[-1]
    assert statuses(path) == {"shaar": "retaken", "sukkari": "held"}
    again = done("add", path, folder, "--claims", tmp_path / "coded.csv").stderr
    assert "articles: 0 new, 4 there already" in again
    assert "0 new, 2 there already" in again


def test_standard_input_and_options(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    done("add", path, "-", "--published", "2016-12-07", "--outlet", "An outlet", stdin=TOOK)
    with Project.open(path, ALEPPO) as project:
        document = next(project.readings()).document
    assert (document.published and document.published.isoformat(), document.outlet) == ("2016-12-07", "An outlet")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "at least one ARTICLE or --claims"),
        (("missing.txt",), 1, "no such file"),
        (("empty",), 1, "no article in this folder"),
        (("ftp://example.org/x",), 1, "only http and https"),
        (("http://127.0.0.1:9/x",), 1, "private network"),
        (("--claims", "missing.csv"), 1, "cannot be read"),
        (("bad.jsonl",), 1, "bad.jsonl line 2"),
    ],
)
def test_faults_before_anything_is_made(
    tmp_path: Path,
    arguments: tuple[str, ...],
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    socket_enabled: None,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.jsonl").write_text(json.dumps({"id": "1", "text": TOOK}) + "\nnonsense\n", encoding="utf-8")
    result = run("add", "p.gpkg", *arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.output
    assert not Path("p.gpkg").exists()


def test_a_faulty_table_stops_the_articles_too(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "coded.csv").write_text(CODED.replace("held", "liberated"), encoding="utf-8")
    result = run("add", tmp_path / "p.gpkg", folder, "--claims", tmp_path / "coded.csv")
    assert (result.exit_code, "row 2: unknown event 'liberated'" in result.stderr) == (1, True)
    assert not (tmp_path / "p.gpkg").exists()


def test_another_suffix_is_a_usage_error(tmp_path: Path) -> None:
    result = run("add", tmp_path / "p.sqlite", "-", stdin=TOOK)
    assert (result.exit_code, "must end in .gpkg" in result.stderr) == (2, True)


def test_refresh_reads_again_only_what_is_out_of_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "0 of 4 articles read again" in done("refresh", path).stderr
    monkeypatch.setattr(projects, "versions", lambda gazetteer: Versions("newer", gazetteer.version))
    monkeypatch.setattr("hayy.cli.refresh.versions", lambda gazetteer: Versions("newer", gazetteer.version))
    assert "4 of 4 articles read again" in done("refresh", path).stderr
    assert "0 of 4 articles read again" in done("refresh", path).stderr
    assert "4 of 4 articles read again" in done("refresh", path, "--all").stderr


def test_review_and_refresh(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    done("export", path, "--what", "claims", "-o", table)
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    for row in rows:
        if row["place"] == "shaar" and row["coded_by_hand"] == "no":
            row["review"], row["review_note"] = "rejected", "a hoax"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    table.write_text(out.getvalue(), encoding="utf-8")
    assert "2 rejected; 2 of them new" in done("review", path, table).stderr
    assert statuses(path) == {"shaar": "held", "sukkari": "held"}
    done("refresh", path, "--all")
    assert statuses(path) == {"shaar": "held", "sukkari": "held"}
    assert "2 rejected; 0 of them new" in done("review", path, table).stderr
    assert "is there already" in run("export", path, "--what", "claims", "-o", table).stderr  # a person's work


def test_a_reviewed_claim_says_so_on_the_map(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    done("export", path, "--what", "claims", "-o", table)
    marked = table.read_text(encoding="utf-8-sig").splitlines()
    marked = [line.replace(",,,", ",accepted,seen it,", 1) if ",sukkari," in line else line for line in marked]
    table.write_text("\n".join(marked), encoding="utf-8")
    assert "1 accepted" in done("review", path, table).stderr
    done("map", path, "-o", tmp_path / "m.html")
    assert "reviewed by a person: accepted (seen it)" in (tmp_path / "m.html").read_text(encoding="utf-8")


def test_maps_of_a_project(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "m.html"
    assert "1 retaken, 1 held" in done("map", path, "-o", page).stderr
    assert "coded" in page.read_text(encoding="utf-8")
    assert ": 1 held" in done("map", path, "-o", page, "--as-of", "2016-12-05").stderr
    assert ": 1 retaken" in done("map", path, "-o", page, "--sources", "sana").stderr
    assert ": 2 held" in done("map", path, "-o", page, "--actor", "REB").stderr
    assert "no claim of nobody" in run("map", path, "-o", page, "--sources", "nobody").stderr


def test_a_project_stands_alone(path: Path, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "m.html"
    assert run("map", path, folder / "a.txt", "-o", page).exit_code == 2
    assert run("map", folder / "a.txt", "--sources", "SANA", "-o", page).exit_code == 2
    assert not page.exists()


def test_timeline(path: Path) -> None:
    lines = done("timeline", path).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["DAY", "2016-12-05", "2016-12-07", "2016-12-08", "2016-12-08"]
    only = [
        json.loads(line)
        for line in done("timeline", path, "--place", "الشعار", "--format", "jsonl").stdout.splitlines()
    ]
    assert [(step["day"], step["status"]) for step in only] == [
        ("2016-12-05", "held"),
        ("2016-12-07", "retaken"),
        ("2016-12-08", "retaken"),
    ]
    assert "no place is called 'Atlantis'" in run("timeline", path, "--place", "Atlantis").stderr


def test_diff(path: Path, tmp_path: Path) -> None:
    table = done("diff", path, "--from", "2016-12-05", "--to", "2016-12-07").stdout
    assert "gained (GOV)" in table
    assert "lost (REB)" in table
    assert "Syrian state 2016-12-07" in table
    assert "ha in 1 with a boundary" in table
    assert done("diff", path, "--from", "2016-12-10", "--to", "2016-12-11").stdout == "nothing changed\n"
    target = tmp_path / "d.geojson"
    done("diff", path, "--from", "2016-12-05", "--to", "2016-12-07", "-o", target)
    made = json.loads(target.read_text(encoding="utf-8"))
    assert made["features"][0]["properties"]["claims"][0]["evidence"] == TOOK
    done("diff", path, "--from", "2016-12-05", "--to", "2016-12-07", "-o", tmp_path / "d.svg")
    assert (tmp_path / "d.svg").read_bytes().startswith(b"<?xml")
    for wrong in (
        ("--from", "2016-12-07", "--to", "2016-12-05"),
        ("--from", "2016-12-07"),
        ("--from", "x", "--to", "y"),
    ):
        assert run("diff", path, *wrong).exit_code == 2


def test_sources(path: Path, tmp_path: Path) -> None:
    lines = done("sources", path).stdout.splitlines()
    assert lines[1].startswith("Syrian ")
    picture = tmp_path / "m.svg"
    done("sources", path, "-o", picture)
    first = picture.read_bytes()
    done("sources", path, "-o", picture)
    assert picture.read_bytes() == first
    assert b"Syrian Observatory" in first
    done("sources", path, "-o", tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text(encoding="utf-8-sig").startswith("voice,other,same,contrary\n")


def test_commands_on_a_project_that_is_not_there(tmp_path: Path) -> None:
    for command in (("refresh",), ("timeline",), ("sources",), ("export", "-o", "-", "--format", "csv")):
        result = run(command[0], tmp_path / "no.gpkg", *command[1:])
        assert (result.exit_code, "no such project" in result.stderr) == (1, True)
