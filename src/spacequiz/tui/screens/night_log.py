"""The log: everything that happened this evening, what was taken back included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.match.events import AUTOMATIC
from spacequiz.game.match.journal import Did, Redid, Undid
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.widgets.night_words import describe_event, name_teams

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.match.match import Match
    from spacequiz.wording import Glyphs


class NightLogScreen(GameScreen[None]):
    """List the evening, the newest first. Undo and redo are entries too: nothing is erased."""

    COMMAND_LIST = (
        Command("escape,ctrl+l,enter", "back", "back", "Go back to the stage."),
        Command("down,j", "scroll(1)", "scroll", "Read on.", footer=False),
        Command("up,k", "scroll(-1)", "scroll back", "Read back.", footer=False),
        Command("pagedown,space", "scroll(10)", "page", "Read on, a page.", footer=False),
        Command("pageup", "scroll(-10)", "page back", "Read back, a page.", footer=False),
    )

    def __init__(self, match: Match, glyphs: Glyphs) -> None:
        super().__init__()
        self._match = match
        self._glyphs = glyphs

    def compose_content(self) -> ComposeResult:
        """Lay out a line an event."""
        with VerticalScroll(id="log", can_focus=False):
            yield Static(Content("\n").join(self._list()))

    def on_mount(self) -> None:
        """Say what this is."""
        self.set_context("Quiz night · the log")

    def _list(self) -> list[Content]:
        match, names = self._match, name_teams(self._match)
        lines = []
        for entry in match.journal:
            match_entry = entry
            if isinstance(match_entry, Did):
                told = [e for e in match_entry.events if not isinstance(e, AUTOMATIC)]
                lines += [Content(f"  {describe_event(event, names, match)}") for event in told]
            elif isinstance(match_entry, Undid):
                lines.append(
                    Content.styled(f"{self._glyphs.left} The last step was taken back", "$warning")
                )
            elif isinstance(match_entry, Redid):
                lines.append(Content.styled(f"{self._glyphs.on} It was done again", "$warning"))
        return lines[::-1]

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#log").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go back to the stage."""
        self.dismiss(None)
