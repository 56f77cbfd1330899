"""Learning: what a player remembers, what is due, and what is marked at a question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacequiz.save import cards, marks
from spacequiz.save.core import Core, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from spacequiz.game.review import Memory
    from spacequiz.game.statistics import Flag
    from spacequiz.save.core import Player

FORECAST_DAYS = 14
_REVIEW = "review"


class Learning(Core):
    """Remember what each player knows. Progress keys may be of questions that are gone."""

    def memory(self, player: Player, progress_key: str) -> Memory | None:
        """Return a player's memory of a question; None for one never answered."""
        return self._keeper.read(
            lambda connection: cards.load(connection, self._id(player), progress_key)
        )

    def memory_before(self, game: int, position: int) -> Memory | None:
        """Return the memory as it was before an answer; None where there was none."""
        return self._keeper.read(
            lambda connection: cards.load_before(connection, self._row(connection, game), position)
        )

    def due(self, player: Player, now: datetime, limit: int, offset: int = 0) -> list[str]:
        """Return the progress keys that are due, the longest overdue first."""
        return self._keeper.read(
            lambda connection: cards.find_due(connection, self._id(player), now, limit, offset)
        )

    def count_due(self, player: Player, now: datetime) -> int:
        """Return how many questions are due."""
        return self._keeper.read(
            lambda connection: cards.count_due(connection, self._id(player), now)
        )

    def forecast(self, player: Player, days: int = FORECAST_DAYS) -> list[int]:
        """Return how many questions fall due on each of the player's days.

        The first number is for today with all that is overdue.
        """
        today, moment = self._clock.today(), timedelta(microseconds=1)
        later = (today + timedelta(days=day) for day in range(1, days + 1))
        ends = [self._clock.begin_of(day) - moment for day in later]
        return self._keeper.read(
            lambda connection: [
                cards.count_due(connection, self._id(player), until, since)
                for since, until in zip([None, *ends], ends, strict=False)
            ]
        )

    def known(self, player: Player, progress_keys: Sequence[str]) -> set[str]:
        """Return which of the questions the player has a memory of."""
        return self._keeper.read(
            lambda connection: cards.find_known(connection, self._id(player), progress_keys)
        )

    def leeches(self, player: Player, progress_keys: Sequence[str]) -> set[str]:
        """Return which of the questions the player keeps missing."""
        return self._keeper.read(
            lambda connection: cards.find_leeches(connection, self._id(player), progress_keys)
        )

    def weakest(self, player: Player, limit: int) -> list[str]:
        """Return the progress keys of what is least firmly known, the weakest first."""
        return self._keeper.read(
            lambda connection: cards.find_weakest(connection, self._id(player), limit)
        )

    def count_new_today(self, player: Player) -> int:
        """Return how many questions the player first met in reviews today."""
        since = self._clock.begin_of(self._clock.today())
        return self._keeper.read(
            lambda connection: cards.count_first(
                connection, self._id(player), _REVIEW, stamp(since)
            )
        )

    # -- notes and flags ---------------------------------------------------------------------

    def note(self, player: Player, progress_key: str) -> str:
        """Return a player's note on a question; empty where there is none."""
        return self._keeper.read(
            lambda connection: marks.load_note(connection, self._id(player), progress_key)
        )

    def set_note(self, player: Player, progress_key: str, text: str) -> None:
        """Keep a player's note on a question; an empty one removes it."""
        self._keeper.write(
            lambda connection: marks.store_note(connection, self._id(player), progress_key, text)
        )

    def flag(self, player: Player, address: str, reason: str = "") -> None:
        """Note that a player finds a question bad."""
        flagged = self._stamp()
        self._keeper.write(
            lambda connection: marks.add_flag(
                connection, self._id(player), address, reason, flagged
            )
        )

    def unflag(self, player: Player, address: str) -> None:
        """Take a player's flag back."""
        self._keeper.write(
            lambda connection: marks.remove_flag(connection, self._id(player), address)
        )

    def is_flagged(self, player: Player, address: str) -> bool:
        """Return whether the player flagged a question."""
        return self._keeper.read(
            lambda connection: marks.has_flag(connection, self._id(player), address)
        )

    def flags(self) -> list[Flag]:
        """Return the flags of all players in the order they were set."""
        return self._keeper.read(marks.load_flags)
