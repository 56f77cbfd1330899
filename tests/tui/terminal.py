"""A real terminal: spacequiz in a process of its own on a pty, and what its screen shows."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pyte

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Sequence

PATIENCE_SECONDS = 20
SHORT_SECONDS = 0.05
SIZE = (80, 24)


class Terminal:
    """Run a program on a pty; read its screen, press its keys.

    Args:
        arguments: What follows `python`.
        size: Columns and lines.
        env: What differs in the environment.
    """

    def __init__(
        self, arguments: Sequence[str], *, size: tuple[int, int] = SIZE, **env: str
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.output = b""
        """All that the program has written."""
        self._stream = pyte.ByteStream(self.screen)
        self._ours, self._theirs = pty.openpty()
        self.resize(*size)
        self.before = self.modes
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **env},
            start_new_session=True,
            preexec_fn=self._take_terminal,
        )

    def _take_terminal(self) -> None:
        """Make the pty the terminal of the new session, as a shell does."""
        fcntl.ioctl(self._theirs, termios.TIOCSCTTY, 0)

    @property
    def modes(self) -> list[Any]:
        """Return the settings of the line: echo, canonical mode and so on."""
        return termios.tcgetattr(self._theirs)

    @property
    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def foreground(self) -> int:
        """Return the process group that has the terminal."""
        return os.tcgetpgrp(self._ours)

    def where(self, text: str) -> tuple[int, int]:
        """Return column and line of a text, counted from 1 as terminals do."""
        for y, line in enumerate(self.screen.display, 1):
            if text in line:
                return line.index(text) + 1, y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def read(self) -> bool:
        """Take in what the program has written; False once the pty is at its end."""
        if not select.select([self._ours], [], [], SHORT_SECONDS)[0]:
            return True
        try:
            data = os.read(self._ours, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Read until something holds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, f"{what} did not come about:\n{self.text}"
            self.read()

    def read_for(self, seconds: float) -> None:
        """Take in what the program writes for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()

    def see(self, *texts: str) -> None:
        """Read until all texts are on the screen."""
        self.until(lambda: all(text in self.text for text in texts), f"{texts}")

    def miss(self, text: str) -> None:
        """Read until a text is not on the screen any more."""
        self.until(lambda: text not in self.text, f"absence of {text}")

    def send(self, keys: str) -> None:
        """Press keys."""
        self.send_bytes(keys.encode())

    def press_until(self, keys: str, text: str) -> None:
        """Press keys again until a text is there: a screen may want to be looked at first."""

        def there() -> bool:
            if text not in self.text:
                self.send(keys)
                self.read_for(0.2)
            return text in self.text

        self.until(there, text)

    def send_bytes(self, data: bytes) -> None:
        """Send what no key may stand for."""
        os.write(self._ours, data)

    def click(self, text: str) -> None:
        """Press and release the mouse on a text, as a terminal reports it."""
        x, y = self.where(text)
        self.send(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.screen.resize(height, width)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def wait(self) -> int:
        """Read to the end and return the exit code."""
        self.until(lambda: self.process.poll() is not None, "the end")
        while select.select([self._ours], [], [], 0)[0] and self.read():
            pass
        return self.process.wait()

    def hang_up(self) -> int:
        """Close the window, and return the exit code; the kernel tells the program."""
        self._give_back()
        return self.process.wait(PATIENCE_SECONDS)

    def close(self) -> None:
        """End the program, if it still runs, and give the pty back."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._give_back()

    def _give_back(self) -> None:
        for end in (self._ours, self._theirs):
            with contextlib.suppress(OSError):
                os.close(end)
