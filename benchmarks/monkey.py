"""Let a monkey at the keyboard, and tell what it broke.

    python benchmarks/monkey.py [STEPS] [SEED]

From each place where a game can be, STEPS (20,000 unless said) random keys, clicks, pastes and
changes of size, none to 30 ms apart, in homes of their own. The same SEED does the same things,
though a busy machine takes them in another rhythm.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from builders import Clock
from spacequiz.paths import find_places
from tui.monkey import STARTS, go_wild
from tui.packs import write_many, write_plain
from tui.stage import Stage

ROUND = 500
"""Steps in one home."""


async def run(start: str, seed: int, steps: int) -> None:
    """Go wild from one place, in a fresh home."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        places = find_places()._replace(
            save=home / "save.db",
            backups=home / "backups",
            packs=home / "packs",
            bank=home / "bank.db",
            bundled=home / "bundled",
        )
        write_many(places.bundled, 40)
        write_plain(places.bundled)
        # An evening that was exported lies where the player stood.
        with contextlib.chdir(home):
            async with Stage(places, Clock()).open(STARTS[start]) as player:
                await go_wild(player, Random(seed), steps)


def main() -> None:
    """Tell of each fault, with the start and the seed that bring it again."""
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rounds = -(-steps // ROUND)
    faults = 0
    for number in range(rounds):
        start = list(STARTS)[number % len(STARTS)]
        seed = first + number
        try:
            asyncio.run(run(start, seed, min(ROUND, steps)))
        except (Exception, AssertionError) as error:
            faults += 1
            print(f"{start}, seed {seed}: {type(error).__name__}: {str(error)[:300]}")
            traceback.print_exception(error, limit=-8)
    print(f"{rounds * min(ROUND, steps)} steps, {faults} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
