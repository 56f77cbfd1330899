"""The stopwatch: thinking time, which stands still in a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST_READING_SECONDS = 2.0
CHARACTERS_PER_SECOND = 20


class Stopwatch:
    """Measure seconds on a clock that is handed in and never runs backwards."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._before = 0.0
        self._since: float | None = clock()

    @property
    def seconds(self) -> float:
        """Return the time measured so far."""
        if self._since is None:
            return self._before
        return self._before + max(0.0, self._clock() - self._since)

    def restart(self) -> None:
        """Measure from nothing again."""
        self._before, self._since = 0.0, self._clock()

    def pause(self) -> None:
        """Stand still."""
        self._before, self._since = self.seconds, None

    def unpause(self) -> None:
        """Run again."""
        if self._since is None:
            self._since = self._clock()


def reading_pause(characters: int) -> float:
    """Return how many seconds a player has to read before a question's timer starts."""
    return max(LEAST_READING_SECONDS, characters / CHARACTERS_PER_SECOND)
