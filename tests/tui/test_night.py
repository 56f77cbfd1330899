"""Quiz night as a family sees it: each format to the podium by keys, and nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spacequiz.game.kinds import Kind
from spacequiz.game.night.state import NightPhase
from spacequiz.quizmaster.night_draw import LobbySetup
from spacequiz.tui.terminal import list_clocks

from .night import begin, open_lobby, play_rounds, write_categories
from .packs import write_many, write_plain
from .stage import Stage

if TYPE_CHECKING:
    from builders import Clock
    from spacequiz.paths import Places


SHORT = LobbySetup(rounds=2, questions=3)


@pytest.fixture
def stage(places: Places, clock: Clock) -> Stage:
    write_many(places.bundled, 40)
    write_plain(places.bundled)
    return Stage(places, clock)


async def test_rounds_are_played_to_the_podium_by_keys(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT) as night:
        await night.player.see("Nothing counts yet. enter starts it", "Ann", "Bob")
        await night.player.press("a")  # Ann tries a key, which plays no joker.
        await night.player.see("✓ A = 1 B = q C = a D = z")
        assert night.view.teams[0].joker is None
        await night.wait(1)
        night.rest_hands()
        await night.player.press("tab", "a")  # Ann doubles the first round.
        await night.player.see("doubles this round")
        await play_rounds(night)
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        assert night.scores() == [9000, 0]
        await night.player.see("9,000", "Longest streak: Ann, 6 in a row")
        assert night.saved is None


async def test_who_has_locked_in_shows_and_what_does_not(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        before = night.player.text
        await night.answer("1", right=True)
        await night.player.see("✓ in")
        # Nothing but the strip of the teams has changed.
        after = night.player.text
        pairs = zip(before.splitlines(), after.splitlines(), strict=True)
        changed = [n for n, (one, other) in enumerate(pairs) if one != other]
        assert changed == [len(after.splitlines()) - 2]
        await night.answer("2", right=True)
        await night.player.see("+1,000", "That is how it is")


async def test_the_clock_ends_a_question(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.wait(60)
        await night.player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        await night.player.see("no answer", "Bob")
        assert night.scores() == [1000, 0]


async def test_a_held_key_counts_once(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        await night.go()
        await night.wait(10)
        await night.player.until(lambda: night.phase() is NightPhase.ANSWERING, "the question")
        for _ in range(6):
            night.player.send("a")
        await night.player.settle()
        night.clock.advance(0.1)
        await night.player.until(lambda: night.phase() is NightPhase.FLOOR, "the floor")
        for _ in range(6):
            night.player.send("a")
        await night.player.settle()
        assert night.phase() is NightPhase.FLOOR


async def test_buzzers_are_played_to_the_podium(stage: Stage) -> None:
    write_many(stage.places.bundled, 3)
    async with begin(stage, "buzzer") as night:
        for _ in range(400):
            phase = night.view.phase
            if phase is NightPhase.ENDED:
                break
            if phase is NightPhase.READING:
                await night.wait(10)
            elif phase is NightPhase.ANSWERING:
                await night.player.press("l")
                await night.wait(0.1)
                await night.player.until(lambda: night.phase() is NightPhase.FLOOR, "the floor")
                await night.answer("2", right=True)
            else:
                await night.go()
        assert night.phase() is NightPhase.ENDED
        assert night.scores() == [0, 3000]


async def test_a_wrong_answer_can_be_stolen_and_an_early_press_locks_out(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        await night.go(1)
        assert night.phase() is NightPhase.READING
        await night.player.press("a")
        await night.player.see("too early")
        await night.wait(2)
        await night.player.until(lambda: night.phase() is NightPhase.ANSWERING, "the question")
        await night.player.press("a")
        assert night.phase() is NightPhase.ANSWERING
        await night.player.press("l")
        await night.wait(0.1)
        await night.player.until(lambda: night.phase() is NightPhase.FLOOR, "the floor")
        await night.answer("2", right=False)
        await night.player.see("Who knows better?", "wrong")
        await night.wait(2)
        await night.player.miss("too early")
        await night.player.resize(60, 20)
        await night.player.press("a")
        await night.wait(0.1)
        await night.player.until(lambda: night.phase() is NightPhase.FLOOR, "the floor")
        night.clock.advance(1)
        await night.answer("1", right=True)
        assert night.phase() is NightPhase.REVEALED
        assert night.scores() == [1000, 0]


async def test_two_keys_at_once_are_drawn_by_lot(stage: Stage) -> None:
    async with begin(stage, "buzzer") as night:
        await night.go()
        await night.wait(10)
        await night.player.until(lambda: night.phase() is NightPhase.ANSWERING, "the question")
        night.player.send("a", "l")
        await night.wait(0.1)
        await night.player.until(lambda: night.phase() is NightPhase.FLOOR, "the floor")
        question = night.view.question
        assert question is not None
        assert {question.floor, *question.queue} == {"1", "2"}
        await night.player.see("was as quick: a lot decided")


async def test_the_host_can_do_and_take_back(stage: Stage) -> None:
    async with begin(stage) as night:
        player = night.player
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        assert night.scores() == [1000, 0]
        await player.press("f4", "down", "enter", "enter")
        assert night.scores() == [1000, 1000]
        await player.press("f6")
        assert night.scores() == [1000, 0]
        await player.press("f7")
        assert night.scores() == [1000, 1000]
        await player.press("f5", "enter")
        await player.type("250")
        await player.press("enter")
        await player.type("helped")
        await player.press("enter")
        assert night.scores() == [1250, 1000]
        await player.press("f8", "enter")
        await player.type("Annie")
        await player.press("enter")
        assert night.view.teams[0].team.name == "Annie"
        await player.press("f9")
        await player.type("Cid")
        await player.press("enter")
        assert [team.team.name for team in night.view.teams] == ["Annie", "Bob", "Cid"]
        await player.press("ctrl+l")
        await player.see("Cid joined", "helped", "Bob was judged right by the host")
        await player.press("escape")
        await night.go()
        await player.press("f3")
        await player.see("Skipped")
        await player.press("f10", "down", "enter")
        await player.until(lambda: player.screen == "NightPodiumScreen", "the podium")
        await player.press("f6")
        await player.until(lambda: player.screen == "NightStageScreen", "the stage")
        assert night.phase() is NightPhase.REVEALED


async def test_a_pause_stops_everything(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.player.press("space")
        await night.player.see("paused")
        await night.wait(100)
        await night.answer("1", right=True)
        assert night.phase() is NightPhase.ANSWERING
        assert not night.view.teams[0].locked
        await night.player.press("space")
        await night.answer("1", right=True)
        assert night.view.teams[0].locked


async def test_an_evening_that_was_left_goes_on_exactly_there(stage: Stage) -> None:
    async with begin(stage, lobby=SHORT) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.go()
        await night.answer("1", right=True)
        asked = night.view.question
    # Another process, on another day, with another clock.
    stage.clock.advance(-5000)
    async with open_lobby(stage) as night:
        await night.player.see("Continue", "Ann 1,000, Bob 0")
        await night.player.press("enter")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        now = night.view.question
        assert asked is not None
        assert now is not None
        assert now.address == asked.address
        assert [team.locked for team in night.view.teams] == [True, False]
        await night.answer("2", right=False)
        assert night.scores() == [2000, 0]
        await play_rounds(night)
        assert night.scores() == [6000, 0]


async def test_the_board_is_played_to_the_podium(stage: Stage, places: Places) -> None:
    write_categories(places.bundled)
    async with begin(stage, "board", packs=("board",)) as night:
        for _ in range(600):
            phase = night.view.phase
            if phase is NightPhase.ENDED:
                break
            if phase is NightPhase.WAGERING:
                await night.player.type("500")
                await night.player.press("enter")
            elif phase is NightPhase.FLOOR:
                question = night.view.question
                assert question is not None
                await night.answer(question.floor, right=True)
            elif phase is NightPhase.ANSWERING:
                await night.answer(night.view.picker, right=True)
            else:
                await night.go()
        assert night.phase() is NightPhase.ENDED
        assert min(night.scores()) > 0
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")


async def test_typed_answers_are_given_one_after_the_other_and_hidden(stage: Stage) -> None:
    async with begin(stage, packs=("planets",)) as night:
        player = night.player
        for _ in range(60):
            question = night.view.question
            if question is not None and question.turns:
                break
            if night.phase() is NightPhase.ANSWERING:
                await night.wait(100)
            await night.go()
        await player.see("take the keyboard")
        for _ in range(2):
            await night.go()
            await player.type("1966")
            assert "1966" not in player.text
            await player.press("enter")
        await player.until(lambda: night.phase() is NightPhase.REVEALED, "the reveal")
        await player.see("1966")


async def test_names_are_clean_whatever_is_typed(stage: Stage) -> None:
    async with open_lobby(stage) as night:
        player = night.player
        await player.press("down", "enter")
        await player.paste("\x1b[31m[@click=app.quit]x[/]" + "y" * 200)
        await player.press("enter")
        assert "\x1b" not in player.text
        name = player.app.screen.setup.teams[0].name  # type: ignore[attr-defined]
        assert name.startswith("[31m[@click=app.quit]x[/]y")
        assert len(name) == 40


async def test_too_few_questions_are_told(stage: Stage) -> None:
    async with open_lobby(stage, packs=("planets",)) as night:
        await night.player.see("so the evening is shorter")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60), (40, 12)])
async def test_every_size_shows_question_answers_and_teams(
    stage: Stage, size: tuple[int, int]
) -> None:
    async with begin(stage, size=size) as night:
        await night.go()
        await night.player.resize(100, 30)
        await night.player.resize(*size)
        question = night.view.question
        assert question is not None
        assert question.card is not None
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.player.see("+1,000")


async def test_what_was_missed_can_be_reviewed(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        await night.player.press("f10", "down", "enter")
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        await night.player.press("m")
        await night.player.until(lambda: night.player.screen == "QuestionScreen", "the review")


async def test_misses_feed_the_cards_of_a_player_who_is_a_team(stage: Stage) -> None:
    async with begin(stage) as night:
        save = night.player.app.quizmaster.save
        bob = save.player("Bob")
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        question = night.master.match.question
        assert question is not None
        await night.player.press("f10", "down", "enter")
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        memory = save.memory(bob, question.progress_key)
        assert memory is not None
        assert memory.answers == 1
        [score] = save.scores(bob)
        assert (score.questions, score.right) == (1, 0)
        assert save.unfinished(bob) is None
        # The end is taken back, and what follows counts as well; nothing counts twice.
        await night.player.press("f6")
        await night.player.until(lambda: night.player.screen == "NightStageScreen", "the stage")
        await night.go()
        await night.answer("1", right=True)
        await night.answer("2", right=False)
        other = night.master.match.question
        assert other is not None
        await night.player.press("f10", "down", "enter")
        await night.player.until(lambda: night.player.screen == "NightPodiumScreen", "the podium")
        counts = [save.memory(bob, q.progress_key) for q in (question, other)]
        assert [memory.answers for memory in counts if memory] == [1, 1]


def test_the_set_up_survives_damage() -> None:
    from spacequiz.quizmaster.night_draw import pack_setup, read_setup

    setup = LobbySetup(kinds="all kinds")
    assert read_setup(pack_setup(setup)) == setup
    assert read_setup({"teams": [3, {"name": "\x1b"}], "rounds": "x", "form": 7}) == LobbySetup()
    assert Kind.CHOICE


async def test_a_stopped_program_stops_the_clock_behind_a_dialog_too(stage: Stage) -> None:
    async with begin(stage) as night:
        await night.go()
        await night.player.press("tab")
        clocks = list_clocks(night.player.app)
        for screen in clocks:
            screen.stop_clock()
        await night.wait(500)
        for screen in clocks:
            screen.start_clock()
        await night.wait(1)
        assert night.phase() is NightPhase.ANSWERING
        await night.wait(60)
        assert night.phase() is NightPhase.REVEALED


async def test_the_clock_runs_on_behind_the_log_and_stands_still_at_home(stage: Stage) -> None:
    async with begin(stage) as night:
        player = night.player
        await night.go()
        await player.press("ctrl+l")
        await night.wait(60)
        assert night.phase() is NightPhase.REVEALED
        await player.press("escape")
        await night.go()
        await player.press("escape")
        await player.click("Home")
        await player.until(lambda: player.screen == "HomeScreen", "home")
        await night.wait(60)
        assert night.phase() is NightPhase.ANSWERING
