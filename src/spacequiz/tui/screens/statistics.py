"""The statistics screen: how a player is doing, as pictures."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.game.statistics import KNOWN_DAYS, MATURE_DAYS
from spacequiz.language import say, say_count, say_later, say_number
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import LEAST_ROOM, GameScreen
from spacequiz.tui.widgets.charts import Bar, Bars, Calendar, Column, Columns, LeadingColumns
from spacequiz.tui.widgets.forms import Menu, MenuItem
from spacequiz.words.modes import title_of_mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from spacequiz.game.statistics import HardQuestion, Leader
    from spacequiz.quizmaster.looking_back import Standing
    from spacequiz.tui.game import Game
    from spacequiz.words import Glyphs

MOST_STEM_CHARACTERS = 60
WEEKDAYS = (
    say_later("Mo"),
    say_later("Tu"),
    say_later("We"),
    say_later("Th"),
    say_later("Fr"),
    say_later("Sa"),
    say_later("Su"),
)


class ListingScreen(GameScreen[None]):
    """List questions in a menu, each of which opens."""

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        from spacequiz.tui.screens.dialogs import LookupScreen

        played = self.game.quizmaster.archive.look_up(event.id)
        if played is not None:
            self.app.push_screen(LookupScreen(played))

    def action_open(self) -> None:
        """Show the question at the cursor."""
        self.query_one(Menu).action_choose()


class StatisticsScreen(ListingScreen):
    """Show pictures first; each hard question opens."""

    COMMAND_LIST = (
        Command("enter", "open", "open", "Show the hard question at the cursor."),
        Command("z", "aside", "set aside", "Look at the questions that you have set aside."),
        Command("escape", "back", "back", "Go back home."),
        Command("pagedown,space", "scroll(10)", "page", "Read on, a page."),
        Command("pageup", "scroll(-10)", "page back", "Read back, a page.", footer=False),
    )

    # Side by side from here on, so that the pictures fit an usual terminal.
    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (LEAST_ROOM.width, "-narrow"), (76, "-wide")]

    # Focus brings what takes it into view, and the pictures stand above the questions.
    AUTO_FOCUS = ""

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self._standing = standing

    def compose_content(self) -> ComposeResult:
        """Lay out the pictures, or say what will be here."""
        standing = self._standing
        if not standing.totals.answers:
            yield from self._compose_empty()
            return
        glyphs = self.game.glyphs
        with VerticalScroll(id="statistics", can_focus=False):
            yield Static(self._headline(), id="headline")
            with Vertical(id="pictures"):
                with Vertical(classes="pictures"):
                    yield _title(say("Accuracy, day by day"))
                    yield Columns(list(self._accuracy()), glyphs, top=1.0)
                    yield _title(say("Mastery by category"))
                    yield Static(Content.styled(_explain_stages(glyphs), "$quiet"))
                    yield Bars(list(self._mastery()), glyphs)
                with Vertical(classes="pictures"):
                    yield _title(say("Due in the next two weeks"))
                    yield LeadingColumns(list(self._forecast()), glyphs)
                    yield _title(say("Days you played"))
                    yield Calendar(self._answers_by_day(), standing.today, glyphs)
            yield from self._compose_hardest(standing.hardest)
            if standing.leaders:
                yield _title(say("Best on this machine"))
                yield from self._compose_leaders()

    def _compose_empty(self) -> ComposeResult:
        with Vertical(classes="empty"):
            yield _title(say("Nothing to see yet"))
            yield Static(
                Content(
                    say(
                        "After your first answers you find here how accurate you are over time, "
                        "what you have mastered, the days you played, what comes back when, and "
                        "the questions that are hardest for you.\n\nPress esc, then p to play."
                    )
                )
            )

    def _compose_hardest(self, hardest: Iterable[HardQuestion]) -> ComposeResult:
        items = [item for item in map(self._describe_hard, hardest) if item is not None]
        yield _title(say("Hardest for you") if items else say("Hardest for you: nothing yet"))
        if items:
            yield Menu(items, self.game.glyphs, letters=False)

    def _compose_leaders(self) -> ComposeResult:
        for mode, leaders in self._standing.leaders.items():
            text = "   ".join(_describe_leader(leader) for leader in leaders)
            yield Static(Content.assemble((f"{title_of_mode(mode):<10}", "$quiet"), text))

    def on_mount(self) -> None:
        """Let the keys go to the hard questions."""
        self.set_context(f"{say('Statistics')} {self.game.glyphs.dot} {self.game.player_name}")
        for menu in self.query(Menu):
            self.set_focus(menu, scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a question only if there is one."""
        if action == "aside":
            return bool(self.game.quizmaster.planner.list_aside())
        return bool(self.query(Menu)) if action == "open" else True

    # -- what the pictures show --------------------------------------------------------------

    def _headline(self) -> Content:
        standing = self._standing
        totals, habit = standing.totals, standing.habit
        accuracy = say("{percent} accuracy", percent=f"{totals.credit / totals.answers:.0%}")
        line = f"{say_count(totals.answers, '{count} answer', '{count} answers')}   {accuracy}"
        games = say_count(totals.games, "{count} game", "{count} games")
        streak = say("best streak {streak}", streak=totals.best_streak)
        parts = [
            say_count(habit.streak, "{count} day in a row", "{count} days in a row"),
            say("best {days}", days=habit.best),
        ]
        if not habit.best:
            parts = [say("A day counts once you have finished a game on it.")]
        if habit.freezes:
            parts.append(
                say_count(
                    habit.freezes,
                    "{count} missed day would be forgiven",
                    "{count} missed days would be forgiven",
                )
            )
        return Content.assemble(
            (line, "bold $primary"),
            f"   {games}   {streak}\n",
            ("   ".join(parts), "$quiet"),
        )

    def _mastery(self) -> Iterable[Bar]:
        """Yield a bar a category: mastered, known and being learned, of all its questions."""
        there = Counter[str]()
        for pack in self.game.quizmaster.editions.list_default():
            there.update(pack.categories)
        for total in self._standing.categories:
            whole = max(there[total.name], total.known)
            if not total.name or not whole:
                continue
            seen = total.known / whole
            note = say("{number} of {total}", number=total.known, total=whole)
            yield Bar(total.name, total.mature * seen, note, (total.firm * seen, seen))

    def _accuracy(self) -> Iterable[Column]:
        for total in self._standing.days:
            if total.answers:
                share = total.credit / total.answers
                day = date.fromisoformat(total.day)
                yield Column(share, f"{day.day}", f"{share:.0%}"[:3])

    def _forecast(self) -> Iterable[Column]:
        today = self._standing.today.weekday()
        for ahead, count in enumerate(self._standing.forecast):
            label = say("now") if ahead == 0 else say(WEEKDAYS[(today + ahead) % 7])
            yield Column(count, label, str(count) if count else "")

    def _answers_by_day(self) -> dict[date, int]:
        return {date.fromisoformat(total.day): total.answers for total in self._standing.days}

    def _describe_hard(self, hard: HardQuestion) -> MenuItem | None:
        ask = _find_stem(self.game, hard.address)
        if not ask:
            return None
        share = f"{hard.credit / hard.answers:.0%}"
        return MenuItem(
            hard.address, ask, say("{number} of {total}", number=share, total=hard.answers)
        )

    # -- commands ----------------------------------------------------------------------------

    def action_aside(self) -> None:
        """Show what was set aside."""
        self.app.push_screen(AsideScreen(), lambda _: self.refresh_bars())

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        for stage in self.query("#statistics"):
            stage.scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go back home."""
        self.dismiss(None)


class AsideScreen(ListingScreen):
    """List what reviews leave out; each opens, and can be taken back."""

    COMMAND_LIST = (
        Command("enter", "open", "open", "Show the question at the cursor."),
        Command("z", "take_back", "take back", "Let reviews ask the question at the cursor again."),
        Command("escape", "back", "back", "Go back to the statistics."),
    )

    def compose_content(self) -> ComposeResult:
        """Lay out a line a question."""
        with VerticalScroll(id="form", can_focus=False):
            yield _title(say("Set aside: reviews leave these out"))
            yield Menu((), self.game.glyphs, letters=False)

    def on_mount(self) -> None:
        """List the questions."""
        self.set_context(f"{say('Set aside')} {self.game.glyphs.dot} {self.game.player_name}")
        self._list()

    def _list(self) -> None:
        menu = self.query_one(Menu)
        addresses = self.game.quizmaster.planner.list_aside()
        menu.items = tuple(MenuItem(a, ask) for a in addresses if (ask := _find_stem(self.game, a)))
        if not menu.items:
            self.dismiss(None)

    def action_take_back(self) -> None:
        """Let reviews ask the question at the cursor again."""
        menu = self.query_one(Menu)
        if menu.items:
            self.game.quizmaster.take_back(menu.items[menu.cursor].id)
        self._list()

    def action_back(self) -> None:
        """Go back to the statistics."""
        self.dismiss(None)


def _find_stem(game: Game, address: str) -> str:
    """Return the question at an address in a line; empty where it is gone."""
    played = game.quizmaster.archive.look_up(address)
    ask = played.card.ask if played else ""
    if len(ask) > MOST_STEM_CHARACTERS:
        return ask[: MOST_STEM_CHARACTERS - 1].rstrip() + game.glyphs.ellipsis
    return ask


def _title(text: str) -> Static:
    return Static(Content.styled(text, "bold $secondary"), classes="title")


def _explain_stages(glyphs: Glyphs) -> str:
    learning, known = glyphs.shades[2], glyphs.shades[3]
    return say(
        "{empty} new  {some} learning  {most} known for {days} days  {full} mastered: {mastered}",
        empty=glyphs.empty,
        some=learning,
        most=known,
        days=KNOWN_DAYS,
        full=glyphs.full,
        mastered=MATURE_DAYS,
    )


def _describe_leader(leader: Leader) -> str:
    return f"{leader.rank}. {leader.player} {say_number(leader.points)}"
