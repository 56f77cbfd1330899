"""The question screen: asks, waits for an answer, and shows the verdict until the player goes on."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from spacequiz.game.modes import MODES
from spacequiz.game.views import Phase, View
from spacequiz.tui.screens.pause import PauseScreen
from spacequiz.tui.screens.question_actions import QuestionActions
from spacequiz.tui.screens.question_commands import COMMANDS
from spacequiz.tui.widgets.explanation import Explanation, VerdictLine
from spacequiz.tui.widgets.pad_rack import PAD_NAMES, PADS, make_pad
from spacequiz.tui.widgets.pads import (
    Answered,
    AnswerPad,
    NothingChosen,
    PadChanged,
    PadReady,
    RowReached,
    is_another,
)
from spacequiz.tui.widgets.question_card import QuestionCard
from spacequiz.tui.widgets.stage import Stage
from spacequiz.tui.widgets.track import FlightTrack

if TYPE_CHECKING:
    from textual.app import ComposeResult

TICK = 0.2
READING_SECONDS = 0.5
"""After so long the first question is on the screen, and its player still reads."""
LONGEST_PAINTING = 1.0


class QuestionScreen(QuestionActions):
    """Play a game. The truth is with the quizmaster; this screen paints its views."""

    COMMAND_LIST = COMMANDS

    # The keys go where the question wants them, also when a dialog closes over a verdict.
    AUTO_FOCUS = ""

    shown_at = 0.0
    """When the present question was painted; keys pressed earlier do not count for it."""

    def compose_content(self) -> ComposeResult:
        """Lay out the track, the question with its answers, and the explanation."""
        glyphs = self.game.glyphs
        bound = QuestionScreen.view
        yield FlightTrack(glyphs, scored=self.game.quizmaster.scored).data_bind(bound)
        with Stage(id="stage"):
            with Vertical(id="question"):
                yield QuestionCard(glyphs).data_bind(bound)
                yield VerdictLine(glyphs).data_bind(bound)
                yield self._make_pad(self._pad_name(self.game.quizmaster.view))
                yield Static(id="advice")
            yield Explanation(glyphs).data_bind(bound)

    def on_mount(self) -> None:
        """Show the game as it stands."""
        quizmaster = self.game.quizmaster
        self.set_context(
            f"{quizmaster.editions.title_of(quizmaster.setup.packs)} {self.game.glyphs.dot} "
            f"{MODES[quizmaster.setup.mode].title}"
        )
        self.screen_layout_refresh_signal.subscribe(self, self._note_shown, immediate=True)
        self.view = quizmaster.view
        if quizmaster.view.timer is not None:
            self.set_interval(TICK, self._tick)
        self.set_timer(READING_SECONDS, self._complete)

    # -- following the game ------------------------------------------------------------------

    def watch_view(self, old: View | None, view: View | None) -> None:
        """Let the right pad take the keys, and everything have its room."""
        if view is None or view.card is None:
            return
        if old is not None and is_another(old, view):
            self.shown_at = inf
            # What is called after a refresh may still come before the painting. Should the signal
            # of the painting ever fail, the keys must not.
            self.set_timer(LONGEST_PAINTING, partial(self._give_keys_back, view))
        if not self.query(f"#{self._pad_name(view)}"):
            self._add_pads()
        pad = self.pad
        assert pad is not None
        for other in self.query(AnswerPad):
            other.display = other is pad
        self.query_one("#advice").display = False
        explanation = self.query_one(Explanation)
        explanation.display = view.reveal is not None
        self._focus(pad)
        self.show_remarks()
        self.refresh_bars()
        # The widgets ask for their new layout a frame too late.
        self.refresh(layout=True)
        self.call_after_refresh(self.make_room)

    def _note_shown(self, _: object = None) -> None:
        if self.shown_at == inf:
            # A message carries the time by the same clock as keys do.
            self.shown_at = Message().time

    def _give_keys_back(self, view: View) -> None:
        if self.view is view:
            self._note_shown()

    @property
    def _stage(self) -> Stage:
        return self.query_one(Stage)

    @property
    def pad(self) -> AnswerPad | None:
        """Return the pad for the present kind of question."""
        if self.view is None or self.view.card is None:
            return None
        return self.query_one(f"#{self._pad_name(self.view)}", AnswerPad)

    @staticmethod
    def _pad_name(view: View) -> str:
        return PADS[view.card.kind] if view.card is not None else PAD_NAMES[0]

    def _make_pad(self, name: str) -> AnswerPad:
        return make_pad(name, self.game.glyphs).data_bind(QuestionScreen.view)

    def _complete(self) -> None:
        """Fetch what the first question could be painted without."""
        self._add_pads()
        self.run_worker(self.game.quizmaster.warm_up, thread=True, exit_on_error=False)

    def _add_pads(self) -> None:
        """Add the pads that the first question does not need, once it is on the screen."""
        here = {pad.id for pad in self.query(AnswerPad)}
        pads = [self._make_pad(name) for name in PAD_NAMES if name not in here]
        for pad in pads:
            pad.display = False
        if pads:
            self.query_one("#question").mount(*pads, before="#advice")

    @property
    def typing(self) -> bool:
        """Return whether letters belong to the answer and are no commands."""
        return self.phase is Phase.ASKING and self.pad is not None and self.pad.takes_letters

    @property
    def help_rows(self) -> tuple[tuple[str, str, str], ...]:
        """Return the keys of the present pad alone, for the help screen."""
        pad = self.pad
        return pad.help_rows if pad is not None and self.phase is Phase.ASKING else ()

    def _focus(self, pad: AnswerPad) -> None:
        """Give the keys to the pad; after the answer a typed line must not swallow them."""
        self.set_focus(pad.find_target(asking=self.phase is Phase.ASKING))

    def on_resize(self) -> None:
        """Share the room out again."""
        self.call_after_refresh(self.make_room)

    def make_room(self) -> None:
        """Let the card scroll before an answer does; show the explanation of a revealed one."""
        if self.pad is None:
            return
        self.pad.roomy = self.has_class("-tall")
        if self.phase is Phase.ASKING:
            self._stage.make_room(self.pad)
        else:
            self._stage.show_verdict(beside=self.has_class("-wide"))

    # -- answering ---------------------------------------------------------------------------

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        if self.phase is Phase.ASKING:
            self.view = self.game.quizmaster.answer(event.response)

    @on(NothingChosen)
    def _nothing_chosen(self, event: NothingChosen) -> None:
        event.stop()
        self._advise(event.advice)

    @on(RowReached)
    def _row_reached(self, event: RowReached) -> None:
        event.stop()
        # One that comes after the answer must not take the explanation out of sight again.
        if self.phase is Phase.ASKING:
            self._stage.reach(event)

    @on(PadChanged)
    def _pad_changed(self, event: PadChanged) -> None:
        event.stop()
        self.query_one("#advice").display = False
        self.refresh_bars()

    @on(PadReady)
    def _pad_ready(self, event: PadReady) -> None:
        """Give the keys to a pad that was wanted before it was there."""
        event.stop()
        if event.pad is self.pad:
            self._focus(event.pad)
            self.refresh_bars()

    def _advise(self, text: str) -> None:
        advice = self.query_one("#advice", Static)
        advice.update(Content.styled(text, "$warning"))
        advice.display = True
        self.call_after_refresh(advice.scroll_visible, animate=False)

    # -- the clock ---------------------------------------------------------------------------

    def _tick(self) -> None:
        """Show what is left of the time, and end what is out of it."""
        if not self.is_current or self.view is None or self.view.timer is None:
            return
        remaining = self.game.quizmaster.remaining
        self.query_one(FlightTrack).remaining = remaining
        if remaining == 0:
            self.follow(self.game.quizmaster.time_out())

    def stop_clock(self) -> None:
        """Let the time stand still."""
        self.game.quizmaster.pause()

    def start_clock(self) -> None:
        """Let the time go on."""
        self.game.quizmaster.unpause()

    # -- pausing -----------------------------------------------------------------------------

    def action_pause(self) -> None:
        """Stop the game."""
        pause = PauseScreen(self.game.glyphs, self.game.quizmaster.code)
        self.app.push_screen(pause, self._after_pause)

    def _after_pause(self, choice: str | None) -> None:
        if choice == "home":
            self.game.go_home()
        elif choice == "quit":
            self.app.exit()
