"""The editions: which packs a player gets, and what a review would bring; light enough for home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from spacequiz.game.review import MOST_PER_SESSION, NEW_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.packs.bank import Bank
    from spacequiz.packs.info import PackInfo
    from spacequiz.save import Player, Save


@dataclass(frozen=True, slots=True)
class Due:
    """Say what a review would bring now."""

    due: int
    new: int


class Editions:
    """Know which packs there are, and which edition of a translated pack a player gets.

    Args:
        bank: Where the packs are.
        language: What the player reads.
    """

    def __init__(self, bank: Bank, language: str) -> None:
        self._bank = bank
        self._language = language

    def list_default(self) -> tuple[PackInfo, ...]:
        """Return the packs that a game draws from when none is chosen.

        That is every playable one, but of a translated pack only the edition in the player's
        language or else the original.
        """
        editions: dict[str, PackInfo] = {}
        for pack in self._bank.packs():
            best = editions.get(pack.translates or pack.id)
            if pack.playable and (best is None or self._fit(pack) > self._fit(best)):
                editions[pack.translates or pack.id] = pack
        return tuple(editions.values())

    def choose(self, packs: Sequence[str]) -> tuple[str, ...]:
        """Return the packs that are meant: those named, or else the default."""
        return tuple(packs) or tuple(pack.id for pack in self.list_default())

    def title_of(self, packs: Sequence[str]) -> str:
        """Return the title of the one pack that is meant, or how many there are."""
        chosen = self.choose(packs)
        if len(chosen) != 1:
            return f"{len(chosen)} packs"
        return next((pack.title for pack in self._bank.packs() if pack.id in chosen), chosen[0])

    def find_addresses(self, progress_keys: Sequence[str]) -> dict[str, str]:
        """Return where the questions of progress keys stand in the default editions."""
        homes = {pack.translates or pack.id: pack.id for pack in self.list_default()}
        found = {}
        for key in progress_keys:
            origin, _, name = key.partition("/")
            if origin in homes:
                found[key] = f"{homes[origin]}/{name}"
        return found

    def _fit(self, pack: PackInfo) -> tuple[bool, bool]:
        return pack.language.split("-")[0] == self._language, not pack.translates


def count_due(save: Save, player: Player, now: datetime) -> Due:
    """Return what a review would bring now, without looking at the questions."""
    due = save.count_due(player, now)
    return Due(min(due, MOST_PER_SESSION), count_new(save, player, now, due))


def count_new(save: Save, player: Player, now: datetime, due: int) -> int:
    """Return how many new questions there is room for today, beside those that are due."""
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    today = save.count_new_today(player, midnight)
    return max(0, min(NEW_PER_DAY - today, MOST_PER_SESSION - due))
