"""Quiz nights: the plan of each evening, and its journal, one line for each thing that happened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import SaveError
from spacequiz.language import say
from spacequiz.save.core import Core
from spacequiz.save.values import pack, unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

_FINISHED, _ABANDONED = "finished", "abandoned"
_ALL = 1 << 62


class SavedNight(NamedTuple):
    """Hold all that is needed to go on with an evening where it was left."""

    night: int
    plan: dict[str, Any]
    """What was set up and drawn, as JSON has it."""
    journal: tuple[Any, ...]
    """What happened, in order, as JSON has it."""
    started: str
    """UTC, ISO 8601, to the second, ending in Z."""
    ended: str = ""
    """As `started`; empty while the evening can still go on."""

    @property
    def open(self) -> bool:
        """Return whether the evening can go on."""
        return not self.ended


class Nights(Core):
    """Keep evenings. What a method wrote is durable when it returns."""

    def start_night(self, plan: Mapping[str, Any]) -> int:
        """Note that an evening begins, after the backup of the day, and return its id.

        Args:
            plan: What was set up and drawn; such as JSON can hold.
        """
        self._keeper.back_up()
        return self._make(
            "night",
            "night_entry",
            plan=pack(plan),
            started=self._stamp(),
            keeper=self._claim.token,
            uid=os.urandom(8).hex(),
        )

    def append_to_night(self, night: int, position: int, entry: object) -> None:
        """Add an entry to a journal, before what it led to is shown.

        Where another program has gone on with the evening meanwhile, what follows here goes into
        a copy of it as it stood here, so that no entry of either is lost.

        Args:
            night: The evening.
            position: How many entries there were before it.
            entry: What happened; such as JSON can hold.
        """
        text, written = pack(entry), self._stamp()
        self._write_night(
            night,
            lambda connection, row: connection.execute(
                "INSERT INTO night_entry (night, position, entry, written) VALUES (?, ?, ?, ?)",
                (row, position, text, written),
            ),
            known=position,
        )

    def claim_night(self, night: int) -> None:
        """Go on with an evening here; a program that still has it open goes on in a copy."""
        token = self._claim.token
        self._adopt("night", night, ("night_entry",))

        def claim(connection: sqlite3.Connection) -> int:
            row = self._keeper.resolve(night)
            connection.execute("UPDATE night SET keeper = ? WHERE id = ?", (token, row))
            return 0

        self._keeper.write(claim)

    def finish_night(self, night: int) -> None:
        """Note that an evening came to its end."""
        ended = self._stamp()
        self._write_night(night, lambda connection, row: _end(connection, row, ended, _FINISHED))

    def abandon_night(self, night: int) -> None:
        """Note that an evening will not be continued; it stays in the record."""
        ended = self._stamp()

        def abandon(connection: sqlite3.Connection) -> int:
            # Whoever still has it open elsewhere may go on: nothing is taken from them.
            _end(connection, self._night_row(connection, night), ended, _ABANDONED)
            return 0

        self._keeper.write(abandon)

    def reopen_night(self, night: int) -> None:
        """Let an evening go on whose end was taken back."""
        self._write_night(
            night,
            lambda connection, row: connection.execute(
                "UPDATE night SET ended = '', ending = '' WHERE id = ?", (row,)
            ),
        )

    def night(self, night: int) -> SavedNight:
        """Return an evening.

        Raises:
            SaveError: There is no such evening.
        """
        found = self._keeper.read(
            lambda connection: _load(connection, self._night_row(connection, night))
        )
        if found is None:
            raise SaveError(say("There is no quiz night {number} in the save file.", number=night))
        return found

    def unfinished_night(self) -> SavedNight | None:
        """Return the newest evening that can go on, on whatever day it began."""
        query = "SELECT MAX(id) FROM night WHERE ending = ''"
        return self._keeper.read(
            lambda connection: _load(connection, connection.execute(query).fetchone()[0])
        )

    def list_nights(self, *, ended: bool, most: int = 50) -> tuple[SavedNight, ...]:
        """Return the newest evenings that came to their end, or that can go on, newest first."""
        query = "SELECT id FROM night WHERE ending = ? ORDER BY id DESC LIMIT ?"
        values = (_FINISHED if ended else "", most)

        def load(connection: sqlite3.Connection) -> tuple[SavedNight, ...]:
            rows = connection.execute(query, values).fetchall()
            return tuple(night for (row,) in rows if (night := _load(connection, row)))

        return self._keeper.read(load)

    # -- within ------------------------------------------------------------------------------

    def _write_night(
        self,
        night: int,
        operation: Callable[[sqlite3.Connection, int], object],
        known: int = _ALL,
    ) -> None:
        def carry_out(connection: sqlite3.Connection) -> int:
            row = self._night_row(connection, night)
            if _keeper_of(connection, row) != self._claim.token:
                row = _copy(connection, row, self._claim.token, known)
            operation(connection, row)
            return 0

        self._keeper.write(carry_out)

    def _night_row(self, connection: sqlite3.Connection, night: int) -> int:
        """Return the row of an evening that is ours, or of our last copy of it if there is one."""
        row = self._keeper.resolve(night)
        query = """SELECT id FROM night
        WHERE uid = (SELECT uid FROM night WHERE id = ?) || '/' || ?"""
        while found := connection.execute(query, (row, f"{self._claim.token}/{row}")).fetchone():
            row = int(found[0])
        return row


def _end(connection: sqlite3.Connection, row: int, ended: str, ending: str) -> None:
    connection.execute(
        "UPDATE night SET ended = ?, ending = ? WHERE id = ? AND ending = ''", (ended, ending, row)
    )


def _keeper_of(connection: sqlite3.Connection, row: int) -> str:
    found = connection.execute("SELECT keeper FROM night WHERE id = ?", (row,)).fetchone()
    return str(found[0]) if found else ""


def _copy(connection: sqlite3.Connection, row: int, keeper: str, known: int) -> int:
    """Copy an evening with as many entries of its journal as are known here."""
    made = (
        connection.execute(
            """INSERT INTO night (plan, started, keeper, uid)
            SELECT plan, started, ?, uid || '/' || ? FROM night WHERE id = ?""",
            (keeper, f"{keeper}/{row}", row),
        ).lastrowid
        or 0
    )
    connection.execute(
        """INSERT INTO night_entry (night, position, entry, written)
        SELECT ?, position, entry, written FROM night_entry
        WHERE night = ? AND position < ? ORDER BY position""",
        (made, row, known),
    )
    return made


def _load(connection: sqlite3.Connection, row: int | None) -> SavedNight | None:
    query = "SELECT id, plan, started, ended FROM night WHERE id = ?"
    found = connection.execute(query, (row,)).fetchone()
    if found is None:
        return None
    night, plan, started, ended = found
    query = "SELECT entry FROM night_entry WHERE night = ? ORDER BY position"
    journal = tuple(unpack(text, None) for (text,) in connection.execute(query, (row,)))
    return SavedNight(night, unpack(plan, {}), journal, started, ended)
