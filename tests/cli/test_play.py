"""`spacequiz play` as scripts call it: what to play, and the exit codes."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from builders import describe_choice, describe_typed, run, write_pack
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock

pytestmark = pytest.mark.usefixtures("warm_home")

EXAMPLES = [
    describe_choice("a", category="Moons", difficulty="easy"),
    describe_choice("b", category="Moons", difficulty="hard"),
    describe_typed("c", "Io", category="Giant planets", difficulty="hard"),
]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path, EXAMPLES)


def play(*arguments: object, stdin: str = "") -> tuple[int, str, str]:
    done = run("play", "--plain", *arguments, stdin=stdin)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def count_questions(output: str) -> int:
    found = re.search(r"(\d+) questions?\. Type \? for help\.", output)
    assert found, output
    return int(found[1])


# What to play -----------------------------------------------------------------------------------


def test_a_game_has_ten_questions_of_everything_unless_asked_otherwise() -> None:
    code, output, _ = play()
    assert code == 0
    assert count_questions(output) == 10
    assert output.startswith("A Million Miles Away, Classic")


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("-n", "2"), 2),
        (("-n", "1000"), 3),
        (("--category", "Moons"), 2),
        (("--category", "mOONS", "--difficulty", "hard"), 1),
        (("--category", "Moons", "--category", "giant planets"), 3),
        (("--difficulty", "easy", "--difficulty", "hard"), 3),
        (("--kind", "typed"), 1),
        (("--kind", "typed", "--kind", "choice"), 3),
    ],
)
def test_options_narrow_the_choice(pack: Path, arguments: tuple[str, ...], count: int) -> None:
    code, output, _ = play("--pack", pack, *arguments)
    assert (code, count_questions(output)) == (0, count)


def test_a_pack_is_named_by_id_file_or_folder(warm_home: Path, tmp_path: Path) -> None:
    write_pack(warm_home / "packs", EXAMPLES[:1], "installed")
    folder = tmp_path / "folder"
    whole = write_pack(folder, EXAMPLES[:2]).read_text("utf-8")
    head, _, questions = whole.partition("questions:\n")
    (folder / "pack.yaml").write_text(head, "utf-8")
    (folder / "the-pack.yaml").write_text("questions:\n" + questions, "utf-8")
    file = write_pack(tmp_path, EXAMPLES, "single")
    counts = [count_questions(play("--pack", name)[1]) for name in ("installed", folder, file)]
    assert counts == [1, 2, 3]
    both = play("--pack", "installed", "--pack", folder)[1]
    assert both.startswith("2 packs, Classic, 3 questions.")


def test_without_a_choice_every_installed_pack_is_played_in_one_edition(warm_home: Path) -> None:
    write_pack(warm_home / "packs", EXAMPLES, "mine")
    output = play("-n", 1000)[1]
    assert output.startswith("2 packs, Classic,")
    assert count_questions(output) < 300


def test_each_player_has_a_record_of_their_own(pack: Path, clock: Clock) -> None:
    for arguments in ((), ("--player", "Ann"), ("--player", "  Bob\x1b[31m  ")):
        play("--pack", pack, "-n", 1, *arguments, stdin="s\n")
    save = Save.open(find_places(), clock)
    players = [player.name for player in save.players()]
    save.close()
    assert players[:2] == ["tester", "Ann"]
    assert len(players) == 3
    assert players[2].startswith("Bob")
    assert players[2].isprintable()


# Wrong use --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--pack", "a-milion-miles-away"),
            "no pack a-milion-miles-away.\nhint: Did you mean a-million-miles-away?\n",
        ),
        (
            ("--pack", "xyz"),
            "spacequiz: There is no pack xyz.\nhint: spacequiz packs lists the installed packs.\n",
        ),
        (("--pack", "./nowhere.yaml"), "There is no such file or folder."),
        (
            ("--category", "Training and lost"),
            "category Training and lost.\nhint: Did you mean Training and loss?\n",
        ),
        (("--category", "xyz"), "No pack has the category xyz."),
        (("--kind", "riddle"), "'choice', 'several', 'true-false'"),
        (("--difficulty", "impossible"), "'easy', 'medium', 'hard'"),
        (("--mode", "hopscotch"), "'classic'"),
        (("-n", "0"), "--number"),
        (("-n", "many"), "'many'"),
        (("--packs", "x"), "--packs"),
        (("extra",), "extra"),
        (("--mode", "missed"), "spacequiz: Nothing was missed.\nhint: Play a game first.\n"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_exits_2(arguments: tuple[str, ...], message: str) -> None:
    code, output, error = play(*arguments)
    assert (code, output) == (2, "")
    assert message in error
    assert "Traceback" not in error


def test_a_choice_that_nothing_fits_exits_2(pack: Path) -> None:
    code, output, error = play("--pack", pack, "--kind", "number")
    assert (code, output) == (2, "")
    assert error.startswith("spacequiz: No question fits this choice.\nhint: ")


def test_names_with_escapes_are_not_repeated_to_the_terminal() -> None:
    for option in ("--pack", "--category", "--kind", "--seed"):
        code, output, error = play(option, "\x1b[31mx\x07", "-n", 1)
        assert "\x1b" not in output + error
        assert "\x07" not in output + error
        assert code == (0 if option == "--seed" else 2)


def test_a_pack_with_errors_exits_3_and_names_the_check(tmp_path: Path) -> None:
    path = write_pack(tmp_path, [describe_choice("a", nonsense="x", more="y")])
    code, output, error = play("--pack", path)
    assert (code, output) == (3, "")
    assert "The pack pack has 2 errors and cannot be played." in error
    assert f"hint: See them with: spacequiz check {path}\n" in error


def test_a_save_file_that_is_not_ours_exits_4_and_is_left_alone(warm_home: Path) -> None:
    path = warm_home / "save.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    before = path.read_bytes()
    code, output, error = play()
    assert (code, output) == (4, "")
    assert "not a save file of spacequiz" in error
    assert "hint: " in error
    assert path.read_bytes() == before


def test_a_save_file_that_cannot_be_written_is_played_over_with_a_warning(warm_home: Path) -> None:
    warm_home.joinpath("save.db").mkdir()
    code, output, error = play("-n", 1, stdin="s\n")
    assert "Traceback" not in error
    assert code in (0, 4)
    assert (code == 4) == (output == "")


# The screen -------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("play",), ("play", "-n", "3")])
def test_without_a_terminal_the_screen_is_refused_and_the_plain_game_named(
    arguments: tuple[str, ...],
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"hint: Play as plain lines of text with: spacequiz play --plain\n" in done.stderr


def test_a_plain_game_that_was_left_goes_on() -> None:
    code, _, errors = play("--plain", "--continue")
    assert (code, "No game was left unfinished." in errors) == (2, True)
    left = play("--plain", "-n", "3", stdin="s\nq\n")[1]
    waiting = left.partition("Question 2 of 3. ")[2].partition("\n")[0]
    assert waiting
    again = play("--plain", "--continue", stdin="s\ns\n")[1]
    assert f"Question 2 of 3. {waiting}\n" in again
    assert "0 of 3 right" in again
    code, _, errors = play("--continue")
    assert (code, "No game was left unfinished." in errors) == (2, True)


def test_a_preview_has_no_plain_face() -> None:
    done = run("play", "--pack", "./my.yaml", "--watch", "--plain")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--watch shows a pack on the screen, and --plain has none." in done.stderr
