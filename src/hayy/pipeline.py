"""From a document to what it claims: the stages put together. No input or output here."""

from __future__ import annotations

from hayy.finding import Finder
from hayy.gazetteer import Gazetteer
from hayy.model import Document, Reading
from hayy.reading import read_claims


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

    def read(self, document: Document) -> Reading:
        """Every mention found in ``document`` and every claim about control that its words make."""
        return read_claims(document, self._finder.find(document))
