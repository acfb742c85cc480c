"""Articles made up from a few sentences, as many as are wanted: what a project file must bear."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PLACES_AR = (
    "الشعار",
    "السكري",
    "الفردوس",
    "الكلاسة",
    "الصاخور",
    "المعادي",
    "المرجة",
    "بستان القصر",
    "الأنصاري",
    "المشهد",
)
PLACES_EN = (
    "Sakhour",
    "Sukkari",
    "Shaar",
    "Marjeh",
    "Kallaseh",
    "Bustan al-Qasr",
    "Maadi",
    "Mashhad",
    "Ansari",
    "Fardous",
)
SENTENCES_AR = (
    "سيطر الجيش السوري على حي {a} في مدينة حلب، وفق وكالة سانا.",
    "قال المرصد السوري إن اشتباكات عنيفة تدور في حيي {a} و{b} في حلب.",
    "نفى قيادي في المعارضة سقوط حي {a} في مدينة حلب.",
    "انسحبت الفصائل من حي {a} وسيطر الجيش على حي {b} شرق حلب.",
)
SENTENCES_EN = (
    "The Syrian army captured {a} in Aleppo on Sunday, state news agency SANA reported.",
    "Rebels still hold {a} and {b} in east Aleppo, the Syrian Observatory for Human Rights said.",
    "Clashes continued in {a}, in Aleppo city, activists said.",
)
OUTLETS = ("One", "Two", "Three", "Four", "Five", None)


def articles(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The first ``count`` of an endless series that is the same each time."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        lang = chance.choice(["ar", "en"])
        places, sentences = (PLACES_AR, SENTENCES_AR) if lang == "ar" else (PLACES_EN, SENTENCES_EN)
        told = []
        for _ in range(chance.randint(1, 4)):
            a, b = chance.sample(places, 2)
            told.append(chance.choice(sentences).format(a=a, b=b))
        yield {
            "id": f"article-{number}",
            "text": " ".join(told),
            "published": (date(2016, 11, 1) + timedelta(days=chance.randrange(60))).isoformat(),
            "outlet": chance.choice(OUTLETS),
            "lang": lang,
        }


def write(path: Path, count: int, seed: int = 1) -> Path:
    """The articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count, seed):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path
