"""Shared by the benchmarks: programs in a terminal, runs in pairs, and the table at the end."""

from __future__ import annotations

import contextlib
import fcntl
import os
import platform
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COLUMNS, LINES = 80, 24
QUIET_SECONDS = 0.1
"""A screen is painted when nothing has come for so long."""
PATIENCE_SECONDS = 30.0

SPACEQUIZ = (sys.executable, "-m", "spacequiz")
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
BARE_TEXT = "and nothing but this line"
HOME_TEXT = "the reason behind every answer"
QUESTION_TEXT = "1 of "


@dataclass(frozen=True, slots=True)
class Figure:
    """Name one measured figure and what it has to stay under."""

    name: str
    value: float
    target: float
    unit: str = "×"
    spread: str = ""

    @property
    def passed(self) -> bool:
        return self.value <= self.target

    @property
    def cells(self) -> list[str]:
        """Return the row of a table: name, value with its spread, target and verdict."""
        spread = f" ({self.spread})" if self.spread else ""
        verdict = "held" if self.passed else "missed"
        return [self.name, f"{self._show(self.value)}{spread}", self._show(self.target), verdict]

    def _show(self, number: float) -> str:
        return f"{number:.2f} ×" if self.unit == "×" else f"{number:.0f} {self.unit}"

    def __str__(self) -> str:
        verdict = "pass" if self.passed else "FAIL"
        value, target = self._show(self.value), self._show(self.target)
        return f"{self.name:<52} {value:>8}   ≤ {target:>7}   {verdict}   {self.spread}".rstrip()


class Growth(NamedTuple):
    """Hold a figure at several sizes."""

    name: str
    unit: str
    values: Sequence[float]

    @property
    def cells(self) -> list[str]:
        """Return the values as a table shows them, and how often the first goes into the last."""
        shown = [f"{value:,.{1 if value < 10 else 0}f} {self.unit}" for value in self.values]
        if self.unit == "×":
            shown = [f"{value:.2f} ×" for value in self.values]
        return [*shown, f"{self.values[-1] / self.values[0]:,.2f} ×"]


def print_growth(sizes: Sequence[int], rows: Sequence[Growth], of: str = "questions") -> None:
    """Print a table with a column for each size."""
    heads = [f"{size:,}" for size in sizes]
    print(f"{of:<52}" + "".join(f"{head:>14}" for head in [*heads, "growth"]))
    for row in rows:
        print(f"{row.name:<52}" + "".join(f"{cell:>14}" for cell in row.cells))


class Used(NamedTuple):
    """Say what a command took."""

    seconds: float
    """By the clock."""
    processor: float
    """In all its processes."""
    megabytes: float
    """Resident at most, in one process."""


def run_used(command: Sequence[str], home: Path, keys: str = "") -> Used:
    """Run a command to its end, as a script does, and return what it took."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=make_environment(home),
        cwd=home,
    )
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError), process.stdin:
        process.stdin.write(keys.encode())
    megabytes = 0.0
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            break
        megabytes = max(megabytes, read_resident(process.pid))
        time.sleep(0.005)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Used(took, usage.ru_utime + usage.ru_stime, megabytes or usage.ru_maxrss / 1024)


def read_resident(process: int) -> float:
    """Return how many megabytes a process, or the largest that it began, had at most; 0 if unknown.

    The system's own account has in it what the benchmark itself held when it began the process.
    """
    folder = Path(f"/proc/{process}")
    try:
        children = (folder / "task" / str(process) / "children").read_text().split()
        lines = (folder / "status").read_text().splitlines()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return max([own / 1024, *(read_resident(int(child)) for child in children)])


class Terminal:
    """Run a program in a terminal of its own and read what it draws."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._drawn = b""
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=make_environment(home),
            cwd=home,
            start_new_session=True,
        )
        os.close(theirs)

    def wait_for(self, text: str) -> float:
        """Return the moment at which a text has arrived."""
        wanted = text.encode()
        deadline = time.perf_counter() + PATIENCE_SECONDS
        while wanted not in self._drawn:
            if not self._read(deadline - time.perf_counter()):
                raise TimeoutError(f"{text!r} was never drawn; the end: {self._drawn[-2000:]!r}")
        return time.perf_counter()

    @property
    def drawn(self) -> bytes:
        """Return what was drawn since the last keys that `press` sent."""
        return self._drawn

    def type(self, keys: str) -> float:
        """Send keys, keep what was drawn before, and return the moment of sending."""
        now = time.perf_counter()
        os.write(self._ours, keys.encode())
        return now

    def look(self, patience: float) -> bool:
        """Read what is drawn within some seconds; return whether anything was."""
        return self._read(patience)

    def wait_for_quiet(self) -> float:
        """Return the moment of the last output before the screen stands still."""
        last = time.perf_counter()
        while self._read(QUIET_SECONDS):
            last = time.perf_counter()
        return last

    def press(self, keys: str) -> float:
        """Send keys, forget what was drawn before, and return the moment of sending."""
        self._drawn = b""
        now = time.perf_counter()
        os.write(self._ours, keys.encode())
        return now

    def close(self) -> None:
        """Leave as a player does, and drain what is still drawn."""
        with contextlib.suppress(OSError):
            os.write(self._ours, b"\x11")
        deadline = time.perf_counter() + PATIENCE_SECONDS
        while self._read(deadline - time.perf_counter()):
            pass
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._ours)

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._ours], [], [], max(0.0, patience))
        if not ready:
            return False
        try:
            chunk = os.read(self._ours, 1 << 16)
        except OSError:
            # How Linux says that the other end is closed.
            return False
        self._drawn += chunk
        return bool(chunk)


