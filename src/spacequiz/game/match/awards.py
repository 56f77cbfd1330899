"""The awards at the end of an evening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacequiz.game.match.results import list_misses
from spacequiz.game.match.standings import list_leaders, rank_teams, rank_values

if TYPE_CHECKING:
    from spacequiz.game.match.state import Past, State

COMEBACK_AFTER = 0.25
"""The part of the evening's questions before which a place says little."""
LEAST_STREAK = 2


@dataclass(frozen=True, slots=True)
class Hardest:
    """Name the question that went worst."""

    address: str
    credit: float
    """The mean of all teams that answered, below 1."""
    teams: int


@dataclass(frozen=True, slots=True)
class Streak:
    """Name who was right most often in a row."""

    teams: tuple[str, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Comeback:
    """Name who gained the most places."""

    teams: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Awards:
    """Hold what the podium tells; None where nobody earned it."""

    winners: tuple[str, ...]
    """Several where first place stays shared."""
    hardest: Hardest | None
    streak: Streak | None
    comeback: Comeback | None
    misses: tuple[tuple[str, tuple[str, ...]], ...]
    """For each team the questions to review, by address."""


def give_awards(state: State) -> Awards:
    """Return the awards of an evening."""
    return Awards(
        winners=list_leaders(state),
        hardest=_find_hardest(state),
        streak=_find_streak(state),
        comeback=_find_comeback(state),
        misses=tuple(list_misses(state).items()),
    )


def _find_hardest(state: State) -> Hardest | None:
    """Return the question of the lowest mean credit; of equals what more teams tried, then first.

    One that nobody buzzed for counts as known by nobody.
    """
    pasts = [past for past in _list_counted(state) if _mean(past) < 1]
    if not pasts:
        return None
    hardest = min(pasts, key=lambda past: (_mean(past), -len(past.judgements)))
    return Hardest(hardest.asking.address, _mean(hardest), len(hardest.judgements))


def _mean(past: Past) -> float:
    shares = [judgement.credit for judgement in past.judgements]
    return sum(shares) / len(shares) if shares else 0.0


def _find_streak(state: State) -> Streak | None:
    """Return the longest run of questions, among those a team answered, that it had right."""
    best = {team.id: 0 for team in state.teams}
    running = dict(best)
    for past in _list_counted(state):
        for judgement in past.judgements:
            right = judgement.credit == 1 or judgement.closest
            running[judgement.team] = running[judgement.team] + 1 if right else 0
            best[judgement.team] = max(best[judgement.team], running[judgement.team])
    length = max(best.values(), default=0)
    if length < LEAST_STREAK:
        return None
    return Streak(tuple(team for team, n in best.items() if n == length), length)


def _find_comeback(state: State) -> Comeback | None:
    """Return the largest step from a team's worst place after a question to its last place."""
    counted = _list_counted(state)
    final = {standing.team: standing.rank for standing in rank_teams(state)}
    gains = dict.fromkeys(final, 0)
    for past in counted[int(len(counted) * COMEBACK_AFTER) :]:
        for team, rank in rank_values(past.scores).items():
            gains[team] = max(gains[team], rank - final[team])
    places = max(gains.values(), default=0)
    if places < 1:
        return None
    return Comeback(tuple(team for team, n in gains.items() if n == places), places)


def _list_counted(state: State) -> list[Past]:
    """Return the questions that counted; sudden death is told by itself."""
    return [past for past in state.history if not past.skipped and not past.asking.sudden]
