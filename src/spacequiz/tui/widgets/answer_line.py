"""The answer line: an answer to type, and afterwards what was typed and what was right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input, Static

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Verdict
from spacequiz.language import say
from spacequiz.text import clean_line
from spacequiz.tui.widgets.forms import CleanInput
from spacequiz.tui.widgets.pads import AnswerPad, NothingChosen, is_another
from spacequiz.words.verdicts import describe_rule

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from spacequiz.game.views import Reveal, View
    from spacequiz.words import Glyphs

MOST_CHARACTERS = 200


class AnswerInput(CleanInput):
    """Take an answer."""

    async def action_submit(self) -> None:
        """Answer at once: a message to that effect could be overtaken by the next key."""
        if isinstance(self.parent, AnswerPad):
            self.parent.confirm()


class AnswerLine(AnswerPad):
    """Take the answer of typed and number questions."""

    DEFAULT_CSS = """
    AnswerLine {
        height: auto;
        Input { width: 1fr; max-width: 60; }
        Static { height: auto; }
    }
    """

    takes_letters = True

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._glyphs = glyphs
        self._shows_rule = False

    def compose(self) -> ComposeResult:
        """Lay out the line to type in and the place of the verdict."""
        yield AnswerInput(
            id="typed", max_length=MOST_CHARACTERS, compact=True, select_on_focus=False
        )
        yield Static(id="judged")

    @property
    def line(self) -> Input:
        """Return the line to type in."""
        return self.query_one("#typed", Input)

    def find_target(self, *, asking: bool) -> Widget | None:
        """Return the line while there is something to type; after that it must swallow no key."""
        lines = self.query(AnswerInput) if asking else ()
        return next(iter(lines), None)

    def on_mount(self) -> None:
        """Show the first question."""
        self.watch_view(None, self.view)

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Clear the line for a new question; show the verdict on an answer."""
        if view is None or view.card is None or not self.children:
            return
        if is_another(old, view):
            self.line.value = ""
            self._shows_rule = False
        number = view.card.kind is Kind.NUMBER
        self.line.placeholder = _prompt(view) if self.asking else ""
        self.line.display = self.asking
        judged = self.query_one("#judged", Static)
        judged.display = view.reveal is not None or bool(number and view.card.unit)
        if view.reveal is not None:
            judged.update(self._judgement(view.reveal))
        elif number:
            unit = say("in {unit}", unit=view.card.unit) if view.card.unit else ""
            judged.update(Content.styled(unit, "$quiet"))

    def confirm(self) -> None:
        """Answer with the text as typed."""
        text = clean_line(self.line.value, MOST_CHARACTERS)
        if text:
            self.send((text,))
        else:
            self.post_message(NothingChosen(say("Type your answer first, then press enter.")))

    def _judgement(self, reveal: Reveal) -> Content:
        glyphs = self._glyphs
        right = reveal.verdict is Verdict.RIGHT
        given = reveal.response[0] if reveal.response else ""
        answer = ", ".join(reveal.answer)
        lines = []
        if given:
            mark = glyphs.right if right else glyphs.wrong
            style = "bold $success" if right else "bold $error"
            said = f"   {say('your answer')}"
            lines.append(Content.assemble((f" {mark} {given}", style), (said, "$quiet")))
        if not right or given != answer:
            said, shown = f"   {say('the answer')}", f" {glyphs.right} {answer}"
            lines.append(Content.assemble((shown, "bold $success"), (said, "$quiet")))
        if self._shows_rule and reveal.judged:
            rule = say("judged by: {rule}", rule=describe_rule(reveal.judged))
            lines.append(Content.styled(f"   {rule}", "$quiet"))
        return Content("\n").join(lines)

    def toggle_rule(self) -> None:
        """Show, or hide again, the rule by which the answer was judged."""
        self._shows_rule = not self._shows_rule
        if self.view is not None and self.view.reveal is not None:
            self.query_one("#judged", Static).update(self._judgement(self.view.reveal))


def _prompt(view: View) -> str:
    assert view.card is not None
    if view.card.kind is Kind.NUMBER:
        return say("Type a number, then press enter")
    return say("Type your answer, then press enter")
