"""Why this place and why this status: every mention of a document explained in words that can be executed again.

An explanation names what was decided from what: the form of the gazetteer, the entry of the cue lexicon with the words
that matched it, the rule that ties them, the source chain and the date expression. :func:`replay` runs each of these
decisions again from the text and reports the first that comes out otherwise.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from hayy.control import decide
from hayy.dates import find_dates
from hayy.gazetteer import Gazetteer
from hayy.model import Claim, Predicate, Reading, Resolution, Span
from hayy.reading.lexicon import load_lexicon
from hayy.reading.tagging import sentences
from hayy.sides import load_sides

_NOTHING = "nothing is said about control"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One mention, or one statement that only refers back to a place (``start`` is then that of its cue).

    ``cue`` is the entry of the lexicon with the words ``cue_words`` at code point ``cue_start``; the ``steps`` say in
    words what was considered, taken and rejected, in the order in which it happened.
    """

    start: int
    end: int
    surface: str
    place: str | None
    name: str | None
    status: str
    polarity: str
    extent: str
    actor: str | None
    cue: str | None
    cue_start: int | None
    cue_words: str | None
    date_words: str | None
    days: tuple[str, str] | None
    sentence: tuple[int, int] | None
    steps: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)


def explain(reading: Reading, gazetteer: Gazetteer, place: str | None = None) -> tuple[Explanation, ...]:
    """The explanation of every mention of ``reading``, or of those of one ``place`` (an id), in text order.

    >>> from hayy.gazetteer import load
    >>> from hayy.model import Document
    >>> from hayy.pipeline import Reader
    >>> gazetteer = load()
    >>> reading = Reader(gazetteer).read(Document("d", "The army captured Aleppo's Karm al-Jabal district."))
    >>> [(e.name, e.status, e.cue_words) for e in explain(reading, gazetteer)]
    [('Karm al-Jabal', 'retaken', 'captured')]
    """
    cues = _cues(reading)
    rows = [
        _explanation(reading, gazetteer, claim, found, cues)
        for found, claim in zip(reading.mentions, reading.by_mention, strict=True)
    ]
    rows += [_explanation(reading, gazetteer, claim, None, cues) for claim in reading.anaphoric]
    return tuple(sorted((r for r in rows if place is None or r.place == place), key=lambda r: (r.start, r.end)))


def replay(explanation: Explanation, reading: Reading, gazetteer: Gazetteer) -> str | None:
    """Execute the decisions of an explanation again; None if all come out the same, else what does not.

    The name must stand in the text where it is said to, the place must bear a name, the cue words must match the entry
    of the lexicon, the entry and the polarity must give the status, and the date words must give the days.
    """
    text = reading.document.text
    if text[explanation.start : explanation.end] != explanation.surface:
        return f"the text does not have {explanation.surface!r} at {explanation.start}"
    if explanation.place is not None and explanation.place not in gazetteer.places:
        return f"the gazetteer has no place {explanation.place!r}"
    cues = _cues(reading)
    if explanation.cue is not None and cues.get(explanation.cue_start or 0) != explanation.cue:
        return f"{explanation.cue_words!r} does not match {explanation.cue}"
    if explanation.days is not None:
        dates = find_dates(text, reading.document.published, reading.document.lang)
        days = {(d.first.isoformat(), d.last.isoformat()) for d in dates}
        if explanation.days not in days:
            return f"{explanation.date_words!r} does not give {explanation.days}"
    claims = {(c.place or None, c.status.value, c.polarity.value) for c in (*reading.by_mention, *reading.anaphoric)}
    if (explanation.place, explanation.status, explanation.polarity) not in claims:
        return f"the reader does not find {explanation.place} {explanation.status}"
    return None


