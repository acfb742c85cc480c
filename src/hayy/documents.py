"""Inputs to documents: text files with a .toml beside them, JSON lines, standard input."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from hayy.decoding import check_characters, decode
from hayy.errors import InputError
from hayy.model import Document

MAX_BYTES = 20_000_000
STDIN = "-"
NO_DATE = (
    'no publication date, so words like "yesterday" or "on Monday" stay undated and the map has no as-of date; '
    "give --published YYYY-MM-DD"
)

_MAX_TOML_BYTES = 100_000
_YEARS = range(1900, 2101)
# What a .toml or a JSON line may say of a document; *_basis tells a reader how a value was come by.
_KNOWN_FIELDS = frozenset(
    {"id", "title", "outlet", "url", "published", "lang", "language", "sha256"}
    | {"published_basis", "outlet_basis", "note"}
)
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")

Tell = Callable[[str], None]


def _say_nothing(_message: str) -> None:
    """The default of ``tell``: a library does not print."""


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read: what overrides their own metadata, their encoding, the size limit per input in bytes."""

    published: date | None = None
    outlet: str | None = None
    encoding: str = "utf-8"
    max_bytes: int = MAX_BYTES


def read_documents(
    paths: Iterable[str | Path],
    options: Options | None = None,
    *,
    tell: Tell = _say_nothing,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """The documents in ``paths``, in order; ``-`` is standard input (text, or JSON lines if it starts like them).

    A ``.jsonl`` file holds one document a line (id, text, published, outlet, url, lang, title); any other file is the
    text of one article, and a ``.toml`` of the same name beside it supplies the rest. A document's id is the one given,
    else the SHA-256 of its text. ``tell`` gets one line for each thing a person should know.

    Raises:
        InputError: an input cannot be used as it is.

    >>> import io
    >>> [d.text for d in read_documents(["-"], stdin=io.BytesIO(b"Troops took Karm al-Jabal."))]
    ['Troops took Karm al-Jabal.']
    """
    options = options or Options()
    seen: dict[str, tuple[str, str]] = {}
    for path in paths:
        name = "standard input" if str(path) == STDIN else str(path)
        data = _read_stdin(stdin, options) if str(path) == STDIN else _read_file(Path(path), options)
        text = decode(data, name, options.encoding)
        if not text.strip():
            raise InputError(f"{name}: empty, there is no text to read")
        undated = count = 0
        for where, document in _documents_of(text, path, name, data, options, tell):
            _refuse_second_text(document, where, seen)
            undated += document.published is None
            count += 1
            yield document
        if undated:
            which = name if count == 1 else f"{name}: {undated} of {count} documents"
            tell(f"{which}: {NO_DATE}")


def document_id(text: str) -> str:
    """The id of a text that was given none: the SHA-256 of its UTF-8 bytes, in hexadecimal.

    >>> document_id("حلب")[:12]
    '6a80f73e2a3a'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def parse_day(value: object) -> date | None:
    """A day as metadata give it: a date, or ISO 8601 text with or without a time (the day as written counts).

    None when it is neither, or outside the years 1900-2100.

    >>> parse_day("2016-12-12T23:30:00+02:00")
    datetime.date(2016, 12, 12)
    >>> parse_day("yesterday") is None
    True
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, datetime):
        value = value.date()
    return value if isinstance(value, date) and value.year in _YEARS else None


def _read_file(path: Path, options: Options) -> bytes:
    if path.suffix.lower() == ".toml":
        raise InputError(f"{path}: this is metadata; give the .txt file beside it")
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise InputError(f"{path}: this is a directory; give the files in it, for example {path}/*.txt")
        if stat.S_ISREG(state.st_mode) and state.st_size > options.max_bytes:
            raise InputError(_too_large(str(path), options))
        with path.open("rb") as file:
            return _bounded(file, str(path), options)
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _read_stdin(stdin: BinaryIO | None, options: Options) -> bytes:
    return _bounded(stdin or sys.stdin.buffer, "standard input", options)


def _bounded(file: BinaryIO, name: str, options: Options) -> bytes:
    """All of ``file``; one byte more than allowed is read to tell full from too much (a pipe has no size)."""
    data = file.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise InputError(_too_large(name, options))
    return data


def _too_large(name: str, options: Options) -> str:
    limit = options.max_bytes
    size = f"{limit // 1_000_000} MB" if limit % 1_000_000 == 0 else f"{limit} bytes"
    return f"{name}: larger than {size}; use --max-bytes to allow more"


