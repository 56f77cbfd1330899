"""The file of the bank: an SQLite database that may be lost at any time."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from spacequiz.paths import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


APPLICATION_ID = 0x53514231
VERSION = 13
"""Grows with every change of the tables, or of what is read into them."""

_TIMEOUT = 5.0
FAILURES = (sqlite3.Error, ValueError, TypeError)
"""What a damaged file can lead to: even the messages of SQLite may be no text any more."""

_BROKEN = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR))

# Both indexes hold all that a candidate has: a draw asks `drawing` for what stands at a place, and
# `naming` for what a player knows. A cell keeps its key when its pack is read anew, so that whoever
# draws meanwhile finds what is there now; and the key of one that is gone is never used again.
_TABLES = (
    """CREATE TABLE pack (
        key INTEGER PRIMARY KEY,
        path BLOB NOT NULL UNIQUE,
        stamp TEXT NOT NULL,
        digest TEXT NOT NULL,
        made_by TEXT NOT NULL,
        origin TEXT NOT NULL,
        info TEXT NOT NULL,
        id_place TEXT NOT NULL,
        words TEXT NOT NULL
    )""",
    """CREATE TABLE cell (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        pack INTEGER NOT NULL,
        kind TEXT NOT NULL,
        category TEXT NOT NULL,
        difficulty TEXT NOT NULL,
        size INTEGER NOT NULL
    )""",
    "CREATE INDEX fitting ON cell (pack, kind, category, difficulty, size)",
    # The key of a question that is gone is never used again, for the search still has its words.
    """CREATE TABLE question (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        pack INTEGER NOT NULL,
        id TEXT NOT NULL,
        cell INTEGER NOT NULL,
        place INTEGER NOT NULL,
        twins TEXT NOT NULL,
        body TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX naming ON question (pack, id, cell, twins)",
    "CREATE UNIQUE INDEX drawing ON question (cell, place, id, twins)",
    """CREATE TABLE passage (
        pack INTEGER NOT NULL,
        document TEXT NOT NULL,
        paragraphs TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (pack, document, paragraphs)
    ) WITHOUT ROWID""",
    # The keys of a pack's questions from the first to the last, and the last that the search knows;
    # without a pack, what the search knows of questions that are gone.
    """CREATE TABLE span (
        pack INTEGER UNIQUE,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        known INTEGER NOT NULL
    )""",
    # Those of a pack as they were said in each language that was asked for.
    """CREATE TABLE diagnostic (
        pack INTEGER NOT NULL,
        language TEXT NOT NULL,
        place INTEGER NOT NULL,
        fields TEXT NOT NULL,
        PRIMARY KEY (pack, language, place)
    ) WITHOUT ROWID""",
)


class _Foreign(Exception):  # noqa: N818  # It only leads to another place to keep the index.
    """Say that the file belongs to another program."""


def is_broken(error: Exception) -> bool:
    """Return whether an error means a damaged file, rather than one that is locked or read-only."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or (code & 0xFF) in _BROKEN


def open_store(path: Path) -> sqlite3.Connection:
    """Return the database of the bank: a new one for a damaged one, one in memory if all fails."""
    for _ in range(2):
        try:
            return _open_file(path)
        except (*FAILURES, OSError) as error:
            if isinstance(error, OSError) or not is_broken(error):
                break
            if not discard(path):
                break
        except _Foreign:
            break
    return open_memory()


def open_memory() -> sqlite3.Connection:
    """Return an empty bank that lasts as long as the process."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _create(db)
    return db


def wait_for_others(db: sqlite3.Connection, milliseconds: int) -> None:
    """Wait so long for another one that writes before it is taken for a failure."""
    db.execute(f"PRAGMA busy_timeout = {milliseconds}")


def is_in_memory(db: sqlite3.Connection) -> bool:
    """Return whether a bank has no file that others could read."""
    return not any(path for _, _, path in db.execute("PRAGMA database_list").fetchall())


def discard(path: Path) -> bool:
    """Remove the file of a bank; return whether that was possible."""
    try:
        for each in (path.with_name(path.name + "-journal"), path):
            each.unlink(missing_ok=True)
    except OSError:
        return False
    return True


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # A full disk has already ended the transaction.
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _open_file(path: Path) -> sqlite3.Connection:
    make_folder(path.parent)
    db = sqlite3.connect(
        path, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False, cached_statements=64
    )
    try:
        # The index can be made again: speed counts more than the last second before a power cut.
        db.execute("PRAGMA synchronous=OFF")
        application, version = _read_header(db)
        if (application, version) == (APPLICATION_ID, VERSION):
            return db
        empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and not (application == 0 and empty):
            raise _Foreign
        with transaction(db):
            # Another process may have been faster.
            if _read_header(db) != (APPLICATION_ID, VERSION):
                _create(db)
    except BaseException:
        db.close()
        raise
    return db


def _read_header(db: sqlite3.Connection) -> tuple[int, int]:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    return application, version


def _create(db: sqlite3.Connection) -> None:
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        if not name.startswith("sqlite_"):
            quoted = name.replace('"', '""')
            # With the index of the search go the tables that it is made of.
            db.execute(f'DROP TABLE IF EXISTS "{quoted}"')
    for statement in _TABLES:
        db.execute(statement)
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={VERSION}")
