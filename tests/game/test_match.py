"""The match from the lobby to the podium in its three formats, and the host's powers."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from builders import CHOICE, NUMBER, SECRET, TYPED, make_question
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.match import Match
from spacequiz.game.night.referee import advance
from spacequiz.game.night.setup import (
    SEAT_LIMIT,
    Board,
    Category,
    NightFormat,
    NightSetup,
    RoundPlan,
    Team,
)
from spacequiz.game.night.state import NightPhase, RefusedError, WrongPhaseError
from spacequiz.game.records import Verdict
from spacequiz.words.night_log import write_log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.kinds.body import Body
    from spacequiz.game.night.view import MatchView, QuestionView, TeamView
    from spacequiz.game.question import Question

RIGHT, WRONG = ("Jupiter",), ("Mars",)


def add(team: str, **fields: Any) -> Team:
    return Team(team, team.upper(), **fields)


class Night:
    """Play an evening by key and clock. Teams are named by letters."""

    def __init__(
        self,
        kind: NightFormat = NightFormat.ROUNDS,
        teams: str | Sequence[Team] = "ab",
        bodies: Sequence[Sequence[Body]] = ((CHOICE, CHOICE), (CHOICE, CHOICE)),
        reserve: int = 0,
        wagers: tuple[tuple[int, int], ...] = (),
        ask: str = "What?",
        difficulty: Any = None,
        **setup: Any,
    ) -> None:
        fields = {"ask": ask} | ({"difficulty": difficulty} if difficulty else {})
        groups = [
            [make_question(f"q{x}-{y}", body, **fields) for y, body in enumerate(group)]
            for x, group in enumerate(bodies)
        ]
        spare = [make_question(f"spare{n}", NUMBER, **fields) for n in range(reserve)]
        questions: list[Question] = [q for group in [*groups, spare] for q in group]
        lists = [tuple(q.address for q in group) for group in groups]
        if kind is NightFormat.BOARD:
            columns = tuple(Category(f"C{n}", addresses) for n, addresses in enumerate(lists))
            values = tuple(200 * (n + 1) for n in range(len(lists[0])))
            setup["board"] = Board(columns, values, wagers)
        else:
            setup["rounds"] = tuple(RoundPlan(f"R{n}", a) for n, a in enumerate(lists))
        self.setup = NightSetup(
            kind,
            tuple(add(team) if isinstance(team, str) else team for team in teams),
            reserve=tuple(q.address for q in spare),
            seed="seed",
            **setup,
        )
        self.match = Match(self.setup, {q.address: q for q in questions})
        self.at = 100.0
        self.random = Random(1)

    @property
    def view(self) -> MatchView:
        return self.match.view

    @property
    def question(self) -> QuestionView:
        assert self.view.question is not None
        return self.view.question

    def phase(self) -> NightPhase:
        return self.view.phase

    def contenders(self) -> tuple[str, ...]:
        return self.view.contenders

    def team(self, name: str) -> TeamView:
        return self.view.team(name)

    @property
    def scores(self) -> dict[str, int]:
        return {team.team.id: team.score for team in self.view.teams}

    def do(self, kind: type[e.Event], *args: Any) -> None:
        self.match.do(kind(*args, at=self.at))

    def go(self, times: int = 1) -> Night:
        for _ in range(times):
            self.match.do(*advance(self.match, self.at, self.random))
        return self

    def ask(self) -> Night:
        """Go on until a question waits for answers."""
        while self.phase() not in (NightPhase.ANSWERING, NightPhase.FLOOR):
            self.go()
            if self.phase() is NightPhase.READING:
                self.do(e.QuestionShown)
            if self.phase() is NightPhase.PICKING:
                self.pick()
            if self.phase() is NightPhase.WAGERING:
                self.do(e.WagerPlaced, self.view.picker, 500)
        return self

    def pick(self) -> None:
        state = self.match.state
        assert state.setup.board
        width, height = len(state.setup.board.categories), len(state.setup.board.values)
        cells = [(x, y) for y in range(height) for x in range(width)]
        free = next(cell for cell in cells if cell not in state.used)
        self.do(e.CellPicked, state.picker, *free)

    def answer(self, team: str, response: tuple[str, ...], after: float = 0.0) -> Night:
        self.at += after
        self.match.do(*referee.lock_in(self.match, team, response, self.at))
        return self

    def press(self, team: str, after: float = 0.0) -> Night:
        self.at += after
        self.match.do(*referee.press(self.match, team, self.at))
        return self

    def wait(self, seconds: float = 0.0) -> Night:
        self.at += seconds
        while events := referee.due(self.match, self.at, self.random):
            self.match.do(*events)
        return self

    def play(self, **answers: tuple[str, ...]) -> Night:
        """Ask, let all answer and reveal."""
        self.ask()
        for team, response in answers.items():
            self.answer(team, response)
        self.match.do(*referee.reveal(self.match, self.at, self.random))
        return self


# The course of the evening --------------------------------------------------------------------


def test_rounds_lead_from_the_lobby_over_standings_to_the_podium() -> None:
    night, seen = Night(), []
    while night.phase() is not NightPhase.ENDED:
        night.go()
        seen.append(night.phase().value)
        if night.phase() is NightPhase.ANSWERING:
            night.answer("a", RIGHT).answer("b", WRONG)
    asked = ["answering"] * 2
    assert seen == ["between", *["ready", *asked, "between"] * 2, "ended"]
    assert night.scores == {"a": 4000, "b": 0}


def test_each_answer_tells_how_many_places_a_team_gained_by_it() -> None:
    night = Night(teams="abc")

    def moved() -> dict[str, int]:
        return {team.team.id: team.moved for team in night.view.teams}

    night.play(a=RIGHT, b=WRONG, c=WRONG)
    assert moved() == {"a": 0, "b": -1, "c": -1}
    night.play(a=WRONG, b=RIGHT, c=WRONG)
    assert moved() == {"a": 0, "b": 1, "c": -1}


def test_a_board_has_as_many_questions_as_cells() -> None:
    night = Night(NightFormat.BOARD, bodies=((CHOICE,) * 3,) * 2)
    assert night.ask().view.round.total == 6


def test_two_to_five_hundred_teams_play() -> None:
    alone = Night(teams="a")
    with pytest.raises(RefusedError):
        alone.do(e.MatchStarted)
    alone.do(e.TeamAdded, add("b"))
    alone.go()
    for number in range(2, SEAT_LIMIT):
        alone.do(e.TeamAdded, add(f"t{number}"))
    with pytest.raises(RefusedError):
        alone.do(e.TeamAdded, add("z"))
    with pytest.raises(ValueError):
        Night(teams=[add(f"t{number}") for number in range(SEAT_LIMIT + 1)])


def test_nobody_sees_an_answer_before_the_reveal() -> None:
    night = Night(bodies=((CHOICE, TYPED),)).ask()
    night.answer("a", RIGHT)
    shown = repr(night.view)
    assert SECRET not in shown
    assert "response=('Jupiter',)" not in shown
    assert night.team("a").locked
    assert not night.team("b").locked
    assert not any("Jupiter" in line.text for line in write_log(night.setup, night.match.journal))
    night.answer("b", WRONG)
    assert [a.response for a in night.question.answers] == [RIGHT, WRONG]
    assert [a.verdict for a in night.question.answers] == [Verdict.RIGHT, Verdict.WRONG]
    assert night.question.reveal is not None
    assert SECRET in night.question.reveal.explain


def test_a_team_may_change_its_answer_until_the_reveal() -> None:
    night = Night().ask().answer("a", WRONG).answer("a", RIGHT)
    held = len(night.match.events)
    night.answer("a", RIGHT)
    assert len(night.match.events) == held
    night.answer("b", WRONG)
    assert night.scores == {"a": 1000, "b": 0}


def test_the_last_lock_in_reveals_in_the_same_step() -> None:
    night = Night().ask().answer("a", RIGHT)
    assert night.phase() is NightPhase.ANSWERING
    night.answer("b", RIGHT)
    assert night.phase() is NightPhase.REVEALED
    night.match.undo(night.at)
    assert night.phase() is NightPhase.ANSWERING
    assert night.scores == {"a": 0, "b": 0}
    assert not night.team("b").locked


# Jokers ---------------------------------------------------------------------------------------


def test_a_joker_doubles_one_round_and_is_chosen_before_it() -> None:
    night = Night().go()
    night.do(e.JokerPlaced, "a")
    assert night.team("a").joker == 0
    night.play(a=RIGHT, b=RIGHT)
    assert night.team("a").doubles
    assert night.scores == {"a": 2000, "b": 1000}
    with pytest.raises(WrongPhaseError):
        night.do(e.JokerPlaced, "b")
    night.play(a=WRONG, b=WRONG).go()
    with pytest.raises(RefusedError):
        night.do(e.JokerPlaced, "a")
    night.do(e.JokerPlaced, "b")
    night.play(a=RIGHT, b=RIGHT)
    assert night.scores == {"a": 3000, "b": 3000}


def test_a_joker_can_be_taken_back_before_its_round() -> None:
    night = Night().go()
    night.do(e.JokerPlaced, "a")
    night.do(e.JokerTakenBack, "a")
    with pytest.raises(RefusedError):
        night.do(e.JokerTakenBack, "a")
    assert night.play(a=RIGHT).scores["a"] == 1000


@pytest.mark.parametrize("fields", [{"kind": NightFormat.BUZZER}, {"jokers": False}])
def test_jokers_belong_to_rounds_and_can_be_off(fields: dict[str, Any]) -> None:
    night = Night(**fields).go()
    with pytest.raises(RefusedError):
        night.do(e.JokerPlaced, "a")


def test_no_joker_after_the_last_round() -> None:
    night = Night(bodies=((CHOICE,),)).go().play(a=RIGHT).go()
    assert night.phase() is NightPhase.BETWEEN
    with pytest.raises(RefusedError):
        night.do(e.JokerPlaced, "b")


# The host -------------------------------------------------------------------------------------


def test_a_late_team_plays_from_the_next_question_on() -> None:
    night = Night().ask()
    night.do(e.TeamAdded, add("c"))
    assert not night.team("c").plays
    assert referee.lock_in(night.match, "c", RIGHT, night.at) == ()
    night.answer("a", RIGHT).answer("b", RIGHT)
    night.play(c=RIGHT)
    assert night.scores == {"a": 1000, "b": 1000, "c": 1000}


def test_a_team_has_its_own_id() -> None:
    with pytest.raises(RefusedError):
        Night().do(e.TeamAdded, add("a"))
    with pytest.raises(ValueError):
        Night(teams="aa")


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\x1b[31m", "a\nb", "a\u202eb"])
def test_a_name_is_clean(name: str) -> None:
    with pytest.raises(ValueError):
        e.TeamRenamed("a", name, at=1.0)


def test_the_host_renames_and_changes_scores() -> None:
    night = Night().ask()
    night.do(e.TeamRenamed, "a", "Falcons [/]")
    night.do(e.ScoreChanged, "a", -250, "sang off key")
    assert night.team("a").team.name == "Falcons [/]"
    assert night.scores["a"] == -250
    texts = [line.text for line in write_log(night.setup, night.match.journal)]
    assert "A is now Falcons [/]" in texts
    assert "The host took 250 from Falcons [/]: sang off key" in texts


def test_a_skipped_question_counts_for_nobody_and_shows_its_answer() -> None:
    night = Night().ask().answer("a", RIGHT)
    night.do(e.QuestionSkipped)
    assert night.phase() is NightPhase.REVEALED
    assert night.question.skipped
    assert night.question.reveal
    assert night.question.answers == ()
    assert night.scores == {"a": 0, "b": 0}


def test_the_host_judges_the_last_answer_again() -> None:
    night = Night().go()
    night.do(e.JokerPlaced, "b")
    night.play(a=RIGHT, b=WRONG)
    night.match.do(*referee.judge_again(night.match, "b", 1.0, night.at))
    night.match.do(*referee.judge_again(night.match, "a", 0.5, night.at))
    assert night.scores == {"a": 500, "b": 2000}
    night.match.do(*referee.judge_again(night.match, "b", 0.0, night.at))
    assert night.scores == {"a": 500, "b": 0}
    night.ask()
    assert referee.judge_again(night.match, "b", 1.0, night.at) == ()


def test_judging_again_after_the_next_round_began_keeps_the_jokers_of_the_old_one() -> None:
    night = Night(bodies=((CHOICE,), (CHOICE,))).go().play(a=WRONG, b=WRONG).go()
    night.do(e.JokerPlaced, "a")
    night.go()
    assert night.phase() is NightPhase.READY
    night.match.do(*referee.judge_again(night.match, "a", 1.0, night.at))
    assert night.scores["a"] == 1000


def test_ending_early_calls_off_the_question() -> None:
    night = Night().play(a=RIGHT, b=WRONG).ask().answer("a", RIGHT)
    night.do(e.MatchEnded)
    assert night.phase() is NightPhase.ENDED
    assert night.scores == {"a": 1000, "b": 0}
    night.match.do(*referee.judge_again(night.match, "b", 1.0, night.at))
    assert night.match.state.history[-1].skipped
    assert night.scores == {"a": 1000, "b": 0}


def test_a_question_that_is_gone_can_be_played_by_ear() -> None:
    night = Night()
    night.match = Match(night.setup, {})
    night.ask().answer("a", RIGHT).answer("b", RIGHT)
    assert night.question.card is None
    assert night.scores == {"a": 0, "b": 0}
    night.match.do(*referee.judge_again(night.match, "b", 1.0, night.at))
    assert night.scores == {"a": 0, "b": 1000}


# The board ------------------------------------------------------------------------------------

GRID = ((CHOICE, CHOICE), (CHOICE, NUMBER))


def board(**fields: Any) -> Night:
    night = Night(NightFormat.BOARD, "ab", GRID, **fields).go(2)
    if night.view.picker != "a":
        night.match.undo(night.at)
        night.do(e.RoundStarted, "a")
    return night


def test_the_picking_team_answers_first_and_a_miss_costs_the_value() -> None:
    night = board()
    night.do(e.CellPicked, "a", 0, 1)
    night.go()
    assert night.question.floor == "a"
    assert referee.press(night.match, "b", night.at) == ()
    night.answer("a", WRONG)
    assert night.scores == {"a": -400, "b": 0}
    night.press("b", 3.0).wait(0.05).answer("b", RIGHT)
    assert night.scores == {"a": -400, "b": 400}
    assert night.phase() is NightPhase.REVEALED


def test_a_thief_who_is_wrong_or_silent_pays_too() -> None:
    for silent in (False, True):
        night = board()
        night.do(e.CellPicked, "a", 0, 0)
        night.go().answer("a", ())
        assert night.scores["a"] == 0
        night.press("b").wait(0.05)
        if silent:
            night.wait(10.0)
        else:
            night.answer("b", WRONG)
        assert night.scores == {"a": 0, "b": -200}
        assert night.phase() is NightPhase.REVEALED


def test_picks_go_round_and_a_skipped_question_lets_the_team_pick_again() -> None:
    night = board()
    assert night.view.picker == "a"
    night.play(a=RIGHT).go()
    assert (night.phase(), night.view.picker) == (NightPhase.PICKING, "b")
    with pytest.raises(RefusedError):
        night.do(e.CellPicked, "a", 1, 0)
    with pytest.raises(RefusedError):
        night.do(e.CellPicked, "b", 0, 0)
    with pytest.raises(RefusedError):
        night.do(e.CellPicked, "b", 2, 0)
    night.do(e.CellPicked, "b", 1, 0)
    night.go()
    night.do(e.QuestionSkipped)
    assert night.view.picker == "b"


def test_a_hidden_wager_is_answered_by_the_picking_team_alone() -> None:
    night = board(wagers=((0, 0),))
    assert "wager" not in repr(night.view.board)
    night.do(e.ScoreChanged, "a", 1500, "")
    night.do(e.CellPicked, "a", 0, 0)
    assert (night.phase(), night.view.wager_limit) == (NightPhase.WAGERING, 1500)
    for amount in (-1, 1501):
        with pytest.raises(RefusedError):
            night.do(e.WagerPlaced, "a", amount)
    night.do(e.WagerPlaced, "a", 1300)
    night.go()
    assert not night.team("b").plays
    night.answer("a", RIGHT)
    assert night.scores == {"a": 2800, "b": 0}


def test_a_poor_team_may_stake_a_thousand_and_silence_loses_it() -> None:
    night = board(wagers=((0, 0),))
    night.do(e.CellPicked, "a", 0, 0)
    assert night.view.wager_limit == 1000
    night.do(e.WagerPlaced, "a", 1000)
    night.go()
    night.wait(30.0)
    assert night.scores == {"a": -1000, "b": 0}


def test_a_number_on_the_board_goes_to_the_closest() -> None:
    night = board(turns=False)
    night.do(e.CellPicked, "a", 1, 1)
    night.go()
    night.answer("a", ("1",)).answer("b", ("400000",))
    assert night.scores == {"a": 0, "b": 400}


def test_the_board_ends_with_its_last_cell() -> None:
    night = board()
    for _ in range(4):
        night.play()
    assert night.view.questions_left == 0
    assert night.go().phase() is NightPhase.BETWEEN
    assert night.go().phase() is NightPhase.ENDED
