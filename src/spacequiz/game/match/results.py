"""The results of a quiz night: what each team answered to each question, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacequiz.game.match.phases import Phase
from spacequiz.game.records import Verdict

if TYPE_CHECKING:
    from spacequiz.game.match.judgement import Judgement
    from spacequiz.game.match.state import Asking, Manner, State


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
    if state.phase is Phase.REVEALED:
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


def _list(asking: Asking, judgements: tuple[Judgement, ...]) -> tuple[TeamAnswer, ...]:
    return tuple(_describe(asking, judgement) for judgement in judgements)


def _describe(asking: Asking, judgement: Judgement) -> TeamAnswer:
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


def _find_verdict(judgement: Judgement, response: tuple[str, ...]) -> Verdict:
    if judgement.credit == 1 or judgement.closest:
        return Verdict.RIGHT
    if judgement.credit:
        return Verdict.PARTLY
    return Verdict.WRONG if response else Verdict.TIMED_OUT
