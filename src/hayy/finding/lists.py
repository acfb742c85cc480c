"""Names in coordination: which belong to one list, which head noun governs it, and the names that share a word.

``دواري الجزماتي والحلوانية`` are two roundabouts; in ``الأنصاري الشرقي والغربي`` the bare ``الغربي`` is Ansari West; in
``كرم القاطرجي والطحان`` the second is Karm al-Tahhan, too. After a singular ``دوار`` the second name is the quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hayy.finding.lexicon import Clue, Head
from hayy.finding.matching import Match, Matcher
from hayy.finding.names import Entry, Names, Node, Sort
from hayy.finding.passage import Passage
from hayy.finding.readings import Reading
from hayy.finding.spelling import core_of

_LONGEST_LINK = 5  # words that may stand between two names of a list


@dataclass(slots=True, eq=False)
class Item:
    """A match in its place: the list it belongs to, its head noun (a word index) and whether that stands before the
    whole list; ``after`` is an English head noun behind the name.
    """

    match: Match
    list: int = 0
    head: int | None = None
    head_of_list: bool = False
    after: int | None = None
    composed: bool = False


class Lists:
    """Finds the lists of a passage."""

    def __init__(self, names: Names, matcher: Matcher) -> None:
        self._names = names
        self._matcher = matcher
        self._above: dict[Entry, list[Node]] = {}

    def items(self, passage: Passage, matches: list[Match]) -> list[Item]:
        """The matches as items of lists, with the names added that only a shared word makes names."""
        matches = self._with_heads(passage, self._share(passage, matches))
        items: list[Item] = []
        number = 0
        before: Match | None = None
        for match in matches:
            if before is None or not _linked(passage, before, match):
                number += 1
            items.append(Item(match, number, composed=match.headed))
            before = match
        self._give_heads(passage, items)
        if any(item.after is not None for item in items):
            _share_after(passage, items)
            self._compose(passage, items)
        return items

    # --- shared words -----------------------------------------------------------------------------------------------

    def _share(self, passage: Passage, matches: list[Match]) -> list[Match]:
        """After each name, see whether the next word of the list completes a name that begins like it."""
        taken = {at: match for match in matches for at in range(match.first, match.last)}
        result = dict.fromkeys(matches)
        words, length = passage.words, len(passage)
        for match in matches:
            if match.entry.sort is not Sort.PLACE or match not in result:
                continue
            nodes, at = self._prefixes(match.entry), None
            if match.last < length and words[match.last].clues & Clue.HALVES:
                nodes = [self._node(match.entry.words), *nodes]
                at = match.last + 1
            elif nodes:
                at = _next_of_list(passage, match.last)
            while at is not None and at < length:
                shared = self._shared_at(passage, at, nodes, taken.get(at), words[match.first].clues & Clue.FAMILY > 0)
                if shared is None:
                    break
                self._replace(shared, taken, result)
                at = _next_of_list(passage, shared.last)
            if match.entry.latin:
                self._share_before(passage, match, taken, result)
        return sorted(result, key=_first)

    def _replace(self, match: Match, taken: dict[int, Match], result: dict[Match, None]) -> None:
        """Put a match in the place of those whose words it takes."""
        for at in range(match.first, match.last):
            if at in taken:
                result.pop(taken[at], None)
            taken[at] = match
        result[match] = None

    def _node(self, words: tuple[str, ...]) -> Node:
        node = self._names.root
        for word in words:
            node = node.children[word]
        return node

    def _prefixes(self, entry: Entry) -> list[Node]:
        """The nodes above the name's own, deepest first: what a following word could complete."""
        above = self._above.get(entry)
        if above is None:
            nodes, node = [], self._names.root
            for word in entry.words[:-1]:
                node = node.children[word]
                nodes.append(node)
            above = self._above[entry] = [n for n in reversed(nodes) if len(n.children) >= 2]
        return above

    def _shared_at(self, passage: Passage, at: int, nodes: list[Node], own: Match | None, family: bool) -> Match | None:
        for node in nodes:
            found = [m for m in self._matcher.at(passage, at, node) if m.entry.sort is Sort.PLACE and not m.slips]
            if not found:
                continue
            best = max(found, key=lambda m: m.last)
            if own is not None and not self._better(best, own, family):
                return None
            best.rules += (f"shares the first word of the name before it: “{best.entry.form}”",)
            return best
        return None

    def _better(self, shared: Match, own: Match, family: bool) -> bool:
        """Whether the completed name beats the one that the word is by itself: only if that means other things, too."""
        if own.last > shared.last or own.entry.target == shared.entry.target:
            return False
        return own.entry.sort is not Sort.PLACE or (bool(own.entry.also) and family)

    def _share_before(self, passage: Passage, match: Match, taken: dict[int, Match], result: dict[Match, None]) -> None:
        """``East and West Ansari``: the word before the conjunction, completed by the rest of the name."""
        words = match.entry.words
        conjunction, at = match.first - 1, match.first - 2
        if len(words) < 2 or at < 0 or at in taken:
            return
        if not passage.words[conjunction].clues & Clue.CONJUNCTION or not passage.close(match.first):
            return
        for part in passage.words[at].parts:
            node: Node | None = self._names.root.children.get(part.word)
            for word in words[1:]:
                node = node.children.get(word) if node else None
            places = [e for e in node.entries if e.sort is Sort.PLACE] if node else []
            if places and places[0].target != match.entry.target:
                rule = f"shares the last word of the name after it: “{places[0].form}”"
                shared = Match((at,), (part,), Reading(tuple(places), 0, 0, False, 0))
                shared.start, shared.end, shared.rules = passage.starts[at], passage.end(at), (rule,)
                result[shared] = None
                taken[at] = shared
                return

    def _with_heads(self, passage: Passage, matches: list[Match]) -> list[Match]:
        """Read the names behind a dual or plural head (دواري الجزماتي والحاووظ) with its singular."""
        heads = [
            (h, word.head)
            for h, word in enumerate(passage.words)
            if word.head is not None and word.head.many and word.head.site and not word.latin
        ]
        if not heads:
            return matches
        taken = {at: match for match in matches for at in range(match.first, match.last)}
        result = dict.fromkeys(matches)
        for h, head in heads:
            if h in taken:
                continue
            nodes = [node for singular in head.singular if (node := self._find(self._path(singular)))]
            left = 2 if _dual(passage, h) else len(passage)
            at: int | None = h + 1 if passage.close(h + 1) else None
            while at is not None and left and (found := self._headed_at(passage, at, nodes)) is not None:
                self._replace(found, taken, result)
                left -= 1
                at = _next_of_list(passage, found.last)
        return sorted(result, key=_first)

    def _headed_at(self, passage: Passage, at: int, nodes: list[Node]) -> Match | None:
        found = [m for node in nodes for m in self._matcher.at(passage, at, node) if m.places and not m.slips]
        if not found:
            return None
        best = max(found, key=lambda m: m.last)
        best.headed = True
        best.rules += (f"with the shared head noun: “{best.entry.form}”",)
        return best

    def _path(self, singular: str) -> tuple[str, ...]:
        return self._names.keys(singular) if singular.isascii() else (core_of(singular)[1],)

    # --- head nouns -------------------------------------------------------------------------------------------------

    def _give_heads(self, passage: Passage, items: list[Item]) -> None:
        governing: tuple[int, Head] | None = None
        governed = number = 0
        for item in items:
            if item.list != number:
                number, governing = item.list, None
            own = head_before(passage, item.match)
            if own is not None:
                item.head = own
                head = passage.words[own].head
                governing = (own, head) if head and head.many else governing if head and not head.site else None
                governed = 1
            elif governing and not (_dual(passage, governing[0]) and governing[1].site and governed >= 2):
                item.head, item.head_of_list = governing[0], True
                governed += 1
            if item.match.entry.latin:
                item.after = head_after(passage, item.match)
                inner = passage.words[item.match.last - 1].head
                if inner is not None and inner.many and item.match.last - item.match.first > 1:
                    item.after, item.composed = item.match.last - 1, True

    def _compose(self, passage: Passage, items: list[Item]) -> None:
        """Where an English plural stands behind a list (the Jazmati and Hawooz roundabouts), read each name with its
        singular: a place of its own if the gazetteer has it.
        """
        for item in items:
            head = passage.words[item.after].head if item.after is not None else None
            if head is None or not head.many or not head.site or item.composed or not item.match.places:
                continue
            for singular in head.singular:
                node = self._find((*item.match.entry.words, *self._names.keys(singular)))
                places = [e for e in node.entries if e.sort is Sort.PLACE] if node else []
                if places:
                    item.match.take((places[0], *item.match.entries))
                    item.composed = True
                    item.match.rules += (f"with the shared head noun: “{places[0].form}”",)
                    break

    def _find(self, words: tuple[str, ...]) -> Node | None:
        node: Node | None = self._names.root
        for word in words:
            node = node.children.get(word) if node else None
        return node


