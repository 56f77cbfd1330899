"""Taking a history in: what is new is added, what is here stays, and nothing comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz.save import memories, tallies
from spacequiz.save.core import add_player
from spacequiz.save.exchange import ANSWER, GAME, NIGHT
from spacequiz.save.values import pack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from spacequiz.save.incoming import AskedPart, GamePart, KnownPart, NightPart, PlayerPart

_GAME = (*GAME, "setup", "drawn")
_ANSWER = ("response", "before", *ANSWER)


def merge_settings(
    connection: sqlite3.Connection, player: int, settings: Mapping[str, object]
) -> None:
    """Add the settings that are not made here yet."""
    connection.executemany(
        "INSERT OR IGNORE INTO setting VALUES (?, ?, ?)",
        [(player, name, pack(value)) for name, value in settings.items()],
    )


def merge_player(
    connection: sqlite3.Connection, name: str, incoming: PlayerPart
) -> tuple[int, int, int]:
    """Add what is new of a player; return how many games were new, continued and left alone."""
    player = add_player(connection, name, incoming.created)
    merge_settings(connection, player, incoming.settings)
    added, continued = _merge_games(connection, player, incoming.games)
    connection.executemany(
        "INSERT OR IGNORE INTO seen (player, progress_key) VALUES (?, ?)",
        [(player, key) for key in incoming.seen],
    )
    for known in incoming.memories:
        _merge_memory(connection, player, known)
    connection.executemany(
        "INSERT OR IGNORE INTO note VALUES (?, ?, ?)",
        [(player, note.progress_key, note.text) for note in incoming.notes],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO flag (player, address, reason, flagged) VALUES (?, ?, ?, ?)",
        [(player, flag.address, flag.reason, flag.flagged) for flag in incoming.flags],
    )
    tallies.recount(connection, player)
    return added, continued, len(incoming.games) - added - continued


def _merge_memory(connection: sqlite3.Connection, player: int, known: KnownPart) -> None:
    """Keep the memory of which the question was answered later."""
    key, row, category = known.progress_key, known.flatten(), known.category
    here = memories.load_memory(connection, player, key)
    if here is None or here.reviewed < memories.unpack_memory(row).reviewed:
        memories.store_memory(connection, player, key, row, category)


def _merge_games(
    connection: sqlite3.Connection, player: int, incoming: Sequence[GamePart]
) -> tuple[int, int]:
    """Add the games that are not here, and the rest of those that were continued elsewhere."""
    query = "SELECT uid, id FROM game WHERE player = ?"
    here = dict(connection.execute(query, (player,)).fetchall())
    answers: list[tuple[int, tuple[Any, ...]]] = []
    added = continued = 0
    for game in incoming:
        row = here.get(game.uid, 0)
        if row and not _is_continued(connection, row, game):
            continue
        if row:
            _clear(connection, row, game)
            continued += 1
        else:
            row = here[game.uid] = _add_game(connection, player, game)
            added += 1
        answers += _add_asked(connection, row, game.asked)
    _add_answers(connection, answers)
    return added, continued


def _add_game(connection: sqlite3.Connection, player: int, game: GamePart) -> int:
    marks = ", ".join("?" * (1 + len(_GAME)))
    made = connection.execute(
        f"INSERT INTO game (player, {', '.join(_GAME)}) VALUES ({marks})",  # noqa: S608
        (player, *game.flatten()),
    ).lastrowid
    return made or 0


def _is_continued(connection: sqlite3.Connection, row: int, game: GamePart) -> bool:
    """Return whether a game that is open here went on elsewhere, from all that is here."""
    query = "SELECT 1 FROM game WHERE id = ? AND ending = ''"
    if not connection.execute(query, (row,)).fetchone():
        return False
    query = "SELECT position, given, response FROM answer WHERE game = ?"
    here = set(connection.execute(query, (row,)).fetchall())
    there = {
        (asked.position, asked.answer.given, pack(asked.answer.response))
        for asked in game.asked
        if asked.answer
    }
    return here < there or (here == there and bool(game.ending))


def _clear(connection: sqlite3.Connection, row: int, game: GamePart) -> None:
    """Make room for the newer state of a game; a program that plays it goes on in a copy."""
    for table in ("answer", "aid", "asked"):
        connection.execute(f"DELETE FROM {table} WHERE game = ?", (row,))  # noqa: S608
    connection.execute(
        "UPDATE game SET ended = ?, ending = ?, day = ?, keeper = '' WHERE id = ?",
        (game.ended, game.ending, game.day, row),
    )


def _add_asked(
    connection: sqlite3.Connection, row: int, asked: Sequence[AskedPart]
) -> list[tuple[int, tuple[Any, ...]]]:
    """Add the questions of a game; return its answers, each with its place among all answers."""
    connection.executemany(
        "INSERT INTO asked VALUES (?, ?, ?, ?)",
        [(row, each.position, each.address, each.progress_key) for each in asked],
    )
    connection.executemany(
        "INSERT INTO aid VALUES (?, ?, ?)",
        [(row, each.position, aid.value) for each in asked for aid in sorted(set(each.aids))],
    )
    return [
        (each.answer.order, (row, each.position, *each.answer.flatten()))
        for each in asked
        if each.answer
    ]


def _add_answers(
    connection: sqlite3.Connection, answers: Sequence[tuple[int, tuple[Any, ...]]]
) -> None:
    marks = ", ".join("?" * (2 + len(_ANSWER)))
    connection.executemany(
        f"INSERT INTO answer (game, position, {', '.join(_ANSWER)}) VALUES ({marks})",  # noqa: S608
        [values for _, values in sorted(answers, key=lambda answer: answer[0])],
    )


def merge_nights(connection: sqlite3.Connection, nights: Sequence[NightPart]) -> int:
    """Add the evenings that are not here, and the rest of those that went on elsewhere.

    Returns how many were new or went on.
    """
    return sum(_merge_night(connection, night) for night in nights)


def _merge_night(connection: sqlite3.Connection, night: NightPart) -> bool:
    query = "SELECT id, ending FROM night WHERE uid = ?"
    found = connection.execute(query, (night.uid,)).fetchone()
    if found is None:
        row, here = _add_night(connection, night), 0
    else:
        row, ending = found
        query = "SELECT entry FROM night_entry WHERE night = ? ORDER BY position"
        entries = [entry for (entry,) in connection.execute(query, (row,))]
        here = len(entries)
        there = [pack(line.entry) for line in night.journal[:here]]
        longer = len(night.journal) > here or bool(night.ending)
        if ending or there != entries or not longer:
            return False
        # A program that plays it here goes on in a copy.
        connection.execute(
            "UPDATE night SET ended = ?, ending = ?, keeper = '' WHERE id = ?",
            (night.ended, night.ending, row),
        )
    connection.executemany(
        "INSERT INTO night_entry (night, position, entry, written) VALUES (?, ?, ?, ?)",
        [
            (row, number, pack(line.entry), line.written)
            for number, line in enumerate(night.journal)
            if number >= here
        ],
    )
    return True


def _add_night(connection: sqlite3.Connection, night: NightPart) -> int:
    command = "INSERT INTO night (plan, uid, started, ended, ending) VALUES (?, ?, ?, ?, ?)"
    values = (pack(night.plan), *(getattr(night, name) for name in NIGHT))
    return connection.execute(command, values).lastrowid or 0
