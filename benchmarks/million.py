"""What a library of 200, 50,000 and a million questions costs: to index, start, draw and search.

python benchmarks/million.py [QUESTIONS]...
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from library import make_words, write_library
from pairs import (
    BARE,
    BARE_TEXT,
    HOME_TEXT,
    QUESTION_TEXT,
    SPACEQUIZ,
    Growth,
    compare,
    pick,
    print_growth,
    run_used,
    time_to_paint,
)

from spacequiz.game.drawing import draw
from spacequiz.packs.bank import Bank, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SIZES = (200, 50_000, 1_000_000)
RUNS = 3
PAIRS = 5
FOUND = 101
"""How many questions a search in all packs looks for: a hundred, and whether there are more."""
PLAY = (*SPACEQUIZ, "play", "--plain", "-n", "3")


def measure(sizes: Sequence[int] = SIZES) -> list[Growth]:
    """Return each figure at all sizes."""
    columns = [dict(measure_size(size)) for size in sizes]
    names = columns[0]
    return [Growth(name, unit, [column[name, unit] for column in columns]) for name, unit in names]


def measure_size(size: int) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield the figures of one size, each with its name and unit."""
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as name:
        home = Path(name)
        paths = write_library(home / "packs", size)
        indexed = run_used((*SPACEQUIZ, "packs"), home)
        yield ("all packs indexed", "s"), indexed.seconds
        yield ("processor for that, in all processes", "s"), indexed.processor
        yield ("resident for that, the largest process", "MB"), indexed.megabytes
        yield ("size of the index", "MB"), (home / "cache" / "bank.db").stat().st_size / 1e6
        yield from measure_starts(home)
        with closing(Bank.open(home / "cache" / "bank.db", [*map(Source, paths)])) as bank:
            yield from measure_bank(bank, paths)


def measure_starts(home: Path) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield what starts take once everything is indexed."""
    for _ in range(2):
        # The second game makes the backup of the day.
        run_used(PLAY, home, "1\n" * 50)
    used = [run_used(PLAY, home, "1\n" * 50) for _ in range(RUNS)]
    yield ("a plain game of three, processor", "ms"), pick([u.processor for u in used], 0.5) * 1000
    yield ("a plain game of three, resident", "MB"), pick([u.megabytes for u in used], 0.5)
    bare = partial(time_to_paint, BARE, BARE_TEXT, home)
    for name, command, text in (
        ("start to home, over bare Textual", SPACEQUIZ, HOME_TEXT),
        ("`play` to the first question, over bare Textual", (*SPACEQUIZ, "play"), QUESTION_TEXT),
    ):
        yield (
            (name, "×"),
            compare(name, bare, partial(time_to_paint, command, text, home), 0, PAIRS).value,
        )


def measure_bank(bank: Bank, paths: Sequence[Path]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield what counting, drawing, searching and one changed pack take."""
    yield ("set-up: how many questions fit", "ms"), time_best(lambda: bank.pool().count())
    chance = random.Random(1)
    yield ("drawing 20 questions", "ms"), time_best(lambda: draw(bank.pool(), 20, {}, chance))
    began = time.perf_counter()
    bank.search("first of all")
    yield ("first search, which indexes all words", "s"), time.perf_counter() - began
    wishes = choose_wishes()
    everywhere = [time_best(partial(bank.search, wish, most=FOUND)) for wish in wishes]
    yield ("search in all packs, the slowest of 40", "ms"), max(everywhere)
    pack = bank.packs()[0].id
    yield (
        ("search in one pack, the slowest of 40", "ms"),
        max(time_best(partial(bank.search, wish, [pack])) for wish in wishes),
    )
    text = paths[0].read_text("utf-8")
    paths[0].write_text(text.replace("id: question-0\n", "id: another\n", 1), "utf-8")
    began = time.perf_counter()
    bank.refresh()
    yield ("one pack changed, of 20,000 at most", "s"), time.perf_counter() - began


def choose_wishes() -> list[str]:
    """Return what is searched for: frequent and rare words, their beginnings, and two of them."""
    words = make_words()
    some = [words[at] for at in (0, 3, 10, 30, 100, 290, 300, 1_000, 10_000, 50_000)]
    pairs = [
        f"{first} {second}" for first, second in zip(some, [*some[5:], *some[:5]], strict=True)
    ]
    return [*some, *(word[:1] for word in some), *(word[:3] for word in some), *pairs]


def time_best(work: Callable[[], object]) -> float:
    """Return the least of three times in milliseconds: others take their time from the rest."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


if __name__ == "__main__":
    chosen = [int(size) for size in sys.argv[1:]] or SIZES
    print_growth(chosen, measure(chosen))
