"""The stage: a real game on a screen without a terminal, and eyes and hands of a player."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import events
from textual.keys import key_to_character

from builders import Clock, find_right, find_wrong
from spacequiz.packs.library import open_bank
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save
from spacequiz.tui.app import SpacequizApp
from spacequiz.tui.game import KINDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    import pytest
    from rich.segment import Segment
    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.strip import Strip

    from spacequiz.game.kinds.body import Response
    from spacequiz.game.question import Question
    from spacequiz.game.records import Answer, Setup
    from spacequiz.game.views import Card
    from spacequiz.packs.preview import Preview
    from spacequiz.paths import Places

PATIENCE_SECONDS = 10
MOST_ROUNDS = 20
MOST_TURNS = 1_000
SIZE = (80, 24)
SCROLL_BAR = re.compile("[▁-▇]$", re.MULTILINE)
CHARACTERS = {"space": " ", "question_mark": "?", "full_stop": ".", "minus": "-"}
"""The keys that Textual gives a name, as far as tests press them."""


def screen_strips(app: SpacequizApp) -> list[list[Strip]]:
    """Return each line of the terminal as it is sent there, background screens included."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    strips: list[list[Strip]] = [list(line) for line in update.strips]  # type: ignore[union-attr]
    return strips


def screen_lines(app: SpacequizApp) -> list[str]:
    """Return the terminal as plain lines."""
    return ["".join(strip.text for strip in line).rstrip() for line in screen_strips(app)]


def screen_text(app: SpacequizApp) -> str:
    """Return the terminal as plain text."""
    return "\n".join(screen_lines(app))


def screen_words(app: SpacequizApp) -> str:
    """Return the terminal's text on one line, however it is wrapped, without scroll bars."""
    return " ".join(SCROLL_BAR.sub(" ", screen_text(app)).split())


def screen_segments(app: SpacequizApp) -> Iterator[Segment]:
    """Yield each run of equal style on the terminal."""
    for line in screen_strips(app):
        for strip in line:
            yield from strip


