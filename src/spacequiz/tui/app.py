"""The app: leads from screen to screen, and holds the quizmaster and what all screens share."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import constants
from textual.app import WINDOWS, App
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.worker import WorkerFailed

from spacequiz.errors import SpacequizError
from spacequiz.game.kinds import Kind
from spacequiz.packs.library import look_again
from spacequiz.quizmaster.planner import EVERYTHING
from spacequiz.quizmaster.settings import load_settings
from spacequiz.quizmaster.teaching import Shelf
from spacequiz.tui.commands import APP_COMMANDS, Palette, PaletteProvider, bind, commands_of
from spacequiz.tui.gate import Gate
from spacequiz.tui.keyboards import name_meanings
from spacequiz.tui.screens.base import LEAST_ROOM, lacks_room
from spacequiz.tui.screens.home import HomeScreen
from spacequiz.tui.terminal import (
    INTERRUPTED,
    PlainScrollBarRender,
    leave_on_signals,
    stop,
    stop_on_signal,
)
from spacequiz.tui.themes import NIGHT, THEMES, complete, fit_theme
from spacequiz.tui.widgets.bars import MoreRoom
from spacequiz.words import ASCII, UNICODE, Glyphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.command import Provider
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.timer import Timer

    from spacequiz.game.records import SavedGame, Setup
    from spacequiz.game.views import View
    from spacequiz.packs.bank import PackInfo
    from spacequiz.packs.preview import Preview
    from spacequiz.paths import Places
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.night_draw import LobbySetup
    from spacequiz.save import Player


KINDS = tuple(Kind)
"""The kinds of question that this face can show."""

HOME = "home"
NIGHT_MODE = "night"
BEAT = 0.05
"""How often a quiz night looks at its clock, in seconds; so long it gathers what phones send."""
COLLECT_AFTER = 1.0
"""How many seconds after its start the game may begin to look for garbage."""


def collect_again() -> None:
    """Let the garbage collector work again, but not through what stays until the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class SpacequizApp(App[None]):
    """Show the game in the terminal.

    Args:
        quizmaster: Runs the games.
        places: Where things are.
        first: What to play at once; None opens the game at home.
        preview: A pack to show while it is written, instead of a game.
        ascii_only: Draw with ASCII, whatever the settings say.
        encoding: What the terminal can show.
    """

    TITLE = "spacequiz"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {PaletteProvider}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bind(APP_COMMANDS),
        Binding("ctrl+c", "interrupt", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (LEAST_ROOM.width, "-narrow")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (LEAST_ROOM.height, "-short"), (20, "-long")]
    """The sizes of dialogs; screens have breakpoints of their own."""
    ENABLE_COMMAND_PALETTE = True
    # Nothing copies a selection here: ctrl+c leaves, and terminals select by themselves with shift.
    ALLOW_SELECT = False
    MODES = {HOME: HomeScreen}

    def __init__(
        self,
        quizmaster: Quizmaster,
        places: Places,
        *,
        first: Setup | None = None,
        preview: Preview | None = None,
        ascii_only: bool = False,
        encoding: str = "utf-8",
    ) -> None:
        super().__init__()
        self.quizmaster = quizmaster
        self.settings = load_settings(quizmaster.save, quizmaster.player)
        self.error: BaseException | None = None
        """What ended the game, if something went wrong in it."""
        self.farewell = ""
        self.told = 0
        """How many of the save file's notices the player has been told of."""
        """What is printed once the terminal is back, such as a result to share."""
        self.shelf = Shelf(quizmaster.bank, places, quizmaster.clock)
        self.reading = ""
        """How far the reading of packs has come; empty when it is done."""
        self.places = places
        self._gate = Gate(self, quizmaster.clock, super().on_event)
        self._first = first
        self._preview = preview
        ascii_wanted = ascii_only or self.settings.ascii
        self.glyphs: Glyphs = ASCII if ascii_wanted else UNICODE
        self._ascii_filters: list[LineFilter] = []
        if ascii_wanted:
            from spacequiz.tui.terminal import AsciiFilter

            self._ascii_filters.append(AsciiFilter(encoding))
        ScrollBar.renderer = PlainScrollBarRender if ascii_wanted else ScrollBarRender
        for theme in THEMES:
            fitted = fit_theme(theme, self.console.color_system, no_color=self.no_color)
            self.register_theme(fitted)
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

    @property
    def player_name(self) -> str:
        """Return the player's name."""
        return self.quizmaster.player.name

    @property
    def unfinished(self) -> SavedGame | None:
        """Return the game that can be continued."""
        return None if self.reading else self.quizmaster.unfinished()

    @cached_property
    def flow(self) -> GameFlow:
        """Return what leads a game from screen to screen."""
        return GameFlow(self)

    @cached_property
    def night_flow(self) -> NightFlow:
        """Return what leads a quiz night from screen to screen."""
        return NightFlow(self)

    @property
    def night(self) -> NightMaster:
        """Return the master of quiz nights."""
        return self.night_flow.master

    def title_of_pack(self, pack: str) -> str:
        """Return a pack's title, or its id where it is gone."""
        return next((p.title for p in self.packs if p.id == pack), pack)

    # -- beginning and ending ----------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Read the keyboard in our own way, except on Windows or with a driver that was chosen."""
        if WINDOWS or constants.DRIVER:
            return super().get_driver_class()
        from spacequiz.tui.driver import GameDriver

        return GameDriver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables a value under themes that are not ours."""
        return complete(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Pass every line through a filter that draws in ASCII, where that is wanted."""
        return [*super().get_line_filters(), *self._ascii_filters]

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
        return self._prepare_first() or HomeScreen()

    def on_mount(self) -> None:
        """Read the packs that have changed."""
        leave_on_signals(self)
        stop_on_signal(self)
        self.set_timer(COLLECT_AFTER, collect_again)
        if self._preview is None and self.quizmaster.bank.stale():
            self.read_packs(then=self._begin)

    def read_packs(self, then: Callable[[], None] | None = None) -> None:
        """Read the packs that have changed, in the background."""
        read_packs(self, self.places, then)

    def _begin(self) -> None:
        """Show what the game was opened for, once the packs are read."""
        screen = self._prepare_first()
        if screen is not None:
            self.replace_all(screen)

    def _prepare_first(self) -> Screen[None] | None:
        """Return the screen that the game was opened for, where that can be shown."""
        first, self._first = self._first, None
        if first is None:
            return None
        if first.mode == NIGHT_MODE:
            return self.night_flow.make_lobby(first)
        return self.flow.prepare(partial(self.quizmaster.start, first))

    async def on_event(self, event: events.Event) -> None:
        """Let input in through the gate."""
        if self._gate.guards(event):
            await self._gate.take(event)
        else:
            await super().on_event(event)

    def post_display_hook(self) -> None:
        """Let the gate know that a screen can be seen."""
        self._gate.note_painted()

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Take a key for what it types, or else for its place on the keyboard."""
        for name in name_meanings(key) if self.screen_stack else ():
            if await super()._check_bindings(name, priority):
                return True
        return False

    def on_resize(self, event: events.Resize) -> None:
        """Cover a dialog, too, that has no room."""
        dialog = self.screen_stack[-1] if self.screen_stack else None
        if not isinstance(dialog, ModalScreen) or not lacks_room(event.size):
            return
        if not dialog.query(MoreRoom):
            dialog.mount(MoreRoom(LEAST_ROOM))

    def action_command_palette(self) -> None:
        """Find any command by name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_interrupt(self) -> None:
        """Leave on ctrl+c as on the signal that it stands for."""
        self.exit(return_code=INTERRUPTED)

    def action_suspend_process(self) -> None:
        """Go back to the shell for a while."""
        stop(self)

    def _fatal_error(self) -> None:
        """Leave with the error for whoever runs the app; Textual's own report shows the answers."""
        error = self._exception
        # A worker wraps what went wrong in it, and says no more of where.
        self.error = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

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

    def replace_all(self, screen: Screen[None]) -> None:
        """Put a screen in the place of all but home."""
        self.go_home()
        self.push_screen(screen)

    def action_help(self) -> None:
        """Show every key of the present screen."""
        from spacequiz.tui.screens.base import GameScreen
        from spacequiz.tui.screens.dialogs import HelpScreen

        screen = self.screen
        if isinstance(screen, GameScreen):
            rows = getattr(screen, "help_rows", ())
            self.push_screen(HelpScreen(commands_of(screen), typing=screen.typing, rows=rows))

    def warn(self, error: SpacequizError) -> None:
        """Tell why something cannot be done, and how it could."""
        self.notify(str(error), severity="warning", markup=False)

    def share(self, text: str) -> None:
        """Copy a text through the terminal, and print it when the game is left."""
        self.copy_to_clipboard(text)
        self.farewell = text
        self.notify("Copied. It is printed again when you quit.", markup=False)

    # -- players and settings ----------------------------------------------------------------

    def change_player(self, player: Player) -> None:
        """Let another player play, with settings of their own."""
        self.quizmaster.change_player(player)
        self.night_flow.change_player()
        self.settings = load_settings(self.quizmaster.save, player)
        self._apply_settings()

    def change_setting(self, name: str, value: object) -> None:
        """Change a setting; it holds at once and is remembered."""
        save, player = self.quizmaster.save, self.quizmaster.player
        save.set_setting(player, name, value)
        self.quizmaster.follow_settings()
        self.settings = load_settings(save, player)
        self._apply_settings()

    def _apply_settings(self) -> None:
        theme = self.settings.theme
        self.theme = theme if theme in self.available_themes else NIGHT.name
        self.animation_level = constants.TEXTUAL_ANIMATIONS if self.settings.motion else "none"


