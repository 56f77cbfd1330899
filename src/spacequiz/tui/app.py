"""The app: holds the quizmaster and leads from screen to screen."""

from __future__ import annotations

import asyncio
import gc
import signal
import time
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import constants
from textual.app import App
from textual.binding import Binding, BindingType
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.worker import WorkerFailed

from spacequiz.errors import SpacequizError
from spacequiz.game.kinds import Kind
from spacequiz.game.modes import MISSED
from spacequiz.packs.command import as_argument
from spacequiz.packs.library import look_again
from spacequiz.quizmaster.shelf import Shelf
from spacequiz.tui.commands import APP_COMMANDS, PaletteProvider, bind, commands_of
from spacequiz.tui.screens.home import HomeScreen
from spacequiz.tui.settings import load_settings
from spacequiz.tui.themes import NIGHT, THEMES, complete
from spacequiz.tui.widgets.early import is_early
from spacequiz.tui.widgets.plain_scroll_bar import PlainScrollBarRender
from spacequiz.wording import ASCII, UNICODE, Glyphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.command import Provider
    from textual.screen import Screen

    from spacequiz.game.records import SavedGame, Setup
    from spacequiz.game.views import View
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.info import PackInfo
    from spacequiz.packs.preview import Preview
    from spacequiz.paths import Places
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.editions import Due
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.night_plan import LobbySetup
    from spacequiz.save import Player

KINDS = tuple(Kind)
"""The kinds of question that this face can show."""

HOME = "home"
NIGHT_MODE = "night"
COLLECT_AFTER = 1.0
"""How many seconds after its start the game may begin to look for garbage."""

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


def _tell_time() -> datetime:
    return datetime.now().astimezone()


