"""The signals: leave the terminal as it was when the system ends the game."""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

INTERRUPTED = 128 + signal.SIGINT

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


def leave_on_signals(app: App[None]) -> None:
    """Let a signal end the app with 128 + its number; every answer is on disk already."""
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


def _leave(app: App[None], code: int) -> None:
    if not os.isatty(0):
        # The window was closed. Nothing is left to restore, and writing to it may wait for ever.
        os._exit(code)
    app.exit(return_code=code)
