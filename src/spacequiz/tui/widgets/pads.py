"""The answer pads: what every way of answering has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spacequiz.game.views import Phase, View

if TYPE_CHECKING:
    from spacequiz.game.records import Response

_NEVER_EARLY = ("ctrl+c", "ctrl+q")


def is_early(widget: Widget, event: events.Event) -> bool:
    """Return whether a key was pressed before the question was shown that it would count for."""
    return (
        isinstance(event, events.Key)
        and event.time < getattr(widget.screen, "shown_at", 0.0)
        and event.key not in _NEVER_EARLY
    )


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
    sent: View | None = None
    """The view whose question was answered already; the verdict is on its way."""

    @property
    def asking(self) -> bool:
        """Return whether a question waits for its answer."""
        waits = self.view is not None and self.view.phase is Phase.ASKING
        return waits and self.sent is not self.view

    def send(self, response: Response) -> None:
        """Give the response, once; no key that follows can overtake it."""
        if self.asking:
            self.sent = self.view
            self.post_message(Answered(response))

    async def on_event(self, event: events.Event) -> None:
        """Take no key that was pressed too early."""
        if is_early(self, event):
            event.stop()
        else:
            await super().on_event(event)

    def confirm(self) -> None:
        """Post the response as it stands."""
        raise NotImplementedError

    def toggle_whys(self) -> None:
        """Show, or hide again, why each wrong option fails, where options exist."""
