"""The history: handed out as one document, and taken in from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz.errors import SaveError
from spacequiz.language import say_count
from spacequiz.save.core import Core, clean_name

if TYPE_CHECKING:
    import sqlite3

    from spacequiz.game.statistics import ImportReport
    from spacequiz.save.core import Player


class History(Core):
    """Hand out and take in all that is known of players."""

    def export_history(self, player: Player | None = None) -> dict[str, Any]:
        """Return all that is known of one player or of all, for JSON."""
        # Loaded only now, here and below: few programs ever do this.
        from spacequiz.save.exchange import export

        wanted = None if player is None else self._id(player)
        return self._keeper.read(lambda connection: export(connection, wanted))

    def import_history(self, data: object, player: str = "") -> ImportReport:
        """Add what `export_history` returned, in one step, after the backup of the day.

        What is here already stays.

        Args:
            data: The document.
            player: The name to put it under; by default the names that it has.

        Raises:
            SaveError: The document is damaged, newer, something else, or of several players
                where one name is given. Nothing was written.
        """
        from spacequiz.game.statistics import ImportReport
        from spacequiz.save.incoming import read_history
        from spacequiz.save.merging import merge_nights, merge_player, merge_settings

        document = read_history(data)
        if player and len(document.players) != 1:
            raise SaveError(
                say_count(
                    len(document.players),
                    "This history is of {count} player, so none can be renamed.",
                    "This history is of {count} players, so none can be renamed.",
                )
            )
        players = [(clean_name(player or each.name), each) for each in document.players]
        counts: list[tuple[int, int, int]] = []
        nights = 0

        def merge(connection: sqlite3.Connection) -> int:
            nonlocal nights
            merge_settings(connection, 0, document.settings)
            counts[:] = [merge_player(connection, name, each) for name, each in players]
            nights = merge_nights(connection, document.nights)
            return 0

        self._keeper.back_up()
        self._keeper.write(merge)
        return ImportReport(
            players=tuple(dict.fromkeys(name for name, _ in players)),
            added=sum(count[0] for count in counts),
            continued=sum(count[1] for count in counts),
            present=sum(count[2] for count in counts),
            nights=nights,
        )
