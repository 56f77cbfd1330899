"""The lobby: teams, format, rounds and clock of a quiz night, as last time unless changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from spacequiz.errors import SpacequizError
from spacequiz.game.kinds import Difficulty
from spacequiz.game.night.judging import FULL_POINTS
from spacequiz.game.night.setup import (
    BOARD_VALUES,
    LEAST_TEAMS,
    MOST_TEAMS,
    NAME_LIMIT,
    TIME_FACTORS,
    clean_name,
)
from spacequiz.language import say, say_count, say_in, say_later, say_number
from spacequiz.quizmaster.night_draw import (
    ADVANCES,
    BUZZER_QUESTIONS,
    FORMATS,
    KINDS,
    PHONES,
    QUESTIONS,
    ROUNDS,
    VOICES,
    NightTeam,
    let_phones,
)
from spacequiz.tui.commands import Command
from spacequiz.tui.night.keys import (
    LAYOUTS,
    LEAST_KEYS,
    MOST_KEYS,
    Holder,
    Keyboard,
    find_same,
    keys_of,
    list_firsts,
    list_taken,
    spread_columns,
)
from spacequiz.tui.night.paint import LETTERS, TeamMark
from spacequiz.tui.screens.base import FORM_KEYS, GameScreen
from spacequiz.tui.screens.dialogs import (
    YES,
    AskScreen,
    ChooseScreen,
    Dialog,
    PickScreen,
    ask_whether,
    tell_keys,
)
from spacequiz.tui.themes import COLOR_NAMES, color_of
from spacequiz.tui.widgets.forms import CleanInput, Field, Menu, MenuItem
from spacequiz.words.modes import name_form
from spacequiz.words.questions import describe_difficulty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from spacequiz.quizmaster.night import Evening
    from spacequiz.quizmaster.night_draw import Draw, LobbySetup
    from spacequiz.words import Glyphs


Value = TypeVar("Value")
ROOM_WIDTH = 100
"""Above this width letters are too small for a room."""
ZOOM = say_later("For the room: zoom in (ctrl and +) until about 80 columns fill the screen.")


class NightLobbyScreen(GameScreen[None]):
    """Set up an evening. Enter starts it, or goes on with the one that was left."""

    COMMAND_LIST = (
        Command("f2", "start", "start", "Start the evening as it is set up."),
        Command("f3", "left", "left", "Evenings that were left: go on with one, or give it up."),
        Command("f4", "past", "past", "Past evenings: results, review, and a table of the season."),
        Command("ctrl+g", "phones", "phones", "Let everybody join by phone, or play by keys."),
        Command("f9", "add", "add team", "Add a team."),
        Command("f7", "file", "file", "Take the questions of a file: a pack, or another format."),
        Command("f8", "spread", "spread keys", "Spread the teams' keys anew.", footer=False),
        Command("f5", "reset", "reset", "Forget everything but the teams.", footer=False),
        Command("f6", "undo", "undo", "Take a reset back, or that an evening was given up."),
        Command("escape", "back", "back", "Go back home."),
        # What the line at the cursor does with a key stands here for the help.
        Command(
            "enter", "line", "change", "Change the team or the line at the cursor.", footer=False
        ),
        Command(
            "left", "line", "other", "Other keys for the team, or another value.", footer=False
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
    ]

    def __init__(self, setup: LobbySetup) -> None:
        super().__init__()
        self.setup = (
            setup
            if len(setup.teams) >= LEAST_TEAMS
            else give_teams(setup, [say(name) for name in NAMES[:LEAST_TEAMS]])
        )
        self._left: list[Evening] = []
        """The evenings that can be continued, the newest first."""
        self._undo: list[Callable[[], None]] = []
        """What takes back what was forgotten last."""

    def compose_content(self) -> ComposeResult:
        """Lay out start first, then the teams with their keys, then the rest."""
        glyphs = self.game.glyphs
        with VerticalScroll(id="lobby", can_focus=False):
            yield Static(Content.styled(say("Quiz night"), "bold"), classes="title")
            yield Menu((), glyphs, letters=False)
            yield Static(id="fits")
            with Horizontal(id="teams"):
                with VerticalScroll(id="team-list", can_focus=False):
                    for number in range(MOST_TEAMS):
                        yield TeamField(number, glyphs)
                yield Keyboard(glyphs)
            for name, label in FIELDS:
                yield Field(say(label), glyphs, id=name)
            for number in range(8):
                yield Field(say("Round {number}", number=number + 1), glyphs, id=f"round-{number}")

    def on_mount(self) -> None:
        """Show the set-up as remembered."""
        self.set_context(say("Quiz night"))
        self._look_back()
        self.set_focus(self.query_one(Menu))

    def on_resize(self) -> None:
        """Say how to make the letters larger, where they are small."""
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        """Show whether there is an evening to go on with."""
        self._look_back()

    def _look_back(self) -> None:
        self._left = self.game.night.list_left()
        self._show()

    def action_step(self, step: int) -> None:
        """Lead from line to line, those of the menu included."""
        menu = self.query_one(Menu)
        if self.focused is menu and 0 <= menu.cursor + step < len(menu.items):
            menu.action_move(step)
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        setup, night = self.setup, self.game.night
        items = [MenuItem("start", say("Start"), say("a new evening"))]
        if self._left:
            items.insert(0, MenuItem("resume", say("Continue"), describe_evening(self._left[0])))
        if len(self._left) > 1:
            note = say("{number} evenings to go on with", number=len(self._left))
            items.append(MenuItem("left", say_in("evenings", "Left"), note))
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
        parts = [Content.styled(text, style)]
        if self.size.width > ROOM_WIDTH:
            parts.append(Content.styled(say(ZOOM), "$quiet"))
        self.query_one("#fits", Static).update(Content("\n").join(parts))
        self.refresh_bars()

    def _mark(self, team: NightTeam) -> TeamMark:
        glyph = self.game.glyphs.teams[team.glyph]
        return TeamMark(
            team.name, glyph, color_of(team.color), note=describe_team(team, self.setup)
        )

    def _hold(self, team: NightTeam) -> Holder:
        glyph = self.game.glyphs.teams[team.glyph]
        keys = keys_of(team, self.setup)
        return Holder(keys, glyph, color_of(team.color), keys[team.buzzer])

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
            PickScreen(say("Packs"), options, frozenset(self.setup.packs), glyphs), done
        )

    def _set_packs(self, packs: tuple[str, ...]) -> None:
        self.setup = replace(self.setup, packs=packs)
        offered = self.game.night.topics(self.setup)
        topics = tuple(topic if topic in offered else "" for topic in self.setup.topics)
        self.setup = replace(self.setup, topics=topics)

    def _move_keys(self, number: int, step: int) -> None:
        """Give a team the next column that nobody has, instead of keys that it chose."""
        team = replace(self.setup.teams[number], keys="")
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
                    self.notify(say("Another team has this name."), markup=False)
                    team = replace(team, name=teams[number].name)
                self._set_team(number, team)

        screen = NightTeamScreen(
            teams[number],
            self.game.glyphs,
            setup=self.setup,
            columns=list_free(self.setup, teams[number]),
            taken=list_taken(self.setup, number),
            removable=len(teams) > LEAST_TEAMS,
        )
        self.app.push_screen(screen, done)

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to continue only an evening that was left, and another team while there is room."""
        if action == "left":
            return bool(self._left)
        if action == "undo":
            return bool(self._undo)
        if action == "add":
            return len(self.setup.teams) < MOST_TEAMS
        return action != "line"

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        if event.id == "resume":
            self._resume(self._left[0])
        elif event.id == "left":
            self.action_left()
        else:
            self.action_start()

    def action_start(self) -> None:
        """Start a new evening."""
        self.game.start_night(self.setup)

    def _resume(self, evening: Evening) -> None:
        """Go on with an evening; if questions of it are nowhere now, ask first."""
        if not evening.lost or evening.match is None:
            self.game.resume_night(evening.night)
            return
        total = len(evening.match.setup.addresses)
        question = say(
            "{lost} of {total} questions are missing: {packs}",
            lost=evening.lost,
            total=total,
            packs=", ".join(evening.missing),
        )

        def done(said: str | None) -> None:
            if said == YES:
                self.game.resume_night(evening.night)

        ask = ask_whether(question, say("Go on without them"), say("Not now"))
        self.app.push_screen(ask, done)

    def action_left(self) -> None:
        """Choose among the evenings that were left."""
        items = [
            MenuItem(str(e.night), f"{e.day:%Y-%m-%d}", describe_evening(e)) for e in self._left
        ]

        def done(night: str | None) -> None:
            if night is not None:
                self._ask_left(next(e for e in self._left if str(e.night) == night))

        self.app.push_screen(ChooseScreen(say("Evenings left"), items, letters=False), done)

    def _ask_left(self, evening: Evening) -> None:
        items = [
            MenuItem("resume", say("Go on")),
            MenuItem(
                "forget", say("Give it up"), say("undo brings it back; it stays in the record")
            ),
        ]

        def done(what: str | None) -> None:
            if what == "resume":
                self._resume(evening)
            elif what == "forget":
                self.game.night.forget(evening.night)
                self._undo.append(lambda: self.game.night.take_up(evening.night))
                self._look_back()
                self.notify(say("Given up. f6 brings it back."), markup=False)

        self.app.push_screen(ChooseScreen(f"{evening.day}", items, letters=False), done)

    def action_undo(self) -> None:
        """Take back what was forgotten last."""
        self._undo.pop()()
        self._look_back()

    def action_past(self) -> None:
        """Show past evenings."""
        from spacequiz.tui.night.past import NightPastScreen

        self.app.push_screen(NightPastScreen())

    def action_file(self) -> None:
        """Take the questions of a file."""
        prompt = say("Its path: a pack, or a file of another program")
        self.app.push_screen(AskScreen(say("Questions of a file"), prompt), self._take_file)

    def _take_file(self, text: str | None) -> None:
        if not text:
            return
        try:
            path = Path(text.strip().strip("'\"")).expanduser()
            pack = self.game.night.add_file(path, self.game.places)
        except SpacequizError as error:
            self.game.warn(error)
            return
        self._set_packs((pack,))
        self._show()
        told = say("The questions of {pack}", pack=self.game.title_of_pack(pack))
        self.notify(told, markup=False)

    def action_phones(self) -> None:
        """Let everybody join by phone, beside keys, or by keys only."""
        self.setup = step_value("phones", self.setup, 1)
        self._show()

    def action_add(self) -> None:
        """Add a team with a name and keys of its own."""
        self.setup = add_team(self.setup)
        self._show()
        number = len(self.setup.teams) - 1
        self.set_focus(self.query_one(f"#team-{number}", TeamField))

    def action_spread(self) -> None:
        """Spread the keys of the teams over the keyboard."""
        names = [team.name for team in self.setup.teams]
        self.setup = give_teams(self.setup, names, spread=True)
        self._show()

    def action_reset(self) -> None:
        """Forget everything but the teams, if that is what is meant."""
        before = self.setup

        def done(said: str | None) -> None:
            if said == YES:
                self.setup = type(before)(teams=before.teams, layout=before.layout)
                self._undo.append(lambda: setattr(self, "setup", before))
                self._show()

        ask = say("Forget format, packs, rounds and clock? The teams stay.")
        self.app.push_screen(ask_whether(ask, say("Forget"), say("Keep")), done)

    def action_back(self) -> None:
        """Go back home."""
        self.game.go_home()


