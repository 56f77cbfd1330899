"""The commands: one object each gives the key, the footer entry, the palette row and the help."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider
from textual.css.query import NoMatches
from textual.errors import NoWidget
from textual.widgets.option_list import Option

from spacequiz.language import say, say_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from textual.events import Click
    from textual.screen import Screen
    from textual.worker import Worker

_KEY_SIGNS = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "plus": "+",
    "ctrl+q": "^q",
    "ctrl+p": "^p",
    "ctrl+z": "^z",
}
_KEY_NAMES: dict[str, Callable[[], str]] = {
    "enter": lambda: say("enter"),
    "escape": lambda: say("esc"),
    "space": lambda: say("space"),
    "pagedown": lambda: say("pgdn"),
    "pageup": lambda: say("pgup"),
    "backspace": lambda: say("backspace"),
    "left": lambda: say_in("key", "left"),
    "right": lambda: say_in("key", "right"),
    "up": lambda: say_in("key", "up"),
    "down": lambda: say_in("key", "down"),
}
"""What is printed on keys, or called by a word."""


def name_key(key: str) -> str:
    """Return a key of Textual's as a player reads it."""
    return _KEY_NAMES[key]() if key in _KEY_NAMES else _KEY_SIGNS.get(key, key)


class Command(NamedTuple):
    """Describe something that the player can do on a screen."""

    key: str
    """Textual's name of the key; several are separated by commas."""
    action: str
    word: str
    """What the footer says in English: a word or two."""
    sentence: str
    """What the palette and the help screen say in English."""
    footer: bool = True
    typing_key: str = ""
    """The key that does the same while a text is being typed, and letters belong to the text."""
    everywhere: bool = False
    """Whether the key does so in dialogs too."""
    price: str = ""
    """What it costs, as the footer says it."""
    cost: str = ""
    """The same in words."""
    context: str = ""
    """What tells its word from one that reads alike in English alone."""

    @property
    def title(self) -> str:
        """Return what the footer says."""
        return say_in(self.context, self.word) if self.context else say(self.word)

    @property
    def help(self) -> str:
        """Return what the palette and the help screen say."""
        said = say(self.sentence)
        if not self.cost:
            return said
        return say("{sentence}; {cost}.", sentence=said.removesuffix("."), cost=self.cost)

    @property
    def keys(self) -> str:
        """Return all keys in Textual's form."""
        return f"{self.key},{self.typing_key}" if self.typing_key else self.key

    def label_for(self, *, typing: bool = False) -> str:
        """Return the key as a player reads it."""
        key = self.typing_key if typing and self.typing_key else self.key.split(",")[0]
        return name_key(key)

    def to_binding(self) -> Binding:
        """Return Textual's form of the command."""
        return Binding(
            self.keys,
            self.action,
            show=self.footer,
            id=self.action,
            priority=self.everywhere,
        )


def bind(commands: Sequence[Command]) -> list[Binding]:
    """Return the bindings of a screen or the app."""
    return [command.to_binding() for command in commands]


HELP = Command(
    "question_mark", "app.help", "help", "Show every key of this screen.", typing_key="f1"
)
PALETTE = Command(
    "ctrl+p", "app.command_palette", "palette", "Find any command by name.", footer=False
)
QUIT = Command(
    "ctrl+q",
    "app.quit",
    "quit",
    "Leave the game; nothing is lost.",
    footer=False,
    everywhere=True,
)
SUSPEND = Command(
    "ctrl+z",
    "app.suspend_process",
    "suspend",
    "Go back to the shell for a while; there, fg brings the game back.",
    footer=False,
    everywhere=True,
)
_ON_WINDOWS = sys.platform == "win32"
"""Where no shell can stop a program and bring it back."""
APP_COMMANDS = (PALETTE, QUIT, HELP) if _ON_WINDOWS else (PALETTE, QUIT, SUSPEND, HELP)


def commands_of(screen: Screen[object]) -> tuple[Command, ...]:
    """Return what can be done on a screen just now: its own commands, then the app's."""
    own: tuple[Command, ...] = getattr(screen, "commands", ())
    return tuple(c for c in (*own, *APP_COMMANDS) if can_run(screen, c))


def can_run(screen: Screen[object], command: Command) -> bool:
    """Return whether a command makes sense just now."""
    return command.action.startswith("app.") or bool(screen.check_action(command.action, ()))


class Palette(CommandPalette):
    """Find commands by name, whatever is pressed before they are there or after one was chosen."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, but no other screen if it is closed already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def run_worker(self, work: Any, *args: Any, **kwargs: Any) -> Worker[Any]:
        """Let a search end by itself that is still at work as the palette goes."""
        return super().run_worker(work, *args, **{**kwargs, "exit_on_error": False})

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # As Textual does, which says it in English.
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(
            self._NO_MATCHES_COUNTDOWN, partial(self._tell_none, search_value)
        )

    def _tell_none(self, search_value: str) -> None:
        self._list_visible = bool(search_value)
        if search_value:
            told = Option(say("No matches found"), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(told)

    def _on_click(self, event: Click) -> None:  # type: ignore[override]
        # A window that shrank meanwhile has nothing where the click was, and the palette asks what.
        try:
            self.get_widget_at(event.screen_x, event.screen_y)
        except NoWidget:
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        # The list fails at a page as long as its commands were not laid out.
        with suppress(LookupError, NoMatches):
            super()._action_command_list(action)


class PaletteProvider(Provider):
    """Offer the commands of the present screen in the command palette."""

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """List everything that can be done here."""
        for command in commands_of(self.screen):
            yield DiscoveryHit(_capitalize(command.title), self._runner(command), help=command.help)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Find commands whose title or help fit."""
        matcher = self.matcher(query)
        for command in commands_of(self.screen):
            text = f"{_capitalize(command.title)}: {command.help}"
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, matcher.highlight(text), self._runner(command))

    def _runner(self, command: Command) -> Callable[[], Awaitable[None]]:
        screen = self.screen

        async def run() -> None:
            if screen.is_current:
                await screen.run_action(command.action)

        return run


def _capitalize(title: str) -> str:
    return title[:1].upper() + title[1:]
