"""The settings screen: a field for each setting of the table, in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.language import say
from spacequiz.quizmaster.settings import SETTINGS, find_setting
from spacequiz.text import show_path
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import FORM_KEYS, GameScreen
from spacequiz.tui.widgets.forms import Field

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType


class SettingsScreen(GameScreen[None]):
    """Change how the game looks and counts. Each change holds at once and is remembered."""

    BINDINGS: ClassVar[list[BindingType]] = FORM_KEYS
    COMMAND_LIST = (Command("escape", "back", "back", "Go back home."),)

    def compose_content(self) -> ComposeResult:
        """Lay out a field for each setting."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(id="heading", classes="title")
            for setting in SETTINGS:
                yield Field(setting.title, self.game.glyphs, id=setting.name)
            yield Static(id="about")
            yield Static(id="kept", classes="title")

    def on_mount(self) -> None:
        """Show the settings as they are."""
        self.set_focus(self.query_one(f"#{SETTINGS[0].name}"))
        self._show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the setting at the cursor does."""
        self._tell_about(event.widget.id or "")

    def _tell_about(self, name: str) -> None:
        about = find_setting(name).about
        self.query_one("#about", Static).update(Content.styled(about, "$quiet"))

    def _show(self) -> None:
        """Show what holds now, in the language that holds now."""
        self.set_context(say("Settings"))
        self.query_one("#heading", Static).update(Content.styled(say("Settings"), "bold"))
        for setting, kept in zip(SETTINGS, self.game.settings, strict=True):
            field = self.query_one(f"#{setting.name}", Field)
            field.label, field.value = setting.title, setting.name_value(kept).words
        told = say("Everything is kept in {path}", path=show_path(self.game.places.save))
        self.query_one("#kept", Static).update(Content.styled(told, "$quiet"))
        self.refresh_bars()

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        self._change(event.field.id or "", event.step)

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        self._change(event.field.id or "", 1)

    def _change(self, name: str, step: int) -> None:
        setting = find_setting(name)
        kept = self.game.settings[SETTINGS.index(setting)]
        self.game.change_setting(setting, setting.step(kept, step))
        self._show()
        self._tell_about(name)

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)
