"""Run the benchmarks, all or some, print their tables and write them into docs/performance.md.

python benchmarks/run.py                     all of them
python benchmarks/run.py --part library      one of them; can be repeated
python benchmarks/run.py --no-write          without a change to the page
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import answer
import keys
import lives
import million
import peers
import reading
import start
from pairs import Figure, compare, print_figures, print_growth

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pairs import Growth

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
QUESTIONS = 10_000
PAIRS = 5
TARGET = 0.35


def measure_reading() -> list[Figure]:
    """Return how long a large pack takes to be read, checked and indexed, over PyYAML's loader."""
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as name:
        folder = Path(name)
        path = folder / "benchmark.yaml"
        path.write_text(reading.Writer(1).write(QUESTIONS), "utf-8")
        figure = compare(
            f"reading {QUESTIONS:,} questions, over yaml.load",
            lambda: reading.measure_loader(path),
            lambda: reading.measure_bank(path, folder),
            TARGET,
            PAIRS,
        )
    return [figure]


class Section:
    """Hold the rows of one part's table, as they are printed and as the page has them."""

    def __init__(
        self, rows: Sequence[Figure] | Sequence[Growth], sizes: Sequence[int], of: str
    ) -> None:
        self._rows = rows
        self._sizes = sizes
        self._of = of

    def show(self) -> bool:
        """Print the table and return whether all targets were met."""
        if self._sizes:
            print_growth(self._sizes, self._rows, self._of)  # type: ignore[arg-type]
            return True
        return print_figures(self._rows) == 0  # type: ignore[arg-type]

    def write(self) -> str:
        """Return the table in Markdown."""
        if self._sizes:
            head = ["figure", *(f"{size:,} {self._of}" for size in self._sizes), "growth"]
            lines = [[row.name, *row.cells] for row in self._rows]
        else:
            head = ["figure", "measured", "target", ""]
            lines = [row.cells for row in self._rows]
        rule = ["---"] * len(head)
        return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *lines])


PARTS: dict[str, Callable[[], Section]] = {
    "start": lambda: Section(start.measure(), (), ""),
    "answer": lambda: Section([*answer.measure(), *keys.measure()], (), ""),
    "reading": lambda: Section(measure_reading(), (), ""),
    "peers": lambda: Section(peers.measure(), (), ""),
    "library": lambda: Section(million.measure(), million.SIZES, "questions"),
    "lives": lambda: Section(lives.measure(), lives.ANSWERS, "answers"),
    "class": lambda: Section(lives.measure_class(), (), ""),
}


def replace_part(page: str, name: str, table: str) -> str:
    """Return the page with another table in the place of a part's."""
    mark = re.compile(rf"(<!-- {name}: .*?-->\n).*?(<!-- end -->)", re.DOTALL)
    moment = time.strftime("%Y-%m-%d")
    told = f"Measured on {moment} with `python benchmarks/run.py --part {name}`: {describe()}."
    return mark.sub(lambda found: f"{found[1]}\n{told}\n\n{table}\n\n{found[2]}", page)


def describe() -> str:
    """Return on what kind of machine this was measured, and how busy it was."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {cores} cores{load}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this one")
    parser.add_argument("--no-write", action="store_true", help="leave the page as it is")
    options = parser.parse_args()
    met = True
    for name in options.part or PARTS:
        began = time.perf_counter()
        section = PARTS[name]()
        print(f"\n{name}, {time.perf_counter() - began:.0f} s")
        met &= section.show()
        if not options.no_write:
            page = PAGE.read_text("utf-8")
            PAGE.write_text(replace_part(page, name, section.write()), "utf-8")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
