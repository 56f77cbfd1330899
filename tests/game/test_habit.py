"""The habit: days in a row, freezes earned, held and used, and clocks that jump."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game.statistics import Habit, follow_habit

FIRST = date(2026, 3, 2)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def follow(*numbers: int, today: int) -> Habit:
    return follow_habit([day(number) for number in numbers], day(today))


def test_without_a_day_there_is_no_streak() -> None:
    assert follow(today=0) == Habit(0, 0, 0)


def test_days_in_a_row_are_counted_and_today_is_not_over() -> None:
    assert follow(0, 1, 2, today=2).streak == 3
    assert follow(0, 1, 2, today=3).streak == 3
    assert follow(0, 1, 2, today=4).streak == 0
    assert follow(0, 1, 2, today=4).best == 3


@pytest.mark.parametrize(
    ("played", "freezes"), [(6, 0), (7, 1), (13, 1), (14, 2), (20, 2), (21, 2), (70, 2)]
)
def test_seven_days_in_a_row_earn_a_freeze_and_two_are_held(played: int, freezes: int) -> None:
    assert follow(*range(played), today=played - 1).freezes == freezes


def test_a_freeze_forgives_one_missed_day_which_does_not_count() -> None:
    kept = follow(*range(7), 8, today=8)
    assert (kept.streak, kept.freezes) == (8, 0)
    assert follow(*range(7), 9, today=9).streak == 1


def test_two_freezes_forgive_two_days_and_not_three() -> None:
    assert follow(*range(14), 16, today=16) == Habit(15, 15, 0)
    assert follow(*range(14), 17, today=17) == Habit(1, 14, 0)


def test_a_missed_day_is_shown_as_forgiven_before_the_next_game() -> None:
    assert follow(*range(7), today=7) == Habit(7, 7, 1)
    assert follow(*range(7), today=8) == Habit(7, 7, 0)
    assert follow(*range(7), today=9) == Habit(0, 7, 0)


def test_days_after_today_do_not_count_when_the_clock_was_set_back() -> None:
    assert follow(0, 1, 5, 6, today=2) == Habit(2, 2, 0)
    assert follow(5, 6, today=2) == Habit(0, 0, 0)


@given(st.lists(st.integers(0, 60), max_size=60), st.integers(0, 60))
def test_order_and_repetition_of_days_do_not_matter(numbers: list[int], today: int) -> None:
    habit = follow(*numbers, today=today)
    assert habit == follow(*sorted(set(numbers)), today=today)
    assert 0 <= habit.streak <= habit.best
    assert 0 <= habit.freezes <= 2
