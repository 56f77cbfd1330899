"""What a player marks at a question: a note for oneself, a flag for whoever looks after the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.save.rows import list_texts, unpack

if TYPE_CHECKING:
    import sqlite3

    from spacequiz.game.statistics import Flag


def load_note(connection: sqlite3.Connection, player: int, progress_key: str) -> str:
    """Return a player's note on a question; empty where there is none."""
    query = "SELECT text FROM note WHERE player = ? AND progress_key = ?"
    found = connection.execute(query, (player, progress_key)).fetchone()
    return str(found[0]) if found else ""


def store_note(connection: sqlite3.Connection, player: int, progress_key: str, text: str) -> int:
    """Keep a note in the place of the one there was; an empty one removes it."""
    if text:
        connection.execute(
            "INSERT OR REPLACE INTO note VALUES (?, ?, ?)", (player, progress_key, text)
        )
    else:
        connection.execute(
            "DELETE FROM note WHERE player = ? AND progress_key = ?", (player, progress_key)
        )
    return 0


def add_flag(
    connection: sqlite3.Connection, player: int, address: str, reason: str, flagged: str
) -> int:
    """Flag a question; where that was done before, only the reason changes."""
    connection.execute(
        """INSERT INTO flag (player, address, reason, flagged) VALUES (?, ?, ?, ?)
        ON CONFLICT (player, address) DO UPDATE SET reason = excluded.reason""",
        (player, address, reason, flagged),
    )
    return 0


def remove_flag(connection: sqlite3.Connection, player: int, address: str) -> int:
    """Take a flag back."""
    connection.execute("DELETE FROM flag WHERE player = ? AND address = ?", (player, address))
    return 0


def has_flag(connection: sqlite3.Connection, player: int, address: str) -> bool:
    """Return whether a player flagged a question."""
    query = "SELECT 1 FROM flag WHERE player = ? AND address = ?"
    return connection.execute(query, (player, address)).fetchone() is not None


def load_flags(connection: sqlite3.Connection) -> list[Flag]:
    """Return the flags of all players in the order they were set."""
    from spacequiz.game.statistics import Flag

    responses = dict(
        connection.execute(
            """SELECT id, response FROM (
                SELECT flag.id, response, MAX(answer.id) FROM flag
                JOIN asked ON asked.address = flag.address JOIN answer USING (game, position)
                JOIN game ON game.id = answer.game AND game.player = flag.player GROUP BY flag.id
            )"""
        ).fetchall()
    )
    query = """SELECT flag.id, address, player.name, reason, flagged FROM flag
    JOIN player ON player.id = flag.player ORDER BY flag.id"""
    return [
        Flag(address, player, reason, flagged, list_texts(unpack(responses.get(row, ""), [])))
        for row, address, player, reason, flagged in connection.execute(query)
    ]
