"""The set-up screen: packs, number, difficulty, categories and kinds of the next game."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.modes import COUNTS
from spacequiz.game.question import Difficulty, Kind
from spacequiz.game.records import Setup
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import FORM_KEYS, GameScreen
from spacequiz.tui.screens.picker import Option, PickerScreen
from spacequiz.tui.widgets.field import Field
from spacequiz.tui.widgets.menu import Item, Menu
from spacequiz.wording import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType

COUNT = "count"


@dataclass(frozen=True, slots=True)
class _Filter:
    """Describe a part of the set-up that takes any number of values; none means all."""

    name: str
    """The field of `Setup`."""
    label: str
    all_label: str


FILTERS = (
    _Filter("packs", "Packs", "all packs"),
    _Filter("difficulties", "Difficulty", "every level"),
    _Filter("categories", "Category", "all categories"),
    _Filter("kinds", "Kinds", "all kinds"),
)


class SetupScreen(GameScreen[None]):
    """Choose what to play. The last choice is remembered, so enter starts at once."""

    COMMAND_LIST = (
        Command("s", "start", "start", "Start the game as it is set up."),
        Command("r", "reset", "reset", "Go back to ten questions from everything."),
        Command("escape", "back", "back", "Go back home."),
    )

    BINDINGS: ClassVar[list[BindingType]] = FORM_KEYS

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.setup = setup

    def compose_content(self) -> ComposeResult:
        """Lay out start first, then a field for each part of the set-up."""
        glyphs = self.game.glyphs
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content.styled("A new game", "bold"), classes="title")
            yield Menu((Item("start", "Start"),), glyphs)
            yield Field("Questions", glyphs, id=COUNT)
            for part in FILTERS:
                yield Field(part.label, glyphs, id=part.name)
            yield Static(id="fits")

    def on_mount(self) -> None:
        """Show the set-up as remembered."""
        self.set_context("New game")
        self.set_focus(self.query_one(Menu))
        self._drop_what_is_gone()
        self._show()

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        self.query_one(f"#{COUNT}", Field).value = str(self.setup.count)
        for part in FILTERS:
            self.query_one(f"#{part.name}", Field).value = self._describe(part)
        count = self.game.quizmaster.planner.count_candidates(self.setup)
        asked = min(self.setup.count, count)
        if count == 0:
            text, style = "No question fits this choice. Press r to start over.", "$warning"
        elif asked < self.setup.count:
            text, style = f"Only {asked} fit, so the game has {asked}.", "$quiet"
        else:
            text, style = f"{count:,} questions fit", "$quiet"
        self.query_one("#fits", Static).update(Content.styled(text, style))

    def _describe(self, part: _Filter) -> str:
        values = set(self._values(part))
        if not values:
            return part.all_label
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
            return [(level.value, level.value) for level in Difficulty]
        offered = set(_merge(p.kinds for p in chosen))
        return [(k.value, KIND_WORDS[k]) for k in self.game.kinds if k.value in offered]

    # -- changing ----------------------------------------------------------------------------

    @on(Field.Stepped)
    def _stepped(self, event: Field.Stepped) -> None:
        if event.field.id == COUNT:
            self._set_count(event.step)
            return
        part = _part(event.field)
        values = [None, *(value for value, _ in self._options(part))]
        now = self._values(part)
        at = values.index(now[0]) if len(now) == 1 and now[0] in values else 0
        value = values[(at + event.step) % len(values)]
        self._set(part, () if value is None else (value,))

    def _set_count(self, step: int) -> None:
        counts = sorted({*COUNTS, self.setup.count})
        at = counts.index(self.setup.count)
        self.setup = replace(self.setup, count=counts[(at + step) % len(counts)])
        self._show()

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        if event.field.id == COUNT:
            self._set_count(1)
            return
        part = _part(event.field)
        options = self._options(part)

        def done(picked: frozenset[str] | None) -> None:
            if picked is not None:
                everything = len(picked) == len(options)
                values = () if everything else tuple(v for v, _ in options if v in picked)
                self._set(part, values)

        picker = PickerScreen(part.label, options, frozenset(self._values(part)), self.game.glyphs)
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
        self.game.start_game(self.setup)

    def action_reset(self) -> None:
        """Forget every choice."""
        self.setup = Setup()
        self._show()

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)


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
