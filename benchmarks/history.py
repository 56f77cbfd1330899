"""Measure the statistics over 100,000 answers against the same over 100, and what is due.

    python benchmarks/history.py [ANSWERS] [RUNS]

Both save files are opened anew for each run, one right after the other in turn, and the median of
the differences counts. Every answer is to one of half as many questions, each with a memory.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from spacequiz.clock import Clock
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.game.review import Memory
from spacequiz.paths import Places
from spacequiz.save import Save
from spacequiz.save.file import connect, transaction
from spacequiz.save.memories import count_moment

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEW = 100
STATISTICS_MILLISECONDS, DUE_MILLISECONDS, RECORD_RATIO = 150, 20, 2.5
RECORDED = 300


def make_history(answers: int) -> dict[str, Any]:
    """Return a history with games of ten answers, spread over three years."""
    chance = random.Random(7)
    games = [
        make_game(number, answers // 10, answers // 2, chance) for number in range(answers // 10)
    ]
    player = {
        "name": "Ann",
        "created": "2023-01-01T00:00:00Z",
        "settings": {},
        "games": games,
        "seen": [],
        "memories": [make_memory(number, chance) for number in range(answers // 2)],
        "notes": [],
        "flags": [],
    }
    return {"format": "spacequiz history", "version": 1, "settings": {}, "players": [player]}


def make_game(number: int, games: int, questions: int, chance: random.Random) -> dict[str, Any]:
    moment = NOW - timedelta(days=1000) + timedelta(days=1000) * number / games
    stamp, day = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), moment.date().isoformat()
    asked = []
    for position in range(10):
        question = (number * 10 + position) % questions
        right = chance.random() < 0.7
        answer: dict[str, Any] = {
            "order": number * 10 + position,
            "verdict": "right" if right else "wrong",
            "credit": float(right),
            "points": 100 * right,
            "seconds": chance.uniform(1, 20),
            "given": stamp,
            "day": day,
            "category": f"Category {question % 12}",
            "response": ["An answer as long as answers are"],
            "before": {},
            **dict.fromkeys(("typo", "sure", "claimed", "copied"), False),
        }
        key = f"some-pack/a-question-with-the-number-{question}"
        asked.append(
            {
                "position": position,
                "address": key,
                "progress_key": key,
                "aids": [],
                "answer": answer,
            }
        )
    return {
        "uid": f"game-{number}",
        "mode": "classic",
        "seed": "s",
        "code": "",
        "started": stamp,
        "ended": stamp,
        "ending": "finished",
        "day": day,
        "setup": {"packs": ["some-pack"], "count": 10},
        "drawn": [each["address"] for each in asked],
        "asked": asked,
    }


def make_memory(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "progress_key": f"some-pack/a-question-with-the-number-{number}",
        "stability": chance.uniform(0.5, 100),
        "difficulty": chance.uniform(1, 10),
        "due": count_moment(NOW + timedelta(days=chance.uniform(-30, 60))),
        "reviewed": count_moment(NOW - timedelta(days=40)),
        "answers": 2,
        "lapses": chance.randrange(7),
        "category": f"Category {number % 12}",
    }


def open_save(home: Path) -> Save:
    places = Places(
        save=home / "save.db",
        backups=home / "backups",
        packs=home / "packs",
        bank=home / "bank.db",
        logs=home / "logs",
        bundled=home / "bundled",
    )
    return Save.open(places, Clock())


def fill(home: Path, answers: int) -> Path:
    with closing(open_save(home)) as save:
        save.import_history(make_history(answers))
    return home


def look_back(save: Save) -> None:
    """Read all that the statistics screen shows."""
    player = save.players()[0]
    save.totals(player)
    save.days(player, None)
    save.categories(player)
    save.hardest(player, 10)
    save.forecast(player)
    save.leaders("classic")


def choose_review(save: Save) -> None:
    player = save.players()[0]
    save.count_due(player, NOW)
    save.due(player, NOW, 50)


def time_once(home: Path, step: Callable[[Save], None]) -> float:
    """Return how many milliseconds a step takes in a file just opened."""
    with closing(open_save(home)) as save:
        began = time.perf_counter()
        step(save)
        return (time.perf_counter() - began) * 1000


def compare(few: Path, many: Path, step: Callable[[Save], None], runs: int) -> tuple[float, float]:
    """Return the median of the milliseconds over many, and of the difference to few."""
    differences, times = [], []
    for run in range(runs):
        order = (few, many) if run % 2 else (many, few)
        taken = {home: time_once(home, step) for home in order}
        times.append(taken[many])
        differences.append(taken[many] - taken[few])
    return median(times), median(differences)


def compare_records(home: Path) -> tuple[list[float], list[float]]:
    """Return the milliseconds of bare commits, and of answers with their memory between them."""
    commits, records = [], []
    scratch = home / "scratch.db"
    with closing(open_save(home)) as save, closing(connect(scratch, mode="rwc")) as bare:
        bare.execute("CREATE TABLE scratch (number)")
        game = save.start_game(save.players()[0], Setup(), "s", [])
        for position in range(RECORDED):
            began = time.perf_counter()
            with transaction(bare):
                bare.execute("INSERT INTO scratch VALUES (1)")
            commits.append((time.perf_counter() - began) * 1000)
            key = f"some-pack/a-question-with-the-number-{position}"
            answer = Answer(position, key, key, ("Io",), Verdict.RIGHT, 1.0, 100, 2.0)
            memory = Memory(3.2, 5.1, NOW + timedelta(days=3, seconds=position), NOW, 3)
            save.show(game, position, key, key)
            began = time.perf_counter()
            save.record(game, answer, memory, "Category 1")
            records.append((time.perf_counter() - began) * 1000)
    return commits, records


def tell(name: str, value: float, target: float, unit: str, spread: str) -> bool:
    """Print a line of the table and return whether the target was met."""
    passed = value <= target
    verdict = "pass" if passed else "FAIL"
    print(f"{name:<46} {value:7.2f} {unit}   ≤ {target:g} {unit}   {verdict}   {spread}")
    return passed


def main(answers: int = 100_000, runs: int = 15) -> int:
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as folder:
        few, many = fill(Path(folder) / "few", FEW), fill(Path(folder) / "many", answers)
        size = (many / "save.db").stat().st_size / 1e6
        print(f"{answers} answers, {answers // 2} memories, {size:.0f} MB")
        whole, more = compare(few, many, look_back, runs)
        name = f"statistics, more than over {FEW} answers"
        passed = tell(name, more, STATISTICS_MILLISECONDS, "ms", f"{whole:.1f} ms in all")
        whole, more = compare(few, many, choose_review, runs)
        spread = f"{more:.1f} ms more than over {FEW}"
        passed &= tell("what is due, and how much", whole, DUE_MILLISECONDS, "ms", spread)
        commits, records = map(median, compare_records(many))
        spread = f"{records:.2f} ms over {commits:.2f} ms"
        name = "an answer with its memory, over a bare commit"
        passed &= tell(name, records / commits, RECORD_RATIO, "×", spread)
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