def _share_after(passage: Passage, items: list[Item]) -> None:
    """An English plural behind a list is the head of all its names."""
    for following, item in pairwise(reversed(items)):
        if item.list == following.list and item.after is None and following.after is not None:
            head = passage.words[following.after].head
            if head and head.many:
                item.after = following.after


def _first(match: Match) -> int:
    return match.first


def head_before(passage: Passage, match: Match) -> int | None:
    """The head noun right before a name, if there is one: حي السكري, the neighbourhoods of Sukkari and Ansari."""
    at = match.first - 1
    if match.clitics or at < 0 or not passage.close(match.first):
        return None
    if not match.entry.latin:
        return at if passage.words[at].head is not None else None
    if passage.words[at].article and passage.close(at):
        at -= 1
    if at < 1 or passage.words[at].text != "of" or not passage.close(at):
        return None
    return at - 1 if passage.words[at - 1].head is not None else None


def head_after(passage: Passage, match: Match) -> int | None:
    """The English head noun right behind a name (Sukkari district, Salheen cemetery)."""
    at = match.last
    if at < len(passage) and passage.close(at) and passage.words[at].latin and passage.words[at].head is not None:
        return at
    return None


def _dual(passage: Passage, at: int) -> bool:
    """Whether a head noun is an Arabic dual: it governs two names (دواري, جسرا, معبرين)."""
    word = passage.words[at]
    return not word.latin and word.text.endswith(("ي", "ا", "ين"))


