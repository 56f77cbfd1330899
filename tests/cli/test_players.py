"""`spacequiz players`."""

from __future__ import annotations

import json

import pytest

from builders import Clock, make_runner
from spacequiz.cli.history import history
from spacequiz.cli.players import players
from spacequiz.errors import UsageError
from spacequiz.paths import find_places
from spacequiz.quizmaster import PLAYER_SETTING
from spacequiz.save import Save


@pytest.fixture(autouse=True)
def _two_players() -> None:
    save = Save.open(find_places(), Clock())
    for name in ("Ann", "Bob"):
        save.player(name)
    save.set_setting(None, PLAYER_SETTING, "Ann")
    save.close()


def call(*arguments: str, typed: str = "") -> str:
    done = make_runner().invoke(players, arguments, input=typed, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_players_are_listed() -> None:
    assert (
        call() == call("list") == "Ann: 0 games, 0 answers, played last\nBob: 0 games, 0 answers\n"
    )
    rows = json.loads(call("--json"))
    assert rows[0] == {"name": "Ann", "games": 0, "answers": 0, "last": True}


def test_a_player_is_renamed_and_still_plays_next() -> None:
    assert call("rename", "ann", "Anna") == "Ann is called Anna now.\n"
    assert "Anna: 0 games, 0 answers, played last\n" in call()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rename", "Ann", "Bob"), "There is a player Bob already"),
        (("rename", "Ann", " "), "A player needs a name"),
        (("rename", "Eve", "Eva"), "There is no player Eve"),
        (("delete", "Eve", "--yes"), "There is no player Eve"),
        (("delete", "Ann"), "A deletion must be confirmed"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        call(*arguments)
    assert call().count("game") == 2


def test_a_deletion_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    for typed in ("n\n", "y\n\n", "y\nBob\n", "y\n"):
        make_runner().invoke(players, ["delete", "Ann"], input=typed)
        assert call().startswith("Ann: ")
    assert "Ann was deleted.\n" in call("delete", "Ann", typed="y\nann\n")
    assert call() == "Bob: 0 games, 0 answers\n"


def test_what_was_deleted_is_brought_back_as_the_command_says() -> None:
    line = call("delete", "Bob", "--yes").splitlines()[-1]
    path = line.partition("spacequiz history import ")[2]
    assert make_runner().invoke(history, ["import", path]).exit_code == 0
    assert "Bob: 0 games" in call()
