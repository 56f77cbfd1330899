"""Standings, sudden death, awards and the results of an evening."""

from __future__ import annotations

import pytest
from test_match import RIGHT, WRONG, Night

from builders import CHOICE
from spacequiz.game.night import events as e
from spacequiz.game.night.referee import advance
from spacequiz.game.night.results import Comeback, Streak, list_misses, list_results
from spacequiz.game.night.setup import NightFormat
from spacequiz.game.night.state import NightPhase, RefusedError


def rank(night: Night) -> dict[str, tuple[int, bool]]:
    return {s.team: (s.rank, s.shared) for s in night.view.standings}


def tie(teams: str = "abc", reserve: int = 2) -> Night:
    night = Night(teams=teams, bodies=((CHOICE,),), reserve=reserve, turns=False)
    return night.play(**{team: RIGHT for team in teams if team != "c"}).go()


def test_equal_scores_share_a_rank_and_the_next_is_left_out() -> None:
    night = Night(teams="abcd").play(b=RIGHT, c=RIGHT)
    assert rank(night) == {"b": (1, True), "c": (1, True), "a": (3, True), "d": (3, True)}
    night.do(e.ScoreChanged, "d", 10, "")
    assert rank(night)["d"] == (3, False)
    assert rank(night)["a"] == (4, False)
    assert [s.team for s in night.view.standings] == ["b", "c", "d", "a"]


def test_a_tie_for_first_is_parted_by_the_closest_number() -> None:
    night = tie()
    assert night.view.sudden_death_due
    night.go()
    assert night.contenders() == ("a", "b")
    night.go()
    assert not night.team("c").plays
    assert night.question.value == 0
    night.answer("a", ("384000",)).answer("b", ("1",))
    assert night.phase() is NightPhase.REVEALED
    assert night.contenders() == ("a",)
    assert night.scores == {"a": 1000, "b": 1000, "c": 0}
    assert rank(night) == {"a": (1, False), "b": (2, False), "c": (3, False)}
    assert night.go().phase() is NightPhase.ENDED
    assert night.view.awards is not None
    assert night.view.awards.winners == ("a",)


def test_a_tie_in_sudden_death_repeats_until_the_reserve_is_empty() -> None:
    night = tie().go(2)
    night.answer("a", ("7",)).answer("b", ("7",))
    assert night.contenders() == ("a", "b")
    assert night.go().phase() is NightPhase.ANSWERING
    night.answer("a", ("x",)).answer("b", ("x",))
    assert night.go().phase() is NightPhase.ENDED
    assert night.view.awards is not None
    assert night.view.awards.winners == ("a", "b")
    assert rank(night)["a"] == (1, True)


def test_who_goes_out_later_ranks_higher() -> None:
    night = tie("abd").go(2)
    night.answer("a", ("7",)).answer("b", ("7",)).answer("d", ("1",))
    assert night.contenders() == ("a", "b")
    night.go().answer("a", ("7",)).answer("b", ("8",))
    assert rank(night) == {"b": (1, False), "a": (2, False), "d": (3, False)}


def test_no_sudden_death_without_a_tie_or_a_question() -> None:
    empty = tie(reserve=0)
    assert not empty.view.sudden_death_due
    with pytest.raises(RefusedError):
        empty.do(e.SuddenDeathStarted)
    assert empty.go().phase() is NightPhase.ENDED
    clear = Night(bodies=((CHOICE,),), reserve=1).play(a=RIGHT).go()
    with pytest.raises(RefusedError):
        clear.do(e.SuddenDeathStarted)
    assert clear.go().phase() is NightPhase.ENDED


def test_the_host_may_judge_sudden_death_again() -> None:
    night = tie().go(2)
    night.answer("a", ("384000",)).answer("b", ("1",))
    night.do(e.HostJudged, "b", 1.0, 0)
    assert night.contenders() == ("a", "b")
    night.do(e.HostJudged, "a", 0.0, 0)
    assert night.contenders() == ("b",)


def test_sudden_death_is_no_round_and_comes_once() -> None:
    night = tie().go()
    with pytest.raises(RefusedError):
        night.do(e.RoundEnded)
    night.go().answer("a", ("1",)).answer("b", ("2",))
    for kind in (e.RoundEnded, e.BoardShown):
        with pytest.raises(RefusedError):
            night.do(kind)


def test_a_board_can_end_in_sudden_death() -> None:
    night = Night(NightFormat.BOARD, "ab", ((CHOICE,),), reserve=1, turns=False).ask()
    night.do(e.QuestionSkipped)
    night.go(3)
    assert night.phase() is NightPhase.ANSWERING
    night.answer("a", ("1",)).answer("b", ("2",))
    assert night.go().phase() is NightPhase.ENDED
    assert night.view.awards is not None
    assert night.view.awards.winners == ("b",)


def test_the_awards_name_the_hardest_question_the_streak_and_the_comeback() -> None:
    night = Night(teams="abc", bodies=((CHOICE,) * 4, (CHOICE,) * 4))
    night.play(a=RIGHT, b=RIGHT, c=WRONG).play(a=RIGHT, b=WRONG, c=WRONG)
    night.play(a=RIGHT, b=RIGHT, c=WRONG).play(a=WRONG, b=WRONG, c=RIGHT)
    night.play(a=WRONG, b=WRONG, c=RIGHT).play(a=WRONG, b=WRONG, c=RIGHT)
    night.play(a=WRONG, b=WRONG, c=WRONG).play(a=WRONG, b=RIGHT, c=RIGHT).go(2)
    awards = night.view.awards
    assert awards is not None
    assert awards.hardest is not None
    assert (awards.hardest.address, awards.hardest.credit) == ("pack/q1-2", 0.0)
    assert awards.streak == Streak(("a", "c"), 3)
    assert awards.comeback == Comeback(("c",), 2)
    assert dict(awards.misses)["b"] == tuple(
        f"pack/q{n}" for n in ("0-1", "0-3", "1-0", "1-1", "1-2")
    )


def test_an_evening_without_merit_has_no_such_awards() -> None:
    night = Night(bodies=((CHOICE,),)).play(a=RIGHT, b=RIGHT).go(2)
    awards = night.view.awards
    assert awards is not None
    assert (awards.hardest, awards.streak, awards.comeback) == (None, None, None)
    assert awards.winners == ("a", "b")


def test_places_of_the_first_quarter_are_no_start_of_a_comeback() -> None:
    night = Night(bodies=((CHOICE,) * 4,)).play(a=RIGHT, b=WRONG)
    night.play(a=WRONG, b=RIGHT).play(b=RIGHT, a=WRONG).play(a=WRONG, b=WRONG).go(2)
    assert night.view.awards is not None
    assert night.view.awards.comeback is None


def test_what_was_missed_stands_once_for_each_team_and_silence_misses_too() -> None:
    night = Night(bodies=((CHOICE, CHOICE),)).play(a=RIGHT, b=WRONG).play(a=RIGHT)
    assert list_misses(night.match.state) == {"a": (), "b": ("pack/q0-0", "pack/q0-1")}
    first = list_results(night.match.state)[0]
    assert (first.address, first.round, first.missed_by) == ("pack/q0-0", 0, ("b",))


def test_advancing_leaves_what_teams_have_to_do_to_them() -> None:
    night = Night().ask()
    assert advance(night.match, night.at, night.random) == ()
    night.do(e.Paused)
    assert advance(night.match, night.at, night.random) == ()
