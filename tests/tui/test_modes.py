"""Every mode is played to its end by keys: clocks, lives, prizes, swaps, and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from builders import describe_choice, describe_typed, find_right, find_wrong, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.modes import LADDER_PRIZES
from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.game.views import Phase
from spacequiz.quizmaster.settings import HOW_SURE

from .packs import write_many

if TYPE_CHECKING:
    from builders import Clock

    from .stage import Player, Stage

MANY = ("many",)
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def _many(stage: Stage) -> None:
    write_many(stage.places.packs, 40)


def write_typed(stage: Stage, count: int = 6, **keys: Any) -> None:
    questions = [describe_typed(f"t{n}", "Ganymede", **keys) for n in range(count)]
    write_pack(stage.places.packs, questions, "typed")


async def answer_and_go_on(player: Player, marks: str) -> None:
    for mark in marks:
        if mark == "s":
            await player.press("s")
        else:
            await player.answer(right=mark == "+")
        if player.app.quizmaster.view.phase is Phase.REVEALED:
            await player.press("enter")


async def ended(player: Player) -> None:
    await player.until(lambda: player.screen == "ResultsScreen", "the results")


# Clocks -----------------------------------------------------------------------------------------


async def test_a_sprint_shows_its_clock_and_ends_when_it_has_run_out(
    stage: Stage, clock: Clock
) -> None:
    async with stage.open(Setup(MANY, "sprint", seconds=30)) as player:
        await player.see("The Many · Sprint", "30 s", "0 pts")
        await answer_and_go_on(player, "+")
        clock.advance(10)
        await player.see("20 s")
        await player.press("s")
        await player.see("3 ", "20 s")
        assert player.app.quizmaster.view.phase is Phase.ASKING
        await player.answer(right=True)
        clock.advance(999)
        await player.settle()
        assert player.screen == "QuestionScreen"
        await player.press("enter")
        await player.see("20 s")
        clock.advance(21)
        await player.see("Time is up", "the answer", "That is how it is")
        # Who was still typing does nothing with it, not even after the answer was seen.
        for key in ["n", "m", "enter", "y", "w", "enter"]:
            player.send(key)
            await player.settle()
            clock.advance(0.4)
        assert player.screen == "QuestionScreen"
        assert "Time is up" in player.text
        await player.press("enter")
        await ended(player)
        await player.see("300 points", "2 of 2 right", "1 skipped")
        verdicts = [answer.verdict for answer in player.saved]
        assert verdicts[:3] == [Verdict.RIGHT, Verdict.SKIPPED, Verdict.RIGHT]
        assert verdicts[3:] == [Verdict.TIMED_OUT]
        assert player.app.quizmaster.unfinished() is None


async def test_a_pause_and_every_dialog_stop_the_clock(stage: Stage, clock: Clock) -> None:
    async with stage.open(Setup(MANY, "sprint")) as player:
        await player.see("60 s")
        for opening, closing in (("escape", "escape"), ("question_mark", "escape")):
            await player.press(opening)
            clock.advance(500)
            await player.press(closing)
            await player.until(lambda: player.screen == "QuestionScreen")
        await player.see("60 s")
        clock.advance(2)
        await player.see("58 s")


async def test_out_of_time_the_answer_is_shown_and_the_game_goes_on(
    stage: Stage, clock: Clock
) -> None:
    async with stage.open(Setup(MANY, count=2, timer=10)) as player:
        await player.see("10 s")
        clock.advance(2.5)
        await player.see("10 s")
        clock.advance(4)
        await player.see("6 s")
        clock.advance(60)
        await player.see("Time is up", "the answer", "That is how it is")
        clock.advance(500)
        await player.press("enter")
        await player.see("2 of 2", "10 s")
        await player.answer(right=True)
        await player.press("enter")
        await ended(player)
        assert [a.verdict for a in player.saved] == [Verdict.TIMED_OUT, Verdict.RIGHT]


async def test_a_game_without_a_timer_shows_no_clock(stage: Stage, clock: Clock) -> None:
    async with stage.open(Setup(MANY, count=2)) as player:
        clock.advance(5000)
        await player.settle()
        assert " s " not in player.lines[2]
        assert player.app.quizmaster.view.phase is Phase.ASKING


async def test_the_clock_runs_again_in_the_next_timed_game(stage: Stage, clock: Clock) -> None:
    async with stage.open(Setup(MANY, "sprint", seconds=30)) as player:
        clock.advance(31)
        await player.see("Time is up")
        await player.press("enter")
        await ended(player)
        await player.press("enter")
        await player.see("30 s")
        clock.advance(5)
        await player.see("25 s")


# Survival ---------------------------------------------------------------------------------------


async def test_survival_shows_its_lives_and_ends_with_the_third(stage: Stage) -> None:
    async with stage.open(Setup(MANY, "survival")) as player:
        await player.see("●●● 3 lives")
        await answer_and_go_on(player, "+-")
        await player.see("●●· 2 lives")
        await answer_and_go_on(player, "s")
        await player.see("●·· 1 life")
        await player.answer(right=False)
        await player.see("··· 0 lives")
        await player.press("enter")
        await ended(player)
        await player.see("1 of 4 right")


# Ladder -----------------------------------------------------------------------------------------


async def test_the_ladder_is_climbed_to_its_top(stage: Stage) -> None:
    async with stage.open(Setup(MANY, "ladder")) as player:
        for rung, prize in enumerate(LADDER_PRIZES, 1):
            await player.see(f"{rung} of 15", f"next {prize:,}")
            await answer_and_go_on(player, "+")
        await ended(player)
        await player.see("15,000 points", "15 of 15 right")


async def test_a_miss_on_the_ladder_falls_to_the_safe_rung(stage: Stage) -> None:
    async with stage.open(Setup(MANY, "ladder")) as player:
        await answer_and_go_on(player, "+" * 6)
        await player.see("800 pts", "next 1,200")
        await answer_and_go_on(player, "-")
        await ended(player)
        await player.see("500 points", "6 of 7 right")


async def test_walking_away_keeps_the_prize(stage: Stage) -> None:
    async with stage.open(Setup(MANY, "ladder")) as player:
        assert "walk away" not in player.text
        await answer_and_go_on(player, "+++")
        await player.resize(120, 24)
        await player.see("l walk away")
        await player.press("l")
        await ended(player)
        await player.see("300 points", "3 of 3 right")
        assert player.app.quizmaster.unfinished() is None


async def test_a_ladder_has_no_skip_and_each_help_once(stage: Stage) -> None:
    async with stage.open(Setup(MANY, "ladder"), size=(120, 24)) as player:
        await player.see("h hint", "f fifty-fifty", "x swap")
        assert " skip " not in player.keys
        await player.press("h", "f")
        await player.see("Hint")
        await answer_and_go_on(player, "+")
        await player.see("100 pts")
        assert player.card.aids == {Aid.SWAP}
        assert "hint" not in player.keys
        before = player.card.ask
        await player.press("x")
        await player.miss(before)
        await player.see("2 of 15", player.card.ask)
        await answer_and_go_on(player, "+")
        assert player.card.aids == frozenset()
        assert [sorted(answer.aids) for answer in player.saved] == [
            ["fifty-fifty", "hint"],
            ["swap"],
        ]


async def test_what_was_picked_before_a_swap_is_not_the_answer(stage: Stage) -> None:
    several = [
        {"id": f"s{n}", "kind": "several", "ask": f"Which of {n}?", "answers": ["a", "b"]}
        | {"wrong": ["c", "d"], "explain": "So.", "difficulty": "easy"}
        for n in range(20)
    ]
    write_pack(stage.places.packs, several, "several")
    async with stage.open(Setup(("several",), "ladder")) as player:
        await player.press("1", "2")
        assert player.text.count("■") == 2
        await player.press("x")
        await player.until(lambda: player.text.count("■") == 0)
        await player.press("enter")
        await player.see("Pick every right one first")
        assert player.saved == []


async def test_keys_ahead_of_a_swap_do_not_answer_the_new_question(stage: Stage) -> None:
    async with stage.open(Setup(MANY, "ladder")) as player:
        before = player.card.address
        player.send("x", "1")
        await player.until(lambda: bool(player.saved) or Aid.SWAP not in player.card.aids)
        await player.settle()
        # The key counts for what was on the screen when it was pressed, or for nothing.
        assert [answer.address for answer in player.saved] in ([], [before])


# Daily ------------------------------------------------------------------------------------------


async def test_the_daily_is_played_once_and_comes_back_if_it_was_left(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("d")
        await player.see("Daily", "1 of 10")
        await answer_and_go_on(player, "+-")
        await player.press("escape", "down", "enter")
        await player.see("Continue", "Daily, 2 of 10 answered")
        await player.press("d")
        await player.see("3 of 10")
        for _ in range(8):
            await player.answer(right=True)
            await player.press("enter")
        await ended(player)
        await player.see("9 of 10 right", "code ")
        await player.press("escape", "d")
        await player.see("Today's ten are played.")
        assert player.screen == "HomeScreen"


# Review -----------------------------------------------------------------------------------------


async def test_home_counts_what_is_due_and_a_review_asks_it_without_points(
    stage: Stage, clock: Clock
) -> None:
    async with stage.open(Setup(MANY, count=3)) as player:
        await answer_and_go_on(player, "--+")
        await player.press("escape")
        await player.see("Review", "10 new")
    clock.advance(60 * DAY)
    async with stage.open() as player:
        await player.see("3 due, 10 new")
        await player.press("r")
        await player.see("A new game", "at most 50", "all packs", "3 due, 10 new")
        await player.press("enter")
        await player.see("Review", "1 of 13")
        assert "pts" not in player.text
        await player.answer(right=True)
        await player.see("✓ Right", "You meet it again in")
        assert "+1" not in player.lines[4]
        await player.press("enter")
        await answer_and_go_on(player, "+" * 12)
        await ended(player)
        assert "points" not in player.text


async def test_nothing_due_offers_practice_and_no_guilt(stage: Stage) -> None:
    (stage.places.packs / "many.yaml").unlink()
    async with stage.open() as player:
        await player.see("Review", "10 new")
        await player.press("r")
        for _ in range(10):
            await player.answer(right=True)
            await player.press("enter")
        await ended(player)
        await player.press("escape")
        await player.see("nothing due; practice instead")
        await player.press("r")
        await player.see("1 of 10")


async def test_what_keeps_being_missed_is_explained_first(stage: Stage, clock: Clock) -> None:
    (stage.places.bundled / "planets.yaml").unlink()
    (stage.places.packs / "many.yaml").unlink()
    write_pack(stage.places.packs, [describe_choice("leech")])
    async with stage.open(Setup(count=1)) as player:
        for _ in range(6):
            await answer_and_go_on(player, "-")
            await ended(player)
            clock.advance(30 * DAY)
            await player.press("enter")
            await player.see("1 of 1")
            assert "First, the reason" not in player.text
        await player.press("escape", "down", "enter", "r")
        await player.see("First, the reason That is how leech is.", "Which option of leech")
        await player.answer(right=True)
        await player.see("✓ Right")


# Missed -----------------------------------------------------------------------------------------


async def test_missed_questions_come_back_until_they_were_right(stage: Stage) -> None:
    async with stage.open(Setup(MANY, count=3)) as player:
        await answer_and_go_on(player, "-+-")
        await player.press("m")
        await player.see("Missed", "1 of 2")
        await answer_and_go_on(player, "-+")
        await player.see("3 of 3")
        await answer_and_go_on(player, "+")
        await ended(player)
        assert "points" not in player.text


# Taking back, and the player's own word ---------------------------------------------------------


async def test_how_sure_is_asked_before_the_verdict_and_can_be_thought_over(stage: Stage) -> None:
    async with stage.open() as player:
        player.app.change_setting(HOW_SURE, True)
    async with stage.open(Setup(count=1, kinds=(Kind.CHOICE,))) as player:
        await player.press("1")
        await player.see("How sure are you?", "Guess", "Fairly sure", "Certain")
        await player.press("escape")
        await player.miss("How sure")
        assert not player.saved
        (wrong,) = player.digits(find_wrong(player.question))
        await player.press(wrong)
        await player.click("Certain")
        await player.see("Not quite", "you were sure")
        await player.press("enter")
        await player.see("Worth another look: 1, 1 of them though you were sure")
        assert player.saved[0].aids == {Aid.SURE}


async def test_undo_takes_card_points_and_record_back(stage: Stage) -> None:
    async with stage.open(Setup(MANY, count=3)) as player:
        save, ann = player.app.quizmaster.save, player.app.quizmaster.player
        assert "undo" not in player.keys
        asked, key = player.card.ask, player.question.progress_key
        await player.answer(right=True)
        await player.see("150 pts")
        assert save.memory(ann, key) is not None
        await player.press("enter")
        await player.see("2 of 3")
        await player.press("u")
        await player.see("1 of 3", "0 pts", asked)
        assert (player.saved, save.memory(ann, key)) == ([], None)
        await player.answer(right=False)
        await player.see("✗ Not quite")
        await player.press("u")
        await player.miss("Not quite")
        await player.answer(right=True)
        await player.see("✓ Right", "you had seen the answer", "0 pts")
        assert [answer.verdict for answer in player.saved] == [Verdict.RIGHT]


async def test_i_was_right_counts_is_marked_and_stays_out_of_the_leader_board(
    stage: Stage,
) -> None:
    write_typed(stage)
    async with stage.open(Setup(("typed",), count=2), size=(120, 24)) as player:
        await player.type("moon")
        await player.press("enter")
        await player.see("✗ Not quite", "= I was right", "0 pts")
        await player.press("equals_sign")
        await player.see("✓ Right", "your own call", "150 pts")
        assert "I was right" not in player.keys
        assert player.saved[0].claimed
        await player.press("enter")
        await player.answer(right=True)
        await player.press("enter")
        await ended(player)
        await player.see("300 points", "2 of 2 right")
        standing = player.app.quizmaster.archive.standing(player.app.quizmaster.player)
        assert [leader.points for leader in standing.leaders["classic"]] == [150]


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.SEVERAL, Kind.TRUE_FALSE])
async def test_a_picked_answer_cannot_be_called_right(stage: Stage, kind: Kind) -> None:
    async with stage.open(Setup(("planets",), kinds=(kind,)), size=(120, 24)) as player:
        await player.answer(right=False)
        assert "I was right" not in player.keys
        await player.press("equals_sign", "plus")
        assert not player.saved[0].claimed


async def test_known_without_doubt_comes_back_much_later(stage: Stage) -> None:
    write_typed(stage)
    async with stage.open(Setup(("typed",), count=2), size=(120, 24)) as player:
        save, ann = player.app.quizmaster.save, player.app.quizmaster.player
        key = player.question.progress_key
        await player.answer(right=True)
        await player.see("+ easy")
        good = save.memory(ann, key)
        await player.press("plus")
        await player.see("known without doubt")
        easy = save.memory(ann, key)
        assert good is not None
        assert easy is not None
        assert easy.due > good.due
        assert (easy.answers, player.saved[0].sure) == (1, True)
        await player.press("plus")
        await player.miss("known without doubt")
        assert not player.saved[0].sure


async def test_a_typed_answer_keeps_its_letters_and_undo_has_another_key(stage: Stage) -> None:
    write_typed(stage)
    async with stage.open(Setup(("typed",), count=3)) as player:
        await answer_and_go_on(player, "+")
        await player.type("ux=+l")
        assert "ux=+l" in player.text
        await player.press("f6")
        await player.see("1 of 3")
        assert player.saved == []


async def test_a_missing_answer_is_skipped_after_all(stage: Stage) -> None:
    async with stage.open(Setup(MANY, count=1)) as player:
        right = find_right(player.question)
        await player.press("s")
        await player.see("Skipped", *right)
