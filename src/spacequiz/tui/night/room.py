"""The phones' room on the screen: the code to join by, who is in, and the host's hand on the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from spacequiz.errors import SpacequizError
from spacequiz.game.night.setup import LEAST_TEAMS
from spacequiz.game.night.state import NightPhase
from spacequiz.language import say, say_count, say_later
from spacequiz.tui.commands import Command
from spacequiz.tui.screens.base import GameScreen
from spacequiz.tui.screens.dialogs import ChooseScreen
from spacequiz.tui.widgets.forms import MenuItem
from spacequiz.words import ASCII

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from spacequiz.quizmaster.room import Room, RoomGuest

ADVICE_AFTER = 30
"""After how many seconds without anybody the screen says what to try."""
_QUIET, _LEAST_QUIET = 4, 2
_TALL, _WIDE = 20, 72
"""From how many lines and columns on a code has its whole quiet zone, and the address a line."""
_SHOWN = 24
"""How many guests are named."""
_EVERY = 0.25


class NightRoomScreen(GameScreen[None]):
    """Let phones in. Enter begins the evening, or goes back to the stage."""

    COMMAND_LIST = (
        Command("enter", "done", "go on", "Begin the evening, or go back to the stage."),
        Command("l", "lock", "lock", "Let nobody new in, or let them in again."),
        Command("a", "ask", "ask me first", "Let new guests wait until you let them in, or not."),
        Command("y", "admit", "let in", "Let in whoever has waited longest."),
        Command("x", "refuse", "not", "Turn away whoever has waited longest."),
        Command("e", "everybody", "let all in", "Let in all who wait."),
        Command("t", "time", "more time", "Give a guest more time for every answer."),
        Command("k", "kick", "let go", "Let a guest go; they may join again."),
        Command("n", "address", "address", "Try another address of this machine."),
        Command("w", "switch", "phones", "Go back to keys, or let phones in again."),
        Command("escape", "back", "stage", "Go back to the stage."),
    )
    clock_runs_behind = True

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._leave: Callable[[], object] | None = None
        self._told: object = None
        self._alone_for = 0.0
        self._trouble = ""

    def compose_content(self) -> ComposeResult:
        """Lay the code beside what to do and who is in."""
        with VerticalScroll(id="room", can_focus=False), Horizontal():
            yield Static(id="qr")
            with Vertical(id="door"):
                yield Static(id="way")
                yield Static(id="guests")

    def on_mount(self) -> None:
        """Show the door, and look after it."""
        self.set_context(say("Quiz night"))
        self.set_focus(None)
        self._leave = self.game.night.listen(self.show_room)
        self.set_interval(_EVERY, self._look)
        self.show_room()

    def on_unmount(self) -> None:
        """Follow the evening no more."""
        if self._leave is not None:
            self._leave()

    def on_resize(self) -> None:
        """Draw the code in the new size."""
        self.call_after_refresh(self.show_room)

    def _look(self) -> None:
        """Notice who came and went without a step of the evening, and how long nobody came."""
        room = self._room
        self._alone_for = 0.0 if room.guests or room.waiting else self._alone_for + _EVERY
        state = (room.guests, room.waiting, room.is_open, self._alone_for >= ADVICE_AFTER)
        if state != self._told:
            self._told = state
            self.show_room()

    # -- showing -----------------------------------------------------------------------------

    def show_room(self) -> None:
        """Show the code, the way in and who is in."""
        if not self.query("#qr"):
            return
        room, size = self._room, self.size
        roomy = size.height >= _TALL and size.width >= _WIDE
        code = self.query_one("#qr", Static)
        # In ASCII a code cannot be drawn: the address has to do.
        code.display = room.is_open and self.game.glyphs is not ASCII and self._fits()
        if code.display:
            lines = room.draw_qr(_QUIET if roomy else _LEAST_QUIET)
            # Black on white, whatever the theme: scanners look for that.
            drawn = [Content.styled(line, "#000000 on #ffffff") for line in lines]
            code.update(Content("\n").join(drawn))
        self.query_one("#way", Static).update(self._describe_way())
        self.query_one("#guests", Static).update(self._describe_guests())
        self.refresh_bars()

    def _fits(self) -> bool:
        return self.size.width >= 60

    def _describe_way(self) -> Content:
        room = self._room
        if not room.is_open:
            said = self._trouble or say("No phones: everybody plays by keys.")
            return Content.assemble(
                (say("Keys only"), "bold"), f"\n{said}\n", (say("w lets phones in."), "$quiet")
            )
        parts = [
            Content.styled(f"{say('Join by phone')}\n", "bold"),
            Content.styled(room.url.lower().removesuffix(room.code.lower()), "bold $primary"),
            Content.styled(room.code + "\n", "bold $primary"),
            Content(f"{say('Scan the code, or type that address.')}\n"),
            Content.styled(say("Phones must be in the same Wi-Fi as this screen."), "$quiet"),
        ]
        if room.only_here:
            parts.append(Content.styled(f"\n{say(NO_NETWORK)}", "$warning"))
        elif self._alone_for >= ADVICE_AFTER:
            parts.append(Content.styled(f"\n{say(ADVICE)}", "$warning"))
        return Content("").join(parts)

    def _describe_guests(self) -> Content:
        guests, glyphs = self._room.guests, self.game.glyphs
        here = sum(guest.here for guest in guests)
        lines = [Content.styled(f"\n{count(here)}", "bold $success" if here else "$quiet")]
        if self._room.locked:
            lines.append(Content.styled(say("Locked: nobody new gets in."), "$warning"))
        lines += self._describe_waiting()
        names = self._team_names
        shown = guests[-_SHOWN:]
        told = [self._describe_guest(guest) for guest in shown]
        if len(guests) > len(shown):
            rest = len(guests) - len(shown)
            told.insert(0, say_count(rest, "{count} other", "{count} others"))
        if told:
            lines.append(Content(f" {glyphs.dot} ".join(told)))
        if self._is_lobby:
            short = len(names) < LEAST_TEAMS
            said = say("Two are needed to begin.") if short else say("enter begins the evening.")
            lines.append(Content.styled(f"\n{said}", "$quiet" if short else "bold"))
            if self._room.is_open:
                lines.append(Content.styled(f"\n{say(OPEN_WIRE)}", "$quiet"))
        return Content("\n").join(lines)

    def _describe_waiting(self) -> list[Content]:
        """Return who waits to be let in, and how."""
        waiting, glyphs = self._room.waiting, self.game.glyphs
        if not waiting:
            asks = self._room.asks_first
            return [
                Content.styled(say("New guests wait until you let them in."), "$warning")
            ] * asks
        names = f" {glyphs.dot} ".join(guest.name for guest in waiting[:_SHOWN])
        more = f" {glyphs.dot} {glyphs.ellipsis}" if len(waiting) > _SHOWN else ""
        said = say("y lets {guest} in, x does not", guest=waiting[0].name)
        if len(waiting) > 1:
            said = say(
                "y lets {guest} in, x does not; e lets all {number} in",
                guest=waiting[0].name,
                number=len(waiting),
            )
        return [
            Content.styled(say("At the door: {names}", names=names + more), "bold $warning"),
            Content.styled(said, "$warning"),
        ]

    def _describe_guest(self, guest: RoomGuest) -> str:
        """Return a guest with what is to be known of them."""
        seat = self.game.night.match.state.seats.get(guest.seat)
        time = say(EXTRA_NOTES.get(seat.time_factor, "")) if seat else ""
        notes = ", ".join(filter(None, (time, "" if guest.here else say("away"))))
        return name_guest(guest, self._team_names) + (f" ({notes})" if notes else "")

    @property
    def _team_names(self) -> dict[str, str]:
        return {team.id: team.name for team in self.game.night.match.state.teams}

    @property
    def _is_lobby(self) -> bool:
        return self.game.night.view.phase is NightPhase.LOBBY

    # -- the host ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense while phones are let in."""
        if action in ("lock", "address"):
            return self._room.is_open
        if action == "ask":
            return self._room.is_open
        if action in ("kick", "time"):
            return bool(self._room.guests)
        if action in ("admit", "refuse", "everybody"):
            return len(self._room.waiting) > (action == "everybody")
        return True

    def action_done(self) -> None:
        """Begin the evening, or go back to the stage."""
        if not self._is_lobby or self.game.night.moves.go_on():
            self.dismiss(None)
        else:
            self.notify(say("Two are needed: let them scan the code."), markup=False)

    def action_back(self) -> None:
        """Go back to the stage, or, before the evening has begun, home."""
        if self._is_lobby:
            self.game.go_home()
        else:
            self.dismiss(None)

    def action_lock(self) -> None:
        """Let nobody new in, or let them in again."""
        self._room.locked = not self._room.locked
        self.show_room()

    def action_ask(self) -> None:
        """Let new guests wait until the host lets them in, or not."""
        self._room.asks_first = not self._room.asks_first
        self.show_room()

    def action_admit(self) -> None:
        """Let in whoever has waited longest."""
        self._room.admit(self._room.waiting[0].seat)
        self.show_room()

    def action_refuse(self) -> None:
        """Turn away whoever has waited longest."""
        self._room.refuse(self._room.waiting[0].seat)
        self.show_room()

    def action_everybody(self) -> None:
        """Let in all who wait."""
        for guest in self._room.waiting:
            self._room.admit(guest.seat)
        self.show_room()

    def action_time(self) -> None:
        """Give a guest more time."""
        self._pick_guest(say("More time"), self._ask_time)

    def _ask_time(self, seat: str) -> None:
        items = [MenuItem(f"{factor:g}", say(text)) for factor, text in EXTRA_TIMES.items()]

        def done(factor: str | None) -> None:
            if factor is not None:
                self.game.night.moves.give_time(seat, float(factor))
                self.show_room()

        now = f"{self.game.night.match.state.seats[seat].time_factor:g}"
        self.app.push_screen(ChooseScreen(say("Time"), items, at=now, letters=False), done)

    def action_kick(self) -> None:
        """Let a guest go."""
        self._pick_guest(say("Let go"), self._room.kick)

    def _pick_guest(self, title: str, then: Callable[[str], object]) -> None:
        items = [MenuItem(guest.seat, self._describe_guest(guest)) for guest in self._room.guests]

        def done(seat: str | None) -> None:
            if seat is not None:
                then(seat)
                self.show_room()

        self.app.push_screen(ChooseScreen(title, items, letters=False), done)

    async def action_address(self) -> None:
        """Try another address of this machine."""
        await self._try(self._room.next_address)

    async def action_switch(self) -> None:
        """Go back to keys, or let phones in again."""
        await self._try(self._room.close if self._room.is_open else self._room.open)

    async def _try(self, change: Callable[[], object]) -> None:
        try:
            await change()  # type: ignore[misc]
        except SpacequizError as error:
            self._trouble = str(error)
            self.game.warn(error)
        self._told = None
        self.show_room()


def name_guest(guest: RoomGuest, teams: dict[str, str]) -> str:
    """Return a guest's name, with the team's where that is another."""
    team = teams.get(guest.team, guest.name)
    return guest.name if team == guest.name else f"{guest.name} ({team})"


def count(number: int) -> str:
    """Say how many phones are in."""
    if not number:
        return say("No phones are in")
    return say_count(number, "{count} phone is in", "{count} phones are in")


EXTRA_TIMES = {
    1.0: say_later("as the others"),
    1.5: say_later("half as much again"),
    2.0: say_later("twice as much"),
}
EXTRA_NOTES = {1.5: say_later("half as much time again"), 2.0: say_later("twice the time")}
OPEN_WIRE = say_later("Plain http: others in this network could read names and answers.")
NO_NETWORK = say_later(
    "This machine is on no network: open a hotspot on a phone, join it here, and press n."
)
ADVICE = say_later(
    "Nobody yet? Guest Wi-Fi often keeps phones apart, and a firewall may stop them: "
    "try n for another address, a hotspot, or play by keys (w)."
)
