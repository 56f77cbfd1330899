"""What the player can do at a question: the action of each of its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive

from spacequiz.game.records import Aid
from spacequiz.game.views import Phase, View
from spacequiz.tui.screens.ask import AskScreen
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.document import DocumentScreen
from spacequiz.tui.screens.question_commands import ARRANGING, INSTEAD_OF, makes_sense
from spacequiz.tui.widgets.explanation import Explanation
from spacequiz.tui.widgets.question_card import QuestionCard
from spacequiz.tui.widgets.stage import Stage

if TYPE_CHECKING:
    from spacequiz.tui.widgets.pads import AnswerPad


class QuestionActions(GameScreen[None]):
    """Carry the commands out on the present view, and take the view that comes of it."""

    view: reactive[View | None] = reactive(None)

    @property
    def pad(self) -> AnswerPad | None:
        """Return the pad for the present kind of question."""
        raise NotImplementedError

    @property
    def phase(self) -> Phase | None:
        """Return how far the present question has come."""
        return self.view.phase if self.view else None

    def make_room(self) -> None:
        """Share the room out again."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense in this phase of this question."""
        if self.view is None:
            return action == "pause"
        pad = self.pad
        ready = pad is not None and pad.asking
        if pad is not None and action in ARRANGING:
            return ready and pad.can(action)
        if pad is not None and any(pad.can(other) for other in INSTEAD_OF.get(action, ())):
            return False
        return makes_sense(action, self.view, ready=ready)

    def action_confirm(self) -> None:
        """Answer with what is chosen."""
        if self.pad is not None:
            self.pad.confirm()

    def action_pick_up(self) -> None:
        """Pick up what stands at the cursor."""
        if self.pad is not None:
            self.pad.pick_up()

    def action_drop(self) -> None:
        """Leave the held item where it is."""
        if self.pad is not None:
            self.pad.put_down()

    def action_pair(self) -> None:
        """Give the held left side its partner."""
        if self.pad is not None:
            self.pad.put_down()

    def action_put_back(self) -> None:
        """Return what is held."""
        if self.pad is not None:
            self.pad.put_back()

    def action_clear(self) -> None:
        """Take a pair apart."""
        if self.pad is not None:
            self.pad.clear()

    def action_hint(self) -> None:
        """Show the hint."""
        self.view = self.game.quizmaster.take_aid(Aid.HINT)

    def action_halve(self) -> None:
        """Take wrong options away until two are left."""
        self.view = self.game.quizmaster.take_aid(Aid.FIFTY_FIFTY)

    def action_swap(self) -> None:
        """Get another question in the place of this."""
        self.view = self.game.quizmaster.take_aid(Aid.SWAP)

    def action_skip(self) -> None:
        """Give the question up."""
        self.follow(self.game.quizmaster.skip())

    def action_whys(self) -> None:
        """Show why each wrong option fails."""
        if self.pad is not None:
            self.pad.toggle_whys()
            self.call_after_refresh(self.make_room)

    def action_go_on(self) -> None:
        """Leave the reveal."""
        self.follow(self.game.quizmaster.go_on())

    def action_scroll(self, lines: int) -> None:
        """Read on or back in the verdict."""
        self.query_one(Stage).scroll_relative(y=lines, animate=False)

    def action_page(self, direction: int) -> None:
        """Read on or back, a page: in the question while it is asked, else in the verdict."""
        asking = self.phase is Phase.ASKING
        part = self.query_one(QuestionCard) if asking else self.query_one(Stage)
        part.scroll_relative(y=direction * max(1, part.size.height - 1), animate=False)

    def action_walk_away(self) -> None:
        """End the game with the points it has brought."""
        self.follow(self.game.quizmaster.walk_away())

    def follow(self, view: View) -> None:
        """Show the next step of the game, or its end."""
        if view.phase is Phase.FINISHED:
            self.game.flow.show_results()
        else:
            self.view = view

    # -- taking back, and remarks ------------------------------------------------------------

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.view = self.game.quizmaster.undo()

    def action_claim(self) -> None:
        """Let the answer count as right."""
        self.view = self.game.quizmaster.claim()

    def action_be_sure(self) -> None:
        """Mark the answer as known without doubt, or not any more."""
        self.view = self.game.quizmaster.be_sure()

    def action_read(self) -> None:
        """Open the document that the question cites."""
        opened = self.game.quizmaster.annotations.open_document()
        if opened is not None:
            self.app.push_screen(DocumentScreen(opened, self.game.glyphs))

    def action_note(self) -> None:
        """Write a note on the question."""
        ask = AskScreen(
            "Your note", "Shown to you after each answer", self.game.quizmaster.annotations.note
        )
        self.app.push_screen(ask, self._write_note)

    def _write_note(self, text: str | None) -> None:
        if text is not None:
            self.game.quizmaster.annotations.write_note(text)
            self.show_remarks()

    def action_flag(self) -> None:
        """Report the question, or take the report back."""
        if self.game.quizmaster.annotations.flagged:
            self._flag("")
        else:
            ask = AskScreen("Report this question", "What is wrong with it? Its teacher will see.")
            self.app.push_screen(ask, self._flag)

    def _flag(self, reason: str | None) -> None:
        if reason is not None:
            self.game.quizmaster.annotations.toggle_flag(reason)
            self.show_remarks()

    def show_remarks(self) -> None:
        """Show what the player has to say to the question, once it is answered."""
        quizmaster, explanation = self.game.quizmaster, self.query_one(Explanation)
        revealed = self.phase is Phase.REVEALED
        explanation.remarks = quizmaster.annotations.remarks if revealed else ()
