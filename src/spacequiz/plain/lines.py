"""The lines: reads what is typed and prints what is said; what is printed is only ever added to."""

from __future__ import annotations

import re
import textwrap
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from spacequiz.encoding import fit
from spacequiz.language import say
from spacequiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CHARACTERS = 200
# What arrow and function keys leave in a line on a terminal without line editing.
_KEYS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])")


class Lines:
    """Talk over two streams.

    Args:
        stdin: Where lines are read from.
        stdout: Where everything is printed.
    """

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        self._stdin = stdin
        self._stdout = stdout

    @property
    def at_terminal(self) -> bool:
        """Return whether somebody types, rather than a script that counts its lines."""
        return self._stdin.isatty()

    def say(self, text: str = "") -> None:
        """Print a text and end its line."""
        self._write(text + "\n")

    def ask(self, prompt: str) -> str | None:
        """Return the line that is typed behind a prompt, cleaned; None at the end of input."""
        self._write(prompt)
        self._stdout.flush()
        line = self._stdin.readline(4 * MOST_CHARACTERS)
        if not line or not self._stdin.isatty():
            # Only a terminal shows the end of the line that was typed.
            self.say()
        self._skip_rest_of(line)
        return clean_line(_KEYS.sub("", line), MOST_CHARACTERS) if line else None

    def choose(
        self, heading: str, options: Sequence[str], *, leads_back: bool = True
    ) -> int | None:
        """Return which of numbered options is chosen, counted from 0; None to go back.

        An option can be named by its first letters as well. The end of input goes back, too.

        Args:
            heading: What there is to choose.
            options: What can be chosen.
            leads_back: Whether 0 goes back; not where there is nothing to go back to.
        """
        rows = [f"  {number}. {option}" for number, option in enumerate(options, 1)]
        rows += [f"  0. {say('Back')}"] if leads_back else []
        self.say("\n".join(["", heading, *rows]))
        while True:
            line = self.ask(say("Your choice: "))
            if line is None or (leads_back and line in ("0", "")):
                return None
            found = _find_option(line, options)
            if found is not None:
                return found
            first = 0 if leads_back else 1
            self.say(say("Type a number from {first} to {last}.", first=first, last=len(options)))

    def _skip_rest_of(self, line: str) -> None:
        """Drop what is left of a line that was too long to be an answer."""
        while line and not line.endswith("\n"):
            line = self._stdin.readline(4 * MOST_CHARACTERS)

    def _write(self, text: str) -> None:
        if self._stdout.isatty():
            text = wrap(text, get_terminal_size().columns)
        self._stdout.write(fit(text, self._stdout.encoding or "utf-8"))


def _find_option(line: str, options: Sequence[str]) -> int | None:
    if line.isascii() and line.isdigit():
        number = int(line[:9])
        return number - 1 if 1 <= number <= len(options) else None
    wanted, names = line.casefold(), [option.casefold() for option in options]
    if wanted in names:
        return names.index(wanted)
    near = [n for n, name in enumerate(names) if wanted and name.startswith(wanted)]
    return near[0] if len(near) == 1 else None


def wrap(text: str, width: int) -> str:
    """Break lines that are longer than a terminal between words; what follows is set in alike."""
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        if len(line) <= width:
            lines.append(line)
            continue
        parts = textwrap.wrap(
            line,
            max(width, len(indent) + 10),
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        # A prompt keeps the blank at its end.
        lines += [*parts[:-1], parts[-1] + " " * line.endswith(" ")]
    return "\n".join(lines)
