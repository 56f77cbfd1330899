"""What a long life costs: a save file of 200,000 answers against one of 2,000, and a large class."""

from __future__ import annotations

import json
import random
import sys
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from history import look_back, make_game, make_memory, open_save, time_once
from pairs import SPACEQUIZ, Figure, Growth, make_pack, pick, print_figures, print_growth, run_used

from spacequiz.save.backups import write_copy
from spacequiz.save.file import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ANSWERS = (2_000, 200_000)
IN_A_GAME = 40
QUESTIONS = 500
STUDENTS, ANSWERS_EACH = 1_000, 300
REPORT_SECONDS, REPORT_MEGABYTES = 10, 300
RUNS = 5
PLAY = (*SPACEQUIZ, "play", "--plain", "-n", "1", "--pack", "made-up")
COMMANDS = {
    "a plain game of one, processor": PLAY,
    "the same as a review": (*PLAY, "--mode", "review"),
    "the last ten games listed": (*SPACEQUIZ, "scores", "-n", "10"),
    "all games listed": (*SPACEQUIZ, "scores"),
    "the report on a pack": (*SPACEQUIZ, "report", "made-up"),
}


def measure() -> list[Growth]:
    """Return what a player waits for with few answers and with many."""
    columns = [dict(measure_life(answers)) for answers in ANSWERS]
    return [Growth(name, "ms", [column[name] for column in columns]) for name in columns[0]]


def measure_life(answers: int) -> Iterator[tuple[str, float]]:
    """Yield what each thing takes with so many answers."""
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as name:
        home = Path(name)
        fill(home, make_player("Ann", answers, IN_A_GAME, QUESTIONS))
        for _ in range(2):
            # The packs are read, and the backup of the day is made.
            run_used(PLAY, home, "1\n" * 9)
        for title, command in COMMANDS.items():
            used = [run_used(command, home, "1\n" * 9).processor for _ in range(RUNS)]
            yield title, pick(used, 0.5) * 1000
        yield (
            "the statistics of the screen",
            pick([time_once(home, look_back) for _ in range(RUNS)], 0.5),
        )
        yield "the backup of the day", time_once(home, lambda _: back_up(home))


def back_up(home: Path) -> None:
    with closing(connect(home / "save.db")) as connection:
        write_copy(connection, home / "copy.db")


def measure_class() -> list[Figure]:
    """Return what the report on the histories of a class takes."""
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as name:
        home = Path(name)
        (home / "packs").mkdir()
        (home / "packs" / "made-up.yaml").write_text(make_pack(ANSWERS_EACH), "utf-8")
        (home / "class").mkdir()
        for student in range(STUDENTS):
            player = make_player(f"Student {student}", ANSWERS_EACH, 10, ANSWERS_EACH)
            text = json.dumps(make_document(player), indent=1)
            (home / "class" / f"{student}.json").write_text(text, "utf-8")
        report = partial(run_used, (*SPACEQUIZ, "report", "made-up", "--save", "class"), home)
        report()
        used = report()
    spread = f"{STUDENTS:,} files, {STUDENTS * ANSWERS_EACH:,} answers; {used.processor:.1f} s of processor"
    return [
        Figure("the report on a class", used.seconds, REPORT_SECONDS, "s", spread),
        Figure("the report on a class, resident", used.megabytes, REPORT_MEGABYTES, "MB"),
    ]


def make_player(name: str, answers: int, in_a_game: int, questions: int) -> dict[str, Any]:
    """Return a player of a history who has answered each question in turn, again and again."""
    chance = random.Random(name)
    number = answers // in_a_game
    games = []
    for at in range(number):
        game = make_game(at, number, questions, chance)
        made = [dict(game["asked"][position % 10]) for position in range(in_a_game)]
        game["asked"] = [
            place(asked, position, (at * in_a_game + position), questions)
            for position, asked in enumerate(made)
        ]
        game["drawn"] = [asked["address"] for asked in game["asked"]]
        games.append(
            game | {"uid": f"{name}-{at}", "setup": {"packs": ["made-up"], "count": in_a_game}}
        )
    memories = [make_memory(at, chance) for at in range(min(questions, answers))]
    return {
        "name": name,
        "created": "2023-01-01T00:00:00Z",
        "settings": {},
        "games": games,
        "seen": [],
        "memories": [
            memory | {"progress_key": f"made-up/made-up-{at}"} for at, memory in enumerate(memories)
        ],
        "notes": [],
        "flags": [],
    }


def place(asked: dict[str, Any], position: int, order: int, questions: int) -> dict[str, Any]:
    """Return an asked question at another place, with an answer that the pack knows."""
    number = order % questions
    address = f"made-up/made-up-{number}"
    right = asked["answer"]["verdict"] == "right"
    response = f"The right one to {number}" if right else f"The wrong one a to {number}"
    answer = asked["answer"] | {"order": order, "response": [response]}
    keys = {"position": position, "address": address, "progress_key": address}
    return asked | keys | {"answer": answer}


def make_document(player: dict[str, Any]) -> dict[str, Any]:
    return {"format": "spacequiz history", "version": 1, "settings": {}, "players": [player]}


def fill(home: Path, player: dict[str, Any]) -> None:
    """Put a player into a home where the pack is that the answers belong to."""
    with closing(open_save(home)) as save:
        save.import_history(make_document(player))
    (home / "packs").mkdir()
    (home / "packs" / "made-up.yaml").write_text(make_pack(QUESTIONS), "utf-8")


def main(sizes: Sequence[int] = ANSWERS) -> int:
    print_growth(sizes, measure(), "answers")
    return print_figures(measure_class())


if __name__ == "__main__":
    sys.exit(main())
