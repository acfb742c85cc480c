"""The project file: nothing lost on the way, nothing changed by repetition, decisions that stay, clear refusals."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hayy.coded import CodedClaim
from hayy.control import decide
from hayy.errors import InputError, OutputError
from hayy.gazetteer import load
from hayy.model import Claim, Document, Extent, Predicate, Reading
from hayy.pipeline import Reader, reader_version
from hayy.store import Decision, Project, Versions, schema
from hayy.store.decisions import correctable
from hayy.store.geopackage import from_blob

ALEPPO = load()
READER = Reader(ALEPPO)
BY = Versions("r1", ALEPPO.version)
TEXTS = {
    "took": "The Syrian army captured Shaar in Aleppo on Sunday, state news agency SANA reported.",
    "fights": "Clashes continued in Shaar and Sukkari in Aleppo city, the Syrian Observatory for Human Rights said.",
}


def article(name: str, day: int = 12, **more: object) -> Document:
    return replace(
        Document(name, TEXTS[name], outlet="An outlet", published=date(2016, 12, day), lang="en"),
        **more,  # type: ignore[arg-type]
    )


def readings(*names: str) -> list[Reading]:
    return [READER.read(article(name)) for name in names]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "aleppo.gpkg"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.open(path, ALEPPO, create=True) as opened:
        yield opened


def coded(identity: str, place: str, **more: object) -> CodedClaim:
    told = {"predicate": Predicate.TOOK, "actor": "GOV", "attributed_to": ("SOHR",), "reported": date(2016, 12, 6)}
    claim = Claim(id=identity, document=None, place=place, **{**told, **more})  # type: ignore[arg-type]
    return CodedClaim(claim, 2, "al-Sha'ar", "الشعار")


def states(project: Project) -> dict[str, tuple[str, int]]:
    return {row["place"]: (row["status"], row["disputed"]) for row in project.rows("state")}


def test_what_goes_in_comes_out(project: Project, seed: Path) -> None:
    document = Document("seed", seed.read_text(encoding="utf-8"), published=date(2016, 12, 12), lang="ar")
    given = [*readings("took", "fights"), READER.read(document)]
    project.add(given, BY)
    assert list(project.readings()) == given


def test_the_state_layer_is_what_the_rules_say(project: Project) -> None:
    given = readings("took", "fights")
    project.add(given[:1], BY)
    assert states(project)["shaar"] == ("retaken", 0)
    project.add(given[1:], BY)
    decided = decide([c for reading in given for c in reading.claims]).by_place
    assert states(project) == {p: (s.status.value, s.disputed) for p, s in decided.items()}
    assert states(project)["shaar"] == ("contested", 0)  # the fight is of a later day than the capture


def test_adding_again_changes_no_byte(project: Project, path: Path) -> None:
    project.add(readings("took"), BY)
    project.add_coded([coded("h1", "shaar")])
    before = path.read_bytes()
    assert project.add(readings("took"), BY).same == 1
    assert project.add_coded([coded("h1", "shaar")]).same == 1
    assert project.wanted([article("took")]) == ([], 1)
    assert path.read_bytes() == before


def test_a_document_that_says_more_of_itself_replaces_the_older_one(project: Project) -> None:
    project.add(readings("took"), BY)
    newer = article("took", title="A title")
    assert project.wanted([newer]) == ([newer], 0)
    assert project.add([READER.read(newer)], BY).changed == 1
    assert project.count("documents") == 1
    assert next(project.readings()).document.title == "A title"


def test_one_id_for_two_texts_is_refused_and_nothing_is_stored(project: Project) -> None:
    project.add(readings("took"), BY)
    other = READER.read(replace(article("fights"), id="took"))
    with pytest.raises(InputError, match="another text with the id 'took'"):
        project.add([*readings("fights"), other], BY)
    assert project.count("documents") == 1


def test_a_changed_row_replaces_the_coded_claim(project: Project) -> None:
    project.add_coded([coded("h1", "shaar")])
    assert project.add_coded([coded("h1", "sukkari")]).changed == 1
    assert set(states(project)) == {"sukkari"}
    assert [claim.place for claim in project.coded()] == ["sukkari"]


def test_coded_claims_without_a_place_are_kept_and_shown_nowhere(project: Project) -> None:
    project.add_coded([coded("h1", ""), coded("h2", "shaar")])
    assert project.count("claims") == 2
    assert [claim.id for claim in project.coded()] == ["h2"]
    assert set(states(project)) == {"shaar"}


def test_places_never_drawn_have_no_geometry(project: Project) -> None:
    never = next(p for p in sorted(ALEPPO.places) if ALEPPO.kind_of(p).draw == "never")
    project.add_coded([coded("h1", never), coded("h2", "shaar")])
    shapes = {row["place"]: from_blob(row["geom"]) for row in project.rows("state")}
    assert shapes[never] is None
    assert shapes["shaar"] is not None
    assert all(row["geom"] is None for row in project.rows("places") if ALEPPO.kind_of(row["id"]).draw == "never")


def of(project: Project, place: str) -> Claim:
    return next(claim for claim, _ in project.claims_as_read() if claim.place == place)


def test_decisions(project: Project) -> None:
    project.add(readings("took"), BY)
    claim = of(project, "shaar")
    assert project.decide([Decision(claim.id, "rejected", "a hoax")]) == 1
    assert states(project) == {}
    assert not next(project.readings()).claims
    assert project.decide([Decision(claim.id, "rejected", "a hoax")]) == 0
    project.decide([Decision(claim.id, "accepted", "seen it")])
    assert states(project) == {"shaar": ("retaken", 0)}
    shown = next(project.readings()).claims[0]
    assert "reviewed" in shown.flags
    assert shown.reasons[-1] == "reviewed by a person: accepted (seen it)"


def test_a_correction_moves_a_claim_and_back(project: Project) -> None:
    project.add(readings("took"), BY)
    claim = of(project, "shaar")
    project.decide([Decision(claim.id, "corrected", "", {**correctable(claim), "place": "sukkari", "extent": "part"})])
    assert states(project) == {"sukkari": ("contested", 0)}
    assert next(project.readings()).claims[0].extent is Extent.PART
    project.decide([Decision(claim.id, "accepted")])
    assert states(project) == {"shaar": ("retaken", 0)}


def test_a_decision_about_no_claim_leaves_all_as_it_was(project: Project) -> None:
    project.add(readings("took"), BY)
    claim = of(project, "shaar")
    with pytest.raises(InputError, match="has no claim 'x'"):
        project.decide([Decision(claim.id, "rejected"), Decision("x", "accepted")])
    assert project.decisions() == {}
    assert states(project) == {"shaar": ("retaken", 0)}


def reread(reading: Reading, **change: object) -> Reading:
    claims = tuple(replace(claim, **change) if claim.place == "shaar" else claim for claim in reading.by_mention)  # type: ignore[arg-type]
    return replace(reading, by_mention=claims)


def test_a_refresh_keeps_decisions_whose_claim_says_the_same(project: Project) -> None:
    project.add(readings("took"), BY)
    project.decide([Decision(of(project, "shaar").id, "rejected")])
    newer = reread(readings("took")[0], id="new", confidence=0.5)
    assert project.outdated(Versions("r2", ALEPPO.version)) == ["took"]
    assert project.replace([newer], Versions("r2", ALEPPO.version)).detached == 0
    assert project.outdated(Versions("r2", ALEPPO.version)) == []
    assert set(project.decisions()) == {"new"}
    assert states(project) == {}


def test_a_refresh_keeps_corrections_whatever_the_reader_says_now(project: Project) -> None:
    project.add(readings("took"), BY)
    claim = of(project, "shaar")
    project.decide([Decision(claim.id, "corrected", "", {**correctable(claim), "predicate": "holds"})])
    project.replace([reread(readings("took")[0], id="new", predicate=Predicate.FIGHTS)], BY)
    assert states(project) == {"shaar": ("held", 0)}


def test_a_verdict_on_other_words_does_not_follow(project: Project) -> None:
    project.add(readings("took"), BY)
    project.decide([Decision(of(project, "shaar").id, "accepted")])
    newer = reread(readings("took")[0], id="new", predicate=Predicate.FIGHTS)
    assert project.replace([newer], BY).detached == 1
    assert "reviewed" not in next(project.readings()).claims[0].flags
    assert project.count("decisions") == 1  # kept for a person to look at


def test_a_changed_gazetteer_brings_its_places(path: Path) -> None:
    with Project.open(path, ALEPPO, create=True) as project:
        project.add(readings("took"), BY)
    places = {**ALEPPO.places, "shaar": replace(ALEPPO.places["shaar"], name_en="Renamed")}
    newer = replace(ALEPPO, places=places, version="another")
    with Project.open(path, newer) as project:
        assert project.outdated(Versions("r1", "another")) == ["took"]
        project.replace([], Versions("r1", "another"))
        assert project.fact("gazetteer") == "another"
        assert [row["name_en"] for row in project.rows("state")] == ["Renamed"]


def test_another_city_is_refused(path: Path) -> None:
    Project.open(path, ALEPPO, create=True).close()
    with pytest.raises(InputError, match="is about 'aleppo', the gazetteer about 'homs'"):
        Project.open(path, replace(ALEPPO, slug="homs"))


def test_a_file_from_the_future_is_refused_and_left_alone(project: Project, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE project SET value = '99' WHERE key = 'schema'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"newer hayy \(version 99 .* knows 1\); update hayy"):
        Project.open(path, ALEPPO)
    assert path.read_bytes() == before


def test_an_older_file_is_brought_up_to_date_or_left_alone(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.add(readings("took"), BY)
    project.close()
    monkeypatch.setattr(schema, "VERSION", 3)

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE documents ADD COLUMN wrong TEXT")
        raise sqlite3.OperationalError("disk full")

    def works(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE documents ADD COLUMN right TEXT")

    monkeypatch.setattr(schema, "MIGRATIONS", {1: works, 2: fails})
    before = path.read_bytes()
    with pytest.raises(OutputError, match="nothing was changed"):
        Project.open(path, ALEPPO)
    assert path.read_bytes() == before
    monkeypatch.setattr(schema, "MIGRATIONS", {1: works, 2: lambda _connection: None})
    with Project.open(path, ALEPPO) as newer:
        assert newer.fact("schema") == "3"
        assert next(newer.rows("documents", ("id", "right")))["id"] == "took"


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"not a database", "is no project file"), (b"SQLite format 3\x00" + b"\xff" * 200, "damaged|no database")],
)
def test_other_files_are_refused(path: Path, data: bytes, message: str) -> None:
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        Project.open(path, ALEPPO, create=True)
    assert path.read_bytes() == data


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE project (key TEXT, value TEXT)")
    connection.close()
    with pytest.raises(InputError, match="not a hayy project"):
        Project.open(path, ALEPPO, create=True)


def test_no_file_is_made_where_none_is_wanted(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such project"):
        Project.open(path, ALEPPO)
    assert not path.exists()
    with pytest.raises(InputError, match="no folder"):
        Project.open(tmp_path / "no" / "x.gpkg", ALEPPO, create=True)


def test_an_empty_file_is_what_a_stopped_process_leaves(path: Path) -> None:
    path.touch()
    with pytest.raises(InputError, match="is empty"):
        Project.open(path, ALEPPO)
    with Project.open(path, ALEPPO, create=True) as project:
        assert project.count("documents") == 0


def test_who_waits_in_vain_is_told(project: Project, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        Project.open(path, ALEPPO, wait=0.05) as second,
        pytest.raises(OutputError, match="another process is writing"),
    ):
        second.add(readings("took"), BY)
    other.execute("ROLLBACK")
    other.close()
    assert project.add(readings("took"), BY).new == 1


def test_only_tables_of_the_project_can_be_named(project: Project) -> None:
    for ask in (lambda: project.count("sqlite_master"), lambda: list(project.rows("claims; DROP TABLE claims"))):
        with pytest.raises(InputError, match="no table"):
            ask()
    with pytest.raises(InputError, match="no column"):
        list(project.rows("claims", ("id FROM claims; --",)))


def test_the_version_of_the_reader_is_that_of_its_files() -> None:
    assert reader_version() == reader_version()
    assert len(json.dumps(reader_version())) == 18
