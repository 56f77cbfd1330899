"""Set-up by mode, game codes, and results to share."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from spacequiz.game.codes import read_code
from spacequiz.game.records import Setup

from .packs import write_many

if TYPE_CHECKING:
    from .stage import Player, Stage

FIELDS = {"Questions", "Clock", "Timer"}


async def choose_mode(player: Player, title: str) -> None:
    while "❯ Mode" not in player.text:
        await player.press("down")
    while f"‹ {title} ›" not in player.text:
        await player.press("right")


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Classic", {"Questions", "Timer"}),
        ("Sprint", {"Clock"}),
        ("Survival", {"Timer"}),
        ("Ladder", {"Timer"}),
    ],
)
async def test_each_mode_offers_what_it_leaves_to_the_player(
    stage: Stage, title: str, fields: set[str]
) -> None:
    async with stage.open() as player:
        await player.press("p")
        await choose_mode(player, title)
        shown = {name for name in FIELDS if any(x.strip().startswith(name) for x in player.lines)}
        assert shown == fields
        await player.press("s")
        await player.see(f"· {title}")


async def test_the_length_of_a_sprint_and_a_timer_are_chosen_and_remembered(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await player.see("Timer none")
        await choose_mode(player, "Sprint")
        await player.see("60 seconds in all")
        while "❯ Clock" not in player.text:
            await player.press("down")
        await player.press("right")
        await player.see("120 seconds in all")
        await player.press("s")
        await player.see("120 s")
        await player.press("escape", "down", "enter", "p")
        await player.see("Sprint", "120 seconds in all")


async def test_an_unknown_mode_in_the_remembered_setup_is_survived(stage: Stage) -> None:
    async with stage.open() as player:
        quizmaster = player.app.quizmaster
        quizmaster.save.set_setting(quizmaster.player, "setup", {"mode": "hopscotch"})
        await player.press("p")
        await player.see("A new game", "Classic")


async def play(player: Player, right: bool = True) -> None:
    while player.screen == "QuestionScreen":
        await player.answer(right=right)
        await player.press("enter")
        await player.settle()


async def test_a_shared_game_has_a_code_that_leads_to_the_same_questions(stage: Stage) -> None:
    write_many(stage.places.packs, 30)
    async with stage.open() as player:
        await player.press("p")
        while "❯ Drawn for" not in player.text:
            await player.press("down")
        await player.press("right")
        await player.see("anyone, with a code")
        await player.press("s")
        await player.see("1 of 10")
        asked = player.app.unfinished
        await play(player)
        await player.see("code ")
        code = player.app.quizmaster.code
        assert read_code(code) is not None
        await player.press("escape", "p", "c")
        await player.see("Play by code", "The twelve letters")
        await player.type(code.lower().replace("-", " "))
        await player.press("enter")
        await player.see("1 of 10")
        again = player.app.unfinished
        assert asked is not None
        assert again is not None
        assert again.addresses == asked.addresses


@pytest.mark.parametrize("text", ["hello", "0000-0000-0000", "[/]"])
async def test_what_is_no_code_is_told_and_nothing_begins(stage: Stage, text: str) -> None:
    async with stage.open() as player:
        await player.press("p", "c")
        await player.paste(text)
        await player.press("enter")
        await player.see("This is no game code.")
        assert player.screen == "SetupScreen"
        await player.press("c", "escape")
        assert player.screen == "SetupScreen"


async def test_a_set_up_with_categories_promises_no_code(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        while "❯ Category" not in player.text:
            await player.press("down")
        await player.press("right")
        while "❯ Drawn for" not in player.text:
            await player.press("down")
        await player.press("right")
        await player.see("no code can carry categories")


async def test_a_result_is_copied_printed_at_the_end_and_spoils_nothing(stage: Stage) -> None:
    async with stage.open(Setup(("planets",), count=10, seed="7")) as player:
        questions = player.app.quizmaster.bank.questions(
            [c.address for c in player.app.quizmaster.bank.candidates(("planets",))]
        )
        asks = [question.ask for question in questions]
        while player.screen == "QuestionScreen":
            await player.press("f3" if not player.card.options else "s")
            await player.press("enter")
            await player.settle()
        await player.press("x")
        await player.until(lambda: bool(player.app.farewell), "a result to share")
        assert [n.message for n in player.app._notifications] == [
            "Sent to the clipboard, where the terminal has one; printed when you quit."
        ]
        shared = player.app.farewell
        assert player.app.clipboard == shared
        assert shared.splitlines()[0] == "spacequiz · The Planets · Classic"
        assert shared.splitlines()[1].startswith("Ann: 0 of 10, 0 points")
        assert shared.splitlines()[2] == "–" * 10
        assert shared.splitlines()[3] == f"spacequiz play --code {player.app.quizmaster.code}"
        assert not any(ask in shared for ask in asks)
        assert not any(word in shared for word in ("Jupiter", "Saturn", "1969", "Mars"))


async def test_in_a_browser_nothing_is_said_of_printing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(stage.places.packs, 5)
    async with stage.open(Setup(("many",), count=1)) as player:
        await player.answer(right=True)
        await player.press("enter")
        monkeypatch.setattr("spacequiz.tui.game.constants", SimpleNamespace(DRIVER="a browser"))
        await player.press("x")
        await player.until(lambda: bool(player.app.farewell), "a result to share")
        assert [n.message for n in player.app._notifications] == [
            "Sent to the clipboard, where the browser lets it."
        ]


async def test_the_grid_of_a_result_shows_each_verdict_in_one_cell(stage: Stage) -> None:
    write_many(stage.places.packs, 5)
    async with stage.open(Setup(("many",), count=3)) as player:
        await player.answer(right=True)
        await player.press("enter")
        await player.answer(right=False)
        await player.press("enter", "s", "enter")
        await player.press("x")
        assert player.app.farewell.splitlines()[2] == "✓✗–"
        assert "--code" not in player.app.farewell


async def test_a_game_of_an_unknown_mode_opens_from_the_scores(stage: Stage) -> None:
    write_many(stage.places.packs, 5)
    async with stage.open(Setup(("many",), count=2)) as player:
        await player.answer(right=False)
        save, game = player.app.quizmaster.save, player.app.quizmaster._game
        save._keeper.write(
            lambda c: c.execute("UPDATE game SET mode = 'hopscotch' WHERE id = ?", (game,)).rowcount
        )
    async with stage.open() as player:
        await player.see("Play", "Quit")
        assert "Continue" not in player.text
        await player.press("s")
        await player.see("hopscotch, open")
        await player.press("enter")
        await player.see("hopscotch", "0 of 1 right", "Worth another look: 1")


async def test_a_game_of_a_pack_that_is_not_here_is_kept_and_said_so(stage: Stage) -> None:
    path = write_many(stage.places.packs, 5)
    async with stage.open(Setup(("many",), count=3)) as player:
        await player.answer(right=True)
    path.unlink()
    async with stage.open() as player:
        await player.see("Continue", "1 of 3 answered")
        await player.press("c")
        await player.see("This game needs the pack many")
        assert player.screen == "HomeScreen"
        await player.see("Continue", "1 of 3 answered")
