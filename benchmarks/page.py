"""How fast the map page is in Chromium: first paint and slider steps, for the seed article and for a year of claims.

Run ``python benchmarks/page.py``. Needs Chromium (HAYY_CHROMIUM or on the path) and playwright; no network. The aims
are a first paint within 1 s and slider steps within 16 ms; benchmarks/page.md holds the last table.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from hayy.documents import read_documents
from hayy.gazetteer import load
from hayy.model import Claim, Predicate, When
from hayy.pipeline import Reader
from hayy.render.html import page
from hayy.render.payload import build

SEED = Path(__file__).parent.parent / "seeds" / "aleppo-2016-12-12.txt"
DAYS, CLAIMS = 366, 5000
# The time that one step takes, from the input event until styles and layout are done.
STEPS = """async () => {
  const slider = document.getElementById('day'), times = [];
  for (let day = Number(slider.min) + 1; day <= Number(slider.max); day += 1) {
    const start = performance.now();
    slider.value = day;
    slider.dispatchEvent(new Event('input'));
    document.body.offsetHeight;
    times.push(performance.now() - start);
    if (day % 8 === 0) await new Promise(done => requestAnimationFrame(done));
  }
  return times;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def year_of_claims() -> list[Claim]:
    """Claims spread over all areas and a year, the same each time."""
    places = sorted(key for key, place in load().places.items() if place.has_boundary)
    predicates = (Predicate.TOOK, Predicate.FIGHTS, Predicate.HOLDS, Predicate.LOST)
    made = []
    for number in range(CLAIMS):
        day = date(2016, 1, 1) + timedelta(number * DAYS // CLAIMS)
        made.append(
            Claim(
                id=f"{number * 2654435761 % 2**32:08x}",
                document=None,
                place=places[number * 7919 % len(places)],
                predicate=predicates[number * 31 % 4],
                actor=("GOV", "REB", "KUR")[number * 17 % 3],
                attributed_to=(f"Outlet {number % 60}",),
                event=When(day, day, "day"),
                reported=day,
                url=f"https://news.example.org/2016/{number % 900}",
            )
        )
    return made


def measure(browser: Browser, name: str, html: str, built: float) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        paints = []
        for _ in range(5):
            context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
            opened = context.new_page()
            opened.goto(f"{path.as_uri()}#lang=en")
            opened.wait_for_function(f"() => {PAINT}")
            paints.append(opened.evaluate(PAINT))
            times = opened.evaluate(STEPS) if opened.is_visible("#time") else []
            context.close()
    raw = html.encode()
    steps = f"{statistics.median(times):.1f} / {sorted(times)[int(len(times) * 0.95)]:.1f}" if times else "-"
    size = f"{len(raw) / 1000:.0f} / {len(gzip.compress(raw, mtime=0)) / 1000:.0f}"
    return f"| {name} | {size} | {built:.2f} | {statistics.median(paints) / 1000:.2f} | {steps} |"


def main() -> None:
    gazetteer = load()
    reader = Reader(gazetteer)
    seed = [reader.read(document) for document in read_documents([SEED])]
    print("| page | KB, raw / gzip | made in s | first paint s | slider step ms, median / 95 % |")
    print("|---|---|---|---|---|")
    chromium = os.environ.get("HAYY_CHROMIUM") or shutil.which("chromium") or "chromium"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, readings, coded in (
            ("seed article", seed, []),
            (f"{DAYS} days, {CLAIMS} claims", [], year_of_claims()),
        ):
            start = time.perf_counter()
            html = page(build(readings, gazetteer, coded=coded))
            print(measure(browser, name, html, time.perf_counter() - start))
        browser.close()


if __name__ == "__main__":
    main()
