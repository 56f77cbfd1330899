"""Open the bank, the save file and the quizmaster for a command, and run the screen."""

from __future__ import annotations

import gc
import getpass
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from spacequiz.clock import Clock
from spacequiz.encoding import fit
from spacequiz.errors import UsageError
from spacequiz.language import find_system_language, say
from spacequiz.paths import Places, find_places
from spacequiz.text import clean_line
from spacequiz.words import ASCII, UNICODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from spacequiz.game.kinds import Kind
    from spacequiz.game.records import SavedGame, Setup
    from spacequiz.packs.bank import Bank
    from spacequiz.packs.preview import Preview
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.night import NightMaster
    from spacequiz.quizmaster.room import Room, RoomWish
    from spacequiz.save import Player, Save
    from spacequiz.words import Glyphs

CLOCK = Clock()
"""The one clock of the program, which is handed in wherever time matters."""

MOST_NAME_CHARACTERS = 40
_CANNOT_DRAW = ("", "dumb", "unknown")


def require_terminal() -> None:
    """Refuse to draw a screen where there is none.

    Raises:
        UsageError: Input or output is no terminal, or a dumb one.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        # Somebody else draws, as a browser does.
        return
    # Textual draws on standard error.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        reason = say("The screen needs a terminal, and this is a pipe or a file.")
    elif sys.platform != "win32" and os.environ.get("TERM", "") in _CANNOT_DRAW:
        term = os.environ.get("TERM") or say("not set")
        reason = say("The screen needs a terminal that can draw, and TERM is {value}.", value=term)
    else:
        return
    raise UsageError(reason, hint=say("Play as plain lines of text with: spacequiz play --plain"))


def prefers_plain(save: Save, player: Player) -> bool:
    """Return whether a player wants plain lines wherever nothing else was said."""
    from spacequiz.quizmaster.settings import PLAIN

    return os.environ.get("SPACEQUIZ_PLAIN", "0") not in ("", "0") or bool(PLAIN.read(save, player))


@contextmanager
def open_quizmaster(
    kinds: Sequence[Kind], *, player: str = "", packs: Sequence[str] = ()
) -> Iterator[tuple[Quizmaster, Places]]:
    """Open everything that a game needs, and close it again.

    Args:
        kinds: The kinds of question that the face can show.
        player: Who plays; empty for the system's user.
        packs: Packs named by the user; those named by path are added to the installed ones.

    Raises:
        UsageError: A path leads nowhere.
        SaveError: The save file cannot be used.
    """
    from spacequiz.packs.library import open_bank
    from spacequiz.quizmaster import Quizmaster
    from spacequiz.quizmaster.settings import remember_language
    from spacequiz.save import Save

    places = find_places()
    bank = open_bank(places, packs)
    save = Save.open(places, CLOCK)
    try:
        known = save.player(name_player(save, player))
        master = Quizmaster(
            bank, save, known, clock=CLOCK, kinds=kinds, language=find_system_language()
        )
        yield master, places
        if not player:
            remember_language(save, master.player, places)
    finally:
        told = len(save.notices)
        save.close()
        for notice in save.notices[told:]:
            click.echo(notice, err=True)
        bank.close()


def name_player(save: Save, wanted: str = "") -> str:
    """Return who plays: who is wanted, who played last, or the system's user."""
    from spacequiz.quizmaster import PLAYER_SETTING

    known = save.setting(None, PLAYER_SETTING, "")
    return clean_line(wanted or known or _system_user(), MOST_NAME_CHARACTERS) or "player"


def choose_glyphs(stream: TextIO, *, ascii_only: bool) -> Glyphs:
    """Return the glyphs that a stream's reader is sure to see."""
    # The font of a console lacks most of ours, whatever its encoding.
    if ascii_only or os.environ.get("TERM") == "linux":
        return ASCII
    needed = "".join(UNICODE)
    return UNICODE if fit(needed, stream.encoding or "ascii") == needed else ASCII


def leave_on_signals() -> None:
    """Close what is open when the system asks the program to end, and exit with 128 + n.

    A signal that was to be ignored, as under nohup, stays ignored.
    """
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def refresh_bank(bank: Bank, *, in_place: bool = True) -> None:
    """Read the packs that have changed; on a terminal, say how far that is.

    Args:
        bank: Where they are read into.
        in_place: Whether one line may be written over; a screen reader wants lines to stay.
    """
    if not bank.stale():
        return
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        told = say("Reading packs: {number} of {total}", number=done, total=total)
        if in_place:
            click.echo(f"\r{told} ", nl=done == total, err=True)
        elif done in (0, total):
            click.echo(told, err=True)

    bank.refresh(progress if shown else None)


def run_screen(
    quizmaster: Quizmaster,
    places: Places,
    first: Setup | SavedGame | None = None,
    *,
    preview: Preview | None = None,
    ascii_only: bool = False,
    room: RoomWish | None = None,
) -> int:
    """Show the game until the player leaves, and return the exit code.

    Raises:
        Exception: What ended the game, if something went wrong in it.
    """
    # Nothing that a start makes is garbage; the app turns the collector on once it stands.
    gc.disable()
    from spacequiz.tui.app import SpacequizApp

    app = SpacequizApp(
        quizmaster,
        places,
        first=first,
        preview=preview,
        ascii_only=choose_glyphs(sys.stderr, ascii_only=ascii_only) is ASCII,
        encoding=sys.stderr.encoding,
        make_room=lambda master: _make_room(master, room),
        report=_report,
    )
    app.run()
    if app.farewell:
        click.echo(app.farewell)
    if app.error is not None:
        raise app.error
    return app.return_code or 0


def _report(error: BaseException) -> None:
    """Keep a report of a mistake of ours; what writes it is loaded for the first."""
    from spacequiz.cli.crash import report_crash

    report_crash(error)


def _make_room(master: NightMaster, wish: RoomWish | None) -> Room:
    """Return what lets phones in.

    Raises:
        RoomError: It is not installed.
    """
    from spacequiz.quizmaster.room import RoomError

    try:
        from spacequiz.phones.server import PhoneRoom
    except ImportError as error:
        message = say("Phones need three packages more.")
        raise RoomError(
            message, hint=say("Install them: pip install 'spacequiz[phones]'")
        ) from error
    return PhoneRoom(master, wish)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A user id without an entry in the password file, as in some containers.
        return "player"
