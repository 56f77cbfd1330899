"""The question to the player: a dialog that takes one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from spacequiz.text import clean_line
from spacequiz.tui.widgets.clean_input import CleanInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

MOST_CHARACTERS = 200


class AskScreen(ModalScreen[str | None]):
    """Ask for a line, such as a name, a note or a code. Escape changes nothing.

    Args:
        title: What is done with the line.
        prompt: What is to be written.
        value: What stands there to begin with.
        limit: How many characters there may be.
        mend: Whether to put the cursor behind the value, instead of marking it to be replaced.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(
        self,
        title: str,
        prompt: str,
        value: str = "",
        limit: int = MOST_CHARACTERS,
        *,
        mend: bool = False,
    ) -> None:
        super().__init__()
        self._heading = title
        self._prompt = prompt
        self._value = value
        self._limit = limit
        self._mend = mend

    def compose(self) -> ComposeResult:
        """Lay out the title, the line and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._heading, "bold"), classes="title")
            yield Static(Content.styled(self._prompt, "$quiet"))
            line = CleanInput(self._value, max_length=self._limit, compact=True)
            line.select_on_focus = not self._mend
            yield line
            keys = Content.assemble(
                *(("enter", "bold $primary"), " done  ", ("esc", "bold $primary"), " cancel")
            )
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the letters go into the line."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(clean_line(event.value, self._limit))

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
