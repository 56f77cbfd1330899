"""The ladder: what a player owns on each rung, and where a miss leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacequiz.game.modes import Mode


def prize_at(mode: Mode, rung: int) -> int:
    """Return what a player owns after `rung` right answers."""
    return mode.prizes[min(rung, len(mode.prizes)) - 1] if rung else 0


def safe_rung(mode: Mode, rung: int) -> int:
    """Return the rung that a miss leads back to."""
    return max((safe for safe in mode.safe if safe <= rung), default=0)


def climb(mode: Mode, rung: int, *, right: bool) -> int:
    """Return the points that an answer on the way from `rung` brings, below 0 for a fall."""
    owned = prize_at(mode, rung)
    return (prize_at(mode, rung + 1) if right else prize_at(mode, safe_rung(mode, rung))) - owned
