"""The memories: what a player knows of each question, what is due, and notes and flags on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from spacequiz.game.records import Aid, Verdict
from spacequiz.game.review import LEECH_AFTER, Memory
from spacequiz.save.core import Core
from spacequiz.save.values import list_texts, pack, stamp, unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from spacequiz.game.statistics import Flag
    from spacequiz.save.core import Player

FORECAST_DAYS = 14
_REVIEW = "review"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AT_ONCE = 900
"""How many values one statement may take on any build of SQLite."""

_COLUMNS = "stability, difficulty, due, reviewed, answers, lapses"
_FIELDS = 7
"""These and the category."""

MOST_STABILITY, MOST_DIFFICULTY, MOST_ANSWERS = 1e6, 10.0, 1_000_000_000
LAST_MOMENT = 253_402_300_799_000_000
"""The end of the year 9999."""
_MOST = (
    *(MOST_STABILITY, MOST_DIFFICULTY),
    *(LAST_MOMENT, LAST_MOMENT, MOST_ANSWERS, MOST_ANSWERS),
)

Row = tuple[float, float, int, int, int, int]


class Memories(Core):
    """Remember what each player knows. Progress keys may be of questions that are gone."""

    def memory(self, player: Player, progress_key: str) -> Memory | None:
        """Return a player's memory of a question; None for one never answered."""
        return self._keeper.read(
            lambda connection: load_memory(connection, self._id(player), progress_key)
        )

    def memory_before(self, game: int, position: int) -> Memory | None:
        """Return the memory as it was before an answer; None where there was none."""
        query = "SELECT before FROM answer WHERE game = ? AND position = ?"
        found = self._read_game(
            game, lambda connection, row: connection.execute(query, (row, position)).fetchone()
        )
        row = _read_before(found[0]) if found and found[0] else None
        return unpack_memory(row[:-1]) if row else None

    def due(self, player: Player, now: datetime, limit: int, offset: int = 0) -> list[str]:
        """Return the progress keys that are due, the longest overdue first."""
        query = f"""SELECT progress_key FROM memory WHERE player = ? AND due <= ?
        AND {_NOT_ASIDE} ORDER BY due, progress_key LIMIT ? OFFSET ?"""  # noqa: S608
        values = player, count_moment(now), player, limit, offset
        return [key for (key,) in self._find(query, *values)]

    def sure_misses(self, player: Player, now: datetime) -> list[str]:
        """Return what is due and was missed last by a player who was sure of it."""
        query = f"""SELECT asked.progress_key FROM aid JOIN asked USING (game, position)
        JOIN answer USING (game, position) JOIN game ON game.id = aid.game
        JOIN memory ON memory.player = game.player AND memory.progress_key = asked.progress_key
        WHERE aid = ? AND game.player = ? AND due <= ? AND verdict <> ? AND before IS NOT NULL
        AND {_NOT_ASIDE.replace("progress_key", "asked.progress_key", 1)}
        AND NOT EXISTS (SELECT 1 FROM asked AS next JOIN answer AS newer USING (game, position)
        JOIN game AS other ON other.id = newer.game WHERE next.progress_key = asked.progress_key
        AND other.player = game.player AND newer.id > answer.id AND newer.before IS NOT NULL)
        ORDER BY due, asked.progress_key"""  # noqa: S608
        values = Aid.SURE.value, player, count_moment(now), Verdict.RIGHT.value, player
        return [key for (key,) in self._find(query, *values)]

    def count_due(self, player: Player, now: datetime) -> int:
        """Return how many questions are due."""
        return self._count_due(player, now)

    def forecast(self, player: Player, days: int = FORECAST_DAYS) -> list[int]:
        """Return how many questions fall due on each of the player's days.

        The first number is for today with all that is overdue.
        """
        today = self._clock.today()
        later = (today + timedelta(days=day) for day in range(1, days + 1))
        ends = [self._clock.begin_of(day) - _MICROSECOND for day in later]
        return [
            self._count_due(player, until, since)
            for since, until in zip([None, *ends], ends, strict=False)
        ]

    def _count_due(self, player: Player, until: datetime, since: datetime | None = None) -> int:
        after = -(1 << 63) if since is None else count_moment(since)
        query = f"""SELECT COUNT(*) FROM memory
        WHERE player = ? AND due > ? AND due <= ? AND {_NOT_ASIDE}"""  # noqa: S608
        return self._count(query, player, after, count_moment(until), player)

    def list_known(self, player: Player) -> list[str]:
        """Return the progress keys of all that the player has a memory of."""
        query = "SELECT progress_key FROM memory WHERE player = ?"
        return [key for (key,) in self._find(query, player)]

    def leeches(self, player: Player, progress_keys: Sequence[str]) -> set[str]:
        """Return which of the questions the player keeps missing."""
        found: set[str] = set()
        for start in range(0, len(progress_keys), _AT_ONCE):
            some = progress_keys[start : start + _AT_ONCE]
            query = f"""SELECT progress_key FROM memory WHERE player = ? AND lapses >= ?
            AND progress_key IN ({", ".join("?" * len(some))})"""  # noqa: S608
            found.update(key for (key,) in self._find(query, player, LEECH_AFTER, *some))
        return found

    def weakest(self, player: Player, limit: int, offset: int = 0) -> list[str]:
        """Return the progress keys of what is least firmly known, the weakest first."""
        query = f"""SELECT progress_key FROM memory INDEXED BY memory_by_category
        WHERE player = ? AND {_NOT_ASIDE}
        ORDER BY stability, progress_key LIMIT ? OFFSET ?"""  # noqa: S608
        return [key for (key,) in self._find(query, player, player, limit, offset)]

    def count_new_today(self, player: Player) -> int:
        """Return how many questions the player first met in reviews today."""
        since = self._clock.begin_of(self._clock.today())
        query = """SELECT COUNT(*) FROM answer INDEXED BY answer_first
        JOIN game ON game.id = answer.game
        WHERE before = '' AND given >= ? AND player = ? AND mode = ?"""
        return self._count(query, stamp(since), player, _REVIEW)

    # -- questions set aside -----------------------------------------------------------------

    def set_aside(self, player: Player, progress_key: str, *, aside: bool) -> None:
        """Leave a question out of reviews, or take it in again; its memory stays as it is."""
        if aside:
            self._run(
                "INSERT OR REPLACE INTO setting VALUES (?, ?, 'true')",
                player,
                f"{_ASIDE}{progress_key}",
            )
        else:
            self._run(
                "DELETE FROM setting WHERE player = ? AND name = ?",
                player,
                f"{_ASIDE}{progress_key}",
            )

    def list_aside(self, player: Player) -> list[str]:
        """Return the progress keys of what was set aside."""
        return [key for (key,) in self._find(_FIND_ASIDE, player)]

    # -- notes and flags ---------------------------------------------------------------------

    def note(self, player: Player, progress_key: str) -> str:
        """Return a player's note on a question; empty where there is none."""
        query = "SELECT text FROM note WHERE player = ? AND progress_key = ?"
        found = self._find(query, player, progress_key)
        return str(found[0][0]) if found else ""

    def set_note(self, player: Player, progress_key: str, text: str) -> None:
        """Keep a player's note on a question; an empty one removes it."""
        if text:
            self._run("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", player, progress_key, text)
        else:
            self._run(
                "DELETE FROM note WHERE player = ? AND progress_key = ?", player, progress_key
            )

    def flag(self, player: Player, address: str, reason: str = "") -> None:
        """Note that a player finds a question bad; where it was flagged, the reason changes."""
        command = """INSERT INTO flag (player, address, reason, flagged) VALUES (?, ?, ?, ?)
        ON CONFLICT (player, address) DO UPDATE SET reason = excluded.reason"""
        self._run(command, player, address, reason, self._stamp())

    def unflag(self, player: Player, address: str) -> None:
        """Take a player's flag back."""
        self._run("DELETE FROM flag WHERE player = ? AND address = ?", player, address)

    def is_flagged(self, player: Player, address: str) -> bool:
        """Return whether the player flagged a question."""
        query = "SELECT 1 FROM flag WHERE player = ? AND address = ?"
        return bool(self._find(query, player, address))

    def flags(self) -> list[Flag]:
        """Return the flags of all players in the order they were set."""
        from spacequiz.game.statistics import Flag

        return [
            Flag(address, player, reason, flagged, list_texts(unpack(response or "", [])))
            for address, player, reason, flagged, response in self._find(_FLAGS)
        ]


