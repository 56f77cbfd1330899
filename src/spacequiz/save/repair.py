"""The health of the save file, and its repair: the newest sound backup back in its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from spacequiz.errors import SaveError
from spacequiz.language import say, say_count
from spacequiz.save import tallies
from spacequiz.save.backups import Backup, Examined, examine, find_sound
from spacequiz.save.file import (
    FileState,
    connect,
    count_answers,
    describe_version,
    find_damage,
    is_passing,
    journal_of,
    look,
    put_in_place,
    replace_lock,
    sync_folder,
    tell,
    transaction,
)
from spacequiz.save.migrations import newest
from spacequiz.text import show_path

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.paths import Places


Clock = Callable[[], datetime]

_MOST = {
    ("answer", "credit"): 1,
    ("answer", "points"): 1_000_000_000,
    ("answer", "seconds"): 1_000_000_000,
}
_MOST_OF_ALL = 1 << 60
"""The largest number that a column may hold: sums of them must not overflow."""


def repair(places: Places, now: Clock) -> tuple[str, ...]:
    """Restore the newest sound backup and tell in one line what became of the file."""
    with replace_lock(places.backups):
        fault = find_fault(places.save)
        if not fault:
            # Another program was faster.
            return ()
        lost = count_readable(places.save)
        aside = move_aside(places.save, now(), "damaged")
        found = find_sound(places)
        if found:
            put_back(found[0].path, places.save)
    return (_tell(fault, found, lost, aside),)


def put_right(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Give every value the type of its column again, and remove what we would never put there.

    SQLite lets another program write anything into any column, add triggers that refuse what we
    write, and takes a flipped bit for another type. Returns what is to be told.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    before = connection.total_changes
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        query = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for (name,) in triggers:
            connection.execute('DROP TRIGGER "{}"'.format(name.replace('"', '""')))
        for table in describe_version(version):
            _cast(connection, table)
        changed = connection.total_changes > before
        if changed and version == newest():
            for (player,) in connection.execute("SELECT id FROM player").fetchall():
                tallies.recount(connection, player)
    connection.execute("PRAGMA foreign_keys=ON")
    if not changed and not triggers:
        return ()
    return (say("The save file held what spacequiz never writes: it was put right."),)


def _cast(connection: sqlite3.Connection, table: str) -> None:
    """Give the odd values of a table the type of their column; what is no number becomes 0."""
    columns = [
        (name, *_make_fit(table, name, kind, needed=bool(needed)))
        for _, name, kind, needed, _, _ in connection.execute(f"PRAGMA table_info({table})")
    ]
    fits = " AND ".join(fit for _, fit, _ in columns)
    query = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE NOT ({fits}))"  # noqa: S608
    if connection.execute(query).fetchone() == (0,):
        return
    for name, fit, value in columns:
        connection.execute(
            f"UPDATE OR IGNORE {table} SET {name} = {value} WHERE NOT {fit}"  # noqa: S608
        )


def _make_fit(table: str, name: str, kind: str, *, needed: bool) -> tuple[str, str]:
    """Return in SQL whether the value of a column is as it should be, and what it becomes."""
    fit, value = f"typeof({name}) = '{kind.lower()}'", f"CAST({name} AS {kind})"
    if kind != "TEXT":
        most = _MOST.get((table, name), _MOST_OF_ALL)
        fit += f" AND {name} BETWEEN -{most} AND {most}"
        value = f"MAX(-{most}, MIN({most}, {value}))"
    if not needed:
        return f"({name} IS NULL OR {fit})", value
    return f"({fit})", f"COALESCE({value}, {'0' if kind != 'TEXT' else repr('')})"


def find_fault(path: Path) -> str:
    """Return what is wrong with the file, as a state in `Health`; empty if nothing is."""
    state = look(path)
    if state is FileState.MISSING:
        return MISSING
    if state is FileState.EMPTY:
        return EMPTY
    if state is FileState.UNKNOWN:
        return DAMAGED
    try:
        with closing(connect(path)) as connection:
            return DAMAGED if find_damage(connection, thorough=True) else ""
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise
        return DAMAGED


def count_readable(path: Path) -> int | None:
    """Return how many answers can still be counted in a broken file, if any can."""
    try:
        with closing(connect(path, mode="immutable")) as connection:
            return count_answers(connection)
    except sqlite3.Error:
        return None


def move_aside(path: Path, now: datetime, why: str) -> Path | None:
    """Rename the save file and its journal together; return where it lies now."""
    journal = journal_of(path)
    if not path.exists() and not journal.exists():
        return None
    stem = f"{path.stem}-{why}-{now.strftime('%Y%m%dT%H%M%SZ')}"
    aside = path.with_name(f"{stem}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{stem}-{number}{path.suffix}")
    # The journal first: a journal left alone would be played back into the restored file.
    if journal.exists():
        journal.replace(journal_of(aside))
    if path.exists():
        path.replace(aside)
    sync_folder(path.parent)
    return aside


def put_back(backup: Path, path: Path) -> None:
    """Copy a backup to where the save file belongs, in one step."""
    part = path.with_name(f"{path.name}.part")
    try:
        shutil.copyfile(backup, part)
        part.chmod(0o600)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def restore(places: Places, now: Clock, backup: Backup) -> Path | None:
    """Put a backup in the place of the save file; return where the old file lies now.

    Raises:
        SaveError: The backup is damaged; nothing was changed.
    """
    with replace_lock(places.backups):
        if fault := examine(backup.path).fault:
            raise SaveError(
                say("The backup is damaged: {fault}.", fault=fault),
                where=str(backup.path),
                hint=say("Choose another one; `spacequiz doctor` lists them."),
            )
        aside = move_aside(places.save, now(), "replaced")
        put_back(backup.path, places.save)
    return aside


def _tell(
    fault: str, found: tuple[Backup, Examined] | None, readable: int | None, aside: Path | None
) -> str:
    told = _tell_restored(fault, *found, readable) if found else _tell_begun(fault)
    if not aside:
        return told
    return say("{told} The old file lies at {path}.", told=told, path=show_path(aside))


def _tell_begun(fault: str) -> str:
    return {
        MISSING: say("The save file was missing and no backup is sound: a new one was begun."),
        EMPTY: say("The save file was empty and no backup is sound: a new one was begun."),
        DAMAGED: say("The save file was damaged and no backup is sound: a new one was begun."),
    }[fault]


def _tell_restored(fault: str, backup: Backup, examined: Examined, readable: int | None) -> str:
    lost = say("what was played since is lost")
    if readable is not None and readable >= examined.answers:
        lost = say_count(
            readable - examined.answers,
            "{count} later answer is lost",
            "{count} later answers are lost",
        )
    restored = say_count(
        examined.answers,
        "the backup of {day} with {count} answer was restored, {lost}",
        "the backup of {day} with {count} answers was restored, {lost}",
        day=backup.day.isoformat(),
        lost=lost,
    )
    return {
        MISSING: say("The save file was missing: {restored}.", restored=restored),
        EMPTY: say("The save file was empty: {restored}.", restored=restored),
        DAMAGED: say("The save file was damaged: {restored}.", restored=restored),
    }[fault]


MISSING, EMPTY, SOUND, DAMAGED = "missing", "empty", "sound", "damaged"
NOT_OURS, NEWER, UNREADABLE = "not ours", "newer", "unreadable"


@dataclass(frozen=True, slots=True)
class Health:
    """Sum up a save file."""

    state: str
    """`missing`, `sound`, `damaged`, `not ours`, `newer` or `unreadable`."""
    fault: str = ""
    """What is wrong, in one line."""
    size: int = 0
    """In bytes."""
    schema: int = 0
    version: str = ""
    """The spacequiz that gave the file its schema."""
    players: int = 0
    games: int = 0
    answers: int = 0
    interrupted: bool = False
    """A journal lies beside it: a spacequiz is writing, or was killed while it did."""


def examine_save(path: Path) -> Health:
    """Read the whole of the save file and tell how it is."""
    try:
        state = look(path)
        size = path.stat().st_size if path.is_file() else 0
    except OSError as error:
        return Health(UNREADABLE, tell(error))
    if state is FileState.MISSING:
        return Health(MISSING)
    if state is FileState.NOT_OURS:
        return Health(NOT_OURS, say("another program's file, or a folder"), size)
    if state is FileState.NEWER:
        return Health(NEWER, say("written by a newer spacequiz"), size)
    if state is FileState.EMPTY:
        return Health(DAMAGED, say("it is empty"), size)
    if state is FileState.UNKNOWN:
        return Health(DAMAGED, say("its beginning is destroyed"), size)
    return _examine(path, size)


def _examine(path: Path, size: int) -> Health:
    interrupted = journal_of(path).exists()
    try:
        with closing(connect(path, mode="ro")) as connection:
            if fault := find_damage(connection, thorough=True):
                return Health(DAMAGED, fault, size, interrupted=interrupted)
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
            return Health(
                SOUND,
                size=size,
                schema=schema,
                version=meta.get("version", ""),
                players=_count(connection, "player"),
                games=_count(connection, "game"),
                answers=count_answers(connection),
                interrupted=interrupted,
            )
    except sqlite3.Error as error:
        if interrupted and is_passing(error):
            fault = say("its last writer was killed; the next start rolls that back")
            return Health(UNREADABLE, fault, size, interrupted=True)
        state = UNREADABLE if is_passing(error) else DAMAGED
        return Health(state, tell(error), size, interrupted=interrupted)


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608
    return int(count)
