"""Seats: teams that answer at places of their own beside those that share the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from test_match import RIGHT, WRONG, Night, add
from test_match_journal import reload

from builders import TYPED
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.clocks import find_limit
from spacequiz.game.night.referee import Given
from spacequiz.game.night.setup import SEAT_LIMIT, NightFormat, Voice
from spacequiz.game.night.state import NightPhase, RefusedError


def seat(night: Night, **seats: str) -> Night:
    """Let seats be taken, each for a team."""
    for name, team in seats.items():
        night.do(e.SeatTaken, name, team, name.title())
    return night


def give(night: Night, *given: tuple[str, str, tuple[str, ...] | None]) -> list[bool]:
    """Let answers of seats come in as one step: team, seat, response."""
    parts = [Given(team, night.at, response, seat) for team, seat, response in given]
    events, counted = referee.take_in(night.match, parts)
    night.match.do(*events)
    return list(counted)


def find_answer(night: Night, team: str) -> tuple[str, ...]:
    return night.match.state.require_asking().locked[team].response


def test_what_comes_together_is_one_step_and_the_reveal_is_in_it() -> None:
    night = seat(Night(teams="abc"), s="a", t="b", u="c").ask()
    steps = len(night.match.journal)
    assert give(night, ("a", "s", RIGHT), ("b", "t", WRONG), ("c", "u", RIGHT)) == [True] * 3
    assert len(night.match.journal) == steps + 1
    assert night.phase() is NightPhase.REVEALED
    assert night.scores == {"a": 1000, "b": 0, "c": 1000}
    assert reload(night).view == night.view


def test_of_what_comes_together_only_what_is_refused_does_not_count() -> None:
    night = seat(Night(teams="abc"), s="a", t="b", u="c").ask()
    parts = (("a", "t", RIGHT), ("b", "t", WRONG), ("b", "t", WRONG), ("nobody", "u", RIGHT))
    assert give(night, *parts) == [False, True, True, False]
    assert set(night.match.state.require_asking().locked) == {"b"}
    # What is sent again, such as after a bad connection, is acknowledged again and changes nothing.
    steps = len(night.match.journal)
    assert give(night, ("b", "t", WRONG)) == [True]
    assert len(night.match.journal) == steps


@pytest.mark.parametrize(
    ("voice", "said", "counts"),
    [
        (Voice.LAST, ("ABC", "ABB"), "B"),
        (Voice.MAJORITY, ("ABB", ""), "B"),
        (Voice.MAJORITY, ("BAA", "BA"), "A"),
        (Voice.MAJORITY, ("AB", ""), "A"),
        (Voice.CAPTAIN, ("A", ""), "A"),
    ],
)
def test_whose_word_is_the_teams_is_a_rule(
    voice: Voice, said: tuple[str, str], counts: str
) -> None:
    night = seat(Night(voice=voice), s1="a", s2="a", s3="a").ask()
    words = {"A": ("Jupiter",), "B": ("Mars",), "C": ("Venus",)}
    for round_ in said:
        give(night, *[("a", f"s{n}", words[word]) for n, word in enumerate(round_, 1)])
    assert find_answer(night, "a") == words[counts]


def test_a_captain_alone_speaks_until_it_leaves() -> None:
    night = seat(Night(voice=Voice.CAPTAIN), s1="a", s2="a").ask()
    assert give(night, ("a", "s2", WRONG)) == [False]
    assert give(night, ("a", "s1", RIGHT)) == [True]
    night.do(e.SeatLeft, "s1")
    assert give(night, ("a", "s2", WRONG)) == [True]
    assert find_answer(night, "a") == WRONG


def test_the_question_waits_for_everybody_who_has_a_say_and_is_there() -> None:
    night = seat(Night(), s1="a", s2="a", t="b").ask()
    give(night, ("a", "s1", RIGHT), ("b", "t", RIGHT))
    assert night.phase() is NightPhase.ANSWERING
    night.do(e.SeatLeft, "s2")
    night.wait()
    assert night.phase() is NightPhase.REVEALED


def test_a_team_whose_seats_are_all_left_is_not_waited_for() -> None:
    night = seat(Night(teams="abc"), s="a", t="b").ask()
    night.do(e.SeatLeft, "s")
    night.answer("c", RIGHT)
    give(night, ("b", "t", RIGHT))
    assert night.phase() is NightPhase.REVEALED


def test_if_everybody_is_away_the_keyboard_is_waited_for_as_ever() -> None:
    night = seat(Night(), s="a", t="b").ask()
    night.do(e.SeatLeft, "s")
    night.do(e.SeatLeft, "t")
    night.wait(5)
    assert night.phase() is NightPhase.ANSWERING
    night.answer("a", RIGHT).answer("b", WRONG)
    assert night.phase() is NightPhase.REVEALED


def test_those_without_a_seat_take_turns_and_the_others_need_not_wait() -> None:
    night = seat(Night(teams="abc", bodies=((TYPED,),)), s="a").ask()
    assert give(night, ("a", "s", ("Gagarin",))) == [True]
    turns = []
    while (team := referee.next_turn(night.match)) != "":
        night.match.do(*referee.take_turn(night.match, night.at))
        turns.append(team)
        night.answer(team, ("x",))
    assert sorted(turns) == ["b", "c"]
    assert night.phase() is NightPhase.REVEALED


def test_a_seat_buzzes_and_whoever_of_its_team_answers() -> None:
    night = seat(Night(NightFormat.BUZZER), s1="a", s2="a").ask()
    assert give(night, ("a", "s1", None), ("b", "nowhere", RIGHT)) == [True, False]
    night.wait(0.1)
    assert night.phase() is NightPhase.FLOOR
    assert give(night, ("a", "s2", RIGHT)) == [True]
    assert night.scores == {"a": 1000, "b": 0}


def test_whoever_needs_more_time_has_it_and_keeps_it() -> None:
    night = seat(Night(teams="abc"), s="a", t="b", u="b")
    night.do(e.SeatTimed, "s", 1.5)
    night.do(e.SeatTimed, "u", 2.0)
    # Moved or renamed, a seat keeps its time.
    night.do(e.SeatTaken, "s", "a", "Other")
    night.ask()
    limits = [find_limit(night.match.state, team) for team in "abc"]
    assert limits == [30, 40, 20]
    night.wait(25)
    assert give(night, ("a", "s", RIGHT)) == [True]
    assert give(night, ("c", "", RIGHT)) == [False]
    # Whoever is away gives their team no time, and no limit is more than any.
    night.do(e.SeatLeft, "u")
    assert find_limit(night.match.state, "b") == 20
    night.do(e.SeatTimed, "t", 0.0)
    night.do(e.SeatBack, "u")
    assert find_limit(night.match.state, "b") is None
    assert reload(night).view == night.view


def test_the_hosts_undo_passes_over_what_guests_did() -> None:
    night = seat(Night(), s="a", t="b").ask()
    night.do(e.TeamRenamed, "b", "Robert")
    give(night, ("a", "s", RIGHT))
    night.match.undo(night.at)
    assert night.team("b").team.name == "B"
    assert find_answer(night, "a") == RIGHT
    # The question itself takes its answers along.
    night.match.undo(night.at)
    assert night.phase() is NightPhase.READY
    night.match.redo(night.at)
    assert find_answer(night, "a") == RIGHT
    assert reload(night).view == night.view


def test_a_retired_team_is_not_waited_for_and_plays_no_more() -> None:
    night = Night(teams="abc").ask().answer("a", RIGHT).answer("b", WRONG)
    night.do(e.TeamRetired, "c")
    night.wait(0)
    assert night.phase() is NightPhase.REVEALED
    night.ask()
    assert night.match.state.require_asking().entrants == ("a", "b")
    assert night.team("c").retired
    night.do(e.TeamReturned, "c")
    night.answer("a", RIGHT).answer("b", WRONG)
    assert night.ask().match.state.require_asking().entrants == ("a", "b", "c")


@pytest.mark.parametrize("format_", [NightFormat.BOARD, NightFormat.BUZZER])
def test_a_team_that_retires_with_the_floor_gives_it_away(format_: NightFormat) -> None:
    night = Night(format_, teams="abc").ask()
    if format_ is NightFormat.BUZZER:
        night.press("a").wait(0.1)
    floor = night.question.floor
    night.do(e.TeamRetired, floor)
    night.wait(0)
    assert night.phase() is NightPhase.ANSWERING
    assert night.scores == {"a": 0, "b": 0, "c": 0}


def test_a_retired_team_picks_no_more() -> None:
    night = Night(NightFormat.BOARD, teams="abc").go(2)
    picker = night.view.picker
    night.do(e.TeamRetired, picker)
    assert night.view.picker != picker
    order = "abc"
    following = order[(order.index(picker) + 1) % 3]
    assert night.view.picker == following


def test_the_last_team_cannot_retire() -> None:
    night = Night().go()
    night.do(e.TeamRetired, "a")
    with pytest.raises(RefusedError):
        night.do(e.TeamRetired, "b")


@pytest.mark.parametrize(
    "event",
    [
        e.SeatTaken("", "a", "X", at=0),
        e.SeatTaken("s", "nobody", "X", at=0),
        e.SeatLeft("nowhere", at=0),
        e.SeatBack("t", at=0),
        e.SeatTimed("nowhere", 2.0, at=0),
        e.SeatTimed("t", 3.0, at=0),
        e.TeamRetired("nobody", at=0),
        e.TeamReturned("a", at=0),
    ],
)
def test_what_cannot_have_happened_at_a_seat_is_refused(event: e.Event) -> None:
    night = seat(Night(), t="a")
    with pytest.raises(RefusedError):
        night.match.do(event)


def test_five_hundred_answer_in_one_step() -> None:
    teams = [add(f"t{n}") for n in range(SEAT_LIMIT)]
    night = seat(Night(teams=teams), **{f"s{n}": f"t{n}" for n in range(SEAT_LIMIT)}).ask()
    parts: list[Any] = [(f"t{n}", f"s{n}", RIGHT if n % 2 else WRONG) for n in range(SEAT_LIMIT)]
    assert all(give(night, *parts))
    assert night.phase() is NightPhase.REVEALED
    assert night.view.standings[0].rank == 1
    assert night.view.standings[-1].rank == SEAT_LIMIT // 2 + 1
