"""Exports: round trips with the readers people use, formulas, what is never drawn, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from hayy.cli.group import cli
from hayy.coded import CodedClaim
from hayy.control import decide
from hayy.errors import InputError
from hayy.exports.annotations import to_annotations
from hayy.exports.claims import claims_csv, claims_of, read_decisions, unprotected
from hayy.exports.events import ACLED_COLUMNS, UCDP_COLUMNS, acled_csv, ucdp_csv
from hayy.exports.kml import to_kml
from hayy.exports.vector import FIELDS, to_gpkg, to_parquet
from hayy.gazetteer import load
from hayy.gazetteer.drafting import formula_safe
from hayy.model import Claim, ControlState, Document, Extent, Polarity, Predicate, Reading, When
from hayy.pipeline import Reader
from hayy.store import Project, Versions

ALEPPO = load()
TEXT = "The Syrian army captured Shaar in Aleppo on Sunday, state news agency SANA reported. Sukkari is near."
DOCUMENT = Document(
    "d",
    TEXT,
    outlet="=HYPERLINK(1)",
    url="https://example.org/1",
    published=date(2016, 12, 12),
    lang="en",
    title="<T&]]>",
)
NEVER = next(p for p in sorted(ALEPPO.places) if ALEPPO.kind_of(p).draw == "never")


def coded(identity: str, place: str, predicate: Predicate, **more: object) -> Claim:
    on = date(2016, 12, 10)
    told = {"actor": "REB", "attributed_to": ("AFP", "SOHR"), "reported": on, "url": "https://example.org/2"}
    return Claim(identity, None, place, predicate, **{**told, "event": When(on, on, "day"), **more})  # type: ignore[arg-type]


CODED = (
    coded("h1", "karm-al-daadaa", Predicate.TOOK, extent=Extent.PART, actor="GOV", note="=cmd|' /C calc'!A0"),
    coded("h2", "maadi", Predicate.LOST),
    coded("h3", "mashhad", Predicate.HOLDS),
    coded("h4", NEVER, Predicate.TOOK),
    coded("h5", "marjeh", Predicate.FIGHTS, polarity=Polarity.FAILED, actor=None, against="REB"),
    coded("h6", "salhin", Predicate.TOOK, polarity=Polarity.DENIED, actor="GOV"),
    coded("h7", "ansari", Predicate.TOOK, event=When(date(2016, 12, 1), date(2016, 12, 10), "about"), actor="GOV"),
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reader(ALEPPO).read(DOCUMENT)


@pytest.fixture(scope="module")
def state(reading: Reading) -> ControlState:
    return decide([*reading.claims, *CODED])


@pytest.fixture
def project(tmp_path: Path, reading: Reading) -> Iterator[Project]:
    with Project.open(tmp_path / "p.gpkg", ALEPPO, create=True) as opened:
        opened.add([reading], Versions("r", ALEPPO.version))
        opened.add_coded([CodedClaim(claim, n, "", "") for n, claim in enumerate(CODED)])
        yield opened


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_geopackage_round_trip(state: ControlState, reading: Reading, tmp_path: Path) -> None:
    data = to_gpkg(state, ALEPPO, [reading], CODED)
    assert data == to_gpkg(state, ALEPPO, [reading], CODED)
    (tmp_path / "s.gpkg").write_bytes(data)
    frame = geopandas.read_file(tmp_path / "s.gpkg", layer="state").set_index("place")
    assert {place: frame.loc[place, "status"] for place in state.by_place} == {
        place: shown.status.value for place, shown in state.by_place.items()
    }
    assert frame.crs.to_epsg() == 4326
    assert frame.loc[NEVER].geometry is None
    claims = json.loads(frame.loc["karm-al-daadaa", "claims"])
    assert claims[0]["coded_by_hand"] is True
    assert claims[0]["attributed_to"] == ["AFP", "SOHR"]


def test_parquet_round_trip(state: ControlState, reading: Reading, tmp_path: Path) -> None:
    data = to_parquet(state, ALEPPO, [reading], CODED)
    assert data == to_parquet(state, ALEPPO, [reading], CODED)
    (tmp_path / "s.parquet").write_bytes(data)
    frame = geopandas.read_parquet(tmp_path / "s.parquet")
    assert list(frame.columns) == [*FIELDS, "geometry"]
    assert frame.crs.to_epsg() in (4326, None) or frame.crs.to_authority() == ("OGC", "CRS84")
    assert set(frame.place) == set(state.by_place)
    assert frame.set_index("place").loc["shaar", "name_ar"] == "الشعار"


def test_kml(state: ControlState, reading: Reading, tmp_path: Path) -> None:
    data = to_kml(state, ALEPPO, [reading], CODED)
    root = ET.fromstring(data)  # noqa: S314  # of our own making
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = {
        mark.findtext(".//k:Data[@name='place']/k:value", "", space): mark
        for mark in root.findall(".//k:Placemark", space)
    }
    assert set(marks) == {p for p in state.by_place if p != NEVER}
    said = marks["shaar"].findtext("k:description", "", space)
    assert "The Syrian army captured Shaar" in said
    assert "SANA" in said
    assert "coded by hand" in marks["maadi"].findtext("k:description", "", space)
    (tmp_path / "s.kml").write_bytes(data)
    assert len(geopandas.read_file(tmp_path / "s.kml")) == len(marks)


def test_characters_that_xml_forbids(reading: Reading) -> None:
    claim = coded("x", "shaar", Predicate.TOOK, note="a\x00b\x1f<script>]]>&\ufffe")
    data = to_kml(decide([claim]), ALEPPO, [], [claim])
    assert "a\ufffdb\ufffd<script>]]>&\ufffd" in "".join(ET.fromstring(data).itertext())  # noqa: S314


def test_event_tables_hold_events_only(reading: Reading) -> None:
    rows = {row["tags"].removeprefix("claim="): row for row in table(acled_csv([reading], CODED, ALEPPO))}
    # Holding is no event, a denial none either, a site that is never drawn stands nowhere.
    assert {identity for identity in rows if identity.startswith("h")} == {"h1", "h2", "h5", "h7"}
    took = next(row for row in rows.values() if "Shaar" in row["location"] or "Sha" in row["location"])
    assert (took["event_type"], took["sub_event_type"]) == ("Battles", "Government regains territory")
    assert took["event_date"] == "2016-12-11"
    assert rows["h1"]["sub_event_type"] == "Armed clash"
    assert rows["h2"]["event_type"] == "Strategic developments"
    assert rows["h7"]["time_precision"] == "3"
    assert all(row["notes"].startswith("a claim as reported, not verified") for row in rows.values())
    assert all(row["fatalities"] == "" for row in rows.values())
    assert list(next(iter(rows.values()))) == list(ACLED_COLUMNS)


def test_ucdp_table(reading: Reading) -> None:
    rows = {row["relid"].rpartition("-")[2]: row for row in table(ucdp_csv([reading], CODED, ALEPPO))}
    assert list(rows["h1"]) == list(UCDP_COLUMNS)
    assert (rows["h7"]["date_prec"], rows["h7"]["date_start"], rows["h7"]["date_end"]) == (
        "4",
        "2016-12-01",
        "2016-12-10",
    )
    assert (rows["h1"]["date_prec"], rows["h1"]["where_prec"]) == ("1", "1")
    assert rows["h1"]["source_original"] == "Syrian Observatory for Human Rights"
    assert rows["h1"]["best"] == ""
    lat, lon = float(rows["h1"]["latitude"]), float(rows["h1"]["longitude"])
    west, south, east, north = ALEPPO.city.bbox
    assert south < lat < north
    assert west < lon < east


def test_formulas_are_disarmed_and_numbers_are_not(reading: Reading, project: Project) -> None:
    for data in (acled_csv([reading], CODED, ALEPPO), ucdp_csv([reading], CODED, ALEPPO), claims_csv(project)):
        for row in table(data):
            for cell in row.values():
                assert cell == formula_safe(cell) or cell.lstrip("-").replace(".", "").isdigit()
    offices = {row["source_office"] for row in table(ucdp_csv([reading], CODED, ALEPPO))}
    assert "'=HYPERLINK(1)" in offices
    frame = pd.read_csv(io.BytesIO(acled_csv([reading], CODED, ALEPPO)))
    assert frame.latitude.dtype == float


@pytest.mark.parametrize("cell", ["=1+1", " @x", "'twas", "", "'", "-", "\t=x", "plain"])
def test_protection_comes_off_again(cell: str) -> None:
    assert unprotected(formula_safe(cell)) == cell


def test_annotations(reading: Reading) -> None:
    data = json.loads(to_annotations([reading], CODED, ALEPPO))
    items = {item["id"].removeprefix("urn:hayy:claim:"): item for item in data["first"]["items"]}
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert data["total"] == len(items) == len(reading.claims) + len(CODED)
    for claim in reading.claims:
        position, quote = items[claim.id]["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in TEXT
    assert items["h1"]["target"] == "https://example.org/2"
    body = json.loads(items["h1"]["body"]["value"])
    assert (body["coded_by_hand"], body["place"], body["extent"]) == (True, "karm-al-daadaa", "part")


def mark(data: bytes, **reviews: tuple[str, dict[str, str]]) -> str:
    """The table with the reviews of a person who saved it from a spreadsheet."""
    rows = table(data)
    for row in rows:
        if row["claim"] in reviews:
            row["review"], change = reviews[row["claim"]]
            row.update(change)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def test_review_round_trip(project: Project) -> None:
    text = mark(
        claims_csv(project),
        h1=("Corrected", {"extent": "whole", "review_note": "=seen"}),
        h2=("rejected", {}),
        h3=("accepted", {}),
    )
    given = read_decisions(text, project, "claims.csv")
    assert [(d.claim, d.review) for d in given] == [("h1", "corrected"), ("h2", "rejected"), ("h3", "accepted")]
    assert project.decide(given) == 3
    claims = {claim.id: claim for claim in claims_of(project)}
    assert claims["h1"].extent is Extent.WHOLE
    assert "h2" not in claims
    again = {row["claim"]: row for row in table(claims_csv(project))}
    assert (again["h1"]["review"], again["h1"]["extent"], again["h1"]["review_note"]) == (
        "corrected",
        "whole",
        "'=seen",
    )
    assert project.decide(read_decisions(claims_csv(project).decode("utf-8-sig"), project, "c")) == 0


def test_all_faults_of_a_review_at_once(project: Project) -> None:
    text = mark(
        claims_csv(project),
        h1=("corrected", {"extent": "huge", "actor": "Martians", "place": "atlantis"}),
        h2=("maybe", {}),
        h3=("corrected", {}),
        h5=("corrected", {"event_first": "2016-12-11", "event_last": "2016-12-10"}),
    ).replace("h7,", "unknown,", 1)
    with pytest.raises(InputError) as caught:
        read_decisions(text, project, "claims.csv")
    message = str(caught.value)
    for words in ("unknown extent 'huge'", "unknown side 'Martians'", "no place 'atlantis'", "unknown review 'maybe'"):
        assert words in message
    for words in ("nothing in the row differs", "ends before it begins"):
        assert words in message
    assert "unknown'" not in message  # a row without a review says nothing, whatever its claim


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "x.geojson"),
        ("-o", "x.gpkg"),
        ("-o", "x.csv"),
        ("-o", "x.parquet"),
        ("-o", "x.kml"),
        ("-o", "x.jsonld"),
        ("-o", "x.csv", "--what", "claims"),
        ("-o", "x.csv", "--what", "acled"),
        ("-o", "x.csv", "--what", "ucdp"),
    ],
    ids=" ".join,
)
def test_the_command_writes_every_format_the_same_each_time(
    project: Project, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    target = tmp_path / arguments[1]
    call = ("export", str(project.path), "-o", str(target), *arguments[2:])
    result = run(*call)
    assert result.exit_code == 0, result.output
    first = target.read_bytes()
    assert run(*call, "--force").exit_code == 0
    assert target.read_bytes() == first


def test_a_project_is_never_written_over_by_its_export(project: Project) -> None:
    before = project.path.read_bytes()
    result = run("export", str(project.path), "-o", str(project.path), "--force")
    assert (result.exit_code, "is the project itself" in result.output) == (1, True)
    assert project.path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "either -o FILE or --to URL"),
        (("-o", "x.txt"), 2, "can be written as"),
        (("-o", "x.kml", "--what", "claims"), 2, "can be written as"),
        (("-o", "-"), 2, "needs --format"),
        (("--to", "mysql://x/y"), 1, "only postgresql://"),
        (("--to", "postgresql://x/y", "--schema", 'x"; DROP'), 1, "is no name of a schema"),
        (("--to", "postgresql://x/y", "--schema", "public"), 1, "of the database itself"),
        (("-o", "x.csv", "--sources", "nobody"), 1, "no claim of nobody"),
    ],
)
def test_what_cannot_be_exported(project: Project, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run("export", str(project.path), *arguments)
    assert (result.exit_code, words in result.output) == (code, True), result.output