def collect_again() -> None:
    """Let the garbage collector work again, but not through what stays until the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class SpacequizApp(App[None]):
    """Show the game in the terminal.

    Args:
        quizmaster: Runs the games.
        places: Where things are, for messages that name a place.
        first: What to play at once; None opens the game at home.
        preview: A pack to show while it is written, instead of a game.
        ascii_only: Draw with ASCII, whatever the settings say.
    """

    TITLE = "spacequiz"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {PaletteProvider}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bind(APP_COMMANDS),
        Binding("ctrl+c", "interrupt", show=False, priority=True),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-long")]
    """The heights of dialogs; screens have breakpoints of their own."""
    ENABLE_COMMAND_PALETTE = True
    MODES = {HOME: HomeScreen}

    def __init__(
        self,
        quizmaster: Quizmaster,
        places: Places,
        *,
        first: Setup | None = None,
        preview: Preview | None = None,
        ascii_only: bool = False,
    ) -> None:
        super().__init__()
        self.quizmaster = quizmaster
        self.settings = load_settings(quizmaster.save, quizmaster.player)
        self.error: BaseException | None = None
        """What ended the game, if something went wrong in it."""
        self.farewell = ""
        """What is printed once the terminal is back, such as a result to share."""
        self.reading = ""
        """How far the reading of packs has come; empty when it is done."""
        self.shelf = Shelf(quizmaster.bank, places, _tell_time)
        self._places = places
        self._first = first
        self._preview = preview
        self._night: NightMaster | None = None
        ascii_wanted = ascii_only or self.settings.ascii
        self.glyphs: Glyphs = ASCII if ascii_wanted else UNICODE
        self.set_class(ascii_wanted, "-ascii")
        ScrollBar.renderer = PlainScrollBarRender if ascii_wanted else ScrollBarRender
        for theme in THEMES:
            self.register_theme(theme)
        if self.settings.theme == NIGHT.name:
            self._begin_at_night()
        self._apply_settings()

    # -- what screens ask for ----------------------------------------------------------------

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

    def count_questions(self) -> int:
        """Return how many questions a game draws from when no pack is chosen."""
        editions = self.quizmaster.editions.list_default()
        return sum(pack.kinds.get(kind, 0) for pack in editions for kind in KINDS)

    @property
    def packs_folder(self) -> str:
        """Return where the player's own packs go."""
        return str(self._places.packs)

    @property
    def save_path(self) -> str:
        """Return where the save file lies."""
        return str(self._places.save)

    @property
    def player_name(self) -> str:
        """Return the player's name."""
        return self.quizmaster.player.name

    @property
    def trouble(self) -> str:
        """Return why answers cannot be written just now; empty when they can."""
        return self.quizmaster.trouble

    @property
    def unfinished(self) -> SavedGame | None:
        """Return the game that can be continued."""
        return None if self.reading else self.quizmaster.unfinished()

    @property
    def due(self) -> Due | None:
        """Return what a review would bring now."""
        return None if self.reading else self.quizmaster.count_due()

    @property
    def news(self) -> tuple[str, ...]:
        """Return what the player should know: a save that was restored, packs with errors."""
        lines = list(self.quizmaster.save.notices)
        broken = [pack for pack in self.packs if pack.errors] if not self.reading else []
        if len(broken) == 1:
            path = as_argument(broken[0].path)
            lines.append(f"{broken[0].id} has errors: spacequiz check {path}")
        elif broken:
            lines.append(f"{len(broken)} packs have errors: see Packs, or run spacequiz check")
        return tuple(lines)

    def title_of_pack(self, pack: str) -> str:
        """Return a pack's title, or its id where it is gone."""
        return next((p.title for p in self.packs if p.id == pack), pack)

    def diagnostics_of(self, pack: str) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong with a pack."""
        return self.quizmaster.bank.diagnostics(pack)

    # -- beginning and ending ----------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables a value under themes that are not ours."""
        return complete(self.current_theme)

    def _begin_at_night(self) -> None:
        """Set the usual theme without its watcher, which would have all styles read twice."""
        self.set_reactive(App.theme, NIGHT.name)
        self.add_class(f"-theme-{NIGHT.name}", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Begin with what the game was opened for, or at home while packs must be read first."""
        if self._preview is not None:
            from spacequiz.tui.screens.preview import PreviewScreen

            return PreviewScreen(self._preview)
        if self._first is None or self.quizmaster.bank.stale():
            return HomeScreen()
        if self._first.mode == NIGHT_MODE:
            return self._prepare_lobby()
        return self._prepare_game(self._take_first()) or HomeScreen()

    def on_mount(self) -> None:
        """Read the packs that have changed."""
        self._handle_signals()
        self.set_timer(COLLECT_AFTER, collect_again)
        if self._preview is None and self.quizmaster.bank.stale():
            self.read_packs(then=self._begin)

    def _begin(self) -> None:
        """Play what the game was opened for, once the packs are read."""
        if self._first is not None and self._first.mode == NIGHT_MODE:
            self.push_screen(self._prepare_lobby())
        elif self._first is not None:
            self._play(self._take_first())

    def _take_first(self) -> Callable[[], View]:
        first, self._first = self._first, None
        assert first is not None
        if first.mode == MISSED.name:
            return self.quizmaster.start_last_missed
        return partial(self.quizmaster.start, first)

    def _handle_signals(self) -> None:
        """Leave the terminal as it was on a signal, and exit with 128 + its number.

        Every answer is on disk already.
        """
        loop = asyncio.get_running_loop()
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is None:
                continue
            leave = partial(self.exit, return_code=128 + number)
            try:
                loop.add_signal_handler(number, leave)
            except (NotImplementedError, RuntimeError, ValueError):
                # Windows has no such handlers, and only the main thread may set them.
                return

    async def on_event(self, event: events.Event) -> None:
        """Drop a key that was pressed before the question was shown that it would count for."""
        if self.screen_stack and is_early(self.screen, event):
            event.stop()
        else:
            await super().on_event(event)

    def action_interrupt(self) -> None:
        """Leave on ctrl+c as on the signal that it stands for."""
        self.exit(return_code=128 + signal.SIGINT)

    def _fatal_error(self) -> None:
        """Leave with the error for whoever runs the app; Textual's own report shows the answers."""
        error = self._exception
        # A worker wraps what went wrong in it, and says no more of where.
        self.error = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

    # -- reading packs -----------------------------------------------------------------------

    def read_packs(self, then: Callable[[], None] | None = None) -> None:
        """Read what has changed on disk, and say how far that is."""
        if self.reading:
            return
        look_again(self.quizmaster.bank, self._places)
        self._report_reading(self.glyphs.ellipsis)
        self.run_worker(partial(self._read, then), thread=True, exit_on_error=True)

    def _read(self, then: Callable[[], None] | None) -> None:
        def progress(done: int, total: int) -> None:
            self.call_from_thread(self._report_reading, f"{done} of {total}")

        self.quizmaster.bank.refresh(progress, lambda: not self.is_running)
        self.call_from_thread(self._finish_reading, then)

    def _report_reading(self, text: str) -> None:
        self.reading = text
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen) and screen.is_mounted:
                screen.refresh_news()

    def _finish_reading(self, then: Callable[[], None] | None) -> None:
        self._report_reading("")
        refresh = getattr(self.screen, "refresh_packs", None)
        if refresh is not None:
            refresh()
        if then is not None:
            then()

    # -- from screen to screen ---------------------------------------------------------------

    def go_home(self) -> None:
        """Close every screen but home."""
        if not isinstance(self.screen_stack[0], HomeScreen):
            self._leave_first_game()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _leave_first_game(self) -> None:
        """Go over to a stack that has home at its bottom, where a game was at once begun with."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(HOME)

    def open_setup(self, pack: str = "") -> None:
        """Set up a game, from one pack or as remembered."""
        from spacequiz.tui.screens.setup import SetupScreen

        if self.reading:
            return
        setup = self.quizmaster.last_setup()
        if pack:
            setup = replace(setup, packs=(pack,), categories=())
        self.push_screen(SetupScreen(setup))

    def start_code(self, code: str) -> None:
        """Play the game that a code stands for."""
        quizmaster = self.quizmaster
        self._play(lambda: quizmaster.start(quizmaster.planner.read_code(code)))

    def start_game(self, setup: Setup) -> None:
        """Draw a game and ask its first question."""
        self._play(lambda: self.quizmaster.start(setup))

    def play_again(self) -> None:
        """Play another game with the set-up of the last one that was drawn."""
        self._play(self.quizmaster.start_again)

    def retry_missed(self) -> None:
        """Ask what was just missed, until each was right once."""
        self._play(self.quizmaster.start_missed)

    def resume_game(self) -> None:
        """Go on with the unfinished game."""
        saved = self.unfinished
        if saved is not None:
            self._play(lambda: self.quizmaster.resume(saved))

    def _play(self, begin: Callable[[], View]) -> None:
        screen = self._prepare_game(begin)
        if screen is not None:
            self._replace_all(screen)

    def _prepare_game(self, begin: Callable[[], View]) -> Screen[None] | None:
        """Return the screen that a game begins with; tell why, and return None, if none can."""
        from spacequiz.tui.screens.question import QuestionScreen

        try:
            view = begin()
        except SpacequizError as error:
            self.notify(str(error), severity="warning", markup=False)
            return None
        return self._prepare_results() if view.card is None else QuestionScreen()

    def show_results(self) -> None:
        """Sum the game up."""
        self._replace_all(self._prepare_results())

    def _prepare_results(self) -> Screen[None]:
        from spacequiz.tui.screens.results import ResultsScreen

        return ResultsScreen(self.quizmaster.summarize())

    # -- quiz night --------------------------------------------------------------------------

    @property
    def night(self) -> NightMaster:
        """Return the master of quiz nights."""
        if self._night is None:
            from spacequiz.quizmaster.night import NightMaster

            master = self.quizmaster
            self._night = NightMaster(
                master.bank,
                master.save,
                master.player,
                master.editions,
                clock=time.monotonic,
                now=_tell_time,
            )
        return self._night

    def open_night(self) -> None:
        """Set up a quiz night, or go on with the one that was left."""
        if not self.reading:
            self.push_screen(self._prepare_lobby())

    def _prepare_lobby(self) -> Screen[None]:
        from spacequiz.quizmaster.night_plan import NightWish, apply_wish
        from spacequiz.tui.screens.night_lobby import NightLobbyScreen, give_teams

        first, self._first = self._first, None
        setup = self.night.last_setup()
        if isinstance(first, NightWish):
            setup = apply_wish(setup, first)
            setup = give_teams(setup, first.teams) if first.teams else setup
        return NightLobbyScreen(setup)

    def start_night(self, setup: LobbySetup) -> None:
        """Begin an evening and show its stage."""
        self._play_night(lambda: self.night.start(setup))

    def resume_night(self) -> None:
        """Go on with the evening that was left."""
        self._play_night(self.night.resume)

    def _play_night(self, begin: Callable[[], object]) -> None:
        from spacequiz.tui.screens.night_stage import NightStageScreen

        try:
            begin()
        except SpacequizError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._replace_all(NightStageScreen())

    def show_podium(self) -> None:
        """Show who won, now that the evening has ended."""
        from spacequiz.tui.screens.night_podium import NightPodiumScreen

        self.night.settle()
        self._replace_all(NightPodiumScreen())

    def show_stage(self) -> None:
        """Go back to the stage: the end was taken back."""
        from spacequiz.tui.screens.night_stage import NightStageScreen

        self.night.settle()
        self._replace_all(NightStageScreen())

    def review_night(self) -> None:
        """Let the player work through what was missed in an evening."""
        self._play(lambda: self.quizmaster.resume(self.night.start_review()))

    # -- lists and looks ---------------------------------------------------------------------

    def open_players(self) -> None:
        """Show who can play."""
        from spacequiz.tui.screens.players import PlayersScreen

        self.push_screen(PlayersScreen())

    def open_scores(self) -> None:
        """List the games played so far."""
        from spacequiz.tui.screens.scores import ScoresScreen

        self.push_screen(ScoresScreen(self.quizmaster.scores()))

    def open_game(self, game: int) -> None:
        """Show a game of the past."""
        from spacequiz.tui.screens.results import ResultsScreen

        self.push_screen(ResultsScreen(self.quizmaster.recall(game), fresh=False))

    def open_statistics(self) -> None:
        """Show how the player is doing."""
        from spacequiz.tui.screens.statistics import StatisticsScreen

        self.push_screen(StatisticsScreen(self.quizmaster.archive.standing(self.quizmaster.player)))

    def open_question(self, address: str) -> None:
        """Show a question with its answer and the reason."""
        from spacequiz.tui.screens.lookup import LookupScreen

        played = self.quizmaster.archive.look_up(address)
        if played is not None:
            self.push_screen(LookupScreen(played))

    def open_packs(self) -> None:
        """Show the packs."""
        from spacequiz.tui.screens.packs import PacksScreen

        self.push_screen(PacksScreen())

    def open_report(self, pack: PackInfo) -> None:
        """Show which questions of a pack work."""
        from spacequiz.tui.screens.report import ReportScreen

        try:
            analysis, _ = self.shelf.analyse(pack)
        except SpacequizError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.push_screen(ReportScreen(pack.title, analysis))

    def open_settings(self) -> None:
        """Show the settings."""
        from spacequiz.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def action_help(self) -> None:
        """Show every key of the present screen."""
        from spacequiz.tui.screens.base import GameScreen
        from spacequiz.tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, GameScreen):
            rows = getattr(screen, "help_rows", ())
            self.push_screen(HelpScreen(commands_of(screen), typing=screen.typing, rows=rows))

    def _replace_all(self, screen: Screen[None]) -> None:
        """Put a screen in the place of all but home."""
        self.go_home()
        self.push_screen(screen)

    def share(self, text: str) -> None:
        """Copy a text through the terminal, and print it when the game is left."""
        self.copy_to_clipboard(text)
        self.farewell = text
        self.notify("Copied. It is printed again when you quit.", markup=False)

    # -- players and settings ----------------------------------------------------------------------------

    def change_player(self, player: Player) -> None:
        """Let another player play, with settings of their own."""
        self.quizmaster.change_player(player)
        self._night = None
        self.settings = load_settings(self.quizmaster.save, player)
        self._apply_settings()

    def change_setting(self, name: str, value: object) -> None:
        """Change a setting; it holds at once and is remembered."""
        save, player = self.quizmaster.save, self.quizmaster.player
        save.set_setting(player, name, value)
        self.settings = load_settings(save, player)
        self._apply_settings()

    def _apply_settings(self) -> None:
        theme = self.settings.theme
        self.theme = theme if theme in self.available_themes else NIGHT.name
        self.animation_level = constants.TEXTUAL_ANIMATIONS if self.settings.motion else "none"
