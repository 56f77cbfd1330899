"""The shelf: what a teacher does with installed packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacequiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from spacequiz.game.analysis import PackAnalysis
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.info import PackInfo
    from spacequiz.packs.install import Staged
    from spacequiz.paths import Places

MOST_PATH = 400


class Shelf:
    """Add, remove and analyse packs.

    Args:
        bank: Knows what is installed.
        places: Where packs, backups and the save file lie.
        now: Returns the time with its zone.
    """

    def __init__(self, bank: Bank, places: Places, now: Callable[[], datetime]) -> None:
        self._bank = bank
        self._places = places
        self._now = now

    def stage(self, path: str) -> Staged:
        """Copy a pack beside the installed ones and check it.

        Raises:
            SpacequizError: There is no such pack, it has errors, or it cannot be copied.
        """
        from spacequiz.packs.install import stage_pack

        found = Path(_strip_quotes(clean_line(path, MOST_PATH))).expanduser()
        return stage_pack(found, self._places, self._bank.packs())

    def install(self, staged: Staged) -> Path:
        """Put a staged pack among the player's own.

        Raises:
            UsageError: The disk cannot be written.
        """
        return staged.install(self._now())

    def remove(self, pack: PackInfo) -> Path:
        """Take a pack out of the library and return where it is kept.

        Raises:
            SpacequizError: It is none of the player's own, or it cannot be moved.
        """
        from spacequiz.packs.install import remove_pack

        return remove_pack(pack, self._places, self._now())

    def analyse(self, pack: PackInfo) -> PackAnalysis:
        """Return how the questions of a pack did in the answers on this machine.

        Raises:
            SaveError: The save file cannot be read.
        """
        from spacequiz.game.analysis import analyse
        from spacequiz.save.responses import read_responses

        addresses = [candidate.address for candidate in self._bank.candidates([pack.id])]
        found = read_responses([self._places.save], pack.id)
        return analyse(self._bank.questions(addresses), found.replies)


def _strip_quotes(path: str) -> str:
    """Return a path without the quotes that a file has when it is dropped on a terminal."""
    quoted = len(path) > 2 and path[0] == path[-1] and path[0] in "\"'"
    return path[1:-1] if quoted else path.replace("\\ ", " ")
