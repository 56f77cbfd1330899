"""The game in odd surroundings: streams closed or full, folders gone, modules in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
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


# Every command meets the commonest two, and every one of them the commands that differ most.
OFTEN = {"| head -c 1", ">&- 2>&-"}
TELLING = {"--help", "packs", "play --plain -n 2", ""}


@pytest.mark.parametrize(
    ("command", "streams"),
    [
        pytest.param(
            command,
            streams,
            marks=() if streams in OFTEN or command in TELLING else pytest.mark.soak,
        )
        for command in COMMANDS
        for streams in CLOSED
    ],
)
def test_a_stream_that_is_closed_or_no_longer_read_is_no_mistake(
    warm_home: Path, command: str, streams: str
) -> None:
    done = shell(f"SQ {command} {streams}")
    assert done.returncode == COMMANDS[command], done.stderr
    assert not find_places().logs.exists()
    for sign in (b"Traceback", b"Exception ignored", b"mistake of its own"):
        assert sign not in done.stderr


def test_what_cannot_be_written_to_a_closed_output_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("What?\nA) x\nB) y\nANSWER: B\n")
    done = shell(f"SQ convert {tmp_path}/q.txt - --to csv >&-")
    assert done.returncode == 2
    assert b"There is no output to write to" in done.stderr
    assert shell(f"SQ convert {tmp_path}/q.txt - --to csv >/dev/null").returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", [c for c, code in COMMANDS.items() if not code])
def test_output_onto_a_full_disk_is_told_of_in_a_line(warm_home: Path, command: str) -> None:
    done = shell(f"SQ {command} > /dev/full")
    assert done.returncode == 1
    assert done.stderr == b"spacequiz: There is no room left where it writes to.\n"
    assert not find_places().logs.exists()


# -- folders ---------------------------------------------------------------------------------

GONE = 'mkdir gone && cd gone && rmdir "$PWD" &&'


@pytest.mark.parametrize("home", ["~nobody-of-this-name", "~nobody-of-this-name/quiz"])
@pytest.mark.parametrize("command", ["packs", "scores", "doctor", "play --plain", "report x"])
def test_the_home_of_a_user_that_there_is_not_is_told_of(command: str, home: str) -> None:
    done = shell(f"SQ {command}", SPACEQUIZ_HOME=home)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        f"spacequiz: {home}: SPACEQUIZ_HOME names the home of a user that is not known here.",
        "hint: Set it to a folder of yours.",
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be a user that is not known")
@pytest.mark.parametrize("command", ["packs", "scores", "doctor", "play --plain"])
def test_a_user_without_a_home_is_asked_to_name_a_folder(command: str) -> None:
    # Still allowed what root is: Python itself may lie in root's own folder.
    done = shell(f"unset HOME SPACEQUIZ_HOME; setpriv --ruid=54321 SQ {command}")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "spacequiz: There is no home folder to keep the game's files in.",
        "hint: Name a folder for them: SPACEQUIZ_HOME=DIR spacequiz",
    ]


@pytest.mark.parametrize("command", ["packs", "scores", "play --plain -n 1"])
@pytest.mark.parametrize("home", ["/sys", "file"])
def test_where_nothing_can_be_written_the_game_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, home: str
) -> None:
    monkeypatch.delenv("SPACEQUIZ_HOME")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "file").touch()
    done = shell(f"SQ {command}", HOME=str(tmp_path / home))
    assert done.returncode == 0
    assert b"mistake of its own" not in done.stderr


@pytest.mark.parametrize(
    "command",
    ["packs", "scores", "doctor", "play --plain", "new y.yaml", "play --plain --pack ./x"],
)
def test_in_a_folder_that_is_gone_a_relative_place_is_told_of(tmp_path: Path, command: str) -> None:
    done = shell(f"cd {tmp_path} && {GONE} SQ {command}", SPACEQUIZ_HOME="relative")
    assert done.returncode == 2
    assert b"The folder that it was started in is gone.\nhint: " in done.stderr
    assert b"mistake of its own" not in done.stderr


@pytest.mark.parametrize("command", ["--version", "packs", "scores", "doctor", "play --plain -n 1"])
def test_a_folder_that_is_gone_is_not_needed(warm_home: Path, tmp_path: Path, command: str) -> None:
    done = shell(f"cd {tmp_path} && {GONE} SQ {command}")
    assert (done.returncode, done.stderr) == (0, b"")


# -- Python ----------------------------------------------------------------------------------


@pytest.mark.parametrize("program", [PROGRAM, f'"{CONSOLE_SCRIPT}"'])
def test_files_of_the_player_are_not_taken_for_libraries(
    warm_home: Path, tmp_path: Path, program: str
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("yaml", "textual", "random", "click", "sqlite3", "json", "fsrs", "locale"):
        (folder / f"{name}.py").write_text("raise RuntimeError('boom')")
    for command in ("packs", "play --plain -n 1", "--version", "doctor"):
        done = shell(f"cd {folder} && {program} {command}")
        assert (done.returncode, done.stderr) == (0, b""), command


@pytest.mark.parametrize("options", ["-O", "-OO", "-I", "-P", "-W error", "-X utf8=0", "-B -s -E"])
def test_the_options_of_python_change_nothing(
    warm_home: Path, tmp_path: Path, options: str
) -> None:
    game = "play --plain --seed one -n 3 --kind choice"
    line = f"printf '1\\n1\\n1\\n' | {PROGRAM} {game}"
    usual = shell(line)
    other = str(tmp_path / "other")
    odd = shell(line.replace(" -m ", f" {options} -m "), SPACEQUIZ_HOME=other)
    assert (odd.returncode, odd.stderr) == (0, b"")
    assert odd.stdout == usual.stdout
    assert b"of 3 right" in odd.stdout


# -- the save file ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["packs", "scores", "play --plain -n 1", "report x"])
@pytest.mark.parametrize("umask", ["000", "022"])
def test_what_the_game_makes_is_for_the_eyes_of_its_owner(command: str, umask: str) -> None:
    shell(f"umask {umask}; SQ {command}")
    home = find_places().save.parent
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    assert [oct(path.stat().st_mode & 0o777) for path in folders] == ["0o700"] * len(folders)


@pytest.mark.parametrize(
    "command", ["doctor", "scores", "play --plain -n 1", "report a-million-miles-away"]
)
def test_a_save_file_that_is_a_link_to_itself_is_told_of(warm_home: Path, command: str) -> None:
    save = find_places().save
    save.symlink_to(save)
    done = shell(f"SQ {command}")
    assert done.returncode == 4
    assert f"{save}: The save file is a link that leads round in a circle." in done.stderr.decode()
    assert save.is_symlink()


def test_a_sheet_that_would_be_a_link_to_itself_is_told_of(warm_home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    sheet.symlink_to(sheet)
    done = shell(f"SQ print a-million-miles-away -n 2 --force -o {sheet}")
    assert done.returncode == 2
    assert b"sheet.html: The file cannot be written: too many levels of symbolic" in done.stderr


def test_a_pipe_is_no_file_of_a_student(warm_home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "save.db")
    done = shell(f"SQ report a-million-miles-away --save {tmp_path / 'save.db'}")
    assert done.returncode == 2
    assert b"This is a pipe or a device, and no file." in done.stderr


def test_two_first_starts_at_once_find_nothing_lost(warm_home: Path) -> None:
    home = find_places().save.parent
    line = f"{PROGRAM} scores"
    for number in range(3):
        folder = home / str(number)
        both = shell(f"({line} & {line} & {line} & {line}; wait)", SPACEQUIZ_HOME=str(folder))
        assert (both.returncode, both.stderr) == (0, b"")


def test_a_trigger_and_values_of_odd_types_are_no_mistake_of_the_game(warm_home: Path) -> None:
    game = f"printf '1\\n' | {PROGRAM} play --plain -n 1 --kind choice"
    assert shell(game).returncode == 0
    with closing(sqlite3.connect(find_places().save)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        for table in ("player", "game", "asked", "answer", "setting", "memory", "tally"):
            if table not in tables:
                continue
            for _, column, *_rest in connection.execute(f"PRAGMA table_info({table})").fetchall():
                with suppress(sqlite3.Error):
                    connection.execute(f"UPDATE {table} SET {column} = x'ff00'")
        connection.execute(
            "CREATE TRIGGER odd AFTER INSERT ON answer BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        connection.commit()
    for command in ("scores", "doctor", "report a-million-miles-away", "history export x.json"):
        done = shell(f"cd {find_places().save.parent} && SQ {command}")
        assert done.returncode in (0, 4), (command, done.stderr)
    done = shell(game)
    assert done.returncode == 0, done.stderr
    assert not find_places().logs.exists()
