"""The core of the Save: who plays, which time it is, and writing into the right game."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from spacequiz.errors import SaveError
from spacequiz.save.games import Claim

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from spacequiz.save.keeper import Keeper

NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Player:
    """Name a player; the id holds for as long as the Save is open."""

    id: int
    name: str


class Core:
    """Hold what every part of the Save works with."""

    def __init__(self, keeper: Keeper, now: Callable[[], datetime]) -> None:
        self._keeper = keeper
        self._now = now
        self._claim = Claim(os.urandom(8).hex())

    def _write(self, game: int, operation: Callable[[sqlite3.Connection, int], None]) -> None:
        def carry_out(connection: sqlite3.Connection) -> int:
            row = self._claim.take(connection, game, self._keeper.resolve(game))
            operation(connection, row)
            return 0

        self._keeper.write(carry_out)

    def _row(self, connection: sqlite3.Connection, game: int) -> int:
        return self._claim.find(connection, game, self._keeper.resolve(game))

    def _id(self, player: Player | None) -> int:
        return 0 if player is None else self._keeper.resolve(player.id)

    def _stamp(self) -> str:
        return stamp(self._now())

    def _today(self) -> str:
        return day_of(self._now())


def clean_name(name: str) -> str:
    """Return a player's name as it is kept.

    Raises:
        SaveError: Nothing is left of it.
    """
    name = " ".join(name.split())[:NAME_LIMIT].strip()
    if not name:
        raise SaveError("A player needs a name.")
    return name


def stamp(moment: datetime) -> str:
    """Return a moment as the file has it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(moment: datetime) -> str:
    """Return the day of a moment on the calendar of this place."""
    return moment.astimezone().date().isoformat()


def end_of_day(moment: datetime, later: int) -> datetime:
    """Return the last moment of the day so many days later on the calendar of this place."""
    day = moment.astimezone().date() + timedelta(days=later + 1)
    # Without a zone it is the midnight of this place, also where the clocks change in between.
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
