"""The part of the fold that is about one question, from its coming up to the host's last word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spacequiz.game.match import events as e
from spacequiz.game.match.clocks import (
    LOCK_OUT_SECONDS,
    TIE_SECONDS,
    find_deadline,
    measure_thinking,
    reopen,
)
from spacequiz.game.match.judgement import Judgement
from spacequiz.game.match.phases import ASKED, Phase, RefusedError
from spacequiz.game.match.putting import put_question
from spacequiz.game.match.state import (
    Asking,
    Locked,
    Manner,
    Past,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacequiz.game.match.events import Event


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


def _settle(state: State, judgements: tuple[Judgement, ...], *, skipped: bool = False) -> State:
    """Remember the question; on a board the next team picks."""
    past = Past(state.require_asking(), state.round, judgements, state.scores, skipped)
    picker = state.picker if skipped or state.sudden else _next_picker(state)
    return replace(state, history=(*state.history, past), phase=Phase.REVEALED, picker=picker)


def _next_picker(state: State) -> str:
    teams = [team.id for team in state.teams]
    return teams[(teams.index(state.picker) + 1) % len(teams)] if state.picker else ""


def _skip(state: State, _event: e.QuestionSkipped) -> State:
    return call_off(state)


def call_off(state: State) -> State:
    """Return the state as if a question that still waits for its answer were skipped."""
    if state.phase not in ASKED:
        return state
    return _settle(_undo_points(state, state.require_asking().judged), (), skipped=True)


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
