"""What can be typed while a verdict of the plain game waits to be read."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from builders import describe_choice, describe_typed, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.packs.library import open_bank
from spacequiz.plain.game import PlainGame
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.settings import HOW_SURE
from spacequiz.save import Save
from spacequiz.words import UNICODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from builders import Clock
    from spacequiz.paths import Places

    Sitting = Callable[..., "Done"]

IO = describe_typed("io", "Io", difficulty="easy")
LUNA = describe_typed("luna", "Io", difficulty="easy")


class Terminal(StringIO):
    """A keyboard at a terminal."""

    def isatty(self) -> bool:
        return True


class Done(NamedTuple):
    """What a game printed, and what it left."""

    output: str
    answered: int
    note: str
    flag: bool


@pytest.fixture
def sit_down(places: Places, clock: Clock) -> Sitting:
    """Return what plays questions at a terminal."""

    def play_one(
        *questions: dict[str, Any],
        lines: str,
        mode: str = "classic",
        sure: bool = False,
        **head: Any,
    ) -> Done:
        write_pack(places.packs, questions, **head)
        bank, save = open_bank(places, ()), Save.open(places, clock)
        bank.refresh()
        ann, output = save.player("Ann"), StringIO()
        quizmaster = Quizmaster(bank, save, ann, clock=clock, kinds=tuple(Kind))
        HOW_SURE.write(save, ann, sure)
        setup = Setup(mode=mode, count=len(questions))
        PlainGame(quizmaster, Terminal(lines), output, UNICODE).play(setup)
        answers = save.answers(save.scores(ann)[0].game)
        key = str(questions[0]["id"])
        done = Done(
            output.getvalue(),
            len(answers),
            save.note(ann, f"pack/{key}"),
            save.is_flagged(ann, f"pack/{key}"),
        )
        save.close()
        bank.close()
        return done

    return play_one


def test_u_at_a_verdict_takes_the_answer_back(sit_down: Sitting) -> None:
    done = sit_down(IO, lines="no\nu\nio\n\n")
    assert "✗ Not quite." in done.output
    assert done.output.count("Question 1 of 1.") == 2
    assert "✓ Right, you had seen the answer." in done.output
    assert done.answered == 1


def test_a_minus_asks_again_in_a_review_and_a_plus_does_not(sit_down: Sitting) -> None:
    done = sit_down(IO, lines="io\n-\n\nio\n\n", mode="review")
    assert "- again, + easy" in done.output
    assert "✓ Right, you want it again." in done.output
    assert done.answered == 2
    assert sit_down(IO, lines="io\n+\n\n", mode="review").answered == 1
    assert "- again" not in sit_down(IO, lines="io\n\n").output


def test_how_sure_is_asked_where_the_player_wants_it(sit_down: Sitting) -> None:
    assert "How sure" not in sit_down(IO, lines="io\n\n").output
    done = sit_down(IO, lines="no\nc\n\n", sure=True)
    assert "How sure are you? 1 guess, 2 fairly sure, 3 certain, enter for 2: " in done.output
    assert "✗ Not quite, you were sure." in done.output
    assert "Worth another look: 1, 1 of them though you were sure\n" in done.output
    assert "you were sure" not in sit_down(IO, lines="no\n\n\n", sure=True).output


def test_z_sets_a_question_aside_and_takes_it_back(sit_down: Sitting) -> None:
    done = sit_down(IO, lines="no\nz\n\n", mode="review")
    assert "Set aside: reviews leave it out." in done.output
    assert done.answered == 1
    assert "Reviews ask it again." in sit_down(IO, lines="io\nz\n\n").output


@pytest.mark.parametrize("lines", ["io\nn ask about this\n\n", "io\nn\nask about this\n\n"])
def test_n_writes_a_note(sit_down: Sitting, lines: str) -> None:
    done = sit_down(IO, lines=lines)
    assert "Noted." in done.output
    assert done.note == "ask about this"


def test_a_note_is_kept_without_a_word_and_taken_away_by_a_dash(sit_down: Sitting) -> None:
    assert sit_down(IO, lines="io\nn one\nn\n\n\n").note == "one"
    assert sit_down(IO, lines="io\nn -\n\n").note == ""


def test_an_exclamation_mark_reports_and_takes_it_back(sit_down: Sitting) -> None:
    done = sit_down(IO, lines="io\n! two are right\n\n")
    assert "Reported." in done.output
    assert done.flag
    done = sit_down(IO, lines="io\n!\n\n")
    assert "Your report is taken back." in done.output
    assert not done.flag
    assert sit_down(IO, lines="io\n!\n\n\n").flag


def test_w_says_why_the_others_are_wrong(sit_down: Sitting) -> None:
    done = sit_down(describe_choice("c"), lines="s\nw\n\n")
    for number in (1, 2, 3):
        assert f"wrong {number} of c: Why {number} fails." in done.output
    assert "w why not" not in sit_down(IO, lines="io\n\n").output


def test_p_says_where_the_source_can_be_read(sit_down: Sitting) -> None:
    book = {"title": "Science 5", "publisher": "Moon Press", "url": "https://example.org/5"}
    done = sit_down(IO, lines="io\n?\np\n\n", documents={"textbook": book})
    assert "\np  read what" in done.output
    assert "Science 5\nTo be found at: Moon Press, https://example.org/5\n" in done.output
    assert "Its text does not come with the pack. The question is built from" in done.output
    assert "\np  read" not in sit_down(IO, lines="io\n?\n\n").output


def test_the_score_runs_along(sit_down: Sitting) -> None:
    done = sit_down(IO, LUNA, lines="io\n\nio\n\n")
    assert done.output.count("So far: 1 of 1 right, 100 points.\n") == 1
    assert done.output.count("So far") == 1


def test_a_review_counts_no_points(sit_down: Sitting) -> None:
    done = sit_down(IO, LUNA, describe_typed("q", "Io"), lines="io\n\n" * 3, mode="review")
    assert "So far: 2 of 2 right, 2 in a row.\n" in done.output


def test_q_at_a_verdict_stops_the_game(sit_down: Sitting) -> None:
    done = sit_down(IO, LUNA, lines="io\nq\n")
    assert "The game stops here." in done.output
    assert done.answered == 1


def test_the_prompt_names_its_letters_and_a_question_mark_explains_them(sit_down: Sitting) -> None:
    done = sit_down(IO, lines="io\n?\nhm\n\n")
    assert "Press enter to go on (u undo, n note, ! report, z set aside, ? more): " in done.output
    for line in ("u  take", "n  write", "!  report", "+  you knew", "q  quit"):
        assert f"\n{line}" in done.output
    assert "\n=  your" not in done.output
    assert "That can't be done here. Enter goes on" in done.output
    assert "\n=  your answer was right" in sit_down(IO, lines="no\n?\n\n").output


def test_the_help_of_a_question_says_what_comes_after_it(sit_down: Sitting) -> None:
    assert "After the verdict you can also undo" in sit_down(IO, lines="?\nio\n\n").output
