"""The statistics: scores, days, categories, the leader board.

All but the scores are read from the sums, never from all the answers. Their records are loaded
only when they are looked at, so that no start waits for them. A number plus 0 is a number, whatever
another program or a flipped bit put in its place.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from spacequiz.game.records import Score
from spacequiz.save.core import Core
from spacequiz.save.games import unpack_setup
from spacequiz.save.tallies import CATEGORY, DAY, MILLION, QUESTION

if TYPE_CHECKING:
    from spacequiz.game.statistics import CategoryTotal, DayTotal, HardQuestion, Leader, Totals
    from spacequiz.save.core import Player

LEADERS = 10


class Statistics(Core):
    """Sum up what was played. Games come in the order they were begun, whatever the clock said."""

    def scores(self, player: Player | None = None, limit: int | None = None) -> list[Score]:
        """Return the games with at least one answer, newest first."""
        query = """SELECT game.id, player.name, mode, setup, started, ended, answers + 0,
        correct + 0, points + 0, streak + 0, seed, code
        FROM game JOIN standing ON standing.game = game.id JOIN player ON player.id = game.player
        WHERE ? IS NULL OR game.player = ? ORDER BY game.id DESC LIMIT ?"""
        return [
            Score(game, name, mode, unpack_setup(mode, setup).packs, *rest)
            for game, name, mode, setup, *rest in self._find(
                query, player, player, -1 if limit is None else limit
            )
        ]

    def days(self, player: Player, since: date | None = None) -> list[DayTotal]:
        """Return what was done on each day with something done, the oldest first."""
        from spacequiz.game.statistics import DayTotal

        first = "" if since is None else since.isoformat()
        query = """SELECT name, answers + 0, correct + 0, credit + 0, milliseconds + 0 FROM tally
        WHERE player = ? AND sort = ? AND name >= ?"""
        sums = {day: rest for day, *rest in self._find(query, player, DAY, first)}
        query = """SELECT day, COUNT(*) FROM game INDEXED BY game_by_day
        WHERE player = ? AND day >= ? AND ending = 'finished' GROUP BY day"""
        games = dict(self._find(query, player, first))
        return [
            DayTotal(day, answers, right, credit / MILLION, thousandths / 1000, games.get(day, 0))
            for day in sorted(filter(_is_day, sums.keys() | games.keys()))
            for answers, right, credit, thousandths in [sums.get(day, (0, 0, 0, 0))]
        ]

    def categories(self, player: Player) -> list[CategoryTotal]:
        """Return the categories answered by name, with how firmly each is known."""
        from spacequiz.game.statistics import KNOWN_DAYS, MATURE_DAYS, CategoryTotal

        query = """SELECT category, COUNT(*), AVG(stability), AVG(stability >= ?),
        AVG(stability >= ?)
        FROM memory INDEXED BY memory_by_category WHERE player = ? GROUP BY category"""
        known = {name: rest for name, *rest in self._find(query, MATURE_DAYS, KNOWN_DAYS, player)}
        query = """SELECT name, answers + 0, correct + 0, credit + 0 FROM tally
        WHERE player = ? AND sort = ? ORDER BY name"""
        return [
            CategoryTotal(
                name, answers, right, credit / MILLION, *known.get(name, (0, 0.0, 0.0, 0.0))
            )
            for name, answers, right, credit in self._find(query, player, CATEGORY)
        ]

    def hardest(self, player: Player, limit: int) -> list[HardQuestion]:
        """Return the questions with the least credit that were answered at least twice."""
        from spacequiz.game.statistics import HARDEST_AFTER, HardQuestion

        return [
            HardQuestion(address or key, key, answers, credit / MILLION, lapses)
            for address, key, answers, credit, lapses in self._find(
                _HARDEST, player, QUESTION, HARDEST_AFTER, limit, player, player
            )
        ]

    def totals(self, player: Player) -> Totals:
        """Return the sums over all that a player did."""
        from spacequiz.game.statistics import Totals

        query = """SELECT COALESCE(SUM(answers), 0), COALESCE(SUM(correct), 0),
        COALESCE(SUM(credit), 0), COALESCE(SUM(milliseconds), 0), COUNT(*)
        FROM tally WHERE player = ? AND sort = ?"""
        ((answers, right, credit, thousandths, days),) = self._find(query, player, DAY)
        query = """SELECT COUNT(*) FROM game INDEXED BY game_by_day
        WHERE player = ? AND ending = 'finished'"""
        games = self._count(query, player)
        query = """SELECT COALESCE(MAX(streak + 0), 0) FROM game INDEXED BY game_by_player
        JOIN standing ON standing.game = game.id WHERE player = ?"""
        streak = self._count(query, player)
        return Totals(answers, right, credit / MILLION, thousandths / 1000, games, streak, days)

    def leaders(self, mode: str, limit: int = LEADERS) -> list[Leader]:
        """Return the best finished game of each player in a mode, the best first."""
        from spacequiz.game.statistics import Leader

        return [Leader(*row) for row in self._find(_LEADERS, mode, limit)]


_HARDEST = """
WITH worst AS MATERIALIZED (
    SELECT name, answers, credit FROM tally
    WHERE player = ? AND sort = ? AND answers >= ? AND credit < answers * 1000000
    ORDER BY credit * 1.0 / answers, answers DESC, name LIMIT ?
)
SELECT (
        SELECT address FROM asked JOIN answer USING (game, position)
        JOIN game ON game.id = answer.game
        WHERE asked.progress_key = worst.name AND game.player = ?
        ORDER BY answer.id DESC LIMIT 1
    ), name, worst.answers + 0, worst.credit + 0, COALESCE(lapses, 0) + 0
FROM worst LEFT JOIN memory ON memory.player = ? AND memory.progress_key = worst.name
ORDER BY worst.credit * 1.0 / worst.answers, worst.answers DESC, name
"""
_LEADERS = """
WITH best AS (
    SELECT game.player, game.id, own, answers, correct, ended,
    ROW_NUMBER() OVER (PARTITION BY game.player ORDER BY own DESC, game.id) AS place
    FROM game INDEXED BY game_by_mode JOIN standing ON standing.game = game.id
    WHERE mode = ? AND ending = 'finished'
)
SELECT RANK() OVER (ORDER BY own DESC) AS reached, player.name, own + 0, best.id, answers + 0,
    correct + 0, ended
FROM best JOIN player ON player.id = best.player WHERE place = 1
ORDER BY reached, best.id LIMIT ?
"""


def _is_day(text: str) -> bool:
    """Tell a day from what a damaged file may have in its place."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