def _next(values: list[Value], value: Value, step: int) -> Value:
    ordered = values if value in values else [value, *values]
    return ordered[(ordered.index(value) + step) % len(ordered)]


NAMES = (
    *(say_later("Monarchs"), say_later("Rockets"), say_later("Comets"), say_later("Harvesters")),
    *(say_later("Orbiters"), say_later("Larks"), say_later("Sparks"), say_later("Anchors")),
)


def give_teams(setup: LobbySetup, names: Sequence[str], *, spread: bool = False) -> LobbySetup:
    """Return the set-up with teams of these names, their columns spread over the keyboard.

    Keys that a team chose stay its own unless all are to be spread.
    """
    known = {team.name: team for team in setup.teams}
    columns = spread_columns(len(names))
    free = [n for n in range(MOST_TEAMS) if n not in {t.glyph for t in setup.teams}]
    teams = []
    for number, name in enumerate(names):
        team = known.get(name)
        if team is None:
            look = free.pop(0) if free else number
            team = NightTeam(name, glyph=look, color=look)
        teams.append(replace(team, column=columns[number], keys="" if spread else team.keys))
    return replace(setup, teams=tuple(teams))


def add_team(setup: LobbySetup) -> LobbySetup:
    """Return the set-up with another team that has a name and keys of its own."""
    used = [team.name for team in setup.teams]
    numbered = say("Team {number}", number=len(used) + 1)
    name = next((name for name in map(say, NAMES) if name not in used), numbered)
    return give_teams(setup, [*used, name])


