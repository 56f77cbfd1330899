"""The errors that a user may see: what failed, where, and what to do."""

from __future__ import annotations

import errno
import os

from spacequiz.language import say
from spacequiz.text import escape


class SpacequizError(Exception):
    """Report a failure to the user without a traceback.

    Args:
        message: What failed, one sentence.
        where: The file or place it concerns, if there is one.
        hint: What the user can do about it.
    """

    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        lines = [f"{escape(self.where)}: {self.message}" if self.where else self.message]
        if self.hint:
            lines.append(say("hint: {hint}", hint=self.hint))
        return "\n".join(lines)


class UsageError(SpacequizError):
    """Report a wrong use: an unknown pack, a number out of range, no terminal."""

    exit_code = 2


class PackError(SpacequizError):
    """Report a pack that cannot be used."""

    exit_code = 3


class SaveError(SpacequizError):
    """Report a save file that cannot be used."""

    exit_code = 4


def name_reason(error: OSError) -> str:
    """Return why the system refused something, as the end of a sentence."""
    if not error.strerror:
        return say("unknown reason")
    # What is ours is said already, and Windows has words of its own in the user's language.
    if error.errno is not None and error.strerror == os.strerror(error.errno):
        return _list_reasons().get(error.errno) or error.strerror.lower()
    return error.strerror.lower()


def _list_reasons() -> dict[int, str]:
    """Return what the system says in English alone, where users meet it."""
    return {
        errno.EACCES: say("permission denied"),
        errno.EPERM: say("operation not permitted"),
        errno.EROFS: say("read-only file system"),
        errno.ENOENT: say("no such file or directory"),
        errno.ENOTDIR: say("not a directory"),
        errno.EISDIR: say("is a directory"),
        errno.EEXIST: say("file exists"),
        errno.ENAMETOOLONG: say("file name too long"),
        errno.ENOSPC: say("no space left on device"),
        errno.EDQUOT: say("disk quota exceeded"),
        errno.EIO: say("input/output error"),
        errno.EBUSY: say("device or resource busy"),
        errno.EADDRINUSE: say("address already in use"),
        errno.EADDRNOTAVAIL: say("cannot assign requested address"),
    }
