"""From a document to what it claims: the stages put together. No input or output here."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from hayy.finding import Finder
from hayy.gazetteer import Gazetteer
from hayy.model import Document, Reading
from hayy.reading import read_claims

_READING_ROOMS = ("text.py", "sides.py", "finding", "dates", "reading", "lexicon", "pipeline.py")


class Reader:
    """Reads documents against one gazetteer; building it is the costly part, so keep one for many documents.

    >>> from datetime import date
    >>> from hayy.gazetteer import load
    >>> reader = Reader(load())
    >>> text = "The Syrian army captured Karm al-Jabal on Sunday, state news agency SANA reported."
    >>> reading = reader.read(Document(id="example", text=text, published=date(2016, 11, 28), lang="en"))
    >>> [(claim.place, claim.status.value, claim.actor) for claim in reading.claims]
    [('karm-al-jabal', 'retaken', 'GOV')]
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._finder = Finder(gazetteer)

    def read(self, document: Document, *, considered: bool = False) -> Reading:
        """Every mention found in ``document`` and every claim about control that its words make.

        ``considered`` adds, where nothing ties the text to the city, what was looked at and left out, for explaining.
        """
        return read_claims(document, self._finder.find(document, considered=considered))


def reader_version() -> str:
    """A hash of everything that decides how a document is read, but for the gazetteer: code and lexicons.

    A reading made by another version may differ, so a project file keeps it with each document.

    >>> len(reader_version())
    16
    """
    digest = hashlib.sha256()
    for room in _READING_ROOMS:
        top = files("hayy").joinpath(room)
        for part in sorted(top.iterdir(), key=lambda item: item.name) if top.is_dir() else [top]:
            if part.name.endswith((".py", ".toml")):
                digest.update(f"{room}/{part.name}\0".encode() + part.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
