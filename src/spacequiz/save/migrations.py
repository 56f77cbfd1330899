"""The schema of the save file, version by version, and the way from each to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz import __version__

if TYPE_CHECKING:
    import sqlite3

_VERSION_1 = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE player (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        created TEXT NOT NULL
    )""",
    # The player 0 stands for everyone; so there is no reference to a player here.
    """CREATE TABLE setting (
        player INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (player, name)
    ) WITHOUT ROWID""",
    """CREATE TABLE game (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        player INTEGER NOT NULL REFERENCES player (id),
        mode TEXT NOT NULL,
        setup TEXT NOT NULL,
        seed TEXT NOT NULL,
        drawn TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT NOT NULL DEFAULT '',
        ending TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX game_by_player ON game (player, id)",
    # What was shown: not always what was drawn, as missed questions come back.
    """CREATE TABLE asked (
        game INTEGER NOT NULL REFERENCES game (id),
        position INTEGER NOT NULL,
        address TEXT NOT NULL,
        progress_key TEXT NOT NULL,
        PRIMARY KEY (game, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX asked_by_key ON asked (progress_key)",
    """CREATE TABLE aid (
        game INTEGER NOT NULL,
        position INTEGER NOT NULL,
        aid TEXT NOT NULL,
        PRIMARY KEY (game, position, aid),
        FOREIGN KEY (game, position) REFERENCES asked (game, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE answer (
        id INTEGER PRIMARY KEY,
        game INTEGER NOT NULL,
        position INTEGER NOT NULL,
        response TEXT NOT NULL,
        verdict TEXT NOT NULL,
        credit REAL NOT NULL,
        points INTEGER NOT NULL,
        seconds REAL NOT NULL,
        given TEXT NOT NULL,
        UNIQUE (game, position),
        FOREIGN KEY (game, position) REFERENCES asked (game, position)
    )""",
)

_VERSION_2 = (
    "ALTER TABLE answer ADD COLUMN typo INTEGER NOT NULL DEFAULT 0",
    # Which running program plays the game, so that two of them never write into one.
    "ALTER TABLE game ADD COLUMN keeper TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX game_open ON game (player, id) WHERE ending = ''",
    # The row id is the rank: the clock may go backwards, row ids do not.
    """CREATE TABLE seen (
        id INTEGER PRIMARY KEY,
        player INTEGER NOT NULL REFERENCES player (id),
        progress_key TEXT NOT NULL,
        UNIQUE (player, progress_key)
    )""",
    """INSERT INTO seen (player, progress_key)
        SELECT game.player, asked.progress_key FROM asked JOIN game ON game.id = asked.game
        GROUP BY game.player, asked.progress_key
        ORDER BY MAX(asked.game * 1000000 + asked.position)""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1, _VERSION_2)
"""What leads from each schema version to the next; the first from nothing to version 1."""

VERSION = len(MIGRATIONS)

_FIRST = frozenset({"meta", "player", "setting", "game", "asked", "aid", "answer"})
TABLES: dict[int, frozenset[str]] = {1: _FIRST, 2: _FIRST | {"seen"}}
"""The tables that each schema version must have."""


def migrate(connection: sqlite3.Connection, application_id: int, to: int = VERSION) -> None:
    """Bring the file to the schema version `to`, each step in a transaction of its own."""
    for target in range(1, to + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read under the lock: another program may have taken the step meanwhile.
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version < target:
                _step(connection, target, application_id)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _step(connection: sqlite3.Connection, target: int, application_id: int) -> None:
    for statement in MIGRATIONS[target - 1]:
        connection.execute(statement)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (__version__,))
    connection.execute(f"PRAGMA application_id={application_id:d}")
    connection.execute(f"PRAGMA user_version={target:d}")
