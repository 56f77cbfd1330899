"""The Keeper: writes to the save file, and goes on in memory for as long as that fails."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from spacequiz.errors import SaveError
from spacequiz.language import say
from spacequiz.save import backups, opening
from spacequiz.save.file import (
    BUSY_SECONDS,
    is_passing,
    replace_lock,
    skip_ids,
    tell,
    transaction,
)
from spacequiz.text import show_path

if TYPE_CHECKING:
    from spacequiz.paths import Places

T = TypeVar("T")
Operation = Callable[[sqlite3.Connection], int]
"""Writes something; returns the id of the player or game it made, or 0."""

_RETRY_SECONDS = 0.2
_HURTS = (sqlite3.DatabaseError, ArithmeticError, TypeError, ValueError)
"""How a damaged file is met: SQLite finds it malformed, or a value is none that we wrote."""


def _identify(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that was put in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _names_what_is_gone(error: Exception) -> bool:
    """Return whether a row refers to one that another program has deleted, such as a player."""
    code = getattr(error, "sqlite_errorcode", 0)
    return bool(code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)


class Keeper:
    """Carry out writes durably where possible, and in memory until it is possible again.

    In memory works on a copy of all that was readable. Every operation is kept as well, in order,
    and carried out on the file as soon as that can be written; ids that were given out meanwhile
    stay good through `resolve`.

    A file that fails as no sound one does is checked at once, and put right or replaced by the
    newest backup. What is played just now is then written into that once more, and goes on; so it
    is where another program has deleted who plays.
    """

    def __init__(self, places: Places, now: opening.Clock) -> None:
        self.notices: tuple[str, ...] = ()
        self.trouble = ""
        self._places = places
        self._now = now
        self._lock = RLock()
        self._disk: sqlite3.Connection | None = None
        self._memory: sqlite3.Connection | None = None
        self._pending: list[tuple[Operation, int]] = []
        self._aliases: dict[int, int] = {}
        self._known = ""
        """The state of the file after our last write; empty once others wrote as well."""
        self._replaced = False
        self._left: tuple[int, int] | None = None
        """Which file it was that could not be written any longer."""
        self._players: dict[int, Operation] = {}
        self._log: list[tuple[Operation, int]] = []
        """All that was written since what is played now began, by which it can be made again."""
        try:
            self._disk, self.notices = opening.open_file(places, now)
            self._known = opening.describe(places.save)
            opening.require_writable(places.save)
        except (sqlite3.Error, OSError) as error:
            self._leave_disk(error)

    @property
    def backups(self) -> Path:
        """Return the folder of backups."""
        return self._places.backups

    def resolve(self, given: int) -> int:
        """Return the id in the present file of what was made under the id `given`."""
        return self._aliases.get(given, given)

    def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query on the file, or on the memory while that goes on instead.

        Raises:
            SaveError: The file cannot be read, and neither mended nor replaced.
        """
        with self._lock:
            try:
                return query(self._present)
            except _HURTS as error:
                self._get_over(error)
            try:
                return query(self._present)
            except sqlite3.DatabaseError as error:
                raise self._unusable(error) from error

    def write(self, operation: Operation, *, begins: bool = False) -> int:
        """Carry out an operation durably, or in memory with `trouble` set.

        Args:
            operation: What is written.
            begins: Whether what is played from now on begins with it.

        Raises:
            SaveError: The file is damaged, and can be neither mended nor replaced.
        """
        with self._lock:
            made = self._write(operation)
            if begins:
                self._log.clear()
            self._log.append((operation, made))
            return made

    def note_player(self, player: int, operation: Operation) -> None:
        """Note how a player who is known here as `player` is found or made in another file."""
        with self._lock:
            self._players[player] = operation

    def forget_player(self, player: int) -> None:
        """Have a player made again in no other file."""
        with self._lock:
            self._players.pop(player, None)

    def note_begin(self, begun: int, operation: Operation) -> None:
        """Note how what is played from now on, known here as `begun`, is made in another file."""
        with self._lock:
            self._log[:] = [(operation, begun)]

    def back_up(self) -> None:
        """Make the backup of the day; where it fails, tell so and let the game go on."""
        with self._lock:
            if self._disk is None:
                return
            try:
                backups.back_up_daily(self._disk, self._places, self._now())
            except (sqlite3.Error, OSError, SaveError) as error:
                if isinstance(error, sqlite3.DatabaseError) and not is_passing(error):
                    self._get_over(error)
                self.notify(say("No backup could be made: {reason}.", reason=tell(error)))

    def notify(self, line: str) -> None:
        """Add to what the player must be told."""
        if line not in self.notices:
            self.notices += (line,)

    def write_copy(self, path: Path) -> None:
        """Write all that is known, pending or not, to a new save file at `path`."""
        with self._lock:
            backups.write_copy(self._present, path)

    def close(self) -> None:
        """Write what is pending, elsewhere if need be, and note that the file was left sound."""
        with self._lock:
            if self._memory is not None and self._pending and not self._return_to_disk():
                self._rescue()
            for connection in (self._memory, self._disk):
                if connection is not None:
                    connection.close()
            if self._disk is not None and self._known:
                opening.write_stamp(self._places, self._known)
            self._memory = self._disk = None

    @property
    def _present(self) -> sqlite3.Connection:
        connection = self._memory or self._disk
        if connection is None:
            raise SaveError(say("The save file is closed."), where=str(self._places.save))
        return connection

    def _unusable(self, error: BaseException) -> SaveError:
        return SaveError(
            say("The save file cannot be used any longer: {reason}.", reason=tell(error)),
            where=str(self._places.save),
            hint=say("Try again in a while.")
            if is_passing(error)
            else say("Go back to a backup with: spacequiz doctor --restore"),
        )

    def _get_over(self, error: Exception) -> None:
        """Make it possible to try again: in memory, or with a file that was checked."""
        if self._memory is not None:
            if not isinstance(error, sqlite3.Error):
                raise error
            raise self._unusable(error) from error
        if is_passing(error):
            self._leave_disk(error)
            return
        before = _identify(self._places.save)
        # Nobody may have it open while it is moved aside.
        self._present.close()
        self._disk = None
        opening.forget_stamp(self._places)
        try:
            disk, notices = opening.open_file(self._places, self._now)
            forgotten = _names_what_is_gone(error)
            if forgotten or _identify(self._places.save) != before:
                self._carry_again(disk, self._log, replaced=True)
        except (sqlite3.Error, OSError) as again:
            self._leave_disk(again)
            return
        self._disk, self._known = disk, ""
        if forgotten:
            self.notify(
                say("This player was deleted in another window. What is played just now is kept.")
            )
        for notice in notices:
            self.notify(
                say("{notice} What is played just now is kept.", notice=notice)
                if self._log
                else notice
            )

    def _carry_again(
        self, disk: sqlite3.Connection, log: list[tuple[Operation, int]], *, replaced: bool
    ) -> None:
        """Carry out again what was written elsewhere, in one step; close the file if that fails.

        Args:
            disk: The file.
            log: What was written, and the ids that it gave out.
            replaced: Whether the file may lack what the operations rest on.
        """
        aliases = dict(self._aliases)
        try:
            with transaction(disk):
                if replaced:
                    skip_ids(disk)
                    for known, operation in self._players.items():
                        self._aliases[known] = operation(disk)
                for operation, made in log:
                    remade = operation(disk)
                    if made:
                        self._aliases[made] = remade
        except BaseException:
            self._aliases = aliases
            disk.close()
            raise

    # -- on disk -----------------------------------------------------------------------------

    def _write(self, operation: Operation) -> int:
        if self._memory is not None and not self._return_to_disk():
            return self._write_in_memory(operation)
        try:
            return self._write_on_disk(operation)
        except _HURTS as error:
            self._get_over(error)
        except OSError as error:
            self._leave_disk(error)
        if self._memory is not None:
            return self._write_in_memory(operation)
        try:
            return self._write_on_disk(operation)
        except (sqlite3.Error, OSError) as error:
            self._leave_disk(error)
        return self._write_in_memory(operation)

    def _write_on_disk(self, operation: Operation) -> int:
        try:
            return self._carry_out(operation)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_DBMOVED:
                raise
        self._put_back()
        return self._carry_out(operation)

    def _carry_out(self, operation: Operation) -> int:
        """Carry out an operation; notice when somebody else has written since our last one."""
        with transaction(self._present):
            untouched = self._known and self._known == opening.describe(self._places.save)
            made = operation(self._present)
        self._known = opening.describe(self._places.save) if untouched else ""
        return made

    def _put_back(self) -> None:
        """Write the file again where it was deleted while we had it open."""
        path = self._places.save
        with replace_lock(self._places.backups):
            if path.exists():
                # Rows of the other file may have our ids and mean something else.
                self._replaced = True
                raise OSError(errno.ESTALE, say("the file was replaced while in use"))
            backups.write_copy(self._present, path)
        self.notify(say("The save file had vanished while it was in use: it was put back."))
        disk, _ = opening.open_file(self._places, self._now)
        self._present.close()
        self._disk, self._known = disk, ""

    # -- in memory ---------------------------------------------------------------------------

    def _write_in_memory(self, operation: Operation) -> int:
        with transaction(self._present):
            made = operation(self._present)
        self._pending.append((operation, made))
        return made

    def _leave_disk(self, error: BaseException) -> None:
        """Go on in memory, with all that can be read."""
        if not is_passing(error):
            raise self._unusable(error) from error
        # Loaded only now: nearly every game goes without.
        from spacequiz.save.memory import copy_to_memory

        self._memory, notices = copy_to_memory(self._places, self._disk)
        self._left = None
        if self._disk is not None:
            self._left = _identify(self._places.save)
            with suppress(sqlite3.Error):
                self._disk.close()
        self._disk = None
        self.notices += notices
        self.trouble = say(
            "Answers cannot be written now ({reason}): the game goes on in memory. File: {path}",
            reason=tell(error),
            path=show_path(self._places.save),
        )

    def _return_to_disk(self) -> bool:
        """Carry out all that is pending on the file, in order, in one step; tell if it worked."""
        if self._replaced:
            return False
        try:
            opening.require_writable(self._places.save)
            disk, notices = opening.open_file(self._places, self._now, _RETRY_SECONDS, self._known)
            # Found sound once, it need not be read through again at each try.
            self._known = opening.describe(self._places.save)
            replaced = self._left is not None and self._left != _identify(self._places.save)
            # Of the two, one is the end of the other.
            log = max(self._pending, self._log, key=len) if replaced else self._pending
            self._carry_again(disk, log, replaced=replaced)
        except (sqlite3.Error, OSError, SaveError) as error:
            if isinstance(error, sqlite3.DatabaseError) and not is_passing(error):
                self._known = ""
                opening.forget_stamp(self._places)
            return False
        self._present.close()
        disk.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
        self._disk, self._memory, self._pending, self._known = disk, None, [], ""
        self.trouble = ""
        self.notices += notices
        return True

    def _rescue(self) -> None:
        """Write a copy of everything wherever there is room, as the game ends with memory."""
        for stem in _list_rescue_places(self._places):
            path = stem.with_name(f"{stem.name}{self._now().strftime('%Y%m%dT%H%M%SZ')}.db")
            with suppress(sqlite3.Error, OSError, SaveError):
                backups.write_copy(self._present, path)
                self.notify(
                    say(
                        "What was played could not be written to the save file; "
                        "a whole copy lies at {path}",
                        path=show_path(path),
                    )
                )
                return
        self.notify(say("What was played could not be written anywhere."))


_RESCUED = "spacequiz-rescued-"


def _list_rescue_places(places: Places) -> tuple[Path, Path]:
    """Return where copies may lie, and how their names begin: elsewhere it says whose they are."""
    import tempfile
    from zlib import crc32

    whose = crc32(os.fsencode(places.save))
    elsewhere = Path(tempfile.gettempdir()) / f"{_RESCUED}{whose:08x}-"
    return places.save.with_name(_RESCUED), elsewhere


def find_rescued(places: Places) -> list[Path]:
    """Return the copies that games which ended with memory have left, and that were not taken in.

    In a folder that all may write to, only a file of this user is one.
    """
    found = []
    for stem in _list_rescue_places(places):
        with suppress(OSError):
            found += [
                path
                for path in sorted(stem.parent.glob(f"{stem.name}*.db"))
                if not path.is_symlink() and is_ours(path)
            ]
    return found


def is_ours(path: Path) -> bool:
    """Return whether a file belongs to the user, where the platform can tell."""
    return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()
