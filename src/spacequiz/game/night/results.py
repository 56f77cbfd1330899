"""The results of a quiz night: what each team answered and what it brought, standings and awards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.night.state import NightPhase
from spacequiz.game.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacequiz.game.night.state import Asking, Manner, Past, State, TeamJudgement


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """Show what a team answered."""

    team: str
    response: tuple[str, ...]
    """Empty where it gave no answer."""
    verdict: Verdict
    credit: float
    """From 0 to 1, by the question's own measure."""
    points: int
    """Below 0 for a loss."""
    seconds: float
    """Of its clock that it took."""
    closest: bool
    """Nobody came closer to the number asked for."""


@dataclass(frozen=True, slots=True)
class Result:
    """Hold a question of the evening and all answers to it, for lists and exports."""

    address: str
    round: int
    """From 0."""
    sudden: bool
    manner: Manner
    skipped: bool
    answers: tuple[TeamAnswer, ...]

    @property
    def missed_by(self) -> tuple[str, ...]:
        """Return the teams that should see it again, because they did not fully know it."""
        return tuple(answer.team for answer in self.answers if answer.credit < 1)


def list_results(state: State) -> tuple[Result, ...]:
    """Return every question that was revealed, first to last."""
    return tuple(
        Result(
            address=past.asking.address,
            round=past.round,
            sudden=past.asking.sudden,
            manner=past.asking.manner,
            skipped=past.skipped,
            answers=_list(past.asking, past.judgements),
        )
        for past in state.history
    )


def list_answers(state: State) -> tuple[TeamAnswer, ...]:
    """Return the answers that may be shown: all after the reveal, before it those judged aloud."""
    if state.phase is NightPhase.REVEALED:
        past = state.history[-1]
        return _list(past.asking, past.judgements)
    asking = state.require_asking()
    return _list(asking, asking.judged)


def list_misses(state: State) -> dict[str, tuple[str, ...]]:
    """Return, for each team, the questions it did not fully know, first to last, each once."""
    misses: dict[str, dict[str, None]] = {team.id: {} for team in state.teams}
    for result in list_results(state):
        for team in result.missed_by:
            misses[team][result.address] = None
    return {team: tuple(addresses) for team, addresses in misses.items()}


def _list(asking: Asking, judgements: tuple[TeamJudgement, ...]) -> tuple[TeamAnswer, ...]:
    return tuple(_describe(asking, judgement) for judgement in judgements)


def _describe(asking: Asking, judgement: TeamJudgement) -> TeamAnswer:
    lock = asking.locked.get(judgement.team)
    response = lock.response if lock else ()
    return TeamAnswer(
        team=judgement.team,
        response=response,
        verdict=_find_verdict(judgement, response),
        credit=judgement.credit,
        points=judgement.points,
        seconds=lock.seconds if lock else 0.0,
        closest=judgement.closest,
    )


def _find_verdict(judgement: TeamJudgement, response: tuple[str, ...]) -> Verdict:
    if judgement.credit == 1 or judgement.closest:
        return Verdict.RIGHT
    if judgement.credit:
        return Verdict.PARTLY
    return Verdict.WRONG if response else Verdict.TIMED_OUT


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


class TeamStanding(NamedTuple):
    """Place a team."""

    team: str
    score: int
    rank: int
    """From 1; equal teams share it, and the next rank is left out."""
    shared: bool


def rank_teams(state: State) -> tuple[TeamStanding, ...]:
    """Return all teams, the best first; sudden death parts those of equal score."""
    won = count_sudden_wins(state)
    worth = {team.id: (state.scores[team.id], won.get(team.id, 0)) for team in state.teams}
    ranks = rank_values(worth)
    holders = Counter(ranks.values())
    return tuple(
        TeamStanding(team, state.scores[team], rank, holders[rank] > 1)
        for team, rank in sorted(ranks.items(), key=lambda item: item[1])
    )


def rank_values(worth: Mapping[str, int] | Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Return each team's rank: one more than the number of teams that are better."""
    best_first = sorted(worth.values(), reverse=True)
    first = {value: rank for rank, value in reversed([*enumerate(best_first, 1)])}
    return {team: first[value] for team, value in worth.items()}


def count_moves(state: State) -> dict[str, int]:
    """Return how many places each team gained by the last question; below 0 where it lost some."""
    before = state.history[-2].scores if len(state.history) > 1 else {}
    then = rank_values({team.id: before.get(team.id, 0) for team in state.teams})
    now = rank_values(state.scores)
    return {team: then[team] - now[team] for team in now}


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
