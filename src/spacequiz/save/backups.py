"""Backups of the save file: made whole and checked, a few of each age kept."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.errors import SaveError
from spacequiz.language import say
from spacequiz.save.file import (
    FileState,
    connect,
    count_answers,
    find_damage,
    look,
    put_in_place,
    replace_lock,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacequiz.paths import Places

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many of each are kept."""
BEFORE_MIGRATION = 2
"""How many backups from before a change of schema are kept."""

_NAME = re.compile(r"save-(\d{6,})-(\d{4}-\d\d-\d\d)(-before-v\d+)?\.db")


class Backup(NamedTuple):
    """Name one backup. The number counts up, so the order does not hang on the clock."""

    path: Path
    number: int
    day: date
    special: bool
    """Made before a change of schema, and no part of the daily row."""


def find_backups(places: Places) -> list[Backup]:
    """Return all backups, newest first."""
    found = []
    if places.backups.is_dir():
        for path in places.backups.iterdir():
            if (match := _NAME.fullmatch(path.name)) and (day := _read_day(match[2])):
                found.append(Backup(path, int(match[1]), day, bool(match[3])))
    return sorted(found, key=lambda backup: (backup.number, backup.path.name), reverse=True)


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def back_up_daily(connection: sqlite3.Connection, places: Places, now: datetime) -> None:
    """Make the backup of the day unless there is one that holds something."""
    with replace_lock(places.backups):
        _back_up_daily(connection, places, now)


def _back_up_daily(connection: sqlite3.Connection, places: Places, now: datetime) -> None:
    daily = [backup for backup in find_backups(places) if not backup.special]
    # The very first backup is empty; the next game of that day makes a better one.
    if daily and daily[0].day == now.date() and _holds_answers(daily[0].path):
        return
    back_up(connection, places, now)
    rotate(places)


def _holds_answers(path: Path) -> bool:
    try:
        with closing(connect(path, mode="immutable")) as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM answer)").fetchone()[0])
    except sqlite3.Error:
        return False


def back_up(
    connection: sqlite3.Connection, places: Places, now: datetime, special: str = ""
) -> Path:
    """Write a copy of the save file, check it, and only then give it its name.

    Raises:
        SaveError: The copy is not sound.
        OSError, sqlite3.Error: It cannot be written.
    """
    number = max((backup.number for backup in find_backups(places)), default=0) + 1
    path = places.backups / f"save-{number:06d}-{now.date().isoformat()}{special}.db"
    write_copy(connection, path)
    return path


def write_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write all that `connection` sees to a new file at `path`, checked, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part),))
        part.chmod(0o600)
        if fault := examine(part).fault:
            raise SaveError(
                say("The copy of the save file is damaged: {fault}.", fault=fault), where=str(path)
            )
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


class Examined(NamedTuple):
    """Hold what a look into a backup showed."""

    answers: int
    fault: str
    """In one line; empty when all is well."""


def _tell_state(state: FileState) -> str:
    """Say what a file is that is no save file of ours."""
    return {
        FileState.MISSING: say("as a save file it is missing"),
        FileState.EMPTY: say("as a save file it is empty"),
        FileState.NEWER: say("as a save file it is newer"),
        FileState.NOT_OURS: say("as a save file it is not ours"),
    }.get(state) or say("as a save file it is unknown")


def examine(path: Path) -> Examined:
    """Read the whole of a backup, without any change to it."""
    try:
        if (state := look(path)) is not FileState.OURS:
            return Examined(0, _tell_state(state))
        with closing(connect(path, mode="immutable")) as connection:
            if fault := find_damage(connection):
                return Examined(0, fault)
            return Examined(count_answers(connection), "")
    except (sqlite3.Error, OSError) as error:
        return Examined(0, tell(error))


def find_sound(places: Places) -> tuple[Backup, Examined] | None:
    """Return the newest backup that passes its check."""
    for backup in find_backups(places):
        examined = examine(backup.path)
        if not examined.fault:
            return backup, examined
    return None


def rotate(places: Places) -> None:
    """Delete the backups that are no longer among the last days, weeks and months."""
    backups = find_backups(places)
    daily = [backup for backup in backups if not backup.special]
    special = [backup for backup in backups if backup.special]
    for left_over in places.backups.glob("*.part"):
        left_over.unlink(missing_ok=True)
    kept = choose_kept(daily) | {backup.path for backup in special[:BEFORE_MIGRATION]}
    for backup in backups:
        if backup.path not in kept:
            backup.path.unlink(missing_ok=True)


def choose_kept(backups: Iterable[Backup]) -> set[Path]:
    """Return which backups of the daily row stay: the newest of each recent day, week, month."""
    newest_first = sorted(backups, key=lambda b: (b.day, b.number), reverse=True)
    kept = {max(newest_first, key=lambda b: b.number).path} if newest_first else set()
    for count, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest: dict[str, Path] = {}
        for backup in newest_first:
            newest.setdefault(backup.day.strftime(period), backup.path)
        kept |= set(list(newest.values())[:count])
    return kept
