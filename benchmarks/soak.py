"""How much memory and time one process takes after many answers, over what it took at first.

    python benchmarks/soak.py [plain|screen] [ANSWERS]

Plays game after game in one process, 10,000 answers unless said, and compares the end with the
moment when a tenth was answered. A tenth of 10,000 is a long evening; the rest is a term at a
computer that nobody turns off.
"""

from __future__ import annotations

import asyncio
import gc
import io
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from builders import Clock
from spacequiz.game.records import Setup
from spacequiz.packs.library import open_bank
from spacequiz.paths import find_places
from spacequiz.plain.game import PlainGame
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save
from spacequiz.tui.game import KINDS
from spacequiz.words import UNICODE
from tui.packs import write_many
from tui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacequiz.paths import Places

COUNT = 50
"""Questions in a game."""
MOST_GROWTH = 0.10
SETUP = Setup(packs=("many",), count=COUNT)


class Watch:
    """Note memory and time of the processor at the first tenth and at the end."""

    def __init__(self, answers: int) -> None:
        self.answers = answers
        self.given = 0
        self._notes: list[tuple[int, float, float]] = [(0, measure_memory(), time.process_time())]

    def count(self, given: int) -> bool:
        """Take the number of answers so far; tell whether there are more to give."""
        self.given = given
        if len(self._notes) == 1 and given >= self.answers // 10:
            self._note()
        return given < self.answers

    def tell(self) -> bool:
        """Print the figures; tell whether they are good."""
        self._note()
        (_, _, begun), (some, early, tenth), (all_, late, ended) = self._notes
        first, rest = (tenth - begun) / some, (ended - tenth) / (all_ - some)
        grown = late / early - 1
        print(
            f"{some:,} answers: {early:.1f} MB, {first * 1000:.1f} ms each; "
            f"{all_:,} answers: {late:.1f} MB ({grown:+.1%}), {rest * 1000:.1f} ms each"
        )
        return grown <= MOST_GROWTH

    def _note(self) -> None:
        gc.collect()
        self._notes.append((self.given, measure_memory(), time.process_time()))


def measure_memory() -> float:
    """Return how much memory the process holds now, in MB."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    raise RuntimeError("this system does not tell")


def play_plain(places: Places, watch: Watch) -> None:
    """Play games as lines of text."""
    clock = Clock()
    bank, save = open_bank(places), Save.open(places, clock)
    bank.refresh()
    player = save.player("Ann")
    while True:
        master = Quizmaster(bank, save, player, clock=clock, kinds=KINDS)
        lines = io.StringIO("1\n" * COUNT)
        PlainGame(master, lines, io.StringIO(), UNICODE).play(SETUP)
        if not watch.count(save.totals(player).answers):
            break
    save.close()
    bank.close()


async def play_on_screen(places: Places, watch: Watch) -> None:
    """Play games on the screen, by its keys."""
    async with Stage(places, Clock()).open(SETUP) as player:
        master = player.app.quizmaster
        while watch.count(master.save.totals(master.player).answers):
            for _ in range(COUNT):
                # An answer, and on to the next question, or from the results to another game.
                await player.press("1", "enter")


def make_places() -> Iterator[Places]:
    """Yield places in a folder that goes with the benchmark, with a pack to play."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        places = find_places()._replace(
            save=home / "save.db",
            backups=home / "backups",
            packs=home / "packs",
            bank=home / "bank.db",
            bundled=home / "bundled",
        )
        write_many(places.bundled, 200)
        yield places


def main() -> None:
    """Play both ways, or the one that was named."""
    names = [name for name in sys.argv[1:] if not name.isdigit()] or ["plain", "screen"]
    answers = next((int(name) for name in sys.argv[1:] if name.isdigit()), 10_000)
    good = True
    for name in names:
        for places in make_places():
            watch = Watch(answers)
            if name == "plain":
                play_plain(places, watch)
            else:
                asyncio.run(play_on_screen(places, watch))
            print(f"{name}: ", end="")
            good = watch.tell() and good
    sys.exit(not good)


if __name__ == "__main__":
    main()
