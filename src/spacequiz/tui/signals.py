"""The signals: leave the terminal as it was when the system ends the game, or stops it."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from spacequiz.tui.screens.base import GameScreen

if TYPE_CHECKING:
    from spacequiz.tui.app import SpacequizApp

INTERRUPTED = 128 + signal.SIGINT

CAN_STOP = hasattr(signal, "SIGTSTP")
"""Whether the system has job control."""
_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")


def leave_on_signals(app: SpacequizApp) -> None:
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


def stop_on_signal(app: SpacequizApp) -> None:
    """Let the system stop the app, and bring it back, where it has job control."""
    if CAN_STOP:
        asyncio.get_running_loop().add_signal_handler(
            signal.SIGTSTP, partial(stop, app, alone=True)
        )


def stop(app: SpacequizApp, *, alone: bool = False) -> None:
    """Give the terminal back and stand still, clocks too, until the shell brings the app back.

    Args:
        app: The app.
        alone: Whether nobody else need stop. A launcher that waits for the app must: the shell
            would not see that anything has stopped, and never come back.
    """
    screen = app.screen
    with suppress(SuspendNotSupported), app.suspend():
        if isinstance(screen, GameScreen):
            screen.stop_clock()
        usual = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid() if alone else 0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, usual)
        if isinstance(screen, GameScreen):
            screen.start_clock()


def _leave(app: SpacequizApp, code: int) -> None:
    if not os.isatty(0):
        # The window was closed: there is no terminal to restore, and writing to it may wait for
        # ever. Answers that could not be written yet must be.
        with suppress(Exception):
            app.quizmaster.save.close()
        os._exit(code)
    app.exit(return_code=code)
