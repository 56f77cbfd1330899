"""The arranging pads: what picking up, moving and putting down have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from spacequiz.tui.widgets.explanation import is_tiny
from spacequiz.tui.widgets.hanging import hang
from spacequiz.tui.widgets.pads import AnswerPad, PadChanged, RowReached, is_another

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from spacequiz.game.kinds import Way
    from spacequiz.game.views import View
    from spacequiz.words import Glyphs

NOTHING = -1
"""Stands for no item, no side and no place."""


class ArrangingPad(AnswerPad, can_focus=True):
    """Let the player pick up what stands at the cursor, and put it somewhere."""

    DEFAULT_CSS = "ArrangingPad { height: auto; }"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]
    least_card = 5
    way: ClassVar[Way]
    """How the questions are answered that the pad is for."""
    moves: ClassVar[tuple[str, ...]] = ("move",)
    """The actions of keys that belong to the screen when there is nothing to arrange."""

    cursor: reactive[int] = reactive(0)
    held: reactive[bool] = reactive(False, layout=True)
    advice: reactive[str] = reactive("", layout=True)
    """What is missing, in the place of what can be done, after an answer that is none."""
    _crowded = False
    """Whether what stands below the items is out of sight. It is decided during a layout."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs

    @property
    def items(self) -> tuple[str, ...]:
        """Return what is put somewhere, or beside something, as it came."""
        card = self.view.card if self.view else None
        return card.options if card and card.way is self.way else ()

    @property
    def holding(self) -> bool:
        """Return whether something is picked up."""
        return self.held and self.asking

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Begin anew when another question comes; drop what is held when its answer is in."""
        another = is_another(old, view)
        if another:
            self.set_reactive(ArrangingPad.cursor, 0)
            self._begin()
        if another or not self.asking:
            self._let_go()
            self.advice = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys pass on to the screen when there is nothing to arrange."""
        return self.asking and bool(self.items) if action in self.moves else True

    def _begin(self) -> None:
        """Set the pad up for another question."""
        raise NotImplementedError

    def _let_go(self) -> None:
        """Hold nothing any more."""
        self.held = False

    def _note_change(self) -> None:
        """Tell the screen what has become of the pad, once the lines are drawn anew."""
        self.advice = ""
        self.post_message(PadChanged())
        self.call_after_refresh(self.show_cursor)

    def advise(self, text: str) -> bool:
        """Show advice among the pad's own lines, with the question if it stands next to it."""
        self.advice = text
        if self._crowded:
            self.call_after_refresh(self.post_message, RowReached(self, 0))
        return True

    # -- painting ----------------------------------------------------------------------------

    def use_room(self, lines: int, width: int) -> None:
        """Say what can be done above the items, where it would be out of sight below them."""
        self._crowded = False
        self._crowded = len(self._lines(width)) > lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the pad needs at this width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> Sequence[tuple[Any, ...]]:
        """Return each line behind what it belongs to."""
        raise NotImplementedError

    def _draw(self, index: int, label: str, text: str, width: int) -> list[Content]:
        """Return the lines of what can be picked up; what is held stands in brackets."""
        glyphs, at_cursor = self._glyphs, index == self.cursor
        held = at_cursor and self.holding
        mark = glyphs.held if held else glyphs.cursor if at_cursor else " "
        head = Content.assemble((f" {mark} ", "bold $primary"), (f"{label} ", "bold $secondary"))
        style = "bold $primary" if at_cursor else ""
        return hang(head, Content.styled(f"[{text}]" if held else text, style), width)

    def _judge(self, *, right: bool) -> tuple[str, str]:
        """Return the mark and the style of a verdict."""
        if right:
            return self._glyphs.right, "bold $success"
        return self._glyphs.wrong, "bold $error"

    def _place_hint(self, hint: str, width: int) -> tuple[list[Content], list[Content]]:
        """Return the lines above and below the items that say what can be done, or is missing."""
        style = "$warning" if self.advice else "$quiet"
        rows = hang("   ", Content.styled(self.advice or hint, style), width)
        if not self._crowded:
            return [], [Content(""), *rows]
        return ([] if is_tiny(self) and not self.advice else rows), []
