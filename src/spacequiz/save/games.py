"""What is written while a game runs, and whose game it is when two terminals are open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spacequiz.save.rows import pack_setup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from spacequiz.game.records import Aid, Answer, Setup


class Claim:
    """Keep two running programs from writing into one game.

    Whoever continues a game claims it. A program whose game was claimed by another goes on in a
    copy, made at its next write, so that no answer of either is lost.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self._before: dict[int, str] = {}

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
    made = connection.execute(
        """INSERT INTO game (player, mode, setup, seed, drawn, started, keeper)
        SELECT player, mode, setup, seed, drawn, started, ? FROM game WHERE id = ?""",
        (keeper, row),
    ).lastrowid
    for table, columns in (
        ("asked", "position, address, progress_key"),
        ("aid", "position, aid"),
        ("answer", "position, response, verdict, credit, points, seconds, given, typo"),
    ):
        connection.execute(
            f"INSERT INTO {table} (game, {columns}) SELECT ?, {columns} FROM {table} "  # noqa: S608
            "WHERE game = ? ORDER BY position",
            (made, row),
        )
    return made or 0


def start(
    connection: sqlite3.Connection,
    player: int,
    setup: Setup,
    seed: str,
    drawn: Sequence[str],
    started: str,
    keeper: str,
) -> int:
    """Add a game and return its row."""
    return (
        connection.execute(
            """INSERT INTO game (player, mode, setup, seed, drawn, started, keeper)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (
                player,
                setup.mode,
                pack_setup(setup),
                seed,
                json.dumps(drawn, ensure_ascii=False),
                started,
                keeper,
            ),
        ).lastrowid
        or 0
    )


def show(
    connection: sqlite3.Connection, row: int, position: int, address: str, progress_key: str
) -> None:
    """Note what is asked at a position, and that the player has seen it last of all."""
    _ask(connection, row, position, address, progress_key)
    connection.execute(
        """INSERT OR REPLACE INTO seen (player, progress_key)
        SELECT player, ? FROM game WHERE id = ?""",
        (progress_key, row),
    )


def _ask(
    connection: sqlite3.Connection, row: int, position: int, address: str, progress_key: str
) -> None:
    connection.execute(
        """INSERT INTO asked (game, position, address, progress_key) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET address = excluded.address,
        progress_key = excluded.progress_key""",
        (row, position, address, progress_key),
    )


def take_aid(connection: sqlite3.Connection, row: int, position: int, aid: Aid) -> None:
    """Note help taken at a position."""
    connection.execute("INSERT OR IGNORE INTO aid VALUES (?, ?, ?)", (row, position, aid.value))


def record(connection: sqlite3.Connection, row: int, answer: Answer, given: str) -> None:
    """Add an answer, or replace the one at its position."""
    _ask(connection, row, answer.position, answer.address, answer.progress_key)
    connection.execute("DELETE FROM aid WHERE game = ? AND position = ?", (row, answer.position))
    for aid in sorted(answer.aids):
        take_aid(connection, row, answer.position, aid)
    connection.execute(
        """INSERT INTO answer
            (game, position, response, verdict, credit, points, seconds, given, typo)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (game, position) DO UPDATE SET response = excluded.response,
        verdict = excluded.verdict, credit = excluded.credit, points = excluded.points,
        seconds = excluded.seconds, typo = excluded.typo""",
        (
            row,
            answer.position,
            json.dumps(answer.response, ensure_ascii=False),
            answer.verdict.value,
            answer.credit,
            answer.points,
            answer.seconds,
            given,
            answer.typo,
        ),
    )


def end(connection: sqlite3.Connection, row: int, ended: str, ending: str) -> None:
    """Note when and how a game ended, unless it has ended already."""
    connection.execute(
        "UPDATE game SET ended = ?, ending = ? WHERE id = ? AND ending = ''", (ended, ending, row)
    )
