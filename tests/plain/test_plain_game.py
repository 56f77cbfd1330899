"""The plain game: everything that can be typed at it, and everything it prints."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from builders import describe_all_kinds, describe_choice, describe_typed, run, write_pack
from spacequiz.paths import find_places
from spacequiz.plain.lines import wrap
from spacequiz.save import Save
from tui.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from builders import Clock
    from spacequiz.game.records import SavedGame

    from .conftest import Player

BY_KIND = {question.get("kind", "choice"): question for question in describe_all_kinds()}
CHOICE = BY_KIND["choice"]
YEARS = describe_choice(
    "years", answer="1969", wrong=["1957", {"text": "1961", "why": "Gagarin flew then."}, "1972"]
)
PLAIN = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f]*")
"""Text in which nothing moves a cursor, rings a bell or sets a color."""


def find_options(output: str) -> dict[str, str]:
    """Return the number of each option that was shown last."""
    return {text: number for number, text in re.findall(r"^  (\d)\. (.+)$", output, re.MULTILINE)}


def find_unfinished(clock: Clock) -> SavedGame | None:
    save = Save.open(find_places(), clock)
    found = save.unfinished(save.player("tester"))
    save.close()
    return found


# A whole game -----------------------------------------------------------------------------------


def test_a_game_reads_from_the_first_line_to_the_last(play: Player) -> None:
    output = play(YEARS, lines="2\n")
    assert output.rpartition("--code ")[0] + "--code " == (
        "The pack, Classic, 1 question. Type ? for help.\n"
        "\n"
        "Question 1 of 1. General, medium.\n"
        "Which option of years is right?\n"
        "  1. 1957\n"
        "  2. 1961\n"
        "  3. 1969\n"
        "  4. 1972\n"
        "Your answer: \n"
        "\n"
        "✗ Not quite.\n"
        "The answer: 1969\n"
        "1961: Gagarin flew then.\n"
        "That is how years is.\n"
        "(from “Science 5”, paragraph 4)\n"
        "\n"
        "0 of 1 right, 0% accuracy.\n"
        "0 points. Best streak: 0.\n"
        "  General: 0 of 1\n"
        "\n"
        "Worth another look: 1\n"
        "  ✗ Which option of years is right?\n"
        "    1969\n"
        "\n"
        "The same questions for others: spacequiz play --code "
    )


def test_a_whole_game_is_played_and_scored(play: Player) -> None:
    questions = [describe_typed(f"q{n}", "Io", difficulty="easy") for n in range(5)]
    output = play(*questions, lines="io\n" * 5)
    assert output.count("✓ Right.") == 5
    assert "✓ Right. +100 and 50 for the streak\n" in output
    assert "✓ Right. +100 and 100 for the streak\n" in output
    assert "5 of 5 right, 100% accuracy.\n650 points. Best streak: 5.\n" in output
    assert "Worth another look" not in output


def test_the_explanation_comes_after_right_answers_too(play: Player) -> None:
    output = play(YEARS, lines="3\n")
    assert "✓ Right. +150\nThe answer: 1969\nThat is how years is.\n(from “Science 5”" in output


def test_no_answer_is_printed_before_it_is_given(play: Player) -> None:
    question = describe_typed("q", "Ganymede", explain="Ganymede is the largest moon.")
    assert "Ganymede" not in play(question, lines="?\nh\n\n")


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("true-false", "1"),
        ("true-false", "t"),
        ("true-false", "TRUE"),
        ("typed", "mars"),
        ("typed", "  the Mars. "),
        ("number", "8"),
        ("number", "8 planets"),
        ("number", "eight"),
    ],
)
def test_an_answer_is_typed_as_people_type_it(play: Player, kind: str, line: str) -> None:
    assert "✓ Right." in play(BY_KIND[kind], lines=f"{line}\n")


@pytest.mark.parametrize("line", ["2", "f", "false"])
def test_f_means_false_where_the_question_is_true_or_false(play: Player, line: str) -> None:
    output = play(BY_KIND["true-false"], lines=f"{line}\n")
    assert "  1. True\n  2. False\n" in output
    assert "✗ Wrong.\nThe answer: True\n" in output


def test_several_numbers_answer_a_question_with_several(play: Player) -> None:
    several = BY_KIND["several"]
    numbers = find_options(play(several))
    both = f"{numbers['Mercury']} {numbers['Venus']}"
    assert "✓ Right." in play(several, lines=f"{both}\n")
    assert "✓ Right." in play(several, lines=f"{both.replace(' ', ', ')}\n")
    partly = play(several, lines=f"{numbers['Venus']}\n")
    assert "◐ Partly. +75\nThe answer: Mercury, Venus\n" in partly
    assert "◐ Partly. +75\n" in play(several, lines="1 2 3\n")
    assert "✗ Not quite.\n" in play(several, lines=f"{numbers['Venus']} {numbers['Uranus']}\n")


def test_a_wrong_option_that_was_picked_says_why_it_fails(play: Player) -> None:
    several = BY_KIND["several"]
    number = find_options(play(several))["Uranus"]
    assert "Uranus: It is icy.\n" in play(several, lines=f"{number}\n")


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("Ganymede", "✓ Right. +150"),
        ("Ganimede", "✓ Right, accepted as Ganymede. +150"),
        ("the moon Ganymed", "✓ Right, accepted as moon Ganymede. +150"),
        ("Callisto", "✗ Not quite."),
    ],
)
def test_the_verdict_says_what_was_forgiven(play: Player, line: str, head: str) -> None:
    question = describe_typed("q", "Ganymede", accept=["moon Ganymede"], reject=["Callisto"])
    assert f"{head}\n" in play(question, lines=f"{line}\n")


def test_what_is_no_number_is_asked_again(play: Player) -> None:
    output = play(BY_KIND["number"], lines="many\n8 or 9\nI say 8 planets\n")
    assert output.count("Type one number, such as 5.\n") == 2
    assert "✓ Right." in output


def test_two_answers_in_one_are_asked_again(play: Player) -> None:
    output = play(describe_typed("q", "Ganymede"), lines="Io or Ganymede\nIo / Europa\nGanymede\n")
    assert output.count("Say one answer.\n") == 2
    assert "✓ Right. +150\n" in output


def test_a_prompt_asks_back_once(play: Player) -> None:
    question = describe_typed("q", "Louis XIV", prompt={"Louis": "Which Louis?"})
    output = play(question, lines="Louis\nLouis the fourteenth\n")
    assert "Your answer: \nWhich Louis?\nYour answer: " in output
    assert "✓ Right. +150\n" in output
    output = play(question, lines="Louis\nking Louis\n")
    assert output.count("Which Louis?") == 1
    assert "✗ Not quite.\n" in output


def test_what_is_close_may_be_typed_once_more(play: Player) -> None:
    question = describe_typed("q", "Ganymede")
    output = play(question, lines="Gamynede\nGanymede\n")
    assert "Close. Once more?\n" in output
    assert "✓ Right. +150\n" in output
    output = play(question, lines="Gamynede\nGamynede\n")
    assert output.count("Close. Once more?") == 1
    assert "✗ Not quite, close.\n" in output


@pytest.mark.parametrize("symbol", ["S", "H", "F", "Q"])
def test_a_letter_that_is_the_answer_is_no_command(play: Player, symbol: str) -> None:
    question = describe_typed("q", symbol, hint="Look up.")
    assert "✓ Right. +150" in play(question, lines=f"{symbol}\n")
    assert "✓ Right" not in play(describe_typed("q", "Oxygen"), lines=f"{symbol}\n")


@pytest.mark.parametrize(
    ("line", "right"), [("yes", 1), ("T", 1), ("true", 1), ("n", 0), ("False", 0), ("nope", None)]
)
def test_words_for_true_and_false_answer(play: Player, line: str, right: int | None) -> None:
    output = play(BY_KIND["true-false"] | {"answer": "true"}, lines=f"{line}\n")
    assert ["✓ Right" in output, "✗ Wrong" in output] == [right == 1, right == 0]


def test_a_sprint_has_no_time_for_once_more(play: Player) -> None:
    output = play(describe_typed("q", "Ganymede"), lines="Gonimede\n", options=("--mode", "sprint"))
    assert "Once more" not in output


# Commands ---------------------------------------------------------------------------------------


def test_a_hint_is_printed_and_costs_a_quarter(play: Player) -> None:
    output = play(CHOICE | {"difficulty": "easy"}, lines="h\n")
    assert "Your answer: \nLook up.\nYour answer: " in output
    number = find_options(output)["Jupiter"]
    output = play(CHOICE | {"difficulty": "easy"}, lines=f"h\n{number}\n")
    assert "✓ Right. +75 (25 less for the help)\n" in output


def test_fifty_fifty_prints_the_two_options_that_are_left(play: Player) -> None:
    output = play(YEARS, lines="f\n")
    after = output.partition("Your answer: ")[2]
    left = find_options(after)
    assert len(left) == 2
    assert left["1969"] == "3"
    gone = next(number for number in "124" if number not in left.values())
    output = play(YEARS, lines=f"f\n{gone}\n3\n")
    assert "Answer with the number of one option." in output
    assert "✓ Right. +75 (75 less for the help)\n" in output


@pytest.mark.parametrize(
    ("line", "reply"),
    [("f", "Nothing can be taken away here."), ("h", "There is no hint for this question.")],
)
def test_help_that_there_is_not_is_called_so(play: Player, line: str, reply: str) -> None:
    question = describe_typed("q", "Io")
    del question["hint"]
    assert f"{reply}\n" in play(question, lines=f"{line}\n")


def test_help_taken_twice_costs_once(play: Player) -> None:
    output = play(YEARS, lines="h\nh\n3\n")
    assert "There is no hint for this question." not in output
    assert output.count("Think of years.") == 2
    assert "✓ Right. +113 (37 less for the help)\n" in output


def test_a_skipped_question_shows_its_answer(play: Player) -> None:
    output = play(YEARS, lines="s\n")
    assert "– Skipped.\nThe answer: 1969\nThat is how years is.\n" in output
    assert "0 of 1 right" in output


@pytest.mark.parametrize("line", ["q", "Q", " q "])
def test_q_stops_and_the_game_can_be_continued(play: Player, clock: Clock, line: str) -> None:
    questions = [describe_typed(f"q{n}", "Io") for n in range(3)]
    output = play(*questions, lines=f"io\n{line}\nio\n")
    assert (
        "The game stops here. Every answer is saved; go on with: spacequiz play --plain --continue\n"
        in output
    )
    assert "1 of 1 right, 100% accuracy.\n150 points." in output
    saved = find_unfinished(clock)
    assert saved is not None
    assert (len(saved.answers), len(saved.addresses)) == (1, 3)


def test_the_end_of_input_stops_as_q_does(play: Player, clock: Clock) -> None:
    questions = [describe_typed(f"q{n}", "Io") for n in range(3)]
    assert play(*questions, lines="io\n") == play(*questions, lines="io\nq\n")
    assert find_unfinished(clock) is not None


def test_a_last_line_without_its_end_is_an_answer(play: Player) -> None:
    assert "✓ Right." in play(YEARS, lines="3")


def test_without_any_input_the_game_ends_cleanly(play: Player) -> None:
    output = play(YEARS)
    assert output.endswith("--plain --continue\nNo question was answered.\n")


@pytest.mark.parametrize("kind", ["choice", "several", "true-false", "typed", "number"])
def test_a_question_mark_prints_what_can_be_typed(play: Player, kind: str) -> None:
    output = play(BY_KIND[kind], lines="?\n")
    assert "\ns  skip the question and see its answer\nq  quit; the game can be continued" in output
    assert "\nh  hint, for 25% of the points\n" in output
    assert ("\nf  fifty-fifty" in output) is (kind == "choice")


def test_help_says_how_to_play_before_what_can_be_typed(play: Player) -> None:
    output = play(YEARS, lines="?\n")
    assert "How to play: Pick or type an answer." in output
    assert "Classic: A round of questions." in output
    assert "Points: 100 for an easy question" in output
    assert output.index("Points: 100") < output.index("Answer with the number of one option.")
    missed = play(YEARS, lines="?\n", options=("--mode", "review"))
    assert "Review: What you are about to forget" in missed
    assert "Points: " not in missed


def test_help_no_longer_offers_what_was_taken(play: Player) -> None:
    output = play(YEARS, lines="h\nf\n?\n")
    assert "h  hint" not in output
    assert "f  fifty-fifty" not in output


@pytest.mark.parametrize("letter", ["h", "f", "s", "q"])
def test_a_letter_with_a_period_is_an_answer(play: Player, letter: str) -> None:
    question = describe_typed("q", letter.upper())
    assert "put a period after it" in play(question, lines="?\n")
    assert "✓ Right." in play(question, lines=f"{letter}.\n")


# What cannot be an answer -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["", "   ", "0", "5", "-1", "1 2", "1969", "one", "x", "3.", "³", "٣", "1;3", "3 3 x"]
)
def test_a_line_that_is_no_answer_costs_nothing(play: Player, line: str) -> None:
    output = play(YEARS, lines=f"{line}\n3\n")
    assert "Answer with the number of one option. Type ? for help.\n" in output
    assert "✓ Right. +150\n" in output


@pytest.mark.parametrize("line", ["1 4", "0", "1 x", ""])
def test_numbers_that_there_are_not_are_no_answer_to_several(play: Player, line: str) -> None:
    output = play(BY_KIND["several"], lines=f"{line}\n")
    assert "Answer with the numbers of all right options, such as: 1 3" in output


def test_a_line_of_a_hundred_thousand_characters_is_one_line(play: Player) -> None:
    flood = "9" * 100_000
    output = play(YEARS, lines=f"{flood}\n3\n")
    assert output.count("Answer with the number of one option.") == 1
    assert "✓ Right." in output
    assert "9999" not in output
    assert "✗ Not quite" in play(describe_typed("q", "Io"), lines=f"{'Io' * 50_000}\n")


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_escapes_and_broken_bytes_are_no_answer_and_are_never_printed(
    warm_home: Path, tmp_path: Path, errors: str
) -> None:
    pack = write_pack(tmp_path, [YEARS])
    lines = (
        *(b"\x1b[2J\x1b]0;owned\x07", b"\x1b[A\x1b[A", b"\x00\x00", b"\x9b31m", b"\xc2\x9b31m"),
        *(b"\xff\xfe", b"\xed\xa0\x80", b"a\rb\x08", b"3"),
    )
    env = {"PYTHONIOENCODING": f"utf-8:{errors}"}
    done = run("play", "--plain", "--pack", pack, stdin=b"\n".join(lines), env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    output = done.stdout.decode()
    assert PLAIN.fullmatch(output)
    assert output.count("Answer with the number of one option.") >= len(lines) - 1
    assert "✓ Right." in output


def test_an_answer_with_arrow_keys_in_it_is_judged_without_them(play: Player) -> None:
    line = "Gany\x1b[Dmede\x1bOA\x1b[1;5C\n"
    assert "✓ Right. +150" in play(describe_typed("q", "Ganymede"), lines=line)


# What is printed --------------------------------------------------------------------------------


def play_everything(pack: object, *options: str, env: dict[str, str] | None = None) -> bytes:
    lines = "?\nh\nf\nnonsense\n1\n2\ns\n" * 60
    done = run(
        *("play", "--plain", "--pack", pack, "--seed", "s", "-n", 40, *options),
        stdin=lines,
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("pack", ["a-million-miles-away", "a-million-miles-away-es"])
def test_output_is_plain_text_whatever_is_typed(pack: str) -> None:
    output = play_everything(pack).decode()
    assert PLAIN.fullmatch(output)
    assert "Question 40 of 40." in output


HOSTILE = "\\e[2J \\e]0;t\\a \\u009b31m \\u202e \\u200b \\b \\r [bold]x[/] \\U000e0041"


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("key", ["ask", "title"])
def test_what_a_hostile_pack_holds_never_reaches_the_terminal(tmp_path: Path, key: str) -> None:
    """Such escapes get past YAML itself."""
    question: dict[str, Any] = dict(describe_choice("q"))
    head: dict[str, Any] = {}
    (head if key == "title" else question)[key] = "PAYLOAD"
    pack = write_pack(tmp_path, [question, describe_choice("sound")], **head)
    pack.write_text(pack.read_text("utf-8").replace("PAYLOAD", HOSTILE), "utf-8")
    done = run("play", "--plain", "--pack", pack, stdin="h\n1\n" * 2)
    assert done.returncode == 3
    assert PLAIN.fullmatch((done.stdout + done.stderr).decode())


def test_markup_and_invisible_characters_are_shown_as_text(play: Player) -> None:
    question = describe_choice("q", ask="Is [bold red]x[/] or {y} %s \\n right?", answer="[/]")
    assert "Is [bold red]x[/] or {y} %s \\n right?\n" in play(question)


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
def test_a_poor_encoding_gets_poor_characters(encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    guessable = ("--kind", "choice", "--kind", "true-false")
    output = play_everything("a-million-miles-away", *guessable, env=env).decode(encoding)
    assert "\nx Not quite.\n" in output
    assert "\n+ Right. " in output
    assert "Jos" in output
    assert PLAIN.fullmatch(output)


def test_what_ascii_lacks_is_written_in_letters_it_has(tmp_path: Path, warm_home: Path) -> None:
    question = describe_choice("q", ask="“José” — Øre… 宇?", answer="25 ± 1 → ½", wrong=["à"])
    pack = write_pack(tmp_path, [question], documents={"textbook": {"title": "Día"}})
    env = {"PYTHONIOENCODING": "ascii"}
    output = run("play", "--plain", "--pack", pack, stdin="s\n", env=env).stdout.decode("ascii")
    assert '"Jose" - Ore... ??\n' in output
    assert "- Skipped.\nThe answer: 25 +/- 1 -> 1/2\n" in output
    assert '(from "Dia", paragraph 4)\n' in output


def test_ascii_marks_can_be_asked_for(play: Player) -> None:
    assert "+ Right." in play(YEARS, lines="3\n", options=("--ascii",))


# Seeds ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("warm_home")
def test_a_seed_repeats_questions_and_options_for_every_player() -> None:
    def play_as(player: str, seed: str) -> bytes:
        arguments = ("play", "--plain", "-n", 8, "--seed", seed, "--player", player)
        return run(*arguments, stdin="s\n" * 8).stdout

    first = play_as("Ann", "friday")
    assert play_as("Ann", "friday") == first
    assert play_as("Bob", "friday") == first
    assert play_as("Ann", "saturday") != first


@pytest.mark.usefixtures("warm_home")
def test_without_a_seed_what_was_seen_does_not_come_again() -> None:
    def ask() -> set[str]:
        output = run("play", "--plain", "-n", 10, stdin="s\n" * 10).stdout.decode()
        return set(re.findall(r"^Question .*\n(.+)$", output, re.MULTILINE))

    first, second = ask(), ask()
    assert len(first) == len(second) == 10
    assert not first & second


# What was missed --------------------------------------------------------------------------------


def test_missed_questions_come_back_until_each_was_right(play: Player) -> None:
    questions = [describe_typed(f"q{n}", "Io") for n in range(3)]
    play(*questions, lines="io\nno\nno\n")
    output = play(*questions, lines="io\nno\nio\n", options=("--mode", "missed"))
    assert output.startswith("The pack, Missed, 2 questions.")
    assert "Question 3 of 3." in output
    assert "points" not in output
    assert "2 of 3 right" in output


# Packs with errors ------------------------------------------------------------------------------


def test_a_broken_pack_is_left_out_and_one_line_says_so(warm_home: Path) -> None:
    packs = warm_home / "packs"
    path = write_pack(packs, [describe_choice("q", nonsense="x")], "broken")
    path = path.rename(packs / "bro ken.yaml")
    done = run("play", "--plain", "-n", 1)
    assert done.returncode == 0
    line = f'The pack broken has errors and is left out. See them with: spacequiz check "{path}"'
    assert line in done.stdout.decode().splitlines()
    write_pack(packs, [describe_choice("q", nonsense="x")], "broken-too")
    lines = run("play", "--plain", "-n", 1).stdout.decode().splitlines()
    said = f"2 packs have errors and are left out. See them with: spacequiz check {packs}"
    assert said in lines


# What the screen has, too -----------------------------------------------------------------------


def test_an_answer_can_be_taken_back(play: Player) -> None:
    questions = [
        describe_choice(f"q{n}", answer="Io", wrong=["Europa", "Ganymede"]) for n in range(2)
    ]
    output = play(*questions, lines="1\nu\n?\nq\n", options=("-n", "2"))
    assert output.count("Question 1 of 2.") == 2
    assert "u  take your last answer back" not in output
    output = play(*questions, lines="1\n?\nq\n", options=("-n", "2"))
    assert "u  take your last answer back; one that you have seen" in output


def test_a_review_says_when_a_question_comes_back(play: Player) -> None:
    output = play(describe_typed("q", "Io"), lines="io\n", options=("--mode", "review"))
    assert "You meet it again " in output


def test_long_lines_break_between_words() -> None:
    text = "one two three four\n  1. five six seven\nYour answer: "
    assert wrap(text, 13) == "one two three\nfour\n  1. five six\n  seven\nYour answer: "
    assert wrap("x" * 30, 13) == "x" * 30
    assert wrap("Press enter to go on: ", 13) == "Press enter\nto go on: "


def test_lost_credit_has_its_reason(play: Player) -> None:
    question = describe_choice("q", kind="several", wrong=["Pluto", "Ceres"])
    del question["answer"]
    output = play(question | {"answers": ["Mars", "Venus"]}, lines="1 2 3 4\n")
    assert "2 of 2 found, and each of the 2 wrong picks takes one back." in output


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_at_a_terminal_lines_are_only_added_from_the_first_run_on(tmp_path: Path) -> None:
    arguments = ["-m", "spacequiz", "play", "--plain"]
    terminal = Terminal(arguments, SPACEQUIZ_HOME=str(tmp_path / "home"))
    try:
        terminal.see("Reading packs: 0 of", "Your answer:")
    finally:
        terminal.close()
    assert b"\r" not in terminal.output.replace(b"\r\n", b"")