class GameFlow:
    """Lead a game from screen to screen."""

    def __init__(self, app: SpacequizApp) -> None:
        self._app = app
        self._quizmaster = app.quizmaster

    def open_setup(self, pack: str = "", *, review: bool = False) -> None:
        """Set up a game or a review, from one pack or as remembered."""
        from spacequiz.tui.screens.setup import SetupScreen

        if self._app.reading:
            return
        setup = self._quizmaster.last_setup(review=review)
        if pack:
            setup = replace(setup, packs=(pack,), categories=())
        self._app.push_screen(SetupScreen(setup))

    def review(self) -> None:
        """Review what there is; where there are several packs, let the player choose first."""
        if len(self._quizmaster.editions.list_default()) > 1:
            self.open_setup(review=True)
        else:
            self.start(EVERYTHING)

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


class NightFlow:
    """Lead a quiz night from screen to screen."""

    def __init__(self, app: SpacequizApp) -> None:
        self._app = app
        self._master: NightMaster | None = None
        self._beat: Timer | None = None

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
        from spacequiz.quizmaster.night_draw import NightWish, apply_wish
        from spacequiz.tui.night.keys import guess_layout
        from spacequiz.tui.night.lobby import NightLobbyScreen, give_teams

        setup = self.master.last_setup()
        if isinstance(first, NightWish):
            setup = apply_wish(setup, first)
            setup = give_teams(setup, first.teams) if first.teams else setup
        if not setup.layout:
            setup = replace(setup, layout=guess_layout(self.master.language))
        return NightLobbyScreen(setup)

    def start(self, setup: LobbySetup) -> None:
        """Begin an evening and show its stage."""
        self._play(lambda: self.master.start(setup))

    def resume(self) -> None:
        """Go on with the evening that was left."""
        self._play(self.master.resume)

    def show_stage(self) -> None:
        """Show the stage, such as after the end was taken back."""
        from spacequiz.tui.night.stage import NightStageScreen

        self.master.settle()
        self._keep_time()
        self._app.replace_all(NightStageScreen())

    def show_podium(self) -> None:
        """Show who won, now that the evening has ended."""
        from spacequiz.tui.night.podium import NightPodiumScreen

        self.master.settle()
        self._app.replace_all(NightPodiumScreen())

    def review(self) -> None:
        """Let the player work through what was missed in the evening."""
        quizmaster = self._app.quizmaster
        self._app.flow.play(lambda: quizmaster.resume(self.master.start_review()))

    def _play(self, begin: Callable[[], object]) -> None:
        from spacequiz.tui.night.stage import NightStageScreen

        try:
            begin()
        except SpacequizError as error:
            self._app.warn(error)
            return
        self._keep_time()
        self._app.replace_all(NightStageScreen())

    def _keep_time(self) -> None:
        """Let the evening's time go on whichever screen is in front."""
        if self._beat is None:
            self._beat = self._app.set_interval(BEAT, lambda: self.master.tick())


def read_packs(app: SpacequizApp, places: Places, then: Callable[[], None] | None) -> None:
    """Read what has changed on disk in a thread, unless that is under way."""
    if app.reading:
        return
    look_again(app.quizmaster.bank, places)
    _report(app, app.glyphs.ellipsis)
    app.run_worker(partial(_read, app, then), thread=True, exit_on_error=True)


def _read(app: SpacequizApp, then: Callable[[], None] | None) -> None:
    def progress(done: int, total: int) -> None:
        app.call_from_thread(_report, app, f"{done} of {total}")

    app.quizmaster.bank.refresh(progress, lambda: not app.is_running)
    app.call_from_thread(_finish, app, then)


def _report(app: SpacequizApp, progress: str) -> None:
    app.reading = progress
    for screen in app.screen_stack:
        if isinstance(screen, HomeScreen):
            screen.refresh_news()


def _finish(app: SpacequizApp, then: Callable[[], None] | None) -> None:
    _report(app, "")
    refresh = getattr(app.screen, "refresh_packs", None)
    if refresh is not None:
        refresh()
    if then is not None:
        then()
