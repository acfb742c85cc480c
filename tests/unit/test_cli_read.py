"""``hayy read``: the seed article read right, the contract of its record, and every failure as one clear line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hayy.cli.group import cli
from hayy.cli.table import width

CASES: dict[str, Any] = json.loads((Path(__file__).parent.parent / "cases" / "seed.json").read_text(encoding="utf-8"))
MENTION = {
    "start", "end", "surface", "place", "name_ar", "name_en", "score", "reasons", "status", "polarity", "extent",
    "direction", "actor", "attributed_to", "event_date", "evidence",
}  # fmt: skip
CLAIM = {
    "id", "place", "predicate", "status", "polarity", "extent", "direction", "actor", "against", "attributed_to",
    "event_date", "evidence", "mention",
}  # fmt: skip
PLACE = {"name_ar", "name_en", "status", "disputed", "partial", "extent", "actor", "event_date"}


def read(*arguments: str, stdin: bytes | str = "") -> Result:
    return CliRunner().invoke(cli, ["read", *arguments], input=stdin)


def records(*arguments: str, stdin: bytes | str = "") -> list[dict[str, Any]]:
    result = read("--format", "jsonl", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def record(seed: Path) -> dict[str, Any]:
    (made,) = records(str(seed))
    return made


def test_the_seed_says_of_each_place_what_a_careful_reader_says(record: dict[str, Any]) -> None:
    read_as = {
        place: {key: record["places"].get(place, {}).get(key) for key in expected if key != "comment"}
        for place, expected in CASES["places"].items()
    }
    wanted = {place: {k: v for k, v in e.items() if k != "comment"} for place, e in CASES["places"].items()}
    assert read_as == wanted
    assert set(record["places"]) == set(CASES["places"])


def test_the_seed_keeps_the_earlier_claim_about_a_part(record: dict[str, Any]) -> None:
    for wanted in CASES["partial_claims"]:
        fields = {key: value for key, value in wanted.items() if key != "comment"}
        assert any(fields.items() <= claim.items() for claim in record["claims"]), fields


def test_the_seed_reads_the_chain_of_sources_from_the_text(record: dict[str, Any]) -> None:
    for place in CASES["via_sana"]:
        chains = [c["attributed_to"] for c in record["claims"] if c["place"] == place and c["predicate"] == "took"]
        assert chains, place
        for chain in chains:
            assert [step for step in chain if "SANA" in step or "سانا" in step], (place, chain)
            assert len(chain) >= 3, (place, chain)  # the outlet, the agency, the military source


def test_the_seed_places_nothing_that_is_no_place(record: dict[str, Any], seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    for words in CASES["never_placed"]:
        assert words in text
        for mention in record["mentions"]:
            if mention["place"] is not None:
                assert not mention["surface"].startswith(words), words


def test_the_seed_turns_no_share_or_region_into_a_claim_about_a_place(record: dict[str, Any]) -> None:
    # "They lost nearly 90 % of the area that they held in the east of the city" is about no quarter.
    assert [claim for claim in record["claims"] if claim["mention"] is None] == []
    assert {claim["predicate"] for claim in record["claims"]} == {"took", "advances", "none"}


def check_contract(record: dict[str, Any], text: str) -> None:
    assert list(record) == ["schema", "id", "published", "outlet", "mentions", "claims", "places"]
    assert record["schema"] == "hayy.read/1"
    for mention in record["mentions"]:
        assert set(mention) == MENTION
        assert text[mention["start"] : mention["end"]] == mention["surface"]
        assert 0 <= mention["score"] <= 100
        assert mention["reasons"]
        assert all(isinstance(reason, str) for reason in mention["reasons"])
        assert (mention["place"] is None) == (mention["name_ar"] is None)
    for claim in record["claims"]:
        assert set(claim) == CLAIM
        assert claim["place"] in record["places"]
        assert claim["actor"] is None or claim["actor"] != claim["against"]
        start, end = claim["evidence"]
        assert 0 <= start < end <= len(text)
        if claim["mention"] is not None:
            mention = record["mentions"][claim["mention"]]
            assert mention["place"] == claim["place"]
            assert start <= mention["start"] < mention["end"] <= end
        if claim["event_date"] is not None:
            assert claim["event_date"] == sorted(claim["event_date"])
    for place in record["places"].values():
        assert set(place) == PLACE
    assert {m["place"] for m in record["mentions"] if m["place"]} <= set(record["places"])


def test_the_record_keeps_the_contract(record: dict[str, Any], seed: Path) -> None:
    check_contract(record, seed.read_text(encoding="utf-8"))
    assert len({claim["id"] for claim in record["claims"]}) == len(record["claims"])


def test_reading_twice_gives_the_same_bytes(seed: Path) -> None:
    assert read(str(seed), "--format", "jsonl").stdout == read(str(seed), "--format", "jsonl").stdout


def test_an_article_without_a_place_of_aleppo_is_one_line_with_empty_lists(tmp_path: Path) -> None:
    article = tmp_path / "weather.txt"
    article.write_text("Rain is expected in Lisbon.\n", encoding="utf-8")
    (made,) = records(str(article), "--published", "2016-12-12", "--outlet", "A paper")
    assert made["published"] == "2016-12-12"
    assert made["outlet"] == "A paper"
    assert (made["mentions"], made["claims"], made["places"]) == ([], [], {})


def test_each_document_is_one_line_whatever_it_holds() -> None:
    lines = [{"id": f"d{n}", "text": text} for n, text in enumerate(["Rain\u2028in\x85Lisbon.", "سقط حي الشعار", "{}"])]
    made = records("-", stdin="\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert [record["id"] for record in made] == ["d0", "d1", "d2"]


def test_no_publication_date_says_what_is_lost_and_guesses_nothing() -> None:
    result = read("--format", "jsonl", "-", stdin="سيطر الجيش السوري أمس على حي الشعار في مدينة حلب.")
    assert result.exit_code == 0
    assert result.stderr.startswith('standard input: no publication date, so words like "yesterday"')
    assert len(result.stderr.splitlines()) == 1
    made = json.loads(result.stdout)
    assert made["published"] is None
    assert [claim["event_date"] for claim in made["claims"]] == [None]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "missing.txt: no such file"),
        ("folder", "folder", "folder: this is a directory; give the files in it"),
        ("empty.txt", b"", "empty.txt: empty, there is no text to read"),
        (
            "bad.txt",
            b"abc\xff",
            "bad.txt: byte 3 (0xFF) is not valid UTF-8; if it is older Arabic text, try --encoding",
        ),
    ],
    ids=["missing", "directory", "empty", "invalid UTF-8"],
)
@pytest.mark.parametrize("command", ["read", "map"])
def test_an_input_at_fault_is_one_clear_line_and_exit_1(
    command: str, name: str, data: bytes | str | None, message: str, tmp_path: Path, seed: Path
) -> None:
    path = tmp_path / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    elif data:
        path.mkdir()
    output = tmp_path / "map.html"
    # A good article first: nothing may be written before all inputs are known to be good.
    arguments = [command, str(seed), str(path), *(["-o", str(output)] if command == "map" else [])]
    result = CliRunner().invoke(cli, arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not output.exists()


def test_a_legacy_encoding_can_be_named(tmp_path: Path) -> None:
    article = tmp_path / "old.txt"
    article.write_bytes("سيطر الجيش السوري على حي الشعار في حلب".encode("windows-1256"))
    (made,) = records(str(article), "--encoding", "windows-1256")
    assert [mention["surface"] for mention in made["mentions"]] == ["الشعار"]


@pytest.mark.parametrize("option", ["--published=soon", "--encoding=rot13", "--max-bytes=0", "--format=xml"])
def test_an_option_that_cannot_be_is_a_usage_error(option: str, seed: Path) -> None:
    assert read(str(seed), option).exit_code == 2


def test_the_table_names_every_place_once_and_lines_up(seed: Path) -> None:
    result = read(str(seed))
    assert result.exit_code == 0
    heading, header, *rows = result.stdout.splitlines()
    assert heading == "Egyptian newspaper (not named in the file), 2016-12-12 (299c4dd6cdf2)"
    listed = [row for row in rows if row.split()[0] in ("retaken", "contested", "mentioned")]
    assert len(listed) == len(CASES["places"])
    assert [row.split()[0] for row in listed] == ["retaken"] * 12 + ["contested"] * 3 + ["mentioned"] * 6
    start = width(header[: header.index("NAME")])
    assert all(width(row[: row.rindex("  ") + 2]) <= start or row[start - 1] == " " for row in listed)
    assert "recognised, but no place of the gazetteer: " in rows[-1]
    assert "تدمر" in rows[-1]


def test_the_table_of_an_article_without_a_place_says_so() -> None:
    result = read("-", "--published", "2016-12-12", stdin="Rain is expected in Lisbon.")
    assert result.stdout.splitlines()[1:] == ["no place of the gazetteer is named"]


def test_several_documents_are_several_tables() -> None:
    result = read("-", stdin='{"id": "a", "text": "Rain."}\n{"id": "b", "text": "Sun."}\n')
    assert result.stdout.split("\n\n") == [
        "outlet not stated, not dated (a)\nno place of the gazetteer is named",
        "outlet not stated, not dated (b)\nno place of the gazetteer is named\n",
    ]
