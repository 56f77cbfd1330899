"""`spacequiz settings`, and the page of settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from builders import make_runner
from spacequiz.cli.settings import settings
from spacequiz.errors import UsageError
from spacequiz.quizmaster.settings import SETTINGS, THEME, find_setting
from spacequiz.tui.themes import THEMES

PAGE = Path(__file__).parents[2] / "docs/settings.md"


def call(*arguments: str) -> str:
    done = make_runner().invoke(settings, arguments, catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def test_the_page_has_every_setting_as_the_table_has_it() -> None:
    rows = [
        f"| `{s.name}` | {s.type} | {s.name_value(s.default).name} | {s.allowed} | {s.about} |"
        for s in SETTINGS
    ]
    listed = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert listed == rows


def test_a_setting_is_changed_read_and_reset() -> None:
    assert call("get", "day-begins") == "4\n"
    assert call("set", "day-begins", "6:00") == "day-begins is 6 now.\n"
    assert call("get", "DAY_BEGINS") == "6\n"
    assert call("reset", "day-begins") == "day-begins is 4 now.\n"
    assert call("get", "day-begins") == "4\n"


def test_all_are_listed_with_what_they_are_and_can_be() -> None:
    call("set", "theme", "High Contrast")
    output = call()
    assert output == call("list")
    assert "theme = spacequiz-contrast\n" in output
    assert "a whole number from 0 to 12; the default is" in " ".join(output.split())
    rows = json.loads(call("--json"))
    assert [row["name"] for row in rows] == [setting.name for setting in SETTINGS]
    assert rows[0]["value"] == "spacequiz-contrast"
    assert rows[0]["default"] in rows[0]["values"]


@pytest.mark.parametrize("text", ["no", "FALSE", "0", "off"])
def test_a_switch_is_set_in_many_words(text: str) -> None:
    call("set", "motion", text)
    assert call("get", "motion") == "off\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("set", "day-begins", "13"), "It can be a whole number from 0 to 12."),
        (("set", "motion", "perhaps"), "motion cannot be perhaps.\nhint: It can be on or off."),
        (("set", "theme", ""), "theme cannot be empty."),
        (("get", "them"), "Did you mean theme?"),
        (("get", "zzz"), "There are: theme, language,"),
        (("--player", "Nobody", "get", "theme"), "There is no player Nobody."),
        (("reset",), "or say --all"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError) as fault:
        call(*arguments)
    assert message in str(fault.value)
    assert fault.value.exit_code == 2


def test_every_player_has_their_own() -> None:
    call("set", "bell", "off")
    assert call("reset", "--all").count(" now.\n") == len(SETTINGS)
    assert call("get", "bell") == "on\n"


def test_the_table_knows_the_themes() -> None:
    names = [value.name for value in THEME.values]
    assert names[:3] == [theme.name for theme in THEMES]
    assert set(names[3:]) <= set(BUILTIN_THEMES)


def test_a_setting_that_makes_no_sense_is_the_default() -> None:
    assert find_setting("theme").read(Broken(), None) == THEME.default  # type: ignore[arg-type]


class Broken:
    """A save file that holds nonsense."""

    def setting(self, *_: object) -> str:
        return "no such theme"
