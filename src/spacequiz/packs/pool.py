"""The pool: all questions of the bank that fit a game, of which only those taken are looked up."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from spacequiz.game.drawing import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    Ask = tuple[str, Sequence[object]]
    Fetch = Callable[[Iterable[Ask]], list[tuple[object, ...]]]


CHUNK = 500
"""How many values one statement takes."""


class Cell(NamedTuple):
    """Name the questions of one pack, kind, category and difficulty, which stand at places from 0."""

    key: int
    pack: int
    prefix: str
    """Of their addresses, with its slash."""
    origin: str
    """Of their progress keys, with its slash."""
    difficulty: str
    size: int


class BankPool:
    """Be a pool of questions that stand in the index of the bank.

    Args:
        cells: Those that fit, in a stable order, so that a seed repeats the draw.
        fetch: Returns the rows of some statements, one after the other.
    """

    def __init__(self, cells: Sequence[Cell], fetch: Fetch) -> None:
        self._cells = {cell.key: cell for cell in cells}
        self._fetch = fetch
        self._levels: defaultdict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            self._levels[cell.difficulty].append(cell)
        self._starts = {
            level: list(accumulate((cell.size for cell in found), initial=0))
            for level, found in self._levels.items()
        }

    def count_levels(self) -> dict[str, int]:
        """Return how many questions there are of each difficulty."""
        return {level: starts[-1] for level, starts in self._starts.items()}

    def look_up(self, level: str, places: Sequence[int]) -> list[Candidate]:
        """Return what stands at some places of a difficulty."""
        starts, cells = self._starts[level], self._levels[level]
        asks = []
        for place in places:
            number = bisect_right(starts, place) - 1
            asks.append((_AT_PLACE, (cells[number].key, place - starts[number])))
        return list(self._make(self._fetch(asks)))

    def find(self, progress_keys: Collection[str]) -> list[Candidate]:
        """Return those of the questions that fit."""
        return list(self._make(self._fetch(self._ask_for(progress_keys))))

    def count(self) -> int:
        """Return how many different questions there are; editions of one count once."""
        packs = {cell.pack: cell.origin for cell in self._cells.values()}
        times = Counter(packs.values())
        total = sum(cell.size for cell in self._cells.values() if times[cell.origin] == 1)
        names = {
            (cell.origin, row[0])
            for cell in self._cells.values()
            if times[cell.origin] > 1
            for row in self._fetch([(_IDS, (cell.key,))])
        }
        return total + len(names)

    def list_all(self) -> list[Candidate]:
        """Return all questions in the order of their addresses."""
        asks = [(_ALL, (cell.key,)) for cell in self._cells.values()]
        return sorted(self._make(self._fetch(asks)))

    def _ask_for(self, progress_keys: Collection[str]) -> Iterator[Ask]:
        packs: defaultdict[str, set[int]] = defaultdict(set)
        for cell in self._cells.values():
            packs[cell.origin].add(cell.pack)
        names: defaultdict[str, list[str]] = defaultdict(list)
        for key in progress_keys:
            origin, slash, name = key.partition("/")
            if origin + slash in packs:
                names[origin + slash].append(name)
        for origin, wanted in names.items():
            for pack in sorted(packs[origin]):
                for start in range(0, len(wanted), CHUNK):
                    some = wanted[start : start + CHUNK]
                    marks = ", ".join("?" * len(some))
                    yield f"{_BY_NAME} ({marks})", (pack, *some)

    def _make(self, rows: Iterable[tuple[object, ...]]) -> Iterator[Candidate]:
        for key, name, twins in rows:
            cell = self._cells.get(key)  # type: ignore[call-overload]
            if cell is not None:
                yield Candidate(
                    f"{cell.prefix}{name}", f"{cell.origin}{name}", cell.difficulty, str(twins)
                )


# Each of them reads an index alone.
_AT_PLACE = "SELECT cell, id, twins FROM question INDEXED BY drawing WHERE cell = ? AND place = ?"
_ALL = "SELECT cell, id, twins FROM question INDEXED BY drawing WHERE cell = ?"
_IDS = "SELECT id FROM question INDEXED BY drawing WHERE cell = ?"
_BY_NAME = "SELECT cell, id, twins FROM question INDEXED BY naming WHERE pack = ? AND id IN"
