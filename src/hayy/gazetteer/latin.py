"""Keys under which spellings of one Arabic name in Latin letters meet: English, French, Spanish and German.

Two published romanisations of the same name agree letter for letter only now and then (Kallaseh, al-Kalasa, Killaseh;
Jamiliyah, Jemiliyeh, Jamilia). A key drops what they disagree about: articles, apostrophes, doubled letters, the
quality of the front vowels, the spelling of q/k/g, sh/ch/sch, dh/z, the ending -iya/-iyeh/-ieh, and words that one
translates and another does not (Jisr/bridge, Sheikh/Cheikh/Sheij; the lists are in ``words.toml``).

An Arabic name has a key of the same shape, with its short vowels missing, so that a name can be found by a spelling
nobody has listed yet.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hayy.text import fold, fold_name

_GLUED_ARTICLE = re.compile(r"\b([AEae]l)(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|[0-9]+(?=st|nd|rd|th|[^0-9]|$)|[\u0620-\u064a]+")
_ARTICLE = re.compile(r"^(?:ال|لل)(?=..)")

# Digraphs before letters; the sign on the right is not otherwise used: c is sh, x is kh.
_DIGRAPHS = (
    ("dsch", "j"),
    ("tsch", "\0"),
    ("sch", "\0"),
    ("tch", "\0"),
    ("kh", "x"),
    ("gh", "k"),
    ("sh", "\0"),
    ("ch", "\0"),
    ("dj", "j"),
    ("dh", "z"),
    ("th", "t"),
    ("ph", "f"),
    ("qui", "ki"),
    ("que", "ke"),
    ("ck", "k"),
)
_LETTERS = str.maketrans({"q": "k", "c": "k", "g": "k", "p": "b", "v": "w", "\0": "c"})
_ADJECTIVE_ENDING = re.compile(r"(?:[ie][iey]*[ae]h?|[ae]ih|yah?)$")  # -iya, -iyeh, -ieh, -ya, -eih
_FRENCH_ENDING = re.compile(r"(?<=[iou]n)e$")  # Qinnesrine, Tishrine
_SPANISH_FINAL = re.compile(r"ch$")  # Jisr al-Hach
_COMPOUND_DIN = re.compile(r"(?<=[^aeiouy])[aeu]dd?(?:i|ee|ei)ne?$")  # Salaheddine = Salah al-Din
_VOWELS = re.compile(r"(?:(?<=[aeiou])w(?![aeiou])|[aeiouy])+")
# Letters of scholarly transliteration and of Turkish whose accent is the whole difference.
_ACCENTED = str.maketrans(
    {
        "š": "sh",
        "Š": "Sh",
        "ş": "sh",
        "Ş": "Sh",
        "ǧ": "j",
        "Ǧ": "J",
        "ž": "j",
        "ḫ": "kh",
        "Ḫ": "Kh",
        "ġ": "gh",
        "Ġ": "Gh",
    }
)
_DOUBLED = re.compile(r"(.)\1+")

_ARABIC = {
    **dict(zip("اعبتثجحخدذرزسشصضطظغفقكلمنه", "aabttjhxdzrzscsdtzkfkklmnh", strict=True)),
    "ء": "",
}


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one spelling: the concepts it names, and the letters of all other words run together."""

    concepts: frozenset[str]
    rest: str

    def __str__(self) -> str:
        """Concepts in order, a colon, the rest: what :func:`latin_key` returns."""
        return f"{' '.join(sorted(self.concepts))}:{self.rest}"


@dataclass(frozen=True, slots=True)
class _Words:
    """``words.toml`` as look-up tables."""

    articles: frozenset[str]
    noise: frozenset[str]
    concepts: dict[str, str]
    weak: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    concepts = {w: c for c, entry in table["concepts"].items() for w in (*entry["latin"], *entry["arabic"])}
    return _Words(
        frozenset(table["articles"]),
        frozenset(table["noise"]["latin"]) | frozenset(table["noise"]["arabic"]),
        concepts,
        frozenset(c for c, entry in table["concepts"].items() if entry.get("weak")),
    )


def latin_key(form: str) -> str:
    """The key of a name in Latin letters; equal keys are spellings that may well be the same name.

    A key is not unique: near names can share one (Karm al-Dada, Karm al-Da'da'), so that whoever looks a key up must
    be ready for several places.

    >>> latin_key("al-Kallaseh") == latin_key("Killasa") == latin_key("Al Kalasa")
    True
    >>> latin_key("Cheikh Saïd"), latin_key("Al Sheij Said"), latin_key("Layramoun roundabout")
    ('sheikh:sad', 'sheikh:sad', 'roundabout:laramun')
    >>> latin_key("Karm al-Dada") == latin_key("Karam al-Daadaa")
    True
    """
    return str(name_key(form))


