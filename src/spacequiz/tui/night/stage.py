"""The stage: shows an evening to everyone in the room, and takes every team's keys."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Input

from spacequiz.errors import SpacequizError
from spacequiz.game.kinds import Way
from spacequiz.game.kinds.figures import parse_number
from spacequiz.game.night.setup import MOST_TEAMS, NAME_LIMIT, Team, clean_name
from spacequiz.game.night.state import ASKED, POINTS_LIMIT, Manner, NightPhase
from spacequiz.language import say, say_count, say_later, say_number
from spacequiz.text import clean_line
from spacequiz.tui.commands import Command, name_key
from spacequiz.tui.night.canvas import (
    GROW_SECONDS,
    NightCanvas,
    NightHead,
    TeamStrip,
    paint_scene,
)
from spacequiz.tui.night.crowd import describe_others, list_at_keyboard, thin
from spacequiz.tui.night.dialogs import KeysScreen, NightLogScreen
from spacequiz.tui.night.keys import LEAST_KEYS, Hands, find_free_keys, has_room
from spacequiz.tui.night.picture import NightPicture, find_card
from spacequiz.tui.night.scenes import (
    Scene,
    advise,
    describe_head,
    find_free,
    mark_teams,
    read_typed,
    step_cursor,
    tell_back,
)
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.dialogs import AskScreen, ChooseScreen
from spacequiz.tui.widgets.forms import CleanInput, MenuItem
from spacequiz.tui.widgets.picture import PictureBox
from spacequiz.words.night_log import describe_last
from spacequiz.words.verdicts import ask_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.screen import Screen

    from spacequiz.game.night.match import Match
    from spacequiz.game.night.state import Past
    from spacequiz.game.night.view import MatchView, QuestionView
    from spacequiz.quizmaster.night_moves import Moves
    from spacequiz.tui.night.paint import TeamMark


LAST_SECONDS = 5
"""How many of the last seconds stand there large."""
SETTLE_SECONDS = 0.6
"""How long enter is not taken after a change of scene: it was meant for the one before."""

JOKERS_KEY = "tab"

COMMANDS = (
    Command("enter", "go_on", "go on", "Go on to what comes next; show the answer at once."),
    Command("space", "pause", "pause", "Stop all clocks, or let them go on.", typing_key="f2"),
    Command("escape", "host", "host", "Everything that the host can do, home and quit."),
    Command("f6", "undo", "undo", "Take the last step back."),
    Command("f7", "redo", "redo", "Do the step again that was taken back."),
    Command("ctrl+r", "reveal", "show answer", "Show the answer, and wait no more.", footer=False),
    Command("f3", "skip", "skip", "Call the question off; it counts for nobody."),
    Command("f4", "judge", "judge", "Judge a team's last answer anew."),
    Command("f5", "score", "score", "Give or take points, with a reason."),
    Command("f8", "rename", "rename", "Give a team another name.", footer=False),
    Command("f9", "add_team", "late team", "Let a team join late.", footer=False),
    Command("ctrl+t", "retire", "team leaves", "Let a team leave, or come back.", footer=False),
    Command("f10", "end", "end early", "End the round or the evening early.", footer=False),
    Command(JOKERS_KEY, "jokers", "jokers", "Place jokers on round 1, or try the keys again."),
    Command("tab", "keys", "keys", "Show whose keys are where."),
    Command("ctrl+g", "room", "phones", "Let everybody join by phone, and see who is in."),
    Command("ctrl+l", "log", "log", "Everything that happened this evening."),
    Command("up", "move(0,-1)", "up", "Move up, or read back.", footer=False),
    Command("down", "move(0,1)", "down", "Move down, or read on.", footer=False),
    Command("left", "move(-1,0)", "left", "Move left on the board.", footer=False, context="move"),
    Command(
        "right", "move(1,0)", "right", "Move right on the board.", footer=False, context="move"
    ),
)


class NightStageScreen(GameScreen[None]):
    """Play an evening. The truth is with the night master; this screen paints its views."""

    COMMAND_LIST = COMMANDS
    AUTO_FOCUS = ""
    clock_runs_behind = True
    holds_game = True
    keeps_room = True

    grown: reactive[float] = reactive(1.0)

    def __init__(self) -> None:
        super().__init__()
        self._hands: Hands | None = None
        self.refused = ""
        """Why what was typed last is not taken, and what to type instead."""
        self._cursor = (0, 0)
        self._since = 0.0
        """When the present scene came up, by the evening's clock."""
        self._leave: list[Callable[[], object]] = []
        """What is to be done when the stage is left."""
        self._scene: object = None
        self._asked_again = False
        """Whether enter was pressed although nobody has answered."""
        self._last = 0
        """How many seconds are left, where they are the last ones."""
        self._reading = False
        self._position = ""
        self._typist = ""
        """Who typed last: what could not be taken of one is nothing to the next."""
        self._at_jokers = False
        """Whether, before the first round, jokers are placed rather than keys tried."""
        self._tried: dict[str, str] = {}
        """The key that each team tried last."""
        self._view: tuple[MatchView, MatchView] | None = None
        """The evening, and what of it there is room for."""
        self._painted = -1
        """Which question was painted last."""
        self._knock = ""
        """Who waits to be let in by phone, in words."""
        self._stale = False
        """Whether something has happened that is not painted yet."""

    def compose_content(self) -> ComposeResult:
        """Lay out where the evening is, the stage, the line to type in, and the teams."""
        glyphs = self.game.glyphs
        yield NightHead(glyphs)
        yield NightPicture(glyphs, self.game.night.open_picture)
        with VerticalScroll(id="stage", can_focus=False):
            yield NightCanvas()
        yield CleanInput(id="typed", max_length=200, compact=True, select_on_focus=False)
        yield TeamStrip()

    def on_mount(self) -> None:
        """Show the evening as it stands."""
        self.set_context(say("Quiz night"))
        self.set_focus(None)
        self.show_stage()
        self.set_interval(TICK, self._tick)
        self.moves.wake()
        self._leave = [self.game.night.listen(self._follow), self.moves.rest]

    def on_unmount(self) -> None:
        """Let the evening lie still while nobody sees it."""
        for leave in self._leave:
            leave()

    # -- showing -----------------------------------------------------------------------------

    def show_stage(self) -> None:
        """Paint the present view."""
        if not self.query(NightCanvas):
            return
        moves, view = self.moves, self.view
        if view.phase is NightPhase.ENDED:
            self.game.show_podium()
            return
        self._note_scene(view)
        self._reading = self._is_reading(view)
        state = moves.match.state
        self._stale, self._painted = False, state.position
        hands, question = self.hands, view.question
        answers = {a.team: a.response for a in question.answers} if question else {}
        pressed = {team: hands.find_pressed(view, team, given) for team, given in answers.items()}
        self.query_one(NightCanvas).stage = Scene(
            view,
            self.game.glyphs,
            self._mark(view),
            hands.buzzers,
            answer_keys=hands.in_use(view),
            pressed=self._tried if self.trying else pressed,
            all_keys=self._list_keys() if self.trying else {},
            reading=self._reading,
            last=self._last,
            share=self._share(view),
            grown=self.grown,
            next_turn=moves.next_turn(),
            cursor=self._cursor,
            hint=self._warning() + advise(view, moves.next_turn(), self._hint(view)),
        )
        picture = self.query_one(NightPicture)
        if picture.look(None if self.trying else find_card(view)) or picture.lines:
            self._share_room()
            # What else has room is known after the layout.
            self.call_after_refresh(self._share_room)
        self.query_one(TeamStrip).display = view.phase is not NightPhase.BETWEEN
        self._show_time(view)
        self.show_line(view)
        self.refresh_bars()

    def _share_room(self) -> None:
        """Show the picture of the question in the lines that its scene leaves."""
        canvas, picture = self.query_one(NightCanvas), self.query_one(NightPicture)
        if canvas.stage is None:
            return
        size = self.query_one("#stage").size
        seen = replace(canvas.stage, pictured=True)
        picture.share(size.height + picture.lines, len(paint_scene(seen, size.width, 1)))
        if canvas.stage.pictured != bool(picture.lines):
            canvas.stage = replace(seen, pictured=bool(picture.lines))

    @on(PictureBox.Failed)
    def _picture_failed(self, event: PictureBox.Failed) -> None:
        event.stop()
        self.query_one(NightPicture).forget()
        self.show_stage()

    @property
    def view(self) -> MatchView:
        """Return the evening with as many teams as there is room for."""
        whole = self.game.night.view
        if self._view is None or self._view[0] is not whole:
            self._view = whole, thin(whole)
        return self._view[1]

    def _follow(self) -> None:
        """Paint after a step; of many answers in a row, ten times a second is enough."""
        state = self.moves.match.state
        if state.seats and (state.phase, state.position) == (NightPhase.ANSWERING, self._painted):
            self._stale = True
        else:
            self.show_stage()

    @property
    def trying(self) -> bool:
        """Return whether teams try their keys: before the first round, and nothing counts."""
        view = self.game.night.view
        first = view.phase is NightPhase.BETWEEN and view.round.index < 0
        return first and not self._at_jokers and bool(self.hands.teams)

    def _list_keys(self) -> dict[str, tuple[str, ...]]:
        """Return each team's keys, as far as a question of the evening needs them."""
        need = max(LEAST_KEYS, self.game.night.keys_needed)
        return {team: keys[:need] for team, keys in self.hands.keys.items()}

    def _is_reading(self, view: MatchView) -> bool:
        """Return whether a question is read that all may answer, and no clock runs yet."""
        question = view.question
        if (
            question is None
            or question.turns
            or view.phase not in (NightPhase.READING, NightPhase.ANSWERING)
        ):
            return False
        return question.clock_at is None or self.moves.now < question.clock_at

    def _warning(self) -> str:
        """Return what has to be said before anything else."""
        if self._asked_again and self._is_hasty():
            return say("Nobody has answered: enter once more shows the answer.") + " "
        return self.refused or tell_back(self.game.night.view) or self._knock

    def _hint(self, view: MatchView) -> str:
        if not self.trying:
            return self.hands.hint(view)
        if self.check_action("jokers", ()):
            return say("Nothing counts yet. enter starts it; {key} for the jokers", key=JOKERS_KEY)
        return say("Nothing counts yet. enter starts it")

    def _mark(self, view: MatchView) -> dict[str, TeamMark]:
        """Return how each team is drawn, with its keys and with what there is to say of it."""
        picked = {team.team.id: len(self.moves.picks(team.team.id)) for team in view.teams}
        keys = self.hands.in_use(view)
        return mark_teams(view, self.game.glyphs, self.moves.now, keys, picked)

    def _note_scene(self, view: MatchView) -> None:
        """Notice another scene: its bars grow, and keys meant for the last one do not count."""
        position = view.question.address if view.question else ""
        typist = view.question.turn or view.question.floor if view.question else ""
        if typist != self._typist:
            if (
                self._typist
                and position == self._position
                and view.phase is not NightPhase.REVEALED
            ):
                self._ring()
            self._typist, self.refused = typist, ""
        self._position = position
        scene = (view.phase, view.round.index, position, self.moves.match.state.position)
        if scene == self._scene:
            return
        if self._scene is not None and view.phase in (NightPhase.BUZZED, NightPhase.REVEALED):
            self._ring()
        self._scene, self._since, self._last = scene, self.moves.now, 0
        self.refused, self._asked_again = "", False
        self.query_one("#stage").scroll_home(animate=False)
        if view.phase is NightPhase.BETWEEN:
            self.set_reactive(NightStageScreen.grown, 0.0)
            self.animate("grown", 1.0, duration=GROW_SECONDS, level="basic")
        if view.phase is NightPhase.PICKING and view.board is not None:
            self._cursor = find_free(view.board)

    def _ring(self) -> None:
        """Ring where somebody must look up: a buzz, a turn or a time that is over, an answer."""
        if self.game.settings.bell:
            self.app.bell()

    def notify(self, message: str, **how: Any) -> None:
        """Say one thing at a time: a heap of them would hide what the room reads."""
        self.app.clear_notifications()
        super().notify(message, **how)

    def watch_grown(self) -> None:
        """Draw the bars as far as they have grown."""
        self.show_stage()

    def _show_time(self, view: MatchView) -> None:
        """Show what changes by the second: the clock, and how long a team is locked out."""
        strip = self.query_one(TeamStrip)
        strip.marks = tuple(self._mark(view).values())
        strip.others = describe_others(self.game.night.view, self.game.glyphs.dot)
        head = self.query_one(NightHead)
        head.text = describe_head(view, self.game.glyphs)
        head.clock = self.moves.look_at_clock() or self.moves.look_at_advance()
        head.paused = view.paused

    def _find_knock(self) -> str:
        """Return that somebody waits to be let in by phone; empty where nobody does."""
        waiting = self.game.room.waiting if self.game.room is not None else ()
        if not waiting:
            return ""
        name, more = waiting[0].name, len(waiting) - 1
        if not more:
            return say("{guest} waits to be let in: ctrl+g.", guest=name) + " "
        told = say_count(
            more,
            "{guest} and {count} more wait to be let in: ctrl+g.",
            "{guest} and {count} more wait to be let in: ctrl+g.",
            guest=name,
        )
        return f"{told} "

    def _share(self, view: MatchView) -> float:
        """Return how much of the question stands there, where it comes word by word."""
        if (
            view.phase is not NightPhase.READING
            or view.question is None
            or view.question.card is None
        ):
            return 1.0
        question = view.question
        whole = question.shown_at - question.asked_at
        now = self.moves.now if view.stopped_at is None else view.stopped_at
        return min(0.99, (now - question.asked_at) / whole) if whole else 0.99

    # -- time --------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Bring up to date what changes with time."""
        if not self.is_mounted:
            return
        view = self.view
        clock = self.moves.look_at_clock()
        few = clock is not None and not clock.reading and 0 < clock.left <= LAST_SECONDS
        last = ceil(clock.left) if few and clock and not view.paused else 0
        comes = view.phase is NightPhase.READING and not view.paused
        # What matters is what was painted, not what the last tick saw.
        painted = (self._last, self._reading) == (last, self._is_reading(view))
        self._last = last
        painted &= self._knock == (knock := self._find_knock())
        self._knock = knock
        if comes or not painted or (self._stale and not _is_count_alone(view)):
            self.show_stage()
        else:
            self._stale = False
            self._show_time(view)

    def act(self, move: Callable[[], object]) -> bool:
        """Do something, and tell whether anything came of it."""
        try:
            return bool(move())
        except SpacequizError as error:
            self.notify(str(error), severity="error", markup=False)
            return False

    def on_screen_suspend(self) -> None:
        """Let the line be: a dialog has the keys. The clock runs on behind it."""
        self.set_focus(None)
        self.moves.busy = True

    def stop_clock(self) -> None:
        """Let the evening lie still while the whole program does."""
        self.moves.rest()

    def start_clock(self) -> None:
        """Go on as if no time had passed."""
        self.moves.wake()

    def on_screen_resume(self) -> None:
        """Go on after a dialog."""
        self.moves.busy = False
        self.show_stage()
        line = self.query_one("#typed", Input)
        if line.display:
            self.set_focus(line)

    def on_resize(self) -> None:
        """Paint in the new size."""
        self.query_one(NightCanvas).refresh(layout=True)
        self.call_after_refresh(self._share_room)

    # -- commands ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense in this phase."""
        if action in ("jokers", "keys"):
            setup, state = self.moves.match.setup, self.moves.match.state
            first = setup.jokers and state.phase is NightPhase.BETWEEN and state.round < 0
            return first is (action == "jokers")
        return makes_sense(action, self.moves.match, typing=self.typing)

    def action_go_on(self) -> None:
        """Go on to what comes next."""
        if self.moves.now - self._since < SETTLE_SECONDS and not self.moves.next_turn():
            return
        if self._is_hasty() and not self._asked_again:
            self._asked_again = True
            self.show_stage()
            return
        self.act(self._go_on)

    def _is_hasty(self) -> bool:
        """Return whether going on would show the answer although nobody has given one in time."""
        state, view = self.moves.match.state, self.game.night.view
        if state.phase not in ASKED or self.moves.next_turn() or not view.question:
            return False
        said = any(team.locked or self.moves.picks(team.team.id) for team in view.teams)
        late = [t.deadline is not None and t.deadline <= self.moves.now for t in view.teams]
        return view.question.card is not None and not said and not all(late)

    def _go_on(self) -> bool:
        moves, view = self.moves, self.game.night.view
        if moves.next_turn():
            return moves.take_turn()
        if view.phase is NightPhase.PICKING:
            return moves.pick_cell(*self._cursor)
        return moves.reveal() if view.phase in ASKED else moves.go_on()

    def action_reveal(self) -> None:
        """Show the answer, whoever has not given one."""
        self.act(self.moves.reveal)

    def action_move(self, across: int, down: int) -> None:
        """Move the board's cursor, or read on."""
        board = self.game.night.view.board
        if self.game.night.view.phase is not NightPhase.PICKING or board is None:
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
        self.game.open_screen(self._make_keys)

    def _make_keys(self) -> Screen[None]:
        marks = mark_teams(self.game.night.view, self.game.glyphs, self.moves.now)
        return KeysScreen(self.hands, marks)

    def action_jokers(self) -> None:
        """Place jokers on the first round, or try the keys again."""
        self._at_jokers = not self._at_jokers
        self.show_stage()

    def action_room(self) -> None:
        """Show the phones' room."""
        self.game.show_room()

    def action_log(self) -> None:
        """Show everything that happened."""
        self.game.open_screen(lambda: NightLogScreen(self.moves.match))

    # -- the teams' keys and typed answers ----------------------------------------------------

    @property
    def hands(self) -> Hands:
        """Return which keys are whose, as the teams now are."""
        state = self.moves.match.state
        room = self.game.room
        names = list_at_keyboard(
            state, self.game.night.keys_needed, phones=room is not None and room.is_open
        )
        waits = self._hands is not None and state.phase in ASKED
        if self._hands is None or (self._hands.teams != names and not waits):
            before = self._hands.keys if self._hands else {}
            self._hands = Hands(self.game.night.lobby, names, self.game.night.keys_needed)
            if any(keys != self._hands.keys.get(team, keys) for team, keys in before.items()):
                self.notify(say("The keys were dealt anew: look for yours below."), markup=False)
        return self._hands

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
        if self.trying:
            self._tried = {**self._tried, team: self.hands.keys[team][number]}
            self.show_stage()
        elif view.phase is NightPhase.BETWEEN:
            self.act(lambda: self.hands.is_buzzer(team, number) and self._double(team))
        elif view.phase in ASKED and view.question is not None:
            self._take(view, team, number)

    def _double(self, team: str) -> bool:
        return self.game.night.lobby.jokers and self.moves.toggle_joker(team)

    def _take(self, view: MatchView, team: str, number: int) -> None:
        question = view.question
        assert question is not None
        floor = view.phase is NightPhase.FLOOR
        if self.hands.wants_buzz(view):
            if self.hands.is_buzzer(team, number) and self.act(lambda: self.moves.buzz(team)):
                self.hands.hold()
        elif (not floor or team == question.floor) and self.hands.picks(question):
            self._answer(question, team, number)

    def _answer(self, question: QuestionView, team: str, number: int) -> None:
        """Take a key for an option, or for one of several, or for locking those in."""
        card, moves = question.card, self.moves
        assert card is not None
        if number < len(card.options):
            option = card.options[number]
            if card.way is not Way.PICK_MANY:
                self.act(lambda: moves.lock(team, (option,)))
            else:
                moves.pick(team, option)
                self.show_stage()
        elif card.way is Way.PICK_MANY and self.hands.is_last(team, number):
            self.act(lambda: moves.confirm(team))

    # -- the line to type in -----------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        view = self.game.night.view
        if view.phase is NightPhase.WAGERING:
            amount = parse_number(event.value, self.game.night.language)
            whole = amount is not None and 0 <= amount <= POINTS_LIMIT and amount == int(amount)
            done = whole and self.act(lambda: self.moves.place_wager(int(amount or 0)))
        else:
            question = view.question
            team = (question.turn or question.floor or view.picker) if question else ""
            card = question.card if question else None
            response = read_typed(card, event.value)
            if response and (unread := self.moves.cannot_read(response)):
                event.input.value = ""
                self._refuse(f"{ask_back(unread)} ")
                return
            if response and self.act(lambda: self.moves.ask_back(team, response)):
                event.input.value = ""
                return
            done = bool(response) and self.act(lambda: self.moves.lock(team, response))
        event.input.value = ""
        self._refuse("" if done else say("That cannot be taken.") + " ")

    @on(Input.Changed)
    def _typed_on(self, event: Input.Changed) -> None:
        if event.value:
            self._refuse("")

    def _refuse(self, why: str) -> None:
        """Say, or say no more, why what was typed is not taken."""
        if self.refused != why:
            self.refused = why
            self.show_stage()

    def show_line(self, view: MatchView) -> None:
        """Show the line to type in where the answer, or a wager, is typed."""
        line = self.query_one("#typed", Input)
        wanted = self._types(view)
        if line.display is not wanted:
            line.value = ""
            line.display = wanted
            self.set_focus(line if wanted else None)
        line.password = bool(view.question and view.question.turns)

    def _types(self, view: MatchView) -> bool:
        question = view.question
        alone = (question.turn or question.floor) if question else view.picker
        # Whoever answers alone at a phone types there.
        if view.paused or (alone and alone not in self.hands.teams):
            return False
        if view.phase is NightPhase.WAGERING:
            return True
        if question is None or view.phase not in (NightPhase.ANSWERING, NightPhase.FLOOR):
            return False
        floor = view.phase is NightPhase.FLOOR and not self.hands.picks(question)
        return bool(question.turn) or floor or self.hands.must_type(question, view.phase)

    @property
    def typing(self) -> bool:
        """Return whether letters go into a text."""
        return self.is_mounted and self.query_one("#typed", Input).display

    # -- what the host asks for ---------------------------------------------------------------

    @property
    def moves(self) -> Moves:
        """Return the moves of the present evening."""
        return self.game.night.moves

    def action_pause(self) -> None:
        """Stop all clocks, or let them go on."""
        self.act(self.moves.toggle_pause)

    def action_skip(self) -> None:
        """Call the question off."""
        self.act(self.moves.skip)

    def action_undo(self) -> None:
        """Take the last step back."""
        last = describe_last(self.moves.match)
        if self.act(self.moves.undo) and last:
            self.notify(say("Taken back: {step}", step=last), markup=False)

    def action_redo(self) -> None:
        """Do the step again that was taken back."""
        if self.act(self.moves.redo):
            told = say("Done again: {step}", step=describe_last(self.moves.match))
            self.notify(told, markup=False)

    def action_judge(self) -> None:
        """Judge a team's last answer anew."""
        past = self.moves.match.state.history[-1]
        given = {j.team: float(j.closest) or j.credit for j in past.judgements}
        items = [
            MenuItem(team.id, team.name, _name_credit(given.get(team.id, 0.0)))
            for team in self.moves.match.state.teams
            if team.id in past.asking.entrants
        ]

        def done(team: str | None) -> None:
            if team is not None:
                self._ask_credit(past, team, given.get(team, 0.0))

        self._pick(say("Judge the last answer of"), items, done)

    def _ask_credit(self, past: Past, team: str, credit: float) -> None:
        """Ask how much of a team's answer was right; the opposite of what was said comes first."""
        names = {team.id: team.name for team in self.moves.match.state.teams}
        items = [
            MenuItem(str(share), say(title))
            for share, title in CREDITS.items()
            if not past.asking.closest or share in (0.0, 1.0)
        ]

        def done(share: str | None) -> None:
            if share is None:
                return
            history = self.moves.match.state.history
            if history and history[-1] is past:
                self.act(lambda: self.moves.judge_again(team, float(share)))
            else:
                self.notify(say("The evening has gone on: judge again."), severity="warning")

        opposite = str(0.0 if credit else 1.0)
        self._pick(say("{team} was", team=names[team]), items, done, at=opposite)

    def action_score(self) -> None:
        """Give or take points."""

        def done(team: str | None) -> None:
            if team is not None:
                ask = AskScreen(
                    say("Points"), say("How many? Such as 200, or -200 to take them"), limit=8
                )
                self.app.push_screen(ask, lambda text: self._ask_reason(team, text))

        self._pick(say("Change the score of"), self._list_teams(), done)

    def _ask_reason(self, team: str, text: str | None) -> None:
        try:
            delta = int((text or "").replace("+", "").replace(",", "").replace("−", "-"))
        except ValueError:
            if text is not None:
                self.notify(say("That is no whole number."), severity="warning", markup=False)
            return
        if abs(delta) > POINTS_LIMIT:
            said = say("At most {points} points go over at once.", points=say_number(POINTS_LIMIT))
            self.notify(said, severity="warning", markup=False)
            return

        def done(reason: str | None) -> None:
            if reason is not None and delta:
                why = clean_line(reason, 80) or say("the host's word")
                self.act(lambda: self.moves.change_score(team, delta, why))

        self.app.push_screen(
            AskScreen(say("The reason"), say("It stands in the log"), limit=80), done
        )

    def action_rename(self) -> None:
        """Give a team another name."""
        names = {team.id: team.name for team in self.moves.match.state.teams}

        def done(team: str | None) -> None:
            if team is not None:
                ask = AskScreen(
                    say("A new name"), say("For {team}", team=names[team]), names[team], NAME_LIMIT
                )
                self.app.push_screen(ask, lambda name: self._rename(team, name))

        self._pick(say("Rename"), self._list_teams(), done)

    def _rename(self, team: str, name: str | None) -> None:
        if name is not None and not self.act(lambda: self.moves.rename(team, name)):
            self.notify(say("Another team has this name."), severity="warning", markup=False)

    def action_add_team(self) -> None:
        """Let a team join late."""
        if len(self.hands.teams) >= MOST_TEAMS:
            self.notify(say("{number} teams are the most.", number=MOST_TEAMS), markup=False)
            return
        if not self._have_keys(len(self.hands.teams) + 1):
            self.notify(
                say(
                    "There are not enough keys: some questions have {number} options, and each "
                    "team needs a key for each.",
                    number=self.game.night.keys_needed,
                ),
                severity="warning",
                markup=False,
            )
            return
        ask = AskScreen(
            say("A late team"), say("Its name; it starts without points"), limit=NAME_LIMIT
        )
        self.app.push_screen(ask, self._add_team)

    def _add_team(self, name: str | None) -> None:
        name = clean_name(name or "")
        teams = self.moves.match.state.teams
        if not name or name.casefold() in {team.name.casefold() for team in teams}:
            return
        looks = {team.glyph for team in teams}
        number = max((int(team.id) for team in teams), default=0) + 1
        look = next((n for n in range(MOST_TEAMS) if n not in looks), number % MOST_TEAMS)
        team = Team(str(number), name, color=look, glyph=look)
        self.act(lambda: self.moves.add_team(team))

    def _have_keys(self, teams: int) -> bool:
        need = self.game.night.keys_needed
        return has_room(teams, need) or bool(
            find_free_keys(self.hands.layout, self.hands.keys, need)
        )

    def action_retire(self) -> None:
        """Let a team leave, whose answers are waited for no more, or come back."""
        retired = self.moves.match.state.retired
        items = [
            item._replace(note=say("comes back") if item.id in retired else say("leaves"))
            for item in self._list_teams()
        ]

        def done(team: str | None) -> None:
            if team is not None and not self.act(lambda: self.moves.retire(team)):
                self.notify(say("The last team cannot leave."), severity="warning", markup=False)

        self._pick(say("Who leaves, or comes back"), items, done)

    def action_end(self) -> None:
        """End the round or the evening early."""
        items = [
            MenuItem(
                "evening", say("End the evening"), say("the podium follows; undo takes it back")
            )
        ]
        if self.moves.match.state.phase in (
            NightPhase.READY,
            NightPhase.PICKING,
            NightPhase.REVEALED,
        ):
            items.insert(0, MenuItem("round", say("End this round"), say("the standings follow")))

        def done(what: str | None) -> None:
            if what is not None:
                self.act(self.moves.end_round if what == "round" else self.moves.end)

        self._pick(say("End early"), items, done)

    def action_host(self) -> None:
        """Show everything that the host can do."""
        offered = {c.action: c for c in self.commands if self._offers(c.action)}
        items = [MenuItem("continue", say("Continue"))]
        items += [
            MenuItem(action, offered[action].title.capitalize(), name_key(offered[action].key))
            for action in HOST
            if action in offered
        ]
        items += [
            MenuItem("home", say("Home"), say("the evening waits in Quiz night")),
            MenuItem("quit", say("Quit"), say("the evening waits for next time")),
        ]
        self._pick(say("The host"), items, self._after_menu)

    def _offers(self, action: str) -> bool:
        return action in HOST and bool(self.check_action(action, ()))

    async def _run(self, action: str) -> None:
        await self.run_action(action)

    def _after_menu(self, choice: str | None) -> None:
        if choice == "home":
            self.game.go_home()
        elif choice == "quit":
            self.app.exit()
        elif choice in HOST:
            self.call_later(self._run, choice)

    def _list_teams(self) -> list[MenuItem]:
        state = self.moves.match.state
        return [
            MenuItem(t.id, t.name, say_count(state.scores[t.id], "{count} point", "{count} points"))
            for t in state.teams
        ]

    def _pick(
        self, title: str, items: list[MenuItem], done: Callable[[str | None], None], at: str = ""
    ) -> None:
        self.app.push_screen(ChooseScreen(title, items, at=at, letters=False), done)


