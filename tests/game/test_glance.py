"""The glance: what a seat gets to see tells nothing before the reveal, whatever the evening."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_match import RIGHT, WRONG, Night

from builders import BODIES, CHOICE, SECRET, TYPED, find_right
from spacequiz.game.codec import encode
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.glance import Glances
from spacequiz.game.night.referee import Given
from spacequiz.game.night.setup import NightFormat, Seat, Voice
from spacequiz.game.night.state import NightPhase

OPEN = (NightPhase.REVEALED, NightPhase.ENDED)


def look(night: Night) -> Glances:
    return Glances(night.match.state, night.view, night.match.questions)


def write(night: Night) -> str:
    """Return every byte that all seats see."""
    glances = look(night)
    parts: list[object] = [glances.common]
    for seat in night.match.state.seats.values():
        parts += [glances.own(seat), glances.clock(seat, night.at)]
    return json.dumps([encode(part) for part in parts])


def sit(night: Night) -> Night:
    for name in "ab":
        night.do(e.SeatTaken, f"seat-{name}", name, f"Guest {name}")
    return night


@given(st.sampled_from(NightFormat), st.integers(0, 2**32))
def test_no_byte_tells_what_only_the_reveal_may(form: NightFormat, seed: int) -> None:
    random = Random(seed)
    bodies = [random.sample(BODIES, 5) for _ in range(2)]
    night = sit(Night(form, bodies=bodies, wagers=((0, 1),) if form is NightFormat.BOARD else ()))
    for _ in range(40):
        night.at += random.choice((0.1, 1, 9))
        state = night.match.state
        if state.phase is NightPhase.PICKING:
            free = [(x, y) for x in range(2) for y in range(5) if (x, y) not in state.used]
            night.do(e.CellPicked, state.picker, *random.choice(free))
        elif state.phase is NightPhase.WAGERING:
            night.do(e.WagerPlaced, state.picker, 100)
        else:
            moves = [
                lambda: referee.advance(night.match, night.at, random),
                lambda: referee.due(night.match, night.at, random),
                lambda: referee.reveal(night.match, night.at, random),
            ]
            night.match.do(*random.choice(moves)())
        question = night.match.question
        if question is not None and night.phase() not in OPEN:
            team = random.choice("ab")
            given = random.choice((None, find_right(question), ("no",)))
            told = referee.take_in(night.match, [Given(team, night.at, given, f"seat-{team}")])[0]
            # Whoever knows it may say it, and is then told what they said.
            if not any(word in "".join(given or ()) for word in (SECRET, "384400")):
                night.match.do(*told)
        seen = write(night)
        assert "address" not in seen
        assert "seat-" not in seen
        if night.phase() not in OPEN:
            assert SECRET not in seen
            assert "384400" not in seen.replace(",", "")
            assert not any(
                f'"{q.id}"' in seen or q.address in seen for q in night.match.questions.values()
            )
            assert '"solution": null' in seen


def test_nobody_sees_what_another_team_said() -> None:
    night = sit(Night(bodies=[[TYPED]])).ask()
    told = referee.take_in(night.match, [Given("a", night.at, ("hush",), "seat-a")])[0]
    night.match.do(*told)
    glances, seats = look(night), night.match.state.seats
    assert glances.own(seats["seat-a"]).given == ("hush",)
    assert "hush" not in json.dumps([encode(glances.common), encode(glances.own(seats["seat-b"]))])


def test_an_open_question_has_brought_no_points() -> None:
    night = sit(Night()).ask()
    assert look(night).own(night.match.state.seats["seat-a"]).points == 0


@pytest.mark.parametrize(("voice", "speaks"), [(Voice.LAST, True), (Voice.CAPTAIN, False)])
def test_whose_word_counts_is_told(voice: Voice, *, speaks: bool) -> None:
    night = sit(Night(voice=voice))
    night.do(e.SeatTaken, "second", "a", "Second")
    glances, seats = look(night), night.match.state.seats
    assert glances.own(seats["seat-a"]).speaks
    assert glances.own(seats["second"]).speaks is speaks


def test_time_is_told_as_what_is_left() -> None:
    night = sit(Night(bodies=[[CHOICE]])).ask()
    seat = night.match.state.seats["seat-a"]
    first = look(night).clock(seat, night.at)
    assert first.left == first.limit == 20
    assert first.starts > 0
    night.at += first.starts + 5
    told = referee.take_in(night.match, [Given("a", night.at, WRONG, seat.id)])[0]
    night.match.do(*told)
    # Who has answered may still change it, until the clock runs out for all.
    later = look(night).clock(seat, night.at)
    assert (later.starts, later.left) == (0, 15)
    night.do(e.Paused)
    assert look(night).clock(seat, night.at + 99).left == 15


def test_whoever_buzzed_has_their_time_at_once() -> None:
    night = sit(Night(NightFormat.BUZZER, bodies=[[CHOICE]])).ask()
    night.match.do(*referee.take_in(night.match, [Given("a", night.at, None, "seat-a")])[0])
    night.wait(0.1)
    glances, seats = look(night), night.match.state.seats
    assert night.phase() is NightPhase.FLOOR
    clock = glances.clock(seats["seat-a"], night.at)
    assert (clock.starts, clock.left) == (0, 9.9)
    assert (glances.own(seats["seat-b"]).plays, glances.common.manner) == (True, "floor")


def test_a_joker_is_offered_before_each_round_until_it_is_played() -> None:
    night = sit(Night(bodies=((CHOICE,),) * 2)).go()

    def see(team: str) -> bool | None:
        return look(night).own(night.match.state.seats[f"seat-{team}"]).joker

    assert (see("a"), see("b")) == (False, False)
    night.do(e.JokerPlaced, "a")
    assert (see("a"), see("b")) == (True, False)
    night.play(a=RIGHT, b=RIGHT)
    assert (see("a"), see("b")) == (None, None)
    night.go()
    assert (see("a"), see("b")) == (None, False)
    night.play(a=RIGHT, b=RIGHT).go()
    assert (see("a"), see("b")) == (None, None)


@pytest.mark.parametrize("fields", [{"kind": NightFormat.BUZZER}, {"jokers": False}])
def test_a_joker_is_offered_in_rounds_alone_and_if_there_are_any(fields: dict[str, Any]) -> None:
    night = sit(Night(**fields)).go()
    assert look(night).own(night.match.state.seats["seat-a"]).joker is None


def test_the_end_tells_what_to_read_again() -> None:
    night = sit(Night(bodies=[[CHOICE]])).ask()
    parts = [Given(t, night.at, r, f"seat-{t}") for t, r in (("a", RIGHT), ("b", WRONG))]
    night.match.do(*referee.take_in(night.match, parts)[0])
    night.go(3)
    assert night.phase() is NightPhase.ENDED
    glances, seats = look(night), night.match.state.seats
    assert glances.own(seats["seat-a"]).misses == ()
    (missed,) = glances.own(seats["seat-b"]).misses
    assert missed.answer == RIGHT
    assert glances.common.leaders[0] == type(glances.common.leaders[0])("A", 1000, 1)
    assert isinstance(seats["seat-a"], Seat)