@lru_cache(maxsize=65536)
def name_key(form: str) -> Key:
    """The key of a name in either script, as its two parts.

    >>> name_key("مشفى القدس"), name_key("al-Quds hospital")
    (Key(concepts=frozenset({'hospital'}), rest='kds'), Key(concepts=frozenset({'hospital'}), rest='kuds'))
    """
    words = _words()
    concepts, rest = set(), []
    for word in words_of(form):
        if word in words.noise:
            continue
        if word.isdigit():
            concepts.add(word)
        elif (concept := words.concepts.get(word)) is not None:
            concepts.add(concept)
        else:
            rest.append(word_key(word))
    return Key(frozenset(concepts), _DOUBLED.sub(r"\1", "".join(rest)))


def plain_key(form: str) -> str:
    """The key with every word spelt out, for spellings of a concept that ``words.toml`` does not know.

    >>> plain_key("Karm al-Jabal"), plain_key("Djebel Badro")
    ('karmjabal', 'jabalbadru')
    """
    return _DOUBLED.sub(r"\1", "".join(word if word.isdigit() else word_key(word) for word in words_of(form)))


def skeleton(key: str) -> str:
    """A key without its vowels.

    >>> skeleton("masaranya"), skeleton("masranya")
    ('msrny', 'msrny')
    """
    return key.translate(_NO_VOWELS)


_NO_VOWELS = str.maketrans("", "", "aiueo")  # y stays: it only stands in the ending -iya


def is_weak(concept: str) -> bool:
    """Whether names often leave the concept out.

    >>> is_weak("karm"), is_weak("roundabout")
    (True, False)
    """
    return concept in _words().weak


def words_of(form: str) -> list[str]:
    """The folded words and numbers of a name without articles; a name of articles only keeps them.

    >>> words_of("al-Sha’ar"), words_of("Karm alDa'da"), words_of("حي الشعّار")
    (['shaar'], ['karm', 'dada'], ['حي', 'شعار'])
    >>> words_of("aš-Šaʿār")
    ['shaar']
    """
    spelt = unicodedata.normalize("NFC", form).translate(_ACCENTED)
    folded = fold(_GLUED_ARTICLE.sub(r"\1 ", spelt)).text.replace("'", "")
    found = _WORD.findall(folded)
    articles = _words().articles
    kept = [_ARTICLE.sub("", word) for word in found if word not in articles]
    return kept or found


def word_key(word: str) -> str:
    """The key of one folded word of a name.

    >>> word_key("sakhour"), word_key("haidariyah"), word_key("sayf"), word_key("seif")
    ('saxur', 'hadarya', 'saf', 'saf')
    >>> word_key("صاخور"), word_key("حيدريه")
    ('saxur', 'hadrya')
    """
    return _arabic_word(word) if word[0] > "\u0600" else _latin_word(word)


def _latin_word(word: str) -> str:
    word = _COMPOUND_DIN.sub("din", _FRENCH_ENDING.sub("", word))
    word = _SPANISH_FINAL.sub("j", word)
    word, endings = _ADJECTIVE_ENDING.subn("", word)
    for digraph, sign in _DIGRAPHS:
        word = word.replace(digraph, sign)
    word = word.translate(_LETTERS)
    if len(word) > 2 and word[0] == "y" and word[1] in "aeiou":
        word = "j" + word[1:]  # Spanish writes Yabal for Jabal; an initial ي has the same sign
    if not endings and len(word) > 2 and word[-1] == "h" and word[-2] in "aeiou":
        word = word[:-1]
    word = _VOWELS.sub(lambda run: "u" if any(c in "ouw" for c in run.group()) else "a", word)
    return _DOUBLED.sub(r"\1", word) + ("ya" if endings else "")


def _arabic_word(word: str) -> str:
    ending = ""
    if len(word) > 3 and word.endswith("يه"):
        word, ending = word[:-2], "ya"
    elif len(word) > 2 and word.endswith("ه"):
        word, ending = word[:-1], "a"
    signs = [_arabic_letter(word, at) for at in range(len(word))]
    return re.sub(r"[au]*u[au]*", "u", _DOUBLED.sub(r"\1", "".join(signs) + ending))


def _arabic_letter(word: str, at: int) -> str:
    """و and ي are consonants at the start of a word and beside ا, else long vowels."""
    letter = word[at]
    if letter not in "وي":
        return _ARABIC.get(letter, "")
    if at == 0:
        return "w" if letter == "و" else "j"
    beside_alef = "ا" in (word[at - 1], word[at + 1 : at + 2])
    if letter == "و":
        return "w" if beside_alef else "u"
    return "a"


def letters_key(form: str) -> Key:
    """For Arabic against Arabic: the concepts, and the other words' letters as they are folded.

    >>> letters_key("حي الدعدع")
    Key(concepts=frozenset(), rest='دعدع')
    """
    words = _words()
    found = [word for word in words_of(form) if word not in words.noise]
    concepts = frozenset(words.concepts.get(word, word) for word in found if word in words.concepts or word.isdigit())
    return Key(concepts, "".join(word for word in found if word not in words.concepts and not word.isdigit()))


def is_arabic(form: str) -> bool:
    """Whether a name has an Arabic letter.

    >>> is_arabic("M10"), is_arabic("مشفى M10")
    (False, True)
    """
    return any("\u0620" <= c <= "\u064a" for c in fold_name(form))
