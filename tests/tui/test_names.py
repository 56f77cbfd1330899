"""Names of files that hold anything a disk allows: no command stops, no control byte gets out."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, make_pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

if sys.platform != "linux":
    pytest.skip("other systems refuse most of these names", allow_module_level=True)

from .terminal import Terminal

TITLE = b"\x1b]0;pwned\x07"
NAMES = {
    "latin": b"caf\xe9",
    "title": TITLE,
    "clear": b"\xc2\x9b2J\x1b[2J",
    "lines": b"one\ntwo\r\t\x08",
    "long": b"x" * 250,
    "wide": "\u661f".encode() * 83,
    "surrogate": b"\xed\xa0\x80",
    "bidi": "\u202egnp\u2066\u200b".encode(),
    "spaces": b"  a  b ",
    "quotes": b"'\"`$(x)",
    "dash": b"-rf",
}
OWN = re.compile(r"\x1b(?:\[[\d;:?<=>$]*[A-Za-z~]|[()][0AB]|[=>78c]|\]22;[a-z-]+\x07)")
"""What Textual writes to steer a terminal."""


def check_clean(output: bytes) -> None:
    """Check that nothing steers the terminal but Textual."""
    text = OWN.sub("", output.decode("utf-8"))
    assert [c for c in text if not c.isprintable() and c not in "\r\n"] == []


def fill(folder: Path) -> None:
    """Put a pack of each name into a folder: every other one has an error."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, raw) in enumerate(NAMES.items()):
        text = make_pack([describe_choice(f"q-{name}")], name=name, title=name)
        if number % 2:
            text = text.replace("wrong:", "worng:")
        (folder / os.fsdecode(raw + b".yaml")).write_text(text, "utf-8")


FORK_EACH = """
import json, os, sys
import pydantic, yaml
from spacequiz.cli import main
import spacequiz.packs.read, spacequiz.quizmaster, spacequiz.save
for arguments in json.loads(sys.argv[1]):
    child = os.fork()
    if not child:
        sys.argv = ["spacequiz", *arguments]
        sys.exit(main())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(f"=={code}==", flush=True)
"""
"""Runs commands one after the other, each in a process of its own that is loaded already."""


def run_on_pty(commands: Sequence[Sequence[str]], keys: str = "") -> list[tuple[int, str]]:
    """Return the exit code of each command and what it wrote, which steers nothing."""
    terminal = Terminal(["-c", FORK_EACH, json.dumps(commands)])
    try:
        terminal.send(keys * len(commands))
        assert terminal.wait() == 0
        check_clean(terminal.output)
        said = re.split(r"==(-?\d+)==", terminal.output.decode("utf-8"))
        return [(int(code), text) for text, code in zip(said[::2], said[1::2], strict=False)]
    finally:
        terminal.close()


@pytest.fixture(params=[b"plain", b"caf\xe9 " + TITLE], ids=["home", "odd-home"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of the game, which holds packs of all names."""
    path = tmp_path / os.fsdecode(request.param)
    monkeypatch.setenv("SPACEQUIZ_HOME", str(path))
    fill(path / "packs")
    return path


def test_no_name_stops_a_command(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    packs = home / "packs"
    mine = str(packs / os.fsdecode(NAMES["latin"] + b".yaml"))
    odd = os.fsdecode(TITLE)
    expected: list[tuple[int, tuple[str, ...]]] = [
        (0, ("packs",)),
        (0, ("packs", "--json")),
        (0, ("packs", "show", "latin")),
        (3, ("packs", "show", "title")),
        (3, ("check", str(packs))),
        (3, ("check", str(packs), "--format", "json")),
        (3, ("check", str(packs), "--format", "github")),
        (0, ("play", "--plain", "--pack", "latin", "-n", "1")),
        (0, ("play", "--plain", "--pack", mine, "-n", "1")),
        (3, ("play", "--plain", "--pack", str(packs / f"{odd}.yaml"), "-n", "1")),
        (0, ("print", "latin", "-o", f"{odd}.html")),
        (0, ("convert", mine, f"{odd}.gift")),
        (0, ("convert", f"{odd}.gift", f"{odd}.yaml")),
        (0, ("packs", "export", "latin", "-o", os.fsdecode(b"x" * 250) + ".zip")),
        (0, ("packs", "add", "--force", os.fsdecode(b"x" * 250) + ".zip")),
        (0, ("packs", "remove", "--yes", "surrogate")),
        (0, ("packs", "remove", "--yes", "long")),
        (0, ("history", "export", f"{odd}.json")),
        (0, ("history", "import", f"{odd}.json")),
        (0, ("report", "spaces", "--save", f"{odd}.json")),
        (0, ("new", f"{odd}-new.yaml")),
        (0, ("scores",)),
        (0, ("doctor",)),
        (0, ("doctor", "--json")),
        (0, ("doctor", "--restore", "--yes")),
    ]
    done = run_on_pty([arguments for _, arguments in expected], keys="1\n\n")
    assert len(done) == len(expected)
    for (code, arguments), (found, said) in zip(expected, done, strict=True):
        assert found == code, (arguments, said)


@pytest.mark.parametrize("name", [os.fsdecode(TITLE), os.fsdecode(b"\xff"), "x" * 300, "\u202e"])
def test_errors_name_files_cleanly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    commands: list[tuple[str, ...]] = [
        (name,),
        ("check", name),
        ("check", f"{name}/x.yaml"),
        ("play", "--plain", "--pack", name),
        ("play", "--plain", "--player", name, "--pack", "./none"),
        (f"--{name}",),
        ("play", f"--{name}"),
        ("play", "--mode", name),
        ("packs", "show", name),
        ("packs", "add", name),
        ("packs", "remove", name),
        ("print", name),
        ("convert", name, "out.yaml"),
        ("convert", "none.yaml", name),
        ("history", "export", name),
        ("history", "export", f"none/{name}.json"),
        ("history", "import", name),
        ("report", name),
        ("report", "a-million-miles-away", "--save", name),
        ("doctor", "--restore", name),
        ("new", f"none/{name}", "--document", name),
        ("completion", name),
        ("schema", "-o", f"none/{name}"),
    ]
    done = run_on_pty(commands)
    assert len(done) == len(commands)
    for arguments, (code, said) in zip(commands, done, strict=True):
        assert code in (2, 4), (arguments, said)


def test_the_packs_screen_shows_every_name(home: Path) -> None:
    terminal = Terminal(["-m", "spacequiz"], size=(100, 30))
    try:
        terminal.see("Packs")
        terminal.send("k")
        for name in NAMES:
            terminal.see(name)
        for _ in range(len(NAMES) + 1):
            terminal.send("\x1b[B")
            terminal.read_for(0.1)
        terminal.kill(signal.SIGTERM)
        terminal.wait()
        check_clean(terminal.output)
        assert "\\x1b]0;pwned\\x07" in terminal.output.decode()
    finally:
        terminal.close()


def test_a_home_that_cannot_be_made_is_named_cleanly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / os.fsdecode(b"\xff" + TITLE)
    monkeypatch.setenv("SPACEQUIZ_HOME", str(home))
    home.write_bytes(b"")
    play = ("play", "--plain", "-n", "1", "--kind", "choice")
    [(code, said)] = run_on_pty([play], keys="1\n\n")
    assert code == 0
    assert "the game goes on in memory" in said
    assert "\\udcff\\x1b]0;pwned\\x07" in said
