"""How long it takes from a key to the explanation on screen, with the answer on disk."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from pairs import SPACEQUIZ, Figure, Terminal, make_home, make_pack, pick, print_figures

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = 200
TARGET_MILLISECONDS = 40


def measure(questions: int = QUESTIONS) -> list[Figure]:
    """Play a game by key in a terminal and return the 95th percentile of all answers."""
    with make_home(make_pack(questions)) as home:
        command = (*SPACEQUIZ, "play", "--pack", "made-up", "-n", str(questions))
        terminal = Terminal(command, home)
        try:
            times = play(terminal, home, questions)
        finally:
            terminal.close()
    middle, high = pick(times, 0.5), pick(times, 0.95)
    spread = f"median {middle:.0f} ms, slowest {max(times):.0f} ms, {questions} answers"
    name = "key to explanation, answer saved, 95th percentile"
    return [Figure(name, high, TARGET_MILLISECONDS, "ms", spread)]


def play(terminal: Terminal, home: Path, questions: int) -> list[float]:
    """Answer every question and return how many milliseconds each took to be explained."""
    before = count_saved(home)
    times = []
    for number in range(1, questions + 1):
        terminal.wait_for(f"{number} of {questions}")
        terminal.wait_for_quiet()
        pressed = terminal.press("1")
        painted = terminal.wait_for("because-")
        saved = count_saved(home) - before
        if saved != number:
            raise RuntimeError(f"{saved} answers are saved where {number} were given")
        times.append((painted - pressed) * 1000)
        terminal.wait_for_quiet()
        terminal.press("\r")
    return times


def count_saved(home: Path) -> int:
    """Return how many answers are on disk for another process to read."""
    with closing(sqlite3.connect(f"file:{home / 'save.db'}?mode=ro", uri=True)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM answer").fetchone()
    return int(count)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--questions", type=int, default=QUESTIONS, help="how many answers")
    sys.exit(print_figures(measure(parser.parse_args().questions)))
