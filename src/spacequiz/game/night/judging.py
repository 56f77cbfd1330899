"""Judging: what the answers of an evening are worth, and how a question is put to the teams."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.night.clocks import find_limit
from spacequiz.game.night.results import list_contenders
from spacequiz.game.night.setup import NightFormat, PointsStyle
from spacequiz.game.night.state import Asking, Manner, TeamJudgement
from spacequiz.game.question import find_way, grade, judge_number_distance

if TYPE_CHECKING:
    from collections.abc import Container
    from decimal import Decimal

    from spacequiz.game.night.state import State
    from spacequiz.game.question import Question


JOKER_FACTOR = 2
SLOWEST_SHARE = Fraction(1, 2)
"""Where speed counts: the part of the points that thinking to the last second costs."""
UNHURRIED_SHARE = Fraction(1, 3)
"""Where speed counts: the part of the clock that costs nothing."""
LEVEL_BONUS = Fraction(1, 4)
"""What a team gains on top for each level that a question lies above its own."""

_LEVELS = list(Difficulty)


def judge_together(state: State, question: Question | None) -> tuple[TeamJudgement, ...]:
    """Return the judgement of every team that takes part.

    A question that is gone brings nothing; the host can judge by ear.
    """
    asking = state.require_asking()
    earned = {team: find_credit(state, question, team) for team in asking.entrants}
    if not asking.closest:
        return tuple(
            TeamJudgement(team, float(credit), find_points(state, question, team, credit))
            for team, credit in earned.items()
        )
    winners = find_closest(state, question)
    return tuple(
        TeamJudgement(
            team,
            float(credit),
            find_points(state, question, team, Fraction(team in winners)),
            closest=team in winners,
        )
        for team, credit in earned.items()
    )


def find_credit(state: State, question: Question | None, team: str) -> Fraction:
    """Return the credit of a team's locked answer, from 0 to 1."""
    lock = state.require_asking().locked.get(team)
    if question is None or lock is None or not lock.response:
        return Fraction(0)
    return grade(question, lock.response).credit


def find_points(state: State, question: Question | None, team: str, credit: Fraction) -> int:
    """Return the points, below 0 for a loss, that an answer of this credit brings a team."""
    asking, setup = state.require_asking(), state.setup
    if not credit:
        risky = asking.manner is Manner.ALONE or (
            asking.manner is Manner.FLOOR and setup.format is NightFormat.BOARD
        )
        return -asking.value if risky else 0
    points = asking.value * credit
    if asking.manner is Manner.ALONE:
        return round_half_up(points)
    if setup.points is PointsStyle.SPEED and _pays_speed(state):
        lock = asking.locked.get(team)
        limit = find_limit(state, team)
        points *= weigh_speed(lock.seconds if lock else 0.0, limit)
    if not asking.sudden and state.jokers.get(team) == state.round:
        points *= JOKER_FACTOR
    return round_half_up(points * (1 + LEVEL_BONUS * _count_levels_above(state, question, team)))


def weigh_speed(seconds: float, limit: float | None) -> Fraction:
    """Return the part of the points that an answer keeps, from ½ to 1; all where no clock runs."""
    if limit is None:
        return Fraction(1)
    whole = Fraction(limit)
    free = whole * UNHURRIED_SHARE
    late = min(max(Fraction(0), Fraction(seconds) - free) / (whole - free), Fraction(1))
    return 1 - SLOWEST_SHARE * late


def round_half_up(value: Fraction) -> int:
    """Return the nearest whole number, the higher one of two."""
    return floor(value + Fraction(1, 2))


def find_closest(
    state: State, question: Question | None, out: Container[str] = ()
) -> frozenset[str]:
    """Return who came closest to the number; equally close teams share it, each in full.

    Args:
        state: With the question asked.
        question: None if it is gone.
        out: Whose answers do not count.
    """
    asking = state.require_asking()
    distances: dict[str, Decimal] = {}
    for team in asking.entrants:
        lock = asking.locked.get(team) if team not in out else None
        distance = judge_number_distance(question, lock.response) if question and lock else None
        if distance is not None:
            distances[team] = distance
    nearest = min(distances.values(), default=None)
    return frozenset(team for team, distance in distances.items() if distance == nearest)


def _pays_speed(state: State) -> bool:
    asking = state.require_asking()
    return state.setup.format is NightFormat.ROUNDS and not asking.closest


def _count_levels_above(state: State, question: Question | None, team: str) -> int:
    own = state.team(team).difficulty
    if question is None or own is None:
        return 0
    return max(0, _LEVELS.index(question.difficulty) - _LEVELS.index(own))


FULL_POINTS = 1000
"""What a right answer is worth, but on a board."""


def put_question(state: State, address: str, kind: Kind, reading: float) -> Asking:
    """Return the question with everything that is decided before it is answered."""
    by_rule = kind is Kind.NUMBER and state.setup.closest_wins and not state.is_wager
    closest = by_rule or bool(state.sudden)
    manner = _choose_manner(state, closest=closest)
    typed = not find_way(kind).picks
    entrants = _list_entrants(state, manner)
    in_turns = state.setup.turns and typed and manner is Manner.TOGETHER
    return Asking(
        address=address,
        kind=kind,
        position=state.position,
        manner=manner,
        closest=closest,
        turns=frozenset(t for t in entrants if in_turns and not state.crews.get(t)),
        value=_find_value(state),
        sudden=bool(state.sudden),
        entrants=entrants,
        reading=reading,
        asked_at=state.now,
    )


def _find_value(state: State) -> int:
    if state.sudden:
        return 0
    if state.setup.board is None or state.cell is None:
        return FULL_POINTS
    return state.setup.board.values[state.cell[1]] if state.wager is None else state.wager


def _list_entrants(state: State, manner: Manner) -> tuple[str, ...]:
    if manner is Manner.ALONE:
        return (state.picker,)
    contenders = list_contenders(state) if state.sudden else state.playing
    return tuple(t for t in contenders if t not in state.retired) or contenders


def _choose_manner(state: State, *, closest: bool) -> Manner:
    """Return who may answer the question that comes up."""
    if state.is_wager:
        return Manner.ALONE
    together = closest or state.sudden or state.setup.format is NightFormat.ROUNDS
    return Manner.TOGETHER if together else Manner.FLOOR
