"""What forms are made of: fields, lines to type in, and menus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from spacequiz.text import clean_line
from spacequiz.tui.keyboards import find_meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from spacequiz.words import Glyphs


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
    label: reactive[str] = reactive("")

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
        self.set_reactive(Field.label, label)
        self._glyphs = glyphs

    def render(self) -> Content:
        """Return the line; arrows and a cursor show that it has the focus."""
        glyphs = self._glyphs
        room = max(4, self.size.width - LABEL_WIDTH - 8)
        value = Content(self.value).truncate(room, ellipsis=True)
        label = self.label.ljust(LABEL_WIDTH)
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


class CleanInput(Input):
    """Take typed text, and of pasted text one clean line, however long or strange it is."""

    def on_paste(self, event: events.Paste) -> None:
        """Paste as much of one clean line as there is room for, in place of what is selected."""
        event.stop()
        event.prevent_default()
        kept = len(self.value) - len(self.selected_text)
        room = self.max_length - kept if self.max_length else len(event.text)
        self.replace(clean_line(event.text, room) if room > 0 else "", *sorted(self.selection))


class MenuItem(NamedTuple):
    """Describe a line of a menu."""

    id: str
    title: str
    note: str = ""


class Menu(Widget, can_focus=True):
    """Let the player choose by arrows and enter, by the mouse, or by the first letter."""

    DEFAULT_CSS = "Menu { height: auto; width: auto; max-width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    items: reactive[tuple[MenuItem, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """Say which item was chosen."""

        def __init__(self, id: str) -> None:  # noqa: A002
            super().__init__()
            self.id = id

    def __init__(self, items: Sequence[MenuItem], glyphs: Glyphs, *, letters: bool = True) -> None:
        super().__init__()
        self._letters = letters
        self.set_reactive(Menu.items, tuple(items))
        self._glyphs = glyphs

    def watch_items(self, items: tuple[MenuItem, ...]) -> None:
        """Keep the cursor on the menu."""
        self.cursor = min(self.cursor, len(items) - 1)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the widest line."""
        return max((line.cell_length for line in self._lines()), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line an item."""
        return len(self.items)

    def render(self) -> Content:
        """Return the items, the cursor drawn as a character too; what is cut off shows that."""
        width = max(1, self.size.width)
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in self._lines())

    def _lines(self) -> list[Content]:
        title_width = max((len(item.title) for item in self.items), default=0)
        return [
            self._line(item, title_width, at_cursor=n == self.cursor and self.has_focus)
            for n, item in enumerate(self.items)
        ]

    def _line(self, item: MenuItem, title_width: int, *, at_cursor: bool) -> Content:
        mark = self._glyphs.cursor if at_cursor else " "
        style = "bold $primary" if at_cursor else ""
        title = item.title.ljust(title_width) if item.note else item.title
        line = Content.assemble((f"{mark} {title}", style))
        return line + Content.styled(f"   {item.note}", "$quiet") if item.note else line

    def on_focus(self) -> None:
        """Draw the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the cursor away."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move the cursor, around the ends."""
        self.cursor = (self.cursor + step) % len(self.items)
        if isinstance(self.parent, Widget):
            line = Region(0, self.virtual_region.y + self.cursor, 1, 1)
            self.parent.scroll_to_region(line, animate=False)

    def action_choose(self) -> None:
        """Choose the item at the cursor."""
        if self.screen.is_current:
            self.post_message(self.Chosen(self.items[self.cursor].id))

    def on_key(self, event: events.Key) -> None:
        """Choose by first letter, unless letters mean something else."""
        if not self._letters:
            return
        initials = [item.title[:1].lower() for item in self.items]
        initial = find_meaning(event.character, initials)
        if initial:
            event.stop()
            self.cursor = initials.index(initial)
            self.action_choose()

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the mouse."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self.items):
            event.stop()
            self.cursor = at.y
            self.action_choose()
