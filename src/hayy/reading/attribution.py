"""Who says so: the chain of sources of each sentence, outermost first.

A sentence has the sources it names beside a verb of speech or "according to"; a sentence that goes on quoting ("he
added", "the source said") has those of the sentence before. A sentence that names nobody is the outlet's own word; the
source named last is then told as inherited, so that nobody takes it for proof.
"""

from __future__ import annotations

from dataclasses import dataclass

from hayy.model import Document
from hayy.reading.lexicon import SOURCE, Source, load_lexicon
from hayy.reading.phrases import Found
from hayy.reading.tagging import Sentence

_REACH = 8
INHERITED = "inherited: "


@dataclass(frozen=True, slots=True)
class Attribution:
    """The chain of a sentence, the outlet first when it is known; ``parts`` where its statements have their own.

    ``named`` are the sources that the sentence names itself, each with its first unit.
    """

    chain: tuple[str, ...]
    inherited: bool = False
    parts: tuple[tuple[int, tuple[str, ...]], ...] = ()
    outlet: tuple[str, ...] = ()
    named: tuple[Found[Source], ...] = ()

    def split(self, unit: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The chains of those named before ``unit`` and behind it; None unless somebody is named on either side."""
        before = [hit for hit in self.named if hit.start < unit]
        behind = [hit for hit in self.named if hit.start >= unit]
        if not before or not behind:
            return None
        return (*self.outlet, *_chain(before)), (*self.outlet, *_chain(behind))

    def at(self, unit: int) -> tuple[str, ...]:
        """The chain of the statement that holds unit ``unit``."""
        chain = self.chain
        for start, own in self.parts:
            if start <= unit:
                chain = own
        return chain


class Sources:
    """Reads the chain of one sentence after the other; keeps the last one named."""

    def __init__(self, document: Document) -> None:
        self._outlet = (document.outlet,) if document.outlet else ()
        self._last: tuple[str, ...] = ()

    def of(self, sentence: Sentence) -> Attribution:
        """The chain of ``sentence``, which follows those given before."""
        found = self._found(sentence)
        if found:
            named = _chain(found)
            self._last = named
            parts = self._parts(sentence, found)
            return Attribution((*self._outlet, *named), parts=parts, outlet=self._outlet, named=tuple(found))
        if self._last and self._goes_on(sentence):
            return Attribution((*self._outlet, *self._last))
        if self._last:
            return Attribution((*self._outlet, INHERITED + " > ".join(self._last)), inherited=True)
        return Attribution(self._outlet)

    def _parts(self, sentence: Sentence, found: list[Found[Source]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Where a sentence sets two voices against each other, each statement has the source named in it."""
        if len(found) < 2:
            return ()
        units = range(1, len(sentence.units))
        cuts = [0, *(k for k in units if "coordination_break" in sentence.tags[k] or sentence.word(k) == ";")]
        parts = []
        for start, end in zip(cuts, [*cuts[1:], len(sentence.units)], strict=True):
            own = [hit for hit in found if start <= hit.start < end]
            if own:
                parts.append((start, (*self._outlet, *_chain(own))))
        return tuple(parts) if len(parts) > 1 else ()

    def _found(self, sentence: Sentence) -> list[Found[Source]]:
        units = sentence.units
        begin = [at for at, opens in enumerate(sentence.opens) if opens & SOURCE and units[at].mention is None]
        if not begin or sentence.row is None:
            return []
        phrases, row = load_lexicon(sentence.lang).sources, sentence.row.without_stops()
        found: list[Found[Source]] = []
        covered = 0
        for at in begin:
            if at < covered:
                continue
            hit = phrases.at(row, at)
            if hit is not None:
                covered = hit.end
                if _is_quoted(sentence, hit):
                    found.append(hit)
        return found

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether the sentence opens by quoting on: a verb of speech among its first words, with no new speaker."""
        return sentence.has(0, 6, "speech") is not None


def _chain(found: list[Found[Source]]) -> tuple[str, ...]:
    """Agencies before the persons whose words they carry."""
    agencies = [h.entry.label for h in found if h.entry.kind == "agency"]
    persons = [h.entry.label for h in found if h.entry.kind != "agency"]
    return tuple(dict.fromkeys((*agencies, *persons)))


def _is_quoted(sentence: Sentence, hit: Found[Source]) -> bool:
    if hit.entry.kind == "rumour":
        return True
    return _states(sentence, hit) if hit.entry.kind == "side" else _speaks(sentence, hit)


def _states(sentence: Sentence, side: Found[Source]) -> bool:
    """Whether a side itself speaks: a verb of speech right before it, or a colon after it at the start."""
    if side.start == 0 and sentence.word(side.end) == ":":
        return True
    if sentence.lang == "en":  # English verbs follow: "rebels claimed", "the army has said"
        after = range(side.end, min(side.end + 2, len(sentence.units)))
        return any("speech" in sentence.tags[k] for k in after)
    if sentence.ending(side.start, ("speech",)) is not None:
        return True
    verb = sentence.tags[side.end].get("speech") if side.end < len(sentence.units) else None
    return verb is not None and verb.form.clitic == ""  # "لكن المعارضة أكدت": the subject first


def _speaks(sentence: Sentence, source: Found[Source]) -> bool:
    """Whether a verb of speech or "according to" stands near the source."""
    start, end = max(0, source.start - _REACH), min(len(sentence.units), source.end + _REACH)
    return any("speech" in sentence.tags[k] or "according" in sentence.tags[k] for k in range(start, end))
