"""What is decided about each item of a passage, and all that the decision rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from hayy.finding.areas import Map
from hayy.finding.lists import Item
from hayy.finding.names import Entry, Names, Sort
from hayy.finding.passage import Passage

SITE_WITHIN = "a site within"
"""How the reason begins that tells of a site with the name of a quarter, which the gazetteer does not have."""


@dataclass(slots=True, eq=False)
class Verdict:
    """What was found about an item: ``points`` of evidence against the ``need`` of its name, each with its reason.

    ``group`` are the verdicts of its list, itself included.

    ``role`` is empty while undecided, then one of the roles of a Resolution, or ``city``.
    """

    item: Item
    entry: Entry
    group: list[Verdict]
    need: float = 0.0
    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    role: str = ""
    outside: str | None = None
    strong: bool = False

    def add(self, points: float, reason: str) -> None:
        """Count evidence."""
        self.points += points
        self.reasons.append(reason)

    def refuse(self, role: str, reason: str, outside: str | None = None) -> None:
        """Decide against the place."""
        self.role, self.outside = role, outside
        self.reasons.append(reason)

    @property
    def accepted(self) -> bool:
        """Whether the place is meant."""
        return self.role == "place"


@dataclass(slots=True)
class Case:
    """One passage with its items and towns; ``war`` if it reports on the fighting.

    ``by_list`` are the verdicts of each list; ``at`` and ``until`` find an item by its first and last word (exclusive).
    ``evidence`` says why the text is about the city, or is empty; ``accepted`` and ``sure`` grow with the verdicts.
    """

    passage: Passage
    items: list[Item]
    map: Map
    names: Names
    war: bool = False
    by_list: dict[int, list[Verdict]] = field(default_factory=dict)
    at: dict[int, Item] = field(default_factory=dict)
    until: dict[int, Item] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    evidence: str = ""
    _around: dict[int, frozenset[tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the items."""
        self.at = {item.match.first: item for item in self.items}
        self.until = {item.match.last: item for item in self.items}

    def around_list(self, number: int) -> frozenset[tuple[str, ...]]:
        """What the towns elsewhere of a list lie in: for each the next larger area."""
        if number not in self._around:
            towns = (v.entry.target for v in self.by_list[number] if v.entry.sort is Sort.ELSEWHERE)
            areas = (self.names.areas_of(target)[1:2] for target in towns)
            self._around[number] = frozenset(area for area in areas if area)
        return self._around[number]

    def quote(self, first: int, last: int | None = None) -> str:
        """Words of the text in quotation marks, for a reason."""
        return f"“{self.passage.surface(first, last)}”"
