"""The settings screen: colors, motion, glyphs, the streak bonus, and what is close, and when a day begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.quizmaster import DAY_SETTING, LATEST_BEGINNING, ONCE_MORE_SETTING, STREAKS_SETTING
from spacequiz.text import show_path
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import FORM_KEYS, GameScreen
from spacequiz.tui.themes import theme_names
from spacequiz.tui.widgets.forms import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

THEME, MOTION, ASCII, BELL = "theme", "motion", "ascii", "bell"


class SettingsScreen(GameScreen[None]):
    """Change how the game looks and counts. Each change holds at once and is remembered."""

    BINDINGS: ClassVar[list[BindingType]] = FORM_KEYS
    COMMAND_LIST = (Command("escape", "back", "back", "Go back home."),)

    def compose_content(self) -> ComposeResult:
        """Lay out a field for each setting."""
        glyphs = self.game.glyphs
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content.styled("Settings", "bold"), classes="title")
            yield Field("Colors", glyphs, id=THEME)
            yield Field("Motion", glyphs, id=MOTION)
            yield Field("Glyphs", glyphs, id=ASCII)
            yield Field("Streak bonus", glyphs, id=STREAKS_SETTING)
            yield Field("Close answers", glyphs, id=ONCE_MORE_SETTING)
            yield Field("Bell", glyphs, id=BELL)
            yield Field("Day begins", glyphs, id=DAY_SETTING)
            yield Static(id="about")

    def on_mount(self) -> None:
        """Show the settings as they are."""
        self.set_context("Settings")
        self.set_focus(self.query_one(f"#{THEME}"))
        self.query_one("#about", Static).update(
            Content.styled(f"Everything is kept in {show_path(self.game.places.save)}", "$quiet")
        )
        self._show()

    def _show(self) -> None:
        settings = self.game.settings
        shown = {
            THEME: settings.theme,
            MOTION: "on" if settings.motion else "off",
            ASCII: "plain ASCII, from the next start" if settings.ascii else "all",
            STREAKS_SETTING: "on" if settings.streaks else "off",
            ONCE_MORE_SETTING: "once more" if settings.once_more else "wrong",
            BELL: "on quiz nights" if settings.bell else "off",
            DAY_SETTING: f"{settings.day_begins}:00",
        }
        for name, value in shown.items():
            self.query_one(f"#{name}", Field).value = value

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        self._change(event.field.id or "", event.step)

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        self._change(event.field.id or "", 1)

    def _change(self, name: str, step: int) -> None:
        settings = self.game.settings
        if name == THEME:
            names = theme_names(self.app.available_themes)
            at = names.index(settings.theme) if settings.theme in names else 0
            self.game.change_setting(THEME, names[(at + step) % len(names)])
        elif name == DAY_SETTING:
            hour = (settings.day_begins + step) % (LATEST_BEGINNING + 1)
            self.game.change_setting(DAY_SETTING, hour)
        else:
            self.game.change_setting(name, not getattr(settings, name))
        self._show()

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)
