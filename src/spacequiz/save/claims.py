"""Whose game it is when two terminals are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.save import tallies

if TYPE_CHECKING:
    import sqlite3


class Claim:
    """Keep two running programs from writing into one game.

    Whoever continues a game claims it. A program whose game was claimed by another goes on in a
    copy, made at its next write, so that no answer of either is lost.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self._before: dict[int, str] = {}

    def knows(self, game: int) -> bool:
        """Return whether the game was begun here, or went on here already."""
        return game in self._before

    def note(self, game: int) -> int:
        """Note that the game was begun here."""
        self._before[game] = self.token
        return game

    def take(self, connection: sqlite3.Connection, game: int, row: int) -> int:
        """Return the row to write into for the game that is known here as `game`."""
        keeper = _keeper_of(connection, row)
        if keeper == self.token:
            return row
        # Only what stands in the file decides, so that this may be rolled back and done again.
        if keeper == self._before.setdefault(game, keeper):
            connection.execute("UPDATE game SET keeper = ? WHERE id = ?", (self.token, row))
            return row
        return self._find_copy(connection, row) or _copy(connection, row, self._name(row))

    def find(self, connection: sqlite3.Connection, game: int, row: int) -> int:
        """Return the row to read for the game that is known here as `game`."""
        if game not in self._before or _keeper_of(connection, row) == self.token:
            return row
        return self._find_copy(connection, row) or row

    def _name(self, row: int) -> str:
        return f"{self.token}/{row}"

    def _find_copy(self, connection: sqlite3.Connection, row: int) -> int:
        query = "SELECT id FROM game WHERE keeper = ?"
        found = connection.execute(query, (self._name(row),)).fetchone()
        return int(found[0]) if found else 0


def _keeper_of(connection: sqlite3.Connection, row: int) -> str:
    found = connection.execute("SELECT keeper FROM game WHERE id = ?", (row,)).fetchone()
    return str(found[0]) if found else ""


def _copy(connection: sqlite3.Connection, row: int, keeper: str) -> int:
    made = (
        connection.execute(
            """INSERT INTO game (player, mode, setup, seed, code, drawn, started, keeper, uid)
            SELECT player, mode, setup, seed, code, drawn, started, ?, uid || '/' || ?
            FROM game WHERE id = ?""",
            (keeper, keeper, row),
        ).lastrowid
        or 0
    )
    for table, columns, values in _COPIED:
        connection.execute(
            f"INSERT INTO {table} (game, {columns}) SELECT ?, {values} FROM {table} "  # noqa: S608
            "WHERE game = ? ORDER BY position",
            (made, row),
        )
    tallies.stand(connection, made)
    return made


_ANSWER = (
    "position, response, verdict, credit, points, seconds, given, typo, sure, claimed, category, "
    "day, "
)
_COPIED = (
    ("asked", "position, address, progress_key", "position, address, progress_key"),
    ("aid", "position, aid", "position, aid"),
    # The memory belongs to the answer that was given, not to its copy.
    ("answer", _ANSWER + "copied", _ANSWER + "1"),
)