# Among the settings, each travels with an export and is merged by itself.
_ASIDE = "aside/"
_FIND_ASIDE = f"""SELECT substr(name, {len(_ASIDE) + 1}) FROM setting
WHERE player = ? AND name >= '{_ASIDE}' AND name < 'aside0'"""  # noqa: S608
_NOT_ASIDE = f"progress_key NOT IN ({_FIND_ASIDE})"

_FLAGS = """
WITH latest AS (
    SELECT flag.id, response, MAX(answer.id) FROM flag
    JOIN asked ON asked.address = flag.address JOIN answer USING (game, position)
    JOIN game ON game.id = answer.game AND game.player = flag.player GROUP BY flag.id
)
SELECT address, player.name, reason, flagged, response FROM flag
JOIN player ON player.id = flag.player LEFT JOIN latest ON latest.id = flag.id ORDER BY flag.id
"""


# -- within a transaction --------------------------------------------------------------------


def load_memory(connection: sqlite3.Connection, player: int, progress_key: str) -> Memory | None:
    """Return a player's memory of a question, if there is one."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM memory WHERE player = ? AND progress_key = ?",  # noqa: S608
        (player, progress_key),
    ).fetchone()
    return None if row is None else unpack_memory(row)


def store_memory(
    connection: sqlite3.Connection, player: int, progress_key: str, row: Row, category: str
) -> None:
    """Keep a memory, in the place of the one there was."""
    connection.execute(
        f"INSERT OR REPLACE INTO memory (player, progress_key, {_COLUMNS}, category) "  # noqa: S608
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (player, progress_key, *row, category),
    )


def remember(
    connection: sqlite3.Connection, player: int, progress_key: str, memory: Memory, category: str
) -> str:
    """Keep the memory that an answer led to, and return what is kept with the answer: the former."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, category FROM memory WHERE player = ? AND progress_key = ?",  # noqa: S608
        (player, progress_key),
    ).fetchone()
    store_memory(connection, player, progress_key, _flatten(memory), category)
    return pack(row) if row else ""


