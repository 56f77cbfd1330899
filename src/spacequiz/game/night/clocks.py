"""The clocks: how long each team has, and until when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacequiz.game.night.state import Manner, NightPhase
from spacequiz.game.question import find_way

if TYPE_CHECKING:
    from spacequiz.game.night.state import Asking, State
    from spacequiz.game.question import Question


LOCK_OUT_SECONDS = 3.0
"""How long a false start keeps a team from buzzing."""
WORD_SECONDS = 0.14
"""How long a word takes to come up where teams may buzz."""
FLOOR_SHARE = 0.5
"""The part of a question's clock that a team has to answer once it has buzzed."""
STEAL_SECONDS = 5.0
"""The least that the others have to buzz after a wrong answer."""


def find_limit(state: State, team: str) -> float | None:
    """Return how many seconds a team has for the present question; None for no limit."""
    asking, setup = state.require_asking(), state.setup
    base = setup.choice_seconds if find_way(asking.kind).picks else setup.typed_seconds
    return base * setup.time_factor * _find_factor(state, team) or None


def _find_factor(state: State, team: str) -> float:
    """Return by how much a team has more time: its own, or that of who sits for it."""
    own, extra = state.team(team).time_factor, state.extras.get(team, 1.0)
    return max(own, extra) if own and extra else 0.0


def find_deadline(state: State, team: str) -> float | None:
    """Return until when a team can answer or buzz; None where no clock runs for it."""
    asking = state.asking
    if asking is None or state.phase not in (NightPhase.ANSWERING, NightPhase.FLOOR):
        return None
    limit = find_limit(state, team)
    if limit is None or not _may_act(state, asking, team):
        return None
    if team in asking.turns:
        return asking.turn_at + limit
    if state.phase is NightPhase.FLOOR and not answers_first(state, asking):
        return asking.floor_at + limit * FLOOR_SHARE
    return asking.clock_at + limit


def measure_saying(question: Question | None) -> float:
    """Return how many seconds a question takes to come up, word by word."""
    return len(question.ask.split()) * WORD_SECONDS if question else 0.0


def measure_thinking(state: State, team: str, at: float) -> float:
    """Return how many seconds of its clock a team took that answers at this moment."""
    asking = state.require_asking()
    if team in asking.turns:
        return max(0.0, at - asking.turn_at)
    start = max(asking.clock_at, asking.floor_at) if asking.floor else asking.clock_at
    return max(0.0, at - start)


def reopen(state: State, asking: Asking, at: float) -> Asking:
    """Return the question with its clock gone on, after it stood still for a team's answer."""
    clock_at = asking.clock_at + max(0.0, at - max(asking.floor_at, asking.clock_at))
    limits = [find_limit(state, team) for team in asking.open_to]
    shortest = min((limit for limit in limits if limit is not None), default=0.0)
    least = at + min(STEAL_SECONDS, shortest) - shortest
    return replace(asking, clock_at=max(clock_at, least), floor="", floor_at=0.0)


def shift(state: State, seconds: float) -> State:
    """Return the state with everything that a clock measures moved on."""
    asking = state.asking
    if asking is not None:
        asking = replace(
            asking,
            asked_at=asking.asked_at + seconds,
            clock_at=asking.clock_at + seconds,
            turn_at=asking.turn_at + seconds,
            floor_at=asking.floor_at + seconds,
            lockouts={team: until + seconds for team, until in asking.lockouts.items()},
            buzzes=tuple((team, at + seconds) for team, at in asking.buzzes),
        )
    paused_at = None if state.paused_at is None else state.paused_at + seconds
    return replace(state, asking=asking, paused_at=paused_at)


def answers_first(state: State, asking: Asking) -> bool:
    """Return whether the picking team answers before the others, with its whole time."""
    return asking.manner is Manner.FLOOR and not asking.judged and asking.floor == state.picker


def _may_act(state: State, asking: Asking, team: str) -> bool:
    if team in asking.turns:
        return asking.turn == team
    return state.phase is not NightPhase.FLOOR or asking.floor == team
