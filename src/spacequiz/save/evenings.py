"""Quiz nights in the history document: handed out by a file of all players, and taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacequiz.save.fields import Wrong, clean_value
from spacequiz.save.values import pack, unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from spacequiz.save.fields import Fields

_NIGHT = ("uid", "started", "ended", "ending")
_ENDINGS = frozenset({"", "finished", "abandoned"})


def export_nights(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return every evening with its whole journal, for JSON."""
    journals: dict[int, list[dict[str, Any]]] = {}
    query = "SELECT night, entry, written FROM night_entry ORDER BY night, position"
    for night, entry, written in connection.execute(query):
        line = {"entry": unpack(entry, None), "written": written}
        journals.setdefault(night, []).append(line)
    query = f"SELECT id, plan, {', '.join(_NIGHT)} FROM night ORDER BY id"  # noqa: S608
    return [
        {
            **dict(zip(_NIGHT, values, strict=True)),
            "plan": unpack(plan, {}),
            "journal": journals.get(row, []),
        }
        for row, plan, *values in connection.execute(query)
    ]


def read_night(night: Fields) -> dict[str, Any]:
    """Return an evening with every field known to be sound; what it means is the rules' business.

    Raises:
        Wrong: A field is missing or damaged.
    """
    return {
        "uid": night.text("uid"),
        "started": night.stamp("started"),
        "ended": night.stamp("ended", optional=True),
        "ending": night.text("ending", _ENDINGS.__contains__),
        "plan": pack(night.mapping("plan")),
        "journal": [
            (pack(_read_entry(line)), line.stamp("written")) for line in night.objects("journal")
        ],
    }


def _read_entry(line: Fields) -> object:
    if "entry" not in line.values:
        raise Wrong(f"{line.place}.entry")
    return clean_value(line.values["entry"])


def merge_nights(connection: sqlite3.Connection, nights: Sequence[Mapping[str, Any]]) -> int:
    """Add the evenings that are not here, and the rest of those that went on elsewhere.

    Returns how many were new or went on.
    """
    return sum(_merge(connection, night) for night in nights)


def _merge(connection: sqlite3.Connection, night: Mapping[str, Any]) -> bool:
    query = "SELECT id, ending FROM night WHERE uid = ?"
    found = connection.execute(query, (night["uid"],)).fetchone()
    if found is None:
        row, here = _add(connection, night), 0
    else:
        row, ending = found
        query = "SELECT entry FROM night_entry WHERE night = ? ORDER BY position"
        entries = [entry for (entry,) in connection.execute(query, (row,))]
        there = [entry for entry, _ in night["journal"][: len(entries)]]
        here = len(entries)
        longer = len(night["journal"]) > here or bool(night["ending"])
        if ending or there != entries or not longer:
            return False
        # A program that plays it here goes on in a copy.
        connection.execute(
            "UPDATE night SET ended = ?, ending = ?, keeper = '' WHERE id = ?",
            (night["ended"], night["ending"], row),
        )
    connection.executemany(
        "INSERT INTO night_entry (night, position, entry, written) VALUES (?, ?, ?, ?)",
        [(row, n, *line) for n, line in enumerate(night["journal"]) if n >= here],
    )
    return True


def _add(connection: sqlite3.Connection, night: Mapping[str, Any]) -> int:
    command = "INSERT INTO night (plan, uid, started, ended, ending) VALUES (?, ?, ?, ?, ?)"
    values = (night["plan"], *(night[name] for name in _NIGHT))
    return connection.execute(command, values).lastrowid or 0