def _documents_of(
    text: str, path: str | Path, name: str, data: bytes, options: Options, tell: Tell
) -> Iterator[tuple[str, Document]]:
    is_stdin = str(path) == STDIN
    if (is_stdin and _looks_like_json_lines(text)) or Path(path).suffix.lower() in (".jsonl", ".ndjson"):
        yield from _json_lines(text, name, options, tell)
        return
    fields = {} if is_stdin else _beside(Path(path), data, tell)
    yield name, _document({**fields, "text": text}, name, options, tell)


def _looks_like_json_lines(text: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        record = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record


def _json_lines(text: str, name: str, options: Options, tell: Tell) -> Iterator[tuple[str, Document]]:
    # Not splitlines(): JSON text may hold U+2028 and the like unescaped.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
            raise InputError(f"{where}: not JSON ({why}); each line must be one object") from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise InputError(f'{where}: not an object with a string "text"')
        if not record["text"].strip():
            raise InputError(f"{where}: its text is empty")
        yield where, _document(record, where, options, tell)


def _beside(path: Path, data: bytes, tell: Tell) -> dict[str, Any]:
    """What the .toml of the same name says, checked against the file it describes."""
    toml = path.with_suffix(".toml")
    if not toml.is_file():
        return {}
    try:
        if toml.stat().st_size > _MAX_TOML_BYTES:
            raise InputError(f"{toml}: larger than {_MAX_TOML_BYTES} bytes; this is no metadata of an article")
        fields = tomllib.loads(decode(toml.read_bytes(), str(toml)))
    except OSError as error:
        raise InputError(f"{toml}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{toml}: not valid TOML ({error})") from error
    if unknown := sorted(set(fields) - _KNOWN_FIELDS):
        tell(f"{toml}: not used: {', '.join(unknown)} (known are {', '.join(sorted(_KNOWN_FIELDS))})")
    stated = fields.get("sha256")
    if stated is not None and str(stated).lower() != hashlib.sha256(data).hexdigest():
        raise InputError(f"{path}: is not the file that {toml.name} describes: its sha256 differs")
    return fields


def _document(fields: Mapping[str, Any], where: str, options: Options, tell: Tell) -> Document:
    text: str = fields["text"]
    check_characters(text, where)
    if controls := sorted({f"U+{ord(c):04X}" for c in _BIDI_CONTROLS.findall(text)}):
        tell(f"{where}: holds characters that reorder text ({', '.join(controls)}); they are shown as marks")
    identity = fields.get("id")
    lang = _words(fields, "lang", where) or _words(fields, "language", where)
    return Document(
        id=document_id(text) if identity is None else _identity(identity, where),
        text=text,
        outlet=options.outlet or _words(fields, "outlet", where),
        url=_web_address(fields, where, tell),
        published=options.published or _published(fields, where),
        lang=lang.lower().partition("-")[0] if lang else None,
        title=_words(fields, "title", where),
    )


def _identity(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise InputError(f"{where}: its id must be a text or a whole number")
    check_characters(str(value), f"{where}, id")
    return str(value)


def _words(fields: Mapping[str, Any], key: str, where: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{where}: its {key} must be a text, not {type(value).__name__}")
    check_characters(value, f"{where}, {key}")
    return value.strip() or None


def _published(fields: Mapping[str, Any], where: str) -> date | None:
    value = fields.get("published")
    if value is None or value == "":
        return None
    day = parse_day(value)
    if day is None:
        raise InputError(f"{where}: published must be a day as YYYY-MM-DD of 1900-2100, not {str(value)[:40]!r}")
    return day


def _web_address(fields: Mapping[str, Any], where: str, tell: Tell) -> str | None:
    """The document's url; one that is not http(s) could run code where it is clicked, so it is left out."""
    url = _words(fields, "url", where)
    if url is None or url.lower().startswith(("http://", "https://")):
        return url
    tell(f"{where}: its url is left out, it does not start with http:// or https://")
    return None


def _refuse_second_text(document: Document, where: str, seen: dict[str, tuple[str, str]]) -> None:
    digest = document_id(document.text)
    known, place = seen.setdefault(document.id, (digest, where))
    if known != digest:
        raise InputError(f"{where}: has the id {document.id[:80]!r} of another text ({place}); ids must differ")
