"""The home screen: play, continue, scores, packs, settings, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.modes import DAILY
from spacequiz.game.records import Setup
from spacequiz.language import say, say_count, say_number
from spacequiz.text import as_argument
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.widgets.forms import Menu, MenuItem
from spacequiz.tui.widgets.sky import Sky
from spacequiz.words.games import describe_daily, describe_due, describe_saved, describe_today

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.records import SavedGame

ROOM_TO_TELL = 22
"""Lines of a terminal from which on home says what the questions are about."""


class HomeScreen(GameScreen[None]):
    """Welcome the player. Enter leads to the set-up, enter once more to the first question."""

    holds_game = True
    is_home = True
    look = "app.tcss"

    COMMAND_LIST = (
        Command("p", "play", "play", "Set up a game and play it."),
        Command("c", "resume", "continue", "Go on with the game that was left unfinished."),
        Command("r", "review", "review", "Meet again what you are about to forget."),
        Command("d", "daily", "daily", "Play today's ten questions, the same for everyone."),
        Command("n", "night", "quiz night", "Teams around one screen and one keyboard."),
        Command("i", "statistics", "statistics", "See how you are doing, as pictures."),
        Command("s", "scores", "scores", "Look at the games played so far."),
        Command("k", "packs", "packs", "Look at the question packs and what is wrong with them."),
        Command("y", "players", "players", "Let somebody else play, or add a player."),
        Command("t", "settings", "settings", "Change colors, motion and glyphs."),
        Command("q", "quit", "quit", "Leave the game; nothing is lost."),
    )

    _saved: SavedGame | None = None
    """The game that can be continued, as it was when the menu was made."""

    @property
    def guide(self) -> tuple[tuple[str, str], ...]:
        """Return how to play, points and modes."""
        from spacequiz.words.guide import list_guide

        return list_guide()

    def compose_content(self) -> ComposeResult:
        """Lay out the sky, the menu, and what the player should know."""
        yield Sky(self.game.glyphs)
        with Vertical(id="home"):
            with Center():
                yield Static(id="tagline")
            with Center():
                yield Menu((), self.game.glyphs, letters=False)
            with Center():
                yield Static(id="news")

    def on_mount(self) -> None:
        """Say whose home it is; the rest follows on resuming."""
        self.set_context(self.game.player_name)

    def on_screen_resume(self) -> None:
        """Show what a game, or another player, has changed."""
        self.set_context(self.game.player_name)
        self.refresh_news()

    def refresh_news(self) -> None:
        """Bring menu, tagline and news up to date."""
        if not self.query(Menu):
            # It is about to come, or about to go.
            return
        menu = self.query_one(Menu)
        menu.items = tuple(self._items())
        if self.focused is None:
            self.set_focus(menu)
        self.query_one("#tagline", Static).update(Content.styled(self._tagline(), "$quiet"))
        news = self.query_one("#news", Static)
        text = "\n".join(self._list_news())
        self.game.told = len(self.game.quizmaster.save.notices)
        news.update(Content.styled(text, "$warning"))
        news.display = bool(text)
        self.refresh_bars()

    def _items(self) -> list[MenuItem]:
        items = [
            MenuItem("play", say("Play")),
            MenuItem("review", say("Review"), self._describe_due()),
        ]
        saved = self._saved = self.game.unfinished
        if saved is not None:
            items.insert(0, MenuItem("resume", say("Continue"), describe_saved(saved)))
        return [
            *items,
            MenuItem("daily", say("Daily"), self._describe_daily()),
            MenuItem("night", say("Quiz night"), say("teams around one screen")),
            MenuItem("statistics", say("Statistics")),
            MenuItem("scores", say("Scores"), self._describe_waiting(saved)),
            MenuItem("packs", say("Packs")),
            MenuItem("players", say("Players"), self.game.player_name),
            MenuItem("settings", say("Settings")),
            MenuItem("quit", say("Quit")),
        ]

    def _describe_waiting(self, newest: SavedGame | None) -> str:
        """Say how many games wait besides the one that is offered."""
        if newest is None:
            return ""
        master = self.game.quizmaster
        others = master.save.count_unfinished(master.player) - bool(newest.answers)
        if others <= 0:
            return ""
        return say_count(others, "{count} more to continue", "{count} more to continue")

    def _describe_due(self) -> str:
        return "" if self.game.reading else describe_due(self.game.quizmaster.count_due())

    def _describe_daily(self) -> str:
        score = None if self.game.reading else self.game.quizmaster.find_daily()
        return describe_daily(score)

    def _tagline(self) -> str:
        if self.game.reading:
            return f"{say('Reading packs')} {self.game.glyphs.dot} {self.game.reading}"
        editions = self.game.quizmaster.editions.list_default()
        count = sum(pack.kinds.get(kind, 0) for pack in editions for kind in self.game.kinds)
        if not count:
            return say("No questions yet. Packs shows where to put them.")
        lines = [
            say_count(
                count,
                "{count} question, and the reason behind its answer",
                "{count} questions, and the reason behind every answer",
            )
        ]
        if len(editions) == 1 and self.size.height >= ROOM_TO_TELL:
            lines.insert(0, editions[0].description or editions[0].title)
        lines.append(describe_today(self.game.quizmaster.find_today(), self.game.glyphs))
        return "\n".join(filter(None, lines))

    def _list_news(self) -> list[str]:
        """Return what the player should know: a save that was restored, packs with errors."""
        lines = list(self.game.quizmaster.save.notices)
        broken = [] if self.game.reading else [pack for pack in self.game.packs if pack.errors]
        if len(broken) == 1:
            path = as_argument(broken[0].path)
            lines.append(
                say(
                    "{pack} has errors: {command}",
                    pack=broken[0].id,
                    command=f"spacequiz check {path}",
                )
            )
        elif broken:
            lines.append(
                say(
                    "{number} packs have errors: see Packs, or run spacequiz check",
                    number=say_number(len(broken)),
                )
            )
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to continue only when there is something to continue."""
        return action != "resume" or self._saved is not None

    @on(Menu.Chosen)
    async def _chosen(self, event: Menu.Chosen) -> None:
        await self.run_action(event.id)

    def action_play(self) -> None:
        """Set up a game."""
        self.game.once_read(self.game.open_setup)

    def action_resume(self) -> None:
        """Go on with the unfinished game."""
        self.game.resume(self.game.unfinished)

    def action_review(self) -> None:
        """Review what is due."""
        self.game.once_read(self.game.start_review)

    def action_daily(self) -> None:
        """Play today's ten questions."""
        self.game.once_read(lambda: self.game.start(Setup(mode=DAILY.name)))

    def action_night(self) -> None:
        """Set up a quiz night."""
        self.game.once_read(self.game.open_night)

    def action_statistics(self) -> None:
        """Show how the player is doing."""
        from spacequiz.tui.screens.statistics import StatisticsScreen

        quizmaster = self.game.quizmaster
        self.game.open_screen(
            lambda: StatisticsScreen(quizmaster.archive.standing(quizmaster.player))
        )

    def action_players(self) -> None:
        """Show who can play."""
        from spacequiz.tui.screens.players import PlayersScreen

        self.game.open_screen(PlayersScreen)

    def action_scores(self) -> None:
        """Show the games played so far."""
        from spacequiz.tui.screens.scores import ScoresScreen

        self.game.open_screen(lambda: ScoresScreen(self.game.quizmaster.scores()))

    def action_packs(self) -> None:
        """Show the packs."""
        from spacequiz.tui.screens.packs import PacksScreen

        self.game.open_screen(PacksScreen)

    def action_settings(self) -> None:
        """Show the settings."""
        from spacequiz.tui.screens.settings import SettingsScreen

        self.game.open_screen(SettingsScreen)

    def action_quit(self) -> None:
        """Leave the game."""
        self.app.exit()
