"""Search for files that break a reader, or keep it or `check` busy for longer than their size.

    python benchmarks/fuzz.py [SECONDS] [SEED]

For SECONDS (1,800 unless said) files of every format are damaged, which must be read or refused
in our words; and a bit of a sound file is repeated until the file is large, which must take time
by its size: twice the file at most 2.5 times the time. What is found is told with its seed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from spacequiz.errors import PackError
from spacequiz.formats.catalogue import READ, read_questions
from spacequiz.packs.lint import check_packs
from spacequiz.packs.read import read_closely
from test_damage import attempt, hurt, hurt_within, make_file

SIZE = 40_000
MOST_GROWTH = 2.5
LEAST_SECONDS = 0.1
"""Less than this is not told from the noise of a busy machine."""
MOST_SECONDS_A_MEGABYTE = 1.0
PIECES = ("[", "{", "(", "<", "\\", '"', "'", "=", "~", "%", "#", "//", "\n", " ", "\t", ",", "a")
PACK = "spacequiz: 1\nid: x\ntitle: X\nquestions:\n"

Search = Callable[[Random], str]
"""Tries one thing and returns what is wrong in one line, or nothing."""


def damage(chance: Random) -> str:
    """Damage a file of some format."""
    form = chance.choice(READ[1:])
    data = make_file(form)
    for _ in range(chance.randint(1, 3)):
        within = data.startswith(b"PK") and chance.random() < 0.5
        with suppress(Exception):
            data = (hurt_within if within else hurt)(data, chance)
    try:
        attempt(data, form)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{form}: {type(error).__name__} in {frame.filename}:{frame.lineno}"
    return ""


def repeat(chance: Random) -> str:
    """Repeat a bit of a file of some format, in some place of it."""
    form = chance.choice(READ[1:])
    text = make_file(form).decode("utf-8", "replace")
    if text.startswith("PK"):
        return ""
    at = chance.randrange(len(text))
    bit = draw_bit(text, chance)

    def read(size: int) -> None:
        data = (text[:at] + bit * (size // len(bit)) + text[at:]).encode()
        with suppress(PackError):
            read_questions(data, form)

    return weigh(f"{form}: {bit!r} at {at}", read)


def repeat_in_pack(chance: Random) -> str:
    """Repeat a bit in the texts of a pack, in one question or in many."""
    bit = draw_bit("a the of and not all none of these which 1 2 3.5 é ß ’", chance)
    kind = chance.choice(("choice", "typed", "number", "several"))
    many = chance.choice((1, 20, 400))

    def check(size: int) -> None:
        each = max(size // many // 4, 1)
        lines = [PACK]
        for number in range(many):
            texts = [json.dumps(f"{number} {word} {bit * (each // len(bit))}") for word in "abcd"]
            ask, answer, wrong, explain = texts
            lines.append(f"- id: q{number}\n  ask: {ask}\n  explain: {explain}\n  kind: {kind}\n")
            lines.append(f"  answer: {answer if kind != 'several' else f'[{answer}]'}\n")
            lines.append(f"  wrong: [{wrong}]\n" if kind in ("choice", "several") else "")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pack.yaml"
            path.write_text("".join(lines), "utf-8")
            check_packs([read_closely(path)])

    return weigh(f"pack of {many} {kind}: {bit!r}", check)


def draw_bit(text: str, chance: Random) -> str:
    """Return some letters of a text, or some that often mean something."""
    start = chance.randrange(len(text))
    own = text[start : start + chance.randint(1, 12)]
    pieces = [own, *chance.choices(PIECES, k=chance.randint(0, 3))]
    chance.shuffle(pieces)
    return "".join(pieces)


def weigh(name: str, work: Callable[[int], object]) -> str:
    """Return what is wrong with the time that some work takes, once surely."""
    size = SIZE
    for _ in range(2):
        once, twice = measure(work, size), measure(work, 2 * size)
        allowed = max(LEAST_SECONDS, 2 * size / 1e6 * MOST_SECONDS_A_MEGABYTE)
        if twice < allowed or twice / max(once, 1e-9) < MOST_GROWTH:
            return ""
        size *= 2
    return f"{name}: {size // 1000} kB {once:.2f} s, twice that {twice:.2f} s"


def measure(work: Callable[[int], object], size: int) -> float:
    """Return the lesser of the times that some work took twice."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        work(size)
        times.append(time.process_time() - begun)
    return min(times)


SEARCHES: tuple[Search, ...] = (damage, damage, damage, repeat, repeat_in_pack)


def main() -> None:
    """Search until the time is over."""
    numbers = [int(word) for word in sys.argv[1:]]
    seconds = numbers[0] if numbers else 1800
    seed = numbers[1] if len(numbers) > 1 else int(time.time())
    until, tried, found = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until:
        search = SEARCHES[tried % len(SEARCHES)]
        if wrong := search(Random(seed + tried)):
            found += 1
            print(f"seed {seed + tried}, {search.__name__}: {wrong}", flush=True)
        tried += 1
    print(f"{tried} tries from seed {seed}, {found} faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
