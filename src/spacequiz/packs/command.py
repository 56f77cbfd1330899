"""Paths in commands that users copy from a message."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from spacequiz.text import escape

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN = re.compile(r"[\w@%+=:,./\\~-]+")
_SPECIAL = re.compile(r"[\"$`!]")


def as_argument(path: Path | str) -> str:
    """Return a path as it is written in a command of any shell: in quotes where it needs some."""
    text = escape(str(path))
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if _SPECIAL.search(text) else f'"{text}"'
