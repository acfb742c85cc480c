"""What an input says of a document, what overrides it, and what a person is told."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hayy.documents import NO_DATE, Options, document_id, parse_day, read_documents
from hayy.errors import InputError
from hayy.model import Document

TEXT = "Troops took Karm al-Jabal.\r\nسيطر الجيش على كرم الجبل\n"


def read(*paths: Path | str, stdin: bytes = b"", **options: object) -> tuple[list[Document], list[str]]:
    told: list[str] = []
    chosen = Options(**options)  # type: ignore[arg-type]
    documents = list(read_documents(paths, chosen, tell=told.append, stdin=io.BytesIO(stdin)))
    return documents, told


def article(folder: Path, text: str | bytes = TEXT, toml: str | None = None, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if toml is not None:
        path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    return path


def test_a_bare_text_is_kept_as_it_is_and_named_by_its_hash(tmp_path: Path) -> None:
    path = article(tmp_path)
    documents, told = read(path)
    assert documents == [Document(id=hashlib.sha256(TEXT.encode()).hexdigest(), text=TEXT)]
    assert told == [f"{path}: {NO_DATE}"]


def test_the_toml_beside_a_text_supplies_what_the_text_lacks(tmp_path: Path) -> None:
    toml = 'title = "T"\noutlet = " O "\nurl = "https://example.org/a"\npublished = 2016-12-12\nlang = "ar-EG"\n'
    documents, told = read(article(tmp_path, toml=toml))
    assert documents == [
        Document(
            id=document_id(TEXT),
            text=TEXT,
            outlet="O",
            url="https://example.org/a",
            published=date(2016, 12, 12),
            lang="ar",
            title="T",
        )
    ]
    assert told == []


def test_options_override_what_the_inputs_say(tmp_path: Path) -> None:
    path = article(tmp_path, toml='outlet = "O"\npublished = 2016-12-12\n')
    documents, told = read(path, published=date(2016, 12, 1), outlet="Mine")
    assert (documents[0].published, documents[0].outlet) == (date(2016, 12, 1), "Mine")
    assert told == []


def test_the_seed_says_where_it_comes_from_and_that_its_date_is_inferred(seed: Path) -> None:
    documents, told = read(seed)
    assert documents[0].outlet == "Egyptian newspaper (not named in the file)"
    assert documents[0].published == date(2016, 12, 12)
    assert documents[0].lang == "ar"
    assert documents[0].id == hashlib.sha256(seed.read_bytes()).hexdigest()
    assert told == []
    assert 'published_basis = """inferred' in seed.with_suffix(".toml").read_text(encoding="utf-8")


def test_a_text_that_is_not_what_its_toml_describes_is_refused(tmp_path: Path) -> None:
    path = article(tmp_path, toml=f'sha256 = "{hashlib.sha256(b"other").hexdigest()}"\n')
    with pytest.raises(InputError, match=r"a\.txt: is not the file that a\.toml describes"):
        read(path)


def test_a_misspelt_field_is_told_and_not_used(tmp_path: Path) -> None:
    documents, told = read(article(tmp_path, toml="publised = 2016-12-12\n"))
    assert documents[0].published is None
    assert told[0].startswith(f"{tmp_path / 'a.toml'}: not used: publised (known are ")


def test_json_lines_give_one_document_a_line(tmp_path: Path) -> None:
    lines = [
        {
            "id": "one",
            "text": "A\u2028b",
            "published": "2016-12-12T23:00:00Z",
            "outlet": "O",
            "url": None,
            "lang": "en",
        },
        {"id": 2, "text": "B", "published": None},
        {"text": "C", "published": "", "future": "fields are let be"},
    ]
    text = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path = article(tmp_path, text, name="many.jsonl")
    documents, told = read(path)
    assert [(d.id, d.text, d.published) for d in documents] == [
        ("one", "A\u2028b", date(2016, 12, 12)),
        ("2", "B", None),
        (document_id("C"), "C", None),
    ]
    assert told == [f"{path}: 2 of 3 documents: {NO_DATE}"]


def test_standard_input_is_text_or_json_lines() -> None:
    documents, told = read("-", stdin=TEXT.encode())
    assert documents == [Document(id=document_id(TEXT), text=TEXT)]
    assert told == [f"standard input: {NO_DATE}"]
    documents, _ = read("-", stdin=b'{"id": "x", "text": "one"}\n{"id": "y", "text": "two"}\n')
    assert [d.id for d in documents] == ["x", "y"]
    documents, _ = read("-", stdin=b'{"headline": "a text that begins like JSON"}')
    assert documents[0].text.startswith("{")


def test_the_process_standard_input_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"text")))
    assert [d.text for d in read_documents(["-"])] == ["text"]


def test_a_url_that_could_run_code_is_left_out(tmp_path: Path) -> None:
    documents, told = read(article(tmp_path, toml='url = "javascript:alert(1)"\npublished = 2016-12-12\n'))
    assert documents[0].url is None
    assert told == [f"{tmp_path / 'a.txt'}: its url is left out, it does not start with http:// or https://"]


def test_the_same_article_twice_is_no_fault_but_one_id_for_two_texts_is(tmp_path: Path) -> None:
    path = article(tmp_path)
    assert len(read(path, path)[0]) == 2
    double = article(tmp_path, '{"id": "x", "text": "one"}\n{"id": "x", "text": "two"}', name="b.jsonl")
    with pytest.raises(InputError, match=r"b\.jsonl line 2: has the id 'x' of another text \(.*b\.jsonl line 1\)"):
        read(double)


def test_marks_that_reorder_text_are_told_and_direction_marks_are_not(tmp_path: Path) -> None:
    _, told = read(article(tmp_path, "a\u202eb\u2066c\u202ed"), published=date(2016, 12, 12))
    assert [t.partition(": ")[2] for t in told] == [
        "holds characters that reorder text (U+202E, U+2066); they are shown as marks"
    ]
    _, told = read(article(tmp_path, "a\u200eb\u200fc\u200cd"), published=date(2016, 12, 12))
    assert told == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2016-12-12", date(2016, 12, 12)),
        (" 2016-12-12T00:10:00+03:00 ", date(2016, 12, 12)),
        (date(2016, 12, 12), date(2016, 12, 12)),
        ("12.12.2016", None),
        ("2016-02-30", None),
        ("yesterday", None),
        ("1899-12-31", None),
        ("9999-12-31", None),
        (20161212, None),
        (None, None),
    ],
    ids=repr,
)
def test_days(value: object, day: date | None) -> None:
    assert parse_day(value) == day


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_iso_day_is_itself(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(lambda t: bool(t.strip())))
def test_a_json_line_gives_back_exactly_the_text_that_was_put_in(text: str) -> None:
    line = json.dumps({"text": text}, ensure_ascii=False).encode()
    assert [d.text for d in read_documents(["-"], stdin=io.BytesIO(line))] == [text]
