"""The question card: category, difficulty, the question, and the hint once taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

    from spacequiz.game.views import View
    from spacequiz.words import Glyphs


class QuestionCard(VerticalScroll, can_focus=False):
    """Show what is asked. The card scrolls before an answer does."""

    DEFAULT_CSS = """
    QuestionCard {
        height: auto;
        Static { height: auto; }
    }
    """

    view: reactive[View | None] = reactive(None)
    most_lines: int | None = None
    """How tall the card may be; None for as tall as its text. It is decided during a layout."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static(id="ask")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the text, within the room there is."""
        height = super().get_content_height(container, viewport, width)
        return height if self.most_lines is None else min(height, self.most_lines)

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Show the present question; a hint that was just taken comes into sight."""
        if view is None or view.card is None or not self.is_mounted:
            return
        self._show(view)
        if view.card.hint and old is not None and old.card is not None and not old.card.hint:
            self.call_after_refresh(self.scroll_end, animate=False)

    def on_mount(self) -> None:
        """Show the first question."""
        self.watch_view(None, self.view)

    def _show(self, view: View) -> None:
        card = view.card
        assert card is not None
        lines = []
        if card.reminder:
            lines += [Content.assemble(("First, the reason  ", "bold $primary"), card.reminder)]
            lines += [Content("")]
        lines += [
            Content.styled(f"{card.category} {self._glyphs.dot} {card.difficulty}", "$quiet"),
            Content(""),
            Content.styled(card.ask, "bold"),
        ]
        if card.hint:
            lines += [Content(""), Content.assemble(("Hint  ", "bold $primary"), card.hint)]
        self.query_one("#ask", Static).update(Content("\n").join(lines))
        self.scroll_home(animate=False)
