"""The stopwatch: it measures thinking, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Clock
from spacequiz.game.stopwatch import Stopwatch, reading_pause


@pytest.mark.parametrize(
    ("characters", "seconds"), [(0, 2), (1, 2), (40, 2), (41, 2.05), (60, 3), (200, 10), (400, 20)]
)
def test_reading_takes_a_second_for_20_characters_and_two_at_least(
    characters: int, seconds: float
) -> None:
    assert reading_pause(characters) == pytest.approx(seconds)


steps = st.lists(
    st.tuples(st.sampled_from(["pause", "unpause", "wait"]), st.integers(-50, 50)), max_size=30
)


@given(steps)
def test_only_time_between_pauses_counts_and_none_is_taken_away(
    taken: list[tuple[str, int]],
) -> None:
    clock = Clock()
    watch = Stopwatch(clock.monotonic)
    before = 0.0
    running = True
    for step, seconds in taken:
        if step == "wait":
            clock.advance(seconds)
        elif step == "pause":
            watch.pause()
            running, before = False, watch.seconds
        else:
            watch.unpause()
            running = True
        assert watch.seconds >= 0
        if not running:
            assert watch.seconds == before


def test_restarting_forgets_what_was_measured_and_ends_a_pause(clock: Clock) -> None:
    watch = Stopwatch(clock.monotonic)
    clock.advance(9)
    watch.pause()
    watch.restart()
    clock.advance(2)
    assert watch.seconds == 2
