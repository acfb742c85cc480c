"""From a word to its stems and from stems to their words: two ways that must agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hayy.reading.morphology import Form, arabic_imperfect, arabic_noun, arabic_perfect, english_verb, readings

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوية"
STEMS = st.builds(str.__add__, st.text(LETTERS.replace("ة", ""), min_size=2, max_size=6), st.sampled_from(["", "ة"]))
WORDS = st.text(LETTERS, min_size=1, max_size=10)
PARADIGMS = {"P": arabic_perfect, "I": arabic_imperfect, "N": arabic_noun}


@given(STEMS)
def test_every_form_of_a_paradigm_is_read_back(stem: str) -> None:
    for kind, paradigm in PARADIGMS.items():
        for word, form in paradigm(stem).items():
            assert dict(readings(word))[f"{kind}:{stem}"] == form, (kind, word)


@given(WORDS)
def test_nothing_is_read_that_no_paradigm_gives(word: str) -> None:
    for key, form in readings(word):
        kind, _, stem = key.partition(":")
        if stem:
            assert PARADIGMS[kind](stem).get(word) == form, key


def test_english_verbs_follow_their_rule_or_the_table() -> None:
    assert english_verb("carry")["carried"] == Form("past")
    assert english_verb("retake")["retaken"] == Form("participle")
    assert set(english_verb("reach")) == {"reach", "reaches", "reached", "reaching"}
