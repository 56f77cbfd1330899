"""Advancing: what comes next when the host goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.match import events as e
from spacequiz.game.match.decide import ask
from spacequiz.game.match.phases import Phase
from spacequiz.game.match.standings import is_sudden_death_due, list_contenders

if TYPE_CHECKING:
    from random import Random

    from spacequiz.game.match.decide import Events
    from spacequiz.game.match.match import Match
    from spacequiz.game.match.state import State


def advance(match: Match, at: float, random: Random) -> Events:
    """Return the step that comes next; none where a team has to act, or in a pause.

    Args:
        match: The evening.
        at: The time, on the clock of the events.
        random: Draws the lot for who picks first on a board.
    """
    state = match.state
    if state.paused_at is not None:
        return ()
    events: Events = ()
    match state.phase:
        case Phase.LOBBY:
            events = (e.MatchStarted(at=at),)
        case Phase.BETWEEN:
            events = _leave_standings(state, at, random)
        case Phase.READY | Phase.REVEALED:
            events = ask(match, at) if _is_question_next(state) else ()
            events = events or _leave_questions(state, at)
    return events if match.accepts(*events) else ()


def _leave_standings(state: State, at: float, random: Random) -> Events:
    if not state.sudden and state.round + 1 < state.setup.round_count:
        picker = random.choice(state.teams).id if state.setup.board else ""
        return (e.RoundStarted(picker, at=at),)
    return (e.SuddenDeathStarted(at=at),) if is_sudden_death_due(state) else (e.MatchEnded(at=at),)


def _is_question_next(state: State) -> bool:
    """Return whether another question comes; sudden death is over when one is left."""
    return not state.sudden or len(list_contenders(state)) > 1


def _leave_questions(state: State, at: float) -> Events:
    if state.sudden:
        return (e.MatchEnded(at=at),)
    board = state.setup.board
    if board is not None and len(state.used) < len(board.categories) * len(board.values):
        return (e.BoardShown(at=at),)
    return (e.RoundEnded(at=at),)
