"""The copy in memory that a game goes on in while the save file cannot be written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from spacequiz.errors import SaveError
from spacequiz.language import say, say_count
from spacequiz.save import backups, opening
from spacequiz.save.file import (
    APPLICATION_ID,
    FileState,
    connect,
    find_damage,
    journal_of,
    look,
    open_database,
    skip_ids,
    tell,
    transaction,
)
from spacequiz.save.migrations import migrate

if TYPE_CHECKING:
    from spacequiz.paths import Places

FIRST_ID = 1 << 40
"""Ids given out in memory begin here, so that they never meet those in the file."""
_WAIT_SECONDS = 0.2


def copy_to_memory(
    places: Places, disk: sqlite3.Connection | None
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Copy all that can be read into memory; return that and what is to be told about it.

    Raises:
        SaveError: What lies there must not or cannot be read.
    """
    memory, notices = _copy(places, disk)
    memory.execute("PRAGMA foreign_keys=ON")
    migrate(memory, APPLICATION_ID)
    skip_ids(memory, {"player": FIRST_ID, "game": 2 * FIRST_ID, "night": 3 * FIRST_ID})
    return memory, notices


def _copy(
    places: Places, disk: sqlite3.Connection | None
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    if disk is not None and (memory := _copy_from(disk)):
        return memory, ()
    path = places.save
    try:
        state = look(path)
    except OSError as error:
        raise SaveError(
            say("The save file cannot be read: {reason}.", reason=tell(error)),
            where=str(path),
            hint=say(
                "See whose file it is and that you may read it, or set SPACEQUIZ_HOME elsewhere."
            ),
        ) from error
    opening.refuse(state, places)
    if state is FileState.OURS and (memory := _copy_file(path) or _copy_with_journal(path)):
        return memory, ()
    found = backups.find_sound(places)
    if found and (memory := _copy_file(found[0].path)):
        line = say_count(
            found[1].answers,
            "The save file could not be read: the backup of {day} with {count} answer is used.",
            "The save file could not be read: the backup of {day} with {count} answers is used.",
            day=found[0].day.isoformat(),
        )
        return memory, (line,)
    empty = open_database(":memory:")
    if state in (FileState.MISSING, FileState.EMPTY):
        return empty, ()
    return empty, (say("The save file could not be read, and there is no backup."),)


def _copy_from(source: sqlite3.Connection) -> sqlite3.Connection | None:
    memory = open_database(":memory:")
    try:
        # A copy would wait for ever for somebody who holds the file.
        source.execute(f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000:.0f}")
        with transaction(source, "DEFERRED"):
            source.execute("SELECT 1 FROM sqlite_schema").fetchone()
            source.backup(memory)
        if not find_damage(memory):
            return memory
    except sqlite3.Error:
        pass
    memory.close()
    return None


def _copy_file(path: Path) -> sqlite3.Connection | None:
    try:
        with closing(connect(path, mode="ro", timeout=_WAIT_SECONDS)) as source:
            return _copy_from(source)
    except sqlite3.Error:
        return None


def _copy_with_journal(path: Path) -> sqlite3.Connection | None:
    """Copy a file whose last writer was killed, from a place where it cannot be rolled back."""
    import shutil
    import tempfile

    try:
        with tempfile.TemporaryDirectory(prefix="spacequiz-") as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            if journal_of(path).exists():
                shutil.copyfile(journal_of(path), journal_of(copy))
            with closing(connect(copy)) as source:
                return _copy_from(source)
    except (sqlite3.Error, OSError):
        return None
