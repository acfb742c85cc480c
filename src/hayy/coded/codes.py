"""What the codes of a table of coded claims mean: events, sides, kinds of source, extents, bases of dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hayy.model import Direction, Extent, Polarity, Predicate, When

_TOOK, _LOST, _FIGHTS = Predicate.TOOK, Predicate.LOST, Predicate.FIGHTS


@dataclass(frozen=True, slots=True)
class Event:
    """What a code of the column ``event`` says; ``by_defender``: the side named is the one that was attacked.

    ``flag``: a mark for the rules of :mod:`hayy.control`.
    """

    predicate: Predicate
    extent: Extent = Extent.WHOLE
    polarity: Polarity = Polarity.ASSERTED
    by_defender: bool = False
    flag: str | None = None


EVENTS = {
    "retaken_full": Event(_TOOK),
    "taken_full": Event(_TOOK),
    "recaptured_full": Event(_TOOK),
    "retaken_partial": Event(_TOOK, Extent.PART),
    "taken_partial": Event(_TOOK, Extent.PART),
    "recaptured_partial": Event(_TOOK, Extent.PART),
    "reached": Event(_TOOK, Extent.UPTO),
    "withdrawn_full": Event(_LOST),
    "withdrawn_partial": Event(_LOST, Extent.PART),
    "held": Event(Predicate.HOLDS),
    "contested": Event(_FIGHTS),
    "split_control": Event(_FIGHTS, flag="split"),
    "advance_repelled": Event(_FIGHTS, polarity=Polarity.FAILED, by_defender=True),
    "advance_toward": Event(Predicate.ADVANCES),
    "advance_in": Event(Predicate.ENTERS),
    "entered": Event(Predicate.ENTERS),
    "pause_announced": Event(Predicate.NONE),
    "evacuation_starts": Event(Predicate.NONE),
}
"""Code of the column ``event`` -> what it says."""

SIDES = {"government+allies": "GOV", "opposition": "REB", "sdf/ypg": "KUR", "isis": "ISIS"}
"""Words of the column ``actor_gaining_or_holding`` -> id of the side; the ids themselves and ``both`` are words too."""

CAMPS: dict[str, str | None] = {
    "state": "GOV",
    "pro-government": "GOV",
    "russian-military": "GOV",
    "opposition": "REB",
    "opposition-leaning": "REB",
    "kurdish": "KUR",
    "monitor": None,
    "wire": None,
}
"""Code of the column ``source_side`` -> the side whose interest the source shares. ``a+b``: two sources."""

_DIRECTION = re.compile(
    r"(?<![a-z])(?:(north|south)[ -]?(east|west)|(north|south|east|west)|(cent(?:re|er|ral)))(?:ern)?(?![a-z])"
)
_EXTENT_WORDS = re.compile(
    r"(?<![a-z])(?:all|only|edges?|outskirts|surroundings|parts?|half|quarter|most|rest|inner|outer)(?![a-z])"
)
_ABOUT = re.compile(r"(approx|range)\b")
_SPAN = re.compile(r"(\d{1,2})-(\d{1,2}) ([A-Z][a-z]{2})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOUR = re.compile(r"\b(morning|afternoon|evening|night|overnight)\b")
_BRACKETS = re.compile(r"\(([^()]*)\)")


def brackets(text: str) -> tuple[str, str]:
    """A name and the words in brackets after it.

    >>> brackets("Sheikh Saeed (south)"), brackets("al-Sha'ar")
    (('Sheikh Saeed', 'south'), ("al-Sha'ar", ''))
    """
    inside = "; ".join(word.strip() for word in _BRACKETS.findall(text) if word.strip())
    return " ".join(_BRACKETS.sub(" ", text).split()), inside


def extent_of(words: str) -> tuple[Extent, Direction | None] | None:
    """How much of a place the words in brackets after its name mean; None when they are something else (an alias).

    >>> extent_of("southern edges"), extent_of("Police Hill")
    ((<Extent.PART: 'part'>, <Direction.S: 'S'>), None)
    """
    folded = words.casefold()
    found = _DIRECTION.search(folded)
    if found is None and _EXTENT_WORDS.search(folded) is None:
        return None
    if folded.startswith("all "):
        return Extent.WHOLE, None
    if found is None:
        return Extent.PART, None
    if found[4]:
        return Extent.PART, Direction.C
    return Extent.PART, Direction("".join(part[0].upper() for part in found.groups()[:3] if part))


def sides_of(words: str, known: frozenset[str]) -> tuple[str | None, str | None] | None:
    """The side or the two sides that a cell names; None when it names something else.

    >>> sides_of("government+allies / SDF/YPG", frozenset()), sides_of("both", frozenset()), sides_of("me", frozenset())
    (('GOV', 'KUR'), (None, None), None)
    """
    if words.strip().casefold() in ("both", ""):
        return None, None
    found = [SIDES.get(part.strip().casefold()) or part.strip() for part in words.split(" / ")]
    if len(found) > 2 or any(side not in known and side not in SIDES.values() for side in found):
        return None
    return found[0], found[1] if len(found) == 2 else None


def camps_of(words: str) -> list[str | None] | None:
    """The camp of each source that a cell of ``source_side`` speaks of; None when a code is unknown.

    >>> camps_of("state+monitor"), camps_of("state/wire"), camps_of("friends")
    (['GOV', None], [None], None)
    """
    if "/" in words:
        return [None] if all(part.strip() in CAMPS for part in words.split("/")) else None
    parts = [part.strip() for part in words.split("+")]
    return [CAMPS[part] for part in parts] if all(part in CAMPS for part in parts) else None


def chain_of(words: str) -> tuple[str, ...]:
    """The chain of sources that a cell of ``attributed_to`` names, outermost first, without remarks in brackets.

    >>> chain_of("SOHR via AFP (afternoon)"), chain_of("military source to Xinhua"), chain_of("SANA military source")
    (('AFP', 'SOHR'), ('Xinhua', 'military source'), ('SANA military source',))
    """
    plain = brackets(words)[0].partition(":")[0]
    for link in (" via ", " to "):
        inner, found, outer = plain.partition(link)
        if found:
            return outer.strip(), inner.strip()
    return (plain.strip(),)


def hour_of(words: str) -> str | None:
    """The part of the day that a cell names, as the flag by which statements of one day are put in order.

    >>> hour_of("SOHR via AFP (afternoon)")
    'time:afternoon'
    """
    found = _HOUR.search(words.casefold())
    return f"time:{found[1].removeprefix('over')}" if found else None


def when_of(day: date, basis: str) -> When | None:
    """The days of an event that a table puts on ``day`` on the basis of ``basis``; None when a basis is not understood.

    ``stated`` (and words after it), ``inferred`` and ``weekday inferred`` mean that day. ``approx`` is a day either way
    unless it names the days (``approx 4-5 Dec``), ``range <=27 Nov`` the seven days up to it.

    >>> when_of(date(2016, 12, 5), "approx 4-5 Dec").first.isoformat()
    '2016-12-04'
    """
    if basis in ("inferred", "weekday inferred") or basis.partition(",")[0] == "stated":
        return When(day, day, "day", reason=f"coded by hand: {basis}")
    if _ABOUT.match(basis) is None:
        return None
    first, last = day - timedelta(1), day + timedelta(1)
    if basis.startswith("range"):
        first, last = day - timedelta(6), day
    elif found := _SPAN.search(basis):
        if found[3] not in _MONTHS:
            return None
        month = _MONTHS.index(found[3]) + 1
        try:
            first, last = day.replace(month=month, day=int(found[1])), day.replace(month=month, day=int(found[2]))
        except ValueError:
            return None
    elif basis != "approx":
        return None
    return When(first, last, "about", reason=f"coded by hand: {basis}") if first <= last else None
