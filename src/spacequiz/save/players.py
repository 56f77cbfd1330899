"""The players: found and made by their names, renamed, and deleted with all that is theirs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from spacequiz.errors import SaveError, UsageError, name_reason
from spacequiz.language import say
from spacequiz.save.core import Player, add_player, clean_name
from spacequiz.save.history import History

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

OF_A_GAME = ("aid", "answer", "asked", "standing")
OF_A_PLAYER = ("game", "seen", "memory", "note", "flag", "tally", "setting")
"""Tables whose rows go with their player; each comes before those that it refers to."""


class Players(History):
    """Look after players."""

    def player(self, name: str) -> Player:
        """Return the player of this name, a new one where there is none."""
        name = clean_name(name)
        created = self._stamp()

        def add(connection: sqlite3.Connection) -> int:
            return add_player(connection, name, created)

        known = [player for player in self.players() if player.name == name]
        player = known[0] if known else Player(self._keeper.write(add), name)
        self._keeper.note_player(player.id, add)
        return player

    def players(self) -> tuple[Player, ...]:
        """Return all players, the oldest first."""
        return tuple(Player(*row) for row in self._find("SELECT id, name FROM player ORDER BY id"))

    def rename_player(self, player: Player, name: str) -> Player:
        """Give a player another name, and return them under it.

        Raises:
            UsageError: Somebody else has the name.
            SaveError: Nothing is left of the name.
        """
        name = clean_name(name)
        if any(other.name == name != player.name for other in self.players()):
            raise UsageError(
                say("There is a player {name} already.", name=name),
                hint=say("Choose another name."),
            )
        created = self._stamp()

        def rename(connection: sqlite3.Connection) -> int:
            # Where this is done again, in a file that was put back, either name may be there.
            query = "SELECT id FROM player WHERE name = ?"
            if found := connection.execute(query, (name,)).fetchone():
                return int(found[0])
            row = add_player(connection, player.name, created)
            connection.execute("UPDATE player SET name = ? WHERE id = ?", (name, row))
            return row

        self._keeper.write(rename)
        self._keeper.note_player(player.id, rename)
        return player._replace(name=name)

    def delete_player(self, player: Player) -> Path:
        """Delete a player and all that is theirs, and return where a copy of it is kept.

        The copy is a history, which can be imported again.

        Raises:
            SaveError: The file, or the copy, cannot be written just now. Nothing was deleted.
        """
        if self._keeper.trouble:
            raise SaveError(self._keeper.trouble)
        kept = self._keep_copy(player)

        def delete(connection: sqlite3.Connection) -> int:
            row = self._id(player)
            of_theirs = "game IN (SELECT id FROM game WHERE player = ?)"
            for table in OF_A_GAME:
                connection.execute(f"DELETE FROM {table} WHERE {of_theirs}", (row,))  # noqa: S608
            for table in OF_A_PLAYER:
                connection.execute(f"DELETE FROM {table} WHERE player = ?", (row,))  # noqa: S608
            connection.execute("DELETE FROM player WHERE id = ?", (row,))
            return 0

        self._keeper.forget_player(player.id)
        # Nothing of theirs is to be written once more into a file that is put back.
        self._keeper.write(delete, begins=True)
        return kept

    def _keep_copy(self, player: Player) -> Path:
        moment = re.sub(r"[-:]", "", self._stamp())
        letters = re.sub(r"[^\w]+", "-", player.name).strip("-") or "player"
        path = self._keeper.backups / f"player-{letters}-{moment}.json"
        document = json.dumps(self.export_history(player), ensure_ascii=False, indent=1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(document + "\n", "utf-8")
        except OSError as error:
            raise SaveError(
                say(
                    "No copy could be kept: {reason}. Nothing was deleted.",
                    reason=name_reason(error),
                ),
                where=str(path),
            ) from None
        return path
