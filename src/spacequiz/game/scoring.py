"""The points of solo play and how they came about. Speed never counts."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Difficulty
from spacequiz.game.records import Aid, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

BASE_POINTS = {Difficulty.EASY: 100, Difficulty.MEDIUM: 150, Difficulty.HARD: 200}
AID_COST = {Aid.HINT: Fraction(1, 4), Aid.FIFTY_FIFTY: Fraction(1, 2), Aid.SEEN: Fraction(1)}
FIRST_BONUS_AT, FIRST_BONUS = 3, 50
SECOND_BONUS_AT, SECOND_BONUS = 5, 100
FURTHER_BONUS_EVERY, FURTHER_BONUS = 5, 150


class Award(NamedTuple):
    """Show how the points of one answer came about."""

    earned: int
    """The question's points times credit, less what the aids cost."""
    aid_cost: int
    """Points that the aids took."""
    streak: int
    """Right answers in a row, this one included."""
    bonus: int
    """Points for the streak."""

    @property
    def total(self) -> int:
        """Return all points of the answer."""
        return self.earned + self.bonus


def award_points(
    difficulty: Difficulty, credit: Fraction, aids: Collection[Aid], streak: int, *, pays: bool
) -> Award:
    """Return the points of an answer.

    Args:
        difficulty: Sets the points that a full answer is worth.
        credit: From 0 to 1.
        aids: The help taken; each costs its share of the points that the answer would bring.
        streak: Right answers in a row, this one included.
        pays: Whether the streak pays: only for a fully right answer, unless streaks are off.
    """
    full = BASE_POINTS[difficulty] * credit
    cost = min(sum((AID_COST[aid] for aid in set(aids)), Fraction(0)), Fraction(1))
    earned = _round_half_up(full * (1 - cost))
    return Award(
        earned=earned,
        aid_cost=_round_half_up(full) - earned,
        streak=streak,
        bonus=streak_bonus(streak) if pays else 0,
    )


def streak_bonus(streak: int) -> int:
    """Return the points paid on reaching this many right answers in a row."""
    if streak == FIRST_BONUS_AT:
        return FIRST_BONUS
    if streak == SECOND_BONUS_AT:
        return SECOND_BONUS
    if streak > SECOND_BONUS_AT and (streak - SECOND_BONUS_AT) % FURTHER_BONUS_EVERY == 0:
        return FURTHER_BONUS
    return 0


def extend_streak(streak: int, verdict: Verdict) -> int:
    """Return the streak after an answer: partly right answers neither add to it nor end it."""
    if verdict is Verdict.RIGHT:
        return streak + 1
    return streak if verdict is Verdict.PARTLY else 0


def _round_half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))
