"""The confirmation: a dialog that asks before something is done that costs something."""

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


class ConfirmScreen(ModalScreen[bool]):
    """Ask a question that takes yes or no. Nothing is done unless yes is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "refuse", show=False)]

    def __init__(self, question: str, yes: str, no: str, glyphs: Glyphs) -> None:
        super().__init__()
        self._question = question
        self._items = (Item("no", no), Item("yes", yes))
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out the question and the two answers, the harmless one first."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._question, "bold"), classes="title")
            yield Menu(self._items, self._glyphs)

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.id == "yes")

    def action_refuse(self) -> None:
        """Do nothing."""
        self.dismiss(False)
