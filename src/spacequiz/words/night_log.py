"""The log of a quiz night in words: all that happened, what was taken back included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.game.night import events as e
from spacequiz.game.night.journal import Did, Redid, Timeline, Undid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacequiz.game.night.events import Event
    from spacequiz.game.night.journal import Entry, Step
    from spacequiz.game.night.match import Match
    from spacequiz.game.night.setup import Board, NightSetup, Seat, Team


@dataclass(frozen=True, slots=True)
class LogLine:
    """Tell one thing that happened."""

    at: float
    """On the clock of that run; it starts anew after a crash or on another day."""
    text: str
    taken_back: bool
    """Whether it counts no more."""
    address: str = ""
    """The question that it is about, if one came up."""


class Names(NamedTuple):
    """Know what teams and cells are called."""

    teams: dict[str, str]
    board: Board | None
    seats: dict[str, str]

    def team(self, team: str) -> str:
        """Return the name of a team."""
        return self.teams.get(team, team)

    def cell(self, column: int, row: int) -> str:
        """Return category and value of a cell of the board."""
        if self.board is None:
            return "a cell"
        return f"{self.board.categories[column].title} for {self.board.values[row]}"


def write_log(setup: NightSetup, journal: Iterable[Entry]) -> tuple[LogLine, ...]:
    """Return the log, first to last. No line tells an answer before its reveal."""
    names = _name(setup, setup.teams)
    timeline = Timeline()
    lines: list[tuple[LogLine, Step | None]] = []
    for entry in journal:
        match entry:
            case Did(events):
                for event in events:
                    text = describe(event, names)
                    _learn(event, names)
                    if text:
                        address = event.address if isinstance(event, e.QuestionAsked) else ""
                        lines.append((LogLine(event.at, text, False, address), events))
            case Undid(at):
                lines.append((LogLine(at, "The last step was taken back", False), None))
            case Redid(at):
                lines.append((LogLine(at, "What was taken back was done again", False), None))
        timeline = timeline.add(entry)
    alive = {id(step) for step in timeline.steps}
    return tuple(
        replace(line, taken_back=step is not None and id(step) not in alive) for line, step in lines
    )


def describe_last(match: Match) -> str:
    """Return the last event that counts in words; empty where there is none."""
    names = _name(match.setup, match.state.teams, match.state.seats.values())
    told = (describe(event, names) for event in reversed(match.events))
    return next(filter(None, told), "")


def describe(event: Event, names: Names) -> str:
    """Return an event in words; empty for one that goes without saying."""
    write = _WORDS.get(type(event))
    return write(event, names) if write else ""


def _name(setup: NightSetup, teams: Iterable[Team], seats: Iterable[Seat] = ()) -> Names:
    named = {seat.id: seat.name for seat in seats}
    return Names({team.id: team.name for team in teams}, setup.board, named)


def _learn(event: Event, names: Names) -> None:
    if isinstance(event, e.TeamAdded):
        names.teams[event.team.id] = event.team.name
    elif isinstance(event, e.TeamRenamed):
        names.teams[event.team] = event.name
    elif isinstance(event, e.SeatTaken):
        names.seats[event.seat] = event.name


def _sign(points: int) -> str:
    return f"{points:+,}" if points else "0"


def _tell(words: str) -> Callable[[Any, Names], str]:
    """Return a writer of these words, with the team's name in front if the event has a team."""

    def write(event: Any, names: Names) -> str:
        team = getattr(event, "team", None)
        return f"{names.team(team)} {words}" if isinstance(team, str) else words

    return write


def _tell_judgements(event: e.Revealed, names: Names) -> str:
    brought = [f"{names.team(j.team)} {_sign(j.points)}" for j in event.judgements]
    return "The answer was shown" + (f": {', '.join(brought)}" if brought else "")


def _tell_judged(event: e.AnswerJudged | e.HostJudged, names: Names) -> str:
    verdict = {0.0: "wrong", 1.0: "right"}.get(event.credit, "partly right")
    who = " by the host" if isinstance(event, e.HostJudged) else ""
    return f"{names.team(event.team)} was judged {verdict}{who}: {_sign(event.points)}"


def _tell_lot(event: e.FloorGiven, names: Names) -> str:
    order = [names.team(team) for team in event.order]
    lot = f"; a lot put it before {', '.join(order[1:])}" if order[1:] else ""
    return f"{order[0]} has the floor{lot}" if order else ""


def _tell_time(event: e.SeatTimed, names: Names) -> str:
    time = f"{event.time_factor:g} times the" if event.time_factor else "no limit of"
    return f"{names.seats.get(event.seat, 'Somebody')} has {time} time"


_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    e.TeamAdded: lambda event, _: f"{event.team.name} joined",
    e.TeamRenamed: lambda event, names: f"{names.team(event.team)} is now {event.name}",
    e.TeamRetired: _tell("plays no more"),
    e.TeamReturned: _tell("plays again"),
    e.SeatTaken: lambda event, names: f"{event.name} answers for {names.team(event.team)}",
    e.SeatLeft: lambda event, names: f"{names.seats.get(event.seat, 'Somebody')} is away",
    e.SeatBack: lambda event, names: f"{names.seats.get(event.seat, 'Somebody')} is back",
    e.SeatTimed: _tell_time,
    e.MatchStarted: _tell("The evening started"),
    e.JokerPlaced: _tell("plays its joker on the next round"),
    e.JokerTakenBack: _tell("keeps its joker"),
    e.RoundStarted: _tell("A round started"),
    e.RoundEnded: _tell("The round ended"),
    e.SuddenDeathStarted: _tell("First place is shared: sudden death started"),
    e.MatchEnded: _tell("The evening ended"),
    e.CellPicked: lambda event, names: (
        f"{names.team(event.team)} picked {names.cell(event.column, event.row)}"
    ),
    e.WagerPlaced: lambda event, names: f"{names.team(event.team)} staked {event.amount}",
    e.BoardShown: _tell("Back to the board"),
    e.QuestionAsked: _tell("A question was asked"),
    e.TurnTaken: _tell("took the keyboard"),
    e.Prompted: lambda event, names: (
        f"{names.team(event.team)} {'may type once more' if event.near else 'was asked to say more'}"
    ),
    e.AnswerLocked: lambda event, names: (
        f"{names.team(event.team)} {'locked in' if event.response else 'gave no answer'}"
    ),
    e.FalseStart: _tell("pressed too early and is locked out"),
    e.Buzzed: _tell("buzzed"),
    e.FloorGiven: _tell_lot,
    e.AnswerJudged: _tell_judged,
    e.Revealed: _tell_judgements,
    e.QuestionSkipped: _tell("The host skipped the question"),
    e.HostJudged: _tell_judged,
    e.ScoreChanged: lambda event, names: (
        (
            f"The host took {-event.delta:,} from {names.team(event.team)}"
            if event.delta < 0
            else f"The host gave {names.team(event.team)} {_sign(event.delta)}"
        )
        + (f": {event.reason}" if event.reason else "")
    ),
    e.Paused: _tell("Paused"),
    e.Resumed: _tell("Went on"),
}
