"""The Keeper: writes to the save file, and goes on in memory for as long as that fails."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar, TYPE_CHECKING

from spacequiz.errors import SaveError
from spacequiz.save import backups, opening
from spacequiz.save.file import (
    APPLICATION_ID,
    BUSY_SECONDS,
    State,
    connect,
    find_damage,
    is_passing,
    journal_of,
    look,
    transaction,
)
from spacequiz.save.migrations import migrate

if TYPE_CHECKING:
    from spacequiz.paths import Places

T = TypeVar("T")
Operation = Callable[[sqlite3.Connection], int]
"""Writes something; returns the id of the player or game it made, or 0."""

_IN_MEMORY = 1 << 40
"""Ids given out in memory begin here, so that they never meet those in the file."""
_RETRY_SECONDS = 0.2


class Keeper:
    """Carry out writes durably where possible, and in memory until it is possible again.

    In memory works on a copy of all that was readable. Every operation is kept as well, in order,
    and carried out on the file as soon as that can be written; ids that were given out meanwhile
    stay good through `resolve`.
    """

    def __init__(self, places: Places, now: opening.Clock) -> None:
        self.notices: tuple[str, ...] = ()
        self.trouble = ""
        self._places = places
        self._now = now
        self._lock = RLock()
        self._memory: sqlite3.Connection | None = None
        self._pending: list[tuple[Operation, int]] = []
        self._aliases: dict[int, int] = {}
        self._disk: sqlite3.Connection | None = None
        try:
            opened = opening.open_file(places, now)
            self._disk, self.notices = opened.connection, opened.notices
            opening.require_writable(places.save)
        except (sqlite3.Error, OSError) as error:
            self._leave_disk(error)

    def resolve(self, given: int) -> int:
        """Return the id in the present file of what was made under the id `given`."""
        return self._aliases.get(given, given)

    def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query on the file, or on the memory while that goes on instead.

        Raises:
            SaveError: The file cannot be read.
        """
        with self._lock:
            connection = self._present
            try:
                return query(connection)
            except sqlite3.OperationalError as error:
                if "decode" not in str(error):
                    raise self._unusable(error) from error
                # One damaged text is not worth all the others.
                connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
                return query(connection)
            except sqlite3.DatabaseError as error:
                raise self._unusable(error) from error

    def write(self, operation: Operation) -> int:
        """Carry out an operation durably, or in memory with `trouble` set.

        Raises:
            SaveError: The file is damaged or was replaced by another.
        """
        with self._lock:
            if self._memory is not None and not self._return_to_disk():
                return self._write_in_memory(operation)
            try:
                return _carry_out(self._present, operation)
            except (sqlite3.Error, OSError) as error:
                if not is_passing(error):
                    raise self._unusable(error) from error
                self._leave_disk(error)
            return self._write_in_memory(operation)

    def back_up(self) -> None:
        """Make the backup of the day; where it fails, tell so and let the game go on."""
        with self._lock:
            if self._disk is None:
                return
            try:
                backups.back_up_daily(self._disk, self._places, self._now())
            except (sqlite3.Error, OSError, SaveError) as error:
                line = f"No backup could be made: {_tell(error)}."
                if line not in self.notices:
                    self.notices += (line,)

    def write_copy(self, path: Path) -> None:
        """Write all that is known, pending or not, to a new save file at `path`."""
        with self._lock:
            backups.write_copy(self._present, path)

    def close(self) -> None:
        """Write what is pending if possible, and note that the file was left sound."""
        with self._lock:
            if self._memory is not None:
                self._return_to_disk()
            if self._memory is not None:
                self._memory.close()
                self._memory = None
            if self._disk is not None:
                self._disk.close()
                self._disk = None
                opening.write_stamp(self._places)

    @property
    def _present(self) -> sqlite3.Connection:
        connection = self._memory or self._disk
        if connection is None:
            raise SaveError("The save file is closed.", where=str(self._places.save))
        return connection

    def _unusable(self, error: BaseException) -> SaveError:
        return SaveError(
            f"The save file cannot be used any longer: {_tell(error)}.",
            where=str(self._places.save),
            hint="Start again: the file is then checked and, if need be, restored.",
        )

    # -- memory ------------------------------------------------------------------------------

    def _write_in_memory(self, operation: Operation) -> int:
        made = _carry_out(self._present, operation)
        self._pending.append((operation, made))
        return made

    def _leave_disk(self, error: BaseException) -> None:
        """Go on in memory, with all that can be read."""
        if not is_passing(error):
            raise self._unusable(error) from error
        memory = self._copy()
        if self._disk is not None:
            with suppress(sqlite3.Error):
                self._disk.close()
        self._memory, self._disk = memory, None
        self.trouble = (
            f"Answers cannot be written now ({_tell(error)}): the game goes on in memory. "
            f"File: {self._places.save}"
        )

    def _copy(self) -> sqlite3.Connection:
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        memory.execute("PRAGMA foreign_keys=ON")
        if not self._fill(memory):
            self.notices += ("Nothing saved could be read: the game begins without it.",)
        migrate(memory, APPLICATION_ID)
        memory.execute("DELETE FROM sqlite_sequence WHERE name IN ('player', 'game')")
        memory.execute(
            "INSERT INTO sqlite_sequence VALUES ('player', ?), ('game', ?)",
            (_IN_MEMORY, 2 * _IN_MEMORY),
        )
        return memory

    def _fill(self, memory: sqlite3.Connection) -> bool:
        """Copy what can be read; False when there is something, but it cannot be read."""
        path = self._places.save
        if self._disk is not None and _copy_from(self._disk, memory):
            return True
        try:
            state = look(path)
        except OSError as error:
            raise SaveError(
                f"The save file cannot be read: {_tell(error)}.", where=str(path)
            ) from error
        opening.refuse(state, self._places)
        if state is State.OURS and (_copy_file(path, memory) or _copy_with_journal(path, memory)):
            return True
        found = backups.find_sound(self._places)
        if found and _copy_file(found[0].path, memory):
            backup, examined = found
            self.notices += (
                "The save file could not be read: the game goes on with the backup of "
                + f"{backup.day.isoformat()} with {examined.answers} answers.",
            )
            return True
        return state in (State.MISSING, State.EMPTY)

    def _return_to_disk(self) -> bool:
        """Carry out all that is pending on the file, in order, in one step; tell if it worked."""
        aliases = dict(self._aliases)
        disk: sqlite3.Connection | None = None
        try:
            opened = opening.open_file(self._places, self._now, _RETRY_SECONDS)
            disk = opened.connection
            opening.require_writable(self._places.save)
            with transaction(disk):
                for operation, made in self._pending:
                    remade = operation(disk)
                    if made:
                        self._aliases[made] = remade
        except (sqlite3.Error, OSError, SaveError):
            self._aliases = aliases
            if disk is not None:
                disk.close()
            return False
        if self._memory is not None:
            self._memory.close()
        disk.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
        self._disk, self._memory, self._pending = disk, None, []
        self.trouble = ""
        self.notices += opened.notices
        return True


def _carry_out(connection: sqlite3.Connection, operation: Operation) -> int:
    with transaction(connection):
        return operation(connection)


def _copy_from(source: sqlite3.Connection, memory: sqlite3.Connection) -> bool:
    try:
        source.backup(memory)
    except sqlite3.Error:
        return False
    return not find_damage(memory)


def _copy_file(path: Path, memory: sqlite3.Connection) -> bool:
    try:
        with closing(connect(path, mode="ro", timeout=_RETRY_SECONDS)) as source:
            return _copy_from(source, memory)
    except sqlite3.Error:
        return False


def _copy_with_journal(path: Path, memory: sqlite3.Connection) -> bool:
    """Copy a file whose last writer was killed, from a place where it cannot be rolled back."""
    try:
        with tempfile.TemporaryDirectory(prefix="spacequiz-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            if journal_of(path).exists():
                shutil.copyfile(journal_of(path), journal_of(copy))
            with closing(connect(copy)) as source:
                return _copy_from(source, memory)
    except (sqlite3.Error, OSError):
        return False


def _tell(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
