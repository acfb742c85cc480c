"""A text as one byte per code point, folded: the fast way to words whose places in the text stay known.

``hayy.text.fold`` drops and expands characters and keeps a map back. Here nothing moves: the common characters are
encoded one to one by a charmap codec and folded by ``bytes.translate``, both in C; what folding drops becomes
``IGNORED``, what is not among the common characters becomes ``RARE``. A word that holds RARE is folded again, properly.
Byte ``i`` is code point ``i``.
"""

from __future__ import annotations

import codecs
import re
from typing import Any, Final

from hayy.text import fold_character

IGNORED: Final = 1
RARE: Final = 2

# Which characters are common enough for a byte of their own: a table of at most 255. Letters of both scripts with the
# variants seen in news, marks, digits, punctuation and invisible controls.
_COMMON = (
    "".join(map(chr, range(0x20, 0x7F))).replace("?", "")
    + "\n\t\r\u00a0"
    + "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي"
    + "ًٌٍَُِّْٰٔٱ"
    + "کیہگپچڤ"
    + "٠١٢٣٤٥٦٧٨٩"
    + "،؛؟٪٫٬"
    + "«»“”„‘’‚ʼʿʾ‹›–—‑…•°·´"
    + "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c\u00ad\u2028"
    + "éèêëáàâäãāíìîïīóòôöōúùûüūñçşğıšÉÁÀÂÖÜÇİŞ"
)
_FIRST_FREE: Final = 3


def _tables() -> tuple[Any, bytes, bytes]:
    """The encoding map, the folding table over its bytes, and the bytes that are letters after folding."""
    characters = dict.fromkeys(_COMMON)
    if len(characters) > 256 - _FIRST_FREE:
        raise AssertionError(f"{len(characters)} common characters do not fit into one byte each")
    ascii_bytes = {c: ord(c) for c in characters if c.isascii()}
    free = [b for b in range(_FIRST_FREE, 256) if b not in set(ascii_bytes.values()) | {ord("?")}]
    byte_of = dict(ascii_bytes)
    byte_of |= dict(zip((c for c in characters if c not in byte_of), free, strict=False))
    decoding = ["\ufffe"] * 256  # U+FFFE: undefined, for charmap_build
    decoding[0] = "\0"  # only then is the map built as a table and not as a slow dictionary
    decoding[RARE] = "?"  # errors="replace" writes a question mark: it and all rare characters become RARE
    for char, byte in byte_of.items():
        decoding[byte] = char
    folding = bytearray(range(256))
    letters = bytearray()
    for char, byte in byte_of.items():
        folded = fold_character(ord(char))
        if not folded:
            folding[byte] = IGNORED
        else:
            target = byte_of.get(folded, RARE) if len(folded) == 1 else RARE
            folding[byte] = RARE if folded == "?" else target
    for char, byte in byte_of.items():
        if char.isalpha() and folding[byte] == byte:
            letters.append(byte)
    return codecs.charmap_build("".join(decoding)), bytes(folding), bytes(letters)


_ENCODING, _FOLDING, LETTERS = _tables()
"""``LETTERS``: the bytes that are letters after folding."""
_CHAR_OF = {byte: char for char, byte in ((c, codecs.charmap_encode(c, "strict", _ENCODING)[0]) for c in set(_COMMON))}
_DECODING = "".join(_CHAR_OF.get(bytes([b]), "?") for b in range(256))
_IGNORED = bytes([IGNORED])
_LETTER = re.escape(LETTERS) + re.escape(bytes([RARE]))
# A word: letters, with marks and apostrophes inside; or a number with its points. Marks at the end belong to the word.
# One group, so that split() gives the words and what stands between them.
WORDS: Final = re.compile(b"([" + _LETTER + b"][" + _LETTER + b"'" + bytes([IGNORED]) + b"]*|[0-9]+(?:[.,][0-9]+)*)")
LINE_ENDS: Final = re.compile(rb"\n")
_ONLY_QUESTIONS: Final = bytes(b if b != RARE else ord("?") for b in range(256))
SENTENCE_ENDS: Final = re.compile(rb"\n|[.!?\x02](?=[\s\x01\"')]|$)")
"""Line ends and full stops (RARE stands for the question mark, too) that something follows."""


def encode(text: str) -> bytes:
    """The folded bytes of a text, one a code point.

    >>> len(encode("حلب، ٣٠٠٠ Sha’ar 東")) == len("حلب، ٣٠٠٠ Sha’ar 東")
    True
    >>> [decode(w) for w in WORDS.findall(encode("إلى الصّاخور٢١، Sha’ar"))]
    ['الي', 'الصاخور', '21', "sha'ar"]
    """
    folded = codecs.charmap_encode(text, "replace", _ENCODING)[0].translate(_FOLDING)
    if RARE in folded and folded.count(RARE) == text.count("?") + text.count("؟"):
        return folded.translate(_ONLY_QUESTIONS)
    return folded


def decode(word: bytes) -> str:
    """The folded letters of a word of :func:`encode`, marks gone; rare characters come back as ``?``."""
    return codecs.charmap_decode(word.replace(_IGNORED, b""), "strict", _DECODING)[0]
