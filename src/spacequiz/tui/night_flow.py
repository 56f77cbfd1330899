"""The flow of a quiz night: from the lobby over the stage to the podium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.errors import SpacequizError

# Home is painted without anything of a quiz night.
if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spacequiz.game.records import Setup
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.night_plan import LobbySetup
    from spacequiz.tui.app import SpacequizApp


class NightFlow:
    """Lead a quiz night from screen to screen."""

    def __init__(self, app: SpacequizApp) -> None:
        self._app = app
        self._master: NightMaster | None = None

    @property
    def master(self) -> NightMaster:
        """Return the master of quiz nights."""
        if self._master is None:
            from spacequiz.quizmaster.night import NightMaster

            master = self._app.quizmaster
            self._master = NightMaster(
                master.bank, master.save, master.player, master.editions, master.clock
            )
        return self._master

    def change_player(self) -> None:
        """Let another player be the host from now on."""
        self._master = None

    def open(self) -> None:
        """Set up a quiz night, or go on with the one that was left."""
        if not self._app.reading:
            self._app.push_screen(self.make_lobby())

    def make_lobby(self, first: Setup | None = None) -> Screen[None]:
        """Return the lobby, as the command line wishes it or as it was left."""
        from spacequiz.quizmaster.night_plan import NightWish, apply_wish
        from spacequiz.tui.screens.night_lobby import NightLobbyScreen
        from spacequiz.tui.screens.night_lobby_teams import give_teams

        setup = self.master.last_setup()
        if isinstance(first, NightWish):
            setup = apply_wish(setup, first)
            setup = give_teams(setup, first.teams) if first.teams else setup
        return NightLobbyScreen(setup)

    def start(self, setup: LobbySetup) -> None:
        """Begin an evening and show its stage."""
        self._play(lambda: self.master.start(setup))

    def resume(self) -> None:
        """Go on with the evening that was left."""
        self._play(self.master.resume)

    def show_stage(self) -> None:
        """Show the stage, such as after the end was taken back."""
        from spacequiz.tui.screens.night_stage import NightStageScreen

        self.master.settle()
        self._app.replace_all(NightStageScreen())

    def show_podium(self) -> None:
        """Show who won, now that the evening has ended."""
        from spacequiz.tui.screens.night_podium import NightPodiumScreen

        self.master.settle()
        self._app.replace_all(NightPodiumScreen())

    def review(self) -> None:
        """Let the player work through what was missed in the evening."""
        quizmaster = self._app.quizmaster
        self._app.flow.play(lambda: quizmaster.resume(self.master.start_review()))

    def _play(self, begin: Callable[[], object]) -> None:
        from spacequiz.tui.screens.night_stage import NightStageScreen

        try:
            begin()
        except SpacequizError as error:
            self._app.warn(error)
            return
        self._app.replace_all(NightStageScreen())
