"""The ledger of a game: its answers, what they count, and when misses have ended it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from spacequiz.game.ladder import climb
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.game.scoring import Award, award_points, extend_streak
from spacequiz.game.views import Tally

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacequiz.game.kinds import Difficulty
    from spacequiz.game.modes import Mode

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
