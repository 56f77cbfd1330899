"""The pause: go on, leave the game for later, or quit. Nothing is lost either way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spacequiz.tui.widgets.menu import Item, Menu

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.wording import Glyphs

ITEMS = (
    Item("continue", "Continue"),
    Item("home", "Home", "the game waits there"),
    Item("quit", "Quit", "the game waits for next time"),
)


class PauseScreen(ModalScreen[str]):
    """Ask what to do with a game that stands still."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "continue", show=False)]

    def __init__(self, glyphs: Glyphs, code: str = "") -> None:
        """Show a code that gives others the same questions, if the game has one."""
        super().__init__()
        self._glyphs = glyphs
        self._code = code

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Paused", "bold"), classes="title")
            yield Menu(ITEMS, self._glyphs)
            lines = ["Every answer so far is saved."]
            if self._code:
                lines.append(f"Code to share: {self._code}")
            yield Static(Content.styled("\n".join(lines), "$quiet"), classes="keys")

    def action_continue(self) -> None:
        """Go on playing."""
        self.dismiss("continue")

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.id)
