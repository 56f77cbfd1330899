"""The game as screens know it: what they share, and the journeys that they may ask for."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

from textual import constants
from textual.app import App

from spacequiz.game.kinds import Kind
from spacequiz.language import say
from spacequiz.quizmaster.settings import load_settings
from spacequiz.quizmaster.teaching import Shelf
from spacequiz.words import ASCII, UNICODE, Glyphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spacequiz.errors import SpacequizError
    from spacequiz.game.records import SavedGame, Setup
    from spacequiz.packs.bank import PackInfo
    from spacequiz.paths import Places
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.night_draw import LobbySetup
    from spacequiz.quizmaster.room import Room
    from spacequiz.quizmaster.settings import Setting
    from spacequiz.save import Player

Result = TypeVar("Result")

KINDS = tuple(Kind)
"""The kinds of question that this face can show."""


class Game(App[None]):
    """Hold what all screens share; the app that shows them makes the journeys.

    Args:
        quizmaster: Runs the games.
        places: Where things are.
        ascii_only: Draw with ASCII, whatever the settings say.
    """

    def __init__(self, quizmaster: Quizmaster, places: Places, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.quizmaster = quizmaster
        self.places = places
        self.settings = load_settings(quizmaster.save, quizmaster.player)
        self.shelf = Shelf(quizmaster.bank, places, quizmaster.clock)
        self.ascii_only = ascii_only or self.settings.ascii
        self.glyphs: Glyphs = ASCII if self.ascii_only else UNICODE
        self.reading = ""
        """How far the reading of packs has come; empty when it is done."""
        self.told = 0
        """How many of the save file's notices the player has been told of."""
        self.room: Room | None = None
        """The phones' room of the evening; None where there is none."""
        self.farewell = ""
        """What is printed once the terminal is back, such as a result to share."""

    # -- what there is -----------------------------------------------------------------------

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of question that this face can show."""
        return KINDS

    @property
    def packs(self) -> tuple[PackInfo, ...]:
        """Return every installed pack, with or without errors."""
        return self.quizmaster.bank.packs()

    @property
    def playable_packs(self) -> tuple[PackInfo, ...]:
        """Return the packs that can be played."""
        return tuple(pack for pack in self.packs if pack.playable)

    @property
    def player_name(self) -> str:
        """Return the player's name."""
        return self.quizmaster.player.name

    @property
    def unfinished(self) -> SavedGame | None:
        """Return the game that can be continued."""
        return None if self.reading else self.quizmaster.unfinished()

    @property
    @abstractmethod
    def night(self) -> NightMaster:
        """Return the master of quiz nights."""

    def title_of_pack(self, pack: str) -> str:
        """Return a pack's title, or its id where it is gone."""
        return next((p.title for p in self.packs if p.id == pack), pack)

    def warn(self, error: SpacequizError) -> None:
        """Tell why something cannot be done, and how it could."""
        told = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(told, severity="warning", markup=False)

    def share(self, text: str) -> None:
        """Copy a text through the terminal, and print it when the game is left."""
        self.copy_to_clipboard(text)
        self.farewell = text
        told = say("Sent to the clipboard, where the terminal has one; printed when you quit.")
        if constants.DRIVER:
            # Whoever plays in a browser sees nothing of what is printed.
            told = say("Sent to the clipboard, where the browser lets it.")
        self.notify(told, markup=False, timeout=3)

    # -- what can be changed -----------------------------------------------------------------

    @abstractmethod
    def read_packs(self, then: Callable[[], None] | None = None) -> None:
        """Read the packs that have changed, in the background."""

    @abstractmethod
    def change_player(self, player: Player) -> None:
        """Let another player play, with settings of their own."""

    @abstractmethod
    def change_setting(self, setting: Setting, value: object) -> None:
        """Change a setting; it holds at once and is remembered."""

    # -- a game ------------------------------------------------------------------------------

    @abstractmethod
    def go_home(self) -> None:
        """Close every screen but home."""

    @abstractmethod
    def open_screen(
        self,
        make: Callable[[], Screen[Result] | None],
        then: Callable[[Result | None], None] | None = None,
    ) -> None:
        """Open a screen, if there is one; where a mistake of ours prevents that, stay there."""

    @abstractmethod
    def replace_all(self, screen: Screen[None]) -> None:
        """Put a screen in the place of all but home."""

    @abstractmethod
    def open_setup(self, pack: str = "", *, review: bool = False) -> None:
        """Set up a game or a review, from one pack or as remembered."""

    @abstractmethod
    def once_read(self, do: Callable[[], None]) -> None:
        """Do what needs the packs, or have it done on this screen once they are read."""

    @abstractmethod
    def start_review(self) -> None:
        """Review what there is; where there are several packs, let the player choose first."""

    @abstractmethod
    def start(self, setup: Setup) -> None:
        """Draw a game and ask its first question."""

    @abstractmethod
    def start_code(self, code: str) -> None:
        """Play the game that a code stands for."""

    @abstractmethod
    def start_again(self) -> None:
        """Play another game with the set-up of the last one that was drawn."""

    @abstractmethod
    def start_missed(self) -> None:
        """Ask what was just missed, until each was right once."""

    @abstractmethod
    def resume(self, saved: SavedGame | None) -> None:
        """Go on with a game that was left, if there is one."""

    @abstractmethod
    def show_results(self) -> None:
        """Sum the game up."""

    # -- a quiz night ------------------------------------------------------------------------

    @abstractmethod
    def open_night(self) -> None:
        """Set up a quiz night, or go on with the one that was left."""

    @abstractmethod
    def start_night(self, setup: LobbySetup) -> None:
        """Begin an evening and show its stage."""

    @abstractmethod
    def resume_night(self, night: int | None = None) -> None:
        """Go on with an evening that was left, or else the newest."""

    @abstractmethod
    def show_stage(self) -> None:
        """Show the stage, such as after the end was taken back."""

    @abstractmethod
    def show_room(self) -> None:
        """Show the phones' room over the stage; open it if there is none yet."""

    @abstractmethod
    def show_podium(self) -> None:
        """Show who won, now that the evening has ended."""

    @abstractmethod
    def review_night(self) -> None:
        """Let the player work through what was missed in the evening."""
