"""What ``hayy add`` is given, as documents: files, folders, web pages and addresses, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from hayy.cli.wording import tell
from hayy.documents import STDIN, Options, Tell, read_documents
from hayy.errors import InputError
from hayy.model import Document

_PAGES = (".html", ".htm", ".xhtml")
_IN_FOLDERS = (".txt", ".jsonl", ".ndjson", *_PAGES)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs, folders expanded; ``pages`` are those that were fetched, by address."""

    names: tuple[str, ...]
    options: Options
    private: bool = False

    def documents(self, *, tell: Tell = tell, stdin: BinaryIO | None = None) -> Iterator[Document]:
        """Every document in order; nothing but the one at hand is kept in memory, and each input's own bytes."""
        for name in self.names:
            if is_address(name):
                yield self._fetched(name, tell)
            elif Path(name).suffix.lower() in _PAGES:
                yield self._page(Path(name), tell)
            else:
                yield from read_documents([name], self.options, tell=tell, stdin=stdin)

    def _fetched(self, url: str, tell: Tell) -> Document:
        from hayy.web import Limits, fetch, read_page

        page = fetch(url, Limits(max_bytes=self.options.max_bytes, private=self.private))
        return self._overridden(read_page(page.data, url, url=page.url, charset=page.charset, tell=self._tell(tell)))

    def _page(self, path: Path, tell: Tell) -> Document:
        from hayy.web import read_page

        try:
            with path.open("rb") as file:
                data = file.read(self.options.max_bytes + 1)
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
        if len(data) > self.options.max_bytes:
            raise InputError(f"{path}: larger than {self.options.max_bytes} bytes; use --max-bytes to allow more")
        stated = None if self.options.encoding == "utf-8" else self.options.encoding
        return self._overridden(read_page(data, str(path), charset=stated, tell=self._tell(tell)))

    def _tell(self, tell: Tell) -> Tell:
        """Doubts about a date say nothing to somebody who gave it."""
        return (lambda _message: None) if self.options.published else tell

    def _overridden(self, document: Document) -> Document:
        return replace(
            document,
            published=self.options.published or document.published,
            outlet=self.options.outlet or document.outlet,
        )


def is_address(name: str) -> bool:
    """Whether an input is an address on the web (or of another scheme, which fetching refuses)."""
    return "://" in name and not Path(name).exists()


def expand(names: Sequence[str]) -> tuple[str, ...]:
    """Folders as the articles in them, at any depth, in order of name; anything else as it is.

    Raises:
        InputError: a folder holds no article.
    """
    found: list[str] = []
    for name in names:
        if name != STDIN and not is_address(name) and Path(name).is_dir():
            inside = [
                str(path)
                for path in sorted(Path(name).rglob("*"))
                if path.suffix.lower() in _IN_FOLDERS and path.is_file() and not path.name.startswith(".")
            ]
            if not inside:
                raise InputError(f"{name}: no article in this folder ({', '.join(_IN_FOLDERS)})")
            found += inside
        else:
            found.append(name)
    return tuple(found)
