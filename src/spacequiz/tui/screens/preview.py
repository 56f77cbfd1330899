"""The preview screen: a pack as players will see it, while its teacher writes it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from spacequiz.game.records import Answer, Verdict
from spacequiz.game.scoring import Tally
from spacequiz.game.views import Phase, View, deal_card, reveal_answer
from spacequiz.language import say
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.question import PAD_NAMES, PADS, make_pad
from spacequiz.tui.widgets.explanation import Explanation, VerdictLine
from spacequiz.tui.widgets.pads import AnswerPad
from spacequiz.tui.widgets.question_card import QuestionCard

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spacequiz.game.question import Question
    from spacequiz.packs.diagnostics import Diagnostic
    from spacequiz.packs.preview import Preview, Revision

LOOK_EVERY = 0.5
"""Seconds between two looks at the file."""
SEED = "preview"
PICTURE_ROOM = 18
"""How many lines a question and its picture have between them."""


class PreviewScreen(GameScreen[None]):
    """Show one question at a time with what is said of it; the file is watched."""

    COMMAND_LIST = (
        Command("right,n", "step(1)", "next", "Show the next question."),
        Command("left,p", "step(-1)", "previous", "Show the question before."),
        Command("space,enter", "turn", "answer", "Show the answer, or hide it again."),
        Command("w", "whys", "why not", "Show why each wrong answer is wrong."),
        Command("down,pagedown", "scroll(4)", "down", "Read on in what is said.", footer=False),
        Command("up,pageup", "scroll(-4)", "up", "Read back in what is said.", footer=False),
        Command("escape,q", "app.quit", "quit", "Leave the preview."),
    )
    holds_game = True

    # Nothing is answered here: the keys belong to the screen.
    AUTO_FOCUS = ""

    view: reactive[View | None] = reactive(None)

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self._revision: Revision | None = None
        self._at = 0
        self._turned = False

    def compose_content(self) -> ComposeResult:
        """Lay out the question as in a game, and under it what is said of it."""
        glyphs, bound = self.game.glyphs, PreviewScreen.view
        with VerticalScroll(id="stage", can_focus=False):
            with Vertical(id="question"):
                yield QuestionCard(glyphs, self._preview.open_picture).data_bind(bound)
                yield VerdictLine(glyphs).data_bind(bound)
                for name in PAD_NAMES:
                    yield make_pad(name, glyphs).data_bind(bound)
                yield Explanation(self.game.glyphs).data_bind(bound)
            yield Static(id="remarks")

    def on_mount(self) -> None:
        """Read the pack, and look at it again and again."""
        self.set_context(say("Preview"))
        self._look()
        self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        """Show the pack as it was saved last."""
        revision = self._preview.refresh()
        if revision is None:
            return
        self._revision = revision
        if revision.edited is not None:
            self._at = revision.edited
        elif revision.questions:
            self._at = min(self._at, len(revision.questions) - 1)
        self._show()

    def _show(self) -> None:
        revision = self._revision
        if revision is None:
            return
        count = len(revision.questions)
        if count:
            self.view = _deal(revision.questions[self._at], self._at, count, turned=self._turned)
            self.query_one(QuestionCard).share_room(PICTURE_ROOM, self.size.width)
        pad_id = PADS[revision.questions[self._at].body.way] if count else ""
        for pad in self.query(AnswerPad):
            pad.display = pad.id == pad_id
        self.query_one("#question").display = bool(count)
        self.query_one(Explanation).display = self._turned
        place = (
            say("{number} of {total}", number=self._at + 1, total=count)
            if count
            else say("no question can be read")
        )
        told = say("Preview of {pack}", pack=revision.title or say("a pack"))
        self.set_context(f"{told} {self.game.glyphs.dot} {place}")
        self.call_after_refresh(self.query_one("#stage").scroll_home, animate=False)
        self.query_one("#remarks", Static).update(self._remarks(revision))
        self.refresh_bars()

    def _remarks(self, revision: Revision) -> Content:
        """Return what is said of this question, then how much is said of others."""
        files = len({d.path for d in revision.diagnostics}) > 1
        own = revision.about(self._at) if revision.questions else ()
        others = [d for d in revision.diagnostics if d not in own]
        lines = [line for d in own for line in _describe(d, named=files)]
        if own and revision.questions[self._at].id in revision.old:
            lines.append(Content.styled(say("It is shown as it was before that."), "$quiet"))
        if others:
            lines.append(Content.styled(say("Elsewhere in the pack:"), "bold $secondary"))
            lines += [line for d in others for line in _describe(d, named=files)]
        if not lines:
            lines = [
                Content.styled(f"{self.game.glyphs.right} {say('Nothing to mend.')}", "$success")
            ]
        return Content("\n").join(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to turn pages only where there are some."""
        if action in ("step", "turn", "whys"):
            return self._revision is not None and bool(self._revision.questions)
        return True

    def action_step(self, step: int) -> None:
        """Go to another question."""
        assert self._revision is not None
        self._at = (self._at + step) % len(self._revision.questions)
        self._turned = False
        self._show()

    def action_turn(self) -> None:
        """Show the answer, or hide it again."""
        self._turned = not self._turned
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#stage").scroll_relative(y=lines, animate=False)

    def action_whys(self) -> None:
        """Show why each wrong option fails."""
        for pad in self.query(AnswerPad):
            if pad.display:
                pad.toggle_whys()


def _describe(diagnostic: Diagnostic, *, named: bool) -> list[Content]:
    """Return the lines of a diagnostic.

    Args:
        diagnostic: What is wrong, or advised.
        named: Whether to name the file, since there are several.
    """
    style = "bold $error" if diagnostic.is_error else "bold $warning"
    line = diagnostic.line
    where = say("line {line}, error", line=line)
    if not diagnostic.is_error:
        where = say("line {line}, warning", line=line)
    where = f"{PurePath(diagnostic.path).name}, {where}: " if named else f"{where}: "
    lines = [Content.assemble((where, style), diagnostic.message)]
    if diagnostic.hint:
        lines.append(Content.styled(f"  {diagnostic.hint}", "$quiet"))
    return lines


def _deal(question: Question, position: int, total: int, *, turned: bool) -> View:
    """Return the view of a question that nobody has answered, or, turned, of its right answer."""
    card = deal_card(question, position, SEED, taken=frozenset(), free=frozenset())
    response = question.body.right
    answer = Answer(
        position, question.address, question.progress_key, response, Verdict.RIGHT, 1.0, 0, 0.0
    )
    return View(
        phase=Phase.REVEALED if turned else Phase.ASKING,
        total=total,
        tally=Tally(),
        card=card,
        reveal=reveal_answer(question, answer, SEED, None) if turned else None,
        last=False,
    )
