"""The errors that a user may see: what failed, where, and what to do."""

from __future__ import annotations

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
    return error.strerror.lower() if error.strerror else say("unknown reason")
