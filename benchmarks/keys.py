"""Whether fifty keys a second for ten seconds all count, and how late the screen shows them."""

from __future__ import annotations

import re
import sys
import time
from contextlib import closing

from pairs import (
    HOME_TEXT,
    SPACEQUIZ,
    Figure,
    Terminal,
    make_home,
    make_pack,
    pick,
    print_figures,
)

KEYS, A_SECOND = 500, 50
LATE_MILLISECONDS = 100
DOWN, END = "\x1b[B", "\x1b[F"
_AT_CURSOR = re.compile(rb"\xe2\x9d\xaf (\d+) is what the made-up|> (\d+) is what the made-up")


def measure() -> list[Figure]:
    """Hold the key down in a list of questions, and return how many steps were lost and how late."""
    text = re.sub(r"ask: What is .* number (\d+)\?", r"ask: \1 is what the made-up", make_pack(600))
    with make_home(text) as home, closing(Terminal(SPACEQUIZ, home)) as game:
        open_list(game)
        delays, last = hold(game)
    spread = f"median {pick(delays, 0.5):.0f} ms over {KEYS} keys, {A_SECOND} a second"
    return [
        Figure("keys lost when one is held down", KEYS - last, 0, "keys"),
        Figure(
            "key to its step, 99th percentile", pick(delays, 0.99), LATE_MILLISECONDS, "ms", spread
        ),
    ]


def open_list(game: Terminal) -> None:
    """Go to the questions of the made-up pack."""
    game.wait_for(HOME_TEXT)
    game.wait_for_quiet()
    for key in ("k", END):
        game.press(key)
        game.wait_for_quiet()
    game.press("b")
    game.wait_for("0 is what the made-up")
    game.wait_for_quiet()


def hold(game: Terminal) -> tuple[list[float], int]:
    """Return after how many milliseconds each step was seen, and at which step the cursor rests."""
    game.press("")
    sent: list[float] = []
    delays: list[float] = []
    began = time.perf_counter()
    at = known = 0
    while len(sent) < KEYS or time.perf_counter() < sent[-1] + 1:
        due = began + len(sent) / A_SECOND
        if len(sent) < KEYS and time.perf_counter() >= due:
            sent.append(game.type(DOWN))
        game.look(max(0.0, min(0.02, due - time.perf_counter())))
        for found in _AT_CURSOR.finditer(game.drawn, known):
            at, known = int(found[1] or found[2]), found.end()
        now = time.perf_counter()
        delays += [(now - sent[step]) * 1000 for step in range(len(delays), min(at, len(sent)))]
    return delays, at


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
