"""The memory: when a question should come back, by the FSRS algorithm, version 6.

Source of the algorithm: the open spaced repetition scheduler, through the `fsrs` package.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.records import FREE_AIDS, Aid

if TYPE_CHECKING:
    from datetime import datetime

    from fsrs import Card, Scheduler

    from spacequiz.game.records import Answer

RETENTION = 0.90
"""How likely an answer should still be known on the day it comes back."""
MAXIMUM_INTERVAL = 365
"""Days."""
NEW_PER_DAY = 10
MOST_PER_SESSION = 50
LEECH_AFTER = 5
"""Lapses after which a review shows the explanation before it asks."""


class Rating(IntEnum):
    """Say how well an answer was known, in FSRS's own numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Due(NamedTuple):
    """Say what a review would bring now."""

    due: int
    new: int


class Memory(NamedTuple):
    """Hold what a player's memory of one question is thought to be."""

    stability: float
    """Days until the chance of knowing the answer has fallen to 90 %."""
    difficulty: float
    """From 1 to 10."""
    due: datetime
    reviewed: datetime
    """When it was last answered."""
    answers: int = 1
    lapses: int = 0
    """How often it was known and then missed."""

    @property
    def is_leech(self) -> bool:
        """Return whether the question keeps being missed."""
        return self.lapses >= LEECH_AFTER


def rate(answer: Answer) -> Rating:
    """Return how well an answer was known.

    Wrong, skipped, out of time, partly right, and what the player wants again, mean again; help
    taken, a guess or a typing mistake forgiven mean hard; what is marked sure is easy.
    """
    if not answer.known:
        return Rating.AGAIN
    if answer.aids - FREE_AIDS or Aid.GUESSED in answer.aids or answer.typo:
        return Rating.HARD
    return Rating.EASY if answer.sure else Rating.GOOD


def review(
    memory: Memory | None,
    rating: Rating,
    now: datetime,
    *,
    fuzz: bool = False,
    retention: float = RETENTION,
) -> Memory:
    """Return the memory after an answer.

    Args:
        memory: What it was before; None for a question never answered.
        rating: How well the answer was known.
        now: When, in UTC. A clock that was set back counts as no time passed.
        fuzz: Whether to spread due days a little by chance.
        retention: How likely the answer should still be known on the day it comes back.
    """
    from fsrs import Rating as FsrsRating

    now = max(now, memory.reviewed) if memory else now
    scheduler = _make_scheduler(retention, fuzz=fuzz)
    card, _ = scheduler.review_card(_make_card(memory), FsrsRating(rating), now)
    known = memory is not None and rating is Rating.AGAIN
    return Memory(
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        due=card.due,
        reviewed=now,
        answers=(memory.answers if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + known,
    )


def _make_card(memory: Memory | None) -> Card:
    from fsrs import Card, State

    # The library's own ids wait for the clock to tick, so the card gets one from us.
    if memory is None:
        return Card(card_id=1)
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.reviewed,
    )


@cache
def _make_scheduler(retention: float, *, fuzz: bool) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MAXIMUM_INTERVAL,
        enable_fuzzing=fuzz,
    )
