"""Words against the trie: every stretch of a passage that may be a name, and which of those that overlap is meant."""

from __future__ import annotations

from collections.abc import Sequence

from hayy.finding.lexicon import Clue
from hayy.finding.names import Entry, Names, Node, Sort, letters_of
from hayy.finding.overlaps import Found, settle
from hayy.finding.passage import Passage
from hayy.finding.readings import Part, Reading, read
from hayy.finding.spelling import distance
from hayy.finding.words import Vocabulary

_MEMO_LIMIT = 100_000  # readings kept
_SOUNDS = 3  # consonants of a romanised name of one word whose spelling is not listed


class Match:
    """Words ``first`` to ``last`` (exclusive) read as a name; ``entries`` are the targets it may be, best first.

    ``parts`` are how its words were read, ``places`` those entries that are places of the gazetteer.

    ``bare`` are articles of the name that the text leaves out, ``lower`` a romanised name without a capital, ``heard``
    a romanisation that nobody has listed, ``tied`` one that fits several places alike, ``headed`` a name only together
    with a head noun that its list shares. ``rules`` say in words how the spelling was matched.
    """

    __slots__ = (
        "bare", "clitics", "end", "entries", "entry", "first", "headed", "heard", "last", "lower", "parts", "places",
        "rules", "slips", "start", "tied",
    )  # fmt: skip

    def __init__(self, words: tuple[int, ...], parts: tuple[Part, ...], reading: Reading) -> None:
        self.first, self.last = words[0], words[-1] + 1
        self.parts = parts
        self.clitics = parts[0].clitics
        self.slips, self.bare, self.heard = reading.slips, reading.bare, reading.heard
        self.start = self.end = 0
        self.lower = self.tied = self.headed = False
        self.rules: tuple[str, ...] = ()
        self.entries, self.entry, self.places = reading.entries, reading.entries[0], reading.places

    def take(self, entries: tuple[Entry, ...]) -> None:
        """Let it be these targets."""
        self.entries = entries
        self.entry = entries[0]
        self.places = tuple([entry for entry in entries if entry.sort is Sort.PLACE])


