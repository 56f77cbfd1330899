"""Statistics: empty at first, then pictures of what was played, wide and narrow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup
from spacequiz.quizmaster.settings import GOAL

from .packs import write_strange

if TYPE_CHECKING:
    from builders import Clock

    from .stage import Player, Stage

DAY = 24 * 3600
SAME = Setup(("planets",), count=2, kinds=(Kind.CHOICE,))


async def play(player: Player, marks: str) -> None:
    for mark in marks:
        await player.answer(right=mark == "+")
        await player.press("enter")
    await player.until(lambda: player.screen == "ResultsScreen")


async def play_days(player: Player, clock: Clock, *days: str) -> None:
    for number, marks in enumerate(days):
        if number:
            clock.advance(DAY)
            player.app.start(SAME)
            await player.settle()
        await play(player, marks)
    await player.press("escape")
    await player.until(lambda: player.screen == "HomeScreen")


async def test_without_an_answer_the_screen_says_what_will_be_here(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("i")
        await player.see("Nothing to see yet", "how accurate you are", "Press esc, then p to play.")
        await player.press("enter", "pagedown", "escape")
        await player.until(lambda: player.screen == "HomeScreen")


async def test_the_pictures_show_what_was_played(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME) as player:
        await play_days(player, clock, "--", "+-", "++")
        for size in [(120, 40), (80, 24), (60, 20), (40, 12)]:
            await player.resize(*size)
            await player.press("i")
            await player.see("6 answers", "3 games")
            await page_through(
                player,
                *("50%", "3 days in a row", "Accuracy, day by day", "Mastery by category"),
                *("Planets", "Days you played", "Due in the next two weeks"),
                *("Hardest for you", "Best on"),
            )
            await player.press("escape")


async def page_through(player: Player, *texts: str) -> None:
    """Read on until every text has been seen."""
    missing = set(texts)
    while missing := {text for text in missing if text not in player.words}:
        await turn_page(player, f"{missing}")


async def turn_page(player: Player, wanted: str) -> None:
    """Read on, a page, and wait until it is painted."""
    part = player.app.screen.query_one("#statistics")
    top, page = part.scroll_y, player.words
    await player.press("pagedown")
    await player.until(lambda: part.scroll_y > top and player.words != page, wanted)


async def test_wide_pictures_stand_side_by_side(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME, size=(120, 40)) as player:
        await play_days(player, clock, "+-")
        await player.press("i")
        await player.see("Accuracy, day by day", "▒ learning", "mastered: 21", "2 of 6")
        assert "Due in the next two weeks" in player.line_with("Accuracy, day by day")
        await player.resize(70, 40)
        assert "Due in the next two weeks" not in player.line_with("Accuracy, day by day")


async def test_a_hard_question_opens_with_its_explanation(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME, size=(80, 50)) as player:
        await play_days(player, clock, "--", "--")
        await player.press("i")
        await player.see("Hardest for you", "0% of 2")
        await player.press("enter")
        await player.see("That is how it is with", "esc closes")
        await player.press("escape")
        await player.until(lambda: player.screen == "StatisticsScreen")


async def test_what_is_set_aside_is_listed_opens_and_can_be_taken_back(stage: Stage) -> None:
    async with stage.open(Setup(count=2, kinds=(Kind.CHOICE,))) as player:
        ask = player.card.ask
        await player.answer(right=True)
        await player.press("z")
        await player.see("Set aside: reviews leave it out.")
        await player.press("enter")
        await player.answer(right=True)
        await player.press("enter")
        await player.see("Next")
        await player.press("escape", "i", "z")
        await player.see("Set aside: reviews leave these out", ask)
        await player.press("enter")
        await player.see("esc closes")
        await player.press("escape", "z")
        await player.see("Accuracy, day by day")
        assert player.app.quizmaster.planner.list_aside() == []
        assert "set aside" not in player.keys


async def test_a_hard_question_that_is_gone_is_left_out(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME) as player:
        await play_days(player, clock, "--", "--")
    (stage.places.bundled / "planets.yaml").unlink()
    async with stage.open(size=(80, 50)) as player:
        await player.press("i")
        await player.see("4 answers", "Hardest for you: nothing yet")
        await player.press("enter")
        assert player.screen == "StatisticsScreen"


async def test_home_tells_the_goal_of_the_day_and_the_days_in_a_row(
    stage: Stage, clock: Clock
) -> None:
    async with stage.open() as player:
        await player.see("today 0 of 10 answers")
    async with stage.open(SAME) as player:
        await play_days(player, clock, "++", "++")
        await player.see("today 2 of 10 answers", "2 days in a row")
        player.app.change_setting(GOAL, 2)
    async with stage.open() as player:
        await player.see("today's 2 answers are given")


async def test_a_week_in_a_row_earns_a_day_that_is_forgiven(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME) as player:
        await play_days(player, clock, *["++"] * 7)
        await player.press("i")
        await player.see("7 days in a row", "1 missed day would be forgiven")
        await player.press("escape")
        clock.advance(2 * DAY)
        await player.press("i")
        await player.see("7 days in a row")
        await player.miss("would be forgiven")


async def test_a_clock_that_was_set_back_is_survived(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME) as player:
        await play_days(player, clock, "+-")
        clock.time -= timedelta(days=40)
        await player.press("i")
        await player.see("2 answers", "A day counts once you have finished a game on it.")


async def test_players_stand_together_on_the_leader_board(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME, size=(80, 50)) as player:
        await play_days(player, clock, "++")
        game = player.app
        game.change_player(game.quizmaster.save.player("Bob"))
        game.start(SAME)
        await player.settle()
        await play(player, "+-")
        await player.press("escape", "i")
        await player.see("Best on this machine", "1. Ann", "2. Bob")


async def test_strange_names_are_shown_as_they_are(stage: Stage) -> None:
    write_strange(stage.places.packs)
    async with stage.open(Setup(("strange",)), size=(80, 50)) as player:
        while player.screen != "ResultsScreen":
            await player.press("f3" if player.card.kind in (Kind.TYPED, Kind.NUMBER) else "s")
            await player.press("enter")
        await player.press("escape", "i")
        await player.see("[bold]Markup[/]", "Statistics")


async def test_statistics_in_ascii(stage: Stage, clock: Clock) -> None:
    async with stage.open(SAME, ascii_only=True) as player:
        await play_days(player, clock, "+-")
        await player.press("i")
        await player.see("2 answers")
        for _ in range(5):
            assert player.text.isascii(), player.text
            await player.press("pagedown")