def verdict(reading: Reading, place: str) -> str:
    """What the map shows of a place from this document alone, in one line."""
    state = decide(reading.claims).by_place.get(place)
    if state is None:
        return _NOTHING
    words = [state.status.value]
    words += ["disputed"] if state.disputed else []
    words += ["only a part"] if state.partial else []
    words += [f"by {_side(state.actor)}"] if state.actor else []
    telling = sum(1 for c in reading.claims if c.place == place and c.predicate is not Predicate.NONE)
    return f"{', '.join(words)} (from {telling} statement{'' if telling == 1 else 's'} about control)"


def _cues(reading: Reading) -> dict[int, str]:
    """Where each cue of the document begins (code point) and which entry of the lexicon it is."""
    found = {}
    for sentence in sentences(reading.document, reading.mentions):
        for cue in sentence.cues:
            found[sentence.units[cue.start].span.start] = cue.entry.id
    return found


def _explanation(
    reading: Reading, gazetteer: Gazetteer, claim: Claim, found: Resolution | None, cues: dict[int, str]
) -> Explanation:
    text = reading.document.text
    span = found.mention.span if found else claim.cue or claim.evidence or Span(0, 0)
    place = (found.place if found else claim.place) or None
    words = claim.event.words.of(text) if claim.event and claim.event.words else None
    return Explanation(
        start=span.start,
        end=span.end,
        surface=span.of(text),
        place=place,
        name=gazetteer.places[place].name_en if place and place in gazetteer.places else None,
        status=claim.status.value,
        polarity=claim.polarity.value,
        extent=claim.extent.value,
        actor=claim.actor,
        cue=cues.get(claim.cue.start) if claim.cue else None,
        cue_start=claim.cue.start if claim.cue else None,
        cue_words=claim.cue.of(text) if claim.cue else None,
        date_words=words,
        days=(claim.event.first.isoformat(), claim.event.last.isoformat()) if claim.event else None,
        sentence=(claim.evidence.start, claim.evidence.end) if claim.evidence else None,
        steps=(*_about_the_place(found, claim), *_about_the_status(claim, text)),
    )


def _about_the_place(found: Resolution | None, claim: Claim) -> tuple[str, ...]:
    if found is None:
        return (f"place: {claim.place}, which the words refer back to",)
    if found.place is None:
        return (f"place: none ({found.role}): {'; '.join(found.reasons)}",)
    steps = [f"place: {found.place}, score {found.score:.0f}: {'; '.join(found.reasons)}"]
    others = [c for c in found.candidates if c.place != found.place]
    steps += [f"place: considered and rejected: {c.place} as “{c.name}”, score {c.score:.0f}, {c.rule}" for c in others]
    return tuple(steps)


def _about_the_status(claim: Claim, text: str) -> tuple[str, ...]:
    steps = []
    if claim.cue is not None:
        steps.append(f"cue: “{claim.cue.of(text)}”")
    steps += [f"status: {reason}" for reason in claim.reasons] or [f"status: {_NOTHING}"]
    if claim.share:
        steps.append(f"extent: {claim.extent.value}: “{claim.share}”")
    if claim.actor:
        steps.append(f"actor: {_side(claim.actor)}")
    if claim.attributed_to:
        steps.append(f"according to: {' > '.join(claim.attributed_to)}")
    if claim.event is not None:
        words = f"“{claim.event.words.of(text)}”" if claim.event.words else "the text"
        steps.append(f"when: {claim.event.first} to {claim.event.last}, from {words} ({claim.event.reason})")
    return tuple(steps)


def _side(side: str | None) -> str:
    return load_sides()[side].label_en if side and side in load_sides() else str(side)


def lexicon_entry(cue: str) -> str:
    """What an entry of the cue lexicon stands for, with its example: shown beside an explanation.

    >>> lexicon_entry("en-take")
    'took; for example: The army captured the Shaar district of Aleppo.'
    """
    entry = next(e for e in load_lexicon(cue.split("-", maxsplit=1)[0]).entries if e.id == cue)
    return f"{entry.predicate.value}; for example: {entry.example}"
