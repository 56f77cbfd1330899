"""Answers for analysis: read from one or many save files and histories, without any change."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from spacequiz.errors import SaveError, UsageError
from spacequiz.game.analysis import Reply
from spacequiz.game.records import Aid, Answer, Verdict
from spacequiz.language import say, say_count
from spacequiz.save.file import (
    APPLICATION_ID,
    FileState,
    connect,
    find_damage,
    is_passing,
    look,
    open_database,
    tell,
)
from spacequiz.save.migrations import migrate, newest
from spacequiz.save.values import clean
from spacequiz.text import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacequiz.game.kinds.body import Response
    from spacequiz.save.incoming import HistoryDocument

_Wanted = tuple[str, str]
"""What the address of a question begins with, or else its progress key."""

MOST_BYTES = 200_000_000
"""The size of the largest history that is read."""
_ENDINGS = (".db", ".json")
_NO_AIDS: frozenset[Aid] = frozenset()
"""Taken for every answer without aids: each empty set of its own is as large as the answer."""
_ADDRESS = 7
"""The column that says what a row is an answer to."""


@dataclass(frozen=True, slots=True)
class Responses:
    """Hold the answers found in save files."""

    replies: tuple[Reply, ...] = ()
    """Each student's in the order of giving."""
    files: int = 0
    """How many save files and histories were read."""
    notices: tuple[str, ...] = ()
    """What could not be read, and why, one line for each file."""


class _Found(NamedTuple):
    """Hold an answer with what tells whose it is and when it was given.

    A class gives the same answers to the same questions: each text is kept once (`intern`).
    """

    player: object
    """The player within the file."""
    game: str
    """The name of the game on any machine."""
    given: str
    order: int
    mode: str
    answer: Answer


class _NotOursError(SaveError):
    """Report a file that is neither a save file nor a history."""


def read_responses(paths: Iterable[Path], pack: str, origin: str = "") -> Responses:
    """Return the answers to the questions of a pack, in whatever language they were asked.

    A student is a player of a file. Two players of whatever name who have an answer of the same
    game in common are one student: the files are copies, or one was imported into the other.

    Args:
        paths: Save files, histories as JSON, or folders of both.
        pack: The pack's id.
        origin: The id of the pack that it translates; empty if it translates none.

    Raises:
        UsageError: There is nothing at a path, or no save file in a folder.
        SaveError: No file can be used; one of several is left out, and so is an answer.
    """
    found: dict[Path, list[_Found]] = {}
    notices: list[str] = []
    errors: list[SaveError] = []
    wanted = f"{pack}/", f"{origin or pack}/"
    for path in paths:
        if not path.exists():
            raise UsageError(say("There is no such file or folder."), where=escape(str(path)))
        if path.is_dir():
            _read_folder(path, wanted, found, notices)
        elif path.is_file():
            try:
                found[path.resolve()] = _read_file(path, wanted, notices)
            except SaveError as error:
                errors.append(error)
                notices.append(_leave_out(path, error.message))
        else:
            raise UsageError(
                say("This is a pipe or a device, and no file."),
                where=escape(str(path)),
                hint=say("Write it to a file first."),
            )
    if errors and not found:
        raise errors[0]
    return Responses(tuple(_join(list(found.values()))), len(found), tuple(notices))


def _read_folder(
    folder: Path, wanted: _Wanted, found: dict[Path, list[_Found]], notices: list[str]
) -> None:
    before = len(found) + len(notices)
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS)
    files = sorted(path for path in paths if path.is_file() and not path.is_symlink())
    for path in files:
        try:
            found[path.resolve()] = _read_file(path, wanted, notices)
        except _NotOursError:
            continue
        except SaveError as error:
            notices.append(_leave_out(path, error.message))
    if len(found) + len(notices) == before:
        raise UsageError(
            say("There is no save file in the folder."),
            where=escape(str(folder)),
            hint=say("A save file is called save.db; a history ends in .json."),
        )


