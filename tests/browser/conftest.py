"""Chromium with the network off, and pages made from the invented story and from the seed article."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hayy.gazetteer import Gazetteer, load
from hayy.model import Claim, Direction, Document, Extent, Mention, Polarity, Predicate, Reading, Resolution, Span, When
from hayy.render.data import Payload
from hayy.render.html import page as html_page
from hayy.render.payload import build

CHROMIUM = os.environ.get("HAYY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Seen:
    """A page in Chromium, and what it did that it should not."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        """Nothing asked of the network, nothing on the console, no error."""
        return not (self.requests or self.messages or self.errors)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by playwright."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: apt-get install chromium, or set HAYY_CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """``show(html, link="lang=en", width=1280, height=800, **context)`` opens a page with the network off."""
    contexts = []

    def opened(html: str, link: str = "", width: int = 1280, height: int = 800, **options: Any) -> Seen:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on("request", lambda r: seen.requests.append(r.url) if r.url.startswith("http") else None)
        seen.page.on("console", lambda m: seen.messages.append(m.text))
        seen.page.on("pageerror", lambda e: seen.errors.append(str(e)))
        seen.page.goto(path.as_uri() + (f"#{link}" if link else ""))
        settle(seen.page)
        return seen

    yield opened
    for context in contexts:
        context.close()


def settle(page: Any) -> None:
    """Wait until the page has drawn what it was told to: two frames."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load()


@pytest.fixture(scope="session")
def story() -> dict[str, Any]:
    """The invented texts and claims."""
    return json.loads((HERE / "story.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def payload(story: dict[str, Any], gazetteer: Gazetteer) -> Payload:
    """The story as a payload: five days, three documents, one coded claim."""
    readings, coded = readings_of(story)
    return build(readings, gazetteer, coded=coded)


@pytest.fixture(scope="session")
def html(payload: Payload) -> str:
    return html_page(payload)


@pytest.fixture(scope="session")
def embedded(payload: Payload) -> str:
    return html_page(payload, embed=True)


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where screenshots go, for a person to look at."""
    folder = HERE.parent.parent / "artifacts" / "page"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def readings_of(story: dict[str, Any]) -> tuple[list[Reading], list[Claim]]:
    """The story's documents as readings, and its claims without a document."""
    readings = []
    for row in story["documents"]:
        published = date.fromisoformat(row["published"]) if row["published"] else None
        document = Document(row["id"], row["text"], row["outlet"], row["url"], published, row["lang"], row["title"])
        rows = [claim for claim in story["claims"] if claim["document"] == row["id"]]
        mentions = tuple(_resolution(document.text, claim) for claim in rows)
        claims = tuple(_claim(document, claim, i) for i, claim in enumerate(rows))
        readings.append(Reading(document, mentions, claims))
    return readings, [_claim(None, claim, None) for claim in story["claims"] if claim["document"] is None]


def _span(text: str, words: str, start: int = 0) -> Span:
    at = text.index(words, start)
    return Span(at, at + len(words))


def _resolution(text: str, row: dict[str, Any]) -> Resolution:
    sentence = _span(text, row["sentence"])
    mention = Mention(_span(text, row["name"], sentence.start), row["name"])
    return Resolution(mention, row["place"], row["score"], tuple(row["match"]))


def _claim(document: Document | None, row: dict[str, Any], mention: int | None) -> Claim:
    evidence = cue = words = None
    if document is not None:
        evidence = _span(document.text, row["sentence"])
        cue = _span(document.text, row["cue"], evidence.start) if "cue" in row else None
        words = _span(document.text, row["when"], evidence.start) if "when" in row else None
    day = date.fromisoformat(row["event"]) if "event" in row else None
    reported = date.fromisoformat(row["reported"]) if "reported" in row else document.published if document else None
    return Claim(
        id=row["id"],
        document=document.id if document else None,
        place=row["place"],
        predicate=Predicate(row["predicate"]),
        polarity=Polarity(row.get("polarity", "asserted")),
        extent=Extent(row.get("extent", "whole")),
        direction=Direction(row["direction"]) if "direction" in row else None,
        share=row.get("share"),
        actor=row.get("actor"),
        against=row.get("against"),
        attributed_to=tuple(row["attributed_to"]),
        inherited=row.get("inherited", False),
        event=When(day, day, "day", words) if day else None,
        reported=reported,
        evidence=evidence,
        cue=cue,
        mention=mention,
        reasons=tuple(row.get("reasons", ())),
        url=row.get("url"),
        note=row.get("note", ""),
    )
