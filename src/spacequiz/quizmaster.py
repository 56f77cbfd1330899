"""The quizmaster: draws from the bank, asks the Session, saves every answer."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING

from spacequiz.errors import UsageError
from spacequiz.game.drawing import Candidate, draw
from spacequiz.game.modes import MISSED, MODES
from spacequiz.game.records import (
    Aid,
    Answer,
    Response,
    SavedGame,
    Score,
    Setup,
    Verdict,
    read_setup,
)
from spacequiz.game.session import Session
from spacequiz.game.summary import Summary, list_missed, slice_by_category
from spacequiz.game.views import Phase, Played, View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from spacequiz.game.question import Kind
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.info import PackInfo
    from spacequiz.save import Player, Save

SETUP_SETTING = "setup"
STREAKS_SETTING = "streaks"


class Quizmaster:
    """Run games for one player. Both faces talk to it alone while playing.

    Args:
        bank: Where questions are drawn from.
        save: Where every answer goes before its verdict is shown.
        player: Whose games these are.
        clock: Returns seconds on a clock that never runs backwards.
        kinds: The kinds of question that the face can show.
        language: Which edition of a translated pack to draw from when no pack is chosen.
    """

    def __init__(
        self,
        bank: Bank,
        save: Save,
        player: Player,
        *,
        clock: Callable[[], float],
        kinds: Collection[Kind],
        language: str = "en",
    ) -> None:
        self.bank = bank
        self.save = save
        self.player = player
        self._clock = clock
        self._kinds = tuple(kinds)
        self._language = language
        self._game = 0
        self._chosen = Setup()
        self._session = Session((), mode=MODES["classic"], seed="", clock=clock)
        self.setup = Setup()

    # -- beginning ---------------------------------------------------------------------------

    def list_editions(self) -> tuple[PackInfo, ...]:
        """Return the packs that a game draws from when none is chosen.

        That is every playable one, but of a translated pack only the edition in the player's
        language or else the original.
        """
        editions: dict[str, PackInfo] = {}
        for pack in self.bank.packs():
            best = editions.get(pack.translates or pack.id)
            if pack.playable and (best is None or self._fit(pack) > self._fit(best)):
                editions[pack.translates or pack.id] = pack
        return tuple(editions.values())

    def _fit(self, pack: PackInfo) -> tuple[bool, bool]:
        return pack.language.split("-")[0] == self._language, not pack.translates

    def count_candidates(self, setup: Setup) -> int:
        """Return how many questions fit a set-up."""
        return len({c.progress_key for c in self._candidates(setup)})

    def start(self, setup: Setup) -> View:
        """Draw a game and ask its first question.

        Raises:
            UsageError: No question fits the set-up.
        """
        self._chosen = replace(setup, seed="")
        seed = setup.seed or secrets.token_hex(4)
        # A seed given by the player stands for the same questions on every machine,
        # so what this player has seen has no say in it.
        seen = {} if setup.seed else self.save.last_seen(self.player)
        drawn = draw(self._candidates(setup), setup.count, seen, Random(f"draw/{seed}"))
        if not drawn:
            raise UsageError(
                "No question fits this choice.",
                hint="Choose more packs, categories, difficulties or kinds.",
            )
        return self._begin(setup, seed, [candidate.address for candidate in drawn])

    def start_again(self) -> View:
        """Draw another game with the set-up of the last one that was drawn.

        Raises:
            UsageError: No question fits the set-up any more.
        """
        return self.start(self._chosen)

    def start_missed(self) -> View:
        """Ask again what the present game's player just missed, until each was right once.

        Raises:
            UsageError: Nothing was missed.
        """
        missed = list_missed(self._session.played)
        return self._retry(self.setup, [played.card.address for played in missed])

    def start_last_missed(self) -> View:
        """Ask again what the player missed in the newest game.

        Raises:
            UsageError: There is no game yet, or nothing was missed in it.
        """
        scores = self.save.scores(self.player, 1)
        if not scores:
            return self._retry(self.setup, [])
        saved = self.save.game(scores[0].game)
        missed = [a.address for a in saved.answers if a.verdict is not Verdict.RIGHT]
        return self._retry(saved.setup, list(dict.fromkeys(missed)))

    def unfinished(self) -> SavedGame | None:
        """Return the player's newest game that can be continued."""
        return self.save.unfinished(self.player)

    def resume(self, saved: SavedGame) -> View:
        """Continue a game where it was left.

        Questions that have left the bank since are passed over.
        """
        session = self._restore(saved)
        if saved.setup.mode != MISSED.name:
            self._chosen = replace(saved.setup, seed="")
        self._game, self._session, self.setup = saved.game, session, saved.setup
        if session.view.phase is Phase.FINISHED:
            self.save.finish(self._game)
        else:
            self._show()
        return self.view

    def last_setup(self) -> Setup:
        """Return what the player set up last; the default for a first game."""
        return read_setup(self.save.setting(self.player, SETUP_SETTING, {}))

    def remember_setup(self, setup: Setup) -> None:
        """Keep a set-up as the one to begin with next time."""
        self.save.set_setting(self.player, SETUP_SETTING, asdict(replace(setup, seed="")))

    def scores(self) -> list[Score]:
        """Return the player's games, newest first."""
        return self.save.scores(self.player)

    # -- playing -----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """Return the game as it stands."""
        return self._session.view

    @property
    def played(self) -> tuple[Played, ...]:
        """Return every question answered so far."""
        return self._session.played

    def title_of(self, setup: Setup) -> str:
        """Return what a set-up draws from: the title of its one pack, or how many there are."""
        packs = setup.packs or tuple(pack.id for pack in self.list_editions())
        if len(packs) != 1:
            return f"{len(packs)} packs"
        return next((pack.title for pack in self.bank.packs() if pack.id in packs), packs[0])

    def summarize(self) -> Summary:
        """Return the present game summed up."""
        return self._summarize(self._session, self.setup)

    def recall(self, game: int) -> Summary:
        """Return a game of the past summed up; questions that are gone leave only their points."""
        saved = self.save.game(game)
        return self._summarize(self._restore(saved), saved.setup)

    @property
    def scored(self) -> bool:
        """Return whether the game's mode gives points."""
        return self._session.mode.scored

    @property
    def trouble(self) -> str:
        """Return why answers cannot be written just now; empty when they can."""
        return self.save.trouble

    def answer(self, response: Response) -> View:
        """Judge and save a response; the verdict is in the view only once it is safe."""
        return self._keep(self._session.answer(response))

    def skip(self) -> View:
        """Give the present question up."""
        return self._keep(self._session.skip())

    def take_aid(self, aid: Aid) -> View:
        """Take help on the present question, where there is any."""
        position = self._session.position
        if self._session.take_aid(aid):
            self.save.take_aid(self._game, position, aid)
        return self.view

    def go_on(self) -> View:
        """Leave the reveal for the next question or for the end."""
        self._session.go_on()
        if self._session.view.phase is Phase.FINISHED:
            self.save.finish(self._game)
        else:
            self._show()
        return self.view

    def pause(self) -> None:
        """Stop counting thinking time."""
        self._session.pause()

    def unpause(self) -> None:
        """Count thinking time again."""
        self._session.unpause()

    @property
    def _streaks(self) -> bool:
        return self.save.setting(self.player, STREAKS_SETTING, True)

    # -- within ------------------------------------------------------------------------------

    def _candidates(self, setup: Setup) -> list[Candidate]:
        kinds = tuple(k for k in self._kinds if not setup.kinds or k in setup.kinds)
        packs = setup.packs or tuple(pack.id for pack in self.list_editions())
        return self.bank.candidates(packs, kinds, setup.categories, setup.difficulties)

    def _restore(self, saved: SavedGame) -> Session:
        session = Session(
            self.bank.questions(saved.addresses),
            mode=MODES[saved.setup.mode],
            seed=saved.seed,
            clock=self._clock,
            streaks=self._streaks,
        )
        session.restore(saved.answers, saved.aids)
        return session

    def _summarize(self, session: Session, setup: Setup) -> Summary:
        played = session.played
        return Summary(
            title=self.title_of(setup),
            mode=session.mode.title,
            tally=session.view.tally,
            categories=slice_by_category(played),
            missed=list_missed(played),
            scored=session.mode.scored,
        )

    def _retry(self, setup: Setup, addresses: list[str]) -> View:
        if not self.bank.questions(addresses):
            raise UsageError("Nothing was missed.", hint="Play a game first.")
        again = replace(setup, mode=MISSED.name, count=len(addresses), seed="")
        return self._begin(again, secrets.token_hex(4), addresses)

    def _begin(self, setup: Setup, seed: str, addresses: list[str]) -> View:
        questions = self.bank.questions(addresses)
        self._session = Session(questions, mode=MODES[setup.mode], seed=seed, clock=self._clock)
        self.setup = setup
        pairs = [(q.address, q.progress_key) for q in questions]
        self._game = self.save.start_game(self.player, setup, seed, pairs)
        self._show()
        return self.view

    def _show(self) -> None:
        """Note that the present question was seen, from the moment it is shown."""
        session = self._session
        question = session.question
        self.save.show(self._game, session.position, question.address, question.progress_key)

    def _keep(self, answer: Answer) -> View:
        self.save.record(self._game, answer)
        return self.view