def _leave_out(path: Path, why: str) -> str:
    return say("Left out: {path}: {reason}", path=escape(str(path)), reason=why)


def _join(files: Sequence[Sequence[_Found]]) -> Iterator[Reply]:
    """Yield the answers of all files, by student and time."""
    students = _find_students(files)
    rows: dict[object, list[tuple[int, _Found]]] = {}
    for number, file in enumerate(files):
        for found in file:
            rows.setdefault(students.find((number, found.player)), []).append((number, found))
    for number, own in enumerate(rows.values()):
        # By time first: what was imported came into the file later than it was given.
        own.sort(key=lambda row: (row[1].given, row[0], row[1].order))
        yield from (Reply(number, found.answer, found.mode) for _, found in own)


def _find_students(files: Sequence[Sequence[_Found]]) -> _Students:
    """Find out who is who: only a game that several players have can tell."""
    owners: dict[str, tuple[int, object]] = {}
    shared_games: set[str] = set()
    for number, file in enumerate(files):
        for found in file:
            owner = number, found.player
            if owners.setdefault(found.game, owner) != owner:
                shared_games.add(found.game)
    students = _Students()
    for number, file in enumerate(files):
        for found in file:
            if found.game in shared_games:
                answer = found.answer
                shared = found.game, answer.position, answer.seconds, answer.response
                students.link((number, found.player), shared)
    return students


class _Students:
    """Find out which players are the same student, by the answers that they share."""

    def __init__(self) -> None:
        self._parents: dict[object, object] = {}

    def find(self, player: object) -> object:
        """Return the player that stands for the student."""
        while (parent := self._parents.setdefault(player, player)) != player:
            self._parents[player] = self._parents[parent]
            player = parent
        return player

    def link(self, player: object, answer: object) -> None:
        """Note that an answer is a player's."""
        self._parents[self.find(("answer", answer))] = self.find(player)


def _read_file(path: Path, wanted: _Wanted, notices: list[str]) -> list[_Found]:
    where = escape(str(path))
    try:
        state = look(path)
        if state is FileState.OURS:
            found, unreadable = _read_save(path, wanted)
            if unreadable:
                notices.append(_leave_out(path, _tell_unreadable(unreadable)))
            return found
        if state is FileState.NOT_OURS and _begins_like_json(path):
            return _read_history(path, wanted)
    except SaveError as error:
        error.where = error.where or where
        raise
    except (OSError, sqlite3.Error, TypeError, ValueError, RecursionError) as error:
        passing = is_passing(error)
        hint = say("If a journal lies beside it, open it once with spacequiz.") if passing else ""
        message = (
            say("The save file cannot be read: {reason}.", reason=tell(error))
            if passing
            else say("The save file is damaged.")
        )
        raise SaveError(message, where=where, hint=hint) from error
    if state is FileState.NEWER:
        raise SaveError(
            say("The save file was written by a newer spacequiz."),
            where=where,
            hint=say("Update spacequiz. The file was not changed."),
        )
    if state in (FileState.EMPTY, FileState.UNKNOWN):
        raise SaveError(say("The save file is empty or damaged."), where=where)
    raise _NotOursError(say("This is neither a save file nor a history of spacequiz."), where=where)


def _tell_unreadable(addresses: Sequence[str]) -> str:
    return say_count(
        len(addresses),
        "one answer cannot be read, the one to {question}.",
        "{count} answers cannot be read, the first to {question}.",
        question=escape(addresses[0]),
    )


