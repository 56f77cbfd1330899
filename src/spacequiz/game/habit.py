"""The habit: how many days in a row a player has played, with a little forgiveness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FREEZE_EVERY = 7
"""Days in a row that earn a freeze."""
MOST_FREEZES = 2
"""Freezes that can be held."""


@dataclass(frozen=True, slots=True)
class Habit:
    """Hold a player's day streak."""

    streak: int = 0
    """Days played in a row; a missed day that a freeze covered neither counts nor ends it."""
    best: int = 0
    freezes: int = 0
    """How many missed days would be forgiven now."""


def follow_habit(days: Iterable[date], today: date) -> Habit:
    """Return the day streak as it stands.

    Args:
        days: The days on which a game was finished; days after `today` do not count.
        today: On this day the player may still play, so it ends no streak.
    """
    played = sorted({day for day in days if day <= today})
    streak = best = freezes = 0
    before: date | None = None
    for day in [*played, today]:
        missed = (day - before).days - 1 if before else 0
        if missed > freezes:
            streak = freezes = 0
        elif missed > 0:
            freezes -= missed
        if day != before and day in played:
            streak += 1
            best = max(best, streak)
            freezes = min(MOST_FREEZES, freezes + (streak % FREEZE_EVERY == 0))
        before = day
    return Habit(streak, best, freezes)


def list_days(until: date, count: int) -> list[date]:
    """Return as many days up to and with `until`, the earliest first."""
    return [until - timedelta(days=back) for back in range(count - 1, -1, -1)]
