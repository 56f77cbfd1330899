"""The team dialog: name, glyph, color, keys and handicap of a team."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from spacequiz.game.kinds import Difficulty
from spacequiz.game.match.setup import LEAST_TEAMS, NAME_LIMIT, clean_name
from spacequiz.quizmaster.night_plan import NightTeam
from spacequiz.tui.screens.base import FORM_KEYS
from spacequiz.tui.team_colors import COLOR_NAMES
from spacequiz.tui.widgets.clean_input import CleanInput
from spacequiz.tui.widgets.field import Field
from spacequiz.tui.widgets.menu import Item, Menu
from spacequiz.tui.widgets.night_keys import list_columns, list_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from spacequiz.wording import Glyphs

EXTRA_WORDS = {
    1.0: "as the others",
    1.5: "half as much again",
    2.0: "twice as much",
    0.0: "no clock",
}
LEVELS = ("", *Difficulty)
REMOVE = "remove"


class NightTeamScreen(ModalScreen[NightTeam | str | None]):
    """Change a team. Escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FORM_KEYS,
        Binding("escape", "cancel", show=False),
    ]

    def __init__(
        self,
        team: NightTeam,
        glyphs: Glyphs,
        *,
        layout: str,
        columns: Sequence[int] = (),
        teams: int = LEAST_TEAMS,
        removable: bool = False,
    ) -> None:
        super().__init__()
        self.team = team
        self._glyphs = glyphs
        self._layout_name = layout
        self._columns = list(columns)
        self._teams = teams
        self._removable = removable

    def compose(self) -> ComposeResult:
        """Lay out the name, then a field for everything else."""
        glyphs = self._glyphs
        items = [Item("done", "Done")]
        items += [Item(REMOVE, "Remove this team")] if self._removable else []
        with Vertical(classes="dialog"):
            yield Static(Content.styled("A team", "bold"), classes="title")
            yield CleanInput(self.team.name, max_length=NAME_LIMIT, compact=True)
            yield Static("")
            for name in ("Glyph", "Color", "Keys", "Buzzer", "Time", "Level"):
                yield Field(name, glyphs, id=name.lower())
            yield Static("")
            yield Menu(items, glyphs, letters=False)
            keys = Content.assemble(
                *(("enter", "bold $primary"), " done  ", ("esc", "bold $primary"), " cancel")
            )
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the letters go into the name."""
        self.set_focus(self.query_one(Input))
        self._show()

    def _show(self) -> None:
        team = self.team
        keys = list_keys(self._layout_name, list_columns(team.column, self._teams))
        values = {
            "glyph": self._glyphs.teams[team.glyph],
            "color": COLOR_NAMES[team.color],
            "keys": describe_keys(keys),
            "buzzer": keys[team.buzzer],
            "time": EXTRA_WORDS[team.extra],
            "level": team.difficulty or "as the others",
        }
        for field in self.query(Field):
            field.value = values[field.id or ""]

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        self._step(event.field.id or "", event.step)

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        self._step(event.field.id or "", 1)

    def _step(self, name: str, step: int) -> None:
        team = self.team
        match name:
            case "glyph":
                team = replace(team, glyph=(team.glyph + step) % len(self._glyphs.teams))
            case "color":
                team = replace(team, color=(team.color + step) % len(COLOR_NAMES))
            case "keys":
                free = self._columns
                column = free[(free.index(team.column) + step) % len(free)]
                team = replace(team, column=column)
            case "buzzer":
                team = replace(team, buzzer=(team.buzzer + step) % 4)
            case "time":
                at = list(EXTRA_WORDS).index(team.extra)
                team = replace(team, extra=list(EXTRA_WORDS)[(at + step) % len(EXTRA_WORDS)])
            case "level":
                at = LEVELS.index(team.difficulty)
                team = replace(team, difficulty=str(LEVELS[(at + step) % len(LEVELS)]))
        self.team = team
        self._show()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._done()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        if event.id == REMOVE:
            self.dismiss(REMOVE)
        else:
            self._done()

    def _done(self) -> None:
        name = clean_name(self.query_one(Input).value)
        self.dismiss(replace(self.team, name=name or self.team.name))

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def describe_keys(keys: Sequence[str]) -> str:
    """Return a team's keys in words: those of the answers A to D, then the others."""
    return "   ".join(" ".join(keys[start : start + 4]) for start in range(0, len(keys), 4))
