"""The driver: what a terminal sends, taken in without falling over what cannot be read."""

from __future__ import annotations

import errno
import locale
import os
import re
import selectors
import signal
from codecs import getincrementaldecoder, lookup
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEY = re.compile(r"\x1b\[([0-9:]*)(?:;([0-9:]*))?(?:;([0-9:]*))?([u~A-HPQRS])", re.ASCII)
"""A key as kitty's protocol writes it: code and alternatives; modifiers and event; text."""
_RELEASED = "3"
_COMPLETE = re.compile(r"\x1b(?:\[(?!M|\[)[0-?]*[ -/]*[@-~]|O[A-Za-z])")
_HANDLED_ELSEWHERE = re.compile(r"\x1b\[(?:<[-\d;]+[mM]|[-\d;]+[mM]|\?\d+;\d\$y)")
"""Mouse and terminal modes, which are tried after keys."""
_ATTRIBUTES = re.compile(r"\x1b\[\?([\d;]+)c", re.ASCII)
"""What a terminal says of itself when it is asked."""
_ASK_ATTRIBUTES = "\x1b[c"
_READ_BYTES = 4096
_WAIT_SECONDS = 0.1


class ForgivingParser(XTermParser):
    """Pass over sequences that stand for nothing, where Textual fails or types them out."""

    attributes: tuple[int, ...] = ()
    """What the terminal has said that it can, as numbers of its own."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            keys = list(super()._sequence_to_key_events(_simplify(sequence), alt))
        except (ValueError, OverflowError):
            keys = []
        if told := _ATTRIBUTES.fullmatch(sequence):
            self.attributes = tuple(int(n) for n in told[1].split(";") if n)
        unknown = not keys and _COMPLETE.fullmatch(sequence)
        if unknown and not _HANDLED_ELSEWHERE.fullmatch(sequence):
            keys = [events.Key(Keys.Ignore, sequence)]
        return keys


def _simplify(sequence: str) -> str:
    """Return a key without the event and the alternatives that Textual cannot read."""
    match = _KEY.fullmatch(sequence)
    if match is None or ":" not in sequence:
        return sequence
    code, modifiers, text, end = match.groups(default="")
    modifier, _, event = modifiers.partition(":")
    if event == _RELEASED:
        raise ValueError("a key that was let go of")
    return f"\x1b[{code.partition(':')[0]};{modifier};{text}{end}"


def _raise(error: Exception) -> None:
    raise error


class GameDriver(LinuxDriver):
    """Read the keyboard, whatever comes, and hand what goes wrong in it to the app."""

    _resuming = False
    _parser: ForgivingParser | None = None
    _asked = False

    @property
    def attributes(self) -> tuple[int, ...]:
        """Return what the terminal says that it can; it is asked when this is first wanted.

        Whoever asks before the answer came gets none.
        """
        if not self._asked:
            self._asked = True
            self.write(_ASK_ATTRIBUTES)
            self.flush()
        return self._parser.attributes if self._parser else ()

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again, after a stop that nothing told of as well."""
        if not self._auto_restart or self._resuming:
            return
        self._resuming = True
        # The shell has put the terminal into a state of its own; what it was before the game, it
        # is to be again.
        before = self.attrs_before
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        self.resume_application_mode()
        self.attrs_before = before
        self._resuming = False
        self._app.call_later(self._app.refresh, layout=True)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(_raise, error)

    def run_input_thread(self) -> None:
        """Post what comes from the terminal, until the driver is stopped or the terminal gone."""
        parser = ForgivingParser(self._debug)
        parser.attributes = self._parser.attributes if self._parser else ()
        self._parser = parser
        decode = getincrementaldecoder(_find_encoding())("ignore").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_WAIT_SECONDS):
                    data = self._read()
                    if not data:  # The window was closed.
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    for message in parser.feed(text) if (text := decode(data)) else ():
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return b""


def _find_encoding() -> str:
    """Return in which encoding the terminal types: the locale's, unless that is too poor."""
    encoding = locale.getencoding()
    return "utf-8" if lookup(encoding).name == "ascii" else encoding
