"""The fold: the state after one event more. Time and chance enter only inside events."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from spacequiz.game.night import events as e
from spacequiz.game.night.clocks import (
    LOCK_OUT_SECONDS,
    TIE_SECONDS,
    find_deadline,
    measure_thinking,
    reopen,
    shift,
)
from spacequiz.game.night.judging import put_question
from spacequiz.game.night.phases import is_accepted
from spacequiz.game.night.results import is_sudden_death_due, list_leaders
from spacequiz.game.night.setup import LEAST_TEAMS, MOST_TEAMS, Format
from spacequiz.game.night.state import (
    ASKED,
    Asking,
    Judgement,
    Locked,
    Manner,
    Past,
    Phase,
    RefusedError,
    State,
    WrongPhaseError,
    begin,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacequiz.game.night.events import Event
    from spacequiz.game.night.setup import NightSetup


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
    return replace(call_off(state), phase=Phase.ENDED, paused_at=None)


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


def _ask(state: State, event: e.QuestionAsked) -> State:
    if event.address != state.next_address:
        raise RefusedError("another question comes next, or none")
    if not event.reading >= 0:
        raise RefusedError("a pause to read cannot be below 0")
    asking = put_question(state, event)
    state = replace(state, asking=asking, asked=state.asked + 1, position=state.position + 1)
    return replace(state, phase=Phase.READING)


def _show(state: State, event: e.QuestionShown) -> State:
    asking = state.require_asking()
    asking = replace(asking, clock_at=event.at + asking.reading)
    if asking.manner is Manner.FLOOR and state.picker:
        asking = replace(asking, floor=state.picker, floor_at=event.at)
        return replace(state, asking=asking, phase=Phase.FLOOR)
    return replace(state, asking=asking, phase=Phase.ANSWERING)


def _take_turn(state: State, event: e.TurnTaken) -> State:
    asking = state.require_asking()
    busy = asking.turn in asking.open_to
    if not asking.turns or busy or event.team not in asking.open_to:
        raise RefusedError("it is not this team's turn")
    return _with(state, replace(asking, turn=event.team, turn_at=event.at))


def _lock(state: State, event: e.AnswerLocked) -> State:
    asking = state.require_asking()
    _require_entrant(asking, event.team)
    single = state.phase is Phase.FLOOR
    if (asking.manner is Manner.FLOOR) is not single or (single and event.team != asking.floor):
        raise RefusedError("another team has the floor, or nobody has it")
    if asking.turns and event.team != asking.turn:
        raise RefusedError("it is not this team's turn")
    if event.team in asking.locked and (single or asking.turns):
        raise RefusedError("the team has answered")
    silent = not event.response and event.team not in asking.locked
    if not silent and _is_over(state, event):
        raise RefusedError("the team's time is up")
    lock = Locked(event.response, measure_thinking(state, event.at))
    return _with(state, replace(asking, locked={**asking.locked, event.team: lock}))


def _start_falsely(state: State, event: e.FalseStart) -> State:
    asking = state.require_asking()
    _require_entrant(asking, event.team)
    if asking.manner is not Manner.FLOOR or state.picker:
        raise RefusedError("there are no buzzers")
    if event.at < asking.lockouts.get(event.team, event.at):
        raise RefusedError("the team is locked out already")
    until = event.at + LOCK_OUT_SECONDS
    return _with(state, replace(asking, lockouts={**asking.lockouts, event.team: until}))


def _buzz(state: State, event: e.Buzzed) -> State:
    asking = state.require_asking()
    _require_entrant(asking, event.team)
    if asking.manner is not Manner.FLOOR or asking.solved or event.team not in asking.open_to:
        raise RefusedError("this team cannot buzz")
    if event.at < asking.lockouts.get(event.team, event.at):
        raise RefusedError("the team is locked out")
    if any(team == event.team for team, _ in asking.buzzes):
        raise RefusedError("the team has buzzed")
    if asking.buzzes and event.at > asking.buzzes[0][1] + TIE_SECONDS:
        raise RefusedError("another team was first")
    if _is_over(state, event):
        raise RefusedError("the team's time is up")
    asking = replace(asking, buzzes=(*asking.buzzes, (event.team, event.at)))
    return replace(state, asking=asking, phase=Phase.BUZZED)


def _give_floor(state: State, event: e.FloorGiven) -> State:
    asking = state.require_asking()
    pressed = [team for team, _ in asking.buzzes]
    if not event.order or sorted(event.order) != sorted(pressed):
        raise RefusedError("the lot is drawn among those who pressed")
    first, *others = event.order
    pressed_at = asking.buzzes[0][1]
    asking = replace(asking, floor=first, floor_at=pressed_at, queue=tuple(others), buzzes=())
    return replace(state, asking=asking, phase=Phase.FLOOR)


def _judge(state: State, event: e.AnswerJudged) -> State:
    asking = state.require_asking()
    if event.team != asking.floor:
        raise RefusedError("another team has the floor")
    judgement = Judgement(event.team, event.credit, event.points)
    asking = replace(asking, judged=(*asking.judged, judgement))
    state = state.add_points(event.team, event.points)
    if asking.queue and not event.credit:
        first, *others = asking.queue
        asking = replace(reopen(state, asking, event.at), floor=first, floor_at=event.at)
        return _with(state, replace(asking, queue=tuple(others)))
    asking = replace(reopen(state, asking, event.at), queue=())
    return replace(state, asking=asking, phase=Phase.ANSWERING)


def _reveal(state: State, event: e.Revealed) -> State:
    asking = state.require_asking()
    if asking.manner is Manner.FLOOR:
        if event.judgements:
            raise RefusedError("the answers were judged as they came")
        return _settle(state, asking.judged)
    teams = [judgement.team for judgement in event.judgements]
    if sorted(teams) != sorted(asking.entrants):
        raise RefusedError("every team that takes part is judged, and once")
    for judgement in event.judgements:
        state = state.add_points(judgement.team, judgement.points)
    return _settle(state, event.judgements)


def _skip(state: State, _event: e.QuestionSkipped) -> State:
    return call_off(state)


def _judge_again(state: State, event: e.HostJudged) -> State:
    past = state.history[-1] if state.history else None
    if past is None or past.skipped or event.team not in past.asking.entrants:
        raise RefusedError("there is no answer of this team to judge")
    before = [j for j in past.judgements if j.team == event.team]
    closest = past.asking.closest and event.credit > 0
    new = Judgement(event.team, event.credit, event.points, closest)
    others = [judgement for judgement in past.judgements if judgement not in before]
    state = _undo_points(state, before).add_points(event.team, event.points)
    change = event.points - sum(judgement.points for judgement in before)
    scores = {**past.scores, event.team: past.scores[event.team] + change}
    past = replace(past, judgements=(*others, new), scores=scores)
    return replace(state, history=(*state.history[:-1], past))


HANDLERS: dict[type[Event], Callable[[State, Any], State]] = {
    e.QuestionAsked: _ask,
    e.QuestionShown: _show,
    e.TurnTaken: _take_turn,
    e.AnswerLocked: _lock,
    e.FalseStart: _start_falsely,
    e.Buzzed: _buzz,
    e.FloorGiven: _give_floor,
    e.AnswerJudged: _judge,
    e.Revealed: _reveal,
    e.QuestionSkipped: _skip,
    e.HostJudged: _judge_again,
}


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
    **HANDLERS,
}


def _settle(state: State, judgements: tuple[Judgement, ...], *, skipped: bool = False) -> State:
    """Remember the question; on a board the next team picks."""
    past = Past(state.require_asking(), state.round, judgements, state.scores, skipped)
    picker = state.picker if skipped or state.sudden else _next_picker(state)
    return replace(state, history=(*state.history, past), phase=Phase.REVEALED, picker=picker)


def _next_picker(state: State) -> str:
    teams = [team.id for team in state.teams]
    return teams[(teams.index(state.picker) + 1) % len(teams)] if state.picker else ""


def call_off(state: State) -> State:
    """Return the state as if a question that still waits for its answer were skipped."""
    if state.phase not in ASKED:
        return state
    return _settle(_undo_points(state, state.require_asking().judged), (), skipped=True)


def _undo_points(state: State, judgements: Iterable[Judgement]) -> State:
    for judgement in judgements:
        state = state.add_points(judgement.team, -judgement.points)
    return state


def _is_over(state: State, event: e.AnswerLocked | e.Buzzed) -> bool:
    deadline = find_deadline(state, event.team)
    return deadline is not None and event.at > deadline


def _with(state: State, asking: Asking) -> State:
    return replace(state, asking=asking)


def _require_entrant(asking: Asking, team: str) -> None:
    if team not in asking.entrants:
        raise RefusedError("the team takes no part in this question")
