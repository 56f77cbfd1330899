"""The log of a quiz night in words: all that happened, what was taken back included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.game.night import events as e
from spacequiz.game.night.journal import Did, Redid, Timeline, Undid
from spacequiz.language import say, say_number

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
            return say("a cell")
        category, points = self.board.categories[column].title, self.board.values[row]
        return say("{category} for {points}", category=category, points=points)

    def seat(self, seat: str) -> str:
        """Return the name of whoever sits there."""
        return self.seats.get(seat) or say("Somebody")


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
                lines.append((LogLine(at, say("The last step was taken back"), False), None))
            case Redid(at):
                lines.append((LogLine(at, say("What was taken back was done again"), False), None))
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


def _tell_judgements(event: e.Revealed, names: Names) -> str:
    if not event.judgements:
        return say("The answer was shown")
    points = ", ".join(f"{names.team(j.team)} {_sign(j.points)}" for j in event.judgements)
    return say("The answer was shown: {points}", points=points)


def _tell_judged(event: e.AnswerJudged, names: Names) -> str:
    said = {"team": names.team(event.team), "points": _sign(event.points)}
    match event.credit:
        case 0.0:
            return say("{team} was judged wrong: {points}", **said)
        case 1.0:
            return say("{team} was judged right: {points}", **said)
    return say("{team} was judged partly right: {points}", **said)


def _tell_judged_by_host(event: e.HostJudged, names: Names) -> str:
    said = {"team": names.team(event.team), "points": _sign(event.points)}
    match event.credit:
        case 0.0:
            return say("{team} was judged wrong by the host: {points}", **said)
        case 1.0:
            return say("{team} was judged right by the host: {points}", **said)
    return say("{team} was judged partly right by the host: {points}", **said)


def _tell_lot(event: e.FloorGiven, names: Names) -> str:
    first, *others = map(names.team, event.order or ("",))
    if not others:
        return say("{team} has the floor", team=first) if first else ""
    return say(
        "{team} has the floor; a lot put it before {others}", team=first, others=", ".join(others)
    )


def _tell_time(event: e.SeatTimed, names: Names) -> str:
    name, factor = names.seat(event.seat), event.time_factor
    if not factor:
        return say("{name} has no limit of time", name=name)
    return say("{name} has {factor} times the time", name=name, factor=f"{factor:g}")


def _tell_prompt(event: e.Prompted, names: Names) -> str:
    team = names.team(event.team)
    if event.near:
        return say("{team} may type once more", team=team)
    return say("{team} was asked to say more", team=team)


def _tell_lock(event: e.AnswerLocked, names: Names) -> str:
    team = names.team(event.team)
    if event.response:
        return say("{team} locked in", team=team)
    return say("{team} gave no answer", team=team)


def _tell_score(event: e.ScoreChanged, names: Names) -> str:
    team, reason = names.team(event.team), event.reason
    if event.delta < 0:
        points = say_number(-event.delta)
        if reason:
            return say(
                "The host took {points} from {team}: {reason}",
                points=points,
                team=team,
                reason=reason,
            )
        return say("The host took {points} from {team}", points=points, team=team)
    points = _sign(event.delta)
    if reason:
        return say(
            "The host gave {team} {points}: {reason}", team=team, points=points, reason=reason
        )
    return say("The host gave {team} {points}", team=team, points=points)


_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    e.TeamAdded: lambda event, _: say("{team} joined", team=event.team.name),
    e.TeamRenamed: lambda event, names: say(
        "{team} is now {name}", team=names.team(event.team), name=event.name
    ),
    e.TeamRetired: lambda event, names: say("{team} plays no more", team=names.team(event.team)),
    e.TeamReturned: lambda event, names: say("{team} plays again", team=names.team(event.team)),
    e.SeatTaken: lambda event, names: say(
        "{name} answers for {team}", name=event.name, team=names.team(event.team)
    ),
    e.SeatLeft: lambda event, names: say("{name} is away", name=names.seat(event.seat)),
    e.SeatBack: lambda event, names: say("{name} is back", name=names.seat(event.seat)),
    e.SeatTimed: _tell_time,
    e.MatchStarted: lambda *_: say("The evening started"),
    e.JokerPlaced: lambda event, names: say(
        "{team} plays its joker on the next round", team=names.team(event.team)
    ),
    e.JokerTakenBack: lambda event, names: say(
        "{team} keeps its joker", team=names.team(event.team)
    ),
    e.RoundStarted: lambda *_: say("A round started"),
    e.RoundEnded: lambda *_: say("The round ended"),
    e.SuddenDeathStarted: lambda *_: say("First place is shared: sudden death started"),
    e.MatchEnded: lambda *_: say("The evening ended"),
    e.CellPicked: lambda event, names: say(
        "{team} picked {cell}",
        team=names.team(event.team),
        cell=names.cell(event.column, event.row),
    ),
    e.WagerPlaced: lambda event, names: say(
        "{team} staked {points}", team=names.team(event.team), points=event.amount
    ),
    e.BoardShown: lambda *_: say("Back to the board"),
    e.QuestionAsked: lambda *_: say("A question was asked"),
    e.TurnTaken: lambda event, names: say("{team} took the keyboard", team=names.team(event.team)),
    e.Prompted: _tell_prompt,
    e.AnswerLocked: _tell_lock,
    e.FalseStart: lambda event, names: say(
        "{team} pressed too early and is locked out", team=names.team(event.team)
    ),
    e.Buzzed: lambda event, names: say("{team} buzzed", team=names.team(event.team)),
    e.FloorGiven: _tell_lot,
    e.AnswerJudged: _tell_judged,
    e.Revealed: _tell_judgements,
    e.QuestionSkipped: lambda *_: say("The host skipped the question"),
    e.HostJudged: _tell_judged_by_host,
    e.ScoreChanged: _tell_score,
    e.Paused: lambda *_: say("Paused"),
    e.Resumed: lambda *_: say("Went on"),
}
