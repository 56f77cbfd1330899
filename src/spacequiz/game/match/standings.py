"""Standings: ranks, shared where scores are equal, and who plays on for first place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.match.state import State


@dataclass(frozen=True, slots=True)
class Standing:
    """Place a team."""

    team: str
    score: int
    rank: int
    """From 1; equal teams share it, and the next rank is left out."""
    shared: bool


def rank_teams(state: State) -> tuple[Standing, ...]:
    """Return all teams, the best first; sudden death parts those of equal score."""
    won = count_sudden_wins(state)
    worth = {team.id: (state.scores[team.id], won.get(team.id, 0)) for team in state.teams}
    ranks = rank_values(worth)
    shared = list(ranks.values())
    return tuple(
        Standing(team, state.scores[team], rank, shared.count(rank) > 1)
        for team, rank in sorted(ranks.items(), key=lambda item: item[1])
    )


def rank_values(worth: Mapping[str, int] | Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Return each team's rank: one more than the number of teams that are better."""
    values = list(worth.values())
    return {
        team: 1 + sum(other > value for other in values)  # type: ignore[operator]
        for team, value in worth.items()
    }


def list_leaders(state: State) -> tuple[str, ...]:
    """Return who is first, in the order of the teams."""
    first = {standing.team for standing in rank_teams(state) if standing.rank == 1}
    return tuple(team.id for team in state.teams if team.id in first)


def list_contenders(state: State) -> tuple[str, ...]:
    """Return who is still in sudden death: of each question, those who came closest."""
    contenders = state.sudden
    for past in state.history:
        if past.asking.sudden:
            closest = {judgement.team for judgement in past.judgements if judgement.closest}
            contenders = tuple(team for team in contenders if team in closest) or contenders
    return contenders


def count_sudden_wins(state: State) -> dict[str, int]:
    """Return how many questions of sudden death each team came closest in."""
    won: dict[str, int] = {}
    for past in state.history:
        if past.asking.sudden:
            for judgement in past.judgements:
                won[judgement.team] = won.get(judgement.team, 0) + judgement.closest
    return won


def is_sudden_death_due(state: State) -> bool:
    """Return whether first place is shared, and a question in reserve can part it."""
    return not state.sudden and bool(state.setup.reserve) and len(list_leaders(state)) > 1
