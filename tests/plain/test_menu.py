"""The plain menu: every item works to its end and comes back."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest

from builders import describe_typed, make_runner, write_pack
from spacequiz import language
from spacequiz.cli import spacequiz
from spacequiz.game.kinds import Kind
from spacequiz.packs.library import open_bank
from spacequiz.plain.menu import PlainMenu
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.settings import PLAIN
from spacequiz.save import Save
from spacequiz.words import UNICODE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from builders import Clock
    from spacequiz.paths import Places

    Visit = Callable[..., str]

QUESTIONS = [describe_typed(f"q{n}", "Io", difficulty="easy") for n in range(12)]
BYE = "Goodbye. Everything is saved.\n"


@pytest.fixture
def visit(places: Places, clock: Clock) -> Visit:
    """Return what types lines at the menu, and returns what it printed."""
    write_pack(places.packs, QUESTIONS)

    def type_lines(*lines: str) -> str:
        bank, save = open_bank(places, ()), Save.open(places, clock)
        bank.refresh()
        quizmaster = Quizmaster(bank, save, save.player("Ann"), clock=clock, kinds=tuple(Kind))
        output = StringIO()
        typed = StringIO("".join(f"{line}\n" for line in lines))
        assert PlainMenu(quizmaster, typed, output, UNICODE).run() == 0
        save.close()
        bank.close()
        return output.getvalue()

    return type_lines


@pytest.mark.parametrize("lines", [(), ("9",), ("quit",), ("QUIT",)])
def test_the_menu_lists_what_there_is_and_ends(visit: Visit, lines: tuple[str, ...]) -> None:
    output = visit(*lines)
    assert "  1. Play\n  2. Review: 10 new\n  3. Daily: ten questions, the same" in output
    rest = "  4. Statistics\n  5. Scores\n  6. Packs\n  7. Players: Ann\n  8. Settings\n  9. Quit\n"
    assert rest in output
    assert output.endswith(BYE)


def test_a_game_is_played_and_the_menu_comes_back(visit: Visit) -> None:
    output = visit("play", "2", "1", "1", *["io"] * 5, "9")
    assert "The pack, Classic, 5 questions." in output
    results = output.partition("5 of 5 right")[2]
    assert "\nMenu\n" in results
    # What was chosen is offered as the usual, and is two lines away.
    assert "1. As before: Classic, The pack, 5 questions" in visit("1", "0", "9")


def test_a_game_that_was_left_goes_on(visit: Visit) -> None:
    output = visit("1", "1", "io", "q", "9")
    assert "Every answer is saved; Play in the menu goes on with it.\n" in output
    output = visit("1", "1", *["io"] * 9)
    assert "1. Go on with the game that was left: Classic, 1 of 10 answered" in output
    assert "10 of 10 right" in output


def test_review_and_the_daily_are_played(visit: Visit) -> None:
    output = visit("review", *["io"] * 10, "daily", *["io"] * 10, "daily", "9")
    assert "The pack, Review, 10 questions." in output
    assert "The pack, Daily, 10 questions." in output
    assert "3. Daily: done: 10 of 10 right" in output
    assert "Today's ten are played. Tomorrow brings new ones." in output
    assert output.endswith(BYE)


def test_what_cannot_be_played_says_so_and_comes_back(visit: Visit) -> None:
    output = visit("1", "2", "missed", "9")
    assert "Nothing was missed. Play a game first.\n\nMenu\n" in output


def test_statistics_and_scores_are_read(visit: Visit) -> None:
    output = visit("4", "5", "9")
    assert "Nothing to see yet." in output
    assert "No games yet." in output
    visit("1", "2", "1", "1", "no", *["io"] * 4, "9")
    output = visit("4", "5", "9")
    assert "5 answers, 80% accuracy, 1 game. Best streak: 4." in output
    assert "General: 5 answers, 80% right; 5 seen" in output
    assert "Hardest for you:\n  0% of 1: Which option of" in output
    assert ", Classic, 4 of 5 right, " in output


def test_what_was_set_aside_is_listed_and_taken_back(
    visit: Visit, places: Places, clock: Clock
) -> None:
    assert "Set aside" not in visit("4", "9")
    save = Save.open(places, clock)
    save.set_aside(save.player("Ann"), "pack/q3", aside=True)
    save.close()
    output = visit("4", "1", "9")
    assert output.count("Set aside. Choose one for reviews to ask it again") == 1
    assert "Set aside" not in visit("4", "9")


def test_packs_are_described_and_played(visit: Visit) -> None:
    output = visit("6", "1", "1", "q", "0", "9")
    assert "12 questions, language en.\nKinds: typed answer 12.\n  General: 12\n" in output
    assert "The pack, Classic, 10 questions." in output


def test_questions_of_a_pack_are_searched_and_read(visit: Visit) -> None:
    output = visit("6", "1", "3", "", "11", "1", "0", "0", "9")
    assert "12 questions found." in output
    assert "  11. More questions\n" in output
    assert "General, easy.\nWhich option of q10 is right?\nThe answer: Io\n" in output
    output = visit("6", "1", "3", "q11", "1", "0", "0", "9")
    assert "1 question found." in output
    assert "Which option of q11 is right?\nThe answer: Io\nThat is how q11 is.\n" in output


def test_settings_are_changed_at_once(visit: Visit) -> None:
    output = visit("8", "Motion", "off", "13", "5", "0", "9")
    assert "Whether the flight glides and points count up.\n  1. on\n  2. off\n" in output
    assert "3. Motion: off" in output
    assert "Type a whole number from 0 to 12: " in output
    assert "13. Day begins: 5:00" in output


def test_another_language_is_spoken_at_once(visit: Visit) -> None:
    try:
        output = visit("8", "Language", "3", "0", "9")
    finally:
        language.choose("en")
    assert "2. Idioma: Español" in output
    assert output.endswith("Hasta pronto. Todo está guardado.\n")


@pytest.mark.usefixtures("warm_home")
@pytest.mark.parametrize("way", ["variable", "setting"])
def test_spacequiz_alone_opens_the_menu_for_who_wants_it(
    warm_home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "variable":
        monkeypatch.setenv("SPACEQUIZ_PLAIN", "1")
    else:
        arguments = ["settings", "set", PLAIN.name, "on"]
        assert make_runner().invoke(spacequiz, arguments).exit_code == 0
    done = make_runner().invoke(spacequiz, [], input="")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\nMenu\n  1. Play\n" in done.stdout
    done = make_runner().invoke(spacequiz, ["play", "-n", "1"], input="")
    assert "Question 1 of 1." in done.stdout


@pytest.mark.usefixtures("warm_home")
def test_without_the_wish_the_screen_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACEQUIZ_PLAIN", "0")
    done = make_runner().invoke(spacequiz, [], input="")
    assert "The screen needs a terminal" in str(done.exception)


def test_somebody_else_is_added_and_plays(visit: Visit) -> None:
    output = visit("players", "2", "Bob", "9")
    assert "1. Ann, who plays now\n  2. Add a player\n" in output
    assert "Bob plays now." in output
    assert "7. Players: Bob" in output


def test_a_player_is_renamed_or_let_play(visit: Visit) -> None:
    output = visit("7", "2", "Bob", "7", "1", "2", "Eve", "1", "1", "9")
    assert "1. Play\n  2. Rename\n  3. Delete\n" in output
    assert "  1. Eve\n" in output
    assert "Eve plays now." in output


def test_a_player_is_deleted_by_name_alone(visit: Visit) -> None:
    output = visit("7", "2", "Bob", "7", "1", "3", "no", "1", "3", "ann", "0", "9")
    assert "Delete Ann, 0 games" in output
    assert "Nothing was deleted." in output
    assert "Ann was deleted. A copy is kept, to import again: " in output
    assert "  1. Bob, who plays now\n  2. Add a player\n" in output


def test_a_name_that_is_taken_is_refused(visit: Visit) -> None:
    output = visit("7", "2", "Bob", "7", "2", "1", "Ann", "9")
    assert "There is a player Ann already. Choose another name." in output
