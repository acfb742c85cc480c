"""English: what stands behind a name and belongs to it: head nouns, the words of a site, what the place owns."""

from __future__ import annotations

from hayy.model import Extent, Span
from hayy.reading.tagging import Sentence

QUOTES = frozenset("\"'«»()[]")
_SMALL = frozenset({"the", "a", "an", "of", "and", "rebel", "all", "both"})


def tail_end(sentence: Sentence, at: int) -> int:
    """English head nouns may follow the name: "the Shaar and Sukkari districts"."""
    while at < len(sentence.units) and (
        (sentence.word(at) in QUOTES and sentence.word(at) != "(")
        or (
            sentence.lang == "en"
            and sentence.word(at) not in _SMALL
            and not sentence.tags[at].keys().isdisjoint(("head", "site"))
        )
    ):
        site = sentence.tags[at].get("site")
        at = site.end if site is not None and sentence.lang == "en" else at + 1
    return at


def ends_as_site(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words behind a name end as a site does: "A police station", "A district headquarters"."""
    found = (sentence.tags[k].get("site") for k in range(start, end))
    return any(site is not None and site.end == end for site in found)


def possessed(sentence: Sentence, at: int) -> tuple[Extent, Span | None] | None:
    """ "A's southern half", "A's main square": what the words after a name make a part of the place, or a site."""
    if sentence.word(at) not in ("'s", "'"):
        return None
    for k in range(at + 1, min(at + 4, len(sentence.units))):
        if sentence.units[k].mention is not None or sentence.word(k) == ",":
            return None
        if not sentence.tags[k].keys().isdisjoint(("part", "side_noun", "edge")):
            return Extent.PART, Span(sentence.units[at + 1].span.start, sentence.units[k].span.end)
        if "site" in sentence.tags[k]:
            return Extent.WITHIN, None
    return None
