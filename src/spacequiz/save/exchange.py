"""The history as one document that another save file can take in: what it holds, and writing it.

Games know each other by `uid` on any machine. Questions are in the order of asking; `order` is the
place of an answer among all answers of the player, as two games may be open at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz import __version__
from spacequiz.save.values import unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

FORMAT = "spacequiz history"
VERSION = 1

GAME = ("uid", "mode", "seed", "code", "started", "ended", "ending", "day")
ANSWER = (
    *("verdict", "credit", "points", "seconds", "given", "day"),
    *("typo", "sure", "claimed", "copied", "category"),
)
NIGHT = ("uid", "started", "ended", "ending")
BOOLEANS = frozenset({"typo", "sure", "claimed", "copied"})
MEMORY = ("stability", "difficulty", "due", "reviewed", "answers", "lapses", "category")


def export(connection: sqlite3.Connection, player: int | None) -> dict[str, Any]:
    """Return all that the file holds of one player or of all (None), for JSON."""
    # One transaction, so that all of it is of the same moment.
    connection.execute("BEGIN")
    try:
        wanted = connection.execute(
            "SELECT id, name, created FROM player WHERE ? IS NULL OR id = ? ORDER BY id",
            (player, player),
        ).fetchall()
        return {
            "format": FORMAT,
            "version": VERSION,
            "spacequiz": __version__,
            "settings": _settings(connection, 0) if player is None else {},
            "players": [_player(connection, *row) for row in wanted],
            # An evening belongs to everybody who was there.
            "nights": _nights(connection) if player is None else [],
        }
    finally:
        connection.execute("COMMIT")


def _player(connection: sqlite3.Connection, row: int, name: str, created: str) -> dict[str, Any]:
    return {
        "name": name,
        "created": created,
        "settings": _settings(connection, row),
        "games": _games(connection, row),
        "seen": [
            key
            for (key,) in connection.execute(
                "SELECT progress_key FROM seen WHERE player = ? ORDER BY id", (row,)
            )
        ],
        "memories": _list(connection, "memory", ("progress_key", *MEMORY), row),
        "notes": _list(connection, "note", ("progress_key", "text"), row),
        "flags": _list(connection, "flag", ("address", "reason", "flagged"), row),
    }


def _name(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """Return a row with its names."""
    return dict(zip(names, row, strict=True))


def _settings(connection: sqlite3.Connection, player: int) -> dict[str, Any]:
    query = "SELECT name, value FROM setting WHERE player = ?"
    return {name: unpack(text, None) for name, text in connection.execute(query, (player,))}


def _list(
    connection: sqlite3.Connection, table: str, names: tuple[str, ...], player: int
) -> list[dict[str, Any]]:
    columns = ", ".join(names)
    # By the first column: the order of two files with the same content is the same.
    query = f"SELECT {columns} FROM {table} WHERE player = ? ORDER BY {names[0]}"  # noqa: S608
    return [_name(names, row) for row in connection.execute(query, (player,))]


def _games(connection: sqlite3.Connection, player: int) -> list[dict[str, Any]]:
    asked = _asked(connection, player)
    columns = ", ".join(GAME)
    query = f"SELECT id, setup, drawn, {columns} FROM game WHERE player = ? ORDER BY id"  # noqa: S608
    return [
        {
            **_name(GAME, values),
            "setup": unpack(setup, {}),
            "drawn": unpack(drawn, []),
            "asked": asked.get(row, []),
        }
        for row, setup, drawn, *values in connection.execute(query, (player,))
    ]


def _asked(connection: sqlite3.Connection, player: int) -> dict[int, list[dict[str, Any]]]:
    """Return the questions asked in each game, by its row, with aids and answers."""
    answers = _answers(connection, player)
    aids: dict[tuple[int, int], list[str]] = {}
    query = """SELECT aid.game, position, aid FROM aid JOIN game ON game.id = aid.game
    WHERE player = ? ORDER BY aid.game, position, aid"""
    for game, position, aid in connection.execute(query, (player,)):
        aids.setdefault((game, position), []).append(aid)
    found: dict[int, list[dict[str, Any]]] = {}
    query = """SELECT asked.game, position, address, progress_key FROM asked
    JOIN game ON game.id = asked.game WHERE player = ? ORDER BY asked.game, position"""
    for game, position, address, progress_key in connection.execute(query, (player,)):
        found.setdefault(game, []).append(
            {
                "position": position,
                "address": address,
                "progress_key": progress_key,
                "aids": aids.get((game, position), []),
                "answer": answers.get((game, position)),
            }
        )
    return found


def _answers(connection: sqlite3.Connection, player: int) -> dict[tuple[int, int], dict[str, Any]]:
    columns = ", ".join(f"answer.{name}" for name in ANSWER)
    query = f"""SELECT answer.game, position, response, before, {columns} FROM answer
    JOIN game ON game.id = answer.game WHERE player = ? ORDER BY answer.id"""  # noqa: S608
    found = {}
    for order, (game, position, response, before, *values) in enumerate(
        connection.execute(query, (player,))
    ):
        answer = _name(ANSWER, values)
        answer.update({name: bool(answer[name]) for name in BOOLEANS})
        answer["response"] = unpack(response, [])
        answer["before"] = None if before is None else _name_memory(before)
        answer["order"] = order
        found[game, position] = answer
    return found


def _name_memory(text: str) -> dict[str, Any]:
    """Return a memory kept with an answer; nothing in it where there was none."""
    row = unpack(text, [])
    return _name(MEMORY, row) if len(row) == len(MEMORY) else {}


def _nights(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return every evening with its whole journal, for JSON."""
    journals: dict[int, list[dict[str, Any]]] = {}
    query = "SELECT night, entry, written FROM night_entry ORDER BY night, position"
    for night, entry, written in connection.execute(query):
        line = {"entry": unpack(entry, None), "written": written}
        journals.setdefault(night, []).append(line)
    query = f"SELECT id, plan, {', '.join(NIGHT)} FROM night ORDER BY id"  # noqa: S608
    return [
        {
            **dict(zip(NIGHT, values, strict=True)),
            "plan": unpack(plan, {}),
            "journal": journals.get(row, []),
        }
        for row, plan, *values in connection.execute(query)
    ]
