"""The points of solo play, the ladder's rungs, and how they add up in a game. Speed never counts."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.kinds import Difficulty
from spacequiz.game.records import Aid, Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacequiz.game.modes import Mode


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
    cost = min(sum((AID_COST.get(aid, Fraction(0)) for aid in set(aids)), Fraction(0)), Fraction(1))
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


def prize_at(mode: Mode, rung: int) -> int:
    """Return what a player owns after `rung` right answers."""
    return mode.prizes[min(rung, len(mode.prizes)) - 1] if rung else 0


def safe_rung(mode: Mode, rung: int) -> int:
    """Return the rung that a miss leads back to."""
    return max((safe for safe in mode.safe if safe <= rung), default=0)


def climb(mode: Mode, rung: int, *, right: bool) -> int:
    """Return the points that an answer on the way from `rung` brings, below 0 for a fall."""
    owned = prize_at(mode, rung)
    return (prize_at(mode, rung + 1) if right else prize_at(mode, safe_rung(mode, rung))) - owned


_MISSES = (Verdict.WRONG, Verdict.SKIPPED, Verdict.TIMED_OUT)


class Ledger:
    """Count answers under the rules of a mode.

    Args:
        mode: What brings points, and what a miss costs.
        streaks: Whether answers right in a row bring extra points.
    """

    def __init__(self, mode: Mode, *, streaks: bool) -> None:
        self.answers: list[Answer] = []
        self.tally = Tally()
        self._mode = mode
        self._streaks = streaks and mode.streaks

    @property
    def lives(self) -> int | None:
        """Return how many misses are left; None where misses cost no life."""
        if not self._mode.lives:
            return None
        misses = sum(answer.verdict in _MISSES for answer in self.answers)
        return max(0, self._mode.lives - misses)

    @property
    def is_lost(self) -> bool:
        """Return whether misses have ended the game."""
        fallen = bool(self._mode.prizes) and self.tally.right < self.tally.answered
        return self.lives == 0 or fallen

    @property
    def seconds(self) -> float:
        """Return the thinking time of all answers."""
        return sum(answer.seconds for answer in self.answers)

    def count(self, answer: Answer) -> None:
        """Add an answer."""
        tally = self.tally
        streak = self._extend(answer.verdict)
        self.answers.append(answer)
        self.tally = Tally(
            points=tally.points + answer.points,
            streak=streak,
            best_streak=max(tally.best_streak, streak),
            right=tally.right + (answer.verdict is Verdict.RIGHT),
            partly=tally.partly + (answer.verdict is Verdict.PARTLY),
            answered=tally.answered + 1,
            credit=tally.credit + answer.credit,
            passed=tally.passed + self._mode.passes(answer.verdict),
        )

    def reckon(
        self, difficulty: Difficulty, verdict: Verdict, credit: Fraction, aids: Collection[Aid]
    ) -> Award | None:
        """Return what the next answer brings; None where nothing is scored."""
        if not self._mode.scored:
            return None
        streak, right = self._extend(verdict), verdict is Verdict.RIGHT
        if self._mode.prizes:
            points = climb(self._mode, self.tally.right, right=right)
            return Award(earned=points, aid_cost=0, streak=streak, bonus=0)
        pays = right and self._streaks and Aid.SEEN not in aids
        return award_points(difficulty, credit, aids, streak, pays=pays)

    def explain(self, difficulty: Difficulty, answer: Answer) -> Award | None:
        """Explain the recorded points of the next answer.

        They stand even where the rules have changed since.
        """
        credit = Fraction(answer.credit).limit_denominator(1000)
        award = self.reckon(difficulty, answer.verdict, credit, answer.aids)
        return award and award._replace(earned=answer.points - award.bonus)

    def _extend(self, verdict: Verdict) -> int:
        streak = self.tally.streak
        return streak if self._mode.passes(verdict) else extend_streak(streak, verdict)


class Tally(NamedTuple):
    """Count what a game has brought so far."""

    points: int = 0
    streak: int = 0
    best_streak: int = 0
    right: int = 0
    partly: int = 0
    answered: int = 0
    credit: float = 0.0
    passed: int = 0
    """How many were skipped where that is free; it says nothing about what the player knows."""

    @property
    def judged(self) -> int:
        """Return how many answers accuracy is taken over."""
        return self.answered - self.passed
