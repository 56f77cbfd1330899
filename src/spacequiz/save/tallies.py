"""The sums over answers and games, kept in the same transaction as the answers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.modes import MODES

if TYPE_CHECKING:
    import sqlite3

MILLION = 1_000_000
"""A whole credit in the tally."""
DAY, CATEGORY, QUESTION = "day", "category", "question"

_FREE_SKIP = ", ".join(f"'{mode.name}'" for mode in MODES.values() if mode.free_skip)
# A skip that is free, or the end of a sprint, says nothing about what the player knows, so no sum
# has it.
_JUDGED = f"NOT (verdict IN ('skipped', 'timed-out') AND game.mode IN ({_FREE_SKIP}))"

# Each answer counts in three sums; the sign takes it in or out.
_SHIFT = f"""
WITH sorts (sort) AS (VALUES ('{DAY}'), ('{CATEGORY}'), ('{QUESTION}'))
INSERT INTO tally
SELECT game.player, sort,
    CASE sort WHEN '{DAY}' THEN answer.day WHEN '{CATEGORY}' THEN answer.category
    ELSE asked.progress_key END AS named,
    {{sign}} COUNT(*), {{sign}} SUM(verdict = 'right'),
    {{sign}} SUM(CAST(ROUND(credit * {MILLION}) AS INTEGER)),
    {{sign}} SUM(CAST(ROUND(seconds * 1000) AS INTEGER))
FROM answer JOIN asked USING (game, position) JOIN game ON game.id = answer.game JOIN sorts
WHERE answer.copied = 0 AND {_JUDGED} AND {{wanted}} GROUP BY game.player, sort, named
ON CONFLICT DO UPDATE SET answers = answers + excluded.answers,
    correct = correct + excluded.correct, credit = credit + excluded.credit,
    milliseconds = milliseconds + excluded.milliseconds
RETURNING player, sort, name, answers
"""  # noqa: S608
_ONE = "answer.game = ? AND answer.position = ?"
_ENTER, _WITHDRAW = _SHIFT.format(sign="+", wanted=_ONE), _SHIFT.format(sign="-", wanted=_ONE)
_RECOUNT = _SHIFT.format(sign="+", wanted="game.player = ?")

# A run begins with each answer that is not right, so its right answers are a streak.
_STAND = f"""
WITH placed AS (
    SELECT game, position, points, claimed, verdict = 'right' AS good, verdict <> 'right' AS bad
    FROM answer JOIN game ON game.id = answer.game WHERE {{wanted}} AND {_JUDGED}
),
numbered AS (
    SELECT *, SUM(bad) OVER (PARTITION BY game ORDER BY position) AS run FROM placed
),
runs AS (
    SELECT game, COUNT(*) AS count, SUM(points) AS points, SUM(good) AS good,
    SUM(CASE WHEN claimed THEN 0 ELSE points END) AS own FROM numbered GROUP BY game, run
)
INSERT OR REPLACE INTO standing
SELECT game, SUM(count), SUM(good), SUM(points), SUM(own), MAX(good) FROM runs GROUP BY game
"""  # noqa: S608


def withdraw(connection: sqlite3.Connection, row: int, position: int) -> None:
    """Take the answer at a position out of all sums, before it changes or goes.

    The game's own sum is gone until it stands again.
    """
    for *name, answers in connection.execute(_WITHDRAW, (row, position)).fetchall():
        if answers <= 0:
            command = "DELETE FROM tally WHERE player = ? AND sort = ? AND name = ?"
            connection.execute(command, name)
    connection.execute("DELETE FROM standing WHERE game = ?", (row,))


def enter(connection: sqlite3.Connection, row: int, position: int) -> None:
    """Put the answer at a position into all sums."""
    connection.execute(_ENTER, (row, position)).fetchall()
    stand(connection, row)


def stand(connection: sqlite3.Connection, row: int) -> None:
    """Sum a game up, where it has an answer that counts."""
    connection.execute(_STAND.format(wanted="game.id = ?"), (row,))


def recount(connection: sqlite3.Connection, player: int) -> None:
    """Sum up everything of a player again, from the answers."""
    connection.execute("DELETE FROM tally WHERE player = ?", (player,))
    connection.execute(_RECOUNT, (player,)).fetchall()
    connection.execute(
        "DELETE FROM standing WHERE game IN (SELECT id FROM game WHERE player = ?)", (player,)
    )
    connection.execute(_STAND.format(wanted="game.player = ?"), (player,))
