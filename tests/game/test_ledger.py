"""The ledger: lives, falls, and what answers count under the rules of a mode."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from spacequiz.game.kinds import Difficulty
from spacequiz.game.modes import CLASSIC, LADDER, REVIEW, SPRINT, SURVIVAL, Mode
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.game.scoring import Ledger

MARKS = {
    "+": Verdict.RIGHT,
    "-": Verdict.WRONG,
    "/": Verdict.PARTLY,
    "s": Verdict.SKIPPED,
    "t": Verdict.TIMED_OUT,
}


def answer(mark: str, position: int = 0, **fields: Any) -> Answer:
    credit = {"+": 1.0, "/": 0.5}.get(mark, 0.0)
    given: dict[str, Any] = {"points": 0, "seconds": 1.0} | fields
    return Answer(position, "pack/q", "pack/q", ("x",), MARKS[mark], credit, **given)


def keep(mode: Mode, marks: str, *, streaks: bool = True) -> Ledger:
    ledger = Ledger(mode, streaks=streaks)
    for position, mark in enumerate(marks):
        award = ledger.reckon(Difficulty.EASY, MARKS[mark], Fraction(mark == "+"), ())
        ledger.count(answer(mark, position, points=award.total if award else 0))
    return ledger


@pytest.mark.parametrize(
    ("marks", "lives"), [("", 3), ("+/", 3), ("-", 2), ("s", 2), ("t", 2), ("-st", 0), ("----", 0)]
)
def test_wrong_skipped_and_timed_out_answers_cost_a_life(marks: str, lives: int) -> None:
    ledger = keep(SURVIVAL, marks)
    assert ledger.lives == lives
    assert ledger.is_lost is (lives == 0)


def test_only_survival_counts_lives() -> None:
    ledger = keep(CLASSIC, "-----")
    assert ledger.lives is None
    assert not ledger.is_lost


@pytest.mark.parametrize("miss", ["-", "/", "s", "t"])
def test_a_ladder_ends_with_the_first_answer_that_is_not_fully_right(miss: str) -> None:
    assert not keep(LADDER, "+++").is_lost
    assert keep(LADDER, "+++" + miss).is_lost


@pytest.mark.parametrize(
    ("rungs", "kept"), [(0, 0), (4, 0), (5, 500), (9, 500), (10, 2500), (14, 2500)]
)
def test_a_miss_on_the_ladder_leaves_what_was_safe(rungs: int, kept: int) -> None:
    assert keep(LADDER, "+" * rungs + "-").tally.points == kept


def test_the_top_of_the_ladder_brings_15000_and_no_bonus_for_streaks() -> None:
    tally = keep(LADDER, "+" * 15).tally
    assert (tally.points, tally.best_streak) == (15000, 15)


def test_help_on_the_ladder_is_free_of_charge() -> None:
    ledger = Ledger(LADDER, streaks=True)
    award = ledger.reckon(Difficulty.HARD, Verdict.RIGHT, Fraction(1), [Aid.HINT, Aid.FIFTY_FIFTY])
    assert award is not None
    assert (award.total, award.aid_cost) == (100, 0)


def test_a_free_skip_leaves_the_streak_alone_and_a_priced_one_ends_it() -> None:
    assert keep(SPRINT, "++s+").tally.streak == 3
    assert keep(SPRINT, "++-+").tally.streak == 1
    assert keep(CLASSIC, "++s+").tally.streak == 1


def test_where_nothing_is_scored_there_is_no_award() -> None:
    ledger = keep(REVIEW, "+++++")
    assert ledger.reckon(Difficulty.EASY, Verdict.RIGHT, Fraction(1), ()) is None
    assert (ledger.tally.points, ledger.tally.streak) == (0, 5)


def test_recorded_points_stand_whatever_the_rules_say_now() -> None:
    ledger = keep(LADDER, "++")
    award = ledger.explain(Difficulty.EASY, answer("+", points=7))
    assert award is not None
    assert award.total == 7


def test_thinking_time_adds_up() -> None:
    assert keep(SPRINT, "+s-").seconds == 3
