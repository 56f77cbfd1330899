"""The memory cards: what a player's memory of each question is thought to be, and what is due."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spacequiz.game.review import LEECH_AFTER, Memory
from spacequiz.save import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AT_ONCE = 900
"""How many values one statement may take on any build of SQLite."""

_COLUMNS = "stability, difficulty, due, reviewed, answers, lapses"

_FIELDS = 7
"""These and the category."""

MOST_STABILITY, MOST_DIFFICULTY, MOST_ANSWERS = 1e6, 10.0, 1_000_000_000
LAST_MOMENT = 253_402_300_799_000_000
"""The end of the year 9999."""
_MOST = (
    *(MOST_STABILITY, MOST_DIFFICULTY),
    *(LAST_MOMENT, LAST_MOMENT, MOST_ANSWERS, MOST_ANSWERS),
)

Row = tuple[float, float, int, int, int, int]


def count_moment(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def read_moment(count: int) -> datetime:
    """Return the moment, in UTC, that `count_moment` turned into a number."""
    return _EPOCH + count * _MICROSECOND


def pack(memory: Memory) -> Row:
    """Return a memory as a row."""
    return (
        memory.stability,
        memory.difficulty,
        count_moment(memory.due),
        count_moment(memory.reviewed),
        memory.answers,
        memory.lapses,
    )


def unpack(row: Sequence[object]) -> Memory:
    """Return the memory of a row; a damaged number becomes the nearest that makes sense."""
    stability, difficulty, due, reviewed, answers, lapses = map(_bound, row, _MOST)
    return Memory(
        float(stability),
        float(difficulty),
        read_moment(int(due)),
        read_moment(int(reviewed)),
        int(answers),
        int(lapses),
    )


def _bound(value: object, most: float) -> float:
    return max(0, min(value, most)) if isinstance(value, (int, float)) else 0


def load(connection: sqlite3.Connection, player: int, progress_key: str) -> Memory | None:
    """Return a player's memory of a question, if there is one."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM memory WHERE player = ? AND progress_key = ?",  # noqa: S608
        (player, progress_key),
    ).fetchone()
    return None if row is None else unpack(row)


def load_before(connection: sqlite3.Connection, game: int, position: int) -> Memory | None:
    """Return the memory as it was before an answer, if there was one."""
    query = "SELECT before FROM answer WHERE game = ? AND position = ?"
    found = connection.execute(query, (game, position)).fetchone()
    row = _read_before(found[0]) if found and found[0] else None
    return unpack(row[:-1]) if row else None


def _read_before(text: str) -> list[Any] | None:
    """Return the columns and the category of the memory kept with an answer, if sound."""
    row = rows.unpack(text, [])
    return row if len(row) == _FIELDS else None


def store(
    connection: sqlite3.Connection, player: int, progress_key: str, row: Row, category: str
) -> None:
    """Keep a memory, in the place of the one there was."""
    connection.execute(
        f"""INSERT INTO memory (player, progress_key, {_COLUMNS}, category)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET stability = excluded.stability,
        difficulty = excluded.difficulty, due = excluded.due, reviewed = excluded.reviewed,
        answers = excluded.answers, lapses = excluded.lapses, category = excluded.category""",  # noqa: S608
        (player, progress_key, *row, category),
    )


def remember(
    connection: sqlite3.Connection, game: int, position: int, memory: Memory, category: str
) -> None:
    """Keep the memory that an answer led to, and with the answer what there was before.

    An answer that is judged again keeps what was before the first judgement.
    """
    answer, player, key, before = connection.execute(
        """SELECT answer.id, player, progress_key, before FROM answer
        JOIN asked USING (game, position) JOIN game ON game.id = answer.game
        WHERE answer.game = ? AND answer.position = ?""",
        (game, position),
    ).fetchone()
    if before is None:
        row = connection.execute(
            f"SELECT {_COLUMNS}, category FROM memory WHERE player = ? AND progress_key = ?",  # noqa: S608
            (player, key),
        ).fetchone()
        before = json.dumps(row, ensure_ascii=False) if row else ""
        connection.execute("UPDATE answer SET before = ? WHERE id = ?", (before, answer))
    store(connection, player, key, pack(memory), category)


def restore(connection: sqlite3.Connection, game: int, position: int) -> None:
    """Put the memory back as it was before an answer, unless a later answer built on it."""
    found = connection.execute(
        """SELECT answer.id, player, progress_key, before FROM answer
        JOIN asked USING (game, position) JOIN game ON game.id = answer.game
        WHERE answer.game = ? AND answer.position = ? AND before IS NOT NULL""",
        (game, position),
    ).fetchone()
    if found is None:
        return
    answer, player, key, before = found
    later = connection.execute(
        """SELECT 1 FROM asked JOIN answer USING (game, position)
        JOIN game ON game.id = answer.game WHERE asked.progress_key = ? AND game.player = ?
        AND answer.id > ? AND before IS NOT NULL LIMIT 1""",
        (key, player, answer),
    ).fetchone()
    if later:
        return
    if row := _read_before(before):
        store(connection, player, key, tuple(row[:-1]), row[-1])
    elif not before:
        connection.execute(
            "DELETE FROM memory WHERE player = ? AND progress_key = ?", (player, key)
        )


def find_due(
    connection: sqlite3.Connection, player: int, now: datetime, limit: int, offset: int
) -> list[str]:
    """Return the progress keys that are due, the longest overdue first."""
    query = """SELECT progress_key FROM memory WHERE player = ? AND due <= ?
    ORDER BY due, progress_key LIMIT ? OFFSET ?"""
    found = connection.execute(query, (player, count_moment(now), limit, offset))
    return [key for (key,) in found]


def count_due(
    connection: sqlite3.Connection, player: int, until: datetime, since: datetime | None = None
) -> int:
    """Return how many memories fall due by `until`, and after `since` if given."""
    after = -(1 << 63) if since is None else count_moment(since)
    query = "SELECT COUNT(*) FROM memory WHERE player = ? AND due > ? AND due <= ?"
    (count,) = connection.execute(query, (player, after, count_moment(until))).fetchone()
    return int(count)


def find_weakest(connection: sqlite3.Connection, player: int, limit: int) -> list[str]:
    """Return the progress keys of the least stable memories, the weakest first."""
    query = """SELECT progress_key FROM memory INDEXED BY memory_by_category WHERE player = ?
    ORDER BY stability, progress_key LIMIT ?"""
    return [key for (key,) in connection.execute(query, (player, limit))]


def find_known(
    connection: sqlite3.Connection, player: int, keys: Sequence[str], lapses: int = 0
) -> set[str]:
    """Return which of the progress keys have a memory with at least so many lapses."""
    found: set[str] = set()
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"""SELECT progress_key FROM memory
        WHERE player = ? AND lapses >= ? AND progress_key IN ({marks})"""  # noqa: S608
        found.update(key for (key,) in connection.execute(query, (player, lapses, *some)))
    return found


def find_leeches(connection: sqlite3.Connection, player: int, keys: Sequence[str]) -> set[str]:
    """Return which of the progress keys keep being missed."""
    return find_known(connection, player, keys, LEECH_AFTER)


def count_first(connection: sqlite3.Connection, player: int, mode: str, since: str) -> int:
    """Return how many memories were first made in games of a mode, since a stamp."""
    query = """SELECT COUNT(*) FROM answer INDEXED BY answer_first
    JOIN game ON game.id = answer.game
    WHERE before = '' AND given >= ? AND player = ? AND mode = ?"""
    (count,) = connection.execute(query, (since, player, mode)).fetchone()
    return int(count)
