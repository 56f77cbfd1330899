"""The answer pads: what every way of answering has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.views import Phase, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacequiz.game.kinds.body import Response


class Answered(Message):
    """Say that the player has given a response."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class NothingChosen(Message):
    """Say that the player confirmed before choosing, and what is missing."""

    def __init__(self, advice: str) -> None:
        super().__init__()
        self.advice = advice


class RowReached(Message):
    """Say that the cursor stands on some lines of a pad, which should be in sight."""

    def __init__(self, pad: AnswerPad, row: int, rows: int = 1) -> None:
        super().__init__()
        self.pad = pad
        self.row = row
        self.rows = rows


class PadChanged(Message):
    """Say that what the player has prepared on a pad has changed, and its keys with it."""


class PadReady(Message):
    """Say that a pad has got its first question, and can take keys."""

    def __init__(self, pad: AnswerPad) -> None:
        super().__init__()
        self.pad = pad


HelpRow = tuple[str, str, str]
"""A key as the help screen lists it: with its title, and in a sentence."""


class AnswerPad(Widget):
    """Let the player answer one kind of question, and show what was right afterwards."""

    view: reactive[View | None] = reactive(None, layout=True)
    least_card: ClassVar[int] = 3
    """How many lines the question keeps where it and the answers do not both fit."""
    takes_letters: ClassVar[bool] = False
    """Whether letters belong to the answer and are no commands."""
    sent: View | None = None
    """The view whose question was answered already; the verdict is on its way."""

    @property
    def help_rows(self) -> tuple[HelpRow, ...]:
        """Return the keys of this pad alone."""
        return ()

    @property
    def asking(self) -> bool:
        """Return whether a question waits for its answer."""
        waits = self.view is not None and self.view.phase is Phase.ASKING
        return waits and self.sent is not self.view

    def _watch_view(self, old: View | None, view: View | None) -> None:
        if old is None and view is not None:
            self.post_message(PadReady(self))

    def find_target(self, *, asking: bool) -> Widget | None:
        """Return what takes the keys; None where they belong to the screen."""
        return self

    def send(self, response: Response) -> None:
        """Give the response, once; no key that follows can overtake it."""
        if self.asking:
            self.sent = self.view
            self.post_message(Answered(response))

    def confirm(self) -> None:
        """Post the response as it stands."""
        raise NotImplementedError

    @property
    def holding(self) -> bool:
        """Return whether something is picked up, and waits to be put somewhere."""
        return False

    def can(self, action: str) -> bool:
        """Return whether something can be picked up, dropped, paired, put back or cleared."""
        return False

    def pick_up(self) -> None:
        """Pick up what stands at the cursor."""

    def put_down(self) -> None:
        """Put what is held where the cursor stands."""

    def put_back(self) -> None:
        """Return what is held to where it was picked up."""

    def clear(self) -> None:
        """Take the last part of an answer back."""

    def advise(self, text: str) -> bool:
        """Show what is missing from the answer, and return whether the pad has a place for it."""
        return False

    def show_cursor(self) -> None:
        """Ask for the lines at the cursor to be in sight."""

    def reach(self, owners: Sequence[int], index: int) -> None:
        """Ask for the lines of an item to be in sight.

        Args:
            owners: The item that each line of the pad belongs to; not only of those on the screen,
                for what was never in sight was never drawn either.
            index: The item.
        """
        if index in owners:
            row, rows = owners.index(index), owners.count(index)
            # What stands above the first of them belongs to all.
            above = 0 if all(owner < 0 for owner in owners[:row]) else row
            self.post_message(RowReached(self, above, rows + row - above))

    def spread(self, blocks: list[list[Content]]) -> list[list[Content]]:
        """Return blocks of lines with blank ones between them where there is room."""
        lines = sum(len(rows) + 1 for rows in blocks)
        if not self.roomy or lines > self.screen.size.height // 2:
            return blocks
        return [[*rows, Content("")] for rows in blocks]

    def toggle_rule(self) -> None:
        """Show, or hide again, the rule by which a typed answer was judged."""

    @property
    def roomy(self) -> bool:
        """Return whether a blank line stands between the answers, if all of them stay in sight."""
        return self.screen.has_class("-tall")

    def use_room(self, lines: int, width: int) -> None:
        """Spread the answers over so many lines, where that helps."""

    def forget_height(self) -> None:
        """Let the present layout ask for the height again, which Textual keeps by the width."""
        self._layout_updates += 1

    def toggle_whys(self) -> None:
        """Show, or hide again, why each wrong option fails, where options exist."""


def is_another(old: View | None, view: View | None) -> bool:
    """Return whether a view shows another question than the one before."""
    before = old.card if old else None
    now = view.card if view else None
    if now is None:
        return False
    return before is None or (before.position, before.address) != (now.position, now.address)
