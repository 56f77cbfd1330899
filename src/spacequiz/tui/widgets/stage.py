"""The stage: the question with its answers and its verdict, and what of them is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll

from spacequiz.tui.widgets.explanation import Explanation, is_tiny
from spacequiz.tui.widgets.pads import AnswerPad
from spacequiz.tui.widgets.question_card import QuestionCard

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.layout import DockArrangeResult

    from spacequiz.tui.widgets.pads import RowReached

SPACE_OVER_ANSWERS = 3
SPACE_ROUND_VERDICT = 3
"""The verdict's own line, and the blank ones around it."""
LEAST_ANSWERS = 3
"""How many lines of the answers are in sight under a question that does not fit with them."""


class Asked(Vertical):
    """Hold the question over its answers, and share the room out between them.

    That happens as they are laid out: in a second layout answers would move under a click.
    """

    room = 0
    """How many lines are in sight."""
    _shared: tuple[int, ...] = ()
    """How the room was shared last."""

    @property
    def pad(self) -> AnswerPad | None:
        """Return the pad that is in sight."""
        pads = (child for child in self.children if isinstance(child, AnswerPad) and child.display)
        return next(pads, None)

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Let the answers have cards where all have room, and the question scroll before they do."""
        pad, card = self.pad, self.query_one(QuestionCard)
        card.most_lines = None
        if pad is not None and pad.view is not None and pad.view.reveal is None:
            self._share(card, pad, size)
        return super().arrange(size, optimal)

    def _share(self, card: QuestionCard, pad: AnswerPad, size: Size) -> None:
        viewport = self.screen.size
        if card.has_box:
            pad.use_room(0, size.width)
            answers = pad.get_content_height(size, viewport, size.width)
            card.share_room(self._room_over(answers), size.width)
        asked = card.get_content_height(size, viewport, size.width)
        pad.use_room(self._room_over(asked), size.width)
        answers = pad.get_content_height(size, viewport, size.width)
        least = min(pad.least_card, self.room // 2)
        card.most_lines = self._room_over(answers)
        if card.most_lines < least:
            # Rather one thing to scroll than two.
            card.most_lines = max(least, self._room_over(LEAST_ANSWERS))
        shared = asked, answers, card.most_lines
        if shared != self._shared:
            # Textual keeps what it laid out before for the same width.
            self._shared = shared
            self._clear_arrangement_cache()
            pad.forget_height()

    def _room_over(self, lines: int) -> int:
        """Return how much room is left over so many lines, and the space between."""
        return self.room - lines - (0 if is_tiny(self) else SPACE_OVER_ANSWERS)


class Stage(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Hold question and verdict; keys that scroll them are the screen's business."""

    _explaining = False
    """Whether the explanation is to be in sight."""

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Tell the question and its answers how much of them is in sight."""
        asked = self.query_one(Asked)
        asked.room = size.height
        self._place_verdict(asked.pad, size)
        return super().arrange(size, optimal)

    def _place_verdict(self, pad: AnswerPad | None, size: Size) -> None:
        """Tell the verdict over its reason where the answers between push it out of sight."""
        explanation = self.query_one(Explanation)
        told = is_tiny(self)
        if pad is not None and explanation.display and not self.screen.has_class("-wide"):
            answers = pad.get_content_height(size, self.screen.size, size.width)
            reason = explanation.count_lines(size.width)
            told = told or answers + reason + SPACE_ROUND_VERDICT > size.height
        explanation.tell_verdict(told=told)

    def show_question(self, pad: AnswerPad) -> None:
        """Bring question and cursor into sight."""
        self._explaining = False
        self.scroll_home(animate=False)
        self.screen.call_after_refresh(pad.show_cursor)

    def show_verdict(self, *, beside: bool) -> None:
        """Bring the explanation into sight if it is not beside."""
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
