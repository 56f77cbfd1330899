"""The night master: draws an evening's questions, holds its Match, saves what happens."""

from __future__ import annotations

import secrets
from random import Random
from typing import TYPE_CHECKING, Any

from spacequiz.quizmaster.night_draw import Draw, Drawer
from spacequiz.quizmaster.night_plan import (
    ALL_TOPICS,
    CATEGORY,
    PACK,
    LobbySetup,
    apply_wish,
    pack_setup,
    read_setup,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.packs.bank import Bank
    from spacequiz.quizmaster.editions import Editions
    from spacequiz.quizmaster.night_plan import NightWish
    from spacequiz.save import Player, Save
    from spacequiz.save.nights import SavedNight

LOBBY_SETTING = "night"


class NightMaster:
    """Run quiz nights.

    Args:
        bank: Where questions are drawn from.
        save: Where everything that happens goes before it shows.
        host: Who is at the machine.
        editions: Which packs are meant when none is chosen.
        clock: Returns seconds on a clock that never runs backwards.
    """

    def __init__(
        self,
        bank: Bank,
        save: Save,
        host: Player,
        editions: Editions,
        clock: Callable[[], float],
    ) -> None:
        self._bank = bank
        self._save = save
        self._host = host
        self._editions = editions
        self._clock = clock
        self._night = 0

    # -- the lobby ---------------------------------------------------------------------------

    def last_setup(self) -> LobbySetup:
        """Return the set-up of the last evening; the default for a first one."""
        return read_setup(self._save.setting(None, LOBBY_SETTING, {}))

    def apply(self, setup: LobbySetup, wish: NightWish) -> LobbySetup:
        """Return the set-up with what the command line asks for."""
        return apply_wish(setup, wish)

    def topics(self, setup: LobbySetup) -> list[str]:
        """Return what a round can be about: anything, a pack, or a category."""
        chosen = self._editions.choose(setup.packs)
        packs = [pack for pack in self._bank.packs() if pack.id in chosen]
        categories = dict.fromkeys(name for pack in packs for name in pack.categories)
        own = [PACK + pack.id for pack in packs] if len(packs) > 1 else []
        return [ALL_TOPICS, *own, *(CATEGORY + name for name in categories)]

    def title(self, topic: str) -> str:
        """Return what a round is about, in words."""
        return Drawer(self._bank, self._editions, {}).title(topic)

    def try_draw(self, setup: LobbySetup) -> Draw:
        """Return a draw as the set-up would bring one, to see whether there are enough."""
        return Drawer(self._bank, self._editions, {}).draw(setup, Random(0))

    # -- an evening that was left ------------------------------------------------------------

    def unfinished(self) -> SavedNight | None:
        """Return the evening that can be continued."""
        return self._save.unfinished_night()

    def describe_unfinished(self) -> str | None:
        """Return in a few words where the evening stands that can be continued."""
        return None

    def forget(self) -> None:
        """Give up the evening that was left."""
        if (saved := self.unfinished()) is not None:
            self._save.abandon_night(saved.night)

    def _remember(self, setup: LobbySetup) -> None:
        values: dict[str, Any] = pack_setup(setup)
        self._save.set_setting(None, LOBBY_SETTING, values)

    def _seed(self) -> Random:
        return Random(secrets.randbits(64))