class Matcher:
    """Finds matches in passages."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self._names = names
        self._vocabulary = vocabulary
        self._readings: dict[tuple[Node, tuple[Part, ...]], Reading | None] = {}
        self._choices: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    def matches(self, passage: Passage) -> list[Match]:
        """All matches, overlaps settled, in order."""
        for i, word in [(i, word) for i, word in enumerate(passage.words) if not word.prepared]:
            if not word.latin or passage.named(i):
                self._vocabulary.prepare(word)
        return [self.finish(passage, *kept) for kept in settle(self.all_found(passage))]

    def exact(self, passage: Passage) -> list[Found]:
        """What is found, overlaps and all, before slips of Arabic words are looked for, which takes longest."""
        for i, word in [(i, word) for i, word in enumerate(passage.words) if not word.prepared]:
            if word.latin and passage.named(i):
                self._vocabulary.prepare(word)
        return self.all_found(passage)

    def all_found(self, passage: Passage) -> list[Found]:
        """All matches of words as far as they are prepared, also those that overlap, in order of their first words."""
        found: list[Found] = []
        words, root, last = passage.words, self._names.root, len(passage.words) - 1
        hyphens = b"-" in passage.folded
        for i in [i for i, word in enumerate(words) if word.starts or (hyphens and word.latin)]:
            word = words[i]
            starts = word.starts
            if word.latin:
                if hyphens and passage.hyphen(i + 1):
                    self._follow_hyphen(passage, root, i, (), (), found)
                if starts and not passage.named(i):
                    starts = word.exact_starts
            for parts, node, reading in starts:
                if reading is not None and (not reading.heard or _heard_enough(passage, i, reading)):
                    found.append(((i,), parts, reading))
                if node.children and i < last:
                    after = words[i + 1]
                    if hyphens or after.article or not node.children.keys().isdisjoint(after.leads_on):
                        self._go_on(passage, node, i + 1, parts, (i,), found)
        return found

    def at(self, passage: Passage, i: int, node: Node) -> list[Match]:
        """The matches that begin with word ``i``, read from ``node`` on.

        The words of the trie before ``node`` are understood, not written (``كرم القاطرجي والطحان``).
        """
        found: list[Found] = []
        for part in passage.readings(i):
            child = node.children.get(part.word)
            if child is None:
                continue
            reading = self._vocabulary.alone(passage.words[i], self._reading(child, (part,)))
            if reading is not None and (not reading.heard or _heard_enough(passage, i, reading)):
                found.append(((i,), (part,), reading))
            self._go_on(passage, child, i + 1, (part,), (i,), found)
        return [self.finish(passage, one) for one in found]

    def _follow(
        self, passage: Passage, node: Node, at: int, parts: tuple[Part, ...], words: tuple[int, ...], found: list[Found]
    ) -> None:
        """Take down what ends at ``node``, and go on with word ``at``."""
        if node.entries and (reading := self._reading(node, parts)) is not None:
            found.append((words, parts, reading))
        if node.children:
            self._go_on(passage, node, at, parts, words, found)

    def _go_on(
        self, passage: Passage, node: Node, at: int, parts: tuple[Part, ...], words: tuple[int, ...], found: list[Found]
    ) -> None:
        """Follow the words that lead on from ``node``, the first of them being word ``at``."""
        if not passage.close(at):  # as nothing is at the end
            return
        word = passage.words[at]
        if word.article and passage.close(at + 1):
            at += 1
            word = passage.words[at]
        for part in passage.inner(at) if word.inner else ():
            if (child := node.children.get(part.word)) is not None:
                self._follow(passage, child, at + 1, (*parts, part), (*words, at), found)
        if word.latin and passage.hyphen(at + 1):
            self._follow_hyphen(passage, node, at, parts, words, found)

    def _follow_hyphen(
        self, passage: Passage, node: Node, at: int, parts: tuple[Part, ...], words: tuple[int, ...], found: list[Found]
    ) -> None:
        """A word of a name that a hyphen parts (Mash-had)."""
        if passage.words[at].article:
            return
        for part in self._vocabulary.joined(passage.words[at], passage.words[at + 1]).parts:
            if (child := node.children.get(part.word)) is not None:
                self._follow(passage, child, at + 2, (*parts, part), (*words, at, at + 1), found)

    def _reading(self, node: Node, parts: tuple[Part, ...]) -> Reading | None:
        key = (node, parts)
        if key not in self._readings:
            if len(self._readings) >= _MEMO_LIMIT:
                self._readings.clear()
            self._readings[key] = read(node, parts)
        return self._readings[key]

    def finish(self, passage: Passage, found: Found, rivals: Sequence[Found] = ()) -> Match:
        """The match of what is kept, with its equals: where it stands in the text, and how it was matched in words."""
        words, parts, reading = found
        match = Match(words, parts, reading)
        for rival in rivals:
            _tie(match, rival[2])
        start, end = passage.starts[match.first] + parts[0].skip, passage.end(words[-1]) - parts[-1].cut
        if reading.entries[0].latin:
            start = _with_article(passage, match.first, start)
            plain = match.entry.plain
            match.lower = any(not passage.hyphen(at) and _lower(passage, at, plain) for at in words)
            if len(match.places) > 1:
                self._choose(match, letters_of(passage.text[start:end]))
        match.start, match.end = start, _closed(passage, start, end) if passage.quoted else end
        match.rules = (_rule(match, passage.text[start : match.end]),)
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
        match.take(tuple(sorted(match.entries, key=lambda entry: entry.target != nearest[1])))


def _heard_enough(passage: Passage, at: int, reading: Reading) -> bool:
    """Whether a single word that is only heard has consonants enough; an article before it stands for one."""
    after_article = at > 0 and passage.words[at - 1].article and passage.close(at)
    return reading.sounds >= _SOUNDS - after_article


def _lower(passage: Passage, at: int, plain: bool) -> bool:
    """Whether a word is not written as a name; in mixed names the translated words may be in lower case."""
    if passage.named(at):
        return False
    word = passage.words[at]
    return not (word.text.isdigit() or (not plain and word.clues & Clue.TRANSLATED))


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


def _tie(match: Match, other: Reading) -> None:
    """Join the targets of another reading that is equally good: slips that fit two places settle nothing, equal
    spellings of a place and of one elsewhere are both kept.
    """
    known = {entry.target for entry in match.entries}
    more = tuple(entry for entry in other.entries if entry.target not in known)
    if match.slips and any(entry.sort is Sort.PLACE for entry in more):
        match.tied = True
    match.take(match.entries + more)
