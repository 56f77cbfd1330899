"""The sessions: games that begin, and games that go on from what the save file has of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.clock import DAY_BEGINS
from spacequiz.game.modes import MODES, Drawing, name_mode
from spacequiz.game.records import Verdict

# What only a game needs is imported where it begins: home is painted without it.
if TYPE_CHECKING:
    from collections.abc import Callable

    from spacequiz.game.records import SavedGame, Setup
    from spacequiz.game.session import Session
    from spacequiz.packs.bank import Bank
    from spacequiz.save import Player, Save

STREAKS_SETTING = "streaks"
DAY_SETTING = "day-begins"
LATEST_BEGINNING = 12
"""The latest hour at which a player can let the day begin."""


def read_day_begins(save: Save, player: Player) -> int:
    """Return the hour at which a player's day begins; one that makes no sense is the usual."""
    hour = save.setting(player, DAY_SETTING, DAY_BEGINS)
    known = isinstance(hour, int) and 0 <= hour <= LATEST_BEGINNING
    return int(hour) if known else DAY_BEGINS


class Sessions:
    """Open the session of a game.

    Args:
        bank: Where its questions are.
        save: What is known of the player.
        clock: Returns seconds on a clock that never runs backwards.
    """

    def __init__(self, bank: Bank, save: Save, clock: Callable[[], float]) -> None:
        self._bank = bank
        self._save = save
        self._clock = clock

    def open(self, setup: Setup, seed: str, addresses: tuple[str, ...], player: Player) -> Session:
        """Return a game over the questions at these addresses, in this order."""
        from spacequiz.game.session import Session, Terms

        mode = name_mode(setup.mode)
        split = setup.count if mode.drawing is Drawing.LADDER else len(addresses)
        questions = self._bank.questions(addresses[:split])
        keys = [question.progress_key for question in questions] if mode.leeches_first else []
        terms = Terms(
            seed=seed,
            streaks=self._save.setting(player, STREAKS_SETTING, True),
            limit=setup.timer,
            seconds=setup.seconds,
            leeches=frozenset(self._save.leeches(player, keys)) if keys else frozenset(),
        )
        reserve = self._bank.questions(addresses[split:])
        return Session(questions, mode, terms, self._clock, reserve)

    def restore(self, saved: SavedGame, player: Player) -> Session:
        """Return a saved game as it was left; questions that have gone since are passed over."""
        session = self.open(saved.setup, saved.seed, saved.addresses, player)
        session.restore(saved.answers, saved.aids if self._still_waits(saved) else ())
        return session

    def find_missing(self, saved: SavedGame) -> tuple[str, ...]:
        """Return the packs that unanswered questions of a game are from and that are not here."""
        here = {pack.id for pack in self._bank.packs() if pack.playable}
        mode, answers = MODES[saved.setup.mode], saved.answers
        places = saved.setup.count if mode.drawing is Drawing.LADDER else len(saved.addresses)
        if len(answers) >= places and not mode.until_right:
            return ()
        done = {a.address for a in answers if not mode.until_right or a.verdict is Verdict.RIGHT}
        waiting = (a.partition("/")[0] for a in saved.addresses[:places] if a not in done)
        return tuple(dict.fromkeys(pack for pack in waiting if pack not in here))

    def _still_waits(self, saved: SavedGame) -> bool:
        """Return whether the question that waited for its answer is still there."""
        asked = list(saved.addresses)
        if name_mode(saved.setup.mode).until_right:
            asked += [a.address for a in saved.answers if a.verdict is not Verdict.RIGHT]
        waiting = asked[len(saved.answers) : len(saved.answers) + 1]
        return bool(self._bank.questions(waiting))
