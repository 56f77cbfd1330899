"""The editions: which packs a player gets, and what a review would bring; light enough for home."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.review import MOST_PER_SESSION, NEW_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacequiz.game.kinds import Kind
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.info import PackInfo
    from spacequiz.save import Player, Save


_CHUNK = 100
_ALWAYS = datetime.max.replace(tzinfo=UTC)


class Due(NamedTuple):
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

    def find_present(self, progress_keys: Sequence[str], kinds: Collection[Kind]) -> list[str]:
        """Return where those questions stand in the default editions that can be asked."""
        homes = {pack.translates or pack.id: pack.id for pack in self.list_default()}
        split = [key.partition("/") for key in progress_keys]
        wanted = [f"{homes[origin]}/{name}" for origin, _, name in split if origin in homes]
        return [q.address for q in self._bank.questions(wanted) if q.kind in kinds]

    def find_due(
        self, save: Save, player: Player, now: datetime, kinds: Collection[Kind]
    ) -> list[str]:
        """Return the addresses of what is due, passing over what has left the bank."""
        found: list[str] = []
        offset = 0
        while len(found) < MOST_PER_SESSION:
            keys = save.due(player, now, _CHUNK, offset)
            found += self.find_present(keys, kinds)
            if len(keys) < _CHUNK:
                break
            offset += _CHUNK
        return found[:MOST_PER_SESSION]

    def count_new(self, save: Save, player: Player, kinds: Collection[Kind], most: int) -> int:
        """Return how many questions there are that the player has no memory of, up to `most`."""
        editions = self.list_default()
        there = sum(pack.kinds.get(kind, 0) for pack in editions for kind in kinds)
        # Memories may be of questions that are gone: only where few are left they are looked up.
        if there - save.count_due(player, _ALWAYS) >= most:
            return most
        packs = [pack.id for pack in editions]
        candidates = self._bank.candidates(packs, tuple(kinds)) if packs else []
        keys = {candidate.progress_key for candidate in candidates}
        return min(most, len(keys - save.known(player, tuple(keys))))

    def _fit(self, pack: PackInfo) -> tuple[bool, bool]:
        return pack.language.split("-")[0] == self._language, not pack.translates


def count_due(
    editions: Editions, save: Save, player: Player, now: datetime, kinds: Collection[Kind]
) -> Due:
    """Return what a review would bring now."""
    due = len(editions.find_due(save, player, now, kinds))
    room = count_room(save, player, due)
    return Due(due, editions.count_new(save, player, kinds, room))


def count_room(save: Save, player: Player, due: int) -> int:
    """Return how many new questions there is room for today, beside those that are due."""
    return max(0, min(NEW_PER_DAY - save.count_new_today(player), MOST_PER_SESSION - due))
