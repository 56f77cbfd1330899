"""The statistics: read from the sums, never from all the answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from spacequiz.game.statistics import (
    HARDEST_AFTER,
    MATURE_DAYS,
    CategoryTotal,
    DayTotal,
    HardQuestion,
    Leader,
    Totals,
)
from spacequiz.save.tallies import CATEGORY, DAY, MILLION, QUESTION

if TYPE_CHECKING:
    import sqlite3

_FINISHED = "ending = 'finished'"


def sum_days(connection: sqlite3.Connection, player: int, since: str) -> list[DayTotal]:
    """Return what was done on each day from `since` on, the oldest first."""
    query = """SELECT name, answers, correct, credit, milliseconds FROM tally
    WHERE player = ? AND sort = ? AND name >= ?"""
    rows = {row[0]: row[1:] for row in connection.execute(query, (player, DAY, since))}
    query = f"""SELECT day, COUNT(*) FROM game INDEXED BY game_by_day
    WHERE player = ? AND day >= ? AND {_FINISHED} GROUP BY day"""  # noqa: S608
    games = dict(connection.execute(query, (player, since)).fetchall())
    return [
        DayTotal(day, answers, right, credit / MILLION, thousandths / 1000, games.get(day, 0))
        for day in sorted(filter(_is_day, rows.keys() | games.keys()))
        for answers, right, credit, thousandths in [rows.get(day, (0, 0, 0, 0))]
    ]


def _is_day(text: str) -> bool:
    """Tell a day from what a damaged file may have in its place."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def sum_categories(connection: sqlite3.Connection, player: int) -> list[CategoryTotal]:
    """Return a player's categories by name, with how firmly each is known."""
    query = """SELECT category, COUNT(*), AVG(stability), AVG(stability >= ?)
    FROM memory INDEXED BY memory_by_category WHERE player = ? GROUP BY category"""
    known = {row[0]: row[1:] for row in connection.execute(query, (MATURE_DAYS, player))}
    query = """SELECT name, answers, correct, credit FROM tally
    WHERE player = ? AND sort = ? ORDER BY name"""
    return [
        CategoryTotal(name, answers, right, credit / MILLION, *known.get(name, (0, 0.0, 0.0)))
        for name, answers, right, credit in connection.execute(query, (player, CATEGORY))
    ]


_HARDEST = """
WITH worst AS MATERIALIZED (
    SELECT name, answers, credit FROM tally
    WHERE player = :player AND sort = :sort AND answers >= :least AND credit < answers * 1000000
    ORDER BY credit * 1.0 / answers, answers DESC, name LIMIT :limit
)
SELECT (
        SELECT address FROM asked JOIN answer USING (game, position)
        JOIN game ON game.id = answer.game
        WHERE asked.progress_key = worst.name AND game.player = :player
        ORDER BY answer.id DESC LIMIT 1
    ), name, worst.answers, worst.credit, COALESCE(lapses, 0)
FROM worst LEFT JOIN memory ON memory.player = :player AND memory.progress_key = worst.name
ORDER BY worst.credit * 1.0 / worst.answers, worst.answers DESC, name
"""


def find_hardest(connection: sqlite3.Connection, player: int, limit: int) -> list[HardQuestion]:
    """Return the questions answered more than once with the least credit, the worst first."""
    wanted = {"player": player, "sort": QUESTION, "least": HARDEST_AFTER, "limit": limit}
    return [
        HardQuestion(address or key, key, answers, credit / MILLION, lapses)
        for address, key, answers, credit, lapses in connection.execute(_HARDEST, wanted)
    ]


def sum_all(connection: sqlite3.Connection, player: int) -> Totals:
    """Return the sums over all that a player did."""
    answers, right, credit, thousandths, days = connection.execute(
        """SELECT COALESCE(SUM(answers), 0), COALESCE(SUM(correct), 0),
        COALESCE(SUM(credit), 0), COALESCE(SUM(milliseconds), 0), COUNT(*)
        FROM tally WHERE player = ? AND sort = ?""",
        (player, DAY),
    ).fetchone()
    (games,) = connection.execute(
        f"SELECT COUNT(*) FROM game INDEXED BY game_by_day WHERE player = ? AND {_FINISHED}",  # noqa: S608
        (player,),
    ).fetchone()
    (streak,) = connection.execute(
        """SELECT COALESCE(MAX(streak), 0) FROM game INDEXED BY game_by_player
        JOIN standing ON standing.game = game.id WHERE player = ?""",
        (player,),
    ).fetchone()
    return Totals(answers, right, credit / MILLION, thousandths / 1000, games, streak, days)


_LEADERS = f"""
WITH best AS (
    SELECT game.player, game.id, own, answers, correct, ended,
    ROW_NUMBER() OVER (PARTITION BY game.player ORDER BY own DESC, game.id) AS place
    FROM game INDEXED BY game_by_mode JOIN standing ON standing.game = game.id
    WHERE mode = ? AND {_FINISHED}
)
SELECT RANK() OVER (ORDER BY own DESC) AS reached, player.name, own, best.id, answers, correct,
    ended
FROM best JOIN player ON player.id = best.player WHERE place = 1
ORDER BY reached, best.id LIMIT ?
"""  # noqa: S608


def rank_players(connection: sqlite3.Connection, mode: str, limit: int) -> list[Leader]:
    """Return the best finished game of each player in a mode, the best first."""
    return [Leader(*row) for row in connection.execute(_LEADERS, (mode, limit))]
