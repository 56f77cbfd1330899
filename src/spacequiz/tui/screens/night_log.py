"""The log: everything that happened this evening, what was taken back included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.match.log import LogLine, write_log
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.match.match import Match


class NightLogScreen(GameScreen[None]):
    """List the evening, the newest first. What was taken back is marked: nothing is erased."""

    COMMAND_LIST = (
        Command("escape,ctrl+l,enter", "back", "back", "Go back to the stage."),
        Command("down,j", "scroll(1)", "scroll", "Read on.", footer=False),
        Command("up,k", "scroll(-1)", "scroll back", "Read back.", footer=False),
        Command("pagedown,space", "scroll(10)", "page", "Read on, a page.", footer=False),
        Command("pageup", "scroll(-10)", "page back", "Read back, a page.", footer=False),
    )

    def __init__(self, match: Match) -> None:
        super().__init__()
        self._match = match

    def compose_content(self) -> ComposeResult:
        """Lay out a line an event."""
        with VerticalScroll(id="log", can_focus=False):
            lines = write_log(self._match.setup, self._match.journal)
            yield Static(Content("\n").join(map(self._paint, reversed(lines))))

    def on_mount(self) -> None:
        """Say what this is."""
        self.set_context(f"Quiz night {self.game.glyphs.dot} the log")

    def _paint(self, line: LogLine) -> Content:
        question = self._match.questions.get(line.address)
        text = f"{line.text}: {question.ask}" if question else line.text
        if line.taken_back:
            return Content.styled(f"  {text} (taken back)", "$quiet")
        return Content(f"  {text}")

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#log").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go back to the stage."""
        self.dismiss(None)
