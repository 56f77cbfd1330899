"""The terminal: left as it was when the system ends the game, and drawn in plain ASCII where need be."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import SuspendNotSupported
from textual.filter import LineFilter
from textual.scrollbar import ScrollBarRender

from spacequiz.encoding import fit
from spacequiz.tui.screens.base import GameScreen

if TYPE_CHECKING:
    from textual.color import Color

    from spacequiz.tui.game import Game


INTERRUPTED = 128 + signal.SIGINT

CAN_STOP = hasattr(signal, "SIGTSTP")
"""Whether the system has job control."""
_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")


def leave_on_signals(app: Game) -> None:
    """Let a signal end the app with 128 + its number."""
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, partial(_leave, app, 128 + number))
        except (NotImplementedError, RuntimeError, ValueError):
            # Windows has no such handlers, and only the main thread may set them.
            return


def stop_on_signal(app: Game) -> None:
    """Let the system stop the app, and bring it back, where it has job control."""
    if CAN_STOP:
        asyncio.get_running_loop().add_signal_handler(
            signal.SIGTSTP, partial(stop, app, alone=True)
        )


def list_clocks(app: Game) -> list[GameScreen[Any]]:
    """Return the screens whose time goes on just now."""
    games = [screen for screen in app.screen_stack if isinstance(screen, GameScreen)]
    return [game for game in games if game is app.screen or game.clock_runs_behind]


def stop(app: Game, *, alone: bool = False) -> None:
    """Give the terminal back and stand still, clocks too, until the shell brings the app back.

    Args:
        app: The app.
        alone: Whether nobody else need stop. A launcher that waits for the app must: the shell
            would not see that anything has stopped, and never come back.
    """
    screens = list_clocks(app)
    with suppress(SuspendNotSupported), app.suspend():
        for screen in screens:
            screen.stop_clock()
        usual = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid() if alone else 0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, usual)
        for screen in screens:
            screen.start_clock()


def _leave(app: Game, code: int) -> None:
    if not os.isatty(0):
        # The window was closed: there is no terminal to restore, and writing to it may wait for
        # ever. Answers that could not be written yet must be.
        with suppress(Exception):
            app.quizmaster.save.close()
        os._exit(code)
    app.exit(return_code=code)


_LINES = "─━═╌╍┄┅┈┉╴╶╸╺▔"
_POSTS = "│┃║╎╏┆┇┊┋╵╷╹╻▌▐▎▊▏▕▍▋▉"
_BLOCKS = "▀▄█▂▃▅▆▇▖▗▘▝▚▞▙▟▛▜"
_CORNERS = "".join(chr(code) for code in range(0x2500, 0x2580))

AS_ASCII = str.maketrans(
    dict.fromkeys(_CORNERS, "+")
    | dict.fromkeys(_LINES, "-")
    | dict.fromkeys(_POSTS, "|")
    | dict.fromkeys(_BLOCKS, "#")
    | {"▁": "_", "…": ".", "•": "*", "🔎": "> "}
)
"""Borders, the end of a text that was cut, and typing that is hidden; each keeps its width."""


def let_go_of_painted() -> None:
    """Let Textual drop what it painted with the widget that it painted.

    It remembers the last thousand results of a method, and with each the widget's lines: some 30 MB
    after an evening.
    """
    bare = getattr(StylesCache.get_inner_outer, "__wrapped__", None)
    if bare is not None:
        setattr(StylesCache, "get_inner_outer", bare)  # noqa: B010  # it is typed as a method


class AsciiFilter(LineFilter):
    """Redraw borders and marks in ASCII; letters of other scripts stay what they are.

    Args:
        encoding: What the terminal can show: letters that it lacks are written in others.
    """

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line as they can be shown."""
        return [
            segment
            if segment.text.isascii()
            else Segment(self._redraw(segment.text), segment.style, segment.control)
            for segment in segments
        ]

    def _redraw(self, text: str) -> str:
        text = text.translate(AS_ASCII)
        if fit(text, self._encoding) == text:
            return text
        return "".join(c if c.isascii() else self._fit_cells(c) for c in text)

    def _fit_cells(self, character: str) -> str:
        """Return what can be shown instead of a character, in as many cells as that takes."""
        width = cell_len(character)
        return fit(character, self._encoding)[:width].ljust(width)


class PlainScrollBarRender(ScrollBarRender):
    """Draw a scroll bar without parts of blocks at its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8
