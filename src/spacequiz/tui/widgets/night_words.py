"""The evening in words: what each event of the log says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.match import events as e

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.match.events import Event
    from spacequiz.game.match.match import Match

_PLAIN: dict[type[Event], str] = {
    e.MatchStarted: "The evening began",
    e.RoundStarted: "A round began",
    e.RoundEnded: "The round ended",
    e.SuddenDeathStarted: "Sudden death began",
    e.MatchEnded: "The evening ended",
    e.BoardShown: "Back to the board",
    e.QuestionShown: "The question stood there in full",
    e.QuestionSkipped: "The question was skipped",
    e.Paused: "Paused",
    e.Resumed: "Went on",
    e.ClockRestarted: "The clock was started anew",
}


def describe_event(event: Event, names: Mapping[str, str], match: Match) -> str:
    """Return an event in words; no answer is told that was not revealed."""
    if type(event) in _PLAIN:
        return _PLAIN[type(event)]
    match event:
        case e.QuestionAsked(address=address):
            question = match.questions.get(address)
            return f"Asked: {question.ask if question else address}"
        case e.Revealed(judgements=judgements):
            gained = [f"{names.get(j.team, '?')} {j.points:+,}" for j in judgements if j.points]
            return "Revealed: " + (", ".join(gained) or "no points")
        case e.ScoreChanged(team=team, delta=delta, reason=reason):
            return f"{names.get(team, '?')} {delta:+,} points: {reason}"
        case e.TeamAdded(team=added):
            return f"{added.name} joined"
        case e.TeamRenamed(name=name):
            return f"A team was renamed {name}"
        case e.FloorGiven(order=order):
            return f"{names.get(order[0], '?')} had the floor"
        case e.CellPicked(team=team, column=column, row=row):
            return f"{names.get(team, '?')} picked {_name_cell(match, column, row)}"
    return _describe_team_event(event, names)


def _describe_team_event(event: Event, names: Mapping[str, str]) -> str:
    team = names.get(str(getattr(event, "team", "")), "?")
    match event:
        case e.AnswerLocked(response=response):
            return f"{team} locked in" if response else f"{team} gave no answer"
        case e.AnswerJudged(credit=credit, points=points):
            return f"{team} was {'right' if credit else 'wrong'}, {points:+,}"
        case e.HostJudged(credit=credit, points=points):
            return f"The host judged {team} {'right' if credit else 'wrong'}, {points:+,}"
        case e.JokerPlaced():
            return f"{team} doubled the round"
        case e.JokerTakenBack():
            return f"{team} took the joker back"
        case e.WagerPlaced(amount=amount):
            return f"{team} staked {amount:,}"
        case e.TurnTaken():
            return f"{team} took the keyboard"
        case e.FalseStart():
            return f"{team} pressed too early"
        case e.Buzzed():
            return f"{team} pressed"
    return type(event).__name__


def _name_cell(match: Match, column: int, row: int) -> str:
    board = match.setup.board
    if board is None:
        return "a question"
    return f"{board.categories[column].title} for {board.values[row]:,}"


def describe_step(match: Match) -> str:
    """Return the last step that counts, in words."""
    names = name_teams(match)
    told = [event for event in match.events if not isinstance(event, e.AUTOMATIC)]
    return describe_event(told[-1], names, match) if told else ""


def name_teams(match: Match) -> dict[str, str]:
    """Return the names of all teams by their ids."""
    return {team.id: team.name for team in match.state.teams}
