"""The keys screen: whose keys are where."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from spacequiz.tui.widgets.night_keys import Holder, Keyboard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from spacequiz.tui.widgets.night_hands import Hands
    from spacequiz.tui.widgets.night_paint import TeamMark
    from spacequiz.wording import Glyphs


class KeysScreen(ModalScreen[None]):
    """Show the keyboard with every team's keys, and its buzzer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,tab", "close", show=False)]

    def __init__(self, hands: Hands, marks: Mapping[str, TeamMark], glyphs: Glyphs) -> None:
        super().__init__()
        self._hands = hands
        self._marks = marks
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Lay out the picture and a line a team."""
        hands = self._hands
        holders = [
            Holder(hands.columns[team], mark.glyph, mark.style)
            for team, mark in self._marks.items()
        ]
        keyboard = Keyboard(self._glyphs, holders)
        keyboard.layout_name = hands.layout
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Whose keys", "bold"), classes="title")
            yield keyboard
            lines = [self._describe(team, mark) for team, mark in self._marks.items()]
            yield Static(Content("\n").join([Content(""), *lines]))
            yield Static(Content.styled("esc closes", "$quiet"), classes="keys")

    def _describe(self, team: str, mark: TeamMark) -> Content:
        keys = " ".join(self._hands.keys[team])
        buzzer = self._hands.buzzers[team]
        said = f"  A, B, C {self._glyphs.ellipsis} {keys}   buzzer {buzzer}"
        return mark.tag(20) + Content.styled(said, "$quiet")

    def action_close(self) -> None:
        """Go back to the stage."""
        self.dismiss(None)
