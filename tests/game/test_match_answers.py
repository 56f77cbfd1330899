"""Clocks, buzzers, turns at the keyboard and pauses."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from test_match import GRID, RIGHT, WRONG, Night, add
from test_match_journal import reload

from builders import CHOICE, MATCH, NUMBER, ORDER, SEVERAL, TRUE_FALSE, TYPED
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.setup import NightFormat
from spacequiz.game.night.state import ASKED, NightPhase, RefusedError, WrongPhaseError


def find_clock(night: Night, team: str = "a") -> float | None:
    deadline = night.team(team).deadline
    return None if deadline is None else deadline - night.at


# The clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        *((CHOICE, 20), (SEVERAL, 20), (TRUE_FALSE, 20)),
        *((TYPED, 30), (NUMBER, 30), (ORDER, 30), (MATCH, 30)),
    ],
)
def test_options_have_twenty_seconds_and_all_else_thirty(body: Any, seconds: int) -> None:
    night = Night(bodies=((body,),), turns=False, ask="?").ask()
    assert find_clock(night) == pytest.approx(max(2.0, night.question.reading) + seconds)


def test_the_clock_starts_after_the_time_to_read() -> None:
    assert Night().ask().question.reading == 2.0
    night = Night(ask="x" * 176).ask()
    assert night.question.reading == 10.0
    assert night.question.clock_at == night.at + 10.0
    assert find_clock(night) == 30.0


@pytest.mark.parametrize(
    ("all_", "own", "seconds"),
    [
        *((1.0, 1.0, 22), (1.5, 1.0, 32), (2.0, 1.0, 42), (1.0, 1.5, 32), (1.0, 2.0, 42)),
        *((2.0, 1.5, 62), (0.0, 1.0, None), (1.0, 0.0, None)),
    ],
)
def test_time_factors_are_for_all_or_for_one_team(all_: float, own: float, seconds: Any) -> None:
    night = Night(teams=[add("a", time_factor=own), add("b")], time_factor=all_).ask()
    assert find_clock(night) == seconds


def test_only_these_factors_are_known() -> None:
    with pytest.raises(ValueError):
        add("a", time_factor=3.0)
    with pytest.raises(ValueError):
        Night(time_factor=0.5)


def test_time_runs_out_for_each_team_by_itself() -> None:
    night = Night(teams=[add("a"), add("b", time_factor=1.5)]).ask()
    assert referee.next_due(night.match) == night.at + 32
    night.wait(22.0)
    assert night.phase() is NightPhase.ANSWERING
    night.answer("a", RIGHT, after=0.001)
    assert not night.team("a").locked
    night.answer("b", RIGHT, after=9.9)
    night.wait()
    assert night.phase() is NightPhase.REVEALED
    assert night.scores == {"a": 0, "b": 1000}


def test_an_answer_at_the_last_moment_counts_and_can_be_neither_changed_nor_erased_later() -> None:
    night = Night().ask().answer("a", RIGHT, after=22.0)
    assert night.team("a").locked
    night.answer("a", WRONG, after=0.001).answer("a", ())
    assert night.wait().scores["a"] == 1000


def test_a_team_without_limit_is_waited_for_until_the_host_reveals() -> None:
    night = Night(teams=[add("a", time_factor=0.0), add("b")]).ask()
    assert referee.next_due(night.match) is None
    night.wait(500.0)
    assert night.phase() is NightPhase.ANSWERING
    night.match.do(*referee.reveal(night.match, night.at, night.random))
    assert night.phase() is NightPhase.REVEALED


def test_clocks_stand_still_in_a_pause() -> None:
    night = Night().ask()
    night.at += 12.0
    night.do(e.Paused)
    with pytest.raises(WrongPhaseError):
        night.do(e.Paused)
    night.wait(1000.0).answer("a", RIGHT)
    assert not night.team("a").locked
    assert referee.next_due(night.match) is None
    night.do(e.Resumed)
    with pytest.raises(WrongPhaseError):
        night.do(e.Resumed)
    assert find_clock(night) == 10.0


def test_a_restarted_clock_goes_on_where_it_stood_even_in_a_pause() -> None:
    night = Night().ask().answer("a", RIGHT, after=12.0)
    night.at = 3.0
    night.match.restart_clock(3.0)
    assert find_clock(night, "b") == 10.0
    night.do(e.Paused)
    night.at = 7.0
    night.match.restart_clock(5.0)
    night.do(e.Resumed)
    assert find_clock(night, "b") == 10.0


def test_a_clock_that_runs_backwards_stands_still() -> None:
    night = Night().ask()
    night.at -= 50.0
    night.answer("a", RIGHT)
    assert night.match.state.now == 100.0
    assert night.team("a").locked


# Buzzers --------------------------------------------------------------------------------------


def buzzer(teams: Any = "abc", **fields: Any) -> Night:
    return Night(NightFormat.BUZZER, teams, **fields)


def test_a_press_before_the_question_stands_there_locks_out_for_three_seconds() -> None:
    night = buzzer().go(3)
    assert night.phase() is NightPhase.READING
    night.press("a")
    until = night.team("a").locked_out_until
    assert until == night.at + 3.0
    held = len(night.match.events)
    night.press("a", 0.5)
    assert len(night.match.events) == held
    night.do(e.QuestionShown)
    night.press("a", 2.4)
    assert night.phase() is NightPhase.ANSWERING
    night.press("a", 0.1)
    assert night.phase() is NightPhase.BUZZED


def test_the_first_to_press_has_the_floor_after_fifty_milliseconds() -> None:
    night = buzzer().ask().press("b")
    assert night.question.buzzed == ("b",)
    assert referee.next_due(night.match) == night.at + 0.05
    night.wait(0.049)
    assert night.phase() is NightPhase.BUZZED
    night.wait(0.0011)
    assert night.question.floor == "b"
    night.press("a")
    assert night.question.queue == ()
    night.answer("a", RIGHT)
    assert night.scores["a"] == 0


def test_later_than_fifty_milliseconds_is_later() -> None:
    night = buzzer().ask().press("b").press("a", 0.0501)
    assert night.question.buzzed == ("b",)
    with pytest.raises(RefusedError):
        night.do(e.Buzzed, "a")
    night.wait()
    assert night.question.floor == "b"


def test_ties_are_drawn_by_lot_and_the_next_in_line_may_steal() -> None:
    firsts = set()
    for seed in range(20):
        night = buzzer().ask()
        night.random = Random(seed)
        night.press("b").press("a", 0.049).press("b").wait(0.01)
        first, (second,) = night.question.floor, night.question.queue
        assert {first, second} == {"a", "b"}
        firsts.add(first)
        night.answer(first, WRONG)
        assert night.question.floor == second
        night.answer(second, RIGHT)
        assert night.scores[second] == 1000
    assert firsts == {"a", "b"}


def test_the_lot_is_drawn_at_once_when_all_have_pressed() -> None:
    night = buzzer("ab").ask().press("a").press("b").wait()
    assert night.phase() is NightPhase.FLOOR


def test_who_was_wrong_is_out_and_the_answer_shows_when_all_were() -> None:
    night = buzzer("ab").ask().press("a").wait(0.05).answer("a", WRONG)
    assert night.phase() is NightPhase.ANSWERING
    assert [answer.response for answer in night.question.answers] == [WRONG]
    assert night.question.reveal is None
    night.press("a")
    assert night.phase() is NightPhase.ANSWERING
    night.press("b").wait(0.05).answer("b", WRONG)
    assert night.phase() is NightPhase.REVEALED


def test_the_host_reveals_nothing_in_a_pause() -> None:
    night = buzzer().ask().press("a").wait(0.05)
    night.do(e.Paused)
    assert referee.reveal(night.match, night.at, night.random) == ()


def test_who_has_the_floor_has_half_the_clock_and_silence_is_wrong() -> None:
    night = buzzer("ab").ask().press("a", 4.0)
    night.wait(0.05)
    assert find_clock(night) == pytest.approx(9.95)
    night.wait(9.94)
    assert night.phase() is NightPhase.FLOOR
    night.wait(0.02)
    assert night.phase() is NightPhase.ANSWERING
    assert night.team("a").locked


def test_the_clock_stands_still_while_a_team_answers() -> None:
    night = buzzer("abc").ask().press("a", 12.0).wait(0.05)
    night.answer("a", WRONG, after=4.95)
    assert find_clock(night, "b") == pytest.approx(10.0)


def test_the_others_have_five_seconds_at_least_to_steal() -> None:
    night = buzzer("abc").ask().press("a", 21.9).wait(0.05)
    night.answer("a", WRONG, after=1.0)
    assert find_clock(night, "b") == pytest.approx(5.0)
    night.wait(5.01)
    assert night.phase() is NightPhase.REVEALED


def test_a_buzzer_question_nobody_wants_is_revealed_when_time_is_up() -> None:
    night = buzzer().ask().wait(21.99)
    assert night.phase() is NightPhase.ANSWERING
    night.wait(0.02)
    assert night.phase() is NightPhase.REVEALED
    assert night.scores == {"a": 0, "b": 0, "c": 0}


def test_the_host_reveals_although_a_team_has_the_floor() -> None:
    night = buzzer().ask().press("a").wait(0.05)
    night.match.do(*referee.reveal(night.match, night.at, night.random))
    assert night.phase() is NightPhase.REVEALED
    assert [answer.team for answer in night.question.answers] == ["a"]


def test_the_host_reveals_although_others_wait_in_line_for_the_floor() -> None:
    night = buzzer().ask().press("a").press("b", 0.01).wait(1)
    assert night.question.queue
    night.match.do(*referee.reveal(night.match, night.at, night.random))
    assert night.phase() is NightPhase.REVEALED
    assert {answer.team for answer in night.question.answers} == {"a", "b"}


def test_a_skip_takes_back_what_steals_brought_and_cost() -> None:
    night = Night(NightFormat.BOARD, "abc", GRID).ask()
    picker = night.view.picker
    night.answer(picker, WRONG)
    assert night.scores[picker] == -200
    night.do(e.QuestionSkipped)
    assert set(night.scores.values()) == {0}


def test_the_picking_team_has_the_whole_clock_and_then_the_others_have_it() -> None:
    night = Night(NightFormat.BOARD, "ab", GRID).ask()
    picker = night.view.picker
    other = "b" if picker == "a" else "a"
    assert find_clock(night, picker) == 22.0
    assert find_clock(night, other) is None
    night.wait(22.0)
    assert night.scores[picker] == 0
    assert find_clock(night, other) == 20.0


def test_a_number_question_in_the_buzzer_round_is_for_all_at_once() -> None:
    night = buzzer("ab", bodies=((NUMBER,),), turns=False).ask()
    assert night.press("a").phase() is NightPhase.ANSWERING
    night.answer("a", ("5",)).answer("b", ("6",))
    assert night.scores == {"a": 0, "b": 1000}


# Turns ----------------------------------------------------------------------------------------


def test_teams_type_one_after_the_other_each_with_its_own_clock() -> None:
    night = Night(bodies=((TYPED, TYPED),)).ask()
    assert night.question.turns
    assert find_clock(night) is None
    assert referee.next_turn(night.match) == "a"
    assert referee.lock_in(night.match, "a", ("x",), night.at) == ()
    night.at += 60.0
    night.match.do(*referee.take_turn(night.match, night.at))
    assert night.question.turn == "a"
    assert find_clock(night) == 30.0
    assert referee.next_turn(night.match) == ""
    assert referee.next_due(night.match) == night.at + 30.0
    assert referee.lock_in(night.match, "b", ("x",), night.at) == ()
    night.answer("a", ("secret moon",), after=29.0)
    assert referee.lock_in(night.match, "a", ("x",), night.at) == ()
    assert referee.next_turn(night.match) == "b"
    night.match.do(*referee.take_turn(night.match, night.at))
    night.wait(30.0)
    assert night.phase() is NightPhase.REVEALED
    assert night.scores == {"a": 1000, "b": 0}
    assert [answer.seconds for answer in night.question.answers] == [29.0, 30.0]


def test_another_team_begins_with_each_question() -> None:
    night = Night(bodies=((TYPED, TYPED, TYPED),)).ask()
    begun = []
    for _ in range(3):
        begun.append(referee.next_turn(night.match))
        night.match.do(*referee.reveal(night.match, night.at, night.random))
        if len(begun) < 3:
            night.ask()
    assert begun == ["a", "b", "a"]


def test_a_turn_is_for_a_team_that_has_not_typed() -> None:
    night = Night(bodies=((TYPED,),)).ask()
    night.do(e.TurnTaken, "b")
    with pytest.raises(RefusedError):
        night.do(e.TurnTaken, "a")
    night.answer("b", ())
    with pytest.raises(RefusedError):
        night.do(e.TurnTaken, "b")
    night.do(e.TurnTaken, "a")
    with pytest.raises(RefusedError):
        Night().ask().do(e.TurnTaken, "a")


@pytest.mark.parametrize("kind", list(NightFormat))
@pytest.mark.parametrize("steps", range(2, 8))
def test_the_host_can_show_the_answer_in_every_phase_of_a_question(
    kind: NightFormat, steps: int
) -> None:
    night = Night(kind, teams="abc").go(2)
    for step in range(steps):
        if night.phase() is NightPhase.PICKING:
            night.pick()
        elif night.phase() in (NightPhase.READY, NightPhase.BETWEEN):
            night.go()
        elif night.phase() is NightPhase.READING:
            night.do(e.QuestionShown)
        elif night.phase() is NightPhase.ANSWERING and step % 2:
            night.press("a").press("b")
        elif night.phase() is NightPhase.BUZZED:
            night.wait(0.1)
        if night.phase() in ASKED:
            shown = reload(night)
            shown.do(*referee.reveal(shown, night.at, night.random))
            assert shown.view.phase is NightPhase.REVEALED
            shown.undo(night.at)
            assert shown.view.phase is night.phase()


def test_a_team_is_asked_for_more_once_a_question() -> None:
    night = Night().ask()
    night.do(e.Prompted, "a")
    assert night.match.state.require_asking().prompted.keys() == {"a"}
    with pytest.raises(RefusedError):
        night.do(e.Prompted, "a")
    night.do(e.Prompted, "b")
    night.answer("b", RIGHT)
    with pytest.raises(RefusedError):
        night.do(e.Prompted, "b")
