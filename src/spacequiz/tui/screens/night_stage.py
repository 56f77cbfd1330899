"""The stage: shows an evening to everyone in the room, and takes every team's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Input

from spacequiz.errors import SpacequizError
from spacequiz.game.match.phases import Phase
from spacequiz.tui.screens.night_commands import ASKED, COMMANDS, makes_sense
from spacequiz.tui.screens.night_keys import KeysScreen
from spacequiz.tui.screens.night_log import NightLogScreen
from spacequiz.tui.screens.night_teams import TICK, NightTeams
from spacequiz.tui.widgets.clean_input import CleanInput
from spacequiz.tui.widgets.night_board import find_free, step_cursor
from spacequiz.tui.widgets.night_canvas import GROW_SECONDS, NightCanvas, NightHead, TeamStrip
from spacequiz.tui.widgets.night_marks import advise, mark_teams
from spacequiz.tui.widgets.night_scenes import Stage, describe_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from spacequiz.game.match.view import MatchView

TIE_TICK = 0.06
WORD_SECONDS = 0.14
"""How long a word takes to come up where teams may buzz."""
REFUSED = "That cannot be taken. "
SETTLE_SECONDS = 0.6
"""How long enter is not taken after a change of scene: it was meant for the one before."""


class NightStageScreen(NightTeams):
    """Play an evening. The truth is with the night master; this screen paints its views."""

    COMMAND_LIST = COMMANDS
    AUTO_FOCUS = ""

    grown: reactive[float] = reactive(1.0)

    def __init__(self) -> None:
        super().__init__()
        self._cursor = (0, 0)
        self._since = 0.0
        """When the present scene came up, by the evening's clock."""
        self._stopped: float | None = None
        """When the time began to stand still."""
        self._scene: object = None

    def compose_content(self) -> ComposeResult:
        """Lay out where the evening is, the stage, the line to type in, and the teams."""
        glyphs = self.game.glyphs
        yield NightHead(glyphs)
        with VerticalScroll(id="stage", can_focus=False):
            yield NightCanvas()
        yield CleanInput(id="typed", max_length=200, compact=True, select_on_focus=False)
        yield TeamStrip()

    def on_mount(self) -> None:
        """Show the evening as it stands."""
        self.set_context("Quiz night")
        self.set_focus(None)
        self.show_stage()
        self.set_interval(TICK, self._tick)

    # -- showing -----------------------------------------------------------------------------

    def show_stage(self) -> None:
        """Paint the present view."""
        if not self.query(NightCanvas):
            return
        moves, view = self.moves, self.game.night.view
        if view.phase is Phase.ENDED:
            self.game.night_flow.show_podium()
            return
        self._note_scene(view)
        marks = mark_teams(view, self.game.glyphs, moves.now)
        self.query_one(NightCanvas).stage = Stage(
            view,
            self.game.glyphs,
            marks,
            self.hands.buzzers,
            share=self._share(view),
            grown=self.grown,
            next_turn=moves.next_turn(),
            cursor=self._cursor,
            hint=REFUSED * self.refused + advise(view, moves.next_turn(), self.hands.hint(view)),
        )
        self.query_one(TeamStrip).display = view.phase is not Phase.BETWEEN
        self._show_time(view)
        self.show_line(view)
        self.refresh_bars()

    def _note_scene(self, view: MatchView) -> None:
        """Notice another scene: its bars grow, and keys meant for the last one do not count."""
        position = view.question.address if view.question else ""
        scene = (view.phase, view.round.index, position, self.moves.match.state.position)
        if scene == self._scene:
            return
        self._scene, self._since = scene, self.moves.now
        self.hands.forget()
        self.refused = False
        self.query_one("#stage").scroll_home(animate=False)
        if view.phase is Phase.BETWEEN:
            self.set_reactive(NightStageScreen.grown, 0.0)
            self.animate("grown", 1.0, duration=GROW_SECONDS, level="basic")
        if view.phase is Phase.PICKING and view.board is not None:
            self._cursor = find_free(view.board)

    def watch_grown(self) -> None:
        """Draw the bars as far as they have grown."""
        self.show_stage()

    def _show_time(self, view: MatchView) -> None:
        """Show what changes by the second: the clock, and how long a team is locked out."""
        marks = mark_teams(view, self.game.glyphs, self.moves.now)
        self.query_one(TeamStrip).marks = tuple(marks.values())
        head = self.query_one(NightHead)
        head.text = describe_head(view, self.game.glyphs)
        head.clock, head.paused = self.moves.look_at_clock(), view.paused

    def _share(self, view: MatchView) -> float:
        """Return how much of the question stands there, where it comes word by word."""
        if view.phase is not Phase.READING or view.question is None or view.question.card is None:
            return 1.0
        words = len(view.question.card.ask.split(" "))
        return min(0.99, (self.moves.now - self._since) / (words * WORD_SECONDS))

    # -- time --------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Let happen what is due, and bring the clock up to date."""
        if not self.is_current or not self.is_mounted:
            return
        moves, view = self.moves, self.game.night.view
        elapsed = moves.now - self._since
        if view.phase is Phase.READING and not view.paused:
            if self._share(view) >= 0.99:
                self.act(moves.show)
            else:
                self.show_stage()
            return
        self.flush_picks(view)
        if moves.match.state.phase in ASKED and self.act(moves.tick):
            return
        wait = self.game.night.lobby.advance
        if wait and elapsed > wait and view.phase in (Phase.REVEALED, Phase.BETWEEN):
            self.act(self._go_on)
            return
        self._show_time(view)

    def act(self, move: Callable[[], object]) -> bool:
        """Do something and show what came of it; tell whether anything did."""
        try:
            happened = bool(move())
        except SpacequizError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        if happened:
            self.show_stage()
            if self.moves.match.state.phase is Phase.BUZZED:
                self.set_timer(TIE_TICK, self._tick)
        return happened

    def on_screen_suspend(self) -> None:
        """Let the line be: a dialog has the keys."""
        self.set_focus(None)

    def stop_clock(self) -> None:
        """Let the time stand still."""
        self._stopped = self.moves.now

    def start_clock(self) -> None:
        """Go on as if no clock had run meanwhile."""
        moves = self.moves
        if self._stopped is not None:
            self._since += moves.now - self._stopped
            self._stopped = None
        if moves.match.state.phase in ASKED and not self.game.night.view.paused:
            self.act(lambda: moves.match.restart_clock(moves.now))

    def on_screen_resume(self) -> None:
        """Go on after a dialog."""
        self.show_stage()
        line = self.query_one("#typed", Input)
        if line.display:
            self.set_focus(line)

    def on_resize(self) -> None:
        """Paint in the new size."""
        self.query_one(NightCanvas).refresh(layout=True)

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense in this phase."""
        return makes_sense(action, self.moves.match, typing=self.typing)

    def action_go_on(self) -> None:
        """Go on to what comes next."""
        if self.moves.now - self._since >= SETTLE_SECONDS or self.moves.next_turn():
            self.act(self._go_on)

    def _go_on(self) -> bool:
        moves, view = self.moves, self.game.night.view
        if moves.next_turn():
            return moves.take_turn()
        if view.phase is Phase.PICKING:
            return moves.pick_cell(*self._cursor)
        return moves.go_on()

    def action_move(self, across: int, down: int) -> None:
        """Move the board's cursor, or read on."""
        board = self.game.night.view.board
        if self.game.night.view.phase is not Phase.PICKING or board is None:
            self.query_one("#stage").scroll_relative(y=down, animate=False)
            return
        self._cursor = step_cursor(board, self._cursor, across, down)
        self.show_stage()

    @on(NightCanvas.CellClicked)
    def _cell_clicked(self, event: NightCanvas.CellClicked) -> None:
        if self.check_action("go_on", ()):
            self.act(lambda: self.moves.pick_cell(*event.cell))

    def action_keys(self) -> None:
        """Show whose keys are where."""
        view = self.game.night.view
        marks = mark_teams(view, self.game.glyphs, self.moves.now)
        self.app.push_screen(KeysScreen(self.hands, marks, self.game.glyphs))

    def action_log(self) -> None:
        """Show everything that happened."""
        self.app.push_screen(NightLogScreen(self.moves.match))
