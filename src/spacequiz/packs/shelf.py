"""The shelves of the bank: how a pack is put into its tables and drawn from them."""

from __future__ import annotations

import json
from dataclasses import replace
from os import fsencode
from typing import TYPE_CHECKING, NamedTuple

from spacequiz import __version__
from spacequiz.game.drawing import Candidate
from spacequiz.packs.diagnostics import Diagnostic
from spacequiz.packs.info import PackInfo, restore, sum_up
from spacequiz.packs.store import transaction
from spacequiz.text import show_path

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacequiz.game.question import Question
    from spacequiz.packs.files import Stamp
    from spacequiz.packs.info import Source
    from spacequiz.packs.pack import Pack

_CHUNK = 500


class Shelf(NamedTuple):
    """Name a pack of the bank by its row."""

    key: int
    origin: str
    info: PackInfo
    taken: Diagnostic | None
    """Set if an earlier pack has the same id."""


def put_pack(db: sqlite3.Connection, source: Source, pack: Pack, stamp: Stamp, digest: str) -> None:
    """Put a pack in the place of what the bank knew of it."""
    row = (
        fsencode(source.path),
        json.dumps(stamp),
        digest,
        __version__,
        pack.head.translates or pack.head.id,
        sum_up(pack),
        json.dumps(pack.id_place),
    )
    with transaction(db):
        db.execute(
            "INSERT INTO pack (path, stamp, digest, made_by, origin, info, id_place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " stamp = excluded.stamp, digest = excluded.digest, made_by = excluded.made_by,"
            " origin = excluded.origin, info = excluded.info, id_place = excluded.id_place",
            row,
        )
        found = db.execute("SELECT key FROM pack WHERE path = ?", row[:1])
        key = found.fetchone()[0]
        clear_pack(db, key)
        db.executemany(
            "INSERT INTO diagnostic VALUES (?, ?, ?)",
            [(key, n, _pack_diagnostic(d)) for n, d in enumerate(pack.diagnostics)],
        )
        if not pack.errors:
            db.executemany(
                "INSERT INTO question VALUES (?, ?, ?, ?, ?, ?, ?)", _make_rows(key, pack)
            )
            db.executemany(
                "INSERT OR IGNORE INTO passage VALUES (?, ?, ?, ?)", _make_passages(key, pack)
            )


def clear_pack(db: sqlite3.Connection, key: int) -> None:
    """Drop what is in a pack, and leave its row."""
    for table in ("question", "passage", "diagnostic"):
        db.execute(f"DELETE FROM {table} WHERE pack = ?", (key,))  # noqa: S608


def list_candidates(
    db: sqlite3.Connection, shelves: Iterable[Shelf], limits: Mapping[str, Sequence[str]]
) -> list[Candidate]:
    """Return the questions of the packs that fit, in the order of their addresses."""
    condition, values = "", []
    for column, wanted in limits.items():
        if wanted:
            condition += f" AND {column} IN ({', '.join('?' * len(wanted))})"
            values += [str(each) for each in wanted]
    query = (
        "SELECT ? || id, ? || id, difficulty, twins FROM question INDEXED BY drawing"  # noqa: S608
        f" WHERE pack = ?{condition} ORDER BY id"
    )
    found: list[Candidate] = []
    # With the slash, so that packs come in the order of the addresses of their questions.
    for prefix, shelf in sorted((f"{shelf.info.id}/", shelf) for shelf in shelves):
        rows = db.execute(query, (prefix, f"{shelf.origin}/", shelf.key, *values))
        found += map(Candidate._make, rows)
    return found


def load_questions(db: sqlite3.Connection, key: int, names: list[str]) -> Iterator[Question]:
    """Yield the questions of a pack that have the given ids, with what they cite."""
    # Imported here: whoever only lists packs needs no questions.
    from spacequiz.packs import codec

    for start in range(0, len(names), _CHUNK):
        part = names[start : start + _CHUNK]
        rows = db.execute(
            "SELECT body FROM question WHERE pack = ?"  # noqa: S608
            f" AND id IN ({', '.join('?' * len(part))})",
            (key, *part),
        ).fetchall()
        for (body,) in rows:
            question = codec.decode(body)
            yield codec.set_passage(question, _find_passage(db, key, question))


def _find_passage(db: sqlite3.Connection, key: int, question: Question) -> str:
    if question.citation is None:
        return ""
    found = db.execute(
        "SELECT text FROM passage WHERE pack = ? AND document = ? AND paragraphs = ?",
        (key, question.citation.document, _join(question.citation.paragraphs)),
    ).fetchone()
    return str(found[0]) if found else ""


def make_shelf(source: Source, row: list[object], shelves: dict[str, Shelf]) -> Shelf:
    """Return the shelf of a pack; one whose id is taken cannot be played."""
    key, origin, text, place = row
    info = restore(str(text), source)
    first = shelves.get(info.id)
    if first is None:
        return Shelf(int(str(key)), str(origin), info, None)
    line, column, quote = json.loads(str(place))
    file = source.path / "pack.yaml" if source.path.is_dir() else source.path
    taken = Diagnostic(
        show_path(file),
        line,
        column,
        "error",
        "duplicate-pack",
        f"The id {info.id} is taken by another pack: {show_path(first.info.path)}",
        "Give one of the two another id, or remove it.",
        quote=quote,
    )
    return Shelf(int(str(key)), str(origin), replace(info, errors=info.errors + 1), taken)


def _make_rows(key: int, pack: Pack) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    from spacequiz.game.question import find_twins
    from spacequiz.packs import codec

    for q in pack.questions:
        twins = " ".join(sorted(find_twins(q.tags))) if q.tags else ""
        yield key, q.id, q.kind.value, q.category, q.difficulty.value, twins, codec.encode(q)


def _make_passages(key: int, pack: Pack) -> Iterator[tuple[int, str, str, str]]:
    for citation in {id(q.citation): q.citation for q in pack.questions}.values():
        if citation is not None and citation.passage:
            yield key, citation.document, _join(citation.paragraphs), citation.passage


def _join(paragraphs: tuple[int, ...]) -> str:
    return ",".join(map(str, paragraphs))


def _pack_diagnostic(d: Diagnostic) -> str:
    fields = (d.path, d.line, d.column, d.severity, d.code, d.message, d.hint, d.question, d.quote)
    return json.dumps(fields)
