"""The core of the Save: who plays, which time it is, and writing into the right game."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from spacequiz.errors import SaveError
from spacequiz.save.claims import Claim
from spacequiz.save.values import stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from spacequiz.clock import Clock
    from spacequiz.save.keeper import Keeper

T = TypeVar("T")

NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Player:
    """Name a player; the id holds for as long as the Save is open."""

    id: int
    name: str


class Core:
    """Hold what every part of the Save works with."""

    def __init__(self, keeper: Keeper, clock: Clock) -> None:
        self._keeper = keeper
        self._clock = clock
        self._claim = Claim(os.urandom(8).hex())

    def _find(self, query: str, *values: object) -> list[Any]:
        """Return the rows of a query; a player among the values stands for their row."""
        return self._keeper.read(
            lambda connection: connection.execute(query, self._resolve(values)).fetchall()
        )

    def _count(self, query: str, *values: object) -> int:
        ((count,),) = self._find(query, *values)
        return int(count)

    def _run(self, command: str, *values: object) -> None:
        """Carry out one command; a player among the values stands for their row."""

        def carry_out(connection: sqlite3.Connection) -> int:
            connection.execute(command, self._resolve(values))
            return 0

        self._keeper.write(carry_out)

    def _make(self, command: str, *values: object) -> int:
        """Carry out the command that makes a game or an evening, and return its id."""
        return self._keeper.write(
            lambda connection: connection.execute(command, self._resolve(values)).lastrowid or 0
        )

    def _resolve(self, values: Sequence[object]) -> list[Any]:
        # Only when the file is at hand: a row may be another by the time that it can be written.
        return [self._id(value) if isinstance(value, Player) else value for value in values]

    def _read_game(self, game: int, query: Callable[[sqlite3.Connection, int], T]) -> T:
        """Run a query with the row of a game."""

        def read(connection: sqlite3.Connection) -> T:
            row = self._claim.find(connection, game, self._keeper.resolve(game))
            return query(connection, row)

        return self._keeper.read(read)

    def _write_game(
        self, game: int, operation: Callable[[sqlite3.Connection, int], object]
    ) -> None:
        """Carry out an operation with the row of a game that is ours."""

        def carry_out(connection: sqlite3.Connection) -> int:
            row = self._claim.take(connection, game, self._keeper.resolve(game))
            operation(connection, row)
            return 0

        self._keeper.write(carry_out)

    def _id(self, player: Player) -> int:
        return self._keeper.resolve(player.id)

    def _stamp(self) -> str:
        return stamp(self._clock.utc())

    def _today(self) -> str:
        return self._clock.today().isoformat()

    def _day_of(self, stamped: str, otherwise: str) -> str:
        """Return the player's day of a moment as the file has it, where that can be read."""
        try:
            return self._clock.day_of(datetime.fromisoformat(stamped)).isoformat()
        except (ValueError, OverflowError):
            return otherwise


def clean_name(name: str) -> str:
    """Return a player's name as it is kept.

    Raises:
        SaveError: Nothing is left of it.
    """
    name = " ".join(name.split())[:NAME_LIMIT].strip()
    if not name:
        raise SaveError("A player needs a name.")
    return name


def add_player(connection: sqlite3.Connection, name: str, created: str) -> int:
    """Return the row of a player, a new one unless another program just made it."""
    query = "SELECT id FROM player WHERE name = ?"
    if found := connection.execute(query, (name,)).fetchone():
        return int(found[0])
    command = "INSERT INTO player (name, created) VALUES (?, ?)"
    return connection.execute(command, (name, created)).lastrowid or 0
