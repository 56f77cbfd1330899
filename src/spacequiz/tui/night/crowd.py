"""The crowd: what the stage shows of more teams than it has room for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacequiz.game.night.state import ASKED
from spacequiz.language import say, say_count
from spacequiz.tui.night.keys import has_room

if TYPE_CHECKING:
    from spacequiz.game.night.state import State
    from spacequiz.game.night.view import MatchView

SHOWN = 10
"""How many teams the stage shows by name; of the others how many there are."""


def thin(view: MatchView) -> MatchView:
    """Return the view with the best teams and those that act just now."""
    if len(view.teams) <= SHOWN:
        return view
    kept = {standing.team for standing in view.standings[:SHOWN]} | {view.picker}
    question = view.question
    if question is not None:
        kept |= {question.turn, question.floor, *question.queue, *question.buzzed}
        answers = tuple(answer for answer in question.answers if answer.team in kept)
        question = replace(question, answers=answers)
    return replace(
        view,
        teams=tuple(team for team in view.teams if team.team.id in kept),
        standings=tuple(s for s in view.standings if s.team in kept),
        contenders=tuple(team for team in view.contenders if team in kept),
        question=question,
    )


def describe_others(view: MatchView, dot: str) -> str:
    """Return how many teams are not shown, and how many of all have answered; empty for few."""
    more = len(view.teams) - len(thin(view).teams)
    if not more:
        return ""
    playing = [team for team in view.teams if team.plays]
    locked = sum(team.locked for team in playing)
    said = say_count(more, "and {count} more", "and {count} more")
    if view.phase not in ASKED:
        return said
    answered = say("{locked} of {playing} have answered", locked=locked, playing=len(playing))
    return f"{said} {dot} {answered}"


def list_at_keyboard(state: State, need: int, *, phones: bool) -> tuple[str, ...]:
    """Return the teams that play by keys.

    Args:
        state: The evening.
        need: How many keys each has to have.
        phones: Whether phones are let in: else whoever came by phone plays by keys, too.
    """
    began = {team.id for team in state.setup.teams}
    seated = {seat.team for seat in state.seats.values()} - began if phones else set[str]()
    names = tuple(team for team in state.playing if team not in seated)
    room = next(n for n in range(len(names), -1, -1) if n <= 1 or has_room(n, need))
    return names[:room]
