"""The game in odd surroundings: streams closed or full, folders gone, modules in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spacequiz.paths import find_places

if sys.platform == "win32":
    pytest.skip("these are surroundings of POSIX", allow_module_level=True)

PROGRAM = f'"{sys.executable}" -m spacequiz'
CONSOLE_SCRIPT = Path(sys.executable).with_name("spacequiz")


def shell(command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell, in which SQ stands for the game."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command.replace('SQ', PROGRAM, 1)}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        env=os.environ | more,
        check=False,
    )


# -- streams ---------------------------------------------------------------------------------

COMMANDS = {
    "--help": 0,
    "--version": 0,
    "packs": 0,
    "packs show nope": 2,
    "schema": 0,
    "scores": 0,
    "doctor": 0,
    "completion bash": 0,
    "report a-million-miles-away": 0,
    "play --plain -n 2": 0,
    "play": 2,
    "": 2,
    "bogus": 2,
}
CLOSED = [
    *("<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"),
    *("2>/dev/full", "| head -c 1", "2>&1 >/dev/null | head -c 1"),
]


@pytest.mark.parametrize("streams", CLOSED)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_stream_that_is_closed_or_no_longer_read_is_no_mistake(
    warm_home: Path, command: str, streams: str
) -> None:
    done = shell(f"SQ {command} {streams}")
    assert done.returncode == COMMANDS[command], done.stderr
    assert not find_places().logs.exists()
    for sign in (b"Traceback", b"Exception ignored", b"mistake of its own"):
        assert sign not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", [c for c, code in COMMANDS.items() if not code])
def test_output_onto_a_full_disk_is_told_of_in_a_line(warm_home: Path, command: str) -> None:
    done = shell(f"SQ {command} > /dev/full")
    assert done.returncode == 1
    assert done.stderr == b"spacequiz: There is no room left where it writes to.\n"
    assert not find_places().logs.exists()
