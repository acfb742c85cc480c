"""Timelines and differences: what changed, by whom, and with which claims behind it."""

from __future__ import annotations

from datetime import date

import pytest

from hayy.change import KINDS, compare, difference, timeline
from hayy.model import Claim, Extent, PlaceState, Predicate, Status, When


def claim(number: int, day: int, predicate: Predicate, place: str = "p", **more: object) -> Claim:
    on = date(2016, 12, day)
    told = {"actor": "GOV", "attributed_to": ("SOHR",), "event": When(on, on, "day"), "reported": on}
    return Claim(str(number), None, place, predicate, **{**told, **more})  # type: ignore[arg-type]


def state(status: str, actor: str | None = None, disputed: bool = False) -> PlaceState:
    return PlaceState("p", Status(status), disputed=disputed, actor=actor)


@pytest.mark.parametrize(
    ("before", "after", "kinds", "gained", "lost"),
    [
        (None, state("retaken", "GOV"), ("gained",), "GOV", None),
        (state("held", "REB"), state("retaken", "GOV"), ("gained", "lost"), "GOV", "REB"),
        (state("retaken", "REB"), state("retaken", "GOV"), ("gained", "lost"), "GOV", "REB"),
        (state("held", "GOV"), state("retaken", "GOV"), (), None, None),
        (state("retaken", "GOV"), state("held", "GOV"), (), None, None),
        (None, state("lost", "REB"), ("lost",), None, "REB"),
        (None, state("contested"), ("newly contested",), None, None),
        (None, state("contested", disputed=True), ("newly contested", "newly disputed"), None, None),
        (state("retaken", "GOV"), state("contested", disputed=True), ("newly contested", "newly disputed"), None, None),
        (
            state("contested", disputed=True),
            state("retaken", "GOV"),
            ("gained", "no longer contested", "no longer disputed"),
            "GOV",
            None,
        ),
        (state("contested", disputed=True), state("contested"), ("no longer disputed",), None, None),
        (state("mentioned"), state("held", "REB"), ("reported held",), None, None),
        (state("held", "REB"), state("held", "REB"), (), None, None),
    ],
)
def test_kinds_of_change(
    before: PlaceState | None, after: PlaceState, kinds: tuple[str, ...], gained: str | None, lost: str | None
) -> None:
    assert compare(before, after) == (kinds, gained, lost)
    assert list(kinds) == [kind for kind in KINDS if kind in kinds]


def test_a_difference_lists_the_claims_behind_it_newest_first() -> None:
    rows = [
        claim(1, 1, Predicate.HOLDS, actor="REB"),
        claim(2, 5, Predicate.TOOK, extent=Extent.PART),
        claim(3, 9, Predicate.TOOK),
        claim(4, 20, Predicate.HOLDS),
        claim(5, 3, Predicate.HOLDS, place="q"),
    ]
    changes = difference(rows, date(2016, 12, 3), date(2016, 12, 12))
    assert [(c.place, c.kinds, [b.id for b in c.claims]) for c in changes] == [("p", ("gained", "lost"), ["3", "2"])]


def test_nothing_new_is_no_change() -> None:
    rows = [claim(1, 1, Predicate.TOOK), claim(2, 5, Predicate.TOOK), claim(3, 6, Predicate.NONE)]
    assert difference(rows, date(2016, 12, 1), date(2016, 12, 12)) == []


def test_days_in_order_only() -> None:
    with pytest.raises(ValueError, match="later"):
        difference([], date(2016, 12, 2), date(2016, 12, 2))


def test_a_timeline_has_a_step_for_each_day_with_news_and_says_what_changed() -> None:
    rows = [
        claim(1, 1, Predicate.TOOK),
        claim(2, 1, Predicate.FIGHTS, attributed_to=("activists",)),
        claim(3, 4, Predicate.TOOK),
        claim(4, 6, Predicate.TOOK),
        claim(5, 2, Predicate.NONE),
        claim(6, 2, Predicate.HOLDS, place="q"),
    ]
    steps = timeline(rows)
    assert [(s.day and s.day.day, s.place, s.state.status.value, s.changed) for s in steps] == [
        (1, "p", "contested", True),
        (2, "q", "held", True),
        (4, "p", "retaken", True),
        (6, "p", "retaken", False),
    ]
    assert [c.id for c in steps[0].claims] == ["1", "2"]
    assert timeline(rows, "q") == [steps[1]]


def test_claims_without_a_day_stand_at_the_beginning() -> None:
    rows = [claim(1, 1, Predicate.TOOK, event=None, reported=None), claim(2, 4, Predicate.FIGHTS)]
    assert [step.day for step in timeline(rows)] == [None, date(2016, 12, 4)]
