"""Hostile and broken inputs: one clear line that says what, where and what to try; nothing else escapes."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hayy.decoding import ENCODINGS, decode
from hayy.documents import Options, read_documents
from hayy.errors import InputError

ARABIC = "سيطر الجيش على كرم الجبل"
DEEP = b"[" * 100_000

# name of the file, its bytes, what the message must say
BROKEN = {
    "empty": ("a.txt", b"", "a.txt: empty, there is no text to read"),
    "only white space": ("a.txt", b" \n\t\n", "a.txt: empty, there is no text to read"),
    "invalid UTF-8": (
        "a.txt",
        b"abc\xff def",
        "a.txt: byte 3 (0xFF) is not valid UTF-8; if it is older Arabic text, try",
    ),
    "invalid UTF-8 after a mark": ("a.txt", b"\xef\xbb\xbfabc\xff d", "a.txt: byte 6 (0xFF) is not valid UTF-8"),
    "windows-1256": (
        "a.txt",
        ARABIC.encode("cp1256"),
        "a.txt: byte 0 (0xD3) is not valid UTF-8; if it is older Arabic",
    ),
    "cut off": ("a.txt", ARABIC.encode()[:-1], "starts a character that the end cuts off; incomplete, or not UTF-8"),
    "UTF-16 with a mark": (
        "a.txt",
        ARABIC.encode("utf-16"),
        "a.txt: byte 0 starts a UTF-16 byte order mark; try --enc",
    ),
    "UTF-16 without a mark": (
        "a.txt",
        "abc".encode("utf-16-le"),
        "a.txt: byte 1 is NUL, so this is not text; it may be U",
    ),
    "NUL": ("a.txt", "حلب\0".encode(), "a.txt: byte 6 is NUL, so this is not text"),
    "a surrogate in UTF-8": ("a.txt", b"ab\xed\xa0\x80", "a.txt: byte 2 (0xED) is not valid UTF-8"),
    "PDF": ("a.txt", b"%PDF-1.7\n", "a.txt: this is a PDF, not text; save its text as a .txt file"),
    "web page": ("a.html", b"\n<!DOCTYPE html><html>", "a.html: this is a web page, not text; save its text as a .txt"),
    "metadata itself": ("a.toml", b"x = 1", "a.toml: this is metadata; give the .txt file beside it"),
    "not JSON": (
        "a.jsonl",
        b'{"text": "a"}\n{"text": ',
        "a.jsonl line 2: not JSON (Expecting value); each line must be",
    ),
    "JSON, not an object": ("a.jsonl", b'["text"]', 'a.jsonl line 1: not an object with a string "text"'),
    "no text": ("a.jsonl", b'{"id": "x"}', 'a.jsonl line 1: not an object with a string "text"'),
    "text of the wrong type": ("a.jsonl", b'{"text": 5}', 'a.jsonl line 1: not an object with a string "text"'),
    "empty text": ("a.jsonl", b'{"text": " "}', "a.jsonl line 1: its text is empty"),
    "nested too deep": ("a.jsonl", DEEP, "a.jsonl line 1: not JSON (RecursionError)"),
    "a number too long": (
        "a.jsonl",
        b'{"text": "a", "id": ' + b"9" * 5000 + b"}",
        "a.jsonl line 1: not JSON (ValueError)",
    ),
    "a lone surrogate": (
        "a.jsonl",
        b'{"text": "ab\\ud800"}',
        "a.jsonl line 1: character 2 is U+D800, which is not text",
    ),
    "a lone surrogate elsewhere": (
        "a.jsonl",
        b'{"text": "a", "outlet": "\\udc00"}',
        "line 1, outlet: character 0 is U+DC00",
    ),
    "NUL by escape": ("a.jsonl", b'{"text": "a\\u0000"}', "a.jsonl line 1: character 1 is U+0000, which is not text"),
    "NUL in the id": ("a.jsonl", b'{"text": "a", "id": "\\u0000"}', "a.jsonl line 1, id: character 0 is U+0000"),
    "an id of the wrong type": (
        "a.jsonl",
        b'{"text": "a", "id": [1]}',
        "a.jsonl line 1: its id must be a text or a whole",
    ),
    "an empty id": ("a.jsonl", b'{"text": "a", "id": ""}', "a.jsonl line 1: its id must be a text or a whole number"),
    "a date that is none": (
        "a.jsonl",
        b'{"text": "a", "published": "12/12/16"}',
        "published must be a day as YYYY-MM-DD",
    ),
    "a date of the wrong type": (
        "a.jsonl",
        b'{"text": "a", "published": 20161212}',
        "published must be a day as YYYY-MM-DD",
    ),
    "an outlet of the wrong type": (
        "a.jsonl",
        b'{"text": "a", "outlet": {}}',
        "line 1: its outlet must be a text, not dict",
    ),
}

BROKEN_TOML = {
    "not TOML": (b"published = = 1", "a.toml: not valid TOML ("),
    "not UTF-8": (b'outlet = "\xff"', "a.toml: byte 10 (0xFF) is not valid UTF-8"),
    "nested too deep": (b"x = " + DEEP[:90_000], "a.toml: not valid TOML ("),
    "too large": (b"#" * 100_001, "a.toml: larger than 100000 bytes"),
    "a bad date": (b'published = "soon"', "a.txt: published must be a day as YYYY-MM-DD of 1900-2100, not 'soon'"),
}


def message(*paths: Path, options: Options | None = None) -> str:
    with pytest.raises(InputError) as error:
        list(read_documents(paths, options))
    text = str(error.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_input_is_one_clear_line(case: str, tmp_path: Path) -> None:
    name, data, expected = BROKEN[case]
    (tmp_path / name).write_bytes(data)
    assert expected in message(tmp_path / name)


@pytest.mark.parametrize("case", BROKEN_TOML)
def test_broken_metadata_is_one_clear_line(case: str, tmp_path: Path) -> None:
    data, expected = BROKEN_TOML[case]
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.toml").write_bytes(data)
    assert expected in message(tmp_path / "a.txt")


def test_a_missing_file_and_a_directory_say_so(tmp_path: Path) -> None:
    assert message(tmp_path / "none.txt") == f"{tmp_path}/none.txt: no such file"
    assert message(tmp_path) == f"{tmp_path}: this is a directory; give the files in it, for example {tmp_path}/*.txt"


@pytest.mark.parametrize(
    "name", ["a\0b.txt", "x" * 300 + ".txt", "a.txt/b.txt"], ids=["NUL", "300 characters", "in a file"]
)
def test_a_name_that_no_file_can_have_is_one_clear_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    assert "cannot be read" in message(tmp_path / name)


def test_the_size_is_checked_before_reading(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(10**12)  # sparse: reading it would take all memory
    assert message(huge) == f"{huge}: larger than 20 MB; use --max-bytes to allow more"
    assert (
        message(huge, options=Options(max_bytes=1234))
        == f"{huge}: larger than 1234 bytes; use --max-bytes to allow more"
    )


def test_an_endless_pipe_is_cut_off_at_the_limit() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert size >= 0, "asked for all of an endless stream"
            self.taken += size
            return b"a" * size

    pipe = Endless()
    with pytest.raises(InputError, match="standard input: larger than 1000 bytes"):
        list(read_documents(["-"], Options(max_bytes=1000), stdin=pipe))  # type: ignore[arg-type]
    assert pipe.taken == 1001


def test_a_device_without_end_is_cut_off_at_the_limit() -> None:
    if not os.path.exists("/dev/zero"):  # noqa: PTH110
        pytest.fail("this test needs /dev/zero")
    assert "larger than 1000 bytes" in message(Path("/dev/zero"), options=Options(max_bytes=1000))


def test_exactly_the_limit_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 1000)
    assert len(list(read_documents([tmp_path / "a.txt"], Options(max_bytes=1000)))) == 1


@pytest.mark.parametrize("encoding", [e for e in ENCODINGS if e not in ("windows-1252", "iso-8859-1", "iso-8859-15")])
def test_legacy_encodings_give_the_same_text(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARABIC.encode(encoding))
    assert [d.text for d in read_documents([tmp_path / "a.txt"], Options(encoding=encoding))] == [ARABIC]


def test_a_wrong_legacy_encoding_names_the_byte_and_others_to_try(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"ab\xa1")
    told = message(tmp_path / "a.txt", options=Options(encoding="iso-8859-6"))
    assert told == (
        f"{tmp_path}/a.txt: byte 2 (0xA1) is not valid ISO-8859-6; try another --encoding "
        "(utf-8, utf-16, utf-16-le, utf-16-be, windows-1256 ...)"
    )


@pytest.mark.parametrize("encoding", ["unicode_escape", "rot13", "idna", "hex", "zip", "no-such", "utf-8\0"])
def test_codecs_that_are_no_encoding_of_files_are_refused(encoding: str) -> None:
    with pytest.raises(InputError, match="unknown encoding"):
        decode(b"abc", "a.txt", encoding)


@given(st.binary(max_size=200), st.sampled_from(ENCODINGS))
def test_any_bytes_give_text_or_an_input_error(data: bytes, encoding: str) -> None:
    try:
        text = decode(data, "a.txt", encoding)
    except InputError:
        return
    assert "\0" not in text
    text.encode("utf-8")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)
_KEYS = st.sampled_from(["id", "text", "published", "outlet", "url", "lang", "title", "other"])


@given(st.dictionaries(_KEYS, _JSON))
def test_any_json_line_gives_a_document_or_an_input_error(record: dict[str, object]) -> None:
    line = json.dumps({"text": "a", **record}).encode()
    try:
        documents = list(read_documents(["-"], stdin=io.BytesIO(line)))
    except InputError:
        return
    assert len(documents) == 1
    assert documents[0].text == record.get("text", "a")
