"""Bytes of an input to text, or one clear line that says which byte is at fault and what to try."""

from __future__ import annotations

import codecs
import re

from hayy.errors import InputError

# What Arabic and European news text is stored in. A closed list: Python's other codecs are no text encodings of files,
# or (unicode_escape, idna) interpret what they read.
ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6", "mac-arabic", "cp720",
    "windows-1252", "iso-8859-1", "iso-8859-15",
)  # fmt: skip

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY_STARTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or Office file",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_HTML_STARTS = (b"<!doctype html", b"<html")


def decode(data: bytes, where: str, encoding: str = "utf-8") -> str:
    """The text that ``data`` holds; ``where`` names the input in messages.

    A UTF-8 byte order mark at the start is dropped; all else stays as it is, line ends included, so that offsets are
    those of the stored text. ``encoding`` is one of :data:`ENCODINGS`.

    Raises:
        InputError: not text in that encoding (with the offset of the first wrong byte), or it holds NUL.

    >>> decode("حلب".encode(), "a.txt")
    'حلب'
    >>> decode("حلب".encode("windows-1256"), "a.txt")
    Traceback (most recent call last):
    hayy.errors.InputError: a.txt: byte 0 (0xCD) is not valid UTF-8; if it is older Arabic text, try --encoding ...
    """
    if encoding not in ENCODINGS:
        raise InputError(f"{where}: unknown encoding {encoding!r}; known are {', '.join(ENCODINGS)}")
    _refuse_other_formats(data, where)
    skipped = 0
    if encoding == "utf-8":
        if data.startswith(_UTF16_MARKS):
            raise InputError(f"{where}: byte 0 starts a UTF-16 byte order mark; try --encoding utf-16")
        if data.startswith(codecs.BOM_UTF8):
            skipped = len(codecs.BOM_UTF8)
    try:
        text = data[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(_wrong_byte(error, skipped, where, encoding)) from error
    if "\0" in text:
        at = len(text[: text.index("\0")].encode(encoding)) + skipped
        hint = "; it may be UTF-16: try --encoding utf-16-le" if encoding == "utf-8" else ""
        raise InputError(f"{where}: byte {at} is NUL, so this is not text{hint}")
    return text


def check_characters(text: str, where: str) -> None:
    """Refuse what JSON escapes can smuggle into a text: NUL and lone surrogates, which no UTF-8 file can hold.

    Raises:
        InputError: with the position of the first such character.
    """
    if found := _NOT_TEXT.search(text):
        raise InputError(f"{where}: character {found.start()} is U+{ord(found[0]):04X}, which is not text")


def _wrong_byte(error: UnicodeDecodeError, skipped: int, where: str, encoding: str) -> str:
    at = skipped + error.start
    if error.end == len(error.object) and error.reason in ("unexpected end of data", "truncated data"):
        return f"{where}: byte {at} starts a character that the end cuts off; incomplete, or not {encoding.upper()}"
    message = f"{where}: byte {at} (0x{error.object[error.start]:02X}) is not valid {encoding.upper()}"
    if encoding == "utf-8":
        return f"{message}; if it is older Arabic text, try --encoding windows-1256"
    return f"{message}; try another --encoding ({', '.join(ENCODINGS[:5])} ...)"


def _refuse_other_formats(data: bytes, where: str) -> None:
    for start, what in _BINARY_STARTS.items():
        if data.startswith(start):
            raise InputError(f"{where}: this is {what}, not text; save its text as a .txt file")
    if data[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_HTML_STARTS):
        raise InputError(f"{where}: this is a web page, not text; save its text as a .txt file")
