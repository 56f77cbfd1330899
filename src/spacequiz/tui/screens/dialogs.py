"""The dialogs: ask for a line, choose, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from spacequiz.game.records import CONFIDENCE
from spacequiz.language import say
from spacequiz.text import clean_line
from spacequiz.tui.commands import name_key
from spacequiz.tui.screens.base import ClosingScreen
from spacequiz.tui.widgets.explanation import explain
from spacequiz.tui.widgets.forms import CleanInput, Menu, MenuItem
from spacequiz.tui.widgets.hanging import HangingText
from spacequiz.words.questions import describe_answer, describe_place
from spacequiz.words.verdicts import name_confidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from spacequiz.game.views import Played
    from spacequiz.quizmaster.looking_back import Opened
    from spacequiz.tui.commands import Command
    from spacequiz.tui.game import Game
    from spacequiz.tui.widgets.pads import HelpRow
    from spacequiz.words import Glyphs


MOST_CHARACTERS = 200
YES, NO = "yes", "no"

Result = TypeVar("Result")


def tell_keys(*keys: tuple[str, str]) -> Content:
    """Return the line that says what the keys of a dialog do."""
    parts = (((name_key(key), "bold $primary"), f" {told}") for key, told in keys)
    return Content("  ").join(Content.assemble(*part) for part in parts)


class Dialog(ModalScreen[Result], ClosingScreen[Result]):
    """A box over a screen that asks for one thing, or shows one.

    Textual styles a widget by its first base alone.
    """

    @property
    def glyphs(self) -> Glyphs:
        """Return the characters that the game draws with."""
        return cast("Game", self.app).glyphs


class AskScreen(Dialog[str | None]):
    """Ask for a line, such as a name, a note or a code. Escape changes nothing.

    Args:
        title: What is done with the line.
        prompt: What is to be written.
        value: What stands there to begin with.
        limit: How many characters there may be.
        mend: Whether to put the cursor behind the value, instead of marking it to be replaced.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(
        self,
        title: str,
        prompt: str,
        value: str = "",
        limit: int = MOST_CHARACTERS,
        *,
        mend: bool = False,
    ) -> None:
        super().__init__()
        self._heading = title
        self._prompt = prompt
        self._value = value
        self._limit = limit
        self._mend = mend

    def compose(self) -> ComposeResult:
        """Lay out the title, the line and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._heading, "bold"), classes="title")
            yield Static(Content.styled(self._prompt, "$quiet"))
            line = CleanInput(self._value, max_length=self._limit, compact=True)
            line.select_on_focus = not self._mend
            yield line
            keys = tell_keys(("enter", say("done")), ("escape", say("cancel")))
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the letters go into the line."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(clean_line(event.value, self._limit))

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)


class ChooseScreen(Dialog[str | None]):
    """Ask which. Escape chooses nothing.

    Args:
        title: What is chosen.
        items: What there is to choose.
        note: What to know besides.
        at: The item that is offered first.
        letters: Whether an item can be chosen by its first letter.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(
        self,
        title: str,
        items: Sequence[MenuItem],
        note: str = "",
        at: str = "",
        *,
        letters: bool = True,
    ) -> None:
        super().__init__()
        self._heading = title
        self._items = tuple(items)
        self._note = note
        self._at = at
        self._letters = letters

    def compose(self) -> ComposeResult:
        """Lay out the title, the choices and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._heading, "bold"), classes="title")
            with VerticalScroll(can_focus=False):
                yield Menu(self._items, self.glyphs, letters=self._letters)
            if self._note:
                yield Static(Content.styled(self._note, "$quiet"), classes="note")
            keys = tell_keys(("enter", say("choose")), ("escape", say("cancel")))
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the keys go to the choices."""
        menu = self.query_one(Menu)
        menu.cursor = next((n for n, item in enumerate(self._items) if item.id == self._at), 0)
        self.set_focus(menu)

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.id)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def ask_whether(question: str, yes: str, no: str) -> ChooseScreen:
    """Return a dialog whose answer is `YES` if so; the harmless answer comes first."""
    return ChooseScreen(question, (MenuItem(NO, no), MenuItem(YES, yes)))


def ask_how_sure() -> ChooseScreen:
    """Return a dialog before a verdict; escape goes back to the answer."""
    items = [MenuItem(aid or "", name_confidence(aid)) for aid in CONFIDENCE]
    return ChooseScreen(say("How sure are you?"), items, say("The first letter is enough."))


def ask_at_pause(code: str) -> ChooseScreen:
    """Return a dialog for a game that stands still, with a code for the same questions if any."""
    told = say("Every answer so far is saved.")
    if code:
        told += "\n" + say("Code to share: {code}", code=code)
    items = (
        MenuItem("continue", say("Continue")),
        MenuItem("home", say("Home"), say("the game waits there")),
        MenuItem("quit", say("Quit"), say("the game waits for next time")),
    )
    return ChooseScreen(say("Paused"), items, told)


