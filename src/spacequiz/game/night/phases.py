"""The phases of a quiz night, and which events each of them accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.night import events as e
from spacequiz.game.night.state import _RUNNING, _STARTED, ASKED, Phase

if TYPE_CHECKING:
    from spacequiz.game.night.events import Event


ACCEPTED: dict[type[Event], frozenset[Phase]] = {
    e.TeamAdded: frozenset(Phase) - {Phase.ENDED},
    e.TeamRenamed: frozenset(Phase),
    e.MatchStarted: frozenset({Phase.LOBBY}),
    e.JokerPlaced: frozenset({Phase.BETWEEN}),
    e.JokerTakenBack: frozenset({Phase.BETWEEN}),
    e.RoundStarted: frozenset({Phase.BETWEEN}),
    e.RoundEnded: frozenset({Phase.READY, Phase.PICKING, Phase.REVEALED}),
    e.SuddenDeathStarted: frozenset({Phase.BETWEEN}),
    e.MatchEnded: _RUNNING,
    e.CellPicked: frozenset({Phase.PICKING}),
    e.WagerPlaced: frozenset({Phase.WAGERING}),
    e.BoardShown: frozenset({Phase.REVEALED}),
    e.QuestionAsked: frozenset({Phase.READY, Phase.REVEALED}),
    e.QuestionShown: frozenset({Phase.READING}),
    e.TurnTaken: frozenset({Phase.ANSWERING}),
    e.AnswerLocked: frozenset({Phase.ANSWERING, Phase.FLOOR}),
    e.FalseStart: frozenset({Phase.READING}),
    e.Buzzed: frozenset({Phase.ANSWERING, Phase.BUZZED}),
    e.FloorGiven: frozenset({Phase.BUZZED}),
    e.AnswerJudged: frozenset({Phase.FLOOR}),
    e.Revealed: frozenset({Phase.ANSWERING}),
    e.QuestionSkipped: ASKED,
    e.HostJudged: _STARTED - ASKED - {Phase.WAGERING},
    e.ScoreChanged: _STARTED,
    e.Paused: _RUNNING,
    e.Resumed: _RUNNING,
    e.ClockRestarted: frozenset(Phase),
}
IN_PAUSE = (
    *(e.TeamAdded, e.TeamRenamed, e.ScoreChanged, e.HostJudged),
    *(e.QuestionSkipped, e.MatchEnded, e.Resumed, e.ClockRestarted),
)
"""What is accepted while the match is paused, where the phase accepts it."""


def is_accepted(phase: Phase, kind: type[Event], *, paused: bool) -> bool:
    """Return whether an event of this kind is accepted."""
    if kind in (e.Paused, e.Resumed) and paused is (kind is e.Paused):
        return False
    return phase in ACCEPTED.get(kind, ()) and (not paused or kind in IN_PAUSE)
