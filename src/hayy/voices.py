"""Whose statement a claim is, and whether it serves or harms the interest of whoever makes it.

``lexicon/voices.toml`` says which names are one voice and which side's interest a voice shares (its *camp*).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from hayy.model import Claim, Polarity, Predicate

_GAINS = (Predicate.TOOK, Predicate.HOLDS, Predicate.ADVANCES, Predicate.ENTERS)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who states things: ``camp`` is the side whose interest it shares, None when none is known.

    ``many`` marks a word for unnamed people ("residents"), who are one voice only within one outlet.
    """

    id: str
    camp: str | None = None
    many: bool = False


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    text = files("hayy").joinpath("lexicon", "voices.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["voice"])


@cache
def _table() -> Mapping[str, Voice]:
    """Every name, letter case aside, with its voice."""
    return {
        name.casefold(): Voice(row["id"], row.get("camp"), row.get("many", False))
        for row in _rows()
        for name in (row["id"], *row["names"], *row.get("alone", ()))
    }


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({name.casefold() for row in _rows() for name in row["names"]}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")


@lru_cache(maxsize=4096)
def known_voice(name: str) -> Voice | None:
    """The voice that a name stands for, wholly or by the words it begins with; None when it is in no table.

    >>> known_voice("SOHR-based report"), known_voice("Step News")
    (Voice(id='Syrian Observatory for Human Rights', camp=None, many=False), None)
    """
    folded = name.casefold()
    found = _pattern().match(folded)
    return _table().get(folded) or (_table()[found[0]] if found else None)


def voice_of(claim: Claim) -> str:
    """Whose statement a claim is: what ``voice`` says, else the innermost source, else the outlet or the document.

    >>> voice_of(Claim("1", "d", "shaar", Predicate.TOOK, attributed_to=("Xinhua", "a Syrian military source")))
    'Syrian state'
    """
    if claim.voice:
        return claim.voice
    if not claim.attributed_to:
        return claim.document or ""
    name = claim.attributed_to[-1].removeprefix("inherited: ")
    known = known_voice(name)
    if known is None:
        return name
    if not known.many:
        return known.id
    outlet = claim.attributed_to[0] if len(claim.attributed_to) > 1 else claim.document or _host(claim.url)
    return f"{known.id} ({outlet})" if outlet else known.id


def camp_of(claim: Claim) -> str | None:
    """The side whose interest the source of a claim shares, None when none is known."""
    if claim.camp:
        return claim.camp
    names = [claim.voice] if claim.voice else claim.attributed_to[-1:]
    known = next((known_voice(name) for name in names), None)
    return known.camp if known else None


def is_boast(claim: Claim) -> bool:
    """Whether a voice tells of a gain of its own side (or of a loss of the other one).

    >>> is_boast(Claim("1", None, "shaar", Predicate.TOOK, actor="GOV", attributed_to=("SANA",)))
    True
    >>> is_boast(Claim("1", None, "shaar", Predicate.TOOK, actor="REB", attributed_to=("SANA",)))
    False
    """
    camp = camp_of(claim)
    if camp is None:
        return False
    if claim.polarity is not Polarity.ASSERTED:
        return claim.actor != camp
    if claim.predicate is Predicate.LOST:
        return claim.actor is not None and claim.actor != camp
    return claim.predicate in _GAINS and claim.actor == camp


def is_admission(claim: Claim) -> bool:
    """Whether a voice tells of a loss of its own side, or of what the other side took or holds.

    >>> is_admission(Claim("1", None, "shaar", Predicate.LOST, actor="REB", attributed_to=("activists",)))
    True
    """
    camp = camp_of(claim)
    if camp is None or claim.actor is None or claim.polarity is not Polarity.ASSERTED:
        return False
    if claim.predicate is Predicate.LOST:
        return claim.actor == camp
    harmed = claim.against is None or claim.against == camp
    return claim.predicate in (Predicate.TOOK, Predicate.HOLDS) and claim.actor != camp and harmed


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
