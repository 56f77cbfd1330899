"""The ASCII filter: what Textual itself draws, for terminals that know only ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from spacequiz.encoding import fit

if TYPE_CHECKING:
    from textual.color import Color

_LINES = "─━═╌╍┄┅┈┉╴╶╸╺▔"
_POSTS = "│┃║╎╏┆┇┊┋╵╷╹╻▌▐▎▊▏▕▍▋▉"
_BLOCKS = "▀▄█▂▃▅▆▇▖▗▘▝▚▞▙▟▛▜"
_CORNERS = "".join(chr(code) for code in range(0x2500, 0x2580))

AS_ASCII = str.maketrans(
    dict.fromkeys(_CORNERS, "+")
    | dict.fromkeys(_LINES, "-")
    | dict.fromkeys(_POSTS, "|")
    | dict.fromkeys(_BLOCKS, "#")
    | {"▁": "_", "…": ".", "•": "*", "🔎": "> "}
)
"""Borders, the end of a text that was cut, and typing that is hidden; each keeps its width."""


class AsciiFilter(LineFilter):
    """Redraw borders and marks in ASCII; letters of other scripts stay what they are.

    Args:
        encoding: What the terminal can show: letters that it lacks are written in others.
    """

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line as they can be shown."""
        return [
            segment
            if segment.text.isascii()
            else Segment(self._redraw(segment.text), segment.style, segment.control)
            for segment in segments
        ]

    def _redraw(self, text: str) -> str:
        text = text.translate(AS_ASCII)
        if fit(text, self._encoding) == text:
            return text
        return "".join(c if c.isascii() else self._fit_cells(c) for c in text)

    def _fit_cells(self, character: str) -> str:
        """Return what can be shown instead of a character, in as many cells as that takes."""
        width = cell_len(character)
        return fit(character, self._encoding)[:width].ljust(width)
