"""The menu: a few things to do, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.tui.keyboards import find_meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from spacequiz.wording import Glyphs


class Item(NamedTuple):
    """Describe a line of a menu."""

    id: str
    title: str
    note: str = ""


class Menu(Widget, can_focus=True):
    """Let the player choose by arrows and enter, by the mouse, or by the first letter."""

    DEFAULT_CSS = "Menu { height: auto; width: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    items: reactive[tuple[Item, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """Say which item was chosen."""

        def __init__(self, id: str) -> None:  # noqa: A002
            super().__init__()
            self.id = id

    def __init__(self, items: Sequence[Item], glyphs: Glyphs, *, letters: bool = True) -> None:
        super().__init__()
        self._letters = letters
        self.set_reactive(Menu.items, tuple(items))
        self._glyphs = glyphs

    def watch_items(self, items: tuple[Item, ...]) -> None:
        """Keep the cursor on the menu."""
        self.cursor = min(self.cursor, len(items) - 1)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the widest line."""
        return max((line.cell_length for line in self._lines()), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line an item."""
        return len(self.items)

    def render(self) -> Content:
        """Return the items, the cursor drawn as a character too."""
        return Content("\n").join(self._lines())

    def _lines(self) -> list[Content]:
        title_width = max((len(item.title) for item in self.items), default=0)
        return [
            self._line(item, title_width, at_cursor=n == self.cursor and self.has_focus)
            for n, item in enumerate(self.items)
        ]

    def _line(self, item: Item, title_width: int, *, at_cursor: bool) -> Content:
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
