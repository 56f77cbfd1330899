"""The field: one line of a form, changed by left and right or opened by enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events

    from spacequiz.wording import Glyphs

LABEL_WIDTH = 14


class Field(Widget, can_focus=True):
    """Show a label and a value. What the values are is the screen's business."""

    DEFAULT_CSS = "Field { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l,space", "step(1)", show=False),
        Binding("enter", "open", show=False),
    ]

    value: reactive[str] = reactive("")

    class Stepped(Message):
        """Say that the next or previous value is wanted."""

        def __init__(self, field: Field, step: int) -> None:
            super().__init__()
            self.field = field
            self.step = step

    class Opened(Message):
        """Say that the player wants to choose among all values."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    def __init__(self, label: str, glyphs: Glyphs, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = label
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the line; arrows and a cursor show that it has the focus."""
        glyphs = self._glyphs
        room = max(4, self.size.width - LABEL_WIDTH - 8)
        value = Content(self.value).truncate(room, ellipsis=True)
        label = self._label.ljust(LABEL_WIDTH)
        if not self.has_focus:
            return Content.assemble("  ", (label, "$quiet"), "  ", value)
        style = "bold $primary"
        return Content.assemble(
            (f"{glyphs.cursor} {label}{glyphs.left} ", style),
            Content.styled(value.plain, style),
            (f" {glyphs.on}", style),
        )

    def on_focus(self) -> None:
        """Draw the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the cursor away."""
        self.refresh()

    def action_step(self, step: int) -> None:
        """Ask for the next or previous value."""
        self.post_message(self.Stepped(self, step))

    def action_open(self) -> None:
        """Ask for all values."""
        self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        """Open the field under the mouse; its arrows step."""
        event.stop()
        at = event.get_content_offset(self)
        if at is None:
            return
        left = 2 + LABEL_WIDTH
        right = left + 2 + len(self.value) + 1
        if at.x in (left, left + 1):
            self.action_step(-1)
        elif at.x in (right, right + 1):
            self.action_step(1)
        else:
            self.action_open()
