"""A web page to a document: its text, and of title, outlet, date and language only what it plainly states."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from hayy.decoding import ENCODINGS, check_characters
from hayy.documents import document_id, parse_day
from hayy.errors import InputError
from hayy.model import Document

Tell = Callable[[str], None]

# What publishers state the day of publication in; days of change and of indexing are not among them.
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_MAX_JSON = 1_000_000


def read_page(
    data: bytes,
    where: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    tell: Tell = lambda _message: None,
) -> Document:
    """The article in a web page.

    Args:
        data: the page.
        where: how messages call it.
        url: where it came from; else the address that it states for itself.
        charset: the encoding that the server, or a person, states; else what the page states, else UTF-8.
        tell: gets one line for each thing a person should know.

    Raises:
        InputError: no text in it, it is not in its encoding, or the extra ``web`` is missing.
    """
    text = _decoded(data, where, charset)
    check_characters(text, where)
    stated = _Stated()
    stated.feed(text)
    article = _article(text, where)
    day, doubt = stated.published()
    if doubt:
        tell(f"{where}: {doubt}; its date is unknown (--published gives it)")
    return Document(
        id=document_id(article),
        text=article,
        outlet=stated.first("og:site_name", "application-name") or stated.publisher,
        url=_http(url or stated.canonical or stated.first("og:url")),
        published=day,
        lang=stated.lang,
        title=stated.first("og:title") or " ".join("".join(stated.title).split()) or None,
    )


def _article(page: str, where: str) -> str:
    """The running text, without navigation, comments and advertisements."""
    try:
        import trafilatura
    except ImportError as error:
        raise InputError(f"{where}: web pages need an extra package: pip install 'hayy[web]'") from error
    try:
        found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    except (ValueError, RecursionError, AssertionError) as error:
        raise InputError(f"{where}: cannot be read as a web page ({type(error).__name__})") from error
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise InputError(f"{where}: no article found in this page; save its text as a .txt file")
    return str(text)


def _decoded(data: bytes, where: str, charset: str | None) -> str:
    if data.startswith(codecs.BOM_UTF8):
        charset, data = "utf-8", data[len(codecs.BOM_UTF8) :]
    found = _CHARSET.search(data[:4096])
    name = (charset or (found[1].decode("ascii") if found else "utf-8")).lower()
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = name
    if known not in {codecs.lookup(encoding).name for encoding in ENCODINGS} | {"ascii"}:
        raise InputError(f"{where}: its encoding {name[:40]!r} is not known; give --encoding")
    try:
        return data.decode("utf-8" if known == "ascii" else known)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: byte {error.start} is not valid {name.upper()}; try --encoding windows-1256"
        ) from error


@dataclass
class _Stated(HTMLParser):
    """What a page says of itself in its head, in JSON-LD and in ``<time>`` elements marked as its date."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    lang: str | None = None
    canonical: str | None = None
    publisher: str | None = None
    _inside: str | None = None
    _data: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element states."""
        told = {key: value or "" for key, value in attrs}
        if tag == "html" and told.get("lang"):
            self.lang = told["lang"].lower().partition("-")[0][:8] or None
        elif tag == "meta":
            key = (told.get("property") or told.get("name") or told.get("itemprop") or "").lower()
            self.meta.setdefault(key, []).append(told.get("content", "").strip())
        elif tag == "link" and told.get("rel", "").lower() == "canonical":
            self.canonical = told.get("href")
        elif tag == "time" and told.get("datetime"):
            if "pubdate" in told or told.get("itemprop", "").lower() == "datepublished":
                self.days.append(told["datetime"])
        elif tag == "title" and not self.title:
            self._inside = "title"
        elif tag == "script" and told.get("type", "").lower() == "application/ld+json":
            self._inside, self._data = "json", []

    def handle_data(self, data: str) -> None:
        """Collect the text of the title or of a JSON-LD block."""
        if self._inside == "title":
            self.title.append(data)
        elif self._inside == "json":
            self._data.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Read what was collected."""
        if self._inside == "json" and tag == "script":
            self._read_json("".join(self._data))
        if tag in ("title", "script"):
            self._inside = None

    def first(self, *names: str) -> str | None:
        """The first value that is not empty."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), None)

    def published(self) -> tuple[date | None, str]:
        """The day of publication, or None and why there is none."""
        values = [value for name in _DATES for value in self.meta.get(name, ()) if value] + self.days
        found = {day for value in values if (day := _day(value))}
        if len(found) == 1:
            return found.pop(), ""
        if found:
            return None, f"states {len(found)} days of publication ({', '.join(sorted(map(str, found)))})"
        return None, "states no day of publication"

    def _read_json(self, text: str) -> None:
        if len(text) > _MAX_JSON:
            return
        try:
            items = list(_objects(json.loads(text)))
        except (ValueError, RecursionError):
            return
        for item in items:
            kinds = item.get("@type", "")
            if "Article" in str(kinds) or "BlogPosting" in str(kinds):
                self.days += [item["datePublished"]] if isinstance(item.get("datePublished"), str) else []
                publisher = item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else None
                self.publisher = self.publisher or (name.strip() or None if isinstance(name, str) else None)


def _day(value: str) -> date | None:
    """A day as a page states it; times with a zone count as written."""
    return parse_day(value) or parse_day(value[:10])


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object in a JSON-LD block, those in lists and graphs too."""
    if isinstance(value, dict):
        yield value
        value = value.get("@graph", [])
    if isinstance(value, list) and depth < 5:
        for item in value:
            yield from _objects(item, depth + 1)


def _http(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None
