"""Writing a file in one step: what was there stays until the new one is whole."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

from spacequiz.errors import UsageError, name_reason
from spacequiz.language import say
from spacequiz.text import escape

if TYPE_CHECKING:
    from pathlib import Path


def follow(path: Path) -> Path:
    """Return the file that a link leads to, or else the path itself.

    Raises:
        OSError: The links lead round in a circle.
    """
    try:
        resolved = path.resolve()
    except RuntimeError:
        # Before Python 3.13, a circle is an error of its own.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    if resolved.is_symlink():
        resolved.stat()
    return resolved


def store(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        UsageError: It cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe is written to; a folder refuses.
            path.write_bytes(data)
            return
        place = follow(path)
        half = place.with_name(f".spacequiz.{os.getpid()}.tmp")
        try:
            with half.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if place.exists():
                shutil.copymode(place, half)
            half.replace(place)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            say("The file cannot be written: {reason}.", reason=name_reason(error)),
            where=escape(str(path)),
            hint=say(
                "See that the folder exists, that there is room and that you may write there."
            ),
        ) from None
