"""How long it takes from a key to the explanation on screen, with the answer on disk."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from pairs import (
    BARE,
    BARE_TEXT,
    SPACEQUIZ,
    Figure,
    Terminal,
    make_home,
    make_pack,
    pick,
    print_figures,
)

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = 200
TARGET_MILLISECONDS = 40


def measure(questions: int = QUESTIONS) -> list[Figure]:
    """Play a game by key in a terminal and return the 95th percentile of all answers."""
    with make_home(make_pack(questions)) as home:
        command = (*SPACEQUIZ, "play", "--pack", "made-up", "-n", str(questions))
        with closing(Terminal(BARE, home)) as bare, closing(Terminal(command, home)) as game:
            bare.wait_for(BARE_TEXT)
            times = play(game, bare, home, questions)
    answers, keys = zip(*times, strict=True)
    spread = (
        f"median {pick(answers, 0.5):.0f} ms over {questions} answers; "
        f"bare Textual, key to paint: median {pick(keys, 0.5):.0f} ms, p95 {pick(keys, 0.95):.0f} ms"
    )
    name = "key to explanation, answer saved, 95th percentile"
    return [Figure(name, pick(answers, 0.95), TARGET_MILLISECONDS, "ms", spread)]


def play(game: Terminal, bare: Terminal, home: Path, questions: int) -> list[tuple[float, float]]:
    """Answer every question and return how long each took to be explained.

    With each comes how long a bare Textual app took, at nearly the same moment, to paint a key.
    """
    before = count_saved(home)
    times = []
    for number in range(1, questions + 1):
        game.wait_for(f"{number} of {questions}")
        game.wait_for_quiet()
        explained = time_key(game, "1", "because-")
        saved = count_saved(home) - before
        if saved != number:
            raise RuntimeError(f"{saved} answers are saved where {number} were given")
        game.wait_for_quiet()
        key = "ab"[number % 2]
        times.append((explained, time_key(bare, key, f"the key {key}")))
        game.press("\r")
    return times


def time_key(terminal: Terminal, key: str, text: str) -> float:
    """Return the milliseconds from a key until a text is painted."""
    pressed = terminal.press(key)
    return (terminal.wait_for(text) - pressed) * 1000


def count_saved(home: Path) -> int:
    """Return how many answers are on disk for another process to read."""
    with closing(sqlite3.connect(f"file:{home / 'save.db'}?mode=ro", uri=True)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM answer").fetchone()
    return int(count)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--questions", type=int, default=QUESTIONS, help="how many answers")
    sys.exit(print_figures(measure(parser.parse_args().questions)))