HOST = (
    "pause",
    "undo",
    "redo",
    "reveal",
    "skip",
    "judge",
    "score",
    "rename",
    "add_team",
    "retire",
    "end",
    "keys",
    "room",
    "log",
)
"""What the host's menu offers, in this order."""


def makes_sense(action: str, match: Match, *, typing: bool) -> bool:
    """Return whether a command makes sense just now."""
    state = match.state
    paused = state.paused_at is not None
    match action:
        case "undo":
            return match.can_undo
        case "redo":
            return match.can_redo
        case "skip":
            return state.phase in ASKED
        case "reveal":
            return state.phase in ASKED and not paused
        case "pause":
            return state.phase is not NightPhase.ENDED
        case "judge":
            judged = bool(state.history) and not state.history[-1].skipped
            return judged and state.phase not in (*ASKED, NightPhase.WAGERING)
        case "go_on":
            return not paused and not typing and state.phase is not NightPhase.WAGERING
    return True


CREDITS = {
    1.0: say_later("Right"),
    0.75: say_later("Three quarters right"),
    0.5: say_later("Half right"),
    0.25: say_later("A quarter right"),
    0.0: say_later("Wrong"),
}
"""What the host can say of an answer; a number that the closest wins is right or wrong."""


def _name_credit(credit: float) -> str:
    """Return what a team's answer was, as far as a word can say."""
    return say(CREDITS.get(credit, say_later("Partly right"))).lower()


TICK = 0.1
"""How often the clock is looked at, in seconds."""


def _is_count_alone(view: MatchView) -> bool:
    """Return whether an answer changes no more than who has answered."""
    question = view.question
    return question is not None and question.manner is Manner.TOGETHER and not question.turns
