"""Stage five: which side acts, and against which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hayy.model import Predicate
from hayy.reading.clauses import opens_main_clause
from hayy.reading.government import Cue, Government
from hayy.reading.tagging import Sentence
from hayy.sides import side_on

_WINDOW = 14
_OWN = frozenset({"their", "theirs", "its"})
_THEIRS = ("تها", "ته", "تهم", "ذها", "ذه", "ذهم")


@dataclass(frozen=True, slots=True)
class Named:
    """A side named in a sentence: where, whether weakly, and what stands before it ("agent", "against" or "")."""

    side: str
    start: int
    end: int
    weak: bool
    marker: str


def named_sides(sentence: Sentence, day: date | None) -> tuple[Named, ...]:
    """The sides a sentence names, in order, as of ``day`` (the Syrian army is another one since December 2024)."""
    rows: list[Named] = []
    for at, found in sorted(sentence.sides.items()):
        side = side_on(found.entry.side, day)
        if sentence.word(at).endswith("نا") and rows:
            side = rows[-1].side  # "the opposition: our forces ..."
        rows.append(Named(side, at, found.end, found.entry.weak, _marker(sentence, at, found.form.clitic)))
    return tuple(rows)


def _marker(sentence: Sentence, at: int, clitic: str) -> str:
    start = at
    while start > 0 and sentence.word(start - 1) in ("the", "a", "both", "all"):
        start -= 1
    if sentence.ending(start, ("agent",)):
        agent = sentence.ending(start, ("agent",))
        holder = sentence.lang == "en" and agent is not None and sentence.word(agent.start) in ("in", "into", "under")
        if agent is not None and not holder:
            plain = not sentence.ending(start, ("against",)) or sentence.word(start - 1) == "by"
            return "agent" if plain else "against"
    if sentence.word(start - 1) == "من" and start > 1 and "force" in sentence.tags[start - 2]:
        return ""  # "fighters of the army"
    if (against := sentence.ending(start, ("against",))) is not None:
        verb = next((c for c in sentence.cues if c.start == against.start and c.form.tense == "perfect"), None)
        end = sentence.sides[at].end
        reach = verb.end if verb is not None else end + 1  # the first of two sides in a row is the subject
        if not (sentence.lang == "ar" and any(k in sentence.sides for k in range(end, reach))):
            return "against"
    if "ل" in clitic and not sentence.ending(at, ("force",)):
        return "agent"
    return ""


def actor_of(
    sentence: Sentence, government: Government, sides: tuple[Named, ...], start: int, end: int, before: str | None
) -> tuple[str | None, str | None]:
    """(actor, against) of the claim that ``government`` makes about the list from unit ``start`` to ``end``.

    ``before`` is the side that acted last in the text; it acts on when the sentence names nobody.
    """
    cue = government.cue
    if cue is None:
        return None, None
    if cue.entry.actor == "inside":
        near = [s for s in sides if s.start < cue.end]
        return (near[-1].side if near else before), None
    last = max(cue.end, end) + _WINDOW
    agents = [s for s in sides if s.marker == "agent" and cue.start <= s.start < last]
    if cue.entry.actor == "none":
        return None, None
    if cue.entry.actor == "by":
        acted_on = [s.side for s in sides if 0 <= cue.start - s.end <= 1]
        return (agents[0].side if agents else None), (acted_on[-1] if acted_on else None)
    if cue.entry.actor == "agent" or government.passive:
        inside = [s for s in sides if cue.start <= s.start < cue.end]
        reach = 1 if cue.form.tense != "noun" or sentence.lang == "en" else -1  # "the rebels deny the fall of A"
        beside = [s for s in sides if 0 <= s.start - cue.end <= 2 or 0 <= cue.start - s.end <= reach]
        beside = [s for s in beside if not _parted(sentence, cue.end, s.start)]  # "A captured; rebels hold only B"
        found = inside or agents or beside or _possessor(sentence, sides, cue)
        own = before if _owned(sentence, cue) else None  # "the district is under its control"
        return (found[0].side if found else own), None
    against = _against(sentence, sides, cue)
    subject = _named_agent(sentence, sides, cue) or _subject(sentence, sides, cue, start, against)
    actor = subject.side if subject else (before if before != against else None)
    return actor, against if against != actor else None


def _parted(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.lang == "en" and any(sentence.word(k) in (",", ";", ".") for k in range(start, end))


def _owned(sentence: Sentence, cue: Cue) -> bool:
    """Whether a pronoun in the cue tells whose control it is: "under its control", "تحت سيطرته"."""
    if sentence.lang == "en":
        return any(sentence.word(k) in _OWN for k in range(cue.start, cue.end))
    return sentence.word(cue.end - 1).endswith(_THEIRS)


def _possessor(sentence: Sentence, sides: tuple[Named, ...], cue: Cue) -> list[Named]:
    """ "... stayed under its control": the side that acts before it in the sentence."""
    if not _owned(sentence, cue):
        return []
    if sentence.lang == "en":
        return [s for s in reversed(sides) if s.end <= cue.start][:1]
    return [s for s in reversed(sides) if s.end <= cue.start and s.marker != "against"][:1]


def _against(sentence: Sentence, sides: tuple[Named, ...], cue: Cue) -> str | None:
    """The side acted upon: "drove the rebels out of", "from the factions", "positions of"."""
    inside = [s for s in sides if cue.start < s.start < cue.end and s.marker != "agent"]
    if cue.entry.predicate is Predicate.TOOK and cue.end - cue.start > 2 and inside:
        if sentence.lang == "en" or (cue.form.tense == "noun" and _expels(cue)):
            return inside[0].side
        before = any(s.end <= cue.start and not _closed(sentence, s.end, cue.start) for s in sides)
        before = before and sentence.word(cue.end - 1) != "علي"  # "the army took hold | of": its subject stands inside
        if len(inside) > 1 or (cue.form.tense != "noun" and before):
            return inside[-1].side
    near = [s for s in sides if s.marker == "against" and abs(s.start - cue.end) < _WINDOW]
    return near[0].side if near else None


def _named_agent(sentence: Sentence, sides: tuple[Named, ...], cue: Cue) -> Named | None:
    """ "by the factions", or the genitive right after a verbal noun ("the withdrawal of the militants")."""
    genitive = sentence.lang == "ar" and cue.form.tense == "noun" and not _expels(cue)
    for side in sides:
        if genitive and cue.start < side.start <= cue.end:
            return side
        if genitive and side.start == cue.end + 1 and "force" in sentence.tags[cue.end]:
            return side  # "the wandering of members of the opposition"
        if side.start >= cue.end and side.start - cue.end < _WINDOW:
            by = sentence.ending(side.start, ("by",))
            if by is not None and not _closed(sentence, cue.end, side.start):
                return side
    return None


def _expels(cue: Cue) -> bool:
    """Whether the genitive of the verbal noun is the side driven out: "the expulsion of the militants"."""
    return "from" in cue.entry.links and cue.entry.predicate is Predicate.TOOK


def _subject(sentence: Sentence, sides: tuple[Named, ...], cue: Cue, start: int, against: str | None) -> Named | None:
    """The acting side: after the verb in Arabic, before it in English; a plain name before a weak one."""
    ar = sentence.lang == "ar"
    acting = [s for s in sides if s.marker == "" or (ar and s.marker == "agent" and s.start < cue.start)]
    acting = [s for s in acting if not in_aside(sentence, s.start, cue.start)]
    left = [s for s in acting if s.end <= cue.start and not _closed(sentence, s.end, cue.start)]
    if sentence.lang == "en":
        left = [s for s in left if not _driven_out(sentence, s)]
    named = sentence.lang == "ar" and start >= cue.end and sentence.has(start, start + 1, "pronoun_1") is None
    named = named and sentence.has(start, start + 1, "pronoun_2") is None
    limit = start if named else max(start, cue.end + 5)  # in Arabic a named object comes last
    right = [s for s in acting if cue.start <= s.start < limit and s.start - cue.end < 6]
    if sentence.lang == "en":
        ordered = [*reversed(left), *right]
    else:
        ordered = [*right, *sorted(left, key=lambda s: (s.marker == "agent", -s.start))]
    if not left and sentence.lang == "en" and cue.form.tense != "noun":
        ordered = [s for s in acting if s.start > cue.end and opens_main_clause(sentence, s.start)] or ordered
    if not ordered and cue.form.tense in ("perfect", "imperfect"):
        ordered = [s for s in reversed(acting) if s.end <= cue.start and not s.weak]
    ordered = [s for s in ordered if s.side != against] or ordered
    strong = [s for s in ordered[:2] if not s.weak]
    return next(iter(strong or ordered), None)


def _driven_out(sentence: Sentence, side: Named) -> bool:
    """ "drove the rebels from A and now holds it": the side inside a verb of driving out is no subject of the next."""
    took = (c for c in sentence.cues if c.entry.predicate is Predicate.TOOK and "from" in c.entry.links)
    return any(c.start < side.start < c.end for c in took)


def in_aside(sentence: Sentence, at: int, end: int) -> bool:
    """Whether the side at ``at`` acts in a relative clause that ends before ``end``: "A, which it held,"."""
    if sentence.lang != "ar" or at >= end:
        return False
    for k in range(at - 1, max(-1, at - 6), -1):
        if sentence.word(k) == "," or sentence.units[k].mention is not None:
            return False
        if "relative" in sentence.tags[k] and k and _is_place(sentence, k - 1):
            return any(sentence.word(j) in (",", ";") or "boundary" in sentence.tags[j] for j in range(at, end))
    return False


def _is_place(sentence: Sentence, at: int) -> bool:
    return sentence.units[at - (sentence.word(at) == ",")].mention is not None


def _closed(sentence: Sentence, start: int, end: int) -> bool:
    return any("coordination_break" in sentence.tags[k] or sentence.word(k) == ";" for k in range(start, end))
