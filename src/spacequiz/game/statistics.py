"""The statistics: what the record adds up to by day, category and question, and the days in a row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacequiz.game.kinds.body import Response


MATURE_DAYS = 21
"""From this stability on a question counts as mastered."""
KNOWN_DAYS = 3
"""From this stability on a question counts as known; before that, as being learned."""
HARDEST_AFTER = 1
"""Answers before a question can count as hard: the first miss is worth a look."""


class DayTotal(NamedTuple):
    """Sum up what a player did on one day of the player's own calendar."""

    day: str
    """As in 2026-03-01."""
    answers: int
    right: int
    credit: float
    seconds: float
    games: int
    """How many were finished."""


class CategoryTotal(NamedTuple):
    """Sum up a player's answers in one category and how firmly they are known."""

    name: str
    """Empty for answers from before categories were kept."""
    answers: int
    right: int
    credit: float
    known: int
    """How many of its questions the player has a memory of."""
    stability: float
    """Days, the mean of these memories."""
    mature: float
    """Which share of these memories is mature, from 0 to 1."""
    firm: float = 0.0
    """Which share of them counts as known or mastered, from 0 to 1."""


class HardQuestion(NamedTuple):
    """Sum up a player's answers to one question."""

    address: str
    """Under which it was answered last."""
    progress_key: str
    answers: int
    credit: float
    lapses: int


class Totals(NamedTuple):
    """Sum up all that a player did."""

    answers: int = 0
    right: int = 0
    credit: float = 0.0
    seconds: float = 0.0
    games: int = 0
    """How many were finished."""
    best_streak: int = 0
    days: int = 0
    """On how many days there was an answer."""


class Leader(NamedTuple):
    """Hold a player's best finished game of a mode."""

    rank: int
    """From 1; players with the same points share it."""
    player: str
    points: int
    """Without what the player called right."""
    game: int
    questions: int
    right: int
    finished: str
    """UTC, ISO 8601, to the second, ending in Z."""


class Flag(NamedTuple):
    """Hold a player's complaint about a question."""

    address: str
    player: str
    reason: str
    flagged: str
    """UTC, ISO 8601, to the second, ending in Z."""
    response: Response = ()
    """What the player answered last; empty where nothing was."""


class ImportReport(NamedTuple):
    """Say what an import brought."""

    players: tuple[str, ...]
    added: int
    """Games that were new here."""
    continued: int
    """Games open here that had gone on elsewhere, and are now as far as there."""
    present: int
    """Games that were here already, and left as they are."""
    nights: int = 0
    """Quiz nights that were new here, or had gone on elsewhere."""


FREEZE_EVERY = 7
"""Days in a row that earn a freeze."""
MOST_FREEZES = 2
"""Freezes that can be held."""


class Today(NamedTuple):
    """Say how far a player has come today."""

    answers: int
    goal: int
    """How many answers the player wants to give in a day; 0 for no such wish."""
    days: int
    """On how many days in a row a game was finished."""


class Habit(NamedTuple):
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
