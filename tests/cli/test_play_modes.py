"""`spacequiz play` with --mode, --timer, --code and --watch, and who plays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from builders import describe_typed, run, write_pack
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock

pytestmark = pytest.mark.usefixtures("warm_home")

LEVELS = ("easy", "medium", "hard")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    questions = [describe_typed(f"q{n}", "Io", difficulty=LEVELS[n % 3]) for n in range(20)]
    return write_pack(tmp_path, questions)


def play(*arguments: object, stdin: str = "") -> tuple[int, str, str]:
    done = run("play", "--plain", *arguments, stdin=stdin)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def asks(output: str) -> list[str]:
    return re.findall(r"Which option of (q\d+)", output)


@pytest.mark.parametrize(
    ("arguments", "head"),
    [
        (("--mode", "classic"), "Classic, 10 questions."),
        (("--mode", "sprint"), "Sprint. Type"),
        (("--mode", "survival"), "Survival. Type"),
        (("--mode", "ladder"), "Ladder, 15 questions."),
        (("--mode", "ladder", "-n", "5"), "Ladder, 15 questions."),
        (("--mode", "daily"), "Daily, 10 questions."),
        (("--mode", "review"), "Review, 10 questions."),
    ],
)
def test_each_mode_begins(pack: Path, arguments: tuple[str, ...], head: str) -> None:
    code, output, error = play("--pack", pack, *arguments)
    assert (code, error) == (0, "")
    assert head in output.splitlines()[0]


def test_a_timer_is_for_each_question_and_in_a_sprint_for_all(pack: Path) -> None:
    _, output, _ = play("--pack", pack, "--timer", 45)
    assert "45 seconds left." in output
    _, output, _ = play("--pack", pack, "--mode", "sprint", "--timer", 45)
    assert "45 seconds left." in output
    _, output, _ = play("--pack", pack, "--mode", "sprint")
    assert "60 seconds left." in output


@pytest.mark.parametrize("seconds", ["0", "4", "601", "-5", "soon", "1.5"])
def test_a_timer_is_a_number_of_seconds_in_reason(pack: Path, seconds: str) -> None:
    code, output, error = play("--pack", pack, "--timer", seconds)
    assert (code, output) == (2, "")
    assert "--timer" in error


def make_code(pack: Path, *arguments: object) -> tuple[str, list[str]]:
    _, output, _ = play("--pack", pack, "--seed", "x", *arguments, stdin="s\n" * 20)
    return output.rpartition("spacequiz play --code ")[2].strip(), asks(output)


@pytest.mark.parametrize("mode", ["classic", "survival"])
def test_a_code_asks_the_same_of_another_player_with_another_taste(pack: Path, mode: str) -> None:
    code, asked = make_code(pack, "--mode", mode, "-n", 5, "--difficulty", "hard")
    typed = code.lower().replace("-", " ").replace("0", "o")
    status, output, error = play(
        *("--pack", pack, "--code", typed, "--player", "Bob", "--mode", "sprint", "-n", 9),
        stdin="s\n" * 20,
    )
    assert (status, error) == (0, "")
    assert asks(output) == asked


def test_a_timer_goes_with_a_code(pack: Path) -> None:
    code, _ = make_code(pack)
    _, output, _ = play("--pack", pack, "--code", code, "--timer", 45)
    assert "45 seconds left." in output
    code, _ = make_code(pack, "--mode", "sprint")
    _, output, _ = play("--pack", pack, "--code", code, "--timer", 45)
    assert "45 seconds left." in output


def test_a_code_of_packs_that_are_not_here_and_a_mistyped_one_are_told(pack: Path) -> None:
    code, _ = make_code(pack)
    status, output, error = play("--code", code)
    assert (status, output) == (2, "")
    assert "This code is for packs that are not installed here.\nhint: " in error
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    for text in (wrong, "x", "\x1b[31m"):
        status, output, error = play("--pack", pack, "--code", text)
        assert (status, output) == (2, "")
        assert "This is no game code.\nhint: " in error
        assert "\x1b" not in error


def test_the_daily_is_played_once(pack: Path, warm_home: Path) -> None:
    status, output, _ = play("--mode", "daily", stdin="s\n" * 10)
    assert status == 0
    status, output, error = play("--mode", "daily")
    assert (status, output) == (2, "")
    assert "Today's ten are played.\nhint: " in error
    assert play("--mode", "daily", "--player", "Bob")[0] == 0


def test_whoever_was_chosen_on_the_screen_plays_again(pack: Path, clock: Clock) -> None:
    save = Save.open(find_places(), clock.now)
    bob = save.player("Bob")
    save.set_setting(None, "player", bob.name)
    save.close()
    play("--pack", pack, "-n", 1, stdin="s\n")
    play("--pack", pack, "-n", 1, "--player", "Ann", stdin="s\n")
    play("--pack", pack, "-n", 1, stdin="s\n")
    save = Save.open(find_places(), clock.now)
    assert [score.player for score in save.scores()] == ["Bob", "Ann", "Bob"]
    save.close()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--plain", "--watch"), "--watch shows a pack on the screen"),
        (("--watch",), "The screen needs a terminal"),
    ],
)
def test_a_preview_needs_the_screen(pack: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("play", "--pack", pack, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
