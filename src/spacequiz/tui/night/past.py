"""Past evenings: what they came to, and a table of the season."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.errors import SpacequizError
from spacequiz.language import say, say_later, say_number
from spacequiz.quizmaster.night_results import sum_season
from spacequiz.tui.commands import Command
from spacequiz.tui.night.podium import NightPodiumScreen
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.widgets.forms import Menu, MenuItem
from spacequiz.words.modes import name_form

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.quizmaster.night import Evening


_HEAD = (say_later("team"), say_later("evenings"), say_later("won"), say_later("points"))


class NightPastScreen(GameScreen[None]):
    """List the evenings that came to their end; enter opens the podium of one again."""

    COMMAND_LIST = (Command("escape", "back", "back", "Go back to the lobby."),)

    def __init__(self) -> None:
        super().__init__()
        self._evenings: list[Evening] = []

    def compose_content(self) -> ComposeResult:
        """Lay out the evenings over the table of the season."""
        self._evenings = self.game.night.list_past()
        with VerticalScroll(id="lobby", can_focus=False):
            yield Static(Content.styled(say("Past evenings"), "bold"), classes="title")
            if not self._evenings:
                text = say(
                    "None yet. An evening that came to its podium stands here, with its results."
                )
                yield Static(Content.styled(text, "$quiet"))
                return
            yield Menu([_describe(e) for e in self._evenings], self.game.glyphs, letters=False)
            yield Static(Content("\n") + Content.styled(say("The season"), "bold"))
            yield Static(self._paint_season())

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self.set_context(f"{say('Quiz night')} {self.game.glyphs.dot} {say('past evenings')}")
        if self._evenings:
            self.set_focus(self.query_one(Menu))

    def _paint_season(self) -> Content:
        """Return the teams by name over all evenings, the best first."""
        places = sum_season([e.match for e in self._evenings if e.match is not None])
        rows = [(p.name, str(p.evenings), str(p.wins), say_number(p.points)) for p in places]
        head = tuple(map(say, _HEAD))
        widths = [max(Content(row[n]).cell_length for row in (head, *rows)) for n in range(4)]
        lines = []
        for style, row in (("$quiet", head), *(("", row) for row in rows)):
            name = Content(row[0]) + Content(" " * (widths[0] - Content(row[0]).cell_length))
            numbers = [text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True)]
            line = Content("  ") + name + Content("   " + "   ".join(numbers))
            lines.append(line.stylize(style) if style else line)
        return Content("\n").join(lines)

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        evening = next(e for e in self._evenings if str(e.night) == event.id)
        try:
            self.game.night.open_past(evening)
        except SpacequizError as error:
            self.game.warn(error)
            return
        self.app.push_screen(NightPodiumScreen())

    def action_back(self) -> None:
        """Go back to the lobby."""
        self.dismiss(None)


def _describe(evening: Evening) -> MenuItem:
    return MenuItem(
        str(evening.night), f"{evening.day:%Y-%m-%d}", f"{name_form(evening.form)}: {evening.where}"
    )