def _read_save(path: Path, wanted: _Wanted) -> tuple[list[_Found], list[str]]:
    """Return the answers of a file, and to which questions there are answers beyond reading.

    Raises:
        SaveError: The file is damaged, or holds nothing but such.
    """
    with closing(connect(path, mode="ro")) as connection:
        if fault := find_damage(connection):
            raise SaveError(say("The save file is damaged: {fault}.", fault=escape(fault)))
        if connection.execute("PRAGMA user_version").fetchone() == (newest(),):
            return _read_rows(connection, wanted)
        # An older file is brought up to date in a copy: it stays as it is.
        with closing(open_database(":memory:")) as copy:
            connection.backup(copy)
            migrate(copy, APPLICATION_ID)
            return _read_rows(copy, wanted)


def _read_rows(connection: sqlite3.Connection, wanted: _Wanted) -> tuple[list[_Found], list[str]]:
    aids: dict[tuple[int, int], set[str]] = {}
    for game, position, aid in connection.execute("SELECT game, position, aid FROM aid"):
        aids.setdefault((game, position), set()).add(aid)
    limits = [value for prefix in wanted for value in (len(prefix), prefix)]
    query = """SELECT answer.game, answer.position, game.player, game.uid, given, answer.id, mode,
    address, progress_key, response, verdict, credit, points, seconds, typo, claimed, sure
    FROM answer JOIN asked USING (game, position) JOIN game ON game.id = answer.game
    WHERE copied = 0 AND (substr(address, 1, ?) = ? OR substr(progress_key, 1, ?) = ?)
    ORDER BY answer.id"""
    found: list[_Found] = []
    unreadable: list[str] = []
    for row in connection.execute(query, limits):
        try:
            found.append(_build(row, aids.get(row[:2], set())))
        except (TypeError, ValueError, RecursionError):
            unreadable.append(str(row[_ADDRESS]))
    if unreadable and not found:
        raise SaveError(say("The save file is damaged: no answer can be read."))
    return found, unreadable


def _build(row: tuple[Any, ...], aids: Iterable[str]) -> _Found:
    _, position, player, game, given, order, mode, *rest = row
    address, progress_key, response, verdict, credit, points, seconds, *marks = rest
    answer = Answer(
        position=int(position),
        address=intern(str(address)),
        progress_key=intern(str(progress_key)),
        response=_read_response(response),
        verdict=Verdict(verdict),
        credit=float(credit),
        points=int(points),
        seconds=float(seconds),
        aids=frozenset(map(Aid, aids)) or _NO_AIDS,
        typo=bool(marks[0]),
        claimed=bool(marks[1]),
        sure=bool(marks[2]),
    )
    return _Found(player, str(game), str(given), int(order), str(mode), answer)


@lru_cache(maxsize=20_000)
def _read_response(text: str) -> Response:
    return tuple(clean(each) for each in json.loads(text))


def _begins_like_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _read_history(path: Path, wanted: _Wanted) -> list[_Found]:
    # Loaded only now: most teachers collect save files.
    from spacequiz.save.exchange import FORMAT
    from spacequiz.save.incoming import read_history

    if path.stat().st_size > MOST_BYTES:
        raise SaveError(say("The history is too big."))
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _NotOursError(say("This is not a sound JSON file.")) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _NotOursError(say("This is not a history of spacequiz."))
    return list(_walk(read_history(data), wanted))


def _walk(document: HistoryDocument, wanted: _Wanted) -> Iterator[_Found]:
    for number, player in enumerate(document.players):
        for game in player.games:
            for asked in game.asked:
                keys = asked.address, asked.progress_key
                given = asked.answer
                if given is None or given.copied or not any(map(str.startswith, keys, wanted)):
                    continue
                answer = Answer(
                    position=asked.position,
                    address=intern(asked.address),
                    progress_key=intern(asked.progress_key),
                    response=tuple(map(intern, given.response)),
                    verdict=given.verdict,
                    credit=given.credit,
                    points=given.points,
                    seconds=given.seconds,
                    aids=frozenset(asked.aids) if asked.aids else _NO_AIDS,
                    typo=given.typo,
                    claimed=given.claimed,
                    sure=given.sure,
                )
                yield _Found(number, game.uid, given.given, given.order, game.mode, answer)
