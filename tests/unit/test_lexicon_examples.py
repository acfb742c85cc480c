"""Every cue of the lexicon does what its entry says: its example yields its class, its counter-example does not.

The Shaar quarter (the Arabic name, or "Shaar") is given as a perfect mention, so only the reading is tested.
"""

from __future__ import annotations

from datetime import date

import pytest

from hayy.model import STATUS_OF, Document, Mention, Resolution, Span, Status
from hayy.reading import read_claims
from hayy.reading.lexicon import CueEntry, load_lexicon

NAMES = {"ar": "الشعار", "en": "Shaar"}
KNOWN_GAPS: frozenset[str] = frozenset()
ENTRIES = [(lang, entry) for lang in NAMES for entry in load_lexicon(lang).entries]


def status_of(text: str, lang: str) -> Status:
    """The status that ``text`` gives to the Shaar quarter, which it names once."""
    name = NAMES[lang]
    start = text.index(name)
    mention = Mention(Span(start, start + len(name)), name)
    document = Document("example", text, published=date(2016, 12, 10), lang=lang)
    reading = read_claims(document, [Resolution(mention, "shaar", 100, ("given",))])
    (claim,) = reading.by_mention
    told = [claim.status, *(other.status for other in reading.anaphoric)]  # "Its fall" has no name of its own
    return next((status for status in told if status is not Status.MENTIONED), Status.MENTIONED)


def cases(field: str) -> list[object]:
    """One case per entry and text; a known gap is expected to fail, and is taken off the list when mended."""
    marks = pytest.mark.xfail(strict=True, reason="known gap")
    return [
        pytest.param(lang, entry, id=entry.id, marks=[marks] if f"{entry.id} {field}" in KNOWN_GAPS else [])
        for lang, entry in ENTRIES
    ]


@pytest.mark.parametrize(("lang", "entry"), cases("example"))
def test_example_yields_the_class(lang: str, entry: CueEntry) -> None:
    assert status_of(entry.example, lang) is STATUS_OF[entry.predicate], entry.example


@pytest.mark.parametrize(("lang", "entry"), cases("counter"))
def test_counter_example_does_not(lang: str, entry: CueEntry) -> None:
    assert status_of(entry.counter, lang) is not STATUS_OF[entry.predicate], entry.counter
