"""The pick: a dialog that asks which team, or which of a few things."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spacequiz.tui.widgets.menu import Item, Menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from spacequiz.wording import Glyphs


class NightPickScreen(ModalScreen[str | None]):
    """Ask which. Escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, title: str, items: Sequence[Item], glyphs: Glyphs, at: str = "") -> None:
        super().__init__()
        self._heading = title
        self._items = tuple(items)
        self._glyphs = glyphs
        self._at = at

    def compose(self) -> ComposeResult:
        """Lay out the title and the choices."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._heading, "bold"), classes="title")
            with VerticalScroll(can_focus=False):
                yield Menu(self._items, self._glyphs, letters=False)
            keys = Content.assemble(
                *(("enter", "bold $primary"), " choose  ", ("esc", "bold $primary"), " cancel")
            )
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the keys go to the choices."""
        menu = self.query_one(Menu)
        menu.cursor = next((n for n, item in enumerate(self._items) if item.id == self._at), 0)
        self.set_focus(menu)

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.id)

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