def describe_evening(evening: Evening) -> str:
    """Return what an evening is, and how it stands, in a line."""
    packs = ", ".join(evening.packs) or say("all packs")
    told = [evening.where, f"{evening.day:%Y-%m-%d}", name_form(evening.form), packs]
    return " \N{MIDDLE DOT} ".join(filter(None, told))


def is_taken(name: str, teams: Iterable[NightTeam]) -> bool:
    """Return whether one of these teams has a name, in capitals or not."""
    return name.casefold() in {team.name.casefold() for team in teams}


def list_free(setup: LobbySetup, team: NightTeam) -> list[int]:
    """Return the columns of the keyboard that a team can have."""
    number = next((n for n, other in enumerate(setup.teams) if other.name == team.name), -1)
    taken = list_taken(setup, number)
    firsts = list_firsts(len(setup.teams))
    moved = {n: keys_of(replace(team, column=n, keys=""), setup) for n in firsts}
    return [n for n, keys in moved.items() if taken.isdisjoint(keys)] or [team.column]


FIELDS = (
    ("form", say_later("Format")),
    ("phones", say_later("Phones")),
    ("voice", say_later("Whose word")),
    ("rounds", say_later("Rounds")),
    ("questions", say_later("Questions")),
    ("buzzes", say_later("Questions")),
    ("packs", say_later("Packs")),
    ("kinds", say_later("Kinds")),
    ("clock", say_later("Clock")),
    ("speed", say_later("Points")),
    ("jokers", say_later("Joker")),
    ("advance", say_later("Going on")),
    ("repeat", say_later("Too few")),
    ("layout", say_later("Keyboard")),
)
_VALUES: dict[str, tuple[Any, ...]] = {
    "form": FORMATS,
    "phones": PHONES,
    "voice": VOICES,
    "rounds": ROUNDS,
    "questions": QUESTIONS,
    "buzzes": BUZZER_QUESTIONS,
    "kinds": tuple(KINDS),
    "clock": TIME_FACTORS,
    "speed": (False, True),
    "jokers": (True, False),
    "advance": ADVANCES,
    "repeat": (False, True),
    "layout": tuple(LAYOUTS),
}
_FORM_WORDS = {
    "rounds": say_later("rounds: everyone answers in secret"),
    "board": say_later("board: pick a category and a value"),
    "buzzer": say_later("buzzer: the first to press answers"),
}
_PHONE_WORDS = {
    "": say_later("none: everybody plays by keys"),
    "alone": say_later("everybody by phone, and for themselves"),
    "beside": say_later("phones beside keys, in teams"),
}
_VOICE_WORDS = {
    "last": say_later("of a team, whoever answers last"),
    "captain": say_later("of a team, its captain: who joined first"),
    "majority": say_later("of a team, what most of them say"),
}
_CLOCK_WORDS = {
    0.0: say_later("off"),
    1.0: say_later("20 s, 30 s for typing"),
    1.5: say_later("half as much again"),
    2.0: say_later("twice"),
}


