"""The modes: every number that the rules name, and what sets each mode apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacequiz.game.modes import (
    CLASSIC,
    DAILY,
    LADDER,
    MISSED,
    MODES,
    REVIEW,
    SPRINT,
    SURVIVAL,
    Drawing,
    Mode,
)
from spacequiz.game.records import read_setup
from spacequiz.words.modes import describe_mode, title_of_mode


def test_every_mode_is_found_by_its_name() -> None:
    assert list(MODES) == [
        *("classic", "sprint", "survival", "ladder", "daily", "review", "missed")
    ]
    assert all(MODES[name].name == name for name in MODES)


def test_a_classic_game_has_5_10_or_25_questions_and_ten_unless_asked_otherwise() -> None:
    assert (CLASSIC.counts, CLASSIC.count) == ((5, 10, 25), 10)
    assert CLASSIC.seconds == ()
    assert CLASSIC.timed


def test_a_sprint_lasts_60_seconds_or_30_or_120_and_skipping_is_free() -> None:
    assert (SPRINT.seconds, SPRINT.default_seconds) == ((30, 60, 120), 60)
    assert SPRINT.free_skip
    assert not SPRINT.timed
    assert [mode.name for mode in MODES.values() if mode.free_skip] == ["sprint"]
    assert [mode.name for mode in MODES.values() if mode.default_seconds] == ["sprint"]


def test_survival_has_three_lives_and_climbs() -> None:
    assert SURVIVAL.lives == 3
    assert SURVIVAL.drawing is Drawing.CLIMBING
    assert [mode.name for mode in MODES.values() if mode.lives] == ["survival"]


def test_a_ladder_has_15_rungs_in_five_levels_of_three_safe_at_5_and_10() -> None:
    assert len(LADDER.prizes) == LADDER.count == 15
    assert LADDER.safe == (5, 10)
    assert list(LADDER.prizes) == sorted(set(LADDER.prizes))
    rules = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    [row] = [line for line in rules.splitlines() if line.startswith("| points | 100 |")]
    written = tuple(int(cell.strip(" *").replace(",", "")) for cell in row.split("|")[2:-1])
    assert LADDER.prizes == written
    assert LADDER.aids_once
    assert not LADDER.streaks


def test_the_daily_has_ten_questions() -> None:
    assert (DAILY.count, DAILY.counts) == (10, ())
    assert DAILY.scored


@pytest.mark.parametrize("mode", [REVIEW, MISSED])
def test_practice_brings_no_points_and_has_no_timer(mode: Mode) -> None:
    assert (mode.scored, mode.timed, mode.seconds) == (False, False, ())
    assert mode.drawing is Drawing.GIVEN


def test_what_was_missed_comes_back_where_one_learns_and_only_a_review_explains_first() -> None:
    assert [mode.name for mode in MODES.values() if mode.until_right] == ["review", "missed"]
    assert [mode.name for mode in MODES.values() if mode.leeches_first] == ["review"]


def test_answers_can_be_taken_back_where_nothing_is_at_stake() -> None:
    assert [m.name for m in MODES.values() if m.undoable] == ["classic", "review", "missed"]


def test_nobody_knows_how_long_a_sprint_or_survival_is() -> None:
    assert [mode.name for mode in MODES.values() if mode.open_ended] == ["sprint", "survival"]


@pytest.mark.parametrize("value", [True, False, -1, 0, 1.5, "60", None, [60]])
def test_what_is_no_number_of_seconds_is_no_timer(value: object) -> None:
    setup = read_setup({"timer": value, "seconds": value, "count": value})
    assert (setup.timer, setup.seconds, setup.count) == (0, 0, 10)


def test_seconds_that_were_kept_are_read() -> None:
    setup = read_setup({"timer": 20, "seconds": 120})
    assert (setup.timer, setup.seconds) == (20, 120)


@pytest.mark.parametrize("name", MODES)
def test_every_mode_has_words(name: str) -> None:
    assert title_of_mode(name) != name
    assert describe_mode(name).endswith(".")
