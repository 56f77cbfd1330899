"""A game that is ended from outside: everything answered is saved, and the exit code says why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import pytest

from builders import describe_typed, write_pack
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from builders import Clock

PROMPT = b"Your answer: "


@pytest.fixture
def pack(warm_home: Path, tmp_path: Path) -> Path:
    return write_pack(tmp_path, [describe_typed(f"q{n}", "Io") for n in range(3)])


@contextmanager
def start(pack: Path, *before: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [*before, sys.executable, "-m", "spacequiz", "play", "--plain", "--pack", str(pack)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        yield process
        process.kill()


def read_to_prompt(process: subprocess.Popen[bytes]) -> bytes:
    """Read until the next question waits for its answer."""
    stream: IO[bytes] | None = process.stdout
    assert stream is not None
    found = b""
    while not found.endswith(PROMPT):
        one = stream.read(1)
        assert one, found
        found += one
    return found


def answer_two(process: subprocess.Popen[bytes]) -> None:
    """Answer two questions and wait until the third is asked."""
    assert process.stdin is not None
    for line in (b"io\n", b"no\n"):
        read_to_prompt(process)
        process.stdin.write(line)
        process.stdin.flush()
    read_to_prompt(process)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("name", "code"),
    [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGQUIT", 131), ("SIGKILL", -9)],
)
def test_a_signal_ends_the_game_with_every_answer_saved(
    pack: Path, clock: Clock, name: str, code: int
) -> None:
    with start(pack) as process:
        answer_two(process)
        process.send_signal(getattr(signal, name))
        assert process.wait(10) == code
        assert process.stderr is not None
        said = process.stderr.read()
    assert said.strip() == (b"Stopped." if name == "SIGINT" else b"")
    save = Save.open(find_places(), clock)
    saved = save.unfinished(save.player("tester"))
    save.close()
    assert saved is not None
    assert [answer.verdict for answer in saved.answers] == ["right", "wrong"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_hangup_that_is_to_be_ignored_is_ignored(pack: Path) -> None:
    with start(pack, "nohup") as process:
        answer_two(process)
        process.send_signal(signal.SIGHUP)
        assert process.stdin is not None
        process.stdin.write(b"io\n")
        process.stdin.close()
        assert process.wait(10) == 0
        assert process.stdout is not None
        assert b"2 of 3 right" in process.stdout.read()


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors of POSIX")
def test_a_game_without_standard_input_ends_as_at_its_end(pack: Path) -> None:
    command = f'"{sys.executable}" -m spacequiz play --plain --pack "{pack}" <&-'
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"No question was answered.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("command", ["packs", "play --plain -n 20"])
def test_a_reader_that_has_gone_is_no_error(warm_home: Path, command: str) -> None:
    arguments = [sys.executable, "-m", "spacequiz", *command.split()]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        arguments, input=b"s\n" * 20, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
