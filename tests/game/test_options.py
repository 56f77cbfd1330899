"""The order of options: shuffled evenly, numbers ascending, never a giveaway."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import BODIES, CHOICE, MATCH, NUMBER, ORDER, SEVERAL, TRUE_FALSE, TYPED, make_question
from spacequiz.game.kinds.arranged import Matching, Order
from spacequiz.game.kinds.choices import Choice, Several, Wrong
from spacequiz.game.question import arrange_options, choose_removed

if TYPE_CHECKING:
    from spacequiz.game.kinds.body import Body

SEEDS = [f"{n:x}" for n in range(2000)]


def make_choice(*options: str, keep_last: str | None = None) -> Choice:
    return Choice(options[0], tuple(Wrong(text) for text in options[1:]), keep_last)


def arrange(body: Body, seed: str = "seed", language: str = "en") -> tuple[str, ...]:
    return arrange_options(make_question(body=body, language=language), seed)


@pytest.mark.parametrize("wrong", [1, 2, 3, 5])
def test_the_right_answer_stands_at_every_place_equally_often(wrong: int) -> None:
    body = make_choice("right", *(f"wrong {'abcde'[n]}" for n in range(wrong)))
    places = Counter(arrange(body, seed).index("right") for seed in SEEDS)
    expected = len(SEEDS) / (wrong + 1)
    deviation = sum((places[n] - expected) ** 2 / expected for n in range(wrong + 1))
    assert deviation < 20.5  # chi-square with up to 5 degrees of freedom: p = 0.001


def test_every_order_of_options_comes_up() -> None:
    assert {arrange(CHOICE, seed) for seed in SEEDS} == set(
        permutations(("Jupiter", "Saturn", "Neptune", "Mars"))
    )


def test_the_place_differs_between_questions_of_one_game() -> None:
    places = Counter(
        arrange_options(make_question(f"q{n}"), "seed").index("Jupiter") for n in range(400)
    )
    assert all(70 <= places[place] <= 130 for place in range(4))


@pytest.mark.parametrize("body", BODIES)
def test_the_same_seed_gives_the_same_order(body: Body) -> None:
    assert all(arrange(body, seed) == arrange(body, seed) for seed in SEEDS[:50])


@pytest.mark.parametrize(
    ("body", "options"),
    [
        (CHOICE, {"Jupiter", "Saturn", "Neptune", "Mars"}),
        (SEVERAL, {"Mercury", "Venus", "Mars", "Pluto", "Sun"}),
        (ORDER, {"Mercury", "Venus", "Earth", "Mars"}),
        (MATCH, {"red", "blue", "white", "green"}),
        (TYPED, set()),
        (NUMBER, set()),
    ],
)
def test_all_options_are_shown_once(body: Body, options: set[str]) -> None:
    shown = arrange(body)
    assert set(shown) == options
    assert len(shown) == len(options)


def test_true_stands_before_false_always() -> None:
    assert {arrange(TRUE_FALSE, seed) for seed in SEEDS[:50]} == {("true", "false")}


@pytest.mark.parametrize(
    "ascending",
    [
        ("1", "2", "10", "21"),
        ("1957", "1961", "1969", "1972"),
        ("-20", "-3", "0", "7"),
        ("−20", "−3", "0", "7"),
        ("-1.5 °C", "-0.5 °C", "0 °C", "2.25 °C"),
        ("0.5", "0.75", "1.25", "10.0"),
        ("800", "1,200", "12,000", "1,000,000"),
        ("9 km", "80 km", "700 km", "6,000 km"),
        ("1 year", "2 years", "10 years", "12 years"),
        ("$5", "$10", "$150", "$1,000"),
        ("-$10", "-$5", "-$1"),
        ("5 %", "10 %", "50 %"),
        ("Apollo 7", "Apollo 8", "Apollo 11", "Apollo 13"),
        ("STS-1", "STS-51", "STS-107", "STS-128"),
        ("In 1957", "In 1961", "In 1969"),
        ("the 1950s", "the 1960s", "the 1970s"),
        ("1/4", "1/2", "3/4"),
        ("900,000", "1.5 million", "2 billion"),
    ],
)
def test_numbers_and_years_ascend(ascending: tuple[str, ...]) -> None:
    for seed in SEEDS[:10]:
        mixed = list(ascending)
        Random(seed).shuffle(mixed)
        assert arrange(make_choice(*mixed), seed) == ascending
        assert arrange(Several(tuple(mixed[:2]), tuple(map(Wrong, mixed[2:]))), seed) == ascending


@pytest.mark.parametrize(
    ("language", "ascending"),
    [
        ("es", ("0,5", "1,25", "10", "12,5")),
        ("es", ("900", "1.200", "12.000", "100.000")),
        ("es", ("900 kilómetros", "9000 kilómetros", "12 000 kilómetros")),
        ("de", ("1,5 km", "900 km", "1.200 km")),
        ("es-MX", ("0.5", "900", "1,200")),
        ("fr", ("900", "1\xa0200", "12\xa0000")),
    ],
)
def test_numbers_ascend_as_the_language_writes_them(
    language: str, ascending: tuple[str, ...]
) -> None:
    for seed in SEEDS[:10]:
        assert arrange(make_choice(*ascending[::-1]), seed, language) == ascending


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=8, unique=True), st.text())
def test_whole_numbers_ascend_whatever_the_seed(numbers: list[int], seed: str) -> None:
    shown = arrange(make_choice(*(f"{n:,}" for n in numbers)), seed)
    assert [int(text.replace(",", "")) for text in shown] == sorted(numbers)


@pytest.mark.parametrize(
    "options",
    [
        ("2", "1", "none"),
        ("2 days", "1 hour", "3 weeks"),
        ("before 2000", "after 1990", "in 1995"),
        ("1 or 2", "3 or 4", "5 or 6"),
        ("1960", "1960s", "1950"),
        ("10:30", "9:15", "12:00"),
        ("Version 1.2.3", "Version 1.10.1", "Version 1.2.20"),
    ],
)
def test_what_cannot_be_compared_is_shuffled(options: tuple[str, ...]) -> None:
    assert {arrange(make_choice(*options), seed) for seed in SEEDS[:100]} == set(
        permutations(options)
    )


@pytest.mark.parametrize("last", ["None of these", "right", "b"])
def test_an_option_named_by_keep_last_stays_last(last: str) -> None:
    body = make_choice("right", "b", "c", "None of these", keep_last=last)
    shown = {arrange(body, seed) for seed in SEEDS[:200]}
    assert {options[-1] for options in shown} == {last}
    assert len(shown) == 6


def test_numbers_ascend_before_an_option_that_stays_last() -> None:
    body = make_choice("10", "None of these", "9", "100", keep_last="None of these")
    assert arrange(body) == ("9", "10", "100", "None of these")


@given(st.integers(3, 8), st.text())
def test_items_to_put_in_order_are_never_shown_solved(count: int, seed: str) -> None:
    items = tuple("abcdefgh"[:count])
    shown = arrange(Order(items), seed)
    assert shown != items
    assert sorted(shown) == list(items)


def test_items_to_put_in_order_come_in_every_other_order() -> None:
    items = ("a", "b", "c")
    assert {arrange(Order(items), seed) for seed in SEEDS} == set(permutations(items)) - {items}


@given(st.integers(3, 8), st.integers(0, 3), st.text())
def test_partners_are_never_shown_solved(count: int, extra: int, seed: str) -> None:
    pairs = tuple((f"left {n}", f"right {n}") for n in range(count))
    shown = arrange(Matching(pairs, tuple(f"extra {n}" for n in range(extra))), seed)
    assert shown[:count] != tuple(right for _, right in pairs)


def test_a_partner_of_two_is_shown_once() -> None:
    pairs = (("Mars", "rocky"), ("Venus", "rocky"), ("Neptune", "icy"))
    assert sorted(arrange(Matching(pairs))) == ["icy", "rocky"]


# Fifty-fifty ------------------------------------------------------------------------------------


@given(st.integers(2, 7), st.text())
def test_fifty_fifty_leaves_two_options_with_the_right_one(wrong: int, seed: str) -> None:
    body = make_choice("right", *(f"wrong {n}" for n in range(wrong)))
    question = make_question(body=body)
    left = set(arrange_options(question, seed)) - choose_removed(question, seed)
    assert len(left) == 2
    assert "right" in left


def test_fifty_fifty_leaves_each_wrong_option_equally_often() -> None:
    question = make_question()
    kept = Counter(
        wrong.text
        for seed in SEEDS
        for wrong in CHOICE.wrong
        if wrong.text not in choose_removed(question, seed)
    )
    assert all(570 <= kept[wrong.text] <= 765 for wrong in CHOICE.wrong)


def test_fifty_fifty_takes_the_same_options_for_the_same_seed() -> None:
    question = make_question()
    assert all(choose_removed(question, s) == choose_removed(question, s) for s in SEEDS[:50])


@pytest.mark.parametrize(
    "body", [make_choice("yes", "no"), *(body for body in BODIES if body is not CHOICE)]
)
def test_fifty_fifty_takes_nothing_where_it_cannot_help(body: Body) -> None:
    assert choose_removed(make_question(body=body), "seed") == frozenset()
