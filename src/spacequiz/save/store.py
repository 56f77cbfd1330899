"""The Save: players, their settings and their games, kept in one file."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar, cast

from spacequiz.errors import SaveError
from spacequiz.save import games, rows
from spacequiz.save.keeper import Keeper

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from spacequiz.game.records import Aid, Answer, SavedGame, Score, Setup
    from spacequiz.paths import Places

T = TypeVar("T")

NAME_LIMIT = 40
_FINISHED, _ABANDONED = "finished", "abandoned"


@dataclass(frozen=True, slots=True)
class Player:
    """Name a player; the id holds for as long as the Save is open."""

    id: int
    name: str


class Save:
    """Remember everything. What a method wrote is durable when it returns.

    While the file cannot be written, `trouble` says so and everything goes on in memory; it is
    written as soon as a later write succeeds. Any thread may call any method.
    """

    def __init__(self, keeper: Keeper, now: Callable[[], datetime]) -> None:
        self._keeper = keeper
        self._now = now
        self._claim = games.Claim(os.urandom(8).hex())

    @classmethod
    def open(cls, places: Places, now: Callable[[], datetime]) -> Save:
        """Open the save file, and create, repair or migrate it first where needed.

        Args:
            places: Where the file and its backups lie.
            now: Returns the time with its zone.

        Raises:
            SaveError: The file is not ours, newer than this program, or beyond use.
        """
        # SQLite keeps the journal beside the file itself, not beside a link to it.
        places = replace(places, save=places.save.resolve())
        return cls(Keeper(places, lambda: now().astimezone(UTC)), now)

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what the player must be told, one line each: what was restored, what was lost."""
        return self._keeper.notices

    @property
    def trouble(self) -> str:
        """Return one line for as long as answers cannot be written; empty when they can."""
        return self._keeper.trouble

    def close(self) -> None:
        """Write what is pending if possible, and close the file."""
        self._keeper.close()

    def write_copy(self, path: Path) -> None:
        """Write everything, pending or not, to a new save file at `path`."""
        self._keeper.write_copy(path)

    # -- players and settings ----------------------------------------------------------------

    def player(self, name: str) -> Player:
        """Return the player of this name, a new one where there is none."""
        name = " ".join(name.split())[:NAME_LIMIT].strip()
        if not name:
            raise SaveError("A player needs a name.")
        for player in self.players():
            if player.name == name:
                return player
        created = self._stamp()
        made = self._keeper.write(lambda connection: rows.add_player(connection, name, created))
        return Player(made, name)

    def players(self) -> tuple[Player, ...]:
        """Return all players, the oldest first."""
        query = "SELECT id, name FROM player ORDER BY id"
        found = self._keeper.read(lambda connection: connection.execute(query).fetchall())
        return tuple(Player(*row) for row in found)

    def setting(self, player: Player | None, name: str, default: T) -> T:
        """Return a setting of one player, or of all (None); `default` where it is not of use."""
        value = self._keeper.read(
            lambda connection: rows.load_setting(connection, self._id(player), name)
        )
        return cast("T", rows.shape_like(value, default))

    def set_setting(self, player: Player | None, name: str, value: object) -> None:
        """Keep a setting of one player, or of all (None); the value is one that JSON can hold."""
        text = json.dumps(value, ensure_ascii=False)
        self._keeper.write(
            lambda connection: rows.store_setting(connection, self._id(player), name, text)
        )

    # -- a game ------------------------------------------------------------------------------

    def start_game(
        self, player: Player, setup: Setup, seed: str, questions: Sequence[tuple[str, str]]
    ) -> int:
        """Note that a game begins, after the backup of the day, and return its id.

        Args:
            player: Who plays.
            setup: What was asked for.
            seed: What shuffles the options.
            questions: Address and progress key of each question drawn, in the order of asking.
        """
        self._keeper.back_up()
        drawn = [address for address, _ in questions]
        started = self._stamp()
        return self._claim.note(
            self._keeper.write(
                lambda connection: games.start(
                    connection, self._id(player), setup, seed, drawn, started, self._claim.token
                )
            )
        )

    def show(self, game: int, position: int, address: str, progress_key: str) -> None:
        """Note which question is shown at a position: from now on it counts as seen."""
        self._write(
            game,
            lambda connection, row: games.show(connection, row, position, address, progress_key),
        )

    def take_aid(self, game: int, position: int, aid: Aid) -> None:
        """Note help taken on a question that was shown and waits for its answer."""
        self._write(game, lambda connection, row: games.take_aid(connection, row, position, aid))

    def record(self, game: int, answer: Answer) -> None:
        """Keep an answer; one at the same position is replaced."""
        given = self._stamp()
        self._write(game, lambda connection, row: games.record(connection, row, answer, given))

    def finish(self, game: int) -> None:
        """Note that a game came to its end; its sums follow from its answers."""
        ended = self._stamp()
        self._write(game, lambda connection, row: games.end(connection, row, ended, _FINISHED))

    def abandon(self, game: int) -> None:
        """Note that a game will not be continued; it stays in the record."""
        ended = self._stamp()
        self._write(game, lambda connection, row: games.end(connection, row, ended, _ABANDONED))

    def unfinished(self, player: Player) -> SavedGame | None:
        """Return the player's newest game that can be continued."""
        return self._keeper.read(
            lambda connection: rows.load_unfinished(connection, self._id(player))
        )

    def game(self, game: int) -> SavedGame:
        """Return a game with all that is needed to continue it."""
        found = self._keeper.read(
            lambda connection: rows.load_game(connection, self._row(connection, game))
        )
        if found is None:
            raise SaveError(f"There is no game {game} in the save file.")
        return found

    def answers(self, game: int) -> tuple[Answer, ...]:
        """Return the answers of a game in the order of asking."""
        return self._keeper.read(
            lambda connection: rows.load_answers(connection, self._row(connection, game))
        )

    # -- looking back ------------------------------------------------------------------------

    def scores(self, player: Player | None = None, limit: int | None = None) -> list[Score]:
        """Return the games with at least one answer, newest first."""
        wanted = None if player is None else self._id(player)
        return self._keeper.read(lambda connection: rows.load_scores(connection, wanted, limit))

    def last_seen(self, player: Player) -> dict[str, int]:
        """Return the rank of each progress key seen; the higher, the more recently."""
        query = "SELECT progress_key, id FROM seen WHERE player = ?"
        return self._keeper.read(
            lambda connection: dict(connection.execute(query, (self._id(player),)).fetchall())
        )

    # -- within ------------------------------------------------------------------------------

    def _write(self, game: int, operation: Callable[[sqlite3.Connection, int], None]) -> None:
        def carry_out(connection: sqlite3.Connection) -> int:
            row = self._claim.take(connection, game, self._keeper.resolve(game))
            operation(connection, row)
            return 0

        self._keeper.write(carry_out)

    def _row(self, connection: sqlite3.Connection, game: int) -> int:
        return self._claim.find(connection, game, self._keeper.resolve(game))

    def _id(self, player: Player | None) -> int:
        return 0 if player is None else self._keeper.resolve(player.id)

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
