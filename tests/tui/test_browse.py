"""Browsing a pack on the screen: listed, searched, and each question shown with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import describe_choice, write_pack
from spacequiz.tui.screens.browse import BrowseScreen

if TYPE_CHECKING:
    from .stage import Stage

MANY = 10_000


async def test_a_pack_is_searched_and_a_question_shown_with_its_answer(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("k", "b")
        await player.see("Which planet is the largest?", "Planets")
        await player.type("HOTTEST")
        await player.see("1 of ", "Which planet is the hottest?")
        await player.miss("largest")
        await player.press("enter")
        await player.see("Venus")
        await player.press("escape")
        await player.until(lambda: player.screen == "BrowseScreen")
        await player.press("escape")
        await player.see("largest")
        await player.press("escape")
        await player.until(lambda: player.screen == "PacksScreen")


async def test_ten_thousand_questions_are_paged_through_and_clicked(stage: Stage) -> None:
    questions = [describe_choice(f"q{n}", ask=f"What is number {n}?") for n in range(MANY)]
    for path in stage.places.bundled.glob("*.yaml"):
        path.unlink()
    write_pack(stage.places.packs, questions, "many")
    async with stage.open() as player:
        await player.press("k")
        await player.see("10,000 questions")
        await player.press("b")
        await player.see("What is number 0?")
        await player.press("pagedown", "pagedown", "down", "up")
        await player.miss("What is number 0?")
        await player.type("9999")
        await player.see("1 of 10,000 questions")
        await player.click("What is number 9999?")
        await player.see("right of q9999")


async def test_nothing_found_opens_nothing(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("k", "b")
        await player.see("largest")
        await player.type("zzzz")
        await player.see("0 of ")
        await player.press("down", "enter")
        assert player.screen == "BrowseScreen"


async def test_a_pack_that_went_away_meanwhile_has_no_questions(stage: Stage) -> None:
    async with stage.open() as player:
        await player.see("Play")
        (pack,) = [p for p in player.app.quizmaster.bank.packs() if p.id == "planets"]
        player.app.quizmaster.bank.set_sources(())
        player.app.push_screen(BrowseScreen(pack))
        await player.see("0 questions")


async def test_a_pack_is_reviewed_from_the_packs(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("k", "v")
        await player.until(lambda: player.screen == "QuestionScreen")
        assert player.app.quizmaster.setup.mode == "review"
        assert player.app.quizmaster.setup.packs == (player.app.packs[0].id,)