def _next_of_list(passage: Passage, at: int) -> int | None:
    """The word that continues a list after word ``at - 1``: behind a comma, or joined by a conjunction."""
    if at >= len(passage):
        return None
    gap = passage.gap(at).strip(b" ")
    word = passage.words[at]
    conjunction = word.clues & Clue.CONJUNCTION and not word.clitics
    if gap not in (b"", b",", b"/"):
        return None
    if conjunction:
        at += 1
        if at >= len(passage) or not passage.close(at):
            return None
    elif not gap and (word.latin or word.text[:1] != "و") and all(part.clitics != "ف" for part in word.parts):
        return None
    article = passage.words[at].article and at + 1 < len(passage) and passage.close(at + 1)
    return at + 1 if article else at


def _opens_line(passage: Passage, match: Match) -> bool:
    return match.first == 0 or b"\n" in passage.gap(match.first)


def _from_before(passage: Passage, match: Match) -> bool:
    return match.first > 0 and passage.words[match.first - 1].text in ("من", "بين", "from", "between")


def _linked(passage: Passage, one: Match, other: Match) -> bool:
    """Whether two names stand in one list: commas, conjunctions, head nouns and a few small words between them."""
    between = range(one.last, other.first)
    if not between and b"\n" in passage.gap(other.first):
        return _opens_line(passage, one) and passage.gap(other.first).count(b"\n") == 1
    if len(between) > _LONGEST_LINK:
        return False
    joined = other.clitics[:1] in ("و", "ف") and bool(other.clitics)
    for at in between:
        word = passage.words[at]
        if (
            word.clues & Clue.CONJUNCTION
            or (word.clitics[:1] == "و" and (word.head or word.clues))
            or (word.clues & Clue.RANGE and _from_before(passage, one))
        ):
            joined = True
        elif word.head is None and not word.clues & (Clue.LINK | Clue.NOUN | Clue.EDGE) and not word.article:
            return False
    for at in range(one.last, other.first + 1):
        gap = passage.gap(at).strip(b" \"'()")
        if gap in (b",", b"/", b"&"):
            joined = True
        elif gap and gap != b"-":
            return False
    return joined


def settle_located(passage: Passage, items: list[Item], names: Names) -> None:
    """Names that several places bear and that their locator tells apart (السكن الشبابي في منطقة المعصرانية).

    The place whose locator stands beside the name is meant; else the one whose locator alone the text names, if the
    others have locators, too; else the one that needs none.
    """
    if not any(entry.beside for item in items for entry in item.match.entries):
        return
    named = {item.match.entry.target for item in items if not any(entry.beside for entry in item.match.entries)}
    for at, item in enumerate(items):
        entries = item.match.entries
        if not any(entry.beside for entry in entries):
            continue
        beside = {items[at + 1].match.entry.target, _sort(items[at + 1])} if _locates(passage, items, at) else set()
        kept = tuple(entry for entry in entries if entry.beside in beside)
        if not kept:
            locators = {entry.target: names.locators.get(entry.target, set()) for entry in entries}
            told = [target for target, places in locators.items() if places & named]
            if len(told) == 1 and all(locators.values()):
                kept = tuple(entry for entry in entries if entry.target == told[0])
        item.match.take(kept or tuple(entry for entry in entries if entry.beside is None) or entries[:1])


def _sort(item: Item) -> str:
    return item.match.entry.sort.value


def _locates(passage: Passage, items: list[Item], at: int) -> bool:
    """Whether the next item is a locator of this one: a preposition, perhaps a head noun, then the name."""
    if at + 1 >= len(items):
        return False
    here, there = items[at].match, items[at + 1].match
    between = range(here.last, there.first)
    if len(between) > 2 or any(passage.gap(i).strip(b" ") for i in (*between, there.first)):
        return False
    words = [passage.words[i] for i in between]
    if there.clitics == "ب":
        return not words
    return bool(words) and (words[0].text in ("في", "in", "of") or words[0].clitics == "ب")
