"""What is loaded when: no screen without a screen, no parser without a pack to parse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from builders import describe_choice, write_pack

ROOT = Path(__file__).parents[1]
SCREEN = {"textual", "rich"}
READING = {"pydantic", "yaml"}
HEAVY = SCREEN | READING | {"sqlite3", "rapidfuzz", "fsrs", "platformdirs", "hypothesis", "asyncio"}

DRIVER = """
import io, json, sys
before = set(sys.modules)
sys.argv = json.loads(sys.argv[1])
sys.stdin, real = io.StringIO("1\\n" * 50), sys.stdout
sys.stdout = io.StringIO()
try:
    exec(sys.argv[0])
except SystemExit as exit:
    assert not exit.code, exit.code
names = {name.partition(".")[0] for name in set(sys.modules) - before}
real.write(json.dumps(sorted(names)))
"""
MAIN = "from spacequiz.cli import main; main()"
DRAW = """
import sys
from random import Random
from spacequiz.game.drawing import draw
from spacequiz.packs.library import open_bank
from spacequiz.paths import find_places
bank = open_bank(find_places(), ())
assert not bank.stale() and bank.packs()
assert "spacequiz.game.question" not in sys.modules, "listing packs needs no questions"
drawn = draw(bank.pool(), 10, {}, Random(1))
questions = bank.questions([candidate.address for candidate in drawn])
assert len(questions) == 10
assert "spacequiz.game.kinds.judge" not in sys.modules, "asking needs no judge"
"""
PAINT = """
import asyncio, json, sys
from spacequiz.cli.opening import open_quizmaster
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.tui.app import SpacequizApp

async def paint(first):
    loaded = []
    with open_quizmaster(tuple(Kind)) as (quizmaster, places):
        app = SpacequizApp(quizmaster, places, first=first)
        looks = app.stylesheet.source
        app.post_display_hook = lambda: loaded.append([*sys.modules, *(p for p, _ in looks)])
        async with app.run_test():
            return loaded[0]

setups = {"home": None, "question": Setup(kinds=(Kind.TRUE_FALSE,))}
print(json.dumps(asyncio.run(paint(setups[sys.argv[1]]))))
"""
NOT_BEFORE_PAINTING = {
    "home": {
        *("tui.screens.question", "tui.screens.dialogs", "game.question", "game.session"),
        *("packs.codec", "tui.night", "quizmaster.night", "save.repair", "cli.crash"),
    },
    "question": {
        *("tui.screens.home", "tui.screens.dialogs", "tui.widgets.answer_line"),
        *("tui.widgets.order_pad", "tui.widgets.match_pad", "tui.widgets.forms"),
        *("game.kinds.judge", "game.kinds.sameness", "game.kinds.tongues", "game.kinds.figures"),
        *("game.statistics", "tui.night", "quizmaster.night", "save.repair"),
    },
}
"""What must not be paid for before the first screen is there."""


def load(code: str, *arguments: str) -> set[str]:
    """Run code in a fresh Python and return the top-level modules that it loads."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps([code, *arguments])],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.fixture
def pack(tmp_path: Path) -> str:
    return str(write_pack(tmp_path, [describe_choice("a")]))


def test_the_command_line_itself_loads_nothing_heavy() -> None:
    loaded = load("import spacequiz.cli")
    assert "click" in loaded
    assert not loaded & HEAVY


def test_help_and_version_load_no_screen_and_no_packs() -> None:
    for option in ("--help", "--version"):
        assert not load(MAIN, option) & (SCREEN | READING)


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("command", ["check", "packs", "scores", "play --plain"])
def test_without_a_screen_textual_is_never_loaded(command: str, pack: str) -> None:
    arguments = [*command.split(), pack] if command == "check" else command.split()
    loaded = load(MAIN, *arguments)
    assert "spacequiz" in loaded
    assert not loaded & SCREEN


@pytest.mark.usefixtures("warm_home")
def test_drawing_from_a_warm_bank_loads_no_parser_and_no_judge() -> None:
    loaded = load(DRAW)
    assert "sqlite3" in loaded
    assert not loaded & (SCREEN | READING)


@pytest.mark.usefixtures("warm_home")
def test_a_plain_game_over_a_warm_bank_loads_no_parser() -> None:
    assert not load(MAIN, "play", "--plain", "-n", "3", "--kind", "choice") & (SCREEN | READING)


def test_a_cold_bank_loads_the_parser(tmp_path: Path) -> None:
    """Else the tests above would pass with any name misspelled."""
    assert load(MAIN, "play", "--plain", "-n", "1") >= READING


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("screen", sorted(NOT_BEFORE_PAINTING))
def test_the_first_screen_is_painted_without_what_it_does_not_show(screen: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINT, screen],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout))
    assert "spacequiz.tui.app" in loaded
    looks = {Path(name).name for name in loaded if name.endswith(".tcss")}
    assert looks == {"app.tcss", *(["question.tcss"] if screen == "question" else [])}
    late = {f"spacequiz.{name}" for name in NOT_BEFORE_PAINTING[screen]}
    assert not late & loaded
    # Else a name that is misspelled would pass.
    assert all(find_spec(name) for name in late)


def test_every_file_imports_only_from_floors_below_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken." in done.stdout
