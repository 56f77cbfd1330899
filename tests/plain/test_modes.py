"""The plain game in every mode: clocks, lives, ladders, and help by its price there."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest

from builders import describe_all_kinds, describe_typed, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.packs.library import open_bank
from spacequiz.plain.game import PlainGame
from spacequiz.quizmaster import Quizmaster
from spacequiz.save import Save
from spacequiz.words import UNICODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from builders import Clock
    from spacequiz.paths import Places

    from .conftest import Player

    Typist = Callable[..., str]

QUESTIONS = [describe_typed(f"q{n}", "Io", difficulty="easy") for n in range(20)]
BY_KIND = {question.get("kind", "choice"): question for question in describe_all_kinds()}


class SlowKeyboard(StringIO):
    """Lets time pass with every line, as a player does."""

    def __init__(self, lines: str, clock: Clock, seconds: float) -> None:
        super().__init__(lines)
        self._clock, self._seconds = clock, seconds

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        self._clock.advance(self._seconds)
        return super().readline(-1 if size is None else size)


@pytest.fixture
def play_slowly(places: Places, clock: Clock) -> Typist:
    """Return what plays a set-up with so many seconds a line."""
    write_pack(places.packs, QUESTIONS)

    def play(setup: Setup, lines: str, seconds: float = 0) -> str:
        bank, save = open_bank(places, ()), Save.open(places, clock)
        bank.refresh()
        quizmaster = Quizmaster(bank, save, save.player("Ann"), clock=clock, kinds=tuple(Kind))
        output = StringIO()
        keyboard = SlowKeyboard(lines, clock, seconds)
        assert PlainGame(quizmaster, keyboard, output, UNICODE).play(setup) == 0
        save.close()
        bank.close()
        return output.getvalue()

    return play


# Against the clock ------------------------------------------------------------------------------


def test_a_sprint_ends_when_its_time_is_up(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="sprint", seconds=30), "io\n\n" * 20, seconds=9)
    assert output.startswith("The pack, Sprint. Type ? for help.\n")
    assert "Question 1. General, easy. 30 seconds left.\n" in output
    assert "Question 4. General, easy. 3 seconds left.\n" in output
    assert "Question 5." not in output
    assert "– Time is up.\nThe answer: Io\n" in output
    assert "\n3 of 3 right" in output
    assert "skipped" not in output


def test_the_clock_of_a_sprint_stands_still_while_a_verdict_is_read(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="sprint", seconds=60), "io\n\n" * 3, seconds=10)
    assert "Question 3. General, easy. 40 seconds left.\n" in output
    assert output.count("Press enter to go on (") == 3


def test_a_skip_in_a_sprint_leads_straight_on(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="sprint", seconds=60), "s\ns\nio\n\n", seconds=1)
    assert "Skipped." not in output.partition("Worth another look")[0]
    assert "Question 3. General, easy. 58 seconds left.\n" in output
    assert "1 of 1 right, 100% accuracy. 2 skipped.\n" in output
    assert "General: 1 of 1\n" in output
    assert "✓ Right." in output


def test_an_answer_that_comes_too_late_does_not_count(play_slowly: Typist) -> None:
    output = play_slowly(Setup(count=2, timer=10), "io\n\nio\n", seconds=60)
    assert "10 seconds left.\n" in output
    assert output.count("– Time is up.\nThe answer: Io\n") == 2
    assert "0 of 2 right" in output


def test_time_to_read_comes_before_the_timer(play_slowly: Typist) -> None:
    assert "2 of 2 right" in play_slowly(Setup(count=2, timer=10), "io\n\nio\n", seconds=11)


def test_without_a_timer_nobody_waits_for_enter(play_slowly: Typist) -> None:
    output = play_slowly(Setup(count=3), "io\n" * 3, seconds=999)
    assert "Press enter" not in output
    assert "3 of 3 right" in output


# Lives and ladders ------------------------------------------------------------------------------


def test_survival_ends_with_the_third_life(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="survival"), "io\nno\ns\nio\nno\nio\n")
    heads = [line for line in output.splitlines() if line.startswith("Question")]
    assert [head.split(". ")[2] for head in heads] == [
        *("3 lives left.", "3 lives left.", "2 lives left.", "1 life left.", "1 life left.")
    ]
    assert "2 of 5 right" in output


def test_a_ladder_says_what_the_next_rung_brings_and_ends_with_a_miss(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="ladder"), "io\nio\nno\nio\n")
    assert "Question 1 of 15. General, easy. For 100 points.\n" in output
    assert "Question 3 of 15. General, easy. For 300 points.\n" in output
    assert "Question 4" not in output
    assert "2 of 3 right" in output
    assert "\n0 points." in output


def test_a_player_can_walk_away_from_a_ladder(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="ladder"), "io\nio\nw\n")
    assert "2 of 2 right, 100% accuracy.\n200 points." in output
    assert "The game stops here" not in output


def test_help_on_a_ladder_can_be_taken_once(play_slowly: Typist) -> None:
    output = play_slowly(Setup(mode="ladder"), "?\nx\n?\nh\nio\n?\n")
    first, second, third = output.split("Type the answer in words.\n")[1:]
    assert first.startswith("h  hint, once a game\nx  another question instead, once a game\n")
    assert "w  walk away with what you have\n" in first
    assert "Question 1 of 15." in first.partition("Your answer: ")[2]
    assert "x  another" not in second
    assert second.startswith("h  hint, once a game\n")
    assert not third.startswith("h  ")


def test_without_points_help_has_no_price(play: Player) -> None:
    question = describe_typed("q", "Io")
    play(question, lines="no\n")
    output = play(question, lines="?\n", options=("--mode", "missed"))
    assert "h  hint\n" in output
    assert "of the points" not in output


def test_w_and_x_are_answers_elsewhere(play: Player) -> None:
    for letter in "wx":
        assert "✓ Right." in play(describe_typed("q", letter.upper()), lines=f"{letter}\n")


@pytest.mark.parametrize(
    "mode", ["classic", "sprint", "survival", "ladder", "daily", "review", "missed"]
)
def test_every_mode_reaches_its_end_whatever_is_typed(play_slowly: Typist, mode: str) -> None:
    play_slowly(Setup(count=2), "no\nno\n")
    output = play_slowly(Setup(mode=mode), "?\nh\nf\nx\n0\ns\nio\n\n" * 40, seconds=0.5)
    assert "accuracy" in output
    assert "The game stops here" not in output


# Codes ------------------------------------------------------------------------------------------


def test_a_game_with_a_seed_names_the_code_that_repeats_it(play: Player) -> None:
    output = play(*QUESTIONS, lines="s\n" * 10)
    code = output.rpartition("spacequiz play --code ")[2].strip()
    assert len(code) > 8
    again = play(*QUESTIONS, lines="s\n" * 10, options=("--code", code))
    assert again == output


# Order and match --------------------------------------------------------------------------------


def test_items_are_put_in_order_by_their_numbers(play: Player) -> None:
    question = BY_KIND["order"]
    shown = play(question)
    numbers = {text: n for n, text in (line.strip().split(". ") for line in find_items(shown))}
    line = " ".join(numbers[text] for text in ("Mercury", "Venus", "Earth"))
    assert "✓ Right" in play(question, lines=f"{line}\n")
    assert "✓ Right" in play(question, lines=f"{line.replace(' ', '')}\n")
    assert "✗ Not quite" in play(question, lines=f"{line[::-1]}\n")


def find_items(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith("  ") and ". " in line]


def test_pairs_are_a_number_and_a_letter(play: Player) -> None:
    question = BY_KIND["match"]
    sides = [line.strip().split(". ") for line in find_items(play(question))]
    key = {text: mark for mark, text in sides}
    pairs = {"Mars": "red", "Neptune": "blue", "Venus": "white"}
    line = " ".join(f"{key[left]}{key[right]}" for left, right in pairs.items())
    assert "✓ Right" in play(question, lines=f"{line}\n")
    partly = play(question, lines=f"{line[:3]}{line[3]}- {line[6:]}\n")
    assert "◐ Partly" in partly


@pytest.mark.parametrize("kind", ["order", "match"])
@pytest.mark.parametrize("line", ["", "1", "1 1 2", "9 9 9", "1a", "1a 1b 2c", "x", "1a 2a 3b"])
def test_an_arrangement_that_is_not_whole_is_no_answer(play: Player, kind: str, line: str) -> None:
    output = play(BY_KIND[kind], lines=f"{line}\n")
    assert "Type ? for help.\n" in output.partition("Question 1")[2]
    assert "No question was answered." in output
