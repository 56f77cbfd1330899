"""The answer list: options to pick by digit, letter, arrow or mouse, and afterwards what was right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from spacequiz.game.kinds import Kind, Way
from spacequiz.language import say
from spacequiz.tui.keyboards import find_meaning
from spacequiz.tui.widgets.hanging import hang
from spacequiz.tui.widgets.pads import AnswerPad, NothingChosen, is_another

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.geometry import Size

    from spacequiz.game.kinds.body import PartVerdict
    from spacequiz.game.views import Card, View
    from spacequiz.words import Glyphs

_NOBODY = -1
DIGITS = "123456789"
CARD_LINES, LEAST_CARD = 3, 32
LETTERS = "abcde"
"""The letters that pick an option; those that follow give hints and take options away."""


class AnswerList(AnswerPad, can_focus=True):
    """Offer the options of choice, several and true-false questions."""

    DEFAULT_CSS = "AnswerList { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("space", "pick", show=False),
    ]

    cursor: reactive[int] = reactive(_NOBODY)
    picked: reactive[frozenset[str]] = reactive(frozenset)
    whys_shown: reactive[bool] = reactive(False, layout=True)
    framed = False
    """Whether each option stands on a card of its own. It is decided during a layout."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs
        self._rows: list[int] = []
        """For each line on screen, the option that it belongs to."""

    @property
    def card(self) -> Card | None:
        """Return the question that the options belong to."""
        return self.view.card if self.view else None

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Forget what was picked when another question comes."""
        if is_another(old, view):
            self.set_reactive(AnswerList.cursor, _NOBODY)
            self.set_reactive(AnswerList.picked, frozenset())
            self.set_reactive(AnswerList.whys_shown, False)
        elif view and view.card:
            self.picked -= view.card.removed
            if 0 <= self.cursor < len(view.card.options) and self._is_gone(self.cursor):
                self.cursor = _NOBODY

    # -- choosing ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys pass on to the screen when there is nothing to choose."""
        return self.asking if action in ("move", "pick") else True

    def action_move(self, step: int) -> None:
        """Move the cursor to the next option that can be picked."""
        card = self.card
        if card is None or not card.options:
            return
        at = self.cursor if self.cursor != _NOBODY else (-1 if step > 0 else 0)
        for _ in card.options:
            at = (at + step) % len(card.options)
            if not self._is_gone(at):
                break
        self.cursor = at
        self.show_cursor()

    def show_cursor(self) -> None:
        """Ask for the option at the cursor to be in sight."""
        self.reach([index for index, _ in self._lines(self.size.width)], self.cursor)

    def action_pick(self) -> None:
        """Pick or unpick the option at the cursor."""
        if self.cursor != _NOBODY:
            self.pick(self.cursor)

    def on_key(self, event: events.Key) -> None:
        """Pick by digit or letter, or by t and f where the answer is true or false."""
        card = self.card
        if card is None or not self.asking:
            return
        keys = _list_keys(card)
        meaning = find_meaning(event.character, keys)
        if meaning:
            event.stop()
            self.pick(keys[meaning])

    def on_click(self, event: events.Click) -> None:
        """Pick the option under the mouse."""
        at = event.get_content_offset(self)
        if self.asking and at is not None and at.y < len(self._rows):
            event.stop()
            self.pick(self._rows[at.y])

    def pick(self, index: int) -> None:
        """Answer with an option, or, where several may be right, pick or unpick it."""
        card = self.card
        if card is None or not self.asking or self._is_gone(index):
            return
        option = card.options[index]
        if card.way is Way.PICK_MANY:
            self.cursor = index
            self.picked ^= {option}
        else:
            # Painting the choice would keep the verdict waiting for the next frame.
            self.set_reactive(AnswerList.cursor, index)
            self.set_reactive(AnswerList.picked, frozenset((option,)))
            self.send((option,))

    def confirm(self) -> None:
        """Answer with what is picked; for a single answer that is the option at the cursor."""
        card = self.card
        if card is None:
            return
        if card.way is Way.PICK_MANY:
            if self.picked:
                self.send(tuple(o for o in card.options if o in self.picked))
            else:
                advice = say("Pick every right one first, then press enter.")
                self.post_message(NothingChosen(advice))
        elif self.cursor != _NOBODY:
            self.pick(self.cursor)
        else:
            self.post_message(NothingChosen(say("Choose an answer first.")))

    def toggle_whys(self) -> None:
        """Show, or hide again, why each wrong option fails."""
        self.whys_shown = not self.whys_shown

    def _is_gone(self, index: int) -> bool:
        return self.card is not None and self.card.options[index] in self.card.removed

    # -- painting ----------------------------------------------------------------------------

    def use_room(self, lines: int, width: int) -> None:
        """Put the options on cards, where all of them have room."""
        count = len(self.card.options) if self.card else 0
        self.framed = count * CARD_LINES <= lines and self._card_width() <= width

    def _card_width(self) -> int:
        labels = map(self.card.label, self.card.options) if self.card else ()
        return max(LEAST_CARD, max((Content(text).cell_length for text in labels), default=0) + 12)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the options need at this width."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """Return the options, or, once revealed, the options as judged."""
        lines = list(self._lines(self.size.width))
        self._rows = [index for index, _ in lines]
        return Content("\n").join([line for _, line in lines])

    def _lines(self, width: int) -> Iterator[tuple[int, Content]]:
        """Yield each line with the option that it belongs to."""
        card = self.card
        if card is None or width <= 0:
            return
        reveal = self.view.reveal if self.view else None
        parts = {part.text: part for part in reveal.parts} if reveal else {}
        for index, option in enumerate(card.options):
            part = parts.get(option)
            if part is None:
                rows = self._asked_row(card, index, option, width)
            else:
                rows = self._judged_row(card, index, part, width)
            if part is None and self.framed and len(rows) == 1:
                rows = self._frame(rows[0], index == self.cursor)
            elif self.roomy:
                rows.append(Content(""))
            yield from ((index, row) for row in rows)

    def _asked_row(self, card: Card, index: int, option: str, width: int) -> list[Content]:
        glyphs = self._glyphs
        label = card.label(option)
        if self._is_gone(index):
            return hang(f"   {glyphs.gone} ", Content.styled(label, "$quiet strike"), width)
        at_cursor = index == self.cursor
        mark = glyphs.cursor if at_cursor else " "
        box = ""
        if card.way is Way.PICK_MANY:
            box = f"{glyphs.picked if option in self.picked else glyphs.free} "
        style = "bold $primary" if at_cursor else ""
        head = Content.assemble(
            (f" {mark} ", "bold $primary"), (f"{index + 1} ", "bold $secondary"), (box, style)
        )
        rows = hang(head, Content.styled(label, style), width)
        return [row.pad_right(width - row.cell_length) for row in rows]

    def _frame(self, row: Content, at_cursor: bool) -> list[Content]:
        width, style = self._card_width(), "$primary" if at_cursor else "$faint"
        left_top, line, right_top, side, left_low, right_low = tuple(self._glyphs.frame)
        inner = row.rstrip()
        inner = inner.pad_right(max(0, width - 2 - inner.cell_length))
        return [
            Content.styled(left_top + line * (width - 2) + right_top, style),
            Content.styled(side, style) + inner + Content.styled(side, style),
            Content.styled(left_low + line * (width - 2) + right_low, style),
        ]

    @property
    def _answered(self) -> bool:
        return bool(self.view and self.view.reveal and self.view.reveal.response)

    def _judged_row(self, card: Card, index: int, part: PartVerdict, width: int) -> list[Content]:
        glyphs = self._glyphs
        mark, style = " ", "$quiet"
        if part.right and card.way is Way.PICK_MANY and not part.chosen:
            # Right, but nothing that the player did.
            mark, style = glyphs.right, "bold $warning" if self._answered else "bold $success"
        elif part.right:
            mark, style = glyphs.right, "bold $success"
        elif part.chosen:
            mark, style = glyphs.wrong, "bold $error"
        head = Content.assemble((f" {mark} {index + 1} ", style))
        said = _comment(card, part)
        rows = hang(head, Content.styled(card.label(part.text), style), width)
        if said and rows[0].cell_length + len(said) + 3 <= width:
            room = width - rows[0].cell_length
            rows[0] += Content.styled(said.rjust(room - 1), style)
        elif said:
            rows += hang(" " * head.cell_length, Content.styled(said, style), width)
        if part.note and not part.right and (part.chosen or self.whys_shown):
            rows += hang(" " * head.cell_length, Content.styled(part.note, "$foreground"), width)
        return rows


def _list_keys(card: Card) -> dict[str, int]:
    """Return the option that each key picks."""
    keys = {
        key: index
        for row in (DIGITS, LETTERS)
        for index, key in enumerate(row[: len(card.options)])
    }
    if card.kind is not Kind.TRUE_FALSE:
        return keys
    named = {card.label(option)[0].lower(): n for n, option in enumerate(card.options)}
    return keys | {"t": 0, "f": 1} | named


def _comment(card: Card, part: PartVerdict) -> str:
    """Say in words what the colour of a judged option says."""
    if part.chosen:
        return say("your answer")
    if part.right:
        return say("you missed this one") if card.way is Way.PICK_MANY else say("the answer")
    return ""
