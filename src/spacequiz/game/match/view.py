"""The view of a quiz night: a frozen picture for faces to paint, without what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacequiz.game.match.awards import Awards
    from spacequiz.game.match.phases import Phase
    from spacequiz.game.match.results import TeamAnswer
    from spacequiz.game.match.setup import Format, Team
    from spacequiz.game.match.standings import Standing
    from spacequiz.game.match.state import Cell, Manner
    from spacequiz.game.views import Card, Reveal


@dataclass(frozen=True, slots=True)
class TeamView:
    """Show a team as the stage shows it."""

    team: Team
    score: int
    rank: int
    shared: bool
    joker: int | None
    """The round that it doubles, from 0; None while it holds its joker."""
    doubles: bool
    """Whether its joker counts in the running round."""
    plays: bool
    """Whether it takes part in the present question."""
    locked: bool
    """Whether it has locked in, or its answer was judged."""
    deadline: float | None
    """Until when it can answer or buzz; None where no clock runs for it now."""
    locked_out_until: float | None
    """When the lock-out after a false start ends."""


@dataclass(frozen=True, slots=True)
class RoundView:
    """Show where the evening is."""

    index: int
    """From 0; -1 before the first round."""
    count: int
    title: str
    asked: int
    """Questions asked in it, the present one included."""
    total: int


@dataclass(frozen=True, slots=True)
class BoardCell:
    """Show a cell of the board."""

    value: int
    used: bool


@dataclass(frozen=True, slots=True)
class BoardView:
    """Show the board. Where wagers hide is not in it."""

    titles: tuple[str, ...]
    columns: tuple[tuple[BoardCell, ...], ...]
    picked: Cell | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Show the question that is asked or revealed."""

    card: Card | None
    """None if the question is gone."""
    address: str
    manner: Manner
    closest: bool
    turns: bool
    value: int
    reading: float
    """Seconds to read, once it stands there in full, before the clock starts."""
    clock_at: float | None
    """When the clock starts, or started; None before it stands there in full."""
    turn: str
    """The team at the keyboard, if any."""
    floor: str
    """The team that may answer now, if any."""
    queue: tuple[str, ...]
    """Who is next should that answer be wrong."""
    buzzed: tuple[str, ...]
    """Who has pressed, while others may have pressed in the same instant."""
    reveal: Reveal | None
    """Of no answer at all: the right one, the explanation and the source; None before."""
    answers: tuple[TeamAnswer, ...]
    """What each team chose and what it brought; before the reveal only wrong answers given aloud."""
    skipped: bool


@dataclass(frozen=True, slots=True)
class MatchView:
    """Show an evening between two events."""

    format: Format
    phase: Phase
    paused: bool
    now: float
    """When the last event happened: while paused, clocks are measured against `stopped_at`."""
    stopped_at: float | None
    """When the pause began."""
    teams: tuple[TeamView, ...]
    """In the order of joining."""
    standings: tuple[Standing, ...]
    """The best first."""
    round: RoundView
    rounds_left: int
    questions_left: int
    """In the round, or in reserve during sudden death; on a board the cells not played."""
    question: QuestionView | None
    """Only while one is asked or revealed."""
    board: BoardView | None
    picker: str
    """The team that picks, or picks next."""
    wager: int | None
    """What is staked on the hidden wager that was found."""
    wager_limit: int | None
    """The most that can be staked; None but while a wager is asked for."""
    contenders: tuple[str, ...]
    """Who is still in sudden death; empty where there is none."""
    sudden_death_due: bool
    """Whether first place is shared, and could be parted."""
    awards: Awards | None
    """Once the evening has ended."""

    def team(self, name: str) -> TeamView:
        """Return the team with this id."""
        return next(team for team in self.teams if team.team.id == name)
