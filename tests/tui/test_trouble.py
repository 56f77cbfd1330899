"""Trouble: a save file that cannot be written, and what the player is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import find_right, scribble
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.quizmaster import Quizmaster
from spacequiz.quizmaster.looking_back import Archive
from spacequiz.quizmaster.night import NightMaster
from spacequiz.quizmaster.settings import HOW_SURE
from spacequiz.tui.night.dialogs import NightLogScreen
from spacequiz.tui.screens import dialogs
from spacequiz.tui.screens.dialogs import HelpScreen
from spacequiz.tui.screens.statistics import StatisticsScreen
from spacequiz.tui.widgets.forms import Menu

from .night import begin
from .packs import write_many

if TYPE_CHECKING:
    from .stage import Stage

CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")


async def test_a_save_file_that_fails_in_mid_game_is_told_of_until_it_works_again(
    stage: Stage,
) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
        await player.miss("Answers cannot be written")
        home = stage.places.save.parent
        away = home.with_name("away")
        home.rename(away)
        home.write_text("in the way of the folder")
        await player.press("enter")
        await player.see("! Answers cannot be written now", "the game goes on in memory")
        await player.answer(right=False)
        await player.see("! Answers cannot be written now", "✗ Not quite")
        await player.press("enter")
        await player.see("1 of 2 right", "! Answers cannot be written now")
        await player.press("escape")
        await player.see("! Answers cannot be written now", "Play")
        home.unlink()
        away.rename(home)
        await player.press("enter", "enter")
        await player.see("1 of 10")
        await player.miss("Answers cannot be written")
    async with stage.open() as player:
        scores = player.app.quizmaster.save.scores(player.app.quizmaster.player)
        assert [(score.right, score.questions) for score in scores] == [(1, 2)]


async def test_a_damaged_save_file_is_told_of_at_home(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
    stage.places.save.write_bytes(b"\x00" * 4096)
    async with stage.open(size=(100, 40)) as player:
        await player.see("The save file")
        await player.press("enter")
        await player.see("A new game")


async def test_a_save_file_that_breaks_in_mid_game_is_told_of_and_the_game_goes_on(
    stage: Stage,
) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
        scribble(stage.places.save)
        await player.press("enter")
        await player.answer(right=True)
        await player.see("The save file was damaged", "✓")
        await player.miss("Answers cannot be written")
    async with stage.open() as player:
        scores = player.app.quizmaster.save.scores(player.app.quizmaster.player)
        assert [(score.right, score.questions) for score in scores] == [(2, 2)]


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError("boom")


# What is opened in mid-game, what of it fails, and the keys that bring it about.
FAULTS = {
    "a help that cannot be made": (HelpScreen, "__init__", ("?",)),
    "a help without text": (HelpScreen, "compose_text", ("?",)),
    "a line that cannot be drawn": (Menu, "render", ("escape",)),
    "a key of a dialog": (HelpScreen, "action_scroll", ("?", "down")),
    "a key of a part of a dialog": (Menu, "on_key", ("escape", "x")),
    "what is chosen": (Menu, "action_choose", ("escape", "enter")),
    "a pause that cannot be made": (dialogs, "ask_at_pause", ("escape",)),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_fails_over_a_question_costs_itself_and_the_game_goes_on(
    fault: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, keys = FAULTS[fault]
    reports: list[BaseException] = []
    async with stage.open(CHOICE, report=reports.append) as player:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, _fail, raising=False)
            await player.press(*keys)
            await player.see("This cannot be shown because of a", "1 of 2")
            await player.until(lambda: player.screen == "QuestionScreen", "the question")
        assert [str(error) for error in reports] == ["boom"]
        await player.answer(right=True)
        await player.press("enter")
        await player.see("2 of 2")
        await player.press("?")
        await player.see("esc closes")


async def test_a_timer_that_fails_behind_a_screen_costs_that_screen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[BaseException] = []
    async with stage.open(report=reports.append) as player:
        await player.press("i")
        await player.see("Statistics")
        player.app.screen.set_timer(0.001, _fail)
        await player.see("This cannot be shown because of a", "Play")
        assert len(reports) == 1


async def test_an_answer_whose_dialog_fails_can_be_given_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage.open(CHOICE, report=lambda _: None) as player:
        player.app.change_setting(HOW_SURE, True)
        right = player.digits(find_right(player.question))
        with monkeypatch.context() as patch:
            patch.setattr(Menu, "action_choose", _fail)
            await player.press(*right)
            await player.see("How sure are you?")
            await player.press("enter")
            await player.see("This cannot be shown because of a")
            await player.miss("How sure are you?")
        await player.press(*right)
        await player.see("How sure are you?")
        await player.press("enter")
        await player.see("✓")


async def test_what_fails_over_a_stage_costs_itself_and_the_evening_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[BaseException] = []
    write_many(stage.places.bundled, 40)
    async with begin(stage) as night:
        player = night.player
        player.app._keep_report = reports.append
        monkeypatch.setattr(NightLogScreen, "compose_content", _fail)
        await player.press("ctrl+l")
        await player.see("This cannot be shown because of a")
        assert player.screen == "NightStageScreen"
        assert len(reports) == 1


@pytest.mark.parametrize(
    ("key", "owner", "name"), [("p", Quizmaster, "last_setup"), ("n", NightMaster, "last_setup")]
)
async def test_what_cannot_be_opened_at_home_is_told_of(
    key: str, owner: type, name: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[BaseException] = []
    async with stage.open(report=reports.append) as player:
        monkeypatch.setattr(owner, name, _fail)
        await player.press(key)
        await player.see("This cannot be shown because of a", "Play")
        assert len(reports) == 1


@pytest.mark.parametrize(
    "broken",
    [
        (Archive, "standing"),
        (StatisticsScreen, "compose_content"),
        (StatisticsScreen, "on_mount"),
        (StatisticsScreen, "_mastery"),
    ],
    ids=lambda broken: broken[1],
)
async def test_a_screen_that_fails_before_it_is_seen_costs_itself_alone(
    broken: tuple[type, str], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[BaseException] = []
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
    async with stage.open(report=reports.append) as player:
        with monkeypatch.context() as patch:
            patch.setattr(*broken, _fail, raising=False)
            await player.press("i")
            await player.see("This cannot be shown because of a", "❯ Continue")
        assert [str(error) for error in reports] == ["boom"]
        await player.press("i")
        await player.see("Statistics")
        assert len(reports) == 1
