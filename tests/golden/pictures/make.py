"""The golden pictures: `python tests/golden/pictures/make.py` writes them anew. Look at each before you commit it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from hayy.gazetteer import Gazetteer, load
from hayy.model import Claim, Direction, Extent, Polarity, Predicate
from hayy.render.payload import Payload, build
from hayy.render.picture import picture

HERE = Path(__file__).parent
STORY: dict[str, Any] = json.loads((HERE / "story.json").read_text(encoding="utf-8"))
DPI = 80
# File -> size, language, and whether two maps are shown.
CASES = {
    "a4-en.png": ("a4", "en", False),
    "a4-ar-two.png": ("a4", "ar", True),
    "16x9-both.png": ("16:9", "both", False),
    "square-ar.png": ("square", "ar", False),
    "square-en-two.png": ("square", "en", True),
}


def claims() -> list[Claim]:
    """The invented claims, as if coded by hand."""
    made = []
    for number, row in enumerate(STORY["claims"]):
        made.append(
            Claim(
                f"c{number:02}",
                None,
                row["place"],
                Predicate(row["predicate"]),
                polarity=Polarity(row.get("polarity", "asserted")),
                extent=Extent(row.get("extent", "whole")),
                direction=Direction(row["direction"]) if "direction" in row else None,
                actor=row.get("actor"),
                against=row.get("against"),
                attributed_to=tuple(row.get("attributed_to", ["Example Wire"])),
                reported=date.fromisoformat(row["reported"]),
                url="https://example.org/",
            )
        )
    return made


def story(gazetteer: Gazetteer | None = None, **how: Any) -> Payload:
    """The payload of the invented claims."""
    return build([], gazetteer or load(), coded=how.pop("claims", None) or claims(), **how)


def drawn(payload: Payload, name: str) -> bytes:
    """One of the cases as PNG."""
    size, lang, two = CASES[name]
    before = date.fromisoformat(STORY["before"]) if two else None
    return picture(payload, "png", size=size, lang=lang, dpi=DPI, before=before)  # type: ignore[arg-type]


if __name__ == "__main__":
    for case in CASES:
        (HERE / case).write_bytes(drawn(story(), case))
