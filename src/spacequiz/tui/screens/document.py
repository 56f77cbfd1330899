"""The document: what a question is built from, open at the cited place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spacequiz.tui.widgets.hanging import HangingText

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.quizmaster.archive import Opened
    from spacequiz.wording import Glyphs


class DocumentScreen(ModalScreen[None]):
    """Show a whole document; the cited paragraphs are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,p", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, opened: Opened, glyphs: Glyphs) -> None:
        super().__init__()
        self._opened = opened
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out the title and the numbered paragraphs."""
        opened = self._opened
        with Vertical(classes="dialog"):
            yield Static(Content.styled(opened.title, "bold"), classes="title")
            with VerticalScroll(id="document", can_focus=False):
                for number, text in enumerate(opened.paragraphs, 1):
                    yield self._paragraph(number, text)
            yield Static(Content.styled("esc closes", "$quiet"), classes="keys")

    def _paragraph(self, number: int, text: str) -> HangingText:
        cited = number in self._opened.cited
        mark = self._glyphs.cursor if cited else " "
        head = Content.styled(f"{mark} {number:>3}  ", "bold $primary" if cited else "$quiet")
        return HangingText(head, Content(text) if cited else Content.styled(text, "$quiet"))

    def on_mount(self) -> None:
        """Open the document at the first cited paragraph."""
        first = min(self._opened.cited, default=1)
        paragraphs = list(self.query(HangingText))
        if first <= len(paragraphs):
            self.call_after_refresh(paragraphs[first - 1].scroll_visible, animate=False, top=True)

    def action_close(self) -> None:
        """Go back to the question."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#document").scroll_relative(y=lines, animate=False)
