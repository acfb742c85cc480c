"""All names that can be found, as one trie over the words they are made of.

Arabic words are entered without the article, Latin ones by their key (:mod:`hayy.gazetteer.latin`), so that
``الشيخ سعيد``/``شيخ سعيد`` and ``Sheikh Saeed``/``Shaykh Sa'id`` each share a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from hayy.finding.lexicon import Clue, lexicon
from hayy.finding.romanised import ARTICLES, latin_words, skeleton, word_key
from hayy.finding.spelling import core_of
from hayy.gazetteer import Gazetteer
from hayy.model import Name
from hayy.text import TokenKind, fold, tokens

# Which of several places is meant by a name that they share: the one whose kind comes first.
_KIND_ORDER = ("neighbourhood", "sub-quarter", "suburb", "village", "town", "camp", "housing", "zone", "part")
_TERRITORIES = ("governorate", "province", "region", "country")


CITY = "city"
"""What ``beside`` says when the city itself must be named beside the name (الجامع الأموي بحلب)."""


class Sort(StrEnum):
    """What an entry is the name of."""

    PLACE = "place"
    REGION = "region"
    ELSEWHERE = "elsewhere"
    CITY = "city"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One form of one name: ``words`` as in the trie, ``articles`` which of them are written with the article.

    ``also`` are the tags of what else the form means; ``plain`` marks English translations that may be in lower case;
    ``beside`` is the place that must be named right after it (``السكن الشبابي`` of ``المعصرانية``).
    ``namesakes`` are the places elsewhere that have the same name, ``senses`` whether it also means other things.
    """

    target: str
    sort: Sort
    form: str
    words: tuple[str, ...]
    articles: tuple[bool, ...]
    latin: bool
    also: frozenset[str] = frozenset()
    rank: int = 0
    plain: bool = False
    beside: str | None = None
    glued: bool = False
    namesakes: tuple[str, ...] = field(init=False)
    senses: bool = field(init=False)

    def __post_init__(self) -> None:
        """What its tags come to."""
        namesakes = tuple(tag.partition(":")[2] for tag in sorted(self.also) if tag.startswith("elsewhere:"))
        object.__setattr__(self, "namesakes", namesakes)
        object.__setattr__(self, "senses", len(self.also) > len(namesakes))

    @property
    def letters(self) -> int:
        """How much there is to recognise it by."""
        return sum(map(len, self.words))


