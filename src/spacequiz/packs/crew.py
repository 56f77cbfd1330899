"""A crew: processes that share what there is to do, where one alone would take long."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from multiprocessing.connection import Connection

    _Item = TypeVar("_Item")


MOST = 4
"""How many processes there are at most: they write to one file in turn."""
WORTHWHILE = 4 << 20
"""How many bytes each has to read at least: a process takes a third of a second to begin."""
_PATIENCE = 0.1


def share_out(sizes: Mapping[_Item, int]) -> list[list[_Item]]:
    """Return a part for each process, the largest items first; a single part if that is enough."""
    number = min(MOST, count_cores(), len(sizes), sum(sizes.values()) // WORTHWHILE)
    parts: list[list[_Item]] = [[] for _ in range(max(1, number))]
    loads = [0] * len(parts)
    for item in sorted(sizes, key=lambda each: -sizes[each]):
        least = loads.index(min(loads))
        parts[least].append(item)
        loads[least] += sizes[item]
    return parts


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_apart(work: Callable[[_Item], None], parts: Sequence[Sequence[_Item]]) -> Generator[int]:
    """Do the parts in a process each, and yield now and then how many items were done since.

    Whoever stops asking stops them. An item in whose process something fails is not done, nor is
    what would have come after it.
    """
    # Imported here: a bank with little to read needs none of it.
    import multiprocessing
    from multiprocessing.connection import wait

    # Threads and locks of this process would be copied into a fork without what they hold.
    context = multiprocessing.get_context("spawn")
    processes, ends = [], []
    try:
        for part in parts:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_do, args=(work, part, theirs), daemon=True)
            process.start()
            theirs.close()
            processes.append(process)
            ends.append(ours)
        while ends:
            yield sum(_hear(each, ends) for each in wait(ends, _PATIENCE))
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _hear(told: object, ends: list[Connection]) -> int:
    end: Connection = told  # type: ignore[assignment]
    try:
        end.recv_bytes()
    except (EOFError, OSError):
        end.close()
        ends.remove(end)
        return 0
    return 1


def _do(work: Callable[[_Item], None], part: Sequence[_Item], told: Connection) -> None:
    # The one who started it is told, and ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What fails is not told here, over what the other one has on the screen: who does it again is.
    with suppress(Exception):
        for item in part:
            work(item)
            told.send_bytes(b"done")
