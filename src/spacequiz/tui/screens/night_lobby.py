"""The lobby: teams, format, rounds and clock of a quiz night, as last time unless changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.match.setup import LEAST_TEAMS, MOST_TEAMS
from spacequiz.quizmaster.night_plan import NightTeam
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import FORM_KEYS, GameScreen
from spacequiz.tui.screens.night_lobby_teams import (
    NAMES,
    add_team,
    give_teams,
    is_taken,
    list_free,
)
from spacequiz.tui.screens.night_lobby_words import (
    FIELDS,
    describe_fit,
    describe_team,
    describe_value,
    is_open,
    step_value,
)
from spacequiz.tui.screens.night_team import REMOVE, NightTeamScreen
from spacequiz.tui.screens.picker import PickerScreen
from spacequiz.tui.team_colors import color_of
from spacequiz.tui.widgets.field import Field
from spacequiz.tui.widgets.menu import Item, Menu
from spacequiz.tui.widgets.night_keys import (
    Holder,
    Keyboard,
    list_columns,
)
from spacequiz.tui.widgets.night_paint import TeamMark
from spacequiz.tui.widgets.night_team_field import TeamField

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spacequiz.quizmaster.night_plan import LobbySetup

Value = TypeVar("Value")


class NightLobbyScreen(GameScreen[None]):
    """Set up an evening. Enter starts it, or goes on with the one that was left."""

    COMMAND_LIST = (
        Command("s", "start", "start", "Start the evening as it is set up."),
        Command("c", "resume", "continue", "Go on with the evening that was left."),
        Command("a", "add", "add team", "Add a team."),
        Command("d", "spread", "spread keys", "Spread the teams' keys over the keyboard."),
        Command("r", "reset", "reset", "Forget everything but the teams."),
        Command("x", "forget", "forget", "Give up the evening that was left.", footer=False),
        Command("escape", "back", "back", "Go back home."),
    )
    BINDINGS: ClassVar[list[BindingType]] = FORM_KEYS

    def __init__(self, setup: LobbySetup) -> None:
        super().__init__()
        self.setup = (
            setup if len(setup.teams) >= LEAST_TEAMS else give_teams(setup, NAMES[:LEAST_TEAMS])
        )

    def compose_content(self) -> ComposeResult:
        """Lay out start first, then the teams with their keys, then the rest."""
        glyphs = self.game.glyphs
        with VerticalScroll(id="lobby", can_focus=False):
            yield Static(Content.styled("Quiz night", "bold"), classes="title")
            yield Menu((), glyphs, letters=False)
            yield Static(id="fits")
            with Horizontal(id="teams"):
                with VerticalScroll(id="team-list", can_focus=False):
                    for number in range(MOST_TEAMS):
                        yield TeamField(number, glyphs)
                yield Keyboard(glyphs)
            for name, label in FIELDS:
                yield Field(label, glyphs, id=name)
            for number in range(8):
                yield Field(f"Round {number + 1}", glyphs, id=f"round-{number}")

    def on_mount(self) -> None:
        """Show the set-up as remembered."""
        self.set_context("Quiz night")
        self._show()
        self.set_focus(self.query_one(Menu))

    def on_screen_resume(self) -> None:
        """Show whether there is an evening to go on with."""
        super().on_screen_resume()
        self._show()

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        setup, night = self.setup, self.game.night
        items = [Item("start", "Start", "a new evening")]
        if (waiting := night.describe_unfinished()) is not None:
            items.insert(0, Item("resume", "Continue", waiting))
        self.query_one(Menu).items = tuple(items)
        for line in self.query(TeamField):
            line.display = line.number < len(setup.teams)
            if line.display:
                line.mark = self._mark(setup.teams[line.number])
        keyboard = self.query_one(Keyboard)
        keyboard.layout_name = setup.layout
        keyboard.buzzers_only = setup.form != "rounds"
        keyboard.holders = tuple(self._hold(team) for team in setup.teams)
        for name, _ in FIELDS:
            field = self.query_one(f"#{name}", Field)
            field.display = is_open(name, setup)
            field.value = describe_value(name, setup, self.game.title_of_pack)
        for number in range(8):
            field = self.query_one(f"#round-{number}", Field)
            field.display = setup.form == "rounds" and number < setup.rounds
            field.value = night.title(setup.topic(number))
        text, style = describe_fit(setup, night.try_draw(setup))
        self.query_one("#fits", Static).update(Content.styled(text, style))
        self.refresh_bars()

    def _mark(self, team: NightTeam) -> TeamMark:
        glyph = self.game.glyphs.teams[team.glyph]
        return TeamMark(
            team.name, glyph, color_of(team.color), note=describe_team(team, self.setup)
        )

    def _hold(self, team: NightTeam) -> Holder:
        glyph = self.game.glyphs.teams[team.glyph]
        columns = list_columns(team.column, len(self.setup.teams))
        return Holder(columns, glyph, color_of(team.color), team.buzzer)

    # -- changing ----------------------------------------------------------------------------

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        self._step(event.field, event.step)

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        if isinstance(event.field, TeamField):
            self._open_team(event.field.number)
        elif event.field.id == "packs":
            self._pick_packs()
        else:
            self._step(event.field, 1)

    def _step(self, field: Field, step: int) -> None:
        setup, name = self.setup, field.id or ""
        if isinstance(field, TeamField):
            self._move_keys(field.number, step)
            return
        if name.startswith("round-"):
            number = int(name.removeprefix("round-"))
            topics = [setup.topic(n) for n in range(setup.rounds)]
            topics[number] = _next(self.game.night.topics(setup), topics[number], step)
            self.setup = replace(setup, topics=tuple(topics))
        elif name == "packs":
            packs = ["", *(pack.id for pack in self.game.playable_packs)]
            now = setup.packs[0] if len(setup.packs) == 1 else ""
            chosen = _next(packs, now, step)
            self._set_packs((chosen,) if chosen else ())
        else:
            self.setup = step_value(name, setup, step)
        self._show()

    def _pick_packs(self) -> None:
        options = [(pack.id, pack.title) for pack in self.game.playable_packs]

        def done(picked: frozenset[str] | None) -> None:
            if picked is not None:
                self._set_packs(tuple(v for v, _ in options if v in picked))
                self._show()

        glyphs = self.game.glyphs
        self.app.push_screen(
            PickerScreen("Packs", options, frozenset(self.setup.packs), glyphs), done
        )

    def _set_packs(self, packs: tuple[str, ...]) -> None:
        self.setup = replace(self.setup, packs=packs)
        offered = self.game.night.topics(self.setup)
        topics = tuple(topic if topic in offered else "" for topic in self.setup.topics)
        self.setup = replace(self.setup, topics=topics)

    def _move_keys(self, number: int, step: int) -> None:
        """Give a team the next column that nobody has."""
        team = self.setup.teams[number]
        self._set_team(
            number, replace(team, column=_next(list_free(self.setup, team), team.column, step))
        )

    def _set_team(self, number: int, team: NightTeam) -> None:
        teams = list(self.setup.teams)
        teams[number] = team
        self.setup = replace(self.setup, teams=tuple(teams))
        self._show()

    def _open_team(self, number: int) -> None:
        teams = self.setup.teams

        def done(team: NightTeam | str | None) -> None:
            if team == REMOVE:
                self.setup = replace(self.setup, teams=teams[:number] + teams[number + 1 :])
                self.action_spread()
            elif isinstance(team, NightTeam):
                if is_taken(team.name, [t for t in teams if t is not teams[number]]):
                    self.notify("Another team has this name.", markup=False)
                    team = replace(team, name=teams[number].name)
                self._set_team(number, team)

        screen = NightTeamScreen(
            teams[number],
            self.game.glyphs,
            layout=self.setup.layout,
            columns=list_free(self.setup, teams[number]),
            teams=len(teams),
            removable=len(teams) > LEAST_TEAMS,
        )
        self.app.push_screen(screen, done)

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to continue only an evening that was left, and another team while there is room."""
        if action in ("resume", "forget"):
            return self.is_mounted and self.game.night.unfinished() is not None
        if action == "add":
            return len(self.setup.teams) < MOST_TEAMS
        return True

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        if event.id == "resume":
            self.action_resume()
        else:
            self.action_start()

    def action_start(self) -> None:
        """Start a new evening."""
        self.game.night_flow.start(self.setup)

    def action_resume(self) -> None:
        """Go on with the evening that was left."""
        self.game.night_flow.resume()

    def action_forget(self) -> None:
        """Give the evening up that was left."""
        self.game.night.forget()
        self._show()

    def action_add(self) -> None:
        """Add a team with a name and keys of its own."""
        self.setup = add_team(self.setup)
        self._show()
        number = len(self.setup.teams) - 1
        self.set_focus(self.query_one(f"#team-{number}", TeamField))

    def action_spread(self) -> None:
        """Spread the keys of the teams over the keyboard."""
        self.setup = give_teams(self.setup, [team.name for team in self.setup.teams])
        self._show()

    def action_reset(self) -> None:
        """Forget everything but the teams."""
        self.setup = type(self.setup)(teams=self.setup.teams, layout=self.setup.layout)
        self._show()

    def action_back(self) -> None:
        """Go back home."""
        self.game.go_home()


def _next(values: list[Value], value: Value, step: int) -> Value:
    ordered = values if value in values else [value, *values]
    return ordered[(ordered.index(value) + step) % len(ordered)]
