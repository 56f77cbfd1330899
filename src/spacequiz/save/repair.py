"""Repairing: the broken save file moved aside with its journal, the newest backup in its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from spacequiz.errors import SaveError
from spacequiz.save.backups import Backup, Examined, examine, find_sound
from spacequiz.save.file import (
    State,
    connect,
    count_answers,
    find_damage,
    is_passing,
    journal_of,
    look,
    put_in_place,
    replace_lock,
    sync_folder,
)
from spacequiz.text import show_path

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.paths import Places

Clock = Callable[[], datetime]


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


def find_fault(path: Path) -> str:
    """Return what is wrong with the file, as a past participle or the like; empty if sound."""
    state = look(path)
    if state is State.MISSING:
        return "missing"
    if state is State.EMPTY:
        return "empty"
    if state is State.UNKNOWN:
        return "damaged"
    try:
        with closing(connect(path)) as connection:
            return "damaged" if find_damage(connection, thorough=True) else ""
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise
        return "damaged"


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
                f"The backup is damaged: {fault}.",
                where=str(backup.path),
                hint="Choose another one; `spacequiz doctor` lists them.",
            )
        aside = move_aside(places.save, now(), "replaced")
        put_back(backup.path, places.save)
    return aside


def _tell(
    fault: str, found: tuple[Backup, Examined] | None, readable: int | None, aside: Path | None
) -> str:
    kept = f" The old file lies at {show_path(aside)}." if aside else ""
    if not found:
        return f"The save file was {fault} and no backup is sound: a new one was begun.{kept}"
    backup, examined = found
    lost = "what was played since is lost"
    if readable is not None and readable >= examined.answers:
        lost = f"{readable - examined.answers} later answers are lost"
    return (
        f"The save file was {fault}: the backup of {backup.day.isoformat()} with "
        f"{examined.answers} answers was restored, {lost}.{kept}"
    )
