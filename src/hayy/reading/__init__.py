"""Reads what a text claims about control of the places found in it.

Stages, each in its own module: ``tagging`` (sentences of tagged units), ``groups`` (lists of places), ``governors``
(which cue governs a list), ``polarity``, ``roles``, ``predicates`` (what is said), ``anaphora`` (what refers back),
``attribution`` and ``moments`` (who says so, and when); ``claims`` puts them together.
"""

from hayy.reading.claims import read_claims

__all__ = ["read_claims"]
