"""The app: leads from screen to screen, and holds the quizmaster and what all screens share."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard
from weakref import WeakSet

from textual import constants
from textual._context import active_message_pump
from textual.app import WINDOWS, App
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widget import Widget
from textual.worker import WorkerFailed

from spacequiz.errors import SpacequizError
from spacequiz.game.records import SavedGame
from spacequiz.language import say
from spacequiz.packs.library import look_again
from spacequiz.quizmaster.planner import EVERYTHING
from spacequiz.quizmaster.settings import load_settings
from spacequiz.tui.commands import APP_COMMANDS, Palette, PaletteProvider, bind, commands_of
from spacequiz.tui.game import Game
from spacequiz.tui.gate import Gate
from spacequiz.tui.keyboards import name_meanings
from spacequiz.tui.screens.base import LATER, LEAST_ROOM, GameScreen, Result, lacks_room
from spacequiz.tui.terminal import (
    INTERRUPTED,
    PlainScrollBarRender,
    leave_on_signals,
    let_go_of_painted,
    stop,
    stop_on_signal,
)
from spacequiz.tui.themes import NIGHT, THEMES, complete, fit_theme
from spacequiz.tui.widgets.bars import MoreRoom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.timer import Timer

    from spacequiz.game.records import Setup
    from spacequiz.game.views import View
    from spacequiz.packs.preview import Preview
    from spacequiz.paths import Places
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.night_draw import LobbySetup
    from spacequiz.quizmaster.room import Room
    from spacequiz.quizmaster.settings import Setting
    from spacequiz.save import Player


HOME = "home"
NIGHT_MODE = "night"
BEAT = 0.05
"""How often a quiz night looks at its clock, in seconds; so long it gathers what phones send."""
READY_AFTER = 1.0
"""How many seconds after its start the game may do what the start goes without."""


def collect_again() -> None:
    """Let the garbage collector work again, but not through what stays until the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


let_go_of_painted()


def make_home() -> GameScreen[None]:
    """Return home, loaded only now: a game that is begun with at once goes without."""
    from spacequiz.tui.screens.home import HomeScreen

    return HomeScreen()


