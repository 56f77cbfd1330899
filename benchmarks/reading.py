"""Measure reading, checking and indexing 10,000 questions against PyYAML's own safe loader.

    python benchmarks/reading.py [QUESTIONS] [RUNS]

Prints the median of paired runs: both sides read the same file, one right after the other.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import yaml

from spacequiz.packs.bank import Bank, Source
from spacequiz.packs.read import read_pack

WORDS = ["planet", "star", "moon", "orbit", "large", "light", "year", "distance", "gravity", "ring"]
WORDS += ["ocean", "metal", "hydrogen", "helium", "dust", "comet", "crater", "mission", "probe"]
WORDS += ["launch", "rocket", "crew", "shuttle", "telescope", "galaxy", "red", "small"]
KINDS = ["choice"] * 5 + ["several", "true-false", "typed", "number", "order", "match"]
HEAD = """\
spacequiz: 1
id: benchmark
title: Benchmark
documents:
  book:
    title: A book
    paragraphs: 99
questions:
"""


class Writer:
    """Write questions of all kinds, as long as those that people write."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def write(self, count: int) -> str:
        return HEAD + "".join(self.write_question(number) for number in range(count))

    def write_question(self, number: int) -> str:
        kind = self.random.choice(KINDS)
        level = self.random.choice(["easy", "medium", "hard"])
        category = self.random.choice(["Planets", "Stars", "Moons and rings"])
        lines = [
            f"- id: question-{number}",
            f"  kind: {kind}",
            f"  ask: {self.say(10)}?",
            *self.write_answer(kind, number),
            f"  explain: {self.say(18)}.",
            f"  source: {{document: book, paragraph: {self.random.randint(1, 99)}}}",
            f"  category: {category}",
            f"  difficulty: {level}",
            f"  hint: {self.say(7)}.",
        ]
        return "\n".join(lines) + "\n"

    def write_answer(self, kind: str, number: int) -> list[str]:
        say = self.say
        if kind == "choice":
            wrong = [
                line
                for letter in "bcd"
                for line in (f"  - text: {say(2)} {letter}", f"    why: {say(8)}.")
            ]
            return [f"  answer: {say(2)} a", "  wrong:", *wrong]
        if kind == "several":
            right = [f"  - {say(2)} {letter}" for letter in "ab"]
            return ["  answers:", *right, "  wrong:", *(f"  - {say(2)} {c}" for c in "cd")]
        if kind == "true-false":
            return [f"  answer: {self.random.choice(['true', 'false'])}"]
        if kind == "typed":
            return [f"  answer: {say(2)} a", f"  accept: [{say(1)} b]", f"  reject: [{say(1)} c]"]
        if kind == "number":
            return [f"  answer: {number}.5", "  tolerance: 2", "  unit: km"]
        if kind == "order":
            return ["  items:", *(f"  - {say(2)} {n}" for n in range(4))]
        return ["  pairs:", *(f"    {say(1)} {n}: {say(2)} {n}" for n in range(4))]

    def say(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count)).capitalize()


def measure_loader(path: Path) -> float:
    text = path.read_text(encoding="utf-8")
    began = time.perf_counter()
    yaml.load(text, yaml.CSafeLoader)
    return time.perf_counter() - began


def measure_bank(path: Path, folder: Path) -> float:
    file = folder / "bank.db"
    file.unlink(missing_ok=True)
    bank = Bank.open(file, [Source(path)])
    began = time.perf_counter()
    bank.refresh()
    took = time.perf_counter() - began
    bank.close()
    return took


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "benchmark.yaml"
        path.write_text(Writer(1).write(count), encoding="utf-8")
        pack = read_pack(path)
        if pack.diagnostics or len(pack.questions) != count:
            sys.exit(f"the benchmark's own pack is wrong: {pack.diagnostics[:3]}")
        del pack
        pairs = [(measure_loader(path), measure_bank(path, folder)) for _ in range(runs)]
    loader, bank = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    print(f"{count} questions, median of {runs} paired runs")
    print(f"yaml.load with CSafeLoader         {loader:.3f} s")
    print(f"read, checked and indexed by us    {bank:.3f} s")
    print(f"ratio                              {ratio:.3f}")


if __name__ == "__main__":
    main()
