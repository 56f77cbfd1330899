"""An installed `spacequiz` as its user runs it, with nothing of this folder beside this file.

`.ci/run` copies it away from the checkout and runs it with each Python and with the oldest
dependencies, so it knows no other file of the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = os.environ.get("SPACEQUIZ_COMMAND") or Path(sys.executable).with_name("spacequiz")
QUESTION = """\
spacequiz: 1
id: planets
title: Planets
questions:
- id: biggest
  ask: Which planet is the largest?
  answer: Jupiter
  wrong: [Saturn, Mars, Venus]
  explain: It holds more than all others together.
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home and a folder to work in."""
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, stdin: str = "", code: int = 0) -> str:
    """Run a command to its end and return what it printed."""
    done = subprocess.run(
        [str(COMMAND), *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout


def run_wrong(*arguments: str) -> str:
    """Run a command that is refused, and return why."""
    done = subprocess.run(
        [str(COMMAND), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    return done.stderr


def read_scores() -> list[dict[str, Any]]:
    scores: list[dict[str, Any]] = json.loads(run("scores", "--json"))
    return scores


def test_the_bundled_packs_are_there_and_sound() -> None:
    assert run("--version").startswith("spacequiz ")
    packs = {pack["id"]: pack for pack in json.loads(run("packs", "--json"))}
    film = packs["a-million-miles-away"]
    assert film["bundled"]
    assert film["questions"] >= 60
    assert film["errors"] == 0


def test_it_speaks_spanish_where_the_system_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    told = run("play", "--help")
    assert "Uso: spacequiz play" in told
    assert "Opciones:" in told
    assert "Jugar una partida" in told
    assert "no es ninguno de" in run_wrong("play", "--mode", "x")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run("settings", "set", "language", "es") == "language quedó en es.\n"
    assert "Uso: spacequiz play" in run("play", "--help")


def test_a_game_on_lines_is_saved() -> None:
    said = run("play", "--plain", "-n", "5", "--kind", "choice", stdin="1\n" * 5)
    assert "of 5 right" in said
    (game,) = read_scores()
    assert game["questions"] == 5
    assert game["finished"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_a_game_on_the_screen_is_saved(here: Path) -> None:
    import pexpect  # type: ignore[import-untyped]

    (here / "planets.yaml").write_text(QUESTION, "utf-8")
    arguments = ["play", "--pack", "planets.yaml", "-n", "1", "--player", "Ann"]
    environment = os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    game = pexpect.spawn(
        str(COMMAND), arguments, env=environment, dimensions=(24, 80), timeout=60, encoding="utf-8"
    )
    game.expect("1 of 1")
    game.expect("confirm")
    game.send("1")
    game.expect("your answer")
    game.send("\r")
    game.expect("accuracy")
    game.send("\x11")
    game.expect(pexpect.EOF)
    game.close()
    assert game.exitstatus == 0
    (score,) = read_scores()
    assert score["questions"] == 1


def test_a_pack_is_begun_checked_and_mended(here: Path) -> None:
    run("new", "mine.yaml", "--title", "Mine")
    run("check", "mine.yaml")
    (here / "broken.yaml").write_text(QUESTION.replace("  answer: Jupiter\n", ""), "utf-8")
    assert "broken.yaml" in run("check", "broken.yaml", code=3)


@pytest.mark.parametrize("name", ["out.gift", "out.xml", "out.csv"])
def test_a_pack_goes_into_another_format_and_comes_back(here: Path, name: str) -> None:
    (here / "planets.yaml").write_text(QUESTION, "utf-8")
    run("convert", "planets.yaml", name)
    run("convert", name, "back.yaml")
    back = (here / "back.yaml").read_text("utf-8")
    assert "Which planet is the largest?" in back
    assert "Jupiter" in back


def test_a_pack_is_printed(here: Path) -> None:
    (here / "planets.yaml").write_text(QUESTION, "utf-8")
    run("print", "planets.yaml", "-o", "test.html", "--explanations")
    assert "Which planet is the largest?" in (here / "test.html").read_text("utf-8")
    assert "It holds more than all" in (here / "test-key.html").read_text("utf-8")
