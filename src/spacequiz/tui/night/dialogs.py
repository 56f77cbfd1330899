"""The dialogs of a quiz night: its log, and the teams' keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.language import say, say_in
from spacequiz.tui.commands import Command
from spacequiz.tui.night.keys import Holder, Keyboard
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.dialogs import ReadScreen
from spacequiz.words.night_log import LogLine, write_log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from spacequiz.game.night.match import Match
    from spacequiz.tui.night.keys import Hands
    from spacequiz.tui.night.paint import TeamMark


class NightLogScreen(GameScreen[None]):
    """List the evening, the newest first. What was taken back is marked: nothing is erased."""

    COMMAND_LIST = (
        Command("escape,ctrl+l,enter", "back", "back", "Go back to the stage."),
        Command("down,j", "scroll(1)", "scroll", "Read on.", footer=False),
        Command("up,k", "scroll(-1)", "scroll back", "Read back.", footer=False),
        Command("pagedown,space", "scroll(10)", "page", "Read on, a page.", footer=False),
        Command("pageup", "scroll(-10)", "page back", "Read back, a page.", footer=False),
    )

    def __init__(self, match: Match) -> None:
        super().__init__()
        self._match = match

    def compose_content(self) -> ComposeResult:
        """Lay out a line an event."""
        with VerticalScroll(id="log", can_focus=False):
            lines = write_log(self._match.setup, self._match.journal)
            yield Static(Content("\n").join(map(self._paint, reversed(lines))))

    def on_mount(self) -> None:
        """Say what this is."""
        self.set_context(f"{say('Quiz night')} {self.game.glyphs.dot} {say('the log')}")

    def _paint(self, line: LogLine) -> Content:
        question = self._match.questions.get(line.address)
        text = f"{line.text}: {question.ask}" if question else line.text
        if line.taken_back:
            return Content.styled(f"  {text} ({say('taken back')})", "$quiet")
        return Content(f"  {text}")

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#log").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go back to the stage."""
        self.dismiss(None)


class KeysScreen(ReadScreen):
    """Show the keyboard with every team's keys, and its buzzer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "close", show=False)]

    def __init__(self, hands: Hands, marks: Mapping[str, TeamMark]) -> None:
        super().__init__()
        self.heading = say("Whose keys")
        self._hands = hands
        self._marks = marks

    def compose_text(self) -> ComposeResult:
        """Lay out the picture and a line a team."""
        hands = self._hands
        holders = [
            Holder(hands.keys[team], mark.glyph, mark.style, hands.buzzers[team])
            for team, mark in self._marks.items()
            if team in hands.keys
        ]
        keyboard = Keyboard(self.glyphs, holders)
        keyboard.layout_name = hands.layout
        yield keyboard
        lines = [self._describe(team, mark) for team, mark in self._marks.items()]
        yield Static(Content("\n").join([Content(""), *lines]))

    def _describe(self, team: str, mark: TeamMark) -> Content:
        keys = " ".join(self._hands.keys.get(team, ())) or say_in("keys", "none")
        buzzer = say("buzzer {key}", key=self._hands.buzzers.get(team, ""))
        said = f"  A, B, C {self.glyphs.ellipsis} {keys}   {buzzer}"
        return mark.tag(20) + Content.styled(said, "$quiet")
