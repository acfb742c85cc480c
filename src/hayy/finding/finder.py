"""From a document to its resolved place mentions: the stages in order."""

from __future__ import annotations

from functools import lru_cache

from hayy.finding.alphabet import encode
from hayy.finding.areas import home_of, survey
from hayy.finding.evidence import NAMED, hopeful
from hayy.finding.gate import Gate
from hayy.finding.judging import judge
from hayy.finding.lexicon import lexicon
from hayy.finding.lists import Lists, settle_located
from hayy.finding.matching import Matcher
from hayy.finding.names import Entry, Names
from hayy.finding.passage import Passage
from hayy.finding.verdicts import Case, Verdict
from hayy.finding.words import Vocabulary
from hayy.gazetteer import Gazetteer
from hayy.model import Candidate, Document, Mention, Resolution, Span


class Finder:
    """Finds the places of one gazetteer in documents. Building it takes a moment; it learns spellings as it reads.

    >>> from hayy.gazetteer import load
    >>> finder = Finder(load())
    >>> document = Document("1", "Rebels in Aleppo lost Sheikh Saeed and the Sukkari district.")
    >>> [(r.mention.surface, r.place) for r in finder.find(document) if r.place]
    [('Sheikh Saeed', 'sheikh-saeed'), ('Sukkari', 'sukkari')]
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names = Names(gazetteer)
        self._vocabulary = Vocabulary(self._names, lexicon())
        self._matcher = Matcher(self._names, self._vocabulary)
        self._lists = Lists(self._names, self._matcher)
        self._gate = Gate(self._names, lexicon())
        self._home = home_of(self._names)

    def find(self, document: Document, *, considered: bool = False) -> tuple[Resolution, ...]:
        """The mentions of a document in order, without overlaps: places, and what was taken for something else.

        A text that nothing ties to the city gives none at all, unless ``considered`` asks for everything that was
        looked at, for explaining.
        """
        text = document.text
        folded = encode(text)
        hope = NAMED if considered else self._gate.lets_in(folded)
        if not hope:
            return ()
        passage = Passage(text, folded, self._vocabulary)
        if hope < NAMED and not hopeful(self._matcher.exact(passage), self._names.city_words):
            return ()
        case = self._read(passage)
        verdicts = judge(case)
        if not considered and not case.evidence:
            return ()
        return tuple(_resolution(case.passage, verdict) for verdict in verdicts if verdict.role != "city")

    def _read(self, passage: Passage) -> Case:
        """The items of a text and where they are."""
        items = self._lists.items(passage, self._matcher.matches(passage))
        settle_located(passage, items, self._names)
        return Case(passage, items, survey(passage, items, self._names, self._home), self._names)


def _resolution(passage: Passage, verdict: Verdict) -> Resolution:
    match = verdict.item.match
    span = Span(match.start, match.end)
    place = verdict.entry.target if verdict.accepted else None
    score = 100.0
    if match.slips or match.bare or match.lower:
        score = max(0.0, 100.0 - 12.0 * match.slips - 4.0 * match.bare - 5.0 * match.lower)
    return Resolution(
        Mention(span, passage.text[match.start : match.end]), place, score, tuple(verdict.reasons),
        _candidates(match.entries, score, match.rules[0] if match.rules else ""),
        verdict.role, verdict.outside, _head(passage, verdict),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _candidates(entries: tuple[Entry, ...], score: float, rule: str) -> tuple[Candidate, ...]:
    """The same for every mention of the same names in the same spelling."""
    return tuple(Candidate(entry.target, entry.form, score, rule) for entry in entries)


def _head(passage: Passage, verdict: Verdict) -> Span | None:
    at = verdict.item.head if verdict.item.head is not None else verdict.item.after
    return None if at is None else Span(passage.starts[at], passage.ends[at])
