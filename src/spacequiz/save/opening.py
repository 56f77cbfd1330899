"""Opening the save file: refuse what is not ours, repair what is broken, bring up to date."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from spacequiz.errors import SaveError
from spacequiz.language import say
from spacequiz.paths import make_folder
from spacequiz.save import backups
from spacequiz.save.file import (
    APPLICATION_ID,
    BUSY_SECONDS,
    FileState,
    connect,
    find_damage,
    is_passing,
    journal_of,
    look,
    replace_lock,
)
from spacequiz.save.migrations import migrate, newest

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.paths import Places

Clock = Callable[[], datetime]


def open_file(
    places: Places, now: Clock, timeout: float = BUSY_SECONDS, known: str = ""
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Open the save file for writing; create it, repair it or migrate it first where needed.

    Where it fails in a way that a sound file does not, it is read through, whatever was noted of
    it. Returns the connection and what is to be told, one line each.

    Args:
        places: Where things are.
        now: Returns the time, in UTC.
        timeout: How many seconds to wait for another writer.
        known: A state in which the caller knows the file to be sound, as `describe` tells it.

    Raises:
        SaveError: The file is not ours, newer than this program, or beyond use.
        OSError, sqlite3.Error: It cannot be written just now, see `is_passing`.
    """
    make_folder(places.save.parent)
    make_folder(places.backups)
    try:
        return _open_file(places, now, timeout, known)
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise
        forget_stamp(places)
        return _open_file(places, now, timeout, "")


def _open_file(
    places: Places, now: Clock, timeout: float, known: str
) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    path = places.save
    notices: tuple[str, ...] = ()
    state = look(path)
    refuse(state, places)
    gone = state in (FileState.MISSING, FileState.EMPTY) and bool(backups.find_backups(places))
    damaged = False
    if state is FileState.OURS and not _is_as(path, known):
        damaged, notices = _check(places, now, timeout)
    if gone or damaged or state is FileState.UNKNOWN:
        # Loaded only now: nearly every start goes without.
        from spacequiz.save.repair import repair

        notices = repair(places, now)
    elif state is FileState.EMPTY and _stays_empty(places):
        notices = (say("The save file was empty and there is no backup: a new one was begun."),)
    return _connect_current(places, now, timeout), notices


def refuse(state: FileState, places: Places) -> None:
    """Raise a SaveError where the file must not be touched."""
    path, where = places.save, str(places.save)
    if state is FileState.NEWER:
        raise SaveError(
            say(
                "The save file was written by a newer spacequiz ({version}).",
                version=_find_writer(path),
            ),
            where=where,
            hint=say("Update spacequiz. The file was not changed."),
        )
    if state is FileState.NOT_OURS:
        raise SaveError(
            say("This is not a save file of spacequiz, so it is left alone."),
            where=where,
            hint=say("Move it elsewhere, or, if it was one, run `spacequiz doctor --restore`."),
        )
    if state is FileState.UNKNOWN and not backups.find_backups(places):
        raise SaveError(
            say("The save file cannot be recognised, and there is no backup."),
            where=where,
            hint=say("Move it elsewhere to begin a new one. The file was not changed."),
        )


def _stays_empty(places: Places) -> bool:
    """Tell a file that lost its content from one that another program is about to begin."""
    with replace_lock(places.backups):
        return look(places.save) is FileState.EMPTY


def require_writable(path: Path) -> None:
    """Raise a PermissionError now where a write would fail later, so that the player knows it."""
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, say("no permission to write"), str(place))


def _find_writer(path: Path) -> str:
    try:
        with closing(connect(path, mode="immutable")) as connection:
            row = connection.execute("SELECT value FROM meta WHERE name='version'").fetchone()
            return say("version {number}", number=row[0])
    except (sqlite3.Error, TypeError):
        return say("version unknown")


def _check(places: Places, now: Clock, timeout: float) -> tuple[bool, tuple[str, ...]]:
    """Check the whole file, unless it is just as it was when it was last known to be sound.

    A thorough check of a big file takes long, so it happens when the file is not as a spacequiz
    left it on closing: killed, copied, truncated, synchronised. A quick one happens once a day.
    Returns whether the file is damaged, and what was put right in it.
    """
    path, day = places.save, now().date().isoformat()
    known, _, checked = _read_stamp(places).rpartition(" ")
    untouched = _is_as(path, known)
    if untouched and checked == day:
        return False, ()
    notices: tuple[str, ...] = ()
    try:
        with closing(connect(path, timeout=timeout)) as connection:
            fault = find_damage(connection, thorough=not untouched)
            if not untouched and (not fault or " value in " in fault):
                # Loaded only now: nearly every start goes without.
                from spacequiz.save.repair import put_right

                if notices := put_right(connection):
                    fault = find_damage(connection, thorough=True)
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise
        return True, ()
    if look(path) is FileState.EMPTY:
        # Its very creation was cut short and has just been rolled back.
        return bool(backups.find_backups(places)), ()
    if not fault:
        write_stamp(places, describe(path), day)
    return bool(fault), notices


def _connect_current(places: Places, now: Clock, timeout: float) -> sqlite3.Connection:
    path = places.save
    if not path.exists():
        with replace_lock(places.backups):
            _begin(path, timeout)
    connection = connect(path, timeout=timeout)
    try:
        if _version_of(connection) < newest():
            with replace_lock(places.backups):
                if _version_of(connection):
                    backups.back_up(connection, places, now(), f"-before-v{newest()}")
                migrate(connection, APPLICATION_ID)
            write_stamp(places, describe(path), now().date().isoformat())
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(path: Path, timeout: float) -> None:
    """Make a new save file, unless another program has just done so."""
    # Before SQLite makes it: the owner alone may read it, and so its journals.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(connect(path, timeout=timeout)) as connection:
        if not _version_of(connection):
            migrate(connection, APPLICATION_ID)


def _version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def describe(path: Path) -> str:
    """Return what changes whenever the file is written: its size and time; empty if it is gone."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _is_as(path: Path, known: str) -> bool:
    return bool(known) and known == describe(path) and not journal_of(path).exists()


def write_stamp(places: Places, described: str, day: str = "") -> None:
    """Note in which state the file is known to be sound; losing the note only costs a check.

    Args:
        places: Where things are.
        described: The state, as `describe` tells it.
        day: When all of the file was read; the day noted before, if empty.
    """
    with suppress(OSError):
        day = day or _read_stamp(places).rpartition(" ")[2]
        (places.backups / "checked").write_text(f"{described} {day}", "utf-8")


def forget_stamp(places: Places) -> None:
    """Have the whole file checked before it is used again."""
    with suppress(OSError):
        (places.backups / "checked").unlink()


def _read_stamp(places: Places) -> str:
    try:
        return (places.backups / "checked").read_text("utf-8")
    except (OSError, ValueError):
        return ""