class SpacequizApp(Game):
    """Show the game in the terminal.

    Args:
        quizmaster: Runs the games.
        places: Where things are.
        first: What to play, or go on with, at once; None opens the game at home.
        preview: A pack to show while it is written, instead of a game.
        ascii_only: Draw with ASCII, whatever the settings say.
        encoding: What the terminal can show.
        make_room: Makes what lets phones in; None where nothing does.
        report: Keeps a report of a mistake of ours that costs a screen; None lets it end the game.
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
    MODES = {HOME: make_home}

    def __init__(
        self,
        quizmaster: Quizmaster,
        places: Places,
        *,
        first: Setup | SavedGame | None = None,
        preview: Preview | None = None,
        ascii_only: bool = False,
        encoding: str = "utf-8",
        make_room: Callable[[NightMaster], Room] | None = None,
        report: Callable[[BaseException], object] | None = None,
    ) -> None:
        super().__init__(quizmaster, places, ascii_only=ascii_only)
        self.error: BaseException | None = None
        """What ended the game, if something went wrong in it."""
        self._gate = Gate(self, quizmaster.clock, super().on_event)
        self._first = first
        self._preview = preview
        self._night: NightMaster | None = None
        self._make_room = make_room
        self._keep_report = report
        self._lost: WeakSet[Screen[Any]] = WeakSet()
        """The screens that failed, and are gone or about to go."""
        self._wished: tuple[Screen[object], Callable[[], None]] | None = None
        """What the player chose while the packs were read, and on which screen."""
        self._beat: Timer | None = None
        """Lets the evening's time go on, whichever screen is in front."""
        self._ascii_filters: list[LineFilter] = []
        if self.ascii_only:
            from spacequiz.tui.terminal import AsciiFilter

            self._ascii_filters.append(AsciiFilter(encoding))
        ScrollBar.renderer = PlainScrollBarRender if self.ascii_only else ScrollBarRender
        for theme in THEMES:
            fitted = fit_theme(theme, self.console.color_system, no_color=self.no_color)
            self.register_theme(fitted)
        if self.settings.theme == NIGHT.name:
            self._begin_at_night()
        self._apply_settings()

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
        screen = self._make_default_screen()
        self._load_screen_css(screen)
        return screen

    def _make_default_screen(self) -> Screen[None]:
        if self._preview is not None:
            from spacequiz.tui.screens.preview import PreviewScreen

            return PreviewScreen(self._preview)
        if self._first is None or self.quizmaster.bank.stale():
            return make_home()
        return self._prepare_first() or make_home()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read how a screen looks with the first that needs it.

        Textual would read everything anew, and reads nothing for the first screen of all.
        """
        self._read_look(getattr(screen, "look", LATER))

    def _read_look(self, name: str) -> None:
        path = Path(__file__).with_name(name)
        if not self.stylesheet.has_source(str(path)):
            self.stylesheet.add_source(path.read_text("utf-8"), (str(path), ""))

    def _make_ready(self) -> None:
        """Read what the first screen could be painted without."""
        self._read_look(LATER)
        self.stylesheet.parse()
        collect_again()

    def on_mount(self) -> None:
        """Read the packs that have changed."""
        leave_on_signals(self)
        stop_on_signal(self)
        self.set_timer(READY_AFTER, self._make_ready)
        if self._preview is None and self.quizmaster.bank.stale():
            self.read_packs(then=self._begin)

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
        if isinstance(first, SavedGame):
            return self._prepare(partial(self.quizmaster.resume, first))
        if first.mode == NIGHT_MODE:
            return self._make_lobby(first)
        return self._prepare(partial(self.quizmaster.start, first))

    async def on_event(self, event: events.Event) -> None:
        """Let input in through the gate."""
        if self._gate.guards(event):
            await self._gate.take(event)
        else:
            await super().on_event(event)

    async def on_unmount(self) -> None:
        """Let phones know that the game was left."""
        if self.room is not None:
            await self.room.close()

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
            self.push_screen(
                Palette(placeholder=say("Search for commands…"), id="--command-palette")
            )

    def action_interrupt(self) -> None:
        """Leave on ctrl+c as on the signal that it stands for."""
        self.exit(return_code=INTERRUPTED)

    def action_suspend_process(self) -> None:
        """Go back to the shell for a while."""
        stop(self)

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """Do what a key stands for; it is done here, whichever screen the key belongs to."""
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except Exception as error:
            if namespace is self and self._can_report(error):
                # Nothing was opened, so what is there stays.
                self._tell_lost(error)
            elif not self._can_give_up(namespace, error):
                raise
            else:
                self._give_up(namespace.screen, error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Give up the screen that failed, or the game where that cannot go on without it."""
        failed = active_message_pump.get(None)
        if self._can_give_up(failed, error):
            self._give_up(failed.screen, error)
        else:
            super()._handle_exception(error)

    def _can_report(self, error: Exception) -> bool:
        """Return whether an error is a mistake of ours, and somebody keeps a report of it."""
        return self._keep_report is not None and not isinstance(error, SpacequizError)

    def _can_give_up(self, failed: object, error: Exception) -> TypeGuard[Widget]:
        """Return whether something that failed is on a screen that nothing hangs on."""
        if not self._can_report(error) or not isinstance(failed, Widget):
            return False
        screen = next(
            (node for node in failed.ancestors_with_self if isinstance(node, Screen)), None
        )
        return screen is not None and not getattr(screen, "holds_game", False)

    def _give_up(self, screen: Screen[Any], error: Exception) -> None:
        # What is missing on it makes more fail; the first tells why.
        if screen not in self._lost:
            self._lost.add(screen)
            self._tell_lost(error)
            self.call_later(self._close, screen)

    def _close(self, screen: Screen[Any]) -> None:
        """Close a screen and what lies over it, as if nothing was chosen there."""
        if screen is self.screen_stack[0]:
            self.go_home()
        while screen in self.screen_stack:
            self.screen.dismiss(None)

    def _tell_lost(self, error: Exception) -> None:
        """Keep a report of an error, and tell where it is; the game goes on."""
        if self._keep_report is not None:
            self._keep_report(error)
        told = say("This cannot be shown because of a mistake of ours. Nothing is lost.")
        hint = say("A report is printed by: spacequiz doctor --report")
        self.notify(f"{told}\n{hint}", severity="error", markup=False)

    def _fatal_error(self) -> None:
        """Leave with the error for whoever runs the app; Textual's own report shows the answers."""
        error = self._exception
        # A worker wraps what went wrong in it, and says no more of where.
        self.error = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

    # -- from screen to screen ---------------------------------------------------------------

    def go_home(self) -> None:
        """Close every screen but home."""
        first = self.screen_stack[0]
        if not (isinstance(first, GameScreen) and first.is_home):
            self._leave_first_game()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _leave_first_game(self) -> None:
        """Go over to a stack that has home at its bottom, where a game was at once begun with."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_mode(HOME)

    def open_screen(
        self,
        make: Callable[[], Screen[Result] | None],
        then: Callable[[Result | None], None] | None = None,
    ) -> None:
        """Open a screen, if there is one; where a mistake of ours prevents that, stay there."""
        try:
            screen = make()
        except Exception as error:
            if not self._can_report(error):
                raise
            self._tell_lost(error)
            return
        if screen is not None:
            self.push_screen(screen, then)

    def replace_all(self, screen: Screen[None]) -> None:
        """Put a screen in the place of all but home."""
        self.go_home()
        self.push_screen(screen)

    def action_help(self) -> None:
        """Show every key of the present screen."""
        from spacequiz.tui.screens.dialogs import HelpScreen

        screen = self.screen
        if isinstance(screen, GameScreen):
            rows = getattr(screen, "help_rows", ())
            self.push_screen(
                HelpScreen(commands_of(screen), typing=screen.typing, rows=rows, guide=screen.guide)
            )

    # -- players and settings ----------------------------------------------------------------

    def change_player(self, player: Player) -> None:
        """Let another player play, with settings of their own."""
        self.quizmaster.change_player(player)
        self._night = None
        self._apply_settings()

    def change_setting(self, setting: Setting, value: object) -> None:
        """Change a setting; it holds at once and is remembered."""
        setting.write(self.quizmaster.save, self.quizmaster.player, value)
        self.quizmaster.follow_settings()
        self._apply_settings()

    def _apply_settings(self) -> None:
        self.settings = load_settings(self.quizmaster.save, self.quizmaster.player)
        theme = self.settings.theme
        self.theme = theme if theme in self.available_themes else NIGHT.name
        self.animation_level = constants.TEXTUAL_ANIMATIONS if self.settings.motion else "none"

    # -- a game ------------------------------------------------------------------------------

    def open_setup(self, pack: str = "", *, review: bool = False) -> None:
        """Set up a game or a review, from one pack or as remembered."""
        from spacequiz.tui.screens.setup import SetupScreen

        def make() -> Screen[None]:
            setup = self.quizmaster.last_setup(review=review)
            return SetupScreen(replace(setup, packs=(pack,), categories=()) if pack else setup)

        self.open_screen(make)

    def start_review(self) -> None:
        """Review what there is; where there are several packs, let the player choose first."""
        if len(self.quizmaster.editions.list_default()) > 1:
            self.open_setup(review=True)
        else:
            self.start(EVERYTHING)

    def _play(self, begin: Callable[[], View]) -> None:
        """Begin a game and show its first question."""
        screen = self._prepare(begin)
        if screen is not None:
            self.replace_all(screen)

    def start(self, setup: Setup) -> None:
        """Draw a game and ask its first question."""
        self._play(lambda: self.quizmaster.start(setup))

    def start_code(self, code: str) -> None:
        """Play the game that a code stands for."""
        self._play(lambda: self.quizmaster.start(self.quizmaster.planner.read_code(code)))

    def start_again(self) -> None:
        """Play another game with the set-up of the last one that was drawn."""
        self._play(self.quizmaster.start_again)

    def start_missed(self) -> None:
        """Ask what was just missed, until each was right once."""
        self._play(self.quizmaster.start_missed)

    def resume(self, saved: SavedGame | None) -> None:
        """Go on with a game that was left, if there is one."""
        if saved is not None:
            self._play(lambda: self.quizmaster.resume(saved))

    def show_results(self) -> None:
        """Sum the game up."""
        self.replace_all(self._make_results())

    def _prepare(self, begin: Callable[[], View]) -> Screen[None] | None:
        """Return the screen that a game begins with; tell why, and return None, if none can."""
        from spacequiz.tui.screens.question import QuestionScreen

        try:
            view = begin()
        except SpacequizError as error:
            self.warn(error)
            return None
        return self._make_results() if view.card is None else QuestionScreen()

    def _make_results(self) -> Screen[None]:
        from spacequiz.tui.screens.results import ResultsScreen

        return ResultsScreen(self.quizmaster.summarize())

    # -- a quiz night ------------------------------------------------------------------------

    @property
    def night(self) -> NightMaster:
        """Return the master of quiz nights."""
        if self._night is None:
            from spacequiz.quizmaster.night import NightMaster

            master = self.quizmaster
            self._night = NightMaster(
                master.bank, master.save, master.player, master.editions, master.clock
            )
        return self._night

    def open_night(self) -> None:
        """Set up a quiz night, or go on with the one that was left."""
        self.open_screen(self._make_lobby)

    def _make_lobby(self, first: Setup | None = None) -> Screen[None]:
        """Return the lobby, as the command line wishes it or as it was left."""
        from spacequiz.quizmaster.night_draw import NightWish, apply_wish
        from spacequiz.tui.night.keys import guess_layout
        from spacequiz.tui.night.lobby import NightLobbyScreen, give_teams

        setup = self.night.last_setup()
        if isinstance(first, NightWish):
            setup = apply_wish(setup, first)
            setup = give_teams(setup, first.teams) if first.teams else setup
        if not setup.layout:
            setup = replace(setup, layout=guess_layout(self.night.language))
        return NightLobbyScreen(setup)

    def start_night(self, setup: LobbySetup) -> None:
        """Begin an evening and show its stage, and the phones' room where they are let in."""
        if not setup.phones:
            self._play_night(lambda: self.night.start(setup))
            return
        try:
            self._prepare_room()
        except SpacequizError as error:
            self.warn(error)
            return
        self._play_night(lambda: self.night.start(setup))

    def resume_night(self, night: int | None = None) -> None:
        """Go on with an evening that was left, or else the newest."""
        self._play_night(lambda: self.night.resume(night))

    def show_room(self) -> None:
        """Show the phones' room over the stage; open it if there is none yet."""
        try:
            room = self._prepare_room()
        except SpacequizError as error:
            self.warn(error)
            return
        self.run_worker(self._open_room(room, show=True))

    def _let_phones_in(self) -> None:
        """Open the phones' room; before the evening begins, show it, for everybody joins there."""
        from spacequiz.game.night.state import NightPhase

        try:
            room = self._prepare_room()
        except SpacequizError as error:
            self.warn(error)
            return
        begins = self.night.view.phase is NightPhase.LOBBY
        self.run_worker(self._open_room(room, show=begins))

    def _prepare_room(self) -> Room:
        """Return the phones' room.

        Raises:
            RoomError: Nothing is installed that could let phones in.
        """
        if self.room is None:
            from spacequiz.quizmaster.room import RoomError

            if self._make_room is None:
                raise RoomError(say("Phones cannot be let in here."))
            self.room = self._make_room(self.night)
        return self.room

    async def _open_room(self, room: Room, *, show: bool) -> None:
        from spacequiz.tui.night.room import NightRoomScreen

        try:
            await room.open()
        except SpacequizError as error:
            self.warn(error)
        if show and not isinstance(self.screen, NightRoomScreen):
            self.push_screen(NightRoomScreen(room))

    def _watch_room(self) -> None:
        """Close the phones' room once the evening is on no screen any more."""
        room = self.room
        if room is not None and not any(
            s.keeps_room for s in self.screen_stack if isinstance(s, GameScreen)
        ):
            self.room = None
            self.run_worker(room.close())

    def show_stage(self) -> None:
        """Show the stage, such as after the end was taken back."""
        from spacequiz.tui.night.stage import NightStageScreen

        self.night.settle()
        self._keep_time()
        self.replace_all(NightStageScreen())

    def show_podium(self) -> None:
        """Show who won, now that the evening has ended."""
        from spacequiz.tui.night.podium import NightPodiumScreen

        self.night.settle()
        self.replace_all(NightPodiumScreen())

    def review_night(self) -> None:
        """Let the player work through what was missed in the evening."""
        quizmaster = self.quizmaster
        self._play(lambda: quizmaster.resume(self.night.start_review()))

    def _play_night(self, begin: Callable[[], object]) -> None:
        from spacequiz.tui.night.stage import NightStageScreen

        try:
            begin()
        except SpacequizError as error:
            self.warn(error)
            return
        self._keep_time()
        self.replace_all(NightStageScreen())
        if self.night.lobby.phones:
            self._let_phones_in()

    def _keep_time(self) -> None:
        """Let the evening's time go on whichever screen is in front."""
        if self._beat is None:
            self._beat = self.set_interval(BEAT, self._live)

    def _live(self) -> None:
        """Let the evening's time go on."""
        self.night.tick()
        self._watch_room()

    # -- reading packs -----------------------------------------------------------------------

    def read_packs(self, then: Callable[[], None] | None = None) -> None:
        """Read the packs that have changed, in the background, unless that is under way."""
        if self.reading:
            return
        look_again(self.quizmaster.bank, self.places)
        self._report(self.glyphs.ellipsis)
        self.run_worker(partial(self._read, then), thread=True, exit_on_error=True)

    def _read(self, then: Callable[[], None] | None) -> None:
        def progress(done: int, total: int) -> None:
            self.call_from_thread(
                self._report, say("{number} of {total}", number=done, total=total)
            )

        self.quizmaster.bank.refresh(progress, lambda: not self.is_running)
        self.call_from_thread(self._finish, then)

    def _report(self, progress: str) -> None:
        self.reading = progress
        for screen in self.screen_stack:
            if isinstance(screen, GameScreen):
                screen.refresh_news()

    def once_read(self, do: Callable[[], None]) -> None:
        """Do what needs the packs, or have it done on this screen once they are read."""
        if self.reading:
            self._wished = self.screen, do
        else:
            do()

    def _finish(self, then: Callable[[], None] | None) -> None:
        self._report("")
        wished, self._wished = self._wished, None
        refresh = getattr(self.screen, "refresh_packs", None)
        if refresh is not None:
            refresh()
        if then is not None:
            then()
        if wished is not None and wished[0] is self.screen:
            wished[1]()
