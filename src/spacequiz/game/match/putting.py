"""Putting a question: who may answer it, how, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.match.setup import Format
from spacequiz.game.match.standings import list_contenders
from spacequiz.game.match.state import CHOSEN_KINDS, Asking, Manner

if TYPE_CHECKING:
    from spacequiz.game.match.events import QuestionAsked
    from spacequiz.game.match.state import State

FULL_POINTS = 1000
"""What a right answer is worth, but on a board."""


def put_question(state: State, event: QuestionAsked) -> Asking:
    """Return the question with everything that is decided before it is answered."""
    by_rule = event.kind is Kind.NUMBER and state.setup.closest_wins and not state.is_wager
    closest = by_rule or bool(state.sudden)
    manner = _choose_manner(state, closest=closest)
    typed = event.kind not in CHOSEN_KINDS
    return Asking(
        address=event.address,
        kind=event.kind,
        position=state.position,
        manner=manner,
        closest=closest,
        turns=state.setup.turns and typed and manner is Manner.TOGETHER,
        value=_find_value(state),
        sudden=bool(state.sudden),
        entrants=_list_entrants(state, manner),
        reading=event.reading,
    )


def _find_value(state: State) -> int:
    if state.sudden:
        return 0
    if state.setup.board is None or state.cell is None:
        return FULL_POINTS
    return state.setup.board.values[state.cell[1]] if state.wager is None else state.wager


def _list_entrants(state: State, manner: Manner) -> tuple[str, ...]:
    if manner is Manner.ALONE:
        return (state.picker,)
    return list_contenders(state) if state.sudden else tuple(team.id for team in state.teams)


def _choose_manner(state: State, *, closest: bool) -> Manner:
    """Return who may answer the question that comes up."""
    if state.is_wager:
        return Manner.ALONE
    together = closest or state.sudden or state.setup.format is Format.ROUNDS
    return Manner.TOGETHER if together else Manner.FLOOR
