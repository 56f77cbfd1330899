"""A list of questions, a line each, of which only those in sight are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from spacequiz.quizmaster.browsing import Entry
    from spacequiz.words import Glyphs

CATEGORY_FROM = 70
"""From this width on, the category stands beside the question."""
CATEGORY_WIDTH = 24


class QuestionList(ScrollView):
    """Show which questions there are, with a cursor that the screen moves."""

    DEFAULT_CSS = "QuestionList { height: 1fr; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"question-list--cursor", "question-list--category"}

    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """Say which question is to be opened."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.can_focus = False
        self._glyphs = glyphs
        self._entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """List these, from the first."""
        self._entries = entries
        self.virtual_size = Size(0, len(self._entries))
        self.cursor = 0
        self.scroll_home(animate=False)
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor, as far as there are questions."""
        self.cursor = max(0, min(self.cursor + step, len(self._entries) - 1))
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False)

    def open(self) -> None:
        """Ask for the question at the cursor to be opened."""
        if self._entries:
            self.post_message(self.Chosen(self._entries[self.cursor]))

    def watch_cursor(self) -> None:
        """Draw the cursor where it is now."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if row >= len(self._entries):
            return Strip.blank(width, self.rich_style)
        at_cursor = row == self.cursor
        style = self.get_component_rich_style("question-list--cursor") if at_cursor else None
        mark = self._glyphs.cursor if at_cursor else " "
        entry = self._entries[row]
        room = width - CATEGORY_WIDTH if width >= CATEGORY_FROM else width
        ask = self._cut(f"{mark} {' '.join(entry.ask.split())}", room - 1)
        segments = [Segment(f"{ask} ", style or self.rich_style)]
        if room < width:
            quiet = style or self.get_component_rich_style("question-list--category")
            segments.append(Segment(self._cut(entry.category, width - room), quiet))
        return Strip(segments, width)

    def _cut(self, text: str, width: int) -> str:
        """Return a text in exactly so many cells."""
        from rich.cells import cell_len

        if cell_len(text) <= width:
            return set_cell_size(text, width)
        dots = self._glyphs.ellipsis
        return set_cell_size(text, width - len(dots)) + dots

    def on_click(self, event: events.Click) -> None:
        """Open the question under the mouse."""
        row = event.y + self.scroll_offset.y
        if row < len(self._entries):
            event.stop()
            self.cursor = row
            self.open()
