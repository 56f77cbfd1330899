"""Players: who plays on this machine, each with cards, statistics and settings of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacequiz.game.records import Setup

if TYPE_CHECKING:
    from builders import Clock

    from .stage import Player, Stage

DAY = 24 * 3600


async def add_player(player: Player, name: str) -> None:
    await player.press("y", "a")
    await player.see("What is your name?")
    await player.type(name)
    await player.press("enter")
    await player.until(lambda: player.screen == "HomeScreen")


async def test_a_player_is_added_and_plays_now(stage: Stage) -> None:
    async with stage.open() as player:
        assert player.lines[0].endswith("Ann")
        await add_player(player, "Bob")
        assert player.app.player_name == "Bob"
        assert player.lines[0].endswith("Bob")
        await player.see("Players Bob")
        await player.press("y")
        await player.see("Ann", "Bob plays now")
        await player.press("up", "enter")
        await player.until(lambda: player.screen == "HomeScreen")
        assert player.lines[0].endswith("Ann")


async def test_each_player_has_cards_games_and_statistics_of_their_own(
    stage: Stage, clock: Clock
) -> None:
    async with stage.open(Setup(count=1)) as player:
        await player.answer(right=False)
        await player.press("enter", "escape")
        clock.advance(30 * DAY)
        await player.press("s", "escape")
        await player.see("1 due")
        await add_player(player, "Bob")
        await player.miss("1 due")
        await player.see("10 new")
        await player.press("s")
        await player.see("No games yet")
        await player.press("escape", "i")
        await player.see("Nothing to see yet")


async def test_each_player_has_settings_and_a_setup_of_their_own(stage: Stage) -> None:
    async with stage.open() as player:
        ann_theme = player.app.theme
        await player.press("t", "right", "escape")
        assert player.app.theme != ann_theme
        chosen = player.app.theme
        await player.press("p", "down", "down", "right", "s", "escape", "down", "enter")
        await add_player(player, "Bob")
        assert player.app.theme == ann_theme
        assert player.app.unfinished is None
        assert player.app.quizmaster.last_setup() == Setup()
        await player.press("y", "up", "enter")
        assert player.app.theme == chosen
        await player.see("Continue")
        assert player.app.quizmaster.last_setup().count != 10


async def test_whoever_plays_is_remembered_for_the_next_start(stage: Stage) -> None:
    async with stage.open() as player:
        await add_player(player, "Bob")
        assert player.app.quizmaster.save.setting(None, "player", "") == "Bob"
        await player.press("y", "up", "enter")
        assert player.app.quizmaster.save.setting(None, "player", "") == "Ann"


async def test_a_name_that_is_there_already_is_that_player(stage: Stage) -> None:
    async with stage.open() as player:
        await add_player(player, "Bob")
        await add_player(player, "Ann")
        assert [one.name for one in player.app.quizmaster.save.players()] == ["Ann", "Bob"]


async def test_no_name_or_escape_adds_nobody(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("y", "a", "space", "enter")
        await player.until(lambda: player.screen == "PlayersScreen")
        await player.press("a", "x", "escape")
        await player.until(lambda: player.screen == "PlayersScreen")
        assert len(player.app.quizmaster.save.players()) == 1


async def test_a_name_of_markup_is_shown_as_it_is(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("y", "a")
        await player.paste("[/] [red]\x1b[31mEve")
        await player.press("enter")
        await player.see("[/] [red]")
        assert "\x1b" not in player.app.player_name


async def test_the_player_at_the_cursor_gets_another_name(stage: Stage) -> None:
    async with stage.open() as player:
        await add_player(player, "Bob")
        await player.press("y", "r")
        await player.see("Rename Bob")
        await player.type("Rob")
        await player.press("enter")
        await player.see("Rob plays now")
        assert player.app.quizmaster.save.setting(None, "player", "") == "Rob"
        await player.press("r")
        await player.type("Ann")
        await player.press("enter")
        await player.see("There is a player Ann already.")


async def test_a_player_is_deleted_after_two_questions(stage: Stage) -> None:
    async with stage.open() as player:
        await add_player(player, "Bob")
        await player.press("y", "d")
        await player.see("Let somebody else")
        await player.press("up", "d")
        await player.see("Delete Ann, 0 games and all that was learned")
        await player.press("down", "enter")
        await player.see("Type the name once more")
        await player.type("Bob")
        await player.press("enter")
        await player.see("Nothing was deleted.")
        await player.press("d")
        await player.see("Delete Ann, 0 games and all that was learned")
        await player.press("down", "enter")
        await player.see("Type the name once more")
        await player.type("Ann")
        await player.press("enter")
        await player.see("Ann was deleted.")
        assert [one.name for one in player.app.quizmaster.save.players()] == ["Bob"]
