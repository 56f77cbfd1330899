"""Hanging text: a head, and beside it a text whose later lines are indented as far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size

LEAST_WIDTH = 8


def hang(head: Content | str, text: Content, width: int) -> list[Content]:
    """Return the lines of a text laid beside its head."""
    head = Content(head) if isinstance(head, str) else head
    lines = text.wrap(max(LEAST_WIDTH, width - head.cell_length))
    indent = Content(" " * head.cell_length)
    return [(head if n == 0 else indent) + line for n, line in enumerate(lines)]


def annotate(rows: list[Content], indent: int, note: Content, width: int) -> list[Content]:
    """Return hung lines with a note at the right of the first, or below where it does not fit."""
    room = width - rows[0].cell_length - 1 if rows else 0
    if room >= note.cell_length + 2:
        gap = Content(" " * (room - note.cell_length))
        return [rows[0] + gap + note, *rows[1:]]
    return rows + hang(" " * indent, note, width)


class HangingText(Widget):
    """Show a head with a text beside it."""

    DEFAULT_CSS = "HangingText { height: auto; }"

    def __init__(self, head: Content, text: Content) -> None:
        super().__init__()
        self._head = head
        self._body = text

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the text needs at this width."""
        return len(hang(self._head, self._body, width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(hang(self._head, self._body, self.size.width))
