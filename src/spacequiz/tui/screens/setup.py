"""The set-up screen: packs, number, difficulty, categories and kinds of the next game."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.kinds import Difficulty, Kind
from spacequiz.game.modes import DAILY, MISSED, MODES, REVIEW, Drawing
from spacequiz.game.records import Setup
from spacequiz.language import say, say_count, say_in, say_later
from spacequiz.quizmaster.planner import EVERYTHING
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import FORM_KEYS, GameScreen
from spacequiz.tui.screens.dialogs import AskScreen, Option, PickScreen
from spacequiz.tui.widgets.forms import Field, Menu, MenuItem
from spacequiz.words.games import describe_due
from spacequiz.words.modes import describe_mode, title_of_mode
from spacequiz.words.questions import describe_difficulty, describe_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spacequiz.game.modes import Mode

Value = TypeVar("Value")

MODE, COUNT, SECONDS, TIMER, SHARED = "mode", "count", "seconds", "timer", "shared"
CHOOSABLE = tuple(mode for mode in MODES.values() if mode is not DAILY)
"""The modes that can be set up; the daily is the same for everyone."""
TIMERS = (0, 10, 20, 30, 60)


@dataclass(frozen=True, slots=True)
class _Filter:
    """Describe a part of the set-up that takes any number of values; none means all."""

    name: str
    """The field of `Setup`."""
    label: str
    all_label: str


FILTERS = (
    _Filter("packs", say_later("Packs"), say_later("all packs")),
    _Filter("difficulties", say_later("Difficulty"), say_later("every level")),
    _Filter("categories", say_later("Category"), say_later("all categories")),
    _Filter("kinds", say_later("Kinds"), say_later("all kinds")),
)


class SetupScreen(GameScreen[None]):
    """Choose what to play. The last choice is remembered, so enter starts at once.

    With `shared`, the game gets a code, and whoever types it gets the same questions.
    """

    COMMAND_LIST = (
        Command("s", "start", "start", "Start the game as it is set up."),
        Command("r", "reset", "reset", "Go back to ten questions from everything."),
        Command("c", "enter_code", "code", "Play the game that somebody gave you the code of."),
        Command("escape", "back", "back", "Go back home."),
    )

    BINDINGS: ClassVar[list[BindingType]] = FORM_KEYS

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.setup = setup
        self.shared = False

    @property
    def guide(self) -> tuple[tuple[str, str], ...]:
        """Return how to play, points and modes."""
        from spacequiz.words.guide import list_guide

        return list_guide()

    def compose_content(self) -> ComposeResult:
        """Lay out start first, then a field for each part of the set-up."""
        glyphs = self.game.glyphs
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content.styled(say("A new game"), "bold"), classes="title")
            yield Menu((MenuItem("start", say("Start")),), glyphs, letters=False)
            yield Static(id="blurb")
            yield Field(say("Mode"), glyphs, id=MODE)
            yield Field(say("Questions"), glyphs, id=COUNT)
            yield Field(say("Clock"), glyphs, id=SECONDS)
            for part in FILTERS:
                yield Field(say(part.label), glyphs, id=part.name)
            yield Field(say("Timer"), glyphs, id=TIMER)
            yield Field(say("Drawn for"), glyphs, id=SHARED)
            yield Static(id="fits")

    def on_mount(self) -> None:
        """Show the set-up as remembered."""
        self.set_context(say("New game"))
        self.set_focus(self.query_one(Menu))
        self._drop_what_is_gone()
        self._show()

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        mode = self.mode
        count, timer = self.setup.count, self.setup.timer
        seconds = self.setup.seconds or mode.default_seconds
        values = {
            MODE: title_of_mode(mode.name),
            COUNT: say("at most {number}", number=count) if mode is REVIEW else str(count),
            SECONDS: say("{seconds} seconds in all", seconds=seconds),
            TIMER: say("{seconds} seconds a question", seconds=timer)
            if timer
            else say_in("timer", "none"),
            SHARED: self._describe_shared(),
            **{part.name: self._describe(part) for part in FILTERS},
        }
        for field in self.query(Field):
            field.value = values[field.id or ""]
            field.display = self._is_open(field.id or "")
        self.query_one("#blurb", Static).update(Content.styled(describe_mode(mode.name), "$quiet"))
        text, style = self._judge_fit()
        self.query_one("#fits", Static).update(Content.styled(text, style))

    def _describe_shared(self) -> str:
        if not self.shared:
            return say("me: what I have not seen")
        if self.setup.categories:
            return say("anyone; but no code can carry categories")
        return say("anyone, with a code")

    def _judge_fit(self) -> tuple[str, str]:
        """Say how many questions fit, and in which style."""
        mode, planner = self.mode, self.game.quizmaster.planner
        if mode is REVIEW:
            return describe_due(planner.count_due(self.setup)), "$quiet"
        if mode is MISSED:
            count = len(planner.find_missed(self.setup))
            if count:
                told = say_count(
                    count,
                    "{count} to ask again, from your last game with such questions",
                    "{count} to ask again, from your last game with such questions",
                )
                return told, "$quiet"
            return say("Nothing was missed in your last game with such questions."), "$warning"
        count = planner.count_candidates(self.setup)
        wanted = self.setup.count if mode.counts else mode.count
        if count == 0:
            return say("No question fits this choice. Press r to start over."), "$warning"
        if count < wanted and not mode.open_ended:
            told = say_count(
                count,
                "Only {count} fits, so the game has {count}.",
                "Only {count} fit, so the game has {count}.",
            )
            return told, "$quiet"
        return say_count(count, "{count} question fits", "{count} questions fit"), "$quiet"

    @property
    def mode(self) -> Mode:
        """Return the mode that is chosen."""
        return MODES[self.setup.mode]

    def _is_open(self, name: str) -> bool:
        """Return whether the mode leaves a part of the set-up to the player."""
        return {
            COUNT: bool(self.mode.counts),
            SECONDS: bool(self.mode.seconds),
            TIMER: self.mode.timed,
            SHARED: self.mode.drawing is not Drawing.GIVEN,
        }.get(name, True)

    def _describe(self, part: _Filter) -> str:
        values = set(self._values(part))
        if not values:
            return say(part.all_label)
        return ", ".join(label for value, label in self._options(part) if value in values)

    def _values(self, part: _Filter) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(self.setup, part.name)
        return values

    def _options(self, part: _Filter) -> list[Option]:
        """Return all values of a part, as far as the chosen packs have them."""
        packs = self.game.playable_packs
        if part.name == "packs":
            return [(pack.id, pack.title) for pack in packs]
        chosen = [pack for pack in packs if pack.id in self.setup.packs]
        chosen = chosen or list(self.game.quizmaster.editions.list_default())
        if part.name == "categories":
            return [(name, name) for name in _merge(p.categories for p in chosen)]
        if part.name == "difficulties":
            return [(level.value, describe_difficulty(level)) for level in Difficulty]
        offered = set(_merge(p.kinds for p in chosen))
        return [(k.value, describe_kind(k)) for k in self.game.kinds if k.value in offered]

    # -- changing ----------------------------------------------------------------------------

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        if self._step(event.field.id or "", event.step):
            return
        part = _part(event.field)
        values = [None, *(value for value, _ in self._options(part))]
        now = self._values(part)
        at = values.index(now[0]) if len(now) == 1 and now[0] in values else 0
        value = values[(at + event.step) % len(values)]
        self._set(part, () if value is None else (value,))

    def _step(self, name: str, step: int) -> bool:
        """Go to the next value of a part that takes just one; False for the other parts."""
        setup, mode = self.setup, self.mode
        match name:
            case "mode":
                names = [choosable.name for choosable in CHOOSABLE]
                now, mode = mode, MODES[_next(names, setup.mode, step)]
                # What a review asks at most is no number of questions, nor the other way round.
                given = Drawing.GIVEN in (now.drawing, mode.drawing)
                count = mode.count if given else setup.count
                self.setup = replace(setup, mode=mode.name, count=count)
            case "count":
                self.setup = replace(setup, count=_next(mode.counts, setup.count, step))
            case "seconds":
                seconds = setup.seconds or mode.default_seconds
                self.setup = replace(setup, seconds=_next(mode.seconds, seconds, step))
            case "timer":
                self.setup = replace(setup, timer=_next(TIMERS, setup.timer, step))
            case "shared":
                self.shared = not self.shared
            case _:
                return False
        self._show()
        return True

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        if self._step(event.field.id or "", 1):
            return
        part = _part(event.field)
        options = self._options(part)

        def done(picked: frozenset[str] | None) -> None:
            if picked is not None:
                everything = len(picked) == len(options)
                values = () if everything else tuple(v for v, _ in options if v in picked)
                self._set(part, values)

        picker = PickScreen(
            say(part.label), options, frozenset(self._values(part)), self.game.glyphs
        )
        self.app.push_screen(picker, done)

    def _set(self, part: _Filter, values: tuple[str, ...]) -> None:
        self.setup = _with_filter(self.setup, part.name, values)
        if part.name == "packs":
            self._drop_what_is_gone()
        self._show()

    def _drop_what_is_gone(self) -> None:
        """Forget packs that were removed, and categories that the chosen packs do not have."""
        for part in FILTERS:
            offered = {value for value, _ in self._options(part)}
            kept = tuple(value for value in self._values(part) if value in offered)
            self.setup = _with_filter(self.setup, part.name, kept)

    # -- commands ----------------------------------------------------------------------------

    @on(Menu.Chosen)
    def _chosen(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        """Start the game."""
        self.game.quizmaster.remember_setup(self.setup)
        shared = self.shared and self._is_open(SHARED)
        seed = self.game.quizmaster.planner.make_seed() if shared else ""
        self.game.start(replace(self.setup, seed=seed))

    def action_enter_code(self) -> None:
        """Ask for a game code and play its game."""
        self.app.push_screen(
            AskScreen(say("Play by code"), say("The twelve letters that you were given")),
            self._play_code,
        )

    def _play_code(self, text: str | None) -> None:
        if text:
            self.game.start_code(text)

    def action_reset(self) -> None:
        """Forget every choice."""
        review = self.mode is REVIEW
        self.setup = EVERYTHING if review else Setup()
        self._show()

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)


def _next(values: Sequence[Value], value: Value, step: int) -> Value:
    """Return the value after or before one, around the ends; a stray one counts as the first."""
    ordered = list(values) if value in values else [value, *values]
    return ordered[(ordered.index(value) + step) % len(ordered)]


def _part(field: Field) -> _Filter:
    return next(part for part in FILTERS if part.name == field.id)


def _with_filter(setup: Setup, name: str, values: tuple[str, ...]) -> Setup:
    match name:
        case "packs":
            return replace(setup, packs=values)
        case "categories":
            return replace(setup, categories=values)
        case "difficulties":
            return replace(setup, difficulties=tuple(Difficulty(v) for v in values))
        case _:
            return replace(setup, kinds=tuple(Kind(v) for v in values))


def _merge(counts: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(name for group in counts for name in group))