def make_environment(home: Path) -> dict[str, str]:
    """Return an environment as players have it: with bytecode, colors, and a home of its own."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "TEXTUAL_ANIMATIONS", "TEXTUAL")
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    return environment | {
        "SPACEQUIZ_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def time_to_paint(command: Sequence[str], text: str, home: Path) -> float:
    """Return the seconds from the start of a program until the screen with a text is painted."""
    terminal = Terminal(command, home)
    try:
        terminal.wait_for(text)
        return terminal.wait_for_quiet() - terminal.began
    finally:
        terminal.close()


def pick(values: Sequence[float], share: float) -> float:
    """Return the value that such a share of all values stays below."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def compare(
    name: str,
    base: Callable[[], float],
    measured: Callable[[], float],
    target: float,
    pairs: int,
) -> Figure:
    """Measure two things in turn and return the median of the ratios.

    The order changes from pair to pair, so that neither always runs on a warmer machine.
    """
    base(), measured()  # One of each unmeasured: it compiles and warms the disk's cache.
    ratios, times = [], []
    for number in range(pairs):
        if number % 2:
            second, first = measured(), base()
        else:
            first, second = base(), measured()
        ratios.append(second / first)
        times.append((first, second))
    low, middle, high = (pick(ratios, share) for share in (0.25, 0.5, 0.75))
    first, second = (pick(each, 0.5) * 1000 for each in zip(*times, strict=True))
    spread = f"quartiles {low:.2f} to {high:.2f}; {second:.0f} ms over {first:.0f} ms"
    return Figure(name, middle, target, spread=spread)


@contextlib.contextmanager
def make_home(pack: str = "") -> Iterator[Path]:
    """Return a home as a player of today has it: packs indexed, two games in the save file.

    Args:
        pack: The text of a pack to install besides the bundled ones.
    """
    with tempfile.TemporaryDirectory(prefix="spacequiz-benchmark-") as folder:
        home = Path(folder)
        if pack:
            (home / "packs").mkdir()
            (home / "packs" / "made-up.yaml").write_text(pack, "utf-8")
        run = partial(
            subprocess.run, env=make_environment(home), check=True, stdout=subprocess.DEVNULL
        )
        run([*SPACEQUIZ, "packs"])
        for _ in range(2):
            # The second game makes a backup with answers in it, and no other is made that day.
            run([*SPACEQUIZ, "play", "--plain", "-n", "5"], input=b"1\n" * 50)
        yield home


def make_pack(count: int) -> str:
    """Return the text of a pack with so many questions, in the proportions of a real one."""
    questions = [_make_question(number) for number in range(count)]
    return (
        "spacequiz: 1\nid: made-up\ntitle: Made up\nlanguage: en\nlicense: CC0-1.0\nquestions:\n"
        + "".join(questions)
    )


def _make_question(number: int) -> str:
    level = ("easy", "medium", "hard")[number % 3]
    wrong = "".join(
        f"  - text: The wrong one {letter} to {number}\n"
        f"    why: That is what question {number} is there to tell apart.\n"
        for letter in "abc"
    )
    return (
        f"- id: made-up-{number}\n"
        f"  ask: What is the answer to the made-up question with the number {number}?\n"
        f"  answer: The right one to {number}\n"
        f"  wrong:\n{wrong}"
        f"  explain: Each question has one right answer, and a reason to remember it by; this one"
        f" ends with a word that stands nowhere else, which is because-{number}.\n"
        f"  category: Category {number % 12}\n"
        f"  difficulty: {level}\n"
    )


def print_figures(figures: Sequence[Figure]) -> int:
    """Print the table and return the exit code: 1 if a target was missed."""
    cores = os.cpu_count()
    print(f"Python {platform.python_version()}, {cores} cores")
    for figure in figures:
        print(figure)
    return int(not all(figure.passed for figure in figures))
