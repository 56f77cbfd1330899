"""The players screen: who plays on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.dialogs import AskScreen
from spacequiz.tui.widgets.forms import Item, Menu

if TYPE_CHECKING:
    from textual.app import ComposeResult

MOST_NAME_CHARACTERS = 40


class PlayersScreen(GameScreen[None]):
    """Let another player play. Each has a memory, statistics and settings of their own."""

    COMMAND_LIST = (
        Command("a", "add", "add", "Add a player."),
        Command("escape", "back", "back", "Go back home."),
    )

    def compose_content(self) -> ComposeResult:
        """Lay out the players."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content.styled("Who plays?", "bold"), classes="title")
            yield Menu(self._items(), self.game.glyphs, letters=False)

    def on_mount(self) -> None:
        """Let the keys go to the list, at the present player."""
        self.set_context("Players")
        menu = self.query_one(Menu)
        # A player's id may change while the save file cannot be written; the name stays.
        names = [item.title for item in menu.items]
        if self.game.player_name in names:
            menu.cursor = names.index(self.game.player_name)
        self.set_focus(menu)

    def _items(self) -> list[Item]:
        present = self.game.player_name
        return [
            Item(str(player.id), player.name, "plays now" if player.name == present else "")
            for player in self.game.quizmaster.save.players()
        ]

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        players = self.game.quizmaster.save.players()
        self.game.change_player(next(p for p in players if str(p.id) == event.id))
        self.dismiss(None)

    def action_add(self) -> None:
        """Add a player, who then plays."""
        ask = AskScreen("A new player", "What is your name?", limit=MOST_NAME_CHARACTERS)
        self.app.push_screen(ask, self._add)

    def _add(self, name: str | None) -> None:
        if name:
            self.game.change_player(self.game.quizmaster.save.player(name))
            self.dismiss(None)

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)
