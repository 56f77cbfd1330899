"""Room: small and large terminals, resizing in the middle, and the bundled questions in each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from builders import find_wrong
from spacequiz.game.kinds import Kind
from spacequiz.game.kinds.choices import name_truth
from spacequiz.game.records import Setup, Verdict
from spacequiz.paths import find_places
from spacequiz.tui.screens.question import QuestionScreen
from spacequiz.words.verdicts import name_verdict

from .packs import LONG_ASK, write_strange

if TYPE_CHECKING:
    from collections.abc import Callable

    from .stage import Player, Stage

CHOICE = Setup(kinds=(Kind.CHOICE,), seed="fixed")
TYPED = Setup(kinds=(Kind.TYPED,), seed="fixed")
SEVERAL = Setup(kinds=(Kind.SEVERAL,), seed="fixed")
TOO_SMALL = (20, 5)


# -- resizing ------------------------------------------------------------------------------------


async def test_resizing_keeps_cursor_and_hint(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.press("h", "down", "down")
        for size in [(60, 20), (120, 40), TOO_SMALL, (40, 12), (80, 24)]:
            await player.resize(*size)
            if size == TOO_SMALL:
                await player.see("More room, please")
                await player.miss("Hint")
            else:
                await player.see("❯ 2")
        await player.see(f"Hint {player.question.hint}")
        await player.press("enter")
        await player.see("your answer")
        assert player.saved[0].response == (player.card.options[1],)


async def test_resizing_keeps_what_was_picked(stage: Stage) -> None:
    async with stage.open(SEVERAL) as player:
        await player.press("1", "3")
        for size in [(120, 40), TOO_SMALL, (60, 20), (80, 24)]:
            await player.resize(*size)
        assert player.text.count("■") == 2
        await player.press("enter")
        await player.see("your answer")
        assert len(player.saved[0].response) == 2


async def test_resizing_keeps_typed_text_and_cursor(stage: Stage) -> None:
    async with stage.open(TYPED) as player:
        await player.type("Satn")
        await player.press("left")
        for size in [(120, 40), TOO_SMALL, (60, 20), (80, 24)]:
            await player.resize(*size)
        await player.type("ur")
        await player.see("Saturn")


async def test_resizing_keeps_the_verdict(stage: Stage) -> None:
    async with stage.open(CHOICE) as player:
        await player.answer(right=False)
        explanation = player.question.explain
        for size in [(120, 40), (60, 20), TOO_SMALL, (80, 24)]:
            await player.resize(*size)
            if size != TOO_SMALL:
                await player.see("✗ Not quite", explanation)
            else:
                await player.see("More room, please")
                assert " ".join(player.text.split()) == "More room, please: 40 by 12"


@pytest.mark.parametrize("keys", ["", "p", "i", "y"])
async def test_a_tiny_terminal_asks_for_room_and_comes_back(stage: Stage, keys: str) -> None:
    async with stage.open() as player:
        await player.press(*keys)
        before = player.text
        for size in [TOO_SMALL, (1, 1), (200, 3), (10, 60)]:
            await player.resize(*size)
        await player.resize(*TOO_SMALL)
        await player.see("More room,")
        await player.resize(80, 24)
        await player.until(lambda: player.text == before, before)


async def test_a_game_can_open_in_a_tiny_terminal(stage: Stage) -> None:
    async with stage.open(CHOICE, size=TOO_SMALL) as player:
        await player.see("More room,")
        await player.resize(80, 24)
        await player.answer(right=True)
        await player.see("✓ Right")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_options_stand_where_they_are_painted_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with stage.open(Setup(kinds=(Kind.CHOICE,), count=2), size=size) as player:
        await player.answer(right=True)
        painted = player.record(monkeypatch)
        await player.press("enter")
        options = player.card.options
        shown = [text for text in painted if all(option in text for option in options)]
        places = {tuple(text[: text.index(o)].count("\n") for o in options) for text in shown}
        assert len(places) == 1, "\n".join(shown)


async def test_a_wide_terminal_shows_the_explanation_beside_the_answers(stage: Stage) -> None:
    async with stage.open(CHOICE, size=(120, 40)) as player:
        await player.answer(right=False)
        await player.see(player.question.explain)
        x, y = player.where(player.question.explain.split()[0] + " ")
        assert x > 60
        assert y <= player.where(player.card.options[0])[1]


# -- long questions ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_long_question_leaves_all_its_answers_in_sight(
    stage: Stage, size: tuple[int, int]
) -> None:
    write_strange(stage.places.bundled)
    setup = Setup(packs=("strange",), categories=("Long",))
    async with stage.open(setup, size=size) as player:
        await player.see(LONG_ASK[:60], *player.card.options)
        assert player.keys.endswith("help")


async def test_a_hint_on_a_long_question_comes_into_sight(stage: Stage) -> None:
    write_strange(stage.places.bundled)
    setup = Setup(packs=("strange",), categories=("Long",))
    async with stage.open(setup, size=(60, 20)) as player:
        await player.miss("Think of long")
        await player.press("h")
        await player.see("Hint Think of long.")
        await player.press("pageup", "pageup", "pageup", "pageup")
        await player.see("A probe leaves the Earth")


async def test_a_long_question_can_be_read_to_its_end_by_the_keyboard(stage: Stage) -> None:
    write_strange(stage.places.bundled)
    setup = Setup(packs=("strange",), categories=("Long",))
    async with stage.open(setup, size=(60, 16)) as player:
        await player.miss("so far?")
        await player.press("pagedown")
        await player.see("so far?")


async def test_every_answer_of_a_long_question_can_be_reached_in_little_room(stage: Stage) -> None:
    write_strange(stage.places.bundled)
    setup = Setup(packs=("strange",), categories=("Long",))
    async with stage.open(setup, size=(60, 20)) as player:
        for option in player.card.options:
            await player.press("down")
            await player.see(option)
        await player.press("enter")
        await player.see("Cassini carried Huygens")
        verdict = "Not quite" if "Cassini" not in option else "Right"
        for _ in range(20):
            if verdict in player.words:
                break
            await player.press("pageup")
        await player.see(verdict)


# -- the bundled packs ---------------------------------------------------------------------------


FILM = "a-million-miles-away"
SPANISH = f"{FILM}-es"
"""The same questions, and longer."""
LONGEST = 1
"""How many questions of a kind are looked at, for each measure of length."""


@pytest.mark.parametrize(
    ("pack", "size"),
    [
        (SPANISH, (60, 20)),
        (SPANISH, (80, 24)),
        pytest.param(SPANISH, (120, 40), marks=pytest.mark.soak),
        pytest.param(FILM, (80, 24), marks=pytest.mark.soak),
    ],
)
async def test_the_longest_bundled_questions_fit_with_their_answers_and_verdicts(
    stage: Stage, pack: str, size: tuple[int, int]
) -> None:
    bundled = stage.places._replace(bundled=find_places().bundled)
    shown = replace(stage, places=bundled)
    async with shown.open(Setup(packs=(pack,), count=1000, seed="fixed"), size=size) as player:
        master = player.app.quizmaster
        longest = find_longest(player)
        faults: list[str] = []
        for _ in range(master.view.total):
            if player.card.address in longest:
                faults += await find_faults(player)
            else:
                master.answer(find_wrong(player.question))
                master.go_on()
        assert not faults, "\n".join(faults)


def find_longest(player: Player) -> set[str]:
    """Return the questions of each kind that need the most room, asked or explained."""
    master = player.app.quizmaster
    (saved,) = [master.unfinished()]
    assert saved is not None
    questions = master.bank.questions(saved.addresses)
    asked = partial(sorted, key=lambda q: len(f"{q.ask}{q.body}"))
    explained = partial(sorted, key=lambda q: len(q.explain))
    kinds = [[q for q in questions if q.kind is kind] for kind in Kind]
    assert all(kinds)
    return {
        question.address
        for kind in kinds
        for order in (asked, explained)
        for question in order(kind)[-LONGEST:]
    }


async def find_faults(player: Player) -> list[str]:
    """Return what is out of sight of the present question and its verdict, and go on."""
    master, screen = player.app.quizmaster, player.app.screen
    assert isinstance(screen, QuestionScreen)
    roomy = player.app.size.height >= 24
    screen.view = master.view
    card, question = player.card, player.question
    is_truth = card.kind is Kind.TRUE_FALSE
    options = [name_truth(o, card.language) if is_truth else o for o in card.options]
    if card.kind is Kind.MATCH:
        # Two columns of wrapped lines run into each other; in little room the cursor scrolls them.
        options = " ".join([*options, *card.lefts]).split() if roomy else []
    faults = await find_missing(player, lambda: player.words, [card.ask, *options])
    if not player.keys.endswith("help"):
        faults.append(player.keys)
    screen.view = master.answer(find_wrong(question))
    judged = [question.explain, name_verdict(Verdict.WRONG, card.kind)]
    faults += await find_missing(player, lambda: read_revealed(player), judged)
    master.go_on()
    return [f"{question.address}: {fault}" for fault in faults]


async def find_missing(player: Player, read: Callable[[], str], wanted: list[str]) -> list[str]:
    """Return which texts do not come into sight."""
    for _ in range(3):
        await player.settle()
        missing = [text for text in wanted if text not in read()]
        if not missing:
            break
    return missing


def read_revealed(player: Player) -> str:
    """Return the words of a verdict; in a wide terminal the explanation stands at the side."""
    sides = [line.split("│")[-1] for line in player.lines if "│" in line]
    return " ".join([*player.words.split(), *" ".join(sides).split()])


SMALL = [(10, 4), (39, 12), (40, 11)]


@pytest.mark.parametrize("size", SMALL, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.TYPED])
async def test_nothing_is_answered_that_has_no_room(
    stage: Stage, size: tuple[int, int], kind: Kind
) -> None:
    async with stage.open(Setup(kinds=(kind,), seed="fixed")) as player:
        await player.resize(*size)
        await player.see("More")
        await player.press("1", "a", "down", "enter", "h", "s", "escape", "ctrl+p", "f1", "f2")
        await player.paste("Vulcan")
        await player.press("enter")
        assert player.saved == []
        assert player.screen == "QuestionScreen"
        await player.resize(80, 24)
        await player.see("1 of 2", "confirm")
        await player.miss("Hint", "Vulcan")
        await player.answer(right=True)
        assert len(player.saved) == 1


@pytest.mark.parametrize("size", SMALL, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("key", ["escape", "question_mark", "ctrl+p"])
async def test_a_dialog_without_room_asks_for_more(
    stage: Stage, size: tuple[int, int], key: str
) -> None:
    async with stage.open(Setup(kinds=(Kind.CHOICE,))) as player:
        await player.press(key)
        dialog = player.screen
        assert dialog != "QuestionScreen"
        before = player.text
        await player.resize(*size)
        await player.see("More")
        assert "Paused" not in player.text
        await player.press("down", "h", "enter", "escape", "q")
        assert player.screen == dialog
        await player.resize(80, 24)
        await player.until(lambda: player.text == before, "the dialog")
        await player.press("escape")
        await player.until(lambda: player.screen == "QuestionScreen", "the question")


async def test_the_game_can_be_left_without_room(stage: Stage) -> None:
    async with stage.open(Setup(kinds=(Kind.CHOICE,))) as player:
        await player.resize(10, 4)
        player.send("ctrl+q")
        await player.pilot.pause()
        assert player.app._exit
