"""Any key at any moment: what is pressed too soon waits, or is nobody's, and ends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from spacequiz.game.kinds import Kind
from spacequiz.game.night.state import NightPhase
from spacequiz.game.records import Setup
from spacequiz.quizmaster.night_draw import LobbySetup

from .night import begin
from .packs import write_many, write_plain
from .stage import Stage

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places

CHOICE = Setup(packs=("planets",), count=2, kinds=(Kind.CHOICE,), seed="fixed")


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    write_plain(places.bundled)
    return Stage(places, clock)


@pytest.mark.parametrize("keys", [("p", *["enter"] * n) for n in (1, 2, 3, 6)], ids=len)
async def test_enter_pressed_too_often_begins_one_game_and_answers_nothing(
    stage: Stage, keys: tuple[str, ...]
) -> None:
    async with stage.open() as player:
        player.send(*keys)
        await player.settle()
        if len(keys) > 2:
            await player.see("1 of", "0 pts")
            assert player.screen == "QuestionScreen"
        assert not player.saved
        assert player.app.quizmaster.save.count_unfinished(player.app.quizmaster.player) == 0
        await player.press("escape")
        await player.settle()
        assert player.app.is_running


async def test_start_clicked_twice_begins_one_game_and_answers_nothing(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("p")
        await player.see("Start")
        await player.click_at(player.where("Start"), times=3)
        await player.see("1 of", "0 pts")
        assert not player.saved


@pytest.mark.parametrize("more", range(1, 6))
async def test_enter_pressed_too_often_begins_an_evening(stage: Stage, more: int) -> None:
    async with stage.open() as player:
        player.send("n", *["enter"] * more)
        await player.settle()
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        assert player.app.night.view.phase in (
            NightPhase.BETWEEN,
            NightPhase.READY,
            NightPhase.READING,
        )


async def test_what_is_typed_ahead_reaches_the_dialog_that_it_is_for(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
        player.send("n", *"hello", "enter")
        await player.settle()
        await player.until(lambda: player.screen == "QuestionScreen", "the end of the dialog")
        await player.see("hello")


async def test_enter_at_the_last_verdict_shows_the_results_and_no_other_game(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        for _ in range(2):
            await player.answer(right=False)
            player.send("enter", "enter", "m", "enter")
            await player.settle()
        await player.see("0 of 2 right")
        assert player.screen == "ResultsScreen"
        player.send("enter")
        await player.settle()
        assert player.screen == "ResultsScreen"
        # Half a second later, it is meant.
        await player.press("enter")
        await player.see("1 of 2")


async def test_what_is_typed_as_the_clock_runs_out_starts_nothing(stage: Stage) -> None:
    sprint = Setup(packs=("planets",), mode="sprint", kinds=(Kind.TYPED,), seconds=60, seed="x")
    async with stage.open(sprint) as player:
        await player.answer(right=False)
        await player.press("enter", *"my na")
        stage.clock.advance(100)
        await player.see("Time is up")
        player.send(*"me is mo", "enter")
        await player.settle()
        await player.see("Time is up")
        await player.press("enter")
        await player.until(lambda: player.screen == "ResultsScreen", "the results")
        player.send(*"me is mo", "enter")
        await player.settle()
        assert player.screen == "ResultsScreen"
        [game] = player.app.quizmaster.scores()
        assert game.mode == "sprint"


@pytest.mark.parametrize("keys", ["pagedown", "pageup", "down", "up", "enter", "home"])
async def test_the_palette_takes_any_key_at_once(stage: Stage, keys: str) -> None:
    async with stage.open() as player:
        player.send("ctrl+p", keys, keys)
        await player.settle()
        player.send("escape", "ctrl+p", *"set", keys)
        await player.settle()
        assert player.app.is_running


async def test_a_click_where_the_window_was_leaves_the_palette_alone(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("ctrl+p")
        at = (115, 46)
        # It waited while the window shrank.
        player.app.screen.post_message(events.Click(None, *at, 0, 0, 1, False, False, False, *at))
        await player.settle()
        assert player.screen == "Palette"
        await player.press("escape")
        assert player.screen == "HomeScreen"


async def test_ctrl_q_leaves_whatever_still_waits(stage: Stage) -> None:
    async with stage.open() as player:
        player.send("p", "enter", "enter", "ctrl+q")
        await player.until(lambda: not player.app.is_running, "the end")


# The clock of an evening ------------------------------------------------------------------------

DIALOGS = {
    "keys": "tab",
    "help": "question_mark",
    "log": "ctrl+l",
    "score": "f5",
    "palette": "ctrl+p",
}


@pytest.mark.parametrize("key", DIALOGS.values(), ids=DIALOGS)
async def test_no_dialog_rewinds_or_stops_the_clock_of_an_evening(stage: Stage, key: str) -> None:
    lobby = LobbySetup(rounds=1, questions=3)
    async with begin(stage, lobby=lobby) as night:
        await night.go()
        await night.wait(10)
        await night.player.until(lambda: night.phase() is NightPhase.ANSWERING, "the question")
        await night.wait(4)
        before = night.master.moves.look_at_clock()
        assert before is not None
        for _ in range(2):
            await night.player.press(key)
            await night.wait(1)
            await night.player.press("escape")
        after = night.master.moves.look_at_clock()
        assert after is not None
        assert before.left - after.left == pytest.approx(2, abs=0.3)
        # Under a dialog the question ends when its time is up.
        await night.player.press(key)
        await night.wait(60)
        await night.player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")


async def test_an_evening_that_goes_on_by_itself_waits_for_the_host(stage: Stage) -> None:
    lobby = LobbySetup(rounds=1, questions=3, advance=8)
    async with begin(stage, lobby=lobby) as night:
        await night.go()
        await night.wait(60)
        await night.player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        first = night.view.question
        await night.player.press("f4")
        await night.player.see("Judge the last answer of")
        await night.wait(20)
        assert night.view.question == first
        await night.player.press("enter", "enter")
        await night.player.see("Ann")
        assert max(night.scores()) == 1000
        await night.wait(20)
        await night.player.until(
            lambda: night.phase() is not NightPhase.REVEALED, "the next question"
        )


async def test_a_pause_hides_the_question(stage: Stage) -> None:
    async with begin(stage, lobby=LobbySetup(rounds=1, questions=3)) as night:
        await night.go()
        await night.wait(10)
        question = night.view.question
        assert question is not None
        assert question.card is not None
        await night.player.see(question.card.ask)
        shown = night.player.lines
        await night.player.press("space")
        await night.player.see("The question comes back")
        # Neither in words nor in the large letters that options are drawn with.
        assert question.card.ask not in night.player.words
        assert not set(shown[3:-2]) & set(night.player.lines) - {""}
        await night.player.press("space")
        await night.player.see(question.card.ask)
