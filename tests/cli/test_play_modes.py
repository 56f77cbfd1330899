"""`spacequiz play` with --mode, --timer, --code and --watch, who plays, and the key =."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from builders import describe_typed, run, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.packs.library import open_bank
from spacequiz.paths import find_places
from spacequiz.plain.game import PlainGame
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save
from spacequiz.words import UNICODE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places

    Typist = Callable[..., tuple[str, list[bool]]]

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
        (("--mode", "daily"), "Daily, 10 questions."),
        (("--mode", "review"), "Review, 10 questions."),
    ],
)
def test_each_mode_begins(pack: Path, arguments: tuple[str, ...], head: str) -> None:
    code, output, error = play("--pack", pack, *arguments)
    assert (code, error) == (0, "")
    assert head in output.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--mode", "ladder", "-n", "5"), "A ladder has fifteen rungs. -n would change nothing."),
        (("--mode", "sprint", "-n", "5"), "A sprint has as many questions as its clock allows."),
        (("--mode", "survival", "-n", "5"), "as long as its lives last."),
        (("--mode", "daily", "-n", "5"), "The daily is the same for everyone."),
        (("--mode", "daily", "--kind", "typed"), "--kind would change nothing."),
        (("--mode", "daily", "--seed", "x", "--timer", "9"), "--seed and --timer would change"),
        (("--mode", "review", "--timer", "9"), "no clock runs. --timer would change nothing."),
        (("--mode", "missed", "--timer", "9"), "no clock runs. --timer would change nothing."),
        (("--continue", "--mode", "sprint"), "--continue goes on with a game as it was set up."),
        (("--continue", "-n", "3"), "-n would change nothing."),
    ],
)
def test_what_would_change_nothing_is_refused(arguments: tuple[str, ...], reason: str) -> None:
    code, output, error = play(*arguments)
    assert (code, output) == (2, "")
    assert reason in error
    assert "\nhint: Leave " in error


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ((), 10),
        (("-n", "3"), 3),
        (("--difficulty", "hard"), 6),
        (("--category", "Physics"), 0),
        (("--kind", "number"), 0),
    ],
)
def test_a_review_asks_only_what_is_meant(
    pack: Path, arguments: tuple[str, ...], count: int
) -> None:
    code, output, _ = play("--pack", pack, "--mode", "review", *arguments, stdin="s\n" * 20)
    if not count:
        assert (code, output) == (2, "")
        return
    assert f"The pack, Review, {count} questions." in output
    assert all(re.fullmatch(r"q\d+", name) for name in asks(output))
    # What was skipped is due tomorrow; until then it is practiced, and nothing else.
    _, output, _ = play("--pack", pack, "--mode", "review", *arguments)
    assert output.startswith("The pack, Review, ")


def test_a_seed_repeats_what_a_review_brings_anew(pack: Path) -> None:
    outputs = [
        play("--pack", pack, "--mode", "review", "--seed", "x", "--player", name)[1]
        for name in ("Ann", "Bob")
    ]
    assert asks(outputs[0]) == asks(outputs[1]) != []


def test_what_was_missed_is_asked_again_by_pack(pack: Path, tmp_path: Path) -> None:
    questions = [describe_typed(f"r{n}", "Io") for n in range(4)]
    other = write_pack(tmp_path / "other", questions, "other")
    play("--pack", pack, "-n", 3, stdin="s\n" * 3)
    play("--pack", other, "-n", 2, stdin="s\n" * 2)
    both = ("--pack", pack, "--pack", other)
    _, output, _ = play(*both, "--mode", "missed")
    assert "Missed, 2 questions." in output
    _, output, _ = play("--pack", pack, "--mode", "missed")
    assert "The pack, Missed, 3 questions." in output
    _, output, _ = play("--pack", pack, "--mode", "missed", "-n", 1)
    assert "The pack, Missed, 1 question." in output


def test_a_pack_has_a_daily_of_its_own(pack: Path) -> None:
    for name in ("Ann", "Bob"):
        status, output, _ = play(
            "--pack", pack, "--mode", "daily", "--player", name, stdin="s\n" * 10
        )
        assert (status, len(set(asks(output)))) == (0, 10)
        assert output.startswith("The pack, Daily, 10 questions.")
    status, _, error = play("--pack", pack, "--mode", "daily", "--player", "Ann")
    assert status == 2
    assert "Today's ten are played." in error
    assert play("--mode", "daily", "--player", "Ann")[0] == 0


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
    count = ("-n", 5) if mode == "classic" else ()
    code, asked = make_code(pack, "--mode", mode, *count, "--difficulty", "hard")
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
    save = Save.open(find_places(), clock)
    bob = save.player("Bob")
    save.set_setting(None, "player", bob.name)
    save.close()
    play("--pack", pack, "-n", 1, stdin="s\n")
    play("--pack", pack, "-n", 1, "--player", "Ann", stdin="s\n")
    play("--pack", pack, "-n", 1, stdin="s\n")
    save = Save.open(find_places(), clock)
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


# The key = ---------------------------------------------------------------------------------------


class Terminal(StringIO):
    """A keyboard at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def dispute(places: Places, clock: Clock) -> Typist:
    """Return what plays questions, and returns the output and which answers were claimed."""

    def play_one(
        *questions: dict[str, Any], lines: str, terminal: bool = True, timer: int = 0
    ) -> tuple[str, list[bool]]:
        write_pack(places.packs, questions)
        bank, save = open_bank(places, ()), Save.open(places, clock)
        bank.refresh()
        ann = save.player("Ann")
        quizmaster = Quizmaster(bank, save, ann, clock=clock, kinds=tuple(Kind))
        output = StringIO()
        keyboard = Terminal(lines) if terminal else StringIO(lines)
        PlainGame(quizmaster, keyboard, output, UNICODE).play(Setup(timer=timer))
        claimed = [answer.claimed for answer in save.answers(save.scores(ann)[0].game)]
        save.close()
        bank.close()
        return output.getvalue(), claimed

    return play_one


IO = describe_typed("q", "Io", difficulty="easy")
EIGHT = {"id": "n", "kind": "number", "ask": "How many?", "answer": "8", "explain": "So."}


@pytest.mark.parametrize("question", [IO, EIGHT], ids=["typed", "number"])
def test_a_wrong_written_answer_can_be_called_right_at_a_terminal(
    dispute: Typist, question: dict[str, Any]
) -> None:
    output, claimed = dispute(question, lines="9\n=\n")
    assert "✗ Not quite" in output
    assert "Type = if you were right. Press enter to go on (" in output
    assert "✓ Right, your own call." in output
    assert "1 of 1 right" in output
    assert claimed == [True]


def test_enter_goes_on_and_so_does_the_end_of_input(dispute: Typist) -> None:
    for lines in ("no\n\n", "no\n", "no\nwhatever\n"):
        output, claimed = dispute(IO, lines=lines)
        assert "0 of 1 right" in output
        assert claimed == [False]


def test_scripts_count_their_lines_as_before(dispute: Typist) -> None:
    output, claimed = dispute(IO, describe_typed("r", "Io"), lines="no\n=\n", terminal=False)
    assert "Press enter" not in output
    assert claimed == [False, False]


def test_against_the_clock_a_line_is_waited_for_everywhere(dispute: Typist) -> None:
    lines = "no\n=\n\nno\n=\n"
    output, claimed = dispute(IO, describe_typed("r", "Io"), lines=lines, terminal=False, timer=10)
    assert claimed == [True, True]
    assert "2 of 2 right" in output
