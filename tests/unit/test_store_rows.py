"""Any document, mention or claim survives a project file: nothing is lost, rounded or re-spelled."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from hayy.model import (
    Candidate,
    Claim,
    Direction,
    Document,
    Extent,
    Mention,
    Polarity,
    Predicate,
    Resolution,
    Span,
    When,
)
from hayy.store.database import insert
from hayy.store.decisions import CORRECTABLE, Decision, apply, correctable
from hayy.store.rows import claim_row, document_row, mention_row, to_claim, to_document, to_resolution

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
SOME = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: Span(*sorted(pair)))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MAYBE_DAY = st.none() | DAYS
WHENS = st.builds(
    lambda days, *rest: When(min(days), max(days), *rest), st.tuples(DAYS, DAYS), SOME, st.none() | SPANS, WORDS
)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
SCORES = st.floats(0, 100)
CLAIMS = st.builds(
    Claim,
    id=SOME,
    document=st.none() | SOME,
    place=WORDS,
    predicate=st.sampled_from(Predicate),
    polarity=st.sampled_from(Polarity),
    extent=st.sampled_from(Extent),
    direction=st.none() | st.sampled_from(Direction),
    share=st.none() | SOME,
    actor=st.none() | SOME,
    against=st.none() | SOME,
    attributed_to=LISTS,
    inherited=st.booleans(),
    event=st.none() | WHENS,
    reported=MAYBE_DAY,
    background=st.booleans(),
    evidence=st.none() | SPANS,
    cue=st.none() | SPANS,
    mention=st.none() | st.integers(0, 1000),
    flags=LISTS,
    reasons=LISTS,
    confidence=st.floats(0, 1),
    voice=st.none() | SOME,
    url=st.none() | SOME,
    note=WORDS,
    camp=st.none() | SOME,
)
RESOLUTIONS = st.builds(
    Resolution,
    mention=st.builds(Mention, SPANS, WORDS),
    place=st.none() | SOME,
    score=SCORES,
    reasons=LISTS,
    candidates=st.lists(st.builds(Candidate, WORDS, WORDS, SCORES, WORDS), max_size=3).map(tuple),
    role=SOME,
    outside=st.none() | SOME,
    head=st.none() | SPANS,
)
DOCUMENTS = st.builds(
    Document,
    id=SOME,
    text=SOME,
    outlet=st.none() | SOME,
    url=st.none() | SOME,
    published=MAYBE_DAY,
    lang=st.none() | SOME,
    title=st.none() | SOME,
)


def stored(table: str, row: dict[str, object]) -> sqlite3.Row:
    """The row as a database gives it back."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        connection.executescript(files("hayy.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        insert(connection, table, [row])
        found: sqlite3.Row = connection.execute(f"SELECT * FROM {table}").fetchone()  # noqa: S608
        return found


@given(CLAIMS)
def test_claims(claim: Claim) -> None:
    assert to_claim(stored("claims", claim_row(claim, "mention", 0))) == claim


@given(RESOLUTIONS)
def test_mentions(found: Resolution) -> None:
    assert to_resolution(stored("mentions", mention_row(found, 0, "d"))) == found


@given(DOCUMENTS)
def test_documents(document: Document) -> None:
    assert to_document(stored("documents", document_row(document, "", "r", "g"))) == document


@given(CLAIMS, CLAIMS)
def test_a_correction_says_what_the_other_claim_says(claim: Claim, other: Claim) -> None:
    corrected = apply(claim, Decision(claim.id, "corrected", "", correctable(other)))
    assert corrected is not None
    assert correctable(corrected) == correctable(other)
    assert (corrected.id, corrected.evidence, corrected.attributed_to) == (
        claim.id,
        claim.evidence,
        claim.attributed_to,
    )
    assert set(correctable(claim)) == set(CORRECTABLE)


@given(CLAIMS, SOME)
def test_reviewed_claims_say_so_and_nothing_else_changes(claim: Claim, note: str) -> None:
    assert apply(claim, None) is claim
    accepted = apply(claim, Decision(claim.id, "accepted", note))
    assert accepted is not None
    assert "reviewed" in accepted.flags
    assert note in accepted.reasons[-1]
    assert correctable(accepted) == correctable(claim)
