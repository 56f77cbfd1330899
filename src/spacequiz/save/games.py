"""What is written while a game runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spacequiz.save import memories, tallies
from spacequiz.save.rows import pack_setup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from spacequiz.game.records import Aid, Answer, Setup
    from spacequiz.game.review import Memory


def start(
    connection: sqlite3.Connection,
    player: int,
    setup: Setup,
    seed: str,
    code: str,
    drawn: Sequence[str],
    begun: tuple[str, str, str],
) -> int:
    """Add a game and return its row.

    Args:
        connection: Where to.
        player: The player's row.
        setup: What was asked for.
        seed: What shuffles the options.
        code: What others type to play the same.
        drawn: The addresses in the order of asking.
        begun: When, by which running program, and the name that stands for the game everywhere.
    """
    values = (
        *(player, setup.mode, pack_setup(setup), seed, code),
        json.dumps(drawn, ensure_ascii=False),
        *begun,
    )
    return (
        connection.execute(
            """INSERT INTO game (player, mode, setup, seed, code, drawn, started, keeper, uid)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            values,
        ).lastrowid
        or 0
    )


def show(
    connection: sqlite3.Connection, row: int, position: int, address: str, progress_key: str
) -> None:
    """Note what is asked at a position, and that the player has seen it last of all."""
    tallies.withdraw(connection, row, position)
    _ask(connection, row, position, address, progress_key)
    tallies.enter(connection, row, position)
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


def record(
    connection: sqlite3.Connection,
    row: int,
    answer: Answer,
    given: tuple[str, str],
    category: str,
    memory: Memory | None,
) -> None:
    """Add an answer, or replace the one at its position, with the memory that it led to.

    Args:
        connection: Where to.
        row: The game's row.
        answer: The answer.
        given: When, and on which day of the player's own calendar.
        category: The question's.
        memory: What the player's memory of the question is now, if anything is kept of it.
    """
    position = answer.position
    tallies.withdraw(connection, row, position)
    _ask(connection, row, position, answer.address, answer.progress_key)
    connection.execute("DELETE FROM aid WHERE game = ? AND position = ?", (row, position))
    for aid in sorted(answer.aids):
        take_aid(connection, row, position, aid)
    connection.execute(_RECORD, (row, position, *_flatten(answer), category, *given))
    if memory is not None:
        memories.remember(connection, row, position, memory, category)
    tallies.enter(connection, row, position)
    tallies.stand(connection, row)


# The day and the time stay those of the first judgement.
_RECORD = """INSERT INTO answer (game, position, response, verdict, credit, points, seconds, typo,
    sure, claimed, category, given, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (game, position) DO UPDATE SET response = excluded.response,
    verdict = excluded.verdict, credit = excluded.credit, points = excluded.points,
    seconds = excluded.seconds, typo = excluded.typo, sure = excluded.sure,
    claimed = excluded.claimed, category = excluded.category, copied = 0"""


def _flatten(answer: Answer) -> tuple[object, ...]:
    return (
        json.dumps(answer.response, ensure_ascii=False),
        answer.verdict.value,
        answer.credit,
        answer.points,
        # A clock that was set back must not make time negative.
        max(0.0, answer.seconds),
        answer.typo,
        answer.sure,
        answer.claimed,
    )


def undo(connection: sqlite3.Connection, row: int, position: int) -> None:
    """Take an answer back, with its memory; the game can be continued again."""
    memories.restore(connection, row, position)
    tallies.withdraw(connection, row, position)
    connection.execute("DELETE FROM answer WHERE game = ? AND position = ?", (row, position))
    tallies.stand(connection, row)
    connection.execute("UPDATE game SET ended = '', ending = '', day = '' WHERE id = ?", (row,))


def find_newest(connection: sqlite3.Connection, row: int) -> int:
    """Return the position of a game's newest answer, or -1."""
    query = "SELECT COALESCE(MAX(position), -1) FROM answer WHERE game = ?"
    (position,) = connection.execute(query, (row,)).fetchone()
    return int(position)


def find_beginning(connection: sqlite3.Connection, row: int) -> tuple[str, str]:
    """Return a game's mode and when it began."""
    query = "SELECT mode, started FROM game WHERE id = ?"
    mode, started = connection.execute(query, (row,)).fetchone()
    return str(mode), str(started)


def end(connection: sqlite3.Connection, row: int, ended: str, ending: str, day: str) -> None:
    """Note when and how a game ended, unless it has ended already."""
    connection.execute(
        "UPDATE game SET ended = ?, ending = ?, day = ? WHERE id = ? AND ending = ''",
        (ended, ending, day, row),
    )
