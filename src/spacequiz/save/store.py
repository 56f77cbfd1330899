"""The Save: players, their settings and their games, kept in one file."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from spacequiz.errors import SaveError
from spacequiz.game.modes import DAILY
from spacequiz.save import games, rows
from spacequiz.save.core import Player, clean_name
from spacequiz.save.history import History
from spacequiz.save.insight import Insight
from spacequiz.save.keeper import Keeper
from spacequiz.save.memories import Memories
from spacequiz.save.nights import Nights

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from spacequiz.clock import Clock
    from spacequiz.game.records import Aid, Answer, SavedGame, Setup
    from spacequiz.game.review import Memory
    from spacequiz.paths import Places

T = TypeVar("T")


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (RuntimeError, OSError) as error:
        raise SaveError(
            "The save file is a link that leads round in a circle.",
            where=str(path),
            hint="Remove the link, or move it elsewhere.",
        ) from error


_FINISHED, _ABANDONED = "finished", "abandoned"


class Save(Memories, Insight, History, Nights):
    """Remember everything. What a method wrote is durable when it returns.

    While the file cannot be written, `trouble` says so and everything goes on in memory; it is
    written as soon as a later write succeeds. Any thread may call any method.
    """

    @classmethod
    def open(cls, places: Places, clock: Clock) -> Save:
        """Open the save file, and create, repair or migrate it first where needed.

        Args:
            places: Where the file and its backups lie.
            clock: Tells when things happen, and on which of the player's days.

        Raises:
            SaveError: The file is not ours, newer than this program, or beyond use.
        """
        # SQLite keeps the journal beside the file itself, not beside a link to it.
        places = replace(places, save=_resolve(places.save))
        return cls(Keeper(places, clock.utc), clock)

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
        name = clean_name(name)
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
        text = rows.pack_value(value)
        self._keeper.write(
            lambda connection: rows.store_setting(connection, self._id(player), name, text)
        )

    # -- a game ------------------------------------------------------------------------------

    def start_game(
        self,
        player: Player,
        setup: Setup,
        seed: str,
        questions: Sequence[tuple[str, str]],
        code: str = "",
    ) -> int:
        """Note that a game begins, after the backup of the day, and return its id.

        Args:
            player: Who plays.
            setup: What was asked for.
            seed: What shuffles the options.
            questions: Address and progress key of each question drawn, in the order of asking.
            code: What others type to play the same.
        """
        self._keeper.back_up()
        drawn = [address for address, _ in questions]
        begun = (self._stamp(), self._claim.token, os.urandom(8).hex())
        return self._claim.note(
            self._keeper.write(
                lambda connection: games.start(
                    connection, self._id(player), setup, seed, code, drawn, begun
                )
            )
        )

    def show(self, game: int, position: int, address: str, progress_key: str) -> None:
        """Note which question is shown at a position: from now on it counts as seen."""
        self._write_game(
            game,
            lambda connection, row: games.show(connection, row, position, address, progress_key),
        )

    def take_aid(self, game: int, position: int, aid: Aid) -> None:
        """Note help taken on a question that was shown and waits for its answer."""
        self._write_game(
            game, lambda connection, row: games.take_aid(connection, row, position, aid)
        )

    def record(
        self, game: int, answer: Answer, memory: Memory | None = None, category: str = ""
    ) -> None:
        """Keep an answer and the memory that it led to, in one step.

        An answer at the same position is replaced; what the memory was before it stays known.

        Args:
            game: The game.
            answer: The answer.
            memory: What the player's memory of the question is now; None leaves it as it is.
            category: The question's.
        """
        given = self._stamp(), self._today()
        self._write_game(
            game,
            lambda connection, row: games.record(connection, row, answer, given, category, memory),
        )

    def undo(self, game: int, position: int) -> None:
        """Take the newest answer of a game back; its memory is as before, the game is open again.

        Help taken at the position stays noted.

        Raises:
            SaveError: The newest answer is not the one at this position.
        """
        newest = self._read_game(game, games.find_newest)
        if position < 0 or position != newest:
            raise SaveError("Only the newest answer of a game can be taken back.")
        self._write_game(game, lambda connection, row: games.undo(connection, row, position))

    def finish(self, game: int) -> None:
        """Note that a game came to its end; its sums follow from its answers."""
        self._end(game, _FINISHED)

    def abandon(self, game: int) -> None:
        """Note that a game will not be continued; it stays in the record."""
        self._end(game, _ABANDONED)

    def _end(self, game: int, ending: str) -> None:
        ended, today = self._stamp(), self._today()

        def operation(connection: sqlite3.Connection, row: int) -> None:
            mode, started = games.find_beginning(connection, row)
            day = self._day_of(started, today) if mode == DAILY.name else today
            games.end(connection, row, ended, ending, day)

        self._write_game(game, operation)

    def unfinished(self, player: Player) -> SavedGame | None:
        """Return the player's newest game that can be continued."""
        return self._keeper.read(
            lambda connection: rows.load_unfinished(connection, self._id(player))
        )

    def count_unfinished(self, player: Player) -> int:
        """Return how many of the player's games with an answer can be continued."""
        return self._keeper.read(
            lambda connection: rows.count_unfinished(connection, self._id(player))
        )

    def game(self, game: int) -> SavedGame:
        """Return a game with all that is needed to continue it."""
        found = self._read_game(game, rows.load_game)
        if found is None:
            raise SaveError(f"There is no game {game} in the save file.")
        return found

    def answers(self, game: int) -> tuple[Answer, ...]:
        """Return the answers of a game in the order of asking."""
        return self._read_game(game, rows.load_answers)

    def last_seen(self, player: Player) -> dict[str, int]:
        """Return the rank of each progress key seen; the higher, the more recently."""
        query = "SELECT progress_key, id FROM seen WHERE player = ?"
        return self._keeper.read(
            lambda connection: dict(connection.execute(query, (self._id(player),)).fetchall())
        )