class ReadScreen(Dialog[None]):
    """Show what is too long for a line, and scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    heading = ""

    def compose(self) -> ComposeResult:
        """Lay out the title, the text and the key."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self.heading, "bold"), classes="title")
            with VerticalScroll(id="text", can_focus=False):
                yield from self.compose_text()
            yield Static(Content.styled(say("esc closes"), "$quiet"), classes="keys")

    def compose_text(self) -> ComposeResult:
        """Lay out what there is to read."""
        yield from ()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Read on or back."""
        self.query_one("#text").scroll_relative(y=lines, animate=False)


class DocumentScreen(ReadScreen):
    """Show a whole document; the cited paragraphs are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "close", show=False)]

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.heading = opened.title
        self._opened = opened

    def compose_text(self) -> ComposeResult:
        """Lay out where the document can be read, and its numbered paragraphs."""
        opened = self._opened
        shipped = bool(opened.paragraphs)
        for line in describe_place(opened.reference, opened.cited, shipped=shipped):
            yield Static(Content.styled(line, "$quiet"))
        for number, text in enumerate(opened.paragraphs, 1):
            yield self._paragraph(number, text)

    def _paragraph(self, number: int, text: str) -> HangingText:
        cited = number in self._opened.cited
        mark = self.glyphs.cursor if cited else " "
        head = Content.styled(f"{mark} {number:>3}  ", "bold $primary" if cited else "$quiet")
        return HangingText(head, Content(text) if cited else Content.styled(text, "$quiet"))

    def on_mount(self) -> None:
        """Open the document at the first cited paragraph."""
        first = min(self._opened.cited, default=1)
        paragraphs = list(self.query(HangingText))
        if first <= len(paragraphs):
            self.call_after_refresh(paragraphs[first - 1].scroll_visible, animate=False, top=True)


def _list_always() -> tuple[HelpRow, ...]:
    told = say("Move among answers, lines and items; the mouse works everywhere too.")
    return ((say("arrows"), say("move"), told),)


def _list_usual() -> tuple[HelpRow, ...]:
    """Return what holds where the screen has no keys of its own to pick by."""
    number = say("Pick an answer by its number; t and f for true and false.")
    letter = say("Pick one of the first five answers, from the top.")
    return (("1-9", say("answer"), number), ("a-e", say("answer"), letter))


class HelpScreen(ReadScreen):
    """List what can be done, with its keys; with a guide, how to play before them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f1", "close", show=False)]

    def __init__(
        self,
        commands: Sequence[Command],
        *,
        typing: bool,
        rows: Sequence[HelpRow] = (),
        guide: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.heading = say("How to play, and the Keys") if guide else say("Keys")
        self._guide = guide
        self._rows = rows
        self._commands = commands
        self._typing = typing

    def compose_text(self) -> ComposeResult:
        """Lay out one row a command."""
        if self._guide:
            for title, text in self._guide:
                yield HangingText(Content(""), Content.assemble((f"{title}  ", "bold"), text))
            yield Static(Content.styled(f"\n{say('Keys')}", "bold $secondary"))
        for command in self._commands:
            yield _row(command.label_for(typing=self._typing), command.title, command.help)
        for row in (*_list_always(), *(self._rows or _list_usual())):
            yield _row(*row)


def _row(key: str, title: str, text: str) -> HangingText:
    head = Content.styled(f"{key:>6}  ", "bold $primary")
    return HangingText(head, Content.assemble((f"{title}: ", "bold"), text))


class LookupScreen(ReadScreen):
    """Show a question that was played before."""

    def __init__(self, played: Played) -> None:
        super().__init__()
        self.heading = played.card.ask
        self._played = played

    def compose_text(self) -> ComposeResult:
        """Lay out category, answer and explanation."""
        card, reveal = self._played.card, self._played.reveal
        yield Static(Content.styled(card.category, "$quiet"))
        yield Static(Content.styled(describe_answer(reveal.answer), "bold $success"))
        yield Static(explain(reveal, self.glyphs))


Option = tuple[str, str]
"""A value and how it is shown."""


class PickList(Widget, can_focus=True):
    """Show options, each with its state drawn as a character."""

    DEFAULT_CSS = "PickList { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("space", "pick", show=False),
    ]

    cursor: reactive[int] = reactive(0)
    picked: reactive[frozenset[str]] = reactive(frozenset)

    def __init__(self, options: Sequence[Option], picked: frozenset[str], glyphs: Glyphs) -> None:
        super().__init__()
        self.options = tuple(options)
        self._glyphs = glyphs
        self.set_reactive(PickList.picked, picked)

    def render(self) -> Content:
        """Return one line an option."""
        glyphs = self._glyphs
        lines = []
        for index, (value, label) in enumerate(self.options):
            at_cursor = index == self.cursor
            box = glyphs.picked if value in self.picked else glyphs.free
            mark = glyphs.cursor if at_cursor else " "
            line = Content.styled(f"{mark} {box} {label}", "bold $primary" if at_cursor else "")
            lines.append(line.truncate(max(1, self.size.width), ellipsis=True))
        return Content("\n").join(lines)

    def action_move(self, step: int) -> None:
        """Move the cursor, around the ends, and keep it in sight."""
        self.cursor = (self.cursor + step) % len(self.options)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to(y=max(0, self.cursor - 3), animate=False)

    def action_pick(self) -> None:
        """Pick or unpick the option at the cursor."""
        self.picked ^= {self.options[self.cursor][0]}

    def on_click(self, event: events.Click) -> None:
        """Pick or unpick the option under the mouse."""
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self.options):
            event.stop()
            self.cursor = at.y
            self.action_pick()


class PickScreen(Dialog[frozenset[str] | None]):
    """Ask which of many; nothing picked means all. Escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", show=False),
        Binding("a", "none", show=False),
        Binding("escape", "cancel", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[Option], picked: frozenset[str], glyphs: Glyphs
    ) -> None:
        super().__init__()
        self._title = title
        self._list = PickList(options, picked, glyphs)

    def compose(self) -> ComposeResult:
        """Lay out the title, the options and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._title, "bold"), classes="title")
            with VerticalScroll(can_focus=False):
                yield self._list
            keys = tell_keys(
                ("space", say("pick")),
                ("a", say("all")),
                ("enter", say("done")),
                ("escape", say("cancel")),
            )
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self.set_focus(self._list)

    def action_done(self) -> None:
        """Return what is picked."""
        self.dismiss(self._list.picked)

    def action_none(self) -> None:
        """Unpick everything, which means all."""
        self._list.picked = frozenset()

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
