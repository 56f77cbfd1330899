"""How long a start takes, as a ratio to a bare Textual app and to a start with few questions."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING

from pairs import (
    BARE,
    BARE_TEXT,
    HOME_TEXT,
    QUESTION_TEXT,
    SPACEQUIZ,
    Figure,
    compare,
    make_home,
    make_pack,
    print_figures,
    time_to_paint,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = 10_000
PAIRS = 21


def measure(pairs: int = PAIRS) -> list[Figure]:
    """Return the figures of all starts."""
    with make_home() as few, make_home(make_pack(MANY)) as many:
        bare = partial(time_to_paint, BARE, BARE_TEXT, few)
        return [
            compare("start to home, over bare Textual", bare, home(few), 1.35, pairs),
            compare("`play` to the first question, over bare Textual", bare, play(few), 1.5, pairs),
            compare(f"start to home with {MANY:,} more", home(few), home(many), 1.1, pairs),
            compare(f"`play` with {MANY:,} more", play(few), play(many), 1.1, pairs),
        ]


def home(folder: Path) -> Callable[[], float]:
    """Return what measures a start to the home screen."""
    return partial(time_to_paint, SPACEQUIZ, HOME_TEXT, folder)


def play(folder: Path) -> Callable[[], float]:
    """Return what measures a start to the first question."""
    return partial(time_to_paint, (*SPACEQUIZ, "play"), QUESTION_TEXT, folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="how many pairs a figure")
    sys.exit(print_figures(measure(parser.parse_args().pairs)))
