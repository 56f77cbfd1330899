"""The players screen: who plays on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.errors import SpacequizError
from spacequiz.language import say, say_count
from spacequiz.text import show_path
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import LONG_SECONDS, GameScreen
from spacequiz.tui.screens.dialogs import YES, AskScreen, ask_whether
from spacequiz.tui.widgets.forms import Menu, MenuItem

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.save import Player

MOST_NAME_CHARACTERS = 40


class PlayersScreen(GameScreen[None]):
    """Let another player play. Each has a memory, statistics and settings of their own."""

    COMMAND_LIST = (
        Command("a", "add", "add", "Add a player."),
        Command("r", "rename", "rename", "Give the player at the cursor another name."),
        Command("d", "delete", "delete", "Delete the player at the cursor; a copy is kept."),
        Command("escape", "back", "back", "Go back home."),
    )

    def compose_content(self) -> ComposeResult:
        """Lay out the players."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content.styled(say("Who plays?"), "bold"), classes="title")
            yield Menu(self._items(), self.game.glyphs, letters=False)

    def on_mount(self) -> None:
        """Let the keys go to the list, at the present player."""
        self.set_context(say("Players"))
        menu = self.query_one(Menu)
        # A player's id may change while the save file cannot be written; the name stays.
        names = [item.title for item in menu.items]
        if self.game.player_name in names:
            menu.cursor = names.index(self.game.player_name)
        self.set_focus(menu)

    def _items(self) -> list[MenuItem]:
        present = self.game.player_name
        return [
            MenuItem(
                str(player.id), player.name, say("plays now") if player.name == present else ""
            )
            for player in self.game.quizmaster.save.players()
        ]

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.game.change_player(self._find(event.id))
        self.dismiss(None)

    def _find(self, item: str) -> Player:
        players = self.game.quizmaster.save.players()
        return next(player for player in players if str(player.id) == item)

    @property
    def _at_cursor(self) -> Player:
        menu = self.query_one(Menu)
        return self._find(menu.items[menu.cursor].id)

    def _is_present(self, player: Player) -> bool:
        return player.name == self.game.player_name

    def action_add(self) -> None:
        """Add a player, who then plays."""
        ask = AskScreen(say("A new player"), say("What is your name?"), limit=MOST_NAME_CHARACTERS)
        self.app.push_screen(ask, self._add)

    def _add(self, name: str | None) -> None:
        if name:
            self.game.change_player(self.game.quizmaster.save.player(name))
            self.dismiss(None)

    def action_rename(self) -> None:
        """Ask for another name of the player at the cursor."""
        player = self._at_cursor
        ask = AskScreen(
            say("Rename {player}", player=player.name),
            say("The new name"),
            player.name,
            limit=MOST_NAME_CHARACTERS,
        )
        self.app.push_screen(ask, lambda name: self._rename(player, name))

    def _rename(self, player: Player, name: str | None) -> None:
        if not name:
            return
        present = self._is_present(player)
        try:
            renamed = self.game.quizmaster.save.rename_player(player, name)
        except SpacequizError as error:
            self.game.warn(error)
            return
        if present:
            self.game.change_player(renamed)
        self._refresh()

    def action_delete(self) -> None:
        """Ask twice, and delete the player at the cursor."""
        player, save = self._at_cursor, self.game.quizmaster.save
        if self._is_present(player):
            text = say("{player} plays now. Let somebody else play first.", player=player.name)
            self.notify(text, severity="warning", markup=False)
            return
        question = say_count(
            len(save.scores(player)),
            "Delete {player}, {count} game and all that was learned in it?",
            "Delete {player}, {count} games and all that was learned in them?",
            player=player.name,
        )
        confirm = ask_whether(question, say("Delete"), say("Keep"))
        self.app.push_screen(confirm, lambda a: self._ask_again(player) if a == YES else None)

    def _ask_again(self, player: Player) -> None:
        ask = AskScreen(
            say("Delete {player}", player=player.name),
            say("Type the name once more to be sure"),
            limit=MOST_NAME_CHARACTERS,
        )
        self.app.push_screen(ask, lambda name: self._delete(player, name))

    def _delete(self, player: Player, name: str | None) -> None:
        if name is None or name.casefold() != player.name.casefold():
            self.notify(say("Nothing was deleted."), markup=False)
            return
        try:
            kept = self.game.quizmaster.save.delete_player(player)
        except SpacequizError as error:
            self.game.warn(error)
            return
        self._refresh()
        text = say(
            "{player} was deleted. A copy is kept, to import again: {path}",
            player=player.name,
            path=show_path(kept),
        )
        self.notify(text, markup=False, timeout=LONG_SECONDS)

    def _refresh(self) -> None:
        self.query_one(Menu).items = tuple(self._items())

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)
