"""Keys and clocks that families really have: pressed at once, held, too early, and time that jumps."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_match import Night
from test_match_fold import SEEDS, make_event, play

from builders import find_right, find_wrong
from spacequiz.game.night import events as e
from spacequiz.game.night import referee
from spacequiz.game.night.clocks import find_deadline
from spacequiz.game.night.setup import TIE_SECONDS, NightFormat
from spacequiz.game.night.state import NightPhase

TEAMS = "abcdefgh"
JUMPS = st.floats(-1e6, 1e6)


def ask(teams: str = TEAMS) -> Night:
    """Return an evening of buzzers whose question stands there in full."""
    night = Night(NightFormat.BUZZER, teams=teams).go(3)
    night.do(e.QuestionShown)
    night.at += 1.0
    return night


@given(
    st.lists(st.sampled_from(TEAMS), min_size=1, unique=True),
    st.lists(st.floats(0, TIE_SECONDS), min_size=8, max_size=8),
    SEEDS,
)
@settings(max_examples=80)
def test_presses_of_one_instant_all_count_and_a_lot_decides(
    pressed: list[str], delays: list[float], seed: int
) -> None:
    night = ask()
    began = night.at
    for team, delay in zip(pressed, sorted([0.0, *delays[1:]]), strict=False):
        night.at = began + delay
        assert referee.press(night.match, team, night.at), team
        night.press(team)
        assert not referee.press(night.match, team, night.at), "once is enough"
    night.random = Random(seed)
    night.wait(TIE_SECONDS * 1.01)
    assert night.phase() is NightPhase.FLOOR
    question = night.question
    assert sorted([question.floor, *question.queue]) == sorted(pressed)
    others = [team for team in TEAMS if team not in pressed]
    assert not any(referee.press(night.match, team, night.at) for team in others), "too late"


def test_the_lot_favors_nobody() -> None:
    first = []
    for seed in range(400):
        night = ask("ab").press("a").press("b")
        night.random = Random(seed)
        first.append(night.wait(TIE_SECONDS).question.floor)
    assert 150 < first.count("a") < 250


@given(SEEDS, st.lists(st.floats(0.0, 0.4), min_size=1, max_size=20))
@settings(max_examples=80)
def test_a_held_key_does_what_one_press_does(seed: int, repeats: list[float]) -> None:
    random = Random(seed)
    night = play(seed, random.randrange(25))
    team = random.choice([team.team.id for team in night.view.teams])
    question = night.match.question
    response = (find_right if random.random() < 0.5 else find_wrong)(question) if question else ()
    night.at = night.match.state.now
    if random.random() < 0.5:
        night.press(team)
        after = night.match.state
        assume(after.phase in (NightPhase.READING, NightPhase.BUZZED))
        for _ in repeats:
            night.press(team)
    else:
        night.answer(team, response)
        after = night.match.state
        for pause in repeats:
            night.at += pause
            night.answer(team, response)
    assert night.match.state == after


@given(SEEDS, st.floats(0, 2.99), st.integers(1, 9))
@settings(max_examples=60)
def test_a_team_that_is_locked_out_cannot_buzz_its_way_in(
    seed: int, wait: float, presses: int
) -> None:
    night = Night(NightFormat.BUZZER, teams="abc").go(3)
    team = Random(seed).choice("abc")
    night.press(team)
    night.do(e.QuestionShown)
    out = night.team(team).locked_out_until
    assert out == night.at + 3
    night.at += wait
    before = night.match.journal
    for _ in range(presses):
        night.press(team)
    assert night.match.journal == before, "nor is it locked out any longer"
    assert night.team(team).locked_out_until == out
    night.press(next(other for other in "abc" if other != team))
    assert night.phase() is NightPhase.BUZZED


@given(SEEDS, JUMPS)
@settings(max_examples=120)
def test_a_jump_of_the_clock_costs_nobody_time_and_wins_nobody_any(seed: int, jump: float) -> None:
    night = play(seed, Random(seed).randrange(25))
    before = night.match.state
    left = {t.id: find_deadline(before, t.id) for t in before.teams}
    out = {t.team.id: t.locked_out_until for t in night.view.teams}
    scores, phase = night.scores, night.phase()
    night.match.restart_clock(before.now + jump)
    after = night.match.state
    assert after.now == before.now + jump
    for team, deadline in left.items():
        then = find_deadline(after, team)
        assert (then is None) is (deadline is None)
        if then is not None and deadline is not None:
            assert abs((then - after.now) - (deadline - before.now)) < 1e-6
    for view in night.view.teams:
        was, now = out[view.team.id], view.locked_out_until
        assert (was is None) is (now is None)
        if was is not None and now is not None:
            assert abs((now - after.now) - (was - before.now)) < 1e-6
    assert (night.scores, night.phase()) == (scores, phase)


@given(SEEDS, st.floats(0, 1e6))
@settings(max_examples=80)
def test_a_clock_that_runs_backwards_stands_still(seed: int, back: float) -> None:
    random = Random(seed)
    night = play(seed, random.randrange(25))
    for _ in range(20):
        now = night.match.state.now
        event = make_event(random, night.match, now - back)
        if isinstance(event, e.ClockRestarted) or not night.match.accepts(event):
            continue
        night.match.do(event)
        assert night.match.state.now == now
        asking = night.match.state.asking
        assert all(lock.seconds >= 0 for lock in (asking.locked.values() if asking else ()))
