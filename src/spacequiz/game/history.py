"""The history: what the record adds up to, by day, category, question and player."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacequiz.game.records import Response

MATURE_DAYS = 21
"""From this stability on a question counts as mastered."""
HARDEST_AFTER = 2
"""Answers before a question can count as hard."""


@dataclass(frozen=True, slots=True)
class DayTotal:
    """Sum up what a player did on one day of the player's own calendar."""

    day: str
    """As in 2026-03-01."""
    answers: int
    right: int
    credit: float
    seconds: float
    games: int
    """How many were finished."""


@dataclass(frozen=True, slots=True)
class CategoryTotal:
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


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """Sum up a player's answers to one question."""

    address: str
    """Under which it was answered last."""
    progress_key: str
    answers: int
    credit: float
    lapses: int


@dataclass(frozen=True, slots=True)
class Totals:
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


@dataclass(frozen=True, slots=True)
class Leader:
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


@dataclass(frozen=True, slots=True)
class Flag:
    """Hold a player's complaint about a question."""

    address: str
    player: str
    reason: str
    flagged: str
    """UTC, ISO 8601, to the second, ending in Z."""
    response: Response = ()
    """What the player answered last; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class ImportReport:
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
