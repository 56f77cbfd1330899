"""The bank: an index over all packs, from which games draw without reading a pack."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter, defaultdict
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from os import fsdecode, fsencode
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from spacequiz import __version__
from spacequiz.language import choose, say, spoken
from spacequiz.packs import bank_file
from spacequiz.packs.bank_file import transaction
from spacequiz.packs.collector import pause_collector
from spacequiz.packs.diagnostics import Diagnostic
from spacequiz.packs.pack_files import Stamp, hash_files, measure, same_sizes, stamp_files
from spacequiz.packs.pool import CHUNK, BankPool, Cell
from spacequiz.packs.spans import add_span, drop_span, list_spans
from spacequiz.text import show_path

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from spacequiz.game.drawing import Candidate
    from spacequiz.game.question import Question
    from spacequiz.packs.pack import Pack
    from spacequiz.packs.spans import Span


__all__ = ["Bank", "PackInfo", "Source"]

_T = TypeVar("_T")
_PATIENCE = 60_000
"""How many milliseconds to wait for others that read packs into the same file."""


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
        self._db = bank_file.open_store(path)
        self._indexed: list[IndexedPack] | None = None

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
        return tuple(entry.info for entry in self._guard(self._list_indexed))

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
        return self.pool(packs, kinds, categories, difficulties).list_all()

    def pool(
        self,
        packs: Sequence[str] = (),
        kinds: Sequence[str] = (),
        categories: Sequence[str] = (),
        difficulties: Sequence[str] = (),
    ) -> BankPool:
        """Return what holds all questions that fit; empty means all."""
        limits = {"kind": kinds, "category": categories, "difficulty": difficulties}
        cells = self._guard(lambda: self._list_cells(frozenset(packs), limits))
        return BankPool(cells, self._fetch)

    def questions(self, addresses: Sequence[str]) -> list[Question]:
        """Return the questions in the order asked for, without those that are gone."""
        return self._guard(lambda: self._list_questions(addresses))

    def list_written(self, pack_id: str) -> list[str]:
        """Return the addresses of a pack's questions in the order in which they are written."""
        return self._guard(lambda: self._list_written(pack_id))

    def search(
        self,
        wish: str,
        packs: Sequence[str] = (),
        *,
        most: int | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Sequence[int]:
        """Return the keys of the questions that have words with all the beginnings wished for.

        Whoever searches first waits until the words of these packs are in the index.

        Args:
            wish: What somebody typed; without a word in it, all questions are returned.
            packs: Those to search in; empty means all.
            most: How many keys are enough.
            progress: Told how many questions the index knows, and how many it is to know.
            cancelled: Asked now and then whether to stop, with nothing found.
        """
        from spacequiz.packs.search import Search

        def find_spans() -> list[Span]:
            chosen = [
                e.key for name, e in self._list_playable().items() if not packs or name in packs
            ]
            return list_spans(self._db, chosen)

        search = Search(lambda work: self._guard(lambda: work(self._db)), find_spans)
        return search.find(wish, most, progress, cancelled or (lambda: self._closed))

    def questions_at(self, keys: Sequence[int]) -> dict[int, Question]:
        """Return the questions that have these keys, in their order, without those that are gone."""
        found = dict(self._guard(lambda: self._list_at(keys)))
        return {key: found[key] for key in keys if key in found}

    # How it is kept up to date ----------------------------------------------------------------

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Look at these sources from now on."""
        with self._lock:
            self._sources = tuple(sources)
            # Another process may have read them already, so that nothing is left to refresh.
            self._indexed = None

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
            cancelled: Asked before each pack whether to stop, and more often where others help.

        Returns:
            How many packs were read.
        """
        stale = self._guard(self._list_stale)
        done, told = 0, -1
        with closing(self._read_apart(stale)) as numbers:
            for done in numbers:
                if progress is not None and done != told:
                    progress(done, len(stale))
                    told = done
                if self._is_stopped(cancelled):
                    return done
        # What no other process has managed is read here.
        left = self._guard(self._list_stale) if done else stale
        for done, source in enumerate(left, len(stale) - len(left)):
            if self._is_stopped(cancelled):
                return done
            if progress is not None:
                progress(done, len(stale))
            self._read(source)
        if progress is not None and stale:
            progress(len(stale), len(stale))
        self._guard(self._forget)
        return len(stale)

    def _is_stopped(self, cancelled: Callable[[], bool] | None) -> bool:
        return self._closed or (cancelled is not None and cancelled())

    def _read_apart(self, stale: Sequence[Source]) -> Generator[int]:
        """Read packs in several processes where that pays; yield again and again how many are."""
        from spacequiz.packs.crew import share_out, work_apart

        sizes = {each: measure(each.path) for each in stale} if len(stale) > 1 else {}
        parts = share_out(sizes)
        if len(parts) == 1 or bank_file.is_in_memory(self._db):
            return
        done = 0
        with self.be_patient():
            for number in work_apart(partial(read_into, self.path, spoken()), parts):
                done += number
                if number:
                    with self._lock:
                        self._indexed = None
                yield done

    @contextmanager
    def be_patient(self) -> Iterator[None]:
        """Wait long for others that write, while it is known that they do."""
        before = self._guard(lambda: self._db.execute("PRAGMA busy_timeout"))
        self._guard(lambda: bank_file.wait_for_others(self._db, _PATIENCE))
        try:
            yield
        finally:
            for (milliseconds,) in before:
                self._guard(partial(bank_file.wait_for_others, self._db, milliseconds))

    def _read(self, source: Source) -> None:
        # Imported here: with a warm bank nobody needs the YAML parser or the schema.
        from spacequiz.packs.read import read_pack

        with pause_collector():
            stamp = stamp_files(source.path)
            pack = read_pack(source.path)
            stamp = {**stamp_files(source.path, map(str, pack.files)), **stamp}
            digest = hash_files(source.path, stamp)
            self._guard(lambda: self._put(source, pack, stamp, digest), refill=False)

    def _put(self, source: Source, pack: Pack, stamp: Stamp, digest: str) -> None:
        put_pack(self._db, source, pack, stamp, digest)
        # Only now, and under the lock: what others looked up before is no longer all there is.
        self._indexed = None

    def _forget(self) -> None:
        """Drop the packs whose file is gone; those of other sources stay for their next use."""
        rows = self._db.execute("SELECT key, path FROM pack").fetchall()
        gone = [key for key, path in rows if not Path(fsdecode(path)).exists()]
        if gone:
            self._indexed = None
            with bank_file.transaction(self._db):
                for key in gone:
                    clear_pack(self._db, key)
                    self._db.execute("DELETE FROM cell WHERE pack = ?", (key,))
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

    def _list_indexed(self) -> list[IndexedPack]:
        if self._indexed is None:
            rows = self._db.execute("SELECT path, key, origin, info, id_place FROM pack").fetchall()
            known = {path: row for path, *row in rows}
            entries: dict[str, IndexedPack] = {}
            listed: list[IndexedPack] = []
            for source in self._sources:
                row = known.pop(fsencode(source.path), None)
                if row is not None:
                    entry = make_entry(source, row, entries)
                    entries.setdefault(entry.info.id, entry)
                    listed.append(entry)
            self._indexed = listed
        return self._indexed

    def _list_playable(self) -> dict[str, IndexedPack]:
        return {entry.info.id: entry for entry in self._list_indexed() if entry.info.playable}

    def _list_diagnostics(self, pack_id: str) -> Iterator[Diagnostic]:
        for entry in self._list_indexed():
            if entry.info.id == pack_id:
                if entry.taken is not None:
                    yield describe_taken(entry)
                yield from load_diagnostics(self._db, entry) or self._say_diagnostics(entry)

    def _say_diagnostics(self, entry: IndexedPack) -> Sequence[Diagnostic]:
        """Return what is wrong with a pack, if it was said in another language when it was read."""
        if not entry.is_faulty:
            return ()
        from spacequiz.packs.read import read_pack

        with pause_collector():
            found = read_pack(entry.info.path).diagnostics
        with bank_file.transaction(self._db):
            put_diagnostics(self._db, entry.key, found)
        return found

    def _list_cells(self, packs: frozenset[str], limits: Mapping[str, Sequence[str]]) -> list[Cell]:
        entries = self._list_playable().items()
        chosen = [entry for name, entry in entries if not packs or name in packs]
        return list_cells(self._db, chosen, limits)

    def _fetch(self, asks: Iterable[tuple[str, Sequence[object]]]) -> list[tuple[object, ...]]:
        asks = list(asks)
        return self._guard(
            lambda: [row for ask in asks for row in self._db.execute(*ask).fetchall()]
        )

    def _list_written(self, pack_id: str) -> Iterator[str]:
        entry = self._list_playable().get(pack_id)
        if entry is not None:
            # Rows are put in as the pack has them.
            query = "SELECT id FROM question WHERE pack = ? ORDER BY key"
            rows = self._db.execute(query, (entry.key,)).fetchall()
            yield from (f"{pack_id}/{name}" for (name,) in rows)

    def _list_questions(self, addresses: Sequence[str]) -> list[Question]:
        entries = self._list_playable()
        wanted: dict[str, list[str]] = {}
        for address in addresses:
            pack, _, name = address.partition("/")
            wanted.setdefault(pack, []).append(name)
        found: dict[str, Question] = {}
        for pack, names in wanted.items():
            if pack in entries:
                words = self._find_words(entries[pack].key)
                for question in load_questions(self._db, entries[pack].key, names):
                    found[question.address] = replace(question, words=words)
        return [found[address] for address in addresses if address in found]

    def _list_at(self, keys: Sequence[int]) -> Iterator[tuple[int, Question]]:
        entries = {entry.key for entry in self._list_playable().values()}
        for key, pack, question in load_questions_at(self._db, keys):
            if pack in entries:
                yield key, replace(question, words=self._find_words(pack))

    def _find_words(self, key: int) -> Words:
        """Return the vocabulary of a pack, which is read with the first word that is looked up."""

        def read() -> list[str]:
            query = "SELECT words FROM pack WHERE key = ?"
            rows = self._guard(lambda: self._db.execute(query, (key,)).fetchall())
            return [word for (text,) in rows for word in str(text).split("\n")]

        return Words(read)

    # What is done when the file fails ---------------------------------------------------------

    def _guard(self, work: Callable[[], Iterable[_T] | None], *, refill: bool = True) -> list[_T]:
        """Return what the work yields; if the file fails, mend it first and do the work again."""
        with self._lock:
            try:
                return list(work() or ())
            except bank_file.FAILURES as error:
                if self._closed:
                    return []
                self._mend(error)
            if refill and not self._indexed:
                self.refresh()
            return list(work() or ())

    def _mend(self, error: Exception) -> None:
        """Make a damaged file anew; go on in memory with one that cannot be written."""
        self._indexed = None
        old = self._db
        if bank_file.is_broken(error):
            old.close()
            bank_file.discard(self.path)
            self._db = bank_file.open_store(self.path)
            return
        memory = bank_file.open_memory()
        try:
            old.backup(memory)
        except sqlite3.Error:
            memory = bank_file.open_memory()
        old.close()
        self._db = memory


def read_into(path: Path, language: str, source: Source) -> None:
    """Read a pack into the bank at a path, as a process does that helps another one."""
    choose(language)
    bank = Bank.open(path, [source])
    with bank.be_patient():
        bank.refresh()
    bank.close()


class Source(NamedTuple):
    """Name a place where a pack lies: a file, or a folder with a pack.yaml."""

    path: Path
    bundled: bool = False


class DocumentInfo(NamedTuple):
    """Sum up a document that a pack's questions are built from."""

    id: str
    title: str
    paragraphs: int
    """0 if the pack does not say."""
    questions: int
    """How many questions cite it."""
    readable: bool = False
    """Whether the pack has its text, or says where it can be read."""


class PackInfo(NamedTuple):
    """Sum up a pack."""

    id: str
    title: str
    language: str
    questions: int
    """How many questions have no errors."""
    kinds: Mapping[str, int]
    categories: Mapping[str, int]
    documents: tuple[DocumentInfo, ...]
    path: Path
    bundled: bool
    errors: int
    description: str = ""
    difficulties: Mapping[str, int] | None = None
    authors: tuple[str, ...] = ()
    license: str = ""
    translates: str = ""
    story: bool = False
    warnings: int = 0

    @property
    def origin(self) -> str:
        """Return the pack that progress hangs on: a translation shares it with its original."""
        return self.translates or self.id

    @property
    def playable(self) -> bool:
        """Return whether the pack can be played: it has no errors."""
        return self.errors == 0


def sum_up(pack: Pack) -> str:
    """Return what there is to say of a pack as JSON; `restore` makes a PackInfo of it."""
    questions = pack.questions
    cited = Counter(q.citation.document for q in questions if q.citation)
    documents = [
        (d.id, d.title, d.count, cited[d.id], bool(d.paragraphs or d.reference))
        for d in pack.head.documents.values()
    ]
    return json.dumps(
        {
            "id": pack.head.id,
            "title": pack.head.title,
            "language": pack.head.language,
            "questions": len(questions),
            "kinds": Counter(q.kind for q in questions),
            "categories": Counter(q.category for q in questions),
            "difficulties": Counter(q.difficulty for q in questions),
            "documents": documents,
            "errors": pack.errors,
            "warnings": len(pack.diagnostics) - pack.errors,
            "description": pack.head.description,
            "authors": pack.head.authors,
            "license": pack.head.license,
            "translates": pack.head.translates,
            "story": pack.head.story,
        }
    )


def restore(text: str, source: Source) -> PackInfo:
    """Return the PackInfo of a text that `sum_up` has written.

    Raises:
        ValueError: The text is damaged.
    """
    try:
        info = PackInfo(path=source.path, bundled=source.bundled, **json.loads(text))
        documents = tuple(DocumentInfo(*document) for document in info.documents)
        return info._replace(documents=documents, authors=tuple(info.authors))
    except TypeError as error:
        raise ValueError(str(error)) from None


class IndexedPack(NamedTuple):
    """Hold what the bank knows of a pack, and its row."""

    key: int
    origin: str
    info: PackInfo
    id_place: tuple[int, int, str]
    """Line, column and text of the line where the id stands."""
    taken: Path | None = None
    """Where an earlier pack has the same id, if there is one."""

    @property
    def is_faulty(self) -> bool:
        """Return whether something is wrong with the pack itself."""
        return self.info.errors + self.info.warnings > (self.taken is not None)


def put_pack(db: sqlite3.Connection, source: Source, pack: Pack, stamp: Stamp, digest: str) -> None:
    """Put a pack in the place of what the bank knew of it, unless another process was faster."""
    from spacequiz.packs.codec import encode
    from spacequiz.packs.vocabulary import list_words

    questions = () if pack.errors else pack.questions
    # All that can be made beforehand is: others wait while this one writes.
    bodies = [encode(question) for question in questions]
    row = (
        fsencode(source.path),
        json.dumps(stamp),
        digest,
        __version__,
        pack.head.translates or pack.head.id,
        sum_up(pack),
        json.dumps(pack.id_place),
        "\n".join(sorted(list_words(pack))),
    )
    with transaction(db):
        query = "SELECT digest, made_by FROM pack WHERE path = ?"
        if db.execute(query, row[:1]).fetchone() == (digest, __version__):
            # Whoever draws from it now finds it as it was.
            db.execute("UPDATE pack SET stamp = ? WHERE path = ?", (row[1], row[0]))
            return
        db.execute(
            "INSERT INTO pack (path, stamp, digest, made_by, origin, info, id_place, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " stamp = excluded.stamp, digest = excluded.digest, made_by = excluded.made_by,"
            " origin = excluded.origin, info = excluded.info, id_place = excluded.id_place,"
            " words = excluded.words",
            row,
        )
        found = db.execute("SELECT key FROM pack WHERE path = ?", row[:1])
        key = found.fetchone()[0]
        clear_pack(db, key)
        put_diagnostics(db, key, pack.diagnostics)
        _put_questions(db, key, questions, bodies)
        if not pack.errors:
            db.executemany(
                "INSERT OR IGNORE INTO passage VALUES (?, ?, ?, ?)", _make_passages(key, pack)
            )


def put_diagnostics(db: sqlite3.Connection, key: int, found: Iterable[Diagnostic]) -> None:
    """Keep what is wrong with a pack, as it is said in the language that is spoken."""
    db.executemany(
        "INSERT OR REPLACE INTO diagnostic VALUES (?, ?, ?, ?)",
        [(key, spoken(), place, _pack_diagnostic(d)) for place, d in enumerate(found)],
    )


def load_diagnostics(db: sqlite3.Connection, entry: IndexedPack) -> list[Diagnostic]:
    """Return what is wrong with a pack, as far as it was said in the language that is spoken."""
    rows = db.execute(
        "SELECT fields FROM diagnostic WHERE pack = ? AND language = ? ORDER BY place",
        (entry.key, spoken()),
    )
    return [Diagnostic(*json.loads(fields)) for (fields,) in rows.fetchall()]


def clear_pack(db: sqlite3.Connection, key: int) -> None:
    """Drop what is in a pack, and leave its row and its cells."""
    drop_span(db, key)
    for table in ("question", "passage", "diagnostic"):
        db.execute(f"DELETE FROM {table} WHERE pack = ?", (key,))  # noqa: S608


def list_cells(
    db: sqlite3.Connection, entries: Iterable[IndexedPack], limits: Mapping[str, Sequence[str]]
) -> list[Cell]:
    """Return where the questions of the packs that fit stand, the packs in the order of their ids."""
    condition, values = "", []
    for column, wanted in limits.items():
        if wanted:
            condition += f" AND {column} IN ({', '.join('?' * len(wanted))})"
            values += [str(each) for each in wanted]
    query = (
        "SELECT key, difficulty, size FROM cell INDEXED BY fitting"  # noqa: S608
        f" WHERE pack = ?{condition} ORDER BY kind, category, difficulty"
    )
    return [
        Cell(key, entry.key, f"{entry.info.id}/", f"{entry.origin}/", difficulty, size)
        for entry in sorted(entries, key=lambda entry: entry.info.id)
        for key, difficulty, size in db.execute(query, (entry.key, *values)).fetchall()
    ]


class Words:
    """Look words up in a vocabulary that is read only when the first is."""

    def __init__(self, read: Callable[[], Iterable[str]]) -> None:
        self._read = read
        self._words: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        if self._words is None:
            self._words = frozenset(self._read())
        return word in self._words


def load_questions_at(
    db: sqlite3.Connection, keys: Sequence[int]
) -> Iterator[tuple[int, int, Question]]:
    """Yield key, pack and question of those that have the given keys, with what they cite."""
    from spacequiz.packs.codec import decode, set_passage

    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        marks = ", ".join("?" * len(part))
        query = f"SELECT key, pack, body FROM question WHERE key IN ({marks})"  # noqa: S608
        for key, pack, body in db.execute(query, tuple(part)).fetchall():
            question = decode(body)
            yield key, pack, set_passage(question, _find_passage(db, pack, question))


def load_questions(db: sqlite3.Connection, key: int, names: list[str]) -> Iterator[Question]:
    """Yield the questions of a pack that have the given ids, with what they cite."""
    # Imported here: whoever only lists packs needs no questions.
    from spacequiz.packs.codec import decode, set_passage

    for start in range(0, len(names), CHUNK):
        part = names[start : start + CHUNK]
        rows = db.execute(
            "SELECT body FROM question WHERE pack = ?"  # noqa: S608
            f" AND id IN ({', '.join('?' * len(part))})",
            (key, *part),
        ).fetchall()
        for (body,) in rows:
            question = decode(body)
            yield set_passage(question, _find_passage(db, key, question))


def _find_passage(db: sqlite3.Connection, key: int, question: Question) -> str:
    if question.citation is None:
        return ""
    found = db.execute(
        "SELECT text FROM passage WHERE pack = ? AND document = ? AND paragraphs = ?",
        (key, question.citation.document, _join(question.citation.paragraphs)),
    ).fetchone()
    return str(found[0]) if found else ""


def make_entry(source: Source, row: list[object], entries: dict[str, IndexedPack]) -> IndexedPack:
    """Return what the bank knows of a pack; one whose id is taken cannot be played."""
    key, origin, text, place = row
    info = restore(str(text), source)
    made = IndexedPack(int(str(key)), str(origin), info, json.loads(str(place)))
    first = entries.get(info.id)
    if first is None:
        return made
    return made._replace(info=info._replace(errors=info.errors + 1), taken=first.info.path)


def describe_taken(entry: IndexedPack) -> Diagnostic:
    """Return what is wrong with a pack whose id another one has."""
    line, column, quote = entry.id_place
    path = entry.info.path
    return Diagnostic(
        show_path(path / "pack.yaml" if path.is_dir() else path),
        line,
        column,
        "error",
        "duplicate-pack",
        say(
            "The id {id} is taken by another pack: {path}",
            id=entry.info.id,
            path=show_path(entry.taken),
        ),
        say("Give one of the two another id, or remove it."),
        quote=quote,
    )


def _put_questions(
    db: sqlite3.Connection, key: int, questions: Sequence[Question], bodies: Sequence[str]
) -> None:
    """Put in the questions as the pack has them, each with its place among those that are alike."""
    from spacequiz.game.question import find_twins

    alike: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for q in questions:
        alike[q.kind.value, q.category, q.difficulty.value].append(q.id)
    cells = _put_cells(db, key, {traits: len(names) for traits, names in alike.items()})
    places = {name: place for names in alike.values() for place, name in enumerate(sorted(names))}
    rows = (
        (
            key,
            q.id,
            cells[q.kind.value, q.category, q.difficulty.value],
            places[q.id],
            " ".join(sorted(find_twins(q.tags))) if q.tags else "",
            body,
        )
        for q, body in zip(questions, bodies, strict=True)
    )
    db.executemany(f"INSERT INTO question {_QUESTION}", rows)
    add_span(db, key, len(questions))


def _put_cells(
    db: sqlite3.Connection, key: int, sizes: Mapping[tuple[str, str, str], int]
) -> dict[tuple[str, str, str], int]:
    """Return the keys of a pack's cells, which stay as they are: others may be drawing from them."""
    query = "SELECT kind, category, difficulty, key FROM cell WHERE pack = ?"
    known = db.execute(query, (key,)).fetchall()
    cells = {(kind, category, level): cell for kind, category, level, cell in known}
    gone = [(cell,) for traits, cell in cells.items() if traits not in sizes]
    db.executemany("DELETE FROM cell WHERE key = ?", gone)
    for traits, size in sizes.items():
        if traits in cells:
            db.execute("UPDATE cell SET size = ? WHERE key = ?", (size, cells[traits]))
        else:
            values = (key, *traits, size)
            cells[traits] = db.execute(f"INSERT INTO cell {_CELL}", values).lastrowid
    return cells


_QUESTION = "(pack, id, cell, place, twins, body) VALUES (?, ?, ?, ?, ?, ?)"
_CELL = "(pack, kind, category, difficulty, size) VALUES (?, ?, ?, ?, ?)"


def _make_passages(key: int, pack: Pack) -> Iterator[tuple[int, str, str, str]]:
    for citation in {id(q.citation): q.citation for q in pack.questions}.values():
        if citation is not None and citation.passage:
            yield key, citation.document, _join(citation.paragraphs), citation.passage


def _join(paragraphs: tuple[int, ...]) -> str:
    return ",".join(map(str, paragraphs))


def _pack_diagnostic(d: Diagnostic) -> str:
    fields = (d.path, d.line, d.column, d.severity, d.code, d.message, d.hint, d.question, d.quote)
    return json.dumps(fields)
