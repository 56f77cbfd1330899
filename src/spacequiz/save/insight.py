"""Looking back: scores, statistics, the leader board.

The statistics are loaded only when they are looked at, so that no start waits for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.save import rows
from spacequiz.save.core import Core

if TYPE_CHECKING:
    from datetime import date

    from spacequiz.game.records import Score
    from spacequiz.game.statistics import CategoryTotal, DayTotal, HardQuestion, Leader, Totals
    from spacequiz.save.core import Player

LEADERS = 10


class Insight(Core):
    """Sum up what was played. Games come in the order they were begun, whatever the clock said."""

    def scores(self, player: Player | None = None, limit: int | None = None) -> list[Score]:
        """Return the games with at least one answer, newest first."""
        wanted = None if player is None else self._id(player)
        return self._keeper.read(lambda connection: rows.load_scores(connection, wanted, limit))

    def find_game(self, player: Player, mode: str, seed: str) -> int | None:
        """Return the player's first game of a mode with a seed, finished or not."""
        return self._keeper.read(
            lambda connection: rows.find_game(connection, self._id(player), mode, seed)
        )

    def days(self, player: Player, since: date | None = None) -> list[DayTotal]:
        """Return what was done on each day with something done, the oldest first."""
        from spacequiz.save import reports

        first = "" if since is None else since.isoformat()
        return self._keeper.read(
            lambda connection: reports.sum_days(connection, self._id(player), first)
        )

    def categories(self, player: Player) -> list[CategoryTotal]:
        """Return the categories answered by name, with how firmly each is known."""
        from spacequiz.save import reports

        return self._keeper.read(
            lambda connection: reports.sum_categories(connection, self._id(player))
        )

    def hardest(self, player: Player, limit: int) -> list[HardQuestion]:
        """Return the questions with the least credit that were answered at least twice."""
        from spacequiz.save import reports

        return self._keeper.read(
            lambda connection: reports.find_hardest(connection, self._id(player), limit)
        )

    def totals(self, player: Player) -> Totals:
        """Return the sums over all that a player did."""
        from spacequiz.save import reports

        return self._keeper.read(lambda connection: reports.sum_all(connection, self._id(player)))

    def leaders(self, mode: str, limit: int = LEADERS) -> list[Leader]:
        """Return the best finished game of each player in a mode, the best first."""
        from spacequiz.save import reports

        return self._keeper.read(lambda connection: reports.rank_players(connection, mode, limit))
