"""`spacequiz scores`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from builders import Clock, make_runner
from spacequiz.cli.scores import scores
from spacequiz.game.records import Answer, Setup, Verdict
from spacequiz.paths import find_places
from spacequiz.save import Save

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPACEQUIZ_HOME", str(tmp_path))
    return tmp_path


def play(
    name: str,
    packs: tuple[str, ...] = ("moons",),
    *,
    mode: str = "classic",
    finish: bool = True,
    code: str = "",
) -> None:
    save = Save.open(find_places(), Clock())
    setup = Setup(packs, mode)
    game = save.start_game(save.player(name), setup, "s33d", [("moons/io", "moons/io")], code)
    for position, verdict in enumerate((Verdict.RIGHT, Verdict.RIGHT, Verdict.WRONG)):
        points = 100 if verdict is Verdict.RIGHT and mode == "classic" else 0
        answer = Answer(position, "moons/io", "moons/io", ("Io",), verdict, 1.0, points, 2.0)
        save.record(game, answer)
    if finish:
        save.finish(game)
    save.close()


def test_the_table_has_codes_only_where_a_game_has_one() -> None:
    play("Ann")
    assert "code" not in run()
    play("Bob", code="0508-0007-NC7M")
    head, newest, _ = run().splitlines()
    assert head.index("code") == newest.index("0508-0007-NC7M")


def test_a_game_that_brings_no_points_has_none_in_the_table() -> None:
    play("Ann", mode="review")
    assert "points" not in run()
    play("Bob")
    head, newest, oldest = run().splitlines()
    at = head.index("points") + len("points") - 1
    assert (newest[at], oldest[at]) == ("0", " ")


def run(*arguments: str) -> str:
    result = make_runner().invoke(scores, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_json_has_exactly_the_keys_that_scripts_rely_on() -> None:
    play("Ann")
    play("Bob", finish=False)
    newest, oldest = json.loads(run("--json"))
    assert newest["player"] == "Bob"
    assert newest["finished"] == ""
    assert list(oldest.items()) == [
        ("player", "Ann"),
        ("mode", "classic"),
        ("packs", ["moons"]),
        ("started", "2026-03-01T12:00:00Z"),
        ("finished", "2026-03-01T12:00:00Z"),
        ("questions", 3),
        ("right", 2),
        ("points", 200),
        ("best_streak", 2),
        ("seed", "s33d"),
        ("code", ""),
    ]


def test_the_table_is_aligned_whatever_the_script() -> None:
    play("Ann")
    play("火星 🪐", packs=("a-very-long-pack-name-indeed", "another-one"), finish=False)
    head, newest, oldest = run().splitlines()
    assert head.split() == ["played", "player", "mode", "packs", "right", "points", "streak"]
    assert newest.endswith("unfinished")
    assert "…" in newest
    assert "2/3     200       2" in oldest
    # Each of the three wide characters takes two columns.
    assert newest.index("classic") + 3 == oldest.index("classic") == head.index("mode")


def test_of_one_player_and_only_the_newest() -> None:
    for name in ("Ann", "Bob", "Ann"):
        play(name)
    assert len(json.loads(run("--json", "--player", "ann"))) == 2
    assert len(json.loads(run("--json", "-n", "1"))) == 1
    assert "Cid has not played yet" in run("--player", "Cid")
    assert "Cid" not in run()


def test_without_games_it_says_how_to_play_one() -> None:
    assert "spacequiz play" in run()
    assert run("--json") == "[]\n"


def test_no_escape_sequence_reaches_the_terminal() -> None:
    play("A\x1b[31mnn\x9b\u202e")
    play("x", packs=("\x1b]0;title\x07",))
    out = run()
    assert not set(out) & set("\x1b\x07\x9b\u202e")
    assert "\x1b" not in run("--player", "\x1b[31mnobody")


def test_what_became_of_a_damaged_file_is_told(home: Path) -> None:
    play("Ann")
    (home / "save.db").write_bytes(b"")
    result = make_runner().invoke(scores, [])
    assert result.exit_code == 0
    assert "was restored" in result.stderr
