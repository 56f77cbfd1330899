"""How long the first judgement of a typed text takes, imports included, over importing asyncio."""

from __future__ import annotations

import os
import subprocess
import sys

from pairs import Figure, compare, print_figures

PAIRS = 15
TARGET = 0.7

# What the game has loaded before anybody answers does not count.
_TIMED = "import dataclasses, decimal, fractions, time; begun = time.process_time()\n{}\nprint(time.process_time() - begun)"
_YARD = "import asyncio"
_JUDGE = """
from spacequiz.game.kinds.typed import Typed, judge_typed
judged = judge_typed("I think it is Betelgeues", Typed("Betelgeuse", key=("Betelgeuse",)), "en")
assert judged.outcome == "slip"
"""


def time_code(code: str) -> float:
    """Return the seconds of processor time that a fresh interpreter takes for some lines."""
    command = (sys.executable, "-c", _TIMED.format(code))
    # Installed programs have their bytecode.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return float(subprocess.run(command, capture_output=True, check=True, env=env).stdout)


def measure() -> list[Figure]:
    """Return how the first judgement, of a text with a slip, compares."""
    name = "first judgement with a slip, over importing asyncio"
    return [
        compare(name, lambda: time_code(_YARD), lambda: time_code(_JUDGE), TARGET, PAIRS),
    ]


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
