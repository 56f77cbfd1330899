"""The fold: the state after one event more. Time and chance enter only inside events."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from spacequiz.game.match import events as e
from spacequiz.game.match import fold_question
from spacequiz.game.match.clocks import shift
from spacequiz.game.match.phases import Phase, RefusedError, WrongPhaseError, is_accepted
from spacequiz.game.match.setup import LEAST_TEAMS, MOST_TEAMS, Format
from spacequiz.game.match.standings import is_sudden_death_due, list_leaders
from spacequiz.game.match.state import State, begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacequiz.game.match.events import Event
    from spacequiz.game.match.setup import NightSetup

LEAST_LIMIT = 1000
"""What a team may stake on a hidden wager at least, however low its score."""


def fold(setup: NightSetup, events: Iterable[Event]) -> State:
    """Return the state after these events.

    Raises:
        RefusedError: One of them is not accepted.
    """
    return reduce(apply, events, begin(setup))


def apply(state: State, event: Event) -> State:
    """Return the state after one event more.

    Raises:
        WrongPhaseError: The phase does not accept it.
        RefusedError: It cannot have happened as the match stands.
    """
    kind, paused = type(event), state.paused_at is not None
    if not is_accepted(state.phase, kind, paused=paused):
        word = "paused" if paused else str(state.phase)
        raise WrongPhaseError(f"{kind.__name__} is not accepted: the match is {word}")
    if isinstance(event, e.ClockRestarted):
        return replace(shift(state, event.at - state.now), now=event.at)
    event = replace(event, at=max(event.at, state.now))
    return _HANDLERS[kind](replace(state, now=event.at), event)


def find_wager_limit(state: State) -> int:
    """Return the most that the picking team may stake."""
    return max(state.scores.get(state.picker, 0), LEAST_LIMIT)


def _add_team(state: State, event: e.TeamAdded) -> State:
    if len(state.teams) >= MOST_TEAMS:
        raise RefusedError(f"there are {MOST_TEAMS} teams at most")
    if event.team.id in state.scores:
        raise RefusedError("there is a team with this id")
    return replace(
        state, teams=(*state.teams, event.team), scores={**state.scores, event.team.id: 0}
    )


def _rename_team(state: State, event: e.TeamRenamed) -> State:
    renamed = replace(state.team(event.team), name=event.name)
    return replace(state, teams=tuple(renamed if t.id == renamed.id else t for t in state.teams))


def _start_match(state: State, _event: e.MatchStarted) -> State:
    if len(state.teams) < LEAST_TEAMS:
        raise RefusedError(f"{LEAST_TEAMS} teams are needed")
    return replace(state, phase=Phase.BETWEEN)


def _place_joker(state: State, event: e.JokerPlaced) -> State:
    coming = state.round + 1
    playable = state.setup.format is Format.ROUNDS and state.setup.jokers and not state.sudden
    if not playable or coming >= state.setup.round_count:
        raise RefusedError("there is no round to double")
    if state.team(event.team).id in state.jokers:
        raise RefusedError("the team has played its joker")
    return replace(state, jokers={**state.jokers, event.team: coming})


def _take_joker_back(state: State, event: e.JokerTakenBack) -> State:
    if state.jokers.get(event.team) != state.round + 1:
        raise RefusedError("the team has no joker on the round that comes")
    return replace(state, jokers={t: n for t, n in state.jokers.items() if t != event.team})


def _start_round(state: State, event: e.RoundStarted) -> State:
    if state.sudden or state.round + 1 >= state.setup.round_count:
        raise RefusedError("no round is left")
    state = replace(state, round=state.round + 1, asked=0)
    if not state.setup.board:
        return replace(state, phase=Phase.READY)
    return replace(state, picker=state.team(event.picker).id, phase=Phase.PICKING)


def _end_round(state: State, _event: e.RoundEnded) -> State:
    if state.sudden:
        raise RefusedError("sudden death is no round")
    return replace(state, phase=Phase.BETWEEN, cell=None, wager=None)


def _start_sudden_death(state: State, _event: e.SuddenDeathStarted) -> State:
    if not is_sudden_death_due(state):
        raise RefusedError("first place is not shared, or no question is in reserve")
    return replace(state, sudden=list_leaders(state), asked=0, phase=Phase.READY)


def _end_match(state: State, _event: e.MatchEnded) -> State:
    return replace(fold_question.call_off(state), phase=Phase.ENDED, paused_at=None)


def _pick_cell(state: State, event: e.CellPicked) -> State:
    board, cell = state.setup.board, (event.column, event.row)
    if board is None or not board.holds(*cell) or cell in state.used:
        raise RefusedError("there is no such cell, or it was played")
    if event.team != state.picker:
        raise RefusedError("another team picks")
    state = replace(state, cell=cell, wager=None, used=state.used | {cell})
    return replace(state, phase=Phase.WAGERING if state.is_wager else Phase.READY)


def _place_wager(state: State, event: e.WagerPlaced) -> State:
    if event.team != state.picker:
        raise RefusedError("another team stakes")
    if not 0 <= event.amount <= find_wager_limit(state):
        raise RefusedError("the wager is out of bounds")
    return replace(state, wager=event.amount, phase=Phase.READY)


def _show_board(state: State, _event: e.BoardShown) -> State:
    board = state.setup.board
    if (
        board is None
        or state.sudden
        or len(state.used) == len(board.categories) * len(board.values)
    ):
        raise RefusedError("no cell is left to pick")
    return replace(state, phase=Phase.PICKING, cell=None, wager=None)


def _change_score(state: State, event: e.ScoreChanged) -> State:
    return state.add_points(state.team(event.team).id, event.delta)


def _pause(state: State, event: e.Paused) -> State:
    return replace(state, paused_at=event.at)


def _resume(state: State, event: e.Resumed) -> State:
    paused_at = event.at if state.paused_at is None else state.paused_at
    return replace(shift(state, event.at - paused_at), paused_at=None)


_HANDLERS: dict[type[Event], Callable[[State, Any], State]] = {
    e.TeamAdded: _add_team,
    e.TeamRenamed: _rename_team,
    e.MatchStarted: _start_match,
    e.JokerPlaced: _place_joker,
    e.JokerTakenBack: _take_joker_back,
    e.RoundStarted: _start_round,
    e.RoundEnded: _end_round,
    e.SuddenDeathStarted: _start_sudden_death,
    e.MatchEnded: _end_match,
    e.CellPicked: _pick_cell,
    e.WagerPlaced: _place_wager,
    e.BoardShown: _show_board,
    e.ScoreChanged: _change_score,
    e.Paused: _pause,
    e.Resumed: _resume,
    **fold_question.HANDLERS,
}
