"""What the tests of the memory share: playing, looking into files, a next schema."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import spacequiz
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.game.review import Memory
from spacequiz.paths import Places
from spacequiz.save.tallies import recount

if TYPE_CHECKING:
    from spacequiz.save import Save

CHILD = Path(__file__).with_name("child.py")
ROOT = Path(spacequiz.__file__).parents[1]
NEXT_STEP = (
    "ALTER TABLE answer ADD COLUMN mood TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE badge (
        player INTEGER NOT NULL REFERENCES player (id),
        name TEXT NOT NULL,
        PRIMARY KEY (player, name)
    ) WITHOUT ROWID""",
    "UPDATE answer SET mood = 'glad' WHERE verdict = 'right'",
    "CREATE INDEX answer_by_mood ON answer (mood)",
    "INSERT INTO badge SELECT id, 'first' FROM player",
)
"""A schema version that there may be one day: what leads to it from ours."""


def find_places_under(home: Path) -> Places:
    return Places(
        save=home / "save.db",
        backups=home / "backups",
        packs=home / "packs",
        bank=home / "cache" / "bank.db",
        logs=home / "logs",
        bundled=home / "bundled",
    )


def make_answer(position: int, verdict: Verdict = Verdict.RIGHT, points: int = 100) -> Answer:
    address = f"pack/q{position}"
    return Answer(
        position=position,
        address=address,
        progress_key=address,
        response=("Ganymede",),
        verdict=verdict,
        credit=1.0 if verdict is Verdict.RIGHT else 0.0,
        points=points,
        seconds=1.5,
    )


def learn(memory: Memory | None, now: datetime, days: float = 3) -> Memory:
    """Return the memory after one more answer, by a rule that can be followed in the head."""
    return Memory(
        stability=days + 1 / 3,
        difficulty=5.1,
        due=now + timedelta(days=days),
        reviewed=now,
        answers=memory.answers + 1 if memory else 1,
        lapses=memory.lapses if memory else 0,
    )


def begin(save: Save, name: str = "Ann", count: int = 10) -> int:
    questions = [(f"pack/q{i}", f"pack/q{i}") for i in range(count)]
    return save.start_game(save.player(name), Setup(packs=("pack",)), "seed", questions)


def ask(save: Save, game: int, position: int, verdict: Verdict = Verdict.RIGHT) -> None:
    answer = make_answer(position, verdict)
    save.show(game, position, answer.address, answer.progress_key)
    save.record(game, answer)


def play(save: Save, count: int = 10, name: str = "Ann") -> int:
    game = begin(save, name, count)
    for position in range(count):
        ask(save, game, position)
    save.finish(game)
    return game


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables
        }


def check_sums(path: Path) -> None:
    """Assert that the sums kept are those of a full recount."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT 'tally', * FROM tally UNION ALL SELECT 'standing', *, '' FROM standing"
        kept = sorted(connection.execute(query).fetchall(), key=repr)
        connection.execute("DELETE FROM tally")
        connection.execute("DELETE FROM standing")
        for (player,) in connection.execute("SELECT id FROM player").fetchall():
            recount(connection, player)
        assert sorted(connection.execute(query).fetchall(), key=repr) == kept


def check_memories(path: Path) -> None:
    """Assert that each memory has seen as many answers as were kept with one, one by one."""
    with closing(sqlite3.connect(path)) as connection:
        counted = connection.execute(
            """SELECT player, progress_key, COUNT(*) FROM answer
            JOIN asked USING (game, position) JOIN game ON game.id = answer.game
            WHERE before IS NOT NULL GROUP BY player, progress_key"""
        ).fetchall()
        query = "SELECT player, progress_key, answers FROM memory"
        assert sorted(connection.execute(query)) == sorted(counted)


def count_all(save: Save) -> int:
    return sum(score.questions for score in save.scores())


def check_file(path: Path) -> None:
    """Assert that SQLite finds no fault with the file."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def spawn(*arguments: object, stdin: int | None = None) -> subprocess.Popen[str]:
    """Start the child script, with the same spacequiz as here."""
    return subprocess.Popen(
        [sys.executable, str(CHILD), *map(str, arguments)],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def run(*arguments: object) -> list[str]:
    """Run the child script to its end and return the lines it printed."""
    child = spawn(*arguments)
    output, _ = child.communicate(timeout=60)
    assert child.returncode == 0, output
    return output.splitlines()