def is_open(name: str, setup: LobbySetup) -> bool:
    """Return whether a line of the lobby has a meaning in this format."""
    rounds = setup.form == "rounds"
    return {
        "voice": setup.phones == "beside",
        "rounds": rounds,
        "questions": rounds,
        "jokers": rounds and setup.rounds > 1,
        "speed": rounds,
        "repeat": setup.form != "board",
        "buzzes": setup.form == "buzzer",
    }.get(name, True)


def step_value(name: str, setup: LobbySetup, step: int) -> LobbySetup:
    """Return the set-up with the next value of a line."""
    values = _VALUES[name]
    now = getattr(setup, name)
    at = values.index(now) if now in values else 0
    value = values[(at + step) % len(values)]
    return let_phones(setup, value) if name == "phones" else replace(setup, **{name: value})


def describe_value(name: str, setup: LobbySetup, title: Callable[[str], str]) -> str:
    """Return a line's value in words."""
    match name:
        case "form":
            return say(_FORM_WORDS[setup.form])
        case "phones":
            return say(_PHONE_WORDS[setup.phones])
        case "voice":
            return say(_VOICE_WORDS[setup.voice])
        case "rounds":
            return str(setup.rounds)
        case "questions":
            return say("{number} a round", number=setup.questions)
        case "buzzes":
            return str(setup.buzzes)
        case "packs":
            return ", ".join(map(title, setup.packs)) or say("all packs")
        case "clock":
            return say(_CLOCK_WORDS[setup.clock])
        case "speed":
            if setup.speed:
                return say("speed counts, up to half")
            return say("{points} for every right answer", points=say_number(FULL_POINTS))
        case "jokers":
            return say("each team doubles one round") if setup.jokers else say_in("jokers", "none")
        case "advance":
            if setup.advance:
                return say("by itself after {seconds} s", seconds=setup.advance)
            return say("when you press enter")
        case "repeat":
            return say("questions come again") if setup.repeat else say("a shorter evening")
        case _:
            # Kinds and keyboards are kept by their English names.
            return say(str(getattr(setup, name)))