def restore(connection: sqlite3.Connection, game: int, position: int) -> None:
    """Put the memory back as it was before an answer, unless a later answer built on it."""
    found = connection.execute(
        """SELECT answer.id, player, progress_key, before FROM answer
        JOIN asked USING (game, position) JOIN game ON game.id = answer.game
        WHERE answer.game = ? AND answer.position = ? AND before IS NOT NULL""",
        (game, position),
    ).fetchone()
    if found is None:
        return
    answer, player, key, before = found
    later = connection.execute(
        """SELECT 1 FROM asked JOIN answer USING (game, position)
        JOIN game ON game.id = answer.game WHERE asked.progress_key = ? AND game.player = ?
        AND answer.id > ? AND before IS NOT NULL LIMIT 1""",
        (key, player, answer),
    ).fetchone()
    if later:
        return
    if row := _read_before(before):
        store_memory(connection, player, key, tuple(row[:-1]), row[-1])
    elif not before:
        connection.execute(
            "DELETE FROM memory WHERE player = ? AND progress_key = ?", (player, key)
        )


def unpack_memory(row: Sequence[object]) -> Memory:
    """Return the memory of a row; a damaged number becomes the nearest that makes sense."""
    stability, difficulty, due, reviewed, answers, lapses = map(_bound, row, _MOST)
    return Memory(
        float(stability),
        float(difficulty),
        _EPOCH + int(due) * _MICROSECOND,
        _EPOCH + int(reviewed) * _MICROSECOND,
        int(answers),
        int(lapses),
    )


def _bound(value: object, most: float) -> float:
    return max(0, min(value, most)) if isinstance(value, (int, float)) else 0


def _flatten(memory: Memory) -> Row:
    return (
        memory.stability,
        memory.difficulty,
        count_moment(memory.due),
        count_moment(memory.reviewed),
        memory.answers,
        memory.lapses,
    )


def count_moment(moment: datetime) -> int:
    """Return a moment in microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def _read_before(text: str) -> list[Any] | None:
    """Return the columns and the category of the memory kept with an answer, if sound."""
    row = unpack(text, [])
    return row if len(row) == _FIELDS else None
