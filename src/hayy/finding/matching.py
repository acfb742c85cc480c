"""Words against the trie: every stretch of a passage that may be a name, and which of those that overlap is meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from hayy.finding.lexicon import Clue
from hayy.finding.names import Entry, Names, Node, Sort, letters_of, strongest
from hayy.finding.romanised import skeleton
from hayy.finding.spelling import distance
from hayy.finding.words import Part, Passage, Vocabulary

_MEMO_LIMIT = 100_000  # readings kept
_SOUNDS = 3  # consonants of a romanised name of one word whose spelling is not listed
_SLIP_LETTERS = ((1, 5, 7), (2, 8, 12))  # slips, letters needed in a name of one word, of several


@dataclass(slots=True, eq=False)
class Match:
    """Words ``first`` to ``last`` (exclusive) read as a name; ``entries`` are the targets it may be, best first.

    ``words`` are those of them that are words of the name, ``parts`` how each was read.

    ``bare`` are articles of the name that the text leaves out, ``lower`` a romanised name without a capital, ``heard``
    a romanisation that nobody has listed, ``tied`` one that fits several places alike, ``headed`` a name only together
    with a head noun that its list shares. ``rules`` say in words how the spelling was matched.
    """

    words: tuple[int, ...]
    parts: tuple[Part, ...]
    entries: list[Entry]
    slips: int = 0
    bare: int = 0
    heard: bool = False
    first: int = field(init=False)
    last: int = field(init=False)
    start: int = 0
    end: int = 0
    lower: bool = False
    clitics: str = field(init=False)
    rules: list[str] = field(default_factory=list)
    tied: bool = False
    headed: bool = False

    def __post_init__(self) -> None:
        """The words it covers, and the clitics before it."""
        self.first, self.last = self.words[0], self.words[-1] + 1
        self.clitics = self.parts[0].clitics

    @property
    def entry(self) -> Entry:
        """The best entry."""
        return self.entries[0]

    @property
    def places(self) -> list[Entry]:
        """The entries that are places of the gazetteer."""
        if len(self.entries) == 1:
            return self.entries if self.entries[0].sort is Sort.PLACE else []
        return [entry for entry in self.entries if entry.sort is Sort.PLACE]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a path of the trie and the spellings that led along it come to, whatever stands around."""

    entries: tuple[Entry, ...]
    slips: int
    bare: int
    heard: bool
    sounds: int  # consonants that a single heard word has


