"""The report screen: which questions of a pack work, judged by the answers given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.language import say, say_count, say_in, say_later
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.dialogs import ReadScreen
from spacequiz.tui.widgets.charts import Bar, Bars
from spacequiz.tui.widgets.forms import Menu, MenuItem
from spacequiz.words.advice import describe_concern, name_option

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.analysis import ItemAnalysis, OptionCount, PackAnalysis

MARGIN = 28
"""How many columns of a line are not for the question."""
_COLUMNS = say_later("    right     n  question        ! worth a look")


class ReportScreen(GameScreen[None]):
    """List the questions, those that need a look first; each opens with its distractors."""

    COMMAND_LIST = (
        Command("enter", "open", "open", "Show who chose what, and what to do about it."),
        Command("escape", "back", "back", "Go back to the packs."),
    )

    def __init__(self, title: str, analysis: PackAnalysis) -> None:
        super().__init__()
        self._heading = title
        self._analysis = analysis
        answered = [item for item in analysis.items if item.n]
        self._items = sorted(answered, key=lambda item: not item.concerns)

    def compose_content(self) -> ComposeResult:
        """Lay out the figures of the pack, then a line for each question."""
        with VerticalScroll(id="report", can_focus=False):
            if not self._items:
                yield Static(Content.styled(say("No answers yet"), "bold"), classes="title")
                yield Static(Content(say(_EMPTY)))
                return
            yield Static(self._headline(), id="headline")
            columns = Static(Content.styled(say(_COLUMNS), "$quiet"))
            columns.styles.margin = 0
            yield columns
            items = [self._line(n, item) for n, item in enumerate(self._items)]
            yield Menu(items, self.game.glyphs, letters=False)

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self.set_context(f"{say('Report')} {self.game.glyphs.dot} {self._heading}")
        for menu in self.query(Menu):
            self.set_focus(menu, scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a question only if there is one."""
        return bool(self._items) if action == "open" else True

    def _headline(self) -> Content:
        found = self._analysis
        students = say_count(found.students, "{count} student", "{count} students")
        parts = [students, say("mean {percent}", percent=_percent(found.mean))]
        if found.alpha is not None:
            parts.append(say("Cronbach's alpha {alpha}", alpha=f"{found.alpha:.2f}"))
        lines = [Content.styled("   ".join(parts), "bold")]
        for edition, count in found.editions.items():
            text = say_count(
                count,
                "{count} of the answers was given in the edition {edition}.",
                "{count} of the answers were given in the edition {edition}.",
                edition=edition,
            )
            lines.append(Content.styled(text, "$quiet"))
        if found.cautious:
            text = say("Fewer than 30 students: take every number as a hint, not as a verdict.")
            lines.append(Content.styled(text, "$warning"))
        return Content("\n").join(lines)

    def _line(self, place: int, item: ItemAnalysis) -> MenuItem:
        # The figures come first, so that a narrow terminal cuts the question and not them.
        room = max(self.app.size.width - MARGIN, 1)
        ask = " ".join(item.question.ask.split())
        shown = ask if cell_len(ask) <= room else set_cell_size(ask, room - 1).rstrip()
        if shown != ask:
            shown += self.game.glyphs.ellipsis
        flag = "!" if item.concerns else " "
        return MenuItem(str(place), f"{flag} {_percent(item.difficulty):>5} {item.n:>5}  {shown}")

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.app.push_screen(ItemScreen(self._items[int(event.id)]))

    def action_open(self) -> None:
        """Show the question at the cursor."""
        self.query_one(Menu).action_choose()

    def action_back(self) -> None:
        """Go back to the packs."""
        self.dismiss(None)


class ItemScreen(ReadScreen):
    """Show who chose what at one question, in bars, with plain advice."""

    def __init__(self, item: ItemAnalysis) -> None:
        super().__init__()
        self.heading = item.question.ask
        self._item = item

    def compose_text(self) -> ComposeResult:
        """Lay out the bars, the figures and the advice."""
        item = self._item
        if item.options:
            yield Bars([self._bar(option) for option in item.options], self.glyphs)
        yield Static(Content(self._figures()), classes="title")
        for concern in item.concerns:
            yield Static(Content.styled(f"! {describe_concern(concern)}", "$warning"))

    def _bar(self, option: OptionCount) -> Bar:
        note = f"{option.share:.0%}"
        if option.right:
            note += f" {self.glyphs.right} {say('right')}"
        elif option.idle:
            note += f" {say('hardly anyone')}"
        return Bar(name_option(self._item.question, option.text), option.share, note)

    def _figures(self) -> str:
        item = self._item
        answers = say_count(item.n, "{count} answer", "{count} answers")
        parts = [answers, say("{percent} right", percent=_percent(item.difficulty))]
        if item.discrimination is not None:
            parts.append(say("discrimination {value}", value=f"{item.discrimination:+.0f}"))
        if item.upper_lower is not None:
            parts.append(say("upper minus lower 27%: {value}", value=f"{item.upper_lower:+.2f}"))
        return "   ".join(parts)


_EMPTY = say_later(
    "Once somebody has answered questions of this pack on this machine, you see here which of them "
    "work, who chose what, and what to look at.\n\nFor a class, collect the students' save files "
    "in a folder and run: spacequiz report PACK --save FOLDER"
)


def _percent(value: float | None) -> str:
    return say_in("percent", "no") if value is None else f"{value:.0%}"
