"""The order pad: items to be put in order by keys or by mouse, and afterwards how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from spacequiz.game.grading import Part
from spacequiz.game.kinds import Kind
from spacequiz.tui.widgets.hanging import annotate, hang
from spacequiz.tui.widgets.pads import (
    AnswerPad,
    NothingChosen,
    PadChanged,
    RowReached,
    is_another,
)

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size

    from spacequiz.game.views import Reveal, View
    from spacequiz.wording import Glyphs

_NOWHERE = -1
UNTOUCHED = "The items stand shuffled, never in the right order: move one first."


class OrderPad(AnswerPad, can_focus=True):
    """Let the player move the items of a question into order.

    An item is picked up, moved and put down; the one that is held is always the one at the
    cursor. The order in which the items come is never right, so it cannot be confirmed: an enter
    too many costs nothing.
    """

    DEFAULT_CSS = "OrderPad { height: auto; }"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("shift+up,K", "carry(-1)", show=False),
        Binding("shift+down,J", "carry(1)", show=False),
    ]
    least_card = 5
    help_rows = (
        ("1-8", "place", "Pick up the item at that place; then say the place where it goes."),
        ("K J", "carry", "Move the item at the cursor at once; so do shift and an arrow."),
        ("mouse", "drag", "Drag an item to its place, or click on the item and on the place."),
    )

    order: reactive[tuple[str, ...]] = reactive((), layout=True)
    cursor: reactive[int] = reactive(0)
    held: reactive[bool] = reactive(False, layout=True)

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs
        self._rows: list[int] = []
        """For each line on screen, the place that it belongs to; -1 for none."""
        self._origin = 0
        """The place that the held item was picked up from."""
        self._drag_row = _NOWHERE
        """The line under the mouse while a button is down on an item."""
        self._dragged = False
        """Whether the item has moved since the button went down."""

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items as they came."""
        card = self.view.card if self.view else None
        return card.options if card and card.kind is Kind.ORDER else ()

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Begin anew when another question comes; drop what is held when its answer is in."""
        another = is_another(old, view)
        if another:
            self.set_reactive(OrderPad.order, self.items)
            self.set_reactive(OrderPad.cursor, 0)
        if another or not self.asking:
            self._let_go()

    # -- moving ------------------------------------------------------------------------------

    @property
    def holding(self) -> bool:
        """Return whether an item is picked up."""
        return self.held and self.asking

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys pass on to the screen when there is nothing to move."""
        return self.asking and bool(self.items) if action in ("move", "carry") else True

    def can(self, action: str) -> bool:
        """Return whether an item can be picked up, or dropped, or put back."""
        if action == "pick_up":
            return not self.holding
        return self.holding and action in ("drop", "put_back")

    def action_move(self, step: int) -> None:
        """Move the cursor, around the ends; or what is held, up to the ends."""
        if self.held:
            self._carry_to(self.cursor + step)
        else:
            self.cursor = (self.cursor + step) % len(self.items)
        self._note_change()

    def action_carry(self, step: int) -> None:
        """Move the item at the cursor without picking it up."""
        self._carry_to(self.cursor + step)
        self._note_change()

    def pick_up(self) -> None:
        """Pick up the item at the cursor."""
        self._origin = self.cursor
        self.held = True
        self._note_change()

    def put_down(self) -> None:
        """Leave the held item where it is now."""
        self._let_go()
        self._note_change()

    def put_back(self) -> None:
        """Return the held item to where it was picked up."""
        self._carry_to(self._origin)
        self.put_down()

    def confirm(self) -> None:
        """Answer with the order as it stands."""
        if self.order == self.items:
            self.post_message(NothingChosen(UNTOUCHED))
        else:
            self.send(self.order)

    def show_cursor(self) -> None:
        """Ask for the item at the cursor to be in sight."""
        # What was never in sight was never drawn either.
        places = [place for place, _ in self._lines(self.size.width)]
        if self.cursor in places:
            row, rows = places.index(self.cursor), places.count(self.cursor)
            self.post_message(RowReached(self, row, rows))

    def _carry_to(self, place: int) -> None:
        """Move the item at the cursor to a place, the cursor with it."""
        place = min(max(0, place), len(self.order) - 1)
        items = list(self.order)
        items.insert(place, items.pop(self.cursor))
        self.order, self.cursor = tuple(items), place

    def _let_go(self) -> None:
        self.held = False
        self._let_go_of_mouse()

    def _let_go_of_mouse(self) -> None:
        if self._drag_row != _NOWHERE:
            self._drag_row = _NOWHERE
            self.release_mouse()

    def _note_change(self) -> None:
        """Tell the screen what has become of the pad, once the lines are drawn anew."""
        self.post_message(PadChanged())
        self.call_after_refresh(self.show_cursor)

    # -- keys and mouse ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Pick up the item at a place, or put the held one down there."""
        places = [str(place) for place in range(1, len(self.items) + 1)]
        if self.asking and event.character in places:
            event.stop()
            self._point_at(places.index(event.character))

    def _point_at(self, place: int) -> None:
        """Pick up the item at a place, or put the held one down there."""
        if self.held:
            self._carry_to(place)
            self.put_down()
        else:
            self.cursor = place
            self.pick_up()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Pick up the item under the mouse, or put the held one down there."""
        row = event.get_content_offset_capture(self).y
        place = self._rows[row] if 0 <= row < len(self._rows) else _NOWHERE
        if event.button != 1 or not self.asking or place == _NOWHERE:
            return
        event.stop()
        carried = self.held
        self._point_at(place)
        if not carried:
            self._drag_row, self._dragged = row, False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the held item follow the mouse."""
        self._drag(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put down what was dragged; an item that was only clicked on stays held."""
        if self._drag_row == _NOWHERE:
            return
        event.stop()
        self._drag(event)
        if self._dragged:
            self.put_down()
        else:
            self._let_go_of_mouse()

    def _drag(self, event: events.MouseEvent) -> None:
        row = event.get_content_offset_capture(self).y
        # Only another line counts: under a mouse that rests, tall and short items change places.
        if not self.holding or row == self._drag_row or self._drag_row == _NOWHERE:
            return
        self._drag_row = max(0, row)
        rows = [place for place in self._rows if place != _NOWHERE]
        place = rows[min(self._drag_row, len(rows) - 1)]
        if place != self.cursor:
            self._dragged = True
            self._carry_to(place)
            self._note_change()

    # -- painting ----------------------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the items need at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the items, or, once revealed, the items as judged."""
        lines = self._lines(self.size.width)
        self._rows = [place for place, _ in lines]
        return Content("\n").join([line for _, line in lines])

    def _lines(self, width: int) -> list[tuple[int, Content]]:
        """Return each line with the place that it belongs to."""
        if not self.items or width <= 0 or self.view is None:
            return []
        reveal = self.view.reveal
        if reveal is not None:
            return [(_NOWHERE, row) for row in self._judged(reveal, width)]
        blocks = [self._asked(place, item, width) for place, item in enumerate(self.order)]
        lines = [(place, row) for place, rows in enumerate(self.spread(blocks)) for row in rows]
        hint = "Space picks an item up, arrows move it; or drag it."
        if self.held:
            hint = "Arrows or a digit move it; space drops, esc undoes."
        below = [Content(""), *hang("   ", Content.styled(hint, "$quiet"), width)]
        return lines + [(_NOWHERE, row) for row in below]

    def _asked(self, place: int, item: str, width: int) -> list[Content]:
        glyphs = self._glyphs
        at_cursor = place == self.cursor
        held = at_cursor and self.holding
        mark = glyphs.held if held else glyphs.cursor if at_cursor else " "
        style = "bold $primary" if at_cursor else ""
        head = Content.assemble(
            (f" {mark} ", "bold $primary"), (f"{place + 1} ", "bold $secondary")
        )
        rows = hang(head, Content.styled(f"[{item}]" if held else item, style), width)
        return [row.pad_right(width - row.cell_length) for row in rows]

    def _judged(self, reveal: Reveal, width: int) -> list[Content]:
        """Return each item where the player put it, then the right order."""
        parts = {part.text: part for part in reveal.parts}
        if set(reveal.response) != set(parts):
            right = Part("", chosen=False, right=True)
            blocks = [self._place(n, item, right, width) for n, item in enumerate(reveal.answer, 1)]
            return [row for rows in self.spread(blocks) for row in rows]
        blocks = [self._place(n, i, parts[i], width) for n, i in enumerate(reveal.response, 1)]
        lines = [row for rows in self.spread(blocks) for row in rows]
        if reveal.response != reveal.answer:
            chain = f" {self._glyphs.on} ".join(reveal.answer)
            text = Content.assemble(("In order: ", "bold $success"), chain)
            head = Content.styled(f" {self._glyphs.right} ", "bold $success")
            lines += [Content(""), *hang(head, text, width)]
        return lines

    def _place(self, place: int, item: str, part: Part, width: int) -> list[Content]:
        """Return an item at its place, judged."""
        mark, style = self._glyphs.wrong, "bold $error"
        if part.right:
            mark, style = self._glyphs.right, "bold $success"
        head = Content.styled(f" {mark} {place} ", style)
        rows = hang(head, Content.styled(item, style), width)
        if not part.chosen:
            return rows
        return annotate(
            rows, head.cell_length, Content.styled(part.note or "in place", style), width
        )