class Matcher:
    """Finds matches in passages."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self._names = names
        self._vocabulary = vocabulary
        self._readings: dict[tuple[Node, tuple[Part, ...]], _Reading | None] = {}
        self._choices: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    def matches(self, passage: Passage) -> list[Match]:
        """All matches, overlaps settled, in order."""
        for i, word in enumerate(passage.words):
            if not word.prepared and (not word.latin or passage.named(i)):
                self._vocabulary.prepare(word)
        return [self._finish(passage, match) for match in _settle(self.all_matches(passage))]

    def exact(self, passage: Passage) -> list[Match]:
        """What is found, overlaps and all, before slips of Arabic words are looked for, which takes longest."""
        for i, word in enumerate(passage.words):
            if word.latin and not word.prepared and passage.named(i):
                self._vocabulary.prepare(word)
        return self.all_matches(passage)

    def all_matches(self, passage: Passage) -> list[Match]:
        """All matches of words as far as they are prepared, also those that overlap."""
        found: list[Match] = []
        root = self._names.root
        for i, word in enumerate(passage.words):
            if word.latin and passage.hyphen(i + 1):
                self._follow_hyphen(passage, root, i, (), (), found)
            if not word.starts:
                continue
            for part, node in word.starts if not word.latin or passage.named(i) else word.exact_starts:
                self._follow(passage, node, i + 1, (part,), (i,), found)
        return found

    def at(self, passage: Passage, i: int, node: Node) -> list[Match]:
        """The matches that begin with word ``i``, read from ``node`` on.

        The words of the trie before ``node`` are understood, not written (``كرم القاطرجي والطحان``).
        """
        found: list[Match] = []
        for part in passage.readings(i):
            if (child := node.children.get(part.word)) is not None:
                self._follow(passage, child, i + 1, (part,), (i,), found)
        return [self._finish(passage, match) for match in found]

    def _follow(
        self, passage: Passage, node: Node, at: int, parts: tuple[Part, ...], words: tuple[int, ...], found: list[Match]
    ) -> None:
        """Take down what ends at ``node``, and go on with word ``at``."""
        if node.entries and (match := self._match(passage, node, parts, words)) is not None:
            found.append(match)
        if not node.children or at >= len(passage.words) or not passage.close(at):
            return
        word = passage.words[at]
        if word.article and at + 1 < len(passage.words) and passage.close(at + 1):
            at += 1
            word = passage.words[at]
        for part in passage.readings(at):
            if not part.clitics and (child := node.children.get(part.word)) is not None:
                self._follow(passage, child, at + 1, (*parts, part), (*words, at), found)
        if word.latin and passage.hyphen(at + 1):
            self._follow_hyphen(passage, node, at, parts, words, found)

    def _follow_hyphen(
        self, passage: Passage, node: Node, at: int, parts: tuple[Part, ...], words: tuple[int, ...], found: list[Match]
    ) -> None:
        """A word of a name that a hyphen parts (Mash-had)."""
        if passage.words[at].article:
            return
        for part in self._vocabulary.joined(passage.words[at], passage.words[at + 1]).parts:
            if (child := node.children.get(part.word)) is not None:
                self._follow(passage, child, at + 2, (*parts, part), (*words, at, at + 1), found)

    def _reading(self, node: Node, parts: tuple[Part, ...]) -> _Reading | None:
        key = (node, parts)
        if key not in self._readings:
            if len(self._readings) >= _MEMO_LIMIT:
                self._readings.clear()
            self._readings[key] = _read(node, parts)
        return self._readings[key]

    def _match(self, passage: Passage, node: Node, parts: tuple[Part, ...], words: tuple[int, ...]) -> Match | None:
        reading = self._reading(node, parts)
        if reading is None:
            return None
        first = words[0]
        entries = list(reading.entries)
        if len(words) == 1 and entries[0].latin:
            entries = self._single(passage, first, entries, reading)
            if not entries:
                return None
        return Match(words, parts, entries, reading.slips, reading.bare, reading.heard)

    def _single(self, passage: Passage, at: int, entries: list[Entry], reading: _Reading) -> list[Entry]:
        """The entries that a single romanised word may be.

        A word that is only heard needs consonants enough. A town elsewhere must be spelled as it is
        listed, and so must a place whose name sounds like an everyday word (Syrian).
        """
        word = passage.words[at]
        if reading.heard:
            after_article = at > 0 and passage.words[at - 1].article and passage.close(at)
            if reading.sounds < _SOUNDS - after_article:
                return []
        strict = word.clues & Clue.COMMON
        spelled = word.text.replace("'", "")
        listed = self._names.listed
        return [e for e in entries if (e.sort is Sort.PLACE and not strict) or e.glued or (e.target, spelled) in listed]

    def _finish(self, passage: Passage, match: Match) -> Match:
        """Add what only a match that is kept needs: where it stands in the text, and how it was matched in words."""
        words, parts, best = match.words, match.parts, match.entries[0]
        start, end = passage.starts[match.first] + parts[0].skip, passage.end(words[-1]) - parts[-1].cut
        if best.latin:
            start = _with_article(passage, match.first, start)
            match.lower = not all(_capital(passage, at, best.plain) for at in words if not passage.hyphen(at))
            if len(match.places) > 1:
                self._choose(match, letters_of(passage.text[start:end]))
        match.start, match.end = start, _closed(passage, start, end)
        match.rules.append(_rule(match, passage.text[start : match.end]))
        return match

    def _choose(self, match: Match, written: str) -> None:
        """Where a romanised name fits several places alike (Karm al-Dada, Karm al-Da'da'): put first the one whose
        forms are clearly nearer to the letters, apostrophes included; else the match is tied.
        """
        places = match.places
        key = (written, *(entry.target for entry in places))
        if key not in self._choices:
            forms, far = self._names.latin_forms, len(written)
            self._choices[key] = sorted(
                (min(distance(written, form, far) for form in forms[target]), target) for target in key[1:]
            )
        nearest, second = self._choices[key][:2]
        match.tied = nearest[0] == second[0]
        match.entries.sort(key=lambda entry: entry.target != nearest[1])


def _read(node: Node, parts: tuple[Part, ...]) -> _Reading | None:
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
    return _Reading(tuple(entries), slips, bare, heard, len(skeleton(parts[-1].word)) if heard else 0)


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


def _capital(passage: Passage, at: int, plain: bool) -> bool:
    """Whether a word is written as a name; in mixed names the translated words may be in lower case."""
    word = passage.words[at]
    return passage.named(at) or word.text.isdigit() or (not plain and word.clues & Clue.TRANSLATED > 0)


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


def _rule(match: Match, surface: str) -> str:
    """How the spelling was matched, in words."""
    entry = match.entry
    if match.slips:
        return f"spelled “{surface}”: taken for “{entry.form}”"
    if entry.glued:
        return f"“{entry.form}” written as one word"
    if surface == entry.form:
        return f"exactly the name “{entry.form}”"
    if entry.latin:
        return f"the same romanised name as “{entry.form}”"
    if match.bare:
        return f"“{entry.form}” without the article"
    return f"“{entry.form}” after folding of letters and marks"


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
