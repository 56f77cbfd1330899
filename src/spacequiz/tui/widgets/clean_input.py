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
        """Paste as much of one clean line as there is room for, in place of what is selected."""
        event.stop()
        event.prevent_default()
        kept = len(self.value) - len(self.selected_text)
        room = self.max_length - kept if self.max_length else len(event.text)
        self.replace(clean_line(event.text, room) if room > 0 else "", *sorted(self.selection))
