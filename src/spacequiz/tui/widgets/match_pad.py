"""The match pad: pairs to be found by keys or by mouse, and afterwards what goes with what."""

from __future__ import annotations

from itertools import zip_longest
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from spacequiz.game.kinds import Way
from spacequiz.language import say
from spacequiz.tui.keyboards import find_meaning
from spacequiz.tui.widgets.arranging_pad import NOTHING, ArrangingPad
from spacequiz.tui.widgets.hanging import annotate, hang
from spacequiz.tui.widgets.pads import NothingChosen

if TYPE_CHECKING:
    from textual import events

    from spacequiz.game.kinds.body import PartVerdict
    from spacequiz.game.views import Reveal
    from spacequiz.tui.widgets.pads import HelpRow
    from spacequiz.words import Glyphs

_GAP = 2
_OPEN = "_"
"""Stands where a partner is missing."""


class MatchPad(ArrangingPad, can_focus=True):
    """Let the player find the partner of every left side.

    Left sides have digits, right sides letters, and all letters belong to the pad. A left side is
    picked up, and put down beside its partner; what it leaves behind is free again.
    """

    takes_letters = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "cross(True)", show=False),
        Binding("left", "cross(False)", show=False),
    ]
    way = Way.PAIR
    moves = ("move", "cross")

    partners: reactive[tuple[str, ...]] = reactive(())
    """The right side chosen for each left one, "" for none."""
    aim: reactive[int] = reactive(NOTHING)
    """The right side at the cursor, while a left side is held."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(glyphs, id=id)
        self._rows: list[tuple[int, int]] = []
        """For each line on screen, the left and the right side on it; -1 for none."""
        self._column = 0
        """How many cells the left sides take."""
        self._paired: list[int] = []
        """The left sides that were given a partner, the last one last."""
        self._warned = False
        """Whether the next confirmation counts although partners are missing."""

    @property
    def lefts(self) -> tuple[str, ...]:
        """Return the left sides."""
        return self.view.card.lefts if self.view and self.view.card else ()

    @property
    def rights(self) -> tuple[str, ...]:
        """Return the right sides, those that fit nothing among them."""
        return self.items

    def _begin(self) -> None:
        self.set_reactive(MatchPad.partners, ("",) * len(self.lefts))
        self._paired.clear()
        self._warned = False

    # -- pairing -----------------------------------------------------------------------------

    @property
    def aiming(self) -> bool:
        """Return whether the cursor stands on a right side."""
        return self.holding and self.aim != NOTHING

    @property
    def can_clear(self) -> bool:
        """Return whether there is a pair to take apart."""
        return self.asking and any(self.partners)

    def can(self, action: str) -> bool:
        """Return whether a left side can be picked up, paired, put back or cleared."""
        match action:
            case "pick_up":
                return not self.holding
            case "pair":
                return self.aiming
            case "put_back":
                return self.holding
        return action == "clear" and self.can_clear

    def action_move(self, step: int) -> None:
        """Move the cursor among the left sides; while one is held, among the right ones."""
        if not self.held:
            self.cursor = (self.cursor + step) % len(self.lefts)
        elif self.aim == NOTHING:
            self.aim = 0 if step > 0 else len(self.rights) - 1
        else:
            self.aim = (self.aim + step) % len(self.rights)
        self._note_change()

    def action_cross(self, onward: bool) -> None:
        """Go over to the right sides, or come back."""
        if onward and not self.aiming:
            self.pick_up()
        elif not onward and self.held:
            self.put_back()

    def pick_up(self) -> None:
        """Pick up the left side at the cursor; the cursor goes to its partner or a free one."""
        own = self.partners[self.cursor]
        free = (right for right in self.rights if right not in self.partners)
        self.held = True
        self.aim = self.rights.index(own or next(free, self.rights[0]))
        self._note_change()

    def put_down(self) -> None:
        """Pair the held left side with the right side at the cursor."""
        self.pair(self.aim)

    def put_back(self) -> None:
        """Let go of the held left side; its partner stays what it was."""
        self._let_go()
        self._note_change()

    def pair(self, index: int) -> None:
        """Give the left side at the cursor a partner, and go on to the next without one."""
        right = self.rights[index]
        partners = ["" if partner == right else partner for partner in self.partners]
        partners[self.cursor] = right
        self.partners = tuple(partners)
        self._paired = [left for left in self._paired if left != self.cursor] + [self.cursor]
        self._let_go()
        self.cursor = self._find_open(self.cursor)
        self._note_change()

    def clear(self) -> None:
        """Take apart the pair at the cursor, or else the one that was made last."""
        if not self.can_clear:
            return
        if not self.partners[self.cursor]:
            self.cursor = next(left for left in reversed(self._paired) if self.partners[left])
        self.partners = tuple(
            "" if left == self.cursor else partner for left, partner in enumerate(self.partners)
        )
        self._let_go()
        self._note_change()

    def confirm(self) -> None:
        """Answer with the pairs; while some are missing, only on the second try."""
        missing = [left + 1 for left, partner in enumerate(self.partners) if not partner]
        if not missing or self._warned:
            self.send(self.partners)
            return
        self.cursor = self._find_open(self.cursor - 1)
        self.held, self.aim = True, NOTHING
        self._note_change()
        self._warned = any(self.partners)
        self.post_message(NothingChosen(self._ask_for_partner(missing)))

    def _ask_for_partner(self, missing: list[int]) -> str:
        if not self._warned:
            return say(
                "Choose a partner for {number}: type its letter, or use the arrows.",
                number=self.cursor + 1,
            )
        return say(
            "No partner yet: {numbers}. Choose, or press enter again to leave it so.",
            numbers=", ".join(map(str, missing)),
        )

    def show_cursor(self) -> None:
        """Ask for the side at the cursor to be in sight."""
        lines = self._lines(self.size.width)
        if self.aiming:
            self.reach([right for _, right, _ in lines], self.aim)
        else:
            self.reach([left for left, _, _ in lines], self.cursor)

    def _find_open(self, after: int) -> int:
        """Return the next left side without a partner, or else the one at the cursor."""
        count = len(self.lefts)
        around = [(after + step) % count for step in range(1, count + 1)]
        return next((left for left in around if not self.partners[left]), self.cursor)

    def _let_go(self) -> None:
        super()._let_go()
        self.aim = NOTHING

    def _note_change(self) -> None:
        self._warned = False
        super()._note_change()

    @property
    def help_rows(self) -> tuple[HelpRow, ...]:
        """Return its keys, what they are called, and what they do."""
        give = say("Give the left side this partner, taken from another if need be.")
        drag = say("Click on a left side and then on its partner, or drag it there.")
        return (
            ("1-8", say("left side"), say("Pick up a left side.")),
            ("a-p", say("right side"), give),
            (say("arrows"), say("cross"), say("Move between the left sides and the right ones.")),
            (say("mouse"), say("pair"), drag),
        )

    # -- keys and mouse ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Pick up a left side by digit, pair by letter; no letter is a command here."""
        if not self.asking or not self.rights:
            return
        digits = [str(number) for number in range(1, len(self.lefts) + 1)]
        letters = ascii_lowercase[: len(self.rights)]
        key = find_meaning(event.character, [*digits, *ascii_lowercase])
        if key in digits:
            event.stop()
            self.cursor = digits.index(key)
            self.pick_up()
        elif key and key in letters:
            event.stop()
            self.pair(letters.index(key))
        elif key:
            event.stop()
            advice = say("The right sides have the letters a to {last}.", last=letters[-1])
            self.post_message(NothingChosen(advice))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Pick up the left side under the mouse, or pair with the right side there."""
        left, right = self._find_sides(event)
        if event.button != 1 or not self.asking:
            return
        event.stop()
        if left != NOTHING:
            self.cursor = left
            self.pick_up()
        elif right != NOTHING:
            self.pair(right)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Pair a left side that was dragged to its partner."""
        right = self._find_sides(event)[1]
        if self.holding and right != NOTHING:
            event.stop()
            self.pair(right)

    def _find_sides(self, event: events.MouseEvent) -> tuple[int, int]:
        """Return the left or the right side under the mouse, and -1 for the other."""
        at = event.get_content_offset(self)
        if at is None or at.y >= len(self._rows):
            return NOTHING, NOTHING
        left, right = self._rows[at.y]
        return (left, NOTHING) if at.x < self._column else (NOTHING, right)

    # -- painting ----------------------------------------------------------------------------

    def render(self) -> Content:
        """Return the sides, or, once revealed, the pairs as judged."""
        lines = self._lines(self.size.width)
        self._rows = [(left, right) for left, right, _ in lines]
        self._column = self._measure(self.size.width)
        return Content("\n").join([line for _, _, line in lines])

    def _lines(self, width: int) -> list[tuple[int, int, Content]]:
        """Return each line with the left and the right side that it belongs to."""
        if not self.rights or width <= 0 or self.view is None:
            return []
        reveal = self.view.reveal
        if reveal is not None:
            return [(NOTHING, NOTHING, row) for row in self._judged(reveal, width)]
        column = self._measure(width)
        lefts = [self._left(left, column - _GAP) for left in range(len(self.lefts))]
        rights = [self._right(right, width - column) for right in range(len(self.rights))]
        blank = (NOTHING, Content(""))
        lines = [
            (left, right, row.pad_right(column - row.cell_length) + other)
            for (left, row), (right, other) in zip_longest(
                _number(self.spread(lefts)), _number(self.spread(rights)), fillvalue=blank
            )
        ]
        hint = say("Type pairs, such as 1b; or click left, then right.")
        if self.held:
            number = self.cursor + 1
            hint = say("Partner of {number}: type its letter, or arrows and enter.", number=number)
        above, below = self._place_hint(hint, width)
        nobody = (NOTHING, NOTHING)
        return [*((*nobody, row) for row in above), *lines, *((*nobody, row) for row in below)]

    def _measure(self, width: int) -> int:
        """Return how much of the width the left sides take, with the gap behind them."""
        head = len(" > 1 = a ")
        # A left side that is held stands in brackets, and takes no other lines for that.
        lefts = head + max((Content(f"[{text}]").cell_length for text in self.lefts), default=0)
        rights = head + max((Content(text).cell_length for text in self.rights), default=0)
        return min(lefts + _GAP, max(width // 2, width - rights))

    def _left(self, left: int, width: int) -> list[Content]:
        partner = self.partners[left]
        letter = ascii_lowercase[self.rights.index(partner)] if partner else _OPEN
        return self._draw(left, f"{left + 1} {self._glyphs.to} {letter}", self.lefts[left], width)

    def _right(self, right: int, width: int) -> list[Content]:
        glyphs = self._glyphs
        text = self.rights[right]
        at_cursor = self.aiming and right == self.aim
        taken = text in self.partners
        owner = f"{self.partners.index(text) + 1} {glyphs.to} " if taken else "    "
        style = "bold $primary" if at_cursor else "$quiet" if taken else ""
        head = Content.assemble(
            (f" {glyphs.cursor if at_cursor else ' '} ", "bold $primary"),
            (f"{owner}{ascii_lowercase[right]} ", "bold $secondary"),
        )
        return hang(head, Content.styled(text, style), width)

    def _judged(self, reveal: Reveal, width: int) -> list[Content]:
        """Return each pair, and what was left over."""
        answered = bool(reveal.response)
        blocks = [
            self._pair(number, part, width, answered=answered)
            for number, part in enumerate(reveal.parts, start=1)
        ]
        lines = [row for rows in self.spread(blocks) for row in rows]
        used = {part.given if part.right else part.note for part in reveal.parts}
        extra = ", ".join(right for right in self.rights if right not in used)
        if extra:
            lines += hang(
                "   ", Content.styled(say("Fits nothing: {sides}", sides=extra), "$quiet"), width
            )
        return lines

    def _pair(self, number: int, part: PartVerdict, width: int, *, answered: bool) -> list[Content]:
        """Return a pair as the player made it, judged; without an answer, as it should be."""
        right = part.right or not answered
        mark, style = self._judge(right=right)
        given = part.given if answered else part.note
        head = Content.styled(f" {mark} {number} ", style)
        text = Content.styled(f"{part.text} {self._glyphs.to} {given or _OPEN}", style)
        rows = hang(head, text, width)
        if right:
            return rows
        partner = Content.styled(say("goes with {partner}", partner=part.note), "bold")
        return annotate(rows, head.cell_length, partner, width)


def _number(blocks: list[list[Content]]) -> list[tuple[int, Content]]:
    """Return each line of the blocks with the number of its block."""
    return [(number, row) for number, rows in enumerate(blocks) for row in rows]
