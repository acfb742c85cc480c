"""Romanised names word by word: what must agree for two spellings to be the same word of a name.

Two published romanisations of one name agree letter for letter about one time in seven; what they share is the
consonants and, roughly, the class of each vowel. :func:`word_key` writes just that: digraphs one letter, q = k = c,
doubled letters single, every run of vowels one of ``a i u``. The keys of :mod:`hayy.gazetteer.latin` are for searching
and forgive more (a and i are one, words are run together); in running text, where every capitalised word is a
candidate, that would cost too many wrong names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hayy.text import fold

# fmt: off
ARTICLES = frozenset((
    "al", "el", "ul", "l", "as", "es", "ash", "esh", "az", "ez", "ar", "er", "ad", "ed", "at", "et", "an", "en", "aj",
    "ath", "adh",
))
# fmt: on
"""Spellings of the Arabic article, assimilated ones included."""

# Words that occur in many names and whose spellings share too little: all are read as the first of their line.
_WORDS = (
    "sheikh sheik shaikh shaykh shaik shayk shiekh cheikh cheik scheich sheij shakh shekh sheykh chaykh",
    "ibn bin ben",
    "abu abou abo",
    "karm karam krm kerm karem",
    "jisr jesr yisr gisr djisr jiser",
    "qalat qalaat qalat qalet qalaet kalaat kalat",
    "haj hajj hach hadj hagg",
    "din deen dine dyn",
    "east eastern",
    "west western",
    "north northern",
    "south southern",
)
_SAME_WORD = {spelling: line.split()[0] for line in _WORDS for spelling in line.split()}

# Digraphs first; what is written with a capital is one sound.
_SOUNDS = (("sch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "X"), ("gh", "g"), ("dj", "j"), ("dh", "d"), ("th", "t"))
_LETTERS = str.maketrans({"q": "k", "c": "k", "v": "f", "p": "b"})
_GLUED = re.compile(r"\b([Aa]l|[Ee]l)(?=[A-Z])")  # alQasr, AlBab: told by the capital
_WORD = re.compile(r"[^\W\d_]+|\d+")
_VOWELS = re.compile(r"[aeiouyw]+")
_VOWEL_LETTERS = frozenset("aeiouyw")
_CLASSES = ("a", "i", "u")
_IYA = re.compile(r"[iye]*[iy][ae]$")  # -iya, -iyeh, -ieh, -ia: the ending that tells Haydariya from Haydari


@lru_cache(maxsize=8192)
def latin_words(form: str) -> tuple[str, ...]:
    """The folded words and numbers of a Latin form, without articles and apostrophes.

    >>> latin_words("Karm al-Da'da'"), latin_words("Bustan alQasr"), latin_words("3000 Apartments")
    (('karm', 'dada'), ('bustan', 'qasr'), ('3000', 'apartments'))
    """
    folded = fold(_GLUED.sub(r"\1 ", form)).text.replace("'", "")
    words = _WORD.findall(folded)
    return tuple(w for w in words if w not in ARTICLES) or tuple(words)


_GLUED_LOWER = re.compile(r"(?:al|el|ul)(?=[^aeiou]..)|[aeu](?=([bcdfghjklmnqrstz])\1|sh|th|dh)")


def without_article(word: str) -> str | None:
    """A folded word without the article written onto it, assimilated or not; None if it has none.

    >>> without_article("alqasr"), without_article("eddin"), without_article("ansari")
    ('qasr', 'din', None)
    """
    found = _GLUED_LOWER.match(word)
    if found is None:
        return None
    rest = word[found.end() :]
    return rest[1:] if found.group(1) else rest


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """The sound of one folded word; a number is its own key.

    >>> [word_key(w) for w in ("jalloum", "jaloom", "ashrafieh", "ashrafiyah", "shaykh")]
    ['jalum', 'jalum', 'aSrafiya', 'aSrafiya', 'SiX']
    """
    word = _SAME_WORD.get(word, word)
    if not word.isalpha():
        return word
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    word = word.translate(_LETTERS)
    if len(word) > 2 and word[-1] == "h" and word[-2] in _VOWEL_LETTERS:
        word = word[:-1]
    ending = ""
    if len(word) > 4 and (found := _IYA.search(word)):
        word, ending = word[: found.start()], "iya"
    first = ""
    if word[:1] in ("w", "y"):
        first, word = word[0], word[1:]
    sound = _VOWELS.sub(lambda run: _vowel(run.group()), word)
    return first + "".join(c for at, c in enumerate(sound) if at == 0 or c != sound[at - 1]) + ending


def _vowel(run: str) -> str:
    """The class of a run of vowels: the rounded one wins, then the front one; a single e may be either, mostly a."""
    if any(c in "ouw" for c in run):
        return "u"
    return "a" if run in ("e", "a", "aa", "aaa") else "i"


def skeleton(key: str) -> str:
    """The consonants of a key; an opening vowel stands as one letter.

    >>> [skeleton(word_key(word)) for word in ("qaterji", "katirji", "ansari")]
    ['ktrj', 'ktrj', 'ansr']
    """
    first = "a" if key[:1] in _CLASSES else key[:1]
    return first + "".join(c for c in key[1:] if c not in _CLASSES)
