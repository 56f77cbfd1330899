"""Questions survive the way into the bank and back exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, TrueFalse, Wrong
from spacequiz.game.kinds.number import Number
from spacequiz.game.kinds.typed import Strictness, Typed
from spacequiz.game.question import Citation, Question
from spacequiz.packs.codec import decode, encode, set_passage

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
many = st.lists(texts, max_size=4).map(tuple)
wrongs = st.lists(st.builds(Wrong, texts, texts), max_size=4).map(tuple)
numbers = st.decimals(allow_nan=False, allow_infinity=False) | st.just(Decimal("1.10"))
pairs = st.lists(st.tuples(texts, texts), max_size=4).map(tuple)
bodies = st.one_of(
    st.builds(Choice, texts, wrongs, st.none() | texts),
    st.builds(Several, many, wrongs),
    st.builds(TrueFalse, st.booleans()),
    st.builds(
        Typed,
        texts,
        many,
        many,
        key=many,
        prompt=pairs,
        match=st.sampled_from(Strictness),
    ),
    st.builds(Number, numbers, numbers, many),
    st.builds(Order, many),
    st.builds(Matching, pairs, many),
)
citations = st.builds(Citation, texts, texts, st.lists(st.integers(1, 999)).map(tuple), texts)
questions = st.builds(
    Question,
    pack=texts,
    id=texts,
    ask=texts,
    body=bodies,
    explain=texts,
    citation=st.none() | citations,
    category=texts,
    difficulty=st.sampled_from(Difficulty),
    hint=texts,
    tags=many,
    language=texts,
    origin=texts,
)


@given(questions)
def test_round_trip_is_exact(question: Question) -> None:
    passage = question.citation.passage if question.citation else ""
    back = set_passage(decode(encode(question)), passage)
    assert back == question
    assert repr(back) == repr(question), "1.10 and 1.1 are equal and not the same"


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1]", "null", "[1,2,3,4,5,6,7,8,9,10,11,12,13]"])
def test_damage_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)
