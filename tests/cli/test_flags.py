"""Players report questions; teachers list the reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from builders import Clock, make_runner
from spacequiz.cli import spacequiz
from spacequiz.errors import UsageError
from spacequiz.save import Save

if TYPE_CHECKING:
    from spacequiz.paths import Places


def _report(places: Places, reason: str) -> None:
    save = Save.open(places, Clock())
    save.flag(save.player("Ana"), "planets/biggest", reason)
    save.close()


def test_without_reports_the_command_says_how_to_make_one(places: Places) -> None:
    result = make_runner().invoke(spacequiz, ["packs", "flags"])
    assert result.exit_code == 0
    assert "Players report one with !" in result.output


def test_a_pack_that_there_is_not_is_told_of_unless_it_was_reported(places: Places) -> None:
    result = make_runner().invoke(spacequiz, ["packs", "flags", "--pack", "planet"])
    assert isinstance(result.exception, UsageError)
    assert result.exception.message == "There is no pack planet."
    # A pack that was removed since still has its reports.
    _report(places, "Saturn is right, too")
    result = make_runner().invoke(spacequiz, ["packs", "flags", "--pack", "planets"])
    assert "Saturn is right, too" in result.output


def test_a_report_names_question_player_and_reason(places: Places) -> None:
    _report(places, "Saturn is right, too")
    result = make_runner().invoke(spacequiz, ["packs", "flags"])
    assert "planets/biggest" in result.output
    assert "Ana" in result.output
    assert "Saturn is right, too" in result.output


def test_a_report_never_reaches_the_terminal_as_a_command(places: Places) -> None:
    _report(places, "\x1b[2Jgone")
    assert "\x1b" not in make_runner().invoke(spacequiz, ["packs", "flags"]).output


def test_programs_read_the_reports_as_json(places: Places) -> None:
    _report(places, "wrong")
    (flag,) = json.loads(make_runner().invoke(spacequiz, ["packs", "flags", "--json"]).output)
    assert (flag["address"], flag["player"], flag["reason"]) == ("planets/biggest", "Ana", "wrong")
