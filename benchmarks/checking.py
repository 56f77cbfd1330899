"""Measure `check` with every rule on 10,000 questions against reading the same pack alone.

    python benchmarks/checking.py [QUESTIONS] [RUNS]

Prints the median of paired runs: both sides read the same file, one right after the other. The
words of the questions are drawn as in a language, a few often and most of them rarely, since the
search for questions that ask the same goes by rare words.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from reading import Writer

from spacequiz.packs.lint import check_packs
from spacequiz.packs.read import read_closely

VOCABULARY = 8000
LETTERS = ("bcdfghjklmnprstvw", "aeiou")


class LanguageWriter(Writer):
    """Write questions in words as rare as those of a language (Zipf's law)."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.words = [self.invent() for _ in range(VOCABULARY)]
        self.weights = [1 / rank for rank in range(10, VOCABULARY + 10)]

    def invent(self) -> str:
        return "".join(self.random.choice(LETTERS[n % 2]) for n in range(self.random.randint(4, 9)))

    def say(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, self.weights, k=count)).capitalize()


def measure(path: Path) -> tuple[float, float]:
    """Return the time for reading alone, and for reading and checking."""
    began = time.perf_counter()
    reading = read_closely(path)
    read = time.perf_counter()
    check_packs([reading])
    return read - began, time.perf_counter() - began


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    random.seed(1)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "benchmark.yaml"
        path.write_text(LanguageWriter(1).write(count), encoding="utf-8")
        reading = read_closely(path)
        if reading.pack.diagnostics or len(reading.pack.questions) != count:
            sys.exit(f"the benchmark's own pack is wrong: {reading.pack.diagnostics[:3]}")
        found = Counter(d.code for d in check_packs([reading]))
        pairs = [measure(path) for _ in range(runs)]
    alone, checked = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    print(f"{count} questions, median of {runs} paired runs")
    print(f"read alone                         {alone:.3f} s")
    print(f"read and checked by every rule     {checked:.3f} s")
    print(f"ratio                              {ratio:.3f}")
    print(f"advice given                       {dict(found)}")


if __name__ == "__main__":
    main()
