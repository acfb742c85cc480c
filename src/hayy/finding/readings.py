"""What words of a text come to as a name: a path of the trie, and the spellings that led along it.

Neither depends on what stands around, so each is worked out once and shared by all that is spelled alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from hayy.finding.names import Entry, Node, Sort, strongest
from hayy.finding.romanised import skeleton

_SLIP_LETTERS = ((1, 5, 7), (2, 8, 12))  # slips, letters needed in a name of one word, of several


class Part(NamedTuple):
    """A way to read a word as a word of a name: the word of the trie, the clitics before it and the code points they
    take, whether the article is written, and the number of slips; ``heard`` if a Latin spelling is unknown and only
    sounds like the name's; ``cut`` is how many letters of a next word are glued to its end.
    """

    word: str
    clitics: str = ""
    skip: int = 0
    article: bool = False
    slips: int = 0
    heard: bool = False
    cut: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The ``entries`` that end at a node of the trie and that the parts can spell, best first.

    ``bare`` are articles of the name that the text leaves out, ``heard`` says that nobody has listed the romanisation;
    ``sounds`` are the consonants that a single heard word has. ``merit`` orders readings of as many words, best first;
    ``places`` are the entries that are places of the gazetteer.
    """

    entries: tuple[Entry, ...]
    slips: int
    bare: int
    heard: bool
    sounds: int
    merit: tuple[int, int, bool] = field(init=False)
    places: tuple[Entry, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Fewer slips before fewer articles left out before places."""
        object.__setattr__(self, "places", tuple(entry for entry in self.entries if entry.sort is Sort.PLACE))
        merit = (self.slips + self.heard, self.bare, self.entries[0].sort is not Sort.PLACE)
        object.__setattr__(self, "merit", merit)


class Start(NamedTuple):
    """A word that begins a name: how it is read, the node it leads to, and what it is by itself, if anything."""

    parts: tuple[Part]
    node: Node
    reading: Reading | None


def read(node: Node, parts: tuple[Part, ...]) -> Reading | None:
    """What the parts spell at a node, if anything ends there."""
    if any(part.cut for part in parts[:-1]):
        return None
    slips = sum(part.slips for part in parts)
    heard = any(part.heard for part in parts)
    entries = strongest(entry for entry in node.entries if _spells(entry, parts) and _enough(entry, parts))
    if slips or heard:  # towns elsewhere are many: only as they are listed
        entries = [entry for entry in entries if entry.sort is Sort.PLACE]
    if not entries:
        return None
    bare = 0 if entries[0].latin else sum(_bare(entries[0], parts))
    if bare and len(parts) == 1 and entries[0].sort is not Sort.PLACE:
        return None
    return Reading(tuple(entries), slips, bare, heard, len(skeleton(parts[-1].word)) if heard else 0)


def _bare(entry: Entry, parts: tuple[Part, ...]) -> list[bool]:
    """For each part whether it lacks the article that the name has; the last parts of a name may stand alone."""
    articles = entry.articles[-len(parts) :]
    return [has and not part.article for has, part in zip(articles, parts, strict=False)]


def _spells(entry: Entry, parts: tuple[Part, ...]) -> bool:
    """Whether the parts can spell the name: no article where it has none, and with a slip just the same articles."""
    if entry.latin:
        return True
    articles = entry.articles[-len(parts) :]
    if any(part.article and not has for has, part in zip(articles, parts, strict=False)):
        return False
    return not (len(parts) == 1 and parts[0].slips and articles[-1] != parts[0].article)


def _enough(entry: Entry, parts: tuple[Part, ...]) -> bool:
    """Whether there is enough of a name to recognise it in spite of its slips."""
    slips = sum(part.slips for part in parts)
    if not slips:
        return True
    if entry.latin:
        return slips <= 1 or (slips == 2 and entry.letters >= 9)
    exact = sum(not part.slips for part in parts)
    if len(parts) > 1 and not exact:
        return False
    for allowed, single, several in _SLIP_LETTERS:
        if slips <= allowed and entry.letters >= (several if len(entry.words) > 1 else single):
            return True
    return False
