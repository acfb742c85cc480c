"""A news stream to time finding on: generated, the same for the same seed.

Three quarters of the bytes are general text, Arabic and English, drawn word by word with real frequencies (the
``wordfreq`` package); one quarter is made of the project's own annotated texts with noise: sentences dropped and
shuffled, now and then a letter wrong, a vowel mark, a tatweel. Documents have about 4 KB.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

EVAL = Path(__file__).parent.parent / "tests" / "eval"
DOCUMENT_BYTES = 4_000
_SHARE_OF_NEWS = 0.25
_ARABIC_NOISE = "\u0640\u064e\u0651"


def documents(megabytes: float, seed: int = 1) -> list[str]:
    """About so many megabytes (UTF-8) of documents, in a random order."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    made: list[str] = []
    news, arabic, english = _news(draw), _general("ar", draw), _general("en", draw)
    sizes = {"news": 0, "general": 0}
    while sum(sizes.values()) < megabytes * 1e6:
        is_news = sizes["news"] <= _SHARE_OF_NEWS * sum(sizes.values())
        source = news if is_news else draw.choice((arabic, arabic, english))
        text = next(source)
        sizes["news" if is_news else "general"] += len(text.encode())
        made.append(text)
    draw.shuffle(made)
    return made


def _general(lang: str, draw: random.Random) -> Iterator[str]:
    try:
        from wordfreq import get_frequency_dict
    except ImportError as error:
        raise SystemExit("the benchmark draws its words from wordfreq: pip install wordfreq") from error

    table = get_frequency_dict(lang, "small")
    words, weights = list(table), list(table.values())
    comma = "، " if lang == "ar" else ", "
    while True:
        parts: list[str] = []
        size = 0
        pool = iter(draw.choices(words, weights, k=2_000))
        while size < DOCUMENT_BYTES:
            sentence = [next(pool) for _ in range(draw.randint(6, 25))]
            text = " ".join(sentence)
            if draw.random() < 0.5:
                text = text.replace(" ", comma, 1)
            parts.append(text.capitalize() + draw.choice((". ", ". ", ".\n")))
            size += len(parts[-1].encode())
        yield "".join(parts)


def _news(draw: random.Random) -> Iterator[str]:
    texts = [json.loads(line)["text"] for name in ("cases_ar", "cases_en") for line in (EVAL / f"{name}.jsonl").open()]
    while True:
        parts: list[str] = []
        size = 0
        while size < DOCUMENT_BYTES:
            lines = [line for line in draw.choice(texts).split("\n") if line and draw.random() < 0.9]
            draw.shuffle(lines)
            parts.append(_noisy("\n".join(lines), draw))
            size += len(parts[-1].encode())
        yield "\n".join(parts)


def _noisy(text: str, draw: random.Random) -> str:
    letters = list(text)
    for _ in range(len(letters) // 200):
        at = draw.randrange(len(letters))
        if letters[at] > "\u0600":
            letters[at] += draw.choice(_ARABIC_NOISE)
        elif letters[at].isalpha() and draw.random() < 0.3:
            letters[at] = draw.choice("aeiou")
    return "".join(letters)
