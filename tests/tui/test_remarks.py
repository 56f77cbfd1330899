"""Remarks on a question: notes and reports, shown with its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.records import Setup

from .packs import write_many

if TYPE_CHECKING:
    from .stage import Stage

SETUP = Setup(("many",), count=2, seed="1")


async def test_a_note_is_written_shown_and_comes_back_with_the_question(stage: Stage) -> None:
    write_many(stage.places.packs, 2)
    async with stage.open(SETUP) as player:
        assert "note" not in player.keys
        await player.press("n", "exclamation_mark")
        assert player.screen == "QuestionScreen"
        await player.answer(right=True)
        await player.press("n")
        await player.see("Your note")
        await player.type("think of 12")
        await player.press("enter")
        await player.see("Your note: think of 12")
    async with stage.open(SETUP) as player:
        await player.miss("think of 12")
        await player.answer(right=False)
        await player.see("Your note: think of 12")
        await player.press("n")
        await player.see("think of 12", "enter done")
        await player.press("ctrl+u", "enter")
        await player.miss("Your note:")
        await player.press("enter")
        await player.answer(right=True)
        await player.miss("Your note:")


async def test_escape_keeps_the_note(stage: Stage) -> None:
    write_many(stage.places.packs, 2)
    async with stage.open(SETUP) as player:
        await player.answer(right=True)
        await player.press("n")
        await player.type("abc")
        await player.press("escape")
        await player.miss("Your note")
        assert player.app.quizmaster.annotations.note == ""


async def test_a_question_is_reported_with_a_reason_and_the_report_taken_back(
    stage: Stage,
) -> None:
    write_many(stage.places.packs, 2)
    async with stage.open(SETUP) as player:
        await player.answer(right=False)
        await player.press("exclamation_mark")
        await player.see("Report this question", "What is wrong with it?", "kept with your answers")
        await player.type("two are right")
        await player.press("enter")
        await player.see("You reported this question.")
        save = player.app.quizmaster.save
        (flag,) = save.flags()
        assert (flag.player, flag.reason) == ("Ann", "two are right")
        await player.press("exclamation_mark")
        await player.miss("You reported this question.")
        assert save.flags() == []
        await player.press("exclamation_mark", "escape")
        assert save.flags() == []


async def test_a_note_of_markup_is_shown_as_it_is(stage: Stage) -> None:
    write_many(stage.places.packs, 2)
    async with stage.open(SETUP) as player:
        await player.answer(right=True)
        await player.press("n")
        await player.paste("[/] [@click=app.quit]x[/]\x1b[31m")
        await player.press("enter")
        await player.see("Your note: [/] [@click=app.quit]x[/]")
