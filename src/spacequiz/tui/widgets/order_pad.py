"""The order pad: items to be put in order by keys or by mouse, and afterwards how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from spacequiz.game.kinds import Way
from spacequiz.game.kinds.body import PartVerdict
from spacequiz.language import say
from spacequiz.tui.keyboards import find_meaning
from spacequiz.tui.widgets.arranging_pad import NOTHING, ArrangingPad
from spacequiz.tui.widgets.hanging import annotate, hang
from spacequiz.tui.widgets.pads import NothingChosen
from spacequiz.words.verdicts import describe_belonging

if TYPE_CHECKING:
    from textual import events

    from spacequiz.game.views import Reveal
    from spacequiz.tui.widgets.pads import HelpRow
    from spacequiz.words import Glyphs


class OrderPad(ArrangingPad, can_focus=True):
    """Let the player move the items of a question into order.

    An item is picked up, moved and put down; the one that is held is always the one at the
    cursor. The order in which the items come is never right, so it cannot be confirmed: an enter
    too many costs nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "move(-1)", show=False),
        Binding("j", "move(1)", show=False),
        Binding("shift+up,K", "carry(-1)", show=False),
        Binding("shift+down,J", "carry(1)", show=False),
    ]
    way = Way.ARRANGE
    moves = ("move", "carry")

    order: reactive[tuple[str, ...]] = reactive((), layout=True)

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(glyphs, id=id)
        self._rows: list[int] = []
        """For each line on screen, the place that it belongs to; -1 for none."""
        self._origin = 0
        """The place that the held item was picked up from."""
        self._drag_row = NOTHING
        """The line under the mouse while a button is down on an item."""
        self._dragged = False
        """Whether the item has moved since the button went down."""

    def _begin(self) -> None:
        self.set_reactive(OrderPad.order, self.items)

    # -- moving ------------------------------------------------------------------------------

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
            advice = say("The items stand shuffled, never in the right order: move one first.")
            self.post_message(NothingChosen(advice))
        else:
            self.send(self.order)

    def show_cursor(self) -> None:
        """Ask for the item at the cursor to be in sight."""
        self.reach([place for place, _ in self._lines(self.size.width)], self.cursor)

    def _carry_to(self, place: int) -> None:
        """Move the item at the cursor to a place, the cursor with it."""
        place = min(max(0, place), len(self.order) - 1)
        items = list(self.order)
        items.insert(place, items.pop(self.cursor))
        self.order, self.cursor = tuple(items), place

    def _let_go(self) -> None:
        super()._let_go()
        self._let_go_of_mouse()

    def _let_go_of_mouse(self) -> None:
        if self._drag_row != NOTHING:
            self._drag_row = NOTHING
            self.release_mouse()

    @property
    def help_rows(self) -> tuple[HelpRow, ...]:
        """Return its keys, what they are called, and what they do."""
        pick = say("Pick up the item at that place; then say the place where it goes.")
        carry = say("Move the item at the cursor at once; so do shift and an arrow.")
        drag = say("Drag an item to its place, or click on the item and on the place.")
        return (
            ("1-8", say("place"), pick),
            ("K J", say("carry"), carry),
            (say("mouse"), say("drag"), drag),
        )

    # -- keys and mouse ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Pick up the item at a place, or put the held one down there."""
        places = [str(place) for place in range(1, len(self.items) + 1)]
        place = find_meaning(event.character, places)
        if self.asking and place:
            event.stop()
            self._point_at(places.index(place))

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
        place = self._rows[row] if 0 <= row < len(self._rows) else NOTHING
        if event.button != 1 or not self.asking or place == NOTHING:
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
        if self._drag_row == NOTHING:
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
        if not self.holding or row == self._drag_row or self._drag_row == NOTHING:
            return
        self._drag_row = row
        rows = [n for n, place in enumerate(self._rows) if place != NOTHING]
        place = self._rows[min(max(row, rows[0]), rows[-1])]
        if place != self.cursor:
            self._dragged = True
            self._carry_to(place)
            self._note_change()

    # -- painting ----------------------------------------------------------------------------

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
            return [(NOTHING, row) for row in self._judged(reveal, width)]
        blocks = [self._asked(place, item, width) for place, item in enumerate(self.order)]
        lines = [(place, row) for place, rows in enumerate(self.spread(blocks)) for row in rows]
        hint = say("Space picks an item up, arrows move it; or drag it.")
        if self.held:
            hint = say("Arrows or a digit move it; space drops, esc undoes.")
        above, below = self._place_hint(hint, width)
        return [*((NOTHING, row) for row in above), *lines, *((NOTHING, row) for row in below)]

    def _asked(self, place: int, item: str, width: int) -> list[Content]:
        rows = self._draw(place, str(place + 1), item, width)
        return [row.pad_right(width - row.cell_length) for row in rows]

    def _judged(self, reveal: Reveal, width: int) -> list[Content]:
        """Return each item where the player put it, then the right order."""
        parts = {part.text: part for part in reveal.parts}
        if set(reveal.response) != set(parts):
            right = PartVerdict("", chosen=False, right=True)
            blocks = [self._place(n, item, right, width) for n, item in enumerate(reveal.answer, 1)]
            return [row for rows in self.spread(blocks) for row in rows]
        blocks = [self._place(n, i, parts[i], width) for n, i in enumerate(reveal.response, 1)]
        lines = [row for rows in self.spread(blocks) for row in rows]
        if reveal.response != reveal.answer:
            chain = f" {self._glyphs.on} ".join(reveal.answer)
            text = Content.styled(f"{say('In order:')} ", "bold $success") + chain
            head = Content.styled(f" {self._glyphs.right} ", "bold $success")
            lines += [Content(""), *hang(head, text, width)]
        return lines

    def _place(self, place: int, item: str, part: PartVerdict, width: int) -> list[Content]:
        """Return an item at its place, judged."""
        mark, style = self._judge(right=part.right)
        head = Content.styled(f" {mark} {place} ", style)
        rows = hang(head, Content.styled(item, style), width)
        if not part.chosen:
            return rows
        placed = Content.styled(say("in place"), style)
        note = Content.styled(describe_belonging(part.place), "bold") if part.place else placed
        return annotate(rows, head.cell_length, note, width)
