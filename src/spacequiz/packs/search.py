"""The search: it keeps an index of all words, which grows when somebody searches.

The index knows the words alone, not where they stand: what it has found is looked up in the bank.
Questions that are gone stay in it until they are more than those that are there; their keys are
in no span, and are passed over. Where SQLite has no index for words, or the bank cannot be written,
the questions themselves are looked through.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from spacequiz.packs.bank_file import is_broken, transaction
from spacequiz.packs.codec import decode
from spacequiz.packs.search_words import (
    has_all,
    list_texts,
    mark_words,
    split_wish,
    split_words,
)
from spacequiz.packs.spans import is_wasteful, start_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Protocol

    from spacequiz.packs.spans import Span

    _T = TypeVar("_T")

    class Run(Protocol):
        """Do some work with the database of the bank, and again once a damaged one is mended."""

        def __call__(self, work: Callable[[sqlite3.Connection], Iterable[_T]]) -> list[_T]:
            """Return what the work yields."""


STEP = 2000
"""How many questions are put into the index, or looked through, before others have their turn."""

# `ascii` takes all other characters as letters, and `mark_words` has parted the words of those.
_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5"
    "(words, content='', detail=none, columnsize=0, tokenize='ascii', prefix='1 2 3 4')"
)


class Search:
    """Find the questions of some packs by words.

    Args:
        run: Does some work with the database.
        find_spans: Returns where the questions of the packs stand at this moment.
    """

    def __init__(self, run: Run, find_spans: Callable[[], list[Span]]) -> None:
        self._run = run
        self._find_spans = find_spans

    def find(
        self,
        wish: str,
        most: int | None,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool],
    ) -> Sequence[int]:
        """Return the keys of the questions that have words with all the beginnings wished for."""
        words = split_wish(wish)
        if not words:
            return self._list_all()[:most]
        while left := self._run(self._learn):
            if cancelled():
                return ()
            if left[0] < 0:
                return self._look_through(words, most, cancelled)
            if progress is not None:
                whole = sum(span.last - span.first + 1 for span in self._list_spans())
                progress(whole - left[0], whole)
        return self._run(lambda db: islice(self._ask(db, words), most))

    def _list_all(self) -> Sequence[int]:
        parts = [range(span.first, span.last + 1) for span in self._list_spans()]
        return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))

    def _list_spans(self) -> list[Span]:
        return self._run(lambda _: self._find_spans())

    def _learn(self, db: sqlite3.Connection) -> list[int]:
        """Put some more questions into the index, and return how many are left: -1 if it cannot."""
        if not can_index(db):
            return [-1]
        if is_known(self._find_spans()):
            return []
        try:
            with transaction(db):
                return list(learn(db, self._find_spans()))
        except sqlite3.OperationalError as error:
            if is_broken(error):
                raise
            return [-1]

    def _ask(self, db: sqlite3.Connection, words: Sequence[str]) -> Iterator[int]:
        spans = self._find_spans()
        if is_known(spans):
            yield from find_keys(db, spans, words)
        else:
            # What was damaged a moment ago was made anew, and the search knows none of it.
            for span in spans:
                yield from look_through(db, span.first, span.last, words)

    def _look_through(
        self, words: Sequence[str], most: int | None, cancelled: Callable[[], bool]
    ) -> Sequence[int]:
        found: list[int] = []
        for span in self._list_spans():
            for start in range(span.first, span.last + 1, STEP):
                if cancelled():
                    return ()
                end = min(start + STEP - 1, span.last)
                found += self._run(partial(look_through, first=start, last=end, words=words))
                if most is not None and len(found) >= most:
                    return found[:most]
        return found


def can_index(db: sqlite3.Connection) -> bool:
    """Return whether this SQLite can make an index of words."""
    return ("fts5",) in db.execute("PRAGMA module_list").fetchall()


def is_known(spans: Iterable[Span]) -> bool:
    """Return whether the index has all words of the spans."""
    return all(span.known == span.last for span in spans)


def learn(db: sqlite3.Connection, spans: Iterable[Span]) -> Iterator[int]:
    """Put some more questions of the spans into the index, and yield how many are left."""
    db.execute(_TABLE)
    if is_wasteful(db):
        db.execute("INSERT INTO found (found) VALUES ('delete-all')")
        start_over(db)
        spans = [span._replace(known=span.first - 1) for span in spans]
    unknown = [span for span in spans if span.known < span.last]
    if unknown:
        first = unknown[0]
        end = min(first.known + STEP, first.last)
        query = "INSERT INTO found (rowid, words) VALUES (?, ?)"
        rows = load_texts(db, first.known + 1, end)
        db.executemany(query, [(key, mark_words(texts)) for key, texts in rows])
        db.execute("UPDATE span SET known = ? WHERE pack = ?", (end, first.pack))
        yield sum(span.last - span.known for span in unknown) - (end - first.known)


def find_keys(db: sqlite3.Connection, spans: Sequence[Span], words: Iterable[str]) -> Iterator[int]:
    """Yield the keys of those in the index that have words with all these beginnings."""
    if not spans:
        return
    # Words are letters and digits, so that none is read as a part of the query's language.
    match = " ".join(f'"{word}"*' for word in words)
    query = "SELECT rowid FROM found WHERE found MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
    firsts = [span.first for span in spans]
    for (key,) in db.execute(query, (match, firsts[0], spans[-1].last)):
        if key <= spans[bisect_right(firsts, key) - 1].last:
            yield key


def look_through(
    db: sqlite3.Connection, first: int, last: int, words: Sequence[str]
) -> Iterator[int]:
    """Yield the keys of those from the first to the last that have words with the beginnings."""
    for key, texts in load_texts(db, first, last):
        if has_all(split_words("\n".join(texts)), words):
            yield key


def load_texts(db: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the keys from the first to the last with all texts that are searched."""
    query = "SELECT key, body FROM question WHERE key BETWEEN ? AND ?"
    for key, body in db.execute(query, (first, last)).fetchall():
        yield key, list_texts(decode(body))
