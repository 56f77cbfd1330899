"""The gate: what is pressed reaches a screen only once it can be seen, and one after the other.

A key goes from the focused widget up to the app, and what it sets off goes the same way. Until all
of that has happened, nobody knows which screen the next key is for: so that one waits.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message

from spacequiz.tui.screens.base import GameScreen, is_blind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen

    from spacequiz.clock import Clock

_URGENT = ("ctrl+c", "ctrl+q")
"""The keys that never wait."""
_ROUNDS = 3
"""How often to follow the way of a message: a key sets off one, which may set off another."""
_PATIENCE_SECONDS = 0.3
"""A widget may vanish with what it had yet to tell; nothing waits for it longer than that."""


class Gate:
    """Let input in, to the screen that the player saw.

    Args:
        app: Whose input it is.
        clock: Tells how long a screen has been seen.
        let_in: What Textual does with input.
    """

    def __init__(
        self, app: App[Any], clock: Clock, let_in: Callable[[events.Event], Awaitable[None]]
    ) -> None:
        self._app = app
        self._clock = clock
        self._let_in = let_in
        self._waiting: deque[events.Event] = deque()
        self._at_work = False
        self._seen: Screen[Any] | None = None
        self._painted_at = self._seen_since = 0.0

    @staticmethod
    def guards(event: events.Event) -> bool:
        """Return whether an event is fresh input."""
        return isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded

    async def take(self, event: events.Event) -> None:
        """Let input in now, later, or not at all."""
        if isinstance(event, events.Key) and event.key in _URGENT:
            await self._let_in(event)
        elif isinstance(event, events.MouseMove):
            # The next one tells where the mouse is as well.
            if self._is_open:
                await self._let_in(event)
        elif self._is_open and not self._waiting:
            await self._admit(event)
        else:
            if not self._waiting:
                self._app.set_timer(_PATIENCE_SECONDS, self._release)
            self._waiting.append(event)

    def note_painted(self) -> None:
        """Open for a screen that has just been painted for the first time since it is in front."""
        screen = self._front
        if screen is not self._seen and screen is not None and screen.is_mounted:
            self._seen = screen
            # A message carries the time by the same clock as input does.
            self._painted_at, self._seen_since = Message().time, self._clock.monotonic()
            self._app.call_later(self._go_on)

    @property
    def _front(self) -> Screen[Any] | None:
        stack = self._app.screen_stack
        return stack[-1] if stack else None

    @property
    def _is_open(self) -> bool:
        return not self._at_work and self._front is self._seen

    async def _go_on(self) -> None:
        while self._waiting and self._is_open:
            await self._admit(self._waiting.popleft())

    async def _admit(self, event: events.Event) -> None:
        if is_blind(self._app.size, event) or self._is_early(event):
            event.stop()
            return
        self._at_work = True
        start = self._app.focused or self._front
        await self._let_in(event)
        self._follow(start, _ROUNDS)

    def _is_early(self, event: events.Event) -> bool:
        """Return whether input was given before the player could know what it would do."""
        screen = self._seen
        if not isinstance(screen, GameScreen) or screen.pause_before_keys is None:
            return False
        seen_for = self._clock.monotonic() - self._seen_since
        early = event.time < max(self._painted_at, screen.shown_at)
        return early or seen_for < screen.pause_before_keys or screen.is_deaf

    def _follow(self, node: DOMNode | None, rounds: int) -> None:
        """Go the way of what was let in, behind it, and then let the next one in."""
        while node is not None and node is not self._app:
            if node.call_later(self._follow, node.parent, rounds):
                return
            node = node.parent
        if rounds:
            start = self._app.focused or self._front
            self._app.call_later(self._follow, start, rounds - 1)
        else:
            self._release()

    def _release(self) -> None:
        self._at_work = False
        if self._waiting:
            self._app.call_later(self._go_on)
