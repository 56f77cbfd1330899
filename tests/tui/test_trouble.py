"""Trouble: a save file that cannot be written, and what the player is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import scribble
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.quizmaster.looking_back import Archive
from spacequiz.tui.screens.statistics import StatisticsScreen

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


def _fail(*_: object) -> None:
    raise RuntimeError("boom")


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
