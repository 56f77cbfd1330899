"""The save file's health: what lies there and how it is, without any change to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacequiz.save.file import (
    State,
    connect,
    count_answers,
    find_damage,
    is_passing,
    journal_of,
    look,
    tell,
)

if TYPE_CHECKING:
    from pathlib import Path

MISSING, SOUND, DAMAGED = "missing", "sound", "damaged"
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
    if state is State.MISSING:
        return Health(MISSING)
    if state is State.NOT_OURS:
        return Health(NOT_OURS, "another program's file, or a folder", size)
    if state is State.NEWER:
        return Health(NEWER, "written by a newer spacequiz", size)
    if state is State.EMPTY:
        return Health(DAMAGED, "it is empty", size)
    if state is State.UNKNOWN:
        return Health(DAMAGED, "its beginning is destroyed", size)
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
            fault = "its last writer was killed; the next start rolls that back"
            return Health(UNREADABLE, fault, size, interrupted=True)
        state = UNREADABLE if is_passing(error) else DAMAGED
        return Health(state, tell(error), size, interrupted=interrupted)


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608
    return int(count)
