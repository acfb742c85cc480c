"""Folding keeps the way back to the original; tokens cover it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hayy.text import TokenKind, fold, fold_name, tokens

MARKS = "\u0640\u064b\u064e\u064f\u0650\u0651\u0652\u0670"
CONTROLS = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\ufeff\u00ad\u061c"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"
texts = st.text(
    st.sampled_from(ARABIC + MARKS + CONTROLS + "abcXYZéŞ'’ -،.؟!\n\t0٣\u06f5\ufefb\ufdf2") | st.characters()
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("السكرى", "السكري"),
        ("المدينه", "المدينة"),
        ("الأنصاري", "الانصارى"),
        ("ٱلشَّيْخ", "الشيخ"),
        ("حـــلب", "حلب"),
        ("الشیخ مقصود", "الشيخ مقصود"),
        ("کرم", "كرم"),
        ("ﺍﻟﺸﻌﺎﺭ", "الشعار"),
        ("\u202bحلب\u202c", "حلب"),
        ("٣٠٠٠", "3000"),
        ("۳۰۰۰", "3000"),
        ("Sha’ar", "sha'ar"),
        ("Shaʿar", "Sha`ar"),
        ("Saíd", "Said"),
        ("KARM AL‑JABAL", "karm al-jabal"),
        ("«حلب»", '"حلب"'),
        ("أ\u0655لم", "الم"),
    ],
)
def test_the_same_after_folding(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كرم الدادا", "كرم الدعدع"),
        ("ماء", "ما"),
        ("Aleppo", "А\u04cferro"),
        ("طه", "ته"),
        ("سعيد", "سعد"),
        ("Sakhour", "Ѕakhour"),
    ],
)
def test_still_different_after_folding(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(texts)
def test_every_folded_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    folded = fold(text)
    for at, char in enumerate(folded.text):
        span = folded.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert char in fold(span.of(text)).text


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_tokens_are_ordered_and_quote_the_original(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.span.of(text) == token.surface
        assert token.start >= end
        assert token.folded
        assert not text[end : token.start].strip() or fold(text[end : token.start]).text.strip() == ""
        end = token.end


@given(st.text(st.sampled_from(ARABIC), min_size=1, max_size=12), st.data())
def test_marks_and_controls_change_no_word(word: str, data: st.DataObject) -> None:
    noisy = word[0] + "".join(c + data.draw(st.text(st.sampled_from(MARKS + CONTROLS), max_size=2)) for c in word[1:])
    [plain], [marked] = tokens(word), tokens(noisy)
    assert plain.folded == marked.folded
    assert unicodedata.category(marked.surface[-1]) != "Cf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الراموسة21", ["الراموسه", "21"]),
        ("مشروع 3000شقة", ["مشروع", "3000", "شقه"]),
        ("al-Shaar, rebel-held", ["al", "-", "shaar", ",", "rebel", "-", "held"]),
        ("Assad's Sha'ar", ["assad", "'s", "sha'ar"]),
        ("the rebels' 'Shaar'", ["the", "rebels", "'", "'", "shaar", "'"]),
        ("60% ٦٠٪ 1,070", ["60", "%", "60", "%", "1,070"]),
        ("a\r\nb", ["a", "\n", "\n", "b"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.folded for token in tokens(text)] == expected


def test_kinds() -> None:
    assert [t.kind for t in tokens("حلب 3.\n")] == [
        TokenKind.WORD,
        TokenKind.NUMBER,
        TokenKind.PUNCT,
        TokenKind.NEWLINE,
    ]


def test_a_name_is_its_words() -> None:
    assert fold_name(" “ضاحية”  الأسد، ") == "ضاحيه الاسد"


HOSTILE = ("a'", "'s ", "ا\u064b", "\u200f", "1,", "a-", "ﷺ", "\ud800", "x\u0301", "«»", "\n", "ـ")


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_only(unit: str) -> None:
    """Twice the text takes about twice the time, whatever stands in it."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            tokens(text)
            best = min(best, time.process_time() - start)
        return best

    tokens("warm")
    # in proportion it is 4 times, by the square 16 times; taken in turn, so that a busy machine spoils both
    quarter, whole = (min(t) for t in zip(*[(seconds(10_000), seconds(40_000)) for _ in range(3)], strict=True))
    assert whole <= 8 * quarter + 0.05
