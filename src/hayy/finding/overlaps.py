"""Of readings whose words overlap, which is kept: the one of more words, then the better spelled, then the earlier."""

from __future__ import annotations

from collections.abc import Sequence

from hayy.finding.readings import Part, Reading

Found = tuple[tuple[int, ...], tuple[Part, ...], Reading]
"""Words of a passage, how each was read, and what they come to. A bare tuple: half of them are dropped again."""

Kept = tuple[Found, Sequence[Found]]
"""What is kept, with the readings of the same words that are as good."""


def settle(found: list[Found]) -> list[Kept]:
    """What is kept of what was found, both in order of first words."""
    kept: list[Kept] = []
    run: list[Found] = []  # each overlaps one before it
    reach = 0
    for one in found:
        words = one[0]
        if words[0] >= reach:
            if len(run) == 1:
                kept.append((run[0], ()))
            else:
                kept.extend(_settled(run, reach))
            run = []
        run.append(one)
        if words[-1] >= reach:
            reach = words[-1] + 1
    kept.extend(_settled(run, reach))
    return kept


def _settled(run: list[Found], reach: int) -> list[Kept]:
    """What is kept of a run of words that ends before word ``reach``."""
    if not run:
        return []
    best = min(run, key=_preference)
    words = best[0]
    if words[0] == run[0][0][0] and words[-1] + 1 == reach:  # it covers all others
        equals = [one for one in run if one is not best and _equal(best, one)]
        return [(best, sorted(equals, key=_preference))]
    return _one_by_one(run)


def _one_by_one(run: list[Found]) -> list[Kept]:
    """Take the best, then the best of what does not overlap it, and so on."""
    taken: dict[int, tuple[Found, list[Found]]] = {}
    kept: list[tuple[Found, list[Found]]] = []
    for one in sorted(run, key=_preference):
        words = one[0]
        stretch = range(words[0], words[-1] + 1)
        holder = next((taken[at] for at in stretch if at in taken), None)
        if holder is None:
            holder = (one, [])
            kept.append(holder)
            taken.update(dict.fromkeys(stretch, holder))
        elif _equal(holder[0], one):
            holder[1].append(one)
    return sorted(kept, key=lambda held: held[0][0])


def _preference(one: Found) -> tuple[int, tuple[int, int, bool], int]:
    words, _, reading = one
    return (words[0] - words[-1], reading.merit, words[0])


def _equal(kept: Found, other: Found) -> bool:
    """Whether two readings of the same words are equally good."""
    (words, _, one), (others, _, two) = kept, other
    if words[0] != others[0] or words[-1] != others[-1]:
        return False
    return one.slips == two.slips and one.heard == two.heard and one.bare == two.bare
