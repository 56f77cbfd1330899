"""The picture screen: a picture as large as the terminal lets it be, over its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.packs.pictures import OpenedPicture


class PictureScreen(GameScreen[None]):
    """Show one picture.

    Args:
        opened: The picture.
        alt: What it shows, in words.
    """

    COMMAND_LIST = (Command("escape,i,enter,f8", "close", "close", "Go back to the question."),)

    def __init__(self, opened: OpenedPicture, alt: str) -> None:
        super().__init__()
        self._opened = opened
        self._alt = alt

    def compose_content(self) -> ComposeResult:
        """Lay out the picture over its description."""
        yield PictureBox(self.game.glyphs)
        yield Static(Content.styled(self._alt, "$quiet"), id="alt")

    def on_mount(self) -> None:
        """Draw the picture."""
        self.query_one(PictureBox).open(self._opened)
        self.call_after_refresh(self._give_room)

    def on_resize(self) -> None:
        """Fit the picture in again."""
        self.call_after_refresh(self._give_room)

    def _give_room(self) -> None:
        box, alt = self.query_one(PictureBox), self.query_one("#alt")
        bars = sum(bar.size.height for bar in self.query("TopBar, Banner, KeyBar"))
        box.give(max(1, self.size.height - bars - alt.size.height - 2))

    def action_close(self) -> None:
        """Go back to the question."""
        self.dismiss()
