"""The bank: an index over all packs, from which games draw without reading a pack."""

from __future__ import annotations

import json
import sqlite3
import threading
from os import fsdecode, fsencode
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spacequiz import __version__
from spacequiz.packs import store
from spacequiz.packs.collector import pause_collector
from spacequiz.packs.diagnostics import Diagnostic
from spacequiz.packs.files import Stamp, hash_files, same_sizes, stamp_files
from spacequiz.packs.info import PackInfo, Source
from spacequiz.packs.shelf import (
    Shelf,
    clear_pack,
    list_candidates,
    load_questions,
    make_shelf,
    put_pack,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacequiz.game.drawing import Candidate
    from spacequiz.game.question import Question

__all__ = ["Bank", "PackInfo", "Source"]

_T = TypeVar("_T")


class Bank:
    """Find questions of the packs at the given sources.

    The index is disposable: a damaged one is made anew, and where none can be written, one in
    memory takes its place. Several processes and threads may use it at once.
    """

    def __init__(self, path: Path, sources: Sequence[Source]) -> None:
        self.path = path
        self._sources = tuple(sources)
        self._lock = threading.RLock()
        self._closed = False
        self._db = store.open_store(path)
        self._shelves: list[Shelf] | None = None

    @classmethod
    def open(cls, path: Path, sources: Sequence[Source]) -> Bank:
        """Return the bank kept at a path, as it is: no pack is read."""
        return cls(path, sources)

    def close(self) -> None:
        """Give the file back; a refresh in another thread ends, and there is nothing to draw."""
        with self._lock:
            self._closed = True
            self._db.close()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return where packs are looked for."""
        return self._sources

    # What is in it ----------------------------------------------------------------------------

    def packs(self) -> tuple[PackInfo, ...]:
        """Return all packs in the order of their sources."""
        return tuple(shelf.info for shelf in self._guard(self._list_shelves))

    def diagnostics(self, pack_id: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with a pack, and with every other one that has the same id."""
        return tuple(self._guard(lambda: self._list_diagnostics(pack_id)))

    def candidates(
        self,
        packs: Sequence[str] = (),
        kinds: Sequence[str] = (),
        categories: Sequence[str] = (),
        difficulties: Sequence[str] = (),
    ) -> list[Candidate]:
        """Return all questions that fit, in the order of their addresses; empty means all."""
        limits = {"kind": kinds, "category": categories, "difficulty": difficulties}
        return self._guard(lambda: self._list_candidates(frozenset(packs), limits))

    def questions(self, addresses: Sequence[str]) -> list[Question]:
        """Return the questions in the order asked for, without those that are gone."""
        return self._guard(lambda: self._list_questions(addresses))

    # How it is kept up to date ----------------------------------------------------------------

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Look at these sources from now on."""
        with self._lock:
            self._sources = tuple(sources)
            # Another process may have read them already, so that nothing is left to refresh.
            self._shelves = None

    def stale(self) -> tuple[Path, ...]:
        """Return the packs that are not in the bank as they are on disk."""
        return tuple(source.path for source in self._guard(self._list_stale))

    def refresh(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Read the packs that have changed and forget those that are gone.

        Args:
            progress: Told how many packs are read, and how many there are to read.
            cancelled: Asked before each pack whether to stop.

        Returns:
            How many packs were read.
        """
        stale = self._guard(self._list_stale)
        for done, source in enumerate(stale):
            if self._closed or (cancelled is not None and cancelled()):
                return done
            if progress is not None:
                progress(done, len(stale))
            self._read(source)
        if progress is not None and stale:
            progress(len(stale), len(stale))
        self._guard(self._forget)
        return len(stale)

    def _read(self, source: Source) -> None:
        # Imported here: with a warm bank nobody needs the YAML parser or the schema.
        from spacequiz.packs.read import read_pack

        with pause_collector():
            stamp = stamp_files(source.path)
            pack = read_pack(source.path)
            stamp = {**stamp_files(source.path, map(str, pack.files)), **stamp}
            digest = hash_files(source.path, stamp)
            self._shelves = None
            self._guard(lambda: put_pack(self._db, source, pack, stamp, digest), refill=False)

    def _forget(self) -> None:
        """Drop the packs whose file is gone; those of other sources stay for their next use."""
        rows = self._db.execute("SELECT key, path FROM pack").fetchall()
        gone = [key for key, path in rows if not Path(fsdecode(path)).exists()]
        if gone:
            self._shelves = None
            with store.transaction(self._db):
                for key in gone:
                    clear_pack(self._db, key)
                    self._db.execute("DELETE FROM pack WHERE key = ?", (key,))

    def _list_stale(self) -> list[Source]:
        rows = self._db.execute("SELECT path, stamp, digest, made_by FROM pack").fetchall()
        known = {path: (stamp, digest, made_by) for path, stamp, digest, made_by in rows}
        return [
            each for each in self._sources if self._is_stale(each, known.get(fsencode(each.path)))
        ]

    def _is_stale(self, source: Source, known: tuple[str, str, str] | None) -> bool:
        if known is None or known[2] != __version__:
            return True
        before: Stamp = {name: (size, time) for name, (size, time) in json.loads(known[0]).items()}
        now = stamp_files(source.path, before)
        if now == before:
            return False
        if not same_sizes(now, before) or known[1] != hash_files(source.path, now):
            return True
        # Only the times differ, as after a copy: the new ones spare the next look.
        if not self._db.in_transaction:
            try:
                self._db.execute(
                    "UPDATE pack SET stamp = ? WHERE path = ?",
                    (json.dumps(now), fsencode(source.path)),
                )
            except sqlite3.OperationalError:
                return False
        return False

    # How it is read ---------------------------------------------------------------------------

    def _list_shelves(self) -> list[Shelf]:
        if self._shelves is None:
            rows = self._db.execute("SELECT path, key, origin, info, id_place FROM pack").fetchall()
            known = {path: row for path, *row in rows}
            shelves: dict[str, Shelf] = {}
            listed: list[Shelf] = []
            for source in self._sources:
                row = known.pop(fsencode(source.path), None)
                if row is not None:
                    shelf = make_shelf(source, row, shelves)
                    shelves.setdefault(shelf.info.id, shelf)
                    listed.append(shelf)
            self._shelves = listed
        return self._shelves

    def _list_playable(self) -> dict[str, Shelf]:
        return {shelf.info.id: shelf for shelf in self._list_shelves() if shelf.info.playable}

    def _list_diagnostics(self, pack_id: str) -> Iterator[Diagnostic]:
        for shelf in self._list_shelves():
            if shelf.info.id == pack_id:
                if shelf.taken is not None:
                    yield shelf.taken
                rows = self._db.execute(
                    "SELECT fields FROM diagnostic WHERE pack = ? ORDER BY place", (shelf.key,)
                )
                yield from [Diagnostic(*json.loads(fields)) for (fields,) in rows.fetchall()]

    def _list_candidates(
        self, packs: frozenset[str], limits: Mapping[str, Sequence[str]]
    ) -> list[Candidate]:
        shelves = self._list_playable().items()
        chosen = [shelf for name, shelf in shelves if not packs or name in packs]
        return list_candidates(self._db, chosen, limits)

    def _list_questions(self, addresses: Sequence[str]) -> list[Question]:
        shelves = self._list_playable()
        wanted: dict[str, list[str]] = {}
        for address in addresses:
            pack, _, name = address.partition("/")
            wanted.setdefault(pack, []).append(name)
        found: dict[str, Question] = {}
        for pack, names in wanted.items():
            if pack in shelves:
                for question in load_questions(self._db, shelves[pack].key, names):
                    found[question.address] = question
        return [found[address] for address in addresses if address in found]

    # What is done when the file fails ---------------------------------------------------------

    def _guard(self, work: Callable[[], Iterable[_T] | None], *, refill: bool = True) -> list[_T]:
        """Return what the work yields; if the file fails, mend it first and do the work again."""
        with self._lock:
            try:
                return list(work() or ())
            except store.FAILURES as error:
                if self._closed:
                    return []
                self._mend(error)
            if refill and not self._shelves:
                self.refresh()
            return list(work() or ())

    def _mend(self, error: Exception) -> None:
        """Make a damaged file anew; go on in memory with one that cannot be written."""
        self._shelves = None
        old = self._db
        if store.is_broken(error):
            old.close()
            store.discard(self.path)
            self._db = store.open_store(self.path)
            return
        memory = store.open_memory()
        try:
            old.backup(memory)
        except sqlite3.Error:
            memory = store.open_memory()
        old.close()
        self._db = memory
