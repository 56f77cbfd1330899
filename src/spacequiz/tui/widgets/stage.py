"""The stage: the question with its answers and its verdict, and what of them is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from spacequiz.tui.widgets.explanation import Explanation
from spacequiz.tui.widgets.question_card import QuestionCard

if TYPE_CHECKING:
    from spacequiz.tui.widgets.pads import AnswerPad, RowReached

SPACE_OVER_ANSWERS = 3


class Stage(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Hold question and verdict; keys that scroll them are the screen's business."""

    _explaining = False
    """Whether the explanation is to be in sight."""

    def make_room(self, pad: AnswerPad) -> None:
        """Let the card of a question scroll before an answer does."""
        self._explaining = False
        card = self.query_one(QuestionCard)
        if pad.use_room(self.size.height - card.virtual_size.height - SPACE_OVER_ANSWERS):
            self.screen.call_after_refresh(self.make_room, pad)
            return
        room = self.size.height - pad.outer_size.height - SPACE_OVER_ANSWERS
        least = min(pad.least_card, self.size.height // 2)
        most = max(least, room)
        # A limit that limits nothing would only have all painted a second time.
        card.most_lines = most if card.virtual_size.height > most else None
        self.scroll_home(animate=False)
        self.screen.call_after_refresh(pad.show_cursor)

    def show_verdict(self, *, beside: bool) -> None:
        """Give the card all its room, and bring the explanation into sight if it is not beside."""
        self.query_one(QuestionCard).most_lines = None
        self._explaining = not beside
        self._bring_explanation()

    def watch_virtual_size(self) -> None:
        """Bring the explanation into sight again, wherever a new layout has put it."""
        self._bring_explanation()

    def _bring_explanation(self) -> None:
        if self._explaining:
            explanation = self.query_one(Explanation)
            self.screen.call_after_refresh(explanation.scroll_visible, animate=False)

    def reach(self, event: RowReached) -> None:
        """Bring the lines at the cursor of a pad into sight."""
        top = event.pad.region.y - self.content_region.y + self.scroll_offset.y + event.row
        bottom = top + min(event.rows, self.size.height) - self.size.height
        if event.row == 0 and top < self.size.height:
            self.scroll_home(animate=False)
        elif bottom > self.scroll_y:
            self.scroll_to(y=bottom, animate=False)
        elif top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
