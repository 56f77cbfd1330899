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

_VERSION_3 = (
    "ALTER TABLE game ADD COLUMN code TEXT NOT NULL DEFAULT ''",
    # The player's own day on which the game was finished, as in `answer`.
    "ALTER TABLE game ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    # Tells on any machine whether a game that is to be imported is already there.
    "ALTER TABLE game ADD COLUMN uid TEXT NOT NULL DEFAULT ''",
    "UPDATE game SET uid = id || '/' || started || '/' || seed",
    """UPDATE game SET day = COALESCE(date(ended, 'localtime'), substr(ended, 1, 10))
        WHERE ending = 'finished'""",
    "CREATE INDEX game_by_mode ON game (mode, player, seed)",
    "CREATE INDEX game_by_day ON game (player, day) WHERE ending = 'finished'",
    "ALTER TABLE answer ADD COLUMN sure INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE answer ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE answer ADD COLUMN category TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE answer ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    # Came into the game with a copy of it, and was counted where it was given.
    "ALTER TABLE answer ADD COLUMN copied INTEGER NOT NULL DEFAULT 0",
    # The memory as it was: NULL where the answer touched none, '' where there was none yet.
    "ALTER TABLE answer ADD COLUMN before TEXT",
    "CREATE INDEX answer_first ON answer (given) WHERE before = ''",
    "UPDATE answer SET day = COALESCE(date(given, 'localtime'), substr(given, 1, 10))",
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
    *(
        f"""INSERT INTO tally SELECT game.player, '{sort}', {name}, COUNT(*),
        SUM(verdict = 'right'), SUM(CAST(ROUND(credit * 1000000) AS INTEGER)),
        SUM(CAST(ROUND(seconds * 1000) AS INTEGER))
        FROM answer JOIN asked USING (game, position) JOIN game ON game.id = answer.game
        GROUP BY game.player, {name}"""  # noqa: S608
        for sort, name in (
            ("day", "answer.day"),
            ("category", "answer.category"),
            ("question", "asked.progress_key"),
        )
    ),
    """WITH placed AS (
        SELECT game, points, verdict = 'right' AS good,
        SUM(verdict <> 'right') OVER (PARTITION BY game ORDER BY position) AS run FROM answer
    ),
    runs AS (
        SELECT game, COUNT(*) AS count, SUM(points) AS points, SUM(good) AS good
        FROM placed GROUP BY game, run
    )
    INSERT INTO standing SELECT game, SUM(count), SUM(good), SUM(points), SUM(points), MAX(good)
    FROM runs GROUP BY game""",
)

_VERSION_4 = (
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

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4)
"""What leads from each schema version to the next; the first from nothing to version 1."""

VERSION = len(MIGRATIONS)

_FIRST = frozenset({"meta", "player", "setting", "game", "asked", "aid", "answer"})
_SECOND = _FIRST | {"seen"}
_THIRD = _SECOND | {"memory", "note", "flag", "tally", "standing"}
TABLES: dict[int, frozenset[str]] = {
    1: _FIRST,
    2: _SECOND,
    3: _THIRD,
    4: _THIRD | {"night", "night_entry"},
}
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
