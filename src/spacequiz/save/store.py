"""The Save: settings, and all else that is kept in one file."""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, TypeVar, cast

from spacequiz.errors import SaveError
from spacequiz.files import follow
from spacequiz.language import say
from spacequiz.save.games import Games
from spacequiz.save.history import History
from spacequiz.save.keeper import Keeper, find_rescued
from spacequiz.save.memories import Memories
from spacequiz.save.nights import Nights
from spacequiz.save.players import Players
from spacequiz.save.statistics import Statistics
from spacequiz.save.values import pack, shape_like, unpack
from spacequiz.text import show_path

if TYPE_CHECKING:
    from pathlib import Path

    from spacequiz.clock import Clock
    from spacequiz.paths import Places
    from spacequiz.save.core import Player

T = TypeVar("T")


def find_file(path: Path) -> Path:
    """Return the save file itself where the path is a link to it.

    Raises:
        SaveError: The links lead round in a circle.
    """
    try:
        return follow(path)
    except OSError as error:
        raise SaveError(
            say("The save file is a link that leads round in a circle."),
            where=str(path),
            hint=say("Remove the link, or move it elsewhere."),
        ) from error


_EVERYONE = 0


class Save(Players, Games, Memories, Statistics, Nights, History):
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
        places = places._replace(save=find_file(places.save))
        save = cls(Keeper(places, clock.utc), clock)
        for copy in find_rescued(places):
            save._take_in(copy)
        return save

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what the player must be told, one line each: what was restored, what was lost."""
        return self._keeper.notices

    @property
    def trouble(self) -> str:
        """Return one line for as long as answers cannot be written; empty when they can."""
        return self._keeper.trouble

    def _take_in(self, copy: Path) -> None:
        """Add what a game that ended with memory has left, and keep it under another name."""
        # Loaded only now: nearly every start goes without.
        import sqlite3

        from spacequiz.save.backups import examine
        from spacequiz.save.exchange import export
        from spacequiz.save.file import connect

        if self.trouble:
            return
        try:
            if fault := examine(copy).fault:
                raise SaveError(fault)
            with closing(connect(copy, mode="immutable")) as connection:
                document = export(connection, None)
            report = self.import_history(document)
            if self.trouble:
                return
            copy.rename(copy.with_suffix(".taken-in"))
        except (SaveError, sqlite3.Error, OSError) as error:
            told = error.message if isinstance(error, SaveError) else str(error)
            self._keeper.notify(
                say(
                    "A copy of what was played could not be taken in: {path}: {reason}",
                    path=show_path(copy),
                    reason=told,
                )
            )
            with suppress(OSError):
                copy.rename(copy.with_suffix(".damaged"))
            return
        games = report.added + report.continued
        self._keeper.notify(
            say(
                "What could not be written when you last played was taken in, games: {games}.",
                games=games,
            )
        )

    def close(self) -> None:
        """Write what is pending if possible, and close the file."""
        self._keeper.close()

    def write_copy(self, path: Path) -> None:
        """Write everything, pending or not, to a new save file at `path`."""
        self._keeper.write_copy(path)

    # -- settings ----------------------------------------------------------------------------

    def setting(self, player: Player | None, name: str, default: T) -> T:
        """Return a setting of one player, or of all (None); `default` where it is not of use."""
        query = "SELECT value FROM setting WHERE player = ? AND name = ?"
        found = self._find(query, player or _EVERYONE, name)
        value = unpack(found[0][0], None) if found else None
        return cast("T", shape_like(value, default))

    def set_setting(self, player: Player | None, name: str, value: object) -> None:
        """Keep a setting of one player, or of all (None); the value is one that JSON can hold."""
        command = "INSERT OR REPLACE INTO setting VALUES (?, ?, ?)"
        self._run(command, player or _EVERYONE, name, pack(value))
