"""The help: every key of the screen that it was asked from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spacequiz.tui.widgets.hanging import HangingText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from spacequiz.tui.commands import Command

ALWAYS = (
    ("arrows", "move", "Move among answers, lines and items; the mouse works everywhere too."),
)
USUAL = (
    ("1-9", "answer", "Pick an answer by its number; t and f for true and false."),
    ("a-e", "answer", "Pick one of the first five answers, from the top."),
)
"""What holds where the screen has no keys of its own to pick by."""


class HelpScreen(ModalScreen[None]):
    """List what can be done, with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,f1,q", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(
        self,
        commands: Sequence[Command],
        *,
        typing: bool,
        rows: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        super().__init__()
        self._rows = rows
        self._commands = commands
        self._typing = typing

    def compose(self) -> ComposeResult:
        """Lay out one row a command."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Keys", "bold"), classes="title")
            with VerticalScroll(id="keys", can_focus=False):
                for command in self._commands:
                    label = command.label_for(typing=self._typing)
                    yield _row(label, command.title, command.help)
                for row in (*ALWAYS, *(self._rows or USUAL)):
                    yield _row(*row)
            yield Static(Content.styled("esc closes", "$quiet"), classes="keys")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#keys").scroll_relative(y=lines, animate=False)


def _row(key: str, title: str, text: str) -> HangingText:
    head = Content.styled(f"{key:>6}  ", "bold $primary")
    return HangingText(head, Content.assemble((f"{title}: ", "bold"), text))
