"""The text of GIFT: blocks between blank lines, escapes, format markers and weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacequiz.formats.common import CannotCarry

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PARTS = 500
"""A question with more answers is a file that is no GIFT."""

_FORMATS = ("moodle", "html", "plain", "markdown")

# Escaped characters mean nothing while a question is taken apart: controls stand for them.
_MARKS = dict(zip(":#={}~n", "\x01\x02\x03\x04\x05\x06\x07", strict=True))
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_UNMARK = str.maketrans({mark: "\n" if c == "n" else c for c, mark in _MARKS.items()})
_NO_MARKS = str.maketrans("", "", "".join(_MARKS.values()))

_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")


def split_blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between blank lines, with the number of its first line."""
    block: list[str] = []
    start = 1
    for number, line in enumerate([*text.translate(_NO_MARKS).split("\n"), ""], 1):
        line = line.strip(" \t\n\r\0\x0b")
        if line:
            if not block:
                start = number
            block.append(line)
        elif block:
            yield start, block
            block = []


def mark_escaped(text: str) -> str:
    """Return a text in which controls stand for what a backslash escapes."""
    return _ESCAPED.sub(lambda found: _MARKS.get(found[1], found[1]), text)


def split_format(text: str) -> tuple[str, str]:
    """Return a text without its format marker, and the format that it names."""
    if text.startswith("["):
        form, bracket, rest = text[1:].partition("]")
        if bracket and form in _FORMATS:
            return rest, form
    return text, ""


def split_marked(answers: str, mark: str) -> list[str]:
    """Return the parts that a mark begins; what stands before the first one counts, too."""
    if answers.count(mark) > MAX_PARTS:
        raise CannotCarry(f"it has more than {MAX_PARTS} answers")
    parts = [part.strip() for part in answers.split(mark)]
    return parts if parts[0] else parts[1:]


def take_weight(part: str, default: float) -> tuple[float, str]:
    """Return the weight that an answer begins with, and the rest."""
    found = _WEIGHT.match(part)
    if not found:
        return default, part
    # Moodle takes several minus signs, too, and PHP makes nothing of them.
    number = found[1]
    return (0.0 if number.startswith("--") else float(number)), part[found.end() :]


def unmark(text: str) -> str:
    """Return a text in which escaped characters are themselves again."""
    return text.translate(_UNMARK).strip()
