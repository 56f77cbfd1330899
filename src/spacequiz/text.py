"""Cleaning of text that comes from outside: packs, names, typed and pasted answers."""

from __future__ import annotations

import re
import shlex
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


MARKS_IN_A_ROW = 3
"""How many combining marks may follow one another: more is noise that runs into other lines."""

_JOINERS = "\u200c\u200d"
_SPACES_KEPT = "\xa0\u202f"
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TAGS = range(0xE0000, 0xE0080)
_SOFT_HYPHEN = "\xad"

# Ranges without a single combining mark: text made of these needs no closer look. A test holds
# them against the Unicode tables.
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_GAP = re.compile("[ \n]+")

# Compiled at their first use: few runs write a table.
_CELL_ENDS = r"(?<=;)|(?<=[^\n]\n)"
_FORMULA = r"\s*[=+\-@＝＋－＠]|[\t\r]"
_NUMBER = r"[+-]?\d+([.,]\d+)?"


class Fault(NamedTuple):
    """Name a character that was dropped from a text."""

    code: str
    """`forbidden-character`, `stacked-marks` or `invisible-character`."""
    character: str

    @property
    def refused(self) -> bool:
        """Return whether a text from a pack may not hold it at all."""
        return self.code != "invisible-character"


@cache
def _markless() -> re.Pattern[str]:
    """Return what text without combining marks is made of; it takes a moment to compile."""
    return re.compile(
        "[\n -~\xa0-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u060f\u0620-\u064a\u10a0-\u135c"
        "\u1e00-\u20cf\u2100-\u2cee\u3000-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff"
        "\uf900-\ufb1d\uff00-\uffff\U0001f000-\U0001faff]*"
    )


def clean_text(text: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the text as it may be shown, composed (NFC), and what was dropped from it."""
    if text.isascii() and text.isprintable():
        return text, ()
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    plain = text.replace("\n", "").replace("\xa0", "").isprintable()
    if plain and _markless().fullmatch(text):
        return unicodedata.normalize("NFC", text), ()
    kept, faults = _sift(text)
    # Composing comes last: its time grows with the square of a run of marks, which is short now.
    return unicodedata.normalize("NFC", kept), faults


def clean_line(text: str, limit: int) -> str:
    """Return a name or an answer on one line, without what is refused, cut at `limit` characters."""
    # Four times the limit leaves room for what is dropped, and a pasted book costs no time.
    line, _ = clean_text(text[: 4 * limit])
    return collapse(line).strip()[:limit].rstrip()


def collapse(text: str) -> str:
    """Return the text on one line with single spaces; no-break spaces stay."""
    if "\n" not in text and "  " not in text:
        return text
    return _GAP.sub(" ", text)


def escape(text: str) -> str:
    r"""Return a file name or a raw line with everything unprintable spelled out, as in `\x1b`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _spell(c) for c in text)


def show_path(path: object) -> str:
    """Return a path as it may be shown anywhere, whatever bytes its name is made of."""
    return escape(str(path))


def show_line(text: str) -> str:
    """Return a text as it can be printed, on one line."""
    return escape(collapse(text.replace("\xa0", " ")))


def defuse(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and no terminal for a command.

    A semicolon parts cells in many countries, whatever stands around it in a file; and a line
    break ends a row there, as our quotes do not begin a cell.
    """
    text = "\n".join(map(show_line, text.split("\n")))
    return "".join(f"'{part}" if _acts(part) else part for part in re.split(_CELL_ENDS, text))


def _acts(cell: str) -> bool:
    """Return whether a spreadsheet may take a cell for more than a text or a number."""
    return bool(re.match(_FORMULA, cell)) and not re.fullmatch(_NUMBER, cell.strip("; \n"))


def name_character(character: str) -> str:
    """Return a name for a character that cannot be shown, as in `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")


def _spell(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _sift(text: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the characters that may stay and a fault for each kind of those that may not."""
    kept: list[str] = []
    faults: dict[Fault, None] = {}
    marks = 0
    before = ""
    for c in text:
        category = unicodedata.category(c)
        marks = marks + 1 if category[0] == "M" else 0
        if marks > MARKS_IN_A_ROW:
            faults[Fault("stacked-marks", c)] = None
        elif category == "Zs" and c not in _SPACES_KEPT:
            kept.append(" ")
        elif category[0] != "C" or c == "\n":
            kept.append(c)
        elif c in _JOINERS:
            if before not in _JOINERS or not before:
                kept.append(c)
        elif c != _SOFT_HYPHEN:
            faults[Fault(_judge(c, category), c)] = None
        before = c
    return "".join(kept), tuple(faults)


def _judge(character: str, category: str) -> str:
    """Return the code for a character of category C: what could deceive or steer is refused."""
    deceives = character in _BIDI or ord(character) in _TAGS
    if category in ("Cc", "Cs") or deceives:
        return "forbidden-character"
    return "invisible-character"


_OPENED = re.compile(r"""(?:^|[\s(])"[^"]*$|“[^”]*$""")
_CLOSED = re.compile(r"""^[^"]*[^\s"]"(?:\W|$)|^[^“]*”""")


def is_parted(first: str, second: str) -> bool:
    """Return whether a quotation begins in one text and ends in the next, as at a stray comma."""
    if '"' not in first and "“" not in first:
        return False
    return bool(_OPENED.search(first) and _CLOSED.search(second))


_PLAIN = re.compile(r"[\w@%+=:,./\\~-]+")
_SPECIAL = re.compile(r"[\"$`!]")


def as_argument(path: Path | str) -> str:
    """Return a path as it is written in a command of any shell: in quotes where it needs some."""
    text = escape(str(path))
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if _SPECIAL.search(text) else f'"{text}"'
