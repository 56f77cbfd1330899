"""The answer pads: what every way of answering has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.views import Phase, View

if TYPE_CHECKING:
    from spacequiz.game.records import Response


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
    """Say that the cursor stands on a line of a pad, which should be in sight."""

    def __init__(self, pad: AnswerPad, row: int) -> None:
        super().__init__()
        self.pad = pad
        self.row = row


class AnswerPad(Widget):
    """Let the player answer one kind of question, and show what was right afterwards."""

    view: reactive[View | None] = reactive(None, layout=True)

    @property
    def asking(self) -> bool:
        """Return whether a question waits for its answer."""
        return self.view is not None and self.view.phase is Phase.ASKING

    def confirm(self) -> None:
        """Post the response as it stands."""
        raise NotImplementedError

    def toggle_whys(self) -> None:
        """Show, or hide again, why each wrong option fails, where options exist."""
