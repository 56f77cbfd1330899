"""The browse screen: reads and searches the questions of a pack, as a teacher does, without a game."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from spacequiz.language import say, say_count, say_number
from spacequiz.quizmaster.browsing import search
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.dialogs import LookupScreen
from spacequiz.tui.widgets.forms import CleanInput
from spacequiz.tui.widgets.question_list import QuestionList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.packs.bank import PackInfo
    from spacequiz.quizmaster.browsing import Listing

MOST_CHARACTERS = 80


class BrowseScreen(GameScreen[None]):
    """List a pack's questions; what is typed searches them, and enter shows one with its answer."""

    COMMAND_LIST = (
        Command("enter", "open", "show", "Show the question at the cursor with its answer."),
        Command("down", "move(1)", "down", "The next question.", footer=False),
        Command("up", "move(-1)", "up", "The question before.", footer=False),
        Command("pagedown", "page(1)", "page", "A page on.", footer=False),
        Command("pageup", "page(-1)", "page back", "A page back.", footer=False),
        Command("escape", "back", "back", "Empty the search, or go back to the packs."),
    )

    def __init__(self, pack: PackInfo) -> None:
        super().__init__()
        self._pack = pack
        self._wish = ""
        """What is searched for."""
        self._shown: str | None = None
        """What was searched for when what is listed was found; None before."""
        self._opens = False
        """Whether a question is to be opened once it is found."""

    @property
    def typing(self) -> bool:
        """Return that letters always go into the search."""
        return True

    def compose_content(self) -> ComposeResult:
        """Lay out the search line above the questions."""
        with Vertical(id="browse"):
            line = CleanInput(max_length=MOST_CHARACTERS, compact=True)
            yield line
            yield Static(id="found")
            yield QuestionList(self.game.glyphs)

    def on_mount(self) -> None:
        """List all questions."""
        self.set_context(self._pack.title)
        self.set_focus(self.query_one(Input))
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        """Search in the background: the first who does waits until all words are in the index."""
        self._wish = self.query_one(Input).value
        self.run_worker(partial(self._find, self._wish), thread=True, exclusive=True)

    def _find(self, wish: str) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._tell_progress, done, total)

        bank, pack = self.game.quizmaster.bank, self._pack.id
        found = search(bank, wish, pack, progress=progress, cancelled=lambda: worker.is_cancelled)
        whole = search(bank, pack=pack)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, wish, found, len(whole))

    def _show(self, wish: str, found: Listing, number: int) -> None:
        if not self.is_attached or wish != self._wish:
            return
        self.query_one(QuestionList).show(found)
        self._shown = wish
        whole = say_count(number, "{count} question", "{count} questions")
        if len(found) < number:
            self._tell(say("{found} of {questions}", found=say_number(len(found)), questions=whole))
        else:
            self._tell(say("{questions}. Type to search.", questions=whole))
        if self._opens:
            self.action_open()

    def _tell_progress(self, done: int, total: int) -> None:
        told = say(
            "Reading questions: {number} of {total}",
            number=say_number(done),
            total=say_number(total),
        )
        self._tell(told)

    def _tell(self, text: str) -> None:
        self.query_one("#found", Static).update(Content.styled(text, "$quiet"))

    @on(QuestionList.Chosen)
    def _chosen(self, event: QuestionList.Chosen) -> None:
        played = self.game.quizmaster.archive.look_up(event.entry.address)
        if played is not None:
            self.app.push_screen(LookupScreen(played))

    @on(Input.Submitted)
    def action_open(self) -> None:
        """Show the question at the cursor, once what was typed is found."""
        self._opens = self._shown != self._wish
        if not self._opens:
            self.query_one(QuestionList).open()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.query_one(QuestionList).move(step)

    def action_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        rows = self.query_one(QuestionList)
        rows.move(direction * max(1, rows.size.height - 1))

    def action_back(self) -> None:
        """Empty the search, or go back to the packs."""
        line = self.query_one(Input)
        if line.value:
            line.value = ""
        else:
            self.dismiss(None)
