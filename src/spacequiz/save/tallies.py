"""The sums over answers and games, kept in the same transaction as the answers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.modes import MODES

if TYPE_CHECKING:
    import sqlite3

MILLION = 1_000_000
"""A whole credit in the tally."""
DAY, CATEGORY, QUESTION = "day", "category", "question"

_NAMES = {DAY: "answer.day", CATEGORY: "answer.category", QUESTION: "asked.progress_key"}
_SUMS = """SUM(verdict = 'right'), SUM(CAST(ROUND(credit * 1000000) AS INTEGER)),
SUM(CAST(ROUND(seconds * 1000) AS INTEGER))"""
_FREE_SKIP = ", ".join(f"'{mode.name}'" for mode in MODES.values() if mode.free_skip)
# A skip that is free, or the end of a sprint, says nothing about what the player knows, so no sum
# has it.
_JUDGED = f"NOT (verdict IN ('skipped', 'timed-out') AND game.mode IN ({_FREE_SKIP}))"
_COUNTED = f"""FROM answer JOIN asked USING (game, position) JOIN game ON game.id = answer.game
WHERE answer.copied = 0 AND {_JUDGED} """

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
    """Take the answer at a position out of the sums, before it changes or goes."""
    _shift(connection, row, position, -1)


def enter(connection: sqlite3.Connection, row: int, position: int) -> None:
    """Put the answer at a position into the sums."""
    _shift(connection, row, position, 1)


def _shift(connection: sqlite3.Connection, row: int, position: int, sign: int) -> None:
    names = ", ".join(_NAMES.values())
    found = connection.execute(
        f"""SELECT game.player, {names}, 1, verdict = 'right',
        CAST(ROUND(credit * 1000000) AS INTEGER), CAST(ROUND(seconds * 1000) AS INTEGER)
        {_COUNTED} AND answer.game = ? AND answer.position = ?""",
        (row, position),
    ).fetchone()
    if found is None:
        return
    player, *texts = found[: 1 + len(_NAMES)]
    sums = [sign * number for number in found[1 + len(_NAMES) :]]
    for sort, name in zip(_NAMES, texts, strict=True):
        connection.execute(
            """INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET answers = answers + excluded.answers,
            correct = correct + excluded.correct, credit = credit + excluded.credit,
            milliseconds = milliseconds + excluded.milliseconds""",
            (player, sort, name, *sums),
        )
        if sign < 0:
            connection.execute(
                "DELETE FROM tally WHERE player = ? AND sort = ? AND name = ? AND answers <= 0",
                (player, sort, name),
            )


def stand(connection: sqlite3.Connection, row: int) -> None:
    """Sum a game up again after its answers changed."""
    connection.execute("DELETE FROM standing WHERE game = ?", (row,))
    connection.execute(_STAND.format(wanted="game.id = ?"), (row,))


def recount(connection: sqlite3.Connection, player: int) -> None:
    """Sum up everything of a player again, from the answers."""
    connection.execute("DELETE FROM tally WHERE player = ?", (player,))
    for sort, name in _NAMES.items():
        connection.execute(
            f"""INSERT INTO tally SELECT game.player, '{sort}', {name}, COUNT(*), {_SUMS}
            {_COUNTED} AND game.player = ? GROUP BY {name}""",
            (player,),
        )
    connection.execute(
        "DELETE FROM standing WHERE game IN (SELECT id FROM game WHERE player = ?)", (player,)
    )
    connection.execute(_STAND.format(wanted="game.player = ?"), (player,))
