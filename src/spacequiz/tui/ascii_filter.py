"""The ASCII filter: what Textual itself draws, for terminals that know only ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

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
    """Redraw borders and marks in ASCII; letters of other scripts stay what they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line as they can be shown."""
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(AS_ASCII), segment.style, segment.control)
            for segment in segments
        ]
