"""The base of all screens: top bar, banner, key bar, and the line that asks for more room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from spacequiz.tui.commands import Command, bind
from spacequiz.tui.keyboards import name_meanings
from spacequiz.tui.widgets.bars import Banner, KeyBar, MoreRoom, TopBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.tui.game import Game

LATER = "later.tcss"
"""The look of the screens that a start goes without."""
LEAST_ROOM = Size(40, 12)
NOTICE_SECONDS = 30
_KEPT = {"ctrl+c", "ctrl+q", "ctrl+z"}
"""The keys that work without room."""
WIDE_FROM = 100
TALL_FROM = 30

FORM_KEYS: list[BindingType] = [
    Binding("up", "app.focus_previous", show=False, priority=True),
    Binding("down", "app.focus_next", show=False, priority=True),
]
"""The arrows that lead from line to line of a form, whatever the line does with other keys."""

Result = TypeVar("Result")


def lacks_room(size: Size) -> bool:
    """Return whether a terminal is too small for anything but to say so."""
    return size.width < LEAST_ROOM.width or size.height < LEAST_ROOM.height


def is_blind(size: Size, event: events.Event) -> bool:
    """Return whether something is typed that nobody sees the effect of."""
    if isinstance(event, events.Key):
        return lacks_room(size) and _KEPT.isdisjoint(name_meanings(event.key))
    return isinstance(event, events.Paste) and lacks_room(size)


LONG_SECONDS = 15
"""How long a text stays that is to be read whole, such as a place that is not shown again."""


class ClosingScreen(Screen[Result]):
    """Close once, whatever is chosen again while the screen goes."""

    look: ClassVar[str] = LATER
    """The file that its rules are in, beside those that all screens share."""

    def on_compose(self) -> None:
        """Take on the classes of the terminal's size, which Textual adds after the first painting.

        Else everything is styled, laid out and painted twice.
        """
        width, height = self.app.size
        for size, own, shared in (
            (width, self.HORIZONTAL_BREAKPOINTS, self.app.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS),
        ):
            breakpoints = sorted((shared if own is None else own) or [])
            reached = [name for least, name in breakpoints if size >= least]
            self.add_class(*reached[-1:], update=False)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, but no other screen if this one is closed already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


class GameScreen(ClosingScreen[Result]):
    """Frame a screen's own content, and give its commands to footer, palette and help at once."""

    COMMAND_LIST: ClassVar[tuple[Command, ...]] = ()

    pause_before_keys: ClassVar[float | None] = None
    """How many seconds a screen must have been seen before it takes keys and clicks; 0.0 for those
    that were given after it was painted, None where they may be given ahead, as in a form."""
    shown_at = 0.0
    """When what the keys now count for was painted, where that changes within the screen."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-cramped"),
        (LEAST_ROOM.width, "-narrow"),
        (WIDE_FROM, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-flat"),
        (LEAST_ROOM.height, "-low"),
        (TALL_FROM, "-tall"),
    ]

    clock_runs_behind: ClassVar[bool] = False
    """Whether time goes on while another screen is in front."""

    holds_game: ClassVar[bool] = False
    """Whether nothing could go on without the screen; any other that fails is closed."""

    is_home: ClassVar[bool] = False
    """Whether all other screens are opened from it."""

    keeps_room: ClassVar[bool] = False
    """Whether phones are let in while the screen is there."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Bind the keys of a screen's commands."""
        cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bind(cls.COMMAND_LIST)]
        super().__init_subclass__(**kwargs)

    @property
    def game(self) -> Game:
        """Return the app, which holds the quizmaster and the settings."""
        return cast("Game", self.app)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Return the screen's commands, whether or not they make sense just now."""
        return self.COMMAND_LIST

    @property
    def guide(self) -> tuple[tuple[str, str], ...]:
        """Return what its help says before it lists the keys: titles, each with a sentence."""
        return ()

    @property
    def is_deaf(self) -> bool:
        """Return whether input is of something that has just ended, and counts for nothing."""
        return False

    @property
    def typing(self) -> bool:
        """Return whether letters go into a text just now."""
        return False

    def compose(self) -> ComposeResult:
        """Lay the content between the bars."""
        yield TopBar()
        yield Banner()
        yield from self.compose_content()
        yield KeyBar()
        yield MoreRoom(LEAST_ROOM)

    def compose_content(self) -> ComposeResult:
        """Lay out what is the screen's own."""
        yield from ()

    def set_context(self, text: str) -> None:
        """Say at the top right where the player is."""
        self.query_one(TopBar).context = text

    def refresh_bars(self) -> None:
        """Bring key bar and banner up to date after a change of state, and tell what is new."""
        self.query_one(KeyBar).refresh()
        self.query_one(Banner).message = self.game.quizmaster.trouble
        notices = self.game.quizmaster.save.notices
        for notice in notices[self.game.told :]:
            self.notify(notice, severity="warning", timeout=NOTICE_SECONDS, markup=False)
        self.game.told = len(notices)

    def refresh_news(self) -> None:
        """Tell how far the reading of packs has come, where that is told."""

    def stop_clock(self) -> None:
        """Let the time stand still while the whole program does."""

    def start_clock(self) -> None:
        """Let the time go on."""

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was in front."""
        self.refresh_bars()
