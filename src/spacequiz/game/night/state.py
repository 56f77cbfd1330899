"""The state of a quiz night between two events. It knows what is hidden; faces get a view."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from spacequiz.game.night.setup import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacequiz.game.kinds import Kind
    from spacequiz.game.kinds.body import Back
    from spacequiz.game.night.setup import NightSetup, RoundPlan, Seat, Team


class NightPhase(StrEnum):
    """Say what the evening waits for."""

    LOBBY = "lobby"
    BETWEEN = "between"
    """Standings show; jokers are placed; a round, sudden death or the end comes next."""
    READY = "ready"
    """A round has begun, or a cell was picked: a question comes next."""
    PICKING = "picking"
    WAGERING = "wagering"
    READING = "reading"
    """The question is not there in full yet: who buzzes is locked out."""
    ANSWERING = "answering"
    """Teams lock in, or may buzz."""
    BUZZED = "buzzed"
    """A team has buzzed; others may have pressed in the same instant."""
    FLOOR = "floor"
    """One team alone answers, aloud or by its keys."""
    REVEALED = "revealed"
    ENDED = "ended"


class RefusedError(ValueError):
    """An event cannot have happened as the match stands."""


class WrongPhaseError(RefusedError):
    """An event is not accepted in the phase of the match."""


ASKED = frozenset({NightPhase.READING, NightPhase.ANSWERING, NightPhase.BUZZED, NightPhase.FLOOR})
"""A question stands there and waits for its answer."""

Fact = TypeVar("Fact", "State", "Asking")

Cell = tuple[int, int]
"""Column and row on the board, from 0."""


class Manner(StrEnum):
    """Say who may answer a question."""

    TOGETHER = "together"
    """All teams lock in, hidden from one another."""
    FLOOR = "floor"
    """One at a time: the picking team or whoever buzzes first, and then the others."""
    ALONE = "alone"
    """The picking team only, for its wager."""


@dataclass(frozen=True, slots=True)
class Locked:
    """Hold the answer that a team has locked in."""

    response: tuple[str, ...]
    seconds: float
    """Of its clock that the team took."""


@dataclass(frozen=True)
class Asking:
    """Hold the question that is asked, and what has been done with it."""

    address: str
    kind: Kind
    position: int
    """How many questions were asked before it this evening."""
    manner: Manner
    closest: bool
    """Whether it goes to whoever comes closest."""
    turns: frozenset[str]
    """The teams that type one after the other."""
    value: int
    """What a right answer is worth: 1000, the cell's value or the wager; 0 in sudden death."""
    sudden: bool
    entrants: tuple[str, ...]
    """The teams that take part."""
    reading: float
    asked_at: float = 0.0
    """When it came up; moved on by as long as the clocks stood still."""
    clock_at: float = 0.0
    """When the clock starts; moved on by as long as it stood still."""
    locked: Mapping[str, Locked] = field(default_factory=dict)
    votes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was said at each seat."""
    turn: str = ""
    """The team at the keyboard."""
    turn_at: float = 0.0
    lockouts: Mapping[str, float] = field(default_factory=dict)
    """Until when a team that started falsely is locked out."""
    buzzes: tuple[tuple[str, float], ...] = ()
    """Who pressed in the same instant, and when."""
    floor: str = ""
    """The team that may answer now."""
    floor_at: float = 0.0
    queue: tuple[str, ...] = ()
    """Who is next should that answer be wrong."""
    judged: tuple[TeamJudgement, ...] = ()
    """The answers judged one by one."""
    prompted: Mapping[str, Back] = field(default_factory=dict)
    """What teams were asked back, once each."""

    @cached_property
    def open_to(self) -> tuple[str, ...]:
        """Return the teams that have not answered yet."""
        done = {judgement.team for judgement in self.judged} | set(self.locked)
        return tuple(team for team in self.entrants if team not in done)

    @property
    def solved(self) -> bool:
        """Return whether an answer judged by itself brought credit."""
        return any(judgement.credit for judgement in self.judged)


@dataclass(frozen=True, slots=True)
class Past:
    """Remember a question that was revealed."""

    asking: Asking
    round: int
    judgements: tuple[TeamJudgement, ...]
    """Empty where it was skipped."""
    scores: Mapping[str, int]
    """As they stood after it."""
    skipped: bool = False


@dataclass(frozen=True)
class State:
    """Hold all that the events so far have come to."""

    setup: NightSetup
    teams: tuple[Team, ...]
    scores: Mapping[str, int]
    seats: Mapping[str, Seat] = field(default_factory=dict)
    """By id, in the order of joining."""
    by_id: Mapping[str, Team] = field(default_factory=dict)
    """The teams again: every answer asks for one."""
    crews: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each team that has seats, those at which somebody is now."""
    extras: Mapping[str, float] = field(default_factory=dict)
    """The time of teams at whose seats somebody needs more: a team has one answer, and one time."""
    retired: frozenset[str] = frozenset()
    """The teams that play no more."""
    phase: NightPhase = NightPhase.LOBBY
    now: float = 0.0
    """When the last event happened."""
    paused_at: float | None = None
    round: int = -1
    """The index of the running round, or of the last one."""
    asked: int = 0
    """Questions asked in the round, or in sudden death."""
    position: int = 0
    """Questions asked this evening."""
    jokers: Mapping[str, int] = field(default_factory=dict)
    """The round that each team doubles."""
    picker: str = ""
    cell: Cell | None = None
    wager: int | None = None
    used: frozenset[Cell] = frozenset()
    sudden: tuple[str, ...] = ()
    """Those who tied for first place when sudden death began."""
    asking: Asking | None = None
    """The question that is asked or was asked last."""
    history: tuple[Past, ...] = ()

    @property
    def plan(self) -> RoundPlan | None:
        """Return the plan of the running round; None on a board and before the first."""
        return self.setup.rounds[self.round] if self.setup.rounds and self.round >= 0 else None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return what is asked in the running round in turn, or in sudden death."""
        if self.sudden:
            return self.setup.reserve
        return self.plan.addresses if self.plan else ()

    @property
    def next_address(self) -> str | None:
        """Return the question that comes next; None where none is left or a cell is to be picked."""
        if self.setup.board and not self.sudden:
            if self.cell is None or self.phase is not NightPhase.READY:
                return None
            column, row = self.cell
            return self.setup.board.categories[column].addresses[row]
        return self.addresses[self.asked] if self.asked < len(self.addresses) else None

    @property
    def is_wager(self) -> bool:
        """Return whether the cell picked last hides a wager."""
        board = self.setup.board
        return board is not None and not self.sudden and self.cell in board.wagers

    def team(self, name: str) -> Team:
        """Return the team with this id.

        Raises:
            RefusedError: There is none.
        """
        try:
            return self.by_id[name]
        except KeyError:
            raise RefusedError("there is no such team") from None

    def with_teams(self, teams: Iterable[Team]) -> State:
        """Return the state with these teams."""
        teams = tuple(teams)
        return replace(self, teams=teams, by_id={team.id: team for team in teams})

    @property
    def playing(self) -> tuple[str, ...]:
        """Return the teams that have not retired."""
        return tuple(team.id for team in self.teams if team.id not in self.retired)

    @cached_property
    def awaited(self) -> tuple[str, ...]:
        """Return the teams whose answer the question waits for.

        Nobody waits for a team that has retired, or whose seats are all left, unless all are.
        """
        asking = self.require_asking()
        playing = [team for team in asking.entrants if team not in self.retired]
        here = [team for team in playing if self.crews.get(team, True)] or playing
        judged = {judgement.team for judgement in asking.judged}
        return tuple(t for t in here if t not in judged and self._is_unsaid(asking, t))

    def _is_unsaid(self, asking: Asking, team: str) -> bool:
        """Return whether a team, or somebody of it who has a say, has not answered."""
        if team not in asking.locked:
            return True
        crew = () if self.setup.voice is Voice.CAPTAIN else self.crews.get(team, ())
        return any(seat not in asking.votes for seat in crew)

    def set_seats(self, seats: Mapping[str, Seat]) -> State:
        """Return the state with these seats."""
        crews: dict[str, tuple[str, ...]] = {}
        for seat in seats.values():
            crews[seat.team] = (*crews.get(seat.team, ()), *[seat.id] * seat.here)
        slow = [seat for seat in seats.values() if seat.here and seat.time_factor != 1]
        extras: dict[str, float] = {}
        for seat in slow:
            # No limit at all is more than any other.
            both = (seat.time_factor, extras.get(seat.team, 1.0))
            extras[seat.team] = max(both) if all(both) else 0.0
        return replace(self, seats=seats, crews=crews, extras=extras)

    def require_asking(self) -> Asking:
        """Return the question that is asked.

        Raises:
            RefusedError: There is none.
        """
        if self.asking is None:
            raise RefusedError("no question is asked")
        return self.asking

    def add_points(self, team: str, points: int) -> State:
        """Return the state with points given to a team, or taken for a number below 0."""
        return replace(self, scores={**self.scores, team: self.scores[team] + points})


def evolve(fact: Fact, **changes: object) -> Fact:
    """Return a state, or what is asked in it, with other values.

    Does what `replace` does in a tenth of the time: five hundred answers make thousands of states.
    """
    other = object.__new__(type(fact))
    kept = {name: fact.__dict__[name] for name in fact.__dataclass_fields__}
    other.__dict__.update(kept, **changes)
    return other


def begin(setup: NightSetup) -> State:
    """Return the state before any event."""
    state = State(setup, (), {team.id: 0 for team in setup.teams})
    return state.with_teams(setup.teams)


POINTS_LIMIT = 1_000_000
"""The most points that one event gives or takes."""


@dataclass(frozen=True, slots=True)
class TeamJudgement:
    """Say what a team's answer brought."""

    team: str
    credit: float
    """From 0 to 1, by the question's own measure."""
    points: int
    closest: bool = False
    """Nobody came closer to the number asked for."""

    def __post_init__(self) -> None:
        require_worth(self.credit, self.points)


def require_worth(credit: float, points: int) -> None:
    """Raise ValueError if a credit or points are out of bounds."""
    if not 0 <= credit <= 1 or abs(points) > POINTS_LIMIT:
        raise ValueError("a credit goes from 0 to 1, points to a million")
