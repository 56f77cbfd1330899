"""The picture screen: a picture as large as the terminal lets it be, over its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from spacequiz.packs.pictures import OpenedPicture


class PictureScreen(GameScreen[None]):
    """Show the pictures of a question, one at a time.

    Args:
        pictures: Each with what it shows, in words.
    """

    COMMAND_LIST = (
        Command("escape,i,enter,f8", "close", "close", "Go back to the question."),
        Command("right,down,space", "turn(1)", "next", "Look at the next picture."),
        Command("left,up", "turn(-1)", "previous", "Look at the picture before."),
    )

    def __init__(self, pictures: Sequence[tuple[OpenedPicture, str]]) -> None:
        super().__init__()
        self._pictures = pictures
        self._at = 0

    def compose_content(self) -> ComposeResult:
        """Lay out the picture over its description."""
        yield PictureBox(self.game.glyphs)
        yield Static(id="alt")

    def on_mount(self) -> None:
        """Draw the first picture."""
        self._show()

    def on_resize(self) -> None:
        """Fit the picture in again."""
        self.call_after_refresh(self._give_room)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer other pictures where there are some."""
        return len(self._pictures) > 1 if action == "turn" else True

    def _show(self) -> None:
        opened, alt = self._pictures[self._at]
        self.query_one("#alt", Static).update(Content.styled(alt, "$quiet"))
        self.query_one(PictureBox).open(opened)
        self.call_after_refresh(self._give_room)

    def _give_room(self) -> None:
        box, alt = self.query_one(PictureBox), self.query_one("#alt")
        bars = sum(bar.size.height for bar in self.query("TopBar, Banner, KeyBar"))
        box.give(max(1, self.size.height - bars - alt.size.height - 2))

    def action_turn(self, step: int) -> None:
        """Show another picture."""
        self._at = (self._at + step) % len(self._pictures)
        self._show()

    def action_close(self) -> None:
        """Go back to the question."""
        self.dismiss()