@dataclass
class Player:
    """See the screen, press keys and click, as a player does."""

    app: SpacequizApp
    pilot: Pilot[None]

    # -- eyes --------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """Return what is on the screen."""
        return screen_text(self.app)

    @property
    def words(self) -> str:
        """Return what is on the screen, on one line."""
        return screen_words(self.app)

    @property
    def lines(self) -> list[str]:
        """Return the lines on the screen."""
        return screen_lines(self.app)

    @property
    def keys(self) -> str:
        """Return the line of keys."""
        return self.lines[-1]

    def line_with(self, text: str) -> str:
        """Return the line that holds a text."""
        return self.lines[self.where(text)[1]]

    def where(self, text: str) -> tuple[int, int]:
        """Return the cell at which a text begins."""
        for y, line in enumerate(self.lines):
            if text in line:
                return cell_len(line[: line.index(text)]), y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    async def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, f"{what} did not come about:\n{self.text}"
            await self.settle()

    async def see(self, *texts: str) -> None:
        """Wait until all texts are on the screen, wrapped or not."""
        await self.until(lambda: all(text in self.words for text in texts), f"{texts}")

    async def miss(self, *texts: str) -> None:
        """Wait until none of the texts is on the screen."""
        await self.until(lambda: not any(t in self.words for t in texts), f"absence of {texts}")

    # -- hands -------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Let everything that was begun come to its end, and be seen."""
        await self._do_all()
        end = time.monotonic() + PATIENCE_SECONDS
        while self._is_masked():
            assert time.monotonic() < end, f"{self.screen} is not painted"
            await asyncio.sleep(0.001)
            await self._do_all()

    async def _do_all(self) -> None:
        for _ in range(MOST_ROUNDS):
            await self._let_others_run()
            if not self.app.is_running or self.app._exception:
                break
            self._paint()
            if not self._ready and not self._is_busy():
                break

    def _paint(self) -> None:
        """Let the screen paint itself, as its timer does."""
        screen = self.app.screen
        with screen._context():
            try:
                screen._on_timer_update()
            except Exception as error:
                self.app._handle_exception(error)

    def _is_masked(self) -> bool:
        """Return whether Textual holds back what changed, as it does while it changes screens."""
        app = self.app
        if not app.is_running or app._exception:
            return False
        return bool(app._batch_count) or app._gate._front is not app._gate._seen

    async def _let_others_run(self) -> None:
        """Let each task of the loop go on until all of them wait for a clock, a file or a thread."""
        for _ in range(MOST_TURNS):
            await asyncio.sleep(0)
            if not self._ready:
                break

    @property
    def _ready(self) -> bool:
        """Return whether a task could go on at once."""
        return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]

    def _is_busy(self) -> bool:
        """Return whether a message, a layout or a painting is still to come."""
        screen = self.app.screen
        return bool(
            self.app._gate._at_work
            or self.app._gate._waiting
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._dirty_widgets
            or screen._callbacks
            or any(node.message_queue_size for node in screen.walk_children(with_self=True))
        )

    def look(self) -> None:
        """Look at the screen for as long as it wants to be seen before it takes a key."""
        clock, screen = self.app.quizmaster.clock, self.app.screen
        deaf = getattr(screen, "deaf_until", 0.0) - clock.monotonic()
        pause = max(getattr(screen, "pause_before_keys", None) or 0.0, deaf)
        if pause > 0:
            assert isinstance(clock, Clock)
            clock.advance(pause)

    async def press(self, *keys: str) -> None:
        """Press keys, each after the one before has taken effect and was looked at."""
        for key in keys:
            self.look()
            self.send(key)
            await self.settle()

    def send(self, *keys: str) -> None:
        """Press keys at once, as fast as a terminal delivers them."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            character = CHARACTERS.get(key) or key_to_character(key)
            event = events.Key(key, character)
            event.set_sender(self.app)
            driver.send_message(event)

    def record(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Return a list that grows by what is on the screen at each painting from now on."""
        painted: list[str] = []
        display = self.app._display

        def display_and_note(*arguments: Any) -> None:
            display(*arguments)
            painted.append(self.text)

        monkeypatch.setattr(self.app, "_display", display_and_note)
        return painted

    async def type(self, text: str) -> None:
        """Type letters and digits."""
        names = {character: name for name, character in CHARACTERS.items()}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def paste(self, text: str) -> None:
        """Paste a text."""
        driver = self.app._driver
        assert driver is not None
        event = events.Paste(text)
        event.set_sender(self.app)
        driver.send_message(event)
        await self.settle()

    async def click(self, text: str) -> None:
        """Click on a text."""
        await self.click_at(self.where(text))

    async def click_at(self, at: tuple[int, int], *, times: int = 1) -> None:
        """Click on a cell, as fast as a terminal reports it."""
        self.look()
        for _ in range(times):
            self._point(events.MouseDown, at)
            self._point(events.MouseUp, at)
        await self.settle()

    async def hold(self, at: tuple[int, int]) -> None:
        """Press the mouse on a cell, and keep it pressed."""
        self._point(events.MouseDown, at)
        await self.settle()

    async def move(self, at: tuple[int, int]) -> None:
        """Move the mouse to a cell, pressed or not."""
        self._point(events.MouseMove, at)
        await self.settle()

    async def release(self, at: tuple[int, int]) -> None:
        """Release the mouse on a cell."""
        self._point(events.MouseUp, at)
        await self.settle()

    def _point(self, event: Callable[..., events.MouseEvent], at: tuple[int, int]) -> None:
        driver = self.app._driver
        assert driver is not None
        held = bool(driver._down_buttons) or event is events.MouseDown
        driver.process_message(event(None, *at, 0, 0, int(held), False, False, False, *at))

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    # -- what a test knows beyond what a player sees --------------------------------------------

    @property
    def screen(self) -> str:
        """Return the name of the present screen."""
        screen: Screen[object] = self.app.screen
        return type(screen).__name__

    @property
    def card(self) -> Card:
        """Return the present question as it is shown."""
        card = self.app.quizmaster.view.card
        assert card is not None
        return card

    @property
    def question(self) -> Question:
        """Return the present question with its answer."""
        (question,) = self.app.quizmaster.bank.questions([self.card.address])
        return question

    @property
    def saved(self) -> list[Answer]:
        """Return the answers of the newest game, as the save file has them."""
        quizmaster = self.app.quizmaster
        scores = quizmaster.save.scores(quizmaster.player)
        return list(quizmaster.save.answers(scores[0].game)) if scores else []

    def digits(self, response: Response) -> list[str]:
        """Return the keys of the options of a response."""
        return [str(self.card.options.index(option) + 1) for option in response]

    async def answer(self, *, right: bool) -> None:
        """Answer the present question by the keyboard, and wait for the verdict."""
        response = (find_right if right else find_wrong)(self.question)
        if self.card.options:
            await self.press(*self.digits(response))
        else:
            await self.type("9" if not right and self.card.unit else response[0])
        if not self.card.options or self.card.kind == "several":
            await self.press("enter")
        await self.until(lambda: self.app.quizmaster.view.reveal is not None, "a verdict")
        await self.settle()


@dataclass
class Stage:
    """Set games up in one home; what one has saved, the next one finds."""

    places: Places
    clock: Clock

    def make_app(
        self,
        first: Setup | None = None,
        *,
        read: bool = True,
        ascii_only: bool = False,
        name: str = "Ann",
        preview: Preview | None = None,
        report: Callable[[BaseException], object] | None = None,
    ) -> SpacequizApp:
        """Return a game over the packs and the save file of this home.

        Args:
            first: What to play at once; None opens home.
            read: Whether the packs are read already when the game opens.
            ascii_only: Whether to draw with ASCII only.
            name: Who plays.
            preview: A pack to show while it is written, instead of a game.
            report: What keeps reports of mistakes; None lets a mistake end the game.
        """
        bank = open_bank(self.places)
        if read:
            bank.refresh()
        save = Save.open(self.places, self.clock)
        quizmaster = Quizmaster(
            bank,
            save,
            save.player(name),
            clock=self.clock,
            kinds=KINDS,
        )
        app = SpacequizApp(
            quizmaster,
            self.places,
            first=first,
            preview=preview,
            ascii_only=ascii_only,
            report=report,
        )
        app.animation_level = "none"
        return app

    @asynccontextmanager
    async def open(
        self,
        first: Setup | None = None,
        *,
        size: tuple[int, int] = SIZE,
        read: bool = True,
        ascii_only: bool = False,
        preview: Preview | None = None,
        report: Callable[[BaseException], object] | None = None,
    ) -> AsyncIterator[Player]:
        """Open a game, and close it with its save file afterwards."""
        app = self.make_app(first, read=read, ascii_only=ascii_only, preview=preview, report=report)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                player = Player(app, pilot)
                await player.settle()
                yield player
        finally:
            close(app)


def close(app: SpacequizApp) -> None:
    """Give the files of a game back."""
    app.quizmaster.save.close()
    app.quizmaster.bank.close()
