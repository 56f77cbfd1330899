"""The events of a quiz night: facts in the past tense, which alone make up its state.

Every event knows when it happened, in seconds on a clock that never runs backwards. Where chance
took part, what came of it stands in the event.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacequiz.game.kinds import Kind  # noqa: TC001  (the codec reads the annotation)
from spacequiz.game.night.setup import Team, require_name
from spacequiz.game.night.state import Judgement, require_worth

REASON_LIMIT = 80
"""Characters of the reason for a changed score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Tell that something happened."""

    at: float


# Who plays ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TeamAdded(Event):
    """A team joined, in the lobby or late; it plays from the next question on."""

    team: Team


@dataclass(frozen=True, slots=True)
class TeamRenamed(Event):
    """A team has another name."""

    team: str
    name: str

    def __post_init__(self) -> None:
        require_name(self.name)


# The evening's course -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatchStarted(Event):
    """The lobby was left."""


@dataclass(frozen=True, slots=True)
class JokerPlaced(Event):
    """A team doubles the round that comes next."""

    team: str


@dataclass(frozen=True, slots=True)
class JokerTakenBack(Event):
    """A team keeps its joker after all."""

    team: str


@dataclass(frozen=True, slots=True)
class RoundStarted(Event):
    """The next round began."""

    picker: str = ""
    """On a board, the team that picks first, drawn by lot."""


@dataclass(frozen=True, slots=True)
class RoundEnded(Event):
    """A round ended, perhaps early; the standings show."""


@dataclass(frozen=True, slots=True)
class SuddenDeathStarted(Event):
    """Those who tie for first place play on."""


@dataclass(frozen=True, slots=True)
class MatchEnded(Event):
    """The evening ended, perhaps early; the podium shows."""


# The board ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CellPicked(Event):
    """The picking team chose a cell."""

    team: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class WagerPlaced(Event):
    """The picking team said what it stakes on the hidden wager it found."""

    team: str
    amount: int


@dataclass(frozen=True, slots=True)
class BoardShown(Event):
    """The reveal was left for the board."""


# A question ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    """A question came up."""

    address: str
    kind: Kind
    reading: float
    """Seconds to read it, before the clock starts."""


@dataclass(frozen=True, slots=True)
class QuestionShown(Event):
    """The question stood there in full; time to read began."""


@dataclass(frozen=True, slots=True)
class TurnTaken(Event):
    """A team took the keyboard to type its answer; its clock started."""

    team: str


@dataclass(frozen=True, slots=True)
class AnswerLocked(Event):
    """A team gave its answer, or another one; an empty one says that it has none."""

    team: str
    response: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FalseStart(Event):
    """A team pressed its buzzer before the question stood there in full."""

    team: str


@dataclass(frozen=True, slots=True)
class Buzzed(Event):
    """A team pressed its buzzer."""

    team: str


@dataclass(frozen=True, slots=True)
class FloorGiven(Event):
    """A team may answer; the order of those who pressed at the same time was drawn by lot."""

    order: tuple[str, ...]
    """Who answers, then who is next should that answer be wrong."""


@dataclass(frozen=True, slots=True)
class AnswerJudged(Event):
    """The answer of the team that had the floor was judged."""

    team: str
    credit: float
    points: int

    def __post_init__(self) -> None:
        require_worth(self.credit, self.points)


@dataclass(frozen=True, slots=True)
class Revealed(Event):
    """The answer was shown, and what each team had chosen."""

    judgements: tuple[Judgement, ...] = ()
    """Of all teams; none where each answer was judged as it came."""


# The host -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionSkipped(Event):
    """The host called the question off: its answer shows, and it counts for nobody."""


@dataclass(frozen=True, slots=True)
class HostJudged(Event):
    """The host judged a team's last answer anew."""

    team: str
    credit: float
    points: int

    def __post_init__(self) -> None:
        require_worth(self.credit, self.points)


@dataclass(frozen=True, slots=True)
class ScoreChanged(Event):
    """The host gave or took points."""

    team: str
    delta: int
    reason: str

    def __post_init__(self) -> None:
        require_worth(0.0, self.delta)
        if len(self.reason) > REASON_LIMIT:
            raise ValueError("the reason is too long")


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """All clocks stopped."""


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """All clocks went on."""


@dataclass(frozen=True, slots=True)
class ClockRestarted(Event):
    """Time is counted anew: `at` is the same moment as the event before it.

    It stands wherever the game lay still: after a crash, on another day, after an undo.
    """


AUTOMATIC = (QuestionShown, FloorGiven, ClockRestarted)
"""Events that follow by themselves from the one before, and are taken back with it."""
