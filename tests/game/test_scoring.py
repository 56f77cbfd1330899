"""Points: what each answer is worth, what help costs, what a streak pays."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game.kinds import Difficulty
from spacequiz.game.records import Aid, Verdict
from spacequiz.game.scoring import Award, award_points, extend_streak, streak_bonus

EASY, MEDIUM, HARD = Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD
HINT, HALF = Aid.HINT, Aid.FIFTY_FIFTY

credits_ = st.fractions(0, 1, max_denominator=56)
aids_ = st.sets(st.sampled_from([HINT, HALF]))


def award(
    difficulty: Difficulty = EASY,
    credit: Fraction | int = 1,
    *aids: Aid,
    streak: int = 1,
    pays: bool = True,
) -> Award:
    return award_points(difficulty, Fraction(credit), aids, streak, pays=pays)


@pytest.mark.parametrize(
    ("difficulty", "aids", "points"),
    [
        (EASY, (), 100),
        (MEDIUM, (), 150),
        (HARD, (), 200),
        (EASY, (HINT,), 75),
        (MEDIUM, (HINT,), 113),
        (HARD, (HINT,), 150),
        (EASY, (HALF,), 50),
        (MEDIUM, (HALF,), 75),
        (HARD, (HALF,), 100),
        (EASY, (HINT, HALF), 25),
        (MEDIUM, (HINT, HALF), 38),
        (HARD, (HINT, HALF), 50),
    ],
)
def test_a_right_answer_is_worth_its_difficulty_less_what_help_costs(
    difficulty: Difficulty, aids: tuple[Aid, ...], points: int
) -> None:
    assert award(difficulty, 1, *aids).total == points


@pytest.mark.parametrize(
    ("difficulty", "credit", "aids", "points"),
    [
        (EASY, Fraction(1, 3), (), 33),
        (EASY, Fraction(2, 3), (), 67),
        (MEDIUM, Fraction(1, 4), (), 38),  # 37.5
        (MEDIUM, Fraction(3, 4), (), 113),  # 112.5
        (HARD, Fraction(3, 7), (), 86),
        (EASY, Fraction(1, 2), (HINT,), 38),  # 37.5
        (MEDIUM, Fraction(1, 3), (HALF,), 25),
        (EASY, Fraction(1, 56), (), 2),
        (HARD, 0, (), 0),
        (HARD, 0, (HINT, HALF), 0),
    ],
)
def test_part_credit_brings_its_share_rounded_half_up(
    difficulty: Difficulty, credit: Fraction, aids: tuple[Aid, ...], points: int
) -> None:
    assert award(difficulty, credit, *aids, pays=False).total == points


@pytest.mark.parametrize(
    ("streak", "bonus"),
    [
        *((0, 0), (1, 0), (2, 0), (3, 50), (4, 0), (5, 100), (6, 0), (7, 0), (8, 0), (9, 0)),
        *((10, 150), (11, 0), (14, 0), (15, 150), (16, 0), (20, 150), (25, 150), (26, 0)),
    ],
)
def test_a_streak_pays_at_three_five_and_every_five_after(streak: int, bonus: int) -> None:
    assert streak_bonus(streak) == bonus
    assert award(streak=streak).total == 100 + bonus
    assert award(streak=streak, pays=False).total == 100


@pytest.mark.parametrize(
    ("verdict", "streak"),
    [
        (Verdict.RIGHT, 5),
        (Verdict.PARTLY, 4),
        (Verdict.WRONG, 0),
        (Verdict.SKIPPED, 0),
        (Verdict.TIMED_OUT, 0),
    ],
)
def test_a_partly_right_answer_neither_adds_to_a_streak_nor_ends_it(
    verdict: Verdict, streak: int
) -> None:
    assert extend_streak(4, verdict) == streak


def test_an_award_says_how_its_points_came_about() -> None:
    found = award(HARD, 1, HALF, streak=5)
    assert (found.earned, found.aid_cost, found.streak, found.bonus) == (100, 100, 5, 100)
    assert found.total == 200


@given(st.sampled_from(Difficulty), credits_, aids_, st.integers(0, 30), st.booleans())
def test_no_answer_takes_points_away(
    difficulty: Difficulty, credit: Fraction, aids: set[Aid], streak: int, pays: bool
) -> None:
    found = award(difficulty, credit, *aids, streak=streak, pays=pays)
    assert min(found.earned, found.aid_cost, found.bonus) >= 0


@given(st.sampled_from(Difficulty), credits_, credits_, aids_)
def test_more_credit_never_brings_less(
    difficulty: Difficulty, one: Fraction, other: Fraction, aids: set[Aid]
) -> None:
    low, high = sorted((one, other))
    assert award(difficulty, low, *aids).total <= award(difficulty, high, *aids).total


@given(st.sampled_from(Difficulty), credits_, aids_)
def test_what_was_earned_and_what_help_cost_make_the_points_without_help(
    difficulty: Difficulty, credit: Fraction, aids: set[Aid]
) -> None:
    found = award(difficulty, credit, *aids)
    assert found.earned + found.aid_cost == award(difficulty, credit).earned


@given(aids_)
def test_help_never_touches_the_streak_bonus(aids: set[Aid]) -> None:
    assert award(EASY, 1, *aids, streak=5).bonus == 100


def test_help_taken_twice_costs_once() -> None:
    assert award(EASY, 1, HINT, HINT).total == 75
