"""The codec of events: what happened as JSON has it, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacequiz.game.match import events as e
from spacequiz.game.match.codec import decode, encode

if TYPE_CHECKING:
    from spacequiz.game.match.events import Event


def _name(kind: type[Event]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


_KINDS: tuple[type[Event], ...] = (
    *(e.TeamAdded, e.TeamRenamed, e.MatchStarted, e.JokerPlaced, e.JokerTakenBack, e.RoundStarted),
    *(e.RoundEnded, e.SuddenDeathStarted, e.MatchEnded, e.CellPicked, e.WagerPlaced, e.BoardShown),
    *(
        e.QuestionAsked,
        e.QuestionShown,
        e.TurnTaken,
        e.AnswerLocked,
        e.FalseStart,
        e.Buzzed,
        e.FloorGiven,
    ),
    *(
        e.AnswerJudged,
        e.Revealed,
        e.QuestionSkipped,
        e.HostJudged,
        e.ScoreChanged,
        e.Paused,
        e.Resumed,
    ),
    e.ClockRestarted,
)
EVENTS = {_name(kind): kind for kind in _KINDS}
"""Every kind of event, by the name it has in a journal."""


def encode_event(event: Event) -> dict[str, Any]:
    """Return an event as JSON has it, with its name under `event`."""
    return {"event": _name(type(event)), **encode(event)}


def decode_event(value: object) -> Event:
    """Return the event.

    Raises:
        ValueError: It is unknown or damaged.
    """
    if not isinstance(value, dict):
        raise ValueError("an event is an object")
    kind = EVENTS.get(str(value.get("event")))
    if kind is None:
        raise ValueError("an event is unknown")
    return decode(kind, {key: given for key, given in value.items() if key != "event"})
