"""Spans: where the questions of each pack stand in the bank, and how many the search knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection


class Span(NamedTuple):
    """Name the keys of a pack's questions: they were put in together, in the order of the pack."""

    pack: int
    first: int
    last: int
    known: int
    """The last that the search knows; before the first, none."""


def add_span(db: sqlite3.Connection, pack: int, size: int) -> None:
    """Note where the questions stand that were put in last, of which the search knows none."""
    if size:
        (last,) = db.execute("SELECT max(key) FROM question").fetchone()
        first = last - size + 1
        db.execute("INSERT INTO span VALUES (?, ?, ?, ?)", (pack, first, last, first - 1))


def drop_span(db: sqlite3.Connection, pack: int) -> None:
    """Forget where a pack's questions stood, but for what the search knows of them."""
    db.execute("DELETE FROM span WHERE pack = ? AND known < first", (pack,))
    db.execute("UPDATE span SET pack = NULL, last = known WHERE pack = ?", (pack,))


def list_spans(db: sqlite3.Connection, packs: Collection[int]) -> list[Span]:
    """Return the spans of some packs in the order of their keys."""
    rows = db.execute("SELECT * FROM span WHERE pack IS NOT NULL ORDER BY first").fetchall()
    return [span for span in map(Span._make, rows) if span.pack in packs]


def is_wasteful(db: sqlite3.Connection) -> bool:
    """Return whether the search knows more that is gone than what is there."""
    query = "SELECT total(CASE WHEN pack IS NULL THEN known - first + 1 ELSE first - known - 1 END)"
    (waste,) = db.execute(f"{query} FROM span").fetchone()
    return bool(waste > 0)


def start_over(db: sqlite3.Connection) -> None:
    """Let the search know nothing."""
    db.execute("DELETE FROM span WHERE pack IS NULL")
    db.execute("UPDATE span SET known = first - 1")
