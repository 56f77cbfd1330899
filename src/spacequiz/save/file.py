"""The save file itself: whose it is, connecting to it, writing in one step, checking it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from enum import Enum
from typing import TYPE_CHECKING

from spacequiz.errors import name_reason
from spacequiz.language import say
from spacequiz.save.migrations import migrate, newest
from spacequiz.save.values import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

APPLICATION_ID = 0x53515A31
"""Marks the file as ours; the letters `SQZ1`."""

BUSY_SECONDS = 5.0
_FORMATS = frozenset({1, 2})
"""The format numbers that SQLite reads and writes; with any other a file is read-only."""
_SKIPPED = 1_000_000
_MAGIC = b"SQLite format 3\0"
_PASSING = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
    }
)


class FileState(Enum):
    """Say what lies where the save file belongs."""

    MISSING = "missing"
    EMPTY = "empty"
    OURS = "ours"
    NEWER = "newer"
    NOT_OURS = "not ours"
    UNKNOWN = "unknown"
    """Neither an SQLite file nor text: perhaps ours with its beginning destroyed."""


def look(path: Path) -> FileState:
    """Tell from the first bytes what lies at `path`, without SQLite and so without any change.

    Raises:
        OSError: The file cannot be read.
    """
    if not path.exists():
        return FileState.MISSING
    if not path.is_file():
        return FileState.NOT_OURS
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        return FileState.EMPTY
    if not head.startswith(_MAGIC):
        cut_off = _MAGIC.startswith(head)
        return FileState.NOT_OURS if _is_text(head) and not cut_off else FileState.UNKNOWN
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return FileState.NOT_OURS
    if not {head[18], head[19]} <= _FORMATS:
        return FileState.UNKNOWN
    return FileState.NEWER if int.from_bytes(head[60:64], "big") > newest() else FileState.OURS


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and not any(byte < 9 for byte in head)


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of the file at `path`."""
    return path.with_name(f"{path.name}-journal")


def connect(path: Path, *, mode: str = "rw", timeout: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the file at `path` with the settings that make a commit durable.

    Args:
        path: The file.
        mode: `rw`, `rwc` to create it when missing, or `ro`; `immutable` reads a file that
            nobody writes, without locks and without its journal.
        timeout: How many seconds to wait for another writer.
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connection = open_database(f"{path.absolute().as_uri()}?{query}", timeout)
    try:
        if mode in ("rw", "rwc"):
            # A write-ahead log breaks on network homes and makes a bare copy of the file useless.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except UnicodeDecodeError as error:
        # How Python tells of a schema whose text is damaged.
        connection.close()
        raise sqlite3.DatabaseError(say("the schema cannot be read")) from error
    except BaseException:
        connection.close()
        raise
    return connection


def open_database(name: str, timeout: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a database by its URI, or `:memory:`; whatever it holds can be read."""
    connection = sqlite3.connect(
        name,
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    # One damaged text is not worth all the others.
    connection.text_factory = read_text
    connection.row_factory = _read_row
    return connection


def _read_row(_cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
    """Return a row without bytes, which we never write."""
    if bytes not in map(type, row):
        return row
    return tuple(read_text(value) if isinstance(value, bytes) else value for value in row)


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Commit what the block writes in one step, or nothing of it."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            # Where even this fails, the journal stays and the next opening rolls back.
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def replace_lock(folder: Path) -> Iterator[None]:
    """Let one program at a time put a file in the place of the save file or of a backup."""
    # An empty SQLite file, because its locks work on every platform and die with the program.
    with closing(
        sqlite3.connect(folder / "lock", timeout=BUSY_SECONDS, isolation_level=None)
    ) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def is_passing(error: BaseException) -> bool:
    """Tell whether a failed write may work later: disk full, no permission, locked, a bad disk."""
    if isinstance(error, sqlite3.Error):
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _PASSING
    return isinstance(error, OSError)


def find_damage(connection: sqlite3.Connection, *, thorough: bool = False) -> str:
    """Return the first fault of the file in one line, or an empty string when it is sound.

    Raises:
        sqlite3.Error: It cannot be told just now, see `is_passing`.
    """
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        check = "integrity_check" if thorough else "quick_check"
        (report,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
        wanted = describe_version(version)
        tables = _describe_tables(connection, wanted)
    except sqlite3.Error as error:
        # A file that is only locked must never be taken for a damaged one.
        if is_passing(error):
            raise
        return str(error)
    if report != "ok":
        return str(report).splitlines()[0]
    if not wanted:
        return say("the schema version {version} is unknown", version=version)
    wrong = [table for table, described in tables.items() if described != wanted[table]]
    return say("the table {table} is not as it should be", table=wrong[0]) if wrong else ""


def describe_version(version: int) -> dict[str, list[object]]:
    """Return the tables of a schema version, described; none where there is no such version."""
    if not 1 <= version <= newest():
        return {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as reference:
        migrate(reference, APPLICATION_ID, version)
        query = """SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"""
        return _describe_tables(reference, [name for (name,) in reference.execute(query)])


def _describe_tables(
    connection: sqlite3.Connection, tables: Iterable[str]
) -> dict[str, list[object]]:
    """Return columns, references and indexes of each table, in SQLite's words."""
    described: dict[str, list[object]] = {}
    for table in tables:
        found: list[object] = connection.execute(f"PRAGMA table_info({table})").fetchall()
        found += connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        for _, name, *kind in connection.execute(f"PRAGMA index_list({table})").fetchall():
            found.append((kind, connection.execute(f'PRAGMA index_info("{name}")').fetchall()))
        described[table] = sorted(found, key=repr)
    return described


def skip_ids(connection: sqlite3.Connection, to: dict[str, int] | None = None) -> None:
    """Leave out ids that were given out before, as in another file: they must mean nothing here.

    Args:
        connection: The file.
        to: The last id left out of each table; far beyond the present ones by default.
    """
    for table in ("player", "game", "night"):
        query = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ?"
        (last,) = connection.execute(query, (table,)).fetchone()
        last = to[table] if to else last + _SKIPPED
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, last))


def count_answers(connection: sqlite3.Connection) -> int:
    """Return how many answers the file holds."""
    (count,) = connection.execute("SELECT COUNT(*) FROM answer").fetchone()
    return int(count)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the platform can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(made: Path, path: Path) -> None:
    """Give the finished file `made` the name `path`, durably and in one step."""
    handle = os.open(made, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    made.replace(path)
    sync_folder(path.parent)


def tell(error: BaseException) -> str:
    """Say in a few words what went wrong."""
    if isinstance(error, OSError) and error.strerror:
        return name_reason(error)
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
