"""From rows to records and back: players, settings, games, answers and scores."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from spacequiz.game.records import Aid, Answer, SavedGame, Score, Setup, Verdict, read_setup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

M = TypeVar("M")


def add_player(connection: sqlite3.Connection, name: str, created: str) -> int:
    """Return the row of a player, a new one unless another program just made it."""
    query = "SELECT id FROM player WHERE name = ?"
    if found := connection.execute(query, (name,)).fetchone():
        return int(found[0])
    command = "INSERT INTO player (name, created) VALUES (?, ?)"
    return connection.execute(command, (name, created)).lastrowid or 0


def load_setting(connection: sqlite3.Connection, player: int, name: str) -> object:
    """Return a setting's value; None where there is none or it cannot be read."""
    query = "SELECT value FROM setting WHERE player = ? AND name = ?"
    row = connection.execute(query, (player, name)).fetchone()
    return None if row is None else unpack(row[0], None)


def store_setting(connection: sqlite3.Connection, player: int, name: str, text: str) -> int:
    """Keep a setting's value, given as JSON."""
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?, ?)", (player, name, text))
    return 0


def as_text(value: Any) -> Any:
    """Return a value of a row; what a damaged file takes for bytes is text again."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def shape_like(value: object, default: object) -> object:
    """Return `value` if it is of the type of `default`, which it came from through JSON."""
    if value is None or default is None:
        return default if value is None else value
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if isinstance(value, bool) is not isinstance(default, bool):
        return default
    return value if isinstance(value, type(default)) else default


def pack_setup(setup: Setup) -> str:
    """Return a set-up as JSON, without the mode, which has a column of its own."""
    fields = asdict(setup)
    del fields["mode"]
    return json.dumps(fields, ensure_ascii=False)


def unpack_setup(mode: str, text: str) -> Setup:
    """Return the set-up that was stored; what is damaged or unknown in it is left out."""
    return read_setup({**unpack(text, {}), "mode": mode})


def unpack(text: str, default: Any) -> Any:
    """Return what JSON holds, or `default` where it is damaged or of another shape."""
    try:
        value = json.loads(text)
    except ValueError:
        return default
    return value if default is None or isinstance(value, type(default)) else default


def pack_value(value: object) -> str:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False)


def list_texts(value: object) -> tuple[str, ...]:
    """Return a list's items as texts; nothing where it is no list."""
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _members(make: Callable[[str], M], value: object) -> tuple[M, ...]:
    found = []
    for text in list_texts(value):
        try:
            found.append(make(text))
        except ValueError:
            continue
    return tuple(found)


_GAME = """SELECT game.id, player.name, game.mode, game.setup, game.seed, game.drawn, game.code
FROM game JOIN player ON player.id = game.player """


def load_unfinished(connection: sqlite3.Connection, player: int) -> SavedGame | None:
    """Return the newest game of a player that has not ended."""
    query = _GAME + "WHERE game.player = ? AND game.ending = '' ORDER BY game.id DESC LIMIT 1"
    return _build_game(connection, connection.execute(query, (player,)).fetchone())


def count_unfinished(connection: sqlite3.Connection, player: int) -> int:
    """Return how many games of a player with an answer have not ended."""
    query = "SELECT COUNT(*) FROM game JOIN standing ON standing.game = game.id "
    query += "WHERE game.player = ? AND game.ending = ''"
    return int(connection.execute(query, (player,)).fetchone()[0])


def load_game(connection: sqlite3.Connection, game: int) -> SavedGame | None:
    """Return a game, or None where there is none."""
    query = _GAME + "WHERE game.id = ?"
    return _build_game(connection, connection.execute(query, (game,)).fetchone())


def _build_game(connection: sqlite3.Connection, row: tuple[Any, ...] | None) -> SavedGame | None:
    if row is None:
        return None
    game, player, mode, setup, seed, drawn, code = row
    # Help at later positions was taken before an answer was taken back, and waits for its turn.
    waiting = """SELECT aid FROM aid WHERE game = ? AND position =
    (SELECT COALESCE(MAX(position) + 1, 0) FROM answer WHERE game = ?)"""
    aids = [aid for (aid,) in connection.execute(waiting, (game, game))]
    return SavedGame(
        game=game,
        player=player,
        setup=unpack_setup(mode, setup),
        seed=seed,
        addresses=list_texts(unpack(drawn, [])),
        answers=load_answers(connection, game),
        aids=frozenset(_members(Aid, aids)),
        code=code,
    )


def find_game(connection: sqlite3.Connection, player: int, mode: str, seed: str) -> int | None:
    """Return a player's first game of a mode with a seed, finished or not."""
    query = "SELECT MIN(id) FROM game WHERE player = ? AND mode = ? AND seed = ?"
    (found,) = connection.execute(query, (player, mode, seed)).fetchone()
    return None if found is None else int(found)


def load_answers(connection: sqlite3.Connection, game: int) -> tuple[Answer, ...]:
    """Return the answers of a game in the order of asking."""
    taken: dict[int, list[str]] = {}
    for position, aid in connection.execute(
        "SELECT position, aid FROM aid WHERE game = ?", (game,)
    ):
        taken.setdefault(position, []).append(aid)
    query = """SELECT position, address, progress_key, response, verdict, credit, points,
    seconds, typo, claimed, sure FROM answer JOIN asked USING (game, position) WHERE game = ? ORDER BY position"""
    return tuple(
        Answer(
            position=row[0],
            address=row[1],
            progress_key=row[2],
            response=list_texts(unpack(row[3], [])),
            verdict=next(iter(_members(Verdict, [row[4]])), Verdict.SKIPPED),
            credit=row[5],
            points=row[6],
            seconds=row[7],
            aids=frozenset(_members(Aid, taken.get(row[0]))),
            typo=bool(row[8]),
            claimed=bool(row[9]),
            sure=bool(row[10]),
        )
        for row in connection.execute(query, (game,))
    )


_SCORES = """
SELECT game.id, player.name, mode, setup, started, ended, answers, correct, points, streak, seed,
    code
FROM game JOIN standing ON standing.game = game.id JOIN player ON player.id = game.player
WHERE :player IS NULL OR game.player = :player ORDER BY game.id DESC LIMIT :limit
"""


def load_scores(
    connection: sqlite3.Connection, player: int | None, limit: int | None
) -> list[Score]:
    """Return the games with an answer, newest first by row, with the sums of their answers."""
    wanted = {"player": player, "limit": -1 if limit is None else limit}
    return [
        Score(
            game=row[0],
            player=row[1],
            mode=row[2],
            packs=unpack_setup(row[2], row[3]).packs,
            started=row[4],
            finished=row[5],
            questions=row[6],
            right=row[7],
            points=row[8],
            best_streak=row[9],
            seed=row[10],
            code=row[11],
        )
        for row in connection.execute(_SCORES, wanted)
    ]
