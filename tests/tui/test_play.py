"""Playing a game: every kind of question, by keys and by mouse, up to the verdict."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from builders import find_right, find_wrong, write_pack
from spacequiz.game.kinds import Kind
from spacequiz.game.records import Aid, Setup, Verdict
from spacequiz.game.views import Phase

from .packs import describe, list_wrong, write_many

if TYPE_CHECKING:
    from .stage import Player, Stage

LISTED = (Kind.CHOICE, Kind.SEVERAL, Kind.TRUE_FALSE)
WRITTEN = (Kind.TYPED, Kind.NUMBER)
CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")


def only(kind: Kind) -> Setup:
    return Setup(kinds=(kind,), seed="fixed")


def verdicts(player: Player) -> list[Verdict]:
    return [answer.verdict for answer in player.saved]


async def test_two_enters_from_home_lead_to_the_first_question(stage: Stage) -> None:
    async with stage.open() as player:
        await player.see("10 questions, and the reason behind every answer")
        await player.press("enter")
        await player.see("A new game", "10 questions fit")
        await player.press("enter")
        await player.see("1 of 10", "0 pts", player.card.ask)
        assert player.saved == []


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("kind", [*LISTED, *WRITTEN])
async def test_an_answer_is_judged_saved_and_explained(
    stage: Stage, kind: Kind, right: bool
) -> None:
    async with stage.open(only(kind)) as player:
        name = player.question.id
        await player.answer(right=right)
        await player.see(f"That is how it is with {name}.", "from “Science 5”, paragraph 4")
        if right:
            await player.see("✓ Right", f"+{player.saved[0].points}")
        else:
            await player.see("✗ Wrong" if kind is Kind.TRUE_FALSE else "✗ Not quite")
        assert verdicts(player) == [Verdict.RIGHT if right else Verdict.WRONG]
        assert player.app.quizmaster.view.phase is Phase.REVEALED


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.TRUE_FALSE])
async def test_arrows_and_enter_pick_an_answer(stage: Stage, kind: Kind) -> None:
    async with stage.open(only(kind)) as player:
        right = find_right(player.question)
        down = player.card.options.index(right[0]) + 1
        await player.press(*["down"] * down)
        assert "❯" in player.line_with(right[0].capitalize())
        assert player.saved == []
        await player.press("enter")
        await player.see("✓ Right")
        assert player.saved[0].response == right


async def test_the_cursor_goes_around_the_ends(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        first, *_, last = player.card.options
        await player.press("up")
        assert "❯" in player.line_with(last)
        await player.press("down")
        assert "❯" in player.line_with(first)


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.TRUE_FALSE])
async def test_a_click_picks_an_answer(stage: Stage, kind: Kind) -> None:
    async with stage.open(only(kind)) as player:
        wrong = find_wrong(player.question)
        await player.click(wrong[0].capitalize())
        await player.see("your answer", "the answer")
        assert player.saved[0].response == wrong


@pytest.mark.parametrize(("key", "response"), [("t", "true"), ("f", "false")])
async def test_letters_answer_true_or_false(stage: Stage, key: str, response: str) -> None:
    async with stage.open(only(Kind.TRUE_FALSE)) as player:
        await player.press(key)
        await player.see("your answer")
        assert player.saved[0].response == (response,)


async def test_true_and_false_are_words_of_the_pack(stage: Stage) -> None:
    moon = {"id": "moon", "kind": "true-false", "ask": "La Luna gira alrededor de la Tierra."}
    usual = {"category": "Cielo", "difficulty": "easy", "explain": "Cada mes.", "answer": True}
    write_pack(stage.places.packs, [moon | usual], language="es")
    async with stage.open(Setup(packs=("pack",), count=1)) as player:
        await player.see("1 Verdadero", "2 Falso")
        await player.press("f")
        await player.see("2 Falso your answer", "1 Verdadero the answer")
        await player.press("enter")
        await player.see("Wrong: Falso", "The answer: Verdadero")


async def test_several_are_toggled_until_confirmed(stage: Stage) -> None:
    async with stage.open(only(Kind.SEVERAL)) as player:
        right, wrong = find_right(player.question), find_wrong(player.question)
        await player.press(*player.digits(right), *player.digits(wrong))
        assert player.text.count("■") == 3
        await player.click(wrong[0])
        assert player.text.count("■") == 2
        assert player.saved == []
        await player.press("enter")
        await player.see("✓ Right")
        assert set(player.saved[0].response) == set(right)


async def test_several_can_be_picked_by_arrows_and_space(stage: Stage) -> None:
    async with stage.open(only(Kind.SEVERAL)) as player:
        await player.press("down", "space", "down", "space", "space")
        await player.press("enter")
        await player.see("your answer")
        assert player.saved[0].response == (player.card.options[0],)


async def test_half_of_several_is_partly_right(stage: Stage) -> None:
    async with stage.open(only(Kind.SEVERAL)) as player:
        found, missing = find_right(player.question)
        await player.press(*player.digits((found,)), "enter")
        await player.see("◐ Partly", "your answer", "you missed this one", "+75")
        assert "✓" in player.line_with(missing)


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        (Kind.CHOICE, "Choose an answer first."),
        (Kind.TRUE_FALSE, "Choose an answer first."),
        (Kind.SEVERAL, "Pick every right one first, then press enter."),
        (Kind.TYPED, "Type your answer first, then press enter."),
        (Kind.NUMBER, "Type your answer first, then press enter."),
    ],
)
async def test_confirming_nothing_gives_advice_and_no_answer(
    stage: Stage, kind: Kind, advice: str
) -> None:
    async with stage.open(only(kind)) as player:
        await player.press("enter", "enter")
        await player.see(advice)
        assert player.saved == []
        await player.answer(right=True)
        await player.miss(advice)


async def test_spaces_alone_are_no_typed_answer(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        await player.press("space", "space", "enter")
        await player.see("Type your answer first")
        assert player.saved == []


async def test_what_is_asked_again_costs_nothing_and_the_rule_can_be_seen(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        for _ in range(2):
            await player.type("Venus or Mars")
            await player.press("enter")
            await player.see("Say one answer.")
            await player.press("ctrl+u")
        assert player.saved == []
        await player.answer(right=True)
        await player.miss("judged by")
        await player.press("v")
        await player.see("judged by: the same")


async def test_letters_go_into_a_typed_answer_and_run_no_command(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        await player.type("hfsw 12?")
        await player.see("hfsw 12?")
        assert player.screen == "QuestionScreen"
        assert player.saved == []
        await player.press("enter")
        await player.see("hfsw 12?", "your answer", "the answer")


async def test_the_reveal_of_a_typed_answer_takes_commands_again(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        await player.answer(right=True)
        await player.press("question_mark")
        await player.see("Keys")


async def test_a_number_shows_its_unit(stage: Stage) -> None:
    async with stage.open(only(Kind.NUMBER)) as player:
        while not player.card.unit:
            await player.answer(right=True)
            await player.press("enter")
        await player.see("in planets", "Type a number")


async def test_the_typed_line_is_empty_for_the_next_question(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        await player.type("Pluto")
        await player.press("enter", "enter")
        await player.see("2 of 2", "Type your answer, then press enter")
        await player.miss("Pluto")


# -- keys ahead of their time --------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys",
    [
        ("1", "1"),
        ("1", "2", "3"),
        ("1", "enter", "1"),
        ("1", "enter", "enter", "1"),
        ("down", "enter", "enter", "down", "enter"),
    ],
    ids="-".join,
)
async def test_keys_pressed_before_a_question_is_shown_do_not_answer_it(
    stage: Stage, keys: tuple[str, ...]
) -> None:
    async with stage.open(CHOICE) as player:
        first = player.card.address
        player.send(*keys)
        await player.until(lambda: bool(player.saved), "an answer")
        await player.settle()
        assert [answer.address for answer in player.saved] == [first]
        assert len(player.saved[0].response) == 1


async def test_options_stay_where_they_were_first_seen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As wide as 60 columns allow: a scroll bar that comes and goes would wrap it anew.
    ask = f"{'a' * 28} {'b' * 27}"
    asked = [
        describe(name, ask, answer="Yes", wrong=list_wrong("No"), explain="Because. " * 80)
        for name in ("one", "two")
    ]
    write_pack(stage.places.bundled, asked, "wide")
    async with stage.open(Setup(packs=("wide",), seed="x"), size=(60, 20)) as player:
        await player.press("1", "pagedown")
        painted = player.record(monkeypatch)
        await player.press("enter")
        await player.see("2 of 2", "1 Yes")
        seen = [text.splitlines() for text in painted if "2 of 2" in text and " 1 " in text]
        assert len({next(n for n, line in enumerate(s) if " 1 " in line) for s in seen}) == 1


async def test_the_least_terminal_has_room_for_question_verdict_and_reason(stage: Stage) -> None:
    ask = "Of all the planets that go around our Sun, which one is by far the largest of them?"
    asked = describe("big", ask, answer="Jupiter", wrong=list_wrong("Mars", "Venus", "Earth"))
    write_pack(stage.places.bundled, [{**asked, "explain": "It is. " * 30}], "small")
    async with stage.open(Setup(packs=("small",), seed="x"), size=(40, 12)) as player:
        assert ask in player.words
        assert all(name in player.words for name in ("Jupiter", "Mars", "Venus", "Earth"))
        await player.answer(right=True)
        await player.see("Right +150", "It is. It is.")
        # More room, and it is as everywhere; less, and no line is wasted again.
        await player.resize(80, 24)
        assert player.lines[player.where("General")[1] + 1] == ""
        await player.resize(40, 12)
        await player.see("Right +150", "It is. It is.")


TURNS = [0, 2, 4, 6, 8, 10, 11, 12, 13, 15, 30, 100]


@pytest.mark.parametrize(
    "keys", [("1",), ("1", "enter"), ("down", "enter"), ("s",), ("h",)], ids="-".join
)
async def test_no_key_is_so_quick_that_it_counts_for_a_question_nobody_has_seen(
    stage: Stage, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(stage.places.bundled, 2 * len(TURNS))
    async with stage.open(Setup(packs=("many",), count=2 * len(TURNS), seed="fixed")) as player:
        painted = player.record(monkeypatch)
        unseen = 0
        for turns in TURNS:
            await player.press("1")
            for key in ("enter", *keys):
                shown = f"{player.card.position + 1} of"
                was_seen = player.card.ask in painted[-1] and shown in painted[-1]
                player.send(key)
                for _ in range(turns):
                    await asyncio.sleep(0)
            await player.settle()
            if not was_seen:
                unseen += 1
                assert player.app.quizmaster.view.phase is Phase.ASKING, f"{turns} turns"
                assert not player.card.hint, f"{turns} turns"
            if player.app.quizmaster.view.phase is Phase.REVEALED:
                await player.press("enter")
        assert unseen


async def test_after_keys_ahead_of_their_time_the_next_question_can_be_answered(
    stage: Stage,
) -> None:
    async with stage.open(CHOICE) as player:
        player.send("1", "enter", "1")
        await player.until(lambda: bool(player.saved), "an answer")
        await player.settle()
        if player.app.quizmaster.view.phase is Phase.REVEALED:
            await player.press("enter")
        await player.see("2 of 2", player.card.ask)
        await player.press("2")
        await player.see("your answer")
        assert len(player.saved) == 2


@pytest.mark.parametrize(
    "kinds", [(Kind.TYPED, Kind.CHOICE), (Kind.CHOICE, Kind.TYPED)], ids="-".join
)
async def test_who_skips_at_once_can_answer_a_question_of_another_kind(
    stage: Stage, kinds: tuple[Kind, ...]
) -> None:
    setup = Setup(kinds=kinds)
    async with stage.open() as player:
        bank, planner = player.app.quizmaster.bank, player.app.quizmaster.planner
        while tuple(q.kind for q in bank.questions(planner.draw(setup).addresses))[:2] != kinds:
            setup = Setup(kinds=kinds, seed=planner.make_seed())
    async with stage.open(setup) as player:
        player.send("f3", "enter")
        await player.see("2 of")
        await player.settle()
        assert "enter confirm" in player.keys
        await player.answer(right=True)
        assert player.saved[1].verdict is Verdict.RIGHT


async def test_two_enters_sent_at_once_answer_a_typed_question_once(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        await player.type("Venus")
        player.send("enter", "enter", "enter")
        await player.until(lambda: bool(player.saved), "an answer")
        await player.settle()
        assert len(player.saved) == 1


@pytest.mark.parametrize("dialog", [("escape", "escape"), ("f1", "escape"), ("n", "x", "enter")])
async def test_after_a_dialog_over_a_typed_verdict_its_keys_work(
    stage: Stage, dialog: tuple[str, ...]
) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        await player.answer(right=False)
        await player.press(*dialog, "equals_sign")
        await player.see("your own call")


async def test_letters_typed_on_after_the_answer_skip_nothing(stage: Stage) -> None:
    async with stage.open(only(Kind.TYPED)) as player:
        player.send("M", "enter", "f3", "s", "f3")
        await player.until(lambda: bool(player.saved), "an answer")
        await player.settle()
        assert verdicts(player) == [Verdict.WRONG]


async def test_a_double_click_answers_once(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.click_at(player.where(player.card.options[1]), times=2)
        await player.see("your answer")
        assert len(player.saved) == 1


# -- help and giving up --------------------------------------------------------------------------


async def test_a_hint_is_shown_once_and_costs_a_quarter(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        hint = player.question.hint
        assert hint not in player.words
        assert "hint" in player.keys
        await player.press("h")
        await player.see(f"Hint {hint}")
        assert "hint" not in player.keys
        await player.press("h")
        await player.answer(right=True)
        full = {"easy": 100, "hard": 200}[player.card.difficulty]
        await player.see(f"+{full * 3 // 4}", f"({full // 4} less for the help)")
        assert player.saved[0].aids == {Aid.HINT}


@pytest.mark.parametrize("kind", WRITTEN)
async def test_a_hint_while_typing_keeps_the_text(stage: Stage, kind: Kind) -> None:
    async with stage.open(only(kind)) as player:
        await player.type("42")
        assert "f2 hint" in player.keys
        await player.press("f2")
        await player.see(player.question.hint, "42")
        await player.type("7")
        await player.see("427")


async def test_what_fifty_fifty_takes_away_cannot_be_picked(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.press("f")
        removed = player.card.removed
        assert len(removed) == 2
        for option in removed:
            assert "·" in player.line_with(option)
            await player.press(*player.digits((option,)))
            await player.click(option)
        assert len({player.where(option)[0] for option in player.card.options}) == 1
        assert player.saved == []
        for _ in player.card.options:
            await player.press("down")
            (line,) = [line for line in player.lines if "❯" in line]
            assert not any(option in line for option in removed)
        assert "fifty-fifty" not in player.keys
        await player.answer(right=True)
        assert player.saved[0].aids == {Aid.FIFTY_FIFTY}
        await player.see("less for the help")


async def test_fifty_fifty_under_the_cursor_leaves_nothing_chosen(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        for _ in player.card.options:
            await player.press("down")
        await player.press("f")
        removed = player.card.removed
        while not any("❯" in line for line in player.lines):
            await player.press("enter")
            await player.see("Choose an answer first.")
            assert player.saved == []
            return
        assert not any(option in player.line_with("❯") for option in removed)


@pytest.mark.parametrize("kind", [*LISTED, *WRITTEN])
async def test_a_skipped_question_shows_its_answer(stage: Stage, kind: Kind) -> None:
    async with stage.open(only(kind)) as player:
        await player.press("f3")
        await player.see("– Skipped", f"That is how it is with {player.question.id}.")
        for text in find_right(player.question):
            assert "✓" in player.line_with(text.capitalize() if kind != "typed" else text)
        assert verdicts(player) == [Verdict.SKIPPED]


async def test_the_reasons_of_the_other_wrong_options_come_and_go(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        wrong = [option.text for option in player.question.body.wrong]  # type: ignore[attr-defined]
        chosen, *others = wrong
        await player.press(*player.digits((chosen,)))
        await player.see(f"Not {chosen}, for a reason.")
        await player.miss(*(f"Not {other}, for a reason." for other in others))
        assert "why not" in player.keys
        await player.press("w")
        await player.see(*(f"Not {each}, for a reason." for each in wrong))
        await player.press("w")
        await player.miss(*(f"Not {other}, for a reason." for other in others))
        await player.press("w", "enter")
        await player.see("2 of 2")
        await player.answer(right=True)
        await player.miss("for a reason")


async def test_the_reveal_stays_until_the_player_goes_on(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=True)
        stage.clock.advance(3600)
        for key in ("1", "2", "space", "down", "h", "f", "s"):
            await player.press(key)
        await player.see("✓ Right", "1 of 2")
        assert len(player.saved) == 1
        await player.press("enter")
        await player.see("2 of 2")


async def test_streaks_are_told(stage: Stage) -> None:
    async with stage.open(Setup(seed="fixed")) as player:
        for number in range(1, 4):
            await player.answer(right=True)
            if number == 3:
                await player.see("and 50 for the streak", "streak 3 ✦")
            await player.press("enter")
        await player.answer(right=False)
        await player.miss("×")
