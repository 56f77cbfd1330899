"""Run the benchmarks of starting, answering and reading, and print one table."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import answer
import reading
import start
from pairs import Figure, compare, print_figures

QUESTIONS = 10_000
PAIRS = 5
TARGET = 0.35


def measure_reading() -> Figure:
    """Return how long a large pack takes to be read, checked and indexed, over PyYAML's loader."""
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as name:
        folder = Path(name)
        path = folder / "benchmark.yaml"
        path.write_text(reading.Writer(1).write(QUESTIONS), "utf-8")
        return compare(
            f"reading {QUESTIONS:,} questions, over yaml.load",
            lambda: reading.measure_loader(path),
            lambda: reading.measure_bank(path, folder),
            TARGET,
            PAIRS,
        )


if __name__ == "__main__":
    sys.exit(print_figures([*start.measure(), *answer.measure(), measure_reading()]))
