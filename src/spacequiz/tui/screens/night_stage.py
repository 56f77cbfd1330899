"""The stage: shows an evening to everyone in the room, and takes every team's keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Input

from spacequiz.errors import SpacequizError
from spacequiz.game.match.phases import Phase
from spacequiz.tui.screens.night_commands import ASKED, COMMANDS, makes_sense
from spacequiz.tui.screens.night_host import NightHost
from spacequiz.tui.screens.night_keys import KeysScreen
from spacequiz.tui.screens.night_log import NightLogScreen
from spacequiz.tui.widgets.clean_input import CleanInput
from spacequiz.tui.widgets.night_board import find_free, step_cursor
from spacequiz.tui.widgets.night_canvas import GROW_SECONDS, NightCanvas, NightHead, TeamStrip
from spacequiz.tui.widgets.night_hands import Hands
from spacequiz.tui.widgets.night_marks import advise, mark_teams, read_typed
from spacequiz.tui.widgets.night_scenes import Stage, describe_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from spacequiz.game.match.view import MatchView

TICK = 0.1
TIE_TICK = 0.06
WORD_SECONDS = 0.14
"""How long a word takes to come up where teams may buzz."""
SETTLE_SECONDS = 0.6
"""How long enter is not taken after a change of scene: it was meant for the one before."""


class NightStageScreen(NightHost):
    """Play an evening. The truth is with the night master; this screen paints its views."""

    COMMAND_LIST = COMMANDS
    AUTO_FOCUS = ""

    grown: reactive[float] = reactive(1.0)

    def __init__(self) -> None:
        super().__init__()
        self._cursor = (0, 0)
        self._since = 0.0
        """When the present scene came up, by the evening's clock."""
        self._scene: object = None
        self._hands: Hands | None = None

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

    @property
    def hands(self) -> Hands:
        """Return which keys are whose, as the teams now are."""
        state = self.moves.match.state
        names = tuple(team.id for team in state.teams)
        if self._hands is None or self._hands.teams != names:
            self._hands = Hands(self.game.night.lobby, names)
        return self._hands

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
            hint=advise(view, moves.next_turn(), self.hands.hint(view)),
        )
        self.query_one(TeamStrip).display = view.phase is not Phase.BETWEEN
        self._show_time(view)
        self._show_line(view)
        self.refresh_bars()

    def _note_scene(self, view: MatchView) -> None:
        """Notice another scene: its bars grow, and keys meant for the last one do not count."""
        position = view.question.address if view.question else ""
        scene = (view.phase, view.round.index, position, self.moves.match.state.position)
        if scene == self._scene:
            return
        self._scene, self._since = scene, self.moves.now
        self.hands.forget()
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

    def _show_line(self, view: MatchView) -> None:
        """Show the line to type in where the answer, or a wager, is typed."""
        line = self.query_one("#typed", Input)
        wanted = self._types(view)
        if line.display is not wanted:
            line.value = ""
            line.display = wanted
            self.set_focus(line if wanted else None)
        line.password = bool(view.question and view.question.turns)

    def _types(self, view: MatchView) -> bool:
        if view.paused:
            return False
        if view.phase is Phase.WAGERING:
            return True
        question = view.question
        if question is None or view.phase not in (Phase.ANSWERING, Phase.FLOOR):
            return False
        floor = view.phase is Phase.FLOOR and not self.hands.picks(question)
        return bool(question.turn) or floor or self.hands.must_type(question, view.phase)

    @property
    def typing(self) -> bool:
        """Return whether letters go into a text."""
        return self.is_mounted and self.query_one("#typed", Input).display

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
        self._flush(view)
        if moves.match.state.phase in ASKED and self.act(moves.tick):
            return
        wait = self.game.night.lobby.advance
        if wait and elapsed > wait and view.phase in (Phase.REVEALED, Phase.BETWEEN):
            self.act(self._go_on)
            return
        self._show_time(view)

    def _flush(self, view: MatchView) -> None:
        """Lock in what teams have picked, but not confirmed, as their time runs out."""
        for team in view.teams:
            late = team.deadline is not None and team.deadline - self.moves.now < 2 * TICK
            response = self.hands.pending(view, team.team.id) if late else ()
            if response:
                self.act(partial(self.moves.lock, team.team.id, response))

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

    def on_screen_resume(self) -> None:
        """Go on after a dialog: no clock ran meanwhile."""
        super().on_screen_resume()
        moves = self.moves
        if moves.match.state.phase in ASKED and not self.game.night.view.paused:
            self.act(lambda: moves.match.restart_clock(moves.now))
        self.show_stage()
        line = self.query_one("#typed", Input)
        if line.display:
            self.set_focus(line)

    def on_resize(self) -> None:
        """Paint in the new size."""
        self.query_one(NightCanvas).refresh(layout=True)

    # -- keys of the teams -------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take a team's key, unless it is held, early, or nobody's."""
        view = self.game.night.view
        if self.typing or view.paused or event.character is None:
            return
        found = self.hands.find(event.character, event.time)
        if found is None:
            return
        event.stop()
        event.prevent_default()
        team, number = found
        if view.phase is Phase.BETWEEN:
            self.act(lambda: self.hands.is_buzzer(team, number) and self._double(team))
        elif view.phase in ASKED and view.question is not None:
            self._take(view, team, number)

    def _double(self, team: str) -> bool:
        return self.game.night.lobby.jokers and self.moves.toggle_joker(team)

    def _take(self, view: MatchView, team: str, number: int) -> None:
        question = view.question
        assert question is not None
        floor = view.phase is Phase.FLOOR
        if self.hands.wants_buzz(view):
            if self.hands.is_buzzer(team, number) and self.act(lambda: self.moves.buzz(team)):
                self.hands.hold()
        elif (not floor or team == question.floor) and self.hands.picks(question):
            response = self.hands.pick(question, team, number)
            if response is not None:
                self.act(lambda: self.moves.lock(team, response))
            else:
                self.show_stage()

    # -- the line to type in -----------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        view = self.game.night.view
        if view.phase is Phase.WAGERING:
            digits = "".join(c for c in event.value if c.isdigit())
            done = bool(digits) and self.act(lambda: self.moves.place_wager(int(digits[:7])))
        else:
            question = view.question
            team = (question.turn or question.floor or view.picker) if question else ""
            response = read_typed(question, event.value)
            done = bool(response) and self.act(lambda: self.moves.lock(team, response))
        if not done:
            hint = advise(view, "", "")
            self.notify(f"That cannot be taken. {hint}", markup=False)
        event.input.value = ""

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
