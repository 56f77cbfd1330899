"""What becomes of an error that nobody expected: a report in a file, and two lines to the user."""

from __future__ import annotations

import os
import platform
import re
import sys
import traceback
from typing import TYPE_CHECKING

from spacequiz import __version__
from spacequiz.language import say
from spacequiz.text import escape

if TYPE_CHECKING:
    from pathlib import Path

CRASH_EXIT_CODE = 1
_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|[«“„‘‚][^»”’]*[»”’]""")


def report_crash(error: BaseException) -> str:
    """Write a report of a crash, and return the two lines that tell of it."""
    try:
        path = escape(str(_write(_describe(error))))
        kept = say("A report for the authors is in {path}", path=path)
    except Exception as problem:
        # Whatever broke the game may have broken what a report needs.
        reason = problem.strerror if isinstance(problem, OSError) else repr(problem)
        kept = say("No report could be written: {reason}", reason=escape(str(reason)))
    told = say("spacequiz stopped because of a mistake of its own. Nothing that was saved is lost.")
    return f"{told}\n{kept}"


def _describe(error: BaseException) -> str:
    """Return where the error came from, without what may hold answers.

    That is local variables, and what the error's own words quote.
    """
    lines = [_scrub(line) for line in "".join(traceback.format_exception(error)).splitlines()]
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() fails where there is none.
    if len(home) > 1:
        lines = [line.replace(home, "~") for line in lines]
    versions = f"spacequiz {__version__}, Python {platform.python_version()}, {sys.platform}"
    return "\n".join([versions, *map(escape, lines), ""])


def _scrub(line: str) -> str:
    """Return a line of a traceback, without quotations where it is the error's own words."""
    return line if line.startswith((" ", "Traceback ")) else _QUOTED.sub("'…'", line)


def find_report() -> Path | None:
    """Return the report of the last crash, if there is one."""
    from spacequiz.paths import find_places

    found = find_places().logs.glob("crash-*.txt")
    return max((path for path in found if path.is_file()), default=None)


def _write(text: str) -> Path:
    # A clock of its own: what opens a game may be what broke.
    from spacequiz.clock import Clock
    from spacequiz.paths import find_places, make_folder

    folder = find_places().logs
    make_folder(folder)
    path = folder / f"crash-{Clock().utc():%Y%m%d-%H%M%S}.txt"
    path.write_text(text, encoding="utf-8")
    return path
