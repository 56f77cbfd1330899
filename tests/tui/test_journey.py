"""From screen to screen: results, missed ones, pausing, leaving and coming back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import DataTable

from spacequiz.game.kinds import Kind
from spacequiz.game.records import Setup, Verdict

if TYPE_CHECKING:
    from .stage import Player, Stage

GAME = Setup(count=5, seed="fixed")
CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")
TYPED = Setup(kinds=(Kind.TYPED,), seed="fixed")


async def play_on(player: Player, *outcomes: bool) -> None:
    """Answer questions right or wrong, and go on after each."""
    for right in outcomes:
        await player.answer(right=right)
        await player.press("enter")


# -- the end of a game ---------------------------------------------------------------------------


async def test_the_results_show_score_accuracy_categories_and_what_was_missed(stage: Stage) -> None:
    async with stage.open(GAME, size=(80, 60)) as player:
        await play_on(player, True, True)
        missed = player.question
        await play_on(player, False, True, True)
        points = sum(answer.points for answer in player.saved)
        await player.see("4 of 5 right", "80% accuracy", "best streak 2 ✦✦")
        await player.see("By category", "Worth another look: 1", missed.ask, "Not quite: ")
        await player.see("The answer: ", missed.explain, "from “Science 5”, paragraph 4")
        for name, count in _count_categories(player).items():
            assert f"of {count}" in player.line_with(f" {name}  ")
        # Where there is less room they are no picture.
        await player.resize(80, 24)
        await player.see(f"{points:,} points", "By category")
        # Drawn as a line each: taller bars run together.
        assert "█" not in player.text


def _count_categories(player: Player) -> dict[str, int]:
    asked = player.app.quizmaster.bank.questions([answer.address for answer in player.saved])
    return {q.category: [each.category for each in asked].count(q.category) for q in asked}


async def test_a_game_without_a_miss_says_so_and_offers_no_retry(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await play_on(player, True, True)
        await player.see("2 of 2 right", "100% accuracy", "Nothing missed")
        assert "retry" not in player.keys
        await player.press("m")
        assert player.screen == "ResultsScreen"


async def test_a_perfect_game_fills_a_large_screen(stage: Stage) -> None:
    async with stage.open(GAME, size=(120, 40)) as player:
        await play_on(player, *[True] * 5)
        await player.see("Nothing missed", "By category")
        # What was missed would stand there.
        assert player.where("By category")[0] >= 60
        assert player.where("earth ●")[1] == player.where("A perfect flight")[1] - 7
        await player.resize(80, 30)
        await player.see("Nothing missed", "By category")
        assert player.where("By category")[0] < 60
        assert player.where("earth ●")[1] == player.where("A perfect flight")[1] - 4


async def test_play_again_draws_with_the_same_setup(stage: Stage) -> None:
    async with stage.open(TYPED) as player:
        await play_on(player, True, True)
        await player.press("enter")
        await player.see("1 of 2", "0 pts", "Type your answer")
        assert player.saved == [] or len(player.saved) == 2


async def test_the_missed_come_back_until_each_was_right_once(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await play_on(player, False, False)
        await player.press("m")
        await player.see("Missed", "1 of 2")
        await player.miss("pts")
        again = player.card.ask
        await play_on(player, False, True)
        await player.see("3 of 3", again)
        await play_on(player, True)
        await player.see("2 of 3 right", "Worth another look: 1")
        assert [answer.verdict for answer in player.saved] == [
            Verdict.WRONG,
            Verdict.RIGHT,
            Verdict.RIGHT,
        ]


async def test_after_the_results_home_offers_nothing_to_continue(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await play_on(player, True, True)
        await player.press("escape")
        await player.see("Play", "Quit")
        await player.miss("Continue", "continue")
        await player.press("c")
        assert player.screen == "HomeScreen"


async def test_what_could_come_next_stands_beside_its_key_however_narrow_it_is(
    stage: Stage,
) -> None:
    async with stage.open(GAME, size=(60, 40)) as player:
        await play_on(player, False, True, True, True, True)
        await player.see("By category")
        lines = [line.strip() for line in player.text.splitlines()]
        assert "Next  m ask the 1 missed until each was right" in lines
        assert "enter another game like this" in lines
        assert "esc home" in lines


async def test_long_results_can_be_read_to_the_end(stage: Stage) -> None:
    async with stage.open(Setup(seed="fixed")) as player:
        last = ""
        for _ in range(10):
            last = player.question.explain
            await play_on(player, False)
        await player.see("0 of 10 right")
        await player.miss(last)
        await player.press(*["pagedown"] * 9)
        await player.see(last)
        await player.press(*["up"] * 100)
        await player.see("0 of 10 right")


# -- leaving and coming back ---------------------------------------------------------------------


async def test_a_paused_game_goes_on_where_it_was(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.press("down", "h", "escape")
        await player.see("Paused", "Every answer so far is saved.")
        stage.clock.advance(500)
        await player.press("escape")
        await player.miss("Paused")
        await player.see("❯ 1", "Hint")
        stage.clock.advance(7)
        await player.answer(right=True)
        assert player.saved[0].seconds == 7


async def test_a_typed_text_outlives_a_pause(stage: Stage) -> None:
    async with stage.open(TYPED) as player:
        await player.type("Satu")
        await player.press("escape")
        await player.see("Paused")
        await player.press("enter")
        await player.miss("Paused")
        await player.type("rn")
        await player.see("Saturn")


async def test_from_home_the_same_question_goes_on_with_the_same_points(stage: Stage) -> None:
    async with stage.open(GAME) as player:
        await play_on(player, True, True)
        card, points = player.card, sum(answer.points for answer in player.saved)
        await player.press("f2", "escape")
        await player.see("Paused")
        await player.press("down", "enter")
        await player.see("Continue Classic, 2 of 5 answered")
        await player.press("enter")
        await player.see("3 of 5", f"{points} pts", card.ask, "Hint")
        assert player.card.options == card.options
        assert len(player.saved) == 2


async def test_a_game_left_in_the_middle_goes_on_in_a_new_process(stage: Stage) -> None:
    async with stage.open(GAME) as player:
        await play_on(player, True, True)
        card, points = player.card, sum(answer.points for answer in player.saved)
        await player.press("escape")
        await player.see("Paused")
        await player.press("q")
        await player.until(lambda: not player.app.is_running or player.app._exit)
    async with stage.open() as player:
        await player.see("Continue Classic, 2 of 5 answered")
        await player.press("c")
        await player.see("3 of 5", f"{points} pts", card.ask)
        assert player.card.options == card.options
        await play_on(player, False, True, True)
        await player.see("4 of 5 right")


async def test_an_answer_counts_though_the_player_leaves_at_the_verdict(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
        await player.press("ctrl+q")
    async with stage.open() as player:
        assert len(player.saved) == 1
        await player.press("enter")
        await player.see("2 of 2")


async def test_the_last_answer_alone_ends_a_game_that_was_left_at_its_verdict(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await play_on(player, True)
        await player.answer(right=True)
        await player.press("ctrl+q")
    async with stage.open() as player:
        await player.see("Play")
        if "Continue" in player.text:
            await player.press("c")
            await player.see("2 of 2 right")
            await player.press("escape")
        await player.miss("Continue")


async def test_games_of_another_player_are_not_offered(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
    app = stage.make_app(name="Bob")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert app.unfinished is None
    finally:
        app.quizmaster.save.close()
        app.quizmaster.bank.close()


# -- past games ----------------------------------------------------------------------------------


async def test_scores_without_a_game_say_what_will_be_there(stage: Stage) -> None:
    async with stage.open() as player:
        await player.press("s")
        await player.see("No games yet", "Press esc, then p to play.")
        await player.press("escape", "p")
        await player.see("A new game")


async def test_scores_list_games_and_open_them(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        missed = player.question
        began = f"{stage.clock.local():%Y-%m-%d %H:%M}"
        await play_on(player, False, True)
        points = sum(answer.points for answer in player.saved)
        await player.press("escape", "s")
        await player.see("1 game", f"best {points} points", "1 of 2", "50%", began)
        await player.press("enter")
        await player.see("1 of 2 right", "Worth another look: 1", missed.ask, missed.explain)
        assert "play again" not in player.keys
        await player.press("escape")
        await player.see(began)
        await player.click(began)
        await player.see("Worth another look: 1")


async def test_scores_of_a_review_speak_of_no_points(stage: Stage) -> None:
    async with stage.open(replace(CHOICE, mode="review")) as player:
        await play_on(player, True)
        await player.press("escape", "h", "s")
        await player.see("1 game best streak 1", "Review, open 1 of 1 100% 1")


async def test_no_row_of_the_scores_is_scrolled_sideways(stage: Stage) -> None:
    async with stage.open(replace(CHOICE, packs=("planets",)), size=(40, 12)) as player:
        await play_on(player, True, True)
        points = sum(answer.points for answer in player.saved)
        await player.press("escape", "s")
        for size, heads in {
            (40, 12): "When Mode Points",
            (60, 20): "When Mode Points Right Streak",
            (80, 24): "When Mode Points Right Share Streak Packs",
        }.items():
            await player.resize(*size)
            await player.see(f"{heads} {stage.clock.local():%Y-%m-%d %H:%M} Classic {points}")
            assert player.app.screen.query_one(DataTable).max_scroll_x == 0


async def test_scores_tell_open_games_from_finished_ones(stage: Stage) -> None:
    async with stage.open(GAME) as player:
        await play_on(player, True)
        await player.press("escape")
        await player.see("Paused")
        await player.press("h", "s")
        await player.see("Classic, open")


async def test_any_of_several_open_games_can_be_continued(stage: Stage) -> None:
    async with stage.open(replace(GAME, seed="1")) as player:
        await player.answer(right=True)
        await player.press("enter")
        first = player.card.address
        await player.press("escape")
        await player.see(player.app.quizmaster.code)
        await player.press("h")
    async with stage.open(replace(GAME, seed="2")) as player:
        await player.answer(right=True)
        await player.press("enter")
        await player.press("escape", "h")
        await player.see("Continue", "1 of 5 answered", "1 more to continue")
        await player.press("s", "down")
        await player.press("c")
        await player.see("2 of 5")
        assert player.card.address == first
        await play_on(player, True, True, True, True)
        await player.press("escape", "s")
        await player.press("down")
        assert "continue" not in player.keys
        await player.press("up")
        assert "continue" in player.keys
