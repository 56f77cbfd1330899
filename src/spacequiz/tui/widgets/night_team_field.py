"""The team field: a line of the lobby that shows a team as the stage will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from spacequiz.tui.widgets.field import Field

if TYPE_CHECKING:
    from spacequiz.tui.widgets.night_paint import TeamMark
    from spacequiz.wording import Glyphs

_NAME_WIDTH = 24


class TeamField(Field):
    """Show a team with its glyph, its keys and its handicap."""

    mark: reactive[TeamMark | None] = reactive(None)

    def __init__(self, number: int, glyphs: Glyphs) -> None:
        super().__init__("", glyphs, id=f"team-{number}")
        self.number = number

    def render(self) -> Content:
        """Return the line; the cursor shows that it has the focus."""
        if self.mark is None:
            return Content("")
        cursor = self._glyphs.cursor if self.has_focus else " "
        tag = self.mark.tag(_NAME_WIDTH)
        pad = Content(" " * max(1, _NAME_WIDTH + 4 - tag.cell_length))
        style = "bold $primary" if self.has_focus else "$quiet"
        return Content.assemble((f"{cursor} ", style), tag, pad, (self.mark.note, style))
