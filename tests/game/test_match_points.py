"""What answers are worth on a quiz night."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_match import RIGHT, WRONG, Night, add

from builders import CHOICE, NUMBER, SEVERAL, TYPED
from spacequiz.game.kinds import Difficulty
from spacequiz.game.kinds.number import Number
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.judging import round_half_up, weigh_speed
from spacequiz.game.night.setup import NightFormat, PointsStyle
from spacequiz.game.night.state import POINTS_LIMIT, RefusedError

SPEED: dict[str, Any] = {"points": PointsStyle.SPEED}


def test_flat_points_are_a_thousand_times_the_credit() -> None:
    night = Night(teams="abc", bodies=((SEVERAL,),))
    night.play(a=("Mercury", "Venus", "Mars"), b=("Mercury", "Venus"), c=("Pluto",))
    assert night.scores == {"a": 1000, "b": 667, "c": 0}


@pytest.mark.parametrize(
    ("seconds", "points"), [(0, 1000), (2, 1000), (8.6, 1000), (12, 875), (18, 650), (22, 500)]
)
def test_speed_counts_after_a_third_of_the_clock(seconds: float, points: int) -> None:
    night = Night(teams="ab", **SPEED).ask()
    night.answer("a", RIGHT, after=seconds).answer("b", WRONG)
    assert night.scores == {"a": points, "b": 0}


def test_a_wager_and_a_score_have_the_same_limit_at_a_million() -> None:
    night = Night(NightFormat.BOARD, bodies=((CHOICE,),), wagers=((0, 0),)).go(2)
    picker = night.view.picker
    for _ in range(3):
        night.do(e.ScoreChanged, picker, POINTS_LIMIT, "")
    night.pick()
    assert night.view.wager_limit == POINTS_LIMIT
    with pytest.raises(RefusedError):
        night.do(e.WagerPlaced, picker, POINTS_LIMIT + 1)
    night.do(e.WagerPlaced, picker, POINTS_LIMIT)
    night.ask().answer(picker, WRONG)
    assert night.scores[picker] == 2 * POINTS_LIMIT
    night.match.do(*referee.judge_again(night.match, picker, 1.0, night.at))
    assert night.scores[picker] == 4 * POINTS_LIMIT


@pytest.mark.parametrize(
    ("answers", "words", "won"),
    [
        ("7 95 60", "a1", "a"),  # The host heard "about 100": nobody else was closest then.
        ("7 95 60", "a1 b1", "ab"),
        ("7 95 60", "b0", "c"),
        ("7 95 60", "b0 c0", "a"),
        ("95 95 60", "a0", "b"),
        ("7 95 60", "a1 a0", "b"),
        ("7 95 60", "b0 b1", "b"),
        ("x 95 60", "b0 c0", ""),
    ],
)
def test_the_host_says_who_was_closest_and_the_rest_follows(
    answers: str, words: str, won: str
) -> None:
    night = Night(teams="abc", bodies=((Number(Decimal(100)),),), turns=False)
    night.play(**{team: (text,) for team, text in zip("abc", answers.split(), strict=True)})
    before = night.scores
    for team, word in (tuple(pair) for pair in words.split()):
        night.match.do(*referee.judge_again(night.match, team, float(word), night.at))
    assert night.scores == {team: 1000 * (team in won) for team in "abc"}
    for _ in words.split():
        night.match.undo(night.at)
    assert night.scores == before


def test_speed_never_costs_more_than_half_nor_counts_when_off() -> None:
    assert weigh_speed(20.0, 20.0) == Fraction(1, 2)
    assert weigh_speed(99.0, 20.0) == Fraction(1, 2)
    assert weigh_speed(20 / 3, 20.0) > Fraction(999, 1000)
    assert weigh_speed(99.0, None) == 1
    night = Night().ask()
    assert night.answer("a", RIGHT, after=21.0).answer("b", WRONG).scores["a"] == 1000


@given(st.floats(0, 60), st.floats(0, 60), st.sampled_from([10.0, 20.0, 30.0, 60.0]))
def test_speed_is_monotonic_and_within_bounds(one: float, other: float, limit: float) -> None:
    early, late = sorted((one, other))
    assert 1 >= weigh_speed(early, limit) >= weigh_speed(late, limit) >= Fraction(1, 2)


def test_more_time_for_a_team_makes_its_speed_count_later() -> None:
    night = Night(teams=[add("a"), add("b", time_factor=2.0)], **SPEED).ask()
    night.answer("a", RIGHT, after=12.0).answer("b", RIGHT)
    assert night.scores == {"a": 875, "b": 1000}


def test_the_time_of_the_last_change_counts() -> None:
    night = Night(**SPEED).ask().answer("a", WRONG)
    night.answer("a", RIGHT, after=12.0).answer("b", WRONG)
    assert night.scores["a"] == 875


def test_no_clock_no_speed() -> None:
    night = Night(choice_seconds=0, **SPEED).ask()
    assert night.answer("a", RIGHT, after=500).answer("b", WRONG).scores["a"] == 1000


def test_a_joker_doubles_what_speed_left() -> None:
    from spacequiz.game.night.events import JokerPlaced

    night = Night(**SPEED).go()
    night.do(JokerPlaced, "a")
    night.ask().answer("a", RIGHT, after=12.0).answer("b", WRONG)
    assert night.scores["a"] == 1750


def test_the_closest_number_wins_whatever_the_tolerance() -> None:
    night = Night(teams="abcd", bodies=((NUMBER,),), turns=False, **SPEED).ask()
    night.answer("a", ("384000",), after=25.0).answer("b", ("384300",)).answer("c", ("nonsense",))
    night.answer("d", ("384500",))
    assert night.scores == {"a": 0, "b": 1000, "c": 0, "d": 1000}
    credits_ = {answer.team: answer.credit for answer in night.question.answers}
    assert credits_ == {"a": 1.0, "b": 1.0, "c": 0.0, "d": 1.0}
    assert [a.team for a in night.question.answers if a.closest] == ["b", "d"]


def test_a_far_guess_wins_if_nobody_is_closer_and_no_number_wins_nothing() -> None:
    night = Night(bodies=((NUMBER, NUMBER),), turns=False)
    night.play(a=("1",), b=("x",))
    assert night.scores == {"a": 1000, "b": 0}
    assert night.play(a=("x",)).scores == {"a": 1000, "b": 0}


def test_closest_wins_can_be_off() -> None:
    night = Night(bodies=((NUMBER,),), turns=False, closest_wins=False)
    night.play(a=("384000",), b=("1",))
    assert night.scores == {"a": 1000, "b": 0}
    other = Night(bodies=((NUMBER,),), turns=False, closest_wins=False)
    assert other.play(a=("1",), b=("2",)).scores == {"a": 0, "b": 0}


@pytest.mark.parametrize(
    ("own", "points"),
    [(Difficulty.EASY, 1500), (Difficulty.MEDIUM, 1250), (Difficulty.HARD, 1000), (None, 1000)],
)
def test_a_question_above_the_own_level_pays_a_bonus(own: Difficulty | None, points: int) -> None:
    teams = [add("a", difficulty=own), add("b")]
    night = Night(teams=teams, difficulty=Difficulty.HARD).play(a=RIGHT, b=RIGHT)
    assert night.scores == {"a": points, "b": 1000}
    easy = Night(teams=teams, difficulty=Difficulty.EASY).play(a=RIGHT, b=RIGHT)
    assert easy.scores == {"a": 1000, "b": 1000}


def test_the_buzzer_pays_a_thousand_and_a_miss_costs_nothing() -> None:
    night = Night(NightFormat.BUZZER, "abc").ask()
    night.press("a").wait(0.05).answer("a", WRONG)
    night.press("b").wait(0.05).answer("b", RIGHT)
    assert night.scores == {"a": 0, "b": 1000, "c": 0}


def test_part_credit_ends_a_buzzer_question_with_its_share() -> None:
    night = Night(NightFormat.BUZZER, bodies=((SEVERAL,),)).ask()
    night.press("a").wait(0.05).answer("a", ("Mercury",))
    assert night.scores == {"a": 333, "b": 0}
    assert night.view.phase == "revealed"


def test_a_typed_answer_forgives_typos_as_everywhere() -> None:
    night = Night(bodies=((TYPED,),), turns=False).play(a=("secret moom",), b=("secret lune",))
    assert night.scores == {"a": 1000, "b": 0}


def test_halves_round_up() -> None:
    assert [round_half_up(Fraction(n, 2)) for n in (-1, 1, 3)] == [0, 1, 2]


def test_deciding_never_gives_what_is_refused() -> None:
    night = Night()
    assert referee.lock_in(night.match, "a", RIGHT, 0.0) == ()
    assert referee.press(night.match, "a", 0.0) == ()
    assert referee.take_turn(night.match, 0.0) == ()
    assert referee.reveal(night.match, 0.0, night.random) == ()
    assert referee.ask(night.match, 0.0) == ()
    assert referee.judge_again(night.match, "a", 1.0, 0.0) == ()
    assert referee.next_due(night.match) is None
    assert CHOICE.answer == RIGHT[0]
