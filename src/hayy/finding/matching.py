"""Words against the trie: every stretch of a passage that may be a name, and which of those that overlap is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hayy.finding.lexicon import Clue
from hayy.finding.names import Entry, Names, Node, Sort, letters_of, strongest
from hayy.finding.romanised import latin_words, skeleton, without_article
from hayy.finding.spelling import distance
from hayy.finding.words import Part, Passage, Vocabulary, Word

_SOUNDS = 3  # consonants of a romanised name of one word whose spelling is not listed
_SLIP_LETTERS = ((1, 5, 7), (2, 8, 12))  # slips, letters needed in a name of one word, of several


@dataclass(slots=True, eq=False)
class Match:
    """Words ``first`` to ``last`` (exclusive) read as a name; ``entries`` are the targets it may be, best first.

    ``bare`` are articles of the name that the text leaves out, ``lower`` a romanised name without a capital, ``heard``
    a romanisation that nobody has listed, ``tied`` one that fits several places alike, ``headed`` a name only together
    with a head noun that its list shares. ``rules`` say in words how the spelling was matched.
    """

    first: int
    last: int
    start: int
    end: int
    entries: list[Entry]
    slips: int = 0
    bare: int = 0
    heard: bool = False
    lower: bool = False
    clitics: str = ""
    rules: list[str] = field(default_factory=list)
    tied: bool = False
    headed: bool = False

    @property
    def entry(self) -> Entry:
        """The best entry."""
        return self.entries[0]

    @property
    def places(self) -> list[Entry]:
        """The entries that are places of the gazetteer."""
        return [entry for entry in self.entries if entry.sort is Sort.PLACE]


@dataclass(frozen=True, slots=True)
class _Walk:
    """A way down the trie from word ``first``; ``at`` is the next word to read."""

    node: Node
    first: int
    at: int
    parts: tuple[Part, ...]
    words: tuple[int, ...]


class Matcher:
    """Finds matches in passages."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self._names = names
        self._vocabulary = vocabulary

    def matches(self, passage: Passage, loose: bool) -> list[Match]:
        """All matches, overlaps settled, in order. ``loose`` allows slips and free romanisation."""
        found: list[Match] = []
        for i, word in enumerate(passage.words):
            if word.parts or loose:
                found.extend(self.at(passage, i, self._names.root, loose))
        return _settle(found)

    def at(self, passage: Passage, i: int, node: Node, loose: bool, clitics: bool = True) -> list[Match]:
        """The matches that begin with word ``i``, read from ``node`` on; the words of the trie before ``node`` are
        understood, not written (``كرم القاطرجي والطحان``).
        """
        found: list[Match] = []
        stack = [_Walk(node, i, i, (), ())]
        while stack:
            walk = stack.pop()
            if walk.node.entries and walk.parts:
                match = self._match(passage, walk)
                if match is not None:
                    found.append(match)
            stack.extend(self._steps(passage, walk, loose, clitics))
        return found

    def _steps(self, passage: Passage, walk: _Walk, loose: bool, clitics: bool) -> Iterator[_Walk]:
        at = walk.at
        if at >= len(passage) or (walk.parts and not passage.close(at)):
            return
        word = passage.words[at]
        if word.article and walk.parts and at + 1 < len(passage) and passage.close(at + 1):
            yield _Walk(walk.node, walk.first, at + 1, walk.parts, walk.words)
        for part in self._parts(word, loose):
            if part.word in walk.node.children and (not part.clitics or (clitics and not walk.parts)):
                child = walk.node.children[part.word]
                yield _Walk(child, walk.first, at + 1, (*walk.parts, part), (*walk.words, at))
        if loose and word.latin and at + 1 < len(passage) and passage.gap(at + 1) == b"-" and not word.article:
            for part in self._vocabulary.joined(word, passage.words[at + 1]).parts:  # Mash-had
                if part.word in walk.node.children:
                    child = walk.node.children[part.word]
                    yield _Walk(child, walk.first, at + 2, (*walk.parts, part), (*walk.words, at, at + 1))

    def _parts(self, word: Word, loose: bool) -> tuple[Part, ...]:
        return word.parts + self._vocabulary.loosen(word) if loose else word.parts

    def _match(self, passage: Passage, walk: _Walk) -> Match | None:
        parts, words = walk.parts, walk.words
        first, last = words[0], words[-1] + 1
        if any(part.cut for part in parts[:-1]):
            return None
        entries = [e for e in strongest_of(walk.node.entries, parts) if _enough(e, parts)]
        if len(parts) == 1 and parts[0].slips:
            entries = [e for e in entries if e.latin or e.articles[-1] == parts[0].article]
        if any(part.slips or part.heard for part in parts):  # towns elsewhere are many: only as they are listed
            entries = [e for e in entries if e.sort is Sort.PLACE]
        if len(parts) == 1 and parts[0].heard:
            if not _capital(passage, first, False):
                return None
            least = _SOUNDS - (first > 0 and passage.words[first - 1].article and passage.close(first))
            entries = [e for e in entries if len(skeleton(e.words[-1])) >= least]
        if len(parts) == 1 and passage.words[first].clues & Clue.COMMON:  # Syrian is not al-Siryan
            entries = [e for e in entries if passage.words[first].text in latin_words(e.form)]
        if not entries:
            return None
        best = entries[0]
        slips = sum(part.slips for part in parts)
        written = tuple(part.article for part in parts)
        bare = (
            0 if best.latin else sum(a and not w for a, w in zip(best.articles[-len(written) :], written, strict=False))
        )
        start = passage.starts[first] + parts[0].skip
        lower = False
        if best.latin:
            start = _with_article(passage, first, start)
            lower = not all(_capital(passage, at, best.plain) for at in words if passage.gap(at) != b"-")
        end = _closed(passage, start, passage.end(words[-1]) - parts[-1].cut)
        match = Match(first, last, start, end, entries, slips, bare)
        match.heard, match.lower = any(part.heard for part in parts), lower
        match.clitics = parts[0].clitics
        return _explain(passage, match)


