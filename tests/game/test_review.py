"""The memory: how answers are rated, and when a question comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacequiz.game import review as memory_rules
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.game.review import Memory, Rating, rate, review

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY


def answer(verdict: Verdict = Verdict.RIGHT, **fields: Any) -> Answer:
    credit = 1.0 if verdict is Verdict.RIGHT else 0.0
    return Answer(0, "pack/q", "pack/q", ("x",), verdict, credit, 0, 1.0, **fields)


def test_the_numbers_of_the_memory_are_those_of_the_rules() -> None:
    assert memory_rules.RETENTION == 0.90
    assert memory_rules.MAXIMUM_INTERVAL == 365
    assert memory_rules.NEW_PER_DAY == 10
    assert memory_rules.MOST_PER_SESSION == 50
    assert memory_rules.LEECH_AFTER == 5


@pytest.mark.parametrize(
    "verdict", [Verdict.WRONG, Verdict.SKIPPED, Verdict.TIMED_OUT, Verdict.PARTLY]
)
def test_all_that_is_not_fully_right_is_again(verdict: Verdict) -> None:
    assert rate(answer(verdict, sure=True)) is AGAIN
    assert rate(answer(verdict, aids=frozenset({Aid.SURE}))) is AGAIN


def test_what_the_player_wants_again_is_again() -> None:
    assert rate(answer(aids=frozenset({Aid.AGAIN}))) is AGAIN


@pytest.mark.parametrize(
    "fields",
    [
        {"aids": frozenset({Aid.HINT})},
        {"aids": frozenset({Aid.FIFTY_FIFTY})},
        {"aids": frozenset({Aid.SWAP, Aid.HINT}), "sure": True},
        {"typo": True},
        {"typo": True, "sure": True},
        {"aids": frozenset({Aid.GUESSED})},
    ],
)
def test_help_guesses_and_forgiven_typing_mistakes_are_hard(fields: dict[str, Any]) -> None:
    assert rate(answer(**fields)) is HARD


def test_right_is_good_and_what_is_marked_as_known_without_doubt_easy() -> None:
    assert rate(answer()) is GOOD
    assert rate(answer(claimed=True)) is GOOD
    assert rate(answer(aids=frozenset({Aid.SWAP}))) is GOOD
    assert rate(answer(aids=frozenset({Aid.SURE}))) is GOOD
    assert rate(answer(sure=True)) is EASY


def test_there_are_no_learning_steps_so_a_miss_comes_back_tomorrow_and_not_today() -> None:
    for rating in Rating:
        first = review(None, rating, NOW)
        assert first.due - NOW >= timedelta(days=1)
        assert (first.answers, first.lapses, first.reviewed) == (1, 0, NOW)
    known = review(None, GOOD, NOW)
    missed = review(known, AGAIN, known.due)
    assert timedelta(days=1) <= missed.due - known.due <= timedelta(days=3)


def test_the_better_it_was_known_the_later_it_comes_back() -> None:
    dues = [review(None, rating, NOW).due for rating in Rating]
    assert dues == sorted(dues)
    assert len(set(dues)) >= 3


def test_on_the_day_it_is_due_nine_of_ten_are_still_known() -> None:
    memory = review(None, GOOD, NOW)
    for _ in range(3):
        days = (memory.due - memory.reviewed).days
        # By its definition, stability is the time after which the chance is 90 %.
        assert days == pytest.approx(memory.stability, abs=0.51)
        memory = review(memory, GOOD, memory.due)


def test_nothing_is_put_off_for_more_than_a_year() -> None:
    memory = review(None, EASY, NOW)
    for _ in range(30):
        memory = review(memory, EASY, memory.due)
    assert (memory.due - memory.reviewed).days == 365


def test_a_lapse_is_something_known_that_was_missed_and_five_make_a_leech() -> None:
    memory = review(None, AGAIN, NOW)
    lapses = []
    for _ in range(5):
        assert not memory.is_leech
        memory = review(memory, AGAIN, memory.due)
        lapses.append(memory.lapses)
    assert lapses == [1, 2, 3, 4, 5]
    assert memory.is_leech
    assert review(memory, GOOD, memory.due).lapses == 5


def test_the_time_of_the_due_day_is_the_same_in_every_run_without_fuzz() -> None:
    memory = review(None, GOOD, NOW)
    assert review(memory, GOOD, memory.due) == review(memory, GOOD, memory.due)


@given(
    st.lists(st.tuples(st.sampled_from(Rating), st.integers(-400, 800)), max_size=12),
    st.booleans(),
)
def test_a_clock_that_jumps_in_any_direction_leaves_a_sound_memory(
    steps: list[tuple[Rating, int]], fuzz: bool
) -> None:
    memory: Memory | None = None
    now = NOW
    for rating, days in steps:
        now += timedelta(days=days)
        before = memory
        memory = review(memory, rating, now, fuzz=fuzz)
        assert memory.due > memory.reviewed
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10
        if before is not None:
            assert memory.reviewed >= before.reviewed
            assert memory.answers == before.answers + 1
        assert (memory.due - memory.reviewed).days <= 365
