"""The flow of a game: from its set-up over its questions to its results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacequiz.errors import SpacequizError

# Home is painted without the screens of a game.
if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spacequiz.game.records import SavedGame, Setup
    from spacequiz.game.views import View
    from spacequiz.tui.app import SpacequizApp


class GameFlow:
    """Lead a game from screen to screen."""

    def __init__(self, app: SpacequizApp) -> None:
        self._app = app
        self._quizmaster = app.quizmaster

    def open_setup(self, pack: str = "") -> None:
        """Set up a game, from one pack or as remembered."""
        from spacequiz.tui.screens.setup import SetupScreen

        if self._app.reading:
            return
        setup = self._quizmaster.last_setup()
        if pack:
            setup = replace(setup, packs=(pack,), categories=())
        self._app.push_screen(SetupScreen(setup))

    def play(self, begin: Callable[[], View]) -> None:
        """Begin a game and show its first question."""
        screen = self.prepare(begin)
        if screen is not None:
            self._app.replace_all(screen)

    def start(self, setup: Setup) -> None:
        """Draw a game and ask its first question."""
        self.play(lambda: self._quizmaster.start(setup))

    def start_code(self, code: str) -> None:
        """Play the game that a code stands for."""
        self.play(lambda: self._quizmaster.start(self._quizmaster.planner.read_code(code)))

    def start_again(self) -> None:
        """Play another game with the set-up of the last one that was drawn."""
        self.play(self._quizmaster.start_again)

    def retry_missed(self) -> None:
        """Ask what was just missed, until each was right once."""
        self.play(self._quizmaster.start_missed)

    def resume(self, saved: SavedGame | None) -> None:
        """Go on with a game that was left, if there is one."""
        if saved is not None:
            self.play(lambda: self._quizmaster.resume(saved))

    def show_results(self) -> None:
        """Sum the game up."""
        self._app.replace_all(self._make_results())

    def prepare(self, begin: Callable[[], View]) -> Screen[None] | None:
        """Return the screen that a game begins with; tell why, and return None, if none can."""
        from spacequiz.tui.screens.question import QuestionScreen

        try:
            view = begin()
        except SpacequizError as error:
            self._app.warn(error)
            return None
        return self._make_results() if view.card is None else QuestionScreen()

    def _make_results(self) -> Screen[None]:
        from spacequiz.tui.screens.results import ResultsScreen

        return ResultsScreen(self._quizmaster.summarize())
