"""The clean input: a line to type in that takes nothing a terminal could obey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from spacequiz.text import clean_line

if TYPE_CHECKING:
    from textual import events


class CleanInput(Input):
    """Take typed text, and of pasted text one clean line, however long or strange it is."""

    def on_paste(self, event: events.Paste) -> None:
        """Paste one clean line."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(clean_line(event.text, self.max_length or len(event.text)))