def describe_team(team: NightTeam, setup: LobbySetup) -> str:
    """Return a team's keys and handicap in words."""
    keys = keys_of(team, setup)
    parts = [
        " ".join(keys[:4]) if setup.form == "rounds" else say("buzzer {key}", key=keys[team.buzzer])
    ]
    if team.extra != 1:
        parts.append(say("time: {factor}", factor=say(EXTRA_WORDS[team.extra])))
    if team.difficulty:
        parts.append(describe_difficulty(Difficulty(team.difficulty)))
    return "   ".join(parts)


def describe_fit(setup: LobbySetup, drawn: Draw) -> tuple[str, str]:
    """Say how many questions the evening will have, and in which style."""
    count = sum(map(len, drawn.rounds))
    if not count and setup.form == "board":
        told = say(
            "No two categories have {number} questions each. Choose more.", number=len(BOARD_VALUES)
        )
        return told, "$warning"
    if not count:
        told = say("No question fits. f5 starts over, f7 takes the questions of a file.")
        return told, "$warning"
    if setup.form == "board":
        told = say(
            "{categories} categories with {number} questions each",
            categories=len(drawn.rounds),
            number=len(BOARD_VALUES),
        )
        return told, "$quiet"
    if drawn.short and not setup.repeat:
        told = say(
            'Only {count} of {wanted} questions fit, so the evening is shorter. "Too few" below '
            "lets them come again.",
            count=count,
            wanted=drawn.wanted,
        )
        return told, "$warning"
    return say_count(count, "{count} question", "{count} questions"), "$quiet"


EXTRA_WORDS = {
    1.0: say_later("as the others"),
    1.5: say_later("half as much again"),
    2.0: say_later("twice as much"),
    0.0: say_later("no clock"),
}
LEVELS = ("", *Difficulty)
REMOVE = "remove"
TEAM_FIELDS = (
    ("glyph", say_later("Glyph")),
    ("color", say_later("Color")),
    ("keys", say_later("Keys")),
    ("buzzer", say_later("Buzzer")),
    ("time", say_later("Time")),
    ("level", say_later("Level")),
)


