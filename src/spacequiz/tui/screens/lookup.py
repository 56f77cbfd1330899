"""The look-up: one question with its answer and the reason, in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spacequiz.tui.widgets.explanation import explain
from spacequiz.wording import describe_answer

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.views import Played
    from spacequiz.wording import Glyphs


class LookupScreen(ModalScreen[None]):
    """Show a question that was played before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(self, played: Played, glyphs: Glyphs) -> None:
        super().__init__()
        self._played = played
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out question, answer and explanation."""
        card, reveal = self._played.card, self._played.reveal
        answer = describe_answer(reveal.answer)
        with Vertical(classes="dialog"), VerticalScroll(id="lookup", can_focus=False):
            yield Static(Content.styled(card.category, "$quiet"), classes="title")
            yield Static(Content.styled(card.ask, "bold"))
            yield Static(Content.styled(answer, "bold $success"), classes="title")
            yield Static(explain(reveal, self._glyphs))
            yield Static(Content.styled("esc closes", "$quiet"), classes="keys")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#lookup").scroll_relative(y=lines, animate=False)
