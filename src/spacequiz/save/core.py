"""The core of the Save: who plays, which time it is, and writing into the right game."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from spacequiz.errors import SaveError
from spacequiz.language import say
from spacequiz.save import tallies
from spacequiz.save.claims import Claim
from spacequiz.save.values import read_number, stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from spacequiz.clock import Clock
    from spacequiz.save.keeper import Keeper

T = TypeVar("T")

NAME_LIMIT = 40


class Player(NamedTuple):
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
        return int(read_number(count))

    def _run(self, command: str, *values: object) -> None:
        """Carry out one command; a player among the values stands for their row."""

        def carry_out(connection: sqlite3.Connection) -> int:
            connection.execute(command, self._resolve(values))
            return 0

        self._keeper.write(carry_out)

    def _make(
        self,
        table: str,
        cleared: str = "",
        then: Callable[[sqlite3.Connection, int], object] = lambda _connection, _row: None,
        /,
        **values: object,
    ) -> int:
        """Make a game or an evening and return its id.

        Where it is made once more and is there already, its rows in the table `cleared` go: all
        of them are about to be written again. What is done `then` is part of the same commit.
        """
        carried_out = False

        def make(connection: sqlite3.Connection) -> int:
            nonlocal carried_out
            if carried_out and (found := _find_uid(connection, table, values["uid"])):
                if cleared:
                    connection.execute(f"DELETE FROM {cleared} WHERE {table} = ?", (found,))  # noqa: S608
                return found
            carried_out = True
            row = dict(zip(values, self._resolve(list(values.values())), strict=True))
            made = _insert(connection, table, row)
            then(connection, made)
            return made

        return self._keeper.write(make, begins=True)

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
        if not self._claim.knows(game):
            self._adopt("game", game, ("asked", "aid", "answer"))

        def carry_out(connection: sqlite3.Connection) -> int:
            row = self._claim.take(connection, game, self._keeper.resolve(game))
            operation(connection, row)
            return 0

        self._keeper.write(carry_out)

    def _adopt(self, table: str, known: int, parts: Sequence[str]) -> None:
        """Note how a game or an evening that goes on here is made in a file that lacks it."""
        row = self._keeper.resolve(known)
        kept = self._keeper.read(lambda connection: _Kept.read(connection, table, row, parts))
        self._keeper.note_begin(known, kept.put)

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


class _Kept(NamedTuple):
    """Hold the rows of a game or an evening."""

    table: str
    row: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]]
    """The rows that belong to it, by table; a table comes after those it refers to."""
    player: tuple[str, str]
    """Name and date of who plays; empty where nobody does."""

    @classmethod
    def read(
        cls, connection: sqlite3.Connection, table: str, row: int, parts: Sequence[str]
    ) -> _Kept:
        found = _read_rows(connection, table, "id", row)
        query = "SELECT name, created FROM player WHERE id = ?"
        player = found and connection.execute(query, (found[0].get("player"),)).fetchone()
        return cls(
            table,
            found[0] if found else {},
            {part: _read_rows(connection, part, table, row) for part in parts},
            player or ("", ""),
        )

    def put(self, connection: sqlite3.Connection) -> int:
        """Have all of it in a file, as it stood here, and return the row."""
        if not self.row:
            return 0
        player = add_player(connection, *self.player) if self.player[0] else 0
        row = _find_uid(connection, self.table, self.row["uid"])
        if row:
            for part in reversed(self.parts):
                command = f"DELETE FROM {part} WHERE {self.table} = ?"  # noqa: S608
                connection.execute(command, (row,))
            command = f"UPDATE {self.table} SET keeper = ? WHERE id = ?"  # noqa: S608
            connection.execute(command, (self.row["keeper"], row))
        else:
            owner = {"player": player} if player else {}
            row = _insert(connection, self.table, {**self.row, "id": None, **owner})
        for part, rows in self.parts.items():
            for values in rows:
                own = {"id": None} if "id" in values else {}
                _insert(connection, part, {**values, **own, self.table: row})
        if player:
            tallies.recount(connection, player)
        return row


def _read_rows(
    connection: sqlite3.Connection, table: str, column: str, value: int
) -> list[dict[str, Any]]:
    query = f"SELECT * FROM {table} WHERE {column} = ? ORDER BY 1, 2"  # noqa: S608
    cursor = connection.execute(query, (value,))
    names = [name for name, *_ in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    command = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    return connection.execute(command, list(values.values())).lastrowid or 0


def _find_uid(connection: sqlite3.Connection, table: str, uid: object) -> int:
    query = f"SELECT id FROM {table} WHERE uid = ?"  # noqa: S608
    found = connection.execute(query, (uid,)).fetchone()
    return int(found[0]) if found else 0


def clean_name(name: str) -> str:
    """Return a player's name as it is kept.

    Raises:
        SaveError: Nothing is left of it.
    """
    name = " ".join(name.split())[:NAME_LIMIT].strip()
    if not name:
        raise SaveError(say("A player needs a name."))
    return name


def add_player(connection: sqlite3.Connection, name: str, created: str) -> int:
    """Return the row of a player, a new one unless another program just made it."""
    query = "SELECT id FROM player WHERE name = ?"
    if found := connection.execute(query, (name,)).fetchone():
        return int(found[0])
    command = "INSERT INTO player (name, created) VALUES (?, ?)"
    return connection.execute(command, (name, created)).lastrowid or 0
