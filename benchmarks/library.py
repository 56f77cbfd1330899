"""Homes with 200, 50,000 or a million questions, in words as frequent as those of a language."""

from __future__ import annotations

import random
import sys
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from reading import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

PACK = 20_000
"""How many questions a large pack has: what a file may hold is 16 MiB."""
VOCABULARY = 60_000
SHORT, MIDDLING = 300, 5_000
"""How many words have one syllable, and two at most."""
_ONSETS = [
    "b",
    "br",
    "c",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "sl",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
]
_RIMES = [
    "a",
    "an",
    "ar",
    "e",
    "el",
    "en",
    "er",
    "i",
    "in",
    "is",
    "o",
    "on",
    "or",
    "os",
    "u",
    "um",
    "us",
    "y",
    "ane",
    "ent",
    "ing",
    "ion",
    "ost",
    "ight",
]


class LibraryWriter(Writer):
    """Write questions in words of which few are frequent and most are rare, as Zipf counted them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._words = make_words()
        self._weights = list(accumulate(1 / rank for rank in range(2, len(self._words) + 2)))

    def say(self, count: int) -> str:
        return " ".join(
            self.random.choices(self._words, cum_weights=self._weights, k=count)
        ).capitalize()


def make_words() -> Sequence[str]:
    """Return the words of a made-up language, the most frequent first."""
    chance = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        # What is said often is short.
        syllables = 1 + (len(words) > SHORT) + (len(words) > MIDDLING)
        words["".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(syllables))] = (
            None
        )
    return tuple(words)


def write_library(folder: Path, questions: int) -> list[Path]:
    """Write packs with so many questions in all, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, start in enumerate(range(0, questions, PACK)):
        path = folder / f"library-{number}.yaml"
        text = LibraryWriter(number).write(min(PACK, questions - start))
        path.write_text(text.replace("id: benchmark", f"id: library-{number}", 1), "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write_library(Path(sys.argv[1]), int(sys.argv[2]))