@dataclass(slots=True, eq=False)
class Node:
    """A point in the trie: the words that may follow, and the entries that end here."""

    children: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class Names:
    """The trie over every form of every place, region, place elsewhere and of the city itself.

    >>> from hayy.gazetteer import load
    >>> names = Names(load())
    >>> node = names.root.children["شيخ"].children["سعيد"]
    >>> [(e.target, e.sort.value) for e in node.entries][:1]
    [('sheikh-saeed', 'place')]
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.root = Node()
        self.headed: set[tuple[str, str]] = set()  # places and the head nouns that they are also named with
        self.listed: set[tuple[str, str]] = set()  # every place and Latin form, folded, without articles
        self.spellings: dict[str, set[str]] = {}  # folded Latin word -> the keys it stands for in the trie
        self._lexicon = lexicon()
        self.kinds = {place.id: place.kind for place in gazetteer.places.values()}
        self.parents = {place.id: place.parent for place in gazetteer.places.values()}
        self.within = {key: place.within for key, place in gazetteer.elsewhere.items()}
        self._areas: dict[str, tuple[str, ...]] = {}
        self.labels = {p.id: p.name_ar for p in gazetteer.places.values()}
        self.labels |= {key: place.name_ar for key, place in gazetteer.elsewhere.items()}
        self._forms = _forms_by_place(gazetteer)
        self.latin_forms: dict[str, list[str]] = {}
        for name in gazetteer.names:
            if name.form.isascii() or name.lang != "ar":
                self.latin_forms.setdefault(name.place, []).append(letters_of(name.form))
        self._city_forms = {" ".join(folded_words(form)) for form in gazetteer.city.forms}
        context = {place.id for place in gazetteer.places.values() if place.needs_context}
        for name in gazetteer.names:
            also = frozenset(name.also) | (
                {"needs_context"} if name.place in context and not name.also else frozenset()
            )
            self._add(name, Sort.PLACE, also)
        for region in gazetteer.regions.values():
            for name in region.names or (
                Name(region.id, region.name_ar, "ar", ""),
                Name(region.id, region.name_en, "en", ""),
            ):
                self._add(name, Sort.REGION, frozenset())
        for place in gazetteer.elsewhere.values():
            for name in place.names:
                self._add(name, Sort.ELSEWHERE, frozenset(name.also))
        for form in gazetteer.city.forms:
            self._add(Name(gazetteer.city.id, form, "", ""), Sort.CITY, frozenset())
        self._add_located()
        self._share_tags()
        self.locators: dict[str, set[str]] = {}  # places that others share a name with: what tells them apart
        for entry in (entry for node in self.nodes() for entry in node.entries if entry.beside):
            self.locators.setdefault(entry.target, set()).add(entry.beside or "")
        self.spelled: dict[str, list[str]] = {}  # the other way round
        for spelling, keys in self.spellings.items():
            for key in keys:
                self.spelled.setdefault(key, []).append(spelling)
        elsewhere = gazetteer.elsewhere
        self._countries = frozenset(key for key, place in elsewhere.items() if place.kind == "country")
        self.territories = frozenset(key for key, place in elsewhere.items() if place.kind in _TERRITORIES)
        self.city_words = frozenset(word for form in gazetteer.city.forms for word in _words(form))
        self.elsewhere_words = {k: {w for n in place.names for w in _words(n.form)} for k, place in elsewhere.items()}

    def _add(self, name: Name, sort: Sort, also: frozenset[str]) -> None:
        latin = _is_latin(name.form)
        form = name.form[4:] if latin and name.form.lower().startswith("the ") else name.form
        words, articles = _latin(form) if latin else _arabic(form)
        if not words or "/" in name.form or "(" in name.form:
            return
        if sort is Sort.PLACE and not latin and self._only_headed(name, words):
            return
        beside = None
        if sort is Sort.PLACE and not latin and (cut := self._locator(name.form)) is not None:
            at, beside = cut
            words, articles = words[:at], articles[:at]
        rank = _KIND_ORDER.index(kind) if (kind := self.kinds.get(name.place, "")) in _KIND_ORDER else len(_KIND_ORDER)
        clues = self._lexicon.clues
        plain = latin and all(clues.get(w, 0) & Clue.TRANSLATED or w.isdigit() for w in latin_words(form))
        entry = Entry(name.place, sort, form, words, articles, latin, also, rank, plain, beside)
        self._insert(words, entry)
        if latin:
            for spelled, key in zip(latin_words(form), words, strict=True):
                self.spellings.setdefault(spelled, set()).add(key)
            self.listed.add((name.place, " ".join(latin_words(form))))
        if len(words) > 1 and beside is None and not any(map(str.isdigit, words)):
            self._insert_glued(form, entry)

    def _add_located(self) -> None:
        """``Maasaraniya Youth Housing`` may be just ``Youth Housing``, like another place, beside ``Maasaraniya``."""
        latin = [e for node in self.nodes() for e in node.entries if e.latin and e.sort is Sort.PLACE and not e.glued]
        for entry in latin:
            for at in range(1, len(entry.words)):
                rest = self._places(entry.words[at:])
                if rest and entry.target not in {e.target for e in rest} and (beside := self._places(entry.words[:at])):
                    short = replace(
                        rest[0], target=entry.target, also=entry.also, rank=entry.rank, beside=beside[0].target
                    )
                    self._insert(short.words, short)

    def _insert(self, path: tuple[str, ...], entry: Entry) -> None:
        node = self.root
        for word in path:
            node = node.children.setdefault(word, Node())
        node.entries.append(entry)

    def _insert_glued(self, form: str, entry: Entry) -> None:
        """A name of several words written as one (كرمالطراب, Salahaddin)."""
        if entry.latin:
            spelled = "".join(latin_words(form))
            joined = word_key(spelled)
            self.spellings.setdefault(spelled, set()).add(joined)
        else:
            joined = core_of("".join(folded_words(form)))[1]
        glued = Entry(
            entry.target,
            entry.sort,
            form,
            (joined,),
            (entry.articles[0],),
            entry.latin,
            entry.also,
            entry.rank,
            glued=True,
        )
        self._insert((joined,), glued)

    def _only_headed(self, name: Name, words: tuple[str, ...]) -> bool:
        """Whether the form is another form of the same place with a head noun before it (حي السكري): the head is found
        as a head, and the name is what the scheme asks for.
        """
        parts = folded_words(name.form)
        head = self._lexicon.heads.get(parts[0])
        if len(words) < 2 or head is None or " ".join(parts[1:]) not in self._forms[name.place]:
            return False
        self.headed.update((name.place, singular) for singular in head.singular)
        return not head.site or parts != folded_words(self.labels[name.place])

    def _locator(self, form: str) -> tuple[int, str] | None:
        """For a form like ``السكن الشبابي بالمعصرانية``: where the locator starts, and the place (or city) it names."""
        parts = folded_words(form)
        for at in range(1, len(parts)):
            if parts[at] == "في":
                rest = " ".join(parts[at + 1 :])
            elif parts[at].startswith("ب"):
                rest = " ".join((parts[at][1:], *parts[at + 1 :]))
            else:
                continue
            owners = [place for place, forms in self._forms.items() if rest in forms]
            if owners or rest in self._city_forms:
                return at, owners[0] if owners else CITY
        return None

    def _share_tags(self) -> None:
        """What one spelling of a name also means, all spellings of it do: Arabic forms that end at the same node, Latin
        forms with the same consonants. Duplicates go.
        """
        tags: dict[tuple[str, ...], frozenset[str]] = {}
        for node in self.nodes():
            for entry in node.entries:
                key = _same_name(entry)
                tags[key] = tags.get(key, frozenset()) | entry.also
        for node in self.nodes():
            kept: dict[tuple[object, ...], Entry] = {}
            for e in node.entries:
                also = tags[_same_name(e)]
                kept.setdefault((e.target, e.form, e.articles), e if also == e.also else replace(e, also=also))
            node.entries = sorted(kept.values(), key=lambda e: (e.rank, e.target, e.form))

    def is_place(self, words: tuple[str, ...]) -> bool:
        """Whether words of the trie are by themselves the name of a place."""
        return bool(self._places(words))

    def _places(self, words: tuple[str, ...]) -> list[Entry]:
        node: Node | None = self.root
        for word in words:
            node = node.children.get(word) if node else None
        return [entry for entry in node.entries if entry.sort is Sort.PLACE] if node else []

    def keys(self, word: str) -> tuple[str, ...]:
        """A folded English word as a path of the trie."""
        return tuple(map(word_key, latin_words(word)))

    def nodes(self) -> Iterator[Node]:
        """Every node of the trie."""
        stack = [self.root]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(node.children.values())

    def regions_of(self, areas: Iterable[str]) -> frozenset[str]:
        """Those of some areas that are smaller than a country."""
        return frozenset(area for area in areas if area not in self._countries)

    def areas_of(self, target: str) -> tuple[str, ...]:
        """A place elsewhere and the areas that it lies in, smallest first."""
        if target not in self._areas:
            found: list[str] = []
            area: str | None = target
            while area is not None and area not in found:
                found.append(area)
                area = self.within.get(area)
            self._areas[target] = tuple(found)
        return self._areas[target]


def _same_name(entry: Entry) -> tuple[str, ...]:
    if entry.latin:
        return (entry.target, "".join(map(skeleton, entry.words)))
    return (entry.target, *entry.words)


def letters_of(form: str) -> str:
    """A Latin form as its letters are compared: folded, apostrophes kept, articles gone."""
    return " ".join(word for word in fold(form).text.replace("-", " ").split() if word not in ARTICLES)


def _forms_by_place(gazetteer: Gazetteer) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for name in gazetteer.names:
        forms.setdefault(name.place, set()).add(" ".join(folded_words(name.form)))
    return forms


@lru_cache(maxsize=8192)
def folded_words(form: str) -> tuple[str, ...]:
    """The folded words and numbers of a form."""
    return tuple(t.folded for t in tokens(form) if t.kind in (TokenKind.WORD, TokenKind.NUMBER))


def _arabic(form: str) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    parts = [core_of(word) for word in folded_words(form)]
    return tuple(core for _, core in parts), tuple(article for article, _ in parts)


def _words(form: str) -> tuple[str, ...]:
    return _latin(form)[0] if _is_latin(form) else _arabic(form)[0]


def _is_latin(form: str) -> bool:
    return form.isascii() or fold(form).text.isascii()


def _latin(form: str) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    words = tuple(map(word_key, latin_words(form)))
    return words, (False,) * len(words)


def strongest(entries: Iterable[Entry]) -> list[Entry]:
    """The best entry of each target, best first."""
    best: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: (e.rank, e.target, e.form)):
        best.setdefault(entry.target, entry)
    return list(best.values())
