"""The schema of the save file, and the way from each version of it to the next."""

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
    # The keeper is the running program that plays the game, so that two never write into one; the
    # uid tells on any machine whether a game that is to be imported is already there; the day is
    # the player's own day on which the game was finished, as in `answer`.
    """CREATE TABLE game (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        player INTEGER NOT NULL REFERENCES player (id),
        mode TEXT NOT NULL,
        setup TEXT NOT NULL,
        seed TEXT NOT NULL,
        drawn TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT NOT NULL DEFAULT '',
        ending TEXT NOT NULL DEFAULT '',
        keeper TEXT NOT NULL DEFAULT '',
        code TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL DEFAULT '',
        uid TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX game_by_player ON game (player, id)",
    "CREATE INDEX game_open ON game (player, id) WHERE ending = ''",
    "CREATE INDEX game_by_mode ON game (mode, player, seed)",
    "CREATE INDEX game_by_day ON game (player, day) WHERE ending = 'finished'",
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
    # What is copied came into the game with a copy of it, and was counted where it was given.
    # Before is the memory as it was: NULL where the answer touched none, '' where there was none.
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
        typo INTEGER NOT NULL DEFAULT 0,
        sure INTEGER NOT NULL DEFAULT 0,
        claimed INTEGER NOT NULL DEFAULT 0,
        category TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL DEFAULT '',
        copied INTEGER NOT NULL DEFAULT 0,
        before TEXT,
        UNIQUE (game, position),
        FOREIGN KEY (game, position) REFERENCES asked (game, position)
    )""",
    "CREATE INDEX answer_first ON answer (given) WHERE before = ''",
    # The row id is the rank: the clock may go backwards, row ids do not.
    """CREATE TABLE seen (
        id INTEGER PRIMARY KEY,
        player INTEGER NOT NULL REFERENCES player (id),
        progress_key TEXT NOT NULL,
        UNIQUE (player, progress_key)
    )""",
    # Moments are in microseconds since 1970, UTC, so that they compare fast and come back exactly.
    """CREATE TABLE memory (
        player INTEGER NOT NULL REFERENCES player (id),
        progress_key TEXT NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        due INTEGER NOT NULL,
        reviewed INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        category TEXT NOT NULL,
        PRIMARY KEY (player, progress_key)
    ) WITHOUT ROWID""",
    "CREATE INDEX memory_due ON memory (player, due)",
    "CREATE INDEX memory_by_category ON memory (player, category, stability)",
    """CREATE TABLE note (
        player INTEGER NOT NULL REFERENCES player (id),
        progress_key TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (player, progress_key)
    ) WITHOUT ROWID""",
    """CREATE TABLE flag (
        id INTEGER PRIMARY KEY,
        player INTEGER NOT NULL REFERENCES player (id),
        address TEXT NOT NULL,
        reason TEXT NOT NULL,
        flagged TEXT NOT NULL,
        UNIQUE (player, address)
    )""",
    # Sums over the answers of a player by day, category and question. Whole numbers, so that
    # taking an answer back leaves nothing behind: credit in millionths, time in milliseconds.
    """CREATE TABLE tally (
        player INTEGER NOT NULL REFERENCES player (id),
        sort TEXT NOT NULL,
        name TEXT NOT NULL,
        answers INTEGER NOT NULL,
        correct INTEGER NOT NULL,
        credit INTEGER NOT NULL,
        milliseconds INTEGER NOT NULL,
        PRIMARY KEY (player, sort, name)
    ) WITHOUT ROWID""",
    # Sums over each game with an answer; `own` leaves out what the player called right.
    """CREATE TABLE standing (
        game INTEGER PRIMARY KEY REFERENCES game (id),
        answers INTEGER NOT NULL,
        correct INTEGER NOT NULL,
        points INTEGER NOT NULL,
        own INTEGER NOT NULL,
        streak INTEGER NOT NULL
    )""",
    # Evenings with several teams. They belong to no one player.
    """CREATE TABLE night (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        plan TEXT NOT NULL,
        started TEXT NOT NULL,
        ended TEXT NOT NULL DEFAULT '',
        ending TEXT NOT NULL DEFAULT '',
        keeper TEXT NOT NULL DEFAULT '',
        uid TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX night_open ON night (id) WHERE ending = ''",
    """CREATE TABLE night_entry (
        night INTEGER NOT NULL REFERENCES night (id),
        position INTEGER NOT NULL,
        entry TEXT NOT NULL,
        written TEXT NOT NULL,
        PRIMARY KEY (night, position)
    ) WITHOUT ROWID""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1,)
"""What leads from each schema version to the next; the first from nothing to version 1."""


def newest() -> int:
    """Return the schema version that this program writes."""
    return len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, application_id: int, to: int = 0) -> None:
    """Bring the file to the schema version `to`, the newest by default.

    Each step is a transaction of its own.
    """
    for target in range(1, (to or newest()) + 1):
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
