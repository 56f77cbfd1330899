"""The clock: the one place that asks the system for the time. It is made once and handed in."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

DAY_BEGINS = 4
"""The hour at which a day begins, unless a player chose another: a late game is of the evening."""


class Clock:
    """Tell the time, and the days as a player counts them.

    Seconds of a game are `monotonic`, moments that are kept or compared are `utc`. The place's own
    time serves to show a moment and to know its day; it jumps where the clocks are changed.
    """

    def __init__(self) -> None:
        self.day_begins = DAY_BEGINS
        """The hour at which the player's day begins."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards, counted from no moment in particular."""
        return time.monotonic()

    def utc(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def local(self, moment: datetime | None = None) -> datetime:
        """Return a moment, or else the present one, in the time of this place."""
        moment = moment or self.utc()
        try:
            return moment.astimezone()
        except (OverflowError, OSError, ValueError):
            # The system's zone is no zone, or the moment is beyond what the system can place.
            return moment.astimezone(UTC)

    def today(self) -> date:
        """Return the player's present day."""
        return self.day_of(self.utc())

    def day_of(self, moment: datetime) -> date:
        """Return the day to which a moment belongs, as the player counts days."""
        local = self.local(moment)
        early = local.hour < self.day_begins and local.date() > date.min
        return local.date() - timedelta(days=early)

    def begin_of(self, day: date) -> datetime:
        """Return the moment in UTC at which a day of the player begins."""
        # Without a zone it is that hour of this place, also where the clocks change in between.
        begins = datetime(day.year, day.month, day.day, self.day_begins)  # noqa: DTZ001
        try:
            return begins.astimezone(UTC)
        except (OverflowError, OSError, ValueError):
            return begins.replace(tzinfo=UTC)