def strongest_of(entries: list[Entry], parts: tuple[Part, ...]) -> list[Entry]:
    """The entries that the parts can spell: no article where the name has none."""
    written = [part.article for part in parts]
    return strongest(
        entry
        for entry in entries
        if entry.latin or all(a or not w for a, w in zip(entry.articles[-len(written) :], written, strict=False))
    )


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


def _capital(passage: Passage, at: int, plain: bool) -> bool:
    """Whether a word is written as a name; in mixed names the translated words may be in lower case."""
    word = passage.words[at]
    glued = without_article(word.text) is not None and passage.text[passage.starts[at] + 2].isupper()  # alQasr
    translated = not plain and word.clues & Clue.TRANSLATED > 0
    return glued or passage.capital(at) or word.text.isdigit() or translated


def _with_article(passage: Passage, first: int, start: int) -> int:
    """The start of a Latin name with the article before it. ``at`` and ``as`` are English words, too: they are the
    article only with a hyphen or a capital.
    """
    before = first - 1
    if before < 0 or not passage.words[before].article or not passage.close(first):
        return start
    if b"-" in passage.gap(first) or passage.capital(before) or passage.words[before].text in ("al", "el", "ul"):
        return passage.starts[before]
    return start


def _closed(passage: Passage, start: int, end: int) -> int:
    """The end of a name with the quotation mark that closes one opened within it (مدرسة «الحكمة»)."""
    opened = passage.folded.count(b'"', start, end) % 2 == 1
    return end + 1 if opened and passage.folded[end : end + 1] == b'"' else end


def _explain(passage: Passage, match: Match) -> Match:
    entry, surface = match.entry, passage.text[match.start : match.end]
    if match.slips:
        match.rules.append(f"spelled “{surface}”: taken for “{entry.form}”")
    elif entry.glued:
        match.rules.append(f"“{entry.form}” written as one word")
    elif surface == entry.form:
        match.rules.append(f"exactly the name “{entry.form}”")
    elif entry.latin:
        match.rules.append(f"the same romanised name as “{entry.form}”")
    elif match.bare:
        match.rules.append(f"“{entry.form}” without the article")
    else:
        match.rules.append(f"“{entry.form}” after folding of letters and marks")
    return match


def _settle(matches: list[Match]) -> list[Match]:
    """Of matches that overlap: the one of more words, then the one with fewer slips, then the earlier."""
    order = sorted(matches, key=_preference)
    taken: dict[int, Match] = {}
    kept: list[Match] = []
    for match in order:
        holders = {id(taken[at]): taken[at] for at in range(match.first, match.last) if at in taken}
        if not holders:
            kept.append(match)
            taken.update(dict.fromkeys(range(match.first, match.last), match))
            continue
        for other in holders.values():
            _tie(other, match)
    return sorted(kept, key=lambda match: match.first)


def _preference(match: Match) -> tuple[int, int, int, int, int]:
    place = match.entry.sort is Sort.PLACE
    words = match.last - match.first
    return (-words, match.slips + match.heard, match.bare, 0 if place else 1, match.first)


def _tie(kept: Match, other: Match) -> None:
    """Join the targets of two readings of the same words that are equally good: slips that fit two places settle
    nothing, equal spellings of a place and of one elsewhere are both kept.
    """
    same = (kept.first, kept.last) == (other.first, other.last)
    if not same or (kept.slips, kept.heard, kept.bare) != (other.slips, other.heard, other.bare):
        return
    known = {entry.target for entry in kept.entries}
    more = [entry for entry in other.entries if entry.target not in known]
    if kept.slips and any(entry.sort is Sort.PLACE for entry in more):
        kept.tied = True
    kept.entries.extend(more)


def nearest_spelling(match: Match, surface: str, names: Names) -> None:
    """Where a romanised name fits several places alike (Karm al-Dada, Karm al-Da'da'): put first the one whose forms
    are clearly nearer to the letters, apostrophes included; else the match is tied.
    """
    places = match.places
    if len(places) < 2 or not places[0].latin:
        return
    written = letters_of(surface)
    far = len(written)
    scored = sorted((min(distance(written, f, far) for f in names.latin_forms[e.target]), e.target) for e in places)
    match.tied = scored[0][0] == scored[1][0]
    match.entries.sort(key=lambda entry: entry.target != scored[0][1])
