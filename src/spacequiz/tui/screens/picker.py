"""The picker: a dialog to choose one or several of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from spacequiz.wording import Glyphs

Option = tuple[str, str]
"""A value and how it is shown."""


class PickList(Widget, can_focus=True):
    """Show options, each with its state drawn as a character."""

    DEFAULT_CSS = "PickList { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("space", "pick", show=False),
    ]

    cursor: reactive[int] = reactive(0)
    picked: reactive[frozenset[str]] = reactive(frozenset)

    def __init__(self, options: Sequence[Option], picked: frozenset[str], glyphs: Glyphs) -> None:
        super().__init__()
        self.options = tuple(options)
        self._glyphs = glyphs
        self.set_reactive(PickList.picked, picked)

    def render(self) -> Content:
        """Return one line an option."""
        glyphs = self._glyphs
        lines = []
        for index, (value, label) in enumerate(self.options):
            at_cursor = index == self.cursor
            box = glyphs.picked if value in self.picked else glyphs.free
            mark = glyphs.cursor if at_cursor else " "
            line = Content.styled(f"{mark} {box} {label}", "bold $primary" if at_cursor else "")
            lines.append(line.truncate(max(1, self.size.width), ellipsis=True))
        return Content("\n").join(lines)

    def action_move(self, step: int) -> None:
        """Move the cursor, around the ends, and keep it in sight."""
        self.cursor = (self.cursor + step) % len(self.options)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to(y=max(0, self.cursor - 3), animate=False)

    def action_pick(self) -> None:
        """Pick or unpick the option at the cursor."""
        self.picked ^= {self.options[self.cursor][0]}

    def on_click(self, event: events.Click) -> None:
        """Pick or unpick the option under the mouse."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self.options):
            event.stop()
            self.cursor = at.y
            self.action_pick()


class PickerScreen(ModalScreen[frozenset[str] | None]):
    """Ask which of many; nothing picked means all. Escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", show=False),
        Binding("a", "none", show=False),
        Binding("escape", "cancel", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[Option], picked: frozenset[str], glyphs: Glyphs
    ) -> None:
        super().__init__()
        self._title = title
        self._list = PickList(options, picked, glyphs)

    def compose(self) -> ComposeResult:
        """Lay out the title, the options and the keys."""
        from textual.containers import VerticalScroll

        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._title, "bold"), classes="title")
            with VerticalScroll(can_focus=False):
                yield self._list
            keys = Content.assemble(
                ("space", "bold $primary"),
                " pick  ",
                ("a", "bold $primary"),
                " all  ",
                ("enter", "bold $primary"),
                " done  ",
                ("esc", "bold $primary"),
                " cancel",
            )
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self.set_focus(self._list)

    def action_done(self) -> None:
        """Return what is picked."""
        self.dismiss(self._list.picked)

    def action_none(self) -> None:
        """Unpick everything, which means all."""
        self._list.picked = frozenset()

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
