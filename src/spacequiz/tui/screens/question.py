"""The question screen: asks, waits for an answer, and shows the verdict until the player goes on."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from spacequiz.game.kinds import Way
from spacequiz.game.records import CONFIDENCE, Aid
from spacequiz.game.scoring import AID_COST
from spacequiz.game.views import Phase, View
from spacequiz.language import say
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import LEAST_ROOM, TALL_FROM, GameScreen
from spacequiz.tui.widgets.explanation import LOW_FROM, Explanation, VerdictLine
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
from spacequiz.tui.widgets.stage import Asked, Stage
from spacequiz.tui.widgets.track import FlightTrack
from spacequiz.words.modes import title_of_mode
from spacequiz.words.verdicts import ask_back

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.screen import Screen

    from spacequiz.game.kinds.body import Response
    from spacequiz.game.views import Card
    from spacequiz.packs.pictures import OpenedPicture
    from spacequiz.tui.widgets.pads import HelpRow
    from spacequiz.words import Glyphs


TICK = 0.2
READING_SECONDS = 0.5
"""After so long the first question is on the screen, and its player still reads."""
LONGEST_PAINTING = 1.0
LADDER_ROOM = Size(76, 22)
"""Where there is less, the ladder is its line of figures alone."""
DEAF_SECONDS = 0.5
"""How long no key may have come after the time ran out, before one counts."""


COMMANDS = (
    Command("enter", "confirm", "confirm", "Answer with what is chosen."),
    Command("enter", "go_on", "next", "Go on to the next question."),
    Command("space", "pick_up", "pick up", "Pick up what stands at the cursor."),
    Command("enter,space", "drop", "drop", "Leave the item that is held where it is now."),
    Command("enter,space", "pair", "pair", "Give what is held the partner at the cursor."),
    Command("escape", "put_back", "put back", "Return what is held to where it was."),
    Command("backspace,delete", "clear", "clear", "Take a pair apart."),
    Command("h", "hint", "hint", "Show a hint.", typing_key="f2"),
    Command(
        "f",
        "halve",
        "fifty-fifty",
        "Take wrong answers away until two are left.",
        typing_key="f4",
    ),
    Command("x", "swap", "swap", "Get another question in the place of this.", typing_key="f5"),
    Command("s", "skip", "skip", "Give this question up and see the answer.", typing_key="f3"),
    Command("i", "look", "picture", "Look at the picture, as large as it gets.", typing_key="f8"),
    Command("w", "whys", "why not", "Show why each wrong answer is wrong."),
    Command("v", "rule", "rule", "Show how your typed answer was judged."),
    Command("equals_sign", "claim", "I was right", "Let your answer count as right."),
    Command("plus", "be_sure", "easy", "You knew this without doubt: ask it much later."),
    Command("minus", "want_again", "again", "You did not know this after all: ask it again."),
    Command(
        "u",
        "undo",
        "undo",
        "Take your last answer back; one that you have seen brings no points.",
        typing_key="f6",
    ),
    Command(
        "l", "walk_away", "walk away", "End the game with the points you have.", typing_key="f7"
    ),
    Command(
        "p",
        "read",
        "source",
        "Read what the question is built from, or see where it can be read.",
    ),
    Command("n", "note", "note", "Write yourself a note on this question."),
    Command("z", "set_aside", "set aside", "Leave this question out of reviews, or take it back."),
    Command(
        "exclamation_mark",
        "flag",
        "report",
        "Report this question as bad, or take it back.",
        context="as bad",
    ),
    Command("down,j", "scroll(1)", "scroll", "Read on.", footer=False),
    Command("up,k", "scroll(-1)", "scroll back", "Read back.", footer=False),
    Command("pagedown", "page(1)", "page", "Read on in a long question or verdict.", footer=False),
    Command("pageup", "page(-1)", "page back", "Read back, a page.", footer=False),
    Command("escape", "pause", "pause", "Pause the game, or leave it for later."),
)


class QuestionScreen(GameScreen[None]):
    """Play a game. The truth is with the quizmaster; this screen paints its views."""

    COMMAND_LIST = COMMANDS
    look = "question.tcss"

    # The keys go where the question wants them, also when a dialog closes over a verdict.
    AUTO_FOCUS = ""

    pause_before_keys = 0.0
    holds_game = True

    VERTICAL_BREAKPOINTS = [
        (0, "-flat"),
        (LEAST_ROOM.height, "-tiny"),
        (LOW_FROM, "-low"),
        (TALL_FROM, "-tall"),
    ]

    @property
    def commands(self) -> tuple[Command, ...]:
        """Return the commands; what help costs stands beside its key, before it is taken."""
        view = self.view
        if view is None:
            return self.COMMAND_LIST
        return tuple(_price(command, view) for command in self.COMMAND_LIST)

    deaf_until = 0.0
    """Until when, by the clock, keys are of an answer that the time has cut short."""

    laid_out_for: Size | None = None
    """The size of the terminal that the question is written for."""

    view: reactive[View | None] = reactive(None)

    def __init__(self) -> None:
        super().__init__()
        self._pads: dict[str, AnswerPad] = {}
        """The pads that there are, by their ids."""

    @property
    def guide(self) -> tuple[tuple[str, str], ...]:
        """Return how this game is played, and what brings points in it."""
        from spacequiz.words.guide import list_guide_of

        return list_guide_of(self.game.quizmaster.setup.mode)

    def compose_content(self) -> ComposeResult:
        """Lay out the track, the question with its answers, and the explanation."""
        glyphs = self.game.glyphs
        bound = QuestionScreen.view
        yield FlightTrack(glyphs, scored=self.game.quizmaster.scored).data_bind(bound)
        if self.game.quizmaster.view.prizes:
            from spacequiz.tui.widgets.ladder import Ladder

            with Horizontal(id="climb"):
                yield from self._compose_stage()
                yield Ladder(glyphs).data_bind(bound)
        else:
            yield from self._compose_stage()

    def _compose_stage(self) -> ComposeResult:
        glyphs = self.game.glyphs
        bound = QuestionScreen.view
        with Stage(id="stage"):
            with Asked(id="question"):
                yield QuestionCard(glyphs, self._open_picture).data_bind(bound)
                yield VerdictLine(glyphs).data_bind(bound)
                yield self._make_pad(self._pad_name(self.game.quizmaster.view))
                yield Static(id="advice")
            yield Explanation(glyphs).data_bind(bound)

    def _open_picture(self, card: Card, option: str) -> OpenedPicture | None:
        return self.game.quizmaster.archive.open_picture(card, option)

    def on_mount(self) -> None:
        """Show the game as it stands."""
        quizmaster = self.game.quizmaster
        self.set_context(
            f"{quizmaster.editions.title_of(quizmaster.setup.packs)} {self.game.glyphs.dot} "
            f"{title_of_mode(quizmaster.setup.mode)}"
        )
        self.screen_layout_refresh_signal.subscribe(self, self._note_shown, immediate=True)
        self.laid_out_for = self.app.size
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
            # After the painting, options would move under a click.
            self._stage.scroll_home(animate=False, immediate=True)
        if self._pad_name(view) not in self._pads:
            self._add_pads()
        pad = self.pad
        if pad is None:
            return
        for other in self._pads.values():
            other.display = other is pad
        self.query_one("#advice").display = False
        if view.again:
            self._advise(ask_back(view.again))
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
        # Asked for every command whenever the keys are painted, so nothing is searched for it.
        pad = self._pads.get(self._pad_name(self.view))
        # A screen that is left before it was seen has none any more.
        return pad if pad is not None and pad.is_attached else None

    @staticmethod
    def _pad_name(view: View) -> str:
        return PADS[view.card.way] if view.card is not None else PAD_NAMES[0]

    def _make_pad(self, name: str) -> AnswerPad:
        pad = make_pad(name, self.game.glyphs).data_bind(QuestionScreen.view)
        self._pads[name] = pad
        return pad

    def _complete(self) -> None:
        """Fetch what the first question could be painted without."""
        self._add_pads()
        self.run_worker(self.game.quizmaster.warm_up, thread=True, exit_on_error=False)

    def _add_pads(self) -> None:
        """Add the pads that the first question does not need, once it is on the screen."""
        pads = [self._make_pad(name) for name in PAD_NAMES if name not in self._pads]
        for pad in pads:
            pad.display = False
        if pads:
            self.query_one("#question").mount(*pads, before="#advice")

    @property
    def typing(self) -> bool:
        """Return whether letters belong to the answer and are no commands."""
        return self.phase is Phase.ASKING and self.pad is not None and self.pad.takes_letters

    @property
    def help_rows(self) -> tuple[HelpRow, ...]:
        """Return the keys of the present pad alone, for the help screen."""
        pad = self.pad
        return pad.help_rows if pad is not None and self.phase is Phase.ASKING else ()

    def _focus(self, pad: AnswerPad) -> None:
        """Give the keys to the pad; after the answer a typed line must not swallow them."""
        self.set_focus(pad.find_target(asking=self.phase is Phase.ASKING))

    def on_resize(self, event: events.Resize) -> None:
        """Share the room out again, where it is another than before: a start tells it three times."""
        if event.size == self.laid_out_for:
            return
        self.laid_out_for = event.size
        self.query_one(QuestionCard).write_again()
        self.call_after_refresh(self.make_room)

    def make_room(self) -> None:
        """Bring into sight what belongs there: the question, or the explanation of its answer."""
        for ladder in self.query("Ladder"):
            ladder.display = (
                self.size.width >= LADDER_ROOM.width and self.size.height >= LADDER_ROOM.height
            )
        if self.pad is None:
            return
        if self.phase is Phase.ASKING:
            self._stage.show_question(self.pad)
        else:
            self._stage.show_verdict(beside=self.has_class("-wide"))

    # -- answering ---------------------------------------------------------------------------

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        if self.phase is not Phase.ASKING:
            return
        if self.game.quizmaster.asks_how_sure:
            from spacequiz.tui.screens.dialogs import ask_how_sure

            then = partial(self._answer_surely, event.response)
            self.app.push_screen(ask_how_sure(), then)
        else:
            self.view = self.game.quizmaster.answer(event.response)

    def _answer_surely(self, response: Response, said: str | None) -> None:
        """Answer as surely as the player said, or let the answer be changed."""
        if said is not None:
            confidence = next((aid for aid in CONFIDENCE if aid == said), None)
            self.view = self.game.quizmaster.answer(response, confidence)
        elif self.pad is not None:
            self.pad.sent = None
            self.pad.refresh()

    @on(NothingChosen)
    def _nothing_chosen(self, event: NothingChosen) -> None:
        event.stop()
        if self.pad is None or not self.pad.advise(event.advice):
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
            self.deaf_until = self.game.quizmaster.clock.monotonic() + DEAF_SECONDS
            self.follow(self.game.quizmaster.time_out())

    @property
    def is_deaf(self) -> bool:
        """Return whether a key is of an answer that the clock cut short, and no command.

        Whoever types on gets no further; a moment without a key ends it.
        """
        now = self.game.quizmaster.clock.monotonic()
        deaf = now < self.deaf_until
        if deaf:
            self.deaf_until = now + DEAF_SECONDS
        return deaf

    def on_screen_suspend(self) -> None:
        """Let the time stand still behind another screen."""
        self.stop_clock()

    def on_screen_resume(self) -> None:
        """Let the time go on."""
        self.start_clock()

    def stop_clock(self) -> None:
        """Let the time stand still."""
        self.game.quizmaster.pause()

    def start_clock(self) -> None:
        """Let the time go on."""
        self.game.quizmaster.unpause()

    # -- pausing -----------------------------------------------------------------------------

    def action_pause(self) -> None:
        """Stop the game."""
        from spacequiz.tui.screens.dialogs import ask_at_pause

        self.game.open_screen(lambda: ask_at_pause(self.game.quizmaster.code), self._after_pause)

    def _after_pause(self, choice: str | None) -> None:
        if choice == "home":
            self.game.go_home()
        elif choice == "quit":
            self.app.exit()

    # -- what the commands do ----------------------------------------------------------------

    @property
    def phase(self) -> Phase | None:
        """Return how far the present question has come."""
        return self.view.phase if self.view else None

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
        if action == "look":
            return any(card.can_show(self.view.card) for card in self.query(QuestionCard))
        if action == "read":
            revealed = self.phase is Phase.REVEALED
            return revealed and self.game.quizmaster.annotations.can_read
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

    def action_look(self) -> None:
        """Show the pictures, and what they show in words."""
        from spacequiz.tui.screens.picture import PictureScreen

        if pictures := self.query_one(QuestionCard).list_pictures():
            self.app.push_screen(PictureScreen(pictures))

    def action_skip(self) -> None:
        """Give the question up."""
        self.follow(self.game.quizmaster.skip())

    def action_whys(self) -> None:
        """Show why each wrong option fails."""
        if self.pad is not None:
            self.pad.toggle_whys()
            self.call_after_refresh(self.make_room)

    def action_rule(self) -> None:
        """Show the rule by which the answer was judged."""
        if self.pad is not None:
            self.pad.toggle_rule()
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
            self.game.show_results()
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

    def action_want_again(self) -> None:
        """Mark the answer as not known after all, or not any more."""
        self.view = self.game.quizmaster.want_again()

    def action_set_aside(self) -> None:
        """Leave the question out of reviews, or take it in again."""
        self.view = self.game.quizmaster.toggle_aside()
        self.show_remarks()

    def action_read(self) -> None:
        """Open the document that the question cites."""
        self.game.open_screen(self._open_document)

    def _open_document(self) -> Screen[None] | None:
        from spacequiz.tui.screens.dialogs import DocumentScreen

        opened = self.game.quizmaster.annotations.open_document()
        return DocumentScreen(opened) if opened is not None else None

    def action_note(self) -> None:
        """Write a note on the question."""
        from spacequiz.tui.screens.dialogs import AskScreen

        prompt = say("Shown to you after each answer")
        self.game.open_screen(
            lambda: AskScreen(say("Your note"), prompt, self.game.quizmaster.annotations.note),
            self._write_note,
        )

    def _write_note(self, text: str | None) -> None:
        if text is not None:
            self.game.quizmaster.annotations.write_note(text)
            self.show_remarks()

    def action_flag(self) -> None:
        """Report the question, or take the report back."""
        if self.game.quizmaster.annotations.flagged:
            self._flag("")
        else:
            from spacequiz.tui.screens.dialogs import AskScreen

            ask = AskScreen(
                say("Report this question"),
                say("What is wrong with it? It is kept with your answers, for whoever gets them."),
            )
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


ARRANGING = ("pick_up", "drop", "pair", "put_back", "clear")
"""What is done to items and pairs; only their pad knows when."""
INSTEAD_OF = {"confirm": ("drop", "pair"), "pause": ("put_back",)}
"""What takes the key of a command as long as it can be done."""


def _price(command: Command, view: View) -> Command:
    """Return a command that gives help with its price; any other as it is."""
    aid = _AIDS.get(command.action)
    if aid is None or aid not in AID_COST:
        return command
    if view.priced:
        percent = f"{float(AID_COST[aid]):.0%}"
        cost = say("it costs {percent} of the points", percent=percent)
        return command._replace(price=f" -{percent}", cost=cost)
    return command._replace(cost=say("once a game") if view.prizes else say("it costs nothing"))


_AIDS = {"hint": Aid.HINT, "halve": Aid.FIFTY_FIFTY, "swap": Aid.SWAP}
_WHILE_REVEALED = ("go_on", "note", "flag", "set_aside")


def makes_sense(action: str, view: View, *, ready: bool) -> bool:
    """Return whether a command makes sense at this step of a game.

    Args:
        action: The command's action.
        view: The game as it stands.
        ready: Whether the answers on the screen can be picked already.
    """
    asking = view.phase is Phase.ASKING and ready
    revealed = view.phase is Phase.REVEALED
    if action.startswith("scroll"):
        return revealed
    if action in _AIDS:
        return asking and view.card is not None and _AIDS[action] in view.card.aids
    if action in _WHILE_REVEALED:
        return revealed
    match action:
        case "confirm":
            return asking
        case "skip":
            return asking and not view.prizes
        case "whys":
            return revealed and _has_hidden_whys(view)
        case "rule":
            return view.reveal is not None and view.reveal.judged is not None
        case "claim":
            return view.can_claim
        case "be_sure":
            return view.can_be_sure
        case "want_again":
            return view.can_ask_again
        case "undo":
            return view.can_undo
        case "walk_away":
            return bool(view.prizes) and asking and view.tally.answered > 0
    return True


def _has_hidden_whys(view: View) -> bool:
    parts = view.reveal.parts if view.reveal else ()
    return any(part.note and not part.right and not part.chosen for part in parts)


PADS: dict[Way, str] = {
    Way.PICK: "list",
    Way.PICK_MANY: "list",
    Way.TYPE: "line",
    Way.ARRANGE: "order",
    Way.PAIR: "match",
}
"""For each way to answer, the id of the pad that takes its answers."""


PAD_NAMES = tuple(dict.fromkeys(PADS.values()))


def make_pad(name: str, glyphs: Glyphs) -> AnswerPad:
    """Return the pad with an id of `PADS`. Each is loaded only when it is wanted."""
    match name:
        case "list":
            from spacequiz.tui.widgets.answer_list import AnswerList

            return AnswerList(glyphs, id=name)
        case "line":
            from spacequiz.tui.widgets.answer_line import AnswerLine

            return AnswerLine(glyphs, id=name)
        case "order":
            from spacequiz.tui.widgets.order_pad import OrderPad

            return OrderPad(glyphs, id=name)
    from spacequiz.tui.widgets.match_pad import MatchPad

    return MatchPad(glyphs, id=name)
