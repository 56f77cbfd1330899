"""A mistake of the game's own: two lines, a report, and nothing lost, whatever was running."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from builders import describe_choice, describe_typed, run, write_pack
from spacequiz.paths import find_places

BROKEN = """
secret_local = "the secret answer"
raise RuntimeError("boom at " + __file__ + " \\x1b[31m")
"""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder under the user's home where every module shadows an installed one."""
    folder = tmp_path / "user" / "broken"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def break_module(folder: Path, name: str) -> None:
    (folder / f"{name}.py").write_text(BROKEN)


def assert_told(said: str, tmp_path: Path) -> None:
    """Two lines tell of the crash, and the report that they name holds no secret."""
    first, second = said.splitlines()
    assert first == (
        "spacequiz stopped because of a mistake of its own. Nothing that was saved is lost."
    )
    (path,) = find_places().logs.iterdir()
    assert second == f"A report for the authors is in {path}"
    report = path.read_text("utf-8")
    assert report.startswith("spacequiz 0.")
    assert "Traceback" in report
    assert "RuntimeError: boom at ~" in report
    assert "\x1b" not in report
    assert str(tmp_path / "user") not in report
    assert "secret" not in report


def test_doctor_prints_the_last_report_without_what_the_error_quotes(
    broken: Path, tmp_path: Path
) -> None:
    folder = find_places().logs / "crash-99991231-235959.txt"
    folder.mkdir(parents=True)
    assert b"no report" in run("doctor", "--report").stdout
    (broken / "pkgutil.py").write_text("raise KeyError('secret', \"the 'secret' answer\")")
    pack = write_pack(tmp_path, [describe_typed("a", "Jupiter")])
    done = run("play", "--plain", "--pack", pack, stdin="Jupitre\n")
    assert done.returncode == 1
    told = run("doctor", "--report").stdout.decode()
    assert str(find_places().logs) in told
    assert "KeyError: ('…', '…'" in told
    assert "the 'secret'" not in told.replace(BROKEN, "").split("KeyError: ")[-1]
    assert run("doctor", "--report", "--json").returncode == 2


def test_a_plain_game_keeps_what_was_answered(broken: Path, tmp_path: Path) -> None:
    break_module(broken, "pkgutil")
    pack = write_pack(tmp_path, [describe_typed(name, "Jupiter") for name in ("a", "b")])
    done = run("play", "--plain", "--pack", pack, stdin="Jupiter\n\nJupitre\n")
    assert done.returncode == 1
    assert "2 of 2" in done.stdout.decode()
    assert_told(done.stderr.decode(), tmp_path)
    (game,) = json.loads(run("scores", "--json").stdout)
    assert (game["right"], game["finished"]) == (1, "")


def test_a_command_says_so_as_well(broken: Path, tmp_path: Path) -> None:
    break_module(broken, "yaml")
    done = run("check", write_pack(tmp_path, [describe_choice("a")]))
    assert (done.returncode, done.stdout) == (1, b"")
    assert_told(done.stderr.decode(), tmp_path)


def test_a_screen_that_cannot_be_built_leaves_the_terminal_alone(
    broken: Path, tmp_path: Path
) -> None:
    break_module(broken, "textual")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "spacequiz"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        timeout=60,
        check=False,
    )
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 1
    assert_told(said, tmp_path)


def test_where_no_report_can_be_written_the_reason_is_told(broken: Path, tmp_path: Path) -> None:
    break_module(broken, "yaml")
    logs = find_places().logs
    logs.parent.mkdir(parents=True)
    logs.write_text("in the way of the folder")
    done = run("check", write_pack(tmp_path, [describe_choice("a")]))
    assert done.returncode == 1
    _, second = done.stderr.decode().splitlines()
    assert second == "No report could be written: File exists"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_no_mistake_of_the_game() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "spacequiz", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"spacequiz: There is no room left where it writes to.\n"
    assert not find_places().logs.exists()
