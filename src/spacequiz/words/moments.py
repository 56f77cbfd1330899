"""Moments as a player reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.text import show_line

if TYPE_CHECKING:
    from spacequiz.clock import Clock


def local_minute(stamp: str, clock: Clock) -> str:
    """Return a moment of the save file in the time of this place, to the minute."""
    from datetime import datetime

    try:
        return clock.local(datetime.fromisoformat(stamp)).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return show_line(stamp)