class NightTeamScreen(Dialog[NightTeam | str | None]):
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
        setup: LobbySetup,
        columns: Sequence[int] = (),
        taken: frozenset[str] = frozenset(),
        removable: bool = False,
    ) -> None:
        super().__init__()
        self.team = team
        self._glyphs = glyphs
        self._setup = setup
        self._columns = list(columns)
        self._taken = taken
        self._removable = removable

    def compose(self) -> ComposeResult:
        """Lay out the name, then a field for everything else."""
        glyphs = self._glyphs
        items = [MenuItem("done", say("Done"))]
        items += [MenuItem(REMOVE, say("Remove this team"))] if self._removable else []
        with Vertical(classes="dialog"):
            yield Static(Content.styled(say("A team"), "bold"), classes="title")
            yield CleanInput(self.team.name, max_length=NAME_LIMIT, compact=True)
            yield Static("")
            for name, label in TEAM_FIELDS:
                yield Field(say(label), glyphs, id=name)
            yield Static("")
            yield Menu(items, glyphs, letters=False)
            keys = tell_keys(("enter", say("done")), ("escape", say("cancel")))
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the letters go into the name."""
        self.set_focus(self.query_one(Input))
        self._show()

    def _show(self) -> None:
        team = self.team
        keys = keys_of(team, self._setup)
        values = {
            "glyph": self._glyphs.teams[team.glyph],
            "color": say(COLOR_NAMES[team.color]),
            "keys": describe_keys(keys),
            "buzzer": keys[team.buzzer],
            "time": say(EXTRA_WORDS[team.extra]),
            "level": describe_difficulty(Difficulty(team.difficulty))
            if team.difficulty
            else say("as the others"),
        }
        for field in self.query(Field):
            field.value = values[field.id or ""]

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        self._step(event.field.id or "", event.step)

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        if event.field.id != "keys":
            self._step(event.field.id or "", 1)
            return

        def done(keys: str | None) -> None:
            if keys is not None:
                self.team = replace(self.team, keys=keys)
                self._show()

        self.app.push_screen(PressKeysScreen(self.team.name, self._taken), done)

    def _step(self, name: str, step: int) -> None:
        team = self.team
        match name:
            case "glyph":
                team = replace(team, glyph=(team.glyph + step) % len(self._glyphs.teams))
            case "color":
                team = replace(team, color=(team.color + step) % len(COLOR_NAMES))
            case "keys":
                free = self._columns
                team = replace(team, column=_next(free, team.column, step), keys="")
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


class PressKeysScreen(Dialog[str | None]):
    """Let a team press the keys that it wants, from the answer A on. Escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("enter", "done", show=False),
        Binding("backspace", "drop", show=False),
    ]

    def __init__(self, team: str, taken: frozenset[str]) -> None:
        super().__init__()
        self._team = team
        self._taken = taken
        self._keys: list[str] = []
        self._remark = ""

    def compose(self) -> ComposeResult:
        """Lay out what to do, what was pressed, and why a key was not taken."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(say("Keys of your own"), "bold"), classes="title")
            yield Static(
                Content(
                    say(
                        "{team}: press your keys one after the other, for A, B, C, D. "
                        "Up to {most}, on any keyboard. The third is your buzzer.",
                        team=self._team,
                        most=MOST_KEYS,
                    )
                )
            )
            yield Static(id="pressed")
            keys = tell_keys(
                ("enter", say("done")),
                ("backspace", say("the last one again")),
                ("escape", say("cancel")),
            )
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Show that nothing was pressed yet."""
        self._show()

    def _show(self) -> None:
        pressed = [f"{letter} = {key}" for letter, key in zip(LETTERS, self._keys, strict=False)]
        said = "   ".join(pressed) or say("Nothing pressed yet")
        text = Content.assemble("\n", (said, "bold"), "\n", (self._remark, "$warning"))
        self.query_one("#pressed", Static).update(text)

    def on_key(self, event: events.Key) -> None:
        """Take a key that prints something, unless it is taken."""
        character = event.character
        if character is None or not character.isprintable() or character == " ":
            return
        event.stop()
        event.prevent_default()
        key = character.lower() if len(character.lower()) == 1 else character
        if find_same(key, self._taken):
            self._remark = say("{key} belongs to another team.", key=key)
        elif key not in self._keys and len(self._keys) < MOST_KEYS:
            self._keys.append(key)
            self._remark = ""
        self._show()

    def action_drop(self) -> None:
        """Forget the key that was pressed last."""
        self._keys = self._keys[:-1]
        self._show()

    def action_done(self) -> None:
        """Take these keys, if they are enough."""
        if len(self._keys) >= LEAST_KEYS:
            self.dismiss("".join(self._keys))
            return
        self._remark = say("{number} keys are the least.", number=LEAST_KEYS)
        self._show()

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def describe_keys(keys: Sequence[str]) -> str:
    """Return a team's keys in words: those of the answers A to D, then the others."""
    return "   ".join(" ".join(keys[start : start + 4]) for start in range(0, len(keys), 4))


_NAME_WIDTH = 24


class TeamField(Field):
    """Show a team with its glyph, its keys and its handicap."""

    mark: reactive[TeamMark | None] = reactive(None)

    def __init__(self, number: int, glyphs: Glyphs) -> None:
        super().__init__("", glyphs, id=f"team-{number}")
        self.number = number

    def render(self) -> Content:
        """Return the line; the cursor shows that it has the focus."""
        if self.mark is None:
            return Content("")
        cursor = self._glyphs.cursor if self.has_focus else " "
        tag = self.mark.tag(_NAME_WIDTH)
        pad = Content(" " * max(1, _NAME_WIDTH + 4 - tag.cell_length))
        style = "bold $primary" if self.has_focus else "$quiet"
        return Content.assemble((f"{cursor} ", style), tag, pad, (self.mark.note, style))
