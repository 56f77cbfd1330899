"""`spacequiz night`: what it takes for teams, and what it says where there is no screen."""

from __future__ import annotations

import pytest

from builders import make_runner
from spacequiz.cli.night import night
from spacequiz.errors import SpacequizError, UsageError


def refuse(*arguments: str) -> SpacequizError:
    """Return the error that these arguments lead to."""
    error = make_runner().invoke(night, arguments).exception
    assert isinstance(error, SpacequizError), error
    return error


@pytest.mark.parametrize("names", ["Ann", " , \x1b,Ann", "a,b,c,d,e,f,g,h,i"])
def test_there_are_two_to_eight_teams(names: str) -> None:
    error = refuse("--teams", names)
    assert isinstance(error, UsageError)
    assert "two to eight teams" in str(error)
    assert "--teams Ann,Bob" in error.hint


@pytest.mark.parametrize("names", ["Ann,ann", "Ann,A\x1bnn", "y" * 200 + "," + "y" * 199 + "z"])
def test_two_names_that_would_look_the_same_are_refused(names: str) -> None:
    assert "same name" in str(refuse("--teams", names))


def test_without_a_terminal_there_is_no_quiz_night() -> None:
    assert "terminal" in str(refuse("--teams", "[/],[@click=app.quit]x[/]"))


def test_a_format_is_one_of_three() -> None:
    result = make_runner().invoke(night, ["--format", "bingo"])
    assert result.exit_code == 2
    assert "'rounds', 'board', 'buzzer'" in result.stderr
